package objectives

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
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
	return conformitytest.Suite[Input]{Checks: Checks(), At: today}
}

func decide(in Input, requirement, at string) []conformity.Finding {
	return suite().Findings(in, requirement, at)
}

func try(t *testing.T, requirement, subject string, rows []row) {
	t.Helper()
	suite().Try(t, requirement, subject, rows)
}

func day(s string) records.Date { return conformitytest.Day(s) }

func instant(s string) time.Time { return conformitytest.Instant(s) }

func clock(s string) records.Clock { return conformitytest.Clock(s) }

// today is the day on which the good input meets everything.
const today = "2026-06-01"

func number(s string) *decimal.Decimal { return new(decimal.RequireFromString(s)) }

type (
	roleID     = records.ID[organization.Role]
	partyID    = records.ID[organization.ThirdParty]
	functionID = records.ID[organization.Function]
)

func approved(number, document string) Revision {
	return Revision{
		Number: number, Document: documents.Pointer{Document: records.ID[documents.Document](document), Revision: "1"},
		ImpactConsiderations: []policy.ImpactConsideration{{Area: "throughput", Outcome: "two minutes more a truck", By: "ceo", On: day("2026-01-05")}},
		ApprovedBy:           "ceo", ApprovedOn: day("2026-01-10"), EffectiveFrom: day("2026-01-15"),
	}
}

func told() []Communication {
	return []Communication{{On: day("2026-01-12"), Means: "briefing", Roles: []roleID{"guard"}, ThirdParties: []partyID{"drivers"}}}
}

func audience() Audience {
	return Audience{Roles: []roleID{"guard"}, ThirdParties: []partyID{"drivers"}}
}

func allConsidered() []Consideration {
	return []Consideration{
		{Kind: LegalConsidered, Outcome: "the code asks for checks at each gate", Legal: []records.ID[legal.Requirement]{"code"}},
		{Kind: RiskConsidered, Outcome: "theft is the greatest risk", Assessments: []records.ID[risk.Assessment]{"A"}, Risks: []records.ID[risk.Risk]{"R"}},
		{Kind: OptionsConsidered, Outcome: "electronic seals"},
		{Kind: BusinessConsidered, Outcome: "no more than 50,000 a year"},
		{Kind: StakeholderConsidered, Outcome: "the insurer asks for it", Stakeholders: []records.ID[organization.Stakeholder]{"insurer"}},
	}
}

// good returns an input that meets every requirement of the package on 2026-06-01: one
// objective, fewer thefts, with two targets, reached by one programme of two tasks; beside it
// a programme of the group.
func good() Input {
	judgement := func(id, requirement, subject string) records.Attestation {
		a := records.Attestation{
			ID: records.ID[records.Attestation](id), Requirement: requirement, Judgement: records.Conforms, By: "ceo", Role: "managing director",
			MadeOn: day("2026-02-01"), ValidUntil: day("2027-01-31"),
		}
		if subject != "" {
			if err := a.Subject.UnmarshalText([]byte(subject)); err != nil {
				panic(err)
			}
		}
		return a
	}
	review := Review{On: day("2026-04-01"), By: "manager", Relevant: records.Yes, Consistent: records.Yes, NeedsAmending: records.No, Outcome: "still right", Considerations: allConsidered()}
	return Input{
		Objectives: []Objective{{
			ID: "O", Title: "fewer thefts", Kind: FewerIncidents, Level: Corporate, Functions: []records.ID[organization.Function]{"gate"},
			AccountableManager: "manager", Audience: audience(),
			Revisions: []ObjectiveRevision{{
				Revision: approved("1", "DOC"), Statement: "thefts are halved", DerivedFrom: []Source{{"POL", "losses"}},
				Measure:          Measure{Metric: "thefts", Unit: "thefts a year", Aim: AtMost, Value: number("6"), Baseline: number("12"), BaselineOn: day("2025-12-31"), Accumulates: true},
				DueOn:            day("2026-12-31"),
				TrackingInterval: records.Days(92), ReviewInterval: records.Months(6), Considerations: allConsidered(),
			}},
			Progress:       []Progress{{On: day("2026-03-31"), By: "manager", Value: number("1"), Note: "one theft in three months"}},
			Reviews:        []Review{review},
			Communications: told(),
		}},
		Targets: []Target{
			{
				ID: "T1", Title: "seals checked", Kind: RiskReduction, Objective: "O", Owner: "manager", Audience: audience(),
				Revisions: []TargetRevision{{
					Revision: approved("1", "DOC"), Statement: "every seal is checked",
					Measure: Measure{Metric: "containers whose seal is checked", Unit: "per cent", Aim: AtLeast, Value: number("98"), Baseline: number("60"), BaselineOn: day("2026-01-01")},
					DueOn:   day("2026-09-30"), TrackingInterval: records.Days(92), ReviewInterval: records.Months(6),
				}},
				Progress: []Progress{{On: day("2026-03-31"), By: "manager", Value: number("75.5")}}, Reviews: []Review{review}, Communications: told(),
			},
			{
				ID: "T2", Title: "drivers trained", Kind: RiskReduction, Objective: "O", AccountableManager: "manager", Audience: audience(),
				Revisions: []TargetRevision{{
					Revision: approved("1", "DOC"), Statement: "all hired drivers are trained",
					Measure: Measure{Metric: "drivers trained", Unit: "drivers", Aim: AtLeast, Value: number("200"), BaselineOn: day("2026-01-15"), Accumulates: true},
					DueOn:   day("2026-05-31"), TrackingInterval: records.Days(92), ReviewInterval: records.Months(6),
				}},
				Progress: []Progress{{On: day("2026-03-15"), Value: number("120")}, {On: day("2026-05-15"), Value: number("85")}}, Reviews: []Review{review}, Communications: told(),
			},
		},
		Programmes: []Programme{
			{
				ID: "P", Title: "gate programme",
				Revisions: []ProgrammeRevision{{
					Revision: approved("1", "DOC"), Serves: []Purpose{{Objective: "O", DueOn: day("2026-12-31")}, {Target: "T1"}, {Target: "T2", DueOn: day("2026-05-31")}},
					ResponsibleRole: "security", Authority: "spends up to the budget", Means: "readers at both gates", StartOn: day("2026-02-01"), DueOn: day("2026-09-30"),
					ExpectedEffect: "half as many thefts", Budget: number("40000"), Currency: "EUR", ReviewInterval: records.Months(6),
				}},
				Comparisons: []Comparison{{
					On: day("2026-01-05"), By: "manager", Chosen: "readers", Reason: "cheaper for each theft prevented",
					Options: []Option{{Name: "readers", Effect: "half as many thefts", Cost: number("40000")}, {Name: "as it is", Effect: "none", Effort: "none"}},
				}},
				Priorities: []Priority{{Rank: 1, On: day("2026-01-07"), By: "ceo", Reason: "theft is the greatest risk"}},
				Tasks: []Task{
					{Key: "order", Title: "order the readers", Owner: "manager", DueOn: day("2026-02-28"), CompletedOn: day("2026-03-02")},
					{Key: "install", Title: "install them", Owner: "manager", DueOn: day("2026-08-31")},
				},
				Expenditures: []Expenditure{{On: day("2026-03-02"), Amount: *number("18000.50"), For: "readers"}},
				Reviews:      []Review{{On: day("2026-04-01"), By: "manager", Effective: records.Yes, Consistent: records.Yes, NeedsAmending: records.No, Outcome: "on its way"}},
			},
			{
				ID: "G", Title: "card programme of the group", Origin: "group personnel",
				Revisions:           []ProgrammeRevision{{Revision: Revision{Number: "1", ApprovedBy: "ceo", ApprovedOn: day("2026-01-20"), EffectiveFrom: day("2026-02-01")}}},
				CompatibilityChecks: []CompatibilityCheck{{On: day("2026-02-10"), By: "manager", Outcome: "one conflict", Conflicts: []Conflict{{Text: "two card systems at one gate", ResolvedOn: day("2026-03-01"), Resolution: "one card for both"}}}},
			},
		},
		Policies: []policy.Policy{{
			ID: "POL", Title: "security policy",
			Revisions: []policy.Revision{{
				Number: "1", BroadObjectives: []policy.Statement{{Key: "losses", Text: "fewer losses each year"}}, ResponsibleRoles: []roleID{"top"},
				ImpactConsiderations: []policy.ImpactConsideration{{Area: "privacy", Outcome: "rules for cameras", On: day("2025-12-01")}},
				Document:             documents.Pointer{Document: "DOC", Revision: "1"},
				Authorization:        policy.Authorization{By: "ceo", On: day("2025-12-10")}, EffectiveFrom: day("2026-01-01"),
			}},
		}},
		Functions: []organization.Function{
			{ID: "gate", Title: "gates", Kind: organization.Working, Relevant: records.Yes},
			{ID: "canteen", Title: "canteen", Kind: organization.Working, Relevant: records.No},
		},
		Roles: []organization.Role{
			{ID: "top", Title: "managing director", SecurityDuties: records.Yes, TopManagement: true, Highest: true, Holders: []organization.Holder{{Person: "ceo", From: day("2020-01-01")}}},
			{ID: "security", Title: "security manager", SecurityDuties: records.Yes, ReportsTo: "top", Holders: []organization.Holder{{Person: "manager", From: day("2020-01-01")}}},
			{ID: "guard", Title: "gate guard", SecurityDuties: records.Yes, ReportsTo: "security"},
		},
		Appointments: []organization.Appointment{
			{ID: "AP", Kind: organization.Delivery, Holder: "manager", From: day("2025-01-01"), Authority: "assigns staff and money"},
		},
		Stakeholders: []organization.Stakeholder{{ID: "insurer", Name: "insurer"}},
		ThirdParties: []organization.ThirdParty{{ID: "drivers", Name: "hired drivers", Kind: organization.Contractors}},
		Requirements: []legal.Requirement{{ID: "code", Title: "port code", Kind: legal.Regulation}},
		Assessments:  []risk.Assessment{{ID: "A", Title: "assessment"}},
		Risks:        []risk.Risk{{ID: "R", Title: "theft"}},
		Documents: []documents.Document{{
			ID: "DOC", Title: "policy, objectives and targets", Controlled: records.Yes, Purposes: []documents.Purpose{documents.ObjectivesText},
			Revisions: []documents.Revision{{Number: "1", ApprovedBy: "ceo", ApprovedOn: day("2025-12-20"), EffectiveFrom: day("2026-01-01")}},
		}},
		Registers: []documents.Register{{
			ID: "REG", Title: "master list", Entries: []documents.Entry{{Document: "DOC"}},
			Revisions: []documents.Revision{{Number: "1", ApprovedBy: "ceo", ApprovedOn: day("2025-12-20"), EffectiveFrom: day("2026-01-01")}},
		}},
		Persons: []records.Person{{ID: "ceo", Name: "C. Ceo"}, {ID: "manager", Name: "M. Manager"}},
		Attestations: []records.Attestation{
			judgement("J1", "4.3.3.attribute.a", "objective/O"), judgement("J2", "4.3.4.appropriate", ""),
			judgement("J3", "4.3.4.a", "target/T1"), judgement("J4", "4.3.4.a", "target/T2"), judgement("J5", "4.3.4.b", ""),
			judgement("J6", "4.3.5.optimized", "programme/P"), judgement("J7", "4.3.5.efficient", "programme/P"), judgement("J8", "4.4.1.i", ""),
		},
	}
}

// with returns the good input, changed.
func with(change func(in *Input)) Input {
	in := good()
	change(&in)
	return in
}

// objectiveWith returns the good input with its objective changed; the next ones change what stands first.
func objectiveWith(change func(o *Objective)) Input {
	return with(func(in *Input) { change(&in.Objectives[0]) })
}

func targetWith(change func(t *Target)) Input {
	return with(func(in *Input) { change(&in.Targets[0]) })
}

func programmeWith(change func(p *Programme)) Input {
	return with(func(in *Input) { change(&in.Programmes[0]) })
}

// judged returns the good input with the judgement on a requirement changed.
func judged(requirement string, change func(a *records.Attestation)) Input {
	return with(func(in *Input) {
		for i := range in.Attestations {
			if in.Attestations[i].Requirement == requirement {
				change(&in.Attestations[i])
			}
		}
	})
}

// stated returns an input with a statement that a condition does not hold.
func stated(in Input, condition string) Input {
	in.Statements = append(in.Statements, conformity.Statement{
		ID: "ST", Condition: condition, Reason: "there are none", By: "ceo", StatedOn: day("2026-01-01"), ValidUntil: day("2026-12-31"),
	})
	return in
}

// tellings asserts what the rows on making something known come to; changed returns an input
// in which audience and first communication of the subject are changed.
func tellings(t *testing.T, employees, outsiders, subject string, changed func(func(a *Audience, c *Communication)) Input) {
	t.Helper()
	change := func(f func(a *Audience, c *Communication)) Input { return changed(f) }
	without := func(in Input, f func(in *Input)) Input { f(&in); return in }
	nobody := change(func(a *Audience, _ *Communication) { a.ThirdParties = nil })
	try(t, employees, subject, []row{
		{Name: "told before it took effect", In: good(), Want: met, Message: "objectives.told", Field: "audience.roles[0]"},
		{Name: "told on the day of its approval", In: change(func(_ *Audience, c *Communication) { c.On = day("2026-01-10") }), Want: met, Message: "objectives.told", Field: "audience.roles[0]"},
		{Name: "told the day before its approval", In: change(func(_ *Audience, c *Communication) { c.On = day("2026-01-09") }), Want: unmet, Message: "objectives.told.not", Field: "audience.roles[0]"},
		{Name: "told later than asked", In: change(func(_ *Audience, c *Communication) { c.On = day("2026-06-02") }), Want: unmet, Message: "objectives.told.not", Field: "audience.roles[0]", Lapses: "2026-06-02", Becomes: met},
		{Name: "told of another revision", In: change(func(_ *Audience, c *Communication) { c.Revision = "0" }), Want: unmet, Message: "objectives.told.not", Field: "audience.roles[0]"},
		{Name: "another role was told", In: change(func(_ *Audience, c *Communication) { c.Roles = []roleID{"top"} }), Want: unmet, Message: "objectives.told.not", Field: "audience.roles[0]"},
		{Name: "one of two was not told", In: change(func(a *Audience, _ *Communication) { a.Roles = []roleID{"guard", "top"} }), Want: unmet, Message: "objectives.told.not", Field: "audience.roles[1]"},
		{Name: "the last day of the other", In: without(change(func(a *Audience, _ *Communication) { a.Roles = []roleID{"guard", "top"} }), func(in *Input) { in.Roles[0].Until = day(today) }), Want: unmet, Message: "objectives.told.not", Field: "audience.roles[1]", Lapses: "2026-06-02"},
		{Name: "a role that is not on record", In: change(func(a *Audience, _ *Communication) { a.Roles = []roleID{"lost"} }), Want: undetermined, Message: "objectives.audience.lost", Field: "audience.roles[0]"},
		{Name: "concerns employees, and does not say whom", In: change(func(a *Audience, _ *Communication) { a.Roles, a.Employees = nil, records.Yes }), Want: undetermined, Message: "objectives.audience.which", Field: "audience.roles"},
		{Name: "concerns no employees", In: change(func(a *Audience, _ *Communication) { a.Roles, a.Employees = nil, records.No }), Want: met, Message: "objectives.audience.none", Field: "audience.employees"},
		{Name: "not decided whom it concerns", In: change(func(a *Audience, _ *Communication) { a.Roles = nil }), Want: undetermined, Message: "objectives.audience.open", Field: "audience.employees"},
	})
	try(t, outsiders, subject, []row{
		{Name: "told", In: good(), Want: met, Message: "objectives.told", Field: "audience.third_parties[0]"},
		{Name: "not told", In: change(func(_ *Audience, c *Communication) { c.ThirdParties = nil }), Want: unmet, Message: "objectives.told.not", Field: "audience.third_parties[0]"},
		{Name: "their last day", In: without(change(func(_ *Audience, c *Communication) { c.ThirdParties = nil }), func(in *Input) { in.ThirdParties[0].Until = day(today) }), Want: unmet, Message: "objectives.told.not", Field: "audience.third_parties[0]", Lapses: "2026-06-02"},
		{Name: "not on record", In: without(good(), func(in *Input) { in.ThirdParties = nil }), Want: undetermined, Message: "objectives.audience.lost", Field: "audience.third_parties[0]"},
		{Name: "concerns nobody from outside", In: change(func(a *Audience, _ *Communication) { a.ThirdParties, a.Outsiders = nil, records.No }), Want: met, Message: "objectives.audience.none", Field: "audience.outsiders"},
		{Name: "not decided whom it concerns", In: nobody, Want: undetermined, Message: "objectives.audience.open", Field: "audience.outsiders"},
	})
	// A statement that outsiders have no part will do where it is not decided, for each of them.
	all := stated(with(func(in *Input) {
		in.Objectives[0].Audience.ThirdParties, in.Targets[0].Audience.ThirdParties, in.Targets[1].Audience.ThirdParties = nil, nil, nil
	}), "third-parties")
	try(t, outsiders, "", []row{
		{Name: "not decided, and stated that outsiders have no part", In: all, Want: notApplicable, Message: "applicability.stated", Lapses: "2027-01-01", Becomes: undetermined},
		{Name: "stated so, and contradicted", In: stated(change(func(_ *Audience, c *Communication) { c.ThirdParties = nil }), "third-parties"), Want: unmet, Message: "objectives.told.not", Field: "audience.third_parties[0]"},
	})
}
