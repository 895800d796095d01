package iso28000

import (
	"context"
	"fmt"
	"strings"

	"github.com/iso28000/iso28000/records"
)

// A Disposed is a record of a system whose content was disposed of: that it was there, what
// became of it and who decided that is in the log for good, its content nowhere.
type Disposed struct {
	Entity    records.Ref // of which it is a revision
	Version   int64
	Record    string // its id: a disposal and its certificate name it so
	Seq       int64  // of its entry in the log
	Class     string // of retention
	Tombstone int64  // Seq of the record that says that it is gone, or [records.NoTombstone]
}

func disposedOf(r *records.Record) Disposed {
	return Disposed{records.Ref{Kind: r.Kind, ID: r.Entity}, r.Version, r.ID, r.Seq, r.Class, r.Tombstone}
}

func (d Disposed) String() string {
	if d.Tombstone == records.NoTombstone {
		return fmt.Sprintf("%s version %d (entry %d, whose key was destroyed; no entry of this copy says so)", d.Entity, d.Version, d.Seq)
	}
	return fmt.Sprintf("%s version %d (entry %d, disposed of by entry %d)", d.Entity, d.Version, d.Seq, d.Tombstone)
}

// A DisposedError says that a system cannot be had as it was in a state, since content that
// was there then was disposed of later. It names every such record, by kind and id.
type DisposedError struct{ Records []Disposed }

func (e *DisposedError) Error() string {
	const most = 10
	var parts []string
	for _, d := range e.Records[:min(len(e.Records), most)] {
		parts = append(parts, d.String())
	}
	if n := len(e.Records) - most; n > 0 {
		parts = append(parts, fmt.Sprintf("and %d more", n))
	}
	return "iso28000: the system is not whole any more as it was then, content was disposed of: " + strings.Join(parts, "; ")
}

// A State is a system as an archive held it, with what is gone from it.
type State struct {
	// System is without the records in Disposed; other records may refer to them. It is nil
	// where what the system says of itself is among them.
	System *System
	// Position is where [SaveTo] starts from; zero where an earlier state was asked for.
	Position records.Position
	// Disposed has every record of the state whose content is gone now, by kind and id: those
	// that were gone in the state, and those that went later.
	Disposed []Disposed

	size int64                 // of the log in the state; -1 the newest
	seqs map[records.Ref]int64 // of the revisions in System
}

// Since reports, as [DisposedError], the records whose content was there in the state, as far
// as its log says, and was disposed of later. Without any it is nil: then the system is the
// one that was there.
func (s *State) Since() error {
	var later []Disposed
	for _, d := range s.Disposed {
		if d.Tombstone == records.NoTombstone || s.size >= 0 && d.Tombstone >= s.size {
			later = append(later, d)
		}
	}
	if later == nil {
		return nil
	}
	return &DisposedError{later}
}

// LoadState returns the system as an archive held it in a state, as [LoadAt] does, and each
// record of it whose content was disposed of. That content is gone is no error of it.
func LoadState(ctx context.Context, archive *records.Archive, by records.Principal, at records.AsOf) (*State, error) {
	state := &State{size: -1, seqs: map[records.Ref]int64{}}
	newest := at == records.AsOf{}
	if !newest {
		var err error
		if state.size, err = archive.SizeAt(ctx, at); err != nil {
			return nil, err
		}
		at = records.AsOfSize(state.size)
	}
	g := newGathering()
	position := beginning(archive)
	itself := true // whether what the system says of itself is there, or never was
	for r, err := range archive.State(ctx, by, "", at) {
		if err != nil {
			return nil, err
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
			state.Disposed = append(state.Disposed, disposedOf(r))
			itself = itself && ref != identity{}.Ref()
			continue
		}
		state.seqs[ref] = r.Seq
		g.add(ref, r.Content)
	}
	if !g.found {
		return nil, ErrNoSystem
	}
	var err error
	if itself {
		if state.System, err = g.end(); err != nil {
			return nil, err
		}
	}
	if newest {
		state.Position, err = g.settled(ctx, archive, by, position, nil)
	}
	return state, err
}
