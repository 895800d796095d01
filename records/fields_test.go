package records_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/internal/tiles"
)

// The root over fields is that of the tree in which records stand.
func TestRootOfFieldsIsThatOfATree(t *testing.T) {
	var tree tiles.Tree
	var fields []records.Hash
	for n := range 300 {
		require.Equal(t, records.Hash(tree.Root()), records.FieldsRoot(fields), "%d fields", n)
		field := records.Hash(sha256.Sum256(fmt.Append(nil, n)))
		fields = append(fields, field)
		tree.Append(tiles.Leaf(field[:]))
	}
}

// Each field is committed to by its name and its value as it stands in the content, under a key
// that is the HMAC of its name.
func TestFieldsAsTheyStand(t *testing.T) {
	salt := []byte("salt")
	content := `{"":{},"a":"x\ny","b":[1,{"c":null}],"é":-1.50e3,"nested":{"a":[[]],"b":"}"},"t":true}`
	fields, err := records.FieldsOf(salt, []byte(content))
	require.NoError(t, err)
	var values map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(content), &values))
	require.Len(t, fields, len(values))
	for _, f := range fields {
		assert.Equal(t, string(values[f.Name]), string(f.Value), f.Name)
		mac := hmac.New(sha256.New, salt)
		mac.Write([]byte(f.Name))
		assert.Equal(t, records.Hash(mac.Sum(nil)), f.Key)
	}
	for _, other := range []string{
		"", "1", "[]", `"a"`, "null", `{"a": 1}`, ` {"a":1}`, `{"a":1} `, `{"a":1}x`, `{"a":"\u0062"}`, `{"a":1,"a":2}`, `{"a":1,}`, "{\"a\":\"\xff\"}",
		"{" + strings.TrimSuffix(strings.Repeat(`"x":1,`, 2), ",") + "}",
	} {
		_, err := records.FieldsOf(salt, []byte(other))
		assert.Error(t, err, other)
	}
	none, err := records.FieldsOf(salt, []byte("{}"))
	require.NoError(t, err)
	assert.Empty(t, none)
}

// BenchmarkFieldsOf commits to 600 bytes in 12 fields.
func BenchmarkFieldsOf(b *testing.B) {
	var parts []string
	for i := range 12 {
		parts = append(parts, fmt.Sprintf(`"field_%02d":"%s"`, i, strings.Repeat("x", 36)))
	}
	content, salt := []byte("{"+strings.Join(parts, ",")+"}"), make([]byte, 32)
	b.ReportAllocs()
	for b.Loop() {
		fields, err := records.FieldsOf(salt, content)
		if err != nil {
			b.Fatal(err)
		}
		hashes := make([]records.Hash, len(fields))
		for i, f := range fields {
			hashes[i] = f.Hash()
		}
		records.FieldsRoot(hashes)
	}
}
