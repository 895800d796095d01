package iso28000

import (
	"context"

	"github.com/iso28000/iso28000/records"
)

// LoadAt returns the system as an archive held it in a state: the newest, as of a time, as of
// a size of its log. Assessed, it gives the report that it gave then, to the byte. Each list is
// in the order of ids.
//
// What [Load] refuses is refused here, with the same faults; the file of each is the record,
// as in "risk R-012". So by has to be allowed to read all of the system: a reference to what
// they may not read is one to nothing. Without any record of a system the error is [ErrNoSystem].
//
// Records whose content had been disposed of by then are no part of the system, as they were
// none then, and may be referred to: [LoadState] names them. Where content was disposed of
// since, the error is a [DisposedError] that names each record, and beside it is the rest of
// the system: nobody takes that for what was there who does not mean to.
func LoadAt(ctx context.Context, archive *records.Archive, by records.Principal, at records.AsOf) (*System, error) {
	state, err := LoadState(ctx, archive, by, at)
	if err != nil {
		return nil, err
	}
	return state.System, state.Since()
}

// LoadFrom is [LoadAt] for the newest state, and says which that is: [SaveTo] starts from it.
// Its error is a [DisposedError], with the rest of the system, where a key was destroyed and the
// log does not say so: in a store that was restored from a copy older than the disposal.
func LoadFrom(ctx context.Context, archive *records.Archive, by records.Principal) (*System, records.Position, error) {
	state, err := LoadState(ctx, archive, by, records.AsOf{})
	if err != nil {
		return nil, records.Position{}, err
	}
	return state.System, state.Position, state.Since()
}

// settled moves a position, before which stands all that was read, on to the first record that
// makes a difference: it passes over deletions of what was gone already, records of other
// kinds, and those whose ids are given.
func (g *gathering) settled(ctx context.Context, archive *records.Archive, by records.Principal, position records.Position, written map[string]bool) (records.Position, error) {
	for c, err := range archive.Changes(ctx, by, position) {
		if err != nil {
			return position, err
		}
		r := c.Record
		gone := r.Deleted && !g.seen[records.Ref{Kind: r.Kind, ID: r.Entity}]
		if g.ours(r.Kind) && r.Entity != "" && !gone && !written[r.ID] {
			break
		}
		position = c.After
	}
	return position, nil
}

// beginning returns the position before the first record of an archive, as it is now.
func beginning(archive *records.Archive) records.Position {
	return records.Position{Epoch: archive.Heads()[0].Epoch}
}
