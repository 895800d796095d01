package documents

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// A Series is one kind of record that the organization keeps, with the rules for them from
// the day on which they are made to the day on which they are got rid of.
type Series struct {
	ID             records.ID[Series]            `json:"id"`
	Title          string                        `json:"title"`
	Requirements   []string                      `json:"requirements,omitempty"` // ids of the requirements or clauses that they serve
	Owner          records.ID[organization.Role] `json:"owner,omitzero"`
	Sensitivity    records.ID[Classification]    `json:"sensitivity,omitzero"`
	Medium         Medium                        `json:"medium,omitzero"`
	Repository     records.ID[Repository]        `json:"repository,omitzero"`     // in which they are kept
	Storage        string                        `json:"storage,omitzero"`        // where, in words: the shelf, the folder
	Identification string                        `json:"identification,omitzero"` // how each is named: AUD-year-number
	Protection     []string                      `json:"protection,omitempty"`    // how they are kept from loss, decay and wrong hands
	Retrieval      Retrieval                     `json:"retrieval,omitzero"`
	Retention      Retention                     `json:"retention,omitzero"`
	Disposal       DisposalRule                  `json:"disposal,omitzero"`
	Holds          []Hold                        `json:"holds,omitempty"`
	From           records.Date                  `json:"from,omitzero"`     // first day; zero: since before anybody kept count
	Until          records.Date                  `json:"until,omitzero"`    // last day on which one may be made; zero while there is none
	Nothing        []Nothing                     `json:"nothing,omitempty"` // times from which there was nothing to record
}

// Retrieval is how a record is found again.
type Retrieval struct {
	Index       string                        `json:"index,omitzero"`       // by what one searches: a list by number, the search of the archive
	Responsible records.ID[organization.Role] `json:"responsible,omitzero"` // whom one asks
	Access      string                        `json:"access,omitzero"`      // how one gets to it
}

// Retention is how long records are kept.
type Retention struct {
	Period      records.Period `json:"period,omitzero"`      // from the day on which one is made
	Permanently bool           `json:"permanently,omitzero"` // instead of a period: for good
	Basis       string         `json:"basis,omitzero"`       // why so long: the law, a contract, own policy
}

// Set reports whether it is settled how long records are kept.
func (t Retention) Set() bool { return t.Permanently || !t.Period.IsZero() }

// A DisposalRule is how records are got rid of, and who may do so.
type DisposalRule struct {
	Method    DisposalMethod                `json:"method,omitzero"`
	Authority records.ID[organization.Role] `json:"authority,omitzero"`
}

// A DisposalMethod is how records are got rid of.
type DisposalMethod string

// The methods.
const (
	Shredding   DisposalMethod = "shredding"
	Erasure     DisposalMethod = "erasure"     // of data, so that they cannot be brought back
	Destruction DisposalMethod = "destruction" // of what they are written on
	HandedOver  DisposalMethod = "handed over" // to an archive, to whoever they belong to
)

// Values lists the methods there are.
func (DisposalMethod) Values() []string {
	return []string{string(Shredding), string(Erasure), string(Destruction), string(HandedOver)}
}

// A Hold keeps every record of a series from being got rid of, whatever its age: while a
// court, an authority or an insurer may ask for it.
type Hold struct {
	Reason string       `json:"reason"`
	From   records.Date `json:"from"`           // first day
	Until  records.Date `json:"until,omitzero"` // last day; zero while there is none
}

// on reports whether the hold was in effect on that day.
func (h Hold) on(day records.Date) bool {
	return !h.From.IsZero() && !day.Before(h.From) && (h.Until.IsZero() || !day.After(h.Until))
}

// Nothing says that from a day on there was nothing of which a record would have been made.
// Where records contradict it, they count.
type Nothing struct {
	From   records.Date               `json:"from"`  // first day
	Until  records.Date               `json:"until"` // last day on which the statement is taken for true
	Reason string                     `json:"reason"`
	By     records.ID[records.Person] `json:"by"`
	On     records.Date               `json:"on"` // when it was stated
}

// Ref names the series.
func (s Series) Ref() records.Ref { return records.Ref{Kind: "series", ID: string(s.ID)} }

// InUse reports whether the series is in use at the time of the clock.
func (s Series) InUse(clock records.Clock) bool { return lasts(clock, s.From, s.Until) }

// Validate reports every fault of the series at once.
func (s Series) Validate() error {
	var f records.Faults
	f.Require("id", string(s.ID))
	f.Require("title", s.Title)
	answersOf(&f, s.Requirements)
	f.OptionalEnum("medium", s.Medium)
	if s.Retention.Permanently && !s.Retention.Period.IsZero() {
		f.Add("retention.period", "is set, and the records are kept permanently: keep one of the two")
	}
	f.OptionalEnum("disposal.method", s.Disposal.Method)
	for i, h := range s.Holds {
		at := fmt.Sprintf("holds[%d]", i)
		f.Require(at+".reason", h.Reason)
		f.RequireDate(at+".from", h.From)
		f.Order(at+".from", h.From, at+".until", h.Until)
	}
	f.Order("from", s.From, "until", s.Until)
	for i, n := range s.Nothing {
		at := fmt.Sprintf("nothing[%d]", i)
		f.RequireDate(at+".from", n.From)
		f.RequireDate(at+".until", n.Until)
		f.Order(at+".from", n.From, at+".until", n.Until)
		f.Require(at+".reason", n.Reason)
		f.Require(at+".by", string(n.By))
		f.RequireDate(at+".on", n.On)
	}
	return f.Err()
}

// Serves reports whether the series keeps records for a requirement: it names the requirement
// or its clause.
func (s Series) Serves(requirement string) bool {
	clause := clauseOf(requirement)
	return slices.ContainsFunc(s.Requirements, func(id string) bool { return id == requirement || id == clause })
}

// clauseOf returns the clause of a requirement of the standard.
func clauseOf(requirement string) string {
	known, _ := conformity.ByID(requirement)
	return known.Clause
}
