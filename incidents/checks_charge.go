package incidents

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records/documents"
)

const (
	procedureHeld    conformity.Message = "incidents.procedure.held: {subject}, {0}, which is in force since {1}, settles duties and powers by {2}"
	procedureHollow  conformity.Message = "incidents.procedure.hollow: {subject}, {0}, is in force, but no mandate gives a role responsibility and authority under it: enter who does what, and what they may decide"
	procedureOther   conformity.Message = "incidents.procedure.other: {0} settles what is done about incidents, nonconformities and actions"
	procedureElse    conformity.Message = "incidents.procedure.else: {0} is no procedure for incidents and actions that is in force or will be"
	procedureEmpty   conformity.Message = "incidents.procedure.empty: {subject}, {0}, is to settle what is done about incidents and actions and has no revision yet: have one written and approved"
	procedureDraft   conformity.Message = "incidents.procedure.draft: {subject}, {0}, is to settle what is done about incidents and actions, but its revision {1} is not approved: have it approved, and record by whom and when"
	procedureUndated conformity.Message = "incidents.procedure.undated: {subject}, {0}, is to settle what is done about incidents and actions, but its revision {1} does not say from which day it applies: enter the day"
	procedureLater   conformity.Message = "incidents.procedure.later: {subject}, {0}, is to settle what is done about incidents and actions, but its revision {1} takes effect only on {2}: bring the day forward"
	procedureNone    conformity.Message = "incidents.procedure.none: no procedure in force settles responsibility and authority for incidents, nonconformities and actions: write one, with the purpose incidents and actions, and have it approved"
)

// need is a procedure for incidents and actions. What is said of one in force is for
// procedureKept: it takes more than being so.
func need() documents.Need {
	return documents.Need{
		Purpose: documents.IncidentsAndActions, Empty: procedureEmpty, Draft: procedureDraft, Later: procedureLater,
		Undated: procedureUndated, Other: procedureOther, Else: procedureElse, None: procedureNone,
	}
}

// settles returns a mandate that holds under the procedure, or nil.
func settles(r *conformity.Reader, p *documents.Procedure) *Mandate {
	return mandatesByProcedure.Of(r, p.ID).First(func(m *Mandate) bool { return !blank(m.Authority) && inEffect(r, m) })
}

// procedureKept decides 4.5.3.procedure for a procedure: one for incidents and actions is in
// force, and some role has responsibility and authority by it. Of several one is enough. Which
// tasks are given is for 4.5.3 a) to e), the review of the procedure for 4.4.5.b.
func procedureKept(r *conformity.Reader, p *documents.Procedure) conformity.Verdict {
	if !p.Serves(documents.IncidentsAndActions) {
		return conformity.Nothing(procedureElse, *p)
	}
	revision := p.Current(r)
	inForce := revision != nil
	if inForce {
		if m := settles(r, p); m != nil {
			return conformity.Met(procedureHeld, p.Title, revision.EffectiveFrom, *m)
		}
	}
	if other := procedureInForce(r, func(other *documents.Procedure) bool {
		return other.ID != p.ID && (!inForce || settles(r, other) != nil)
	}); other != nil {
		return conformity.Nothing(procedureOther, *other)
	}
	if inForce {
		return conformity.Unmet(procedureHollow, p.Title)
	}
	return need().Short(r, p)
}

// procedureAtAll decides 4.5.3.procedure where none is in force or on its way.
func procedureAtAll(r *conformity.Reader) conformity.Verdict {
	return need().AtAll(r)
}

const (
	chargeGiven   conformity.Message = "incidents.charge.given: {0} is to {1}, and may: {2}"
	chargeMissing conformity.Message = "incidents.charge.missing: no role has the responsibility and the authority to {0}: settle who has in {1}, and enter the mandate"
	chargeAwaited conformity.Message = "incidents.charge.awaited: who is to {0} cannot be decided before a procedure for incidents and actions is in force"
)

// inCharge decides the part of 4.5.3 a) to e) that asks who is to do something: a mandate under
// a procedure in force gives a role the task, and says what it may decide. That there is a
// procedure is for 4.5.3.procedure; that somebody holds the role, and knows it, for 4.4.1.
func inCharge(task Task) func(*conformity.Reader) conformity.Verdict {
	return func(r *conformity.Reader) conformity.Verdict {
		if m := empowered(r, task); m != nil {
			return conformity.Met(chargeGiven, m.Role, task.Words(), m.Authority)
		}
		p := procedureInForce(r, anyProcedure)
		if p == nil {
			return conformity.Undetermined(chargeAwaited, task.Words())
		}
		return conformity.Unmet(chargeMissing, task.Words(), *p)
	}
}

const (
	preventiveElse     conformity.Message = "incidents.preventive.else: {0} is no preventive action that is under way"
	preventiveMay      conformity.Message = "incidents.preventive.approved: {subject}, {0}, was approved on {1} by {2}, who had the authority for it by {3}"
	preventiveUnasked  conformity.Message = "incidents.preventive.unapproved: {subject}, {0}, is under way since {1} and nobody has approved it: have somebody approve it who has the authority for preventive action"
	preventiveStranger conformity.Message = "incidents.preventive.stranger: {subject}, {0}, was approved on {1} by {2}, who had no authority for preventive action on that day: have somebody approve it who has, or enter the mandate"
)

// preventiveApproved decides 4.5.3.a for a preventive action that was begun: somebody has
// approved it who had the authority for that on the day. Approved late is approved; an
// exception for imminent danger spares the risk review, not the approval.
func preventiveApproved(r *conformity.Reader, a *Action) conformity.Verdict {
	began := a.Run.Began()
	if a.Kind != Preventive || !r.Happened(began) || r.Happened(a.DroppedOn) {
		return conformity.Nothing(preventiveElse, *a)
	}
	if a.ApprovedBy == "" || !r.Happened(a.ApprovedOn) {
		return conformity.Unmet(preventiveUnasked, a.Title, began).At("approved_by")
	}
	m := hadAuthority(r, PreventiveTask, a.ApprovedBy, a.ApprovedOn)
	if m == nil {
		return conformity.Unmet(preventiveStranger, a.Title, a.ApprovedOn, a.ApprovedBy).At("approved_by")
	}
	return conformity.Met(preventiveMay, a.Title, a.ApprovedOn, a.ApprovedBy, *m)
}
