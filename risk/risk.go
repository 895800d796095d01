package risk

import (
	"fmt"
	"iter"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A Risk is a threat scenario and what it could do: how likely it is, and how bad its
// consequence would be in each of the eight categories, before and after the controls in place.
type Risk struct {
	ID               records.ID[Risk]               `json:"id"`
	Title            string                         `json:"title"`
	Description      string                         `json:"description,omitzero"`
	Threats          []records.ID[Threat]           `json:"threats,omitempty"` // that the scenario is made of
	Site             string                         `json:"site,omitzero"`     // a site of the scope; empty where the risk is not tied to one
	Stage            string                         `json:"stage,omitzero"`    // a supply chain stage of the scope
	Activity         string                         `json:"activity,omitzero"` // an activity of the scope
	Class            string                         `json:"class,omitzero"`    // the organization's own grouping
	Condition        Condition                      `json:"condition,omitzero"`
	Owner            records.ID[records.Person]     `json:"owner,omitzero"`
	Inherent         Rating                         `json:"inherent,omitzero"`   // before the controls in place
	Residual         Rating                         `json:"residual,omitzero"`   // with them; zero where there are none or they were not yet judged
	Controls         []records.ID[Control]          `json:"controls,omitempty"`  // in place
	Decision         Decision                       `json:"decision,omitzero"`   // empty while not decided
	DecidedBy        records.ID[records.Person]     `json:"decided_by,omitzero"` // who decided
	DecidedOn        records.Date                   `json:"decided_on,omitzero"`
	AddedOn          records.Date                   `json:"added_on,omitzero"`     // when the risk was entered
	RevisedOn        records.Date                   `json:"revised_on,omitzero"`   // when its ratings last changed
	Reviews          []Review                       `json:"reviews,omitempty"`     // what made somebody look at it again, and to what end
	WithdrawnOn      records.Date                   `json:"withdrawn_on,omitzero"` // from when it is a risk no more
	WithdrawnBecause string                         `json:"withdrawn_because,omitzero"`
	Significant      records.Answer                 `json:"significant,omitzero"`  // empty while not decided
	Credible         records.Answer                 `json:"credible,omitzero"`     // as a security event to be ready for; empty while not decided
	Document         records.ID[documents.Document] `json:"document,omitzero"`     // that documents it, where that of its assessment does not
	EntryInERM       string                         `json:"entry_in_erm,omitzero"` // where the organization's own risk assessment holds it
	NotInERM         string                         `json:"not_in_erm,omitzero"`   // why the organization's own risk assessment does not hold it
}

// A Rating is the likelihood of a risk and its consequence per category, as steps of the
// criteria's scales: 1 is the lowest, 0 is not rated.
type Rating struct {
	Likelihood    int           `json:"likelihood,omitzero"`    // where the criteria rate it directly
	Threat        int           `json:"threat,omitzero"`        // where they make it from threat
	Vulnerability int           `json:"vulnerability,omitzero"` // and vulnerability
	Consequences  []Consequence `json:"consequences,omitempty"` // at most one a category
}

// A Consequence rates one category of a risk, or rules it out with the reason.
type Consequence struct {
	Category      Category `json:"category"`
	Step          int      `json:"step,omitzero"`           // of the consequence scale; 0 where ruled out or not rated
	NotApplicable string   `json:"not_applicable,omitzero"` // why the category does not bear on this risk
}

// A Review is a second look at a risk, because something it rests on has changed: an incident,
// a change in effect, a new threat.
type Review struct {
	On      records.Date               `json:"on"`
	By      records.ID[records.Person] `json:"by,omitzero"`
	Because records.Ref                `json:"because,omitzero"` // what has changed; empty where the review was a routine one
	Outcome ReviewOutcome              `json:"outcome"`
	Note    string                     `json:"note,omitzero"`
}

// A ReviewOutcome is what became of a risk that was looked at again.
type ReviewOutcome string

// The outcomes of a review.
const (
	Revised   ReviewOutcome = "revised"   // its ratings or its description changed
	Confirmed ReviewOutcome = "confirmed" // it stays as it is
)

// Values lists the outcomes there are.
func (ReviewOutcome) Values() []string { return []string{string(Revised), string(Confirmed)} }

// A Condition is the state of operations in which a risk arises.
type Condition string

// The conditions. Each kind has to be looked at in an assessment.
const (
	Normal    Condition = "normal"
	Abnormal  Condition = "abnormal"
	Emergency Condition = "emergency"
)

// Values lists the conditions there are.
func (Condition) Values() []string {
	return []string{string(Normal), string(Abnormal), string(Emergency)}
}

// A Decision is what is to be done about a risk.
type Decision string

// The decisions of 4.3.1, and to tolerate. To share a risk with others is a way to control it.
const (
	ToAvoid     Decision = "avoid"
	ToEliminate Decision = "eliminate"
	ToControl   Decision = "control"
	ToTolerate  Decision = "tolerate"
)

// Values lists the decisions there are.
func (Decision) Values() []string {
	return []string{string(ToAvoid), string(ToEliminate), string(ToControl), string(ToTolerate)}
}

// Ref names the risk.
func (r Risk) Ref() records.Ref { return records.Ref{Kind: "risk", ID: string(r.ID)} }

// OnRegister reports whether the risk has been entered and not been withdrawn since. One without
// a day was there all along.
func (r Risk) OnRegister(clock records.Clock) bool {
	return onRegister(clock, r.AddedOn, r.WithdrawnOn)
}

// Decided returns what was decided about the risk by the time of the clock, or nothing. A
// decision without a day was there all along.
func (r Risk) Decided(clock records.Clock) Decision {
	if !r.DecidedOn.IsZero() && !clock.Happened(r.DecidedOn) {
		return ""
	}
	return r.Decision
}

// LookedAt returns the last day by the time of the clock on which the ratings of the risk were
// made, changed or confirmed, or no day.
func (r Risk) LookedAt(clock records.Clock) records.Date {
	last := latest(clock, r.AddedOn, r.RevisedOn)
	for _, review := range r.Reviews {
		last = later(last, latest(clock, review.On))
	}
	return last
}

// UndecidedRisks yields the risks on the register about which nothing has been decided by the time of
// the clock.
func UndecidedRisks(risks []Risk, clock records.Clock) iter.Seq[*Risk] {
	return where(risks, func(r *Risk) bool { return r.OnRegister(clock) && r.Decided(clock) == "" })
}

// In returns the consequence that the rating gives for a category, and whether there is an entry for it.
func (r Rating) In(category Category) (Consequence, bool) {
	for _, c := range r.Consequences {
		if c.Category == category {
			return c, true
		}
	}
	return Consequence{}, false
}

// IsZero reports whether nothing is rated.
func (r Rating) IsZero() bool {
	return r.Likelihood == 0 && r.Threat == 0 && r.Vulnerability == 0 && len(r.Consequences) == 0
}

// Validate reports every fault of the risk at once. It looks at the risk alone: whether its
// steps lie on the scales is for the criteria, whether its controls exist for whoever holds them.
func (r Risk) Validate() error {
	var f records.Faults
	f.Require("id", string(r.ID))
	f.Require("title", r.Title)
	f.OptionalEnum("condition", r.Condition)
	f.OptionalEnum("decision", r.Decision)
	f.Within("inherent", r.Inherent.Validate())
	f.Within("residual", r.Residual.Validate())
	f.OptionalEnum("significant", r.Significant)
	f.OptionalEnum("credible", r.Credible)
	f.Order("added_on", r.AddedOn, "revised_on", r.RevisedOn)
	f.Order("added_on", r.AddedOn, "withdrawn_on", r.WithdrawnOn)
	withdrawal(&f, r.WithdrawnOn, r.WithdrawnBecause)
	if r.Decision == "" && !r.DecidedOn.IsZero() {
		f.Add("decision", "is missing: say what was decided on %s", r.DecidedOn)
	}
	for i, review := range r.Reviews {
		f.RequireDate(at("reviews", i)+".on", review.On)
		f.Enum(at("reviews", i)+".outcome", review.Outcome)
	}
	return f.Err()
}

// Validate reports every fault of the rating at once.
func (r Rating) Validate() error {
	var f records.Faults
	if r.Likelihood != 0 && (r.Threat != 0 || r.Vulnerability != 0) {
		f.Add("likelihood", "is given beside threat and vulnerability, from which it is made: leave one of them out")
	}
	for _, step := range []struct {
		path string
		step int
	}{{"likelihood", r.Likelihood}, {"threat", r.Threat}, {"vulnerability", r.Vulnerability}} {
		if step.step < 0 {
			f.Add(step.path, "%d is no step of a scale: steps count from 1", step.step)
		}
	}
	seen := map[Category]bool{}
	for i, c := range r.Consequences {
		at := fmt.Sprintf("consequences[%d]", i)
		f.Enum(at+".category", c.Category)
		if seen[c.Category] {
			f.Add(at+".category", "%s is rated twice: keep one", c.Category)
		}
		seen[c.Category] = true
		switch {
		case c.Step < 0:
			f.Add(at+".step", "%d is no step of a scale: steps count from 1", c.Step)
		case c.Step > 0 && c.NotApplicable != "":
			f.Add(at+".not_applicable", "rules out a category that is rated %d: keep one of the two", c.Step)
		}
	}
	return f.Err()
}
