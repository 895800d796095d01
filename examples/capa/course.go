package main

import (
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A Record is what the application keeps about the case.
type Record struct {
	Incidents      []incidents.Incident      `json:"incidents"`
	Investigations []incidents.Investigation `json:"investigations"`
	Causes         []incidents.Cause         `json:"causes"`
	Actions        []incidents.Action        `json:"actions"`
}

// A file is the record, and what stands around it: who there is, and who may do what.
type file struct {
	Record
	persons    []records.Person
	roles      []organization.Role
	procedures []documents.Procedure
	mandates   []incidents.Mandate
}

func newCase() *file {
	since := records.Day(2024, 1, 8)
	role := func(id records.ID[organization.Role], title string, person records.ID[records.Person]) organization.Role {
		return organization.Role{ID: id, Title: title, Holders: []organization.Holder{{Person: person, From: since}}}
	}
	return &file{
		persons: []records.Person{
			{ID: "P-BAKKER", Name: "Joost Bakker"}, {ID: "P-HADDAD", Name: "Leila Haddad"},
			{ID: "P-ELAMRANI", Name: "Karim El Amrani"}, {ID: "P-JANSEN", Name: "Marit Jansen"},
		},
		roles: []organization.Role{
			role("R-COO", "chief operating officer", "P-BAKKER"), role("R-SECURITY", "head of security", "P-HADDAD"),
			role("R-GATE", "gate supervisor", "P-ELAMRANI"), role("R-AUDITOR", "internal auditor", "P-JANSEN"),
		},
		procedures: []documents.Procedure{{
			ID: "PR-INCIDENTS", Title: "when something goes wrong", Purposes: []documents.ProcedurePurpose{documents.IncidentsAndActions},
			Steps:     []documents.Step{{Text: "report, contain, investigate, act, confirm"}},
			Revisions: []documents.Revision{{Number: "1", ApprovedBy: "P-BAKKER", ApprovedOn: since, EffectiveFrom: since}},
		}},
		mandates: []incidents.Mandate{
			{ID: "MN-DIRECT", Procedure: "PR-INCIDENTS", Role: "R-COO", Tasks: []incidents.Task{incidents.PreventiveTask, incidents.CorrectiveTask}, Authority: "stop operations"},
			{ID: "MN-LOOK", Procedure: "PR-INCIDENTS", Role: "R-SECURITY", Authority: "question anybody", Tasks: []incidents.Task{
				incidents.InvestigatingFailures, incidents.InvestigatingIncidents, incidents.InvestigatingNonconformities, incidents.MitigationTask,
			}},
			{ID: "MN-CONFIRM", Procedure: "PR-INCIDENTS", Role: "R-AUDITOR", Tasks: []incidents.Task{incidents.ConfirmationTask}, Authority: "reopen any action"},
		},
	}
}

// settings are what top management has set: within which time harm is made less.
func (c *file) settings() []organization.Setting {
	return []organization.Setting{{ID: "S-MITIGATION", Name: organization.MitigationPeriod, Period: records.Hours(48), ApprovedBy: "P-BAKKER", ApprovedOn: c.procedures[0].Revisions[0].ApprovedOn}}
}

// milestones are the days on which the checks are asked, one in each stretch of the course.
var milestones = []records.Date{
	records.Day(2025, 10, 20), records.Day(2025, 11, 3), records.Day(2026, 1, 12),
	records.Day(2026, 3, 2), records.Day(2026, 5, 13), records.Day(2026, 10, 1),
}

// course takes every step of the case in the order in which people would try to, those that
// are refused among them.
func (c *file) course(p *journal) {
	c.Incidents = []incidents.Incident{{
		ID: "IN-1", Title: "seals of two transports were read by one person only", Kind: incidents.Nonconformity, Severity: incidents.Minor,
		Site: "Waalhaven Terminal", OccurredOn: records.Day(2025, 10, 13), HasConsequences: records.Yes,
		Requirements: []string{"4.4.6"}, InvestigateBy: records.Day(2025, 10, 17),
	}}
	c.Investigations = []incidents.Investigation{{ID: "IV-1", Title: "one reader", Incidents: []records.ID[incidents.Incident]{"IN-1"}, Level: incidents.LocalLevel, DueOn: records.Day(2025, 10, 31)}}
	c.Causes = []incidents.Cause{{ID: "CS-ONE", Title: "one person alone at the gate after midnight", Category: incidents.ProcessCause}}
	c.Actions = []incidents.Action{{
		ID: "AC-1", Title: "no seal is read by one person alone", Kind: incidents.Corrective, Severity: incidents.Minor,
		Investigation: "IV-1", Incidents: []records.ID[incidents.Incident]{"IN-1"}, Causes: []records.ID[incidents.Cause]{"CS-ONE"},
		ProposedBy: "P-HADDAD", ProposedOn: records.Day(2025, 10, 22), EffectivenessDueOn: records.Day(2026, 2, 27), Watch: records.Months(12),
	}}
	c.found(p)
	c.acted(p)
	c.confirmed(p)
	c.cameBack(p)
	c.goneRound(p)
}

func (c *file) found(p *journal) {
	in, look := &c.Incidents[0], &c.Investigations[0]
	p.chapter("THE NONCONFORMITY", "%s", in.Title)
	day := records.Day(2025, 10, 14)
	try(p, day, "Marit Jansen reports it", in, step(in.Report("P-JANSEN", day)))
	try(p, day, "contained: the gate is staffed by two until further notice", in,
		step(in.Contain(incidents.Measure{On: day, By: "P-ELAMRANI", Text: "two at the gate"})))
	try(p, day, "mitigated: both seals are read again at the consignee", in,
		step(in.Mitigate(incidents.Measure{On: day, By: "P-ELAMRANI", Text: "both seals read again at the consignee"})))
	day = records.Day(2025, 10, 15)
	try(p, day, "Joost Bakker wants it closed: nothing was lost", in, step(in.Close("P-BAKKER", day, *look)))

	p.chapter("WHY", "the investigation, and what it found")
	try(p, day, "Leila Haddad begins to look into it", look, step(look.Begin(day, incidents.Investigator{Person: "P-HADDAD", Authority: "MN-LOOK"})))
	day = records.Day(2025, 10, 17)
	what, why := "after midnight one guard is alone for an hour", "the procedure does not say what one person does alone"
	try(p, day, "she wants to be done: somebody was careless", look, step(look.Complete(day, what, "somebody was careless")))
	try(p, day, "the root cause: one person alone at the gate", look, step(look.Find(day, incidents.Found{Cause: "CS-ONE", Root: true})))
	day = records.Day(2025, 10, 21)
	try(p, day, "the investigation is completed", look, step(look.Complete(day, what, why)))
	day = records.Day(2025, 10, 22)
	try(p, day, "the nonconformity is closed; its action goes on", in, step(in.Close("P-BAKKER", day, *look)))
}

func (c *file) acted(p *journal) {
	act := &c.Actions[0]
	p.chapter("THE ACTION", "%s", act.Title)
	day := records.Day(2025, 10, 23)
	try(p, day, "Karim El Amrani begins at once: it is plain what to do", act, step(act.Start(day)))
	try(p, day, "Joost Bakker approves it, for Karim to carry out by 28 November", act, step(act.Approve("P-BAKKER", day, "P-ELAMRANI", records.Day(2025, 11, 28))))
	try(p, day, "Karim begins", act, step(act.Start(day)))
	day = records.Day(2025, 10, 24)
	try(p, day, "its own risk is looked at: trucks would queue on the quay by night", act,
		step(act.ReviewRisk(incidents.RiskReview{On: day, By: "P-HADDAD", Outcome: incidents.NotAcceptable, Note: "queues on the quay"})))
	try(p, day, "Karim begins all the same", act, step(act.Start(day)))
	day = records.Day(2025, 10, 28)
	try(p, day, "it is changed: the second reader is the guard of the other lane", act,
		step(act.Revise(incidents.Revision{On: day, By: "P-HADDAD", Reason: "no queue on the quay"})))
	try(p, day, "and its risk looked at again", act,
		step(act.ReviewRisk(incidents.RiskReview{On: day, By: "P-HADDAD", Outcome: incidents.Acceptable, Note: "queues stay short"})))
	try(p, day, "Karim begins", act, step(act.Start(day)))
	day = records.Day(2025, 11, 12)
	try(p, day, "it is carried out", act, step(act.Complete(day, "P-ELAMRANI")))
}

func (c *file) confirmed(p *journal) {
	act := &c.Actions[0]
	p.chapter("DID IT WORK?", "to be confirmed by 27 February, and watched for %s", act.Watch)
	day := records.Day(2026, 1, 19)
	old := incidents.Proof{Text: "the gate log of October", On: records.Day(2025, 10, 31)}
	fresh := incidents.Proof{Text: "sixty seals sampled, all with two names", On: records.Day(2026, 2, 18)}
	says := func(on records.Date, by records.ID[records.Person], proof incidents.Proof) incidents.Confirmation {
		return incidents.Confirmation{On: on, By: by, Effective: records.Yes, Evidence: []incidents.Proof{proof}}
	}
	try(p, day, "Karim says that it works", act, step(act.Confirm(says(day, "P-ELAMRANI", old))))
	try(p, day, "Marit Jansen says so, from the gate log of October", act, step(act.Confirm(says(day, "P-JANSEN", old))))
	day = records.Day(2026, 2, 19)
	try(p, day, "Marit Jansen has sampled sixty seals, all with two names", act, step(act.Confirm(says(day, "P-JANSEN", fresh))))
}

func (c *file) cameBack(p *journal) {
	p.chapter("IT COMES BACK", "another gate, and the same cause within the watch")
	c.Incidents = append(c.Incidents, incidents.Incident{
		ID: "IN-2", Title: "a seal read by one person at the Botlek", Kind: incidents.Nonconformity, Severity: incidents.Minor,
		Site: "Botlek Terminal", OccurredOn: records.Day(2026, 5, 6), HasConsequences: records.No, Requirements: []string{"4.4.6"}, InvestigateBy: records.Day(2026, 5, 12),
	})
	c.Investigations = append(c.Investigations, incidents.Investigation{ID: "IV-2", Title: "one reader again", Incidents: []records.ID[incidents.Incident]{"IN-2"}, Level: incidents.LocalLevel, DueOn: records.Day(2026, 5, 29)})
	act, in, look := &c.Actions[0], &c.Incidents[1], &c.Investigations[1]
	day := records.Day(2026, 5, 7)
	try(p, day, "Karim El Amrani reports it", in, step(in.Report("P-ELAMRANI", day)))
	try(p, day, "Leila Haddad begins to look into it", look, step(look.Begin(day, incidents.Investigator{Person: "P-HADDAD", Authority: "MN-LOOK"})))
	day = records.Day(2026, 5, 11)
	try(p, day, "the root cause is the old one", look, step(look.Find(day, incidents.Found{Cause: "CS-ONE", Root: true})))
	try(p, day, "the investigation is completed", look, step(look.Complete(day, "the Botlek gate has one lane, and so no guard of another", "the action reached one gate only")))
	for _, r := range incidents.Recurrences(c.Actions, c.Incidents, c.Investigations, records.At(day.Start())) {
		p.note("%s: the cause %s struck again on %s in %s, and was under watch until %s", r.Action, r.Cause, r.OccurredOn, r.Incident, r.WatchedUntil)
	}
	day = records.Day(2026, 5, 12)
	try(p, day, "Joost Bakker reopens the action", act, step(act.Reopen(incidents.Reopening{On: day, By: "P-BAKKER", Reason: "the cause came back at the Botlek", DueOn: records.Day(2026, 7, 31)}, in)))
	try(p, day, "Karim begins: the risk was looked at in October", act, step(act.Start(day)))
	day = records.Day(2026, 5, 18)
	try(p, day, "its risk is looked at for the Botlek too", act,
		step(act.ReviewRisk(incidents.RiskReview{On: day, By: "P-HADDAD", Outcome: incidents.WithConditions, Note: "a second guard until the lane is there"})))
	try(p, day, "Karim begins", act, step(act.Start(day)))
	day = records.Day(2026, 7, 27)
	try(p, day, "it is carried out at both gates", act, step(act.Complete(day, "P-ELAMRANI")))
	day = records.Day(2026, 9, 21)
	try(p, day, "Marit Jansen has sampled both gates", act, step(act.Confirm(incidents.Confirmation{
		On: day, By: "P-JANSEN", Effective: records.Yes, Evidence: []incidents.Proof{{Text: "forty seals at each gate, all with two names", On: records.Day(2026, 9, 18)}},
	})))
	try(p, day, "the second nonconformity is closed", in, step(in.Close("P-BAKKER", day, *look)))
}

// goneRound adds an action that was typed into a file and never took a step: nothing refused
// it, and it is past every gate. That is for the checks to find.
func (c *file) goneRound(p *journal) {
	p.chapter("GONE ROUND", "an action that was typed into a file, past the gates; nothing could refuse it")
	c.Actions = append(c.Actions, incidents.Action{
		ID: "AC-2", Title: "gate 2 is locked at night", Kind: incidents.Preventive, Severity: incidents.Minor,
		ProposedBy: "P-ELAMRANI", ProposedOn: records.Day(2026, 1, 5), ApprovedBy: "P-BAKKER", ApprovedOn: records.Day(2026, 1, 6),
		Owner: "P-ELAMRANI", DueOn: records.Day(2026, 1, 30), EffectivenessDueOn: records.Day(2026, 5, 29),
		Run: incidents.Run{StartedOn: records.Day(2026, 1, 7), CompletedOn: records.Day(2026, 1, 9), CompletedBy: "P-ELAMRANI"},
	})
	c.Actions = append(c.Actions, incidents.Action{
		ID: "AC-3", Title: "the booth gets a second chair", Kind: incidents.Corrective, Severity: incidents.Minor, Investigation: "IV-1",
		ProposedBy: "P-ELAMRANI", ProposedOn: records.Day(2025, 12, 1), ApprovedBy: "P-BAKKER", ApprovedOn: records.Day(2025, 12, 2),
		Owner: "P-ELAMRANI", DueOn: records.Day(2025, 12, 31), EffectivenessDueOn: records.Day(2026, 2, 27),
		RiskReviews: []incidents.RiskReview{{On: records.Day(2025, 12, 2), By: "P-HADDAD", Outcome: incidents.Acceptable}},
		Run:         incidents.Run{StartedOn: records.Day(2025, 12, 3), CompletedOn: records.Day(2025, 12, 19), CompletedBy: "P-ELAMRANI"},
		Effectiveness: []incidents.Confirmation{{On: records.Day(2026, 2, 20), By: "P-ELAMRANI", Effective: records.Yes,
			Evidence: []incidents.Proof{{Text: "I sit on it", On: records.Day(2026, 2, 20)}}}},
	})
	p.note("AC-2 began on 2026-01-07 without a look at its own risk")
	p.note("AC-3 was confirmed by the man who carried it out")
}
