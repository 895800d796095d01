package iso28000

import (
	"context"
	"fmt"
	"reflect"
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
}

// Follow loads the newest system of an archive and assesses it as of an instant, as [LoadFrom]
// and [AssessLive] do.
func Follow(ctx context.Context, archive *records.Archive, by records.Principal, at time.Time, options ...Option) (*Following, error) {
	system, position, err := LoadFrom(ctx, archive, by)
	if err != nil {
		return nil, err
	}
	live, err := AssessLive(system, at, options...)
	if err != nil {
		return nil, err
	}
	return &Following{archive, by, listsOf(), live, position}, nil
}

// Report returns the report as of the last update.
func (f *Following) Report() *conformity.Report { return f.live.Report() }

// Position returns up to where the archive was followed.
func (f *Following) Position() records.Position { return f.position }

// Update takes in what was saved since, and returns the report of it: the one that [Assess]
// would give. References are not looked at: one to nothing shows as evidence that is missing.
// Content that cannot be read is reported, as [records.FileErrors], and nothing is taken in. If
// the archive was restored from a copy that lacks entries, the error is [records.ErrEpoch]:
// follow it anew.
func (f *Following) Update(ctx context.Context) (*conformity.Report, error) {
	newest := map[records.Ref]*records.Record{}
	var order []records.Ref // of their first change
	position := f.position
	for c, err := range f.archive.Changes(ctx, f.by, position) {
		if err != nil {
			return nil, err
		}
		position = c.After
		ref := records.Ref{Kind: c.Record.Kind, ID: c.Record.Entity}
		if _, ours := f.lists[ref.Kind]; !ours || ref.ID == "" {
			continue
		}
		if newest[ref] == nil {
			order = append(order, ref)
		}
		newest[ref] = c.Record
	}
	var change conformity.Change
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
	if err := faults.Err(); err != nil {
		return nil, err
	}
	report, err := f.live.Apply(change)
	if err == nil {
		f.position = position
	}
	return report, err
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
