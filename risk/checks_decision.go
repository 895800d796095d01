package risk

import (
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

const (
	decisionMade      conformity.Message = "risk.decision.made: it was decided to {0} {subject}"
	decisionTolerable conformity.Message = "risk.decision.tolerable: {subject} is to be tolerated, and {0} tolerate it ({1})"
	decisionAccepted  conformity.Message = "risk.decision.accepted: {subject} is to be tolerated under {0}, until the end of {1}"
	decisionNone      conformity.Message = "risk.decision.none: nothing was decided about {subject}, which is at the level {0}: decide to avoid, eliminate, control or tolerate it"
	decisionUnrated   conformity.Message = "risk.decision.unrated: whether the decision about {subject} is allowed cannot be said as long as it is not classified: {0}"
	decisionRefused   conformity.Message = "risk.decision.refused: {subject} is to be tolerated, but {1} do not tolerate it at the level {0} ({2}): decide to avoid, eliminate or control it, or have it accepted for a time"
	decisionUnborne   conformity.Message = "risk.decision.unborne: {subject} is to be tolerated, but {1} do not tolerate it at the level {0} ({2}), and {3} {4}: have it accepted anew, or decide to avoid, eliminate or control it"
	decisionPartial   conformity.Message = "risk.decision.partial: {subject} is to be tolerated, but is not completely rated ({0}): what is not known cannot be tolerated; rate it"
	decisionFailed    conformity.Message = "risk.decision.failed: whether {subject} is tolerable could not be worked out: {0}"
)

// decisionAllowed decides 4.3.1.method.c.treatment: a risk in the assessment in force that comes to
// a level of the criteria carries a decision, and one that their tolerability rules allow. To avoid,
// eliminate or control is always allowed; to tolerate is where the criteria tolerate the risk, or as
// long as an acceptance covers it. With controls in place the rating with them counts. A risk that
// comes to no level is for 4.3.1.method.c; what carries the decision out is for 4.3.1.controls.
func decisionAllowed(r *conformity.Reader, risk *Risk, a *Assessment) conformity.Verdict {
	named := criteriaOf(r, a)
	rater := raterOf(r, named)
	if rater == nil {
		return conformity.Nothing(noCriteria)
	}
	grade, why := inherentGrade(rater, risk)
	if !grade.Complete() {
		return conformity.Undetermined(decisionUnrated, why).At("inherent")
	}
	switch decision := risk.Decided(r); decision {
	case ToAvoid, ToEliminate, ToControl:
		return conformity.Met(decisionMade, string(decision))
	case ToTolerate:
		return tolerated(r, risk, named, rater)
	}
	return conformity.Unmet(decisionNone, grade.Label()).At("decision")
}

// tolerated asks the criteria whether a risk may be tolerated. The instant on which an acceptance
// begins or ends comes from the Reader, which is the clock of the ruling.
func tolerated(r *conformity.Reader, risk *Risk, named records.ID[Criteria], rater *Rater) conformity.Verdict {
	rated, err := rater.Rate(*risk)
	if err != nil {
		return conformity.Unmet(decisionPartial, inShort(err)).At("residual")
	}
	if !rated.Complete() {
		return conformity.Unmet(decisionPartial, rated.Gaps()).At("residual")
	}
	rated.Treated = treatmentsByRisk.Of(r, risk.ID).Any(func(t *Treatment) bool { return t.State(r).InHand() })
	acceptances := acceptancesOf(r, risk.ID)
	ruling, err := rater.DecideBy(rated, acceptances, r)
	current := rated.Current()
	switch {
	case err != nil:
		return conformity.Undetermined(decisionFailed, inShort(err)).At("decision")
	case ruling.Outcome == Tolerable:
		return conformity.Met(decisionTolerable, named, ruling.Reason())
	case ruling.Acceptance != "":
		return conformity.Met(decisionAccepted, ruling.Acceptance, expiry(acceptances, ruling.Acceptance))
	case len(acceptances) == 0:
		return conformity.Unmet(decisionRefused, current.Label(), named, ruling.Reason()).At("decision")
	}
	level, _ := current.Level()
	last := slices.MaxFunc(acceptances, func(a, b Acceptance) int { return a.ExpiresOn.Compare(b.ExpiresOn) })
	return conformity.Unmet(decisionUnborne, current.Label(), named, ruling.Reason(), last.Ref(), last.state(rater, level, r)).At("decision")
}

func acceptancesOf(r *conformity.Reader, id records.ID[Risk]) []Acceptance {
	rows := acceptancesByRisk.Of(r, id)
	if rows.Len() == 0 {
		return nil
	}
	acceptances := make([]Acceptance, 0, rows.Len())
	for a := range rows.Every() {
		acceptances = append(acceptances, *a)
	}
	return acceptances
}

func expiry(acceptances []Acceptance, id records.ID[Acceptance]) records.Date {
	for i := range acceptances {
		if acceptances[i].ID == id {
			return acceptances[i].ExpiresOn
		}
	}
	return records.Date{}
}

const (
	inERM      conformity.Message = "risk.erm.entered: {subject} is in the organization's own risk assessment: {0}"
	notInERM   conformity.Message = "risk.erm.reason: {subject} is not in the organization's own risk assessment, for a reason on record: {0}"
	classInERM conformity.Message = "risk.erm.class: risks of the class {0} are not in the organization's own risk assessment, for a reason on record: {1}"
	leftOutERM conformity.Message = "risk.erm.missing: nothing says where the organization's own risk assessment holds {subject}, or why not: enter where it stands there, or the reason, for it or for its class"
)

// inOrganizationsOwn decides 4.4.1.h: each security risk in the assessment in force stands in the
// risk assessment of the organization as a whole, or there is a reason why not, for it or for its
// class. What that assessment then makes of it is for 4.3.1.input.g.
func inOrganizationsOwn(r *conformity.Reader, risk *Risk, a *Assessment) conformity.Verdict {
	reasons, _ := reasonsByClass.Of(r, a.ID)
	class := reasons[risk.Class]
	switch {
	case !blank(risk.EntryInERM):
		return conformity.Met(inERM, risk.EntryInERM)
	case !blank(risk.NotInERM):
		return conformity.Met(notInERM, risk.NotInERM)
	case !blank(class):
		return conformity.Met(classInERM, risk.Class, class)
	}
	return conformity.Unmet(leftOutERM).At("entry_in_erm")
}
