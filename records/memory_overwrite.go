package records

import (
	"context"
	"slices"
)

// Overwrite changes what is stored without any check, as somebody does who gets at the medium:
// for tests of what finds it. Entries, tiles, heads (Next) and checkpoints take the place of
// those that are there; entries of drop are taken away, and with them what is found by them.
func (m *memory) Overwrite(_ context.Context, put Batch, drop []Erasure) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.now
	for i := range s.entries {
		s.entries[i] = slices.Clone(s.entries[i])
		s.checkpoints[i] = slices.Clone(s.checkpoints[i])
	}
	for _, h := range put.Next {
		s.heads[h.Log-1] = h
	}
	for i := range put.Entries {
		e := put.Entries[i].clone()
		for at, old := range s.entries[e.Log-1] {
			if old.Seq == e.Seq {
				s.entries[e.Log-1][at] = e
			}
		}
	}
	for _, t := range put.Tiles {
		m.tiles[memoryTile{t.Log, t.Level, t.Index}] = slices.Clone(t.Hashes)
	}
	for _, c := range put.Checkpoints {
		for at, old := range s.checkpoints[c.Log-1] {
			if old.Size == c.Size {
				s.checkpoints[c.Log-1][at] = c
			}
		}
	}
	for _, d := range drop {
		s.entries[d.Log-1] = slices.DeleteFunc(s.entries[d.Log-1], func(e *Entry) bool { return e.Seq == d.Seq })
	}
	m.now = s
	return nil
}
