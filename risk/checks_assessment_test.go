package risk_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

// yearly changes the assessment: performed on 2026-02-02, approved on 2026-02-10, the next due on 2027-01-31.
func yearly(change func(*risk.Assessment)) func(*risk.Input) {
	return func(in *risk.Input) { change(&in.Assessments[0]) }
}

// next adds an assessment of the whole register that replaces the yearly one.
func next(change func(*risk.Assessment)) func(*risk.Input) {
	return func(in *risk.Input) {
		a := in.Assessments[0]
		a.ID, a.Threats, a.Risks, a.WholeRegister, a.Replaces = "A-2", nil, nil, true, []records.ID[risk.Assessment]{"A-1"}
		a.PerformedOn, a.ApprovedOn, a.NextDueOn = day("2026-07-01"), day("2026-07-10"), day("2027-06-30")
		change(&a)
		in.Assessments = append(in.Assessments, a)
	}
}

func TestAssessedAtAll(t *testing.T) {
	askAll(t, "4.3.1.ongoing", nil, []asked{
		{"an assessment names a threat and a risk", nil, today, met, "risk.assessment.names", ""},
		{"before it was performed", nil, "2026-02-01T12:00:00Z", unmet, "risk.assessment.none", "2026-02-10T00:00:00Z"},
		{"before it was approved", nil, "2026-02-09T23:59:59Z", unmet, "risk.assessment.none", "2026-02-10T00:00:00Z"},
		{"approved by nobody", yearly(func(a *risk.Assessment) { a.ApprovedBy = "" }), today, unmet, "risk.assessment.none", ""},
		{"withdrawn later", yearly(func(a *risk.Assessment) { a.WithdrawnOn = day("2026-07-01") }), today, met, "risk.assessment.names", "2026-07-01T00:00:00Z"},
		{"it names no risk", yearly(func(a *risk.Assessment) { a.Risks = nil }), today, unmet, "risk.assessment.empty", ""},
		{"the threats that it names were withdrawn", func(in *risk.Input) {
			in.Threats[0].WithdrawnOn, in.Threats[1].WithdrawnOn = day("2026-06-01"), day("2026-06-01")
		}, today, unmet, "risk.assessment.empty", ""},
		{"the risks that it names are not on record", yearly(func(a *risk.Assessment) { a.Risks = []records.ID[risk.Risk]{"R-9"} }), today, unmet, "risk.assessment.empty", ""},
		{"it covers the whole register", yearly(func(a *risk.Assessment) { a.WholeRegister = true }), today, met, "risk.assessment.names", ""},
		{"the whole register holds nothing", func(in *risk.Input) { in.Assessments[0].WholeRegister, in.Risks = true, nil }, today, unmet, "risk.assessment.empty", ""},
	})
}

func TestNextAssessment(t *testing.T) {
	askAll(t, "4.3.1.ongoing", risk.Assessment{ID: "A-1"}, []asked{
		{"due later", nil, today, met, "risk.assessment.due", "2027-02-01T00:00:00Z"},
		{"last second of the day", nil, "2027-01-31T23:59:59Z", met, "risk.assessment.due", "2027-02-01T00:00:00Z"},
		{"the day is over", nil, "2027-02-01T00:00:00Z", unmet, "risk.assessment.overdue", ""},
		{"the interval of the methodology ends earlier", func(in *risk.Input) { in.Methodologies[0].Interval = records.Months(6) }, today, met, "risk.assessment.due", "2026-08-03T00:00:00Z"},
		{"no day is set, but an interval", yearly(func(a *risk.Assessment) { a.NextDueOn = records.Date{} }), today, met, "risk.assessment.due", "2027-02-03T00:00:00Z"},
		{"a day is set, but no interval", func(in *risk.Input) { in.Methodologies[0].Interval = records.Period{} }, today, met, "risk.assessment.due", "2027-02-01T00:00:00Z"},
		{"a month that has no such day ends with its last", func(in *risk.Input) {
			in.Assessments[0].PerformedOn, in.Methodologies[0].Interval = day("2026-01-31"), records.Months(13)
			in.Assessments[0].NextDueOn = records.Date{}
		}, today, met, "risk.assessment.due", "2027-03-01T00:00:00Z"},
		{"nothing says when", func(in *risk.Input) {
			in.Assessments[0].NextDueOn, in.Methodologies[0].Interval = records.Date{}, records.Period{}
		}, today, undetermined, "risk.assessment.undated", ""},
		{"late, but the next one was performed and replaces it", next(func(*risk.Assessment) {}), "2027-02-01T00:00:00Z", none, "", "?"},
		{"the next one is not approved yet", next(func(*risk.Assessment) {}), "2026-07-09T23:59:59Z", met, "risk.assessment.due", "2026-07-10T00:00:00Z"},
		{"what replaced it was withdrawn: it does not come back", next(func(a *risk.Assessment) { a.WithdrawnOn = day("2026-08-01") }), "2026-08-01T00:00:00Z", none, "", "?"},
		{"what was to replace it never came into force", next(func(a *risk.Assessment) { a.WithdrawnOn = day("2026-07-10") }), "2026-08-01T00:00:00Z", met, "risk.assessment.due", "2027-02-01T00:00:00Z"},
		{"one that replaces itself is in force all the same", yearly(func(a *risk.Assessment) { a.Replaces = []records.ID[risk.Assessment]{"A-1"} }), today, met, "risk.assessment.due", "2027-02-01T00:00:00Z"},
	})
}

func TestRiskAssessedInTime(t *testing.T) {
	review := func(on string, outcome risk.ReviewOutcome) func(*risk.Input) {
		return func(in *risk.Input) { in.Risks[0].Reviews = []risk.Review{{On: day(on), Outcome: outcome}} }
	}
	askAll(t, "4.3.1.ongoing", risk.Risk{ID: "R-1"}, []asked{
		{"its class has an interval of six months", nil, today, met, "risk.assessment.fresh", "2026-08-03T00:00:00Z"},
		{"which is over", nil, "2026-08-03T00:00:00Z", unmet, "risk.assessment.stale", ""},
		{"confirmed since", review("2026-05-05", risk.Confirmed), today, met, "risk.assessment.fresh", "2026-11-06T00:00:00Z"},
		{"confirmed later than asked", review("2026-08-10", risk.Confirmed), "2026-08-03T00:00:00Z", unmet, "risk.assessment.stale", "2026-08-10T00:00:00Z"},
		{"revised since", func(in *risk.Input) { in.Risks[0].RevisedOn = day("2026-05-05") }, today, met, "risk.assessment.fresh", "2026-11-06T00:00:00Z"},
		{"of another class: the interval of the assessment is all", func(in *risk.Input) { in.Risks[0].Class = "natural" }, today, met, "risk.assessment.covers", ""},
		{"no assessment in force covers it", yearly(func(a *risk.Assessment) { a.Risks = a.Risks[1:] }), today, undetermined, "risk.assessment.left", ""},
		{"it was withdrawn", func(in *risk.Input) { in.Risks[0].WithdrawnOn = day("2026-06-01") }, today, none, "", ""},
		{"it was entered later than asked", func(in *risk.Input) { in.Risks[0].AddedOn = day("2026-06-02") }, today, none, "", "?"},
	})
}

// Of several assessments that cover a risk the one performed last is its assessment: that decides by
// which criteria it is rated.
func TestLatestAssessmentCounts(t *testing.T) {
	strict := func(in *risk.Input) {
		in.Criteria = append(in.Criteria, threeByThree())
		in.Assessments = append(in.Assessments, in.Assessments[0])
		b := &in.Assessments[1]
		b.ID, b.Criteria, b.Risks, b.PerformedOn, b.ApprovedOn = "A-2", "C-3", []records.ID[risk.Risk]{"R-4"}, day("2026-03-02"), day("2026-03-02")
	}
	askAll(t, "4.3.1.likelihood", risk.Risk{ID: "R-4"}, []asked{
		{"by the criteria of the methodology", nil, today, met, "risk.likelihood.rated", ""},
		{"by those of a later assessment, which has three steps", strict, today, unmet, "risk.likelihood.off", ""},
		{"before that was performed", strict, "2026-03-01T12:00:00Z", met, "risk.likelihood.rated", "2026-03-02T00:00:00Z"},
		{"an older one of the whole register does not count", func(in *risk.Input) {
			strict(in)
			in.Assessments[1].WholeRegister, in.Assessments[1].PerformedOn = true, day("2026-01-20")
		}, today, met, "risk.likelihood.rated", ""},
		{"a later one of the whole register does", func(in *risk.Input) { strict(in); in.Assessments[1].WholeRegister = true }, today, unmet, "risk.likelihood.off", ""},
	})
}

func TestResultsConsidered(t *testing.T) {
	use := func(change func(*risk.Use)) func(*risk.Input) {
		return yearly(func(a *risk.Assessment) { change(&a.Uses[4]) })
	}
	askAll(t, "4.3.1.input.e", risk.Assessment{ID: "A-1"}, []asked{
		{"used", nil, today, met, "risk.use.made", ""},
		{"not used, with a reason", use(func(u *risk.Use) { u.Outcome, u.Reason = risk.NotUsed, "nobody is trained here" }), today, met, "risk.use.made", ""},
		{"not used, without one", use(func(u *risk.Use) { u.Outcome, u.Reason = risk.NotUsed, " " }), today, unmet, "risk.use.unsettled", ""},
		{"nothing came of it", use(func(u *risk.Use) { u.Outcome = "" }), today, unmet, "risk.use.unsettled", ""},
		{"for another purpose", use(func(u *risk.Use) { u.Purpose = risk.ForDesign }), today, unmet, "risk.use.missing", ""},
		{"on the day of the assessment", use(func(u *risk.Use) { u.ConsideredOn = day("2026-02-02") }), today, met, "risk.use.made", ""},
		{"before the assessment", use(func(u *risk.Use) { u.ConsideredOn = day("2026-02-01") }), today, unmet, "risk.use.missing", ""},
		{"later than asked", use(func(u *risk.Use) { u.ConsideredOn = day("2026-06-02") }), today, unmet, "risk.use.missing", "2026-06-02T00:00:00Z"},
		{"the results were revised since", yearly(func(a *risk.Assessment) {
			a.Revisions = []risk.Revision{{On: day("2026-03-02"), Reason: "a theft"}}
		}), today, unmet, "risk.use.missing", ""},
		{"the results are revised later", yearly(func(a *risk.Assessment) {
			a.Revisions = []risk.Revision{{On: day("2026-06-02"), Reason: "a theft"}}
		}), today, met, "risk.use.made", "2026-06-02T00:00:00Z"},
		{"a draft of a later use does not undo an earlier one", yearly(func(a *risk.Assessment) {
			a.Uses = append(a.Uses, risk.Use{Purpose: risk.ForTraining, ConsideredOn: day("2026-05-01")})
		}), today, met, "risk.use.made", ""},
		{"the assessment is not in force", yearly(func(a *risk.Assessment) { a.Uses, a.WithdrawnOn = nil, day("2026-06-01") }), today, none, "", ""},
	})
}

func TestDocumented(t *testing.T) {
	revision := func(change func(*documents.Revision)) func(*risk.Input) {
		return func(in *risk.Input) {
			in.Documents[0].Revisions = []documents.Revision{in.Documents[0].Revisions[0]}
			change(&in.Documents[0].Revisions[0])
		}
	}
	askAll(t, "4.3.1.documented", risk.Assessment{ID: "A-1"}, []asked{
		{"in a document in force", nil, today, met, "risk.document.retained", ""},
		{"in none", yearly(func(a *risk.Assessment) { a.Document = "" }), today, unmet, "risk.document.unnamed", ""},
		{"in one that is not on record", yearly(func(a *risk.Assessment) { a.Document = "D-9" }), today, unmet, "risk.document.missing", ""},
		{"in a draft", revision(func(r *documents.Revision) { r.ApprovedOn = records.Date{} }), today, unmet, "risk.document.draft", ""},
		{"in one that was withdrawn", revision(func(r *documents.Revision) { r.WithdrawnOn = day("2026-06-01") }), today, unmet, "risk.document.withdrawn", ""},
		{"in one that is withdrawn later", revision(func(r *documents.Revision) { r.WithdrawnOn = day("2026-07-01") }), today, met, "risk.document.retained", "2026-07-01T00:00:00Z"},
	})
	in := complete()
	in.Assessments[0].Uses[0].Document, in.Assessments[0].Uses[1].Document = "D-9", "D-1"
	got := ask(t, "4.3.1.documented", in, risk.Assessment{ID: "A-1"}, instant(today))
	assert.Equal(t, "uses[objectives].document", got.Field)
}

func TestInOrganizationsOwn(t *testing.T) {
	askAll(t, "4.4.1.h", risk.Risk{ID: "R-2"}, []asked{
		{"a reason why not", nil, today, met, "risk.erm.reason", ""},
		{"neither entry nor reason", func(in *risk.Input) { in.Risks[1].NotInERM = " " }, today, unmet, "risk.erm.missing", ""},
		{"a reason for its class", func(in *risk.Input) {
			in.Risks[1].NotInERM, in.Assessments[0].NotInERM = "", []risk.ClassReason{{Class: "theft", Reason: "insured"}}
		}, today, met, "risk.erm.class", ""},
		{"a reason for another class", func(in *risk.Input) {
			in.Risks[1].NotInERM, in.Assessments[0].NotInERM = "", []risk.ClassReason{{Class: "natural", Reason: "insured"}}
		}, today, unmet, "risk.erm.missing", ""},
		{"a reason for risks of no class is none", func(in *risk.Input) {
			in.Risks[1].NotInERM, in.Risks[1].Class, in.Assessments[0].NotInERM = "", "", []risk.ClassReason{{Reason: "insured"}}
		}, today, unmet, "risk.erm.missing", ""},
		{"no assessment in force covers it", yearly(func(a *risk.Assessment) { a.Risks = a.Risks[:1] }), today, none, "", ""},
	})
}
