package objectives

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

func faultsOf(err error) []string {
	var paths []string
	for _, fault := range records.FaultsOf(err) {
		paths = append(paths, fault.Path)
	}
	slices.Sort(paths)
	return paths
}

// Every fault of an objective comes back at once.
func TestObjectiveValidate(t *testing.T) {
	wild := new(decimal.New(1, 1<<30))
	o := Objective{
		Kind: "bigger", Level: "high", Functions: []functionID{"F", "F"},
		Audience: Audience{Employees: records.No, Roles: []roleID{"R", "R"}, Outsiders: "perhaps", ThirdParties: []partyID{"T", "T"}},
		Revisions: []ObjectiveRevision{
			{
				Revision: Revision{
					Number: "1", Document: documents.Pointer{Document: "D"}, ApprovedOn: day("2026-01-01"),
					ImpactConsiderations: []policy.ImpactConsideration{{}},
				},
				DerivedFrom: []Source{{}}, Measure: Measure{Unit: "u", Value: wild, Baseline: wild}, Considerations: []Consideration{{Kind: "moon"}},
			},
			{Revision: Revision{Number: "1", ApprovedBy: "ceo"}, Statement: "s", Measure: Measure{Metric: "m", Unit: "u", Aim: AtLeast, Value: number("1")}, ReasonNotQuantified: "no"},
		},
		Progress:       []Progress{{}, {On: day("2026-01-01"), Value: wild}},
		Reviews:        []Review{{On: day("2026-02-01"), Relevant: "?", Consistent: "?", Effective: "?", NeedsAmending: records.No, AmendBy: day("2026-01-01"), Considerations: []Consideration{{}}}},
		Communications: []Communication{{Revision: "9"}},
		Consultations:  []Consultation{{}},
		End:            End{Outcome: EndCompleted},
	}
	want := []string{
		"audience.employees", "audience.outsiders", "audience.roles[1]", "audience.third_parties[1]",
		"communications[0].means", "communications[0].on", "communications[0].revision", "communications[0].roles",
		"consultations[0].on", "consultations[0].views", "consultations[0].with",
		"end.by", "end.on", "end.outcome", "functions[1]", "id", "kind", "level",
		"progress[0].on", "progress[0].value", "progress[1].value",
		"reviews[0].amend_by", "reviews[0].amend_by", "reviews[0].by", "reviews[0].considerations[0].kind", "reviews[0].considerations[0].outcome",
		"reviews[0].consistent", "reviews[0].effective", "reviews[0].outcome", "reviews[0].relevant",
		"revisions[0].approved_by", "revisions[0].considerations[0].kind", "revisions[0].considerations[0].outcome",
		"revisions[0].derived_from[0].key", "revisions[0].derived_from[0].policy", "revisions[0].document.revision",
		"revisions[0].impact_considerations[0].area", "revisions[0].impact_considerations[0].on", "revisions[0].impact_considerations[0].outcome",
		"revisions[0].measure.aim", "revisions[0].measure.baseline", "revisions[0].measure.metric", "revisions[0].measure.value", "revisions[0].statement",
		"revisions[1].approved_on", "revisions[1].number", "revisions[1].reason_not_quantified", "title",
	}
	assert.Equal(t, want, faultsOf(o.Validate()))
	self := Objective{ID: "O", Title: "t", Parent: "O", Supersedes: "O", End: End{Outcome: EndWithdrawn, On: day("2026-01-01"), By: "ceo"}}
	assert.Equal(t, []string{"end.reason", "parent", "supersedes"}, faultsOf(self.Validate()))
	outside := Objective{ID: "O", Title: "t", Audience: Audience{Outsiders: records.No, ThirdParties: []partyID{"T"}}}
	assert.Equal(t, []string{"audience.outsiders"}, faultsOf(outside.Validate()))
}

func TestTargetValidate(t *testing.T) {
	target := Target{
		ID: "T", Kind: "bigger", Level: "high", Parent: "T", Revisions: []TargetRevision{{Measure: Measure{Value: number("1")}, Considerations: []Consideration{{}}}},
		Progress: []Progress{{}}, Reviews: []Review{{}}, Communications: []Communication{{}}, Consultations: []Consultation{{}}, End: End{Outcome: "done"},
	}
	want := []string{
		"communications[0].means", "communications[0].on", "communications[0].roles", "consultations[0].on", "consultations[0].views", "consultations[0].with",
		"end.by", "end.on", "end.outcome", "kind", "level", "parent", "progress[0].on", "progress[0].value", "reviews[0].by", "reviews[0].on", "reviews[0].outcome",
		"revisions[0].considerations[0].kind", "revisions[0].considerations[0].outcome", "revisions[0].measure.aim", "revisions[0].measure.metric", "revisions[0].measure.unit",
		"revisions[0].number", "revisions[0].statement", "title",
	}
	assert.Equal(t, want, faultsOf(target.Validate()))
}

func TestProgrammeValidate(t *testing.T) {
	wild := decimal.New(1, 1<<30)
	p := Programme{
		Revisions: []ProgrammeRevision{{
			Serves: []Purpose{{}, {Objective: "O", Target: "T"}, {Objective: "O"}, {Objective: "O", DueOn: day("2026-01-01")}}, Commitments: []Source{{}},
			Resources: []Need{{Amount: &wild}}, StartOn: day("2026-02-01"), DueOn: day("2026-01-01"), Budget: number("-1"), ExpectedChanges: []ExpectedChange{{}},
		}},
		Comparisons:         []Comparison{{Options: []Option{{}, {Name: "a", Effect: "e", Cost: &wild}, {Name: "a", Effect: "e"}}, Chosen: "b"}, {On: day("2026-01-01"), Reason: "r"}},
		Priorities:          []Priority{{}},
		Tasks:               []Task{{}, {Key: "a", Title: "a", Progress: []TaskProgress{{}}, DroppedOn: day("2026-01-01"), CompletedOn: day("2026-01-01")}, {Key: "a", Title: "b", DroppedBecause: "x", Resources: []Need{{}}}, {Key: "c", Title: "c", DroppedOn: day("2026-01-01")}},
		Expenditures:        []Expenditure{{Amount: wild}},
		Overruns:            []Overrun{{Limit: wild}},
		CompatibilityChecks: []CompatibilityCheck{{On: day("2026-02-01"), Conflicts: []Conflict{{ResolvedOn: day("2026-01-01")}}}},
		Reviews:             []Review{{}}, Consultations: []Consultation{{}}, End: End{Outcome: EndAchieved},
	}
	want := []string{
		"comparisons[0].chosen", "comparisons[0].on", "comparisons[0].options[0].effect", "comparisons[0].options[0].name", "comparisons[0].options[1].cost", "comparisons[0].options[2].name",
		"comparisons[0].reason", "comparisons[1].chosen",
		"compatibility_checks[0].by", "compatibility_checks[0].conflicts[0].resolution", "compatibility_checks[0].conflicts[0].resolved_on", "compatibility_checks[0].conflicts[0].text", "compatibility_checks[0].outcome",
		"consultations[0].on", "consultations[0].views", "consultations[0].with", "end.by", "end.on", "end.outcome",
		"expenditures[0].amount", "expenditures[0].for", "expenditures[0].on", "id", "origin",
		"overruns[0].by", "overruns[0].limit", "overruns[0].on", "overruns[0].reason",
		"priorities[0].on", "priorities[0].rank", "priorities[0].reason", "reviews[0].by", "reviews[0].on", "reviews[0].outcome",
		"revisions[0].budget", "revisions[0].commitments[0].key", "revisions[0].commitments[0].policy", "revisions[0].currency", "revisions[0].due_on", "revisions[0].expected_changes[0].text",
		"revisions[0].number", "revisions[0].resources[0].amount", "revisions[0].resources[0].resource", "revisions[0].resources[0].text",
		"revisions[0].serves[0]", "revisions[0].serves[1]", "revisions[0].serves[3]",
		"tasks[0].key", "tasks[0].title", "tasks[1].dropped_on", "tasks[1].progress[0].note", "tasks[1].progress[0].on", "tasks[2].dropped_on", "tasks[2].key", "tasks[2].resources[0].text", "tasks[3].dropped_because",
		"title",
	}
	assert.Equal(t, want, faultsOf(p.Validate()))
}

// What is written is read back as it was, and what is read is named as in the files.
func TestFilesHoldAll(t *testing.T) {
	type lists struct {
		Objectives []Objective `json:"objectives"`
		Targets    []Target    `json:"targets"`
		Programmes []Programme `json:"programmes"`
	}
	in := good()
	in.Objectives[0].End = End{Outcome: EndWithdrawn, On: day("2026-06-01"), By: "ceo", Reason: "no thefts"}
	want := lists{in.Objectives, in.Targets, in.Programmes}
	node, err := records.Encode(want)
	require.NoError(t, err)
	var got lists
	d := records.NewDecoder()
	d.Decode("file", node, &got)
	require.NoError(t, d.Err())
	again, err := records.Encode(got)
	require.NoError(t, err)
	assert.Equal(t, node, again)
	assert.True(t, got.Objectives[0].Revisions[0].Measure.Value.Equal(*want.Objectives[0].Revisions[0].Measure.Value))
	assert.Equal(t, "1", got.Objectives[0].Revisions[0].Number, "fields of the embedded revision stand beside the others")
}

func TestEnums(t *testing.T) {
	for _, values := range [][]string{
		Outcome("").Values(), Aim("").Values(), ConsiderationKind("").Values(), Kind("").Values(), Level("").Values(), TaskState("").Values(),
	} {
		sorted := slices.Clone(values)
		slices.Sort(sorted)
		assert.Len(t, slices.Compact(sorted), len(values))
		assert.NotContains(t, values, "")
	}
	for _, kind := range ConsiderationKind("").Values() {
		assert.NotEmpty(t, ConsiderationKind(kind).against())
	}
}
