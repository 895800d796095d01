package emergency

import (
	"slices"

	"github.com/iso28000/iso28000/records"
)

// Each step returns the drill as it is after it; the one it was called on stays as it was.

// walk refuses a step that does not fit the state of the drill, whatever the day of either.
func (d *Drill) walk(step records.Step, on records.Date, fits ...DrillState) (walk, error) {
	state := d.stands()
	w := walk{records.Attempt{Record: d.Ref(), Step: step, State: string(state), On: on}}
	switch {
	case slices.Contains(fits, state) && on.IsZero():
		return w, w.Dated()
	case slices.Contains(fits, state):
		return w, nil
	case state == DrillCalledOff:
		return w, w.Refuse(ErrState, "it was called off as of %s: plan another one", d.CalledOffOn)
	case state == DrillPlanned:
		return w, w.Refuse(ErrState, "it has not been held")
	}
	return w, w.Refuse(ErrState, "it was held on %s and is %s", d.HeldOn, state)
}

// stands says how far the drill has come by all that is on record.
func (d *Drill) stands() DrillState {
	switch {
	case !d.CalledOffOn.IsZero():
		return DrillCalledOff
	case d.Result != "":
		return DrillEvaluated
	case !d.HeldOn.IsZero():
		return DrillHeld
	}
	return DrillPlanned
}

// Move puts the drill off to another day.
func (d Drill) Move(m Move) (Drill, error) {
	w, err := d.walk(StepMove, m.On, DrillPlanned)
	if err != nil {
		return d, err
	}
	if err := w.Whole(m.faults()); err != nil {
		return d, err
	}
	if n := len(d.Moves); n > 0 && m.On.Before(d.Moves[n-1].On) {
		return d, w.Refuse(ErrOrder, "it was moved on %s, after %s", d.Moves[n-1].On, m.On)
	}
	d.Moves = append(slices.Clip(d.Moves), m)
	return d, nil
}

// CallOff enters that the drill is not held, and why.
func (d Drill) CallOff(on records.Date, because string) (Drill, error) {
	w, err := d.walk(StepCallOff, on, DrillPlanned)
	if err != nil {
		return d, err
	}
	if blank(because) {
		return d, w.Refuse(ErrIncomplete, "it is not said why it is called off")
	}
	d.CalledOffOn, d.CalledOffBecause = on, because
	return d, nil
}

// Hold enters that the drill was held, by whom it was led and who took part.
func (d Drill) Hold(on records.Date, leader records.ID[records.Person], participants ...records.ID[records.Person]) (Drill, error) {
	w, err := d.walk(StepHold, on, DrillPlanned)
	switch {
	case err != nil:
		return d, err
	case leader == "":
		return d, w.Refuse(ErrIncomplete, "it is not said who led it")
	case len(d.Plans) == 0:
		return d, w.Refuse(ErrIncomplete, "it is not said which plans are tried out")
	}
	d.HeldOn, d.Leader = on, leader
	d.Participants = slices.Clip(d.Participants)
	for _, person := range participants {
		if !slices.Contains(d.Participants, person) {
			d.Participants = append(d.Participants, person)
		}
	}
	return d, nil
}

// An Evaluation is what somebody says that a drill showed.
type Evaluation struct {
	On       records.Date
	By       records.ID[records.Person]
	Result   DrillResult
	Findings []DrillFinding
	Lessons  []PlanChange
}

// Evaluate enters what the drill showed, and what is to change in the plans on account of it.
// A plan that did not work as planned leaves a finding; a lesson has a day by which it is in
// the plan.
func (d Drill) Evaluate(e Evaluation) (Drill, error) {
	w, err := d.walk(StepEvaluate, e.On, DrillHeld)
	if err != nil {
		return d, err
	}
	var f records.Faults
	f.Require("by", string(e.By))
	f.Enum("result", e.Result)
	changes(&f, "lessons", e.Lessons, d.Plans)
	for i, l := range e.Lessons {
		f.RequireDate(at("lessons", i)+".due_on", l.DueOn)
	}
	if e.Result != WorksAsPlanned && len(e.Findings) == 0 {
		f.Add("findings", "is missing: say what did not work")
	}
	if err := w.Whole(f.Err()); err != nil {
		return d, err
	}
	if e.On.Before(d.HeldOn) {
		return d, w.Refuse(ErrOrder, "it was held on %s, after %s", d.HeldOn, e.On)
	}
	d.EvaluatedOn, d.EvaluatedBy, d.Result = e.On, e.By, e.Result
	d.Findings = append(slices.Clip(d.Findings), e.Findings...)
	d.Lessons = append(slices.Clip(d.Lessons), e.Lessons...)
	return d, nil
}

// Carry enters that a lesson is in a revision of the plan.
func (d Drill) Carry(key string, plan Plan, number string) (Drill, error) {
	w, err := d.walk(StepCarry, d.EvaluatedOn, DrillEvaluated)
	if err != nil {
		return d, err
	}
	d.Lessons, err = w.carry(d.Lessons, key, d.EvaluatedOn, d.Plans, &plan, number)
	return d, err
}

// Drop enters that a lesson is not to be carried into the plan any more, and why.
func (d Drill) Drop(key string, on records.Date, because string) (Drill, error) {
	w, err := d.walk(StepDrop, on, DrillEvaluated)
	if err != nil {
		return d, err
	}
	d.Lessons, err = w.drop(d.Lessons, key, d.EvaluatedOn, on, because)
	return d, err
}
