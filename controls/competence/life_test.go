package competence

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// sound is the result of a step that has to be taken.
func sound[T any](then T, err error) T {
	if err != nil {
		panic(err)
	}
	return then
}

var folder = Record{Location: "folder"}

// Each step in each state: taken, or refused for which reason.
func TestTrainingLife(t *testing.T) {
	planned := func() Training {
		return Training{
			ID: "T", Title: "vehicle search", Kind: Course, Competences: []records.ID[Competence]{"search"}, Topics: []Topic{OwnRole},
			Participants: []Participant{{Person: "ana"}, {Person: "bo"}}, DueOn: day("2026-03-31"),
			Moves: []Move{{On: day("2026-03-01"), To: day("2026-05-31"), Reason: "the trainer is ill"}},
		}
	}
	results := []Participant{{"ana", Passed}, {"bo", Failed}, {"cy", Absent}}
	held := func() Training { return sound(planned().Complete(day("2026-05-10"), results, folder)) }
	evaluated := func() Training {
		return sound(held().Evaluate(Evaluation{On: day("2026-06-10"), By: "dee", Effective: records.Yes}))
	}
	calledOff := func() Training { return sound(planned().CallOff(day("2026-05-01"), "nobody came")) }
	states := []struct {
		name string
		make func() Training
	}{{"planned", planned}, {"held", held}, {"evaluated", evaluated}, {"called off", calledOff}}
	type step func(x Training) (Training, error)
	move := func(on, to, reason string) step {
		return func(x Training) (Training, error) { return x.Move(Move{On: day(on), To: day(to), Reason: reason}) }
	}
	complete := func(on string, results []Participant, record Record) step {
		return func(x Training) (Training, error) { return x.Complete(day(on), results, record) }
	}
	evaluate := func(on string) step {
		return func(x Training) (Training, error) {
			return x.Evaluate(Evaluation{On: day(on), By: "dee", Effective: records.No})
		}
	}
	for _, tt := range []struct {
		name string
		step step
		want []error // by state
	}{
		{"enrol", func(x Training) (Training, error) { return x.Enrol("dee", "eve") }, []error{nil, ErrState, ErrState, ErrState}},
		{"enrol somebody twice", func(x Training) (Training, error) { return x.Enrol("dee", "ana") }, []error{ErrUnknown, ErrState, ErrState, ErrState}},
		{"enrol nobody in particular", func(x Training) (Training, error) { return x.Enrol("") }, []error{ErrIncomplete, ErrState, ErrState, ErrState}},
		{"move", move("2026-05-02", "2026-06-30", "no room"), []error{nil, ErrState, ErrState, ErrState}},
		{"move without a reason", move("2026-05-02", "2026-06-30", ""), []error{ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete}},
		{"move before it was moved last", move("2026-02-28", "2026-06-30", "no room"), []error{ErrOrder, ErrState, ErrState, ErrState}},
		{"complete", complete("2026-05-10", results, folder), []error{nil, ErrState, ErrState, ErrState}},
		{"complete without a record", complete("2026-05-10", results, Record{}), []error{ErrIncomplete, ErrState, ErrState, ErrState}},
		{"complete with one result missing", complete("2026-05-10", results[:1], folder), []error{ErrIncomplete, ErrState, ErrState, ErrState}},
		{"complete with a result twice", complete("2026-05-10", append(results, results[0]), folder), []error{ErrIncomplete, ErrState, ErrState, ErrState}},
		{"complete on no day", complete("", results, folder), []error{ErrIncomplete, ErrState, ErrState, ErrState}},
		{"call off", func(x Training) (Training, error) { return x.CallOff(day("2026-05-01"), "nobody came") }, []error{nil, ErrState, ErrState, ErrState}},
		{"call off without a reason", func(x Training) (Training, error) { return x.CallOff(day("2026-05-01"), " ") }, []error{ErrIncomplete, ErrState, ErrState, ErrState}},
		{"evaluate", evaluate("2026-07-01"), []error{ErrState, nil, nil, ErrState}},
		{"evaluate before the last evaluation", evaluate("2026-06-09"), []error{ErrState, nil, ErrOrder, ErrState}},
		{"evaluate before it was held", evaluate("2026-05-09"), []error{ErrState, ErrOrder, ErrOrder, ErrState}},
		{"evaluate on no day", evaluate(""), []error{ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete}},
	} {
		require.Len(t, tt.want, len(states))
		for i, state := range states {
			t.Run(tt.name+"/"+state.name, func(t *testing.T) {
				x, before := state.make(), state.make()
				then, err := tt.step(x)
				assert.Equal(t, before, x, "the one from before stays as it was")
				if tt.want[i] == nil {
					require.NoError(t, err)
					assert.NotEqual(t, before, then)
					assert.NoError(t, then.Validate())
					return
				}
				require.ErrorIs(t, err, tt.want[i])
				step := new(records.StepError)
				require.ErrorAs(t, err, &step)
				assert.Equal(t, x.Ref(), step.Record)
				assert.Equal(t, before, then, "refused, and unchanged")
			})
		}
	}
	search := Competence{ID: "search", Title: "searching", Lasts: records.Months(12)}
	for _, state := range states {
		t.Run("fruits/"+state.name, func(t *testing.T) {
			wasHeld := state.name == "held" || state.name == "evaluated"
			q, err := state.make().Qualify("Q", "ana", search)
			a, err2 := state.make().Inform("A", day("2027-01-01"))
			if !wasHeld {
				assert.ErrorIs(t, err, ErrState)
				assert.ErrorIs(t, err2, ErrState)
				assert.Zero(t, q)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, Qualification{ID: "Q", Person: "ana", Competence: "search", Basis: Trained, From: day("2026-05-10"), ValidUntil: day("2027-05-10"), Training: "T", Record: folder}, q)
			assert.NoError(t, q.Validate())
			require.NoError(t, err2)
			assert.Equal(t, Awareness{ID: "A", Topics: []Topic{OwnRole}, Persons: []personID{"ana", "bo"}, On: day("2026-05-10"), ValidUntil: day("2027-01-01"), Means: "course", Training: "T", Record: folder}, a)
			for _, tt := range []struct {
				person     personID
				competence records.ID[Competence]
				want       error
			}{{"bo", "search", ErrState}, {"cy", "search", ErrState}, {"zoe", "search", ErrUnknown}, {"ana", "x-ray", ErrUnknown}} {
				_, err := state.make().Qualify("Q", tt.person, Competence{ID: tt.competence})
				assert.ErrorIs(t, err, tt.want, "%s in %s", tt.person, tt.competence)
			}
		})
	}
	nobody := held()
	nobody.Participants = []Participant{{"ana", Absent}}
	_, err := nobody.Inform("A", day(""))
	assert.ErrorIs(t, err, ErrIncomplete, "an awareness entry of nobody")
}

func TestQualificationAndClearanceLife(t *testing.T) {
	valid := func() Qualification {
		return Qualification{ID: "Q", Person: "ana", Competence: "search", Basis: Education, From: day("2026-01-01"), ValidUntil: day("2026-12-31"), Training: "T", Record: folder}
	}
	taken := func() Qualification { return sound(valid().Withdraw(day("2026-06-01"), "lost the licence")) }
	cleared := func() Clearance {
		return Clearance{ID: "C", Person: "ana", Grade: "basic", Issuer: "ministry", From: day("2026-01-01"), ValidUntil: day("2026-12-31")}
	}
	clearanceTaken := func() Clearance { return sound(cleared().Withdraw(day("2026-06-01"), "debts")) }
	for _, tt := range []struct {
		name                     string
		from, until              string
		record                   Record
		whenValid, whenWithdrawn error
	}{
		{"renew", "2027-01-01", "2027-12-31", folder, nil, ErrState},
		{"renew early", "2026-11-15", "2027-12-31", folder, nil, ErrState},
		{"renew without end", "2027-01-01", "", folder, nil, ErrState},
		{"renew from its own first day", "2026-01-01", "2027-12-31", folder, ErrOrder, ErrState},
		{"renew until before it begins", "2027-01-01", "2026-12-31", folder, ErrIncomplete, ErrState},
		{"renew without a record", "2027-01-01", "2027-12-31", Record{}, ErrIncomplete, ErrState},
	} {
		t.Run(tt.name, func(t *testing.T) {
			check := func(err, want error, zero any, next any) {
				t.Helper()
				if want == nil {
					require.NoError(t, err)
					return
				}
				require.ErrorIs(t, err, want)
				require.ErrorAs(t, err, new(*records.StepError))
				assert.Equal(t, zero, next)
			}
			q, err := valid().Renew("Q2", day(tt.from), day(tt.until), tt.record)
			check(err, tt.whenValid, Qualification{}, q)
			if err == nil {
				assert.Equal(t, Qualification{ID: "Q2", Person: "ana", Competence: "search", Basis: Education, From: day(tt.from), ValidUntil: day(tt.until), Replaces: "Q", Record: tt.record}, q)
			}
			q, err = taken().Renew("Q2", day(tt.from), day(tt.until), tt.record)
			check(err, tt.whenWithdrawn, Qualification{}, q)
			c, err := cleared().Renew("C2", day(tt.from), day(tt.until), tt.record)
			check(err, tt.whenValid, Clearance{}, c)
			c, err = clearanceTaken().Renew("C2", day(tt.from), day(tt.until), tt.record)
			check(err, tt.whenWithdrawn, Clearance{}, c)
		})
	}
	for _, tt := range []struct {
		name, on, because        string
		whenValid, whenWithdrawn error
	}{
		{"withdraw", "2026-06-01", "lost", nil, ErrState},
		{"withdraw on its first day", "2026-01-01", "lost", nil, ErrState},
		{"withdraw before its first day", "2025-12-31", "lost", ErrOrder, ErrState},
		{"withdraw after its last day", "2027-01-01", "lost", ErrState, ErrState},
		{"withdraw without a reason", "2026-06-01", "", ErrIncomplete, ErrIncomplete},
		{"withdraw on no day", "", "lost", ErrIncomplete, ErrIncomplete},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q, err := valid().Withdraw(day(tt.on), tt.because)
			if tt.whenValid == nil {
				require.NoError(t, err)
				assert.False(t, q.Holds(records.At(day(tt.on).Start())))
				assert.NoError(t, q.Validate())
			} else {
				assert.ErrorIs(t, err, tt.whenValid)
				assert.Equal(t, valid(), q)
			}
			_, err = taken().Withdraw(day(tt.on), tt.because)
			assert.ErrorIs(t, err, tt.whenWithdrawn)
			c, err := cleared().Withdraw(day(tt.on), tt.because)
			if tt.whenValid == nil {
				require.NoError(t, err)
				assert.False(t, c.Holds(records.At(day(tt.on).Start())))
			} else {
				assert.ErrorIs(t, err, tt.whenValid)
			}
			_, err = clearanceTaken().Withdraw(day(tt.on), tt.because)
			assert.ErrorIs(t, err, tt.whenWithdrawn)
		})
	}
}

func TestStepErrors(t *testing.T) {
	_, err := (Training{ID: "T", CompletedOn: day("2026-05-10")}).Enrol("ana")
	assert.EqualError(t, err, `training T cannot take the step "enrol": it was held on 2026-05-10`)
	_, err = (Training{ID: "T", Title: "search", Kind: Course, Topics: []Topic{OwnRole}, Participants: []Participant{{Person: "ana"}}}).Complete(day(""), nil, Record{})
	var fields []string
	for _, fault := range records.FaultsOf(err) {
		fields = append(fields, fault.Path)
	}
	assert.Equal(t, []string{"completed_on", "record", "participants"}, fields)
}

func TestTrainingOverTime(t *testing.T) {
	x := Training{DueOn: day("2026-03-31"), Moves: []Move{
		{On: day("2026-04-10"), To: day("2026-06-30"), Reason: "no room"},
		{On: day("2026-03-10"), To: day("2026-04-30"), Reason: "ill"},
		{On: day("2026-04-20"), To: day("2026-12-31")}, // without a reason it does not count
	}}
	for _, tt := range []struct {
		at, due string
		late    bool
	}{
		{"2026-03-09T23:59:59Z", "2026-03-31", false},
		{"2026-03-10", "2026-04-30", false},
		{"2026-04-10", "2026-06-30", false},
		{"2026-06-30T23:59:59Z", "2026-06-30", false},
		{"2026-07-01", "2026-06-30", true},
	} {
		assert.Equal(t, day(tt.due), x.Due(clock(tt.at)), tt.at)
		assert.Equal(t, tt.late, x.Late(clock(tt.at)), tt.at)
	}
	x.CompletedOn = day("2026-07-05")
	assert.True(t, x.Late(clock("2026-07-04")) && !x.Late(clock("2026-07-05")) && x.TookPlace(clock("2026-07-05")))
	x.CompletedOn, x.CalledOffOn = day(""), day("2026-07-02")
	assert.True(t, x.Late(clock("2026-07-01")) && !x.Late(clock("2026-07-02")))
}
