package postgres

import (
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/iso28000/iso28000/records"
)

// explain says why the server has not carried out a batch that was rolled back. It looks at one
// state of the store: where that is no longer the one that the batch starts from, nothing else
// needs to be found.
func (a *adding) explain(err error) error {
	code, constraint := codeOf(err), ""
	if e := new(pgconn.PgError); errors.As(err, &e) {
		constraint = e.ConstraintName
	}
	var looks look
	switch {
	case a.failed == moving && code == stateDivision:
		return records.ErrHeadMoved
	case a.failed == growing && code == stateUnique:
		return fmt.Errorf("%w: a tile or a checkpoint of it is there", records.ErrHeadMoved)
	case a.failed == inserting && code == stateUnique && constraint == "record_id":
		looks = a.duplicates()
	case a.failed == inserting && code == stateUnique:
		return fmt.Errorf("%w: an entry stands beyond the end that the head of its log names (%w)", records.ErrDamaged, err)
	case a.failed == revising && (code == stateUnique || code == stateDivision):
		looks = a.conflicts()
	case (a.failed == erasing || a.failed == rewrapping) && code == stateDivision:
		looks = a.contents()
	default:
		return failed(a.ctx, err)
	}
	defer rollback(a.ctx, a.conn)
	heads, e := beginSnapshot(a.ctx, a.conn, looks)
	if e != nil {
		return e
	}
	for _, base := range a.batch.Base {
		if heads[base.Log-1] != base {
			return records.ErrHeadMoved
		}
	}
	if refused := looks.answer(); refused != nil {
		return refused
	}
	return fmt.Errorf("%w: the tables do not say why they refuse the batch (%w)", records.ErrDamaged, err)
}

// A look is what is asked to find out why a batch was refused.
type look struct {
	sql    string
	args   []any
	row    func(r *row)
	answer func() error // what the rows say; nil where they do not say anything
}

// duplicates names the records of the batch that are taken, in either log.
func (a *adding) duplicates() look {
	ids := make([]string, len(a.batch.Entries))
	for i := range ids {
		ids[i] = a.batch.Entries[i].ID
	}
	taken := map[string]bool{}
	return look{
		"SELECT id FROM record WHERE id = ANY($1::text[])", []any{ids},
		func(r *row) { taken[r.text()] = true },
		func() error {
			var refused records.DuplicateError
			for _, id := range ids {
				if taken[id] {
					refused.IDs = append(refused.IDs, id)
				}
			}
			if len(refused.IDs) == 0 {
				return nil
			}
			return &refused
		},
	}
}

// conflicts names the revisions of the batch that do not follow the newest one.
func (a *adding) conflicts() look {
	var list revised
	for i := range a.batch.Entries {
		if e := &a.batch.Entries[i]; e.Entity != "" {
			list.add(e)
		}
	}
	type newest struct {
		version int64
		deleted bool
	}
	found := map[records.Ref]newest{}
	return look{
		"SELECT v.kind, v.id, n.version, n.deleted FROM unnest($1::text[], $2::text[]) AS v (kind, id) CROSS JOIN LATERAL " +
			"(SELECT r.version, r.deleted FROM record r WHERE r.kind = v.kind AND r.entity = v.id ORDER BY r.seq DESC LIMIT 1) n",
		[]any{list.kinds, list.ids},
		func(r *row) { found[records.Ref{Kind: r.text(), ID: r.text()}] = newest{r.integer(), r.flag()} },
		func() error {
			var refused records.ConflictError
			for i, id := range list.ids {
				ref := records.Ref{Kind: list.kinds[i], ID: id}
				if have := found[ref]; have.version != list.versions[i]-1 {
					refused.Conflicts = append(refused.Conflicts, records.Conflict{Entity: ref, Base: list.versions[i] - 1, Version: have.version, Deleted: have.deleted})
				}
			}
			if len(refused.Conflicts) == 0 {
				return nil
			}
			return &refused
		},
	}
}

// contents names the first content of the batch that is not there as expected.
func (a *adding) contents() look {
	type place struct {
		log records.LogID
		seq int64
	}
	type content struct {
		erased, there bool
		key           string
	}
	var logs []int16
	var seqs []int64
	for _, e := range a.batch.Erase {
		logs, seqs = append(logs, int16(e.Log)), append(seqs, e.Seq)
	}
	for _, r := range a.batch.Rewrap {
		logs, seqs = append(logs, int16(r.Log)), append(seqs, r.Seq)
	}
	found := map[place]content{}
	for i := range a.batch.Entries { // which were rolled back
		e := &a.batch.Entries[i]
		found[place{e.Log, e.Seq}] = content{there: e.Content != nil}
	}
	return look{
		"SELECT r.log, r.seq, r.tombstone IS NOT NULL, r.data IS NOT NULL, r.key_id FROM unnest($1::smallint[], $2::bigint[]) AS v (log, seq) JOIN record r ON r.log = v.log AND r.seq = v.seq",
		[]any{logs, seqs},
		func(r *row) {
			found[place{records.LogID(r.integer()), r.integer()}] = content{r.flag(), r.flag(), r.text()}
		},
		func() error {
			for _, e := range a.batch.Erase {
				if have, stands := found[place{e.Log, e.Seq}]; !stands || have.erased || have.there == e.Copied {
					return fmt.Errorf("%w: entry %d of the log %s is to be erased", records.ErrErased, e.Seq, e.Log)
				}
			}
			for _, r := range a.batch.Rewrap {
				if have := found[place{r.Log, r.Seq}]; !have.there || have.key != r.From {
					return fmt.Errorf("%w: the key of entry %d of the log %s is to be wrapped anew", records.ErrErased, r.Seq, r.Log)
				}
			}
			return fmt.Errorf("%w: it was changed by somebody else at the same time", records.ErrErased)
		},
	}
}
