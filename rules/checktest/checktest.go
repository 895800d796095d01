package checktest

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
	"github.com/iso28000/iso28000/rules/rulecheck"
	"github.com/iso28000/iso28000/rules/ruletest"
)

// Folder is the source of the checks in a folder and those below it, for a system S: a struct
// whose fields are lists of records. Without formats, JSON is read.
func Folder[S any](fsys fs.FS, formats ...records.Format) ruletest.Source {
	return func() ([]*ruletest.Suite, error) {
		set, err := rulecheck.Load[S](fsys, rules.Limits{}, formats...)
		if err != nil {
			return nil, err
		}
		return Suites(set), nil
	}
}

// Find returns the suites of the checks in one file, for [ruletest.Scan]: none where the file
// is no list of checks.
func Find[S any](file string, top *records.Node) ([]*ruletest.Suite, error) {
	if top.Kind != records.ListNode || len(top.Items) == 0 || child(top.Items[0], "check") == nil {
		return nil, nil
	}
	set, err := rulecheck.Read[S](file, top, rules.Limits{})
	if err != nil {
		return nil, err
	}
	return Suites(set), nil
}

// Suites returns a suite for each check of a set, in their order.
func Suites[S any](set *rulecheck.Set[S]) []*ruletest.Suite {
	definitions := set.Definitions()
	suites := make([]*ruletest.Suite, len(definitions))
	for i, d := range definitions {
		suites[i] = suite(set, i, d)
	}
	return suites
}

// An example is what a case of a check gives: which one it is. The check has it already.
type example struct{ at int }

// errElsewhere is what there is to say of cases in a file of their own.
var errElsewhere = errors.New("cases of a check stand with the check, under cases")

// UnmarshalNode refuses cases that stand elsewhere.
func (*example) UnmarshalNode(*records.Node) error { return errElsewhere }

// outcome is what a condition of a check decides: require where it is true, the others where
// they are not.
func outcome(d rulecheck.Definition, condition string) string {
	switch {
	case condition == "where" && d.AtLeast > 0:
		return string(cmp.Or(d.None, rulecheck.NoneUndetermined)) // no record of the list is concerned
	case condition == "where":
		return string(rulecheck.OutOfRange)
	case condition == "known":
		return string(rulecheck.Undetermined)
	}
	return string(rulecheck.Met)
}

func suite[S any](set *rulecheck.Set[S], check int, d rulecheck.Definition) *ruletest.Suite {
	subject := ruletest.Subject{
		Rules: rules.Definition{Default: string(rulecheck.Unmet)}, Outcomes: rulecheck.Expectation("").Values(), Fixed: true,
		New: func() any { return &example{} },
	}
	for _, c := range set.Conditions(check) {
		subject.Rules.Rules = append(subject.Rules.Rules, rules.Rule{Name: c.Name, When: c.Text, Then: outcome(d, c.Name)})
	}
	original := subject.Rules
	subject.Compile = func(changed rules.Definition) (ruletest.Decider, error) {
		return compile(set, check, d, original, changed)
	}
	file, node := set.Place(check)
	s, _ := ruletest.NewSuite(d.Check, subject, file, "", definition(set, check, node)) // it has no cases yet that could be wrong
	for i, c := range d.Cases {
		s.Cases = append(s.Cases, ruletest.Case{Name: named(c, i), Given: &example{i}, At: c.At.Start(), Expect: string(c.Expect), Place: place(d.Check, file, node, i)})
	}
	return s
}

func named(c rulecheck.Case, i int) string {
	if c.Case != "" {
		return c.Case
	}
	return fmt.Sprintf("case %d", i+1)
}

// definition is a node in which the conditions stand as the rules of a set do, at the places
// where they are in the file.
func definition[S any](set *rulecheck.Set[S], check int, node *records.Node) *records.Node {
	if node == nil {
		return nil
	}
	list := &records.Node{Kind: records.ListNode, Line: node.Line, Column: node.Column}
	for _, c := range set.Conditions(check) {
		list.Items = append(list.Items, &records.Node{
			Kind: records.MapNode, Line: c.Node.Line, Column: c.Node.Column,
			Fields: []records.Field{{Name: "when", Value: c.Node}, {Name: "then", Value: c.Node}},
		})
	}
	fallback := child(node, "message")
	if fallback == nil {
		fallback = node
	}
	return &records.Node{Kind: records.MapNode, Line: node.Line, Column: node.Column, Fields: []records.Field{
		{Name: "default", Value: fallback}, {Name: "rules", Value: list},
	}}
}

func place(check, file string, node *records.Node, i int) ruletest.Place {
	if node != nil {
		if cases := child(node, "cases"); cases != nil && i < len(cases.Items) {
			return ruletest.Place{File: file, Line: cases.Items[i].Line, Column: cases.Items[i].Column}
		}
	}
	return ruletest.Place{File: check + ": cases[" + strconv.Itoa(i) + "]"}
}

func child(node *records.Node, name string) *records.Node {
	for i := range node.Fields {
		if node.Fields[i].Name == name {
			return node.Fields[i].Value
		}
	}
	return nil
}

// compile makes a decider of a check, or of the check with changed conditions.
func compile[S any](set *rulecheck.Set[S], check int, d rulecheck.Definition, original, changed rules.Definition) (ruletest.Decider, error) {
	made := decider[S]{set: set, check: check, rules: changed}
	same := true
	for i, rule := range changed.Rules {
		same = same && rule.When == original.Rules[i].When
		switch rule.Name {
		case "where":
			d.Where = rule.When
		case "known":
			d.Known = rule.When
		default:
			d.Require = rule.When
		}
	}
	if same {
		return made, nil
	}
	other, err := rulecheck.Compile[S]([]rulecheck.Definition{d}, rules.Limits{})
	made.set, made.check = other, 0
	return made, err
}

// A decider answers for a check with the whole of conformity: what it says is the finding that
// a report would have.
type decider[S any] struct {
	set   *rulecheck.Set[S]
	check int
	rules rules.Definition
}

func (d decider[S]) Decide(facts any, _ records.Clock) (ruletest.Answer, error) {
	o := d.set.Try(d.check, facts.(*example).at)
	answer := ruletest.Answer{Outcome: string(o.Got), Rule: -1}
	for i, rule := range d.rules.Rules {
		if rule.Name == o.By {
			answer = ruletest.Answer{Outcome: rule.Then, Rule: i}
		}
	}
	if o.By == "" && o.Got == rulecheck.Unmet {
		answer.Outcome = d.rules.Default
	}
	if o.Got == o.Want && !o.OK() {
		answer.Outcome += ", which " + strings.Join(o.Wrong, " and ")
	}
	return answer, nil
}

func (d decider[S]) Explain(facts any, _ records.Clock) string {
	return d.set.Try(d.check, facts.(*example).at).Explanation
}

func (d decider[S]) Terms() [][]rules.Term {
	var terms [][]rules.Term
	for _, c := range d.set.Conditions(d.check) {
		terms = append(terms, c.Terms)
	}
	return terms
}

func (d decider[S]) Observe(facts any, _ records.Clock, seen func(rule, term int, holds bool)) error {
	d.set.Observe(d.check, facts.(*example).at, seen)
	return nil
}
