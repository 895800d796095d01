package monitoring

import (
	"cmp"
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

const (
	procedureHeld    conformity.Message = "monitoring.procedure.held: {subject}, {0}, for {3}, is in force since {2} by revision {1}"
	procedureEmpty   conformity.Message = "monitoring.procedure.empty: {subject}, {0}, is to be the procedure for {1} and has no revision, and no other such procedure is in force: write one and have it approved"
	procedureDraft   conformity.Message = "monitoring.procedure.draft: {subject}, {0}, is to be the procedure for {2}, but its revision {1} is not approved, and no other such procedure is in force: have it approved, and record by whom and when"
	procedureLater   conformity.Message = "monitoring.procedure.later: {subject}, {0}, is to be the procedure for {3}, but its revision {1} takes effect only on {2}, and no other such procedure is in force: bring the day forward"
	procedureUndated conformity.Message = "monitoring.procedure.undated: {subject}, {0}, is to be the procedure for {2}; its revision {1} is approved but does not say from which day it applies, and no other such procedure is in force: enter the day"
	procedureOther   conformity.Message = "monitoring.procedure.other: {0} is, or is to be, the procedure for {1}"
	procedureElse    conformity.Message = "monitoring.procedure.else: {0} is not a procedure for {1} now"
	procedureNone    conformity.Message = "monitoring.procedure.none: no procedure for {0} is in force: settle how performance is measured and by whom, and have it approved"

	kindHeld    conformity.Message = "monitoring.kind.held: {1} is an indicator of {0} performance, and in force"
	kindNone    conformity.Message = "monitoring.kind.none: no indicator of {0} performance is in force: lay down what is measured or judged, how often and by whom, and have it approved"
	kindOther   conformity.Message = "monitoring.kind.other: {0} is not an indicator of {1} performance"
	notFollowed conformity.Message = "monitoring.followed.not: {0} is not in force"

	measured     conformity.Message = "monitoring.measured: the latest result of {subject}, {0}, is {1} of {2}, within the {3} set"
	measuredSoon conformity.Message = "monitoring.measured.soon: {subject}, {0}, is in force since {1}, and its first result is due within the {2} set"
	measuredLate conformity.Message = "monitoring.measured.late: the latest result of {subject}, {0}, is {1} of {2}, and the {3} set have run out: measure, and enter the result"
	measuredNot  conformity.Message = "monitoring.measured.not: {subject}, {0}, is in force since {1} and has no result, and the {2} set have run out: measure, and enter the result"
	measuredVoid conformity.Message = "monitoring.measured.void: {subject}, {0}, has no result within the {1} set that counts: {2} of {3} was taken with {4}; measure again with equipment that can be relied on"
	measuredFree conformity.Message = "monitoring.measured.free: it is not set how often there has to be a result of {subject}, {0}: enter the interval"
)

// performance makes the checks of 4.5.1.system and 4.5.1.security: a procedure for monitoring
// that kind of performance is in force, an indicator of that kind is, and each of those has a
// result within its interval. Whether the procedure was reviewed is for 4.4.5.b.
func performance(requirement string, kind Kind, purpose documents.ProcedurePurpose) []conformity.Check[Input] {
	need := documents.Need{
		Purpose: purpose, About: string(purpose), Held: procedureHeld, Empty: procedureEmpty, Draft: procedureDraft,
		Later: procedureLater, Undated: procedureUndated, Other: procedureOther, Else: procedureElse, None: procedureNone,
	}
	return []conformity.Check[Input]{
		conformity.Each(requirement, procedures, need.Decide),
		conformity.Whole[Input](requirement, need.AtAll),
		conformity.Each(requirement, indicators, func(r *conformity.Reader, x *Indicator) conformity.Verdict {
			if x.Kind != kind {
				return conformity.Nothing(kindOther, *x, kind)
			}
			return measuredInTime(r, x)
		}),
		conformity.Whole[Input](requirement, func(r *conformity.Reader) conformity.Verdict { return indicatorAtAll(r, kind) }),
	}
}

// indicatorAtAll says whether an indicator of the kind is in force.
func indicatorAtAll(r *conformity.Reader, kind Kind) conformity.Verdict {
	held := indicatorsByKind.Of(r, kind).First(func(x *Indicator) bool { return x.InForce(r) })
	if held == nil {
		return conformity.Unmet(kindNone, kind)
	}
	return conformity.Met(kindHeld, kind, *held)
}

// measuredInTime decides for an indicator in force: its latest result that counts lies within
// its interval or, before there is one, the interval has not run out since it came into force.
func measuredInTime(r *conformity.Reader, x *Indicator) conformity.Verdict {
	if !x.InForce(r) {
		return conformity.Nothing(notFollowed, *x)
	}
	if x.Interval.IsZero() {
		return conformity.Undetermined(measuredFree, x.Title).At("interval")
	}
	last, void, why := lastCounting(r, x)
	switch {
	case last != nil && r.Within(last.On, x.Interval):
		return conformity.Met(measured, x.Title, *last, last.On, x.Interval)
	case void != nil && r.Within(void.On, x.Interval):
		if last == nil && r.Within(x.InForceSince(), x.Interval) {
			return conformity.Met(measuredSoon, x.Title, x.InForceSince(), x.Interval)
		}
		conformity.Look(r, void.ID)
		return conformity.Unmet(measuredVoid, x.Title, x.Interval, *void, void.On, why.String())
	case last != nil:
		return conformity.Unmet(measuredLate, x.Title, *last, last.On, x.Interval)
	case r.Within(x.InForceSince(), x.Interval):
		return conformity.Met(measuredSoon, x.Title, x.InForceSince(), x.Interval)
	}
	return conformity.Unmet(measuredNot, x.Title, x.InForceSince(), x.Interval)
}

// lastCounting returns the latest result of the indicator that counts, or nil, and the latest
// one after it that does not, with the reason. What they rest on becomes evidence.
func lastCounting(r *conformity.Reader, x *Indicator) (last, void *Measurement, why Doubt) {
	all := listed(measurementsByIndicator.Of(r, x.ID))
	slices.SortFunc(all, func(a, b *Measurement) int { return cmp.Or(b.On.Compare(a.On), cmp.Compare(b.ID, a.ID)) })
	known := map[records.ID[equipment.Item]]*history{}
	for _, m := range all {
		if !m.taken(r) {
			continue
		}
		doubt := doubted(r, m, x, known)
		if doubt == nil {
			conformity.Look(r, m.ID)
			return m, void, why
		}
		if void == nil {
			void, why = m, *doubt
		}
	}
	return nil, void, why
}

// doubted says why a result of the indicator does not count, or nil.
func doubted(r *conformity.Reader, m *Measurement, x *Indicator, known map[records.ID[equipment.Item]]*history) *Doubt {
	for _, id := range m.equipment(x) {
		h := known[id]
		if h == nil {
			h = historyOf(r, id, conformity.Look(r, id))
			known[id] = h
		}
		h.show(r, m.On)
		if doubt := h.doubts(m, r); doubt != nil {
			return doubt
		}
	}
	return nil
}

// historyOf gathers what was done to an item, which is nil where there is no entry of it.
func historyOf(r *conformity.Reader, id records.ID[equipment.Item], item *equipment.Item) *history {
	h := sorted(r, id, item, listed(calibrationsByItem.Of(r, id)), listed(maintenanceByItem.Of(r, id)))
	return &h
}

// show makes evidence of the calibrations before and after a day, and of the maintenance before.
func (h *history) show(r *conformity.Reader, day records.Date) {
	n := h.before(day)
	for i := max(n-1, 0); i < min(n+1, len(h.calibrations)); i++ {
		conformity.Look(r, h.calibrations[i].ID)
	}
	for i := len(h.maintenance) - 1; i >= 0; i-- {
		if m := h.maintenance[i]; !m.On.After(day) && !m.NextOn.IsZero() {
			conformity.Look(r, m.ID)
			return
		}
	}
}
