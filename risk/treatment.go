package risk

import (
	"iter"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A Treatment is an action that was chosen to deal with one or more risks: what is done, by
// whom, by when, and how one finds out that it works. What it puts in place is a [Control].
type Treatment struct {
	ID                 records.ID[Treatment]          `json:"id"`
	Title              string                         `json:"title"`
	Description        string                         `json:"description,omitzero"`
	Risks              []records.ID[Risk]             `json:"risks"`
	Option             Option                         `json:"option"`
	Lowers             []Effect                       `json:"lowers,omitempty"`
	Owner              records.ID[records.Person]     `json:"owner,omitzero"`
	ChosenOn           records.Date                   `json:"chosen_on,omitzero"`
	DueOn              records.Date                   `json:"due_on,omitzero"`
	ImplementedOn      records.Date                   `json:"implemented_on,omitzero"`
	Monitoring         []Progress                     `json:"monitoring,omitempty"`          // how it went on until it was implemented
	EffectivenessDueOn records.Date                   `json:"effectiveness_due_on,omitzero"` // by when it is checked whether it works
	Effectiveness      []EffectivenessCheck           `json:"effectiveness,omitempty"`
	Document           records.ID[documents.Document] `json:"document,omitzero"`   // that describes it
	DroppedOn          records.Date                   `json:"dropped_on,omitzero"` // from when it is not to be done, or not to be kept up, any more
	DroppedBecause     string                         `json:"dropped_because,omitzero"`
}

// An Option is a way to deal with a risk.
type Option string

// The options. Sharing a risk with others, such as an insurer or a customer, is a way to control it.
const (
	Avoid     Option = "avoid"     // what gives rise to the risk is given up
	Eliminate Option = "eliminate" // its cause is removed
	Reduce    Option = "control"   // its likelihood or its consequence is lowered
	Share     Option = "share"
)

// Values lists the options there are.
func (Option) Values() []string {
	return []string{string(Avoid), string(Eliminate), string(Reduce), string(Share)}
}

// CarriesOut reports whether the option does what was decided. To control a risk any will do;
// to avoid or to eliminate it takes just that.
func (o Option) CarriesOut(d Decision) bool {
	switch d {
	case ToAvoid:
		return o == Avoid
	case ToEliminate:
		return o == Eliminate
	case ToControl:
		return o == Avoid || o == Eliminate || o == Reduce || o == Share
	}
	return false
}

// Progress is an entry on how a treatment goes on.
type Progress struct {
	On   records.Date               `json:"on"`
	By   records.ID[records.Person] `json:"by,omitzero"`
	Note string                     `json:"note"`
}

// An EffectivenessCheck is a look at whether a treatment works, once it is implemented.
type EffectivenessCheck struct {
	On        records.Date               `json:"on"`
	By        records.ID[records.Person] `json:"by,omitzero"`
	Effective records.Answer             `json:"effective"`
	Evidence  []records.Ref              `json:"evidence,omitempty"`
	Note      string                     `json:"note,omitzero"`
}

// Ref names the treatment.
func (t Treatment) Ref() records.Ref { return records.Ref{Kind: "treatment", ID: string(t.ID)} }

// A TreatmentState is how far a treatment has come.
type TreatmentState string

// The states of a treatment.
const (
	NotChosen   TreatmentState = "not chosen"  // yet
	Unscheduled TreatmentState = "unscheduled" // has no owner, or no day by which it is due
	Scheduled   TreatmentState = "scheduled"
	Overdue     TreatmentState = "overdue"
	Implemented TreatmentState = "implemented"
	Dropped     TreatmentState = "dropped"
)

// Values lists the states there are.
func (TreatmentState) Values() []string {
	return []string{string(NotChosen), string(Unscheduled), string(Scheduled), string(Overdue), string(Implemented), string(Dropped)}
}

// State says how far the treatment has come at the time of the clock. What was done late is done.
func (t Treatment) State(clock records.Clock) TreatmentState {
	switch {
	case clock.Happened(t.DroppedOn):
		return Dropped
	case clock.Happened(t.ImplementedOn):
		return Implemented
	case !t.ChosenOn.IsZero() && !clock.Happened(t.ChosenOn):
		return NotChosen
	case clock.Over(t.DueOn):
		return Overdue
	case t.Owner == "" || t.DueOn.IsZero():
		return Unscheduled
	}
	return Scheduled
}

// Open reports whether the treatment is still to be done.
func (s TreatmentState) Open() bool { return s == Unscheduled || s == Scheduled || s == Overdue }

// InHand reports whether the treatment is to be done or was.
func (s TreatmentState) InHand() bool { return s.Open() || s == Implemented }

// Checked returns the latest check of effectiveness by the time of the clock that was made once
// the treatment was implemented and that came to an answer; nil where there is none.
func (t *Treatment) Checked(clock records.Clock) *EffectivenessCheck {
	var last *EffectivenessCheck
	for i := range t.Effectiveness {
		check := &t.Effectiveness[i]
		if check.Effective != "" && clock.Happened(check.On) && !check.On.Before(t.ImplementedOn) &&
			(last == nil || !check.On.Before(last.On)) {
			last = check
		}
	}
	return last
}

// Followed returns the last day by the time of the clock, not before the given one, on which
// somebody noted how the treatment goes on; no day where nobody has.
func (t Treatment) Followed(clock records.Clock, since records.Date) records.Date {
	var last records.Date
	for _, entry := range t.Monitoring {
		if !entry.On.Before(since) {
			last = later(last, latest(clock, entry.On))
		}
	}
	return last
}

// OpenTreatments yields the treatments that are still to be done at the time of the clock.
func OpenTreatments(treatments []Treatment, clock records.Clock) iter.Seq[*Treatment] {
	return where(treatments, func(t *Treatment) bool { return t.State(clock).Open() })
}

// LateTreatments yields the treatments that are not done and past their day at the time of the clock.
func LateTreatments(treatments []Treatment, clock records.Clock) iter.Seq[*Treatment] {
	return where(treatments, func(t *Treatment) bool { return t.State(clock) == Overdue })
}

// where yields the elements for which the condition holds.
func where[T any](list []T, holds func(*T) bool) iter.Seq[*T] {
	return func(yield func(*T) bool) {
		for i := range list {
			if holds(&list[i]) && !yield(&list[i]) {
				return
			}
		}
	}
}

// Validate reports every fault of the treatment at once.
func (t Treatment) Validate() error {
	var f records.Faults
	f.Require("id", string(t.ID))
	f.Require("title", t.Title)
	if len(t.Risks) == 0 {
		f.Add("risks", "is missing: name the risks that it deals with")
	}
	f.Enum("option", t.Option)
	effects(&f, t.Lowers)
	f.Order("chosen_on", t.ChosenOn, "due_on", t.DueOn)
	f.Order("chosen_on", t.ChosenOn, "implemented_on", t.ImplementedOn)
	f.Order("chosen_on", t.ChosenOn, "dropped_on", t.DroppedOn)
	for i, entry := range t.Monitoring {
		f.RequireDate(at("monitoring", i)+".on", entry.On)
		f.Require(at("monitoring", i)+".note", entry.Note)
	}
	for i, check := range t.Effectiveness {
		at := at("effectiveness", i)
		f.RequireDate(at+".on", check.On)
		f.Enum(at+".effective", check.Effective)
		f.Order("implemented_on", t.ImplementedOn, at+".on", check.On)
		if t.ImplementedOn.IsZero() {
			f.Add(at, "checks a treatment that has no implemented_on: say since when it works")
		}
	}
	switch {
	case !t.DroppedOn.IsZero():
		f.Require("dropped_because", t.DroppedBecause)
	case t.DroppedBecause != "":
		f.RequireDate("dropped_on", t.DroppedOn)
	}
	return f.Err()
}
