package legal

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

const (
	procedureHeld    conformity.Message = "legal.procedure.held: {subject}, {0}, settles how legal and other requirements are found, consulted and applied; revision {1} is in force since {2}"
	procedureNone    conformity.Message = "legal.procedure.none: no procedure in force settles how legal and other requirements are found, how their texts are consulted, and how it is worked out what they mean: write one, with the purpose legal and other requirements, and have it approved"
	procedureOther   conformity.Message = "legal.procedure.other: {0} settles how legal and other requirements are handled"
	procedureElse    conformity.Message = "legal.procedure.else: {0} is no procedure for legal and other requirements that is in force or will be"
	procedureEmpty   conformity.Message = "legal.procedure.empty: {subject}, {0}, is to settle how legal and other requirements are handled and has no revision yet: have one written and approved"
	procedureDraft   conformity.Message = "legal.procedure.draft: {subject}, {0}, is to settle how legal and other requirements are handled, but its revision {1} is not approved: have it approved, and record by whom and when"
	procedureLater   conformity.Message = "legal.procedure.later: {subject}, {0}, is to settle how legal and other requirements are handled, but its revision {1} takes effect only on {2}: bring the day forward"
	procedureUndated conformity.Message = "legal.procedure.undated: {subject}, {0}, is to settle how legal and other requirements are handled, but its revision {1} does not say from which day it applies: enter the day"
	procedurePartial conformity.Message = "legal.procedure.partial: the procedures in force for legal and other requirements do not settle {0}: extend one of them, and enter the requirement that it answers ({1})"
)

// need is a procedure for legal and other requirements: 4.3.2.procedure asks for one in force.
func need() documents.Need {
	return documents.Need{
		Purpose: documents.LegalRequirements, Held: procedureHeld, Empty: procedureEmpty, Draft: procedureDraft, Later: procedureLater,
		Undated: procedureUndated, Other: procedureOther, Else: procedureElse, None: procedureNone,
	}
}

// procedureInForce decides 4.3.2.procedure for a procedure: one for legal and other
// requirements is in force. Where several are to be, one is enough here. Its review is for
// 4.4.5.b: one that is overdue for it is in force none the less.
func procedureInForce(r *conformity.Reader, p *documents.Procedure) conformity.Verdict {
	return need().Decide(r, p)
}

// parts are what a procedure has to settle, each by the requirement which asks for it.
var parts = [...]struct{ requirement, text string }{
	{"4.3.2.a", "how requirements are found"},
	{"4.3.2.a.access", "how their texts are consulted"},
	{"4.3.2.b", "how it is worked out what they mean for threats and risks"},
}

// answers reports whether a procedure for legal and other requirements settles a part. It
// settles all of them unless it says which requirements of 4.3.2 it answers; an id stands
// for those that begin with it too.
func answers(p *documents.Procedure, part string) bool {
	narrowed := false
	for _, id := range p.Requirements {
		if id == "4.3.2.procedure" || part == id || strings.HasPrefix(part, id+".") {
			return true
		}
		narrowed = narrowed || strings.HasPrefix(id, "4.3.2.")
	}
	return !narrowed
}

// procedureCovers decides 4.3.2.procedure for the procedures together: those in force settle
// all three parts. Where none is in force and none is on its way it says so.
func procedureCovers(r *conformity.Reader) conformity.Verdict {
	inForce := slices.Collect(documents.ProceduresFor(r, documents.LegalRequirements).Where(func(p *documents.Procedure) bool { return p.InForce(r) }))
	if len(inForce) == 0 {
		return need().AtAll(r)
	}
	var texts, ids []string
	for _, part := range parts {
		if !slices.ContainsFunc(inForce, func(p *documents.Procedure) bool { return answers(p, part.requirement) }) {
			texts, ids = append(texts, part.text), append(ids, part.requirement)
		}
	}
	if len(texts) > 0 {
		return conformity.Unmet(procedurePartial, texts, ids)
	}
	return conformity.Nothing(procedureOther, *inForce[0])
}

const (
	lawEntered     conformity.Message = "legal.law.entered: the register holds requirements that bind by law, {0} among them"
	lawNone        conformity.Message = "legal.law.none: the register holds no law, regulation or permit: find out which bear on your security risks, and enter them"
	otherEntered   conformity.Message = "legal.other.entered: the register holds requirements beyond the law, {0} among them"
	otherStated    conformity.Message = "legal.other.stated: it is stated that no requirements beyond the law were adopted"
	otherNone      conformity.Message = "legal.other.none: the register holds no requirement beyond the law: enter the contracts, standards, schemes and codes that you have taken on or, where there are none, state that (other-requirements), with who says so and until when"
	sourceNotNow   conformity.Message = "legal.source.notnow: {0} is not on the list of sources now"
	sourceRecent   conformity.Message = "legal.source.searched: {subject}, {0}, was last searched on {1}, within the {2} set"
	sourceNew      conformity.Message = "legal.source.new: {subject}, {0}, is on the list since {1}: there are {2} to search it"
	sourceOld      conformity.Message = "legal.source.old: {subject}, {0}, was last searched on {1}, longer ago than the {2} set: search it, and enter the day"
	sourceNever    conformity.Message = "legal.source.never: {subject}, {0}, is on the list since {1} and was not searched within the {2} set: search it, and enter the day"
	sourceUnset    conformity.Message = "legal.source.unset: it is not settled how often {subject}, {0}, is searched: set an interval, and have the source approved with it"
	sourceProposed conformity.Message = "legal.source.proposed: {subject}, {0}, with its interval of {1}, is approved by nobody yet: have it approved, and record by whom and when"
)

// lawFound decides the part of 4.3.2.a that is about the law: the register holds a
// requirement that binds by it, be it that one was found not to apply. Whether each was
// found is for the sources to show, and for audits.
func lawFound(r *conformity.Reader) conformity.Verdict {
	if q := firstRegistered(r, Kind.Legal); q != nil {
		return conformity.Met(lawEntered, *q)
	}
	return conformity.Unmet(lawNone)
}

// otherRequirementsFound decides the part of 4.3.2.a that is about what was taken on beyond
// the law: the register holds some, or it is stated that there are none.
func otherRequirementsFound(r *conformity.Reader) conformity.Verdict {
	if q := firstRegistered(r, Kind.Voluntary); q != nil {
		return conformity.Met(otherEntered, *q)
	}
	if conformity.StatedNot(r, "other-requirements") {
		return conformity.Met(otherStated)
	}
	return conformity.Unmet(otherNone)
}

func firstRegistered(r *conformity.Reader, kind func(Kind) bool) *Requirement {
	return conformity.All[Requirement](r).First(func(q *Requirement) bool { return kind(q.Kind) && q.Registered(r) })
}

// sourceSearched decides the part of 4.3.2.a that is about a source on the list: it was
// searched within the interval approved with it. Before the first search the interval runs
// from the day on which the source was on the list and approved.
func sourceSearched(r *conformity.Reader, s *Source) conformity.Verdict {
	switch {
	case !s.Listed(r):
		return conformity.Nothing(sourceNotNow, *s)
	case s.Interval.IsZero():
		return conformity.Undetermined(sourceUnset, s.Title).At("interval")
	case !s.Approved(r):
		return conformity.Undetermined(sourceProposed, s.Title, s.Interval).At("approved_on")
	}
	if last := s.LastSearchedOn(r); !last.IsZero() {
		if r.Within(last, s.Interval) {
			return conformity.Met(sourceRecent, s.Title, last, s.Interval).At("searches")
		}
		return conformity.Unmet(sourceOld, s.Title, last, s.Interval).At("searches")
	}
	if since := s.since(); r.Within(since, s.Interval) {
		return conformity.Met(sourceNew, s.Title, since, s.Interval).At("searches")
	}
	return conformity.Unmet(sourceNever, s.Title, s.since(), s.Interval).At("searches")
}

const (
	textAt     conformity.Message = "legal.text.at: {subject}, {0}, can be consulted: {1}"
	textIn     conformity.Message = "legal.text.in: {subject}, {0}, can be consulted in {1}"
	textLost   conformity.Message = "legal.text.lost: {subject}, {0}, is to be consulted in {1}, of which there is no entry: say where its text or a summary can be found"
	textNone   conformity.Message = "legal.text.none: it is not on record where the text of {subject}, {0}, or a summary of it can be consulted: enter the place"
	determined conformity.Message = "legal.applies.yes: it was worked out on {1} how {subject}, {0}, bears on threats and risks"
	applyNot   conformity.Message = "legal.applies.no: it was worked out on {1} that {subject}, {0}, does not apply: {2}"
	applyNone  conformity.Message = "legal.applies.none: nobody has worked out whether and how {subject}, {0}, bears on your threats and risks: do so, and record it"
	applyWhen  conformity.Message = "legal.applies.undated: it is not on record when it was worked out how {subject}, {0}, bears on threats and risks: enter the day"
	applyOpen  conformity.Message = "legal.applies.open: what was recorded on {1} leaves open whether {subject}, {0}, applies: enter yes or no"
	applyHow   conformity.Message = "legal.applies.how: what was recorded on {1} does not say why {subject}, {0}, does or does not apply, and what follows: say so"
	applyRisks conformity.Message = "legal.applies.risks: what was recorded on {1} ties {subject}, {0}, to no threat and no risk: name those that it bears on, or say why it is tied to none in particular"
	applyLost  conformity.Message = "legal.applies.lost: what was recorded on {1} ties {subject}, {0}, to {2}, of which there is no entry: name threats and risks that there are"
)

// textAccessible decides 4.3.2.a.access for an entry: it says where the text or a summary can
// be consulted. A copy is not demanded.
func textAccessible(r *conformity.Reader, q *Requirement) conformity.Verdict {
	switch {
	case !q.Registered(r):
		return conformity.Nothing(requirementNot, *q)
	case strings.TrimSpace(q.Text.Location) != "":
		return conformity.Met(textAt, q.Title, q.Text.Location).At("text.location")
	case q.Text.Document == "":
		return conformity.Unmet(textNone, q.Title).At("text.location")
	}
	if d := conformity.Look(r, q.Text.Document); d != nil {
		return conformity.Met(textIn, q.Title, *d).At("text.document")
	}
	return conformity.Undetermined(textLost, q.Title, q.Text.Document).At("text.document")
}

// applicationDetermined decides 4.3.2.b for an entry: it was worked out whether it applies
// and, where it does, what it means and for which threats or risks. Whether that is right is
// for the people who know the law.
func applicationDetermined(r *conformity.Reader, q *Requirement) conformity.Verdict {
	if !q.Registered(r) {
		return conformity.Nothing(requirementNot, *q)
	}
	d := q.Determination(r)
	if d == nil {
		if slices.ContainsFunc(q.Determinations, func(d Determination) bool { return d.On.IsZero() }) {
			return conformity.Undetermined(applyWhen, q.Title).At("determinations")
		}
		return conformity.Unmet(applyNone, q.Title).At("determinations")
	}
	at := fmt.Sprintf("determinations[%d]", place(q.Determinations, d))
	switch {
	case d.Applies != records.Yes && d.Applies != records.No:
		return conformity.Unmet(applyOpen, q.Title, d.On).At(at + ".applies")
	case strings.TrimSpace(d.How) == "":
		return conformity.Unmet(applyHow, q.Title, d.On).At(at + ".how")
	case d.Applies == records.No:
		return conformity.Met(applyNot, q.Title, d.On, d.How).At(at)
	}
	var lost []records.Ref
	for _, id := range d.Threats {
		if conformity.Look(r, id) == nil {
			lost = append(lost, id.Ref())
		}
	}
	for _, id := range d.Risks {
		if conformity.Look(r, id) == nil {
			lost = append(lost, id.Ref())
		}
	}
	switch {
	case len(lost) > 0:
		return conformity.Undetermined(applyLost, q.Title, d.On, lost).At(at)
	case len(d.Threats) == 0 && len(d.Risks) == 0 && strings.TrimSpace(d.NoSingleRisk) == "":
		return conformity.Unmet(applyRisks, q.Title, d.On).At(at + ".risks")
	}
	return conformity.Met(determined, q.Title, d.On).At(at)
}

// place returns where in the list an item of it stands.
func place[T any](list []T, item *T) int {
	for i := range list {
		if &list[i] == item {
			return i
		}
	}
	return 0
}
