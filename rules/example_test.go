package rules_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
)

// A Verdict is what the example decides on. Its values are all that a rule may decide.
type Verdict string

func (Verdict) Values() []string { return []string{"tolerable", "intolerable"} }

// Zone is where a container stands.
type Zone string

func (Zone) Values() []string { return []string{"inner yard", "outer yard", "quay"} }

// Container is what the rules of the example know.
type Container struct {
	Level       int          `json:"level"`
	Owner       string       `json:"owner"`
	Zone        Zone         `json:"zone"`
	InspectedOn records.Date `json:"inspected_on"`
	Seals       []Seal       `json:"seals"`
}

type Seal struct {
	Number string `json:"number"`
	Intact bool   `json:"intact"`
}

// The rules, as a file would hold them.
func containerRules() rules.Definition {
	return rules.Definition{
		Default: "intolerable",
		Rules: []rules.Rule{
			{Name: "a broken seal is never tolerated", When: `any(seals, !.intact)`, Then: "intolerable"},
			{Name: "low risks may stay if someone answers for them", When: `level <= 2 && owner != ""`, Then: "tolerable"},
			{Name: "inspected lately, in the inner yard", When: `zone == "inner yard" && within(inspected_on, "30 days")`, Then: "tolerable"},
		},
	}
}

// Compile once, decide often. The first rule that holds decides.
func ExampleCompile() {
	set, err := rules.Compile[Container, Verdict](containerRules(), rules.Limits{})
	if err != nil {
		fmt.Println(err) // everything that is wrong with the rules, with its place
		return
	}
	container := Container{Level: 3, Zone: "inner yard", InspectedOn: records.Day(2026, time.April, 20), Seals: []Seal{{"S-1", true}}}
	for _, at := range []time.Time{records.Day(2026, time.May, 4).Start(), records.Day(2026, time.June, 4).Start()} {
		decision, err := set.Decide(&container, records.At(at))
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(decision.Outcome, decision.Rule())
	}
	// Output:
	// tolerable inspected lately, in the inner yard
	// intolerable
}

// What newcomers meet first: a misspelt name, a value that is not listed, a condition that is
// none. All of it is reported at once.
func ExampleCompile_mistakes() {
	d := containerRules()
	d.Default = "intolerabel"
	d.Rules[1].When = `levl <= 2 && owner`
	d.Rules[2].When = `zone == "inner yrad" && within(inspected_on, "30 dayz")`
	_, err := rules.Compile[Container, Verdict](d, rules.Limits{})
	fmt.Println(err)

	first := new(rules.SourceError)
	if errors.As(err, &first) {
		fmt.Println()
		fmt.Println(first.Detail())
	}
	// Output:
	// default "intolerabel" is none of tolerable, intolerable, did you mean intolerable?
	// rules[1].when:1:1: unknown name levl, did you mean level?
	// rules[1].when:1:14: owner is a text: && joins what is true or false, so compare it with something
	// rules[2].when:1:9: "inner yrad" is none of inner yard, outer yard, quay, did you mean inner yard?
	// rules[2].when:1:46: "30 dayz" is not a period: write a whole number and hours, days, weeks, months or years, as in 12 months
	//
	// rules[1].when:1:1: unknown name levl, did you mean level?
	//   levl <= 2 && owner
	//   ^
}

// Why was this tolerated? Each rule that was tried, with the value of every part.
func ExampleSet_Explain() {
	set, err := rules.Compile[Container, Verdict](containerRules(), rules.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	container := Container{Level: 2, Owner: "harbour master", Zone: "quay", Seals: []Seal{{"S-1", true}}}
	explanation, err := set.Explain(&container, records.At(records.Day(2026, time.May, 4).Start()))
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(explanation)
	// Output:
	// tolerable, by rule 2: low risks may stay if someone answers for them
	// 1. a broken seal is never tolerated: did not match
	//    any(seals, !.intact)                                       false
	//       seals                                                   1 element
	//       [1] !.intact                                            false
	//          .intact                                              true
	// 2. low risks may stay if someone answers for them: matched
	//    level <= 2 && owner != ""                                  true
	//       level <= 2                                              true
	//          level                                                2
	//       owner != ""                                             true
	//          owner                                                "harbour master"
	// not tried: 1 further rule
}

// Until when does a decision hold, if nobody touches the facts?
func ExampleWatch() {
	set, err := rules.Compile[Container, Verdict](containerRules(), rules.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	container := Container{Level: 3, Zone: "inner yard", InspectedOn: records.Day(2026, time.April, 20)}
	watch := rules.WatchAt(records.Day(2026, time.May, 4).Start())
	decision, err := set.Decide(&container, watch)
	if err != nil {
		fmt.Println(err)
		return
	}
	next, _ := watch.Next()
	fmt.Println(decision.Outcome, "until", next.Format(time.DateTime))
	// Output: tolerable until 2026-05-21 00:00:00
}

// Checks of one's own: every rule is asked, and those that hold are what was found.
func ExampleCompileAll() {
	all, err := rules.CompileAll[Container, string]([]rules.Rule{
		{Name: "a seal has no number", When: `any(seals, .number == "")`},
		{Name: "not inspected within a year", When: `!within(inspected_on, "12 months")`},
		{Name: "nobody answers for it", When: `owner == ""`},
	}, rules.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	container := Container{Owner: "harbour master", InspectedOn: records.Day(2024, time.April, 20), Seals: []Seal{{"", true}}}
	matches, err := all.Matches(&container, records.At(records.Day(2026, time.May, 4).Start()))
	for _, match := range matches {
		fmt.Println(match.Rule)
	}
	if err != nil {
		fmt.Println(err) // the rules that could not be worked out
	}
	// Output:
	// a seal has no number
	// not inspected within a year
}

// A single condition.
func ExampleCompileCondition() {
	urgent, err := rules.CompileCondition[Container](`level >= 4 || zone != "inner yard" && !within(inspected_on, "7 days")`, rules.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	holds, err := urgent.Holds(&Container{Level: 1, Zone: "quay"}, records.At(records.Day(2026, time.May, 4).Start()))
	fmt.Println(holds, err)
	// Output: true <nil>
}
