package ruletest

import (
	"fmt"
	"strconv"
	"time"

	"github.com/iso28000/iso28000/records"
)

// A Suite is a subject with its cases.
type Suite struct {
	Name    string // what reports call it: the file of the rules, or the id of what holds them
	File    string // of the rules; empty where they come from none
	Subject Subject
	Cases   []Case

	node *records.Node // of the definition; nil where it comes from no file
}

// NewSuite makes a suite of the cases that stand with the rules of the subject. Node is the
// definition, at that path in the file, which gives places to what is reported; where it is nil,
// as for rules that were made in Go, places are paths in the definition. What is wrong with cases comes back
// all at once, as [records.FileErrors].
func NewSuite(name string, subject Subject, file, path string, node *records.Node) (*Suite, error) {
	s := &Suite{Name: name, File: file, Subject: subject, node: node}
	var faults records.FileFaults
	r := caseReader{subject: &s.Subject, file: file, faults: &faults}
	for i, rule := range subject.Rules.Rules {
		at := "rules[" + strconv.Itoa(i) + "].cases"
		if path != "" {
			at = path + "." + at
		}
		s.Cases = append(s.Cases, r.read(rule.Cases, at, i)...)
	}
	return s, faults.Err()
}

// Add adds the cases of a file of their own: a list of them, at where they stand in the file,
// and the instant for those that say none.
func (s *Suite) Add(file, path string, list *records.Node, at time.Time) error {
	var faults records.FileFaults
	r := caseReader{subject: &s.Subject, file: file, at: at, faults: &faults}
	if list.Kind != records.ListNode {
		r.add(list, path, "is %v, where a list of cases is needed", list.Kind)
		return faults.Err()
	}
	s.Cases = append(s.Cases, r.read(list.Items, path, -1)...)
	return faults.Err()
}

// condition returns the place of a byte in the condition of a rule.
func (s *Suite) condition(rule, offset int) Place {
	path := fmt.Sprintf("rules[%d].when", rule)
	if s.node == nil {
		return inDefinition(path, s.Subject.Rules.Rules[rule].When, offset)
	}
	return inFile(s.File, follow(s.node, path), offset)
}

// field returns the place of a part of the definition that is no condition.
func (s *Suite) field(path string) Place {
	if s.node == nil {
		return Place{File: path}
	}
	return inFile(s.File, follow(s.node, path), -1)
}
