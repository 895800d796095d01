package incidents

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/controls/emergency"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

// Input is what the checks of this package look at. Lists that the application does not keep
// may stay empty: what depends on them is undetermined, or unmet where the clause demands that
// there be something.
type Input struct {
	Incidents      []Incident
	Investigations []Investigation
	Causes         []Cause
	Actions        []Action
	Mandates       []Mandate
	Plans          []emergency.Plan
	PlanReviews    []emergency.Review
	Changes        []change.Change
	Risks          []risk.Risk
	Threats        []risk.Threat
	Trainings      []competence.Training
	Documents      []documents.Document
	Procedures     []documents.Procedure
	Roles          []organization.Role
	Settings       []organization.Setting
	Persons        []records.Person
	Attestations   []records.Attestation
}

func incidents(in Input) []Incident             { return in.Incidents }
func investigations(in Input) []Investigation   { return in.Investigations }
func actions(in Input) []Action                 { return in.Actions }
func risks(in Input) []risk.Risk                { return in.Risks }
func procedures(in Input) []documents.Procedure { return in.Procedures }

// Checks returns the checks of clause 4.5.3, that of 4.3.1.uptodate and that of
// 4.4.7.review.incident, in the order of the standard. Where a requirement has several, those
// over the whole say whether somebody is in charge, or why there is nothing to judge.
func Checks() []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.Each("4.3.1.uptodate", risks, riskKeptCurrent),
		conformity.Whole[Input]("4.3.1.uptodate", risksAwaited),
		conformity.EachMany("4.4.7.review.incident", incidents, plansReviewedAfter),
		conformity.Whole[Input]("4.4.7.review.incident", eventsAwaited),

		conformity.Each("4.5.3.procedure", procedures, procedureKept),
		conformity.Whole[Input]("4.5.3.procedure", procedureAtAll),
		conformity.Whole[Input]("4.5.3.a", inCharge(PreventiveTask)),
		conformity.Each("4.5.3.a", actions, preventiveApproved),
		conformity.Whole[Input]("4.5.3.investigate.1", inCharge(InvestigatingFailures)),
		conformity.Each("4.5.3.investigate.1", incidents, investigatedInTime(Kind.IsFailure)),
		conformity.Whole[Input]("4.5.3.investigate.2", inCharge(InvestigatingIncidents)),
		conformity.Each("4.5.3.investigate.2", incidents, investigatedInTime(Kind.IsEvent)),
		conformity.Whole[Input]("4.5.3.investigate.3", inCharge(InvestigatingNonconformities)),
		conformity.Each("4.5.3.investigate.3", incidents, investigatedInTime(func(k Kind) bool { return k == Nonconformity })),
		conformity.Whole[Input]("4.5.3.c", inCharge(MitigationTask)),
		conformity.Each("4.5.3.c", incidents, mitigatedInTime),
		conformity.Whole[Input]("4.5.3.d", inCharge(CorrectiveTask)),
		conformity.Each("4.5.3.d", investigations, ledToAction),
		conformity.Each("4.5.3.d", actions, correctiveOnTime),
		conformity.Whole[Input]("4.5.3.e", inCharge(ConfirmationTask)),
		conformity.Each("4.5.3.e", actions, effectConfirmed),
		conformity.EachMany("4.5.3.riskreview", actions, riskReviewedBefore),
		conformity.Whole[Input]("4.5.3.riskreview", actionsAwaited),
		conformity.Each("4.5.3.proportionate", actions, actionProportionate),
		conformity.Whole[Input]("4.5.3.proportionate", actionsAwaited),
		conformity.EachMany("4.5.3.changes", actions, procedureChangesMade),
		conformity.Whole[Input]("4.5.3.changes", changesAwaited),
		conformity.EachMany("4.5.3.training", actions, trainingHeld),
		conformity.Whole[Input]("4.5.3.training", trainingAwaited),
	}
}
