package tiles

import (
	"crypto/sha256"
	"math/bits"
)

const (
	// Width is how many hashes stand in a tile.
	Width = 256
	// Bytes is how long a tile is.
	Bytes = Width * sha256.Size

	height = 8 // levels of the tree for each level of tiles
	levels = 8 // of tiles: a tree has less than 2^63 leaves
)

// A Hash is one of RFC 6962.
type Hash = [sha256.Size]byte

// A Tile is 256 hashes side by side.
type Tile struct {
	Level  int
	Index  int64
	Hashes []byte
}

// A Tree is the frontier of a tree, and its right edge. The zero value is an empty tree.
//
// A copy of a Tree is a tree of its own to read from. Of several copies only one may be added
// to, since they share memory beyond the size that each has; one that was added to may be
// dropped, and another copy added to in its place.
type Tree struct {
	size int64
	full [64]Hash       // by level, the last complete subtree, where the size has that bit
	edge [levels][]byte // by level of tiles, the hashes that are in no whole tile
}

// Size returns the number of leaves.
func (t *Tree) Size() int64 { return t.size }

// Append adds the hash of a leaf, and returns the tiles that become whole by it. They are the
// caller's, and not to be written to.
func (t *Tree) Append(leaf Hash) []Tile {
	var whole []Tile
	hash, level := leaf, 0
	t.put(0, hash, &whole)
	for n := t.size; n&1 == 1; n >>= 1 {
		hash = Node(t.full[level], hash)
		level++
		if level%height == 0 {
			t.put(level/height, hash, &whole)
		}
	}
	t.full[level] = hash
	t.size++
	return whole
}

// put adds a hash to the edge of a level, before the leaf that completes it is counted.
func (t *Tree) put(level int, hash Hash, whole *[]Tile) {
	if level >= levels {
		return
	}
	edge := t.edge[level]
	if edge == nil {
		edge = make([]byte, 0, Bytes)
	}
	if edge = append(edge, hash[:]...); len(edge) == Bytes {
		*whole = append(*whole, Tile{level, t.size >> (height * (level + 1)), edge})
		edge = nil
	}
	t.edge[level] = edge
}

// Root returns the root of the tree: of an empty one, the hash of nothing.
func (t *Tree) Root() Hash {
	if t.size == 0 {
		return sha256.Sum256(nil)
	}
	level := bits.TrailingZeros64(uint64(t.size))
	root := t.full[level]
	for level++; level < bits.Len64(uint64(t.size)); level++ {
		if t.size>>level&1 == 1 {
			root = Node(t.full[level], root)
		}
	}
	return root
}

// Leaf returns the hash of a leaf.
func Leaf(data []byte) Hash {
	var small [512]byte
	if len(data) < len(small) {
		copy(small[1:], data)
		return sha256.Sum256(small[:1+len(data)])
	}
	h := sha256.New()
	h.Write(small[:1])
	h.Write(data)
	return Hash(h.Sum(nil))
}

// Node returns the hash of an inner node.
func Node(left, right Hash) Hash {
	var data [1 + 2*sha256.Size]byte
	data[0] = 1
	copy(data[1:], left[:])
	copy(data[1+sha256.Size:], right[:])
	return sha256.Sum256(data[:])
}

// fold returns the root over hashes side by side, whose number is a power of two.
func fold(hashes []byte) Hash {
	var nodes [Width]Hash
	n := len(hashes) / sha256.Size
	for i := range n {
		nodes[i] = Hash(hashes[i*sha256.Size:])
	}
	for ; n > 1; n /= 2 {
		for i := range n / 2 {
			nodes[i] = Node(nodes[2*i], nodes[2*i+1])
		}
	}
	return nodes[0]
}

// Clone returns a tree that shares nothing with t: both may be added to.
func (t *Tree) Clone() *Tree {
	c := *t
	for i, edge := range t.edge {
		if edge != nil {
			c.edge[i] = append(make([]byte, 0, Bytes), edge...)
		}
	}
	return &c
}
