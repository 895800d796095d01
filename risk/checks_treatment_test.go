package risk_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// first changes the first treatment, guarded parking, which is implemented and checked.
func first(change func(*risk.Treatment)) func(*risk.Input) {
	return func(in *risk.Input) { change(&in.Treatments[0]) }
}

// second changes the second treatment, to take no cash, which is open and due on 2026-09-30.
func second(change func(*risk.Treatment)) func(*risk.Input) {
	return func(in *risk.Input) { change(&in.Treatments[1]) }
}

func TestMeasureCarriesOutDecision(t *testing.T) {
	askAll(t, "4.3.1.controls", risk.Risk{ID: "R-1"}, []asked{
		{"a treatment controls it", nil, today, met, "risk.measure.treatment", ""},
		{"without one, a control in place does", first(func(tr *risk.Treatment) { tr.DroppedOn = day("2026-05-01") }), today, met, "risk.measure.control", ""},
		{"a control that has ended does not", func(in *risk.Input) {
			in.Treatments[0].DroppedOn, in.Controls[0].Until = day("2026-05-01"), day("2026-05-01")
		}, today, unmet, "risk.measure.missing", ""},
		{"a control on its last day does", func(in *risk.Input) {
			in.Treatments[0].DroppedOn, in.Controls[0].Until = day("2026-05-01"), day("2026-06-01")
		}, today, met, "risk.measure.control", "2026-06-02T00:00:00Z"},
		{"a treatment that is dropped later does until then", func(in *risk.Input) {
			in.Risks[0].Controls, in.Treatments[0].DroppedOn = nil, day("2026-07-01")
		}, today, met, "risk.measure.treatment", "2026-07-01T00:00:00Z"},
		{"a treatment that is chosen later does not yet", func(in *risk.Input) {
			in.Risks[0].Controls, in.Treatments[0].ImplementedOn, in.Treatments[0].ChosenOn = nil, records.Date{}, day("2026-07-01")
		}, today, unmet, "risk.measure.missing", "2026-07-01T00:00:00Z"},
		{"to share a risk is to control it", first(func(tr *risk.Treatment) { tr.Option = risk.Share }), today, met, "risk.measure.treatment", ""},
		{"a control does not avoid", func(in *risk.Input) { in.Risks[0].Decision = risk.ToAvoid }, today, unmet, "risk.measure.other", ""},
		{"to tolerate takes no measure", func(in *risk.Input) { in.Risks[0].Decision = risk.ToTolerate }, today, met, "risk.measure.tolerated", ""},
		{"an open decision is an open question", func(in *risk.Input) { in.Risks[0].Decision = "" }, today, undetermined, "risk.measure.undecided", ""},
		{"a decision of a later day is not made yet", func(in *risk.Input) { in.Risks[0].DecidedOn = day("2026-06-02") }, today, undetermined, "risk.measure.undecided", "2026-06-02T00:00:00Z"},
		{"a risk that was withdrawn needs none", func(in *risk.Input) { in.Risks[0].Decision, in.Risks[0].WithdrawnOn = risk.ToAvoid, day("2026-06-01") }, today, none, "", ""},
		{"a control that is not on record does not count", func(in *risk.Input) {
			in.Risks[0].Controls, in.Treatments[0].DroppedOn = []records.ID[risk.Control]{"K-9"}, day("2026-05-01")
		}, today, unmet, "risk.measure.missing", ""},
	})
}

func TestTreatmentOnTime(t *testing.T) {
	askAll(t, "4.3.1.controls.implemented", risk.Treatment{ID: "TR-2"}, []asked{
		{"open, with an owner and a day to come", nil, today, met, "risk.treatment.due", "2026-10-01T00:00:00Z"},
		{"last second of the day", nil, "2026-09-30T23:59:59Z", met, "risk.treatment.due", "2026-10-01T00:00:00Z"},
		{"the day is over", nil, "2026-10-01T00:00:00Z", unmet, "risk.treatment.overdue", ""},
		{"done late is done", second(func(tr *risk.Treatment) { tr.ImplementedOn = day("2026-10-15") }), "2026-10-15T00:00:00Z", met, "risk.treatment.done", ""},
		{"done later than asked is not done", second(func(tr *risk.Treatment) { tr.ImplementedOn = day("2026-10-15") }), "2026-10-10T00:00:00Z", unmet, "risk.treatment.overdue", "2026-10-15T00:00:00Z"},
		{"nobody owns it", second(func(tr *risk.Treatment) { tr.Owner = "" }), today, unmet, "risk.treatment.unowned", ""},
		{"nobody said by when", second(func(tr *risk.Treatment) { tr.DueOn = records.Date{} }), today, unmet, "risk.treatment.undated", ""},
		{"its owner leaves", func(in *risk.Input) { in.Persons[1].Until = day("2026-06-30") }, today, met, "risk.treatment.due", "2026-07-01T00:00:00Z"},
		{"its owner has left", func(in *risk.Input) { in.Persons[1].Until = day("2026-05-31") }, today, unmet, "risk.treatment.ownerleft", ""},
		{"an owner who is not on record", func(in *risk.Input) { in.Persons = nil }, today, undetermined, "evidence.missing", "2026-10-01T00:00:00Z"},
		{"dropped", second(func(tr *risk.Treatment) { tr.DueOn, tr.DroppedOn = day("2026-05-01"), day("2026-06-01") }), today, none, "", ""},
		{"its risk is in no assessment in force", func(in *risk.Input) { in.Assessments[0].Risks = in.Assessments[0].Risks[:3] }, today, none, "", ""},
	})
	askAll(t, "4.3.1.controls.implemented", risk.Treatment{ID: "TR-1"}, []asked{
		{"implemented", nil, today, met, "risk.treatment.done", ""},
		{"what it put in place ended", func(in *risk.Input) { in.Controls[0].Until = day("2026-05-31") }, today, unmet, "risk.treatment.inoperative", ""},
		{"what it put in place ends", func(in *risk.Input) { in.Controls[0].Until = day("2026-06-01") }, today, met, "risk.treatment.done", "2026-06-02T00:00:00Z"},
		{"something else that it put in place works", func(in *risk.Input) {
			in.Controls[0].Until = day("2026-05-31")
			in.Controls = append(in.Controls, risk.Control{ID: "K-2", Title: "own yard", Treatment: "TR-1", InOperationFrom: day("2026-05-31")})
		}, today, met, "risk.treatment.done", ""},
		{"no control refers to it", func(in *risk.Input) { in.Controls[0].Treatment, in.Controls[0].Until = "", day("2026-05-31") }, today, met, "risk.treatment.done", ""},
	})
}

func TestControlInOperation(t *testing.T) {
	control := func(change func(*risk.Control)) func(*risk.Input) {
		return func(in *risk.Input) { change(&in.Controls[0]) }
	}
	ends := control(func(c *risk.Control) { c.Until = day("2026-06-30") })
	askAll(t, "4.3.1.controls.implemented", risk.Control{ID: "K-1"}, []asked{
		{"in operation", nil, today, met, "risk.control.works", ""},
		{"until a day to come", ends, today, met, "risk.control.works", "2026-07-01T00:00:00Z"},
		{"last second of its last day", ends, "2026-06-30T23:59:59Z", met, "risk.control.works", "2026-07-01T00:00:00Z"},
		{"over", ends, "2026-07-01T00:00:00Z", unmet, "risk.control.stopped", ""},
		{"from a day to come, with an owner", control(func(c *risk.Control) { c.InOperationFrom = day("2026-07-01") }), today, met, "risk.control.planned", ""},
		{"from a day to come, without one", control(func(c *risk.Control) { c.InOperationFrom, c.Owner = day("2026-07-01"), "" }), today, unmet, "risk.control.unowned", "2026-07-01T00:00:00Z"},
		{"nobody knows since when", control(func(c *risk.Control) { c.InOperationFrom = records.Date{} }), today, undetermined, "risk.control.undated", ""},
		{"a treatment still has to put it in place", func(in *risk.Input) {
			in.Controls[0].InOperationFrom, in.Treatments[0].ImplementedOn, in.Treatments[0].DueOn = records.Date{}, records.Date{}, day("2026-07-01")
		}, today, none, "", ""},
		{"the risk that lists it is in no assessment in force", func(in *risk.Input) {
			in.Controls[0].Until, in.Assessments[0].Risks = day("2026-05-01"), in.Assessments[0].Risks[1:]
		}, today, none, "", ""},
		{"the risk that lists it was withdrawn", func(in *risk.Input) {
			in.Controls[0].Until, in.Risks[0].WithdrawnOn = day("2026-05-01"), day("2026-06-01")
		}, today, none, "", ""},
		{"no risk lists it", func(in *risk.Input) { in.Controls[0].Until, in.Risks[0].Controls = day("2026-05-01"), nil }, today, none, "", ""},
	})
}

func TestTreatmentChecked(t *testing.T) {
	unchecked := first(func(tr *risk.Treatment) { tr.Effectiveness = nil })
	later := first(func(tr *risk.Treatment) { tr.Effectiveness[0].On = day("2026-06-10") })
	askAll(t, "4.3.1.method.d", risk.Treatment{ID: "TR-1"}, []asked{
		{"checked, it works", nil, today, met, "risk.effect.checked", ""},
		{"checked, it does not work: it was watched all the same", first(func(tr *risk.Treatment) { tr.Effectiveness[0].Effective = records.No }), today, met, "risk.effect.checked", ""},
		{"last second of the day", unchecked, "2026-05-31T23:59:59Z", met, "risk.effect.due", "2026-06-01T00:00:00Z"},
		{"the day is over", unchecked, "2026-06-01T00:00:00Z", unmet, "risk.effect.late", ""},
		{"checked later than asked", later, today, unmet, "risk.effect.late", "2026-06-10T00:00:00Z"},
		{"checked late is checked", later, "2026-06-10T00:00:00Z", met, "risk.effect.checked", ""},
		{"a check before it was implemented is none", first(func(tr *risk.Treatment) { tr.Effectiveness[0].On = day("2026-03-14") }), today, unmet, "risk.effect.late", ""},
		{"a check without an answer is none", first(func(tr *risk.Treatment) { tr.Effectiveness[0].Effective = "" }), today, unmet, "risk.effect.late", ""},
		{"no day is set", first(func(tr *risk.Treatment) { tr.Effectiveness, tr.EffectivenessDueOn = nil, records.Date{} }), today, undetermined, "risk.effect.undated", ""},
		{"it is not implemented yet", nil, "2026-03-14T12:00:00Z", none, "", "?"},
		{"it was dropped", first(func(tr *risk.Treatment) { tr.Effectiveness, tr.DroppedOn = nil, day("2026-05-30") }), today, none, "", ""},
	})
}

func TestTreatmentFollowed(t *testing.T) {
	late := func(entries ...string) func(*risk.Input) {
		return second(func(tr *risk.Treatment) {
			tr.DueOn = day("2026-05-20")
			for _, on := range entries {
				tr.Monitoring = append(tr.Monitoring, risk.Progress{On: day(on), Note: "waits for the bank"})
			}
		})
	}
	askAll(t, "4.3.1.method.d.timeliness", risk.Treatment{ID: "TR-2"}, []asked{
		{"not due yet", nil, today, met, "risk.followed.due", "2026-10-01T00:00:00Z"},
		{"late, and nobody noted why", late(), today, unmet, "risk.followed.missing", ""},
		{"an entry before the day does not show that anybody noticed", late("2026-05-19"), today, unmet, "risk.followed.missing", ""},
		{"one of that day does", late("2026-05-20"), today, met, "risk.followed.noted", ""},
		{"one after it does", late("2026-05-28", "2026-05-19"), today, met, "risk.followed.noted", ""},
		{"one later than asked does not yet", late("2026-06-02"), today, unmet, "risk.followed.missing", "2026-06-02T00:00:00Z"},
		{"no day is set", second(func(tr *risk.Treatment) { tr.DueOn = records.Date{} }), today, undetermined, "risk.treatment.undated", ""},
		{"done late: nothing to follow any more", func(in *risk.Input) { late()(in); in.Treatments[1].ImplementedOn = day("2026-05-30") }, today, none, "", ""},
	})
}

func TestDecisionAllowed(t *testing.T) {
	byRule := func(in *risk.Input) {
		in.Acceptances, in.Criteria[0].Appetite, in.Criteria[0].Tolerability = nil, nil, definition("treated")
		in.Treatments[1].Risks = append(in.Treatments[1].Risks, "R-3")
	}
	askAll(t, "4.3.1.method.c.treatment", risk.Risk{ID: "R-3"}, []asked{
		{"above the appetite, under an acceptance", nil, today, met, "risk.decision.accepted", "2027-01-01T00:00:00Z"},
		{"last second of the acceptance", nil, "2026-12-31T23:59:59Z", met, "risk.decision.accepted", "2027-01-01T00:00:00Z"},
		{"the acceptance is over, and nobody has touched anything", nil, "2027-01-01T00:00:00Z", unmet, "risk.decision.unborne", ""},
		{"the acceptance begins later", func(in *risk.Input) { in.Acceptances[0].AcceptedOn = day("2026-06-10") }, today, unmet, "risk.decision.unborne", "2026-06-10T00:00:00Z"},
		{"nobody accepts it", func(in *risk.Input) { in.Acceptances = nil }, today, unmet, "risk.decision.refused", ""},
		{"the acceptance is of another risk", func(in *risk.Input) { in.Acceptances[0].Risk = "R-4" }, today, unmet, "risk.decision.refused", ""},
		{"the risk has risen above the level at which it was accepted", func(in *risk.Input) { in.Acceptances[0].Level = "Medium" }, today, unmet, "risk.decision.unborne", ""},
		{"one acceptance after another", func(in *risk.Input) {
			in.Acceptances = append(in.Acceptances, in.Acceptances[0])
			in.Acceptances[1].ID, in.Acceptances[1].AcceptedOn, in.Acceptances[1].ExpiresOn = "X-2", day("2026-12-31"), day("2027-06-30")
		}, today, met, "risk.decision.accepted", "2027-07-01T00:00:00Z"},
		{"within the appetite", func(in *risk.Input) { in.Acceptances, in.Criteria[0].Appetite[0].Highest = nil, "High" }, today, met, "risk.decision.tolerable", ""},
		{"the rating with controls counts", func(in *risk.Input) {
			in.Acceptances, in.Risks[2].Residual = nil, rating(1, map[risk.Category]int{risk.Natural: 5})
		}, today, met, "risk.decision.tolerable", ""},
		{"a rating with controls that has gaps tolerates nothing", func(in *risk.Input) { in.Risks[2].Residual = risk.Rating{Likelihood: 1} }, today, unmet, "risk.decision.partial", ""},
		{"one off the scale neither", func(in *risk.Input) { in.Risks[2].Residual = risk.Rating{Likelihood: 9} }, today, unmet, "risk.decision.partial", ""},
		{"to control it is always allowed", func(in *risk.Input) { in.Acceptances, in.Risks[2].Decision = nil, risk.ToControl }, today, met, "risk.decision.made", ""},
		{"nothing was decided", func(in *risk.Input) { in.Risks[2].Decision = "" }, today, unmet, "risk.decision.none", ""},
		{"what was decided is none of the four", func(in *risk.Input) { in.Risks[2].Decision = "ignore" }, today, unmet, "risk.decision.none", ""},
		{"decided later than asked", func(in *risk.Input) { in.Risks[2].DecidedOn = day("2026-06-02") }, today, unmet, "risk.decision.none", "2026-06-02T00:00:00Z"},
		{"the rule that decides cannot be worked out", func(in *risk.Input) {
			byRule(in)
			in.Criteria[0].Tolerability = definition("likelihood * 9000000000000000000 > 1")
		}, today, undetermined, "risk.decision.failed", ""},
		{"a rule asks whether it is treated", byRule, today, met, "risk.decision.tolerable", ""},
		{"and tolerates it no longer once the treatment is dropped", func(in *risk.Input) { byRule(in); in.Treatments[1].DroppedOn = day("2026-07-01") },
			today, met, "risk.decision.tolerable", "2026-07-01T00:00:00Z"},
	})
}

// What was decided is shown with what it rests on: whoever reads the verdict can look it up.
func TestDecisionNamesItsEvidence(t *testing.T) {
	f := ask(t, "4.3.1.method.c.treatment", complete(), risk.Risk{ID: "R-3"}, instant(today))
	assert.Equal(t, []records.Ref{{Kind: "assessment", ID: "A-1"}, {Kind: "methodology", ID: "M-1"}, {Kind: "criteria", ID: "C-1"}, {Kind: "acceptance", ID: "X-1"}}, f.Evidence)
	assert.Equal(t, conformity.StatusUnmet, f.Becomes)
	assert.Contains(t, f.Then(), "acceptance X-1 ended with 2026-12-31")
}

// Of several acceptances the one that lasts longest bears the risk, and its last day is named.
func TestDecisionNamesTheAcceptance(t *testing.T) {
	in := complete()
	in.Acceptances = append(in.Acceptances, in.Acceptances[0])
	in.Acceptances[1].ID, in.Acceptances[1].ExpiresOn = "X-0", day("2026-08-31")
	f := ask(t, "4.3.1.method.c.treatment", in, risk.Risk{ID: "R-3"}, instant(today))
	assert.Equal(t, "risk R-3 is to be tolerated under acceptance X-1, until the end of 2026-12-31", f.Message())
}
