package documents

import "github.com/iso28000/iso28000/records"

// A Record is one record of a series: a report, a protocol, a certificate, a result. It says
// what was done or found, and does not change any more.
type Record struct {
	ID          records.ID[Record]         `json:"id"`              // its key in storage
	Series      records.ID[Series]         `json:"series,omitzero"` // of which it is one
	Number      string                     `json:"number,omitzero"` // the number or name by which people know it
	Title       string                     `json:"title,omitzero"`
	KeptOn      records.Date               `json:"kept_on,omitzero"`     // the day of the record, from which it is kept
	Subject     records.Ref                `json:"subject,omitzero"`     // the activity, item or person that it is about, where that has an entry
	About       string                     `json:"about,omitzero"`       // the same in words, where it has none: container MSKU 604218-3
	Author      records.ID[records.Person] `json:"author,omitzero"`      // who made it
	Origin      string                     `json:"origin,omitzero"`      // where it comes from, where not made here
	Format      string                     `json:"format,omitzero"`      // paper, PDF/A, JPEG: what it takes to read it
	Repository  records.ID[Repository]     `json:"repository,omitzero"`  // where not that of the series
	Place       string                     `json:"place,omitzero"`       // where in it
	Sensitivity records.ID[Classification] `json:"sensitivity,omitzero"` // where not that of the series

	UnreadableOn records.Date `json:"unreadable_on,omitzero"` // when it was found that it cannot be read
	ReadableOn   records.Date `json:"readable_on,omitzero"`   // when it could be read again, from a copy say
}

// Ref names the record.
func (x Record) Ref() records.Ref { return records.Ref{Kind: "record", ID: string(x.ID)} }

// Unreadable reports whether the record was found unreadable by the time of the clock, and
// nothing was done about it.
func (x Record) Unreadable(clock records.Clock) bool {
	return clock.Happened(x.UnreadableOn) && !clock.Happened(x.ReadableOn)
}

// Validate reports every fault of the record at once. What a record has to say so that it can
// be told apart and traced is for the checks of 4.5.4.
func (x Record) Validate() error {
	var f records.Faults
	f.Require("id", string(x.ID))
	if x.UnreadableOn.IsZero() && !x.ReadableOn.IsZero() {
		f.Add("readable_on", "is set, and the record was never found unreadable: say when it was, or take the day out")
	}
	f.Order("kept_on", x.KeptOn, "unreadable_on", x.UnreadableOn)
	f.Order("unreadable_on", x.UnreadableOn, "readable_on", x.ReadableOn)
	return f.Err()
}
