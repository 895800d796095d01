package incidents

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// A stepTable says of each state and step what comes of it: nil where it is taken, otherwise
// the reason for which it is refused. Steps are taken on 2026-06-01.
type stepTable[T interface{ Validate() error }] struct {
	states []string
	in     map[string]func() T
	take   map[string]func(T) (T, error)
	want   map[string][]error // of a step, in the order of the states
}

func (s stepTable[T]) run(t *testing.T) {
	t.Helper()
	for step, take := range s.take {
		require.Len(t, s.want[step], len(s.states), step)
		for i, state := range s.states {
			t.Run(step+" what is "+state, func(t *testing.T) {
				thing, want := s.in[state](), s.want[step][i]
				require.NoError(t, thing.Validate())
				after, err := take(thing)
				assert.Equal(t, s.in[state](), thing, "what the step was called on stays as it was")
				if want == nil {
					require.NoError(t, err)
					assert.NotEqual(t, thing, after, "the step changes something")
					assert.NoError(t, after.Validate())
					return
				}
				require.ErrorIs(t, err, want)
				var refused *records.StepError
				require.ErrorAs(t, err, &refused)
				assert.Equal(t, thing, after, "a step that is refused changes nothing")
				assert.NotEmpty(t, refused.Why)
			})
		}
	}
}

func actionIn(state ActionState) func() Action {
	return func() Action {
		a := Action{ID: "C", Title: "x", Kind: Corrective, ProposedBy: "guard", ProposedOn: day("2026-01-01"), Watch: records.Months(6)}
		if state == ActionProposed {
			return a
		}
		a = must(a.Approve("ceo", day("2026-01-02"), "planner", day("2026-07-31")))
		if state == ActionApproved {
			return a
		}
		if state == ActionDropped {
			return must(a.Drop(day("2026-01-03"), "no use"))
		}
		a = must(a.ReviewRisk(RiskReview{On: day("2026-01-03"), By: "guard", Outcome: Acceptable}))
		if state == ActionCleared {
			return a
		}
		a = must(a.Start(day("2026-01-04")))
		if state == ActionUnderWay {
			return a
		}
		a = must(a.Complete(day("2026-02-01"), "clerk"))
		c := Confirmation{On: day("2026-03-01"), By: "guard", Effective: records.Yes, Evidence: []Proof{{Text: "log", On: day("2026-02-20")}}}
		switch state {
		case ActionEffective:
			return must(a.Confirm(c))
		case ActionIneffective:
			c.Effective = records.No
			return must(a.Confirm(c))
		case ActionReopened:
			return must(a.Reopen(Reopening{On: day("2026-04-01"), By: "ceo", Reason: "again", DueOn: day("2026-07-31")}, nil))
		}
		return a
	}
}

var actionStates = []ActionState{
	ActionProposed, ActionApproved, ActionCleared, ActionUnderWay, ActionCompleted, ActionEffective, ActionIneffective, ActionReopened, ActionDropped,
}

func TestStepsOfAnAction(t *testing.T) {
	on := day(today)
	table := stepTable[Action]{
		in: map[string]func() Action{},
		take: map[string]func(Action) (Action, error){
			"approve": func(a Action) (Action, error) { return a.Approve("ceo", on, "planner", day("2026-07-01")) },
			"review risk": func(a Action) (Action, error) {
				return a.ReviewRisk(RiskReview{On: on, By: "guard", Outcome: Acceptable})
			},
			"start": func(a Action) (Action, error) { return a.Start(on) },
			"start at once": func(a Action) (Action, error) {
				return a.StartAtOnce(on, Imminent{Reason: "fire", By: "ceo", ReviewBy: day("2026-06-05")})
			},
			"report":   func(a Action) (Action, error) { return a.Report(Progress{On: on, Note: "half"}) },
			"move":     func(a Action) (Action, error) { return a.Move(Move{On: on, To: day("2026-08-31"), Reason: "parts"}) },
			"revise":   func(a Action) (Action, error) { return a.Revise(Revision{On: on, Reason: "three readers"}) },
			"complete": func(a Action) (Action, error) { return a.Complete(on, "clerk") },
			"confirm": func(a Action) (Action, error) {
				return a.Confirm(Confirmation{On: on, By: "guard", Effective: records.Yes, Evidence: []Proof{{Text: "log", On: on}}})
			},
			"reopen":    func(a Action) (Action, error) { return a.Reopen(Reopening{On: on, By: "ceo", Reason: "again"}, nil) },
			"make good": func(a Action) (Action, error) { return a.MakeGood(FollowUp{What: "briefed", By: "ceo", On: on}) },
			"drop":      func(a Action) (Action, error) { return a.Drop(on, "no use") },
		},
		want: map[string][]error{
			//               proposed  approved       cleared   under way  completed effective ineffective reopened       dropped
			"approve":       {nil, ErrState, ErrState, ErrState, ErrState, ErrState, ErrState, ErrState, ErrState},
			"review risk":   {nil, nil, nil, nil, nil, nil, nil, nil, ErrState},
			"start":         {ErrState, ErrUnreviewed, nil, ErrState, ErrState, ErrState, ErrState, ErrUnreviewed, ErrState},
			"start at once": {nil, nil, ErrState, ErrState, ErrState, ErrState, ErrState, nil, ErrState},
			"report":        {ErrState, nil, nil, nil, ErrState, ErrState, ErrState, nil, ErrState},
			"move":          {ErrState, nil, nil, nil, ErrState, ErrState, ErrState, nil, ErrState},
			"revise":        {nil, nil, nil, nil, ErrState, ErrState, ErrState, nil, ErrState},
			"complete":      {ErrState, ErrState, ErrState, nil, ErrState, ErrState, ErrState, ErrState, ErrState},
			"confirm":       {ErrState, ErrState, ErrState, ErrState, nil, nil, nil, ErrState, ErrState},
			"reopen":        {ErrState, ErrState, ErrState, ErrState, nil, nil, nil, ErrState, ErrState},
			"make good":     {ErrState, ErrState, ErrState, ErrState, ErrState, ErrState, ErrState, ErrState, ErrState},
			"drop":          {nil, nil, nil, nil, ErrState, ErrState, ErrState, nil, ErrState},
		},
	}
	for _, state := range actionStates {
		table.states = append(table.states, string(state))
		table.in[string(state)] = actionIn(state)
		assert.Equal(t, state, actionIn(state)().State(records.At(on.Start())))
	}
	table.run(t)
}

// What the gates refuse, each with its own reason.
func TestGatesOfAnAction(t *testing.T) {
	on := day(today)
	err := func(_ any, err error) error { return err }
	completed, underWay := actionIn(ActionCompleted)(), actionIn(ActionUnderWay)()
	confirm := func(change func(c *Confirmation)) error {
		c := Confirmation{On: on, By: "guard", Effective: records.Yes, Evidence: []Proof{{Text: "log", On: on}}}
		change(&c)
		return err(completed.Confirm(c))
	}
	refused := must(actionIn(ActionApproved)().ReviewRisk(RiskReview{On: day("2026-01-05"), By: "guard", Outcome: NotAcceptable}))
	revised := must(actionIn(ActionCleared)().Revise(Revision{On: day("2026-02-01"), Reason: "bigger"}))
	changing, teaching := underWay, underWay
	changing.ProcedureChanges = []ProcedureChange{{Procedure: "P", What: "x"}}
	teaching.TrainingNeeds = []TrainingNeed{{Text: "x"}}
	lapsed := underWay
	lapsed.RiskReviews = nil
	reopen := func(occurred string) error {
		return err(completed.Reopen(Reopening{On: on, By: "ceo", Reason: "again"}, &Incident{ID: "I", OccurredOn: day(occurred)}))
	}
	for name, tt := range map[string]struct{ got, want error }{
		"start on a review that refused it":       {err(refused.Start(on)), ErrUnreviewed},
		"start what was changed since its review": {err(revised.Start(on)), ErrUnreviewed},
		"start without a day":                     {err(actionIn(ActionCleared)().Start(records.Date{})), ErrIncomplete},
		"start before it was approved":            {err(actionIn(ActionCleared)().Start(day("2026-01-01"))), ErrOrder},
		"start at once without a reason":          {err(actionIn(ActionApproved)().StartAtOnce(on, Imminent{By: "ceo", ReviewBy: on})), ErrIncomplete},
		"start at once without a day to review":   {err(actionIn(ActionApproved)().StartAtOnce(on, Imminent{By: "ceo", Reason: "fire"})), ErrIncomplete},
		"start at once, reviewed before":          {err(actionIn(ActionApproved)().StartAtOnce(on, Imminent{By: "ceo", Reason: "fire", ReviewBy: day("2026-05-31")})), ErrOrder},
		"a review by nobody":                      {err(actionIn(ActionApproved)().ReviewRisk(RiskReview{On: on, Outcome: Acceptable})), ErrIncomplete},
		"complete without the revision":           {err(changing.Complete(on, "clerk")), ErrIncomplete},
		"complete without the training":           {err(teaching.Complete(on, "clerk")), ErrIncomplete},
		"complete by nobody":                      {err(underWay.Complete(on, "")), ErrIncomplete},
		"confirm one's own action":                {confirm(func(c *Confirmation) { c.By = "clerk" }), ErrOwnWork},
		"confirm what one answers for":            {confirm(func(c *Confirmation) { c.By = "planner" }), ErrOwnWork},
		"confirm on old evidence":                 {confirm(func(c *Confirmation) { c.Evidence[0].On = day("2026-01-31") }), ErrEvidence},
		"confirm on no evidence":                  {confirm(func(c *Confirmation) { c.Evidence = nil }), ErrEvidence},
		"confirm without an answer":               {confirm(func(c *Confirmation) { c.Effective = "" }), ErrIncomplete},
		"confirm before it was completed":         {confirm(func(c *Confirmation) { c.On = day("2026-01-31") }), ErrOrder},
		"find it ineffective on no evidence":      {confirm(func(c *Confirmation) { c.Effective, c.Evidence = records.No, nil }), nil},
		"reopen within the watch":                 {reopen("2026-05-30"), nil},
		"reopen after the watch":                  {reopen("2026-08-02"), ErrOrder},
		"reopen for what came before":             {reopen("2026-01-30"), ErrOrder},
		"reopen without a reason":                 {err(completed.Reopen(Reopening{On: on, By: "ceo"}, nil)), ErrIncomplete},
		"make good a lapse":                       {err(lapsed.MakeGood(FollowUp{What: "briefed", By: "ceo", On: on})), nil},
		"make good without saying how":            {err(lapsed.MakeGood(FollowUp{By: "ceo", On: on})), ErrIncomplete},
		"approve without an owner":                {err(actionIn(ActionProposed)().Approve("ceo", on, "", on)), ErrIncomplete},
		"approve without a day due":               {err(actionIn(ActionProposed)().Approve("ceo", on, "planner", records.Date{})), ErrIncomplete},
		"approve what would be late at once":      {err(actionIn(ActionProposed)().Approve("ceo", on, "planner", day("2026-05-31"))), ErrOrder},
		"drop without a reason":                   {err(underWay.Drop(on, " ")), ErrIncomplete},
		"move without a reason":                   {err(underWay.Move(Move{On: on, To: on})), ErrIncomplete},
		"revise without a reason":                 {err(underWay.Revise(Revision{On: on})), ErrIncomplete},
		"report nothing":                          {err(underWay.Report(Progress{On: on})), ErrIncomplete},
	} {
		t.Run(name, func(t *testing.T) { assert.ErrorIs(t, tt.got, tt.want) })
	}
	_, e := actionIn(ActionApproved)().Start(on)
	assert.EqualError(t, e, `action C cannot take the step "start": its own risk review is not on record: make it first, or begin at once where life is in immediate danger`)
}

func TestStepsOfAnIncident(t *testing.T) {
	on := day(today)
	recorded := func() Incident {
		return Incident{ID: "I", Title: "x", Kind: Failure, OccurredOn: day("2026-05-01"), HasConsequences: records.Yes}
	}
	investigation := Investigation{ID: "V", Incidents: incidentIDs{"I"}, CompletedOn: day("2026-05-20")}
	m := func(on string) Measure { return Measure{On: day(on), By: "guard", Text: "x"} }
	reported := func() Incident { return must(recorded().Report("guard", day("2026-05-01"))) }
	contained := func() Incident { return must(reported().Contain(m("2026-05-02"))) }
	mitigated := func() Incident { return must(contained().Mitigate(m("2026-05-03"))) }
	closed := func() Incident { return must(mitigated().Close("ceo", day("2026-05-25"), investigation)) }
	stepTable[Incident]{
		states: []string{"recorded", "reported", "contained", "mitigated", "closed", "reopened"},
		in: map[string]func() Incident{
			"recorded": recorded, "reported": reported, "contained": contained, "mitigated": mitigated, "closed": closed,
			"reopened": func() Incident { return must(closed().Reopen("ceo", day("2026-05-28"), "more is gone")) },
		},
		take: map[string]func(Incident) (Incident, error){
			"report":   func(x Incident) (Incident, error) { return x.Report("guard", on) },
			"contain":  func(x Incident) (Incident, error) { return x.Contain(m(today)) },
			"mitigate": func(x Incident) (Incident, error) { return x.Mitigate(m(today)) },
			"close":    func(x Incident) (Incident, error) { return x.Close("ceo", on, investigation) },
			"reopen":   func(x Incident) (Incident, error) { return x.Reopen("ceo", on, "more is gone") },
		},
		want: map[string][]error{
			"report":   {nil, ErrState, ErrState, ErrState, ErrState, ErrState},
			"contain":  {nil, nil, ErrState, ErrState, ErrState, nil},
			"mitigate": {nil, nil, nil, nil, ErrState, nil},
			"close":    {ErrOrder, ErrIncomplete, ErrIncomplete, nil, ErrState, nil},
			"reopen":   {ErrState, ErrState, ErrState, ErrState, nil, ErrState},
		},
	}.run(t)

	err := func(_ any, err error) error { return err }
	serious, event, undecided := mitigated(), mitigated(), mitigated()
	serious.Severity, event.Kind, undecided.HasConsequences = Grave, SecurityIncident, ""
	led := investigation
	led.Level = ManagementLevel
	open := investigation
	open.CompletedOn = day("2026-06-02")
	for name, tt := range map[string]struct{ got, want error }{
		"close without an investigation":        {err(mitigated().Close("ceo", on)), ErrIncomplete},
		"close on one that goes on":             {err(mitigated().Close("ceo", on, open)), ErrIncomplete},
		"close on one of something else":        {err(mitigated().Close("ceo", on, Investigation{CompletedOn: on})), ErrIncomplete},
		"close a grave one on a local one":      {err(serious.Close("ceo", on, investigation)), ErrIncomplete},
		"close a grave one on the management's": {err(serious.Close("ceo", on, investigation, led)), nil},
		"close an event without its origin":     {err(event.Close("ceo", on, investigation)), ErrIncomplete},
		"close without deciding":                {err(undecided.Close("ceo", on, investigation)), ErrIncomplete},
		"close by nobody":                       {err(mitigated().Close("", on, investigation)), ErrIncomplete},
		"before it happened":                    {err(mitigated().Close("ceo", day("2026-04-30"), investigation)), ErrOrder},
		"reopen before it was closed":           {err(closed().Reopen("ceo", day("2026-05-24"), "x")), ErrOrder},
		"mitigate without a word":               {err(reported().Mitigate(Measure{On: on, By: "guard"})), ErrIncomplete},
	} {
		t.Run(name, func(t *testing.T) { assert.ErrorIs(t, tt.got, tt.want) })
	}
}

func TestStepsOfAnInvestigation(t *testing.T) {
	on := day(today)
	opened := func() Investigation { return Investigation{ID: "V", Title: "x", Incidents: incidentIDs{"I"}} }
	begun := func() Investigation {
		return must(opened().Begin(day("2026-05-01"), Investigator{Person: "guard", Authority: "mandate"}))
	}
	completed := func() Investigation {
		v := must(begun().Find(day("2026-05-02"), Found{Cause: "CAU", Root: true}))
		return must(v.Complete(day("2026-05-03"), "found", "concluded"))
	}
	stepTable[Investigation]{
		states: []string{"opened", "under way", "completed"},
		in:     map[string]func() Investigation{"opened": opened, "under way": begun, "completed": completed},
		take: map[string]func(Investigation) (Investigation, error){
			"begin": func(v Investigation) (Investigation, error) {
				return v.Begin(on, Investigator{Person: "guard", Authority: "mandate"})
			},
			"find":     func(v Investigation) (Investigation, error) { return v.Find(on, Found{Cause: "C-9"}) },
			"complete": func(v Investigation) (Investigation, error) { return v.Complete(on, "found", "concluded") },
			"publish": func(v Investigation) (Investigation, error) {
				return v.Publish(Report{On: on, Recipients: []string{"board"}})
			},
		},
		want: map[string][]error{
			"begin":    {nil, ErrState, ErrState},
			"find":     {ErrState, nil, ErrState},
			"complete": {ErrState, ErrIncomplete, ErrState}, // no root cause was found
			"publish":  {ErrState, ErrState, nil},
		},
	}.run(t)
	assert.Equal(t, causeIDs{"CAU"}, completed().RootCauses())
}
