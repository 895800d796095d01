package records

import (
	"context"
	"fmt"
	"io"
	"slices"
	"sync"
)

// Memory returns an empty store that keeps everything in memory, for tests and for what need
// not last: what the process held is gone with it. It is the reference for other stores.
func Memory() Store {
	m := &memory{ids: map[string]memoryPlace{}, revisions: map[Ref][]int64{}, kinds: map[string][]string{}, tiles: map[memoryTile][]byte{}}
	for _, log := range []LogID{RecordLog, AccessLog} {
		m.now.heads[log-1] = FirstHead(log)
	}
	return m
}

// memory keeps what only grows in maps that all snapshots share, and what a snapshot must not
// see change in a state that is replaced by each commit.
type memory struct {
	mu        sync.RWMutex // held for single look-ups only, never while a snapshot is read
	closed    bool
	now       memoryState
	ids       map[string]memoryPlace
	revisions map[Ref][]int64     // Seq of each, by Version-1
	kinds     map[string][]string // ids of the entities of each kind, in the order in which they came
	tiles     map[memoryTile][]byte
}

// memoryState is what a commit leaves behind. Its slices are never written to: they are
// appended to, or, where content is erased, copied.
type memoryState struct {
	heads       [2]Head
	entries     [2][]*Entry
	checkpoints [2][]Checkpoint
}

type memoryPlace struct {
	log LogID
	seq int64
}

type memoryTile struct {
	log   LogID
	level int
	index int64
}

// state returns what is stored now.
func (m *memory) state(ctx context.Context) (memoryState, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if m.closed {
		return memoryState{}, ErrClosed
	}
	return m.now, ctx.Err()
}

func (m *memory) Heads(ctx context.Context) ([]Head, error) {
	s, err := m.state(ctx)
	if err != nil {
		return nil, err
	}
	return s.heads[:], nil
}

func (m *memory) Read(ctx context.Context, fn func(Snapshot) error) error {
	s, err := m.state(ctx)
	if err != nil {
		return err
	}
	return fn(&memorySnapshot{m, s})
}

func (m *memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	return nil
}

func (m *memory) Commit(ctx context.Context, b Batch) error {
	if err := b.Validate(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := m.check(b); err != nil {
		return err
	}
	m.add(b)
	return nil
}

// check compares a batch with what is stored.
func (m *memory) check(b Batch) error {
	for _, base := range b.Base {
		if m.now.heads[base.Log-1] != base {
			return ErrHeadMoved
		}
	}
	var taken DuplicateError
	var conflicts ConflictError
	for i := range b.Entries {
		e := &b.Entries[i]
		if _, found := m.ids[e.ID]; found {
			taken.IDs = append(taken.IDs, e.ID)
		}
		if e.Entity == "" {
			continue
		}
		ref := Ref{e.Kind, e.Entity}
		if newest := int64(len(m.revisions[ref])); newest != e.Version-1 {
			deleted := newest > 0 && m.now.entries[RecordLog-1][m.revisions[ref][newest-1]].Deleted
			conflicts.Conflicts = append(conflicts.Conflicts, Conflict{Entity: ref, Base: e.Version - 1, Version: newest, Deleted: deleted})
		}
	}
	switch {
	case len(taken.IDs) > 0:
		return &taken
	case len(conflicts.Conflicts) > 0:
		return &conflicts
	}
	for _, r := range b.Erase {
		e := m.entry(b, r.Log, r.Seq)
		if e == nil || e.Erased || (e.Content == nil) != r.Copied {
			return fmt.Errorf("%w: entry %d of the log %s is to be erased", ErrErased, r.Seq, r.Log)
		}
	}
	for _, r := range b.Rewrap {
		e := m.entry(b, r.Log, r.Seq)
		if e == nil || e.Content == nil || e.Content.KeyID != r.From {
			return fmt.Errorf("%w: the key of entry %d of the log %s is to be wrapped anew", ErrErased, r.Seq, r.Log)
		}
	}
	for _, t := range b.Tiles {
		if m.tiles[memoryTile{t.Log, t.Level, t.Index}] != nil {
			return fmt.Errorf("%w: tile %d of level %d of the log %s is there", ErrHeadMoved, t.Index, t.Level, t.Log)
		}
	}
	for _, c := range b.Checkpoints {
		if list := m.now.checkpoints[c.Log-1]; len(list) > 0 && list[len(list)-1].Size >= c.Size {
			return fmt.Errorf("%w: a checkpoint of the log %s at %d is there", ErrHeadMoved, c.Log, c.Size)
		}
	}
	return nil
}

// entry returns what is stored in a place, or will be by the batch.
func (m *memory) entry(b Batch, log LogID, seq int64) *Entry {
	if list := m.now.entries[log-1]; seq < int64(len(list)) {
		return list[seq]
	}
	for i := range b.Entries {
		if e := &b.Entries[i]; e.Log == log && e.Seq == seq {
			return e
		}
	}
	return nil
}

// add stores a batch that was checked.
func (m *memory) add(b Batch) {
	s := m.now
	for _, next := range b.Next {
		s.heads[next.Log-1] = next
	}
	for i := range b.Entries {
		e := b.Entries[i].clone()
		s.entries[e.Log-1] = append(s.entries[e.Log-1], e)
		m.ids[e.ID] = memoryPlace{e.Log, e.Seq}
		if e.Entity == "" {
			continue
		}
		ref := Ref{e.Kind, e.Entity}
		if e.Version == 1 {
			m.kinds[e.Kind] = append(m.kinds[e.Kind], e.Entity)
		}
		m.revisions[ref] = append(m.revisions[ref], e.Seq)
	}
	for _, t := range b.Tiles {
		m.tiles[memoryTile{t.Log, t.Level, t.Index}] = slices.Clone(t.Hashes)
	}
	for _, c := range b.Checkpoints {
		s.checkpoints[c.Log-1] = append(s.checkpoints[c.Log-1], Checkpoint{c.Log, c.Size, slices.Clone(c.Note)})
	}
	if len(b.Erase)+len(b.Rewrap) > 0 {
		for i := range s.entries {
			s.entries[i] = slices.Clone(s.entries[i])
		}
	}
	for _, r := range b.Erase {
		e := *s.entries[r.Log-1][r.Seq]
		e.Content, e.Erased, e.Tombstone = nil, true, r.Tombstone
		s.entries[r.Log-1][r.Seq] = &e
	}
	for _, r := range b.Rewrap {
		e := *s.entries[r.Log-1][r.Seq]
		c := *e.Content
		c.KeyID, c.Wrapped = r.KeyID, slices.Clone(r.Wrapped)
		e.Content = &c
		s.entries[r.Log-1][r.Seq] = &e
	}
	m.now = s
}

// clone returns a copy of an entry that shares nothing with it, with nil for slices without elements.
func (e *Entry) clone() *Entry {
	c := *e
	c.Compartments, c.Index, c.Header = copied(e.Compartments), copied(e.Index), copied(e.Header)
	if e.Content != nil {
		c.Content = &Content{copied(e.Content.Salt), e.Content.KeyID, copied(e.Content.Wrapped), copied(e.Content.Data)}
	}
	return &c
}

func copied[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return slices.Clone(list)
}

var _ Store = (*memory)(nil)

// Backup writes the portable form of [WriteStream].
func (m *memory) Backup(ctx context.Context, w io.Writer) (heads []Head, err error) {
	err = m.Read(ctx, func(s Snapshot) error {
		heads, err = WriteStream(ctx, s, w)
		return err
	})
	return heads, err
}

// Restore reads the portable form of [WriteStream].
func (m *memory) Restore(ctx context.Context, r io.Reader) ([]Head, error) {
	fresh := Memory().(*memory)
	heads, err := ReadStream(ctx, r, fresh)
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case m.closed:
		return nil, ErrClosed
	case len(m.ids) > 0:
		return nil, ErrNotEmpty
	}
	m.now, m.ids, m.revisions, m.kinds, m.tiles = fresh.now, fresh.ids, fresh.revisions, fresh.kinds, fresh.tiles
	return heads, nil
}
