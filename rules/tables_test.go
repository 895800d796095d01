package rules_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/iso28000/iso28000/rules"
	"github.com/stretchr/testify/require"
)

// byEach makes a rule of each condition, and a set of them.
func byEach(t *testing.T, conditions []string) *rules.Set[shipment, tolerability] {
	d := rules.Definition{Default: "review"}
	for i, when := range conditions {
		d.Rules = append(d.Rules, rules.Rule{Name: fmt.Sprint(i), When: when, Then: "tolerable"})
	}
	set, err := rules.Compile[shipment, tolerability](d, rules.Limits{Text: 64})
	require.NoError(t, err)
	return set
}

// Tables tell a constant from every text that is nearly the same, whichever way they look it up.
func TestTablesTellTextsApart(t *testing.T) {
	long := "the quick brown fox jumps over a lazy dog"
	for name, lengths := range map[string][]int{
		"each of a length of its own": {0, 4, 5, 7, 8, 9, 11, 12, 15, 16},
		"short and long ones":         {1, 2, 3, 6, 17, 24, 41},
		"the empty one alone":         {0},
		"one alone":                   {6},
	} {
		var constants, conditions []string
		for _, n := range lengths {
			constants = append(constants, long[:n])
		}
		if name == "short and long ones" { // and some that length does not tell apart
			constants = append(constants, "port", "rail", "road", "pqrt")
		}
		for _, c := range constants {
			conditions = append(conditions, fmt.Sprintf("owner == %q", c))
		}
		for _, more := range []string{"sealed", "over(due_on)"} { // one table, masks with something left
			set := byEach(t, append(conditions, more))
			for _, c := range constants {
				near := []string{c, strings.Clone(c), c + "x", c + "\x00", "x" + c, strings.Repeat("y", 65)}
				for i := range len(c) {
					near = append(near, c[:i]+"#"+c[i+1:], c[:i]+c[i+1:])
				}
				for _, text := range near {
					facts := sample()
					facts.Sealed, facts.Owner = false, text
					sameDecision(t, set, facts, instant("2026-05-01T00:00:00Z"))
				}
			}
		}
	}
}

// Tables end where the constants do, and numbers do not.
func TestTablesTellNumbersApart(t *testing.T) {
	for _, constants := range [][]int{
		{0}, {1, 2, 3}, {4096}, {-3, 5}, {1 << 20, 1<<20 + 7}, {0, 1 << 40}, {math.MinInt + 1, math.MaxInt}, {math.MaxInt - 2, math.MaxInt},
	} {
		for _, more := range []string{"sealed", "over(due_on)"} {
			var conditions []string
			for _, c := range constants {
				conditions = append(conditions, fmt.Sprintf("level == %d && total > -2", c), fmt.Sprintf("total == %d", c), fmt.Sprintf("level > %d && total > 2", c), fmt.Sprintf("level < %d && total <= -1", c))
			}
			set := byEach(t, append(conditions, more))
			for _, c := range append(constants, 0, math.MinInt, math.MaxInt) {
				for _, by := range []int{-2, -1, 0, 1, 2} {
					for _, total := range []int{-1, 0, 3, c + by} {
						facts := sample()
						facts.Sealed, facts.Level, facts.Total = false, c+by, int64(total)
						sameDecision(t, set, facts, instant("2026-05-01T00:00:00Z"))
					}
				}
			}
		}
	}
}
