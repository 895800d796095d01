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
// they may not read is one to nothing. Records whose content was disposed of are left out, and
// may be referred to. Without any record of a system the error is [ErrNoSystem].
func LoadAt(ctx context.Context, archive *records.Archive, by records.Principal, at records.AsOf) (*System, error) {
	system, _, err := load(ctx, archive, by, at)
	return system, err
}

// LoadFrom is [LoadAt] for the newest state, and says which that is: [SaveTo] starts from it.
func LoadFrom(ctx context.Context, archive *records.Archive, by records.Principal) (*System, records.Position, error) {
	return load(ctx, archive, by, records.AsOf{})
}

func load(ctx context.Context, archive *records.Archive, by records.Principal, at records.AsOf) (*System, records.Position, error) {
	g := newGathering()
	position := beginning(archive)
	for r, err := range archive.State(ctx, by, "", at) {
		if err != nil {
			return nil, records.Position{}, err
		}
		ref := records.Ref{Kind: r.Kind, ID: r.Entity}
		if !g.ours(r.Kind) {
			continue
		}
		position.Next = max(position.Next, r.Seq+1)
		g.seen[ref] = true
		if r.Erased {
			g.found = true
			g.decoder.Exists(ref)
			continue
		}
		g.add(ref, r.Content)
	}
	if !g.found {
		return nil, records.Position{}, ErrNoSystem
	}
	system, err := g.end()
	if err != nil || at != (records.AsOf{}) {
		return system, records.Position{}, err
	}
	position, err = g.settled(ctx, archive, by, position, nil)
	return system, position, err
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
