package organization

import "github.com/iso28000/iso28000/records"

// A Function is a part of the organization, seen by what it does (terminal operations,
// personnel), or a level of it (the board, shift leaders), for which security objectives may
// have to be set. Who works there is said by roles.
type Function struct {
	ID       records.ID[Function] `json:"id"`
	Title    string               `json:"title"`
	Kind     FunctionKind         `json:"kind"`
	Relevant records.Answer       `json:"relevant,omitzero"` // whether security depends on it, so that it needs objectives
	From     records.Date         `json:"from,omitzero"`     // first day; zero: since before anybody kept count
	Until    records.Date         `json:"until,omitzero"`    // last day; zero while there is none
}

// A FunctionKind says how a part of the organization is seen.
type FunctionKind string

// The kinds of function.
const (
	Working      FunctionKind = "function" // by what it does
	Hierarchical FunctionKind = "level"    // by how high it stands
)

// Values lists the kinds there are.
func (FunctionKind) Values() []string { return []string{string(Working), string(Hierarchical)} }

// Ref names the function.
func (x Function) Ref() records.Ref { return records.Ref{Kind: "function", ID: string(x.ID)} }

// Validate reports every fault of the function at once.
func (x Function) Validate() error {
	var f records.Faults
	f.Require("id", string(x.ID))
	f.Require("title", x.Title)
	f.Enum("kind", x.Kind)
	f.OptionalEnum("relevant", x.Relevant)
	f.Order("from", x.From, "until", x.Until)
	return f.Err()
}

// Exists reports whether the organization has the function at the time of the clock.
func (x Function) Exists(clock records.Clock) bool { return lasts(clock, x.From, x.Until) }
