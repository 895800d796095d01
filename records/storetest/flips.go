package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"testing"

	"github.com/iso28000/iso28000/records"
)

// Flips says what became of bits that were flipped on a disk.
type Flips struct {
	Refused int    // the store does not open any more, or what it holds cannot be read to its end
	Found   int    // something has changed, and an auditor with a checkpoint from outside finds it
	Unused  int    // nothing that is kept has changed
	Hidden  int    // all that is kept is as it was, but something is not found, and nobody sees it
	Unseen  int    // something that is kept has changed, and nobody sees it
	What    string // has changed the first time that nobody saw it
}

// String says it in a line.
func (f Flips) String() string {
	return fmt.Sprintf("%d bits flipped: %d refused on opening or reading, %d found by the auditor, %d changed nothing that is kept, %d hide something unseen, %d changed something unseen",
		f.Refused+f.Found+f.Unused+f.Hidden+f.Unseen, f.Refused, f.Found, f.Unused, f.Hidden, f.Unseen)
}

// BitFlips flips one bit of what a store keeps on a disk, 50 times or as often as the
// environment variable STORETEST_BIT_FLIPS says, each time of the disk as it was: either the
// store refuses what it finds, or an auditor finds it, or nothing that is kept has changed.
// open opens the store that a disk holds, or makes it.
func BitFlips(t *testing.T, open func(*Disk) (records.Store, error)) {
	flips, err := FlipBits(t.Context(), times(t, "STORETEST_BIT_FLIPS", amount(50, 15)), open, records.Auditor.Full)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(flips)
	if flips.Unseen+flips.Hidden > 0 {
		t.Errorf("%d of the bits that were flipped have changed what is kept, %d have hidden something, and nobody saw it: first, %s", flips.Unseen, flips.Hidden, flips.What)
	}
}

// FlipBits flips so many bits, one at a time, and has what is found audited by audit. The error
// is that of a store that nobody has touched.
func FlipBits(ctx context.Context, n int, open func(*Disk) (records.Store, error),
	audit func(records.Auditor, context.Context, records.Store) (*records.AuditReport, error)) (flips Flips, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case failure:
			err = r.error
		default:
			panic(r)
		}
	}()
	disk := NewDisk(28000)
	first, err := open(disk)
	must(err, "opening a store")
	w := newWorld(ctx, func() records.Store { return first })
	at := w.write(first, size, "{}")
	must(first.Close(), "closing the store")
	look := at.auditor
	look.Trusted, look.EverySignature, look.Indexes = at.outside, true, true
	again, err := open(disk)
	must(err, "opening the store again")
	before, err := everything(ctx, again)
	must(err, "reading all of it")
	report, err := look.Full(ctx, again)
	must(err, "an audit")
	same(report.Findings, []records.AuditFinding(nil), "the findings in a store that nobody has touched")
	must(again.Close(), "closing the store")

	c := chance{28000}
	for range n {
		store, err := open(disk.flipped(c.Int64N(8 * disk.bytes())))
		if err != nil {
			flips.Refused++
			continue
		}
		after, err := everything(ctx, store)
		same := err == nil && reflect.DeepEqual(before, after)
		var report *records.AuditReport
		if err == nil && !same {
			report, err = audit(look, ctx, store)
		}
		switch {
		case ctx.Err() != nil:
			return flips, ctx.Err()
		case err != nil:
			flips.Refused++
		case same:
			flips.Unused++
		case !report.Clean():
			flips.Found++
		case reflect.DeepEqual(before.kept, after.kept):
			flips.Hidden++
			flips.first(before.found, after.found)
		default:
			flips.Unseen++
			flips.first(before.kept, after.kept)
		}
		_ = store.Close() // of a file that is broken, which may be said once more
	}
	return flips, nil
}

// first notes what the first change is that nobody saw.
func (f *Flips) first(before, after []any) {
	for i := range min(len(before), len(after)) {
		if f.What == "" && !reflect.DeepEqual(before[i], after[i]) {
			f.What = fmt.Sprintf("%s was %s", show(after[i]), show(before[i]))
		}
	}
	if f.What == "" {
		f.What = fmt.Sprintf("%d things are there, and were %d", len(after), len(before))
	}
}

// A contents is what a store keeps of the log of records, and what it finds of that.
type contents struct{ kept, found []any }

// everything reads entries with their contents, rows and tiles, and then what is found and
// listed in each way. Former checkpoints are left out: one that is altered is found, but none
// is missed that is gone, since what it would prove the newest proves too.
func everything(ctx context.Context, store records.Store) (all contents, err error) {
	heads, err := store.Heads(ctx)
	if err != nil {
		return all, err
	}
	all.kept = append(all.kept, heads)
	return all, store.Read(ctx, func(s records.Snapshot) error {
		for e, err := range s.Entries(ctx, records.RecordLog, 0, math.MaxInt64, true) {
			if err != nil {
				return err
			}
			all.kept = append(all.kept, exact(*e))
		}
		for row, err := range s.Rows(ctx, records.RecordLog, 0, math.MaxInt64) {
			if err != nil {
				return err
			}
			all.kept = append(all.kept, exact(*row.Entry), row.Found)
		}
		for tile, err := range s.Tiles(ctx, records.RecordLog, 0, 0, math.MaxInt64) {
			if err != nil {
				return err
			}
			tile.Hashes = slices.Clone(tile.Hashes)
			all.kept = append(all.kept, tile)
		}
		all.found, err = everyAnswer(ctx, s, all.kept)
		return err
	})
}

// everyAnswer asks for what is kept in each way in which it can be asked for. What is not found
// is an answer too.
func everyAnswer(ctx context.Context, s records.Snapshot, kept []any) (found []any, err error) {
	note := func(e *records.Entry, err error) error {
		switch {
		case errors.Is(err, records.ErrNotFound):
			found = append(found, err)
		case err != nil:
			return err
		default:
			found = append(found, e.Seq)
		}
		return nil
	}
	queries := map[string]records.Query{}
	for _, k := range kept {
		e, is := k.(*records.Entry)
		if !is {
			continue
		}
		if err := note(s.Entry(ctx, e.ID)); err != nil {
			return nil, err
		}
		if e.Version == 1 {
			if err := note(s.Revision(ctx, refOf(e), math.MaxInt64)); err != nil {
				return nil, err
			}
		}
		q := records.Query{Log: records.RecordLog, Kind: e.Kind, Records: e.Entity == "", Deleted: true}
		queries[fmt.Sprint(q)] = q
		for _, c := range e.Index {
			q.Where = []records.Condition{{Column: c}}
			queries[fmt.Sprint(q)] = q
		}
	}
	for _, key := range slices.Sorted(maps.Keys(queries)) {
		for e, err := range s.Find(ctx, queries[key]) {
			if err := note(e, err); err != nil {
				return nil, err
			}
		}
	}
	for e, err := range s.State(ctx, records.StateQuery{Before: math.MaxInt64, Deleted: true}) {
		if err := note(e, err); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// bytes is how much lies on the disk.
func (d *Disk) bytes() (n int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, f := range d.files {
		n += int64(len(f.now))
	}
	return n
}

// flipped returns a copy of the disk with one bit of it flipped, counted through all files in
// the order of their names.
func (d *Disk) flipped(bit int64) *Disk {
	d.mu.Lock()
	defer d.mu.Unlock()
	after := NewDisk(0)
	for _, name := range slices.Sorted(maps.Keys(d.files)) {
		data := bytes.Clone(d.files[name].now)
		if bit >= 0 && bit < 8*int64(len(data)) {
			data[bit/8] ^= 1 << (bit % 8)
		}
		bit -= 8 * int64(len(data))
		after.files[name] = &diskFile{now: data, safe: bytes.Clone(data)}
	}
	return after
}
