package risk

import (
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

const (
	adviceExcluded     conformity.Message = "risk.advice.excluded: {subject} leaves {0} out, and {1} arises there: the guide suggests not to cut the scope so that what bears on security escapes"
	adviceConditions   conformity.Message = "risk.advice.conditions: {subject} did not look at {0} conditions: the guide suggests to consider normal and abnormal operation, and emergencies"
	adviceReference    conformity.Message = "risk.advice.reference: {subject} does not name the published method that it follows: the guide suggests recognized methods"
	adviceRepeatable   conformity.Message = "risk.advice.repeatable: {subject} is laid down in no document: the guide suggests a documented method that others can repeat"
	adviceIncidents    conformity.Message = "risk.advice.incidents: incidents did not go into {subject}: the guide suggests to look at the records of them"
	adviceWarnings     conformity.Message = "risk.advice.warnings: warnings of authorities did not go into {subject}: the guide suggests to look at them"
	adviceLowers       conformity.Message = "risk.advice.lowers: {subject} does not say whether it lowers the likelihood or the consequence: the guide suggests to bring risks down by the one or the other"
	adviceOrigins      conformity.Message = "risk.advice.origins: no threat on the register comes from {0}: the guide suggests to consider what contractors, visitors and supplies bring with them"
	adviceRatedAgain   conformity.Message = "risk.advice.again: {0} was not rated again after {subject} was put in place on {1}: the guide suggests to judge whether it is tolerable now"
	adviceTeam         conformity.Message = "risk.advice.team: nothing is on record of what qualifies {0} for {subject}: the guide suggests to settle which competence or advice an assessment needs"
	adviceNoTeam       conformity.Message = "risk.advice.noteam: it is not said who carried out {subject}: the guide suggests to settle which competence or advice an assessment needs"
	adviceIntervals    conformity.Message = "risk.advice.intervals: {subject} has one interval for all risks: the guide suggests to look at grave risks more often"
	adviceControlShown conformity.Message = "risk.advice.control: it is described nowhere what {subject} does and how one sees that it works: the guide suggests to describe the measures that control a risk"
)

// Advice returns the checks of what the guide suggests for 4.3.1, and for the scope in 4.1.
func Advice() []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.SuggestMany("4.1.intent.4", func(in Input) []organization.Scope { return in.Scopes }, nothingEscapes),
		conformity.Suggest("4.3.1.intent.5", assessments, conditionsCovered),
		conformity.Suggest("4.3.1.intent.11", methodologies, conformity.Having(isFollowed, "reference", func(m *Methodology) bool { return m.Reference != "" }, adviceReference)),
		conformity.Suggest("4.3.1.intent.19", methodologies, conformity.Having(isFollowed, "document", func(m *Methodology) bool { return m.Document != "" }, adviceRepeatable)),
		wentIn("4.3.1.input.3", IncidentInput, adviceIncidents),
		wentIn("4.3.1.input.10", WarningInput, adviceWarnings),
		conformity.Suggest("4.3.1.process.general.1", treatments, conformity.Having(lowersSomething, "lowers", func(t *Treatment) bool { return len(t.Lowers) > 0 }, adviceLowers)),
		conformity.SuggestWhole[Input]("4.3.1.process.general.10", conformity.Covering(func(r *conformity.Reader, t *Threat) bool { return t.OnRegister(r) }, func(t *Threat) []Origin { return []Origin{t.Origin} },
			adviceOrigins, FromContractor, FromVisitor, FromSupplies)),
		conformity.SuggestMany("4.3.1.process.elements.6", treatments, ratedAgain),
		conformity.SuggestMany("4.3.1.process.elements.10", assessments, teamQualified),
		conformity.Suggest("4.3.1.process.review.3", methodologies, conformity.Having(isFollowed, "intervals", func(m *Methodology) bool { return len(m.Intervals) > 0 }, adviceIntervals)),
		conformity.Suggest("4.3.1.output.4", controls, conformity.Having(inPlace, "description", func(c *Control) bool { return c.Description != "" || c.Document != "" }, adviceControlShown)),
	}
}

func isFollowed(r *conformity.Reader, m *Methodology) bool {
	current := methodologyInForce(r)
	return current != nil && current.ID == m.ID
}

func lowersSomething(r *conformity.Reader, t *Treatment) bool {
	return t.Option == Reduce && t.State(r).InHand()
}

func inPlace(r *conformity.Reader, c *Control) bool {
	return r.Happened(c.InOperationFrom) && !r.Over(c.Until)
}

// nothingEscapes finds what was left out of the scope although risks arise there. A risk names
// its activity, site and stage as the scope does.
func nothingEscapes(r *conformity.Reader, s *organization.Scope, say conformity.Say) {
	if s.State(r) != records.InForce {
		return
	}
	for _, exclusion := range s.Exclusions {
		touched := conformity.All[Risk](r).First(func(x *Risk) bool {
			return slices.Contains([]string{x.Activity, x.Site, x.Stage}, exclusion.What) && x.OnRegister(r)
		})
		if touched == nil {
			say(exclusion.What, conformity.Followed())
			continue
		}
		say(exclusion.What, conformity.NotFollowed(adviceExcluded, exclusion.What, touched.ID).At("exclusions"))
	}
}

func conditionsCovered(r *conformity.Reader, a *Assessment) conformity.Verdict {
	if !assessmentInForce(r, a) {
		return conformity.NotConcerned()
	}
	var open []string
	for _, c := range []Condition{Normal, Abnormal, Emergency} {
		if !slices.Contains(a.Conditions, c) {
			open = append(open, string(c))
		}
	}
	return conformity.FollowedIf(len(open) == 0, "conditions", adviceConditions, open)
}

func wentIn(row string, kind InputKind, lacking conformity.Message) conformity.Check[Input] {
	return conformity.Suggest(row, assessments, conformity.Having(assessmentInForce, "inputs", func(a *Assessment) bool {
		return slices.ContainsFunc(a.Inputs, func(in AssessmentInput) bool { return in.Kind == kind })
	}, lacking))
}

// ratedAgain asks of each risk that a treatment was for whether somebody looked at it once the
// treatment was in place.
func ratedAgain(r *conformity.Reader, t *Treatment, say conformity.Say) {
	if t.State(r) != Implemented {
		return
	}
	for _, id := range t.Risks {
		if x := conformity.Look(r, id); x != nil && x.OnRegister(r) {
			say(string(id), conformity.FollowedIf(x.lookedAtSince(r, t.ImplementedOn), "", adviceRatedAgain, id, t.ImplementedOn))
		}
	}
}

func (x *Risk) lookedAtSince(clock records.Clock, day records.Date) bool {
	since := func(on records.Date) bool { return clock.Happened(on) && !on.Before(day) }
	return since(x.RevisedOn) || slices.ContainsFunc(x.Reviews, func(v Review) bool { return since(v.On) })
}

func teamQualified(r *conformity.Reader, a *Assessment, say conformity.Say) {
	if !assessmentInForce(r, a) {
		return
	}
	if len(a.Team) == 0 {
		say("", conformity.NotFollowed(adviceNoTeam).At("team"))
	}
	for _, member := range a.Team {
		say(string(member.Person), conformity.FollowedIf(member.Qualification != "", "team", adviceTeam, member.Person))
	}
}
