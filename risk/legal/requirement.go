package legal

import (
	"fmt"
	"strings"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

// A Requirement is a law, a rule or an undertaking that the organization has to keep or has
// chosen to keep: one entry of the register. What answers it, an objective, an operation, an
// evaluation, refers to it.
type Requirement struct {
	ID       records.ID[Requirement] `json:"id"`
	Title    string                  `json:"title"`
	Kind     Kind                    `json:"kind"`
	Citation string                  `json:"citation,omitzero"` // as lawyers name it: Regulation (EC) 725/2004, annex I
	Issuer   string                  `json:"issuer,omitzero"`   // who laid it down, or whom the organization has promised it
	Sources  []records.ID[Source]    `json:"sources,omitempty"` // from which the organization learns that it changes

	RegisteredOn  records.Date               `json:"registered_on,omitzero"`  // when it came on the register; zero: since before anybody kept count
	AcceptedBy    records.ID[records.Person] `json:"accepted_by,omitzero"`    // who took it on, where it binds by choice
	EffectiveFrom records.Date               `json:"effective_from,omitzero"` // first day on which it has to be kept; zero: since before it was registered
	Until         records.Date               `json:"until,omitzero"`          // last day: repealed, expired, given up; zero while there is none
	EndedBecause  string                     `json:"ended_because,omitzero"`

	Text               Text            `json:"text,omitzero"`
	Determinations     []Determination `json:"determinations,omitempty"` // whether and how it applies; the latest counts
	Audience           Audience        `json:"audience,omitzero"`
	Lookups            []Lookup        `json:"lookups,omitempty"` // the first when it was entered
	Amendments         []Amendment     `json:"amendments,omitempty"`
	Communications     []Communication `json:"communications,omitempty"`
	EvaluationInterval records.Period  `json:"evaluation_interval,omitzero"` // at which it is evaluated whether it is complied with (4.5.2), in months
}

// A Text says where the content of a requirement can be consulted. A copy of its own the
// organization need not keep.
type Text struct {
	Location string                         `json:"location,omitzero"` // a web address, a shelf, a subscription
	Document records.ID[documents.Document] `json:"document,omitzero"` // a copy or a summary with an entry of its own
	Medium   string                         `json:"medium,omitzero"`   // paper, database, intranet
	Edition  string                         `json:"edition,omitzero"`  // which one the entry was made from
	Summary  string                         `json:"summary,omitzero"`
	Keeper   records.ID[organization.Role]  `json:"keeper,omitzero"` // who sees to it that it stays accessible
}

// A Determination is that somebody worked out whether a requirement bears on the security of
// the organization's part of the supply chain, and how.
type Determination struct {
	On           records.Date               `json:"on"`
	By           records.ID[records.Person] `json:"by"`
	Applies      records.Answer             `json:"applies"`
	How          string                     `json:"how"` // what it means for the threats and risks; where it does not apply, why not
	Sites        []string                   `json:"sites,omitempty"`
	Activities   []string                   `json:"activities,omitempty"`
	Stages       []string                   `json:"stages,omitempty"` // sites, activities and stages are those of the scope; none: all of it
	Threats      []records.ID[risk.Threat]  `json:"threats,omitempty"`
	Risks        []records.ID[risk.Risk]    `json:"risks,omitempty"`
	NoSingleRisk string                     `json:"no_single_risk,omitzero"` // why it is tied to no threat or risk in particular: a duty to report
}

// An Audience says whom a requirement concerns, so that they have to be told of it.
type Audience struct {
	Employees    records.Answer                        `json:"employees,omitzero"` // whether it concerns any; need not be said where roles are named
	Roles        []records.ID[organization.Role]       `json:"roles,omitempty"`
	Outsiders    records.Answer                        `json:"outsiders,omitzero"` // whether it concerns any; need not be said where third parties are named
	ThirdParties []records.ID[organization.ThirdParty] `json:"third_parties,omitempty"`
}

// A Lookup is that somebody looked whether a requirement still stands as it was entered.
type Lookup struct {
	On      records.Date               `json:"on"`
	By      records.ID[records.Person] `json:"by"`
	Outcome string                     `json:"outcome,omitzero"`
	NextOn  records.Date               `json:"next_on"` // the last day for the next one
}

// An Amendment is a change of a requirement by whoever laid it down.
type Amendment struct {
	Key         string                     `json:"key"` // its name among the amendments: 2025-1, Regulation (EU) 2024/1
	What        string                     `json:"what,omitzero"`
	PublishedOn records.Date               `json:"published_on,omitzero"` // when it became known; zero: before it was entered
	EffectiveOn records.Date               `json:"effective_on,omitzero"` // zero while that is not known
	WorkedInOn  records.Date               `json:"worked_in_on,omitzero"` // when the entry was brought up to it; zero while it is not
	WorkedInBy  records.ID[records.Person] `json:"worked_in_by,omitzero"`
}

// A Communication is that those whom a requirement concerns were told of it: employees by
// their roles, people from outside by their groups.
type Communication struct {
	On           records.Date                          `json:"on"`
	Means        string                                `json:"means"`
	Amendment    string                                `json:"amendment,omitzero"` // the key of the one that was announced, where it was not in effect yet
	Roles        []records.ID[organization.Role]       `json:"roles,omitempty"`
	ThirdParties []records.ID[organization.ThirdParty] `json:"third_parties,omitempty"`
}

// Ref names the requirement.
func (q Requirement) Ref() records.Ref {
	return records.Ref{Kind: "legal requirement", ID: string(q.ID)}
}

// ConcernsEmployees says whether the requirement concerns roles of the organization: yes
// where some are named, and empty where it is not decided.
func (a Audience) ConcernsEmployees() records.Answer { return concerns(a.Employees, len(a.Roles)) }

// ConcernsOutsiders says whether the requirement concerns third parties, as
// [Audience.ConcernsEmployees] does.
func (a Audience) ConcernsOutsiders() records.Answer {
	return concerns(a.Outsiders, len(a.ThirdParties))
}

func concerns(said records.Answer, named int) records.Answer {
	if named > 0 {
		return records.Yes
	}
	return said
}

// Validate reports every fault of the requirement at once. What the register ought to say of
// it is for the checks of 4.3.2.
func (q Requirement) Validate() error {
	var f records.Faults
	f.Require("id", string(q.ID))
	f.Require("title", q.Title)
	f.Enum("kind", q.Kind)
	if q.AcceptedBy != "" && q.Kind.Legal() {
		f.Add("accepted_by", "names who took it on, and a %s binds without that: take it out, or give the kind that it is", q.Kind)
	}
	f.Order("registered_on", q.RegisteredOn, "until", q.Until)
	f.Order("effective_from", q.EffectiveFrom, "until", q.Until)
	for i, d := range q.Determinations {
		f.Within(fmt.Sprintf("determinations[%d]", i), d.faults())
	}
	f.Within("audience", q.Audience.faults())
	for i, l := range q.Lookups {
		f.Within(fmt.Sprintf("lookups[%d]", i), l.faults())
	}
	keys := map[string]int{}
	for i, a := range q.Amendments {
		at := fmt.Sprintf("amendments[%d]", i)
		f.Within(at, a.faults())
		key := strings.TrimSpace(a.Key)
		if first, taken := keys[key]; taken && key != "" {
			f.Add(at+".key", "%q is that of amendments[%d] already: give each its own", key, first)
			continue
		}
		keys[key] = i
	}
	for i, c := range q.Communications {
		at := fmt.Sprintf("communications[%d]", i)
		f.Within(at, c.faults())
		if _, known := keys[c.Amendment]; c.Amendment != "" && !known {
			f.Add(at+".amendment", "%q is none of the amendments of the requirement", c.Amendment)
		}
	}
	return f.Err()
}

func (d Determination) faults() error {
	var f records.Faults
	f.RequireDate("on", d.On)
	f.Require("by", string(d.By))
	f.Enum("applies", d.Applies)
	f.Require("how", d.How)
	if d.NoSingleRisk != "" && len(d.Threats)+len(d.Risks) > 0 {
		f.Add("no_single_risk", "says why no threat or risk is named, and some are: keep one of the two")
	}
	return f.Err()
}

func (a Audience) faults() error {
	var f records.Faults
	f.OptionalEnum("employees", a.Employees)
	f.OptionalEnum("outsiders", a.Outsiders)
	if a.Employees == records.No && len(a.Roles) > 0 {
		f.Add("employees", "is no, and roles are named: say yes, or take them out")
	}
	if a.Outsiders == records.No && len(a.ThirdParties) > 0 {
		f.Add("outsiders", "is no, and third_parties are named: say yes, or take them out")
	}
	return f.Err()
}

func (l Lookup) faults() error {
	var f records.Faults
	f.RequireDate("on", l.On)
	f.Require("by", string(l.By))
	f.RequireDate("next_on", l.NextOn)
	f.Order("on", l.On, "next_on", l.NextOn)
	return f.Err()
}

func (a Amendment) faults() error {
	var f records.Faults
	f.Require("key", a.Key)
	f.Order("published_on", a.PublishedOn, "effective_on", a.EffectiveOn)
	f.Order("published_on", a.PublishedOn, "worked_in_on", a.WorkedInOn)
	if a.WorkedInOn.IsZero() && a.WorkedInBy != "" {
		f.Add("worked_in_on", "is missing: say when person %s worked it in", a.WorkedInBy)
	}
	return f.Err()
}

func (c Communication) faults() error {
	var f records.Faults
	f.RequireDate("on", c.On)
	f.Require("means", c.Means)
	if len(c.Roles) == 0 && len(c.ThirdParties) == 0 {
		f.Add("roles", "is missing: say which roles or third_parties were told")
	}
	return f.Err()
}
