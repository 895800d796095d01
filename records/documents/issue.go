package documents

import (
	"github.com/iso28000/iso28000/records"
)

// An Issue is that one revision of a document was given out to a place where it is used: a
// binder in the gate house, the tablet of the patrol, a page of the intranet for one site.
type Issue struct {
	ID             records.ID[Issue] `json:"id"`
	Revision       Pointer           `json:"revision"`
	PointOfUse     string            `json:"point_of_use"` // a site of the scope, or a place on one
	Form           string            `json:"form,omitzero"`
	IssuedOn       records.Date      `json:"issued_on"`
	WithdrawnOn    records.Date      `json:"withdrawn_on,omitzero"`    // from when it is not there any more
	MarkedObsolete records.Date      `json:"marked_obsolete,omitzero"` // from when it is marked, so that nobody works by it
}

// Ref names the record.
func (x Issue) Ref() records.Ref { return records.Ref{Kind: "issue", ID: string(x.ID)} }

// AtHand reports whether the issue is at its point of use at the time of the clock, to work by.
func (x Issue) AtHand(clock records.Clock) bool {
	return clock.Happened(x.IssuedOn) && !clock.Happened(x.WithdrawnOn) && !clock.Happened(x.MarkedObsolete)
}

// gone returns the first day on which nobody could work by it any more, as far as it has
// begun; zero while one can.
func (x Issue) gone(clock records.Clock) records.Date {
	var on records.Date
	for _, d := range [...]records.Date{x.WithdrawnOn, x.MarkedObsolete} {
		if clock.Happened(d) && (on.IsZero() || d.Before(on)) {
			on = d
		}
	}
	return on
}

// Validate reports every fault of the issue at once.
func (x Issue) Validate() error {
	var f records.Faults
	f.Require("id", string(x.ID))
	f.Require("revision.document", string(x.Revision.Document))
	f.Require("revision.revision", x.Revision.Revision)
	f.Require("point_of_use", x.PointOfUse)
	f.RequireDate("issued_on", x.IssuedOn)
	f.Order("issued_on", x.IssuedOn, "withdrawn_on", x.WithdrawnOn)
	f.Order("issued_on", x.IssuedOn, "marked_obsolete", x.MarkedObsolete)
	return f.Err()
}
