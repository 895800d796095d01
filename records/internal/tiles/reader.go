package tiles

import (
	"crypto/sha256"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// A Reader reads any hash of a tree: from its edge, or else from whole tiles, each of which it
// asks for once. It is not safe for concurrent use.
type Reader struct {
	tree  *Tree
	read  func(level int, index int64) ([]byte, error)
	known map[[2]int64][]byte
}

var _ tlog.HashReader = (*Reader)(nil)

// NewReader returns a reader of the tree whose tiles read returns.
func NewReader(t *Tree, read func(level int, index int64) ([]byte, error)) *Reader {
	return &Reader{t, read, map[[2]int64][]byte{}}
}

// ReadHashes returns hashes by their tlog storage index. It refuses one that is not of the tree.
func (r *Reader) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	list := make([]tlog.Hash, len(indexes))
	for i, stored := range indexes {
		if stored < 0 {
			return nil, fmt.Errorf("%d is no index of a hash", stored)
		}
		hash, err := r.Hash(tlog.SplitStoredHashIndex(stored))
		if err != nil {
			return nil, err
		}
		list[i] = hash
	}
	return list, nil
}

// Hash returns the hash of a complete subtree: the index-th of those over 2^level leaves.
func (r *Reader) Hash(level int, index int64) (tlog.Hash, error) {
	if level < 0 || level > 62 || index < 0 || index >= r.tree.size>>level {
		return tlog.Hash{}, fmt.Errorf("the hash %d of level %d is not of a tree of %d leaves", index, level, r.tree.size)
	}
	if hash, found := r.tree.hash(level, index); found {
		return hash, nil
	}
	tile, start, end := position(level, index)
	at := [2]int64{int64(tile.Level), tile.Index}
	hashes := r.known[at]
	if hashes == nil {
		var err error
		if hashes, err = r.read(tile.Level, tile.Index); err != nil {
			return tlog.Hash{}, err
		}
		if len(hashes) != Bytes {
			return tlog.Hash{}, fmt.Errorf("tile %d of level %d has %d bytes, not %d", tile.Index, tile.Level, len(hashes), Bytes)
		}
		r.known[at] = hashes
	}
	first := tile.Index * Width
	return fold(hashes[(start-first)*sha256.Size : (end-first)*sha256.Size]), nil
}
