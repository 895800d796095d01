package risk

import (
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A Control is a measure in place that lowers the likelihood or the consequence of risks. What
// is decided and not yet in place is a [Treatment].
type Control struct {
	ID              records.ID[Control]            `json:"id"`
	Title           string                         `json:"title"`
	Description     string                         `json:"description,omitzero"` // what it does, and how one sees that it works
	Lowers          []Effect                       `json:"lowers,omitempty"`
	Owner           records.ID[records.Person]     `json:"owner,omitzero"`
	Treatment       records.ID[Treatment]          `json:"treatment,omitzero"`         // that put it in place
	Document        records.ID[documents.Document] `json:"document,omitzero"`          // that describes it
	InOperationFrom records.Date                   `json:"in_operation_from,omitzero"` // zero while it is only planned
	Until           records.Date                   `json:"until,omitzero"`             // its last day in operation; zero while there is none
}

// An Effect is what a measure lowers.
type Effect string

// The effects.
const (
	OnLikelihood  Effect = "likelihood"
	OnConsequence Effect = "consequence"
)

// Values lists the effects there are.
func (Effect) Values() []string { return []string{string(OnLikelihood), string(OnConsequence)} }

// Ref names the control.
func (c Control) Ref() records.Ref { return records.Ref{Kind: "control", ID: string(c.ID)} }

// InOperation reports whether the control works at the time of the clock.
func (c Control) InOperation(clock records.Clock) bool {
	return clock.Happened(c.InOperationFrom) && !clock.Over(c.Until)
}

// Validate reports every fault of the control at once.
func (c Control) Validate() error {
	var f records.Faults
	f.Require("id", string(c.ID))
	f.Require("title", c.Title)
	effects(&f, c.Lowers)
	f.Order("in_operation_from", c.InOperationFrom, "until", c.Until)
	return f.Err()
}

func effects(f *records.Faults, lowers []Effect) {
	for i, effect := range lowers {
		f.Enum(at("lowers", i), effect)
	}
}
