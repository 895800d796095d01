package records

import (
	"context"
	"errors"
	"iter"
	"slices"
)

// state yields the newest revision of each entity, deleted ones too, as lists of entities have it.
func (c *logScan) state(ctx context.Context) iter.Seq2[*Entry, error] {
	return c.snapshot.State(ctx, StateQuery{Before: c.head.Size, Deleted: true})
}

// newestOf compares the newest revisions of entities that are new since a checkpoint with what is
// found and loaded of them.
func (c *logScan) newestOf(ctx context.Context) error {
	loaded := map[Ref]int64{}
	for ref := range c.exact {
		e, err := c.snapshot.Revision(ctx, ref, c.head.Size)
		switch {
		case errors.Is(err, ErrNotFound):
		case err != nil:
			return err
		default:
			loaded[ref] = e.Version
		}
	}
	c.compare(c.exact, c.found, loaded)
	return nil
}

// newestOfAll names what is wrong with revisions that do not add up. It keeps every entity in
// memory, which is the price of saying which.
func (c *logScan) newestOfAll(ctx context.Context) error {
	newest, found, listed := map[Ref]int64{}, map[Ref]int64{}, map[Ref]int64{}
	for row, err := range c.snapshot.Rows(ctx, c.head.Log, 0, c.head.Size) {
		if err != nil {
			return err
		}
		h, err := ParseHeader(row.Header)
		if err != nil || h.Entity == "" {
			continue // it was reported, or is no revision
		}
		ref := Ref{h.Kind, h.Entity}
		if h.Version != newest[ref]+1 {
			c.find(OutOfOrder, c.head.Log, row.Seq, h.ID, "version %d of %s follows version %d", h.Version, ref, newest[ref])
		}
		newest[ref] = h.Version
		if row.Found {
			found[ref] = h.Version
		}
	}
	if c.head.Log == RecordLog {
		for e, err := range c.state(ctx) {
			if err != nil {
				return err
			}
			listed[Ref{e.Kind, e.Entity}] = e.Version
		}
	}
	c.compare(newest, found, listed)
	return nil
}

// compare compares versions of entities with those that queries find, and with those that are
// listed.
func (c *logScan) compare(newest, found, listed map[Ref]int64) {
	refs := make([]Ref, 0, len(newest))
	for ref := range newest {
		refs = append(refs, ref)
	}
	for ref := range listed {
		if newest[ref] == 0 {
			refs = append(refs, ref)
		}
	}
	slices.SortFunc(refs, Ref.Compare)
	for _, ref := range refs {
		want := newest[ref]
		if want == 0 {
			c.find(Unfounded, c.head.Log, -1, "", "%s is listed, and was never written", ref)
			continue
		}
		for _, way := range []struct {
			have              int64
			missing, outdated string
		}{
			{found[ref], "no query finds it", "what queries find"},
			{listed[ref], "it is not among the entities that are listed and loaded", "what is listed and loaded"},
		} {
			if way.have == 0 {
				c.find(Missing, c.head.Log, -1, "", "%s is at version %d, and %s", ref, want, way.missing)
			} else if way.have != want {
				c.find(Altered, c.head.Log, -1, "", "%s is at version %d, and %s is version %d", ref, want, way.outdated, way.have)
			}
		}
	}
}
