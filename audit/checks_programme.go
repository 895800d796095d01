package audit

import (
	"fmt"
	"strings"
	"time"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

const (
	programmeHeld     conformity.Message = "audit.programme.plans: {subject}, {0}, covers today, and plans the next audit, {1}, for {2}"
	programmeDone     conformity.Message = "audit.programme.done: {subject}, {0}, covers today; its latest audit was held on {1}, and none is due before it ends on {2}"
	programmeEmpty    conformity.Message = "audit.programme.empty: {subject}, {0}, covers today, and plans no audit by {1}, when its interval of {2} has run out: plan one"
	programmeUnset    conformity.Message = "audit.programme.unset: {subject}, {0}, does not say within which interval one audit follows the other: enter it"
	programmeDraft    conformity.Message = "audit.programme.draft: {subject}, {0}, is for today, and has not been approved: have it approved, and record by whom and when"
	programmeOther    conformity.Message = "audit.programme.other: {0} is for another time"
	programmeNone     conformity.Message = "audit.programme.none: no audit programme covers today: set one up, with the audits it plans, and have it approved"
	programmeNeeded   conformity.Message = "audit.programme.needed: no audit programme covers today, so that nothing can be said of what it is built on"
	auditDue          conformity.Message = "audit.due: {subject}, {0}, is to be held by {1}"
	auditHeld         conformity.Message = "audit.held: {subject}, {0}, was held on {1}"
	auditOverdue      conformity.Message = "audit.overdue: {subject}, {0}, was due on {1} and has not been held: record when it was, or a new date with the reason"
	auditUndated      conformity.Message = "audit.undated: {subject}, {0}, has no day by which it is held: plan it for one"
	auditCalledOff    conformity.Message = "audit.calledoff: {subject}, {0}, was called off on {1}: {2}"
	basisGiven        conformity.Message = "audit.basis.risk: {subject} was built on {0}"
	basisMissing      conformity.Message = "audit.basis.none: {subject} refers to no assessment of threats and risks: build it on the one in force, and enter that"
	basisGone         conformity.Message = "audit.basis.gone: {subject} refers to {0}, which is not on record: enter it, or refer to one that is"
	basisReplaced     conformity.Message = "audit.basis.replaced: {subject} was built on {0}, which {1} had replaced by {2}, before the programme was approved on {3}: build it on the later one"
	basisPrevious     conformity.Message = "audit.basis.previous: {subject} was built on what {0} found"
	basisNoPrevious   conformity.Message = "audit.basis.noprevious: {subject} refers to no earlier audit, though {0} was held on {1}, before it was approved: build it on what earlier audits found, and enter which"
	basisNothingEarly conformity.Message = "audit.basis.first: no audit was held before {0} was approved; where that is so, state it, with who says so and until when"
)

var (
	auditsByProgramme   = conformity.NewIndex(func(a *Audit) records.ID[Programme] { return a.Programme })
	auditsOfArrangement = conformity.NewIndexAll(func(a *Audit) []records.Ref { // those of every arrangement under none
		if a.EveryArrangement {
			return []records.Ref{{}}
		}
		return a.Arrangements
	})
	auditsOfElement   = conformity.NewIndexAll(func(a *Audit) []organization.Element { return a.Clauses })
	auditsOfArea      = conformity.NewIndexAll(func(a *Audit) []string { return each(a.Areas, func(area Area) string { return area.Name }) })
	auditsLookingBack = conformity.NewIndexAll(func(a *Audit) []records.ID[Finding] {
		return each(a.PreviousFindings, func(p Reviewed) records.ID[Finding] { return p.Finding })
	})
	replacements = conformity.NewIndexAll(func(a *risk.Assessment) []records.ID[risk.Assessment] { return a.Replaces })
)

func each[T, V any](list []T, of func(T) V) []V {
	values := make([]V, len(list))
	for i, t := range list {
		values[i] = of(t)
	}
	return values
}

// programmePlans decides 4.5.5.programme for a programme whose period includes today: it is
// approved, and plans an audit within its interval, which runs from the latest audit of the
// programme or, before the first, from the programme's first day. Whether audits are held
// when planned is for 4.5.5.interval.
func programmePlans(r *conformity.Reader, p *Programme) conformity.Verdict {
	if !r.Happened(p.From) || r.Over(p.Until) {
		return conformity.Nothing(programmeOther, *p)
	}
	if !p.approved(r) {
		if covering(r) != nil {
			return conformity.Nothing(programmeOther, *p)
		}
		return conformity.Unmet(programmeDraft, p.Title).At("approved_on")
	}
	if p.Interval.IsZero() {
		return conformity.Undetermined(programmeUnset, p.Title).At("interval")
	}
	mine := auditsByProgramme.Of(r, p.ID)
	last := mine.Latest(func(a *Audit) records.Date { return a.PerformedOn })
	since := p.From
	if last != nil {
		since = last.PerformedOn
	}
	limit := p.Interval.After(since)
	next := mine.First(func(a *Audit) bool { return a.Open(r) && beginsBefore(a.Due(), limit) })
	switch {
	case next != nil:
		return conformity.Met(programmeHeld, p.Title, *next, next.Due())
	case last != nil && !limit.Before(p.Until.End()):
		return conformity.Met(programmeDone, p.Title, last.PerformedOn, p.Until)
	}
	return conformity.Unmet(programmeEmpty, p.Title, records.DateOf(limit).AddDays(-1), p.Interval)
}

// beginsBefore reports whether a day begins before an instant.
func beginsBefore(d records.Date, t time.Time) bool { return !d.IsZero() && d.Start().Before(t) }

// programmeAtAll decides 4.5.5.programme where no programme is for today.
func programmeAtAll(r *conformity.Reader) conformity.Verdict {
	for range conformity.All[Programme](r).Where(func(p *Programme) bool { return r.Happened(p.From) && !r.Over(p.Until) }) {
		return conformity.Nothing(programmeNone)
	}
	return conformity.Unmet(programmeNone)
}

// covering returns the programme that covers today, of several the one approved last, or nil.
func covering(r *conformity.Reader) *Programme {
	return conformity.All[Programme](r).Latest(func(p *Programme) records.Date {
		if p.Covers(r) {
			return p.ApprovedOn
		}
		return records.Date{}
	})
}

// heldWhenPlanned decides 4.5.5.interval: an audit is held by the end of its planned day, or
// moved to a later one with a reason. Whether enough audits are planned is for 4.5.5.programme.
func heldWhenPlanned(r *conformity.Reader, a *Audit) conformity.Verdict {
	due := a.Due()
	switch {
	case r.Happened(a.PerformedOn): // an audit held after the date of the report has not happened yet
		return conformity.Met(auditHeld, a.Title, a.PerformedOn)
	case r.Happened(a.CalledOffOn) && strings.TrimSpace(a.CalledOffBecause) != "":
		return conformity.Exempt(auditCalledOff, a.Title, a.CalledOffOn, a.CalledOffBecause)
	case due.IsZero():
		return conformity.Undetermined(auditUndated, a.Title).At("planned_on")
	case r.Over(due):
		return conformity.Unmet(auditOverdue, a.Title, due).At("performed_on")
	}
	return conformity.Met(auditDue, a.Title, due)
}

// current says whether a programme is the one that covers today.
func current(r *conformity.Reader, p *Programme) (conformity.Verdict, bool) {
	switch c := covering(r); {
	case c == nil:
		return conformity.Nothing(programmeNeeded), false
	case c.ID != p.ID:
		return conformity.Nothing(programmeOther, *p), false
	}
	return conformity.Verdict{}, true
}

// builtOnRisk decides 4.5.5.basis for the programme that covers today: it refers to an
// assessment of threats and risks that no other had replaced when the programme was approved.
func builtOnRisk(r *conformity.Reader, p *Programme) conformity.Verdict {
	if v, is := current(r, p); !is {
		return v
	}
	worst := conformity.Unmet(basisMissing)
	for _, id := range p.Basis.Assessments {
		a := conformity.Look(r, id)
		if a == nil {
			worst = conformity.Unmet(basisGone, id)
			continue
		}
		later := replacements.Of(r, id).First(func(b *risk.Assessment) bool {
			return !b.PerformedOn.IsZero() && !b.PerformedOn.After(p.ApprovedOn) && b.PerformedOn.Before(p.ApprovedOn)
		})
		if later == nil {
			return conformity.Met(basisGiven, *a)
		}
		worst = conformity.Unmet(basisReplaced, *a, *later, later.PerformedOn, p.ApprovedOn)
	}
	return worst.At("basis.assessments")
}

// builtOnAudits decides 4.5.5.basis.previous for the programme that covers today: where
// audits were held before it was approved, it refers to one of them.
func builtOnAudits(r *conformity.Reader, p *Programme) conformity.Verdict {
	if v, is := current(r, p); !is {
		return v
	}
	earlier := func(a *Audit) bool {
		return !a.PerformedOn.IsZero() && a.PerformedOn.Before(p.ApprovedOn)
	}
	for _, id := range p.Basis.Audits {
		if named := conformity.Look(r, id); named != nil && earlier(named) {
			return conformity.Met(basisPrevious, *named)
		}
	}
	if first := conformity.All[Audit](r).First(earlier); first != nil {
		return conformity.Unmet(basisNoPrevious, *first, first.PerformedOn).At("basis.audits")
	}
	return conformity.Nothing(basisNothingEarly, *p)
}

const (
	procedureWhole  conformity.Message = "audit.procedure.whole: {subject}, {0}, is in force since {1}, and says {2}"
	procedureSilent conformity.Message = "audit.procedure.silent: {subject}, {0}, does not say {1}: complete it, and have it approved anew"
	procedureNone   conformity.Message = "audit.procedure.none: no audit procedure is in force: lay down what is audited, how often, how and by whom, and have it approved"
	procedureOther  conformity.Message = "audit.procedure.other: {0} is not in force"
	procedureNeeded conformity.Message = "audit.procedure.needed: no audit procedure is in force, so that nothing can be said of what it provides for"
)

func procedureInForce(r *conformity.Reader) *Procedure {
	return conformity.All[Procedure](r).Latest(func(p *Procedure) records.Date {
		if p.InForce(r) {
			return p.EffectiveFrom
		}
		return records.Date{}
	})
}

// A part is something that an audit procedure has to say, and where it says it.
type part struct {
	field, what, text string
}

func says(r *conformity.Reader, p *Procedure, parts ...part) conformity.Verdict {
	if !p.InForce(r) {
		return conformity.Nothing(procedureOther, *p)
	}
	var whats, missing []string
	field := ""
	for _, part := range parts {
		whats = append(whats, part.what)
		if strings.TrimSpace(part.text) == "" {
			missing = append(missing, part.what)
			if field == "" {
				field = part.field
			}
		}
	}
	if len(missing) > 0 {
		return conformity.Unmet(procedureSilent, p.Title, missing).At(field)
	}
	return conformity.Met(procedureWhole, p.Title, p.EffectiveFrom, whats)
}

// saysWhatAndHow decides 4.5.5.procedure for a procedure in force.
func saysWhatAndHow(r *conformity.Reader, p *Procedure) conformity.Verdict {
	return says(r, p, part{"scope", "what is audited", p.Scope}, part{"frequency", "how often", p.Frequency}, part{"methods", "how", p.Methods})
}

// procedureAtAll decides 4.5.5.procedure where none is in force.
func procedureAtAll(r *conformity.Reader) conformity.Verdict {
	if procedureInForce(r) != nil {
		return conformity.Nothing(procedureNone)
	}
	return conformity.Unmet(procedureNone)
}

// setsCompetence decides 4.5.5.procedure.competence for a procedure in force: it says what
// auditors have to be able to do, in words or by the register.
func setsCompetence(r *conformity.Reader, p *Procedure) conformity.Verdict {
	text := p.Competence
	if len(p.Competences) > 0 {
		text = fmt.Sprint(p.Competences)
	}
	return says(r, p, part{"competence", "what auditors have to know and be able to do", text})
}

// saysWhoAndReport decides 4.5.5.procedure.responsibility for a procedure in force.
func saysWhoAndReport(r *conformity.Reader, p *Procedure) conformity.Verdict {
	return says(r, p, part{"responsibilities", "who has which duties", p.Responsibilities},
		part{"conduct", "how audits are carried out", p.Conduct}, part{"reporting", "how results are reported", p.Reporting})
}
