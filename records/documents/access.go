package documents

import (
	"strings"

	"github.com/iso28000/iso28000/records"
)

// An AccessGrant lets a person open a document, or get into a repository.
type AccessGrant struct {
	ID           records.ID[AccessGrant]    `json:"id"`
	Person       records.ID[records.Person] `json:"person"`
	Document     records.ID[Document]       `json:"document,omitzero"`   // either this
	Repository   records.ID[Repository]     `json:"repository,omitzero"` // or this
	Need         string                     `json:"need,omitzero"`       // what the person needs it for
	AuthorizedBy records.ID[records.Person] `json:"authorized_by,omitzero"`
	AuthorizedOn records.Date               `json:"authorized_on,omitzero"`
	From         records.Date               `json:"from"`              // first day on which the person could get in
	Until        records.Date               `json:"until,omitzero"`    // last day that was authorized; zero: until it is taken away
	EndedOn      records.Date               `json:"ended_on,omitzero"` // first day on which the person could not get in any more
}

// Ref names the grant.
func (g AccessGrant) Ref() records.Ref { return records.Ref{Kind: "access grant", ID: string(g.ID)} }

// Active reports whether the person can get in at the time of the clock, authorized or not.
func (g AccessGrant) Active(clock records.Clock) bool {
	return clock.Happened(g.From) && !clock.Happened(g.EndedOn)
}

// Authorized reports whether somebody has authorized the grant by the time of the clock.
func (g AccessGrant) Authorized(clock records.Clock) bool {
	return g.AuthorizedBy != "" && clock.Happened(g.AuthorizedOn)
}

// Validate reports every fault of the grant at once.
func (g AccessGrant) Validate() error {
	var f records.Faults
	f.Require("id", string(g.ID))
	f.Require("person", string(g.Person))
	switch {
	case g.Document == "" && g.Repository == "":
		f.Add("document", "is missing: name the document or the repository that the person may open")
	case g.Document != "" && g.Repository != "":
		f.Add("repository", "is named beside a document: make a grant of each")
	}
	switch {
	case g.AuthorizedBy == "" && !g.AuthorizedOn.IsZero():
		f.Add("authorized_by", "is missing: say who authorized it on %s", g.AuthorizedOn)
	case g.AuthorizedBy != "" && g.AuthorizedOn.IsZero():
		f.Add("authorized_on", "is missing: say when person %s authorized it", g.AuthorizedBy)
	}
	f.RequireDate("from", g.From)
	f.Order("from", g.From, "until", g.Until)
	f.Order("from", g.From, "ended_on", g.EndedOn)
	return f.Err()
}

// An AccessEvent is that somebody got at information, or into a store, as far as it was noticed.
type AccessEvent struct {
	ID         records.ID[AccessEvent]    `json:"id"`
	On         records.Date               `json:"on"`
	What       string                     `json:"what"`                // what happened
	Person     records.ID[records.Person] `json:"person,omitzero"`     // who it was, where known
	Document   records.ID[Document]       `json:"document,omitzero"`   // what was opened, where it has an entry
	Repository records.ID[Repository]     `json:"repository,omitzero"` // into what the person got
	Authorized records.Answer             `json:"authorized,omitzero"` // whether it was allowed
	FollowUp   FollowUp                   `json:"follow_up,omitzero"`
}

// Ref names the event.
func (e AccessEvent) Ref() records.Ref { return records.Ref{Kind: "access event", ID: string(e.ID)} }

// Validate reports every fault of the event at once.
func (e AccessEvent) Validate() error {
	var f records.Faults
	f.Require("id", string(e.ID))
	f.RequireDate("on", e.On)
	f.Require("what", e.What)
	f.OptionalEnum("authorized", e.Authorized)
	e.FollowUp.validate(&f, "follow_up", "on", e.On)
	return f.Err()
}

// A FollowUp is what was done about a lapse to make it good.
type FollowUp struct {
	What string                     `json:"what"`
	By   records.ID[records.Person] `json:"by"`
	On   records.Date               `json:"on"` // when it was completed
}

// IsZero reports whether nothing was done.
func (u FollowUp) IsZero() bool { return u == FollowUp{} }

// Completed reports whether something was done by the time of the clock, by somebody.
func (u FollowUp) Completed(clock records.Clock) bool {
	return strings.TrimSpace(u.What) != "" && u.By != "" && clock.Happened(u.On)
}

func (u FollowUp) validate(f *records.Faults, at, sincePath string, since records.Date) {
	if u.IsZero() {
		return
	}
	f.Require(at+".what", u.What)
	f.Require(at+".by", string(u.By))
	f.RequireDate(at+".on", u.On)
	f.Order(sincePath, since, at+".on", u.On)
}
