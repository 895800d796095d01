package objectives

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// objectiveChecks are those of 4.3.3, in the order of the standard.
func objectiveChecks() []conformity.Check[Input] {
	checks := []conformity.Check[Input]{
		conformity.Whole[Input]("4.3.3.establish", objectivesSet),
		conformity.Each("4.3.3.establish", functions, functionHasObjective),
	}
	add := func(requirement string, check func(*conformity.Reader, *objective, conformity.Say)) {
		checks = append(checks, ofObjectives(requirement, check)...)
	}
	add("4.3.3.documented", one(func(r *conformity.Reader, o *objective) conformity.Verdict { return written(r, &o.subject) }))
	add("4.3.3.maintain", one(func(r *conformity.Reader, o *objective) conformity.Verdict {
		return pursued(r, &o.subject, o.now.TrackingInterval, o.Progress)
	}))
	add("4.3.3.derived", one(derivedFromPolicy))
	add("4.3.3.consider.a", one(weighedAgainst(LegalConsidered)))
	add("4.3.3.consider.b", one(weighedAgainst(RiskConsidered)))
	add("4.3.3.consider.c", one(weighedAgainst(OptionsConsidered)))
	add("4.3.3.consider.d", one(weighedAgainst(BusinessConsidered)))
	add("4.3.3.consider.e", one(weighedAgainst(StakeholderConsidered)))
	add("4.3.3.attribute.a", one(servesImprovement))
	add("4.3.3.attribute.b", one(quantified))
	add("4.3.3.attribute.c", func(r *conformity.Reader, o *objective, say conformity.Say) {
		employeesTold(r, &o.subject, o.Audience, o.Communications, say)
	})
	add("4.3.3.attribute.c.thirdparties", func(r *conformity.Reader, o *objective, say conformity.Say) {
		outsidersTold(r, &o.subject, o.Audience, o.Communications, say)
	})
	add("4.3.3.attribute.d", one(func(r *conformity.Reader, o *objective) conformity.Verdict {
		return reviewedInTime(r, &o.subject, o.now.ReviewInterval, o.Reviews)
	}))
	add("4.3.3.amend", func(r *conformity.Reader, o *objective, say conformity.Say) { amended(r, &o.subject, o.Reviews, say) })
	return checks
}

const (
	objectivesDraft    conformity.Message = "objectives.none.draft: no objective is in force; {0}, {1}, is {2}: have it approved, with the day from which it applies"
	objectivesMarked   conformity.Message = "objectives.set: {0} is in force"
	functionsNone      conformity.Message = "objectives.function.none: it is not entered which functions and levels the organization has: enter them, and of each whether security depends on it"
	functionGone       conformity.Message = "objectives.function.gone: {0} does not exist now"
	functionCovered    conformity.Message = "objectives.function.covered: {subject}, {0}, is served by {1}"
	functionUncovered  conformity.Message = "objectives.function.uncovered: security depends on {subject}, {0}, and no objective in force is set for it: set one, or name it in one that holds for it"
	functionUndecided  conformity.Message = "objectives.function.undecided: it is not decided whether security depends on {subject}, {0}: enter yes or no"
	functionIrrelevant conformity.Message = "objectives.function.irrelevant: it was decided that security does not depend on {subject}, {0}"
)

// objectivesSet decides 4.3.3.establish for the whole: there is an objective in force, and it
// is on record for which functions and levels there have to be some.
func objectivesSet(r *conformity.Reader) conformity.Verdict {
	found := conformity.All[Objective](r).First(func(o *Objective) bool { return o.InForce(r) })
	if found == nil {
		return nearestObjective(r)
	}
	if !conformity.All[organization.Function](r).Any(func(f *organization.Function) bool { return f.Exists(r) }) {
		return conformity.Undetermined(functionsNone)
	}
	return conformity.Nothing(objectivesMarked, *found)
}

func nearestObjective(r *conformity.Reader) conformity.Verdict {
	near := conformity.All[Objective](r).First(func(o *Objective) bool { state, _ := o.State(r); return onItsWay(state) })
	if near == nil {
		return conformity.Unmet(objectiveNone)
	}
	state, _ := near.State(r)
	return conformity.Unmet(objectivesDraft, *near, near.Title, describe(state))
}

// onItsWay reports whether something is not in force yet and may come to be.
func onItsWay(s records.State) bool { return s == records.Draft || s == records.Approved }

var objectivesByFunction = conformity.NewIndexAll(func(o *Objective) []records.ID[organization.Function] { return o.Functions })

// functionHasObjective decides 4.3.3.establish for a function or a level: where security
// depends on it by the organization's own decision, an objective in force is set for it.
func functionHasObjective(r *conformity.Reader, f *organization.Function) conformity.Verdict {
	switch {
	case !f.Exists(r):
		return conformity.Nothing(functionGone, *f)
	case f.Relevant == records.No:
		return conformity.Exempt(functionIrrelevant, f.Title).At("relevant")
	case f.Relevant != records.Yes:
		return conformity.Undetermined(functionUndecided, f.Title).At("relevant")
	}
	if o := objectivesByFunction.Of(r, f.ID).First(func(o *Objective) bool { return o.InForce(r) }); o != nil {
		return conformity.Met(functionCovered, f.Title, *o)
	}
	return conformity.Unmet(functionUncovered, f.Title)
}

const (
	derived       conformity.Message = "objectives.derived: revision {0} of {subject}, {1}, grows out of {2}, by what it says under {3}"
	derivedNot    conformity.Message = "objectives.derived.not: revision {0} of {subject}, {1}, names no statement of the policy that it grows out of: name a principle, a broad objective or a commitment"
	derivedLost   conformity.Message = "objectives.derived.lost: revision {0} of {subject}, {1}, grows out of what {2} does not say in its revision in force ({3}): derive it anew from a statement that still stands"
	derivedNoRule conformity.Message = "objectives.derived.nopolicy: cannot be decided for {subject}, {0}, while no security policy is in force"
	derivedAtOdds conformity.Message = "objectives.derived.atodds: the review of {subject}, {0}, on {1} found it at odds with the policy ({2}): amend it, and review it again"
	derivedOpen   conformity.Message = "objectives.derived.open: the review of {subject}, {0}, on {1} does not say whether it still agrees with the policy: enter yes or no"
)

// derivedFromPolicy decides 4.3.3.derived: the revision in force refers to a statement of the
// policy in force, and the latest review, if there was one, found that the two agree. That
// there is a policy is for 4.2.authorize.
func derivedFromPolicy(r *conformity.Reader, o *objective) conformity.Verdict {
	p, in := policy.InForce(r)
	at := o.path + "derived_from"
	if len(o.now.DerivedFrom) == 0 {
		return conformity.Unmet(derivedNot, o.now.Number, o.title).At(at)
	}
	if p == nil {
		return conformity.Undetermined(derivedNoRule, o.title).At(at)
	}
	found := ""
	for _, source := range o.now.DerivedFrom {
		if _, says := in.Says(source.Key); says && source.Policy == p.ID && found == "" {
			found = source.Key
		}
	}
	if found == "" {
		return conformity.Unmet(derivedLost, o.now.Number, o.title, *p, keys(o.now.DerivedFrom)).At(at)
	}
	if last := lastReview(r, o.Reviews); last != nil && last.Consistent == records.No {
		return conformity.Unmet(derivedAtOdds, o.title, last.On, last.Outcome).At("reviews")
	} else if last != nil && last.Consistent != records.Yes {
		return conformity.Undetermined(derivedOpen, o.title, last.On).At("reviews")
	}
	return conformity.Met(derived, o.now.Number, o.title, *p, found).At(at)
}

func keys(sources []Source) []string {
	list := make([]string, len(sources))
	for i, s := range sources {
		list[i] = s.Key
	}
	return list
}

const (
	weighed        conformity.Message = "objectives.weighed: {subject}, {0}, was weighed against {1} on {2}: {3}"
	weighedNot     conformity.Message = "objectives.weighed.not: when {subject}, {0}, was last {3}, on {2}, it is not on record that {1} were taken into account: look at them, and record what came of it, with a review"
	weighedLost    conformity.Message = "objectives.weighed.lost: on {2} {subject}, {0}, was weighed against {1}, among them {3}, of which there is no entry: name one that there is"
	setOrRevised   string             = "set or revised"
	lookedAtReview string             = "reviewed"
)

// weighedAgainst makes the checks of 4.3.3.consider: what an objective has to be weighed
// against is on record with the latest occasion, be it setting, revision or review. Of a
// revision and a review on one day either will do.
func weighedAgainst(kind ConsiderationKind) func(*conformity.Reader, *objective) conformity.Verdict {
	return func(r *conformity.Reader, o *objective) conformity.Verdict {
		occasion, on, at := setOrRevised, o.revision.RevisedOn(), o.path+"considerations"
		c := considered(o.now.Considerations, kind)
		if last := lastReview(r, o.Reviews); last != nil && !last.On.Before(on) {
			found := considered(last.Considerations, kind)
			if found != nil || last.On.After(on) {
				c = found
			}
			occasion, on, at = lookedAtReview, last.On, "reviews"
		}
		if c == nil {
			return conformity.Unmet(weighedNot, o.title, kind.against(), on, occasion).At(at)
		}
		if lost := c.lost(r); !lost.IsZero() {
			return conformity.Undetermined(weighedLost, o.title, kind.against(), on, lost).At(at)
		}
		return conformity.Met(weighed, o.title, kind.against(), on, c.Outcome).At(at)
	}
}

// against says in words what is taken into account, as a plural.
func (k ConsiderationKind) against() string {
	switch k {
	case LegalConsidered:
		return "legal requirements"
	case RiskConsidered:
		return "threats and risks"
	case OptionsConsidered:
		return "technological and other options"
	case BusinessConsidered:
		return "financial and business needs"
	case StakeholderConsidered:
		return "the views of stakeholders"
	}
	return string(k)
}

// lost returns a record that the consideration names and that is not there. The others become
// evidence.
func (c *Consideration) lost(r *conformity.Reader) records.Ref {
	var lost records.Ref
	missing(r, c.Legal, &lost)
	missing(r, c.Assessments, &lost)
	missing(r, c.Risks, &lost)
	missing(r, c.Stakeholders, &lost)
	return lost
}

func missing[T records.Entity](r *conformity.Reader, ids []records.ID[T], first *records.Ref) {
	for _, id := range ids {
		if conformity.Look(r, id) == nil && first.IsZero() {
			*first = id.Ref()
		}
	}
}

const (
	lessDemanding       conformity.Message = "objectives.lower: revision {0} of {subject}, {1}, asks for {2} {3} {4}, which is less demanding than the {5} of {6}, whose place it took, and does not say why: record the reason, or ask for more"
	lessDemandingLost   conformity.Message = "objectives.lower.unknown: {subject}, {0}, took the place of {1}, of which there is no entry, so that the two cannot be compared: name the one that it replaced"
	lessDemandingBefore conformity.Message = "objectives.lower.revision: revision {0} of {subject}, {1}, asks for {2} {3} {4}, which is less demanding than the {5} of revision {6}, and does not say why: record the reason, or ask for more"
)

// servesImprovement decides 4.3.3.attribute.a by a judgement no older than the revision in
// force. Data contradict it where the objective asks for less than what it replaces, its own
// revision before or another objective, and no reason is given. Only figures of one measure,
// in one unit and aimed at from one side, can be compared; the rest is for who judges.
func servesImprovement(r *conformity.Reader, o *objective) conformity.Verdict {
	if blank(o.now.ReasonLessDemanding) {
		if before := o.before(r); before != nil && o.now.Measure.LessDemanding(before.Measure) {
			m := o.now.Measure
			return conformity.Unmet(lessDemandingBefore, o.now.Number, o.title, m.Aim, *m.Value, m.Unit, *before.Measure.Value, before.Number).At(o.path + "measure")
		}
		other := conformity.Look(r, o.Supersedes)
		if other == nil && o.Supersedes != "" {
			return conformity.Undetermined(lessDemandingLost, o.title, o.Supersedes).At("supersedes")
		}
		if other != nil {
			if last := other.last(r); last != nil && o.now.Measure.LessDemanding(last.Measure) {
				m := o.now.Measure
				return conformity.Unmet(lessDemanding, o.now.Number, o.title, m.Aim, *m.Value, m.Unit, *last.Measure.Value, *other).At(o.path + "measure")
			}
		}
	}
	return conformity.Attested(r, "4.3.3.attribute.a", o.Ref(), conformity.Judged{Record: *o.Objective, ChangedOn: o.revision.RevisedOn()})
}

// before returns the revision that was in force before the one in force, or nil: of the others
// that took effect the one with the latest effective date.
func (o *objective) before(clock records.Clock) *ObjectiveRevision {
	var before *ObjectiveRevision
	for i := range o.Revisions {
		v := &o.Revisions[i]
		if v != o.now && v.life().TookEffect(clock) && (before == nil || !v.EffectiveFrom.Before(before.EffectiveFrom)) {
			before = v
		}
	}
	return before
}

// last returns the revision that took effect last, be the objective in force or not.
func (o *Objective) last(clock records.Clock) *ObjectiveRevision {
	if i := records.Current(clock, len(o.Revisions), func(i int) records.Life { return o.Revisions[i].life() }); i >= 0 {
		return &o.Revisions[i]
	}
	return nil
}

const (
	figuresGiven  conformity.Message = "objectives.figures: revision {0} of {subject}, {1}, has a figure: {2} {3} {4} ({5})"
	figuresExcuse conformity.Message = "objectives.figures.impracticable: revision {0} of {subject}, {1}, says why figures are not practicable: {2}"
	figuresNone   conformity.Message = "objectives.figures.none: revision {0} of {subject}, {1}, has no figures: give a measure with unit and value, or say why that is not practicable"
)

// quantified decides 4.3.3.attribute.b: a measure with unit and value, or why not. Whether the
// reason is a good one is for the audit to ask.
func quantified(_ *conformity.Reader, o *objective) conformity.Verdict {
	switch m := o.now.Measure; {
	case m.Quantified():
		return conformity.Met(figuresGiven, o.now.Number, o.title, string(m.Aim), figureText(m), m.Unit, m.Metric).At(o.path + "measure")
	case !blank(o.now.ReasonNotQuantified):
		return conformity.Met(figuresExcuse, o.now.Number, o.title, o.now.ReasonNotQuantified).At(o.path + "reason_not_quantified")
	}
	return conformity.Unmet(figuresNone, o.now.Number, o.title).At(o.path + "measure")
}

// figureText shows the value of a measure. What has too many digits to be reckoned with is not
// written out.
func figureText(m Measure) string {
	if !exact(*m.Value) {
		return fmt.Sprintf("a number of more than %d digits", maxDigits)
	}
	return m.Value.String()
}
