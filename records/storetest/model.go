package storetest

import (
	"cmp"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/records"
)

// A model is what a store should hold, kept so simply that it can be seen to be right: every
// question is answered by looking at everything.
type model struct {
	heads       [2]records.Head
	entries     [2][]*records.Entry
	tiles       []records.Tile
	checkpoints []records.Checkpoint
}

func newModel() *model {
	return &model{heads: [2]records.Head{records.FirstHead(records.RecordLog), records.FirstHead(records.AccessLog)}}
}

// add takes in a batch that a store has accepted.
func (m *model) add(b records.Batch) {
	for _, h := range b.Next {
		m.heads[h.Log-1] = h
	}
	for _, e := range b.Entries {
		m.entries[e.Log-1] = append(m.entries[e.Log-1], normal(e))
	}
	m.tiles = append(m.tiles, b.Tiles...)
	m.checkpoints = append(m.checkpoints, b.Checkpoints...)
	for _, r := range b.Erase {
		e := m.entries[r.Log-1][r.Seq]
		e.Content, e.Erased, e.Tombstone = nil, true, r.Tombstone
	}
	for _, r := range b.Rewrap {
		c := *m.entries[r.Log-1][r.Seq].Content
		c.KeyID, c.Wrapped = r.KeyID, r.Wrapped
		m.entries[r.Log-1][r.Seq].Content = &c
	}
}

// clone returns a model that goes its own way.
func (m *model) clone() *model {
	c := &model{heads: m.heads, tiles: slices.Clone(m.tiles), checkpoints: slices.Clone(m.checkpoints)}
	for i := range m.entries {
		for _, e := range m.entries[i] {
			c.entries[i] = append(c.entries[i], normal(*e))
		}
	}
	return c
}

// normal returns a copy with nil for slices without elements, as the contract has it.
func normal(e records.Entry) *records.Entry {
	e.Compartments, e.Index, e.Header = short(e.Compartments), short(e.Index), short(e.Header)
	if e.Content != nil {
		e.Content = &records.Content{Salt: short(e.Content.Salt), KeyID: e.Content.KeyID, Wrapped: short(e.Content.Wrapped), Data: short(e.Content.Data)}
	}
	return &e
}

func short[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return slices.Clone(list)
}

// shown returns entries as a snapshot gives them away.
func shown(list []*records.Entry, content bool) []*records.Entry {
	var out []*records.Entry
	for _, e := range list {
		e = normal(*e)
		if e.Index = nil; !content {
			e.Content = nil
		}
		out = append(out, e)
	}
	return out
}

func (m *model) between(log records.LogID, from, to int64) []*records.Entry {
	var list []*records.Entry
	if log == records.RecordLog || log == records.AccessLog {
		for _, e := range m.entries[log-1] {
			if e.Seq >= from && e.Seq < to {
				list = append(list, e)
			}
		}
	}
	return list
}

func (m *model) revisions(ref records.Ref, from, to, before int64) []*records.Entry {
	var list []*records.Entry
	for _, e := range m.between(records.RecordLog, 0, before) {
		if e.Entity != "" && e.Kind == ref.Kind && e.Entity == ref.ID && e.Version >= from && e.Version < to {
			list = append(list, e)
		}
	}
	return list
}

// newest returns of each entity the newest revision before a place.
func (m *model) newest(before int64) []*records.Entry {
	var list []*records.Entry
	for _, e := range m.between(records.RecordLog, 0, before) {
		if e.Entity != "" {
			list = slices.DeleteFunc(list, func(old *records.Entry) bool { return old.Kind == e.Kind && old.Entity == e.Entity })
			list = append(list, e)
		}
	}
	slices.SortFunc(list, func(a, b *records.Entry) int { return refOf(a).Compare(refOf(b)) })
	return list
}

func refOf(e *records.Entry) records.Ref { return records.Ref{Kind: e.Kind, ID: e.Entity} }

func (m *model) state(q records.StateQuery) []*records.Entry {
	list := slices.DeleteFunc(m.newest(q.Before), func(e *records.Entry) bool {
		return q.Kind != "" && e.Kind != q.Kind || refOf(e).Compare(q.After) <= 0 || e.Deleted && !q.Deleted
	})
	return limited(list, q.Limit)
}

func limited(list []*records.Entry, n int) []*records.Entry {
	if n > 0 && n < len(list) {
		return list[:n]
	}
	return list
}

// found reports whether queries look at an entry: not at former revisions of an entity.
func (m *model) found(e *records.Entry) bool {
	return e.Entity == "" || !slices.ContainsFunc(m.entries[0], func(other *records.Entry) bool {
		return refOf(other) == refOf(e) && other.Version > e.Version
	})
}

func (m *model) find(q records.Query) []*records.Entry {
	list := slices.DeleteFunc(m.between(q.Log, 0, 1<<40), func(e *records.Entry) bool { return !selects(q, e) || !m.found(e) })
	slices.SortFunc(list, func(a, b *records.Entry) int { return strings.Compare(a.Key(), b.Key()) })
	return list
}

// selects says by itself what a query means, as the contract does in words.
func selects(q records.Query, e *records.Entry) bool {
	if e.Kind != q.Kind || (e.Entity == "") != q.Records || e.Deleted && !q.Deleted {
		return false
	}
	if c := q.Clearance; c != nil {
		if e.Level > c.Level {
			return false
		}
		for _, compartment := range e.Compartments {
			if !slices.Contains(c.Compartments, compartment) {
				return false
			}
		}
	}
	for _, c := range q.Where {
		met := false
		for _, have := range e.Index {
			if have.Name != c.Column.Name || have.Number != c.Column.Number {
				continue
			}
			order := strings.Compare(have.Text, c.Column.Text)
			if have.Number {
				order = cmp.Compare(have.Int, c.Column.Int)
			}
			switch c.Op {
			case records.Equal:
				met = met || order == 0
			case records.Less:
				met = met || order < 0
			case records.AtMost:
				met = met || order <= 0
			case records.Greater:
				met = met || order > 0
			case records.AtLeast:
				met = met || order >= 0
			}
		}
		if !met {
			return false
		}
	}
	return true
}
