package risk_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

// A spoiling is a small change to the complete system that makes a requirement unmet, with what
// else it leaves unmet or undetermined.
type spoiling struct {
	requirement  string
	name         string
	change       func(*risk.Input)
	also         []string
	undetermined []string
}

// spoilings are the smallest changes that break one requirement each.
func spoilings() []spoiling {
	all := []spoiling{
		{"4.2.d", "a significant threat was added since the judgement", func(in *risk.Input) { in.Threats[0].AddedOn = day("2026-03-02") }, nil, nil},
		{"4.2.d", "the judgement is negative", func(in *risk.Input) { in.Attestations[0].Judgement = records.DoesNotConform }, nil, nil},
		{"4.2.d", "the judgement has lapsed", func(in *risk.Input) { in.Attestations[0].ValidUntil = day("2026-05-31") }, nil, nil},
		{"4.2.d", "the policy was revised since the judgement", func(in *risk.Input) { in.Policies[0].Revisions[0].IssuedOn = day("2026-03-02") }, nil, nil},
		{"4.3.1.procedure", "the choice of measures is covered by no procedure", func(in *risk.Input) { in.Procedures = in.Procedures[:1] }, nil, nil},
		{"4.3.1.procedure", "a procedure was withdrawn", func(in *risk.Input) {
			in.Procedures[0].Revisions = slices.Clone(in.Procedures[0].Revisions)
			in.Procedures[0].Revisions[0].WithdrawnOn = day("2026-06-01")
		}, nil, nil},
		{"4.3.1.ongoing", "the next assessment was due", func(in *risk.Input) { in.Assessments[0].NextDueOn = day("2026-05-31") }, nil, nil},
		{"4.3.1.ongoing", "the assessment names no threat", func(in *risk.Input) { in.Assessments[0].Threats = nil }, nil, nil},
		{"4.3.1.controls", "the only treatment has another option", func(in *risk.Input) { in.Treatments[1].Option = risk.Reduce }, nil, nil},
		{"4.3.1.controls", "the only treatment was dropped", func(in *risk.Input) { in.Treatments[1].DroppedOn = day("2026-05-31") }, nil, nil},
		{"4.3.1.controls.implemented", "an open treatment has no owner", func(in *risk.Input) { in.Treatments[1].Owner = "" }, nil, nil},
		{"4.3.1.controls.implemented", "a control listed as in place went out of operation", func(in *risk.Input) { in.Controls[0].Until = day("2026-05-31") }, nil, nil},
		{"4.3.1.proportionate", "the judgement is negative", func(in *risk.Input) { in.Attestations[1].Judgement = records.DoesNotConform }, nil, nil},
		{"4.3.1.proportionate", "the judgement has lapsed", func(in *risk.Input) { in.Attestations[1].ValidUntil = day("2026-05-31") }, nil, nil},
		{"4.3.1.proportionate", "another methodology took effect since the judgement", func(in *risk.Input) {
			in.Methodologies = append(in.Methodologies, in.Methodologies[0])
			in.Methodologies[1].ID, in.Methodologies[1].ApprovedOn, in.Methodologies[1].EffectiveFrom = "M-2", day("2026-03-02"), day("2026-03-02")
		}, nil, nil},
		{"4.3.1.likelihood", "a risk has no likelihood", func(in *risk.Input) { in.Risks[3].Inherent.Likelihood = 0 }, nil, []string{"4.3.1.method.c", "4.3.1.method.c.treatment"}},
		{"4.3.1.likelihood", "a likelihood lies off the scale", func(in *risk.Input) { in.Risks[3].Inherent.Likelihood = 6 }, nil, []string{"4.3.1.method.c", "4.3.1.method.c.treatment"}},
		{"4.3.1.consequence", "a risk rules out all eight categories", func(in *risk.Input) { in.Risks[3].Inherent = rating(5, nil) }, nil, []string{"4.3.1.method.c", "4.3.1.method.c.treatment"}},
		{"4.3.1.consequence", "a consequence lies off the scale", func(in *risk.Input) { in.Risks[3].Inherent.Consequences[0].Step = 6 }, nil, []string{"4.3.1.method.c", "4.3.1.method.c.treatment"}},
		{"4.3.1.input.effects", "the rating with controls is missing", func(in *risk.Input) { in.Risks[0].Residual = risk.Rating{} }, nil, nil},
		{"4.3.1.documented", "the assessment names no document", func(in *risk.Input) { in.Assessments[0].Document = "" }, nil, nil},
		{"4.3.1.documented", "the document is not on record", func(in *risk.Input) { in.Assessments[0].Document = "D-9" }, nil, nil},
		{"4.3.1.documented", "a result names a document that is not on record", func(in *risk.Input) { in.Risks[0].Document = "D-9" }, nil, nil},
		{"4.3.1.documented", "a use names a document that is not on record", func(in *risk.Input) { in.Assessments[0].Uses[0].Document = "D-9" }, nil, nil},
		{"4.3.1.method.a", "the methodology does not say what it covers", func(in *risk.Input) { in.Methodologies[0].Scope = " " }, nil, nil},
		{"4.3.1.method.a", "the methodology is applied only after events", func(in *risk.Input) { in.Methodologies[0].Timing = in.Methodologies[0].Timing[1:] }, nil, nil},
		{"4.3.1.method.b", "the methodology names no source", func(in *risk.Input) { in.Methodologies[0].Sources = nil }, nil, nil},
		{"4.3.1.method.b", "a source was not consulted within its interval", func(in *risk.Input) { in.Sources[0].ConsultedOn[0] = day("2026-05-01") }, nil, nil},
		{"4.3.1.method.c", "a threat is in no class", func(in *risk.Input) { in.Threats[1].Class = "" }, nil, nil},
		{"4.3.1.method.c", "the criteria give a risk no level", func(in *risk.Input) { in.Criteria[0].Combination.Bands = in.Criteria[0].Combination.Bands[:3] }, nil, []string{"4.3.1.method.c.treatment"}},
		{"4.3.1.method.c", "neither assessment nor methodology names criteria", func(in *risk.Input) { in.Methodologies[0].Criteria = "" }, nil, []string{"4.3.1.likelihood", "4.3.1.consequence", "4.3.1.method.c.treatment"}},
		{"4.3.1.method.c.treatment", "nothing was decided about a risk", func(in *risk.Input) { in.Risks[1].Decision = "" }, nil, []string{"4.3.1.controls"}},
		{"4.3.1.method.c.treatment", "the acceptance of a tolerated risk is over", func(in *risk.Input) { in.Acceptances[0].ExpiresOn = day("2026-05-31") }, nil, nil},
		{"4.3.1.method.d", "the methodology provides for no checks", func(in *risk.Input) { in.Methodologies[0].ActionMonitoring.Effectiveness = "" }, nil, nil},
		{"4.3.1.method.d", "a treatment was not checked by the day set", func(in *risk.Input) { in.Treatments[0].Effectiveness = nil }, nil, nil},
		{"4.3.1.method.d.timeliness", "the methodology does not provide for following due dates", func(in *risk.Input) { in.Methodologies[0].ActionMonitoring.Timeliness = "" }, nil, nil},
		{"4.3.1.method.d.timeliness", "an overdue treatment is not followed", func(in *risk.Input) { in.Treatments[1].DueOn = day("2026-05-31") }, []string{"4.3.1.controls.implemented"}, nil},
		{"4.4.1.h", "nothing says where the organization's own assessment holds a risk", func(in *risk.Input) { in.Risks[1].NotInERM = "" }, nil, nil},
	}
	for i, category := range risk.Categories() {
		all = append(all, spoiling{"4.3.1.consequence." + category.Letter(), "the category " + string(category) + " is left open",
			func(in *risk.Input) { in.Risks[1].Inherent.Consequences[i] = risk.Consequence{Category: category} },
			nil, []string{"4.3.1.consequence", "4.3.1.method.c", "4.3.1.method.c.treatment"}})
	}
	for i, purpose := range risk.Purposes() {
		all = append(all, spoiling{"4.3.1.input." + purpose.Letter(), "nobody considered the results for " + string(purpose),
			func(in *risk.Input) { in.Assessments[0].Uses = slices.Delete(in.Assessments[0].Uses, i, i+1) }, nil, nil})
	}
	return all
}

func TestCompleteMeetsEverything(t *testing.T) {
	unmet, undetermined := assess(t, complete(), today)
	assert.Empty(t, unmet)
	assert.Empty(t, undetermined)
}

// Every requirement can be made unmet by one small change, and no other goes with it.
func TestEachRequirementCanFailAlone(t *testing.T) {
	broken := map[string]bool{}
	for _, tt := range spoilings() {
		broken[tt.requirement] = true
		t.Run(tt.requirement+"/"+tt.name, func(t *testing.T) {
			in := complete()
			tt.change(&in)
			unmet, undetermined := assess(t, in, today)
			assert.ElementsMatch(t, append([]string{tt.requirement}, tt.also...), unmet)
			assert.ElementsMatch(t, tt.undetermined, undetermined)
		})
	}
	for _, id := range requirements() {
		assert.True(t, broken[id], "nothing here breaks %s", id)
	}
}

// With nothing on record only what the clause demands to be there is unmet; its qualities are open.
func TestNothingOnRecord(t *testing.T) {
	unmet, undetermined := assess(t, risk.Input{}, today)
	assert.Equal(t, []string{"4.3.1.procedure", "4.3.1.ongoing", "4.3.1.method.a"}, unmet)
	assert.Len(t, undetermined, len(requirements())-3)
}

// A subject that is missing fails only the requirement that demands it.
func TestMissingSubject(t *testing.T) {
	for _, tt := range []struct {
		name         string
		change       func(*risk.Input)
		unmet        []string
		undetermined []string
	}{
		{"no policy", func(in *risk.Input) { in.Policies = nil }, nil, []string{"4.2.d"}},
		{"a policy that is not yet in force", func(in *risk.Input) {
			in.Policies[0].Revisions = []policy.Revision{{Number: "1", Authorization: policy.Authorization{By: "P-1", On: day("2026-05-01")}, EffectiveFrom: day("2026-07-01")}}
		}, nil, []string{"4.2.d"}},
		{"no judgement", func(in *risk.Input) { in.Attestations = nil }, nil, []string{"4.2.d", "4.3.1.proportionate"}},
		{"no methodology in force", func(in *risk.Input) { in.Methodologies[0].ApprovedBy = "" }, []string{"4.3.1.method.a"},
			[]string{"4.3.1.proportionate", "4.3.1.method.b", "4.3.1.method.d", "4.3.1.method.d.timeliness"}},
		{"a threat nobody weighed", func(in *risk.Input) { in.Threats[1].Significant = "" }, nil, []string{"4.2.d"}},
		{"a significant threat without a day", func(in *risk.Input) { in.Threats[0].AddedOn = records.Date{} }, nil, []string{"4.2.d"}},
		{"a risk that no assessment covers", func(in *risk.Input) { in.Assessments[0].Risks = in.Assessments[0].Risks[1:] }, nil, []string{"4.3.1.ongoing"}},
		{"a threat that no assessment covers", func(in *risk.Input) { in.Assessments[0].Threats = in.Assessments[0].Threats[1:] }, nil, []string{"4.3.1.ongoing"}},
		{"no risk lists a control", func(in *risk.Input) { in.Risks[0].Controls, in.Risks[0].Residual = nil, risk.Rating{} }, nil, []string{"4.3.1.input.effects"}},
		{"no interval for a source", func(in *risk.Input) { in.Sources[1].Interval = records.Period{} }, nil, []string{"4.3.1.method.b"}},
		{"a source that is not on record", func(in *risk.Input) { in.Sources = in.Sources[:1] }, nil, []string{"4.3.1.method.b"}},
		{"no day for the check of an implemented treatment", func(in *risk.Input) {
			in.Treatments[0].Effectiveness, in.Treatments[0].EffectivenessDueOn = nil, records.Date{}
		}, nil, []string{"4.3.1.method.d"}},
		{"no day by which a treatment is due", func(in *risk.Input) { in.Treatments[1].DueOn = records.Date{} }, []string{"4.3.1.controls.implemented"}, []string{"4.3.1.method.d.timeliness"}},
		{"nothing says when the next assessment is due", func(in *risk.Input) {
			in.Assessments[0].NextDueOn, in.Methodologies[0].Interval = records.Date{}, records.Period{}
		}, nil, []string{"4.3.1.ongoing"}},
		{"criteria that are not on record", func(in *risk.Input) { in.Criteria = nil }, []string{"4.3.1.method.c"},
			[]string{"4.3.1.likelihood", "4.3.1.consequence", "4.3.1.method.c.treatment"}},
		{"criteria with faults", func(in *risk.Input) { in.Criteria[0].Levels = nil }, nil,
			[]string{"4.3.1.likelihood", "4.3.1.consequence", "4.3.1.method.c", "4.3.1.method.c.treatment"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := complete()
			tt.change(&in)
			unmet, undetermined := assess(t, in, today)
			assert.ElementsMatch(t, tt.unmet, unmet)
			assert.ElementsMatch(t, tt.undetermined, undetermined)
		})
	}
}

// The ids are those of the catalogue, each once in the standard's order.
func TestRequirements(t *testing.T) {
	ids := requirements()
	assert.Len(t, ids, 32)
	place := -1
	catalogue := slices.Collect(conformity.Requirements())
	for _, id := range ids {
		next := slices.IndexFunc(catalogue, func(r conformity.Requirement) bool { return r.ID == id })
		require.Greater(t, next, place, id)
		place = next
	}
}

// A procedure counts for each of its purposes from when it is in force.
func TestProceduresCover(t *testing.T) {
	revise := func(change func(*documents.Revision)) func(*risk.Input) {
		return func(in *risk.Input) {
			in.Procedures[1].Revisions = slices.Clone(in.Procedures[1].Revisions)
			change(&in.Procedures[1].Revisions[0])
		}
	}
	askAll(t, "4.3.1.procedure", nil, []asked{
		{"all three", nil, today, met, "risk.procedure.there", ""},
		{"one is approved by nobody", revise(func(r *documents.Revision) { r.ApprovedBy = "" }), today, unmet, "risk.procedure.missing", ""},
		{"one takes effect later", revise(func(r *documents.Revision) { r.EffectiveFrom = day("2026-06-02") }), today, unmet, "risk.procedure.missing", "2026-06-02T00:00:00Z"},
		{"one is withdrawn later", revise(func(r *documents.Revision) { r.WithdrawnOn = day("2026-06-30") }), today, met, "risk.procedure.there", "2026-06-30T00:00:00Z"},
		{"a review that is overdue changes nothing", func(in *risk.Input) { in.Procedures[1].NextReviewOn = day("2026-05-01") }, today, met, "risk.procedure.there", ""},
	})
}
