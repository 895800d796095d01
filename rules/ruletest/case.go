package ruletest

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/iso28000/iso28000/records"
)

// ByDefault is what a case says in by where no rule is to match.
const ByDefault = "default"

// A Case is one example of what a subject has to decide.
type Case struct {
	Name   string    // what people call it; a file that names none shows what is given
	Given  any       // the facts, as New of the subject makes them
	At     time.Time // the instant that the rules are asked about; the zero value where they must not ask
	Expect string    // the outcome
	By     string    // the name of the rule that has to decide, or ByDefault; empty for any
	Place  Place     // where it stands
}

// A caseNode is a case as it stands in a file.
type caseNode struct {
	Case   string        `json:"case"`
	Given  *records.Node `json:"given"`
	At     moment        `json:"at"`
	Expect string        `json:"expect"`
	By     string        `json:"by"`
}

// A moment is a day, from its beginning, or an instant.
type moment struct{ time.Time }

func (m *moment) UnmarshalText(text []byte) error {
	if day, err := records.ParseDate(string(text)); err == nil {
		m.Time = day.Start()
		return nil
	}
	at, err := time.Parse(time.RFC3339, string(text))
	if err != nil || at.UTC().Year() < 1 || at.UTC().Year() > 9999 {
		return fmt.Errorf("%s is neither a day nor an instant: write 2006-01-02, or 2006-01-02T15:04:05Z", quote(string(text)))
	}
	m.Time = at.UTC()
	return nil
}

// A caseReader reads cases for one subject.
type caseReader struct {
	subject *Subject
	file    string
	at      time.Time // for cases that say none themselves
	faults  *records.FileFaults
}

// read reads the cases of a list. Those below a rule, at a place from 0, expect that one to
// decide unless they say otherwise; for others under is -1.
func (r *caseReader) read(nodes []*records.Node, path string, under int) []Case {
	var cases []Case
	for i, node := range nodes {
		if c, ok := r.one(node, path+"["+strconv.Itoa(i)+"]", under); ok {
			cases = append(cases, c)
		}
	}
	return cases
}

func (r *caseReader) one(node *records.Node, path string, under int) (Case, bool) {
	before := r.faults.Len()
	var written caseNode
	r.decode(node, path, &written)
	if node.Kind == records.MapNode && written.Given == nil && !lacksNear(node, "given") {
		r.add(node, path+".given", "is missing: say which facts are given, by their names in rules; given: {} for none")
	}
	c := Case{
		Name: written.Case, At: written.At.Time, Expect: written.Expect, By: written.By,
		Place: Place{r.file, node.Line, node.Column},
	}
	if c.At.IsZero() {
		c.At = r.at
	}
	if written.Given != nil {
		c.Given = r.given(written.Given, path+".given")
		if c.Name == "" {
			c.Name = brief(written.Given)
		}
	}
	if r.faults.Len() == before {
		r.expectation(&c, node, path, under)
	}
	return c, r.faults.Len() == before
}

// given reads the facts of a case and completes them.
func (r *caseReader) given(node *records.Node, path string) any {
	facts := r.subject.New()
	before := r.faults.Len()
	r.decode(node, path, facts)
	if r.faults.Len() > before || r.subject.Complete == nil {
		return facts
	}
	err := r.subject.Complete(facts)
	if err == nil {
		return facts
	}
	faults := records.FaultsOf(err)
	if len(faults) == 0 {
		faults = []*records.Fault{{Message: err.Error()}}
	}
	for _, fault := range faults {
		at := path
		if fault.Path != "" {
			at += "." + fault.Path
		}
		r.add(follow(node, fault.Path), at, "%s", fault.Message)
	}
	return facts
}

// decode reads a node and notes what is wrong with it, below the path.
func (r *caseReader) decode(node *records.Node, path string, into any) {
	d := records.NewDecoder().AsGiven()
	defer func() {
		if refused := recover(); refused != nil { // facts of a type that no file can hold
			r.add(node, path, "cannot be read for facts of the type %s: %v", r.subject.typeName(), refused)
		}
	}()
	d.Decode(r.file, node, into)
	var all records.FileErrors
	if !errors.As(d.Err(), &all) {
		return
	}
	for _, fault := range all {
		switch {
		case fault.Path == "":
			fault.Path = path
		case fault.Path[0] == '[':
			fault.Path = path + fault.Path
		default:
			fault.Path = path + "." + fault.Path
		}
		r.faults.Add(fault)
	}
}

func (r *caseReader) add(node *records.Node, path, format string, args ...any) {
	r.faults.Add(records.FileError{File: r.file, Line: node.Line, Column: node.Column, Path: path, Message: fmt.Sprintf(format, args...)})
}

// expectation settles what a case expects, and refuses what no decision can be.
func (r *caseReader) expectation(c *Case, node *records.Node, path string, under int) {
	s := r.subject
	if c.Expect != "" && len(s.Outcomes) > 0 && !slices.Contains(s.Outcomes, c.Expect) {
		r.add(child(node, "expect"), path+".expect", "%s is none of %s%s", quote(c.Expect), strings.Join(s.Outcomes, ", "), records.DidYouMean(c.Expect, s.Outcomes))
		return
	}
	if under >= 0 && c.By == "" && (c.Expect == "" || c.Expect == s.Rules.Rules[under].Then) {
		c.By = s.Rules.Rules[under].Name
	}
	if c.Expect == "" && c.By == "" {
		r.add(node, path+".expect", "is missing: say which outcome is expected, or in by which rule has to decide")
		return
	}
	if c.By == "" {
		return
	}
	outcome, known := s.outcomeOf(c.By)
	switch {
	case !known:
		r.add(child(node, "by"), path+".by", "%s is the name of no rule here%s", quote(c.By), records.DidYouMean(c.By, s.deciders()))
	case c.Expect == "":
		c.Expect = outcome
	case c.Expect != outcome:
		r.add(child(node, "by"), path+".by", "%s decides %s, and the case expects %s: one of the two is wrong", quote(c.By), outcome, c.Expect)
	}
}

// outcomeOf returns what is decided where the rule of that name does, or the default.
func (s *Subject) outcomeOf(by string) (outcome string, known bool) {
	for _, rule := range s.Rules.Rules {
		if rule.Name == by {
			return rule.Then, true
		}
	}
	return s.Rules.Default, by == ByDefault
}

// deciders returns what a case may say in by.
func (s *Subject) deciders() []string {
	var names []string
	for _, rule := range s.Rules.Rules {
		names = append(names, rule.Name)
	}
	return append(names, ByDefault)
}
