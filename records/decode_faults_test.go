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

// read decodes JSON files into a yard and resolves its references. Files are given as name, text.
func read(t *testing.T, into any, files ...string) (*records.Decoder, error) {
	t.Helper()
	d := records.NewDecoder()
	for i := 0; i < len(files); i += 2 {
		node, err := records.JSON.Parse(files[i], []byte(files[i+1]), records.FileLimits{})
		require.NoError(t, err)
		d.Decode(files[i], node, into)
	}
	d.Resolve()
	return d, d.Err()
}

// faults returns the lines of an error, each fault one.
func faults(err error) []string {
	var all records.FileErrors
	if !errors.As(err, &all) {
		return nil
	}
	var lines []string
	for _, fault := range all {
		lines = append(lines, fault.Error())
	}
	return lines
}

func TestDecodeFaults(t *testing.T) {
	for _, tt := range []struct {
		name string
		file string // of a yard
		want []string
	}{
		{"nothing wrong", `{"cargoes": [{"id": "C-1", "title": "crates"}]}`, nil},
		{"unknown field, near one", `{"cargos": []}`, []string{
			`y.json:1:2: cargos: is no field here, did you mean cargoes?`}},
		{"unknown field, near none", `{"office": {"colour": 1}}`, []string{
			`y.json:1:13: office.colour: is no field here: there are head, phones`}},
		{"wrong case", `{"Name": "north"}`, []string{`y.json:1:2: Name: is no field here, did you mean name?`}},
		{"number for a text", `{"name": 12}`, []string{`y.json:1:10: name: 12 is a number, where a text in quotes is needed`}},
		{"boolean for a text", `{"name": true}`, []string{`y.json:1:10: name: is true, where a text in quotes is needed`}},
		{"list for a text", `{"name": []}`, []string{`y.json:1:10: name: is a list, where a text is needed`}},
		{"text for a list", `{"cargoes": "C-1"}`, []string{`y.json:1:13: cargoes: "C-1" is a text, where a list is needed`}},
		{"text for a map", `{"office": "north"}`, []string{
			`y.json:1:12: office: "north" is a text, where a map with fields such as head, phones is needed`}},
		{"text for an integer, number for a boolean, in one", `{"cargoes": [{"id": "C-1", "title": "crates",
			"pieces": "12",
			"hazardous": 1}]}`, []string{
			`y.json:2:14: cargoes[0].pieces: "12" is a text, where a whole number in plain digits, as in 12, is needed`,
			`y.json:3:17: cargoes[0].hazardous: 1 is a number, where true or false is needed`}},
		{"no whole number", `{"limits": {"a": 1.0, "b": 1e3, "c": -0}}`, []string{
			`y.json:1:18: limits.a: 1.0 is a number, where a whole number in plain digits, as in 12, is needed`,
			`y.json:1:28: limits.b: 1e3 is a number, where a whole number in plain digits, as in 12, is needed`}},
		{"overflow", `{"limits": {"a": 9223372036854775807, "b": 9223372036854775808}, "cargoes": [{"id": "C-1", "title": "t", "length": -129, "height": -1}]}`, []string{
			`y.json:1:44: limits.b: 9223372036854775808 is outside of what is kept here, -9223372036854775808 to 9223372036854775807`,
			`y.json:1:116: cargoes[0].length: -129 is outside of what is kept here, -128 to 127`,
			`y.json:1:132: cargoes[0].height: -1 is outside of what is kept here, 0 to 65535`}},
		{"an enum's value, near and not", `{"cargoes": [{"id": "C-1", "title": "t", "state": "seald"}, {"id": "C-2", "title": "t", "state": "lost"}]}`, []string{
			`y.json:1:51: cargoes[0].state: "seald" is none of open, sealed, on hold, did you mean sealed?`,
			`y.json:1:98: cargoes[1].state: "lost" is none of open, sealed, on hold`}},
		{"an enum as a name", `{"duration": {"opn": "3 days"}}`, []string{
			`y.json:1:15: duration.opn: is a name that is none of open, sealed, on hold, did you mean open?`}},
		{"days and periods", `{"opened": "2026-02-30", "duration": {"open": "soon"}}`, []string{
			`y.json:1:12: opened: "2026-02-30" is not a day: write year-month-day of the years 0001 to 9999, as in 2006-01-02`,
			`y.json:1:47: duration.open: "soon" is not a period: write a whole number and hours, days, weeks, months or years, as in 12 months`}},
		{"a day beyond the calendar", `{"opened": "10000-01-01"}`, []string{
			`y.json:1:12: opened: "10000-01-01" is not a day: write year-month-day of the years 0001 to 9999, as in 2006-01-02`}},
		{"a number for a day", `{"opened": 2026}`, []string{
			`y.json:1:12: opened: "2026" is not a day: write year-month-day of the years 0001 to 9999, as in 2006-01-02`}},
		{"an instant", `{"cargoes": [{"id": "C-1", "title": "t", "seen_at": "2026-05-04"}]}`, []string{
			`y.json:1:53: cargoes[0].seen_at: "2026-05-04" is a text, where an instant, as in 2006-01-02T15:04:05Z, is needed`}},
		{"a reference without a kind", `{"cargoes": [{"id": "C-1", "title": "t", "evidence": ["D-1"]}]}`, []string{
			`y.json:1:55: cargoes[0].evidence[0]: "D-1" is not a reference: write kind/id, as in risk/R-012`}},
		{"a control character", `{"name": "a\u0000b", "limits": {"a\u001bb": 1}}`, []string{
			`y.json:1:10: name: holds the control character "\x00": texts have none but tabs and line breaks`,
			`y.json:1:33: limits["a\x1bb"]: is a name with the control character "\x1b": names have none`}},
		{"an entity in the place of which nothing stands", `{"cargoes": [null]}`, []string{
			`y.json:1:14: cargoes[0].id: is missing`,
			`y.json:1:14: cargoes[0].title: is missing`}},
		{"what the entity itself finds, at its place", `{"cargoes": [{
			"id": "C-1", "title": " ",
			"checks": [{"step": 1}, {"step": 0}]}]}`, []string{
			`y.json:2:26: cargoes[0].title: is missing`,
			`y.json:3:37: cargoes[0].checks[1].step: 0 is no step: steps count from 1`}},
		{"what it lacks, where it begins", `{"cargoes": [{"id": "C-1", "title": "t", "checks": [{}]}]}`, []string{
			`y.json:1:53: cargoes[0].checks[0].step: 0 is no step: steps count from 1`}},
		{"one mistake is one fault", `{"cargoes": [{"id": "C-1", "titel": "crates", "state": "seald", "checks": [{"step": "1"}]}]}`, []string{
			`y.json:1:28: cargoes[0].titel: is no field here, did you mean title?`,
			`y.json:1:56: cargoes[0].state: "seald" is none of open, sealed, on hold, did you mean sealed?`,
			`y.json:1:85: cargoes[0].checks[0].step: "1" is a text, where a whole number in plain digits, as in 12, is needed`}},
		{"the file is a list", `[]`, []string{
			`y.json:1:1: is a list, where a map with fields such as name, opened, office is needed`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var y yard
			_, err := read(t, &y, "y.json", tt.file)
			assert.Equal(t, tt.want, faults(err))
		})
	}
}

// What is wrong in one place does not keep the rest from being read.
func TestDecodeKeepsTheRest(t *testing.T) {
	var y yard
	_, err := read(t, &y, "y.json", `{"name": 1, "office": {"phones": ["1", 2, "3"]}, "limits": {"a": "x", "b": 2}}`)
	require.Len(t, faults(err), 3)
	assert.Equal(t, yard{Office: office{Phones: []string{"1", "", "3"}}, Limits: map[string]int{"a": 0, "b": 2}}, y)
}

func TestDecodeDecimals(t *testing.T) {
	weight := func(text string) (string, error) {
		var y yard
		_, err := read(t, &y, "y.json", `{"cargoes": [{"id": "C-1", "title": "t", "weight": `+text+`}]}`)
		if err != nil {
			return "", err
		}
		return y.Cargoes[0].Weight.String(), nil
	}
	nines := strings.Repeat("9", 100)
	for text, want := range map[string]string{
		`0.1`: "0.1", `"0.1"`: "0.1", `12`: "12", `-1.50`: "-1.5", `1e3`: "1000", `1E-3`: "0.001", `0`: "0", `-0.0`: "0",
		nines: nines, `1e100`: "1" + strings.Repeat("0", 100), `1e-100`: "0." + strings.Repeat("0", 99) + "1",
	} {
		got, err := weight(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
	}
	for _, text := range []string{
		`1e1000000000`, `1e-1000000000`, `"1e1000000000"`, `1e99999999999999999999`, `1e101`, `0.1e-100`, nines + "9",
		`0.` + strings.Repeat("0", 500_000), strings.Repeat("9", 500_000),
		`"NaN"`, `"Infinity"`, `"+1"`, `".5"`, `"5."`, `"0x10"`, `"1_000"`, `""`, `" 1"`, `true`, `[]`,
	} {
		_, err := weight(text)
		lines := faults(err)
		require.Len(t, lines, 1, "%.40s", text)
		assert.True(t, strings.HasPrefix(lines[0], "y.json:1:52: cargoes[0].weight: "), "%.200s", lines[0])
		assert.Less(t, len(lines[0]), 300)
	}
}

func TestDecodeReferences(t *testing.T) {
	for _, tt := range []struct {
		name  string
		files []string
		want  []string
	}{
		{"in another file", []string{
			"a.json", `{"cargoes": [{"id": "C-1", "title": "t", "keeper": "K-1", "evidence": ["cargo/C-1", "keeper/K-1"]}]}`,
			"b.json", `{"keepers": [{"id": "K-1", "name": "Jan"}]}`}, nil},
		{"nowhere, but nearly", []string{
			"a.json", `{"cargoes": [{"id": "C-1", "title": "t", "keeper": "K-12"}], "keepers": [{"id": "K-012", "name": "Jan"}]}`},
			[]string{`a.json:1:52: cargoes[0].keeper: no keeper has the id K-12, did you mean K-012?`}},
		{"of no kind", []string{
			"a.json", `{"cargoes": [{"id": "C-1", "title": "t", "evidence": ["cargi/C-1", "cargo/C-100"]}]}`},
			[]string{
				`a.json:1:55: cargoes[0].evidence[0]: cargi is no kind of record, did you mean cargo?`,
				`a.json:1:68: cargoes[0].evidence[1]: no cargo has the id C-100`}},
		{"twice the same id", []string{
			"a.json", `{"cargoes": [{"id": "C-1", "title": "t"}]}`,
			"b.json", `{"cargoes": [{"title": "t", "id": "C-2"}, {"title": "t", "id": "C-1"}]}`},
			[]string{`b.json:1:64: cargoes[1].id: cargo C-1 is already in a.json:1:21: give one of the two another id`}},
		{"an odd id is quoted", []string{
			"a.json", `{"cargoes": [{"id": "C-1", "title": "t", "keeper": "Jan: the elder"}]}`},
			[]string{`a.json:1:52: cargoes[0].keeper: no keeper has the id "Jan: the elder"`}},
		{"what could not be read is not missed", []string{
			"a.json", `{"cargoes": [{"id": "C-1", "title": "t", "keeper": "K-1"}], "keeprs": [{"id": "K-1", "name": "Jan"}]}`},
			[]string{`a.json:1:61: keeprs: is no field here, did you mean keepers?`}},
		{"nor what has no id that could be read", []string{
			"a.json", `{"cargoes": [{"id": "C-1", "title": "t", "keeper": "1"}], "keepers": [{"id": 1, "name": "Jan"}]}`},
			[]string{`a.json:1:78: keepers[0].id: 1 is a number, where a text in quotes is needed`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var y yard
			_, err := read(t, &y, tt.files...)
			assert.Equal(t, tt.want, faults(err))
		})
	}
}

func TestDecoderPlace(t *testing.T) {
	var y yard
	d, err := read(t, &y,
		"a.json", `{"cargoes": [{"id": "C-1", "title": "t"}]}`,
		"b.json", "{\"cargoes\": [\n  {\"title\": \"t\",\n   \"id\": \"C-2\"}]}")
	require.NoError(t, err)
	file, line, column, ok := d.Place(y.Cargoes[1].Ref())
	assert.Equal(t, "b.json:3:10 true", fmt.Sprintf("%s:%d:%d %v", file, line, column, ok))
	for _, ref := range []records.Ref{{}, {Kind: "cargo", ID: "C-3"}, {Kind: "keeper", ID: "C-1"}, {Kind: "nothing", ID: "C-1"}} {
		_, _, _, ok := d.Place(ref)
		assert.False(t, ok, ref)
	}
}

func TestDecodeSeveralFiles(t *testing.T) {
	var y yard
	_, err := read(t, &y,
		"a.json", `{"name": "north", "cargoes": [{"id": "C-1", "title": "one"}], "limits": {"a": 1}}`,
		"b.json", `{"cargoes": [{"id": "C-2", "title": "two"}], "limits": {"b": 2}, "office": {"phones": ["1"]}}`,
		"c.json", `{"cargoes": null, "name": null}`)
	require.NoError(t, err)
	assert.Equal(t, yard{
		Name: "north", Cargoes: []cargo{{ID: "C-1", Title: "one"}, {ID: "C-2", Title: "two"}},
		Limits: map[string]int{"a": 1, "b": 2}, Office: office{Phones: []string{"1"}},
	}, y)

	_, err = read(t, &yard{},
		"a.json", `{"name": "north", "office": {}, "limits": {"a": 1}}`,
		"b.json", "{\"limits\": {\"b\": 2, \"a\": 3},\n \"name\": \"south\",\n \"office\": {\"phones\": []}}")
	assert.Equal(t, []string{
		`b.json:1:21: limits.a: is already given in a.json:1:44: keep one of the two`,
		`b.json:2:2: name: is already given in a.json:1:2: keep one of the two`,
		`b.json:3:2: office: is already given in a.json:1:19: keep one of the two`,
	}, faults(err))
}

// Of a file with 100,000 faults the first thousand are kept, and the others counted.
func TestDecodeManyFaults(t *testing.T) {
	for name, item := range map[string]string{
		"unknown fields":  `{"id": "C-1", "title": "t", "titel": "u"}`,
		"wrong values":    `{"id": "C-1", "title": "t", "state": "seald"}`,
		"missing":         `{"id": "C-1"}`,
		"dangling":        `{"id": "", "title": "t", "keeper": "K"}`,
		"of a wrong type": `7`,
	} {
		t.Run(name, func(t *testing.T) {
			var y yard
			_, err := read(t, &y, "y.json", `{"cargoes": [`+strings.Repeat(item+",", amount(99_999, 9_999))+item+`]}`)
			var all records.FileErrors
			require.ErrorAs(t, err, &all)
			assert.Len(t, all, 1001)
			assert.Less(t, len(err.Error()), 10_000)
			assert.Contains(t, err.Error(), " more")
			assert.Contains(t, all[1000].Message, "more faults are not listed")
		})
	}
}

// Many dangling references in a large register are found in time: what was meant is only
// looked for as long as that is not too much work.
func TestResolveManyDangling(t *testing.T) {
	var b strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&b, `{"id": "C-%d", "title": "t", "evidence": ["cargo/D-%d"]},`, i, i)
	}
	_, err := read(t, &yard{}, "y.json", `{"cargoes": [`+strings.TrimSuffix(b.String(), ",")+`]}`)
	lines := faults(err)
	require.Len(t, lines, 1001)
	assert.Equal(t, `y.json:1:55: cargoes[0].evidence[0]: no cargo has the id D-0, did you mean C-0?`, lines[0])
	assert.Equal(t, `19000 more faults are not listed`, lines[1000])
}
