package records

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/iso28000/iso28000/records/internal/tiles"
)

// Export writes a log as the files of c2sp.org/tlog-tiles, which programs for transparency
// logs read and verify: checkpoint, tile/0/000 and on, tile/entries/000 and on. The entries
// are headers; no content is among them. write gets each file once, by its name with slashes,
// the checkpoint last. by has to be allowed to list every record of the log: else nothing is
// written but what came before the first they may not, and the error is [ErrDenied].
//
// It needs a Signer. What is exported is the log as of the newest commit of this archive.
func (a *Archive) Export(ctx context.Context, by Principal, log LogID, write func(name string, data []byte) error) (Checkpoint, error) {
	switch {
	case a.options.Signer == nil:
		return Checkpoint{}, ErrNoSigner
	case log != RecordLog && log != AccessLog:
		return Checkpoint{}, ErrNotFound
	}
	logs := a.published.get()
	head := logs.heads[log-1]
	err := a.read(ctx, func(s Snapshot, _ [2]Head) error {
		if err := a.exportEntries(ctx, by, s, head, write); err != nil {
			return err
		}
		reader := hashReader(ctx, s, &logs.trees[log-1], log)
		root, err := tlog.TreeHash(head.Size, reader)
		if err != nil || Hash(root) != head.Root {
			return damaged("the log %s does not have the root that its head says (%v)", log, err)
		}
		for level := 0; head.Size>>(8*level) > 0; level++ {
			if err := exportTiles(reader, head, level, write); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Checkpoint{}, err
	}
	c, err := signCheckpoint(a.options.Name, head, a.options.Signer)
	if err != nil {
		return c, err
	}
	return c, write("checkpoint", c.Note)
}

// exportEntries writes the bundles of entries, 256 each.
func (a *Archive) exportEntries(ctx context.Context, by Principal, s Snapshot, head Head, write func(string, []byte) error) error {
	var bundle []byte
	next := int64(0)
	for e, err := range s.Entries(ctx, head.Log, 0, head.Size, false) {
		if err != nil {
			return err
		}
		h, err := headerOf(e)
		if err != nil {
			return err
		}
		switch {
		case e.Seq != next:
			return damaged("entry %d of the log %s is not there", next, head.Log)
		case a.allow(ctx, by, ListRecord, h) != nil:
			if err := a.noteLater(ctx, by, access{action: ListRecord, outcome: Refused, asked: "export of the log " + head.Log.String()}); err != nil {
				return err
			}
			return fmt.Errorf("%w: a log is exported by who may list all of its records", ErrDenied)
		case len(e.Header) > math.MaxUint16:
			return fmt.Errorf("%w: the header of entry %d is one byte too long for the form", ErrInvalid, e.Seq)
		}
		next++
		bundle = append(binary.BigEndian.AppendUint16(bundle, uint16(len(e.Header))), e.Header...)
		if next%tiles.Width == 0 || next == head.Size {
			n := (next - 1) / tiles.Width
			if err := write("tile/entries/"+tileName(n, next-n*tiles.Width), bundle); err != nil {
				return err
			}
			bundle = nil
		}
	}
	if next != head.Size {
		return damaged("the log %s ends at %d, and its head says %d", head.Log, next, head.Size)
	}
	return nil
}

// exportTiles writes the tiles of a level, the last of them as wide as it is.
func exportTiles(reader *tiles.Reader, head Head, level int, write func(string, []byte) error) error {
	hashes := head.Size >> (8 * level)
	for from := int64(0); from < hashes; from += tiles.Width {
		width := min(tiles.Width, hashes-from)
		data := make([]byte, 0, width*32)
		for i := range width {
			hash, err := reader.Hash(8*level, from+i)
			if err != nil {
				return damaged("tile %d of level %d of the log %s: %v", from/tiles.Width, level, head.Log, err)
			}
			data = append(data, hash[:]...)
		}
		if err := write(fmt.Sprintf("tile/%d/%s", level, tileName(from/tiles.Width, width)), data); err != nil {
			return err
		}
	}
	return nil
}

// tileName is the number of a tile in groups of three digits, x before all but the last, and
// its width where it is not whole: x001/234, 005.p/7.
func tileName(n, width int64) string {
	name := fmt.Sprintf("%03d", n%1000)
	for n /= 1000; n > 0; n /= 1000 {
		name = fmt.Sprintf("x%03d/%s", n%1000, name)
	}
	if width < tiles.Width {
		name += fmt.Sprintf(".p/%d", width)
	}
	return name
}
