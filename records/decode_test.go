package records_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

func TestDecode(t *testing.T) {
	var y yard
	_, err := read(t, &y, "y.json", `{
		"name": "north\nyard", "opened": "2026-05-04", "office": {"head": "K-1", "phones": []},
		"cargoes": [{
			"id": "C-1", "title": "crates", "state": "on hold", "keeper": "K-1", "weight": "12.50", "pieces": -3,
			"hazardous": true, "packed_on": "", "seen_at": "2026-05-04T10:00:00.5+02:00", "seals": ["a", "b"],
			"checks": [{"step": 1}], "evidence": ["cargo/C-1", "", "keeper/K-1"], "length": 7, "height": 65535
		}, {"id": "C-2", "title": "none", "length": null, "state": ""}],
		"keepers": [{"id": "K-1", "name": "Jan"}],
		"limits": {"b": 2, "a": 1},
		"duration": {"on hold": "2 weeks"}
	}`)
	require.NoError(t, err)
	length := int8(7)
	assert.True(t, decimal.RequireFromString("12.5").Equal(y.Cargoes[0].Weight))
	y.Cargoes[0].Weight = decimal.Decimal{}
	assert.Equal(t, yard{
		Name: "north\nyard", Opened: records.Day(2026, 5, 4), Office: office{Head: "K-1", Phones: []string{}},
		Cargoes: []cargo{{
			ID: "C-1", Title: "crates", State: "on hold", Keeper: "K-1", Pieces: -3, Hazardous: true,
			SeenAt: time.Date(2026, 5, 4, 8, 0, 0, 500_000_000, time.UTC), Seals: []string{"a", "b"}, Checks: []check{{Step: 1}},
			Evidence:   []records.Ref{{Kind: "cargo", ID: "C-1"}, {}, {Kind: "keeper", ID: "K-1"}},
			dimensions: dimensions{Length: &length, Height: 65535},
		}, {ID: "C-2", Title: "none"}},
		Keepers:  []keeper{{ID: "K-1", Name: "Jan"}},
		Limits:   map[string]int{"a": 1, "b": 2},
		Duration: map[state]records.Period{"on hold": records.Days(14)},
	}, y)
}

// What Decode reads into may be anything, not a struct alone.
func TestDecodeIntoOtherThanStructs(t *testing.T) {
	var list []keeper
	_, err := read(t, &list, "a.json", `[{"id": "K-1", "name": "Jan"}]`, "b.json", `[{"id": "K-2", "name": "Piet"}]`)
	require.NoError(t, err)
	assert.Equal(t, []keeper{{"K-1", "Jan"}, {"K-2", "Piet"}}, list)

	entries := map[string]int{"z": 26}
	_, err = read(t, &entries, "a.json", `{"a": 1}`, "b.json", `{"b": 2, "a": 3}`)
	assert.Equal(t, []string{"b.json:1:10: a: is already given in a.json:1:2: keep one of the two"}, faults(err))
	assert.Equal(t, map[string]int{"a": 1, "b": 2, "z": 26}, entries)

	var n int
	_, err = read(t, &n, "a.json", `1`, "b.json", `2`)
	assert.Equal(t, []string{"b.json:1:1: is already given in a.json:1:1: keep one of the two"}, faults(err))
	assert.Equal(t, 1, n)
}

// A document may take its defaults from the value that it is read into.
func TestDecodeOverDefaults(t *testing.T) {
	y := yard{Name: "south", Office: office{Phones: []string{"0"}}, Limits: map[string]int{"a": 1}, Cargoes: []cargo{{ID: "C-0"}}}
	_, err := read(t, &y, "y.json", `{"office": {"phones": ["1"]}, "limits": {"b": 2}, "cargoes": [{"id": "C-1", "title": "t"}]}`)
	require.NoError(t, err)
	assert.Equal(t, yard{
		Name: "south", Office: office{Phones: []string{"1"}}, Limits: map[string]int{"a": 1, "b": 2},
		Cargoes: []cargo{{ID: "C-0"}, {ID: "C-1", Title: "t"}},
	}, y)
}

type bad[T any] struct {
	Value T `json:"value"`
}

type embedded struct {
	Name string `json:"name"`
}

// A type that no file can be read into is a mistake in the program, and shows at its first use.
func TestDecodePanics(t *testing.T) {
	twice := reflect.New(reflect.StructOf([]reflect.StructField{
		{Name: "A", Type: reflect.TypeFor[int](), Tag: `json:"a"`},
		{Name: "B", Type: reflect.TypeFor[int](), Tag: `json:"a"`},
	})).Interface()
	type quoted struct {
		A int `json:"a,string"`
	}
	type pointed struct{ *embedded }
	var nowhere *yard
	for _, into := range []any{
		nil, yard{}, nowhere, new(float64), new(bad[float32]), new(bad[any]), new(bad[[]float64]), new(bad[map[int]string]),
		new(bad[map[records.Date]string]), new(bad[map[string]complex64]), new(bad[*chan int]), new(bad[[2]int]), new(bad[func()]),
		twice, new(quoted), new(pointed),
	} {
		node := &records.Node{Kind: records.MapNode}
		assert.Panics(t, func() { records.NewDecoder().Decode("a.json", node, into) }, "%T", into)
	}
}

// The fields of an embedded struct are those of the struct around it, unless this has its own.
func TestDecodeEmbedded(t *testing.T) {
	type inner struct {
		embedded
		Size int `json:"size"`
	}
	type outer struct {
		Size string `json:"size"`
		inner
		Untagged int
		Skipped  float64 `json:"-"`
		hidden   float64
	}
	o := outer{hidden: 1} // a field that no file can name
	assert.NotZero(t, o.hidden)
	_, err := read(t, &o, "a.json", `{"size": "big", "name": "x", "Untagged": 3}`)
	require.NoError(t, err)
	assert.Equal(t, outer{Size: "big", inner: inner{embedded: embedded{"x"}}, Untagged: 3, hidden: 1}, o)
	node, err := records.Encode(o)
	require.NoError(t, err)
	data, err := records.JSON.Format(node)
	require.NoError(t, err)
	assert.Equal(t, "{\n  \"size\": \"big\",\n  \"name\": \"x\",\n  \"Untagged\": 3\n}\n", string(data))
	_, err = read(t, &outer{}, "a.json", `{"Skipped": 1, "-": 1, "hidden": 2}`)
	assert.Len(t, faults(err), 3)
}

// Nodes are shared where an alias is used, and hand-made ones may have any places.
func TestDecodeSharedNodes(t *testing.T) {
	shared := &records.Node{Kind: records.MapNode, Line: 7, Column: 3, Fields: []records.Field{
		{Name: "step", Value: &records.Node{Kind: records.NumberNode, Text: "0", Line: 7, Column: 9}},
	}}
	text := func(s string) *records.Node { return &records.Node{Kind: records.StringNode, Text: s} }
	item := func(id string) *records.Node {
		return &records.Node{Kind: records.MapNode, Fields: []records.Field{
			{Name: "id", Value: text(id)}, {Name: "title", Value: text("t")},
			{Name: "checks", Value: &records.Node{Kind: records.ListNode, Items: []*records.Node{shared, shared}}},
		}}
	}
	d := records.NewDecoder()
	d.Decode("a.yaml", &records.Node{Kind: records.MapNode, Fields: []records.Field{
		{Name: "cargoes", Value: &records.Node{Kind: records.ListNode, Items: []*records.Node{item("C-1"), item("C-2")}}},
	}}, &yard{})
	assert.Equal(t, []string{
		"a.yaml:7:9: cargoes[0].checks[0].step: 0 is no step: steps count from 1",
		"a.yaml:7:9: cargoes[0].checks[1].step: 0 is no step: steps count from 1",
		"a.yaml:7:9: cargoes[1].checks[0].step: 0 is no step: steps count from 1",
		"a.yaml:7:9: cargoes[1].checks[1].step: 0 is no step: steps count from 1",
	}, faults(d.Err()))
}

// A file that could not be parsed stands among the faults, and nobody is blamed for what it held.
func TestDecoderRefuse(t *testing.T) {
	d := records.NewDecoder()
	node, err := records.JSON.Parse("a.json", []byte(`{"cargoes": [{"id": "C-1", "title": "", "keeper": "K-1"}]}`), records.FileLimits{})
	require.NoError(t, err)
	d.Decode("a.json", node, &yard{})
	_, err = records.JSON.Parse("b.json", []byte(`{`), records.FileLimits{})
	d.Refuse("b.json", err)
	d.Refuse("c.json", errors.New("is not there"))
	d.Refuse("d.json", nil)
	d.Resolve()
	assert.Equal(t, []string{
		`a.json:1:37: cargoes[0].title: is missing`,
		`b.json:1:2: the file ends within the map that begins in line 1, column 1: close it with }`,
		`c.json: is not there`,
	}, faults(d.Err()))
}
