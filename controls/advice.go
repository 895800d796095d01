package controls

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

const (
	adviceNoLink     conformity.Message = "controls.advice.link: nothing leads on from {subject}, neither a control nor a treatment, an operation or an objective: the guide suggests that the assessment is the base of all that follows"
	adviceFrequency  conformity.Message = "controls.advice.frequency: it is not said how often {subject} is carried out: the guide suggests to look at what is done now and then as well as at what is done daily"
	adviceReviewed   conformity.Message = "controls.advice.reviewed: no day is set for {subject} to be looked at again, or it has passed: the guide suggests to review regularly how risks are controlled"
	adviceSensitive  conformity.Message = "controls.advice.sensitive: it was not decided whether {subject} is sensitive: the guide suggests to find out which tasks are"
	adviceMethod     conformity.Message = "controls.advice.method: {subject} is sensitive, and no approved way to do it is on record: the guide suggests to settle secure ways of working in advance"
	adviceQualified  conformity.Message = "controls.advice.qualified: {subject} is sensitive, and nothing says what {0}, which carries it out, has to be qualified for: the guide suggests to qualify people before they do such work"
	adviceUnowned    conformity.Message = "controls.advice.unowned: {subject} is sensitive, and no role answers for it: the guide suggests to qualify people before they do such work, so say whose it is"
	adviceAreaAccess conformity.Message = "controls.advice.area: no procedure controls who may enter {subject}: the guide suggests one for each sensitive area"
)

// AdviceInput is what advice looks at.
type AdviceInput struct {
	Operations   []Operation
	Areas        []Area
	Risks        []risk.Risk
	Treatments   []risk.Treatment
	Objectives   []objectives.Objective
	Requirements []competence.Requirement // of roles
}

// Advice returns the checks of what the guide suggests for 4.4.6, and for what risks lead to.
func Advice() []conformity.Check[AdviceInput] {
	operations := func(in AdviceInput) []Operation { return in.Operations }
	return []conformity.Check[AdviceInput]{
		conformity.Suggest("4.3.1.intent.2", func(in AdviceInput) []risk.Risk { return in.Risks }, leadsOn),
		conformity.Suggest("4.3.1.process.general.9", operations, conformity.Having(inOperation, "frequency", func(x *Operation) bool { return x.Frequency != "" }, adviceFrequency)),
		conformity.Suggest("4.4.6.process.3", operations, reviewAhead),
		conformity.Suggest("4.4.6.process.tasks.1", operations, conformity.Having(inOperation, "sensitive", func(x *Operation) bool { return x.Sensitive != "" }, adviceSensitive)),
		conformity.Suggest("4.4.6.process.tasks.2", operations, methodApproved),
		conformity.Suggest("4.4.6.process.tasks.3", operations, qualificationSettled),
		conformity.Suggest("4.4.6.process.tasks.4", func(in AdviceInput) []Area { return in.Areas }, conformity.Having(sensitiveArea, "access_procedure",
			func(x *Area) bool { return x.AccessProcedure != "" }, adviceAreaAccess)),
	}
}

func inOperation(r *conformity.Reader, x *Operation) bool { return x.InOperation(r) }

func sensitiveArea(r *conformity.Reader, x *Area) bool {
	return x.Sensitive == records.Yes && x.Exists(r)
}

var objectivesByRisk = conformity.NewIndexAll(func(o *objectives.Objective) []records.ID[risk.Risk] {
	var ids []records.ID[risk.Risk]
	for _, v := range o.Revisions {
		for _, c := range v.Considerations {
			ids = append(ids, c.Risks...)
		}
	}
	return ids
})

// leadsOn asks for one trace of a risk further down. That it leads to an operation where it is
// to be controlled is for 4.4.6.achieve.b, and a risk that is tolerated leads nowhere.
func leadsOn(r *conformity.Reader, x *risk.Risk) conformity.Verdict {
	if !x.OnRegister(r) || x.Decision == risk.ToTolerate {
		return conformity.NotConcerned()
	}
	leads := len(x.Controls) > 0 ||
		treatmentsByRisk.Of(r, x.ID).Any(func(t *risk.Treatment) bool { return t.State(r).InHand() }) ||
		serving(r, x.Ref()) != nil ||
		objectivesByRisk.Of(r, x.ID).Any(func(o *objectives.Objective) bool { return o.InForce(r) })
	return conformity.FollowedIf(leads, "", adviceNoLink)
}

func reviewAhead(r *conformity.Reader, x *Operation) conformity.Verdict {
	if !x.InOperation(r) {
		return conformity.NotConcerned()
	}
	return conformity.FollowedIf(!x.NextReviewOn.IsZero() && !r.Over(x.NextReviewOn), "next_review_on", adviceReviewed)
}

func sensitiveOperation(r *conformity.Reader, x *Operation) bool {
	return x.InOperation(r) && x.Sensitive == records.Yes
}

func methodApproved(r *conformity.Reader, x *Operation) conformity.Verdict {
	if !sensitiveOperation(r, x) {
		return conformity.NotConcerned()
	}
	approved := x.Method.ApprovedBy != "" && r.Happened(x.Method.ApprovedOn)
	return conformity.FollowedIf(approved, "method", adviceMethod)
}

var qualifyingByRole = conformity.NewIndex(func(q *competence.Requirement) records.ID[organization.Role] { return q.Role })

// qualificationSettled asks what the role has to be qualified for; whether its holders are is
// for 4.4.2.qualified.
func qualificationSettled(r *conformity.Reader, x *Operation) conformity.Verdict {
	switch {
	case !sensitiveOperation(r, x):
		return conformity.NotConcerned()
	case x.Owner == "":
		return conformity.NotFollowed(adviceUnowned).At("owner")
	}
	settled := qualifyingByRole.Of(r, x.Owner).Any(func(q *competence.Requirement) bool {
		return q.Holds(r) && (q.Competence != "" || q.Clearance != "")
	})
	return conformity.FollowedIf(settled, "", adviceQualified, x.Owner)
}
