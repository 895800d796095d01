package suppliers

import (
	"fmt"
	"strings"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A Specification is what the organization requires, as to security, of goods and services that
// it buys. It is revised, and whoever supplies them is told each time.
type Specification struct {
	ID             records.ID[Specification] `json:"id"`
	Title          string                    `json:"title"`
	Purchases      []records.ID[Purchase]    `json:"purchases"` // that it is for
	Revisions      []Revision                `json:"revisions,omitempty"`
	Communications []Communication           `json:"communications,omitempty"`
	ReviewedOn     records.Date              `json:"reviewed_on,omitzero"` // when it was last looked through
	NextReviewOn   records.Date              `json:"next_review_on,omitzero"`
}

// A Revision is one version of a specification.
type Revision struct {
	Number        string                         `json:"number"` // its name among the revisions
	Requirements  []string                       `json:"requirements"`
	Document      records.ID[documents.Document] `json:"document,omitzero"` // in which they are written down
	ApprovedBy    records.ID[records.Person]     `json:"approved_by,omitzero"`
	ApprovedOn    records.Date                   `json:"approved_on,omitzero"`
	EffectiveFrom records.Date                   `json:"effective_from,omitzero"` // first day on which it applies
	WithdrawnOn   records.Date                   `json:"withdrawn_on,omitzero"`   // first day on which it no longer does
}

// A Communication is that suppliers were told of a revision.
type Communication struct {
	On        records.Date           `json:"on"`
	Revision  string                 `json:"revision"` // its number
	Suppliers []records.ID[Supplier] `json:"suppliers"`
	Means     string                 `json:"means"` // how: a clause of the contract, a portal, a letter
}

// Ref names the record.
func (x Specification) Ref() records.Ref {
	return records.Ref{Kind: "specification", ID: string(x.ID)}
}

func (x *Specification) life(i int) records.Life {
	r := &x.Revisions[i]
	l := records.Life{ApprovedOn: r.ApprovedOn, EffectiveFrom: r.EffectiveFrom, WithdrawnOn: r.WithdrawnOn}
	if r.ApprovedBy == "" {
		l.ApprovedOn = records.Date{} // approved by nobody
	}
	return l
}

// Current returns the revision in force at the time of the clock, or nil, as that of a document.
func (x Specification) Current(clock records.Clock) *Revision {
	if i := records.Current(clock, len(x.Revisions), x.life); i >= 0 {
		return &x.Revisions[i]
	}
	return nil
}

// State returns how far the specification has come, and by which revision.
func (x Specification) State(clock records.Clock) (records.State, *Revision) {
	state, i := records.Standing(clock, len(x.Revisions), x.life)
	if i < 0 {
		return state, nil
	}
	return state, &x.Revisions[i]
}

// ToldOn returns the first day, of those that have begun, on which the supplier was told of the
// revision with that number, or no day.
func (x Specification) ToldOn(clock records.Clock, supplier records.ID[Supplier], number string) records.Date {
	var first records.Date
	for _, c := range x.Communications {
		if c.Revision != number || !clock.Happened(c.On) || (!first.IsZero() && !c.On.Before(first)) {
			continue
		}
		for _, s := range c.Suppliers {
			if s == supplier {
				first = c.On
			}
		}
	}
	return first
}

func (x *Specification) numbered(number string) int {
	for i := range x.Revisions {
		if x.Revisions[i].Number == number && number != "" {
			return i
		}
	}
	return -1
}

// Validate reports every fault of the specification at once.
func (x Specification) Validate() error {
	var f records.Faults
	f.Require("id", string(x.ID))
	f.Require("title", x.Title)
	if len(x.Purchases) == 0 {
		f.Add("purchases", "is missing: say which goods or services the requirements are for")
	}
	for i, p := range x.Purchases {
		f.Require(fmt.Sprintf("purchases[%d]", i), string(p))
	}
	numbers := map[string]int{}
	for i, r := range x.Revisions {
		at := fmt.Sprintf("revisions[%d]", i)
		f.Within(at, r.faults())
		number := strings.TrimSpace(r.Number)
		if first, taken := numbers[number]; taken && number != "" {
			f.Add(at+".number", "%q is that of revisions[%d] already: give each its own", number, first)
			continue
		}
		numbers[number] = i
	}
	for i, c := range x.Communications {
		at := fmt.Sprintf("communications[%d]", i)
		f.Within(at, c.faults())
		if c.Revision != "" && x.numbered(c.Revision) < 0 {
			f.Add(at+".revision", "%q is none of the revisions of the specification", c.Revision)
		}
	}
	return f.Err()
}

func (r Revision) faults() error {
	var f records.Faults
	f.Require("number", r.Number)
	if len(r.Requirements) == 0 && r.Document == "" {
		f.Add("requirements", "is missing: say what is required, or name the document that does")
	}
	for i, text := range r.Requirements {
		f.Require(fmt.Sprintf("requirements[%d]", i), text)
	}
	switch {
	case r.ApprovedBy == "" && !r.ApprovedOn.IsZero():
		f.Add("approved_by", "is missing: say who approved it on %s", r.ApprovedOn)
	case r.ApprovedBy != "" && r.ApprovedOn.IsZero():
		f.Add("approved_on", "is missing: say when person %s approved it", r.ApprovedBy)
	}
	f.Order("approved_on", r.ApprovedOn, "withdrawn_on", r.WithdrawnOn)
	return f.Err()
}

func (c Communication) faults() error {
	var f records.Faults
	f.RequireDate("on", c.On)
	f.Require("revision", c.Revision)
	f.Require("means", c.Means)
	if len(c.Suppliers) == 0 {
		f.Add("suppliers", "is missing: say who was told")
	}
	for i, s := range c.Suppliers {
		f.Require(fmt.Sprintf("suppliers[%d]", i), string(s))
	}
	return f.Err()
}
