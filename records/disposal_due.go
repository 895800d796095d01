package records

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"
)

// Due yields the records of a class whose retention was over at an instant, that are not held
// and whose content is there: what may be proposed. Of those that by may not read it says nothing.
func (a *Archive) Due(ctx context.Context, by Principal, class string, at time.Time) iter.Seq2[*Record, error] {
	return a.sequence(ctx, by, ListRecord, "", func(s Snapshot, heads [2]Head, d *delivery) error {
		rules, err := a.rules(ctx, s, class, heads[0].Size)
		if err != nil {
			return err
		}
		for from := int64(0); from < heads[0].Size; from += duePart {
			// What decides on a record is read apart from the list that it stands in: of a snapshot
			// one sequence is read at a time.
			list, err := candidates(ctx, s, class, from, min(from+duePart, heads[0].Size))
			if err != nil {
				return err
			}
			for _, e := range list {
				h, err := headerOf(e)
				if err != nil {
					return err
				}
				err = rules.over(ctx, s, h, at)
				if errors.Is(err, ErrHeld) || errors.Is(err, ErrRetained) {
					continue
				}
				if err == nil {
					err = d.offer(ctx, e)
				}
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// duePart is of how many entries Due looks at once for what may be due.
const duePart = 4096

// disposalRules are what decides whether a record may be disposed of.
type disposalRules struct {
	class RetentionClass
	holds []Hold
	size  int64
}

func (a *Archive) rules(ctx context.Context, s Snapshot, class string, size int64) (r disposalRules, err error) {
	r.size = size
	if r.class, err = a.classOf(ctx, s, class, size); err != nil {
		if errors.Is(err, ErrNotFound) {
			err = fmt.Errorf("%w: there is no class of retention %s that would say when it may go", ErrRetained, quote(class))
		}
		return r, err
	}
	r.holds, err = a.holds(ctx, s)
	return r, err
}

// over reports why a record is not to be disposed of at an instant. What its header says and
// what its class says now both have to be over: a class that is shortened shortens nothing
// that was promised, and one that is extended extends it.
func (r *disposalRules) over(ctx context.Context, s Snapshot, h Header, at time.Time) error {
	switch hold, held := heldBy(r.holds, h); {
	case ownKind(h.Kind):
		return fmt.Errorf("%w: the archive keeps %s itself", ErrRetained, quote(h.ID))
	case h.Class != string(r.class.ID):
		return fmt.Errorf("%w: %s is not of the class %s", ErrRetained, quote(h.ID), quote(string(r.class.ID)))
	case r.class.Disposition != EraseContent:
		return fmt.Errorf("%w: records of the class %s are never erased", ErrRetained, quote(h.Class))
	case held:
		return fmt.Errorf("%w: %s is, by %s", ErrHeld, quote(h.ID), quote(string(hold.ID)))
	}
	next := Header{}
	if h.Entity != "" && r.class.Trigger != WhenRecorded {
		for e, err := range s.Revisions(ctx, Ref{h.Kind, h.Entity}, h.Version+1, 1<<62, r.size, false) {
			if err != nil {
				return err
			}
			n, err := headerOf(e)
			if err != nil {
				return err
			}
			if next.ID == "" || r.class.Trigger == WhenDeleted {
				next = n
			}
		}
	}
	due := r.class.due(instantOf(h.At), next)
	if due.IsZero() {
		return fmt.Errorf("%w: the retention of %s has not begun to run", ErrRetained, quote(h.ID))
	}
	if h.Due != 0 && instantOf(h.Due).After(due) {
		due = instantOf(h.Due)
	}
	if at.Before(due) {
		return fmt.Errorf("%w: %s until %s", ErrRetained, quote(h.ID), due.Format(time.RFC3339))
	}
	return nil
}

// disposed returns the entries that a disposal takes, in its order, each with content that
// may go at an instant.
func (a *Archive) disposed(ctx context.Context, s Snapshot, d *Disposal, at time.Time) (*RetentionClass, []Header, error) {
	heads, err := headsOf(ctx, s)
	if err != nil {
		return nil, nil, err
	}
	rules, err := a.rules(ctx, s, d.Class, heads[0].Size)
	if err != nil {
		return nil, nil, err
	}
	list := make([]Header, 0, len(d.Records))
	var faults []error
	for _, id := range d.Records {
		e, err := s.Entry(ctx, id)
		var h Header
		if err == nil {
			h, err = headerOf(e)
		}
		switch {
		case errors.Is(err, ErrNotFound):
			err = fmt.Errorf("%w: %s", ErrNotFound, quote(id))
		case err != nil:
			return nil, nil, err
		case h.Log != RecordLog || e.Erased || e.Content == nil:
			err = fmt.Errorf("%w: %s has no content to be disposed of", ErrErased, quote(id))
		default:
			err = rules.over(ctx, s, h, at)
		}
		if err != nil {
			if faults = append(faults, err); len(faults) >= maxTreeFaults {
				break
			}
			continue
		}
		list = append(list, h)
	}
	return &rules.class, list, errors.Join(faults...)
}
