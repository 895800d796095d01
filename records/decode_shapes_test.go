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

// A shape is every way in which types may nest.
type shape struct {
	Grid   [][]int                     `json:"grid,omitempty"`
	Table  map[string]map[state][]int  `json:"table,omitempty"`
	Parts  map[string]*shape           `json:"parts,omitempty"`
	Self   *shape                      `json:"self,omitempty"`
	Names  map[records.ID[keeper]]bool `json:"names,omitempty"`
	Node   *records.Node               `json:"node,omitempty"`
	Nodes  []records.Node              `json:"nodes,omitempty"`
	Number serial                      `json:"number,omitempty"`
	Own    textual                     `json:"own,omitzero"`
	Flags  flags                       `json:"flags,omitempty"`
	At     *records.Date               `json:"at,omitzero"`
	Bits   *uint8                      `json:"bits,omitzero"`
	Sure   bool                        `json:"sure,omitempty"`
}

// A serial is a text that may well look like a number.
type serial string

func (s *serial) UnmarshalText(text []byte) error {
	if len(text) > 4 {
		return errors.New("is no serial: it has at most four characters")
	}
	*s = serial(text)
	return nil
}

func (s serial) MarshalText() ([]byte, error) { return []byte(s), nil }

// Flags are a list that validates itself.
type flags []string

func (f flags) Validate() error {
	var faults records.Faults
	for i, flag := range f {
		if strings.ToUpper(flag) != flag {
			faults.Add(fmt.Sprintf("[%d]", i), "is not in capitals")
		}
	}
	return faults.Err()
}

func (s *shape) Validate() error {
	if s.Sure && s.Self != nil {
		return fmt.Errorf("wrapped: %w", &records.Fault{Path: "self", Message: "is there, though it is sure"})
	}
	return nil
}

func TestDecodeShapes(t *testing.T) {
	const file = `{
  "grid": [
    [1, 2],
    [],
    null
  ],
  "table": {
    "a": {"open": [1], "sealed": []},
    "b": null
  },
  "parts": {
    "x": {"self": {"sure": true}},
    "y": null
  },
  "names": {"K-1": true},
  "node": {"any": ["thing", 1]},
  "nodes": [1, "two"],
  "number": "12",
  "own": "words",
  "flags": ["A", "B"],
  "at": "2026-05-04",
  "bits": 255
}
`
	var s shape
	d := records.NewDecoder()
	node, err := records.JSON.Parse("s.json", []byte(file), records.FileLimits{})
	require.NoError(t, err)
	d.Decode("s.json", node, &s)
	require.NoError(t, d.Err())
	assert.Equal(t, [][]int{{1, 2}, {}, nil}, s.Grid)
	assert.Equal(t, map[string]map[state][]int{"a": {"open": {1}, "sealed": {}}, "b": nil}, s.Table)
	assert.True(t, s.Parts["x"].Self.Sure)
	assert.Nil(t, s.Parts["y"])
	assert.Equal(t, "thing", s.Node.Fields[0].Value.Items[0].Text)
	assert.Equal(t, "two", s.Nodes[1].Text)
	assert.Equal(t, serial("12"), s.Number)
	assert.Equal(t, "2026-05-04", s.At.String())
	assert.Equal(t, uint8(255), *s.Bits)

	written, err := records.Encode(&s)
	require.NoError(t, err)
	data, err := records.JSON.Format(written)
	require.NoError(t, err)
	want, err := records.JSON.Format(node)
	require.NoError(t, err)
	assert.Equal(t, string(want), string(data))

	d.Resolve()
	assert.Equal(t, []string{`s.json:15:13: names.K-1: no keeper has the id K-1`}, faults(d.Err()))
}

func TestDecodeShapesFaults(t *testing.T) {
	for _, tt := range []struct {
		files []string
		want  []string
	}{
		{[]string{`{"grid": [[1, "x"], 2], "table": {"a": {"opn": [], "open": [true]}, "b": []}}`}, []string{
			`0:1:15: grid[0][1]: "x" is a text, where a whole number in plain digits, as in 12, is needed`,
			`0:1:21: grid[1]: 2 is a number, where a list is needed`,
			`0:1:41: table.a.opn: is a name that is none of open, sealed, on hold, did you mean open?`,
			`0:1:61: table.a.open[0]: is true, where a whole number in plain digits, as in 12, is needed`,
			`0:1:74: table.b: is a list, where a map is needed`}},
		{[]string{`{"number": 12, "own": 12, "flags": "A", "bits": 256, "sure": "yes"}`}, []string{
			`0:1:12: number: 12 is a number, where a text in quotes is needed`,
			`0:1:23: own: is neither a text nor a map with one`,
			`0:1:36: flags: "A" is a text, where a list is needed`,
			`0:1:49: bits: 256 is outside of what is kept here, 0 to 255`,
			`0:1:62: sure: "yes" is a text, where true or false is needed`}},
		{[]string{`{"number": 12345, "at": []}`}, []string{
			`0:1:12: number: is no serial: it has at most four characters`,
			`0:1:25: at: is a list, where a text is needed`}},
		{[]string{`{"parts": {"x": {"sure": true, "self": {"sure": true, "self": {}}}}}`}, []string{
			`0:1:40: parts.x.self: is there, though it is sure`}}, // and what is in it, is for it to say
		{[]string{`{"sure": true}`, `{"self": {"self": {}}}`}, []string{
			`1:1:10: self: is there, though it is sure`}},
		{[]string{`{"flags": ["A"]}`, `{"flags": ["B"]}`}, []string{
			`1:1:2: flags: is already given in 0:1:2: keep one of the two`}},
		{[]string{`{"self": {"grdi": [[1]], "sure": 1}}`}, []string{
			`0:1:11: self.grdi: is no field here, did you mean grid?`,
			`0:1:34: self.sure: 1 is a number, where true or false is needed`}},
	} {
		var files []string
		for i, file := range tt.files {
			files = append(files, fmt.Sprint(i), file)
		}
		var s shape
		_, err := read(t, &s, files...)
		assert.Equal(t, tt.want, faults(err))
	}
}

// What is refused is left out.
func TestDecodeLeavesOutWhatIsRefused(t *testing.T) {
	s := shape{Number: "9", Own: textual{"x"}}
	_, err := read(t, &s, "a.json", `{"number": 12, "own": {"text": "y", "size": "z"}, "at": "2026-13-01"}`)
	assert.Len(t, faults(err), 3)
	assert.Equal(t, shape{At: new(records.Date)}, s)
}

// A list that validates itself may be all that a file holds.
func TestDecodeListThatValidatesItself(t *testing.T) {
	var f flags
	_, err := read(t, &f, "a.json", `["A", "b"]`, "b.json", `["C", "D", "e", 1]`)
	assert.Equal(t, []string{
		`a.json:1:7: [1]: is not in capitals`,
		`b.json:1:12: [2]: is not in capitals`,
		`b.json:1:17: [3]: 1 is a number, where a text in quotes is needed`,
	}, faults(err))
	assert.Equal(t, flags{"A", "b", "C", "D", "e", ""}, f)

	var own textual
	_, err = read(t, &own, "a.json", `{"text": "x"}`)
	require.NoError(t, err)
	assert.Equal(t, "x", own.Text)
}

// An entity within another is found by its id too.
func TestDecodeNestedEntities(t *testing.T) {
	type shelf struct {
		Main  cargo    `json:"main"`
		Other []*cargo `json:"other"`
	}
	var s map[string]shelf
	d, err := read(t, &s, "a.json", `{"x": {"main": {"id": "C-1", "title": "t"}, "other": [{"id": "C-2", "title": "t", "evidence": ["cargo/C-1"]}, null]}}`)
	require.NoError(t, err)
	_, _, column, ok := d.Place(records.Ref{Kind: "cargo", ID: "C-2"})
	assert.True(t, ok)
	assert.Equal(t, 62, column)
	assert.Nil(t, s["x"].Other[1])
}
