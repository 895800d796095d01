package ruletest

import (
	"errors"
	"fmt"
	"strings"

	"github.com/iso28000/iso28000/records"
)

// Options say what beside the cases is looked at.
type Options struct {
	Coverage int // percent that the cases have to cover. Defaults to 0: it is told, and never fails.
	Mutation int // percent of the changes to the rules that cases have to notice. Defaults to 0: none are tried, unless Mutate is set.

	Mutate  bool // try the changes and tell of them also where Mutation is 0
	Changes int  // how many changes are tried of one suite; the others are counted. Defaults to 2,000.
}

const defaultChanges = 2000

// A Report is what came of the cases of one suite.
type Report struct {
	Suite    string    `json:"suite"`
	File     string    `json:"file,omitzero"`
	Results  []Result  `json:"results"` // of each case, in their order
	Coverage Coverage  `json:"coverage"`
	Mutation *Mutation `json:"mutation,omitempty"` // nil where it was not asked for, or cases failed

	options Options
}

// A Result is how one case came out.
type Result struct {
	Case   string `json:"case"`
	Place  Place  `json:"place"`
	Passed bool   `json:"passed"`
	Answer Answer `json:"answer"` // what was decided; no outcome where it could not be worked out

	// Where the case failed: what it expects, what came of it or why nothing did, and how.
	Expected    string `json:"expected,omitzero"`
	Got         string `json:"got,omitzero"`
	Explanation string `json:"explanation,omitzero"`
}

// Test runs the cases. The error is that of a subject that does not compile.
func (s *Suite) Test(options Options) (*Report, error) {
	d, err := s.Subject.Compile(s.Subject.Rules)
	if err != nil {
		return nil, err
	}
	report := &Report{Suite: s.Name, File: s.File, options: options}
	failed := false
	for i := range s.Cases {
		result := s.try(d, &s.Cases[i])
		failed = failed || !result.Passed
		report.Results = append(report.Results, result)
	}
	report.Coverage = s.cover(d, report.Results)
	if (options.Mutation > 0 || options.Mutate) && !failed {
		report.Mutation = s.mutate(options.Changes)
	}
	return report, nil
}

// Failed returns how many cases failed.
func (r *Report) Failed() int {
	n := 0
	for i := range r.Results {
		if !r.Results[i].Passed {
			n++
		}
	}
	return n
}

// Err says what is not as the options ask: that there are no cases, that some fail, or that
// they cover or notice too little. Nil where nothing is.
func (r *Report) Err() error {
	var wrong []error
	add := func(format string, args ...any) { wrong = append(wrong, fmt.Errorf(format, args...)) }
	failed := r.Failed()
	switch {
	case len(r.Results) == 0:
		add("%s has no cases: write some below its rules, or in a file with a list cases", r.Suite)
	case failed == 1:
		add("1 case of %s failed", r.Suite)
	case failed > 1:
		add("%d cases of %s failed", failed, r.Suite)
	}
	if percent := r.Coverage.Percent(); percent < r.options.Coverage {
		add("the cases of %s cover %d %%, and %d %% are asked for", r.Suite, percent, r.options.Coverage)
	}
	switch m := r.Mutation; {
	case r.options.Mutation == 0:
	case m == nil:
		add("whether the cases of %s notice changes was not tried: they have to come out as expected first", r.Suite)
	case m.Percent() < r.options.Mutation:
		add("the cases of %s notice %d %% of the changes, and %d %% are asked for", r.Suite, m.Percent(), r.options.Mutation)
	case m.Untried > 0:
		add("%s of %s were not tried: raise Options.Changes", counted(m.Untried, "change"), r.Suite)
	}
	return errors.Join(wrong...)
}

// try runs one case.
func (s *Suite) try(d Decider, c *Case) Result {
	answer, why := s.decide(d, c)
	result := Result{Case: c.Name, Place: c.Place, Answer: answer, Passed: why == "" && s.Subject.expects(c, answer)}
	if result.Passed {
		return result
	}
	if why == "" {
		why = answer.Outcome + " by " + s.Subject.name(answer.Rule)
	}
	result.Expected, result.Got = s.Subject.expected(c), why
	result.Explanation = d.Explain(c.Given, clockOf(c))
	return result
}

// decide decides on the facts of a case, or says why nothing is decided.
func (s *Suite) decide(d Decider, c *Case) (Answer, string) {
	clock := &askedClock{Clock: clockOf(c)}
	answer, err := d.Decide(c.Given, clock)
	switch {
	case clock.asked && c.At.IsZero():
		return Answer{Rule: -1}, "nothing: the rules ask what day it is, so give the case one, as in at: 2026-05-04"
	case err != nil:
		return Answer{Rule: -1}, "nothing: " + err.Error()
	}
	return answer, ""
}

// expects reports whether an answer is the one that a case expects.
func (s *Subject) expects(c *Case, answer Answer) bool {
	return answer.Outcome == c.Expect && (c.By == "" || s.decidedBy(c.By, answer.Rule))
}

func (s *Subject) decidedBy(by string, rule int) bool {
	if rule >= 0 {
		return by == s.Rules.Rules[rule].Name
	}
	if by != ByDefault {
		return false
	}
	for _, rule := range s.Rules.Rules {
		if rule.Name == by { // a rule of that name is meant
			return false
		}
	}
	return true
}

func (s *Subject) expected(c *Case) string {
	for i, rule := range s.Rules.Rules {
		if rule.Name == c.By {
			return c.Expect + " by " + s.name(i)
		}
	}
	if c.By != "" {
		return c.Expect + " by " + c.By
	}
	return c.Expect
}

func clockOf(c *Case) records.Clock { return records.At(c.At) }

// An askedClock notes that it was asked.
type askedClock struct {
	records.Clock
	asked bool
}

func (c *askedClock) Happened(d records.Date) bool {
	c.asked = true
	return c.Clock.Happened(d)
}

func (c *askedClock) Over(d records.Date) bool {
	c.asked = true
	return c.Clock.Over(d)
}

func (c *askedClock) Within(d records.Date, p records.Period) bool {
	c.asked = true
	return c.Clock.Within(d, p)
}

// indent puts blanks before each line that is not empty.
func indent(text, by string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if line != "\n" {
			b.WriteString(by)
		}
		b.WriteString(line)
	}
	return b.String()
}
