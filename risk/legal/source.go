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

// Approve records who approved the source and the interval at which it is searched. A new
// interval is approved anew, not before the one it replaces.
func (s *Source) Approve(interval records.Period, by records.ID[records.Person], on records.Date) error {
	var f records.Faults
	if interval.IsZero() {
		f.Add("interval", "is missing: write how often it is searched, as in 30 days")
	}
	f.Require("approved_by", string(by))
	f.RequireDate("approved_on", on)
	err := f.Err()
	switch {
	case err != nil:
		err = incomplete(err)
	case on.Before(s.ApprovedOn):
		err = refusal(ErrOutOfOrder, "it was approved on %s", s.ApprovedOn)
	case !s.Until.IsZero() && on.After(s.Until):
		err = refusal(ErrEnded, "its last day on the list was %s", s.Until)
	}
	if err != nil {
		return refuse(s.Ref(), "approve", err)
	}
	s.Interval, s.ApprovedBy, s.ApprovedOn = interval, by, on
	return nil
}

// Search records that the source was searched.
func (s *Source) Search(search Search) error {
	err := search.faults()
	switch {
	case err != nil:
		err = incomplete(err)
	case search.On.Before(s.From):
		err = refusal(ErrNotYet, "it is on the list from %s", s.From)
	case !s.Until.IsZero() && search.On.After(s.Until):
		err = refusal(ErrEnded, "its last day on the list was %s", s.Until)
	default:
		for _, earlier := range s.Searches {
			if search.On.Before(earlier.On) {
				err = refusal(ErrOutOfOrder, "it was searched on %s", earlier.On)
			}
		}
	}
	if err != nil {
		return refuse(s.Ref(), "search", err)
	}
	s.Searches = append(s.Searches[:len(s.Searches):len(s.Searches)], search)
	return nil
}

// Drop takes the source off the list after its last day.
func (s *Source) Drop(lastDay records.Date) error {
	var f records.Faults
	f.RequireDate("until", lastDay)
	f.Order("from", s.From, "until", lastDay)
	f.Order("approved_on", s.ApprovedOn, "until", lastDay)
	err := f.Err()
	switch {
	case err != nil:
		err = incomplete(err)
	case !s.Until.IsZero():
		err = refusal(ErrDone, "its last day on the list is %s", s.Until)
	}
	if err != nil {
		return refuse(s.Ref(), "drop", err)
	}
	s.Until = lastDay
	return nil
}
