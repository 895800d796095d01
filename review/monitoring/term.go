package monitoring

import "github.com/iso28000/iso28000/records"

// A term is the part of an indicator or a schedule that says from when to when it is in force.
type term struct {
	approvedBy, because    string
	approvedOn, from, gone records.Date
}

func (t term) life() records.Life {
	l := records.Life{ApprovedOn: t.approvedOn, EffectiveFrom: t.from, WithdrawnOn: t.gone}
	if t.approvedBy == "" {
		l.ApprovedOn = records.Date{} // approved by nobody
	}
	return l
}

// since returns the first day on which it was in force.
func (t term) since() records.Date {
	if t.approvedOn.After(t.from) {
		return t.approvedOn
	}
	return t.from
}

// runsOn reports whether it was in force on a day.
func (t term) runsOn(day records.Date) bool {
	return !day.IsZero() && t.life().State(records.At(day.Start())) == records.InForce
}

func (t term) validate(f *records.Faults) {
	switch {
	case t.approvedBy == "" && !t.approvedOn.IsZero():
		f.Add("approved_by", "is missing: say who approved it on %s", t.approvedOn)
	case t.approvedBy != "" && t.approvedOn.IsZero():
		f.Add("approved_on", "is missing: say when person %s approved it", t.approvedBy)
	}
	f.Order("approved_on", t.approvedOn, "withdrawn_on", t.gone)
	switch {
	case !t.gone.IsZero():
		f.Require("withdrawn_because", t.because)
	case t.because != "":
		f.RequireDate("withdrawn_on", t.gone)
	}
}
