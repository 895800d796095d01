package rules

import (
	"fmt"
	"strings"

	"github.com/iso28000/iso28000/records"
)

// A Definition is a rule set as a file holds it: the rules in the order in which they are
// tried, and what is decided where none of them matches.
type Definition struct {
	Default string `json:"default"` // the outcome where no rule matches; there has to be one
	Rules   []Rule `json:"rules"`
}

// A Rule decides for its outcome where its condition holds.
type Rule struct {
	Name string `json:"rule"` // what people call it; stands once in a set
	When string `json:"when"` // the condition, an expression that is true or false
	Then string `json:"then"` // the outcome

	// Cases are examples of what the rule has to decide, as they stand in the file. They are
	// kept with the rule and do not change what it decides. Package ruletest runs them.
	Cases []*records.Node `json:"cases,omitempty"`
}

// Validate reports what is wrong with the definition by itself: a rule without a name, a name
// given twice, an empty condition, no default. Whether the conditions mean anything shows
// when they are compiled.
func (d Definition) Validate() error {
	var f records.Faults
	f.Require("default", d.Default)
	d.validateRules(&f, Limits{}.settled(), true)
	return f.Err()
}

func (d Definition) validateRules(f *records.Faults, limits Limits, outcomes bool) {
	if len(d.Rules) > limits.Rules {
		f.Add("rules", "are %d%s", len(d.Rules), limits.refusal("Rules", "use several sets"))
		return
	}
	first := make(map[string]int, len(d.Rules))
	for i, rule := range d.Rules {
		at := fmt.Sprintf("rules[%d]", i)
		lacks(f, at+".rule", rule.Name, "give the rule a name that says what it decides, as people would")
		if before, twice := first[rule.Name]; twice && rule.Name != "" {
			f.Add(at+".rule", "%s is the name of rules[%d] too: give each rule a name of its own", quote(rule.Name), before)
		} else {
			first[rule.Name] = i
		}
		lacks(f, at+".when", rule.When, "write the condition under which the rule decides, as in level <= 2")
		if outcomes {
			lacks(f, at+".then", rule.Then, "write what the rule decides where its condition holds")
		}
	}
}

// lacks notes a text that has to be there and is not.
func lacks(f *records.Faults, path, text, remedy string) {
	if strings.TrimSpace(text) == "" {
		f.Add(path, "is missing: %s", remedy)
	}
}
