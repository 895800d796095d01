package monitoring

import (
	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A Calibration is that an item of equipment was compared with something known, and adjusted
// where that was needed.
type Calibration struct {
	ID           records.ID[Calibration]      `json:"id"`
	Item         records.ID[equipment.Item]   `json:"item"`
	Scheme       records.ID[Scheme]           `json:"scheme,omitzero"` // by which it was done
	On           records.Date                 `json:"on"`
	By           string                       `json:"by"` // a person, a laboratory, a contractor
	AsFound      Reading                      `json:"as_found"`
	AsLeft       Reading                      `json:"as_left,omitzero"`        // after adjustment; as found where nothing was adjusted
	With         []records.ID[equipment.Item] `json:"with,omitempty"`          // reference equipment
	TraceableTo  string                       `json:"traceable_to,omitzero"`   // the national or international standard that goes back to,
	Basis        string                       `json:"basis,omitzero"`          // or what was compared with where there is none
	NextOn       records.Date                 `json:"next_on,omitzero"`        // by the end of which the next is due
	Record       records.Ref                  `json:"record,omitzero"`         // the certificate, where that is kept
	FollowUp     FollowUp                     `json:"follow_up,omitzero"`      // on what was measured while it was out of tolerance
	StillCounted []records.ID[Measurement]    `json:"still_counted,omitempty"` // results looked back on and found sound all the same
}

// A Reading is what a calibration found of the item.
type Reading struct {
	WithinTolerance records.Answer   `json:"within_tolerance"`
	Error           *decimal.Decimal `json:"error,omitempty"` // how far off it was, in the unit
	Unit            string           `json:"unit,omitzero"`
	Note            string           `json:"note,omitzero"`
}

// IsZero reports whether there is none.
func (x Reading) IsZero() bool {
	return x.WithinTolerance == "" && x.Error == nil && x.Unit == "" && x.Note == ""
}

// Ref names the calibration.
func (c Calibration) Ref() records.Ref { return records.Ref{Kind: "calibration", ID: string(c.ID)} }

// A Scheme is how items of equipment are calibrated and maintained: how often, by which
// method, with what, and what is done about an item found out of calibration. How often a
// single item is done may stand on the item.
type Scheme struct {
	ID               records.ID[Scheme]              `json:"id"`
	Title            string                          `json:"title"`
	Items            []records.ID[equipment.Item]    `json:"items"`
	Interval         records.Period                  `json:"interval,omitzero"` // between calibrations
	Location         string                          `json:"location,omitzero"` // where it is done: on site, a laboratory
	Method           string                          `json:"method,omitzero"`   // test methods, by their names
	Procedure        records.ID[documents.Procedure] `json:"procedure,omitzero"`
	With             []records.ID[equipment.Item]    `json:"with,omitempty"`              // reference equipment
	Tolerance        string                          `json:"tolerance,omitzero"`          // within which an item may be off
	OutOfCalibration string                          `json:"out_of_calibration,omitzero"` // what is done where it is not
	Responsible      records.ID[organization.Role]   `json:"responsible,omitzero"`
	KeepRecords      records.Period                  `json:"keep_records,omitzero"` // how long law or own policy wants the records of it kept at least
	KeepBecause      string                          `json:"keep_because,omitzero"` // which law, or which policy
}

// Ref names the scheme.
func (s Scheme) Ref() records.Ref { return records.Ref{Kind: "calibration scheme", ID: string(s.ID)} }
