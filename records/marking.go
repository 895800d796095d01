package records

import "slices"

// A Marking says how far what is in a record may travel.
type Marking struct {
	Level        int64    `json:"level,omitzero"`         // from 0, which anybody may read; what the levels are called is the host's
	Compartments []string `json:"compartments,omitempty"` // a reader has to be admitted to each of them: need to know
}

// A Clearance is what somebody may read: what is marked no higher, and in no compartment that
// is not among these.
type Clearance struct {
	Level        int64    `json:"level,omitzero"`
	Compartments []string `json:"compartments,omitempty"`
}

// Covers reports whether what is marked so may be read.
func (c Clearance) Covers(m Marking) bool {
	if m.Level > c.Level {
		return false
	}
	for _, compartment := range m.Compartments {
		if !slices.Contains(c.Compartments, compartment) {
			return false
		}
	}
	return true
}

// Marking returns how the record is marked.
func (c Columns) Marking() Marking { return Marking{c.Level, c.Compartments} }

// A Principal is who asks. The host has authenticated it, and says so on each call.
type Principal struct {
	ID        string // stable; it is recorded as the actor. Required.
	Name      string // for messages
	Roles     []string
	Clearance Clearance
}
