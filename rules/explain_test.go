package rules_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/iso28000/iso28000/rules"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestExplanation(t *testing.T) {
	set, err := rules.Compile[shipment, tolerability](appetite(), rules.Limits{})
	require.NoError(t, err)
	explained, err := set.Explain(sample(), noon())
	require.NoError(t, err)
	assert.Equal(t, `review, by rule 4: checked lately
1. arms never stay: did not match
   goods == "arms"                                            false
      goods                                                   "fuel"
2. low levels may stay if someone answers for them: did not match
   level <= 2 && owner != ""                                  false
      level <= 2                                              false
         level                                                3
      owner != ""                                             true (did not matter)
         owner                                                "harbour master" (did not matter)
3. guarded at every stop: did not match
   len(stops) > 0 && all(stops, .secure)                      false
      len(stops) > 0                                          true
         len(stops)                                           3
            stops                                             3 elements
      all(stops, .secure)                                     false
         stops                                                3 elements
         [1] .secure                                          true
         [2] .secure                                          false
4. checked lately: matched
   within(checked_on, interval)                               true
      checked_on                                              2025-11-30
      interval                                                12 months
`, explained.String())
}

func TestExplanationByDefaultAndUntried(t *testing.T) {
	d := appetite()
	set, err := rules.Compile[shipment, tolerability](d, rules.Limits{})
	require.NoError(t, err)
	facts := sample()
	facts.CheckedOn = day("2020-01-01")
	explained, err := set.Explain(facts, noon())
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(explained.String(), "intolerable, by default: no rule matched\n"))

	facts.Goods = "arms"
	explained, err = set.Explain(facts, noon())
	require.NoError(t, err)
	assert.True(t, strings.HasSuffix(explained.String(), "not tried: 3 further rules\n"), explained.String())
}

func TestExplanationOfConditions(t *testing.T) {
	for _, tt := range []struct{ rule, want string }{
		{`sealed && level > 1 && (level < 9 && total > 0)`, `matched
   sealed && level > 1 && (level < 9 && total > 0)            true
      sealed                                                  true
      level > 1                                               true
         level                                                3
      level < 9                                               true
         level                                                3
      total > 0                                               true
         total                                                9007199254740993
`},
		{`sum(stops, .hours) / len(stops) > 14.5`, `did not match
   sum(stops, .hours) / len(stops) > 14.5                     false
      sum(stops, .hours) / len(stops)                         14.33333333333333333333
         sum(stops, .hours)                                   43
            stops                                             3 elements
            [1] .hours                                        5
            [2] .hours                                        30
            [3] .hours                                        8
         len(stops)                                           3
            stops                                             3 elements
`},
		{`owner not in ["a", "b"]`, `matched
   owner not in ["a", "b"]                                    true
      owner                                                   "harbour master"
`},
		{`(carrier?.parent?.name ?? "none") == "none"`, `did not match
   (carrier?.parent?.name ?? "none") == "none"                false
      carrier?.parent?.name ?? "none"                         "Northline Holding"
         carrier?.parent?.name                                "Northline Holding"
`},
		{`any(stops, any(.checks, # > 2))`, `matched
   any(stops, any(.checks, # > 2))                            true
      stops                                                   3 elements
      [1] any(.checks, # > 2)                                 false
         .checks                                              [1, 2]
         [1] # > 2                                            false
            #                                                 1
         [2] # > 2                                            false
            #                                                 2
      [2] any(.checks, # > 2)                                 true
         .checks                                              [3]
         [1] # > 2                                            true
            #                                                 3
`},
		{`sealed || carrier.parent.parent.trusted`, `matched
   sealed || carrier.parent.parent.trusted                    true
      sealed                                                  true
      carrier.parent.parent.trusted                           ? carrier.parent.parent is nil: ask carrier.parent.parent != nil before, or write carrier.parent.parent?. and ?? with what to take in its place (did not matter)
         carrier.parent.parent                                nil (did not matter)
`},
		{`limit == nil || limit > 3`, `matched
   limit == nil || limit > 3                                  true
      limit == nil                                            false
         limit                                                5
      limit > 3                                               true
         limit                                                5
`},
		{`let h = level * 2; h > 5 ? sealed : false`, `matched
   let h = level * 2; h > 5 ? sealed : false                  true
      level * 2                                               6
         level                                                3
      h > 5 ? sealed : false                                  true
         h > 5                                                true
            h                                                 6
         sealed                                               true
`},
		{`any(1..300, # == 250)`, `matched
   any(1..300, # == 250)                                      true
      1..300                                                  300 elements
      [1] # == 250                                            false
         #                                                    1
      [2] # == 250                                            false
         #                                                    2
      [3] # == 250                                            false
         #                                                    3
      [4] # == 250                                            false
         #                                                    4
      [5] # == 250                                            false
         #                                                    5
      [250] # == 250                                          true
         #                                                    250
      … 244 not shown
`},
		{`true`, `matched
   true                                                       true
`},
	} {
		t.Run(tt.rule, func(t *testing.T) {
			reason, err := compiled(t, tt.rule).Explain(sample(), noon())
			require.NoError(t, err)
			assert.Equal(t, tt.want, reason.String())
		})
	}
}

func TestExplanationShowsWhereARuleFailed(t *testing.T) {
	d := appetite()
	d.Rules[2].When = "sealed && ratings.arms > 3"
	set, err := rules.Compile[shipment, tolerability](d, rules.Limits{})
	require.NoError(t, err)
	explained, err := set.Explain(sample(), noon())
	require.Error(t, err)
	assert.False(t, explained.Decided)
	assert.Zero(t, explained.Decision)
	assert.Equal(t, 1, explained.Untried)
	require.Len(t, explained.Tried, 3)
	assert.Equal(t, err.Error(), explained.Tried[2].Error)
	text := explained.String()
	assert.True(t, strings.HasPrefix(text, "nothing is decided: a rule could not be worked out\n"), text)
	assert.Contains(t, text, "3. guarded at every stop: could not be worked out\n   sealed && ratings.arms > 3                                 ?\n")
}

func TestExplanationAsData(t *testing.T) {
	reason, err := compiled(t, `level > 9 && owner != ""`).Explain(sample(), noon())
	require.NoError(t, err)
	data, err := json.Marshal(reason)
	require.NoError(t, err)
	assert.JSONEq(t, `{"holds": false, "part": {"text": "level > 9 && owner != \"\"", "offset": 0, "value": "false", "parts": [
		{"text": "level > 9", "offset": 0, "value": "false", "parts": [{"text": "level", "offset": 0, "value": "3"}]},
		{"text": "owner != \"\"", "offset": 13, "value": "true", "skipped": true, "parts": [{"text": "owner", "offset": 13, "value": "\"harbour master\"", "skipped": true}]}
	]}}`, string(data))
}

// Working out more than the decision needs takes nothing from what the question may cost.
func TestExplanationsSpendNoMoreThanDecisions(t *testing.T) {
	for _, tt := range []struct {
		steps int
		when  []string
	}{
		{12, []string{`!sealed && any(weights, # > 100)`, `any(weights, # > 100)`, `sealed`}},
		{7 + 7*6 + 12, []string{`any(1..7, # == 7 && any(weights, # == 3))`}},
		{7 + 7*6 + 12, []string{`count(1..7, # == 7 && any(weights, # == 3)) > 0`}},
	} {
		d := rules.Definition{Default: "intolerable"}
		for _, when := range tt.when {
			d.Rules = append(d.Rules, rules.Rule{Name: when, When: when, Then: "tolerable"})
		}
		for _, steps := range []int{tt.steps, tt.steps - 1} {
			set, err := rules.Compile[shipment, tolerability](d, rules.Limits{Steps: steps})
			require.NoError(t, err)
			decision, err := set.Decide(sample(), noon())
			assert.Equal(t, steps == tt.steps, err == nil, "%v", err)
			explained, wrong := set.Explain(sample(), noon())
			assert.Equal(t, err, wrong)
			assert.Equal(t, decision, explained.Decision)
			if err == nil {
				assert.NotContains(t, explained.String(), "?")
			}
		}
	}
}

// Every part lies where it says, inside the part around it, and a skipped one changes nothing.
func TestExplanationsAreConsistent(t *testing.T) {
	for seed := range uint64(600) {
		g := newGenerator(seed, 9)
		text := g.bool(3)
		c, err := rules.CompileCondition[shipment](text, rules.Limits{})
		if err != nil {
			continue
		}
		facts, at := g.shipment(), g.at()
		holds, failed := c.Holds(facts, at)
		reason, wrong := c.Explain(facts, at)
		require.Equal(t, failed, wrong)
		require.Equal(t, holds, reason.Holds)
		inside(t, text, reason.Part, 0, len(text))
		if failed == nil {
			require.Equal(t, map[bool]string{true: "true", false: "false"}[holds], reason.Part.Value, text)
		}
	}
}

func inside(t *testing.T, text string, p rules.Part, from, to int) {
	t.Helper()
	require.GreaterOrEqual(t, p.Offset, from, text)
	require.LessOrEqual(t, p.Offset+len(p.Text), to, text)
	require.Equal(t, p.Text, text[p.Offset:p.Offset+len(p.Text)], text)
	require.Equal(t, strings.Count(p.Text, "("), strings.Count(p.Text, ")"), "%s in %s", p.Text, text)
	for _, part := range p.Parts {
		inside(t, text, part, p.Offset, p.Offset+len(p.Text))
	}
}
