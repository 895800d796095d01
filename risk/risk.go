package risk

import (
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// A Risk is a threat scenario and what it could do: how likely it is, and how bad its
// consequence would be in each of the eight categories, before and after the controls in place.
type Risk struct {
	ID          records.ID[Risk]           `json:"id"`
	Title       string                     `json:"title"`
	Description string                     `json:"description,omitzero"`
	Threats     []records.ID[Threat]       `json:"threats,omitempty"` // that the scenario is made of
	Site        string                     `json:"site,omitzero"`     // a site of the scope; empty where the risk is not tied to one
	Stage       string                     `json:"stage,omitzero"`    // a supply chain stage of the scope
	Activity    string                     `json:"activity,omitzero"` // an activity of the scope
	Class       string                     `json:"class,omitzero"`    // the organization's own grouping
	Condition   Condition                  `json:"condition,omitzero"`
	Owner       records.ID[records.Person] `json:"owner,omitzero"`
	Inherent    Rating                     `json:"inherent,omitzero"`   // before the controls in place
	Residual    Rating                     `json:"residual,omitzero"`   // with them; zero where there are none or they were not yet judged
	Controls    []records.ID[Control]      `json:"controls,omitempty"`  // in place
	Decision    Decision                   `json:"decision,omitzero"`   // empty while not decided
	DecidedBy   records.ID[records.Person] `json:"decided_by,omitzero"` // who decided
	DecidedOn   records.Date               `json:"decided_on,omitzero"`
	AddedOn     records.Date               `json:"added_on,omitzero"`     // when the risk was entered
	RevisedOn   records.Date               `json:"revised_on,omitzero"`   // when its ratings last changed
	EntryInERM  string                     `json:"entry_in_erm,omitzero"` // where the organization's own risk assessment holds it
	NotInERM    string                     `json:"not_in_erm,omitzero"`   // why the organization's own risk assessment does not hold it
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
	f.Order("added_on", r.AddedOn, "revised_on", r.RevisedOn)
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
