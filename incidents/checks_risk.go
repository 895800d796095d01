package incidents

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

const (
	risksNone     conformity.Message = "incidents.uptodate.none: no risk is on the register that would have to be kept current"
	riskGone      conformity.Message = "incidents.uptodate.gone: {0} is not on the register"
	riskUntouched conformity.Message = "incidents.uptodate.untouched: no incident, change or new threat on record bears on {subject}, {0}, since it was entered"
	riskCurrent   conformity.Message = "incidents.uptodate.current: {subject}, {0}, was revised or confirmed on account of {1}"
	riskPending   conformity.Message = "incidents.uptodate.pending: {subject}, {0}, has to be revised or confirmed on account of {1} within {2}"
	riskBehind    conformity.Message = "incidents.uptodate.behind: {subject}, {0}, was not revised or confirmed on account of {1} within {2}: look at it again, and record the review with what it is because of"
)

// riskKeptCurrent decides 4.3.1.uptodate for a risk on the register: for each incident that names
// it, each change in effect that names it and each of its threats that is new or has changed,
// it was revised or confirmed on that account, within the period set from then. A risk that
// was entered later than something took that in from the start; one that names a threat and was
// rated anew since took the threat in then.
func riskKeptCurrent(r *conformity.Reader, x *risk.Risk) conformity.Verdict {
	if !x.OnRegister(r) {
		return conformity.Nothing(riskGone, *x)
	}
	u := update{reader: r, risk: x}
	for i := range incidentsByRisk.Of(r, x.ID).Where(func(i *Incident) bool { return r.Happened(i.OccurredOn) && u.bears(i.OccurredOn) }) {
		u.consider(i.Ref(), i.OccurredOn, records.Date{})
	}
	for c := range changesByRisk.Of(r, x.ID).Where(func(c *change.Change) bool { return c.InEffect(r) && u.bears(c.EffectiveOn) }) {
		u.consider(c.Ref(), c.EffectiveOn, c.RiskSettledOn(r, x))
	}
	for _, id := range x.Threats {
		if t := conformity.Look(r, id); t != nil && t.OnRegister(r) {
			if since := newSince(r, t); u.bears(since) {
				u.consider(t.Ref(), since, onOrAfter(x.RevisedOn, since))
			}
		}
	}
	return u.verdict()
}

func risksAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(risksNone) }

// newSince returns the last day on which a threat was new, or new in some respect.
func newSince(r *conformity.Reader, t *risk.Threat) records.Date {
	if r.Happened(t.ChangedOn) {
		return t.ChangedOn
	}
	return t.AddedOn
}

// onOrAfter returns the day unless it is earlier than another.
func onOrAfter(day, other records.Date) records.Date {
	if day.Before(other) {
		return records.Date{}
	}
	return day
}

// An update gathers on account of what a risk was looked at again, and of what it was not.
type update struct {
	reader *conformity.Reader
	risk   *risk.Risk
	done   []records.Ref
	open   []happening
}

type happening struct {
	record records.Ref
	on     records.Date
}

// bears reports whether something of that day is later than the risk itself.
func (u *update) bears(on records.Date) bool { return !on.IsZero() && on.After(u.risk.AddedOn) }

// consider asks whether the risk was reviewed on account of a record since the day on which that
// began to bear on it. A day may be given on which that was settled without a review of its own;
// of a change it ought to come before that takes effect.
func (u *update) consider(record records.Ref, on, settled records.Date) {
	reviewed := u.reader.Happened(settled)
	for _, v := range u.risk.Reviews {
		reviewed = reviewed || v.Because == record && v.Outcome != "" && !v.On.Before(on) && u.reader.Happened(v.On)
	}
	if reviewed {
		u.done = append(u.done, record)
		return
	}
	u.open = append(u.open, happening{record, on})
}

func (u *update) verdict() conformity.Verdict {
	title := u.risk.Title
	switch {
	case len(u.open) == 0 && len(u.done) == 0:
		return conformity.Met(riskUntouched, title)
	case len(u.open) == 0:
		return conformity.Met(riskCurrent, title, u.done).At("reviews")
	}
	setting := organization.SettingInForce(u.reader, organization.RiskUpdatePeriod)
	if setting == nil {
		return organization.Unset(organization.RiskUpdatePeriod)
	}
	var late, pending []records.Ref
	for _, h := range u.open {
		if u.reader.Reached(setting.Period.After(h.on)) {
			late = append(late, h.record)
		} else {
			pending = append(pending, h.record)
		}
	}
	if len(late) > 0 {
		return conformity.Unmet(riskBehind, title, late, setting.Period).At("reviews")
	}
	return conformity.Met(riskPending, title, pending, setting.Period).At("reviews")
}
