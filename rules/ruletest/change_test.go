package ruletest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/rules"
	"github.com/iso28000/iso28000/rules/ruletest"
)

// Without cases nothing notices, so that every change is listed.
func TestWhatIsChanged(t *testing.T) {
	for _, tt := range []struct {
		when string
		want []string
	}{
		{`level <= 2`, []string{"<= becomes <", "2 becomes 3"}},
		{`level < 2`, []string{"< becomes <=", "2 becomes 1"}},
		{`level > 2`, []string{"> becomes >=", "2 becomes 3"}},
		{`2 <= level`, []string{"2 becomes 1", "<= becomes <"}},
		{`level == 2`, []string{"== becomes !=", "2 becomes 1", "2 becomes 3"}},
		{`level * 3 >= 7`, []string{"3 becomes 2", "3 becomes 4", ">= becomes >", "7 becomes 6"}},
		{`fee * 0.4 > 10.00`, []string{"0.4 becomes 0.3", "0.4 becomes 0.5", "> becomes >=", "10.00 becomes 10.01"}},
		{`fee > 0.0`, []string{"> becomes >=", "0.0 becomes 0.1"}},
		{`level in 1..3`, []string{"1 becomes 0", "1 becomes 2", "3 becomes 2", "3 becomes 4"}},
		{`sealed && level > 1`, []string{"sealed left out", "&& becomes ||", "level > 1 left out", "> becomes >= in level > 1", "1 becomes 2 in level > 1"}},
		{`sealed or owner == ""`, []string{"sealed left out", "or becomes and", "owner == \"\" left out", "== becomes != in owner == \"\""}},
		{`!sealed`, []string{"! left out in !sealed"}},
		{`not sealed`, []string{"not left out in not sealed"}},
		{`owner not in ["P-1", "P-2"]`, []string{"not left out in owner not in [\"P-1\", \"P-2\"]", `"P-1", left out`, `, "P-2" left out`}},
		{`zone in ["quay"]`, nil},
		{`level in [1, 2, 4]`, []string{"1, left out", "2, left out", ", 4 left out"}},
		{`any(seals, .intact)`, []string{"any becomes all", "any(seals, .intact) becomes !(any(seals, .intact))", ".intact becomes !(.intact) in any(seals, .intact)"}},
		{`max(level, 3) > 4`, []string{"max becomes min", "3 becomes 2", "3 becomes 4", "> becomes >=", "4 becomes 5"}},
		{`inspected_on < date("2026-01-31")`, []string{"< becomes <=", `"2026-01-31" becomes "2026-01-30"`}},
		{`inspected_on == date("2026-02-28")`, []string{"== becomes !=", `"2026-02-28" becomes "2026-02-27"`, `"2026-02-28" becomes "2026-03-01"`}},
		{`within(inspected_on, "1 month")`, []string{`within(inspected_on, "1 month") becomes !(within(inspected_on, "1 month"))`, `"1 month" becomes "2 month"`}},
		{`reached(inspected_on)`, []string{"reached becomes over", "reached(inspected_on) becomes !(reached(inspected_on))"}},
		{`(limit ?? 0) > 3`, []string{"> becomes >=", "3 becomes 4"}},
		{`limit != nil && limit > 3`, []string{"limit > 3 left out", "> becomes >= in limit > 3", "3 becomes 4 in limit > 3"}},
		{`seals[0].intact`, []string{"seals[0].intact becomes !(seals[0].intact)", "0 becomes -1 in seals[0].intact", "0 becomes 1 in seals[0].intact"}},
		{`1 <= level < 4`, []string{"1 becomes 0 in 1 <= level", "<= becomes < in 1 <= level", "< becomes <= in level < 4", "4 becomes 3 in level < 4"}},
		{`owner == "<= 3 && 4"`, []string{"== becomes !="}},
		{`true`, nil},
	} {
		t.Run(tt.when, func(t *testing.T) {
			s := inGo(t, rules.Definition{Default: "intolerable", Rules: []rules.Rule{{Name: "r", When: tt.when, Then: "tolerable"}}})
			m := test(t, s, ruletest.Options{Mutate: true}).Mutation
			var got []string
			for _, c := range m.Unseen {
				if c.Place.File == "rules[0].when" {
					got = append(got, strings.TrimSuffix(c.String(), " in "+tt.when))
				}
			}
			for i := range tt.want {
				tt.want[i] = strings.TrimSuffix(tt.want[i], " in "+tt.when)
			}
			assert.Equal(t, tt.want, got)
			assert.Zero(t, m.Noticed)
		})
	}
}

func TestOutcomesAndRulesAreChanged(t *testing.T) {
	d := rules.Definition{Default: "review", Rules: []rules.Rule{
		{Name: "a", When: "true", Then: "tolerable"},
		{Name: "b", When: "true", Then: "review"},
	}}
	s := inGo(t, d)
	var got []string
	for _, c := range test(t, s, ruletest.Options{Mutate: true}).Mutation.Unseen {
		got = append(got, c.Place.String()+" "+c.Rule+": "+c.String())
	}
	assert.Equal(t, []string{
		"rules[0].then a: tolerable becomes intolerable", "rules[0] a: the rule left out",
		"rules[1].then b: review becomes tolerable", "rules[1] b: the rule left out",
		"default : review becomes tolerable",
	}, got)

	s.Subject.Fixed = true
	assert.Equal(t, 3, test(t, s, ruletest.Options{Mutate: true}).Mutation.Tried, "no rule is left out where each has a part of its own")
}

// A rule that is left out is noticed only where it matters, and the rules after it keep their names.
func TestRulesAfterOneThatIsLeftOutKeepTheirPlace(t *testing.T) {
	d := rules.Definition{Default: "review", Rules: []rules.Rule{
		{Name: "a", When: "level > 5", Then: "tolerable"},
		{Name: "b", When: "sealed", Then: "tolerable"},
	}}
	s := inGo(t, d, ruletest.Case{Name: "b decides", Given: &container{Sealed: true}, Expect: "tolerable", By: "b"})
	var got []string
	for _, c := range test(t, s, ruletest.Options{Mutate: true}).Mutation.Unseen {
		got = append(got, c.Rule+": "+c.String())
	}
	assert.Equal(t, []string{"a: > becomes >= in level > 5", "a: 5 becomes 6 in level > 5", "a: tolerable becomes intolerable", "a: the rule left out", ": review becomes tolerable"}, got)
}

// Whoever has more rules than can be changed one by one is told how much was not tried.
func TestChangesAreBounded(t *testing.T) {
	d := rules.Definition{Default: "intolerable"}
	for i := range 300 {
		d.Rules = append(d.Rules, rules.Rule{Name: fmt.Sprint(i), When: fmt.Sprintf("level == %d", i), Then: "tolerable"})
	}
	m := test(t, inGo(t, d), ruletest.Options{Mutate: true, Changes: 10}).Mutation
	assert.Equal(t, 10, m.Tried)
	assert.Equal(t, 300*5+1-10, m.Untried)
	assert.Contains(t, m.String(), "1491 changes more were not tried")
}

// Cut anywhere, a condition that compiles gives changes that lie inside it; what does not
// compile is never tried.
func TestChangesOfOddConditions(t *testing.T) {
	for _, when := range []string{
		`level in [1,2,] && sealed`, "owner == \"Müller\" && level\n <= 2", `any(seals, {.intact && .number != ""})`,
		`let h = level + 1; h > 3 && h < 9`, `seals[len(seals) - 1].intact`, `[1, 2][0] == level`, `(ratings?.quay ?? 0) > 1`,
		`level == 0x10 || level == 1_000`, `fee > 1e2`, `[[1, 2], [3]][0][1] in [level, 7]`, `if sealed {level > 1} else {true}`,
	} {
		d := rules.Definition{Default: "intolerable", Rules: []rules.Rule{{Name: "r", When: when, Then: "tolerable"}}}
		s := inGo(t, d)
		report, err := s.Test(ruletest.Options{Mutate: true})
		if err != nil {
			continue // not part of the language
		}
		for _, c := range report.Mutation.Unseen {
			if c.Place.File == "rules[0].when" {
				require.Contains(t, when, c.From)
			}
		}
		require.NotEmpty(t, report.Mutation.Unseen)
	}
}
