package risk_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// made changes the criteria to make likelihood from threat and vulnerability, two steps each, and
// leaves the pair of high with high without a likelihood.
func made(change func(*risk.Rating)) func(*risk.Input) {
	return func(in *risk.Input) {
		c := &in.Criteria[0]
		c.Threat, c.Vulnerability = risk.Labels("low", "high"), risk.Labels("low", "high")
		c.LikelihoodFrom = risk.Combination{By: risk.ByMatrix, Cells: [][]string{{"Rare", "Unlikely"}, {"Unlikely", ""}}}
		r := &in.Risks[1].Inherent
		r.Likelihood, r.Threat, r.Vulnerability = 0, 1, 2
		change(r)
	}
}

func TestLikelihood(t *testing.T) {
	direct := func(change func(*risk.Rating)) func(*risk.Input) {
		return func(in *risk.Input) { change(&in.Risks[1].Inherent) }
	}
	askAll(t, "4.3.1.likelihood", risk.Risk{ID: "R-2"}, []asked{
		{"on the scale", nil, today, met, "risk.likelihood.rated", ""},
		{"the highest step", direct(func(r *risk.Rating) { r.Likelihood = 5 }), today, met, "risk.likelihood.rated", ""},
		{"above it", direct(func(r *risk.Rating) { r.Likelihood = 6 }), today, unmet, "risk.likelihood.off", ""},
		{"below the scale", direct(func(r *risk.Rating) { r.Likelihood = -1 }), today, unmet, "risk.likelihood.off", ""},
		{"none", direct(func(r *risk.Rating) { r.Likelihood = 0 }), today, unmet, "risk.likelihood.missing", ""},
		{"none, by criteria that are not on record", func(in *risk.Input) { in.Criteria, in.Risks[1].Inherent.Likelihood = nil, 0 }, today, unmet, "risk.likelihood.missing", ""},
		{"vulnerability is rated where likelihood is to be", direct(func(r *risk.Rating) { r.Likelihood, r.Vulnerability = 0, 1 }), today, unmet, "risk.likelihood.direct", ""},
		{"threat is rated where likelihood is to be", direct(func(r *risk.Rating) { r.Likelihood, r.Threat = 0, 1 }), today, unmet, "risk.likelihood.direct", ""},
		{"only the rating with controls has one", func(in *risk.Input) {
			in.Risks[1].Residual = in.Risks[1].Inherent
			in.Risks[1].Inherent.Likelihood = 0
		}, today, unmet, "risk.likelihood.missing", ""},
		{"made from threat and vulnerability", made(func(*risk.Rating) {}), today, met, "risk.likelihood.rated", ""},
		{"made from one of the two", made(func(r *risk.Rating) { r.Threat = 0 }), today, unmet, "risk.likelihood.other", ""},
		{"made from a vulnerability off its scale", made(func(r *risk.Rating) { r.Vulnerability = 3 }), today, unmet, "risk.likelihood.off", ""},
		{"rated where it is to be made", made(func(r *risk.Rating) { r.Likelihood, r.Threat, r.Vulnerability = 1, 0, 0 }), today, unmet, "risk.likelihood.other", ""},
		{"the criteria make none of this pair", made(func(r *risk.Rating) { r.Threat, r.Vulnerability = 2, 2 }), today, unmet, "risk.likelihood.unmade", ""},
		{"the risk was withdrawn", func(in *risk.Input) { in.Risks[1].Inherent.Likelihood, in.Risks[1].WithdrawnOn = 0, day("2026-06-01") }, today, none, "", ""},
		{"the risk is withdrawn later", func(in *risk.Input) { in.Risks[1].Inherent.Likelihood, in.Risks[1].WithdrawnOn = 0, day("2026-06-02") }, today, unmet, "risk.likelihood.missing", "2026-06-02T00:00:00Z"},
	})
}

func TestConsequence(t *testing.T) {
	rate := func(change func([]risk.Consequence)) func(*risk.Input) {
		return func(in *risk.Input) { change(in.Risks[1].Inherent.Consequences) }
	}
	askAll(t, "4.3.1.consequence", risk.Risk{ID: "R-2"}, []asked{
		{"one rated, seven ruled out", nil, today, met, "risk.consequence.rated", ""},
		{"all ruled out", rate(func(c []risk.Consequence) { c[0].Step, c[0].NotApplicable = 0, "none" }), today, unmet, "risk.consequence.none", ""},
		{"all ruled out, by no criteria", func(in *risk.Input) { in.Criteria, in.Risks[1].Inherent = nil, rating(1, nil) }, today, unmet, "risk.consequence.none", ""},
		{"off the scale", rate(func(c []risk.Consequence) { c[7] = risk.Consequence{Category: risk.Continuity, Step: 6} }), today, unmet, "risk.consequence.off", ""},
		{"one is open: it may be the worst", rate(func(c []risk.Consequence) { c[7].NotApplicable = "" }), today, undetermined, "risk.consequence.open", ""},
		{"all are open", func(in *risk.Input) { in.Risks[1].Inherent.Consequences = nil }, today, undetermined, "risk.consequence.open", ""},
	})
	askAll(t, "4.3.1.consequence.h", risk.Risk{ID: "R-2"}, []asked{
		{"ruled out with a reason", nil, today, met, "risk.category.ruledout", ""},
		{"ruled out without one", rate(func(c []risk.Consequence) { c[7].NotApplicable = " " }), today, unmet, "risk.category.noreason", ""},
		{"rated", rate(func(c []risk.Consequence) { c[7] = risk.Consequence{Category: risk.Continuity, Step: 1} }), today, met, "risk.category.rated", ""},
		{"not mentioned", func(in *risk.Input) {
			in.Risks[1].Inherent.Consequences = in.Risks[1].Inherent.Consequences[:7]
		}, today, unmet, "risk.category.open", ""},
		{"only with controls", func(in *risk.Input) {
			in.Risks[1].Residual = in.Risks[1].Inherent
			in.Risks[1].Inherent.Consequences = in.Risks[1].Inherent.Consequences[:7]
		}, today, unmet, "risk.category.open", ""},
	})
}

func TestEffects(t *testing.T) {
	askAll(t, "4.3.1.input.effects", risk.Risk{ID: "R-1"}, []asked{
		{"rated with controls", nil, today, met, "risk.effects.rated", ""},
		{"not rated with them", func(in *risk.Input) { in.Risks[0].Residual = risk.Rating{} }, today, unmet, "risk.effects.missing", ""},
		{"rated in part", func(in *risk.Input) { in.Risks[0].Residual.Likelihood = 0 }, today, unmet, "risk.effects.partial", ""},
		{"rated before the control was in operation, as the clause asks", func(in *risk.Input) { in.Controls[0].InOperationFrom = day("2026-12-01") }, today, met, "risk.effects.rated", ""},
		{"rated by threat and vulnerability", func(in *risk.Input) {
			in.Risks[0].Residual.Likelihood, in.Risks[0].Residual.Threat, in.Risks[0].Residual.Vulnerability = 0, 1, 1
		}, today, met, "risk.effects.rated", ""},
		{"rated by vulnerability without threat", func(in *risk.Input) { in.Risks[0].Residual.Likelihood, in.Risks[0].Residual.Vulnerability = 0, 1 }, today, unmet, "risk.effects.partial", ""},
		{"no control is listed", func(in *risk.Input) { in.Risks[0].Controls = nil }, today, none, "", ""},
	})
	in := complete()
	in.Risks[0].Residual = risk.Rating{Likelihood: 2, Consequences: in.Risks[0].Residual.Consequences[:6]}
	got := ask(t, "4.3.1.input.effects", in, risk.Risk{ID: "R-1"}, instant(today))
	assert.Equal(t, "risk R-1 lists control K-1 as in place, and is rated with that only in part: rate information and continuity as well, or rule it out", got.Message())
}

func TestClassified(t *testing.T) {
	askAll(t, "4.3.1.method.c", risk.Risk{ID: "R-2"}, []asked{
		{"at a level", nil, today, met, "risk.class.level", ""},
		{"not rated yet", func(in *risk.Input) { in.Risks[1].Inherent = risk.Rating{} }, today, undetermined, "risk.class.unrated", ""},
		{"rated off the scale", func(in *risk.Input) { in.Risks[1].Inherent.Likelihood = 9 }, today, undetermined, "risk.class.unrated", ""},
		{"the criteria have no level for it", func(in *risk.Input) { in.Criteria[0].Combination.Bands = in.Criteria[0].Combination.Bands[1:] }, today, unmet, "risk.class.none", ""},
		{"what is wrong with the rating with controls does not matter", func(in *risk.Input) { in.Risks[1].Residual = risk.Rating{Likelihood: 9} }, today, met, "risk.class.level", ""},
	})
	askAll(t, "4.3.1.method.c", risk.Threat{ID: "T-1"}, []asked{
		{"in a class", nil, today, met, "risk.threat.named", ""},
		{"in none", func(in *risk.Input) { in.Threats[0].Class = " " }, today, unmet, "risk.threat.none", ""},
		{"withdrawn", func(in *risk.Input) { in.Threats[0].Class, in.Threats[0].WithdrawnOn = "", day("2026-06-01") }, today, none, "", ""},
		{"in no assessment in force", func(in *risk.Input) {
			in.Threats[0].Class, in.Assessments[0].Threats = "", []records.ID[risk.Threat]{"T-2"}
		}, today, none, "", ""},
		{"in one of the whole register", func(in *risk.Input) { in.Threats[0].Class, in.Assessments[0].WholeRegister = "", true }, today, unmet, "risk.threat.none", ""},
	})
}

// That criteria are missing is said once for the assessment, not for each of its risks; and of
// criteria with faults, what is wrong.
func TestCriteriaUsed(t *testing.T) {
	askAll(t, "4.3.1.likelihood", risk.Assessment{ID: "A-1"}, []asked{
		{"there are criteria", nil, today, none, "", ""},
		{"none are named", func(in *risk.Input) { in.Methodologies[0].Criteria = "" }, today, undetermined, "risk.assessment.criteria.unnamed", ""},
		{"they are not on record", func(in *risk.Input) { in.Assessments[0].Criteria = "C-9" }, today, undetermined, "risk.assessment.criteria.gone", ""},
		{"they have faults", func(in *risk.Input) { in.Criteria[0].Likelihood = risk.Scale{} }, today, undetermined, "risk.assessment.criteria.faulty", ""},
		{"the assessment is not in force", func(in *risk.Input) { in.Criteria, in.Assessments[0].WithdrawnOn = nil, day("2026-06-01") }, today, none, "", ""},
	})
	in := complete()
	in.Criteria[0].Levels = nil // each of four bands then names a level that there is none of
	in.Criteria[0].Likelihood, in.Criteria[0].Consequence = risk.Scale{}, risk.Scale{}
	in.Criteria[0].Title = ""
	said := ask(t, "4.3.1.likelihood", in, risk.Assessment{ID: "A-1"}, instant(today)).Message()
	assert.Equal(t, "assessment A-1 cannot be decided by criteria C-1, which have faults (title is missing; "+
		"likelihood is missing: list its steps, the lowest first; consequence is missing: list its steps, the lowest first; 1 more): correct them", said)

	in = complete()
	in.Criteria = nil
	assert.Equal(t, none, ask(t, "4.3.1.likelihood", in, risk.Risk{ID: "R-2"}, instant(today)).Status)
}
