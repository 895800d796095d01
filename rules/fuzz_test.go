package rules_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/iso28000/iso28000/rules"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The limits of fuzzed rules are low, so that they are met.
func lowLimits() rules.Limits {
	return rules.Limits{Steps: 300, Memory: 8, Text: 900, Digits: 40, Nodes: 400}
}

// agree holds the VM and the evaluator to the same answer, or the same fault at the same place.
func agree(t *testing.T, text string, g *generator) (answered, failed bool) {
	c, err := rules.CompileCondition[shipment](text, lowLimits())
	if err != nil {
		require.NotEmpty(t, rules.SourceErrors(err), "refused without a place: %v\n%s", err, text)
		return false, false
	}
	for range 4 {
		facts, at := g.shipment(), g.at()
		got, err := c.HoldsByVM(facts, at)
		want, wrong := c.HoldsWithoutVM(facts, at)
		require.Equal(t, wrong, err, text)
		require.Equal(t, want, got, text)
		if fast, known := c.HoldsByClosures(facts, at); known {
			require.NoError(t, err, text)
			require.Equal(t, got, fast, text)
		}
		reason, wrong := c.Explain(facts, at)
		require.Equal(t, wrong, err, text)
		require.Equal(t, got, reason.Holds, text)
		require.NotEmpty(t, reason.String())
		if err != nil {
			fault := new(rules.RunError)
			require.ErrorAs(t, err, &fault, text)
			require.NotContains(t, fault.Message, "mistake in package rules", text)
			require.Equal(t, fault.Text, text[fault.Offset:fault.Offset+len(fault.Text)])
			failed = true
		} else {
			answered = true
		}
	}
	return answered, failed
}

func TestVMAndEvaluatorAgree(t *testing.T) {
	answered, failed, refused := 0, 0, 0
	n := amount(3000, 300)
	for seed := range uint64(n) {
		g := newGenerator(seed, 1)
		text := g.bool(1 + int(seed%4))
		a, f := agree(t, text, g)
		if a {
			answered++
		}
		if f {
			failed++
		}
		if !a && !f {
			refused++
		}
	}
	t.Logf("of %d conditions %d were answered, %d failed for some facts, %d were refused", n, answered, failed, refused)
	assert.Greater(t, answered, n/3)
	assert.Greater(t, failed, n/10)
	assert.Less(t, refused, n/2)
}

func FuzzAgree(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(seed, seed*7)
	}
	f.Fuzz(func(t *testing.T, a, b uint64) {
		g := newGenerator(a, b)
		agree(t, g.bool(int(a%5)), g)
	})
}

func FuzzCompile(f *testing.F) {
	for seed := range uint64(30) {
		f.Add(newGenerator(seed, 3).bool(3))
	}
	for _, text := range []string{"", "level <", "((((", "a ? b : c", "let x = 1; x", `"\xq"`, "1e999999999", "not not not sealed", "#", "x | y", "any(stops, {.secure})", "if sealed {true} else {false}"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := rules.CompileCondition[shipment](text, lowLimits())
		if place := new(rules.SourceError); err != nil && !errors.As(err, &place) {
			t.Fatalf("refused without a place: %v", err)
		}
		for _, e := range rules.SourceErrors(err) {
			if strings.Contains(e.Message, "mistake in package rules") {
				t.Fatal(e)
			}
			if e.Offset < 0 || e.Offset > len(text) || e.Message == "" || e.Detail() == "" {
				t.Fatalf("not a place in the text: %+v", e)
			}
		}
		if err == nil {
			agreeOn(t, c, newGenerator(uint64(len(text)), 5))
		}
	})
}

func agreeOn(t *testing.T, c *rules.Condition[shipment], g *generator) {
	facts, at := g.shipment(), g.at()
	got, err := c.Holds(facts, at)
	want, wrong := c.HoldsWithoutVM(facts, at)
	if got != want || fmt.Sprint(err) != fmt.Sprint(wrong) {
		t.Fatalf("%s: %v, %v by the VM, %v, %v without", c, got, err, want, wrong)
	}
	_, _ = c.Explain(facts, at)
}

func FuzzDecide(f *testing.F) {
	f.Add(uint64(1), uint64(2))
	f.Fuzz(func(t *testing.T, a, b uint64) {
		g := newGenerator(a, b)
		d := rules.Definition{Default: "intolerable"}
		for i := range 1 + g.r.IntN(5) {
			d.Rules = append(d.Rules, rules.Rule{Name: fmt.Sprint(i), When: g.bool(2), Then: g.one("tolerable", "review")})
		}
		set, err := rules.Compile[shipment, tolerability](d, lowLimits())
		if err != nil {
			return
		}
		decides(t, set, g)
	})
}

// decides checks that a decision is one of the outcomes or a fault, and that its explanation
// comes to the same.
func decides(t *testing.T, set *rules.Set[shipment, tolerability], g *generator) {
	facts, at := g.shipment(), g.at()
	decision, err := set.Decide(facts, at)
	explained, wrong := set.Explain(facts, at)
	require.Equal(t, wrong, err)
	require.Equal(t, explained.Decision, decision)
	require.Equal(t, err == nil, explained.Decided)
	if fault := new(rules.RunError); err != nil {
		require.ErrorAs(t, err, &fault)
		return
	}
	require.Contains(t, tolerability("").Values(), string(decision.Outcome))
}
