package evaluation

import (
	"fmt"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A State is how far an evaluation has come.
type State string

// The states.
const (
	Planned   State = "planned"
	Completed State = "completed"
	CalledOff State = "called off"
)

// Values lists the states there are.
func (State) Values() []string {
	return []string{string(Planned), string(Completed), string(CalledOff)}
}

// State says how far the evaluation has come at the time of the clock.
func (e Evaluation) State(clock records.Clock) State {
	switch {
	case clock.Happened(e.CalledOffOn):
		return CalledOff
	case clock.Happened(e.On) && e.By != "":
		return Completed
	}
	return Planned
}

// Done reports whether the evaluation was completed by the time of the clock, by somebody.
func (e Evaluation) Done(clock records.Clock) bool { return e.State(clock) == Completed }

// Late reports whether the evaluation ought to have been completed by the time of the clock and
// was not.
func (e Evaluation) Late(clock records.Clock) bool {
	return e.State(clock) == Planned && clock.Over(e.DueOn)
}

// Of returns what the evaluation says about a subject, or nil.
func (e Evaluation) Of(subject records.Ref) *Judged {
	for i := range e.Judged {
		if j := &e.Judged[i]; j.Subject.Ref() == subject {
			return j
		}
	}
	return nil
}

// Says reports whether something was found of the subject: that it is kept or revised, or
// whether it is complied with.
func (j Judged) Says() bool {
	if j.Arrangement() {
		return j.Outcome != ""
	}
	return j.Complies != ""
}

// Pending returns what the evaluation found to need a revision that has not been made by the
// time of the clock.
func (e Evaluation) Pending(clock records.Clock) []Judged {
	if !e.Done(clock) {
		return nil
	}
	var pending []Judged
	for _, j := range e.Judged {
		if j.Outcome == Revise && !clock.Happened(j.Revised.On) {
			pending = append(pending, j)
		}
	}
	return pending
}

// Validate reports every fault of the evaluation at once.
func (e Evaluation) Validate() error {
	var f records.Faults
	f.Require("id", string(e.ID))
	f.Require("title", e.Title)
	f.Enum("method", e.Method)
	f.OptionalEnum("kind", e.Kind)
	if e.Method == PostIncident {
		f.Require("incident", string(e.Incident))
	}
	if e.Method == Exercise {
		f.Require("drill", string(e.Drill))
	}
	for i, lesson := range e.Lessons {
		f.Require(fmt.Sprintf("lessons[%d]", i), lesson)
	}
	switch {
	case !e.On.IsZero() && !e.CalledOffOn.IsZero():
		f.Add("called_off_on", "stands beside on, when it was completed: keep one of the two")
	case !e.On.IsZero():
		f.Within("", e.findings())
	}
	if !e.CalledOffOn.IsZero() {
		f.Require("called_off_because", e.CalledOffBecause)
	}
	f.Within("", e.judgedFaults())
	f.Within("", e.changeFaults())
	return f.Err()
}

// findings says what a completed evaluation lacks.
func (e *Evaluation) findings() error {
	var f records.Faults
	f.RequireDate("on", e.On)
	f.Require("by", string(e.By))
	for i := range e.Judged {
		j, at := &e.Judged[i], fmt.Sprintf("judged[%d]", i)
		switch {
		case j.Says() || j.IsZero():
		case j.Arrangement():
			f.Add(at+".outcome", "is missing: say whether %s is to %q or to %q", j.Subject.Ref(), Keep, Revise)
		default:
			f.Add(at+".complies", "is missing: say whether %s is complied with", j.Subject.Ref())
		}
	}
	return f.Err()
}

func (e *Evaluation) judgedFaults() error {
	var f records.Faults
	seen := map[records.Ref]int{}
	for i, j := range e.Judged {
		at := fmt.Sprintf("judged[%d]", i)
		f.Within(at, j.Subject.faults())
		f.OptionalEnum(at+".outcome", j.Outcome)
		f.OptionalEnum(at+".complies", j.Complies)
		ref := j.Subject.Ref()
		if first, twice := seen[ref]; twice && !j.Subject.IsZero() {
			f.Add(at, "%s is judged[%d] already: keep one", ref, first)
		} else {
			seen[ref] = i
		}
		if (j.Outcome == Revise || j.Complies == records.No) && blank(j.Reason) {
			f.Add(at+".reason", "is missing: say why")
		}
		if !j.Arrangement() && j.Outcome != "" && !j.Subject.IsZero() {
			f.Add(at+".outcome", "is %q, and %s is complied with or not: write that under complies", j.Outcome, ref)
		}
		if !j.Revised.IsZero() {
			f.Within(at+".revised", j.Revised.faults())
			f.Order("on", e.On, at+".revised.on", j.Revised.On)
			if j.Outcome != Revise {
				f.Add(at+".revised", "is given, and the outcome is not %q: correct one of the two", Revise)
			}
		}
	}
	return f.Err()
}

func (v Revised) faults() error {
	var f records.Faults
	f.RequireDate("on", v.On)
	f.Require("by", string(v.By))
	f.Require("what", v.What)
	return f.Err()
}

func (e *Evaluation) changeFaults() error {
	var f records.Faults
	seen := map[string]int{}
	for i, c := range e.Changes {
		at := fmt.Sprintf("changes[%d]", i)
		f.Require(at+".key", c.Key)
		if first, twice := seen[c.Key]; twice && c.Key != "" {
			f.Add(at+".key", "%q is that of changes[%d] already: give each its own", c.Key, first)
		} else {
			seen[c.Key] = i
		}
		f.Require(at+".what", c.What)
		f.OptionalEnum(at+".significant", c.Significant)
		if !c.Of.IsZero() {
			f.Within(at+".of", c.Of.faults())
			if !c.Of.Arrangement() {
				f.Add(at+".of", "is %s: name the plan, document, procedure or capability that changed", c.Of.Ref())
			}
		}
		named := map[records.ID[documents.Procedure]]int{}
		for k, p := range c.Procedures {
			path := fmt.Sprintf("%s.procedures[%d].procedure", at, k)
			f.Require(path, string(p.Procedure))
			if first, twice := named[p.Procedure]; twice && p.Procedure != "" {
				f.Add(path, "%s is procedures[%d] already: keep one", p.Procedure, first)
				continue
			}
			named[p.Procedure] = k
		}
		if len(c.Procedures) > 0 && !blank(c.NoneConcerned) {
			f.Add(at+".none_concerned", "says why no procedure is concerned, and some are named: keep one of the two")
		}
	}
	return f.Err()
}
