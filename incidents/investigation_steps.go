package incidents

import (
	"slices"

	"github.com/iso28000/iso28000/records"
)

// Each step returns the investigation as it is after it; the one it was called on stays as it was.

func (v *Investigation) walk(step records.Step, on records.Date) (walk, error) {
	w := walk{records.Attempt{Record: v.Ref(), Step: step, On: on}}
	if err := w.Dated(); err != nil {
		return w, err
	}
	w.State = string(v.State(w.Clock()))
	if step != StepReport && !v.CompletedOn.IsZero() {
		w.State = string(InvestigationCompleted)
		return w, w.Refuse(ErrState, "it was completed on %s: open another one", v.CompletedOn)
	}
	return w, nil
}

// Begin enters that somebody has begun to investigate, and on account of which authority.
func (v Investigation) Begin(on records.Date, investigators ...Investigator) (Investigation, error) {
	w, err := v.walk(StepBegin, on)
	switch {
	case err != nil:
		return v, err
	case !v.StartedOn.IsZero():
		return v, w.Refuse(ErrState, "it was begun on %s", v.StartedOn)
	case len(investigators) == 0:
		return v, w.Refuse(ErrIncomplete, "it is not said who investigates")
	case slices.ContainsFunc(investigators, func(by Investigator) bool { return by.Person == "" || blank(by.Authority) }):
		return v, w.Refuse(ErrIncomplete, "an investigator is a person with the authority to investigate: name both")
	}
	v.StartedOn, v.Investigators = on, append(slices.Clip(v.Investigators), investigators...)
	return v, nil
}

// Find enters a cause that was found.
func (v Investigation) Find(on records.Date, found Found) (Investigation, error) {
	w, err := v.walk(StepFind, on)
	switch {
	case err != nil:
		return v, err
	case !v.Begun(w.Clock()):
		return v, w.wrong("begin it first")
	case found.Cause == "":
		return v, w.Refuse(ErrIncomplete, "it is not said which cause was found")
	case v.FoundCause(found.Cause):
		return v, w.Refuse(ErrState, "the cause %s is on record already", string(found.Cause))
	}
	v.Causes = append(slices.Clip(v.Causes), found)
	return v, nil
}

// Complete ends the investigation with what was found out and concluded. A root cause has to be
// among the causes.
func (v Investigation) Complete(on records.Date, detailed, conclusion string) (Investigation, error) {
	w, err := v.walk(StepComplete, on)
	switch {
	case err != nil:
		return v, err
	case !v.Begun(w.Clock()):
		return v, w.wrong("begin it first")
	case blank(detailed) || blank(conclusion):
		return v, w.Refuse(ErrIncomplete, "it is not said what was found out, and what was concluded")
	case len(v.RootCauses()) == 0:
		return v, w.Refuse(ErrIncomplete, "no root cause was found: go on, or record why things went as they did")
	}
	v.CompletedOn, v.Detailed, v.Conclusion = on, detailed, conclusion
	return v, nil
}

// Publish enters to whom the result was made known.
func (v Investigation) Publish(r Report) (Investigation, error) {
	w, err := v.walk(StepReport, r.On)
	switch {
	case err != nil:
		return v, err
	case v.CompletedOn.IsZero() || r.On.Before(v.CompletedOn):
		return v, w.wrong("complete it first")
	case !v.Report.IsZero():
		return v, w.Refuse(ErrState, "it was reported on %s", v.Report.On)
	case len(r.Recipients) == 0:
		return v, w.Refuse(ErrIncomplete, "it is not said who was told")
	}
	v.Report = r
	return v, nil
}
