package iso28000

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/iso28000/iso28000/records"
)

// Saved is what [SaveTo] has written.
type Saved struct {
	New, Changed, Gone int
	Receipts           []records.Receipt // of those, in that order; none where nothing differed
	Position           records.Position  // of what is now in the archive: the next save starts from it

	// Returned are those of the changed whose content had been disposed of, and which the system
	// has: with the save it is in the archive again, for as long as its retention says.
	Returned []records.Ref
}

// A Keeping says how a record of a system is kept: it may set the marking, the class of
// retention, the index columns and whether fields can be shown one by one. Of an entity that is
// there already the draft comes with those it has. Content and version are not its to change.
type Keeping func(entity records.Entity, draft *records.NewRecord)

// SaveTo brings an archive to what the system is: it writes the records that are new, a revision
// of those that differ, and of those that are gone that they are. What is as it was is not
// written, and the order of lists and files says nothing: a second save writes nothing.
//
// The system is the one that was loaded at since, with changes; the zero Position where it is
// to be the first. Where somebody else has saved in the meantime what the system does not have,
// nothing is written, and the error is the [records.ConflictError] that names those records:
// load again, and repeat the change. Who wants to replace what is there, whatever it is, takes
// the position of [LoadFrom] just before. The same error says which records were disposed of
// since, and are in the system still: a copy from before brings back nothing unnoticed.
//
// What [LoadAt] would refuse is not saved, and all of it is reported, as [records.FileErrors].
// All is committed at once, or nothing is. Only of more than 50,000 records or 64 MiB there are
// several commits; if one fails, what came before it is stored, and the same call, made again,
// writes the rest.
func SaveTo(ctx context.Context, archive *records.Archive, by records.Principal, system *System, since records.Position, keep ...Keeping) (Saved, error) {
	s := saving{ctx: ctx, archive: archive, by: by, since: since, keep: keep, gathering: newGathering()}
	if err := s.write(system); err != nil {
		return Saved{}, err
	}
	if err := s.compare(); err != nil {
		return Saved{}, err
	}
	if err := s.conflicts(); err != nil {
		return Saved{}, err
	}
	return s.commit()
}

// A saving is one call of SaveTo.
type saving struct {
	*gathering
	ctx     context.Context
	archive *records.Archive
	by      records.Principal
	since   records.Position
	keep    []Keeping

	recorder records.Recorder

	drafts  map[records.Ref]*draft
	order   []*draft // by list and id
	gone    []records.NewRecord
	back    []records.Ref    // that were disposed of, and are in the system
	start   records.Position // of what the drafts were compared with
	foreign []records.Conflict
}

// A draft is one record of the system that is to be saved.
type draft struct {
	entity records.Entity
	record records.NewRecord
	there  bool // whether the archive has the entity
	same   bool // and in it the very same
}

// write makes the drafts, and notes what is wrong with the entities.
func (s *saving) write(system *System) error {
	s.drafts = map[records.Ref]*draft{}
	s.draft(identity{system.Format, system.Organization, system.AsOf})
	v := reflect.ValueOf(system).Elem()
	lists := make([]listOf, 0, len(s.lists))
	for _, list := range s.lists {
		lists = append(lists, list)
	}
	slices.SortFunc(lists, func(a, b listOf) int { return cmp.Compare(a.place, b.place) })
	for _, list := range lists {
		items := v.Field(list.place)
		first := len(s.order)
		for i := range items.Len() {
			e := items.Index(i).Interface().(records.Entity)
			if e.Ref().ID == "" {
				s.faults.Add(records.FileError{File: fmt.Sprintf("%s[%d]", list.name, i), Path: "id", Message: "is missing"})
				continue
			}
			s.draft(e)
		}
		slices.SortFunc(s.order[first:], func(a, b *draft) int { return strings.Compare(a.record.Entity, b.record.Entity) })
	}
	if s.faults.Len() > 0 {
		return s.loadable() // which finds the rest
	}
	return nil
}

// draft makes one draft.
func (s *saving) draft(e records.Entity) {
	ref := e.Ref()
	r, err := s.recorder.RecordOf(e, 0)
	switch {
	case err != nil:
		addFaults(&s.faults, ref, err)
		s.decoder.Exists(ref) // what names it is not to blame
	case s.drafts[ref] != nil:
		s.faults.Add(records.FileError{File: ref.String(), Path: "id", Message: "is that of two records: give one of the two another id"})
	default:
		d := &draft{entity: e, record: r}
		s.drafts[ref] = d
		s.order = append(s.order, d)
	}
}

// compare compares the drafts with the newest state of the archive.
func (s *saving) compare() error {
	s.start = beginning(s.archive)
	for r, err := range s.archive.State(s.ctx, s.by, "", records.AsOf{}) {
		if err != nil {
			return err
		}
		ref := records.Ref{Kind: r.Kind, ID: r.Entity}
		if !s.ours(r.Kind) {
			continue
		}
		s.start.Next = max(s.start.Next, r.Seq+1)
		s.seen[ref] = true
		d := s.drafts[ref]
		switch {
		case d != nil:
			d.there = true
			s.follow(d, r)
			if r.Erased {
				s.back = append(s.back, ref)
			}
		case r.Erased: // it is gone already, and what it is that named it stays
			s.decoder.Exists(ref)
			continue
		default:
			s.gone = append(s.gone, records.NewRecord{
				Kind: r.Kind, Entity: r.Entity, Base: r.Version, Delete: true, Marking: r.Marking(), Class: r.Class,
			})
		}
		switch later := s.since.Next <= r.Seq; {
		case r.Erased && s.since.Next <= r.Tombstone:
			s.foreign = append(s.foreign, records.Conflict{Entity: ref, Version: r.Version, Disposed: true})
		case later && (d == nil || !d.same):
			s.foreign = append(s.foreign, records.Conflict{Entity: ref, Version: r.Version})
		}
	}
	if s.since.Next > 0 && s.since.Epoch != s.start.Epoch {
		return fmt.Errorf("%w: the system is of epoch %d, the log in epoch %d", records.ErrEpoch, s.since.Epoch, s.start.Epoch)
	}
	var err error
	s.start, err = s.settled(s.ctx, s.archive, s.by, s.start, nil)
	return err
}

// follow lets a draft follow the newest revision, and says whether it is the same.
func (s *saving) follow(d *draft, r *records.Record) {
	n := &d.record
	n.Base, n.Marking, n.Class, n.Index, n.ByFields = r.Version, r.Marking(), r.Class, r.Index, r.Commitment.ByFields
	if n.Class != "" && r.Due != 0 && !r.Erased { // what is there again is retained anew
		n.Due = time.Unix(0, r.Due).UTC()
	}
	s.kept(d)
	index := slices.Clone(n.Index)
	slices.SortFunc(index, records.CompareColumns)
	compartments := slices.Sorted(slices.Values(n.Marking.Compartments))
	d.same = !r.Erased && bytes.Equal(n.Content, r.Content) && n.Class == r.Class && n.ByFields == r.Commitment.ByFields &&
		n.Marking.Level == r.Level && slices.Equal(slices.Compact(compartments), r.Compartments) && slices.Equal(slices.Compact(index), r.Index)
}

// kept asks how a draft is kept, once.
func (s *saving) kept(d *draft) {
	was := d.record
	for _, keep := range s.keep {
		keep(d.entity, &d.record)
	}
	d.record.ID, d.record.Kind, d.record.Entity, d.record.Base = was.ID, was.Kind, was.Entity, was.Base
	d.record.Delete, d.record.Type, d.record.Content = false, was.Type, was.Content
}

// conflicts reports what others have saved since, and the system does not have.
func (s *saving) conflicts() error {
	if err := s.deletedSince(); err != nil {
		return err
	}
	if len(s.foreign) == 0 {
		return nil
	}
	slices.SortFunc(s.foreign, func(a, b records.Conflict) int { return a.Entity.Compare(b.Entity) })
	for i := range s.foreign {
		c := &s.foreign[i]
		for r, err := range s.archive.History(s.ctx, s.by, c.Entity) {
			if err != nil {
				return err
			}
			if r.Seq < s.since.Next {
				c.Base = r.Version
			}
		}
	}
	return fmt.Errorf("others have saved since the system was loaded: %w", &records.ConflictError{Conflicts: s.foreign})
}

// deletedSince notes what the system has, and somebody has deleted since it was loaded.
func (s *saving) deletedSince() error {
	absent := func(d *draft) bool { return !d.there }
	if s.since.Next == 0 || !slices.ContainsFunc(s.order, absent) {
		return nil
	}
	deleted := map[records.Ref]int64{}
	for c, err := range s.archive.Changes(s.ctx, s.by, s.since) {
		if err != nil {
			return err
		}
		ref := records.Ref{Kind: c.Record.Kind, ID: c.Record.Entity}
		if d := s.drafts[ref]; d != nil && !d.there && c.Record.Deleted {
			deleted[ref] = c.Record.Version
		}
	}
	for ref, version := range deleted {
		s.foreign = append(s.foreign, records.Conflict{Entity: ref, Version: version, Deleted: true})
	}
	return nil
}
