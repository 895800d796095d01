package proof_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/proof"
)

const archiveName = "acme.example/security"

var officer = records.Principal{ID: "P-1"}

func keys(t testing.TB, name string) (note.Signer, note.Verifier) {
	t.Helper()
	private, public, err := note.GenerateKey(nil, name)
	require.NoError(t, err)
	signer, err := note.NewSigner(private)
	require.NoError(t, err)
	verifier, err := note.NewVerifier(public)
	require.NoError(t, err)
	return signer, verifier
}

func filled(t testing.TB, n int) (*records.Archive, note.Verifier) {
	t.Helper()
	signer, verifier := keys(t, archiveName)
	a, err := records.Open(context.Background(), records.Memory(), records.Options{Name: archiveName, Signer: signer})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, a.Close()) })
	for i := range n {
		_, err := a.Append(context.Background(), officer, records.NewRecord{ID: fmt.Sprint("r", i), Kind: "drill", Type: "text/plain", Content: fmt.Append(nil, "drill ", i)})
		require.NoError(t, err)
	}
	return a, verifier
}

func TestProofGoesThroughJSON(t *testing.T) {
	a, verifier := filled(t, 300)
	for _, content := range []bool{true, false} {
		p, err := a.ProveInclusion(t.Context(), officer, "r12", content)
		require.NoError(t, err)
		data, err := json.Marshal(proof.Of(p))
		require.NoError(t, err)
		parsed, err := proof.Parse(data)
		require.NoError(t, err)
		shown, err := parsed.Verify(archiveName, verifier)
		require.NoError(t, err)
		assert.Equal(t, "r12", shown.Header.ID)
		assert.Equal(t, int64(300), shown.Head.Size)
		if content {
			assert.Equal(t, "drill 12", string(shown.Content))
		} else {
			assert.Nil(t, shown.Content)
			assert.NotContains(t, string(data), "ZHJpbGwgMTI", "what is not shown is not in the proof")
		}
	}
}

// Each part of a proof matters: whatever is changed, it does not hold any more.
func TestForgedProofsAreRefused(t *testing.T) {
	a, verifier := filled(t, 20)
	p, err := a.ProveInclusion(t.Context(), officer, "r12", true)
	require.NoError(t, err)
	other, err := a.ProveInclusion(t.Context(), officer, "r13", true)
	require.NoError(t, err)
	stranger, strange := keys(t, archiveName)
	foreign, err := note.Sign(&note.Note{Text: archiveName + "/records\n20\n" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"}, stranger)
	require.NoError(t, err)
	for name, spoil := range map[string]func(*proof.Record){
		"format":             func(p *proof.Record) { p.Format++ },
		"header":             func(p *proof.Record) { p.Header[20] ^= 1 },
		"other header":       func(p *proof.Record) { p.Header = other.Header },
		"no header":          func(p *proof.Record) { p.Header = nil },
		"hash":               func(p *proof.Record) { p.Hashes[2][5] ^= 1 },
		"hash too few":       func(p *proof.Record) { p.Hashes = p.Hashes[1:] },
		"hash too many":      func(p *proof.Record) { p.Hashes = append(p.Hashes, records.Hash{}) },
		"very many hashes":   func(p *proof.Record) { p.Hashes = make([]records.Hash, 1<<20) },
		"content":            func(p *proof.Record) { p.Content = []byte("drill 13") },
		"salt":               func(p *proof.Record) { p.Salt = other.Salt },
		"content to salt":    func(p *proof.Record) { p.Salt, p.Content = append(p.Salt, p.Content[0]), p.Content[1:] },
		"no content":         func(p *proof.Record) { p.Content = nil },
		"no checkpoint":      func(p *proof.Record) { p.Checkpoint = "" },
		"cut checkpoint":     func(p *proof.Record) { p.Checkpoint = p.Checkpoint[:len(p.Checkpoint)-4] },
		"foreign checkpoint": func(p *proof.Record) { p.Checkpoint = string(foreign) },
	} {
		t.Run(name, func(t *testing.T) {
			q := proof.Of(p)
			data, err := json.Marshal(q)
			require.NoError(t, err)
			q, err = proof.Parse(data)
			require.NoError(t, err)
			_, err = q.Verify(archiveName, verifier)
			require.NoError(t, err)
			spoil(q)
			_, err = q.Verify(archiveName, verifier)
			assert.Error(t, err)
		})
	}
	_, err = proof.Of(p).Verify(archiveName, strange)
	assert.ErrorIs(t, err, records.ErrUntrusted)
	_, err = proof.Of(p).Verify("other.example/security", verifier)
	assert.ErrorIs(t, err, records.ErrUntrusted)
	_, err = proof.Parse([]byte(`{"hashes":["short"]}`))
	assert.ErrorIs(t, err, proof.ErrProof)
}

func TestGrowth(t *testing.T) {
	a, verifier := filled(t, 300)
	old, now, hashes, err := a.ProveGrowth(t.Context(), records.RecordLog, 100)
	require.NoError(t, err)
	data, err := json.Marshal(proof.OfGrowth(old, now, hashes))
	require.NoError(t, err)
	p, err := proof.ParseGrowth(data)
	require.NoError(t, err)
	from, to, err := p.Verify(archiveName, verifier)
	require.NoError(t, err)
	assert.Equal(t, []int64{100, 300}, []int64{from.Size, to.Size})
	p.Old, p.New = p.New, p.Old
	_, _, err = p.Verify(archiveName, verifier)
	assert.ErrorIs(t, err, proof.ErrProof)
	p.Old, p.New = p.New, p.Old
	p.Hashes[0][0] ^= 1
	_, _, err = p.Verify(archiveName, verifier)
	assert.ErrorIs(t, err, records.ErrFork)
	for _, from := range []int64{0, -1, 301} {
		_, _, _, err = a.ProveGrowth(t.Context(), records.RecordLog, from)
		assert.ErrorIs(t, err, records.ErrNotFound)
	}
	_, _, _, err = a.ProveGrowth(t.Context(), records.LogID(7), 1)
	assert.ErrorIs(t, err, records.ErrNotFound)
}

// Of an incident a customer is shown the day and the place, and not who did it.
func TestChosenFields(t *testing.T) {
	signer, verifier := keys(t, archiveName)
	a, err := records.Open(t.Context(), records.Memory(), records.Options{Name: archiveName, Signer: signer})
	require.NoError(t, err)
	defer a.Close()
	content := []byte(`{"on":"2026-05-04","place":"gate <3> & é","by":["P-7"],"loss":1200}`)
	_, err = a.Append(t.Context(), officer, records.NewRecord{ID: "i", Kind: "incident", Content: content, ByFields: true})
	require.NoError(t, err)
	for _, spaced := range []string{`{"on": "2026-05-04"}`, `[]`, `1`, `{"on":"a","on":"b"}`, `{"on":"\u0061"}`} {
		_, err = a.Append(t.Context(), officer, records.NewRecord{Kind: "incident", Content: []byte(spaced), ByFields: true})
		assert.ErrorIs(t, err, records.ErrInvalid, spaced)
	}
	inclusion, err := a.ProveInclusion(t.Context(), officer, "i", true)
	require.NoError(t, err)
	whole := proof.Of(inclusion)
	shown, err := whole.Verify(archiveName, verifier)
	require.NoError(t, err)
	assert.Equal(t, content, shown.Content)

	only, err := whole.Only("place", "on")
	require.NoError(t, err)
	data, err := json.Marshal(only)
	require.NoError(t, err)
	assert.NotContains(t, string(data), "P-7")
	assert.NotContains(t, string(data), "1200")
	verify := func(spoil func(p *proof.Record)) (*proof.Shown, error) {
		p, err := proof.Parse(data)
		require.NoError(t, err)
		if spoil != nil {
			spoil(p)
		}
		return p.Verify(archiveName, verifier)
	}
	shown, err = verify(nil)
	require.NoError(t, err)
	require.Len(t, shown.Fields, 2)
	assert.Equal(t, `on "2026-05-04"`, shown.Fields[0].Name+" "+shown.Fields[0].Value)
	assert.Equal(t, `"gate <3> & é"`, shown.Fields[1].Value)
	assert.Nil(t, shown.Content)
	for name, spoil := range map[string]func(*proof.Record){
		"value":   func(p *proof.Record) { p.Fields[0].Value = `"2026-05-05"` },
		"name":    func(p *proof.Record) { p.Fields[0].Name = "until" },
		"key":     func(p *proof.Record) { p.Fields[0].Key[3] ^= 1 },
		"hash":    func(p *proof.Record) { p.Fields[3].Hash[3] ^= 1 },
		"order":   func(p *proof.Record) { p.Fields[0], p.Fields[1] = p.Fields[1], p.Fields[0] },
		"fewer":   func(p *proof.Record) { p.Fields = p.Fields[:3] },
		"more":    func(p *proof.Record) { p.Fields = append(p.Fields, p.Fields[0]) },
		"neither": func(p *proof.Record) { p.Fields[3].Hash = nil },
		"both":    func(p *proof.Record) { p.Fields[0].Hash = p.Fields[3].Hash },
		"whole":   func(p *proof.Record) { p.Shown, p.Content = true, []byte(`{}`) },
	} {
		_, err = verify(spoil)
		assert.ErrorIs(t, err, proof.ErrProof, name)
	}
	_, err = whole.Only("time")
	assert.ErrorIs(t, err, proof.ErrProof)
	_, err = only.Only("on")
	assert.ErrorIs(t, err, proof.ErrProof)
}

func FuzzParse(f *testing.F) {
	_, verifier := keys(f, archiveName)
	f.Add([]byte(`{"format":1,"header":"AQ==","hashes":[],"checkpoint":"a\n1\n"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if p, err := proof.Parse(data); err == nil {
			if _, err := p.Verify(archiveName, verifier); err == nil {
				t.Fatal("a proof holds that nobody has signed")
			}
		}
	})
}

// A carrier shows a customer that a drill was recorded, and when; the customer has the public
// key from the contract, and neither the store nor any other key.
func ExampleRecord_Verify() {
	private, public, _ := note.GenerateKey(nil, archiveName)
	signer, _ := note.NewSigner(private)
	archive, _ := records.Open(context.Background(), records.Memory(), records.Options{Name: archiveName, Signer: signer})
	defer archive.Close()
	_, _ = archive.Append(context.Background(), officer, records.NewRecord{
		ID: "drill-2026-05-04", Kind: "drill", Type: "text/plain", Content: []byte("gate 3 was shut in four minutes"),
	})
	inclusion, _ := archive.ProveInclusion(context.Background(), officer, "drill-2026-05-04", true)
	data, _ := json.Marshal(proof.Of(inclusion))

	key, _ := note.NewVerifier(public)
	p, err := proof.Parse(data)
	if err != nil {
		fmt.Println(err)
		return
	}
	shown, err := p.Verify(archiveName, key)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s: %s\n", shown.Header.ID, shown.Content)
	// Output: drill-2026-05-04: gate 3 was shut in four minutes
}
