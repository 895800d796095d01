package organization

import (
	"fmt"
	"strings"

	"github.com/iso28000/iso28000/records"
)

// A Scope is one revision of the statement of what the system covers. A revision that takes
// effect takes the place of the one before; risks, operations and audits refer to its sites,
// stages and activities by their names.
type Scope struct {
	ID         records.ID[Scope] `json:"id"`
	Revision   string            `json:"revision"`
	Sites      []Site            `json:"sites,omitempty"`
	Units      []string          `json:"units,omitempty"` // the parts of the organization
	Activities []string          `json:"activities,omitempty"`
	Stages     []Stage           `json:"stages,omitempty"`     // of the supply chain
	Exclusions []Exclusion       `json:"exclusions,omitempty"` // what a reader would expect in it, and why it is not

	// RequiredSecurityLevel is the level of security called for in the supply chain, in words
	// or by the scheme that lays it down: TAPA FSR level A, as an authorized economic operator.
	RequiredSecurityLevel string `json:"required_security_level,omitzero"`

	ApprovedBy    records.ID[records.Person] `json:"approved_by,omitzero"` // nobody while it is a draft
	ApprovedOn    records.Date               `json:"approved_on,omitzero"`
	EffectiveFrom records.Date               `json:"effective_from,omitzero"`
	WithdrawnOn   records.Date               `json:"withdrawn_on,omitzero"`
}

// A Site is a place that the system covers.
type Site struct {
	Name    string `json:"name"`
	Address string `json:"address,omitzero"`
}

// A Stage is a stretch of the supply chain that the system covers.
type Stage struct {
	Name     string   `json:"name"`
	Position Position `json:"position,omitzero"`
}

// A Position says where in the supply chain something lies, seen from the organization.
type Position string

// The positions.
const (
	Upstream   Position = "upstream"   // before the goods come under its control
	Own        Position = "own"        // while it has them under its control
	Downstream Position = "downstream" // after it has given them on
)

// Values lists the positions there are.
func (Position) Values() []string {
	return []string{string(Upstream), string(Own), string(Downstream)}
}

// An Exclusion is what the scope leaves out: a site, a unit, an activity or a stage.
type Exclusion struct {
	What   string `json:"what"`
	Reason string `json:"reason"`
}

// Ref names the scope.
func (s Scope) Ref() records.Ref { return records.Ref{Kind: "scope", ID: string(s.ID)} }

// Validate reports every fault of the scope at once. What it does not cover at all is for
// the check of 4.1 to say.
func (s Scope) Validate() error {
	var f records.Faults
	f.Require("id", string(s.ID))
	f.Require("revision", s.Revision)
	names(&f, "sites", len(s.Sites), ".name", func(i int) string { return s.Sites[i].Name })
	names(&f, "units", len(s.Units), "", func(i int) string { return s.Units[i] })
	names(&f, "activities", len(s.Activities), "", func(i int) string { return s.Activities[i] })
	names(&f, "stages", len(s.Stages), ".name", func(i int) string { return s.Stages[i].Name })
	for i, stage := range s.Stages {
		f.OptionalEnum(fmt.Sprintf("stages[%d].position", i), stage.Position)
	}
	names(&f, "exclusions", len(s.Exclusions), ".what", func(i int) string { return s.Exclusions[i].What })
	for i, exclusion := range s.Exclusions {
		f.Require(fmt.Sprintf("exclusions[%d].reason", i), exclusion.Reason)
	}
	approval(&f, "approved_by", s.ApprovedBy, "approved_on", s.ApprovedOn)
	f.Order("approved_on", s.ApprovedOn, "withdrawn_on", s.WithdrawnOn)
	return f.Err()
}

// names notes the entries of a list without a name, and those with one that was there before.
func names(f *records.Faults, list string, n int, field string, name func(i int) string) {
	seen := make(map[string]int, n)
	for i := range n {
		path, text := fmt.Sprintf("%s[%d]%s", list, i, field), strings.TrimSpace(name(i))
		f.Require(path, text)
		if first, twice := seen[text]; twice && text != "" {
			f.Add(path, "%q is %s[%d] already: name it once", text, list, first)
			continue
		}
		seen[text] = i
	}
}

// approval notes an approval without a person or without a day.
func approval(f *records.Faults, byPath string, by records.ID[records.Person], onPath string, on records.Date) {
	switch {
	case by == "" && !on.IsZero():
		f.Add(byPath, "is missing: say who approved it on %s", on)
	case by != "" && on.IsZero():
		f.Add(onPath, "is missing: say when person %s approved it", by)
	}
}

func (s *Scope) life() records.Life {
	l := records.Life{ApprovedOn: s.ApprovedOn, EffectiveFrom: s.EffectiveFrom, WithdrawnOn: s.WithdrawnOn}
	if s.ApprovedBy == "" {
		l.ApprovedOn = records.Date{} // approved by nobody
	}
	return l
}

// State says how far the scope has come, looked at by itself: whether a later one took its
// place is for whoever holds them all.
func (s Scope) State(clock records.Clock) records.State { return s.life().State(clock) }
