package rules

import (
	"encoding/json"
)

// A Decision is what a set has decided, and by which rule.
type Decision[Outcome ~string] struct {
	Outcome Outcome
	Index   int // of the rule that decided in the set, from 0; -1 where none matched

	// The name is behind a pointer so that a decision is four words: the compiler keeps no more
	// than that in registers, and copying a larger one takes longer than finding it does.
	rule *string
}

// Rule returns the name of the rule that decided, or nothing where none matched.
func (d Decision[Outcome]) Rule() string {
	if d.rule == nil {
		return ""
	}
	return *d.rule
}

// ByDefault reports whether no rule matched.
func (d Decision[Outcome]) ByDefault() bool { return d.Index < 0 }

// decisionFields are those of a decision in JSON.
type decisionFields[Outcome ~string] struct {
	Outcome Outcome `json:"outcome"`
	Rule    string  `json:"rule,omitzero"`
	Index   int     `json:"index"`
}

// MarshalJSON writes the outcome, the name of the rule and its index.
func (d Decision[Outcome]) MarshalJSON() ([]byte, error) {
	return json.Marshal(decisionFields[Outcome]{d.Outcome, d.Rule(), d.Index})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Decision[Outcome]) UnmarshalJSON(data []byte) error {
	var fields decisionFields[Outcome]
	if err := json.Unmarshal(data, &fields); err != nil {
		return err
	}
	*d = Decision[Outcome]{Outcome: fields.Outcome, Index: fields.Index}
	if fields.Rule != "" {
		d.rule = &fields.Rule
	}
	return nil
}
