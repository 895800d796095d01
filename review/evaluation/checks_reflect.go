package evaluation

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

const (
	changesNone conformity.Message = "evaluation.change.none: no significant change of a plan, procedure or capability is on record: enter what changed or, where nothing did, state that (changed-plans), with who says so and until when"
	changeAhead conformity.Message = "evaluation.change.ahead: {0} has not taken effect"
	changeGone  conformity.Message = "evaluation.change.gone: {0} was called off"
	changeState conformity.Message = "evaluation.change.stated: it is stated that no plan, procedure or capability changed significantly"
	changeMinor conformity.Message = "evaluation.change.minor: {0} was decided not to be a significant change of a plan, procedure or capability"
	changeOpen  conformity.Message = "evaluation.change.open: it is not decided whether {0} is a significant change of a plan, procedure or capability: enter yes or no under significant"
	changeWhich conformity.Message = "evaluation.change.which: {0} is significant, and it is not on record which procedures have to take it up: name them, or say why none has to"
	changeNone  conformity.Message = "evaluation.change.needless: {0} is significant, and no procedure has to take it up: {1}"
	changeLost  conformity.Message = "evaluation.change.lost: {0} concerns {1}, of which there is no entry: name a procedure that there is"
	changeTaken conformity.Message = "evaluation.change.taken: {1} took up {0} by its revision {2}, in effect since {3}"
	changeSoon  conformity.Message = "evaluation.change.soon: {0} has to be in {1} within the {2} set, from {3} on"
	changeLate  conformity.Message = "evaluation.change.late: {0} is of {3} and not in {1}, and the {2} set have run out: revise the procedure, have it approved, and enter the revision that took the change up"

	findingsNone conformity.Message = "evaluation.findings.none: {0} found no change"
	findingsNot  conformity.Message = "evaluation.findings.not: {0} is not completed"
)

// An alteration is a change that an evaluation found, or that was entered as one.
type alteration struct {
	part          string // of the record, that names it
	at            string // where it stands in the record
	what          string // in messages
	on            records.Date
	significant   records.Answer
	procedures    []change.Reflection
	noneConcerned string
}

// reflected decides 4.5.2.reflect for each procedure that a significant change concerns: a
// revision that took it up is in effect, or the days set as immediate have not run out. What
// comes late is done none the less.
func (a alteration) reflected(r *conformity.Reader, say conformity.Say) {
	one := func(v conformity.Verdict, field string) { say(a.part, v.At(a.at+field)) }
	switch {
	case a.significant == records.No:
		one(conformity.Exempt(changeMinor, a.what), "significant")
		return
	case a.significant != records.Yes && conformity.StatedNot(r, "changed-plans"):
		one(conformity.Nothing(changeState), "significant")
		return
	case a.significant != records.Yes:
		one(conformity.Undetermined(changeOpen, a.what), "significant")
		return
	case len(a.procedures) == 0 && !blank(a.noneConcerned):
		one(conformity.Met(changeNone, a.what, a.noneConcerned), "none_concerned")
		return
	case len(a.procedures) == 0:
		one(conformity.Undetermined(changeWhich, a.what), "procedures")
		return
	}
	for i, p := range a.procedures {
		part := "procedure " + string(p.Procedure)
		if a.part != "" {
			part = a.part + ", " + part
		}
		say(part, a.taken(r, p).At(fmt.Sprintf("%sprocedures[%d].revision", a.at, i)))
	}
}

func (a alteration) taken(r *conformity.Reader, p change.Reflection) conformity.Verdict {
	procedure := conformity.Look(r, p.Procedure)
	if procedure == nil {
		return conformity.Undetermined(changeLost, a.what, p.Procedure.Ref())
	}
	if v := revisionOf(procedure, p.Revision); v != nil && lifeOf(v).TookEffect(r) {
		return conformity.Met(changeTaken, a.what, *procedure, v.Number, v.EffectiveFrom)
	}
	setting := organization.SettingInForce(r, organization.ImmediatePeriod)
	switch {
	case setting == nil:
		return organization.Unset(organization.ImmediatePeriod)
	case r.Within(a.on, setting.Period):
		return conformity.Met(changeSoon, a.what, *procedure, setting.Period, a.on)
	}
	return conformity.Unmet(changeLate, a.what, *procedure, setting.Period, a.on)
}

func revisionOf(p *documents.Procedure, number string) *documents.Revision {
	for i := range p.Revisions {
		if p.Revisions[i].Number == number && number != "" {
			return &p.Revisions[i]
		}
	}
	return nil
}

// findingsReflected decides 4.5.2.reflect for the changes that an evaluation found.
func findingsReflected(r *conformity.Reader, e *Evaluation, say conformity.Say) {
	switch {
	case !e.Done(r):
		say("", conformity.Nothing(findingsNot, *e))
		return
	case len(e.Changes) == 0:
		say("", conformity.Nothing(findingsNone, *e))
		return
	}
	for i := range e.Changes {
		c := &e.Changes[i]
		alteration{
			part: "change " + c.Key, at: fmt.Sprintf("changes[%d].", i), what: fmt.Sprintf("change %s that %s found", c.Key, e.Ref()),
			on: e.On, significant: c.Significant, procedures: c.Procedures, noneConcerned: c.NoneConcerned,
		}.reflected(r, say)
	}
}

// changeReflected decides 4.5.2.reflect for a change that was entered as one, from the day on
// which it takes effect.
func changeReflected(r *conformity.Reader, x *change.Change, say conformity.Say) {
	switch x.State(r) {
	case change.InEffect:
	case change.Cancelled:
		say("", conformity.Nothing(changeGone, *x))
		return
	default:
		say("", conformity.Nothing(changeAhead, *x))
		return
	}
	alteration{what: x.Ref().String(), on: x.EffectiveOn, significant: x.Significant, procedures: x.Procedures}.reflected(r, say)
}

func changesAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(changesNone) }

const (
	evaluationsNone conformity.Message = "evaluation.record.none: nothing has been evaluated: nothing to keep a record of yet"
	recordNot       conformity.Message = "evaluation.record.not: {0} is not completed"
	recordKept      conformity.Message = "evaluation.record.kept: what {subject}, {0}, found is kept in {1}"
	recordMissing   conformity.Message = "evaluation.record.missing: {subject}, {0}, was completed on {1} and points to no record of what it found: enter where that is kept, as in document/DOC-3"
	recordLost      conformity.Message = "evaluation.record.lost: {subject}, {0}, was completed on {1} and points to {2}, {3}: recover the record, or enter where the result is kept"
)

// resultRecorded decides 4.5.2.records for a completed evaluation. One that nobody is named as
// having made is completed all the same: its record is asked for.
func resultRecorded(r *conformity.Reader, e *Evaluation) conformity.Verdict {
	if r.Happened(e.CalledOffOn) || !r.Happened(e.On) {
		return conformity.Nothing(recordNot, *e)
	}
	lost := documents.Unkept(r, e.Record)
	switch {
	case e.Record.IsZero():
		return conformity.Unmet(recordMissing, e.Title, e.On).At("record")
	case lost != "":
		return conformity.Unmet(recordLost, e.Title, e.On, e.Record, lost).At("record")
	}
	return conformity.Met(recordKept, e.Title, e.Record).At("record")
}

func evaluationsAwaited(*conformity.Reader) conformity.Verdict {
	return conformity.Nothing(evaluationsNone)
}
