package objectives

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// The steps below are taken on 2026-06-01. A table says of each state and step what comes of
// it: nil where it is taken, otherwise the reason for which it is refused.
type stepTable[T any] struct {
	states []string
	make   map[string]func() T
	steps  []string
	take   map[string]func(*T) error
	want   map[string][]error // of a step, in the order of the states
}

func (s stepTable[T]) run(t *testing.T, check func(t *testing.T, after T)) {
	for _, step := range s.steps {
		require.Len(t, s.want[step], len(s.states), step)
		for i, state := range s.states {
			t.Run(step+" what is "+state, func(t *testing.T) {
				thing := s.make[state]()
				before, kept := s.make[state](), thing
				err := s.take[step](&thing)
				assert.Equal(t, before, kept, "a copy that somebody kept stays as it was")
				want := s.want[step][i]
				if want == nil {
					require.NoError(t, err)
					assert.NotEqual(t, before, thing, "the step changes something")
					check(t, thing)
					return
				}
				require.ErrorIs(t, err, want)
				var refused *records.StepError
				require.ErrorAs(t, err, &refused)
				assert.Equal(t, before, thing, "a step that is refused changes nothing")
				assert.Contains(t, err.Error(), refused.Record.String())
				assert.NotEmpty(t, refused.Why)
			})
		}
	}
}

func aRevision(number string) ObjectiveRevision {
	return ObjectiveRevision{Revision: Revision{Number: number}, Statement: "thefts are halved", DerivedFrom: []Source{{"POL", "losses"}}, Measure: share(AtLeast, "98", "60")}
}

func objectiveStates() map[string]func() Objective {
	draft := func() Objective {
		return Objective{ID: "O", Title: "fewer thefts", Revisions: []ObjectiveRevision{aRevision("1")}}
	}
	from := func(approvedOn, effective string) func() Objective {
		return func() Objective {
			o := draft()
			o.Revisions[0].ApprovedBy, o.Revisions[0].ApprovedOn, o.Revisions[0].EffectiveFrom = "ceo", day(approvedOn), day(effective)
			o.Revisions = append(o.Revisions, aRevision("2"))
			o.Progress = []Progress{{On: day("2026-05-01"), Value: number("98")}}
			return o
		}
	}
	ended := func(e End) func() Objective {
		return func() Objective {
			o := from("2026-01-01", "2026-01-01")()
			o.End = e
			return o
		}
	}
	return map[string]func() Objective{
		"a draft":                 draft,
		"approved":                from("2026-05-01", "2026-07-01"),
		"in force":                from("2026-01-01", "2026-01-01"),
		"achieved":                ended(End{Outcome: EndAchieved, On: day("2026-05-20"), By: "ceo"}),
		"withdrawn":               ended(End{Outcome: EndWithdrawn, On: day("2026-05-20"), By: "ceo", Reason: "no use"}),
		"withdrawn next month":    ended(End{Outcome: EndWithdrawn, On: day("2026-07-01"), By: "ceo", Reason: "no use"}),
		"marked without evidence": ended(End{Outcome: EndAchieved, On: day("2026-03-01"), By: "ceo"}),
	}
}

func aReview() Review {
	return Review{On: day(today), By: "manager", Consistent: records.Yes, NeedsAmending: records.No, Outcome: "still right"}
}

func TestStepsOfAnObjective(t *testing.T) {
	table := stepTable[Objective]{
		states: []string{"a draft", "approved", "in force", "achieved", "withdrawn", "withdrawn next month", "marked without evidence"},
		make:   objectiveStates(),
		steps:  []string{"draft", "approve", "tell", "report", "review", "achieve", "withdraw"},
		take: map[string]func(*Objective) error{
			"draft": func(o *Objective) error { return o.Draft(aRevision("3")) },
			"approve": func(o *Objective) error {
				return o.Approve(fmt.Sprint(len(o.Revisions)), "ceo", day(today), day("2026-07-01"))
			},
			"tell": func(o *Objective) error {
				return o.Tell(Communication{On: day(today), Means: "talk", Roles: []roleID{"guard"}})
			},
			"report":   func(o *Objective) error { return o.Report(Progress{On: day(today), Value: number("98")}) },
			"review":   func(o *Objective) error { return o.Review(aReview()) },
			"achieve":  func(o *Objective) error { return o.Achieve("ceo", day(today), "") },
			"withdraw": func(o *Objective) error { return o.Withdraw("ceo", day(today), "no use") },
		},
		want: map[string][]error{
			"draft":    {nil, nil, nil, ErrState, ErrState, ErrState, ErrState},
			"approve":  {nil, nil, nil, ErrState, ErrState, ErrState, ErrState},
			"tell":     {ErrState, nil, nil, ErrState, ErrState, ErrState, ErrState},
			"report":   {ErrState, ErrState, nil, ErrState, ErrState, ErrState, ErrState},
			"review":   {ErrState, ErrState, nil, ErrState, ErrState, ErrState, ErrState},
			"achieve":  {ErrState, ErrState, nil, ErrState, ErrState, ErrState, ErrState},
			"withdraw": {nil, nil, nil, ErrState, ErrState, ErrState, ErrState},
		},
	}
	table.run(t, func(t *testing.T, after Objective) { assert.NoError(t, after.Validate()) })
}

// What the life of an objective looks like from outside.
func TestStateOfAnObjective(t *testing.T) {
	states := objectiveStates()
	for _, tt := range []struct {
		name, at string
		want     records.State
		number   string
	}{
		{"a draft", today, records.Draft, "1"},
		{"approved", today, records.Approved, "1"},
		{"approved", "2026-07-01", records.InForce, "1"},
		{"in force", "2025-12-31", records.Draft, "2"},
		{"in force", "2026-01-01", records.InForce, "1"},
		{"achieved", "2026-05-19T23:59:59Z", records.InForce, "1"},
		{"achieved", "2026-05-20", Achieved, "1"},
		{"withdrawn", "2026-05-20", records.Withdrawn, "1"},
		{"withdrawn next month", today, records.InForce, "1"},
		{"marked without evidence", today, records.InForce, "1"},
	} {
		o := states[tt.name]()
		state, revision := o.State(clock(tt.at))
		assert.Equal(t, tt.want, state, "%s on %s", tt.name, tt.at)
		assert.Equal(t, tt.number, revision.Number, tt.name)
		assert.Equal(t, tt.want == records.InForce, o.InForce(clock(tt.at)), tt.name)
	}
	state, revision := Objective{}.State(clock(today))
	assert.Equal(t, records.Draft, state)
	assert.Nil(t, revision)

	amended := states["in force"]()
	require.NoError(t, amended.Approve("2", "ceo", day("2026-04-01"), day("2026-05-01")))
	for number, want := range map[string]records.State{"1": records.Superseded, "2": records.InForce} {
		state, found := amended.StateOf(clock(today), number)
		assert.True(t, found)
		assert.Equal(t, want, state)
	}
	_, found := amended.StateOf(clock(today), "9")
	assert.False(t, found)
	assert.Equal(t, day("2026-01-01"), amended.InForceSince(clock(today)))
}

// Beyond state and step: what each step asks of what it is given.
func TestStepsAskForWhatTheyRestOn(t *testing.T) {
	inForce := objectiveStates()["in force"]
	draft := objectiveStates()["a draft"]
	second := func(change func(v *ObjectiveRevision)) func() Objective {
		return func() Objective {
			o := inForce()
			change(&o.Revisions[1])
			return o
		}
	}
	approve := func(number string, on, from string) func(*Objective) error {
		return func(o *Objective) error { return o.Approve(number, "ceo", day(on), day(from)) }
	}
	review := func(change func(v *Review)) func(*Objective) error {
		return func(o *Objective) error {
			v := aReview()
			change(&v)
			return o.Review(v)
		}
	}
	for _, tt := range []struct {
		name string
		of   func() Objective
		take func(*Objective) error
		want error
	}{
		{"a draft without a number", draft, func(o *Objective) error { return o.Draft(aRevision(" ")) }, ErrIncomplete},
		{"a draft with a number that is taken", draft, func(o *Objective) error { return o.Draft(aRevision("1")) }, ErrUnknown},
		{"a draft that comes with an approval", draft, func(o *Objective) error {
			v := aRevision("3")
			v.ApprovedBy = "ceo"
			return o.Draft(v)
		}, ErrState},
		{"approve what is not there", draft, approve("9", today, today), ErrUnknown},
		{"approve twice", inForce, approve("1", today, today), ErrState},
		{"approve on no day", draft, approve("1", "", today), ErrIncomplete},
		{"approve from no day", draft, approve("1", today, ""), ErrIncomplete},
		{"approve by nobody", draft, func(o *Objective) error { return o.Approve("1", "", day(today), day(today)) }, ErrIncomplete},
		{"approve before the revision in force was", inForce, approve("2", "2025-12-31", today), ErrOrder},
		{"take effect before the revision in force did", inForce, approve("2", today, "2025-12-31"), ErrOrder},
		{"approve what says nothing", second(func(v *ObjectiveRevision) { v.Statement = "" }), approve("2", today, today), ErrIncomplete},
		{"approve what grows out of nothing", second(func(v *ObjectiveRevision) { v.DerivedFrom = nil }), approve("2", today, today), ErrIncomplete},
		{"approve what has no figures", second(func(v *ObjectiveRevision) { v.Measure = Measure{} }), approve("2", today, today), ErrIncomplete},
		{"approve what has no figures, for a reason", second(func(v *ObjectiveRevision) { v.Measure, v.ReasonNotQuantified = Measure{}, "trust has no unit" }), approve("2", today, today), nil},
		{"approve what asks for less", second(func(v *ObjectiveRevision) { v.Measure.Value = number("97") }), approve("2", today, today), ErrIncomplete},
		{"approve what asks for less, for a reason", second(func(v *ObjectiveRevision) { v.Measure.Value, v.ReasonLessDemanding = number("97"), "a new gate" }), approve("2", today, today), nil},
		{"tell of what is not there", inForce, func(o *Objective) error {
			return o.Tell(Communication{On: day(today), Means: "talk", Revision: "9", Roles: []roleID{"guard"}})
		}, ErrUnknown},
		{"tell of a draft", inForce, func(o *Objective) error {
			return o.Tell(Communication{On: day(today), Means: "talk", Revision: "2", Roles: []roleID{"guard"}})
		}, ErrState},
		{"tell nobody", inForce, func(o *Objective) error { return o.Tell(Communication{On: day(today), Means: "talk"}) }, ErrIncomplete},
		{"tell in no way", inForce, func(o *Objective) error { return o.Tell(Communication{On: day(today), Roles: []roleID{"guard"}}) }, ErrIncomplete},
		{"report nothing", inForce, func(o *Objective) error { return o.Report(Progress{On: day(today)}) }, ErrIncomplete},
		{"report a note", inForce, func(o *Objective) error { return o.Report(Progress{On: day(today), Note: "on its way"}) }, nil},
		{"report on no day", inForce, func(o *Objective) error { return o.Report(Progress{Note: "on its way"}) }, ErrIncomplete},
		{"report from before it was in force", inForce, func(o *Objective) error { return o.Report(Progress{On: day("2025-12-31"), Note: "?"}) }, ErrState},
		{"report a figure of nothing", func() Objective {
			o := inForce()
			o.Revisions[0].Measure = Measure{}
			return o
		}, func(o *Objective) error { return o.Report(Progress{On: day(today), Value: number("1")}) }, ErrIncomplete},
		{"review by nobody", inForce, review(func(v *Review) { v.By = "" }), ErrIncomplete},
		{"review that finds nothing", inForce, review(func(v *Review) { v.Outcome = "" }), ErrIncomplete},
		{"review that leaves open whether it agrees", inForce, review(func(v *Review) { v.Consistent = "" }), ErrIncomplete},
		{"review that leaves open whether it has to change", inForce, review(func(v *Review) { v.NeedsAmending = "" }), ErrIncomplete},
		{"review that sets no day for the change", inForce, review(func(v *Review) { v.NeedsAmending = records.Yes }), ErrIncomplete},
		{"review that sets a day gone by", inForce, review(func(v *Review) { v.NeedsAmending, v.AmendBy = records.Yes, day("2026-05-31") }), ErrOrder},
		{"review that sets a day", inForce, review(func(v *Review) { v.NeedsAmending, v.AmendBy = records.Yes, day(today) }), nil},
		{"achieved, and nobody says so", inForce, func(o *Objective) error { return o.Achieve("", day(today), "") }, ErrIncomplete},
		{"achieved before it was measured", inForce, func(o *Objective) error { return o.Achieve("ceo", day("2026-04-30"), "") }, ErrIncomplete},
		{"achieved by the figure of that day", inForce, func(o *Objective) error { return o.Achieve("ceo", day("2026-05-01"), "") }, nil},
		{"a figure that falls short", func() Objective {
			o := inForce()
			o.Progress[0].Value = number("97.9")
			return o
		}, func(o *Objective) error { return o.Achieve("ceo", day(today), "it is near enough") }, ErrIncomplete},
		{"a limit that has not run to its end", func() Objective {
			o := inForce()
			o.Revisions[0].Measure, o.Revisions[0].DueOn = total(AtMost, "100"), day("2026-12-31")
			return o
		}, func(o *Objective) error { return o.Achieve("ceo", day(today), "") }, ErrIncomplete},
		{"a limit without an end", func() Objective {
			o := inForce()
			o.Revisions[0].Measure = total(AtMost, "100")
			return o
		}, func(o *Objective) error { return o.Achieve("ceo", day(today), "") }, ErrIncomplete},
		{"no figures, and it is not said how it shows", func() Objective {
			o := inForce()
			o.Revisions[0].Measure = Measure{}
			return o
		}, func(o *Objective) error { return o.Achieve("ceo", day(today), "") }, ErrIncomplete},
		{"no figures, and it is said how it shows", func() Objective {
			o := inForce()
			o.Revisions[0].Measure = Measure{}
			return o
		}, func(o *Objective) error { return o.Achieve("ceo", day(today), "the new gate is open") }, nil},
		{"withdrawn for no reason", inForce, func(o *Objective) error { return o.Withdraw("ceo", day(today), " ") }, ErrIncomplete},
		{"withdrawn by nobody", inForce, func(o *Objective) error { return o.Withdraw("", day(today), "no use") }, ErrIncomplete},
		{"withdrawn before it was approved", inForce, func(o *Objective) error { return o.Withdraw("ceo", day("2025-12-31"), "no use") }, ErrOrder},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := tt.of()
			err := tt.take(&o)
			if tt.want == nil {
				assert.NoError(t, err)
				return
			}
			assert.ErrorIs(t, err, tt.want)
			assert.Equal(t, tt.of(), o)
		})
	}
}

func TestStepErrorSaysWhat(t *testing.T) {
	o := objectiveStates()["in force"]()
	o.Progress[0].Value = number("97.9")
	err := o.Achieve("ceo", day(today), "")
	assert.EqualError(t, err, `objective O cannot take the step "achieve": at least 98 per cent is aimed at, and the figure of 2026-05-01 is 97.9`)
	var refused *records.StepError
	require.True(t, errors.As(err, &refused))
	assert.Equal(t, string(records.InForce), refused.State)
	assert.Equal(t, StepAchieve, refused.Step)
}

// Whoever closes a target too early learns what stands against it.
func TestWhyNotAchieved(t *testing.T) {
	limit := func(value, due string) Target {
		target := measuredTarget(total(AtMost, "6"), "2026-05-01", value)
		target.Revisions[0].DueOn = day(due)
		return target
	}
	for want, target := range map[string]Target{
		"nothing was measured up to 2026-06-01 that could show it":                            measuredTarget(share(AtLeast, "98", "60")),
		"at least 98 per cent is aimed at, and the figure of 2026-05-01 is 97":                measuredTarget(share(AtLeast, "98", "60"), "2026-05-01", "97"),
		"at most 6 thefts is aimed at, and the figure of 2026-05-01 is 7":                     limit("7", "2026-12-31"),
		"at most 6 thefts has to be kept until 2026-12-31, and is counted only to 2026-05-01": limit("5", "2026-12-31"),
		"at most 6 thefts can be kept only until a day, and none is set by which it is due":   limit("5", ""),
	} {
		var refused *records.StepError
		require.ErrorAs(t, target.Achieve("ceo", day(today), "good enough"), &refused)
		assert.Equal(t, want, refused.Why)
	}
}

func TestStepsOfATarget(t *testing.T) {
	revision := func(n string) TargetRevision {
		return TargetRevision{Revision: Revision{Number: n}, Statement: "seals", Measure: share(AtLeast, "98", "60"), DueOn: day("2026-12-31")}
	}
	inForce := func() Target {
		t := Target{ID: "T", Title: "seals", Objective: "O", Revisions: []TargetRevision{revision("1"), revision("2")}, Progress: []Progress{{On: day("2026-05-01"), Value: number("98")}}}
		t.Revisions[0].ApprovedBy, t.Revisions[0].ApprovedOn, t.Revisions[0].EffectiveFrom = "ceo", day("2026-01-01"), day("2026-01-01")
		return t
	}
	table := stepTable[Target]{
		states: []string{"a draft", "in force", "achieved"},
		make: map[string]func() Target{
			"a draft": func() Target {
				return Target{ID: "T", Title: "seals", Objective: "O", Revisions: []TargetRevision{revision("1")}}
			},
			"in force": inForce,
			"achieved": func() Target {
				t := inForce()
				t.End = End{Outcome: EndAchieved, On: day("2026-05-20"), By: "ceo"}
				return t
			},
		},
		steps: []string{"draft", "approve", "tell", "report", "review", "achieve", "withdraw"},
		take: map[string]func(*Target) error{
			"draft": func(t *Target) error { return t.Draft(revision("3")) },
			"approve": func(t *Target) error {
				return t.Approve(fmt.Sprint(len(t.Revisions)), "ceo", day(today), day("2026-07-01"))
			},
			"tell": func(t *Target) error {
				return t.Tell(Communication{On: day(today), Means: "talk", Roles: []roleID{"guard"}})
			},
			"report":   func(t *Target) error { return t.Report(Progress{On: day(today), Value: number("98")}) },
			"review":   func(t *Target) error { return t.Review(aReview()) },
			"achieve":  func(t *Target) error { return t.Achieve("ceo", day(today), "") },
			"withdraw": func(t *Target) error { return t.Withdraw("ceo", day(today), "no use") },
		},
		want: map[string][]error{
			"draft":    {nil, nil, ErrState},
			"approve":  {nil, nil, ErrState},
			"tell":     {ErrState, nil, ErrState},
			"report":   {ErrState, nil, ErrState},
			"review":   {ErrState, nil, ErrState},
			"achieve":  {ErrState, nil, ErrState},
			"withdraw": {nil, nil, ErrState},
		},
	}
	table.run(t, func(t *testing.T, after Target) { assert.NoError(t, after.Validate()) })
	for name, change := range map[string]func(t *Target){
		"without an objective": func(t *Target) { t.Objective = "" },
		"without a statement":  func(t *Target) { t.Revisions[1].Statement = "" },
		"without a day":        func(t *Target) { t.Revisions[1].DueOn = records.Date{} },
		"without a value":      func(t *Target) { t.Revisions[1].Measure.Value = nil },
	} {
		target := inForce()
		change(&target)
		assert.ErrorIs(t, target.Approve("2", "ceo", day(today), day(today)), ErrIncomplete, name)
	}
	excused := inForce()
	excused.Revisions[1].DueOn, excused.Revisions[1].ReasonNotPracticable = records.Date{}, "it hangs on the port authority"
	assert.NoError(t, excused.Approve("2", "ceo", day(today), day(today)))
	superseded, found := excused.StateOf(clock(today), "1")
	assert.True(t, found)
	assert.Equal(t, records.Superseded, superseded)
	assert.Equal(t, day("2026-01-01"), excused.InForceSince(clock(today)))
	state, now := excused.State(clock(today))
	assert.Equal(t, records.InForce, state)
	assert.Equal(t, "2", now.Number)
}
