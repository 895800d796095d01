package objectives

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// An Audience says whom an objective or a target concerns, so that they have to be told of it
// and of what is expected of them.
type Audience struct {
	Employees    records.Answer                        `json:"employees,omitzero"` // whether it concerns any; need not be said where roles are named
	Roles        []records.ID[organization.Role]       `json:"roles,omitempty"`
	Outsiders    records.Answer                        `json:"outsiders,omitzero"` // whether it concerns any; need not be said where third parties are named
	ThirdParties []records.ID[organization.ThirdParty] `json:"third_parties,omitempty"`
}

// IsZero reports whether it is not said whom it concerns.
func (a Audience) IsZero() bool {
	return a.Employees == "" && len(a.Roles) == 0 && a.Outsiders == "" && len(a.ThirdParties) == 0
}

// ConcernsEmployees says whether it concerns roles of the organization: yes where some are
// named, and empty where it is not decided.
func (a Audience) ConcernsEmployees() records.Answer { return concerns(a.Employees, len(a.Roles)) }

// ConcernsOutsiders says whether it concerns third parties, as [Audience.ConcernsEmployees] does.
func (a Audience) ConcernsOutsiders() records.Answer {
	return concerns(a.Outsiders, len(a.ThirdParties))
}

func concerns(said records.Answer, named int) records.Answer {
	if named > 0 {
		return records.Yes
	}
	return said
}

// A Communication is that an objective or a target was made known to those whom it concerns:
// employees by their roles, people from outside by their groups.
type Communication struct {
	On           records.Date                          `json:"on"`
	Means        string                                `json:"means"`                // how: a briefing, a letter, a notice at the gate
	Revision     string                                `json:"revision,omitzero"`    // the number of the one made known; empty: the latest on that day
	Obligations  string                                `json:"obligations,omitzero"` // what those told are expected to do
	Roles        []records.ID[organization.Role]       `json:"roles,omitempty"`      // whose holders were told
	ThirdParties []records.ID[organization.ThirdParty] `json:"third_parties,omitempty"`
}

// A Consultation is that people were heard while something was set or changed: those whom it
// affects, or a source from outside.
type Consultation struct {
	On    records.Date `json:"on"`
	With  string       `json:"with"`
	Views string       `json:"views"` // what they said, and what came of it
}

func (c *course) validateCommunications(f *records.Faults, list []Communication) {
	for i, m := range list {
		at := fmt.Sprintf("communications[%d]", i)
		f.RequireDate(at+".on", m.On)
		f.Require(at+".means", m.Means)
		if m.Revision != "" && c.numbered(m.Revision) < 0 {
			f.Add(at+".revision", "%q is none of the revisions", m.Revision)
		}
		if len(m.Roles) == 0 && len(m.ThirdParties) == 0 {
			f.Add(at+".roles", "is missing: say to which roles or third_parties it was made known")
		}
	}
}

func validateConsultations(f *records.Faults, list []Consultation) {
	for i, c := range list {
		at := fmt.Sprintf("consultations[%d]", i)
		f.RequireDate(at+".on", c.On)
		f.Require(at+".with", c.With)
		f.Require(at+".views", c.Views)
	}
}

func (a Audience) validate(f *records.Faults) {
	f.OptionalEnum("audience.employees", a.Employees)
	f.OptionalEnum("audience.outsiders", a.Outsiders)
	twice(f, "audience.roles", a.Roles)
	twice(f, "audience.third_parties", a.ThirdParties)
	if a.Employees == records.No && len(a.Roles) > 0 {
		f.Add("audience.employees", "is no, and roles are named: say yes, or take them out")
	}
	if a.Outsiders == records.No && len(a.ThirdParties) > 0 {
		f.Add("audience.outsiders", "is no, and third_parties are named: say yes, or take them out")
	}
}

// twice notes an entry that was there before.
func twice[T ~string](f *records.Faults, path string, list []T) {
	seen := make(map[T]int, len(list))
	for i, one := range list {
		if first, again := seen[one]; again {
			f.Add(fmt.Sprintf("%s[%d]", path, i), "%s is %s[%d] already: name it once", string(one), path, first)
			continue
		}
		seen[one] = i
	}
}

// lastTold returns the latest communication of a revision, no older than it, to an audience, or nil.
func lastTold(clock records.Clock, revision *Revision, list []Communication, audience func(*Communication) bool) *Communication {
	var latest *Communication
	for i := range list {
		c := &list[i]
		about := c.Revision == "" || c.Revision == revision.Number
		if about && audience(c) && clock.Happened(c.On) && !c.On.Before(revision.RevisedOn()) &&
			(latest == nil || c.On.After(latest.On)) {
			latest = c
		}
	}
	return latest
}

func tellsRole(id records.ID[organization.Role]) func(*Communication) bool {
	return func(c *Communication) bool { return slices.Contains(c.Roles, id) }
}

func tellsParty(id records.ID[organization.ThirdParty]) func(*Communication) bool {
	return func(c *Communication) bool { return slices.Contains(c.ThirdParties, id) }
}
