package rules_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/iso28000/iso28000/rules"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What a hostile file may hold is refused when it is compiled, quickly, with the limit and its place.
func TestCompilingIsBounded(t *testing.T) {
	for _, tt := range []struct {
		name, rule, limit string
		limits            rules.Limits
	}{
		{"10,000 nodes", strings.Repeat("sealed && ", 5000) + "sealed", "Nodes", rules.Limits{}},
		{"a list of 10,000", "level in [" + strings.Repeat("1,", 10000) + "1]", "Nodes", rules.Limits{}},
		{"70 KB", strings.Repeat(" ", 70_000) + "sealed", "Bytes", rules.Limits{}},
		{"a million brackets", strings.Repeat("(", 1_000_000), "Depth", rules.Limits{Bytes: 1 << 20, Depth: 1 << 30}},
		{"100 brackets", strings.Repeat("(", 100) + "sealed" + strings.Repeat(")", 100), "Depth", rules.Limits{}},
		{"100 lists", strings.Repeat("[", 100) + strings.Repeat("]", 100), "Depth", rules.Limits{}},
		{"half a million signs", strings.Repeat("!", 500_000) + "sealed", "Nodes", rules.Limits{Bytes: 1 << 20, Nodes: 1 << 30}},
		{"100,000 words", strings.Repeat("not ", 100_000) + "sealed", "Nodes", rules.Limits{Bytes: 1 << 20}},
		{"20,000 choices", strings.Repeat("sealed ? true : ", 20_000) + "sealed", "Nodes", rules.Limits{Bytes: 1 << 20}},
		{"20,000 lets", strings.Repeat("let x = 1; ", 20_000) + "sealed", "Nodes", rules.Limits{Bytes: 1 << 20}},
		{"20,000 powers", strings.Repeat("2 ** ", 20_000) + "2 > 1", "Nodes", rules.Limits{Bytes: 1 << 20}},
		{"comparisons that double", doubling(16), "Nodes", rules.Limits{}},
		{"four loops", "any(stops, any(stops, any(stops, any(stops, .secure))))", "Loops", rules.Limits{}},
		{"a number of 201 digits", "level < 1" + strings.Repeat("0", 199) + ".5", "Digits", rules.Limits{}},
		{"a tiny number", "rate > 1e-300", "Digits", rules.Limits{}},
		{"a long text", `owner == "` + strings.Repeat("x", 100) + `"`, "Text", rules.Limits{Text: 99}},
		{"a pattern that explodes", `owner matches "` + strings.Repeat(".{999}|", 9000) + `x"`, "", rules.Limits{}},
		{"a product of constants", "rate < " + strings.Repeat("1e150 * ", 3) + "1.5", "Digits", rules.Limits{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			began := time.Now()
			_, err := rules.CompileCondition[shipment](tt.rule, tt.limits)
			assert.Less(t, time.Since(began), time.Minute)
			require.Error(t, err)
			place := rules.SourceErrors(err)[0]
			assert.Equal(t, tt.limit, place.Limit, place.Message)
			if tt.limit != "" {
				assert.Contains(t, place.Message, "Limits."+tt.limit+" allows ")
				assert.Contains(t, place.Message, "or raise the limit")
			}
			assert.Less(t, len(err.Error()), 1000)
			if tt.limits.Bytes > 0 && tt.limit == "Nodes" { // found before the parser goes as deep as that
				assert.Contains(t, place.Message, "holds too many operators")
			}
		})
	}
}

// doubling nests chains of comparisons: each level is compared twice.
func doubling(depth int) string {
	text := "level"
	for range depth {
		text = "(1 < " + text + " < 3 ? 1 : 2)"
	}
	return text + " == 1"
}

func TestTooManyRules(t *testing.T) {
	d := rules.Definition{Default: "review", Rules: make([]rules.Rule, 1001)}
	_, err := rules.Compile[shipment, tolerability](d, rules.Limits{})
	assert.EqualError(t, err, "rules are 1001: Limits.Rules allows 1000, so use several sets or raise the limit")
}

// A file full of faults is read as quickly as one without.
func TestManyFaultsAreCheap(t *testing.T) {
	d := rules.Definition{Default: "review"}
	for i := range 100 {
		d.Rules = append(d.Rules, rules.Rule{Name: fmt.Sprint(i), Then: "review", When: strings.Repeat("abcdefghijklmnopqrstuvwxyz == abcdefghijklmnopqrstuvwxyz && ", 400) + "x"})
	}
	began := time.Now()
	_, err := rules.Compile[shipment, tolerability](d, rules.Limits{})
	assert.ErrorContains(t, err, "more")
	assert.Less(t, time.Since(began), time.Minute)
}

// What runs too long or takes too much is stopped before it does, on both engines.
func TestRunningIsBounded(t *testing.T) {
	large := sample()
	large.Weights, large.Tags = make([]int, 400), make([]string, 3000)
	for i := range large.Tags {
		large.Tags[i] = fmt.Sprint("tag ", i)
	}
	large.Owner = strings.Repeat("a", 60_000)
	large.Stops = make([]stop, 2000)
	for _, tt := range []struct{ name, rule, limit string }{
		{"three loops over 400", "all(weights, all(weights, all(weights, # == 0)))", "Steps"},
		{"two loops over 3,000", "all(tags, all(tags, # != owner))", "Steps"},
		{"in inside a loop", "all(tags, all(weights, # in weights))", "Steps"},
		{"sums inside loops", "all(tags, all(stops, sum(weights) == 0))", "Steps"},
		{"long texts inside a loop", "all(tags, all(weights, owner contains \"b\" || true))", "Steps"},
		{"patterns inside a loop", `all(tags, owner matches "(a|b|c)*d" || true)`, "Steps"},
		{"a pattern that is large, twice", `owner matches "(x{30}|y{30}|z{30}){10}$" || owner matches "(x{30}|y{30}|z{30}){10}x"`, "Steps"},
		{"lists that are built", "len(map(1..99999, #)) + len(map(1..99999, #)) > 0", "Memory"},
		{"lists that are filtered", "len(filter(1..60000, true)) + len(filter(1..60000, true)) > 0", "Memory"},
		{"a long range", "len(0..total) > 0", "Memory"},
		{"all whole numbers", "len((-9223372036854775807)..9223372036854775807) > 0", "Memory"},
		{"texts that grow", `len(owner + owner) > 0`, "Text"},
		{"numbers that grow", `let a = rate * 1e50; let b = a * a; let c = b * b; c * c > 0`, "Digits"},
		{"a quotient that grows", `1e199 / (rate * 1e-190) > 0`, "Digits"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := rules.CompileCondition[shipment](tt.rule, rules.Limits{Steps: 1_000_000})
			require.NoError(t, err)
			began := time.Now()
			_, err = c.Holds(large, noon())
			_, wrong := c.HoldsWithoutVM(large, noon())
			_, byVM := c.HoldsByVM(large, noon())
			assert.Equal(t, wrong, byVM)
			_, known := c.HoldsByClosures(large, noon())
			assert.False(t, known, "closures leave to the VM what they may not work out")
			assert.Less(t, time.Since(began), time.Minute)
			fault := new(rules.RunError)
			require.True(t, errors.As(err, &fault), "%v", err)
			assert.Equal(t, tt.limit, fault.Limit, fault.Message)
			assert.Contains(t, fault.Message, "Limits."+tt.limit+" allows ")
			assert.Equal(t, wrong, err)
		})
	}
}

// A limit that is raised lets through what it had refused.
func TestLimitsCanBeRaised(t *testing.T) {
	facts := sample()
	facts.Weights = make([]int, amount(200, 30))
	for _, tt := range []struct {
		rule   string
		limits rules.Limits
	}{
		{"all(weights, all(weights, all(weights, # == 0)))", rules.Limits{Steps: 100_000_000}},
		{"any(stops, any(stops, any(stops, any(stops, .secure))))", rules.Limits{Loops: 4}},
		{strings.Repeat("sealed && ", 5000) + "sealed", rules.Limits{Nodes: 20_000}},
		{strings.Repeat("(", 100) + "sealed" + strings.Repeat(")", 100), rules.Limits{Depth: 100}},
		{"len(map(1..200000, #)) == 200000", rules.Limits{Memory: 200_000}},
	} {
		c, err := rules.CompileCondition[shipment](tt.rule, tt.limits)
		require.NoError(t, err)
		holds, err := c.Holds(facts, noon())
		require.NoError(t, err)
		assert.True(t, holds)
		_, err = c.HoldsWithoutVM(facts, noon())
		require.NoError(t, err)
	}
}

// What is counted as a step is part of the language: the same facts stay within the same
// limit, whichever way a rule is worked out.
func TestSteps(t *testing.T) {
	for rule, steps := range map[string]int{
		`level > 2 && rate < 5`:                          0,
		`any(weights, # > 100)`:                          3 + 3*3, // three are read, and three operators and values looked at for each
		`none(weights, # > 1 && # > 100)`:                3 + 3*7,
		`all(stops, all(.checks, # < 9))`:                3 + 3*3 + (2 + 1) + (2+1)*3, // the inner lists hold two, one and none
		`level in weights`:                               3 + 3,
		`level in [1, 2, 3]`:                             0,
		`sum(weights) > 1`:                               3 + 3,
		`len(1..10) == 10`:                               10,
		`owner contains "x" || true`:                     1,
		`len(owner + owner + owner + owner + "xyz") > 1`: 1 + 1 + 1 + 1 + 1,
		`owner matches "^h" && true`:                     15 * 2,
		`max(1, level, 2) == 3`:                          3,
	} {
		t.Run(rule, func(t *testing.T) {
			for _, tt := range []struct {
				limit  int
				passes bool
			}{{max(steps, 1), true}, {steps - 1, false}} {
				if tt.limit < 1 {
					continue
				}
				c, err := rules.CompileCondition[shipment](rule, rules.Limits{Steps: tt.limit})
				require.NoError(t, err)
				_, err = c.Holds(sample(), noon())
				assert.Equal(t, tt.passes, err == nil, "%d steps: %v", tt.limit, err)
			}
		})
	}
}

// Each question has the whole of the steps, however many there were before.
func TestStepsAreForOneQuestion(t *testing.T) {
	facts := sample()
	facts.Weights = make([]int, amount(200, 30))
	c, err := rules.CompileCondition[shipment]("all(weights, # == 0)", rules.Limits{Steps: 1000})
	require.NoError(t, err)
	for range 20 {
		_, err := c.Holds(facts, noon())
		require.NoError(t, err)
	}
	all, err := rules.CompileAll[shipment, string]([]rules.Rule{{Name: "a", When: "all(weights, # == 0)"}, {Name: "b", When: "all(weights, # == 0)"}}, rules.Limits{Steps: 1000})
	require.NoError(t, err)
	matches, err := all.Matches(facts, noon())
	require.NoError(t, err)
	assert.Len(t, matches, 2)
}
