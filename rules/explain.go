package rules

import (
	"reflect"

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
