package ruletest_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
	"github.com/iso28000/iso28000/rules/ruletest"
)

// withCases puts cases below the only rule of a set.
func withCases(cases string) string {
	return `{"default": "intolerable", "rules": [{"rule": "low", "when": "level <= 2", "then": "tolerable", "cases": [
` + cases + `
]}]}`
}

func TestCasesAreReadAsFactsAre(t *testing.T) {
	s := suite(t, withCases(`{"case": "everything", "at": "2026-05-04", "given": {"level": 2, "owner": "P-1", "zone": "quay", "sealed": true,
"inspected_on": "2026-04-20", "interval": "12 months", "fee": 0.30, "limit": 5, "carrier": {"name": "Northline"}, "seals": [{"intact": true}], "ratings": {"quay": 3}}},
{"given": {"limit": null, "carrier": null}}`))
	require.Len(t, s.Cases, 2)
	c := s.Cases[0]
	assert.Equal(t, ruletest.Place{File: "yard.json", Line: 2, Column: 1}, c.Place)
	assert.Equal(t, []string{"everything", "tolerable", "low"}, []string{c.Name, c.Expect, c.By})
	assert.Equal(t, time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC), c.At)
	facts := c.Given.(*container)
	assert.Equal(t, "0.3", facts.Fee.String())
	assert.Equal(t, records.Months(12), facts.Interval)
	assert.Equal(t, 5, *facts.Limit)
	assert.Equal(t, map[zone]int{"quay": 3}, facts.Ratings)
	assert.Equal(t, "Northline", facts.Carrier.Name)
	assert.Nil(t, s.Cases[1].Given.(*container).Carrier)
	assert.Equal(t, "limit null, carrier null", s.Cases[1].Name)
}

// What a case below a rule expects where it does not say everything.
func TestWhatCasesExpect(t *testing.T) {
	for _, tt := range []struct{ written, expect, by string }{
		{`{"given": {}}`, "tolerable", "low"},
		{`{"given": {}, "expect": "tolerable"}`, "tolerable", "low"},
		{`{"given": {}, "expect": "intolerable"}`, "intolerable", ""},
		{`{"given": {}, "by": "default"}`, "intolerable", "default"},
		{`{"given": {}, "expect": "review"}`, "review", ""},
	} {
		c := suite(t, withCases(tt.written)).Cases[0]
		assert.Equal(t, []string{tt.expect, tt.by}, []string{c.Expect, c.By}, tt.written)
	}
}

// The messages as the writer of a case sees them.
func TestFaultsOfCases(t *testing.T) {
	for _, tt := range []struct{ written, want string }{
		{`{"given": {"levl": 2}}`, `yard.json:2:12: rules[0].cases[0].given.levl: is no field here, did you mean level?`},
		{`{"given": {"level": "2"}}`, `yard.json:2:21: rules[0].cases[0].given.level: "2" is a text, where a whole number in plain digits, as in 12, is needed`},
		{`{"given": {"zone": "inner yrad"}}`, `yard.json:2:20: rules[0].cases[0].given.zone: "inner yrad" is none of inner yard, outer yard, quay, did you mean inner yard?`},
		{`{"given": {"inspected_on": "2026-13-01"}}`, `yard.json:2:28: rules[0].cases[0].given.inspected_on: "2026-13-01" is not a day: write year-month-day of the years 0001 to 9999, as in 2006-01-02`},
		{`{"given": {"seals": [{"intact": true}, {"intcat": true}]}}`, `yard.json:2:41: rules[0].cases[0].given.seals[1].intcat: is no field here, did you mean intact?`},
		{`{"given": {"ratings": {"quai": 3}}}`, `yard.json:2:24: rules[0].cases[0].given.ratings.quai: is a name that is none of inner yard, outer yard, quay, did you mean quay?`},
		{`{"given": 3}`, `yard.json:2:11: rules[0].cases[0].given: 3 is a number, where a map with fields such as level, owner, zone is needed`},
		{`3`, `yard.json:2:1: rules[0].cases[0]: 3 is a number, where a map with fields such as case, given, at is needed`},
		{`{"case": "nothing given"}`, `yard.json:2:1: rules[0].cases[0].given: is missing: say which facts are given, by their names in rules; given: {} for none`},
		{`{"givn": {"level": 2}}`, `yard.json:2:2: rules[0].cases[0].givn: is no field here, did you mean given?`},
		{`{"given": {}, "want": "tolerable"}`, `yard.json:2:15: rules[0].cases[0].want: is no field here: there are case, given, at, expect, by`},
		{`{"given": {}, "expect": "tolerabel"}`, `yard.json:2:25: rules[0].cases[0].expect: "tolerabel" is none of tolerable, intolerable, review, did you mean tolerable?`},
		{`{"given": {}, "by": "lwo"}`, `yard.json:2:21: rules[0].cases[0].by: "lwo" is the name of no rule here, did you mean low?`},
		{`{"given": {}, "expect": "review", "by": "low"}`, `yard.json:2:41: rules[0].cases[0].by: "low" decides tolerable, and the case expects review: one of the two is wrong`},
		{`{"given": {}, "at": "yesterday"}`, `yard.json:2:21: rules[0].cases[0].at: "yesterday" is neither a day nor an instant: write 2006-01-02, or 2006-01-02T15:04:05Z`},
		{`{"given": {}, "at": 2026}`, `yard.json:2:21: rules[0].cases[0].at: "2026" is neither a day nor an instant: write 2006-01-02, or 2006-01-02T15:04:05Z`},
		{"{\"given\": {\"levl\": 2}},\n{\"given\": {\"ownr\": \"P-1\"}, \"expcet\": \"tolerable\"}", `yard.json:2:12: rules[0].cases[0].given.levl: is no field here, did you mean level?
yard.json:3:12: rules[0].cases[1].given.ownr: is no field here, did you mean owner?
yard.json:3:28: rules[0].cases[1].expcet: is no field here, did you mean expect?`},
	} {
		t.Run(tt.written, func(t *testing.T) {
			_, err := read(t, withCases(tt.written))
			require.Error(t, err)
			got := strings.Split(err.Error(), "\n")
			want := strings.Split(tt.want, "\n")
			assert.ElementsMatch(t, want, got)
		})
	}
}

// Facts that rules take and no file can hold: that is said of each case, and nothing panics.
func TestFactsThatNoFileCanHold(t *testing.T) {
	type odd struct {
		Grid [2]int `json:"grid"`
	}
	node, err := records.JSON.Parse("odd.json", []byte(withCases(`{"given": {"grid": [1, 2]}}`)), records.FileLimits{})
	require.NoError(t, err)
	var d rules.Definition
	require.NoError(t, node.Decode(&d))
	_, err = ruletest.NewSuite("odd", ruletest.SetOf[odd, verdict](d, rules.Limits{}), "odd.json", "", node)
	assert.ErrorContains(t, err, "odd.json:2:11: rules[0].cases[0].given: cannot be read for facts of the type ruletest_test.odd: records: no file can be read into [2]int")
}

// What a host fills in or refuses of the facts that a case gives.
func TestComplete(t *testing.T) {
	node, err := records.JSON.Parse("yard.json", []byte(withCases(`{"given": {"level": 7}}, {"given": {"level": 1}}`)), records.FileLimits{})
	require.NoError(t, err)
	var d rules.Definition
	require.NoError(t, node.Decode(&d))
	subject := ruletest.SetOf[container, verdict](d, rules.Limits{})
	subject.Complete = func(facts any) error {
		f := facts.(*container)
		f.Sealed = true
		var faults records.Faults
		if f.Level > 5 {
			faults.Add("level", "%d is outside 1 to 5", f.Level)
			faults.Add("seals[0].number", "is missing")
		}
		return faults.Err()
	}
	s, err := ruletest.NewSuite("yard", subject, "yard.json", "tolerability", node)
	assert.EqualError(t, err, `yard.json:2:11: tolerability.rules[0].cases[0].given.seals[0].number: is missing
yard.json:2:21: tolerability.rules[0].cases[0].given.level: 7 is outside 1 to 5`)
	require.Len(t, s.Cases, 1)
	assert.True(t, s.Cases[0].Given.(*container).Sealed)

	subject.Complete = func(any) error { return errors.New("is of no kind that we know") }
	_, err = ruletest.NewSuite("yard", subject, "yard.json", "", node)
	assert.ErrorContains(t, err, "yard.json:2:11: rules[0].cases[0].given: is of no kind that we know")
}
