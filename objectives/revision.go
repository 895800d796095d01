package objectives

import (
	"fmt"
	"strings"

	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A Revision is what every version of an objective, a target or a programme carries, beside
// what it says. A version is a draft until somebody approves it, and in force from its
// effective date until the next one takes effect or the whole comes to an end ([End]).
type Revision struct {
	Number               string                       `json:"number"`                          // its name among the revisions: 3, 2026-02
	Changes              string                       `json:"changes,omitzero"`                // what is new in it
	Document             documents.Pointer            `json:"document,omitzero"`               // the revision of the document that it is written in
	Record               records.ID[documents.Record] `json:"record,omitzero"`                 // the record that holds it, where no document does: the minutes of a meeting
	ImpactConsiderations []policy.ImpactConsideration `json:"impact_considerations,omitempty"` // what harm it might do elsewhere in the organization
	ApprovedBy           records.ID[records.Person]   `json:"approved_by,omitzero"`            // nobody while it is a draft
	ApprovedOn           records.Date                 `json:"approved_on,omitzero"`
	EffectiveFrom        records.Date                 `json:"effective_from,omitzero"` // first day on which it applies
}

// RevisedOn returns the day on which the revision became what it says: that of its approval.
// What is said, told or judged about it counts from that day on.
func (v Revision) RevisedOn() records.Date { return v.ApprovedOn }

func (v *Revision) life() records.Life {
	l := records.Life{ApprovedOn: v.ApprovedOn, EffectiveFrom: v.EffectiveFrom}
	if v.ApprovedBy == "" {
		l.ApprovedOn = records.Date{} // approved by nobody
	}
	return l
}

// inForceSince returns the first day on which the revision is approved and in effect.
func (v *Revision) inForceSince() records.Date {
	return later(v.ApprovedOn, v.EffectiveFrom)
}

func (v *Revision) validate(f *records.Faults, at string) {
	f.Require(at+".number", v.Number)
	switch {
	case v.ApprovedBy == "" && !v.ApprovedOn.IsZero():
		f.Add(at+".approved_by", "is missing: say who approved it on %s", v.ApprovedOn)
	case v.ApprovedBy != "" && v.ApprovedOn.IsZero():
		f.Add(at+".approved_on", "is missing: say when person %s approved it", v.ApprovedBy)
	}
	if !v.Document.IsZero() {
		f.Require(at+".document.document", string(v.Document.Document))
		f.Require(at+".document.revision", v.Document.Revision)
	}
	for i, c := range v.ImpactConsiderations {
		path := fmt.Sprintf("%s.impact_considerations[%d]", at, i)
		f.Require(path+".area", c.Area)
		f.Require(path+".outcome", c.Outcome)
		f.RequireDate(path+".on", c.On)
	}
}

// Achieved and Completed are the states of what ended as it was meant to: an objective or a
// target that was reached, a programme that was carried out. The others are those of package
// records.
const (
	Achieved  records.State = "achieved"
	Completed records.State = "completed"
)

// An Outcome is how something ended.
type Outcome string

// The outcomes.
const (
	EndAchieved  Outcome = "achieved"  // of an objective or a target: it was reached
	EndCompleted Outcome = "completed" // of a programme: it was carried out
	EndWithdrawn Outcome = "withdrawn" // it was given up, or something else took its place
)

// Values lists the outcomes there are.
func (Outcome) Values() []string {
	return []string{string(EndAchieved), string(EndCompleted), string(EndWithdrawn)}
}

// An End is how an objective, a target or a programme ceased to be in force.
//
// It counts only if somebody answers for it, and if it is borne out: an objective or a target
// with figures has reached its value by measurements up to that day, one without says in
// Reason how it shows; a completed programme has no task left open; what is withdrawn says
// why. What is marked as ended without that stays in force, with all that is asked of it.
type End struct {
	Outcome Outcome                    `json:"outcome"`
	On      records.Date               `json:"on"` // first day on which it is out of force
	By      records.ID[records.Person] `json:"by"`
	Reason  string                     `json:"reason,omitzero"`
}

// IsZero reports whether there is no end.
func (e End) IsZero() bool { return e == End{} }

// signed reports whether somebody answers for the end, on a day.
func (e *End) signed() bool { return e.By != "" && !e.On.IsZero() }

// borneOut reports whether the end counts. What ended well was in force on that day, and holds
// says of the revision in force whether it had come to what was wanted.
func (e *End) borneOut(well Outcome, c course, holds func(i int) bool) bool {
	switch {
	case !e.signed():
		return false
	case e.Outcome == EndWithdrawn:
		return !blank(e.Reason)
	case e.Outcome == well:
		i := c.revisionOn(e.On)
		return i >= 0 && holds(i)
	}
	return false
}

func (e *End) validate(f *records.Faults, as Outcome) {
	if e.IsZero() {
		return
	}
	f.Enum("end.outcome", e.Outcome)
	f.RequireDate("end.on", e.On)
	f.Require("end.by", string(e.By))
	switch e.Outcome {
	case as:
	case EndWithdrawn:
		if blank(e.Reason) {
			f.Add("end.reason", "is missing: say why it was withdrawn")
		}
	case EndAchieved, EndCompleted:
		f.Add("end.outcome", "%q does not fit here: write %q or %q", e.Outcome, as, EndWithdrawn)
	}
}

// A course is the revisions of an objective, a target or a programme, and its end.
type course struct {
	record records.Ref
	n      int
	at     func(i int) *Revision
	end    *End
	ended  bool // whether the end counts
}

func (c course) life(i int) records.Life { return c.at(i).life() }

// over reports whether the whole has ended.
func (c course) over(clock records.Clock) bool { return c.ended && clock.Happened(c.end.On) }

// current returns the place of the revision in force, or -1.
func (c course) current(clock records.Clock) int {
	if c.over(clock) {
		return -1
	}
	return records.Current(clock, c.n, c.life)
}

// state says how far the whole has come, and by which revision, or -1.
func (c course) state(clock records.Clock) (records.State, int) {
	state, i := records.Standing(clock, c.n, c.life)
	if c.over(clock) {
		switch c.end.Outcome {
		case EndAchieved:
			return Achieved, i
		case EndCompleted:
			return Completed, i
		}
		return records.Withdrawn, i
	}
	return state, i
}

// stateOf says how far one revision has come.
func (c course) stateOf(clock records.Clock, number string) (records.State, bool) {
	i := c.numbered(number)
	if i < 0 {
		return "", false
	}
	state := records.StateAmong(clock, c.n, i, c.life)
	if c.over(clock) && state == records.InForce {
		state, _ = c.state(clock)
	}
	return state, true
}

// since returns the first day on which any revision was in force, of those that took effect.
func (c course) since(clock records.Clock) records.Date {
	var first records.Date
	for i := range c.n {
		if c.life(i).TookEffect(clock) {
			if day := c.at(i).inForceSince(); first.IsZero() || day.Before(first) {
				first = day
			}
		}
	}
	return first
}

func (c course) numbered(number string) int {
	for i := range c.n {
		if c.at(i).Number == number && number != "" {
			return i
		}
	}
	return -1
}

func (c course) validate(f *records.Faults, each func(i int, at string)) {
	seen := make(map[string]int, c.n)
	for i := range c.n {
		at := fmt.Sprintf("revisions[%d]", i)
		c.at(i).validate(f, at)
		each(i, at)
		number := strings.TrimSpace(c.at(i).Number)
		if first, twice := seen[number]; twice && number != "" {
			f.Add(at+".number", "%q is that of revisions[%d] already: give each its own", number, first)
			continue
		}
		seen[number] = i
	}
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }

// later returns the later of two days.
func later(a, b records.Date) records.Date {
	if b.After(a) {
		return b
	}
	return a
}

// on returns the clock of a day: what is dated on it has happened.
func on(day records.Date) records.Clock { return records.At(day.Start()) }
