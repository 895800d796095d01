package records_test

import (
	"strings"
	"testing"
	"testing/quick"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

func TestNewID(t *testing.T) {
	seen := map[records.ID[cargo]]bool{}
	last := records.ID[cargo]("")
	for range 1000 {
		id := records.NewID[cargo]()
		parsed, err := uuid.Parse(string(id))
		require.NoError(t, err)
		assert.Equal(t, uuid.Version(7), parsed.Version())
		assert.False(t, seen[id])
		assert.Greater(t, id, last, "keys that are made later sort later")
		seen[id], last = true, id
	}
}

func TestIDRef(t *testing.T) {
	assert.Equal(t, records.Ref{Kind: "cargo", ID: "C-1"}, records.ID[cargo]("C-1").Ref())
	assert.Equal(t, cargo{ID: "C-1"}.Ref(), records.ID[cargo]("C-1").Ref())
	assert.Equal(t, records.Ref{Kind: "keeper"}, records.ID[keeper]("").Ref())
}

func TestRef(t *testing.T) {
	for want, ref := range map[string]records.Ref{
		"the system": {}, "risk R-012": {Kind: "risk", ID: "R-012"}, "risk": {Kind: "risk"},
	} {
		assert.Equal(t, want, ref.String())
	}
	for _, text := range []string{"risk", "/R-012", "risk/", "/"} {
		var ref records.Ref
		assert.Error(t, ref.UnmarshalText([]byte(text)), text)
		assert.True(t, ref.IsZero())
	}
	ref := records.Ref{Kind: "risk", ID: "R-012"}
	require.NoError(t, ref.UnmarshalText(nil))
	assert.True(t, ref.IsZero())
	require.NoError(t, ref.UnmarshalText([]byte("document/a/b/")))
	assert.Equal(t, records.Ref{Kind: "document", ID: "a/b/"}, ref)
}

// A reference reads back from how it is written, as long as its kind holds no slash.
func TestRefText(t *testing.T) {
	require.NoError(t, quick.Check(func(kind, id string) bool {
		want := records.Ref{Kind: "k" + strings.ReplaceAll(kind, "/", ""), ID: "i" + id}
		text, err := want.MarshalText()
		var got records.Ref
		return err == nil && got.UnmarshalText(text) == nil && got == want
	}, nil))
}

func TestRefCompare(t *testing.T) {
	sorted := []records.Ref{{}, {Kind: "a"}, {Kind: "a", ID: "1"}, {Kind: "a", ID: "2"}, {Kind: "b", ID: "0"}}
	for i, a := range sorted {
		for j, b := range sorted {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			assert.Equal(t, want, a.Compare(b), "%v and %v", a, b)
		}
	}
}
