package incidents

import (
	"slices"

	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

// An Action is what is done so that something does not happen again (corrective), does not
// happen at all (preventive), or goes better (improvement). It is proposed, approved, put
// through a risk review of its own, carried out, and checked by somebody else for whether it
// worked. Where the same cause strikes again within the watch, it is taken up anew: a
// [Reopening], which begins another [Run].
type Action struct {
	ID                 records.ID[Action]         `json:"id"`
	Title              string                     `json:"title"`
	Kind               ActionKind                 `json:"kind"`
	Description        string                     `json:"description,omitzero"`
	Severity           Severity                   `json:"severity,omitzero"`      // of the problem that it meets
	Investigation      records.ID[Investigation]  `json:"investigation,omitzero"` // that led to it
	Incidents          []records.ID[Incident]     `json:"incidents,omitempty"`
	Causes             []records.ID[Cause]        `json:"causes,omitempty"` // that it is to remove
	Risks              []records.ID[risk.Risk]    `json:"risks,omitempty"`  // that it bears on
	Follows            records.ID[Action]         `json:"follows,omitzero"` // that did not work, and which it takes up
	ProposedBy         records.ID[records.Person] `json:"proposed_by,omitzero"`
	ProposedOn         records.Date               `json:"proposed_on,omitzero"`
	ApprovedBy         records.ID[records.Person] `json:"approved_by,omitzero"`
	ApprovedOn         records.Date               `json:"approved_on,omitzero"`
	Owner              records.ID[records.Person] `json:"owner,omitzero"`
	DueOn              records.Date               `json:"due_on,omitzero"`
	Moves              []Move                     `json:"moves,omitempty"` // of the day on which it is due
	RiskReviews        []RiskReview               `json:"risk_reviews,omitempty"`
	Run                                           // its first, and mostly its only one
	Reopenings         []Reopening                `json:"reopenings,omitempty"`
	Progress           []Progress                 `json:"progress,omitempty"`
	Revisions          []Revision                 `json:"revisions,omitempty"` // of what is to be done
	ProcedureChanges   []ProcedureChange          `json:"procedure_changes,omitempty"`
	TrainingNeeds      []TrainingNeed             `json:"training_needs,omitempty"`
	EffectivenessDueOn records.Date               `json:"effectiveness_due_on,omitzero"` // by when it is checked whether it worked
	Effectiveness      []Confirmation             `json:"effectiveness,omitempty"`
	Watch              records.Period             `json:"watch,omitzero"` // from its completion, during which the same cause must not come back
	DroppedOn          records.Date               `json:"dropped_on,omitzero"`
	DroppedBecause     string                     `json:"dropped_because,omitzero"`
}

// An ActionKind is what an action is for.
type ActionKind string

// The kinds of action.
const (
	Corrective  ActionKind = "corrective"
	Preventive  ActionKind = "preventive"
	Improvement ActionKind = "improvement"
)

// Values lists the kinds there are.
func (ActionKind) Values() []string {
	return []string{string(Corrective), string(Preventive), string(Improvement)}
}

// A Run is one go at carrying an action out.
type Run struct {
	StartedOn   records.Date               `json:"started_on,omitzero"`
	Imminent    Imminent                   `json:"imminent,omitzero"` // where it began before its risk review
	CompletedOn records.Date               `json:"completed_on,omitzero"`
	CompletedBy records.ID[records.Person] `json:"completed_by,omitzero"` // who carried it out
	FollowUp    FollowUp                   `json:"follow_up,omitzero"`    // where it began without its risk review and without such danger
}

// Began returns the day on which the run began: the one on record, or else that of its
// completion, since what is complete was begun.
func (r Run) Began() records.Date {
	if r.StartedOn.IsZero() || !r.CompletedOn.IsZero() && r.CompletedOn.Before(r.StartedOn) {
		return r.CompletedOn
	}
	return r.StartedOn
}

// An Imminent says that an action could not wait for its risk review, because life or public
// safety was in immediate danger. The review is then made up for by the day set.
type Imminent struct {
	Reason   string                     `json:"reason"`
	By       records.ID[records.Person] `json:"by"` // who decided it
	ReviewBy records.Date               `json:"review_by"`
}

// IsZero reports whether no such danger is claimed.
func (m Imminent) IsZero() bool { return m == Imminent{} }

// A FollowUp is what was done about an action that ought not to have begun yet.
type FollowUp struct {
	What string                     `json:"what"`
	By   records.ID[records.Person] `json:"by"`
	On   records.Date               `json:"on"`
}

// IsZero reports whether nothing was done.
func (x FollowUp) IsZero() bool { return x == FollowUp{} }

// A Reopening is that an action was taken up again: because the same cause struck again, or
// because it was found not to have worked. It begins another run.
type Reopening struct {
	On      records.Date               `json:"on"`
	By      records.ID[records.Person] `json:"by"`
	Because records.ID[Incident]       `json:"because,omitzero"` // in which the cause came back
	Reason  string                     `json:"reason"`
	DueOn   records.Date               `json:"due_on,omitzero"` // of the new run
	Run
}

// A RiskReview is that an action was put through threat and risk assessment before it is
// carried out.
type RiskReview struct {
	On      records.Date               `json:"on"`
	By      records.ID[records.Person] `json:"by"`
	Outcome RiskOutcome                `json:"outcome"`
	Risks   []records.ID[risk.Risk]    `json:"risks,omitempty"` // that were looked at
	Note    string                     `json:"note,omitzero"`
}

// A RiskOutcome is what a risk review of an action came to.
type RiskOutcome string

// The outcomes. What is not acceptable is not begun.
const (
	Acceptable     RiskOutcome = "acceptable"
	WithConditions RiskOutcome = "acceptable with conditions"
	NotAcceptable  RiskOutcome = "not acceptable"
)

// Values lists the outcomes there are.
func (RiskOutcome) Values() []string {
	return []string{string(Acceptable), string(WithConditions), string(NotAcceptable)}
}

// A Move is that the day on which an action is due was put off.
type Move struct {
	On     records.Date `json:"on"` // when that was decided
	To     records.Date `json:"to"`
	Reason string       `json:"reason"`
}

// A Progress is how far an action had come on a day, and who of top management was told, if
// anybody.
type Progress struct {
	On         records.Date               `json:"on"`
	By         records.ID[records.Person] `json:"by,omitzero"`
	Note       string                     `json:"note"`
	ReportedTo records.ID[records.Person] `json:"reported_to,omitzero"`
}

// A Revision is a change of what an action is to do. Judgements on the action that are older
// do not hold any more.
type Revision struct {
	On     records.Date               `json:"on"`
	By     records.ID[records.Person] `json:"by,omitzero"`
	Reason string                     `json:"reason"`
}

// A ProcedureChange is a documented procedure that has to change on account of an action, and
// by which revision it did. Exactly one of document and procedure is named.
type ProcedureChange struct {
	Document  records.ID[documents.Document]  `json:"document,omitzero"`
	Procedure records.ID[documents.Procedure] `json:"procedure,omitzero"`
	What      string                          `json:"what"`
	Revision  string                          `json:"revision,omitzero"` // its number; empty while there is none
}

// A TrainingNeed is training that an action makes necessary.
type TrainingNeed struct {
	Text     string                          `json:"text"`
	Training records.ID[competence.Training] `json:"training,omitzero"` // empty while none is planned
}

// A Confirmation is that somebody looked whether an action had worked.
type Confirmation struct {
	On        records.Date               `json:"on"`
	By        records.ID[records.Person] `json:"by"`
	Effective records.Answer             `json:"effective"`
	Evidence  []Proof                    `json:"evidence,omitempty"`
	Note      string                     `json:"note,omitzero"`
}

// A Proof is what a confirmation rests on. It shows the time after the action only if it is not
// older than the action.
type Proof struct {
	Record records.Ref  `json:"record,omitzero"`
	Text   string       `json:"text,omitzero"`
	On     records.Date `json:"on"` // the day of which it speaks
}

// Ref names the action.
func (a Action) Ref() records.Ref { return records.Ref{Kind: "action", ID: string(a.ID)} }

// Decided reports whether somebody has decided by the time of the clock that the action is to
// be done. One that was begun was decided.
func (a Action) Decided(clock records.Clock) bool {
	return a.ApprovedBy != "" && clock.Happened(a.ApprovedOn) || clock.Happened(a.Run.Began())
}

// Current returns the run at the time of the clock: that of the last reopening, or the first
// one. Its number counts reopenings.
func (a *Action) Current(clock records.Clock) (run *Run, reopenings int) {
	for i := len(a.Reopenings) - 1; i >= 0; i-- {
		if clock.Happened(a.Reopenings[i].On) {
			return &a.Reopenings[i].Run, i + 1
		}
	}
	return &a.Run, 0
}

// Completed returns the day on which the action was completed, as of the time of the clock, or
// no day: also where it was reopened since.
func (a Action) Completed(clock records.Clock) records.Date {
	if run, _ := a.Current(clock); clock.Happened(run.CompletedOn) {
		return run.CompletedOn
	}
	return records.Date{}
}

// Due returns the day on which the action is due as it was known at the time of the clock: the
// one set first, or with the last reopening, or the one that it was moved to since. A move
// without a reason does not count.
func (a Action) Due(clock records.Clock) records.Date {
	due, decided := a.DueOn, records.Date{}
	if _, n := a.Current(clock); n > 0 {
		due, decided = a.Reopenings[n-1].DueOn, a.Reopenings[n-1].On
	}
	for _, m := range a.Moves {
		if clock.Happened(m.On) && !m.On.Before(decided) && !blank(m.Reason) {
			due, decided = m.To, m.On
		}
	}
	return due
}

// RevisedOn returns the day by the time of the clock on which what is to be done was proposed or
// last changed: by a revision or a reopening. Judgements on the action that are older are stale.
func (a Action) RevisedOn(clock records.Clock) records.Date {
	var last records.Date
	for _, day := range a.settled() {
		if clock.Happened(day) {
			last = later(last, day)
		}
	}
	return last
}

func (a *Action) settled() []records.Date {
	days := []records.Date{a.ProposedOn}
	for _, v := range a.Revisions {
		days = append(days, v.On)
	}
	for _, r := range a.Reopenings {
		days = append(days, r.On)
	}
	return days
}

// Removes reports whether the action is to remove that cause.
func (a Action) Removes(cause records.ID[Cause]) bool {
	return cause != "" && slices.Contains(a.Causes, cause)
}
