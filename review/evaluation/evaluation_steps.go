package evaluation

import (
	"cmp"
	"slices"

	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A Completion is what completes an evaluation.
type Completion struct {
	On          records.Date
	By          records.ID[records.Person]
	Judged      []Judged // takes the place of what was planned to be judged; nil leaves that as it is
	Changes     []Change
	Lessons     []string
	Performance string
	Conclusion  string
	Record      records.Ref
}

// Complete records what an evaluation found. It is refused where a subject is left without an
// outcome, where nothing was judged at all, and without a record.
func (e Evaluation) Complete(c Completion) (Evaluation, error) {
	w := walk{records.Attempt{Record: e.Ref(), Step: StepComplete}}
	if err := w.open(&e); err != nil {
		return e, err
	}
	done := e
	done.On, done.By, done.Conclusion, done.Record = c.On, c.By, c.Conclusion, c.Record
	done.Changes, done.Lessons, done.Performance = slices.Clone(c.Changes), slices.Clone(c.Lessons), c.Performance
	if c.Judged != nil {
		done.Judged = slices.Clone(c.Judged)
	}
	var f records.Faults
	if c.On.IsZero() {
		f.Within("", done.findings())
	}
	f.Within("", done.Validate())
	if len(done.Judged) == 0 && len(done.Lessons) == 0 && blank(done.Performance) {
		f.Add("judged", "is missing: say what was judged, and what was found of it")
	}
	if c.Record.IsZero() {
		f.Add("record", "is missing: say where the result is kept, as in document/DOC-3")
	}
	if err := w.Whole(f.Err()); err != nil {
		return e, err
	}
	return done, nil
}

// CallOff says that a planned evaluation will not be held.
func (e Evaluation) CallOff(on records.Date, because string) (Evaluation, error) {
	w := walk{records.Attempt{Record: e.Ref(), Step: StepCallOff}}
	var f records.Faults
	f.RequireDate("on", on)
	f.Require("because", because)
	if err := cmp.Or(w.open(&e), w.Whole(f.Err())); err != nil {
		return e, err
	}
	e.CalledOffOn, e.CalledOffBecause = on, because
	return e, nil
}

// Revise records that what the evaluation found to need a revision was revised.
func (e Evaluation) Revise(subject Subject, v Revised) (Evaluation, error) {
	w := walk{records.Attempt{Record: e.Ref(), Step: StepRevise}}
	if err := cmp.Or(w.done(&e), w.Whole(v.faults())); err != nil {
		return e, err
	}
	i := slices.IndexFunc(e.Judged, func(j Judged) bool { return j.Subject == subject })
	switch {
	case i < 0:
		return e, w.Refuse(ErrUnknown, "it did not judge %s", subject.Ref())
	case e.Judged[i].Outcome != Revise:
		return e, w.Refuse(ErrState, "it did not find that %s has to be revised", subject.Ref())
	case !e.Judged[i].Revised.IsZero():
		return e, w.Refuse(ErrState, "%s was revised on %s already", subject.Ref(), e.Judged[i].Revised.On)
	case v.On.Before(e.On):
		return e, w.Refuse(ErrOrder, "%s is before the evaluation on %s", v.On, e.On)
	}
	e.Judged = slices.Clone(e.Judged)
	e.Judged[i].Revised = v
	return e, nil
}

// Decide records whether a change that the evaluation found is significant, and which
// procedures it concerns or why it concerns none.
func (e Evaluation) Decide(key string, significant records.Answer, noneConcerned string, procedures ...records.ID[documents.Procedure]) (Evaluation, error) {
	w := walk{records.Attempt{Record: e.Ref(), Step: StepDecide}}
	i := e.change(key)
	switch err := w.done(&e); {
	case err != nil:
		return e, err
	case i < 0:
		return e, w.Refuse(ErrUnknown, "it found no change %q", key)
	}
	c := e.Changes[i]
	c.Significant, c.NoneConcerned = significant, noneConcerned
	c.Procedures = slices.Clone(c.Procedures)
	for _, id := range procedures {
		if !slices.ContainsFunc(c.Procedures, func(p change.Reflection) bool { return p.Procedure == id }) {
			c.Procedures = append(c.Procedures, change.Reflection{Procedure: id})
		}
	}
	var f records.Faults
	f.Enum("significant", significant)
	if significant == records.Yes && len(c.Procedures) == 0 && blank(noneConcerned) {
		f.Add("procedures", "is missing: name the procedures that have to take the change up, or say why none has to")
	}
	decided := e
	decided.Changes = slices.Clone(e.Changes)
	decided.Changes[i] = c
	f.Within("", decided.changeFaults())
	if err := w.Whole(f.Err()); err != nil {
		return e, err
	}
	return decided, nil
}

// Reflect records which revision of a procedure took up a change that the evaluation found.
func (e Evaluation) Reflect(key string, procedure documents.Procedure, revision string) (Evaluation, error) {
	w := walk{records.Attempt{Record: e.Ref(), Step: StepReflect}}
	i := e.change(key)
	switch err := w.done(&e); {
	case err != nil:
		return e, err
	case i < 0:
		return e, w.Refuse(ErrUnknown, "it found no change %q", key)
	case !slices.ContainsFunc(procedure.Revisions, func(v documents.Revision) bool { return v.Number == revision && revision != "" }):
		return e, w.Refuse(ErrUnknown, "%s has no revision %q", procedure.Ref(), revision)
	}
	at := slices.IndexFunc(e.Changes[i].Procedures, func(p change.Reflection) bool { return p.Procedure == procedure.ID })
	if at < 0 {
		return e, w.Refuse(ErrUnknown, "change %q was not found to concern %s: decide that first", key, procedure.Ref())
	}
	e.Changes = slices.Clone(e.Changes)
	e.Changes[i].Procedures = slices.Clone(e.Changes[i].Procedures)
	e.Changes[i].Procedures[at].Revision = revision
	return e, nil
}

func (e *Evaluation) change(key string) int {
	return slices.IndexFunc(e.Changes, func(c Change) bool { return c.Key == key && key != "" })
}
