package change

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

// A Change is a new or altered arrangement: of organization, policy, process, equipment or
// supplier; or something that alters by itself, a threat, the owners of the business. Its
// threats are considered before it takes effect. [Change.TakeEffect] refuses one that was not
// considered; what was entered past that gate the checks of 4.4.6 find.
type Change struct {
	ID          records.ID[Change]         `json:"id"`
	Title       string                     `json:"title"`
	Description string                     `json:"description,omitzero"`
	Kinds       []Kind                     `json:"kinds"`             // all that it is: a merger may change the organization as well
	Touches     []records.Ref              `json:"touches,omitempty"` // the records that are not what they were on its account
	EnteredOn   records.Date               `json:"entered_on,omitzero"`
	EnteredBy   records.ID[records.Person] `json:"entered_by,omitzero"`
	Imposed     bool                       `json:"imposed,omitzero"` // it comes from outside, and nobody here decides on it

	Assessment       Assessment                 `json:"assessment,omitzero"`
	NotNeededBecause string                     `json:"not_needed_because,omitzero"` // why threats need not be considered, where only suppliers or personnel are new
	DecidedOn        records.Date               `json:"decided_on,omitzero"`
	DecidedBy        records.ID[records.Person] `json:"decided_by,omitzero"`
	EffectiveOn      records.Date               `json:"effective_on,omitzero"` // first day; may lie ahead
	CancelledOn      records.Date               `json:"cancelled_on,omitzero"` // from when it is not to come, before it took effect
	CancelledBecause string                     `json:"cancelled_because,omitzero"`
	FollowUp         FollowUp                   `json:"follow_up,omitzero"` // of an assessment that came too late

	Risks       []RiskReview   `json:"risks,omitempty"`      // the risks that it bears on
	Significant records.Answer `json:"significant,omitzero"` // whether it changes a plan, a procedure or a capability significantly; empty while not decided
	Procedures  []Reflection   `json:"procedures,omitempty"` // the procedures concerned
	Reviews     []Review       `json:"reviews,omitempty"`    // of what it touched, and of how it went

	AffectsSystem     records.Answer `json:"affects_system,omitzero"`       // of a change of the business: whether it could unsettle the system; empty while not decided
	PolicyReviewDueOn records.Date   `json:"policy_review_due_on,omitzero"` // by the end of which the policy is reviewed on its account
}

// An Assessment is that somebody considered which threats and risks come with a change.
type Assessment struct {
	On      records.Date                `json:"on,omitzero"`
	By      records.ID[records.Person]  `json:"by,omitzero"`
	Outcome string                      `json:"outcome,omitzero"`  // what was found, and what is done about it
	Threats []records.ID[risk.Threat]   `json:"threats,omitempty"` // that were considered
	Result  records.ID[risk.Assessment] `json:"result,omitzero"`   // the risk assessment that holds it, where one does
}

// A FollowUp is what was done, and is finished, about an assessment that came too late.
type FollowUp struct {
	On   records.Date               `json:"on,omitzero"`
	By   records.ID[records.Person] `json:"by,omitzero"`
	What string                     `json:"what,omitzero"`
}

// A RiskReview is a risk that a change bears on, and what came of looking at it again.
type RiskReview struct {
	Risk    records.ID[risk.Risk]      `json:"risk"`
	Outcome risk.ReviewOutcome         `json:"outcome,omitzero"` // empty while nobody has looked
	On      records.Date               `json:"on,omitzero"`
	By      records.ID[records.Person] `json:"by,omitzero"`
}

// A Reflection is a procedure that a change concerns, and the revision that takes it in.
type Reflection struct {
	Procedure records.ID[documents.Procedure] `json:"procedure"`
	Revision  string                          `json:"revision,omitzero"` // its number; empty while there is none
}

// A Review is that somebody looked, on account of a change, at a record that rests on what it
// touched, or at how the change went.
type Review struct {
	Record  records.Ref                `json:"record,omitzero"` // zero: the change itself
	On      records.Date               `json:"on"`
	By      records.ID[records.Person] `json:"by"`
	Outcome string                     `json:"outcome"`
}

// Ref names the record.
func (x Change) Ref() records.Ref { return records.Ref{Kind: "change", ID: string(x.ID)} }

// IsZero reports whether nobody has considered anything.
func (a Assessment) IsZero() bool {
	return a.On.IsZero() && a.By == "" && a.Outcome == "" && len(a.Threats) == 0 && a.Result == ""
}

// IsZero reports whether nothing has been done.
func (u FollowUp) IsZero() bool { return u == FollowUp{} }

// Is reports whether the change is of that kind, among others.
func (x Change) Is(kind Kind) bool { return slices.Contains(x.Kinds, kind) }

// Validate reports every fault of the change at once. That it was assessed in time is for the
// checks of 4.4.6: what happened has to be told as it was.
func (x Change) Validate() error {
	var f records.Faults
	f.Require("id", string(x.ID))
	f.Require("title", x.Title)
	if len(x.Kinds) == 0 {
		f.Add("kinds", "is missing: say what changes: %s", strings.Join(Kind("").Values(), ", "))
	}
	for i, kind := range x.Kinds {
		f.Enum(fmt.Sprintf("kinds[%d]", i), kind)
		if first := slices.Index(x.Kinds, kind); first < i {
			f.Add(fmt.Sprintf("kinds[%d]", i), "%q is kinds[%d] already: name it once", kind, first)
		}
	}
	for i, touched := range x.Touches {
		if touched.IsZero() {
			f.Add(fmt.Sprintf("touches[%d]", i), "is missing: write kind/id, as in risk/R-012")
		}
	}
	if !x.Assessment.IsZero() {
		f.Within("assessment", x.Assessment.faults())
	}
	if x.NotNeededBecause != "" && slices.ContainsFunc(x.Kinds, func(k Kind) bool { return k.Letter() != "e" }) {
		f.Add("not_needed_because", "stands for new contractors, suppliers and personnel only, and this is a change of another kind as well: consider its threats")
	}
	f.Within("", x.decisionFaults())
	if !x.FollowUp.IsZero() {
		f.Within("follow_up", x.FollowUp.faults())
	}
	f.OptionalEnum("significant", x.Significant)
	f.OptionalEnum("affects_system", x.AffectsSystem)
	f.Within("", x.partFaults())
	return f.Err()
}

func (a Assessment) faults() error {
	var f records.Faults
	f.RequireDate("on", a.On)
	f.Require("by", string(a.By))
	f.Require("outcome", a.Outcome)
	return f.Err()
}

func (u FollowUp) faults() error {
	var f records.Faults
	f.RequireDate("on", u.On)
	f.Require("by", string(u.By))
	f.Require("what", u.What)
	return f.Err()
}

func (x *Change) decisionFaults() error {
	var f records.Faults
	switch {
	case x.Imposed && (x.DecidedBy != "" || !x.DecidedOn.IsZero()):
		f.Add("imposed", "is true, and the change was decided on here: keep one of the two")
	case x.DecidedBy == "" && !x.DecidedOn.IsZero():
		f.Add("decided_by", "is missing: say who decided on %s", x.DecidedOn)
	case x.DecidedBy != "" && x.DecidedOn.IsZero():
		f.Add("decided_on", "is missing: say when person %s decided", x.DecidedBy)
	}
	f.Order("entered_on", x.EnteredOn, "cancelled_on", x.CancelledOn)
	switch {
	case !x.CancelledOn.IsZero():
		f.Require("cancelled_because", x.CancelledBecause)
		if !x.EffectiveOn.IsZero() && !x.CancelledOn.Before(x.EffectiveOn) {
			f.Add("cancelled_on", "%s is not before effective_on %s: what has taken effect is undone by another change", x.CancelledOn, x.EffectiveOn)
		}
	case x.CancelledBecause != "":
		f.RequireDate("cancelled_on", x.CancelledOn)
	}
	return f.Err()
}

func (x *Change) partFaults() error {
	var f records.Faults
	risks := map[records.ID[risk.Risk]]int{}
	for i, v := range x.Risks {
		at := fmt.Sprintf("risks[%d]", i)
		f.Within(at, v.faults())
		if first, twice := risks[v.Risk]; twice && v.Risk != "" {
			f.Add(at+".risk", "%s is that of risks[%d] already: keep one", v.Risk, first)
			continue
		}
		risks[v.Risk] = i
	}
	procedures := map[records.ID[documents.Procedure]]int{}
	for i, p := range x.Procedures {
		at := fmt.Sprintf("procedures[%d].procedure", i)
		f.Require(at, string(p.Procedure))
		if first, twice := procedures[p.Procedure]; twice && p.Procedure != "" {
			f.Add(at, "%s is that of procedures[%d] already: keep one", p.Procedure, first)
			continue
		}
		procedures[p.Procedure] = i
	}
	for i, v := range x.Reviews {
		f.Within(fmt.Sprintf("reviews[%d]", i), v.faults())
	}
	return f.Err()
}

func (v RiskReview) faults() error {
	var f records.Faults
	f.Require("risk", string(v.Risk))
	f.OptionalEnum("outcome", v.Outcome)
	if v.Outcome == "" && v.On.IsZero() && v.By == "" {
		return f.Err()
	}
	f.RequireDate("on", v.On)
	f.Require("by", string(v.By))
	if v.Outcome == "" {
		f.Add("outcome", "is missing: say whether the risk was %s or %s", risk.Revised, risk.Confirmed)
	}
	return f.Err()
}

func (v Review) faults() error {
	var f records.Faults
	f.RequireDate("on", v.On)
	f.Require("by", string(v.By))
	f.Require("outcome", v.Outcome)
	return f.Err()
}
