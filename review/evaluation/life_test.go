package evaluation

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/records"
)

func planned() Evaluation {
	return Evaluation{
		ID: "E", Title: "review", Method: Review, DueOn: day("2026-03-31"),
		Judged: []Judged{{Subject: Subject{Procedure: "gate"}}, {Subject: Subject{Plan: "intrusion"}}},
	}
}

func completion() Completion {
	return Completion{
		On: day("2026-03-10"), By: "head", Record: log, Conclusion: "fit but for the gate",
		Judged: []Judged{
			{Subject: Subject{Procedure: "gate"}, Outcome: Revise, Reason: "no scanner in it", ReviseBy: day("2026-05-01")},
			{Subject: Subject{Plan: "intrusion"}, Outcome: Keep},
		},
		Changes: []Change{{Key: "scanner", What: "a second scanner"}},
	}
}

// Each step in each state: taken, or refused for which reason.
func TestEvaluationLife(t *testing.T) {
	gate := procedure("gate")
	must := func(e Evaluation, err error) Evaluation {
		t.Helper()
		require.NoError(t, err)
		return e
	}
	complete := func(e Evaluation) (Evaluation, error) { return e.Complete(completion()) }
	callOff := func(e Evaluation) (Evaluation, error) { return e.CallOff(day("2026-03-01"), "no time") }
	decide := func(e Evaluation) (Evaluation, error) { return e.Decide("scanner", records.Yes, "", "gate") }
	reflect := func(e Evaluation) (Evaluation, error) { return e.Reflect("scanner", gate, "1") }
	revise := func(e Evaluation) (Evaluation, error) {
		return e.Revise(Subject{Procedure: "gate"}, Revised{On: day("2026-04-01"), By: "head", Revision: "2", What: "scanner added"})
	}
	states := map[string]Evaluation{
		"planned":    planned(),
		"completed":  must(complete(planned())),
		"called off": must(callOff(planned())),
		"decided":    must(decide(must(complete(planned())))),
		"revised":    must(revise(must(complete(planned())))),
	}
	for _, tt := range []struct {
		name string
		step func(e Evaluation) (Evaluation, error)
		want map[string]error
	}{
		{"complete", complete, map[string]error{"completed": ErrState, "called off": ErrState, "decided": ErrState, "revised": ErrState}},
		{"call off", callOff, map[string]error{"completed": ErrState, "called off": ErrState, "decided": ErrState, "revised": ErrState}},
		{"decide", decide, map[string]error{"planned": ErrState, "called off": ErrState}},
		{"reflect", reflect, map[string]error{"planned": ErrState, "called off": ErrState, "completed": ErrUnknown, "revised": ErrUnknown}},
		{"revise", revise, map[string]error{"planned": ErrState, "called off": ErrState, "revised": ErrState}},
		{"decide about another change", func(e Evaluation) (Evaluation, error) { return e.Decide("sign", records.No, "") }, map[string]error{"planned": ErrState, "called off": ErrState, "completed": ErrUnknown, "decided": ErrUnknown, "revised": ErrUnknown}},
		{"reflect by no revision", func(e Evaluation) (Evaluation, error) { return e.Reflect("scanner", gate, "9") }, map[string]error{"planned": ErrState, "called off": ErrState, "completed": ErrUnknown, "decided": ErrUnknown, "revised": ErrUnknown}},
		{"revise what is kept", func(e Evaluation) (Evaluation, error) {
			return e.Revise(Subject{Plan: "intrusion"}, Revised{On: day("2026-04-01"), By: "head", What: "x"})
		}, map[string]error{"planned": ErrState, "called off": ErrState, "completed": ErrState, "decided": ErrState, "revised": ErrState}},
		{"revise what was not judged", func(e Evaluation) (Evaluation, error) {
			return e.Revise(Subject{Procedure: "keys"}, Revised{On: day("2026-04-01"), By: "head", What: "x"})
		}, map[string]error{"planned": ErrState, "called off": ErrState, "completed": ErrUnknown, "decided": ErrUnknown, "revised": ErrUnknown}},
		{"revise before it was judged", func(e Evaluation) (Evaluation, error) {
			return e.Revise(Subject{Procedure: "gate"}, Revised{On: day("2026-03-09"), By: "head", What: "x"})
		}, map[string]error{"planned": ErrState, "called off": ErrState, "completed": ErrOrder, "decided": ErrOrder, "revised": ErrState}},
	} {
		for name, e := range states {
			t.Run(tt.name+"/"+name, func(t *testing.T) {
				got, err := tt.step(e)
				if want := tt.want[name]; want != nil {
					var step *records.StepError
					require.ErrorAs(t, err, &step)
					require.ErrorIs(t, err, want)
					assert.Equal(t, e, got, "a refused step changes nothing")
					return
				}
				require.NoError(t, err)
				require.NoError(t, got.Validate())
			})
		}
	}
	assert.Equal(t, records.Answer(""), states["completed"].Changes[0].Significant, "a step changes what it returns, not what it was given")
	assert.Len(t, states["completed"].Pending(clock("2026-06-01")), 1)
	assert.Len(t, states["revised"].Pending(clock("2026-03-31")), 1)
	assert.Empty(t, states["revised"].Pending(clock("2026-04-01")))
	assert.Empty(t, states["completed"].Pending(clock("2026-03-09")))
	assert.Equal(t, Planned, states["completed"].State(clock("2026-03-09")))
	assert.Equal(t, Completed, states["completed"].State(clock("2026-03-10")))
	assert.Equal(t, CalledOff, states["called off"].State(clock("2026-03-01")))
	assert.True(t, planned().Late(clock("2026-04-01")))
	assert.False(t, planned().Late(clock("2026-03-31")))
	assert.False(t, states["called off"].Late(clock("2026-04-01")))
}

func TestIncompleteSteps(t *testing.T) {
	incomplete := func(want []string, _ Evaluation, err error) {
		t.Helper()
		var step *records.StepError
		require.ErrorAs(t, err, &step)
		require.ErrorIs(t, err, ErrIncomplete)
		var got []string
		for _, fault := range records.FaultsOf(step.Faults) {
			got = append(got, fault.Path)
		}
		assert.Equal(t, want, got)
	}
	e, err := planned().Complete(Completion{})
	incomplete([]string{"on", "by", "judged[0].outcome", "judged[1].outcome", "record"}, e, err)
	c := completion()
	c.Judged = []Judged{}
	e, err = planned().Complete(c)
	incomplete([]string{"judged"}, e, err)
	e, err = planned().CallOff(day(""), " ")
	incomplete([]string{"on", "because"}, e, err)
	done, err := planned().Complete(completion())
	require.NoError(t, err)
	e, err = done.Decide("scanner", records.Yes, "")
	incomplete([]string{"procedures"}, e, err)
	e, err = done.Decide("scanner", "", "")
	incomplete([]string{"significant"}, e, err)
	e, err = done.Decide("scanner", records.Yes, "the plan says it", "gate")
	incomplete([]string{"changes[0].none_concerned"}, e, err)
	e, err = done.Revise(Subject{Procedure: "gate"}, Revised{})
	incomplete([]string{"on", "by", "what"}, e, err)
}

func TestValidate(t *testing.T) {
	for _, tt := range []struct {
		name   string
		entity interface{ Validate() error }
		want   []string
	}{
		{"an empty evaluation", Evaluation{}, []string{"id", "title", "method"}},
		{"a report and an exercise of nothing", Evaluation{ID: "E", Title: "e", Method: PostIncident, Kind: "law"}, []string{"kind", "incident"}},
		{"an exercise of nothing", Evaluation{ID: "E", Title: "e", Method: Exercise, Lessons: []string{""}, CalledOffOn: day("2026-01-01")}, []string{"drill", "lessons[0]", "called_off_because"}},
		{"completed and called off", Evaluation{ID: "E", Title: "e", Method: Test, On: day("2026-01-01"), CalledOffOn: day("2026-01-01"), CalledOffBecause: "x"}, []string{"called_off_on"}},
		{"completed, and silent", Evaluation{ID: "E", Title: "e", Method: Review, On: day("2026-01-01"), Judged: []Judged{
			{Subject: Subject{Plan: "P"}}, {Subject: Subject{Requirement: "L"}},
		}}, []string{"by", "judged[0].outcome", "judged[1].complies"}},
		{"judged wrongly", Evaluation{ID: "E", Title: "e", Method: Review, Judged: []Judged{
			{}, {Subject: Subject{Plan: "P", Policy: "X"}, Outcome: "burn"}, {Subject: Subject{Requirement: "L"}, Outcome: Keep, Complies: records.No},
			{Subject: Subject{Requirement: "L"}, Complies: records.Yes}, {Subject: Subject{Procedure: "G"}, Outcome: Keep, Revised: Revised{What: "x"}},
		}}, []string{"judged[0]", "judged[1]", "judged[1].outcome", "judged[2].reason", "judged[2].outcome", "judged[3]", "judged[4].revised.on", "judged[4].revised.by", "judged[4].revised"}},
		{"changes", Evaluation{ID: "E", Title: "e", Method: Review, Changes: []Change{
			{Significant: "perhaps"}, {Key: "K", What: "w", Of: Subject{Policy: "X"}}, {Key: "K", What: "w", Procedures: []change.Reflection{{}, {Procedure: "G"}, {Procedure: "G"}}, NoneConcerned: "x"},
		}}, []string{"changes[0].key", "changes[0].what", "changes[0].significant", "changes[1].of", "changes[2].key", "changes[2].procedures[0].procedure", "changes[2].procedures[2].procedure", "changes[2].none_concerned"}},
		{"an empty capability", Capability{Testable: "x"}, []string{"id", "title", "testable"}},
		{"an empty cycle", Cycle{}, []string{"id", "subjects", "interval", "approved_by", "approved_on"}},
		{"a cycle of anything", Cycle{ID: "C", Subjects: []Subject{{Plan: "P"}, {Plan: "P"}, {}}, All: []Sort{"all"}, Interval: records.Months(1), ApprovedBy: "P", ApprovedOn: day("2026-01-01")}, []string{"subjects[1]", "subjects[2]", "all[0]"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var paths []string
			for _, fault := range records.FaultsOf(tt.entity.Validate()) {
				paths = append(paths, fault.Path)
			}
			assert.Equal(t, tt.want, paths)
		})
	}
}

// What is written to a file is read back as it was.
func TestFiles(t *testing.T) {
	good := good()
	in := struct {
		Evaluations  []Evaluation `json:"evaluations"`
		Capabilities []Capability `json:"capabilities"`
		Cycles       []Cycle      `json:"evaluation_cycles"`
	}{good.Evaluations, good.Capabilities, good.Cycles}
	node, err := records.Encode(in)
	require.NoError(t, err)
	data, err := records.JSON.Format(node)
	require.NoError(t, err)
	back := in
	back.Evaluations, back.Capabilities, back.Cycles = nil, nil, nil
	require.NoError(t, records.ReadFile("evaluation.json", data, &back))
	assert.Equal(t, in, back)
}
