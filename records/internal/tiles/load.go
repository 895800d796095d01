package tiles

import (
	"crypto/sha256"
	"fmt"
	"math/bits"
)

// Load makes the tree of that size again, from the hashes of its last leaves, those that are
// in no whole tile, and from its whole tiles. It asks for tiles level by level, each range
// once, and reads at most 255 of each level; each may be told from others by its length only,
// so whoever loads compares the root.
func Load(size int64, leaves []Hash, read func(level int, from, to int64) ([][]byte, error)) (*Tree, error) {
	if size < 0 || int64(len(leaves)) != size%Width {
		return nil, fmt.Errorf("a tree of %d leaves has %d in no whole tile, not %d", size, size%Width, len(leaves))
	}
	t := &Tree{size: size}
	for _, leaf := range leaves {
		t.keep(0, leaf)
	}
	for level := 1; level < levels && size>>(height*level) > 0; level++ {
		to := size >> (height * level)
		from := to &^ (Width - 1)
		if from == to {
			continue
		}
		below, err := read(level-1, from, to)
		if err != nil {
			return nil, err
		}
		if int64(len(below)) != to-from {
			return nil, fmt.Errorf("of the tiles %d to %d of level %d there are %d", from, to-1, level-1, len(below))
		}
		for i, tile := range below {
			if len(tile) != Bytes {
				return nil, fmt.Errorf("tile %d of level %d has %d bytes, not %d", from+int64(i), level-1, len(tile), Bytes)
			}
			t.keep(level, fold(tile))
		}
	}
	for level := range bits.Len64(uint64(size)) {
		if size>>level&1 == 1 {
			t.full[level], _ = t.hash(level, size>>level-1)
		}
	}
	return t, nil
}

func (t *Tree) keep(level int, hash Hash) {
	if t.edge[level] == nil {
		t.edge[level] = make([]byte, 0, Bytes)
	}
	t.edge[level] = append(t.edge[level], hash[:]...)
}

// hash returns a hash of the tree that stands above the edge.
func (t *Tree) hash(level int, index int64) (Hash, bool) {
	tile, start, end := position(level, index)
	first := t.size >> (height * tile.Level) &^ (Width - 1)
	from := (start - first) * sha256.Size
	to := (end - first) * sha256.Size
	if from < 0 || to > int64(len(t.edge[tile.Level])) {
		return Hash{}, false
	}
	return fold(t.edge[tile.Level][from:to]), true
}

// position returns the tile from which a hash of the tree is made, and between which hashes of
// that level, counted from the first of the tree, it stands.
func position(level int, index int64) (tile Tile, start, end int64) {
	tile.Level = level / height
	shift := level % height
	start, end = index<<shift, (index+1)<<shift
	tile.Index = start / Width
	return tile, start, end
}
