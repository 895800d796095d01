package evaluation

import (
	"slices"
	"testing"
	"time"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/controls/emergency"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk/legal"
)

const (
	none          = conformity.StatusNone
	met           = conformity.StatusMet
	unmet         = conformity.StatusUnmet
	undetermined  = conformity.StatusUndetermined
	notApplicable = conformity.StatusNotApplicable
)

type row = conformitytest.Row[Input]

func suite() conformitytest.Suite[Input] {
	return conformitytest.Suite[Input]{Checks: Checks(), At: "2026-06-01"}
}

func decide(in Input, requirement, at string) []conformity.Finding {
	return suite().Findings(in, requirement, at)
}

func try(t *testing.T, requirement string, rows []row) {
	t.Helper()
	suite().Try(t, requirement, "", rows)
}

func tryOf(t *testing.T, requirement, subject string, rows []row) {
	t.Helper()
	suite().Try(t, requirement, subject, rows)
}

func day(s string) records.Date { return conformitytest.Day(s) }

func instant(s string) time.Time { return conformitytest.Instant(s) }

func clock(s string) records.Clock { return conformitytest.Clock(s) }

func approved(number, on string) documents.Revision {
	return documents.Revision{Number: number, ApprovedBy: "ceo", ApprovedOn: day(on), EffectiveFrom: day(on)}
}

func procedure(id string) documents.Procedure {
	return documents.Procedure{
		ID: records.ID[documents.Procedure](id), Title: id, Purposes: []documents.ProcedurePurpose{documents.OperationalControl},
		Revisions: []documents.Revision{approved("1", "2024-02-01")},
	}
}

var log = records.Ref{Kind: "document", ID: "LOG"}

// good returns an input that meets every requirement of the package on 2026-06-01.
func good() Input {
	setting := func(id string, name organization.SettingName, p records.Period) organization.Setting {
		return organization.Setting{ID: records.ID[organization.Setting](id), Name: name, Period: p, ApprovedBy: "ceo", ApprovedOn: day("2024-01-01")}
	}
	gate := procedure("gate")
	gate.Revisions = append(gate.Revisions, approved("2", "2026-02-20"))
	return Input{
		Evaluations: []Evaluation{
			{
				ID: "review", Title: "yearly review", Method: Review, On: day("2026-02-10"), By: "head", Record: log,
				Judged: []Judged{
					{Subject: Subject{Plan: "intrusion"}, Outcome: Keep}, {Subject: Subject{Document: "facility"}, Outcome: Keep},
					{Subject: Subject{Procedure: "gate"}, Outcome: Revise, Reason: "the new scanner is not in it", Revised: Revised{On: day("2026-02-20"), By: "head", What: "scanner added"}},
					{Subject: Subject{Procedure: "keys"}, Outcome: Keep}, {Subject: Subject{Capability: "search"}, Outcome: Keep},
				},
				Changes: []Change{
					{Key: "scanner", What: "a second scanner", Of: Subject{Procedure: "gate"}, Significant: records.Yes, Procedures: []change.Reflection{{Procedure: "gate", Revision: "2"}}},
					{Key: "sign", What: "a new sign", Significant: records.No},
				},
			},
			{ID: "test", Title: "search test", Method: Test, On: day("2026-03-10"), By: "head", Record: log, Judged: []Judged{{Subject: Subject{Capability: "search"}, Outcome: Keep}}},
			{ID: "report", Title: "report on the theft", Method: PostIncident, Incident: "theft", On: day("2026-01-20"), By: "head", Record: log, Judged: []Judged{{Subject: Subject{Plan: "intrusion"}, Outcome: Keep}}},
			{ID: "lessons", Title: "lessons of 2025", Method: LessonsLearned, On: day("2026-01-30"), By: "head", Record: log, Lessons: []string{"seal the side door"}, Performance: "two of three targets met"},
			{ID: "exercise", Title: "what the exercise showed", Method: Exercise, Drill: "night", On: day("2026-04-20"), By: "head", Record: log, Judged: []Judged{{Subject: Subject{Plan: "intrusion"}, Outcome: Keep}}},
			{
				ID: "law", Title: "compliance with law", Method: Review, Kind: LegalCompliance, On: day("2026-03-01"), By: "lawyer", Record: log,
				Judged: []Judged{{Subject: Subject{Requirement: "code"}, Complies: records.Yes}},
			},
			{
				ID: "practice", Title: "compliance with best practice", Method: Review, Kind: BestPractice, On: day("2026-03-01"), By: "lawyer", Record: log,
				Judged: []Judged{{Subject: Subject{Requirement: "club"}, Complies: records.No, Reason: "two gates have no second guard"}},
			},
			{
				ID: "policy", Title: "conformance with policy", Method: Performance, Kind: PolicyAndObjectives, On: day("2026-03-02"), By: "head", Record: log, Performance: "as planned",
				Judged: []Judged{{Subject: Subject{Policy: "POL"}, Complies: records.Yes}, {Subject: Subject{Objective: "O"}, Complies: records.Yes}},
			},
		},
		Capabilities: []Capability{{ID: "search", Title: "searching vehicles", From: day("2024-01-01"), Testable: records.Yes}},
		Cycles: []Cycle{
			{ID: "all", All: []Sort{Plans, Procedures, Capabilities, Policies, Objectives, Laws}, Interval: records.Months(24), ApprovedBy: "ceo", ApprovedOn: day("2024-01-01")},
			{ID: "gate", Subjects: []Subject{{Procedure: "gate"}}, Interval: records.Months(6), ApprovedBy: "ceo", ApprovedOn: day("2024-01-01")},
		},
		Plans:     []emergency.Plan{{ID: "intrusion", Title: "intrusion", Kinds: []emergency.PlanKind{emergency.ResponsePlan}, Revisions: []documents.Revision{approved("1", "2024-03-01")}}},
		Drills:    []emergency.Drill{{ID: "night", Title: "night exercise", Kind: emergency.Desktop, Plans: []records.ID[emergency.Plan]{"intrusion"}, HeldOn: day("2026-04-10")}},
		Incidents: []incidents.Incident{{ID: "theft", Title: "theft of a container", Kind: incidents.SecurityIncident, Severity: incidents.Serious, OccurredOn: day("2026-01-02"), Plans: []records.ID[emergency.Plan]{"intrusion"}, ClosedOn: day("2026-01-10"), ClosedBy: "head"}},
		Changes: []change.Change{
			{ID: "CH-1", Title: "new scanner", Kinds: []change.Kind{change.OfEquipment}, EffectiveOn: day("2026-02-05"), Significant: records.Yes, Procedures: []change.Reflection{{Procedure: "gate", Revision: "2"}}},
		},
		Procedures: []documents.Procedure{gate, procedure("keys")},
		Documents: []documents.Document{
			{ID: "facility", Title: "facility security plan", Purposes: []documents.Purpose{documents.Plan}, Revisions: []documents.Revision{approved("1", "2024-03-01")}},
			{ID: "LOG", Title: "reports", Purposes: []documents.Purpose{documents.OtherPurpose}},
		},
		Requirements: []legal.Requirement{
			{ID: "code", Title: "port code", Kind: legal.Regulation, RegisteredOn: day("2024-02-01"), Determinations: []legal.Determination{{On: day("2024-02-10"), By: "lawyer", Applies: records.Yes, How: "all quays"}}, EvaluationInterval: records.Months(12)},
			{ID: "air", Title: "air cargo rules", Kind: legal.Law, Determinations: []legal.Determination{{On: day("2024-02-10"), By: "lawyer", Applies: records.No, How: "no air cargo"}}},
			{ID: "club", Title: "code of the club", Kind: legal.BestPractice, Determinations: []legal.Determination{{On: day("2024-02-10"), By: "lawyer", Applies: records.Yes, How: "all gates"}}, EvaluationInterval: records.Months(12)},
			{ID: "scheme", Title: "scheme", Kind: legal.Undertaking},
		},
		Policies: []policy.Policy{{ID: "POL", Title: "security policy", Revisions: []policy.Revision{
			{Number: "1", Authorization: policy.Authorization{By: "ceo", On: day("2024-01-02")}, EffectiveFrom: day("2024-01-10")},
		}}},
		Objectives: []objectives.Objective{{ID: "O", Title: "fewer thefts", Revisions: []objectives.ObjectiveRevision{
			{Revision: objectives.Revision{Number: "1", ApprovedBy: "ceo", ApprovedOn: day("2025-01-05"), EffectiveFrom: day("2025-02-01")}, Statement: "fewer"},
		}}},
		Settings: []organization.Setting{
			setting("S-1", organization.TestingInterval, records.Months(12)), setting("S-2", organization.LessonsInterval, records.Months(12)),
			setting("S-3", organization.ExerciseInterval, records.Months(12)), setting("S-4", organization.ImmediatePeriod, records.Days(14)),
		},
		Establishments: []organization.Establishment{{ID: "EST", Purpose: "secure handling", InForceFrom: day("2024-01-01")}},
	}
}

// with returns the good input, changed.
func with(change func(in *Input)) Input {
	in := good()
	change(&in)
	return in
}

// evaluation returns the good input with an evaluation changed.
func evaluation(id string, change func(e *Evaluation)) Input {
	return with(func(in *Input) {
		change(&in.Evaluations[slices.IndexFunc(in.Evaluations, func(e Evaluation) bool { return string(e.ID) == id })])
	})
}

// without returns the good input without an evaluation.
func without(id string) Input {
	return with(func(in *Input) {
		in.Evaluations = slices.DeleteFunc(in.Evaluations, func(e Evaluation) bool { return string(e.ID) == id })
	})
}

// stated returns an input with a statement that a condition does not hold.
func stated(in Input, condition string) Input {
	in.Statements = append(in.Statements, conformity.Statement{
		ID: "ST", Condition: condition, Reason: "there is none", By: "ceo", StatedOn: day("2026-01-01"), ValidUntil: day("2026-12-31"),
	})
	return in
}

// status returns what a requirement comes to as a whole.
func status(in Input, requirement, at string) conformity.Status {
	report := conformity.Assess(in, Checks(), instant(at), conformity.Options{})
	for result := range report.Results() {
		if result.ID == requirement {
			return result.Status
		}
	}
	return none
}
