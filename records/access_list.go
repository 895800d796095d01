package records

import (
	"context"
	"iter"
)

// A delivery gives away the records of a list. Sensitive ones wait until the access log holds
// that they are given, many at a time, and the others wait behind them, so that the order stays.
type delivery struct {
	a      *Archive
	by     Principal
	action Action
	asked  string // of a list that is about one entity; else empty
	yield  func(*Record) bool

	waiting  []*Record
	places   []spot
	bytes    int
	given    int64
	withheld int64
}

// Bounds of what waits to be given away.
const (
	maxWaiting      = 256
	maxWaitingBytes = 4 << 20
)

// give gives a record away, now or soon. errStop says that nobody wants more.
func (d *delivery) give(ctx context.Context, r *Record) error {
	d.given++
	sensitive := d.a.sensitive(r.Header)
	if !sensitive && len(d.waiting) == 0 {
		if !d.yield(r) {
			return errStop
		}
		return nil
	}
	if d.waiting = append(d.waiting, r); sensitive {
		d.places = append(d.places, spot{r.Log, r.Seq})
	}
	if d.bytes += len(r.Content); len(d.places) == noteRecords || len(d.waiting) == maxWaiting || d.bytes >= maxWaitingBytes {
		return d.flush(ctx)
	}
	return nil
}

// flush notes what is sensitive, and then gives everything away that waits.
func (d *delivery) flush(ctx context.Context) error {
	if len(d.places) > 0 {
		n := access{action: d.action, outcome: Allowed, records: d.places, asked: d.asked}
		if err := d.a.note(ctx, d.by, n); err != nil {
			return err
		}
	}
	list := d.waiting
	d.waiting, d.places, d.bytes = nil, nil, 0
	for _, r := range list {
		if !d.yield(r) {
			return errStop
		}
	}
	return nil
}

// end gives away what waits, and notes what was left out. A list about an entity that gave
// nothing is noted in either case, so that refused and absent take the same time.
func (d *delivery) end(ctx context.Context, err error) error {
	if err == nil {
		err = d.flush(ctx)
	}
	n := access{action: d.action, outcome: Refused, asked: d.asked, withheld: d.withheld}
	switch {
	case err != nil && err != errStop:
		return err
	case d.asked != "" && d.given == 0:
		if d.withheld == 0 {
			n.outcome = Absent
		}
		if failed := d.a.note(ctx, d.by, n); failed != nil {
			return failed
		}
	case d.withheld > 0:
		if failed := d.a.noteLater(ctx, d.by, n); failed != nil {
			return failed
		}
	}
	return err
}

// sequence makes a sequence of what is read from one state.
func (a *Archive) sequence(ctx context.Context, by Principal, action Action, asked string, fn func(s Snapshot, heads [2]Head, d *delivery) error) iter.Seq2[*Record, error] {
	return func(yield func(*Record, error) bool) {
		d := &delivery{a: a, by: by, action: action, asked: asked, yield: func(r *Record) bool { return yield(r, nil) }}
		err := a.read(ctx, func(s Snapshot, heads [2]Head) error {
			return d.end(ctx, fn(s, heads, d))
		})
		if err != nil && err != errStop {
			yield(nil, err)
		}
	}
}

// offer gives an entry away if by may have it.
func (d *delivery) offer(ctx context.Context, e *Entry) error {
	r, err := d.a.record(ctx, d.by, d.action, e)
	if _, refused := err.(*refusal); refused {
		d.withheld++
		return nil
	}
	if err != nil {
		return err
	}
	return d.give(ctx, r)
}
