package incidents

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// Validate reports every fault of the incident at once. What is missing of its course
// (an investigation, a mitigation) is for the checks of 4.5.3 to say.
func (x Incident) Validate() error {
	var f records.Faults
	f.Require("id", string(x.ID))
	f.Require("title", x.Title)
	f.Enum("kind", x.Kind)
	f.OptionalEnum("severity", x.Severity)
	f.RequireDate("occurred_on", x.OccurredOn)
	if !x.OccurredAt.IsZero() && !x.OccurredOn.IsZero() && records.DateOf(x.OccurredAt) != x.OccurredOn {
		f.Add("occurred_at", "lies on %s, in UTC, and occurred_on is %s: write the same day", records.DateOf(x.OccurredAt), x.OccurredOn)
	}
	f.OptionalEnum("from_breach", x.FromBreach)
	f.OptionalEnum("has_consequences", x.HasConsequences)
	for i, impact := range x.Impacts {
		f.Enum(at("impacts", i)+".on", impact.On)
		f.Enum(at("impacts", i)+".degree", impact.Degree)
	}
	if x.HasConsequences == records.No && len(x.Impacts) > 0 {
		f.Add("has_consequences", "is no beside what was harmed: keep one of the two")
	}
	for i, id := range x.Requirements {
		if !answerable(id) {
			f.Add(at("requirements", i), "%q is neither a requirement nor a clause of the standard", id)
		}
	}
	distinct(&f, "risks", x.Risks)
	measures(&f, "immediate_actions", x.ImmediateActions)
	measures(&f, "mitigations", x.Mitigations)
	if !blank(x.NoMitigation) && len(x.Mitigations) > 0 {
		f.Add("no_mitigation", "stands beside a list of mitigations: keep one of the two")
	}
	for i, n := range x.Notifications {
		f.Require(at("notifications", i)+".to", n.To)
	}
	for i, e := range x.Evidence {
		f.Require(at("evidence", i)+".what", e.What)
		for j, h := range e.Hands {
			path := at(at("evidence", i)+".hands", j)
			f.RequireDate(path+".on", h.On)
			f.Require(path+".to", string(h.To))
		}
	}
	distinct(&f, "plans", x.Plans)
	distinct(&f, "plan_reviews", x.PlanReviews)
	f.Order("occurred_on", x.OccurredOn, "detected_on", x.DetectedOn)
	f.Order("occurred_on", x.OccurredOn, "reported_on", x.ReportedOn)
	f.Order("occurred_on", x.OccurredOn, "contained_on", x.ContainedOn)
	f.Order("occurred_on", x.OccurredOn, "closed_on", x.ClosedOn)
	if !x.ClosedOn.IsZero() {
		f.Require("closed_by", string(x.ClosedBy))
	}
	for i, r := range x.Reopenings {
		f.RequireDate(at("reopenings", i)+".on", r.On)
		f.Require(at("reopenings", i)+".by", string(r.By))
		f.Require(at("reopenings", i)+".reason", r.Reason)
	}
	return f.Err()
}

// answerable reports whether an id is that of a requirement, or of a clause that has some.
func answerable(id string) bool {
	_, requirement := conformity.ByID(id)
	_, clause := conformity.ClauseByID(id)
	return requirement || clause
}

func measures(f *records.Faults, path string, list []Measure) {
	for i, m := range list {
		f.RequireDate(at(path, i)+".on", m.On)
		f.Require(at(path, i)+".text", m.Text)
	}
}

// Validate reports every fault of the action at once. That it was begun or confirmed as it
// ought not to have been is no fault of the record but of what was done: the checks say so.
func (a Action) Validate() error {
	var f records.Faults
	f.Require("id", string(a.ID))
	f.Require("title", a.Title)
	f.Enum("kind", a.Kind)
	f.OptionalEnum("severity", a.Severity)
	distinct(&f, "incidents", a.Incidents)
	distinct(&f, "causes", a.Causes)
	distinct(&f, "risks", a.Risks)
	if a.Follows == a.ID && a.ID != "" {
		f.Add("follows", "is the action itself: name the one that did not work")
	}
	switch {
	case a.ApprovedBy == "" && !a.ApprovedOn.IsZero():
		f.Add("approved_by", "is missing: say who approved it on %s", a.ApprovedOn)
	case a.ApprovedBy != "" && a.ApprovedOn.IsZero():
		f.RequireDate("approved_on", a.ApprovedOn)
	}
	f.Order("proposed_on", a.ProposedOn, "approved_on", a.ApprovedOn)
	for i, m := range a.Moves {
		f.Within(at("moves", i), m.faults())
	}
	for i, v := range a.RiskReviews {
		f.Within(at("risk_reviews", i), v.faults())
	}
	a.Run.faults(&f, "")
	for i, r := range a.Reopenings {
		path := at("reopenings", i)
		f.Within(path, r.faults())
		previous, closedPath := a.run(i).CompletedOn, "completed_on"
		if i > 0 {
			closedPath = at("reopenings", i-1) + ".completed_on"
		}
		f.RequireDate(closedPath, previous)
		f.Order(closedPath, previous, path+".on", r.On)
		f.Order(path+".on", r.On, path+".started_on", r.StartedOn)
		r.Run.faults(&f, path+".")
	}
	for i, p := range a.Progress {
		f.RequireDate(at("progress", i)+".on", p.On)
		f.Require(at("progress", i)+".note", p.Note)
	}
	for i, v := range a.Revisions {
		f.RequireDate(at("revisions", i)+".on", v.On)
		f.Require(at("revisions", i)+".reason", v.Reason)
	}
	a.validateNeeds(&f)
	for i, c := range a.Effectiveness {
		f.Within(at("effectiveness", i), c.faults())
	}
	if !a.DroppedOn.IsZero() {
		f.Require("dropped_because", a.DroppedBecause)
	}
	return f.Err()
}

func (a *Action) validateNeeds(f *records.Faults) {
	for i, c := range a.ProcedureChanges {
		path := at("procedure_changes", i)
		f.Require(path+".what", c.What)
		switch {
		case c.Document == "" && c.Procedure == "":
			f.Add(path+".procedure", "is missing: name the procedure or the document that has to change")
		case c.Document != "" && c.Procedure != "":
			f.Add(path+".document", "stands beside a procedure: keep one of the two")
		}
	}
	for i, n := range a.TrainingNeeds {
		f.Require(at("training_needs", i)+".text", n.Text)
	}
}

func (a *Action) run(i int) *Run {
	if i == 0 {
		return &a.Run
	}
	return &a.Reopenings[i-1].Run
}

func (r *Run) faults(f *records.Faults, path string) {
	f.Order(path+"started_on", r.StartedOn, path+"completed_on", r.CompletedOn)
	if !r.CompletedOn.IsZero() {
		f.Require(path+"completed_by", string(r.CompletedBy))
	}
	if !r.Imminent.IsZero() {
		f.Require(path+"imminent.reason", r.Imminent.Reason)
		f.Require(path+"imminent.by", string(r.Imminent.By))
		f.RequireDate(path+"imminent.review_by", r.Imminent.ReviewBy)
		f.Order(path+"started_on", r.StartedOn, path+"imminent.review_by", r.Imminent.ReviewBy)
	}
	if !r.FollowUp.IsZero() {
		f.Require(path+"follow_up.what", r.FollowUp.What)
		f.Require(path+"follow_up.by", string(r.FollowUp.By))
		f.RequireDate(path+"follow_up.on", r.FollowUp.On)
	}
}

func (r Reopening) faults() error {
	var f records.Faults
	f.RequireDate("on", r.On)
	f.Require("by", string(r.By))
	f.Require("reason", r.Reason)
	return f.Err()
}

func (v RiskReview) faults() error {
	var f records.Faults
	f.RequireDate("on", v.On)
	f.Require("by", string(v.By))
	f.Enum("outcome", v.Outcome)
	return f.Err()
}

func (m Move) faults() error {
	var f records.Faults
	f.RequireDate("on", m.On)
	f.RequireDate("to", m.To)
	f.Require("reason", m.Reason)
	return f.Err()
}

func (c Confirmation) faults() error {
	var f records.Faults
	f.RequireDate("on", c.On)
	f.Require("by", string(c.By))
	f.Enum("effective", c.Effective)
	for i, p := range c.Evidence {
		f.RequireDate(at("evidence", i)+".on", p.On)
		if p.Record.IsZero() && blank(p.Text) {
			f.Add(at("evidence", i)+".text", "is missing: say what shows it, or name a record")
		}
	}
	return f.Err()
}
