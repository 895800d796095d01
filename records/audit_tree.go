package records

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/iso28000/iso28000/records/internal/tiles"
)

// A mark is a root that the log has to have at a size.
type mark struct {
	Head
	outside bool // whether it is known from outside of the store
}

// checkpoints returns the roots that are to be compared between two sizes, in order.
func (c *logScan) checkpoints(ctx context.Context, from, to int64) ([]mark, error) {
	var marks []mark
	for _, known := range c.known {
		if known.Log == c.head.Log && known.Epoch <= c.head.Epoch && known.Size > from && known.Size <= to {
			marks = append(marks, mark{known, true})
		}
	}
	for k, err := range c.snapshot.Checkpoints(ctx, c.head.Log, from+1, to+1) {
		if err != nil {
			return nil, err
		}
		newest := k.Size == c.head.Size
		var head Head
		if len(c.Verifiers) > 0 && (newest || c.EverySignature) {
			head, err = OpenCheckpoint(c.name(), k.Note, c.Verifiers...)
		} else {
			head, err = parseCheckpoint(c.name(), textOf(k.Note))
		}
		switch {
		case err != nil:
			c.find(Unsigned, c.head.Log, -1, "", "its checkpoint of size %d: %v", k.Size, err)
		case head.Log != k.Log || head.Size != k.Size || k.Log != c.head.Log:
			c.find(OutOfOrder, c.head.Log, -1, "", "the checkpoint that is kept as that of size %d is of size %d of the log %s", k.Size, head.Size, head.Log)
		default:
			marks = append(marks, mark{head, false})
		}
	}
	slices.SortStableFunc(marks, func(a, b mark) int { return int(a.Size - b.Size) })
	return marks, nil
}

// tree compares the leaves of a chunk with the stored tiles, and the roots on the way.
func (c *logScan) tree(ctx context.Context, from, to int64, marks []mark) error {
	kept, err := c.tiles(ctx, 0, from/tiles.Width, to/tiles.Width)
	if err != nil {
		return err
	}
	var above []tiles.Tile
	for i, leaf := range c.leaves {
		seq := from + int64(i)
		was := leaf
		if tile := kept[seq/tiles.Width]; tile != nil {
			copy(was[:], tile[seq%tiles.Width*32:])
		}
		if was != leaf {
			if c.stored == nil {
				c.stored = c.own.Clone()
			}
			if c.chunk[i].missing {
				leaf = was // it is missing, and was reported: its hash is still there
			} else {
				c.find(Altered, c.head.Log, seq, c.chunk[i].id, "its header does not have the hash that stands in the tree")
			}
		}
		whole := c.own.Append(leaf)
		if c.stored != nil {
			whole = c.stored.Append(was) // what differs below was reported there
		}
		for _, tile := range whole {
			if tile.Level > 0 {
				above = append(above, tile)
			}
		}
		for len(marks) > 0 && marks[0].Size == seq+1 {
			c.compareRoot(marks[0])
			marks = marks[1:]
		}
	}
	for _, tile := range above {
		kept, err := c.tiles(ctx, tile.Level, tile.Index, tile.Index+1)
		if err != nil {
			return err
		}
		if have := kept[tile.Index]; have != nil && !bytes.Equal(have, tile.Hashes) {
			c.find(Altered, c.head.Log, -1, "", "tile %d of level %d is not made of the entries below it", tile.Index, tile.Level)
		}
	}
	return nil
}

// tiles returns stored tiles by index, and notes those that are not there.
func (c *logScan) tiles(ctx context.Context, level int, from, to int64) (map[int64][]byte, error) {
	list := map[int64][]byte{}
	for t, err := range c.snapshot.Tiles(ctx, c.head.Log, level, from, to) {
		if err != nil {
			return nil, err
		}
		if t.Index >= from && t.Index < to && len(t.Hashes) == tiles.Bytes {
			list[t.Index] = bytes.Clone(t.Hashes)
		}
	}
	for i := from; i < to; i++ {
		if list[i] == nil {
			c.find(Missing, c.head.Log, -1, "", "tile %d of level %d is not there", i, level)
		}
	}
	return list, nil
}

// compareRoot compares the tree as it is with a root that it has to have. After the first that
// differs all do.
func (c *logScan) compareRoot(m mark) {
	if m.outside {
		if o, lost := lostWith(c.report.Epochs, m.Head); lost {
			c.account(o, m.Head)
			return
		}
	}
	if epoch := epochAt(c.report.Epochs, m.Log, m.Size); !m.outside && m.Epoch != epoch && !c.misdated {
		c.misdated = true
		c.find(Altered, c.head.Log, -1, "", "its checkpoint of size %d is of epoch %d, and it was in epoch %d", m.Size, m.Epoch, epoch)
	}
	if Hash(c.own.Root()) == m.Root || c.stored != nil && Hash(c.stored.Root()) == m.Root {
		c.good = m.Size // entries that differ from their leaves were reported each
		if m.outside {
			c.vouched = m.Size
		}
		return
	}
	if m.outside && !c.rewritten {
		c.rewritten = true
		c.find(Altered, c.head.Log, -1, "", "it is not what the checkpoint of size %d from outside says: %s was rewritten", m.Size, after("what comes", c.vouched))
	}
	if !m.outside && !c.differs {
		c.differs = true
		c.find(Altered, c.head.Log, -1, "", "it does not have the root of its checkpoint of size %d: %s was altered", m.Size, after("something", c.good))
	}
}

// after says after which entry something lies, given the size up to which the roots are right.
func after(what string, good int64) string {
	if good == 0 {
		return "something in it"
	}
	return fmt.Sprintf("%s after entry %d", what, good-1)
}

// end compares the root with the head, and what is found of entities with their newest revisions.
func (c *logScan) end(ctx context.Context) error {
	c.epochs()
	root := Hash(c.own.Root())
	if root != c.head.Root && (c.stored == nil || Hash(c.stored.Root()) != c.head.Root) {
		c.find(Altered, c.head.Log, -1, "", "its entries do not have the root that its head says")
	}
	for e, err := range c.snapshot.Entries(ctx, c.head.Log, c.head.Size, math.MaxInt64, false) {
		if err != nil {
			return err
		}
		c.find(Unfounded, c.head.Log, e.Seq, e.ID, "it stands after the end of the log")
		break
	}
	if len(c.Verifiers) > 0 && c.head.Size > 0 {
		newest, err := c.snapshot.Checkpoint(ctx, c.head.Log, c.head.Size)
		switch {
		case errors.Is(err, ErrNotFound) || err == nil && newest.Size != c.head.Size:
			c.find(Unsigned, c.head.Log, -1, "", "there is no checkpoint of its newest entry")
		case err != nil:
			return err
		}
	}
	if c.exact != nil {
		return c.newestOf(ctx)
	}
	listed := revisionSums{}
	if c.head.Log == RecordLog {
		for e, err := range c.state(ctx) {
			if err != nil {
				return err
			}
			listed.add(c.secret, Ref{e.Kind, e.Entity}, e.Version, 1)
		}
	}
	if c.sums == c.foundSums && c.sums == listed {
		return nil
	}
	return c.newestOfAll(ctx)
}
