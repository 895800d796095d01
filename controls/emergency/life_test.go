package emergency

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A stepTable says of each state and step what comes of it: nil where it is taken, otherwise
// the reason for which it is refused. Steps are taken on 2026-06-01.
type stepTable[T any] struct {
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
				after, err := take(thing)
				assert.Equal(t, s.in[state](), thing, "what the step was called on stays as it was")
				if want == nil {
					require.NoError(t, err)
					assert.NotEqual(t, thing, after, "the step changes something")
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

func TestStepsOfADrill(t *testing.T) {
	planned := func() Drill {
		return Drill{ID: "D", Title: "night", Kind: Realistic, Plans: planIDs{"EP"}, PlannedOn: day(today)}
	}
	from := func(change func(d *Drill)) func() Drill {
		return func() Drill {
			d := planned()
			change(&d)
			return d
		}
	}
	held := func(d *Drill) { d.HeldOn, d.Leader = day("2026-05-30"), "guard" }
	plan := aPlan()
	plan.Revisions = append(plan.Revisions, revision("3", today))
	stepTable[Drill]{
		states: []string{"planned", "held", "evaluated", "called off"},
		in: map[string]func() Drill{
			"planned": planned,
			"held":    from(held),
			"evaluated": from(func(d *Drill) {
				held(d)
				d.Result, d.EvaluatedOn, d.EvaluatedBy = WorksAsPlanned, day("2026-05-31"), "ceo"
				d.Lessons = []PlanChange{{Key: "1", Text: "batteries", DueOn: day("2026-08-01")}}
			}),
			"called off": from(func(d *Drill) { d.CalledOffOn, d.CalledOffBecause = day("2026-05-30"), "storm" }),
		},
		take: map[string]func(Drill) (Drill, error){
			"move": func(d Drill) (Drill, error) {
				return d.Move(Move{On: day(today), To: day("2026-07-01"), Reason: "storm"})
			},
			"call off": func(d Drill) (Drill, error) { return d.CallOff(day(today), "storm") },
			"hold":     func(d Drill) (Drill, error) { return d.Hold(day(today), "guard", "crane", "crane") },
			"evaluate": func(d Drill) (Drill, error) {
				return d.Evaluate(Evaluation{On: day(today), By: "ceo", Result: WorksInPart, Findings: []DrillFinding{{Text: "slow"}}, Lessons: []PlanChange{{Key: "1", Text: "batteries", DueOn: day("2026-08-01")}}})
			},
			"carry": func(d Drill) (Drill, error) { return d.Carry("1", plan, "3") },
			"drop":  func(d Drill) (Drill, error) { return d.Drop("1", day(today), "bought anyway") },
		},
		want: map[string][]error{
			"move":     {nil, ErrState, ErrState, ErrState},
			"call off": {nil, ErrState, ErrState, ErrState},
			"hold":     {nil, ErrState, ErrState, ErrState},
			"evaluate": {ErrState, nil, ErrState, ErrState},
			"carry":    {ErrState, ErrState, nil, ErrState},
			"drop":     {ErrState, ErrState, nil, ErrState},
		},
	}.run(t)
}

func TestStepsOfAPlan(t *testing.T) {
	draft := func() Plan {
		p := aPlan()
		p.Revisions = []documents.Revision{{Number: "1"}}
		return p
	}
	approved := func(from, withdrawn string) func() Plan {
		return func() Plan {
			p := draft()
			p.Revisions[0] = revision("1", from)
			p.Revisions[0].ApprovedOn, p.Revisions[0].WithdrawnOn = day("2026-01-01"), day(withdrawn)
			p.Revisions = append(p.Revisions, documents.Revision{Number: "2"})
			return p
		}
	}
	last := func(p Plan) string { return p.Revisions[len(p.Revisions)-1].Number }
	stepTable[Plan]{
		states: []string{"a draft", "approved", "in force", "withdrawn"},
		in: map[string]func() Plan{
			"a draft": draft, "approved": approved("2026-06-10", ""), "in force": approved("2026-01-01", ""), "withdrawn": approved("2026-01-01", "2026-05-01"),
		},
		take: map[string]func(Plan) (Plan, error){
			"draft":    func(p Plan) (Plan, error) { return p.Draft(documents.Revision{Number: "9"}) },
			"approve":  func(p Plan) (Plan, error) { return p.Approve(last(p), "ceo", day(today), day("2026-07-01")) },
			"again":    func(p Plan) (Plan, error) { return p.Approve("1", "ceo", day(today), day("2026-07-01")) },
			"withdraw": func(p Plan) (Plan, error) { return p.Withdraw(day(today)) },
		},
		want: map[string][]error{
			"draft":    {nil, nil, nil, nil},
			"approve":  {nil, nil, nil, nil},
			"again":    {nil, ErrState, ErrState, ErrState},
			"withdraw": {ErrState, ErrState, nil, ErrState},
		},
	}.run(t)
}

// The refusals that depend on what a step says, not on the state.
func TestStepsThatSayTooLittle(t *testing.T) {
	p := aPlan()
	draft := func(change func(p *Plan)) Plan {
		p := aPlan()
		p.Revisions = append(p.Revisions, documents.Revision{Number: "3"})
		change(&p)
		return p
	}
	same := func(*Plan) {}
	approve := func(p Plan, number string, by records.ID[records.Person], on, from string) error {
		_, err := p.Approve(number, by, day(on), day(from))
		return err
	}
	d := Drill{ID: "D", Title: "x", Kind: Desktop, Plans: planIDs{"EP"}}
	held := d
	held.HeldOn = day(today)
	evaluated := held
	evaluated.Result, evaluated.EvaluatedOn, evaluated.EvaluatedBy = WorksAsPlanned, day(today), "ceo"
	evaluated.Lessons = []PlanChange{{Key: "1", Text: "x", DueOn: day(today)}, {Key: "2", Text: "y", CarriedBy: "2"}, {Key: "3", Text: "z", DroppedOn: day(today), DroppedBecause: "no"}}
	err := func(_ any, err error) error { return err }
	v := Review{ID: "V", Plans: planIDs{"EP"}, On: day("2025-08-01"), Actions: []PlanChange{{Key: "a", Text: "x"}}}
	for name, tt := range map[string]struct{ got, want error }{
		"a draft without a number":            {err(p.Draft(documents.Revision{})), ErrIncomplete},
		"a draft with a number in use":        {err(p.Draft(documents.Revision{Number: "1"})), ErrUnknown},
		"a draft that comes approved":         {err(p.Draft(revision("9", today))), ErrState},
		"approving what is not there":         {approve(p, "9", "ceo", today, today), ErrUnknown},
		"approving on no day":                 {approve(draft(same), "3", "ceo", "", today), ErrIncomplete},
		"approving by nobody":                 {approve(draft(same), "3", "", today, today), ErrIncomplete},
		"approving from no day":               {approve(draft(same), "3", "ceo", today, ""), ErrIncomplete},
		"approving before the one before":     {approve(draft(same), "3", "ceo", "2025-08-01", today), ErrOrder},
		"applying before the one before":      {approve(draft(same), "3", "ceo", today, "2025-08-01"), ErrOrder},
		"approving without interval":          {approve(draft(func(p *Plan) { p.ReviewInterval = records.Period{} }), "3", "ceo", today, today), ErrIncomplete},
		"approving without drills":            {approve(draft(func(p *Plan) { p.DrillInterval = records.Period{} }), "3", "ceo", today, today), ErrIncomplete},
		"approving without anybody":           {approve(draft(func(p *Plan) { p.InCharge = nil }), "3", "ceo", today, today), ErrIncomplete},
		"approving without sites":             {approve(draft(func(p *Plan) { p.Sites = nil }), "3", "ceo", today, today), ErrIncomplete},
		"approving without response":          {approve(draft(func(p *Plan) { p.Responses = nil }), "3", "ceo", today, today), ErrIncomplete},
		"approving recovery without steps":    {approve(draft(func(p *Plan) { p.Kinds = []PlanKind{Recovery} }), "3", "ceo", today, today), ErrIncomplete},
		"moving without reason":               {err(d.Move(Move{On: day(today), To: day(today)})), ErrIncomplete},
		"moving on no day":                    {err(d.Move(Move{})), ErrIncomplete},
		"holding without leader":              {err(d.Hold(day(today), "")), ErrIncomplete},
		"holding on no day":                   {err(d.Hold(records.Date{}, "guard")), ErrIncomplete},
		"calling off without reason":          {err(d.CallOff(day(today), " ")), ErrIncomplete},
		"evaluating before it was held":       {err(held.Evaluate(Evaluation{On: day("2026-05-01"), By: "ceo", Result: WorksAsPlanned})), ErrOrder},
		"shortcomings without a finding":      {err(held.Evaluate(Evaluation{On: day(today), By: "ceo", Result: WorksInPart})), ErrIncomplete},
		"a lesson without a day":              {err(held.Evaluate(Evaluation{On: day(today), By: "ceo", Result: WorksAsPlanned, Lessons: []PlanChange{{Key: "1", Text: "x"}}})), ErrIncomplete},
		"carrying what is not there":          {err(evaluated.Carry("9", p, "2")), ErrUnknown},
		"carrying what is carried":            {err(evaluated.Carry("2", p, "2")), ErrState},
		"carrying what was dropped":           {err(evaluated.Carry("3", p, "2")), ErrState},
		"carrying by no revision":             {err(evaluated.Carry("1", p, "9")), ErrUnknown},
		"carrying by an older revision":       {err(evaluated.Carry("1", p, "2")), ErrOrder},
		"carrying by a draft":                 {err(evaluated.Carry("1", draft(same), "3")), ErrState},
		"carrying into another plan":          {err(evaluated.Carry("1", recoveryPlan(), "1")), ErrUnknown},
		"dropping without reason":             {err(evaluated.Drop("1", day(today), "")), ErrIncomplete},
		"dropping before it was decided":      {err(evaluated.Drop("1", day("2026-05-01"), "no")), ErrOrder},
		"a review's change: carried":          {err(v.Carry("a", p, "2")), nil},
		"a review's change: older revision":   {err(v.Carry("a", p, "1")), ErrOrder},
		"a review's change: dropped":          {err(v.Drop("a", day(today), "no use")), nil},
		"a review's change: dropped too soon": {err(v.Drop("a", day("2025-07-01"), "no use")), ErrOrder},
		"withdrawing twice":                   {err(must(p.Withdraw(day(today))).Withdraw(day(today))), ErrState},
	} {
		t.Run(name, func(t *testing.T) { assert.ErrorIs(t, tt.got, tt.want) })
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestStepErrorWording(t *testing.T) {
	_, err := recoveryPlan().Withdraw(day("2025-01-01"))
	assert.EqualError(t, err, `emergency plan RP cannot take the step "withdraw": on 2025-01-01 no revision of it is in force (draft)`)
}

// A plan that is taken through its life comes out as the checks want it.
func TestALife(t *testing.T) {
	p := aPlan()
	p.Revisions = nil
	p = must(p.Draft(documents.Revision{Number: "1"}))
	p = must(p.Approve("1", "ceo", day("2026-01-01"), day("2026-01-10")))
	d := must(Drill{ID: "D", Title: "x", Kind: Realistic, Plans: planIDs{"EP"}, PlannedOn: day("2026-03-01")}.Hold(day("2026-03-01"), "guard", "crane"))
	d = must(d.Evaluate(Evaluation{On: day("2026-03-02"), By: "ceo", Result: DoesNotWork, Findings: []DrillFinding{{Text: "nobody came"}}, Lessons: []PlanChange{{Key: "1", Text: "call twice", DueOn: day("2026-05-01")}}}))
	p = must(p.Draft(documents.Revision{Number: "2", Changes: "call twice"}))
	p = must(p.Approve("2", "ceo", day("2026-04-01"), day("2026-04-02")))
	d = must(d.Carry("1", p, "2"))
	require.NoError(t, p.Validate())
	require.NoError(t, d.Validate())
	in := good()
	in.Plans[0], in.Drills[0] = p, d
	in.PlanReviews = in.PlanReviews[1:]
	for _, f := range decide(in, "4.4.7.maintain", today) {
		assert.Equal(t, met, f.Status, f.Message())
	}
}
