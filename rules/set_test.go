package rules_test

import (
	"encoding/json"
	"fmt"
	"sync"
	"testing"

	"github.com/iso28000/iso28000/rules"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func appetite() rules.Definition {
	return rules.Definition{Default: "intolerable", Rules: []rules.Rule{
		{Name: "arms never stay", When: `goods == "arms"`, Then: "intolerable"},
		{Name: "low levels may stay if someone answers for them", When: `level <= 2 && owner != ""`, Then: "tolerable"},
		{Name: "guarded at every stop", When: `len(stops) > 0 && all(stops, .secure)`, Then: "tolerable"},
		{Name: "checked lately", When: `within(checked_on, interval)`, Then: "review"},
	}}
}

func TestFirstMatchDecides(t *testing.T) {
	set, err := rules.Compile[shipment, tolerability](appetite(), rules.Limits{})
	require.NoError(t, err)
	for _, tt := range []struct {
		name   string
		change func(*shipment)
		want   rules.Decision[tolerability]
	}{
		{"the first rule wins over later ones", func(s *shipment) { s.Goods, s.Level = "arms", 1 }, rules.Decided[tolerability]("intolerable", "arms never stay", 0)},
		{"the second", func(s *shipment) { s.Level = 2 }, rules.Decided[tolerability]("tolerable", "low levels may stay if someone answers for them", 1)},
		{"a later one, where the boundary is passed", func(s *shipment) {}, rules.Decided[tolerability]("review", "checked lately", 3)},
		{"none", func(s *shipment) { s.CheckedOn = day("2020-01-01") }, rules.Decision[tolerability]{Outcome: "intolerable", Index: -1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			facts := sample()
			tt.change(facts)
			got, err := set.Decide(facts, noon())
			require.NoError(t, err)
			assert.Equal(t, tt.want, got)
			assert.Equal(t, tt.want.Index < 0, got.ByDefault())
		})
	}
}

func TestRulesAfterTheDecidingOneAreNotTried(t *testing.T) {
	d := appetite()
	d.Rules = append(d.Rules, rules.Rule{Name: "faulty", When: `1 / (level - 3) > 1`, Then: "review"})
	set, err := rules.Compile[shipment, tolerability](d, rules.Limits{})
	require.NoError(t, err)
	_, err = set.Decide(sample(), noon())
	require.NoError(t, err)

	facts := sample()
	facts.CheckedOn = day("2020-01-01")
	decision, err := set.Decide(facts, noon())
	fault := new(rules.RunError)
	require.ErrorAs(t, err, &fault)
	assert.Equal(t, "faulty", fault.Rule)
	assert.Zero(t, decision)
}

func TestASetWithoutRulesDecidesByDefault(t *testing.T) {
	set, err := rules.Compile[shipment, tolerability](rules.Definition{Default: "review"}, rules.Limits{})
	require.NoError(t, err)
	decision, err := set.Decide(sample(), noon())
	require.NoError(t, err)
	assert.True(t, decision.ByDefault())
	assert.Equal(t, tolerability("review"), decision.Outcome)
}

func TestTheCallersDefinitionIsNotKept(t *testing.T) {
	d := appetite()
	set, err := rules.Compile[shipment, tolerability](d, rules.Limits{})
	require.NoError(t, err)
	d.Rules[3].Name, d.Rules[3].Then = "changed", "tolerable"
	set.Definition().Rules[3].Then = "tolerable"
	decision, err := set.Decide(sample(), noon())
	require.NoError(t, err)
	assert.Equal(t, rules.Decided[tolerability]("review", "checked lately", 3), decision)
	assert.Equal(t, appetite(), set.Definition())
}

func TestDecisionsInJSON(t *testing.T) {
	for text, decision := range map[string]rules.Decision[tolerability]{
		`{"outcome":"review","rule":"checked lately","index":3}`: rules.Decided[tolerability]("review", "checked lately", 3),
		`{"outcome":"intolerable","index":-1}`:                   {Outcome: "intolerable", Index: -1},
	} {
		written, err := json.Marshal(decision)
		require.NoError(t, err)
		assert.Equal(t, text, string(written))
		var read rules.Decision[tolerability]
		require.NoError(t, json.Unmarshal(written, &read))
		assert.Equal(t, decision, read)
	}
}

func TestAllReportsEachRuleForItself(t *testing.T) {
	all, err := rules.CompileAll[shipment, string]([]rules.Rule{
		{Name: "sealed", When: `sealed`},
		{Name: "faulty", When: `ratings.arms > 1`},
		{Name: "not this one", When: `level > 9`},
		{Name: "long stop", When: `any(stops, .hours > 24)`, Then: "ask the carrier"},
	}, rules.Limits{})
	require.NoError(t, err)
	matches, err := all.Matches(sample(), noon())
	assert.Equal(t, []rules.Match[string]{{Rule: "sealed", Index: 0}, {Outcome: "ask the carrier", Rule: "long stop", Index: 3}}, matches)
	fault := new(rules.RunError)
	require.ErrorAs(t, err, &fault)
	assert.Equal(t, "rules[1].when", fault.Path)

	reasons, err := all.Explain(sample(), noon())
	require.ErrorAs(t, err, &fault)
	require.Len(t, reasons, 4)
	assert.Equal(t, []bool{true, false, false, true}, []bool{reasons[0].Holds, reasons[1].Holds, reasons[2].Holds, reasons[3].Holds})
	assert.NotEmpty(t, reasons[1].Error)
}

func TestAllChecksOutcomesThatAreListed(t *testing.T) {
	_, err := rules.CompileAll[shipment, tolerability]([]rules.Rule{{Name: "a", When: "sealed", Then: "reviw"}, {Name: "b", When: "sealed"}}, rules.Limits{})
	assert.ErrorContains(t, err, `rules[0].then "reviw" is none of`)
	assert.ErrorContains(t, err, `rules[1].then is missing`)
}

func TestSetsServeManyAtOnce(t *testing.T) {
	set, err := rules.Compile[shipment, tolerability](appetite(), rules.Limits{})
	require.NoError(t, err)
	all, err := rules.CompileAll[shipment, tolerability](appetite().Rules, rules.Limits{})
	require.NoError(t, err)
	var group sync.WaitGroup
	for w := range 8 {
		group.Go(func() {
			for i := range 300 {
				facts := sample()
				facts.Level = 1 + (w+i)%4
				want := "review"
				if facts.Level <= 2 {
					want = "tolerable"
				}
				decision, err := set.Decide(facts, noon())
				assert.NoError(t, err)
				assert.Equal(t, tolerability(want), decision.Outcome)
				explained, err := set.Explain(facts, noon())
				assert.NoError(t, err)
				assert.Equal(t, decision, explained.Decision)
				matches, err := all.Matches(facts, noon())
				assert.NoError(t, err)
				assert.Equal(t, decision.Rule(), matches[0].Rule)
			}
		})
	}
	group.Wait()
}

func TestMissingFactsAndClocksAreFaults(t *testing.T) {
	set, err := rules.Compile[shipment, tolerability](appetite(), rules.Limits{})
	require.NoError(t, err)
	_, err = set.Decide(nil, noon())
	require.ErrorContains(t, err, "no facts")
	_, err = set.Decide(sample(), nil)
	require.ErrorContains(t, err, "no clock")
	_, err = set.Explain(nil, noon())
	require.ErrorContains(t, err, "no facts")
	c := compiled(t, "sealed")
	_, err = c.Holds(nil, noon())
	require.ErrorContains(t, err, "no facts")
}

func TestDecisionAndDefinitionAsJSON(t *testing.T) {
	set, err := rules.Compile[shipment, tolerability](appetite(), rules.Limits{})
	require.NoError(t, err)
	decision, err := set.Decide(sample(), noon())
	require.NoError(t, err)
	data, err := json.Marshal(decision)
	require.NoError(t, err)
	assert.JSONEq(t, `{"outcome": "review", "rule": "checked lately", "index": 3}`, string(data))

	var d rules.Definition
	require.NoError(t, json.Unmarshal([]byte(`{"default": "review", "rules": [{"rule": "a", "when": "sealed", "then": "tolerable"}]}`), &d))
	assert.Equal(t, rules.Definition{Default: "review", Rules: []rules.Rule{{Name: "a", When: "sealed", Then: "tolerable"}}}, d)
}

func TestAThousandRules(t *testing.T) {
	d := rules.Definition{Default: "intolerable"}
	for i := range 1000 {
		d.Rules = append(d.Rules, rules.Rule{Name: fmt.Sprint(i), When: fmt.Sprintf("total == %d && level in [1, 2, 3] && any(stops, .hours > %d)", i, i%5), Then: "tolerable"})
	}
	set, err := rules.Compile[shipment, tolerability](d, rules.Limits{})
	require.NoError(t, err)
	facts := sample()
	facts.Total = 777
	decision, err := set.Decide(facts, noon())
	require.NoError(t, err)
	assert.Equal(t, 777, decision.Index)
}
