package rules_test

import (
	"fmt"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
)

// A portRisk is what the rules of these examples are about.
type portRisk struct {
	Level int    `json:"level"`
	Owner string `json:"owner"`
	Fence bool   `json:"fence"`
}

func portRules(list ...rules.Rule) *rules.Set[portRisk, tolerance] {
	set, err := rules.Compile[portRisk, tolerance](rules.Definition{Default: "intolerable", Rules: list}, rules.Limits{})
	if err != nil {
		panic(err)
	}
	return set
}

type tolerance string

func (tolerance) Values() []string { return []string{"tolerable", "intolerable"} }

func portLevels() rules.Environment[portRisk] {
	return rules.Environment[portRisk]{
		Domains: []rules.Domain[portRisk]{{Facts: []string{"level"}, From: 1, To: 5}},
		Worse:   []rules.Order{{Fact: "level", Worse: rules.Higher}},
	}
}

// Somebody has written rules, and wants to know whether they hold together.
func ExampleAnalyze() {
	set := portRules(
		rules.Rule{Name: "low risks may stay", When: "level <= 2", Then: "tolerable"},
		rules.Rule{Name: "with an owner", When: `level < 2 && owner != ""`, Then: "tolerable"},
		rules.Rule{Name: "behind the fence", When: "level >= 4 && fence", Then: "tolerable"},
		rules.Rule{Name: "never", When: "fence && level > 5", Then: "intolerable"},
	)
	analysis, err := rules.Analyze(set, portLevels())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, finding := range analysis.Faults() {
		fmt.Println(finding)
	}
	// Output:
	// rules[3].when:1:10: level > 5 is true of no facts that are possible, so that the rule never decides
	// rules[1].when:1:1: never decides: wherever it holds, rule 1 ("low risks may stay") decides before it
	// rules[2].when:1:1: decides "tolerable" where level 4, but the default decides "intolerable" where level 3, which is milder (both with owner "", fence true)
}

// The policy changes, and whoever signs it sees what it changes.
func ExampleDiff() {
	before := portRules(rules.Rule{Name: "low risks may stay", When: "level <= 3", Then: "tolerable"})
	after := portRules(
		rules.Rule{Name: "low risks may stay", When: `level <= 2 && owner != ""`, Then: "tolerable"},
		rules.Rule{Name: "behind the fence", When: "level <= 4 && fence", Then: "tolerable"},
	)
	difference, err := rules.Diff(before, after, portLevels())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(difference)
	// Output:
	// 6 of 20 combinations of facts change:
	//   intolerable → tolerable (2): level 4; fence true
	//   tolerable → intolerable (3): level 1 to 3; owner ""; fence false
	//   tolerable → intolerable (1): level 3; owner not ""; fence false
}

// A risk is not tolerable: what would have to change?
func ExampleCounterfactuals() {
	set := portRules(
		rules.Rule{Name: "low risks may stay", When: `level <= 2 && owner != ""`, Then: "tolerable"},
		rules.Rule{Name: "behind the fence", When: "level <= 4 && fence", Then: "tolerable"},
	)
	ways, err := rules.Counterfactuals(set, &portRisk{Level: 5}, records.At(records.Day(2026, 5, 4).Start()), []tolerance{"tolerable"}, []rules.Change{
		{Fact: "level", To: []any{4, 3, 2, 1}},
		{Fact: "owner", To: []any{"harbour master"}},
		{Fact: "fence", To: []any{true}},
	}, rules.SearchLimits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(ways)
	// Output:
	// level 5 → 4, fence false → true: tolerable
	// level 5 → 2, owner "" → "harbour master": tolerable
}
