package rulecheck

import (
	"fmt"
	"strings"
	"time"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
)

// An Outcome is how a case came out.
type Outcome struct {
	Check       string // the id of the check
	Case        string // what the case shows, or its number
	Place       string // where it stands
	Want        Expectation
	Got         Expectation
	By          string       // the condition that decided: where, known or require; empty where it is unmet, or a condition could not be worked out
	Says        string       // the message
	Lapses      records.Date // the day on which the answer turns by itself, or none
	Wrong       []string     // what is not as expected; empty where everything is
	Explanation string       // how the conditions came out, where something is wrong
}

// OK reports whether the case came out as expected.
func (o Outcome) OK() bool { return len(o.Wrong) == 0 }

// String says how the case came out; of one that did not come out as expected, why, down to
// the value of each part of the conditions.
func (o Outcome) String() string {
	if o.OK() {
		return fmt.Sprintf("%s: %s: %s", o.Check, o.Case, o.Got)
	}
	return fmt.Sprintf("%s: %s: %s: %s\n%s", o.Place, o.Check, o.Case, strings.Join(o.Wrong, "; "), strings.TrimRight(o.Explanation, "\n"))
}

// Test tries the cases of all checks, in their order. Package checktest does more: it says
// what they cover, and which mistakes they would notice.
func (s *Set[S]) Test() []Outcome {
	var outcomes []Outcome
	for i, k := range s.checks {
		for j := range k.examples {
			outcomes = append(outcomes, s.Try(i, j))
		}
	}
	return outcomes
}

// Try tries one case of one check, both by their place in the definitions.
func (s *Set[S]) Try(check, example int) Outcome {
	k := s.checks[check]
	e := &k.examples[example]
	o := Outcome{Check: k.Check, Case: e.Case.Case, Place: k.place(e.path, 0), Want: e.Expect, Got: OutOfRange, By: "where"}
	if o.Case == "" {
		o.Case = fmt.Sprintf("case %d", example+1)
	}
	system, at := e.system.Interface().(*S), e.At.Start()
	if found := answer(conformity.Run(checksOf[S](k), system, at), e.ref); found != nil {
		o.Got, o.Says, o.By = Expectation(found.Status.String()), found.Message(), k.decidedBy(found)
		if !found.Lapses.IsZero() {
			o.Lapses = records.DateOf(found.Lapses)
		}
	}
	if o.compare(e); !o.OK() {
		o.Explanation = explain(k, e, system, at, o.Says)
	}
	return o
}

// decidedBy names the condition that a finding comes from.
func (k *check) decidedBy(f *conformity.Finding) string {
	switch id := f.MessageID(); {
	case id == k.Check+".met":
		return "require"
	case id == k.Check+".unknown":
		return "known"
	case id == k.Check+".nothing" && k.AtLeast > 0:
		return "where"
	}
	return ""
}

// answer returns the finding about the record, or the worst where the list as a whole is meant.
func answer(findings []conformity.Finding, about records.Ref) *conformity.Finding {
	for i := range findings {
		if about.IsZero() || findings[i].Subject == about {
			return &findings[i]
		}
	}
	return nil
}

func (o *Outcome) compare(e *example) {
	wrong := func(format string, args ...any) { o.Wrong = append(o.Wrong, fmt.Sprintf(format, args...)) }
	if o.Got != o.Want {
		wrong("is %s, where %s is expected", o.Got, o.Want)
	}
	if e.Says != "" && o.Says != e.Says {
		wrong("does not say %q", e.Says)
	}
	switch {
	case e.Lapses == o.Lapses || e.Lapses.IsZero():
	case o.Lapses.IsZero():
		wrong("never lapses, where that is expected on %s", e.Lapses)
	default:
		wrong("lapses on %s, where that is expected on %s", o.Lapses, e.Lapses)
	}
}

// explain says how the conditions came out of which the answer depends.
func explain[S any](k *check, e *example, system *S, at time.Time, says string) string {
	var b strings.Builder
	if says != "" {
		fmt.Fprintf(&b, "  it says: %s\n", says)
	}
	ask[S](k, e, system, at, func(c condition, facts any, clock records.Clock) (bool, error) {
		reason, err := c.Explain(facts, clock)
		fmt.Fprintf(&b, "  %s: %s", c.name, strings.ReplaceAll(reason.String(), "\n", "\n  "))
		b.WriteString("\n")
		return reason.Holds, err
	})
	lines := strings.FieldsFunc(b.String(), func(r rune) bool { return r == '\n' })
	kept := lines[:0]
	for _, line := range lines {
		if strings.TrimSpace(line) != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n") + "\n"
}

// ask asks a check about the record of a case, or about each of its list where the case names
// none, on the day itself and with conditions asked in a way of one's own.
func ask[S any](k *check, e *example, system *S, at time.Time, holds func(condition, any, records.Clock) (bool, error)) {
	over := false
	look := func(r *conformity.Reader) conformity.Verdict {
		if over { // a later instant, on which an answer turns
			return conformity.Verdict{}
		}
		over = true
		for range conformity.WhereOf(r, k.list.record, func(record records.Entity) bool {
			if e.ref.IsZero() || record.Ref() == e.ref {
				q := k.question(r, record)
				q.ask = holds
				q.verdict()
			}
			return false
		}) {
			break
		}
		return conformity.Verdict{}
	}
	conformity.Run([]conformity.Check[*S]{conformity.Whole[*S](k.Check, look)}, system, at)
}

// A Condition is one of the conditions of a check.
type Condition struct {
	Name  string // where, known or require
	Text  string
	Terms []rules.Term
	Node  *records.Node // where it stands; nil where that is in no file
}

// Conditions returns those conditions that a check has, in the order in which they are asked.
func (s *Set[S]) Conditions(check int) []Condition {
	k := s.checks[check]
	var all []Condition
	for _, c := range k.conditions() {
		var node *records.Node
		if k.source.node != nil {
			node = child(k.source.node, c.name)
		}
		all = append(all, Condition{c.name, c.String(), c.Terms(), node})
	}
	return all
}

func (k *check) conditions() []condition {
	var there []condition
	for _, c := range []condition{k.where, k.known, k.require} {
		if c.RecordCondition != nil {
			there = append(there, c)
		}
	}
	return there
}

// Observe asks a check about a case once more, and tells seen how each term came out that had
// to be asked: by the place of its condition in [Set.Conditions], and of the term in that.
func (s *Set[S]) Observe(check, example int, seen func(condition, term int, holds bool)) {
	k := s.checks[check]
	e := &k.examples[example]
	ask(k, e, e.system.Interface().(*S), e.At.Start(), func(c condition, facts any, clock records.Clock) (bool, error) {
		at := 0
		for i, there := range k.conditions() {
			if there.name == c.name {
				at = i
			}
		}
		return c.Observe(facts, clock, func(term int, holds bool) { seen(at, term, holds) })
	})
}

// Place returns the file that a check stands in and the node that it was read from: nothing
// where it stands in no file.
func (s *Set[S]) Place(check int) (file string, node *records.Node) {
	return s.checks[check].source.file, s.checks[check].source.node
}
