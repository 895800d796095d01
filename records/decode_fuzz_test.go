package records_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// Whatever stands in a file, reading it does not panic, and each fault has its place. What is
// read without a fault is written, and read again to the same.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		`{"name": "n", "opened": "2026-05-04", "limits": {"a": 1}, "duration": {"open": "3 days"}, "office": {"head": "K-1", "phones": ["1"]}}`,
		`{"cargoes": [{"id": "C-1", "title": "t", "state": "sealed", "keeper": "K-1", "weight": 1.5e3, "pieces": 1, "hazardous": true,
			"packed_on": "2026-05-04", "seen_at": "2026-05-04T10:00:00Z", "seals": ["a"], "checks": [{"step": 0}], "evidence": ["cargo/C-1"], "length": 1, "height": 2}],
			"keepers": [{"id": "K-1", "name": "Jan"}]}`,
		`{"cargoes": [{"id": "C-1", "titel": "t", "weight": 1e1000000000, "evidence": ["x"], "length": 1000}, null, 1], "duration": {"x": "y"}}`,
		`{"cargoes": [{"id": "C-1", "title": "t"}, {"id": "C-1", "title": "t"}]}`, `[]`, `null`, `{"limits": {"": 99999999999999999999}}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, file string) {
		node, err := records.JSON.Parse("f", []byte(file), records.FileLimits{})
		if err != nil {
			return
		}
		var y yard
		d := records.NewDecoder()
		d.Decode("f", node, &y)
		d.Resolve()
		if err := d.Err(); err != nil {
			var all records.FileErrors
			require.ErrorAs(t, err, &all)
			for _, fault := range all {
				require.Positive(t, fault.Line, fault)
				require.Positive(t, fault.Column, fault)
				require.NotEmpty(t, fault.Message)
			}
			return
		}
		node, err = records.Encode(y)
		require.NoError(t, err)
		data, err := records.JSON.Format(node)
		require.NoError(t, err)
		require.True(t, json.Valid(data))
		var again yard
		require.NoError(t, records.ReadFile("f.json", data, &again))
		node, err = records.Encode(again)
		require.NoError(t, err)
		back, err := records.JSON.Format(node)
		require.NoError(t, err)
		require.Equal(t, string(data), string(back))
	})
}
