package records_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
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

// A gate is a document that validates itself.
type gate struct {
	Lanes   []lane           `json:"lanes"`
	Signs   map[string]lane  `json:"signs"`
	Keeper  keeper           `json:"keeper"`
	Opening textual          `json:"opening"`
	Raw     *records.Node    `json:"raw"`
	Values  []records.Node   `json:"values"`
	faults  []*records.Fault // that it finds
}

type lane struct {
	Width int    `json:"width"`
	Rule  string `json:"rule"`
}

func (l lane) Validate() error {
	var f records.Faults
	if l.Width == 0 && l.Rule == "" {
		f.Add("width", "is missing")
	}
	return f.Err()
}

func (g *gate) Validate() error {
	var f records.Faults
	for i, l := range g.Lanes {
		f.Within(fmt.Sprintf("lanes[%d]", i), l.Validate())
	}
	for _, fault := range g.faults {
		f.Within("", fault)
	}
	return f.Err()
}

// A textual is a text or a map with one.
type textual struct{ Text string }

func (x *textual) UnmarshalNode(n *records.Node) error {
	switch n.Kind {
	case records.StringNode:
		x.Text = n.Text
		return nil
	case records.MapNode:
		type fields struct {
			Text string `json:"text"`
			Size int    `json:"size"`
		}
		var f fields
		err := n.Decode(&f)
		x.Text = f.Text
		return err
	}
	return errors.New("is neither a text nor a map with one")
}

func (x textual) MarshalNode() (*records.Node, error) {
	return &records.Node{Kind: records.StringNode, Text: x.Text}, nil
}

// A value that validates itself is asked once all its files are read, and its faults come
// back at the places in these files.
func TestDecodeValidatesTheWhole(t *testing.T) {
	files := []string{
		"a.json", "{\"lanes\":\n  [{\"width\": 11}],\n \"raw\": {\"x\": [1]}}",
		"b.json", "{\"lanes\": [{\"width\": 12}, {\"rule\": \"größer\"}],\n \"signs\": {\"left\": {\"width\": 13}, \"a.b\": {\"width\": 14}}}",
		"c.json", "{\"keeper\": {\"id\": \"K-1\"},\n \"opening\": {\"text\": \"late\"}}",
	}
	// place finds where a token stands, so that no column is counted by hand.
	place := func(file int, token string, further int) string {
		text := files[2*file+1]
		before := text[:strings.Index(text, token)]
		line := strings.Count(before, "\n") + 1
		column := len([]rune(before[strings.LastIndex(before, "\n")+1:])) + 1 + further
		return fmt.Sprintf("%s:%d:%d: ", files[2*file], line, column)
	}
	for _, tt := range []struct {
		path   string
		offset int
		want   string
	}{
		{"", 0, place(0, "{", 0)},
		{"lanes[0].width", 0, place(0, "11", 0) + "lanes[0].width: "},
		{"lanes[1].width", 0, place(1, "12", 0) + "lanes[0].width: "},
		{"lanes[2].rule", 0, place(1, `"größer"`, 0) + "lanes[1].rule: "},
		{"lanes[2].rule", len("größ"), place(1, `"größer"`, 5) + "lanes[1].rule: "},
		{"lanes[2].rule", 1000, place(1, `"größer"`, 7) + "lanes[1].rule: "},
		{"lanes[2].rule", -1, place(1, `"größer"`, 0) + "lanes[1].rule: "},
		{"lanes[2].rule.part", 3, place(1, `"größer"`, 0) + "lanes[1].rule.part: "},
		{"lanes[2].width", 3, place(1, `{"rule"`, 0) + "lanes[1].width: "},
		{"lanes[2]", 0, place(1, `{"rule"`, 0) + "lanes[1]: "},
		{"lanes", 0, place(0, `[{"width": 11`, 0) + "lanes: "},
		{"lanes[3]", 0, place(0, `[{"width": 11`, 0) + "lanes[3]: "},
		{"lanes[-1]", 0, place(0, `[{"width": 11`, 0) + "lanes[-1]: "},
		{"lanes[18446744073709551616]", 0, place(0, `[{"width": 11`, 0) + "lanes[18446744073709551616]: "},
		{"signs[left].width", 0, place(1, "13", 0) + "signs[left].width: "},
		{"signs.left.width", 0, place(1, "13", 0) + "signs.left.width: "},
		{`signs["a.b"].width`, 0, place(1, "14", 0) + `signs["a.b"].width: `},
		{"signs[right].width", 0, place(1, `{"left"`, 0) + "signs[right].width: "},
		{"keeper.name", 0, place(2, `{"id"`, 0) + "keeper.name: "},
		{"opening.text", 2, place(2, `"late"`, 3) + "opening.text: "},
		{"raw.x[0]", 0, place(0, "1]", 0) + "raw.x[0]: "},
		{"][.", 0, place(0, "{", 0) + "][.: "},
		{"[", 0, place(0, "{", 0) + "[: "},
		{"lanes..[0]", 0, place(0, `[{"width": 11`, 0) + "lanes..[0]: "},
	} {
		g := gate{faults: []*records.Fault{{Path: tt.path, Offset: tt.offset, Message: "is wrong"}}}
		_, err := read(t, &g, files...)
		assert.Equal(t, []string{tt.want + "is wrong"}, faults(err), tt.path)
	}

	g := gate{}
	d, err := read(t, &g, files...)
	require.NoError(t, err)
	assert.Equal(t, []lane{{Width: 11}, {Width: 12}, {Rule: "größer"}}, g.Lanes)
	assert.Equal(t, textual{"late"}, g.Opening)
	assert.Equal(t, "1", g.Raw.Fields[0].Value.Items[0].Text)
	g.faults = []*records.Fault{{Message: "is wrong by now"}}
	assert.NoError(t, d.Err(), "what was read is validated once")
}

// The parts of what is read into are validated by themselves as well: it may leave that to
// them, or not. What both say is said once.
func TestDecodeValidatesThePartsOfTheWhole(t *testing.T) {
	var g gate
	_, err := read(t, &g,
		"a.json", `{"lanes": [{"width": 1}, {"width": 0}], "signs": {"x": {}}, "keeper": {"id": "K-1"}}`,
		"b.json", `{"lanes": [{}, {"width": "x"}, {"widht": 2}]}`)
	assert.Equal(t, []string{
		`a.json:1:36: lanes[1].width: is missing`,
		`a.json:1:56: signs.x.width: is missing`,
		`b.json:1:12: lanes[0].width: is missing`,
		`b.json:1:26: lanes[1].width: "x" is a text, where a whole number in plain digits, as in 12, is needed`,
		`b.json:1:33: lanes[2].widht: is no field here, did you mean width?`,
	}, faults(err))
}

// Of files that are too large to be kept, faults that the whole finds are shown at the top.
func TestDecodeLargeFilesOfAWhole(t *testing.T) {
	g := gate{faults: []*records.Fault{{Path: "lanes[1].width", Message: "is wrong"}, {Path: "lanes[2].width", Message: "is wrong"}, {Path: "raw", Message: "is wrong"}}}
	_, err := read(t, &g,
		"a.json", `{"lanes": [{"width": 1}, {"width": 2}]}`,
		"b.json", `{"lanes": [{"width": 1}], "raw": [`+strings.Repeat("1,", 1_000_000)+`1]}`)
	assert.Equal(t, []string{
		`a.json:1:36: lanes[1].width: is wrong`,
		`b.json:1:11: lanes[0].width: is wrong`,
		`b.json:1:34: raw: is wrong`,
	}, faults(err))
}

// Faults of a type with a notation of its own come back at their places too.
func TestDecodeNodeUnmarshaler(t *testing.T) {
	var g gate
	_, err := read(t, &g, "a.json", `{"opening": {"text": 1, "size": "x", "txt": 2}}`)
	assert.Equal(t, []string{
		`a.json:1:22: opening.text: 1 is a number, where a text in quotes is needed`,
		`a.json:1:33: opening.size: "x" is a text, where a whole number in plain digits, as in 12, is needed`,
		`a.json:1:45: opening.txt: is no field here, did you mean text?`,
	}, faults(err))
	_, err = read(t, &gate{}, "a.json", `{"opening": 1}`)
	assert.Equal(t, []string{`a.json:1:13: opening: is neither a text nor a map with one`}, faults(err))
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
	var o outer
	_, err := read(t, &o, "a.json", `{"size": "big", "name": "x", "Untagged": 3}`)
	require.NoError(t, err)
	assert.Equal(t, outer{Size: "big", inner: inner{embedded: embedded{"x"}}, Untagged: 3}, o)
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
