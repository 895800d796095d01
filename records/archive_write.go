package records

import (
	"context"
	"errors"
	"fmt"
)

// Save writes a revision of an entity, and returns where it stands once it is durable. It
// follows the version in Base, 0 if the entity is not there: if somebody else has saved it in
// the meantime, nothing is written and the error is a [ConflictError] that names both versions.
// Versions go on where an entity was deleted and is created again.
//
// If the context ends before the record is on its way, nothing is written and the error is
// that of the context; if it ends afterwards, the error is [ErrInDoubt].
func (a *Archive) Save(ctx context.Context, by Principal, r NewRecord) (Receipt, error) {
	if r.Entity == "" {
		return Receipt{}, invalid(r, "a revision names the entity that it is of: use Append for other records")
	}
	return first(a.writeAll(ctx, RecordLog, by, []NewRecord{r}))
}

// SaveAll writes many records at once, all or none: revisions, of an entity one at most, and
// records that belong to no entity. The errors are those of [Archive.Save].
func (a *Archive) SaveAll(ctx context.Context, by Principal, list []NewRecord) ([]Receipt, error) {
	if len(list) == 0 {
		return nil, ctx.Err()
	}
	return a.writeAll(ctx, RecordLog, by, list)
}

// Append writes a record that belongs to no entity: what was done or found, once and for all.
func (a *Archive) Append(ctx context.Context, by Principal, r NewRecord) (Receipt, error) {
	if r.Entity != "" || r.Delete {
		return Receipt{}, invalid(r, "a record that is appended is no revision: use Save")
	}
	return first(a.writeAll(ctx, RecordLog, by, []NewRecord{r}))
}

func first(list []Receipt, err error) (Receipt, error) {
	if err != nil {
		return Receipt{}, err
	}
	return list[0], nil
}

// writeAll prepares records and has them committed together, if by may write them. Everything
// that is wrong with any of them is reported, up to a number.
func (a *Archive) writeAll(ctx context.Context, log LogID, by Principal, list []NewRecord) ([]Receipt, error) {
	for _, r := range list {
		if ownKind(r.Kind) {
			return nil, invalid(r, "kinds that begin with %s are written by the archive itself", ownKinds)
		}
	}
	r, err := a.compose(ctx, log, by, list)
	if err != nil {
		return nil, err
	}
	if err := a.authorize(ctx, by, r, writing); err != nil {
		return nil, err
	}
	return a.write(ctx, by, r, writing)
}

// write has a request committed that is authorized. What conflicts is decided anew.
func (a *Archive) write(ctx context.Context, by Principal, r *request, action func(*prepared) Action) ([]Receipt, error) {
	for {
		receipts, err := a.submit(ctx, r)
		var conflict *ConflictError
		if !errors.As(err, &conflict) {
			return receipts, err
		}
		again, err := a.conflicting(ctx, by, r, conflict, action)
		if !again {
			return nil, err
		}
		r = &request{records: r.records, erase: r.erase, rewrap: r.rewrap, check: r.check}
	}
}

// compose prepares records that are to be committed together.
func (a *Archive) compose(ctx context.Context, log LogID, by Principal, list []NewRecord) (*request, error) {
	if len(list) > MaxEntries {
		return nil, fmt.Errorf("%w: %d at once are more than %d", ErrInvalid, len(list), MaxEntries)
	}
	r := &request{records: make([]prepared, 0, len(list))}
	entities, ids := make(map[Ref]bool, len(list)), make(map[string]bool, len(list))
	var faults []error
	bytes := 0
	salts, err := a.salts(list)
	if err != nil {
		return nil, err
	}
	for i, record := range list {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p, err := a.prepare(ctx, log, by, record, salts[i])
		ref := Ref{record.Kind, record.Entity}
		switch {
		case err != nil:
		case ids[p.header.ID]:
			err = invalid(record, "a record of the id %s is written with it", quote(p.header.ID))
		case record.Entity != "" && entities[ref]:
			err = invalid(record, "it is saved twice at once: the second has to start from the first")
		}
		if err != nil {
			if faults = append(faults, err); len(faults) >= maxTreeFaults {
				break
			}
			continue
		}
		if ids[p.header.ID] = true; record.Entity != "" {
			entities[ref] = true
		}
		if p.content != nil {
			bytes += len(p.content.Data)
		}
		r.records = append(r.records, p)
	}
	if bytes > MaxBatch/2 {
		faults = append(faults, fmt.Errorf("%w: %d bytes at once are more than %d", ErrInvalid, bytes, MaxBatch/2))
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return r, nil
}

// Receipt returns where the record of that id stands, or [ErrNotFound]: what became of a call
// whose answer was lost.
func (a *Archive) Receipt(ctx context.Context, by Principal, id string) (Receipt, error) {
	var receipt Receipt
	err := a.read(ctx, func(s Snapshot, heads [2]Head) error {
		e, err := s.Entry(ctx, id)
		if err != nil {
			return err
		}
		h, err := headerOf(e)
		if err != nil {
			return err
		}
		if h.ID != id {
			return damaged("the store gave the record %s in place of %s", quote(h.ID), quote(id))
		}
		if err := a.permit(ctx, by, ReadRecord, h); err != nil {
			return err
		}
		receipt = Receipt{h.ID, h.Log, h.Seq, h.Version, instantOf(h.At), heads[h.Log-1]}
		return nil
	})
	return receipt, a.hidden(ctx, by, id, err)
}
