package review

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A Review is one review of the system by top management.
type Review struct {
	ID            records.ID[Review]           `json:"id"`
	Title         string                       `json:"title,omitzero"`
	PlannedOn     records.Date                 `json:"planned_on,omitzero"`
	HeldOn        records.Date                 `json:"held_on,omitzero"` // zero while it is only planned
	Chair         records.ID[records.Person]   `json:"chair,omitzero"`
	Participants  []records.ID[records.Person] `json:"participants,omitempty"`
	Inputs        []Given                      `json:"inputs,omitempty"`
	Suitability   Conclusion                   `json:"suitability,omitzero"`
	Adequacy      Conclusion                   `json:"adequacy,omitzero"`
	Effectiveness Conclusion                   `json:"effectiveness,omitzero"`
	Opportunities []string                     `json:"opportunities,omitempty"` // for improvement
	NoneFound     string                       `json:"none_found,omitzero"`     // that no opportunity was found, and why
	ChangeNeeds   []ChangeNeed                 `json:"change_needs,omitempty"`
	NoChange      string                       `json:"no_change,omitzero"` // that it was decided to change nothing, and why
	Minutes       Minutes                      `json:"minutes,omitzero"`
}

// Given is what was put before a review on one subject.
type Given struct {
	Kind            Kind          `json:"kind"`
	Records         []records.Ref `json:"records,omitempty"`          // audits, actions, messages, objectives that it covers
	Summary         string        `json:"summary,omitzero"`           // what was said
	NothingToReport string        `json:"nothing_to_report,omitzero"` // that there was nothing, in words; silence is no input
}

// A Kind is one of the inputs of a management review, letters a) to h) of 4.6; a) has three.
type Kind string

// The kinds of input, in the order of the standard.
const (
	AuditResults          Kind = "audit results"          // a)
	LegalCompliance       Kind = "legal compliance"       // a)
	OtherCompliance       Kind = "other compliance"       // a) with other requirements accepted
	ExternalCommunication Kind = "external communication" // b) complaints among it
	SecurityPerformance   Kind = "security performance"   // c)
	ObjectivesAndTargets  Kind = "objectives and targets" // d)
	ActionStatus          Kind = "action status"          // e)
	FollowUp              Kind = "follow-up"              // f) of earlier reviews
	ChangingCircumstances Kind = "changing circumstances" // g)
	Recommendations       Kind = "recommendations"        // h)
)

var kinds = [...]Kind{AuditResults, LegalCompliance, OtherCompliance, ExternalCommunication, SecurityPerformance, ObjectivesAndTargets, ActionStatus, FollowUp, ChangingCircumstances, Recommendations}

// Kinds returns the kinds of input in the order of the standard.
func Kinds() []Kind { return slices.Clone(kinds[:]) }

// Values lists the kinds there are.
func (Kind) Values() []string {
	values := make([]string, len(kinds))
	for i, k := range kinds {
		values[i] = string(k)
	}
	return values
}

// A Conclusion is what a review came to on one question.
type Conclusion struct {
	Favourable records.Answer `json:"favourable,omitzero"`
	Text       string         `json:"text,omitzero"`
}

// Drawn reports whether the review came to a conclusion, favourable or not.
func (c Conclusion) Drawn() bool { return c.Favourable != "" }

// A ChangeNeed says of one part of the system whether it has to change.
type ChangeNeed struct {
	Of     Part           `json:"of"`
	Needed records.Answer `json:"needed"`
	Note   string         `json:"note,omitzero"`
}

// A Part is a part of the system that may have to change.
type Part string

// The parts that a review looks at.
const (
	Policy          Part = "policy"
	Objectives      Part = "objectives" // and targets
	ThreatsAndRisks Part = "threats and risks"
	RestOfSystem    Part = "rest of the system"
)

var parts = [...]Part{Policy, Objectives, ThreatsAndRisks, RestOfSystem}

// Values lists the parts there are.
func (Part) Values() []string {
	values := make([]string, len(parts))
	for i, p := range parts {
		values[i] = string(p)
	}
	return values
}

// Minutes are the record of a review.
type Minutes struct {
	Document   records.ID[documents.Document] `json:"document"`
	Retention  records.Period                 `json:"retention,omitzero"` // for how long they are kept, from the day of the review
	DisposedOn records.Date                   `json:"disposed_on,omitzero"`
}

// IsZero reports whether there are no minutes.
func (m Minutes) IsZero() bool { return m == Minutes{} }

// Ref names the review.
func (v Review) Ref() records.Ref { return records.Ref{Kind: "management review", ID: string(v.ID)} }

// Input returns what was put before the review on a subject: entries of one kind taken together.
func (v *Review) Input(kind Kind) (given Given, found bool) {
	given.Kind = kind
	for _, in := range v.Inputs {
		if in.Kind == kind && in.says() {
			found = true
			given.Records = append(given.Records, in.Records...)
			given.Summary = strings.TrimSpace(given.Summary + " " + in.Summary)
			given.NothingToReport = strings.TrimSpace(given.NothingToReport + " " + in.NothingToReport)
		}
	}
	return given, found
}

// says reports whether an entry says anything: that there was nothing to report, too.
func (g *Given) says() bool {
	return len(g.Records) > 0 || strings.TrimSpace(g.Summary) != "" || strings.TrimSpace(g.NothingToReport) != ""
}

// attended returns all who took part, once each.
func (v *Review) attended() []records.ID[records.Person] {
	list := slices.Clone(v.Participants)
	if v.Chair != "" && !slices.Contains(list, v.Chair) {
		list = append(list, v.Chair)
	}
	return list
}

// Validate reports every fault of the review at once. What it leaves out is for the checks.
func (v Review) Validate() error {
	var f records.Faults
	f.Require("id", string(v.ID))
	for i, in := range v.Inputs {
		at := fmt.Sprintf("inputs[%d]", i)
		f.Enum(at+".kind", in.Kind)
		if strings.TrimSpace(in.NothingToReport) != "" && len(in.Records) > 0 {
			f.Add(at+".nothing_to_report", "stands beside records that were put before the review: keep one of the two")
		}
	}
	for _, c := range []struct {
		path       string
		conclusion Conclusion
	}{{"suitability", v.Suitability}, {"adequacy", v.Adequacy}, {"effectiveness", v.Effectiveness}} {
		f.OptionalEnum(c.path+".favourable", c.conclusion.Favourable)
	}
	if strings.TrimSpace(v.NoneFound) != "" && len(v.Opportunities) > 0 {
		f.Add("none_found", "stands beside opportunities: keep one of the two")
	}
	seen := map[Part]bool{}
	for i, n := range v.ChangeNeeds {
		at := fmt.Sprintf("change_needs[%d]", i)
		f.Enum(at+".of", n.Of)
		f.Enum(at+".needed", n.Needed)
		if seen[n.Of] {
			f.Add(at+".of", "%s has an entry already: keep one", n.Of)
		}
		seen[n.Of] = true
	}
	if !v.Minutes.IsZero() {
		f.Require("minutes.document", string(v.Minutes.Document))
		f.Order("held_on", v.HeldOn, "minutes.disposed_on", v.Minutes.DisposedOn)
	}
	return f.Err()
}
