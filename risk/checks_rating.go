package risk

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

const (
	likelihoodRated   conformity.Message = "risk.likelihood.rated: {subject} has a likelihood on the scale of {0}"
	likelihoodMissing conformity.Message = "risk.likelihood.missing: {subject} has no likelihood: judge how likely it is before controls, by the scale of {0}"
	likelihoodOther   conformity.Message = "risk.likelihood.other: {subject} gives no {0}, from which {1} has likelihood made: rate it"
	likelihoodDirect  conformity.Message = "risk.likelihood.direct: {subject} has its {0} rated, but {1} rates likelihood itself: rate that instead"
	likelihoodOff     conformity.Message = "risk.likelihood.off: {subject} has the {0} {1}, which is outside the scale 1 to {2} of {3}: rate it anew"
	likelihoodUnmade  conformity.Message = "risk.likelihood.unmade: {subject} is rated, but {0} gives no likelihood for threat {1} with vulnerability {2}: complete the criteria"
)

// likelihoodOf decides 4.3.1.likelihood: each risk in the assessment in force has a likelihood,
// before controls, on the scale of the criteria; where those make it from threat and
// vulnerability, it takes both. Whether the level that comes of it is one is for 4.3.1.method.c.
func likelihoodOf(r *conformity.Reader, risk *Risk, a *Assessment) conformity.Verdict {
	rating := &risk.Inherent
	named := criteriaOf(r, a)
	rater := raterOf(r, named)
	switch {
	case rating.Likelihood == 0 && rating.Threat == 0 && rating.Vulnerability == 0:
		return conformity.Unmet(likelihoodMissing, named).At("inherent.likelihood")
	case rater == nil:
		return conformity.Nothing(noCriteria) // unusableCriteria speaks of it, once for the assessment
	case rater.fromThreat():
		return likelihoodMade(rating, rater, named)
	case rating.Threat != 0:
		return conformity.Unmet(likelihoodDirect, "threat", named).At("inherent.threat")
	case rating.Vulnerability != 0:
		return conformity.Unmet(likelihoodDirect, "vulnerability", named).At("inherent.vulnerability")
	}
	if off := offScale("likelihood", rating.Likelihood, rater.criteria.Likelihood, named); off.Status != conformity.StatusNone {
		return off
	}
	return conformity.Met(likelihoodRated, named)
}

func likelihoodMade(rating *Rating, rater *Rater, named records.ID[Criteria]) conformity.Verdict {
	for _, part := range []struct {
		name  string
		step  int
		scale Scale
	}{{"threat", rating.Threat, rater.criteria.Threat}, {"vulnerability", rating.Vulnerability, rater.criteria.Vulnerability}} {
		if part.step == 0 {
			return conformity.Unmet(likelihoodOther, part.name, named).At("inherent." + part.name)
		}
		if off := offScale(part.name, part.step, part.scale, named); off.Status != conformity.StatusNone {
			return off
		}
	}
	if rater.made.step(rating.Threat, rating.Vulnerability) == 0 {
		return conformity.Unmet(likelihoodUnmade, named, rating.Threat, rating.Vulnerability).At("inherent.threat")
	}
	return conformity.Met(likelihoodRated, named)
}

func offScale(name string, step int, scale Scale, named records.ID[Criteria]) conformity.Verdict {
	if step < 1 || step > len(scale.Steps) {
		return conformity.Unmet(likelihoodOff, name, step, len(scale.Steps), named).At("inherent." + name)
	}
	return conformity.Verdict{}
}

const (
	consequencesRated conformity.Message = "risk.consequence.rated: {subject} is rated or ruled out in each category, on the scale of {0}"
	consequencesOut   conformity.Message = "risk.consequence.none: {subject} rules out all eight categories, so that no consequence is left: rate one at least, or withdraw the risk"
	consequenceOff    conformity.Message = "risk.consequence.off: {subject} has the consequence {0} in {1}, which is outside the scale 1 to {2} of {3}: rate it anew"
	consequencesOpen  conformity.Message = "risk.consequence.open: {subject} is not rated yet in {0}, so that not all of its consequences are known"
)

// consequencesOf decides 4.3.1.consequence: a consequence is left, and lies on the scale of the
// criteria. Which category is neither rated nor ruled out is for 4.3.1.consequence.a to h; as
// long as one is, it is not known whether everything was considered.
func consequencesOf(r *conformity.Reader, risk *Risk, a *Assessment) conformity.Verdict {
	named := criteriaOf(r, a)
	rater := raterOf(r, named)
	steps := 0
	if rater != nil {
		steps = len(rater.criteria.Consequence.Steps)
	}
	ruledOut := 0
	var open []string
	for _, category := range categories {
		c, _ := risk.Inherent.In(category)
		switch {
		case rater != nil && (c.Step < 0 || c.Step > steps):
			return conformity.Unmet(consequenceOff, c.Step, string(category), steps, named).At(inCategory(category))
		case c.Step != 0:
		case blank(c.NotApplicable):
			open = append(open, string(category))
		default:
			ruledOut++
		}
	}
	switch {
	case ruledOut == len(categories):
		return conformity.Unmet(consequencesOut).At("inherent.consequences")
	case rater == nil:
		return conformity.Nothing(noCriteria)
	case len(open) > 0:
		return conformity.Undetermined(consequencesOpen, open).At("inherent.consequences")
	}
	return conformity.Met(consequencesRated, named)
}

func inCategory(category Category) string { return "inherent.consequences[" + string(category) + "]" }

const (
	categoryRated    conformity.Message = "risk.category.rated: {subject} is rated {0} in the category {1}"
	categoryRuledOut conformity.Message = "risk.category.ruledout: {subject} has the category {0} ruled out: {1}"
	categoryOpen     conformity.Message = "risk.category.open: {subject} says nothing of the category {0} ({1}): rate its consequence, or rule the category out with the reason"
	categoryNoReason conformity.Message = "risk.category.noreason: {subject} neither rates the category {0} ({1}) nor says why it does not apply: do one of the two"
)

// consequenceIn decides 4.3.1.consequence.a to h: each risk in the assessment in force rates the
// category, or rules it out with a reason. That hangs on each risk, though one look for the
// whole assessment might do, because so it is known what was left out (reading 8). Whether the
// step lies on the scale is for 4.3.1.consequence.
func consequenceIn(category Category) func(*conformity.Reader, *Risk, *Assessment) conformity.Verdict {
	return func(_ *conformity.Reader, risk *Risk, _ *Assessment) conformity.Verdict {
		c, found := risk.Inherent.In(category)
		switch {
		case c.Step != 0:
			return conformity.Met(categoryRated, c.Step, string(category))
		case !blank(c.NotApplicable):
			return conformity.Met(categoryRuledOut, string(category), c.NotApplicable)
		case found:
			return conformity.Unmet(categoryNoReason, string(category), category.Meaning()).At(inCategory(category))
		}
		return conformity.Unmet(categoryOpen, string(category), category.Meaning()).At(inCategory(category))
	}
}

const (
	effectsRated   conformity.Message = "risk.effects.rated: {subject} is rated with its controls taken into account"
	effectsMissing conformity.Message = "risk.effects.missing: {subject} lists {0} as in place, but no rating takes that into account: rate what is left of the risk with them"
	effectsPartial conformity.Message = "risk.effects.partial: {subject} lists {0} as in place, and is rated with that only in part: rate {1} as well, or rule it out"
	noControls     conformity.Message = "risk.controls.none: no risk lists a control in place, so that there are no effects to take into account"
)

// effectsOf decides 4.3.1.input.effects: a risk that lists controls in place is rated with them.
// The clause asks for that before they are put to use, so the day of the rating does not matter.
// A rating with controls is one that gives a likelihood, and rates or rules out each category.
func effectsOf(r *conformity.Reader, risk *Risk) conformity.Verdict {
	switch {
	case !risk.OnRegister(r) || len(risk.Controls) == 0:
		return conformity.Nothing(noControls)
	case risk.Residual.IsZero():
		return conformity.Unmet(effectsMissing, refs(risk.Controls)).At("residual")
	}
	if missing := risk.Residual.missing(); len(missing) > 0 {
		return conformity.Unmet(effectsPartial, refs(risk.Controls), missing).At("residual")
	}
	return conformity.Met(effectsRated)
}

func refs[T records.Entity](ids []records.ID[T]) []records.Ref {
	list := make([]records.Ref, len(ids))
	for i, id := range ids {
		list[i] = id.Ref()
	}
	return list
}

// missing names what is neither rated nor ruled out.
func (r *Rating) missing() []string {
	var missing []string
	if r.Likelihood == 0 && (r.Threat == 0 || r.Vulnerability == 0) {
		missing = append(missing, "likelihood")
	}
	for _, category := range categories {
		if c, _ := r.In(category); c.Step == 0 && blank(c.NotApplicable) {
			missing = append(missing, string(category))
		}
	}
	return missing
}

const (
	riskClassified   conformity.Message = "risk.class.level: {subject} is at the level {0} of {1}"
	riskUnclassified conformity.Message = "risk.class.none: {subject} falls into no level: {0}: complete {1}, or rate the risk anew"
	riskUnrated      conformity.Message = "risk.class.unrated: {subject} cannot be classified yet: {0}"
	threatClassified conformity.Message = "risk.threat.named: {subject} is classified as {0}"
	threatClassless  conformity.Message = "risk.threat.none: {subject} falls into no class: give it one of the organization's own"
	noCriteria       conformity.Message = "risk.criteria.none: no assessment in force has criteria that risks could be rated by"
)

// riskInClass decides 4.3.1.method.c for risks: those in the assessment in force come to a level of
// the criteria, before controls. One that is not completely rated cannot be classified yet; that
// it is not rated is for 4.3.1.likelihood and 4.3.1.consequence.
func riskInClass(r *conformity.Reader, risk *Risk, a *Assessment) conformity.Verdict {
	named := criteriaOf(r, a)
	rater := raterOf(r, named)
	if rater == nil {
		return conformity.Nothing(noCriteria)
	}
	grade, why := inherentGrade(rater, risk)
	switch {
	case grade.Complete():
		return conformity.Met(riskClassified, grade.Label(), named)
	case grade.gaps&noLevel != 0:
		return conformity.Unmet(riskUnclassified, why, named).At("inherent")
	}
	return conformity.Undetermined(riskUnrated, why).At("inherent")
}

// inherentGrade rates a risk before controls, whatever the rating with controls is worth. Where
// the grade is not complete it says why.
func inherentGrade(rater *Rater, risk *Risk) (Grade, string) {
	bare := Risk{ID: risk.ID, Inherent: risk.Inherent}
	rated, err := rater.Rate(bare)
	if err != nil {
		return Grade{}, inShort(err)
	}
	return rated.Inherent, rated.Inherent.Gaps()
}

// threatInClass decides 4.3.1.method.c for threats: those in the assessment in force belong to a
// class, the organization's own. Threats are not rated, so they come to no level.
func threatInClass(r *conformity.Reader, t *Threat) conformity.Verdict {
	switch {
	case !t.OnRegister(r) || assessmentOfThreat(r, t.ID) == nil:
		return conformity.Nothing(nothingAssessed)
	case blank(t.Class):
		return conformity.Unmet(threatClassless).At("class")
	}
	return conformity.Met(threatClassified, t.Class)
}

const (
	criteriaUnnamed conformity.Message = "risk.assessment.criteria.unnamed: {subject} and its methodology name no criteria, so that nothing says what rating means: name those by which its risks are rated"
	criteriaGone    conformity.Message = "risk.assessment.criteria.gone: {subject} names {0}, which are not on record: enter them, or name others"
	criteriaFaulty  conformity.Message = "risk.assessment.criteria.faulty: {subject} cannot be decided by {0}, which have faults ({1}): correct them"
	criteriaUsable  conformity.Message = "risk.assessment.criteria.usable: the risks of an assessment in force are rated by {0}"
)

// criteriaUsed says once for an assessment in force, and not for each of its risks, that it has
// no criteria to rate by. For 4.3.1.method.c that fails it: nothing sorts its risks into levels.
func criteriaUsed(missing func(conformity.Message, ...any) conformity.Verdict) func(*conformity.Reader, *Assessment) conformity.Verdict {
	return func(r *conformity.Reader, a *Assessment) conformity.Verdict {
		if !assessmentInForce(r, a) {
			return conformity.Nothing(nothingAssessed)
		}
		named := criteriaOf(r, a)
		if named == "" {
			return missing(criteriaUnnamed).At("criteria")
		}
		compiled, found := raters.Of(r, named)
		switch {
		case !found:
			return missing(criteriaGone, named).At("criteria")
		case compiled.err != nil:
			return conformity.Undetermined(criteriaFaulty, named, inShort(compiled.err)).At("criteria")
		}
		return conformity.Nothing(criteriaUsable, named)
	}
}
