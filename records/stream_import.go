package records

import (
	"context"

	"github.com/iso28000/iso28000/records/internal/tiles"
)

// An importer commits entries that were logged elsewhere, many at a time.
type importer struct {
	store Store
	heads [2]Head
	trees [2]tiles.Tree
	log   LogID // the one that entries come of; 0 before the first
	batch Batch
	bytes int
	seen  map[Ref]bool // entities of the batch: each may stand in it once
	marks [2][]Checkpoint
	erase map[int64][]Erasure // by tombstone, those that are still to be noted
}

func newImporter(to Store, heads []Head) *importer {
	in := &importer{store: to, seen: map[Ref]bool{}, erase: map[int64][]Erasure{}}
	copy(in.heads[:], heads)
	return in
}

// Batches of an import are large enough to be fast, and small enough for memory.
const (
	importEntries = 5000
	importBytes   = 32 << 20
)

func (in *importer) entry(ctx context.Context, header []byte) error {
	h, err := ParseHeader(header)
	if err != nil {
		return damaged("entry %d: %v", in.size(), err)
	}
	if h.Log != in.log {
		if in.log == RecordLog {
			return damaged("its logs are not in order")
		}
		if err := in.flush(ctx); err != nil {
			return err
		}
		in.log = h.Log
	}
	if h.Seq != in.size() {
		return damaged("entry %d of the log %s stands where %d would", h.Seq, h.Log, in.size())
	}
	ref := Ref{h.Kind, h.Entity}
	if len(in.batch.Entries) >= importEntries || in.bytes >= importBytes || h.Entity != "" && in.seen[ref] {
		if err := in.flush(ctx); err != nil {
			return err
		}
	}
	in.seen[ref] = h.Entity != ""
	in.bytes += len(header)
	for _, tile := range in.trees[h.Log-1].Append(Leaf(header)) {
		in.batch.Tiles = append(in.batch.Tiles, Tile{h.Log, tile.Level, tile.Index, tile.Hashes})
	}
	in.batch.Entries = append(in.batch.Entries, Entry{Log: h.Log, Seq: h.Seq, Columns: h.Columns, Index: h.Index, Header: header})
	if h.Log == RecordLog && in.erase[h.Seq] != nil {
		in.batch.Erase = append(in.batch.Erase, in.erase[h.Seq]...)
		delete(in.erase, h.Seq)
	}
	return nil
}

// size returns how many entries of the log have come.
func (in *importer) size() int64 {
	if in.log == 0 {
		return 0
	}
	return in.trees[in.log-1].Size()
}

// last returns the entry that content and tombstone belong to.
func (in *importer) last() *Entry {
	if n := len(in.batch.Entries); n > 0 {
		return &in.batch.Entries[n-1]
	}
	return nil
}

func (in *importer) content(c *Content) error {
	e := in.last()
	if e == nil || e.Content != nil {
		return damaged("a content in it belongs to no entry")
	}
	if err := c.validate(); err != nil {
		return damaged("entry %d of the log %s: %v", e.Seq, e.Log, err)
	}
	e.Content = c
	in.bytes += len(c.Data)
	return nil
}

func (in *importer) erased(tombstone int64) error {
	e := in.last()
	if e == nil || e.Content != nil {
		return damaged("a tombstone in it belongs to no entry without content")
	}
	if e.Log == RecordLog && tombstone <= e.Seq || tombstone < 0 {
		return damaged("entry %d of the log %s is erased by one before it", e.Seq, e.Log)
	}
	in.erase[tombstone] = append(in.erase[tombstone], Erasure{Log: e.Log, Seq: e.Seq, Tombstone: tombstone, Copied: true})
	return nil
}

func (in *importer) checkpoint(c Checkpoint) error {
	if c.Log != RecordLog && c.Log != AccessLog || len(c.Note) == 0 || len(c.Note) > MaxNote {
		return damaged("a checkpoint in it is none")
	}
	list := in.marks[c.Log-1]
	if len(list) > 0 && list[len(list)-1].Size >= c.Size || c.Size < 1 {
		return damaged("its checkpoints are not in order")
	}
	in.marks[c.Log-1] = append(list, c)
	return nil
}

// flush commits what has come.
func (in *importer) flush(ctx context.Context) error {
	if in.log == 0 || len(in.batch.Entries) == 0 {
		return nil
	}
	tree := &in.trees[in.log-1]
	base := in.heads[in.log-1]
	next := base
	next.Size, next.Root = tree.Size(), tree.Root()
	in.batch.Base, in.batch.Next = []Head{base}, []Head{next}
	for list := in.marks[in.log-1]; len(list) > 0 && list[0].Size <= next.Size; list = in.marks[in.log-1] {
		in.batch.Checkpoints = append(in.batch.Checkpoints, list[0])
		in.marks[in.log-1] = list[1:]
	}
	if err := in.store.Commit(ctx, in.batch); err != nil {
		return err
	}
	in.heads[in.log-1] = next
	in.batch, in.bytes = Batch{}, 0
	clear(in.seen)
	return nil
}

// finish commits the rest, and compares what has come with what was to come.
func (in *importer) finish(ctx context.Context, want []Head) ([]Head, error) {
	if len(want) != len(in.heads) {
		return nil, damaged("it has no heads")
	}
	if err := in.flush(ctx); err != nil {
		return nil, err
	}
	for i, head := range in.heads {
		if head.Size != want[i].Size || head.Root != want[i].Root {
			return nil, damaged("its entries of the log %s do not have the root that it names", head.Log)
		}
		if len(in.marks[i]) > 0 {
			return nil, damaged("a checkpoint of the log %s lies beyond its end", head.Log)
		}
	}
	if len(in.erase) > 0 {
		return nil, damaged("%d contents are erased by records that it does not hold", len(in.erase))
	}
	var batch Batch
	for i, head := range in.heads {
		if want[i].Epoch > head.Epoch {
			batch.Base, batch.Next = append(batch.Base, head), append(batch.Next, want[i])
		}
	}
	if len(batch.Base) > 0 {
		if err := in.store.Commit(ctx, batch); err != nil {
			return nil, err
		}
	}
	return want, nil
}
