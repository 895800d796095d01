package sqlite

import (
	"context"
	"database/sql/driver"
	"encoding/json"
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// Commit writes a batch, all of it or nothing. It is durable when Commit returns nil.
//
// The context ends the waiting and the writing, and leaves nothing behind; the last step is not
// interrupted, so that the answer is not lost. records.ErrInDoubt is left for a disk that fails
// at that step. A process that has to wait for another one longer than [Options].Wait gets
// [ErrBusy].
func (s *Store) Commit(ctx context.Context, batch records.Batch) error {
	if err := batch.Validate(); err != nil {
		return err
	}
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.running.Done()
	return s.write(ctx, func(c *conn) error {
		a := adding{ctx: ctx, conn: c, batch: batch}
		if err := a.add(); err != nil {
			return err
		}
		if len(batch.Erase)+len(batch.Rewrap) > 0 {
			s.erased.Store(true)
		}
		return nil
	})
}

// adding is a batch on its way into the tables. A constraint that does not hold refuses it; what
// exactly is in its way is looked for only then.
type adding struct {
	ctx   context.Context
	conn  *conn
	batch records.Batch
	args  []driver.Value
}

func (a *adding) add() error {
	for _, part := range []func() error{a.heads, a.entries, a.revisions, a.index, a.tree, a.erase, a.rewrap} {
		if err := a.ctx.Err(); err != nil {
			return err
		}
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

// exec runs a statement with the values that were put together. It is not interrupted: the
// context is looked at between statements, which are short, and watching it for each would
// cost more than they do.
func (a *adding) exec(query string) (int64, error) {
	n, err := a.conn.exec(context.Background(), query, a.args...)
	a.args = a.args[:0]
	return n, err
}

func (a *adding) put(values ...driver.Value) { a.args = append(a.args, values...) }

// heads moves the heads on, from those that the batch starts from.
func (a *adding) heads() error {
	const query = "UPDATE head SET epoch = ?, size = ?, root = ? WHERE log = ? AND epoch = ? AND size = ? AND root = ?"
	for i, base := range a.batch.Base {
		next := a.batch.Next[i]
		a.put(next.Epoch, next.Size, next.Root[:], int64(base.Log), base.Epoch, base.Size, base.Root[:])
		if n, err := a.exec(query); err != nil {
			return err
		} else if n != 1 {
			return records.ErrHeadMoved
		}
	}
	return nil
}

const entryColumns = "seq, id, kind, entity, version, deleted, level, compartments, header, salt, key_id, wrapped, data"

// entries adds the entries, which no record of the same id may precede in either log.
func (a *adding) entries() error {
	list := a.batch.Entries
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].Log == list[0].Log {
			n++
		}
		log := list[0].Log
		other := records.RecordLog + records.AccessLog - log
		err := inChunks(list[:n], func(part []records.Entry) error {
			if err := a.ctx.Err(); err != nil {
				return err
			}
			for i := range part {
				a.entry(&part[i])
			}
			_, err := a.exec("INSERT INTO " + tableOf(log) + " (" + entryColumns + ") VALUES " + rowsOf(len(part), 13))
			if constrained(err) {
				return a.duplicates(err)
			}
			return err
		})
		if err != nil {
			return err
		}
		query := fmt.Sprintf("SELECT 1 FROM %s r CROSS JOIN %s o ON o.id = r.id WHERE r.seq >= ? AND EXISTS (SELECT 1 FROM %[2]s) LIMIT 1", tableOf(log), tableOf(other))
		taken, err := a.conn.one(context.Background(), query, list[0].Seq)
		if err != nil {
			return err
		}
		if taken != nil {
			return a.duplicates(records.ErrDuplicate)
		}
		list = list[n:]
	}
	return nil
}

func (a *adding) entry(e *records.Entry) {
	var entity, version, compartments driver.Value
	if e.Entity != "" {
		entity, version = e.Entity, e.Version
	}
	if len(e.Compartments) > 0 {
		compartments = list(e.Compartments)
	}
	a.put(e.Seq, e.ID, e.Kind, entity, version, flag(e.Deleted), e.Level, compartments, e.Header)
	if c := e.Content; c != nil {
		data := c.Data
		if data == nil {
			data = []byte{} // NULL says that there is no content
		}
		a.put(blob(c.Salt), name(c.KeyID), blob(c.Wrapped), data)
	} else {
		a.put(nil, nil, nil, nil)
	}
}

// list writes texts as SQLite takes them apart again.
func list(texts []string) string {
	b, err := json.Marshal(texts)
	if err != nil || len(texts) == 0 {
		return "[]" // not null, which is a value beside which nothing is known to be absent
	}
	return string(b)
}

// blob returns NULL for what has no bytes.
func blob(b []byte) driver.Value {
	if len(b) == 0 {
		return nil
	}
	return b
}

func name(s string) driver.Value {
	if s == "" {
		return nil
	}
	return s
}

func flag(b bool) driver.Value {
	if b {
		return int64(1)
	}
	return int64(0)
}

// revisions moves the newest revision of each entity on, from the one before it.
func (a *adding) revisions() error {
	var first, later []*records.Entry
	for i := range a.batch.Entries {
		switch e := &a.batch.Entries[i]; {
		case e.Version == 1:
			first = append(first, e)
		case e.Version > 1:
			later = append(later, e)
		}
	}
	err := inChunks(first, func(part []*records.Entry) error {
		for _, e := range part {
			a.put(e.Kind, e.Entity, e.Seq, e.Version)
		}
		return a.all(len(part), "INSERT INTO entity (kind, id, seq, version) VALUES "+rowsOf(len(part), 4)+" ON CONFLICT DO NOTHING")
	})
	if err != nil {
		return err
	}
	return inChunks(later, func(part []*records.Entry) error {
		for _, e := range part {
			a.put(e.Kind, e.Entity)
		}
		// What the former revision was found by goes with it.
		if _, err := a.exec("WITH v (kind, id) AS (VALUES " + rowsOf(len(part), 2) + ") DELETE FROM record_index WHERE seq IN " +
			"(SELECT e.seq FROM v CROSS JOIN entity e ON e.kind = v.kind AND e.id = v.id)"); err != nil {
			return err
		}
		for _, e := range part {
			a.put(e.Kind, e.Entity, e.Seq, e.Version)
		}
		return a.all(len(part), "WITH v (kind, id, seq, version) AS (VALUES "+rowsOf(len(part), 4)+") UPDATE entity SET seq = v.seq, version = v.version "+
			"FROM v WHERE entity.kind = v.kind AND entity.id = v.id AND entity.version = v.version - 1")
	})
}

// all runs a statement that has to reach so many rows; where it does not, revisions conflict.
func (a *adding) all(rows int, query string) error {
	n, err := a.exec(query)
	if err != nil {
		return err
	}
	if n != int64(rows) {
		return a.conflicts()
	}
	return nil
}

// index adds what the rows are found by.
func (a *adding) index() error {
	type cell struct {
		e *records.Entry
		c *records.Column
	}
	var cells [2][]cell
	for i := range a.batch.Entries {
		e := &a.batch.Entries[i]
		for j := range e.Index {
			cells[e.Log-1] = append(cells[e.Log-1], cell{e, &e.Index[j]})
		}
	}
	for i, list := range cells {
		query := "INSERT INTO " + tableOf(records.LogID(i+1)) + "_index (seq, name, number, value, kind, key) VALUES "
		err := inChunks(list, func(part []cell) error {
			if err := a.ctx.Err(); err != nil {
				return err
			}
			for _, p := range part {
				a.put(p.e.Seq, p.c.Name, flag(p.c.Number), value(*p.c), p.e.Kind, p.e.Key())
			}
			_, err := a.exec(query + rowsOf(len(part), 6))
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// value returns what a column holds, whose type keeps texts and numbers apart.
func value(c records.Column) driver.Value {
	if c.Number {
		return c.Int
	}
	return c.Text
}

// tree adds tiles and checkpoints.
func (a *adding) tree() error {
	for _, t := range a.batch.Tiles {
		a.put(int64(t.Log), int64(t.Level), t.Index, t.Hashes)
		if _, err := a.exec("INSERT INTO tile (log, level, place, hashes) VALUES (?, ?, ?, ?)"); err != nil {
			return there(err, "tile %d of level %d of the log %s", t.Index, t.Level, t.Log)
		}
	}
	for _, c := range a.batch.Checkpoints {
		a.put(int64(c.Log), c.Size, c.Note)
		if _, err := a.exec("INSERT INTO checkpoint (log, size, note) VALUES (?, ?, ?)"); err != nil {
			return there(err, "a checkpoint of the log %[2]s at %[1]d", c.Size, c.Log)
		}
	}
	return nil
}

// there says what stands in the place of something that is to be added.
func there(err error, what string, args ...any) error {
	if constrained(err) {
		return fmt.Errorf("%w: %s is there", records.ErrHeadMoved, fmt.Sprintf(what, args...))
	}
	return err
}

// erase takes content away.
func (a *adding) erase() error {
	for _, e := range a.batch.Erase {
		query := "UPDATE " + tableOf(e.Log) + " SET tombstone = ?, salt = NULL, key_id = NULL, wrapped = NULL, data = NULL WHERE seq = ? AND tombstone IS NULL AND data IS NOT NULL"
		if e.Copied {
			query = "UPDATE " + tableOf(e.Log) + " SET tombstone = ? WHERE seq = ? AND tombstone IS NULL AND data IS NULL"
		}
		a.put(e.Tombstone, e.Seq)
		if n, err := a.exec(query); err != nil {
			return err
		} else if n != 1 {
			return fmt.Errorf("%w: entry %d of the log %s is to be erased", records.ErrErased, e.Seq, e.Log)
		}
	}
	return nil
}

// rewrap puts another wrapped key in the place of one.
func (a *adding) rewrap() error {
	for _, r := range a.batch.Rewrap {
		a.put(r.KeyID, r.Wrapped, r.Seq, r.From)
		if n, err := a.exec("UPDATE " + tableOf(r.Log) + " SET key_id = ?, wrapped = ? WHERE seq = ? AND key_id = ?"); err != nil {
			return err
		} else if n != 1 {
			return fmt.Errorf("%w: the key of entry %d of the log %s is to be wrapped anew", records.ErrErased, r.Seq, r.Log)
		}
	}
	return nil
}
