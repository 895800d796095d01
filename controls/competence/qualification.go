package competence

import "github.com/iso28000/iso28000/records"

// A Basis is what a qualification rests on. The standard knows these three.
type Basis string

// The bases of qualifications.
const (
	Education  Basis = "education"
	Trained    Basis = "training"
	Experience Basis = "experience"
)

// Values lists the bases there are.
func (Basis) Values() []string {
	return []string{string(Education), string(Trained), string(Experience)}
}

// A Record says where the evidence of a qualification or a training is kept.
type Record struct {
	Location  string       `json:"location,omitzero"`   // the personnel file, a folder
	Ref       records.Ref  `json:"ref,omitzero"`        // where it has an entry of its own: record/REC-9, document/DOC-9
	KeptUntil records.Date `json:"kept_until,omitzero"` // last day; zero: as long as it is needed
}

// Kept reports whether there is a record, and it is kept at the time of the clock, as far as
// is said here: whether the entry that it refers to is there, and was not got rid of, is for
// whoever holds those.
func (k Record) Kept(clock records.Clock) bool { return k.named() && !clock.Over(k.KeptUntil) }

func (k Record) named() bool { return !blank(k.Location) || !k.Ref.IsZero() }

// A Qualification is that a person has a competence, on what basis, and until when that holds.
// A person who renews it gets another.
type Qualification struct {
	ID               records.ID[Qualification]  `json:"id"`
	Person           records.ID[records.Person] `json:"person"`
	Competence       records.ID[Competence]     `json:"competence"`
	Basis            Basis                      `json:"basis"`
	From             records.Date               `json:"from"`                  // first day on which it holds: that of the diploma, of the last exam
	ValidUntil       records.Date               `json:"valid_until,omitzero"`  // last day; zero: without end
	WithdrawnOn      records.Date               `json:"withdrawn_on,omitzero"` // from the beginning of this day it does not hold
	WithdrawnBecause string                     `json:"withdrawn_because,omitzero"`
	Issuer           string                     `json:"issuer,omitzero"`   // the school, the authority, the manager who confirmed it
	Training         records.ID[Training]       `json:"training,omitzero"` // by which it was acquired
	Replaces         records.ID[Qualification]  `json:"replaces,omitzero"` // the one that it renews
	Record           Record                     `json:"record,omitzero"`
}

// Ref names the qualification.
func (q Qualification) Ref() records.Ref {
	return records.Ref{Kind: "qualification", ID: string(q.ID)}
}

// Validate reports every fault of the qualification at once.
func (q Qualification) Validate() error {
	var f records.Faults
	f.Require("id", string(q.ID))
	f.Require("person", string(q.Person))
	f.Require("competence", string(q.Competence))
	f.Enum("basis", q.Basis)
	f.RequireDate("from", q.From)
	f.Order("from", q.From, "valid_until", q.ValidUntil)
	withdrawal(&f, q.From, q.WithdrawnOn, q.WithdrawnBecause)
	if q.Replaces != "" && q.Replaces == q.ID {
		f.Add("replaces", "is the qualification itself: name the one before it")
	}
	f.Order("from", q.From, "record.kept_until", q.Record.KeptUntil)
	return f.Err()
}

// withdrawal notes the faults of a withdrawal.
func withdrawal(f *records.Faults, from, on records.Date, because string) {
	switch {
	case on.IsZero() && because != "":
		f.Add("withdrawn_on", "is missing: say from which day it does not hold")
	case !on.IsZero() && blank(because):
		f.Add("withdrawn_because", "is missing: say why it was withdrawn")
	}
	f.Order("from", from, "withdrawn_on", on)
}

// Holds reports whether the qualification holds at the time of the clock, looked at by
// itself: whether its holder was found wanting since is for assessments to say.
func (q Qualification) Holds(clock records.Clock) bool { return q.span().begun(clock) }

// HoldsOn is Holds for a day.
func (q Qualification) HoldsOn(day records.Date) bool { return q.span().on(day) && !q.From.IsZero() }

func (q *Qualification) span() span {
	return span{q.From, lastDay(q.ValidUntil, q.WithdrawnOn)}
}

// A Clearance is that a person was found trustworthy enough for sensitive tasks, by whom, to
// which grade, and until when that holds.
type Clearance struct {
	ID               records.ID[Clearance]      `json:"id"`
	Person           records.ID[records.Person] `json:"person"`
	Grade            string                     `json:"grade"`
	Issuer           string                     `json:"issuer"`
	From             records.Date               `json:"from"`
	ValidUntil       records.Date               `json:"valid_until,omitzero"`  // last day; zero: without end
	WithdrawnOn      records.Date               `json:"withdrawn_on,omitzero"` // from the beginning of this day it does not hold
	WithdrawnBecause string                     `json:"withdrawn_because,omitzero"`
	Record           Record                     `json:"record,omitzero"`
}

// Ref names the clearance.
func (c Clearance) Ref() records.Ref { return records.Ref{Kind: "clearance", ID: string(c.ID)} }

// Validate reports every fault of the clearance at once.
func (c Clearance) Validate() error {
	var f records.Faults
	f.Require("id", string(c.ID))
	f.Require("person", string(c.Person))
	f.Require("grade", c.Grade)
	f.Require("issuer", c.Issuer)
	f.RequireDate("from", c.From)
	f.Order("from", c.From, "valid_until", c.ValidUntil)
	withdrawal(&f, c.From, c.WithdrawnOn, c.WithdrawnBecause)
	return f.Err()
}

// Holds reports whether the clearance holds at the time of the clock.
func (c Clearance) Holds(clock records.Clock) bool { return c.span().begun(clock) }

// HoldsOn is Holds for a day.
func (c Clearance) HoldsOn(day records.Date) bool { return c.span().on(day) && !c.From.IsZero() }

func (c *Clearance) span() span { return span{c.From, lastDay(c.ValidUntil, c.WithdrawnOn)} }
