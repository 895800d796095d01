package objectives

import (
	"github.com/iso28000/iso28000/records"
)

// A Target is a result on the way to an objective, with a figure and a day wherever that can
// be done. An objective may have several; a target serves one.
type Target struct {
	ID                 records.ID[Target]         `json:"id"`
	Title              string                     `json:"title"`
	Kind               Kind                       `json:"kind,omitzero"`
	Level              Level                      `json:"level,omitzero"`
	Objective          records.ID[Objective]      `json:"objective,omitzero"`           // that it serves
	Parent             records.ID[Target]         `json:"parent,omitzero"`              // the wider target that it is a part of
	Owner              records.ID[records.Person] `json:"owner,omitzero"`               // who works towards it
	AccountableManager records.ID[records.Person] `json:"accountable_manager,omitzero"` // where it is another than that of its objective
	Audience           Audience                   `json:"audience,omitzero"`            // whom it concerns
	Revisions          []TargetRevision           `json:"revisions,omitempty"`
	Progress           []Progress                 `json:"progress,omitempty"`
	Reviews            []Review                   `json:"reviews,omitempty"`
	Communications     []Communication            `json:"communications,omitempty"`
	Consultations      []Consultation             `json:"consultations,omitempty"`
	End                End                        `json:"end,omitzero"`
}

// A TargetRevision is one version of what a target says.
type TargetRevision struct {
	Revision
	Statement            string          `json:"statement"`
	Measure              Measure         `json:"measure,omitzero"`
	DueOn                records.Date    `json:"due_on,omitzero"`
	ReasonNotPracticable string          `json:"reason_not_practicable,omitzero"` // why a measure, a value or a day is not practicable, where it is missing
	TrackingInterval     records.Period  `json:"tracking_interval,omitzero"`      // within which there is an entry on its progress
	ReviewInterval       records.Period  `json:"review_interval,omitzero"`        // within which it is reviewed
	Considerations       []Consideration `json:"considerations,omitempty"`
}

// Ref names the target.
func (t Target) Ref() records.Ref { return records.Ref{Kind: "target", ID: string(t.ID)} }

func (t *Target) course() course {
	c := t.figures().course
	c.end, c.ended = &t.End, t.figures().bearOut(&t.End)
	return c
}

func (t *Target) figures() figures {
	return figures{
		course{record: t.Ref(), n: len(t.Revisions), at: func(i int) *Revision { return &t.Revisions[i].Revision }},
		func(i int) (*Measure, records.Date) { return &t.Revisions[i].Measure, t.Revisions[i].DueOn },
		t.Progress,
	}
}

// State says how far the target has come, and by which revision, as [Objective.State] does.
func (t Target) State(clock records.Clock) (records.State, *TargetRevision) {
	state, i := t.course().state(clock)
	if i < 0 {
		return state, nil
	}
	return state, &t.Revisions[i]
}

// StateOf says how far one revision has come, and whether there is one with that number.
func (t Target) StateOf(clock records.Clock, number string) (records.State, bool) {
	return t.course().stateOf(clock, number)
}

// Current returns the revision in force at the time of the clock, or nil, as
// [Objective.Current] does.
func (t Target) Current(clock records.Clock) *TargetRevision {
	if i := t.course().current(clock); i >= 0 {
		return &t.Revisions[i]
	}
	return nil
}

// InForce reports whether the target is in force at the time of the clock.
func (t Target) InForce(clock records.Clock) bool { return t.course().current(clock) >= 0 }

// InForceSince returns the first day on which any revision of it was in force, or no day.
func (t Target) InForceSince(clock records.Clock) records.Date { return t.course().since(clock) }

// Validate reports every fault of the target at once. What it ought to say, and whether what
// it names is there, is for the checks.
func (t Target) Validate() error {
	var f records.Faults
	f.Require("id", string(t.ID))
	f.Require("title", t.Title)
	f.OptionalEnum("kind", t.Kind)
	f.OptionalEnum("level", t.Level)
	if t.ID != "" && t.Parent == t.ID {
		f.Add("parent", "is the target itself: name the wider one")
	}
	t.Audience.validate(&f)
	c := t.course()
	c.validate(&f, func(i int, at string) {
		v := &t.Revisions[i]
		f.Require(at+".statement", v.Statement)
		v.Measure.validate(&f, at+".measure")
		validateConsiderations(&f, at, v.Considerations)
	})
	validateProgress(&f, t.Progress)
	validateReviews(&f, t.Reviews)
	c.validateCommunications(&f, t.Communications)
	validateConsultations(&f, t.Consultations)
	t.End.validate(&f, EndAchieved)
	return f.Err()
}
