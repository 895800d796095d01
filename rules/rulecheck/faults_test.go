package rulecheck_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
	"github.com/iso28000/iso28000/rules/rulecheck"
)

// Whoever writes a check sees what is wrong, where, and what would be right. The check stands
// in a file with each of its fields in a line of its own; a fault replaces or adds one.
func TestFaults(t *testing.T) {
	whole := [][2]string{
		{"check", `"acme.sealing"`}, {"for", `"containers"`}, {"require", `"locks > 1"`}, {"message", `"no"`},
	}
	for _, tt := range []struct{ field, value, want string }{
		{"check", `""`, "2:9: [0].check: is missing: write a scheme of your own and a name, as in acme.seal-review"},
		{"check", `"4.4.6.seals"`, "2:9: [0].check: 4.4.6.seals begins with a digit, as the ids of the standard do: put a scheme of your own before it, as in acme.4.4.6.seals"},
		{"check", `"seals"`, "2:9: [0].check: seals names no scheme: write one and a name, as in acme.seals"},
		{"check", `".seals"`, "2:9: [0].check: .seals names no scheme: write one and a name, as in acme.seals"},
		{"check", `"acme.my seals"`, `2:9: [0].check: "acme.my seals" holds something else than letters, digits, points, - and _: write it as in acme.seal-review`},
		{"check", `"a.` + strings.Repeat("b", 100) + `"`, "2:9: [0].check: is 102 bytes long: ids have at most 100"},
		{"for", `"container"`, `3:7: [0].for: "container" is no list of the system, did you mean containers?`},
		{"for", `"tags"`, `3:7: [0].for: "tags" is no list of the system: there are containers, guards, looks`},
		{"for", `""`, "3:7: [0].for: is missing"},
		{"for", `3`, "3:7: [0].for: 3 is a number, where a text in quotes is needed"},
		{"require", `""`, "4:11: [0].require: is missing"},
		{"require", `"lock > 1"`, "4:11: [0].require: unknown name lock, did you mean locks?"},
		{"require", `"locks"`, "4:11: [0].require: locks is a whole number: a condition is true or false, so compare it with something"},
		{"require", `"true && state == 'seald'"`, `4:29: [0].require: "seald" is none of sealed, open, did you mean sealed?`},
		{"require", `"guard == id"`, ""},
		{"require", `"sealed_at != nil"`, "4:11: [0].require: sealed_at is left out of rules: it is a time.Time, and rules know days"},
		{"require", `"positions?.a == 1"`, "4:11: [0].require: positions is left out of rules: it is a map by string"},
		{"require", `"within(sealed_on, '1 yeer')"`, ""},
		{"require", `"(locks > 1"`, "4:11: [0].require: ( is never closed: add )"},
		{"message", `""`, "5:11: [0].message: is missing"},
		{"message", `"see {sealed_no}"`, `5:17: [0].message: there is no field "sealed_no", did you mean sealed_on?`},
		{"message", `"see {approval.bye}"`, `5:17: [0].message: there is no field "bye" in approval, did you mean by?`},
		{"message", `"see {approval}"`, "5:17: [0].message: approval is no single value: name one in it, as in approval.by"},
		{"message", `"see {positions}"`, "5:17: [0].message: positions is no single value: name one in it, as in positions.name"},
		{"message", `"see {title.name}"`, "5:17: [0].message: title has no fields, so there is no name in it"},
		{"message", `"see {title"`, "5:16: [0].message: { begins a name and is never closed: add }"},
		{"message", `"see title}"`, "5:21: [0].message: } closes nothing: a name stands between { and }"},
		{"message", `"{a} {b}"`, `5:13: [0].message: there is no field "a"` + "\n" + `checks.json:5:17: [0].message: there is no field "b"`},
		{"message", `"` + numbered(51) + `"`, ""},
		{"where", `"stat == 'open'"`, "6:9: [0].where: unknown name stat, did you mean state?"},
		{"known", `"sealed_on"`, ""},
		{"met", `"{sealed_no}"`, `6:9: [0].met: there is no field "sealed_no", did you mean sealed_on?`},
		{"unknown", `"{sealed_no}"`, `6:13: [0].unknown: there is no field "sealed_no", did you mean sealed_on?`},
		{"nothing", `"{title}"`, "6:13: [0].nothing: title means nothing here, where there is no record"},
		{"at", `"sealed_no"`, `6:6: [0].at: there is no field "sealed_no", did you mean sealed_on?`},
		{"none", `"mett"`, `6:8: [0].none: "mett" is none of undetermined, unmet, met, did you mean met?`},
		{"severity", `"huge"`, `6:12: [0].severity: "huge" is no grade: write minor or major`},
		{"at_least", `-1`, "6:12: [0].at_least: is -1: write how many records have to satisfy the rule, or leave it out where each has to"},
		{"references", `["4.4.6.b", " "]`, "6:26: [0].references[1]: is missing"},
		{"wher", `"true"`, "6:1: [0].wher: is no field here, did you mean where?"},
		{"with", `{"keeper": "gard"}`, `6:19: [0].with.keeper: there is no field "gard", did you mean guard?; records that name this one are written as in inspections by schedule`},
		{"with", `{"keeper": "title"}`, "6:19: [0].with.keeper: title holds no id, so there is no record to look up"},
		{"with", `{"keeper": "of"}`, "6:19: [0].with.keeper: of holds no id, so there is no record to look up"},
		{"with", `{"truck": "lost"}`, "6:18: [0].with.truck: lost names a record of the kind lorry, of which the system has no list"},
		{"with", `{"seen": "look by at"}`, `6:17: [0].with.seen: "look" is no list of the system, did you mean looks?`},
		{"with", `{"seen": "looks by att"}`, `6:17: [0].with.seen: of looks: there is no field "att", did you mean at?`},
		{"with", `{"seen": "looks by bad"}`, "6:17: [0].with.seen: bad of looks holds no id of a container"},
		{"with", `{"seen": "guards by id"}`, "6:17: [0].with.seen: id of guards holds no id of a container"},
		{"with", `{"title": "guard"}`, "6:18: [0].with.title: title is a field of the record already: give it another name"},
		{"with", `{"a keeper": "guard"}`, `6:8: [0].with: "a keeper" is no name for a rule: write letters, digits and _, and no word of the language`},
		{"with", `{"nil": "guard"}`, `6:8: [0].with: "nil" is no name for a rule: write letters, digits and _, and no word of the language`},
		{"cases", `[{"given": {"lock": 1}, "at": "2026-01-01", "expect": "met"}]`, "6:21: [0].cases[0].given.lock: is no field here, did you mean locks?"},
		{"cases", `[{"given": {"locks": "1"}, "at": "2026-01-01", "expect": "met"}]`, `6:30: [0].cases[0].given.locks: "1" is a text, where a whole number in plain digits, as in 12, is needed`},
		{"cases", `[{"given": {}, "expect": "met"}]`, "6:10: [0].cases[0].at: is missing: write a day, as in 2006-01-02"},
		{"cases", `[{"given": {}, "at": "2026-01-01", "expect": "good"}]`, `6:54: [0].cases[0].expect: "good" is none of met, unmet, undetermined, out of range`},
		{"cases", `[{"at": "2026-01-01", "expect": "out of range"}]`, "6:10: [0].cases[0].given: is missing: say which record is out of range"},
		{"cases", `[{"given": {}, "at": "2026-01-01", "expect": "met", "beside": {"guard": []}}]`, `6:71: [0].cases[0].beside: "guard" is no list of the system, did you mean guards?`},
		{"cases", `[{"given": {}, "at": "2026-01-01", "expect": "met", "beside": {"guards": [{"nam": ""}]}}]`, "6:84: [0].cases[0].beside.guards[0].nam: is no field here, did you mean name?"},
	} {
		fields, replaced := append([][2]string(nil), whole...), false
		for i := range fields {
			if fields[i][0] == tt.field {
				fields[i][1], replaced = tt.value, true
			}
		}
		if !replaced {
			fields = append(fields, [2]string{tt.field, tt.value})
		}
		var lines []string
		for _, f := range fields {
			lines = append(lines, fmt.Sprintf("%q:%s", f[0], f[1]))
		}
		_, err := load("[{\n" + strings.Join(lines, ",\n") + "}]")
		var faults records.FileErrors
		require.ErrorAs(t, err, &faults, "%s: %s", tt.field, tt.value)
		for _, fault := range faults {
			assert.Positive(t, fault.Column, "%s: %s: %v", tt.field, tt.value, fault)
		}
		if tt.want != "" {
			assert.EqualError(t, err, "checks.json:"+tt.want, "%s: %s", tt.field, tt.value)
		}
	}
}

func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "{n%d}", i)
	}
	return b.String()
}

// A fact that stands for nothing is said to once, and not again wherever it is named.
func TestALostFactIsSaidOnce(t *testing.T) {
	_, err := load(`[{"check": "acme.sealing", "for": "containers", "with": {"keeper": "gard"},
"where": "keeper != nil && stat == 'open'", "require": "keeper?.name == 'x'", "message": "{keeper.name}"}]`)
	var faults records.FileErrors
	require.ErrorAs(t, err, &faults)
	require.Len(t, faults, 2)
	assert.Equal(t, "[0].with.keeper", faults[0].Path)
	assert.Equal(t, "unknown name stat, did you mean state?", faults[1].Message)
}

// All faults of all files come back at once, an id that another file has among them.
func TestFaultsOfAllFilesAtOnce(t *testing.T) {
	_, err := rulecheck.Load[yard](fstest.MapFS{
		"a.json":       {Data: []byte(`[{"check": "acme.sealing", "for": "containers", "require": "locks > 1", "message": "no"}]`)},
		"b/seals.json": {Data: []byte("[\n" + `{"check": "acme.sealing", "for": "containers", "require": "lock > 1", "message": "no"}]`)},
		"c.json":       {Data: []byte(`{"checks": []}`)},
		"d.json":       {Data: []byte(`[{"check": }]`)},
		"e.txt":        {Data: []byte(`passed over`)},
	}, rules.Limits{})
	var faults records.FileErrors
	require.ErrorAs(t, err, &faults)
	var texts []string
	for _, fault := range faults {
		texts = append(texts, fault.Error())
	}
	assert.Equal(t, []string{
		"b/seals.json:2:11: [0].check: acme.sealing is already in a.json:1:12: give one of the two another id",
		"b/seals.json:2:59: [0].require: unknown name lock, did you mean locks?",
		"c.json:1:1: is a map, where a list is needed",
		faults[3].Error(), // the syntax is the format's to judge
	}, texts)
	assert.Equal(t, "d.json", faults[3].File)
}

// Definitions that stand in no file are refused with their paths.
func TestCompileRefuses(t *testing.T) {
	bad := sealing()
	bad.Require, bad.Message, bad.Severity = "lock > 1", "", 1
	_, err := rulecheck.Compile[yard]([]rulecheck.Definition{sealing(), bad}, rules.Limits{})
	faults := records.FaultsOf(err)
	require.Len(t, faults, 3)
	assert.Equal(t, "checks[1].message is missing", faults[0].Error())
	assert.Equal(t, "checks[1].check acme.sealing is the id of checks[0] too: give one of the two another", faults[1].Error())
	assert.Equal(t, "checks[1].require unknown name lock, did you mean locks?", faults[2].Error())
}

// A set is bounded, as its rules are.
func TestLimits(t *testing.T) {
	second := sealing()
	second.Check = "acme.other"
	both := []rulecheck.Definition{sealing(), second}
	_, err := rulecheck.Compile[yard](both, rules.Limits{Rules: 1})
	assert.EqualError(t, err, "checks are 2: Limits.Rules allows 1")
	_, err = rulecheck.Load[yard](fstest.MapFS{"checks.json": {Data: []byte(`[
{"check": "acme.a", "for": "guards", "require": "name != ''", "message": "no"},
{"check": "acme.b", "for": "guards", "require": "name != ''", "message": "no"}]`)}}, rules.Limits{Rules: 1})
	assert.EqualError(t, err, "checks.json:3:11: [1].check: is one check too many: Limits.Rules allows 1")

	long := sealing()
	long.Message = strings.Repeat("long ", 10)
	_, err = rulecheck.Compile[yard]([]rulecheck.Definition{long}, rules.Limits{Bytes: 40})
	assert.EqualError(t, err, "checks[0].message is 50 bytes long: Limits.Bytes allows 40")
	long = sealing()
	long.Require = strings.Repeat("(", 100) + "true" + strings.Repeat(")", 100)
	_, err = rulecheck.Compile[yard]([]rulecheck.Definition{long}, rules.Limits{})
	assert.ErrorContains(t, err, "Limits.Depth")
	many := sealing()
	many.Cases = make([]rulecheck.Case, 3)
	for i := range many.Cases {
		many.Cases[i] = rulecheck.Case{Given: &records.Node{Kind: records.MapNode}, At: day("2026-01-01"), Expect: rulecheck.Unmet}
	}
	_, err = rulecheck.Compile[yard]([]rulecheck.Definition{many}, rules.Limits{Rules: 2})
	assert.EqualError(t, err, "checks[0].cases are 3: Limits.Rules allows 2")
	wide := sealing()
	wide.With = map[string]string{}
	for i := range 21 {
		wide.With[fmt.Sprintf("g%d", i)] = "guard"
	}
	_, err = rulecheck.Compile[yard]([]rulecheck.Definition{wide}, rules.Limits{})
	assert.EqualError(t, err, "checks[0].with names 21 things: a check may look up 20")
}

// No file makes the loader panic, and whatever it refuses it refuses with a place.
func FuzzLoad(f *testing.F) {
	f.Add(`[{"check":"acme.sealing","for":"containers","with":{"keeper":"guard","seen":"looks by at"},"where":"state == 'open'","known":"sealed_on != nil","require":"within(sealed_on, '1y') && keeper != nil","at":"sealed_on","message":"{subject} {keeper.name} {seen}","none":"met","cases":[{"given":{"state":"open","sealed_on":"2026-01-01"},"beside":{"guards":[{"id":"G"}]},"at":"2026-02-01","expect":"met","lapses":"2027-01-01"}]}]`)
	f.Add(`[{"check":"acme.sealing","for":"looks","at_least":2,"require":"len(of) + 1 > 1","message":"{count}"}]`)
	f.Add(`[{"check":"a.b","for":"containers","require":"positions","message":"{{}}"},{"check":"a.b"}]`)
	f.Add(`[{"check":"a.b","for":"containers","with":{"":"guard","a":"a by b by c"},"require":"doors[0].name == ''","message":"{doors.check_by}","cases":[{}]}]`)
	f.Add(`[[]]`)
	f.Fuzz(func(t *testing.T, text string) {
		set, err := load(text)
		var faults records.FileErrors
		switch {
		case err == nil:
			for _, o := range set.Test() {
				if strings.Contains(o.Says, "fault of the program") {
					t.Fatalf("%s\n%s", text, o)
				}
			}
		case !errors.As(err, &faults):
			t.Fatalf("refused without a place: %v", err)
		}
	})
}
