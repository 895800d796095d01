package records

import (
	"bytes"
	"encoding/hex"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func fullHeader() Header {
	return Header{
		Log: RecordLog, Seq: 4711,
		Columns: Columns{
			ID: "0197", Kind: "risk", Entity: "R-012", Version: 3, Deleted: true,
			Level: 2, Compartments: []string{"seals", "yard"},
		},
		Actor: "harbour master", Class: "ten years", Due: math.MaxInt64, At: 1_700_000_000_000_000_000,
		Index: []Column{{Name: "due", Text: "2026-05-04"}, {Name: "level", Number: true, Int: -3}, {Name: "owner", Text: "Zoë"}},
		Commitment: Commitment{
			Type: "application/json", Length: 12, Hash: Hash{1}, ByFields: true, Sealed: true, Stored: Hash{2},
		},
	}
}

func TestHeaderReadsBack(t *testing.T) {
	for _, h := range []Header{
		fullHeader(),
		{Log: AccessLog, Columns: Columns{ID: "a", Kind: "access"}},
		{Log: RecordLog, Columns: Columns{ID: "a", Kind: "note"}, Commitment: Commitment{Type: "text/plain"}},
	} {
		data, err := h.AppendBinary([]byte("before"))
		require.NoError(t, err)
		got, err := ParseHeader(bytes.TrimPrefix(data, []byte("before")))
		require.NoError(t, err)
		assert.Equal(t, h, got)
	}
}

// The bytes are for ever: what was hashed once has to be hashed the same in ten years.
func TestHeaderBytesStay(t *testing.T) {
	h := Header{Log: RecordLog, Seq: 1, Columns: Columns{ID: "i", Kind: "k", Entity: "e", Version: 2, Compartments: []string{"c"}}, At: 3,
		Index: []Column{{Name: "n", Number: true, Int: 1}}, Commitment: Commitment{Type: "t", Length: 4, Hash: Hash{5}}}
	data, err := h.AppendBinary(nil)
	require.NoError(t, err)
	assert.Equal(t, "010102"+
		"0000000000000001"+"0000000000000002"+"0000000000000000"+"0000000000000000"+"0000000000000003"+
		"000169"+"00016b"+"000165"+"0000"+"0000"+
		"01"+"000163"+"01"+"00016e"+"01"+"0000000000000001"+
		"000174"+"0000000000000004"+"05"+strings.Repeat("00", 31), hex.EncodeToString(data))
}

func TestEveryByteOfAHeaderCounts(t *testing.T) {
	data, err := fullHeader().AppendBinary(nil)
	require.NoError(t, err)
	for i := range data {
		_, err := ParseHeader(data[:i])
		require.Error(t, err, "cut at %d", i)
		for bit := range 8 {
			changed := bytes.Clone(data)
			changed[i] ^= 1 << bit
			h, err := ParseHeader(changed)
			if err != nil {
				continue
			}
			require.NotEqual(t, fullHeader(), h, "byte %d", i)
			again, err := h.AppendBinary(nil)
			require.NoError(t, err)
			require.Equal(t, changed, again)
		}
	}
	_, err = ParseHeader(append(data, 0))
	require.Error(t, err)
}

func TestHeaderRefusesWhatNoStoreHolds(t *testing.T) {
	for name, spoil := range map[string]func(*Header){
		"log":                  func(h *Header) { h.Log = 3 },
		"seq":                  func(h *Header) { h.Seq = -1 },
		"no id":                func(h *Header) { h.ID = "" },
		"id with byte 0":       func(h *Header) { h.ID = "a\x00" },
		"id is not UTF-8":      func(h *Header) { h.ID = "\xff" },
		"long kind":            func(h *Header) { h.Kind = strings.Repeat("k", MaxName+1) },
		"version without name": func(h *Header) { h.Entity = "" },
		"no version":           func(h *Header) { h.Version = 0 },
		"level":                func(h *Header) { h.Level = -1 },
		"time":                 func(h *Header) { h.At = -1 },
		"order":                func(h *Header) { h.Compartments = []string{"yard", "seals"} },
		"twice":                func(h *Header) { h.Index = []Column{{Name: "a"}, {Name: "a"}} },
		"text and number":      func(h *Header) { h.Index = []Column{{Name: "a", Number: true, Text: "b"}} },
		"many columns":         func(h *Header) { h.Index = make([]Column, MaxColumns+1) },
		"length":               func(h *Header) { h.Commitment.Length = MaxContent + 1 },
		"no type":              func(h *Header) { h.Commitment.Type = "" },
		"stored, not sealed":   func(h *Header) { h.Commitment.Sealed = false },
		"revision of access":   func(h *Header) { h.Log = AccessLog },
	} {
		h := fullHeader()
		spoil(&h)
		_, err := h.AppendBinary(nil)
		assert.Error(t, err, name)
	}
}

func FuzzParseHeader(f *testing.F) {
	data, err := fullHeader().AppendBinary(nil)
	require.NoError(f, err)
	f.Add(data)
	f.Add([]byte{1})
	f.Fuzz(func(t *testing.T, data []byte) {
		h, err := ParseHeader(data)
		if err != nil {
			return
		}
		again, err := h.AppendBinary(nil)
		if err != nil || !bytes.Equal(data, again) {
			t.Fatalf("a header was read that is written otherwise: %v", err)
		}
	})
}
