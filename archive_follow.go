package iso28000

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// A Following keeps a report up to date with an archive: what others save costs what rests on
// it, not the whole system. It serves one goroutine at a time.
type Following struct {
	archive  *records.Archive
	by       records.Principal
	lists    map[string]listOf
	live     *conformity.Live[*System]
	position records.Position
	seqs     map[records.Ref]int64    // of the newest revisions, where their content is there
	disposed map[records.Ref]Disposed // where it is not
}

// Follow loads the newest system of an archive and assesses it as of an instant, as [LoadState]
// and [AssessLive] do. Records that were disposed of are no part of it: see [Following.Disposed].
func Follow(ctx context.Context, archive *records.Archive, by records.Principal, at time.Time, options ...Option) (*Following, error) {
	state, err := LoadState(ctx, archive, by, records.AsOf{})
	if err != nil {
		return nil, err
	}
	if state.System == nil {
		return nil, &DisposedError{state.Disposed}
	}
	live, err := AssessLive(state.System, at, options...)
	if err != nil {
		return nil, err
	}
	f := &Following{archive, by, listsOf(), live, state.Position, state.seqs, map[records.Ref]Disposed{}}
	for _, d := range state.Disposed {
		f.disposed[d.Entity] = d
	}
	return f, nil
}

// Disposed returns the records of the system whose newest content was disposed of, by kind and
// id, as of the last update. The report is without them.
func (f *Following) Disposed() []Disposed {
	return slices.SortedFunc(maps.Values(f.disposed), func(a, b Disposed) int { return a.Entity.Compare(b.Entity) })
}

// Report returns the report as of the last update.
func (f *Following) Report() *conformity.Report { return f.live.Report() }

// Position returns up to where the archive was followed.
func (f *Following) Position() records.Position { return f.position }

// Update takes in what was saved and what was disposed of since, and returns the report of it:
// the one that [Assess] would give. References are not looked at: one to nothing shows as
// evidence that is missing. Content that cannot be read is reported, as [records.FileErrors],
// and nothing is taken in. If the archive was restored from a copy that lacks entries, the
// error is [records.ErrEpoch]: follow it anew.
func (f *Following) Update(ctx context.Context) (*conformity.Report, error) {
	newest := map[records.Ref]*records.Record{}
	var order []records.Ref // of their first change
	note := func(r *records.Record) {
		ref := records.Ref{Kind: r.Kind, ID: r.Entity}
		if newest[ref] == nil {
			order = append(order, ref)
		}
		newest[ref] = r
	}
	position := f.position
	for c, err := range f.archive.Changes(ctx, f.by, position) {
		if err != nil {
			return nil, err
		}
		position = c.After
		if _, ours := f.lists[c.Record.Kind]; ours && c.Record.Entity != "" {
			note(c.Record)
		}
	}
	for r, err := range f.archive.Erased(ctx, f.by, f.position) {
		if err != nil {
			return nil, err
		}
		ref := records.Ref{Kind: r.Kind, ID: r.Entity}
		if seq, there := f.seqs[ref]; there && seq == r.Seq && newest[ref] == nil {
			note(r) // what we have is gone; where it was followed by a revision, that counts
		}
		if d, gone := f.disposed[ref]; gone && d.Seq == r.Seq {
			f.disposed[ref] = disposedOf(r) // the log says so now
		}
	}
	change, err := f.change(order, newest)
	if err != nil {
		return nil, err
	}
	report, err := f.live.Apply(change)
	if err != nil {
		return nil, err
	}
	f.position = position
	for ref, r := range newest {
		delete(f.seqs, ref)
		delete(f.disposed, ref)
		switch {
		case r.Erased && !r.Deleted:
			f.disposed[ref] = disposedOf(r)
		case !r.Deleted:
			f.seqs[ref] = r.Seq
		}
	}
	return report, nil
}

// change makes a change of the newest revisions.
func (f *Following) change(order []records.Ref, newest map[records.Ref]*records.Record) (change conformity.Change, err error) {
	var faults records.FileFaults
	for _, ref := range order {
		r := newest[ref]
		if r.Deleted || r.Erased {
			change.Remove = append(change.Remove, ref)
			continue
		}
		entity, err := f.entity(r)
		addFaults(&faults, ref, err)
		change.Put = append(change.Put, entity)
	}
	return change, faults.Err()
}

// entity reads the content of a record.
func (f *Following) entity(r *records.Record) (records.Entity, error) {
	node, err := parseContent(records.Ref{Kind: r.Kind, ID: r.Entity}, r.Content)
	if err != nil {
		return nil, err
	}
	v := reflect.New(reflect.TypeFor[System]().Field(f.lists[r.Kind].place).Type.Elem())
	if err := node.Decode(v.Interface()); err != nil {
		return nil, err
	}
	entity := v.Elem().Interface().(records.Entity)
	if entity.Ref().ID != r.Entity {
		return nil, fmt.Errorf("its id is %q: the record is kept under another name than it has", entity.Ref().ID)
	}
	return entity, nil
}

// addFaults notes what is wrong with a record.
func addFaults(faults *records.FileFaults, ref records.Ref, err error) {
	list := records.FaultsOf(err)
	for _, fault := range list {
		faults.Add(records.FileError{File: ref.String(), Path: fault.Path, Message: fault.Message})
	}
	if len(list) == 0 {
		faults.AddError(ref.String(), err)
	}
}
