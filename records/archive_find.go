package records

import (
	"context"
	"errors"
	"iter"
	"slices"
)

// Find yields what a query selects among the newest revisions, or with Records among records
// that belong to no entity, in the order of their keys. The clearance of the query is narrowed
// to that of by; what the authorizer then refuses is left out too. It asks the authorizer
// whether by may read a record, or, of a query without content, whether by may list it.
func (a *Archive) Find(ctx context.Context, by Principal, q Query) iter.Seq2[*Record, error] {
	q = queryOf(by, q)
	action := ListRecord
	if q.Content {
		action = ReadRecord
	}
	return a.sequence(ctx, by, action, "", func(s Snapshot, heads [2]Head, d *delivery) error {
		return q.find(ctx, s, func(e *Entry) error { return d.offer(ctx, e) })
	})
}

// find gives each entry that a query selects to fn.
func (q Query) find(ctx context.Context, s Snapshot, fn func(*Entry) error) error {
	last := q.After
	for e, err := range s.Find(ctx, q) {
		if err != nil {
			return err
		}
		h, err := headerOf(e)
		if err != nil {
			return err
		}
		if !q.selects(h) || h.Key() <= last {
			return damaged("the store gave %s, which the query does not select", Ref{h.Kind, h.Key()})
		}
		last = h.Key()
		if err := fn(e); err != nil {
			return err
		}
	}
	return nil
}

// Count returns how many records a query selects that by may list: what may not be known of
// is not counted. Limit and After do not bear on it.
func (a *Archive) Count(ctx context.Context, by Principal, q Query) (n int64, err error) {
	if by.ID == "" {
		return 0, errNobody
	}
	q = queryOf(by, q)
	q.After, q.Limit, q.Content = "", 0, false
	_, plain := a.options.Authorizer.(Dominance)
	err = a.read(ctx, func(s Snapshot, heads [2]Head) error {
		if plain {
			n, err = s.Count(ctx, q)
			return err
		}
		return q.find(ctx, s, func(e *Entry) error {
			h, err := headerOf(e)
			if err == nil && a.allow(ctx, by, ListRecord, h) == nil {
				n++
			}
			return err
		})
	})
	return n, err
}

// queryOf narrows a query to what somebody is cleared for.
func queryOf(by Principal, q Query) Query {
	clearance := by.Clearance
	if q.Clearance != nil {
		clearance.Level = min(clearance.Level, q.Clearance.Level)
		clearance.Compartments = slices.DeleteFunc(slices.Clone(clearance.Compartments), func(c string) bool {
			return !slices.Contains(q.Clearance.Compartments, c)
		})
	}
	q.Clearance = &clearance
	if q.Log == 0 {
		q.Log = RecordLog
	}
	return q
}

// selects reports whether a query selects the record of a header, as far as it says.
func (q Query) selects(h Header) bool {
	return h.Log == q.Log && h.Kind == q.Kind && (h.Entity == "") == q.Records && (!h.Deleted || q.Deleted) &&
		(q.Clearance == nil || q.Clearance.Covers(h.Marking())) &&
		!slices.ContainsFunc(q.Where, func(c Condition) bool { return !c.Holds(h.Index) })
}

// A Position is a place in the log of records up to which an application has followed it. Its
// zero value is the beginning. It is text for JSON, and for the application to keep.
type Position struct {
	Epoch int64 `json:"epoch"`
	Next  int64 `json:"next"` // Seq of the next record to come
}

// ErrEpoch is returned by Changes for a position of an earlier epoch: the store was restored
// from a copy that lacks entries, so that what was read before may not be in it. The
// application reads again from a position that it knows to be in the copy, or from the beginning.
var ErrEpoch = errors.New("records: the log was restored since then, and may lack what was read")

// Changes yields the records of the log since a position, in the order in which they were
// committed, none left out: what an application needs to keep something else in step. Each
// comes with the position after it; who keeps that once the record is dealt with, and goes on
// from it, gets every record at least once. Those that by may not read are passed over.
// It ends at the newest record; call it again later.
func (a *Archive) Changes(ctx context.Context, by Principal, since Position) iter.Seq2[Change, error] {
	return func(yield func(Change, error) bool) {
		epoch := int64(0)
		list := a.sequence(ctx, by, ReadRecord, "", func(s Snapshot, heads [2]Head, d *delivery) error {
			head := heads[0]
			epoch = head.Epoch
			since, err := since.in(head)
			if err != nil {
				return err
			}
			next := since.Next
			for e, err := range s.Entries(ctx, RecordLog, next, head.Size, true) {
				if err != nil {
					return err
				}
				if e.Seq != next {
					return damaged("entry %d of the log %s is not there", next, RecordLog)
				}
				next++
				if err := d.offer(ctx, e); err != nil {
					return err
				}
			}
			if next != head.Size {
				return damaged("the log %s ends at %d, and its head says %d", RecordLog, next, head.Size)
			}
			return nil
		})
		for r, err := range list {
			if err != nil {
				yield(Change{}, err)
				return
			}
			if !yield(Change{r, Position{epoch, r.Seq + 1}}, nil) {
				return
			}
		}
	}
}

// A Change is a record that came, and the position after it.
type Change struct {
	Record *Record
	After  Position
}
