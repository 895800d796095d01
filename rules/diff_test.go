package rules_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDiff(t *testing.T) {
	low := rules.Environment[shipment]{Domains: []rules.Domain[shipment]{levels(1, 5)}}
	for _, tt := range []struct {
		name          string
		before, after []string
		env           rules.Environment[shipment]
		want          []string
	}{
		{"nothing changes though the rules do", []string{"level <= 2 => accept", "level > 2 => refuse"}, []string{"level < 3 && sealed => accept", "level < 3 => accept"}, rules.Environment[shipment]{}, []string{
			"no decision changes",
		}},
		{"a threshold is raised", []string{"level <= 2 => accept"}, []string{"level <= 4 => accept"}, low, []string{
			"2 of 5 combinations of facts change:",
			"  refuse → accept (2): level 3 to 4",
		}},
		{"a threshold of numbers without end", []string{"level <= 2 => accept"}, []string{"level < 2 => accept", "level > 9 => review"}, rules.Environment[shipment]{}, []string{
			"2 of 4 combinations of facts change:",
			"  accept → refuse (1): level 2",
			"  refuse → review (1): level 10 or more",
		}},
		{"one more condition", []string{"level <= 2 => accept"}, []string{`level <= 2 && owner != "" => accept`}, low, []string{
			"2 of 10 combinations of facts change:",
			`  accept → refuse (2): level 1 to 2; owner ""`,
		}},
		{"a list of values, a decimal, a day", []string{`goods in ["food", "fuel"] && rate >= 1.5 => accept`}, []string{`goods in ["food", "arms"] && rate > 1.5 && checked_on == nil => accept`}, rules.Environment[shipment]{}, []string{
			"8 of 24 combinations of facts change:",
			`  accept → refuse (4): goods "food" or "fuel"; rate 1.5`,
			`  accept → refuse (2): goods "fuel"; rate above 1.5`,
			`  accept → refuse (1): goods "food"; rate above 1.5; checked_on not nil`,
			`  refuse → accept (1): goods "arms"; rate above 1.5; checked_on nil`,
		}},
		{"a rule that cannot be worked out any more", []string{"level > 3 => accept"}, []string{"10 / (level - 5) < 3 => accept"}, low, []string{
			"4 of 5 combinations of facts change:",
			"  accept → not to be worked out (1): level 5",
			"  refuse → accept (3): level 1 to 3",
		}},
		{"a question about a text", []string{`owner contains "port" => accept`}, []string{`owner contains "port" && sealed => accept`}, rules.Environment[shipment]{}, []string{
			"1 of 4 combinations of facts change:",
			`  accept → refuse (1): owner contains "port" true; sealed false`,
		}},
		{"facts that are compared with each other", []string{"level > pieces => accept"}, []string{"level >= pieces => accept"},
			rules.Environment[shipment]{Domains: []rules.Domain[shipment]{levels(1, 3), {Facts: []string{"pieces"}, From: 1, To: 2}}}, []string{
				"2 of 6 combinations of facts change:",
				`  refuse → accept (1): level 1; pieces 1`,
				`  refuse → accept (1): level 2; pieces 2`,
			}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, err := rules.Diff(set(t, "refuse", tt.before...), set(t, "refuse", tt.after...), tt.env)
			require.NoError(t, err)
			assert.Equal(t, strings.Join(append(tt.want, ""), "\n"), d.String())
		})
	}
}

func TestDiffThatIsTooLarge(t *testing.T) {
	env := rules.Environment[shipment]{Limits: rules.AnalysisLimits{Cells: 8}}
	d, err := rules.Diff(set(t, "refuse", `level == 1 && sealed && goods == "fuel" => accept`), set(t, "refuse", "urgent ?? false => accept"), env)
	require.NoError(t, err)
	assert.Equal(t, "what changes is not known: more combinations of facts would have to be tried than the limit allows (16, the limit is 8)\n", d.String())
	assert.Empty(t, d.Blocks)
}

// Blocks hold the crates whose outcome changes and no other, each crate in one block.
func TestDiffIsWhatBruteForceFinds(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 8))
	all := slices.Collect(crates)
	env := rules.Environment[crate]{Domains: []rules.Domain[crate]{{Facts: []string{"level", "weight"}, Rows: crates}}, Limits: rules.AnalysisLimits{Findings: 10_000}}
	changed, tried := 0, amount(10, 2)
	for range tried {
		var sets []*rules.Set[crate, verdict]
		var definitions []rules.Definition
		for range 2 {
			d := rules.Definition{Default: "refuse"}
			for i := range 1 + random.IntN(3) {
				d.Rules = append(d.Rules, rules.Rule{Name: fmt.Sprint("r", i+1), When: crateCondition(random, 2), Then: []string{"accept", "review", "refuse"}[random.IntN(3)]})
			}
			if s, err := rules.Compile[crate, verdict](d, rules.Limits{}); err == nil {
				sets, definitions = append(sets, s), append(definitions, d)
			}
		}
		if len(sets) < 2 {
			continue
		}
		diff, err := rules.Diff(sets[0], sets[1], env)
		require.NoError(t, err)
		require.Empty(t, diff.Open)
		var total uint64
		for _, b := range diff.Blocks {
			total += b.Cells
			require.NotNil(t, b.Facts)
			require.True(t, inBlock(b, b.Facts), "%s: %+v%s%s", b, b.Facts, describe(definitions[0]), describe(definitions[1]))
		}
		require.Equal(t, diff.Changed, total)
		for _, c := range all {
			before, after := outcomeOf(sets[0], c), outcomeOf(sets[1], c)
			in := 0
			for _, b := range diff.Blocks {
				if inBlock(b, c) {
					in++
					require.Equal(t, []string{before, after}, []string{b.Before, b.After}, "%+v is in %s", c, b)
				}
			}
			want := 0
			if before != after {
				want, changed = 1, changed+1
			}
			require.Equal(t, want, in, "%+v: %s to %s\n%s\n%s%s", c, before, after, diff, describe(definitions[0]), describe(definitions[1]))
		}
	}
	require.Greater(t, changed, tried*100)
}

func outcomeOf(s *rules.Set[crate, verdict], c *crate) string {
	d, err := s.Decide(c, noon())
	if err != nil {
		return ""
	}
	return string(d.Outcome)
}

// inBlock reads a block as a person would.
func inBlock(b rules.Block[crate], c *crate) bool {
	for _, r := range b.Where {
		in := false
		for _, s := range r.Is {
			in = in || inSpan(r.Fact, s, c)
		}
		if !in {
			return false
		}
	}
	return true
}

func inSpan(fact string, s rules.Span, c *crate) bool {
	within := func(compare func(bound string) int) bool {
		low, high := s.From == "" || compare(s.From) > 0 || compare(s.From) == 0 && !s.After, s.To == "" || compare(s.To) < 0 || compare(s.To) == 0 && !s.Before
		return low && high
	}
	number := func(n int) bool {
		return within(func(bound string) int { return number(fmt.Sprint(n)).Cmp(number(bound)) })
	}
	switch fact {
	case "level":
		return number(c.Level)
	case "weight":
		return number(c.Weight)
	case "limit":
		if s.From == "nil" || c.Limit == nil {
			return s.From == "nil" && c.Limit == nil
		}
		return number(*c.Limit)
	case "rate":
		return within(func(bound string) int { return c.Rate.Cmp(decimal.RequireFromString(bound)) })
	case "goods":
		return s.From == strconv.Quote(string(c.Goods))
	case "sealed":
		return s.From == fmt.Sprint(c.Sealed)
	case "owner":
		if len(s.Not) > 0 {
			return !slices.Contains(s.Not, strconv.Quote(c.Owner))
		}
		return s.From == strconv.Quote(c.Owner)
	case "due_on":
		if s.From == "nil" || c.DueOn.IsZero() {
			return s.From == "nil" && c.DueOn.IsZero()
		}
		return within(func(bound string) int {
			d, _ := records.ParseDate(bound)
			return c.DueOn.Compare(d)
		})
	}
	panic(fact)
}
