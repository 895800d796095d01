package sqlite

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/iso28000/iso28000/records"
)

// A claim is what a proof is to prove: that a leaf stands in a tree, or that a tree grew from
// another. Two implementations that know nothing of each other judge it.
type claim struct {
	growth   bool
	at, size int64        // the place of the leaf, or the size it grew from; the size of the tree
	of, root records.Hash // the leaf, or the root it grew from; the root of the tree
	hashes   []records.Hash
}

// judge has both decide, and demands that they agree.
func (c claim) judge(t *testing.T, what string) bool {
	t.Helper()
	list := make([]tlog.Hash, len(c.hashes))
	paths := make([][]byte, len(c.hashes))
	for i := range c.hashes {
		list[i], paths[i] = tlog.Hash(c.hashes[i]), c.hashes[i][:]
	}
	var ours, theirs error
	if c.growth {
		ours = tlog.CheckTree(list, c.size, tlog.Hash(c.root), c.at, tlog.Hash(c.of))
		theirs = proof.VerifyConsistency(rfc6962.DefaultHasher, uint64(c.at), uint64(c.size), paths, c.of[:], c.root[:])
	} else {
		ours = tlog.CheckRecord(list, c.size, tlog.Hash(c.root), c.at, tlog.Hash(c.of))
		theirs = proof.VerifyInclusion(rfc6962.DefaultHasher, uint64(c.at), uint64(c.size), c.of[:], paths, c.root[:])
	}
	if (ours == nil) != (theirs == nil) {
		t.Fatalf("%s, %d of %d: x/mod says %v, and transparency-dev says %v", what, c.at, c.size, ours, theirs)
	}
	return ours == nil
}

// forgeries are claims that are not true, each one change away from one that is.
func (c claim) forgeries(chance *rand.Rand) map[string]claim {
	list := map[string]claim{}
	forge := func(name string, change func(*claim)) {
		f := c
		f.hashes = slices.Clone(c.hashes)
		change(&f)
		list[name] = f
	}
	flip := func(h *records.Hash) { h[chance.IntN(len(h))] ^= 1 << chance.IntN(8) }
	forge("a bit of what is proved", func(f *claim) { flip(&f.of) })
	forge("a bit of the root", func(f *claim) { flip(&f.root) })
	forge("one hash more", func(f *claim) { f.hashes = append(f.hashes, f.root) })
	forge("one hash more in front", func(f *claim) { f.hashes = slices.Insert(f.hashes, 0, f.of) })
	n := len(c.hashes)
	if n > 0 {
		forge("a bit of a hash", func(f *claim) { flip(&f.hashes[chance.IntN(n)]) })
		forge("the last hash left out", func(f *claim) { f.hashes = f.hashes[:n-1] })
		forge("the first hash left out", func(f *claim) { f.hashes = f.hashes[1:] })
		forge("no hashes", func(f *claim) { f.hashes = nil })
		if i := chance.IntN(n); c.hashes[i] != c.of {
			forge("what is proved in place of a hash", func(f *claim) { f.hashes[i] = f.of })
		}
	}
	if n > 1 {
		forge("two hashes change places", func(f *claim) { i := chance.IntN(n - 1); f.hashes[i], f.hashes[i+1] = f.hashes[i+1], f.hashes[i] })
	}
	switch {
	case c.growth:
		if c.at < c.size {
			forge("the roots change places", func(f *claim) { f.of, f.root = f.root, f.of })
		}
	case c.size > 1:
		forge("the leaf beside it", func(f *claim) { f.at ^= 1 })
		forge("another leaf", func(f *claim) { f.at = (f.at + 1 + chance.Int64N(c.size-1)) % c.size })
		if n > 1 && c.at < 1<<(bits.Len64(uint64(c.size))-1) {
			forge("the node above it as a leaf", func(f *claim) {
				above := tlog.NodeHash(tlog.Hash(f.of), tlog.Hash(f.hashes[0]))
				if f.at&1 == 1 {
					above = tlog.NodeHash(tlog.Hash(f.hashes[0]), tlog.Hash(f.of))
				}
				f.of, f.at, f.hashes = records.Hash(above), f.at>>1, f.hashes[1:]
			})
		}
	}
	return list
}

// A log in a file grows to 1,024 entries, one by one. At every size it proves entries, and that
// it grew from what it was: x/mod and transparency-dev/merkle both believe every proof, and
// neither believes one that was forged.
func TestProofsOfEverySizeByASecondVerifier(t *testing.T) {
	most := 1024
	if underRace {
		most = 160
	}
	key, public, err := note.GenerateKey(nil, "acme.example/security")
	require.NoError(t, err)
	signer, err := note.NewSigner(key)
	require.NoError(t, err)
	verifier, err := note.NewVerifier(public)
	require.NoError(t, err)
	a, err := records.Open(t.Context(), tempStore(t), records.Options{Name: "acme.example/security", Signer: signer, Verifiers: []note.Verifier{verifier}})
	require.NoError(t, err)
	by := records.Principal{ID: "officer"}
	chance := rand.New(rand.NewPCG(28000, 6))
	proved, forged := map[bool]int{}, map[string]int{}
	check := func(c claim) {
		t.Helper()
		require.True(t, c.judge(t, "as it was made"), "%d of %d, growth %t", c.at, c.size, c.growth)
		proved[c.growth]++
		for name, f := range c.forgeries(chance) {
			require.False(t, f.judge(t, name), "%s: %d of %d, growth %t", name, c.at, c.size, c.growth)
			forged[name]++
		}
		for _, by := range []int64{-1, 1} { // a path can be that of another size, too: both say so, or neither
			f := c
			if f.size += by; f.size > 0 {
				f.judge(t, "another size")
			}
			f = c
			f.at += by
			if f.at > 0 || f.at == 0 && !f.growth { // that a log grew from nothing, x/mod asks nobody to prove
				f.judge(t, "another place")
			}
		}
	}
	inclusion := func(seq, size int64) {
		t.Helper()
		p, err := a.ProveInclusion(t.Context(), by, fmt.Sprint(seq), false)
		require.NoError(t, err)
		head, err := records.OpenCheckpoint("acme.example/security", p.Checkpoint.Note, verifier)
		require.NoError(t, err)
		require.Equal(t, size, head.Size)
		leaf := rfc6962.DefaultHasher.HashLeaf(p.Header)
		require.Equal(t, leaf, func() []byte { l := records.Leaf(p.Header); return l[:] }())
		check(claim{false, seq, size, records.Hash(leaf), head.Root, p.Hashes})
	}
	growth := func(from, size int64) {
		t.Helper()
		old, now, hashes, err := a.ProveGrowth(t.Context(), records.RecordLog, from)
		require.NoError(t, err)
		before, err := records.OpenCheckpoint("acme.example/security", old.Note, verifier)
		require.NoError(t, err)
		after, err := records.OpenCheckpoint("acme.example/security", now.Note, verifier)
		require.NoError(t, err)
		require.Equal(t, [2]int64{from, size}, [2]int64{before.Size, after.Size})
		check(claim{true, from, size, before.Root, after.Root, hashes})
	}
	for size := int64(1); size <= int64(most); size++ {
		_, err := a.Append(t.Context(), by, records.NewRecord{ID: fmt.Sprint(size - 1), Kind: "note", Content: []byte(fmt.Sprint("note ", size-1))})
		require.NoError(t, err)
		power := int64(1) << (bits.Len64(uint64(size)) - 1) // the greatest that is not above the size
		for _, seq := range []int64{0, size - 1, power - 1, chance.Int64N(size)} {
			inclusion(seq, size)
		}
		for _, from := range []int64{1, size, max(1, size-1), power, 1 + chance.Int64N(size)} {
			growth(from, size)
		}
	}
	for i := range int64(most) { // and at the last size everything
		inclusion(i, int64(most))
		growth(i+1, int64(most))
	}
	require.NoError(t, a.Close())
	assert.Equal(t, map[bool]int{false: 5 * most, true: 6 * most}, proved)
	for name, n := range forged {
		assert.Greater(t, n, 2*most, name)
	}
	assert.Len(t, forged, 14)
	t.Logf("%d proofs that entries stand there and %d that the log grew, forged in %d ways", proved[false], proved[true], len(forged))
}
