package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iso28000/iso28000/rules"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTerms(t *testing.T) {
	for _, tt := range []struct{ rule, terms string }{
		{`sealed`, `sealed*`},
		{`level > 2`, `level > 2`},
		{`sealed && level > 2 && (owner != "" || !sealed)`, `sealed && level > 2 && (owner != "" || !sealed) | &&sealed* | &&level > 2 | &&owner != "" || !sealed | ||owner != "" | ||!sealed | !sealed*`},
		{`any(stops, .hours > 24 && !.secure)`, `any(stops, .hours > 24 && !.secure)* | .hours > 24 && !.secure | &&.hours > 24 | &&!.secure | !.secure*`},
		{`count(stops, .secure) == len(stops)`, `count(stops, .secure) == len(stops) | .secure*`},
		{`1 <= level < 4`, `1 <= level < 4 | &&1 <= level | &&level < 4`},
		{`owner not in ["a"]`, `owner not in ["a"]`},
		{`(carrier?.trusted ?? false) || true`, `(carrier?.trusted ?? false) || true | ||carrier?.trusted ?? false`},
		{`let h = level > 2; h && sealed`, `let h = level > 2; h && sealed | level > 2 | h && sealed | &&h* | &&sealed*`},
		{`sealed ? level > 2 : within(due_on, "1y")`, `sealed ? level > 2 : within(due_on, "1y") | sealed* | level > 2 | within(due_on, "1y")*`},
		{`any(stops, true)`, `any(stops, true)*`},
		{`true`, ``},
	} {
		t.Run(tt.rule, func(t *testing.T) {
			var got []string
			for _, term := range compiled(t, tt.rule).Terms() {
				require.Equal(t, term.Text, tt.rule[term.Offset:term.Offset+len(term.Text)])
				text := term.Joined + term.Text
				if term.Plain {
					text += "*"
				}
				got = append(got, text)
			}
			assert.Equal(t, tt.terms, strings.Join(got, " | "))
		})
	}
}

// What a loop asks is told of each element, also of those that an explanation does not show.
func TestObserveTellsOfEveryElement(t *testing.T) {
	set, err := rules.Compile[shipment, tolerability](rules.Definition{Default: "intolerable", Rules: []rules.Rule{
		{Name: "skipped side", When: `!sealed && level > 1`, Then: "review"},
		{Name: "ninth", When: `any(1..9, # == 9)`, Then: "tolerable"},
		{Name: "not tried", When: `sealed`, Then: "review"},
	}}, rules.Limits{})
	require.NoError(t, err)
	var got []string
	decision, err := set.Observe(sample(), noon(), func(rule, term int, holds bool) { got = append(got, fmt.Sprint(rule, term, holds)) })
	require.NoError(t, err)
	assert.Equal(t, "ninth", decision.Rule())
	assert.Equal(t, []string{"0 2 true", "0 1 false", "0 0 false"}, got[:3])
	assert.Equal(t, []string{"1 1 false", "1 1 true", "1 0 true"}, got[len(got)-3:])
	assert.Len(t, got, 3+9+1)
}

// Observing decides as deciding does, and what it tells agrees with the answer.
func TestObserveAgreesWithHolds(t *testing.T) {
	for seed := range uint64(400) {
		g := newGenerator(seed, 11)
		text := g.bool(3)
		c, err := rules.CompileCondition[shipment](text, rules.Limits{})
		if err != nil {
			continue
		}
		facts, at := g.shipment(), g.at()
		want, failed := c.Holds(facts, at)
		told := map[int]bool{}
		got, wrong := c.Observe(facts, at, func(term int, holds bool) { told[term] = holds })
		require.Equal(t, failed, wrong, text)
		require.Equal(t, want, got, text)
		if root, known := told[0]; failed == nil && known && c.Terms()[0].Text == text {
			require.Equal(t, want, root, text)
		}
	}
}

func TestObserveNeedsFactsAndAClock(t *testing.T) {
	set, err := rules.Compile[shipment, tolerability](appetite(), rules.Limits{})
	require.NoError(t, err)
	_, err = set.Observe(nil, noon(), nil)
	assert.ErrorContains(t, err, "no facts")
	_, err = compiled(t, "sealed").Observe(sample(), nil, nil)
	assert.ErrorContains(t, err, "no clock")
}
