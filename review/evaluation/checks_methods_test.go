package evaluation

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/controls/emergency"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/records"
)

func TestMethodsOccur(t *testing.T) {
	try(t, "4.5.2.evaluate.testing", []row{
		{"tested", good(), "2026-06-01", met, "evaluation.method.done", "", "2027-03-11", unmet},
		{"long ago", good(), "2027-03-11", unmet, "evaluation.method.late", "", "", none},
		{"never", without("test"), "2026-06-01", unmet, "evaluation.method.never", "", "", none},
		{"never, and the system is new", with(func(in *Input) { in.Evaluations, in.Establishments[0].InForceFrom = nil, day("2026-01-01") }), "2026-06-01", met, "evaluation.method.ahead", "", "2027-01-02", unmet},
		{"nothing was judged", evaluation("test", func(e *Evaluation) { e.Judged[0].Outcome = "" }), "2026-06-01", unmet, "evaluation.method.never", "", "", none},
		{"what cannot be tested", with(func(in *Input) { in.Capabilities[0].Testable = records.No }), "2026-06-01", unmet, "evaluation.method.never", "", "", none},
		{"a law is no test subject", evaluation("test", func(e *Evaluation) {
			e.Judged[0] = Judged{Subject: Subject{Requirement: "code"}, Complies: records.Yes}
		}), "2026-06-01", unmet, "evaluation.method.never", "", "", none},
		{"tested later than asked", evaluation("test", func(e *Evaluation) { e.On = day("2026-06-02") }), "2026-06-01", unmet, "evaluation.method.never", "", "2026-06-02", met},
		{"no setting", with(func(in *Input) { in.Settings = in.Settings[1:] }), "2026-06-01", undetermined, "organization.unset", "", "", none},
	})
	try(t, "4.5.2.evaluate.lessons", []row{
		{"both in one", good(), "2026-06-01", met, "evaluation.method.done", "", "2027-01-31", unmet},
		{"no lessons", evaluation("lessons", func(e *Evaluation) { e.Lessons = nil }), "2026-06-01", unmet, "evaluation.method.never", "", "", none},
		{"no performance", with(func(in *Input) { in.Evaluations[3].Performance, in.Evaluations[7].Performance = "", "" }), "2026-06-01", unmet, "evaluation.method.never", "", "", none},
		{"lessons long ago", good(), "2027-01-31", unmet, "evaluation.method.late", "", "", none},
	})
	try(t, "4.5.2.evaluate.exercises", []row{
		{"held and evaluated", good(), "2026-06-01", met, "evaluation.method.done", "", "2027-04-11", unmet},
		{"held and not evaluated", without("exercise"), "2026-06-01", unmet, "evaluation.method.never", "", "", none},
		{"evaluated and not on record as held", with(func(in *Input) { in.Drills[0].HeldOn = day("") }), "2026-06-01", unmet, "evaluation.method.never", "", "", none},
		{"evaluated before it was held", with(func(in *Input) { in.Drills[0].HeldOn = day("2026-04-21") }), "2026-06-01", unmet, "evaluation.method.never", "", "", none},
		{"no such drill", with(func(in *Input) { in.Drills = []emergency.Drill{} }), "2026-06-01", unmet, "evaluation.method.never", "", "", none},
		{"long ago, though evaluated within the interval", good(), "2027-04-11", unmet, "evaluation.method.late", "", "", none},
	})
}

func TestReportedOn(t *testing.T) {
	theft := func(change func(x *incidents.Incident)) Input {
		return with(func(in *Input) { change(&in.Incidents[0]) })
	}
	try(t, "4.5.2.evaluate.postincident", []row{
		{"reported on", good(), "2026-06-01", met, "evaluation.incident.judged", "", "", none},
		{"no report", without("report"), "2026-06-01", unmet, "evaluation.incident.bare", "", "", none},
		{"a report that comes later", evaluation("report", func(e *Evaluation) { e.On = day("2026-06-02") }), "2026-06-01", unmet, "evaluation.incident.bare", "", "2026-06-02", met},
		{"a plan is not judged", theft(func(x *incidents.Incident) { x.Plans = append(x.Plans, "fire") }), "2026-06-01", unmet, "evaluation.incident.partly", "", "", none},
		{"nothing is judged", evaluation("report", func(e *Evaluation) { e.Judged = nil }), "2026-06-01", unmet, "evaluation.incident.vague", "", "", none},
		{"a review is no report", evaluation("report", func(e *Evaluation) { e.Method = Review }), "2026-06-01", unmet, "evaluation.incident.bare", "", "", none},
		{"serious, without a plan", theft(func(x *incidents.Incident) { x.Plans = nil }), "2026-06-01", met, "evaluation.incident.judged", "", "", none},
		{"slight, without a plan", theft(func(x *incidents.Incident) { x.Plans, x.Severity = nil, incidents.Minor }), "2026-06-01", met, "evaluation.incident.slight", "severity", "", none},
		{"slight, and set a plan in motion", with(func(in *Input) { in.Incidents[0].Severity, in.Evaluations = incidents.Slight, nil }), "2026-06-01", unmet, "evaluation.incident.bare", "", "", none},
		{"a near miss that set a plan in motion", with(func(in *Input) { in.Incidents[0].Kind, in.Evaluations = incidents.NearMiss, nil }), "2026-06-01", unmet, "evaluation.incident.bare", "", "", none},
		{"nobody judged how serious it was", theft(func(x *incidents.Incident) { x.Plans, x.Severity = nil, "" }), "2026-06-01", undetermined, "evaluation.incident.unsaid", "severity", "", none},
		{"open", theft(func(x *incidents.Incident) { x.ClosedOn = day("2026-06-05") }), "2026-06-01", undetermined, "evaluation.incident.open", "", "2026-06-05", met},
		{"none", with(func(in *Input) { in.Incidents = nil }), "2026-06-01", undetermined, "evaluation.incident.none", "", "", none},
	})
	assert.Equal(t, notApplicable, status(stated(with(func(in *Input) { in.Incidents = nil }), "serious-incidents"), "4.5.2.evaluate.postincident", "2026-06-01"))
	assert.Equal(t, notApplicable, status(stated(theft(func(x *incidents.Incident) { x.Plans, x.Severity = nil, "" }), "serious-incidents"), "4.5.2.evaluate.postincident", "2026-06-01"))
}

func TestReflected(t *testing.T) {
	found := func(change func(c *Change)) Input {
		return evaluation("review", func(e *Evaluation) { change(&e.Changes[0]) })
	}
	const at = "changes[0].procedures[0].revision"
	tryOf(t, "4.5.2.reflect", "evaluation review", []row{
		{"taken up", good(), "2026-06-01", met, "evaluation.change.taken", at, "", none},
		{"not taken up", found(func(c *Change) { c.Procedures[0].Revision = "" }), "2026-06-01", unmet, "evaluation.change.late", at, "", none},
		{"last second of the period", found(func(c *Change) { c.Procedures[0].Revision = "" }), "2026-02-24T23:59:59Z", met, "evaluation.change.soon", at, "2026-02-25", unmet},
		{"the period is over", found(func(c *Change) { c.Procedures[0].Revision = "" }), "2026-02-25", unmet, "evaluation.change.late", at, "", none},
		{"no such revision", found(func(c *Change) { c.Procedures[0].Revision = "9" }), "2026-06-01", unmet, "evaluation.change.late", at, "", none},
		{"late but done", with(func(in *Input) { in.Procedures[0].Revisions[1] = approved("2", "2026-05-20") }), "2026-06-01", met, "evaluation.change.taken", at, "", none},
		{"a revision that nobody approved", with(func(in *Input) { in.Procedures[0].Revisions[1].ApprovedBy = "" }), "2026-06-01", unmet, "evaluation.change.late", at, "", none},
		{"a revision to come", with(func(in *Input) { in.Procedures[0].Revisions[1].EffectiveFrom = day("2026-06-10") }), "2026-06-01", unmet, "evaluation.change.late", at, "2026-06-10", met},
		{"which procedures?", found(func(c *Change) { c.Procedures = nil }), "2026-06-01", undetermined, "evaluation.change.which", "changes[0].procedures", "", none},
		{"none concerned", found(func(c *Change) { c.Procedures, c.NoneConcerned = nil, "the plan alone says it" }), "2026-06-01", met, "evaluation.change.needless", "changes[0].none_concerned", "", none},
		{"a procedure that is not there", found(func(c *Change) { c.Procedures[0].Procedure = "lost" }), "2026-06-01", undetermined, "evaluation.change.lost", at, "", none},
		{"not decided whether it is significant", found(func(c *Change) { c.Significant = "" }), "2026-06-01", undetermined, "evaluation.change.open", "changes[0].significant", "", none},
		{"not significant", found(func(c *Change) { c.Significant = records.No }), "2026-06-01", met, "evaluation.change.minor", "changes[0].significant", "", none},
		{"no setting", with(func(in *Input) { in.Settings, in.Evaluations[0].Changes[0].Procedures[0].Revision = nil, "" }), "2026-06-01", undetermined, "organization.unset", at, "", none},
	})
	entered := func(change func(x *change.Change)) Input { return with(func(in *Input) { change(&in.Changes[0]) }) }
	tryOf(t, "4.5.2.reflect", "change CH-1", []row{
		{"taken up", good(), "2026-06-01", met, "evaluation.change.taken", "procedures[0].revision", "", none},
		{"not taken up", entered(func(x *change.Change) { x.Procedures[0].Revision = "" }), "2026-02-20", unmet, "evaluation.change.late", "procedures[0].revision", "", none},
		{"called off after it took effect", entered(func(x *change.Change) { x.CancelledOn, x.Procedures[0].Revision = day("2026-02-06"), "" }), "2026-02-20", unmet, "evaluation.change.late", "procedures[0].revision", "", none},
		{"in time", entered(func(x *change.Change) { x.Procedures[0].Revision = "" }), "2026-02-19", met, "evaluation.change.soon", "procedures[0].revision", "2026-02-20", unmet},
		{"not decided whether it is significant", entered(func(x *change.Change) { x.Significant = "" }), "2026-06-01", undetermined, "evaluation.change.open", "significant", "", none},
	})
	for _, in := range []Input{
		entered(func(x *change.Change) { x.EffectiveOn, x.Procedures = day("2026-06-02"), nil }),
		entered(func(x *change.Change) { x.CancelledOn, x.Procedures = day("2026-02-01"), nil }),
	} {
		for _, f := range decide(in, "4.5.2.reflect", "2026-06-01") {
			assert.NotEqual(t, "change CH-1", f.Subject.String(), f.String())
		}
	}
	undecided := with(func(in *Input) { in.Evaluations, in.Changes[0].Significant = nil, "" })
	assert.Equal(t, undetermined, status(undecided, "4.5.2.reflect", "2026-06-01"))
	assert.Equal(t, notApplicable, status(stated(undecided, "changed-plans"), "4.5.2.reflect", "2026-06-01"))
	assert.Equal(t, met, status(stated(good(), "changed-plans"), "4.5.2.reflect", "2026-06-01"), "contradicted by what is there")
}

func TestResultsRecorded(t *testing.T) {
	tryOf(t, "4.5.2.records", "evaluation review", []row{
		{"kept", good(), "2026-06-01", met, "evaluation.record.kept", "record", "", none},
		{"no record", evaluation("review", func(e *Evaluation) { e.Record = records.Ref{} }), "2026-06-01", unmet, "evaluation.record.missing", "record", "", none},
		{"a record that is not there", evaluation("review", func(e *Evaluation) { e.Record.ID = "LOST" }), "2026-06-01", unmet, "evaluation.record.lost", "record", "", none},
		{"nobody is named, and still a record is asked for", evaluation("review", func(e *Evaluation) { e.By, e.Record = "", records.Ref{} }), "2026-06-01", unmet, "evaluation.record.missing", "record", "", none},
	})
	for _, f := range decide(evaluation("review", func(e *Evaluation) { e.On, e.Record = day("2026-06-02"), records.Ref{} }), "4.5.2.records", "2026-06-01") {
		assert.Equal(t, conformity.StatusMet, f.Status, "what is planned has no result yet")
	}
	assert.Equal(t, "change scanner that evaluation review found is of 2026-02-10 and not in procedure gate, and the 14 days set have run out: revise the procedure, have it approved, and enter the revision that took the change up",
		decide(evaluation("review", func(e *Evaluation) { e.Changes[0].Procedures[0].Revision = "" }), "4.5.2.reflect", "2026-06-01")[0].Message())
}
