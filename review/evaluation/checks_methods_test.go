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
		{Name: "tested", In: good(), Want: met, Message: "evaluation.method.done", Lapses: "2027-03-11", Becomes: unmet},
		{Name: "long ago", In: good(), At: "2027-03-11", Want: unmet, Message: "evaluation.method.late"},
		{Name: "never", In: without("test"), Want: unmet, Message: "evaluation.method.never"},
		{Name: "never, and the system is new", In: with(func(in *Input) { in.Evaluations, in.Establishments[0].InForceFrom = nil, day("2026-01-01") }), Want: met, Message: "evaluation.method.ahead", Lapses: "2027-01-02", Becomes: unmet},
		{Name: "nothing was judged", In: evaluation("test", func(e *Evaluation) { e.Judged[0].Outcome = "" }), Want: unmet, Message: "evaluation.method.never"},
		{Name: "what cannot be tested", In: with(func(in *Input) { in.Capabilities[0].Testable = records.No }), Want: unmet, Message: "evaluation.method.never"},
		{Name: "a law is no test subject", In: evaluation("test", func(e *Evaluation) {
			e.Judged[0] = Judged{Subject: Subject{Requirement: "code"}, Complies: records.Yes}
		}), Want: unmet, Message: "evaluation.method.never"},
		{Name: "tested later than asked", In: evaluation("test", func(e *Evaluation) { e.On = day("2026-06-02") }), Want: unmet, Message: "evaluation.method.never", Lapses: "2026-06-02", Becomes: met},
		{Name: "no setting", In: with(func(in *Input) { in.Settings = in.Settings[1:] }), Want: undetermined, Message: "organization.unset"},
	})
	try(t, "4.5.2.evaluate.lessons", []row{
		{Name: "both in one", In: good(), Want: met, Message: "evaluation.method.done", Lapses: "2027-01-31", Becomes: unmet},
		{Name: "no lessons", In: evaluation("lessons", func(e *Evaluation) { e.Lessons = nil }), Want: unmet, Message: "evaluation.method.never"},
		{Name: "no performance", In: with(func(in *Input) { in.Evaluations[3].Performance, in.Evaluations[7].Performance = "", "" }), Want: unmet, Message: "evaluation.method.never"},
		{Name: "lessons long ago", In: good(), At: "2027-01-31", Want: unmet, Message: "evaluation.method.late"},
	})
	try(t, "4.5.2.evaluate.exercises", []row{
		{Name: "held and evaluated", In: good(), Want: met, Message: "evaluation.method.done", Lapses: "2027-04-11", Becomes: unmet},
		{Name: "held and not evaluated", In: without("exercise"), Want: unmet, Message: "evaluation.method.never"},
		{Name: "evaluated and not on record as held", In: with(func(in *Input) { in.Drills[0].HeldOn = day("") }), Want: unmet, Message: "evaluation.method.never"},
		{Name: "evaluated before it was held", In: with(func(in *Input) { in.Drills[0].HeldOn = day("2026-04-21") }), Want: unmet, Message: "evaluation.method.never"},
		{Name: "no such drill", In: with(func(in *Input) { in.Drills = []emergency.Drill{} }), Want: unmet, Message: "evaluation.method.never"},
		{Name: "long ago, though evaluated within the interval", In: good(), At: "2027-04-11", Want: unmet, Message: "evaluation.method.late"},
	})
}

func TestReportedOn(t *testing.T) {
	theft := func(change func(x *incidents.Incident)) Input {
		return with(func(in *Input) { change(&in.Incidents[0]) })
	}
	try(t, "4.5.2.evaluate.postincident", []row{
		{Name: "reported on", In: good(), Want: met, Message: "evaluation.incident.judged"},
		{Name: "no report", In: without("report"), Want: unmet, Message: "evaluation.incident.bare"},
		{Name: "a report that comes later", In: evaluation("report", func(e *Evaluation) { e.On = day("2026-06-02") }), Want: unmet, Message: "evaluation.incident.bare", Lapses: "2026-06-02", Becomes: met},
		{Name: "a plan is not judged", In: theft(func(x *incidents.Incident) { x.Plans = append(x.Plans, "fire") }), Want: unmet, Message: "evaluation.incident.partly"},
		{Name: "nothing is judged", In: evaluation("report", func(e *Evaluation) { e.Judged = nil }), Want: unmet, Message: "evaluation.incident.vague"},
		{Name: "a review is no report", In: evaluation("report", func(e *Evaluation) { e.Method = Review }), Want: unmet, Message: "evaluation.incident.bare"},
		{Name: "serious, without a plan", In: theft(func(x *incidents.Incident) { x.Plans = nil }), Want: met, Message: "evaluation.incident.judged"},
		{Name: "slight, without a plan", In: theft(func(x *incidents.Incident) { x.Plans, x.Severity = nil, incidents.Minor }), Want: met, Message: "evaluation.incident.slight", Field: "severity"},
		{Name: "slight, and set a plan in motion", In: with(func(in *Input) { in.Incidents[0].Severity, in.Evaluations = incidents.Slight, nil }), Want: unmet, Message: "evaluation.incident.bare"},
		{Name: "a near miss that set a plan in motion", In: with(func(in *Input) { in.Incidents[0].Kind, in.Evaluations = incidents.NearMiss, nil }), Want: unmet, Message: "evaluation.incident.bare"},
		{Name: "nobody judged how serious it was", In: theft(func(x *incidents.Incident) { x.Plans, x.Severity = nil, "" }), Want: undetermined, Message: "evaluation.incident.unsaid", Field: "severity"},
		{Name: "open", In: theft(func(x *incidents.Incident) { x.ClosedOn = day("2026-06-05") }), Want: undetermined, Message: "evaluation.incident.open", Lapses: "2026-06-05", Becomes: met},
		{Name: "none", In: with(func(in *Input) { in.Incidents = nil }), Want: undetermined, Message: "evaluation.incident.none"},
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
		{Name: "taken up", In: good(), Want: met, Message: "evaluation.change.taken", Field: at},
		{Name: "not taken up", In: found(func(c *Change) { c.Procedures[0].Revision = "" }), Want: unmet, Message: "evaluation.change.late", Field: at},
		{Name: "last second of the period", In: found(func(c *Change) { c.Procedures[0].Revision = "" }), At: "2026-02-24T23:59:59Z", Want: met, Message: "evaluation.change.soon", Field: at, Lapses: "2026-02-25", Becomes: unmet},
		{Name: "the period is over", In: found(func(c *Change) { c.Procedures[0].Revision = "" }), At: "2026-02-25", Want: unmet, Message: "evaluation.change.late", Field: at},
		{Name: "no such revision", In: found(func(c *Change) { c.Procedures[0].Revision = "9" }), Want: unmet, Message: "evaluation.change.late", Field: at},
		{Name: "late but done", In: with(func(in *Input) { in.Procedures[0].Revisions[1] = approved("2", "2026-05-20") }), Want: met, Message: "evaluation.change.taken", Field: at},
		{Name: "a revision that nobody approved", In: with(func(in *Input) { in.Procedures[0].Revisions[1].ApprovedBy = "" }), Want: unmet, Message: "evaluation.change.late", Field: at},
		{Name: "a revision to come", In: with(func(in *Input) { in.Procedures[0].Revisions[1].EffectiveFrom = day("2026-06-10") }), Want: unmet, Message: "evaluation.change.late", Field: at, Lapses: "2026-06-10", Becomes: met},
		{Name: "which procedures?", In: found(func(c *Change) { c.Procedures = nil }), Want: undetermined, Message: "evaluation.change.which", Field: "changes[0].procedures"},
		{Name: "none concerned", In: found(func(c *Change) { c.Procedures, c.NoneConcerned = nil, "the plan alone says it" }), Want: met, Message: "evaluation.change.needless", Field: "changes[0].none_concerned"},
		{Name: "a procedure that is not there", In: found(func(c *Change) { c.Procedures[0].Procedure = "lost" }), Want: undetermined, Message: "evaluation.change.lost", Field: at},
		{Name: "not decided whether it is significant", In: found(func(c *Change) { c.Significant = "" }), Want: undetermined, Message: "evaluation.change.open", Field: "changes[0].significant"},
		{Name: "not significant", In: found(func(c *Change) { c.Significant = records.No }), Want: met, Message: "evaluation.change.minor", Field: "changes[0].significant"},
		{Name: "no setting", In: with(func(in *Input) { in.Settings, in.Evaluations[0].Changes[0].Procedures[0].Revision = nil, "" }), Want: undetermined, Message: "organization.unset", Field: at},
	})
	entered := func(change func(x *change.Change)) Input { return with(func(in *Input) { change(&in.Changes[0]) }) }
	tryOf(t, "4.5.2.reflect", "change CH-1", []row{
		{Name: "taken up", In: good(), Want: met, Message: "evaluation.change.taken", Field: "procedures[0].revision"},
		{Name: "not taken up", In: entered(func(x *change.Change) { x.Procedures[0].Revision = "" }), At: "2026-02-20", Want: unmet, Message: "evaluation.change.late", Field: "procedures[0].revision"},
		{Name: "called off after it took effect", In: entered(func(x *change.Change) { x.CancelledOn, x.Procedures[0].Revision = day("2026-02-06"), "" }), At: "2026-02-20", Want: unmet, Message: "evaluation.change.late", Field: "procedures[0].revision"},
		{Name: "in time", In: entered(func(x *change.Change) { x.Procedures[0].Revision = "" }), At: "2026-02-19", Want: met, Message: "evaluation.change.soon", Field: "procedures[0].revision", Lapses: "2026-02-20", Becomes: unmet},
		{Name: "not decided whether it is significant", In: entered(func(x *change.Change) { x.Significant = "" }), Want: undetermined, Message: "evaluation.change.open", Field: "significant"},
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
		{Name: "kept", In: good(), Want: met, Message: "evaluation.record.kept", Field: "record"},
		{Name: "no record", In: evaluation("review", func(e *Evaluation) { e.Record = records.Ref{} }), Want: unmet, Message: "evaluation.record.missing", Field: "record"},
		{Name: "a record that is not there", In: evaluation("review", func(e *Evaluation) { e.Record.ID = "LOST" }), Want: unmet, Message: "evaluation.record.lost", Field: "record"},
		{Name: "nobody is named, and still a record is asked for", In: evaluation("review", func(e *Evaluation) { e.By, e.Record = "", records.Ref{} }), Want: unmet, Message: "evaluation.record.missing", Field: "record"},
	})
	for _, f := range decide(evaluation("review", func(e *Evaluation) { e.On, e.Record = day("2026-06-02"), records.Ref{} }), "4.5.2.records", "2026-06-01") {
		assert.Equal(t, conformity.StatusMet, f.Status, "what is planned has no result yet")
	}
	assert.Equal(t, "change scanner that evaluation review found is of 2026-02-10 and not in procedure gate, and the 14 days set have run out: revise the procedure, have it approved, and enter the revision that took the change up",
		decide(evaluation("review", func(e *Evaluation) { e.Changes[0].Procedures[0].Revision = "" }), "4.5.2.reflect", "2026-06-01")[0].Message())
}
