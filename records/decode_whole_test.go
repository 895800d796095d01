package records_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

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
