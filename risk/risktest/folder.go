package risktest

import (
	"fmt"
	"io/fs"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/rules"
	"github.com/iso28000/iso28000/rules/ruletest"
)

// Folder is the source of the criteria in a folder and those below it that have tolerability
// rules: in a list criteria, as the folder of a system has it, or alone in a file. Without
// formats, JSON is read.
func Folder(fsys fs.FS, formats ...records.Format) ruletest.Source {
	return ruletest.Scan(fsys, Find, formats...)
}

// Find returns the suites of the criteria in one file, for [ruletest.Scan].
func Find(file string, top *records.Node) ([]*ruletest.Suite, error) {
	if list := field(top, "criteria"); list != nil && (list.Kind == records.ListNode || field(list, "tolerability") != nil) {
		return inList(file, list)
	}
	if field(top, "tolerability") == nil {
		return nil, nil
	}
	var criteria risk.Criteria
	var faults records.FileFaults
	faults.AddError(file, decode(file, top, &criteria))
	return find(file, "", top, criteria, &faults), faults.Err()
}

// inList reads the criteria of a system, and nothing else in the file.
func inList(file string, list *records.Node) ([]*ruletest.Suite, error) {
	var holder struct {
		Criteria []risk.Criteria `json:"criteria"`
	}
	top := &records.Node{Kind: records.MapNode, Line: list.Line, Column: list.Column}
	top.Fields = []records.Field{{Name: "criteria", Line: list.Line, Column: list.Column, Value: list}}
	var faults records.FileFaults
	faults.AddError(file, decode(file, top, &holder))
	var suites []*ruletest.Suite
	for i := range holder.Criteria {
		suites = append(suites, find(file, fmt.Sprintf("criteria[%d].", i), list.Items[i], holder.Criteria[i], &faults)...)
	}
	return suites, faults.Err()
}

func decode(file string, node *records.Node, into any) error {
	decoder := records.NewDecoder()
	decoder.Decode(file, node, into)
	return decoder.Err()
}

// find returns the suite of criteria, or none where they have no rules. What is wrong with the
// cases is found also where something is wrong with the criteria, which was noted already.
func find(file, at string, node *records.Node, criteria risk.Criteria, faults *records.FileFaults) []*ruletest.Suite {
	definition := field(node, "tolerability")
	if definition == nil {
		return nil
	}
	subject, err := Subject(criteria)
	if err != nil {
		subject = ruletest.SetOf[risk.Facts, risk.Tolerability](criteria.Tolerability, rules.Limits{})
	}
	suite, err := ruletest.NewSuite(string(criteria.ID), subject, file, at+"tolerability", definition)
	faults.AddError(file, err)
	return []*ruletest.Suite{suite}
}

// Subject is the subject of the tolerability rules of criteria, for cases that are made in Go.
func Subject(criteria risk.Criteria) (ruletest.Subject, error) {
	rater, err := criteria.Compile()
	if err != nil {
		return ruletest.Subject{}, err
	}
	subject := ruletest.SetOf[risk.Facts, risk.Tolerability](criteria.Tolerability, rules.Limits{})
	subject.Complete = func(facts any) error { return rater.CompleteFacts(facts.(*risk.Facts)) }
	return subject, nil
}

func field(node *records.Node, name string) *records.Node {
	for i := range node.Fields {
		if node.Fields[i].Name == name && node.Fields[i].Value.Kind != records.NullNode {
			return node.Fields[i].Value
		}
	}
	return nil
}
