package controls

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// In each state, each step: taken, or refused for which reason.
func TestLife(t *testing.T) {
	procedure := &good().Procedures[0]
	found := Operation{ID: "OP", Title: "seal check", IdentifiedOn: day("2026-01-10")}
	needing := found
	needing.ProcedureNeeded, needing.Procedure = records.Yes, "PR-GATE"
	sensitive := needing
	sensitive.Sensitive = records.Yes
	running := needing
	running.InOperationFrom = day("2026-02-01")
	ended := running
	ended.Until, ended.EndedBecause = day("2026-02-28"), "the gate was closed"
	states := []struct {
		name      string
		operation Operation
	}{{"found", found}, {"needing a procedure", needing}, {"sensitive", sensitive}, {"running", running}, {"ended", ended}}

	d := day("2026-03-10")
	early := day("2026-01-09")
	for _, step := range []struct {
		name string
		take func(Operation) (Operation, error)
		want [5]error // by state; nil: taken
	}{
		{"determine", func(x Operation) (Operation, error) {
			return x.DetermineDocuments(DocumentNeeds{DeterminedOn: d, DeterminedBy: "P", NoneBecause: "one man"})
		}, [5]error{nil, nil, nil, nil, ErrState}},
		{"determine before it was found", func(x Operation) (Operation, error) {
			return x.DetermineDocuments(DocumentNeeds{DeterminedOn: early, DeterminedBy: "P", NoneBecause: "one man"})
		}, [5]error{ErrOrder, ErrOrder, ErrOrder, ErrOrder, ErrOrder}},
		{"determine nothing", func(x Operation) (Operation, error) {
			return x.DetermineDocuments(DocumentNeeds{DeterminedOn: d, DeterminedBy: "P"})
		},
			[5]error{ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete}},
		{"need a procedure", func(x Operation) (Operation, error) { return x.NeedProcedure("PR-OTHER") }, [5]error{nil, nil, nil, nil, ErrState}},
		{"need none", func(x Operation) (Operation, error) { return x.SpareProcedure("nothing can fail") }, [5]error{nil, nil, nil, nil, ErrState}},
		{"need none, without a reason", func(x Operation) (Operation, error) { return x.SpareProcedure(" ") },
			[5]error{ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete}},
		{"approve a method", func(x Operation) (Operation, error) {
			return x.ApproveMethod(Method{Text: "four eyes", ApprovedBy: "P", ApprovedOn: d})
		}, [5]error{nil, nil, nil, nil, ErrState}},
		{"approve it by nobody", func(x Operation) (Operation, error) { return x.ApproveMethod(Method{Text: "four eyes"}) },
			[5]error{ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete}},
		{"start", func(x Operation) (Operation, error) { return x.Start(d, procedure) }, [5]error{ErrIncomplete, nil, ErrState, ErrState, ErrState}},
		{"start without the procedure", func(x Operation) (Operation, error) { return x.Start(d, nil) }, [5]error{ErrIncomplete, ErrNoProcedure, ErrNoProcedure, ErrState, ErrState}},
		{"start with another", func(x Operation) (Operation, error) {
			return x.Start(d, &documents.Procedure{ID: "PR-X", Revisions: procedure.Revisions})
		},
			[5]error{ErrIncomplete, ErrNoProcedure, ErrNoProcedure, ErrState, ErrState}},
		{"start with a draft", func(x Operation) (Operation, error) { return x.Start(d, &documents.Procedure{ID: "PR-GATE"}) },
			[5]error{ErrIncomplete, ErrNoProcedure, ErrNoProcedure, ErrState, ErrState}},
		{"review", func(x Operation) (Operation, error) {
			return x.Review(Review{On: d, By: "P", Outcome: "stays"}, day("2027-03-10"))
		},
			[5]error{nil, nil, nil, nil, ErrState}},
		{"review, the next before this", func(x Operation) (Operation, error) { return x.Review(Review{On: d, By: "P", Outcome: "stays"}, early) },
			[5]error{ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete}},
		{"end", func(x Operation) (Operation, error) { return x.End(d, "done with") }, [5]error{nil, nil, nil, nil, ErrState}},
		{"end before it was found", func(x Operation) (Operation, error) { return x.End(early, "done with") },
			[5]error{ErrOrder, ErrOrder, ErrOrder, ErrOrder, ErrOrder}},
	} {
		for i, state := range states {
			t.Run(state.name+"/"+step.name, func(t *testing.T) {
				next, err := step.take(state.operation)
				if step.want[i] == nil {
					require.NoError(t, err)
					assert.NoError(t, next.Validate(), "a step leaves a valid operation")
					assert.NotEqual(t, state.operation, next)
					return
				}
				require.ErrorIs(t, err, step.want[i])
				var refused *records.StepError
				require.ErrorAs(t, err, &refused)
				assert.Equal(t, state.operation, next, "a refused step changes nothing")
			})
		}
	}
}

func TestStartOnTheFirstDayOfTheProcedure(t *testing.T) {
	procedure := &good().Procedures[0]
	x := Operation{ID: "OP", Title: "seal check", ProcedureNeeded: records.Yes, Procedure: "PR-GATE"}
	_, err := x.Start(day("2025-11-02"), procedure)
	assert.ErrorIs(t, err, ErrNoProcedure)
	started, err := x.Start(day("2025-11-03"), procedure)
	require.NoError(t, err)
	assert.False(t, started.InOperation(on("2025-11-02")))
	assert.True(t, started.InOperation(on("2025-11-03")))

	x.Sensitive = records.Yes
	x, err = x.ApproveMethod(Method{Text: "four eyes", ApprovedBy: "P", ApprovedOn: day("2025-11-05")})
	require.NoError(t, err)
	_, err = x.Start(day("2025-11-04"), procedure)
	assert.ErrorIs(t, err, ErrState, "the method is approved on the day after")
	_, err = x.Start(day("2025-11-05"), procedure)
	assert.NoError(t, err)
}

func TestMethodOfWhatIsNotSensitive(t *testing.T) {
	x := Operation{ID: "OP", Title: "coffee", Sensitive: records.No}
	_, err := x.ApproveMethod(Method{Text: "four eyes", ApprovedBy: "P", ApprovedOn: day(today)})
	assert.ErrorIs(t, err, ErrState)
}

func TestReviewsComeInOrder(t *testing.T) {
	x := good().Operations[0]
	_, err := x.Review(Review{On: day("2026-01-11"), By: "P", Outcome: "stays"}, records.Date{})
	assert.ErrorIs(t, err, ErrOrder)
	next, err := x.Review(Review{On: day("2026-04-02"), By: "P", Outcome: "stays"}, records.Date{})
	require.NoError(t, err)
	assert.Len(t, x.Reviews, 1, "what was given is left as it was")
	assert.Equal(t, day("2026-01-12"), next.LastReviewed(on(today)))
	assert.Equal(t, day("2026-04-02"), next.LastReviewed(on("2026-04-02")))
}

func TestArea(t *testing.T) {
	procedure := &good().Procedures[0]
	a := Area{ID: "AR", Title: "bonded store", Sensitive: records.Yes, AccessProcedure: "PR-GATE", Until: day(today)}
	require.NoError(t, a.Validate())
	assert.False(t, a.Open(procedure, on(today)))
	assert.True(t, a.Open(nil, on(today)))
	assert.True(t, a.Open(procedure, on("2025-11-02")), "the procedure is not in force yet")
	assert.True(t, a.Open(&documents.Procedure{ID: "PR-X", Revisions: procedure.Revisions}, on(today)))
	assert.False(t, a.Open(nil, on("2026-04-01")), "there is no such area any more")
	a.Sensitive = records.No
	assert.False(t, a.Open(nil, on(today)))
	assert.Equal(t, []string{"id", "title", "sensitive", "site", "until"}, paths(Area{Sensitive: "x", Site: " ", From: day("2026-02-01"), Until: day("2026-01-01")}.Validate()))
}

func TestCriterion(t *testing.T) {
	x := good().Operations[0]
	assert.Equal(t, "every seal number is compared", x.Criterion("seals").Text)
	assert.Nil(t, x.Criterion("doors"))
	assert.Nil(t, Operation{Criteria: []Criterion{{}}}.Criterion(""))
}

func TestValidate(t *testing.T) {
	for _, x := range good().Operations {
		assert.NoError(t, x.Validate(), x.ID)
	}
	bad := Operation{
		Locations: []string{" "}, Conditions: []string{""}, Achieves: Achieves{Commitments: []string{""}, Stages: []string{""}},
		Criteria: []Criterion{{Key: "a"}, {Key: "a", Text: "x"}}, Essential: "x", Sensitive: "y", ProcedureNeeded: records.No,
		DocumentNeeds: DocumentNeeds{Documents: []DocumentNeed{{}}, NoneBecause: "x"}, Method: Method{ApprovedBy: "P"},
		IdentifiedOn: day("2026-03-01"), InOperationFrom: day("2026-02-01"), EndedBecause: "x", Reviews: []Review{{}},
	}
	assert.Equal(t, []string{
		"id", "title", "locations[0]", "conditions[0]", "achieves.commitments[0]", "achieves.stages[0]", "criteria[0].text", "criteria[1].key", "essential", "sensitive",
		"no_procedure_because", "document_needs.determined_on", "document_needs.determined_by", "document_needs.documents[0].what", "document_needs.none_because",
		"method.text", "method.approved_on", "in_operation_from", "until", "reviews[0].on", "reviews[0].by", "reviews[0].outcome",
	}, paths(bad.Validate()))
	assert.Equal(t, []string{"procedure_needed", "no_procedure_because"}, paths(Operation{ID: "O", Title: "x", ProcedureNeeded: "x", NoProcedureBecause: "y"}.Validate()))
	assert.Equal(t, []string{"document_needs.none_because"}, paths(Operation{ID: "O", Title: "x", DocumentNeeds: DocumentNeeds{DeterminedOn: day(today), DeterminedBy: "P"}}.Validate()))
	assert.Equal(t, []string{"method.approved_by"}, paths(Operation{ID: "O", Title: "x", Method: Method{Text: "x", ApprovedOn: day(today)}}.Validate()))
}
