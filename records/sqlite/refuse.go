package sqlite

import (
	"database/sql/driver"
	"fmt"
	"math"

	"github.com/iso28000/iso28000/records"
)

// before is how many entries of a log were stored before the batch.
func (a *adding) before(log records.LogID) int64 {
	for _, base := range a.batch.Base {
		if base.Log == log {
			return base.Size
		}
	}
	return math.MaxInt64
}

// duplicates names the records of the batch that are taken, in either log. What the batch itself
// has added by now is passed over. Where none is, it returns err.
func (a *adding) duplicates(err error) error {
	taken := map[string]bool{}
	for _, log := range []records.LogID{records.RecordLog, records.AccessLog} {
		before := a.before(log)
		e := inChunks(a.batch.Entries, func(part []records.Entry) error {
			args := make([]driver.Value, 0, len(part)+1)
			for i := range part {
				args = append(args, part[i].ID)
			}
			query := "SELECT id FROM " + tableOf(log) + " WHERE id IN " + rowsOf(1, len(part)) + " AND seq < ?"
			return a.conn.query(a.ctx, query, append(args, before), func(row []driver.Value) (bool, error) {
				id, _ := row[0].(string)
				taken[id] = true
				return true, nil
			})
		})
		if e != nil {
			return e
		}
	}
	var refused records.DuplicateError
	for i := range a.batch.Entries {
		if id := a.batch.Entries[i].ID; taken[id] {
			refused.IDs = append(refused.IDs, id)
		}
	}
	if len(refused.IDs) > 0 {
		return &refused
	}
	return fmt.Errorf("%w: an entry stands beyond the end that the head of its log names (%w)", records.ErrDamaged, err)
}

// conflicts names the revisions of the batch that do not follow the newest one.
func (a *adding) conflicts() error {
	const query = "SELECT version, deleted FROM record INDEXED BY record_revision WHERE kind = ? AND entity = ? AND seq < ? ORDER BY seq DESC LIMIT 1"
	var refused records.ConflictError
	for i := range a.batch.Entries {
		e := &a.batch.Entries[i]
		if e.Entity == "" {
			continue
		}
		row, err := a.conn.one(a.ctx, query, e.Kind, e.Entity, a.before(records.RecordLog))
		if err != nil {
			return err
		}
		var newest, deleted int64
		if row != nil {
			newest, _ = row[0].(int64)
			deleted, _ = row[1].(int64)
		}
		if newest != e.Version-1 {
			ref := records.Ref{Kind: e.Kind, ID: e.Entity}
			refused.Conflicts = append(refused.Conflicts, records.Conflict{Entity: ref, Base: e.Version - 1, Version: newest, Deleted: deleted != 0})
		}
	}
	if len(refused.Conflicts) > 0 {
		return &refused
	}
	return fmt.Errorf("%w: the newest revisions that are noted of entities are not those that the log has", records.ErrDamaged)
}

// constrained reports whether a constraint has refused a statement.
func constrained(err error) bool { return codeOf(err) == codeConstraint }
