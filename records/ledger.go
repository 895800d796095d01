package records

import (
	"context"
	"fmt"
	"sync/atomic"

	"github.com/iso28000/iso28000/records/internal/tiles"
)

// logs are the heads and trees of both logs at one size each.
type logs struct {
	heads [2]Head
	trees [2]tiles.Tree
}

// A ledger is what the committer knows of the logs.
type ledger struct {
	logs
	newest [2]int64 // At of the last entry
}

// load makes the trees again, and compares the roots with the heads.
func (l *ledger) load(ctx context.Context, s Snapshot) error {
	heads, err := headsOf(ctx, s)
	if err != nil {
		return err
	}
	for i, head := range heads {
		tree, last, err := loadTree(ctx, s, head)
		if err != nil {
			return err
		}
		l.heads[i], l.trees[i], l.newest[i] = head, *tree, last
	}
	return nil
}

// headsOf returns the heads of a snapshot, which may be of a store that lies.
func headsOf(ctx context.Context, s Snapshot) (heads [2]Head, err error) {
	list, err := s.Heads(ctx)
	if err != nil {
		return heads, err
	}
	if len(list) != 2 || list[0].Log != RecordLog || list[1].Log != AccessLog {
		return heads, damaged("the store does not have the heads of its two logs")
	}
	for i, h := range list {
		if h.Size < 0 || h.Epoch < 1 {
			return heads, damaged("the head of the log %s has the size %d and the epoch %d", h.Log, h.Size, h.Epoch)
		}
		heads[i] = h
	}
	return heads, nil
}

// loadTree makes the tree of a log from what is stored, and the time of its last entry.
func loadTree(ctx context.Context, s Snapshot, head Head) (*tiles.Tree, int64, error) {
	from := head.Size &^ (tiles.Width - 1)
	if from == head.Size && from > 0 {
		from-- // its last entry is in a whole tile, and tells the time
	}
	var leaves []tiles.Hash
	last := int64(0)
	next := from
	for e, err := range s.Entries(ctx, head.Log, from, head.Size, false) {
		if err != nil {
			return nil, 0, err
		}
		h, err := ParseHeader(e.Header)
		if err != nil || h.Seq != next || h.Log != head.Log {
			return nil, 0, damaged("entry %d of the log %s is not there, or another", next, head.Log)
		}
		next++
		last = h.At
		leaves = append(leaves, tiles.Leaf(e.Header))
	}
	if next != head.Size {
		return nil, 0, damaged("the log %s ends at %d, and its head says %d", head.Log, next, head.Size)
	}
	tree, err := tiles.Load(head.Size, leaves[:head.Size%tiles.Width], func(level int, from, to int64) ([][]byte, error) {
		return readTiles(ctx, s, head.Log, level, from, to)
	})
	if err != nil {
		return nil, 0, damaged("the tree of the log %s: %v", head.Log, err)
	}
	if Hash(tree.Root()) != head.Root {
		return nil, 0, damaged("the log %s does not have the root that its head says", head.Log)
	}
	return tree, last, nil
}

// readTiles returns tiles in their order, all of them or an error.
func readTiles(ctx context.Context, s Snapshot, log LogID, level int, from, to int64) ([][]byte, error) {
	var list [][]byte
	for t, err := range s.Tiles(ctx, log, level, from, to) {
		if err != nil {
			return nil, err
		}
		if t.Index != from+int64(len(list)) || len(t.Hashes) != tiles.Bytes {
			return nil, damaged("tile %d of level %d of the log %s is not there, or not whole", from+int64(len(list)), level, log)
		}
		list = append(list, append([]byte(nil), t.Hashes...))
	}
	if int64(len(list)) != to-from {
		return nil, damaged("tile %d of level %d of the log %s is not there", from+int64(len(list)), level, log)
	}
	return list, nil
}

// follow adds what others have committed since.
func (l *ledger) follow(ctx context.Context, s Snapshot) error {
	heads, err := headsOf(ctx, s)
	if err != nil {
		return err
	}
	for i, head := range heads {
		old := l.heads[i]
		if head == old {
			continue
		}
		if head.Size < old.Size || head.Epoch < old.Epoch {
			return fmt.Errorf("%w: the log %s had %d entries, and has %d", ErrFork, head.Log, old.Size, head.Size)
		}
		tree, last, next := l.trees[i], l.newest[i], old.Size
		for e, err := range s.Entries(ctx, head.Log, old.Size, head.Size, false) {
			if err != nil {
				return err
			}
			h, err := ParseHeader(e.Header)
			if err != nil || h.Seq != next || h.Log != head.Log {
				return damaged("entry %d of the log %s is not there, or another", next, head.Log)
			}
			next++
			last = h.At
			tree.Append(Leaf(e.Header))
		}
		if next != head.Size || tree.Root() != head.Root {
			return fmt.Errorf("%w: from %d to %d of the log %s", ErrFork, old.Size, head.Size, head.Log)
		}
		l.heads[i], l.trees[i], l.newest[i] = head, tree, last
	}
	return nil
}

// published is what readers see of the logs: those of the newest commit.
type published struct{ p atomic.Pointer[logs] }

func (p *published) set(l logs) { p.p.Store(&l) }

func (p *published) get() *logs { return p.p.Load() }
