package competence

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/records"
)

// A Training is an event at which people acquire competences or are made aware of something:
// planned, held by a day or moved to a later one with the reason, and looked at afterwards
// for whether it helped; or called off.
type Training struct {
	ID               records.ID[Training]     `json:"id"`
	Title            string                   `json:"title"`
	Kind             TrainingKind             `json:"kind"`
	Programme        records.ID[Programme]    `json:"programme,omitzero"`
	Competences      []records.ID[Competence] `json:"competences,omitempty"` // that it teaches
	Topics           []Topic                  `json:"topics,omitempty"`      // of which it makes people aware
	Trainer          string                   `json:"trainer,omitzero"`      // a person, a school
	Participants     []Participant            `json:"participants,omitempty"`
	DueOn            records.Date             `json:"due_on,omitzero"` // the last day for it, as first planned
	Moves            []Move                   `json:"moves,omitempty"`
	CompletedOn      records.Date             `json:"completed_on,omitzero"`
	CalledOffOn      records.Date             `json:"called_off_on,omitzero"`
	CalledOffBecause string                   `json:"called_off_because,omitzero"`
	Record           Record                   `json:"record,omitzero"`     // of who was there, and with what result
	Evaluation       Evaluation               `json:"evaluation,omitzero"` // of whether it helped
}

// A TrainingKind is the sort of training.
type TrainingKind string

// The kinds of training.
const (
	Induction    TrainingKind = "induction" // for those who are new, or come from another site or job
	Course       TrainingKind = "course"
	OnTheJob     TrainingKind = "on the job"
	Refresher    TrainingKind = "refresher"
	Briefing     TrainingKind = "briefing"
	SelfStudy    TrainingKind = "self study"
	PracticeRuns TrainingKind = "exercise"
)

// Values lists the kinds there are.
func (TrainingKind) Values() []string {
	return []string{string(Induction), string(Course), string(OnTheJob), string(Refresher), string(Briefing), string(SelfStudy), string(PracticeRuns)}
}

// A Participant is a person for whom a training is meant and, once it was held, what came of it.
type Participant struct {
	Person records.ID[records.Person] `json:"person"`
	Result Result                     `json:"result,omitzero"` // empty while the training is not held
}

// A Result is what came of a training for one of those for whom it was meant.
type Result string

// The results.
const (
	Passed Result = "passed"
	Failed Result = "failed"
	Absent Result = "absent"
)

// Values lists the results there are.
func (Result) Values() []string { return []string{string(Passed), string(Failed), string(Absent)} }

// A Move is that a training was put off to a later day.
type Move struct {
	On     records.Date `json:"on"` // when that was decided
	To     records.Date `json:"to"`
	Reason string       `json:"reason"`
}

// An Evaluation is that somebody looked whether training or awareness had the effect it was
// meant to have: in a test at its end, at work some weeks later.
type Evaluation struct {
	On        records.Date               `json:"on"`
	By        records.ID[records.Person] `json:"by"`
	Method    string                     `json:"method,omitzero"`
	Effective records.Answer             `json:"effective"`
	Note      string                     `json:"note,omitzero"`
}

// IsZero reports whether nobody has looked.
func (e Evaluation) IsZero() bool { return e == Evaluation{} }

func (e Evaluation) faults() error {
	var f records.Faults
	f.RequireDate("on", e.On)
	f.Require("by", string(e.By))
	f.Enum("effective", e.Effective)
	return f.Err()
}

// Ref names the training.
func (t Training) Ref() records.Ref { return records.Ref{Kind: "training", ID: string(t.ID)} }

// Validate reports every fault of the training at once.
func (t Training) Validate() error {
	var f records.Faults
	f.Require("id", string(t.ID))
	f.Require("title", t.Title)
	f.Enum("kind", t.Kind)
	if len(t.Competences) == 0 && len(t.Topics) == 0 {
		f.Add("competences", "is missing: say which competences are taught, or of which topics people are made aware")
	}
	for i, topic := range t.Topics {
		f.Enum(fmt.Sprintf("topics[%d]", i), topic)
	}
	seen := map[records.ID[records.Person]]int{}
	for i, p := range t.Participants {
		at := fmt.Sprintf("participants[%d]", i)
		f.Require(at+".person", string(p.Person))
		f.OptionalEnum(at+".result", p.Result)
		if first, twice := seen[p.Person]; twice && p.Person != "" {
			f.Add(at+".person", "%s is participants[%d] already: keep one", p.Person, first)
		} else {
			seen[p.Person] = i
		}
		if p.Result != "" && t.CompletedOn.IsZero() {
			f.Add(at+".result", "is given, and the training is not held: say under completed_on when it was")
		}
	}
	for i, m := range t.Moves {
		f.Within(fmt.Sprintf("moves[%d]", i), m.faults())
	}
	if !t.CompletedOn.IsZero() && !t.CalledOffOn.IsZero() {
		f.Add("called_off_on", "stands beside completed_on: keep one of the two")
	}
	if !t.CalledOffOn.IsZero() {
		f.Require("called_off_because", t.CalledOffBecause)
	}
	if !t.Evaluation.IsZero() {
		f.Within("evaluation", t.Evaluation.faults())
		f.Order("completed_on", t.CompletedOn, "evaluation.on", t.Evaluation.On)
		if t.CompletedOn.IsZero() {
			f.Add("evaluation", "judges a training that is not held: say under completed_on when it was")
		}
	}
	f.Order("completed_on", t.CompletedOn, "record.kept_until", t.Record.KeptUntil)
	return f.Err()
}

func (m Move) faults() error {
	var f records.Faults
	f.RequireDate("on", m.On)
	f.RequireDate("to", m.To)
	f.Require("reason", m.Reason)
	f.Order("on", m.On, "to", m.To)
	return f.Err()
}

// TookPlace reports whether the training was held by the time of the clock.
func (t Training) TookPlace(clock records.Clock) bool { return clock.Happened(t.CompletedOn) }

// Due returns the last day for the training as it was known at the time of the clock: the one
// planned, or the one that it was moved to last. A move without a reason does not count.
func (t Training) Due(clock records.Clock) records.Date { return t.due(clock.Happened) }

// planned returns the last day for the training as it is known now.
func (t *Training) planned() records.Date {
	return t.due(func(on records.Date) bool { return !on.IsZero() })
}

func (t *Training) due(happened func(records.Date) bool) records.Date {
	due, decided := t.DueOn, records.Date{}
	for _, m := range t.Moves {
		if happened(m.On) && !m.On.Before(decided) && !blank(m.Reason) {
			due, decided = m.To, m.On
		}
	}
	return due
}

// Late reports whether the training ought to have been held by the time of the clock and was not.
func (t Training) Late(clock records.Clock) bool {
	return !t.TookPlace(clock) && !clock.Happened(t.CalledOffOn) && clock.Over(t.Due(clock))
}

// Result returns what came of the training for a person, and whether it was meant for it.
func (t Training) Result(person records.ID[records.Person]) (Result, bool) {
	for _, p := range t.Participants {
		if p.Person == person && person != "" {
			return p.Result, true
		}
	}
	return "", false
}

// Teaches reports whether the training teaches the competence.
func (t Training) Teaches(competence records.ID[Competence]) bool {
	return slices.Contains(t.Competences, competence)
}
