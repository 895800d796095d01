package objectives

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

func TestStepsOfAProgramme(t *testing.T) {
	revision := func(n string) ProgrammeRevision {
		return ProgrammeRevision{
			Revision: Revision{Number: n}, Serves: []Purpose{{Objective: "O"}}, DueOn: day("2026-12-31"), ResponsibleRole: "security", Authority: "spends the budget",
			Means: "readers", Budget: number("1"), Currency: "EUR", ExpectedEffect: "fewer thefts",
		}
	}
	weighed := Comparison{
		On: day("2026-02-01"), Chosen: "a", Reason: "cheaper",
		Options: []Option{{Name: "a", Effect: "some", Cost: number("1")}, {Name: "b", Effect: "none", Effort: "none"}},
	}
	inForce := func() Programme {
		p := Programme{
			ID: "P", Title: "gates", Revisions: []ProgrammeRevision{revision("1"), revision("2")}, Comparisons: []Comparison{weighed},
			Tasks: []Task{{Key: "a", Title: "a", DueOn: day("2026-03-01"), CompletedOn: day("2026-03-02")}, {Key: "b", Title: "b", DueOn: day("2026-07-01")}},
		}
		p.Revisions[0].ApprovedBy, p.Revisions[0].ApprovedOn, p.Revisions[0].EffectiveFrom = "ceo", day("2026-01-01"), day("2026-01-01")
		return p
	}
	ended := func(e End) func() Programme {
		return func() Programme {
			p := inForce()
			if e.Outcome == EndCompleted && e.By != "" {
				p.Tasks = p.Tasks[:1]
			}
			p.End = e
			return p
		}
	}
	done := func() Programme {
		p := inForce()
		p.Tasks[1].CompletedOn = day("2026-05-30")
		return p
	}
	table := stepTable[Programme]{
		states: []string{"a draft", "in force", "in force and done", "completed", "withdrawn", "marked without evidence"},
		make: map[string]func() Programme{
			"a draft": func() Programme {
				p := inForce()
				p.Revisions = p.Revisions[1:]
				return p
			},
			"in force": inForce, "in force and done": done,
			"completed":               ended(End{Outcome: EndCompleted, On: day("2026-05-20"), By: "ceo"}),
			"withdrawn":               ended(End{Outcome: EndWithdrawn, On: day("2026-05-20"), By: "ceo", Reason: "too dear"}),
			"marked without evidence": ended(End{Outcome: EndCompleted, On: day("2026-05-20")}),
		},
		steps: []string{"draft", "approve", "compare", "prioritize", "complete a task", "drop a task", "review", "complete", "withdraw"},
		take: map[string]func(*Programme) error{
			"draft": func(p *Programme) error { return p.Draft(revision("3")) },
			"approve": func(p *Programme) error {
				return p.Approve("2", "ceo", day(today), day("2026-07-01"))
			},
			"compare": func(p *Programme) error { return p.Compare(weighed) },
			"prioritize": func(p *Programme) error {
				return p.Prioritize(Priority{Rank: 2, On: day(today), Reason: "theft first"})
			},
			"complete a task": func(p *Programme) error { return p.CompleteTask("b", day(today)) },
			"drop a task":     func(p *Programme) error { return p.DropTask("b", day(today), "no use") },
			"review": func(p *Programme) error {
				v := aReview()
				v.Effective = records.Yes
				return p.Review(v)
			},
			"complete": func(p *Programme) error { return p.Complete("ceo", day(today), "") },
			"withdraw": func(p *Programme) error { return p.Withdraw("ceo", day(today), "too dear") },
		},
		want: map[string][]error{
			"draft":           {nil, nil, nil, ErrState, ErrState, ErrState},
			"approve":         {nil, nil, nil, ErrState, ErrState, ErrState},
			"compare":         {nil, nil, nil, ErrState, ErrState, ErrState},
			"prioritize":      {nil, nil, nil, ErrState, ErrState, ErrState},
			"complete a task": {ErrState, nil, ErrState, ErrState, ErrState, ErrState},
			"drop a task":     {ErrState, nil, ErrState, ErrState, ErrState, ErrState},
			"review":          {ErrState, nil, nil, ErrState, ErrState, ErrState},
			"complete":        {ErrState, ErrIncomplete, nil, ErrState, ErrState, ErrState},
			"withdraw":        {nil, nil, nil, ErrState, ErrState, ErrState},
		},
	}
	table.run(t, func(t *testing.T, after Programme) {
		for _, fault := range records.FaultsOf(after.Validate()) {
			assert.Equal(t, "end.by", fault.Path)
		}
	})

	for _, tt := range []struct {
		name   string
		change func(p *Programme)
		take   func(*Programme) error
		want   error
	}{
		{"rank what was never compared", func(p *Programme) { p.Comparisons = nil }, table.take["prioritize"], ErrOrder},
		{"rank what was compared later", func(p *Programme) { p.Comparisons[0].On = day("2026-06-02") }, table.take["prioritize"], ErrOrder},
		{"rank before the rank it has", func(p *Programme) { p.Priorities = []Priority{{Rank: 1, On: day("2026-06-02"), Reason: "theft"}} }, table.take["prioritize"], ErrOrder},
		{"rank zero", nil, func(p *Programme) error { return p.Prioritize(Priority{On: day(today), Reason: "theft"}) }, ErrIncomplete},
		{"rank without a reason", nil, func(p *Programme) error { return p.Prioritize(Priority{Rank: 1, On: day(today)}) }, ErrIncomplete},
		{"compare one option", nil, func(p *Programme) error {
			c := weighed
			c.Options = c.Options[:1]
			return p.Compare(c)
		}, ErrIncomplete},
		{"compare without a reason", nil, func(p *Programme) error {
			c := weighed
			c.Reason = ""
			return p.Compare(c)
		}, ErrIncomplete},
		{"complete a task that is not there", nil, func(p *Programme) error { return p.CompleteTask("z", day(today)) }, ErrUnknown},
		{"drop a task for no reason", nil, func(p *Programme) error { return p.DropTask("b", day(today), " ") }, ErrIncomplete},
		{"review that leaves open whether it works", nil, func(p *Programme) error { return p.Review(aReview()) }, ErrIncomplete},
		{"complete what was dropped altogether", func(p *Programme) {
			p.Tasks = []Task{{Key: "b", Title: "b", DroppedOn: day("2026-05-01"), DroppedBecause: "no use"}}
		}, table.take["complete"], ErrIncomplete},
		{"complete what has no tasks", func(p *Programme) { p.Tasks = nil }, table.take["complete"], ErrIncomplete},
		{"complete what has no tasks, and say how it shows", func(p *Programme) { p.Tasks = nil }, func(p *Programme) error { return p.Complete("ceo", day(today), "the gate is open") }, nil},
		{"complete, and nobody says so", func(p *Programme) { p.Tasks = p.Tasks[:1] }, func(p *Programme) error { return p.Complete("", day(today), "") }, ErrIncomplete},
		{"approve what serves nothing", func(p *Programme) { p.Revisions[1].Serves = nil }, table.take["approve"], ErrIncomplete},
		{"approve what has no day", func(p *Programme) { p.Revisions[1].DueOn = records.Date{} }, table.take["approve"], ErrIncomplete},
		{"approve what nobody answers for", func(p *Programme) { p.Revisions[1].ResponsibleRole = "" }, table.take["approve"], ErrIncomplete},
		{"approve what gives no authority", func(p *Programme) { p.Revisions[1].Authority = "" }, table.take["approve"], ErrIncomplete},
		{"approve what has neither means nor tasks", func(p *Programme) { p.Revisions[1].Means, p.Tasks = "", nil }, table.take["approve"], ErrIncomplete},
		{"approve what has no budget", func(p *Programme) { p.Revisions[1].Budget = nil }, table.take["approve"], ErrIncomplete},
		{"approve what is to bring nothing", func(p *Programme) { p.Revisions[1].ExpectedEffect = "" }, table.take["approve"], ErrIncomplete},
		{"of the group's programme nothing is asked", func(p *Programme) {
			p.Origin, p.Revisions[1] = "the group", ProgrammeRevision{Revision: Revision{Number: "2"}}
		}, table.take["approve"], nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := inForce()
			if tt.change != nil {
				tt.change(&p)
			}
			assert.ErrorIs(t, tt.take(&p), tt.want)
		})
	}
}

// Whoever closes a programme too early learns what is left to do.
func TestWhyNotCompleted(t *testing.T) {
	p := good().Programmes[0]
	var refused *records.StepError
	require.ErrorAs(t, p.Complete("ceo", day(today), ""), &refused)
	assert.Equal(t, "open tasks on 2026-06-01: 1, the first of them install; complete what is open, or drop it with the reason", refused.Why)
	require.NoError(t, p.CompleteTask("install", day(today)))
	assert.NoError(t, p.Complete("ceo", day(today), ""))
}

func TestStateOfAProgramme(t *testing.T) {
	p := good().Programmes[0]
	p.Tasks[1].CompletedOn = day("2026-05-01")
	require.NoError(t, p.Complete("ceo", day("2026-05-02"), ""))
	state, revision := p.State(clock("2026-05-01T23:59:59Z"))
	assert.Equal(t, records.InForce, state)
	state, _ = p.State(clock("2026-05-02"))
	assert.Equal(t, Completed, state)
	assert.Equal(t, "1", revision.Number)
	assert.Nil(t, p.Current(clock("2026-05-02")))
	assert.False(t, p.InForce(clock("2026-05-02")))
	assert.Equal(t, day("2026-01-15"), p.InForceSince(clock("2026-05-02")))
	ended, found := p.StateOf(clock("2026-05-02"), "1")
	assert.True(t, found)
	assert.Equal(t, Completed, ended)
}
