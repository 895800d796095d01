package legal

import (
	"fmt"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// A Source is where the organization learns of requirements and their changes: an official
// gazette, an association, an adviser. It is searched at an interval that is approved with it.
type Source struct {
	ID          records.ID[Source]            `json:"id"`
	Title       string                        `json:"title"`
	Kind        SourceKind                    `json:"kind"`
	Location    string                        `json:"location,omitzero"`
	Responsible records.ID[organization.Role] `json:"responsible,omitzero"` // who searches it
	Interval    records.Period                `json:"interval,omitzero"`    // at which it is searched, in days
	ApprovedBy  records.ID[records.Person]    `json:"approved_by,omitzero"` // nobody while it is only proposed
	ApprovedOn  records.Date                  `json:"approved_on,omitzero"`
	From        records.Date                  `json:"from,omitzero"`  // first day on the list; zero: from its approval
	Until       records.Date                  `json:"until,omitzero"` // last day on the list; zero while there is none
	Searches    []Search                      `json:"searches,omitempty"`
}

// A SourceKind is the sort of source.
type SourceKind string

// The kinds of source.
const (
	Gazette      SourceKind = "gazette" // where laws are published
	Authority    SourceKind = "authority"
	Association  SourceKind = "association"
	Adviser      SourceKind = "adviser"
	Subscription SourceKind = "subscription"
	Partner      SourceKind = "partner" // a customer, a supplier, the group
	OtherSource  SourceKind = "other"
)

// Values lists the kinds there are.
func (SourceKind) Values() []string {
	return []string{string(Gazette), string(Authority), string(Association), string(Adviser), string(Subscription), string(Partner), string(OtherSource)}
}

// A Search is that somebody went through a source.
type Search struct {
	On    records.Date               `json:"on"`
	By    records.ID[records.Person] `json:"by"`
	Found string                     `json:"found,omitzero"` // what is new; empty: nothing that matters
}

// Ref names the source.
func (s Source) Ref() records.Ref { return records.Ref{Kind: "source of law", ID: string(s.ID)} }

// Validate reports every fault of the source at once.
func (s Source) Validate() error {
	var f records.Faults
	f.Require("id", string(s.ID))
	f.Require("title", s.Title)
	f.Enum("kind", s.Kind)
	switch {
	case s.ApprovedBy == "" && !s.ApprovedOn.IsZero():
		f.Add("approved_by", "is missing: say who approved it on %s", s.ApprovedOn)
	case s.ApprovedBy != "" && s.ApprovedOn.IsZero():
		f.Add("approved_on", "is missing: say when person %s approved it", s.ApprovedBy)
	}
	f.Order("from", s.From, "until", s.Until)
	f.Order("approved_on", s.ApprovedOn, "until", s.Until)
	for i, search := range s.Searches {
		f.Within(fmt.Sprintf("searches[%d]", i), search.faults())
	}
	return f.Err()
}

func (s Search) faults() error {
	var f records.Faults
	f.RequireDate("on", s.On)
	f.Require("by", string(s.By))
	return f.Err()
}

// Listed reports whether the source is on the list at the time of the clock.
func (s Source) Listed(clock records.Clock) bool {
	return (s.From.IsZero() || clock.Happened(s.From)) && !clock.Over(s.Until)
}

// Approved reports whether the source and its interval are approved at the time of the clock.
func (s Source) Approved(clock records.Clock) bool {
	return s.ApprovedBy != "" && clock.Happened(s.ApprovedOn)
}

// LastSearchedOn returns the latest day on which the source was searched, or no day.
func (s Source) LastSearchedOn(clock records.Clock) records.Date {
	var latest records.Date
	for _, search := range s.Searches {
		if clock.Happened(search.On) && search.On.After(latest) {
			latest = search.On
		}
	}
	return latest
}

// since returns the day from which the interval runs before the first search.
func (s *Source) since() records.Date {
	if s.From.After(s.ApprovedOn) {
		return s.From
	}
	return s.ApprovedOn
}
