package tiles

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"
)

// A grown is a tree beside the hashes that tlog would store, and the tiles that it gave.
type grown struct {
	tree   Tree
	stored []tlog.Hash
	tiles  map[[2]int64][]byte
}

func (g *grown) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	list := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		list[i] = g.stored[index]
	}
	return list, nil
}

func (g *grown) add(t *testing.T, data []byte) {
	t.Helper()
	hashes, err := tlog.StoredHashes(g.tree.Size(), data, g)
	require.NoError(t, err)
	g.stored = append(g.stored, hashes...)
	for _, tile := range g.tree.Append(Leaf(data)) {
		at := [2]int64{int64(tile.Level), tile.Index}
		require.Nil(t, g.tiles[at], "a tile is whole once")
		g.tiles[at] = tile.Hashes
	}
}

func (g *grown) read(level int, index int64) ([]byte, error) {
	if tile := g.tiles[[2]int64{int64(level), index}]; tile != nil {
		return tile, nil
	}
	return nil, errors.New("no such tile")
}

func (g *grown) readMany(level int, from, to int64) (list [][]byte, err error) {
	for i := from; i < to; i++ {
		tile, err := g.read(level, i)
		if err != nil {
			return nil, err
		}
		list = append(list, tile)
	}
	return list, nil
}

// load makes the tree again from what would be stored.
func (g *grown) load(t *testing.T) *Tree {
	t.Helper()
	size := g.tree.Size()
	var leaves []Hash
	for i := size &^ (Width - 1); i < size; i++ {
		leaves = append(leaves, Hash(g.stored[tlog.StoredHashIndex(0, i)]))
	}
	loaded, err := Load(size, leaves, g.readMany)
	require.NoError(t, err)
	return loaded
}

func (g *grown) compare(t *testing.T) {
	t.Helper()
	want, err := tlog.TreeHash(g.tree.Size(), g)
	require.NoError(t, err)
	require.Equal(t, Hash(want), g.tree.Root(), "size %d", g.tree.Size())
}

func grow(t *testing.T, to int64, each func(*grown)) *grown {
	t.Helper()
	g := &grown{tiles: map[[2]int64][]byte{}}
	chance := rand.New(rand.NewPCG(6, 28000))
	for g.tree.Size() < to {
		data := make([]byte, chance.IntN(40))
		for i := range data {
			data[i] = byte(chance.Uint32())
		}
		g.add(t, data)
		each(g)
	}
	return g
}

func TestRootsAreThoseOfTlog(t *testing.T) {
	var empty Tree
	want, err := tlog.TreeHash(0, nil)
	require.NoError(t, err)
	assert.Equal(t, Hash(want), empty.Root())
	grow(t, 3000, func(g *grown) { g.compare(t) })
}

// Beyond 65,536 leaves a tile of the second level is whole.
func TestLargeTrees(t *testing.T) {
	if testing.Short() {
		t.Skip("seventy thousand leaves")
	}
	sampled := 0
	g := grow(t, 70_000, func(g *grown) {
		size := g.tree.Size()
		if size%4999 == 0 || size == 65_535 || size == 65_536 || size == 65_537 || size%Width == 0 && size%9 == 0 {
			sampled++
			g.compare(t)
			loaded := g.load(t)
			require.Equal(t, g.tree.Root(), loaded.Root())
		}
	})
	assert.Greater(t, sampled, 40)
	assert.Len(t, g.tiles, 70_000/256+1)

	// Every hash that tlog stores is read from tiles and edge.
	r := NewReader(&g.tree, g.read)
	for i := 0; i < len(g.stored); i += 7 {
		got, err := r.ReadHashes([]int64{int64(i)})
		require.NoError(t, err)
		require.Equal(t, g.stored[i], got[0], "index %d", i)
	}
	tile, err := tlog.ReadTileData(tlog.Tile{H: 8, L: 1, N: 0, W: 256}, g)
	require.NoError(t, err)
	assert.Equal(t, tile, g.tiles[[2]int64{1, 0}], "a tile has the bytes of tlog's")
}

func TestLoadGoesOnAsBefore(t *testing.T) {
	for _, size := range []int64{0, 1, 255, 256, 257, 511, 512, 1000, 2999} {
		g := grow(t, size, func(*grown) {})
		loaded := g.load(t)
		require.Equal(t, g.tree.Root(), loaded.Root(), "size %d", size)
		for i := range 600 {
			leaf := Leaf([]byte{byte(i), byte(i >> 8)})
			require.Equal(t, g.tree.Append(leaf), loaded.Append(leaf))
			require.Equal(t, g.tree.Root(), loaded.Root())
		}
	}
}

func TestProofsOfEverySize(t *testing.T) {
	g := grow(t, 600, func(g *grown) {})
	r := NewReader(&g.tree, g.read)
	for size := int64(1); size <= 600; size += 1 + size/40 {
		root, err := tlog.TreeHash(size, r)
		require.NoError(t, err)
		for n := int64(0); n < size; n += 1 + size/20 {
			proof, err := tlog.ProveRecord(size, n, r)
			require.NoError(t, err)
			require.NoError(t, tlog.CheckRecord(proof, size, root, n, g.stored[tlog.StoredHashIndex(0, n)]))
		}
	}
}

func TestCopiesAreTreesOfTheirOwn(t *testing.T) {
	g := grow(t, 255, func(*grown) {})
	before, root := g.tree, g.tree.Root()
	dropped := before
	dropped.Append(Leaf([]byte("dropped")))
	kept := before
	tiles := kept.Append(Leaf([]byte("kept")))
	require.Len(t, tiles, 1)
	leaf := Leaf([]byte("kept"))
	assert.Equal(t, leaf[:], tiles[0].Hashes[255*32:])
	assert.Equal(t, root, before.Root())
}

func TestWhatIsNotOfTheTreeIsRefused(t *testing.T) {
	g := grow(t, 300, func(*grown) {})
	r := NewReader(&g.tree, func(int, int64) ([]byte, error) { return []byte("short"), nil })
	for _, at := range [][2]int64{{0, 300}, {0, -1}, {-1, 0}, {63, 0}, {9, 0}, {0, 3}} {
		_, err := r.Hash(int(at[0]), at[1])
		assert.Error(t, err, "%v", at)
	}
	_, err := r.ReadHashes([]int64{-1})
	assert.Error(t, err)
	_, err = Load(300, nil, g.readMany)
	assert.Error(t, err)
	_, err = Load(-1, nil, g.readMany)
	assert.Error(t, err)
	short := func(level int, from, to int64) ([][]byte, error) { return [][]byte{{1}}, nil }
	_, err = Load(256, nil, short)
	assert.Error(t, err)
	none := func(level int, from, to int64) ([][]byte, error) { return nil, nil }
	_, err = Load(256, nil, none)
	assert.Error(t, err)
}

// The roots that another implementation of RFC 6962 publishes for its tests.
func TestPublishedRoots(t *testing.T) {
	data, err := os.ReadFile("testdata/rfc6962-roots.json")
	require.NoError(t, err)
	var published struct {
		Leaves []string `json:"leaf_inputs_hex"`
		Roots  []string `json:"roots_hex_by_size"`
	}
	require.NoError(t, json.Unmarshal(data, &published))
	require.Len(t, published.Roots, len(published.Leaves)+1)
	var tree Tree
	for i, want := range published.Roots {
		root := tree.Root()
		assert.Equal(t, want, hex.EncodeToString(root[:]), "size %d", i)
		if i < len(published.Leaves) {
			leaf, err := hex.DecodeString(published.Leaves[i])
			require.NoError(t, err)
			tree.Append(Leaf(leaf))
		}
	}
}

func TestLeafOfAnyLength(t *testing.T) {
	for _, n := range []int{0, 1, 510, 511, 512, 513, 70_000} {
		data := make([]byte, n)
		assert.Equal(t, Hash(tlog.RecordHash(data)), Leaf(data), "%d bytes", n)
	}
}

func BenchmarkAppend(b *testing.B) {
	var tree Tree
	data := make([]byte, 200)
	for b.Loop() {
		tree.Append(Leaf(data))
		data[0]++
	}
}
