package records

import (
	"context"
	"errors"
	"fmt"
	"math"
)

// authorize asks whether by may write what a request holds, in the place of what is stored.
// What is refused is noted; of what by may not even know of, the answer is what it would be
// if it were not there.
func (a *Archive) authorize(ctx context.Context, by Principal, r *request, action func(*prepared) Action) error {
	var faults []error
	var refused []access
	refuse := func(p *prepared, err error) {
		n := access{action: action(p), outcome: Refused, asked: p.name()}
		if refused, faults = append(refused, n), append(faults, err); len(faults) > maxTreeFaults {
			faults = faults[:maxTreeFaults]
		}
	}
	follows := false
	for i := range r.records {
		p := &r.records[i]
		follows = follows || p.base > 0
		if err := a.allow(ctx, by, action(p), p.header); err != nil {
			refuse(p, err)
		}
	}
	var hidden []Conflict
	if len(faults) == 0 && follows {
		err := a.read(ctx, func(s Snapshot, heads [2]Head) error {
			for i := range r.records {
				p := &r.records[i]
				if p.base == 0 {
					continue
				}
				h, err := stored(ctx, s, p.ref(), p.base, heads[0].Size)
				if errors.Is(err, ErrNotFound) {
					continue // the store will say so
				}
				if err != nil {
					return err
				}
				if a.permit(ctx, by, ReadRecord, h) != nil {
					hidden = append(hidden, Conflict{Entity: p.ref(), Base: p.base})
					refused = append(refused, access{action: action(p), outcome: Refused, records: []spot{{h.Log, h.Seq}}, asked: p.name()})
				} else if err := a.allow(ctx, by, action(p), h); err != nil {
					refuse(p, err)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if len(refused) > 0 {
		if err := a.note(ctx, by, refused[:min(len(refused), MaxEntries)]...); err != nil {
			return err
		}
	}
	if len(hidden) > 0 {
		faults = append(faults, &ConflictError{hidden})
	}
	return errors.Join(faults...)
}

// stored returns the header of a revision of an entity, without its content.
func stored(ctx context.Context, s Snapshot, entity Ref, version, before int64) (Header, error) {
	for e, err := range s.Revisions(ctx, entity, version, version+1, before, false) {
		if err != nil {
			return Header{}, err
		}
		h, err := headerOf(e)
		if err == nil && (h.Version != version || h.Kind != entity.Kind || h.Entity != entity.ID) {
			err = damaged("the store gave version %d of %s in place of version %d of %s", h.Version, Ref{h.Kind, h.Entity}, version, entity)
		}
		return h, err
	}
	return Header{}, ErrNotFound
}

// conflicting decides what by learns of a conflict, after the store has told of it: nothing of
// an entity that they may not see. What creates an entity that was deleted gets the version
// that follows, for another try: versions have no gaps. again says that there is such a one.
func (a *Archive) conflicting(ctx context.Context, by Principal, r *request, conflict *ConflictError, action func(*prepared) Action) (again bool, err error) {
	seen := &ConflictError{}
	var faults []error
	var refused []access
	err = a.read(ctx, func(s Snapshot, heads [2]Head) error {
		for _, c := range conflict.Conflicts {
			p := r.of(c.Entity)
			if p == nil || c.Version == 0 {
				seen.Conflicts = append(seen.Conflicts, c)
				continue
			}
			var newest Header
			for e, err := range s.Revisions(ctx, c.Entity, c.Version, math.MaxInt64, heads[0].Size, false) {
				if err != nil {
					return err
				}
				if newest, err = headerOf(e); err != nil {
					return err
				}
			}
			c.Version, c.Deleted = newest.Version, newest.Deleted
			switch visible := a.permit(ctx, by, ReadRecord, newest) == nil; {
			case newest.Version == 0:
				return damaged("%s is in conflict, and has no revision", c.Entity)
			case visible && p.base == 0 && newest.Deleted && !p.header.Deleted && a.allow(ctx, by, action(p), newest) == nil:
				p.header.Version = newest.Version + 1
			case visible:
				seen.Conflicts = append(seen.Conflicts, c)
			default:
				refused = append(refused, access{action: action(p), outcome: Refused, records: []spot{{newest.Log, newest.Seq}}, asked: p.name()})
				if p.base == 0 {
					faults = append(faults, fmt.Errorf("%w: %s cannot be created by %s", ErrDenied, c.Entity, quote(by.ID)))
				} else {
					seen.Conflicts = append(seen.Conflicts, Conflict{Entity: c.Entity, Base: p.base})
				}
			}
		}
		return nil
	})
	if err != nil {
		return false, err
	}
	if len(refused) > 0 {
		if err := a.note(ctx, by, refused...); err != nil {
			return false, err
		}
	}
	if len(seen.Conflicts) > 0 {
		faults = append(faults, seen)
	}
	return len(faults) == 0, errors.Join(faults...)
}

func (p *prepared) ref() Ref { return Ref{p.header.Kind, p.header.Entity} }

// name is what the access log calls a record that somebody wants to write.
func (p *prepared) name() string {
	if p.header.Entity == "" {
		return p.header.Kind
	}
	return askedFor(p.ref())
}

// of returns the revision of an entity in a request.
func (r *request) of(entity Ref) *prepared {
	for i := range r.records {
		if p := &r.records[i]; p.header.Entity != "" && p.ref() == entity {
			return p
		}
	}
	return nil
}

// writing is the action of somebody who writes a record.
func writing(p *prepared) Action {
	if p.header.Deleted {
		return DeleteRecord
	}
	return WriteRecord
}
