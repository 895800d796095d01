package competence

import (
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/risk/legal"
)

// A Competence is something that people in a role have to know or be able to do: search a
// vehicle, read an X-ray image, assess risks.
type Competence struct {
	ID          records.ID[Competence] `json:"id"`
	Title       string                 `json:"title"`
	Description string                 `json:"description,omitzero"`
	Lasts       records.Period         `json:"lasts,omitzero"` // how long evidence of it is good for; zero: without end
}

// Ref names the competence.
func (c Competence) Ref() records.Ref { return records.Ref{Kind: "competence", ID: string(c.ID)} }

// Validate reports every fault of the competence at once.
func (c Competence) Validate() error {
	var f records.Faults
	f.Require("id", string(c.ID))
	f.Require("title", c.Title)
	return f.Err()
}

// LastDay returns the last day on which evidence is good that is good from the day given, or
// no day where it is good without end.
func (c Competence) LastDay(from records.Date) records.Date {
	if end := c.Lasts.After(from); !end.IsZero() {
		return records.DateOf(end.Add(-1))
	}
	return records.Date{}
}

// A Requirement is that whoever holds a role has to have a competence or a security
// clearance, or that it was decided that the role requires no qualification. A role has as
// many as it requires competences and clearances.
type Requirement struct {
	ID         records.ID[Requirement]           `json:"id"`
	Role       records.ID[organization.Role]     `json:"role"`
	Competence records.ID[Competence]            `json:"competence,omitzero"`
	Clearance  string                            `json:"clearance,omitzero"` // the grade of the clearance, as clearances name it
	None       string                            `json:"none,omitzero"`      // why the role requires no qualification
	From       records.Date                      `json:"from,omitzero"`      // first day; zero: since before anybody kept count
	Until      records.Date                      `json:"until,omitzero"`     // last day; zero while there is none
	Reason     string                            `json:"reason,omitzero"`    // what it is needed for
	Risks      []records.ID[risk.Risk]           `json:"risks,omitempty"`    // risks, laws and procedures on account of which it is needed
	Laws       []records.ID[legal.Requirement]   `json:"laws,omitempty"`
	Procedures []records.ID[documents.Procedure] `json:"procedures,omitempty"`
}

// Ref names the requirement.
func (q Requirement) Ref() records.Ref {
	return records.Ref{Kind: "competence requirement", ID: string(q.ID)}
}

// Validate reports every fault of the requirement at once.
func (q Requirement) Validate() error {
	var f records.Faults
	f.Require("id", string(q.ID))
	f.Require("role", string(q.Role))
	said := 0
	for _, text := range [...]string{string(q.Competence), q.Clearance, q.None} {
		if text != "" {
			said++
		}
	}
	switch {
	case said == 0:
		f.Add("competence", "is missing: name one, or a clearance, or say under none why the role requires no qualification")
	case said > 1:
		f.Add("competence", "stands beside a clearance or none: make an entry for each")
	}
	f.Order("from", q.From, "until", q.Until)
	return f.Err()
}

// Holds reports whether the role requires it at the time of the clock.
func (q Requirement) Holds(clock records.Clock) bool {
	return q.span().holds(clock)
}

func (q *Requirement) span() span { return span{q.From, q.Until} }
