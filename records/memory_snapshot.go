package records

import (
	"context"
	"iter"
	"math"
	"slices"
	"sort"
	"strings"
)

// memorySnapshot is what was stored when it was made: of the shared maps, what lies beyond its
// heads is passed over.
type memorySnapshot struct {
	m *memory
	memoryState
}

func (s *memorySnapshot) Heads(ctx context.Context) ([]Head, error) {
	return slices.Clone(s.heads[:]), ctx.Err()
}

// list returns the entries of a log, none of a log that there is not.
func (s *memorySnapshot) list(log LogID) []*Entry {
	if log != RecordLog && log != AccessLog {
		return nil
	}
	return s.entries[log-1]
}

// part returns the entries from <= Seq < to.
func (s *memorySnapshot) part(log LogID, from, to int64) []*Entry {
	list := s.list(log)
	to = max(0, min(to, int64(len(list))))
	return list[max(0, min(from, to)):to]
}

// show returns an entry as a snapshot gives it away.
func (s *memorySnapshot) show(e *Entry, content bool) *Entry {
	c := *e
	if c.Index = nil; !content {
		c.Content = nil
	}
	return &c
}

// yield gives away entries one by one.
func (s *memorySnapshot) yield(ctx context.Context, list []*Entry, content bool) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		for _, e := range list {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			if !yield(s.show(e, content), nil) {
				return
			}
		}
		if err := ctx.Err(); err != nil {
			yield(nil, err)
		}
	}
}

func (s *memorySnapshot) Entries(ctx context.Context, log LogID, from, to int64, content bool) iter.Seq2[*Entry, error] {
	return s.yield(ctx, s.part(log, from, to), content)
}

func (s *memorySnapshot) Entry(ctx context.Context, id string) (*Entry, error) {
	s.m.mu.RLock()
	at, found := s.m.ids[id]
	s.m.mu.RUnlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if list := s.list(at.log); found && at.seq < int64(len(list)) {
		return list[at.seq].clone().withoutIndex(), nil
	}
	return nil, ErrNotFound
}

func (e *Entry) withoutIndex() *Entry {
	e.Index = nil
	return e
}

// revisions returns the revisions of an entity with Seq < before, in the order of Version.
func (s *memorySnapshot) revisions(entity Ref, before int64) []*Entry {
	s.m.mu.RLock()
	seqs := s.m.revisions[entity]
	s.m.mu.RUnlock()
	all := s.list(RecordLog)
	before = min(before, int64(len(all)))
	seqs = seqs[:sort.Search(len(seqs), func(i int) bool { return seqs[i] >= before })]
	list := make([]*Entry, len(seqs))
	for i, seq := range seqs {
		list[i] = all[seq]
	}
	return list
}

func (s *memorySnapshot) Revision(ctx context.Context, entity Ref, before int64) (*Entry, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if list := s.revisions(entity, before); len(list) > 0 {
		return list[len(list)-1].clone().withoutIndex(), nil
	}
	return nil, ErrNotFound
}

func (s *memorySnapshot) Revisions(ctx context.Context, entity Ref, from, to, before int64, content bool) iter.Seq2[*Entry, error] {
	list := s.revisions(entity, before)
	list = slices.DeleteFunc(list, func(e *Entry) bool { return e.Version < from || e.Version >= to })
	return s.yield(ctx, list, content)
}

func (s *memorySnapshot) State(ctx context.Context, q StateQuery) iter.Seq2[*Entry, error] {
	newest := map[Ref]*Entry{}
	for _, e := range s.part(RecordLog, 0, q.Before) {
		ref := Ref{e.Kind, e.Entity}
		if e.Entity != "" && (q.Kind == "" || q.Kind == e.Kind) && ref.Compare(q.After) > 0 {
			newest[ref] = e
		}
	}
	var list []*Entry
	for _, e := range newest {
		if q.Deleted || !e.Deleted {
			list = append(list, e)
		}
	}
	slices.SortFunc(list, func(a, b *Entry) int { return Ref{a.Kind, a.Entity}.Compare(Ref{b.Kind, b.Entity}) })
	if q.Limit > 0 {
		list = list[:min(q.Limit, len(list))]
	}
	return s.yield(ctx, list, q.Content)
}

// newest reports whether queries look at an entry: not at the former revisions of entities.
func (s *memorySnapshot) newest(e *Entry) bool {
	if e.Entity == "" {
		return true
	}
	list := s.revisions(Ref{e.Kind, e.Entity}, math.MaxInt64)
	return len(list) > 0 && list[len(list)-1].Seq == e.Seq
}

// found returns the entries that a query selects, apart from After and Limit.
func (s *memorySnapshot) found(q Query) []*Entry {
	list := slices.DeleteFunc(slices.Clone(s.list(q.Log)), func(e *Entry) bool {
		return e.Kind != q.Kind || (e.Entity == "") != q.Records || e.Deleted && !q.Deleted || !s.newest(e) ||
			q.Clearance != nil && !q.Clearance.Covers(e.Marking()) ||
			slices.ContainsFunc(q.Where, func(c Condition) bool { return !c.Holds(e.Index) })
	})
	slices.SortFunc(list, func(a, b *Entry) int { return strings.Compare(a.Key(), b.Key()) })
	return list
}

func (s *memorySnapshot) Find(ctx context.Context, q Query) iter.Seq2[*Entry, error] {
	list := s.found(q)
	if q.After != "" {
		list = slices.DeleteFunc(list, func(e *Entry) bool { return e.Key() <= q.After })
	}
	if q.Limit > 0 {
		list = list[:min(q.Limit, len(list))]
	}
	return s.yield(ctx, list, q.Content)
}

func (s *memorySnapshot) Count(ctx context.Context, q Query) (int64, error) {
	return int64(len(s.found(q))), ctx.Err()
}

func (s *memorySnapshot) Rows(ctx context.Context, log LogID, from, to int64) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for e, err := range s.yield(ctx, s.part(log, from, to), true) {
			if err != nil {
				yield(Row{}, err)
				return
			}
			r := Row{Entry: e, Found: s.newest(e)}
			if r.Found {
				r.Index = s.list(log)[e.Seq].Index
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (s *memorySnapshot) Tiles(ctx context.Context, log LogID, level int, from, to int64) iter.Seq2[Tile, error] {
	return func(yield func(Tile, error) bool) {
		if level < 0 || level > 7 {
			return
		}
		to = min(to, int64(len(s.list(log)))>>(8*(level+1)))
		for i := max(0, from); i < to; i++ {
			if err := ctx.Err(); err != nil {
				yield(Tile{}, err)
				return
			}
			s.m.mu.RLock()
			hashes := s.m.tiles[memoryTile{log, level, i}]
			s.m.mu.RUnlock()
			if hashes != nil && !yield(Tile{log, level, i, hashes}, nil) {
				return
			}
		}
	}
}

func (s *memorySnapshot) Checkpoint(ctx context.Context, log LogID, size int64) (Checkpoint, error) {
	if err := ctx.Err(); err != nil {
		return Checkpoint{}, err
	}
	if log == RecordLog || log == AccessLog {
		list := s.checkpoints[log-1]
		if i := sort.Search(len(list), func(i int) bool { return list[i].Size > size }); i > 0 {
			c := list[i-1]
			c.Note = slices.Clone(c.Note)
			return c, nil
		}
	}
	return Checkpoint{}, ErrNotFound
}

func (s *memorySnapshot) Checkpoints(ctx context.Context, log LogID, from, to int64) iter.Seq2[Checkpoint, error] {
	return func(yield func(Checkpoint, error) bool) {
		if log != RecordLog && log != AccessLog {
			return
		}
		for _, c := range s.checkpoints[log-1] {
			if err := ctx.Err(); err != nil {
				yield(Checkpoint{}, err)
				return
			}
			if c.Size >= from && c.Size < to && !yield(c, nil) {
				return
			}
		}
	}
}
