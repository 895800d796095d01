package rules

import (
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/iso28000/iso28000/records"
)

// An Explanation is how a set came to its decision: each rule that was tried, in order, with
// the value of every part of its condition.
type Explanation[Outcome ~string] struct {
	Decision Decision[Outcome] `json:"decision"`         // the zero value where nothing is decided
	Tried    []Reason          `json:"tried"`            // up to the rule that decided or could not be worked out
	Untried  int               `json:"untried,omitzero"` // rules after that one
	Decided  bool              `json:"decided"`          // false where a rule could not be worked out
}

// A Reason is how one rule, or one condition, came out.
type Reason struct {
	Rule  string `json:"rule,omitzero"`  // its name; empty for a single condition
	Then  string `json:"then,omitzero"`  // what it decides where it holds
	Holds bool   `json:"holds"`          // false too where it could not be worked out
	Error string `json:"error,omitzero"` // why it could not be worked out
	Part  Part   `json:"part"`           // the condition as a whole
}

// A Part is a piece of a condition with its value.
type Part struct {
	Text    string `json:"text"`             // as it stands in the rule
	Offset  int    `json:"offset"`           // of the text in the condition, in bytes
	Value   string `json:"value,omitzero"`   // as a rule would write it, long ones cut; empty where it could not be worked out
	Error   string `json:"error,omitzero"`   // why it could not, where the reason lies in this part
	Skipped bool   `json:"skipped,omitzero"` // the answer did not depend on it: the value is what it would have been
	Element int    `json:"element,omitzero"` // of a part that a loop asks of each element: which element, from 1
	Omitted int    `json:"omitted,omitzero"` // of a loop: elements that are not shown
	Parts   []Part `json:"parts,omitempty"`  // what it is made of, without what is the same whatever the facts are
}

// Explain decides as [Set.Decide] does, and says how. Parts that short-circuiting skips are
// worked out too where that is safe, and marked; so the clock may be asked more than Decide
// asks it. The error is that of Decide, and the explanation then shows where it arose.
func (s *Set[Facts, Outcome]) Explain(facts *Facts, at records.Clock) (Explanation[Outcome], error) {
	var explained Explanation[Outcome]
	if facts == nil || at == nil {
		return explained, missing(facts == nil)
	}
	r := s.runner
	m := r.machines.Get().(*machine)
	defer r.machines.Put(m)
	m.start(reflect.ValueOf(facts).Elem(), at)
	defer m.stop()
	index := -1
	for i, x := range r.engine.exprs {
		reason, err := x.reason(m)
		reason.Then = s.definition.Rules[i].Then
		explained.Tried = append(explained.Tried, reason)
		explained.Untried = len(r.engine.exprs) - i - 1
		if err != nil {
			return explained, err
		}
		if reason.Holds {
			index = i
			break
		}
	}
	explained.Decision, explained.Decided = s.decision(index), true
	return explained, nil
}

// String writes the explanation for people: the decision, then each rule that was tried with
// its parts indented below it and their values at the right.
func (e Explanation[Outcome]) String() string {
	var b strings.Builder
	switch {
	case !e.Decided:
		b.WriteString("nothing is decided: a rule could not be worked out\n")
	case e.Decision.ByDefault():
		fmt.Fprintf(&b, "%s, by default: no rule matched\n", string(e.Decision.Outcome))
	default:
		fmt.Fprintf(&b, "%s, by rule %d: %s\n", string(e.Decision.Outcome), e.Decision.Index+1, e.Decision.Rule)
	}
	for i, reason := range e.Tried {
		fmt.Fprintf(&b, "%d. %s: %s\n", i+1, reason.Rule, reason.came())
		reason.Part.write(&b, 1)
	}
	if e.Untried > 0 {
		fmt.Fprintf(&b, "not tried: %s\n", counted(e.Untried, "further rule"))
	}
	return b.String()
}

// String writes the reason for people, its parts indented below it.
func (r Reason) String() string {
	var b strings.Builder
	if r.Rule != "" {
		b.WriteString(r.Rule + ": ")
	}
	b.WriteString(r.came() + "\n")
	r.Part.write(&b, 1)
	return b.String()
}

func (r Reason) came() string {
	switch {
	case r.Error != "":
		return "could not be worked out"
	case r.Holds:
		return "matched"
	}
	return "did not match"
}

func (p *Part) write(b *strings.Builder, depth int) {
	const width = 60
	text := strings.Repeat("   ", depth) + quoteSource(p.Text)
	if p.Element > 0 {
		text = fmt.Sprintf("%s[%d] %s", strings.Repeat("   ", depth), p.Element, quoteSource(p.Text))
	}
	value := p.Value
	switch {
	case p.Error != "":
		value = "? " + p.Error
	case value == "":
		value = "?"
	}
	fmt.Fprintf(b, "%s%s  %s", text, strings.Repeat(" ", max(width-utf8.RuneCountInString(text), 0)), value)
	if p.Skipped {
		b.WriteString(" (did not matter)")
	}
	b.WriteByte('\n')
	for i := range p.Parts {
		p.Parts[i].write(b, depth+1)
	}
	if p.Omitted > 0 {
		fmt.Fprintf(b, "%s… %d not shown\n", strings.Repeat("   ", depth+1), p.Omitted)
	}
}
