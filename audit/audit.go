package audit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A CompetenceID names a competence of the register of 4.4.2.
type CompetenceID = records.ID[competence.Competence]

// An Audit is one planned, held and reported audit of the security management system. It is
// no inspection and no test of security: those are measures of 4.5.1 and 4.5.2.
type Audit struct {
	ID               records.ID[Audit]            `json:"id"`
	Title            string                       `json:"title"`
	Programme        records.ID[Programme]        `json:"programme,omitzero"` // empty for one held out of turn
	Kind             Kind                         `json:"kind"`
	Reason           string                       `json:"reason,omitzero"`            // of one out of turn: an incident, a change
	Clauses          []organization.Element       `json:"clauses,omitempty"`          // sub-clauses of the standard that it covers
	Arrangements     []records.Ref                `json:"arrangements,omitempty"`     // procedures and programmes that it covers
	EveryArrangement bool                         `json:"every_arrangement,omitzero"` // all that are in force
	Sites            []string                     `json:"sites,omitempty"`
	Areas            []Area                       `json:"areas,omitempty"`
	Criteria         []string                     `json:"criteria,omitempty"` // what it compares with: the standard, own procedures, contracts
	Lead             records.ID[records.Person]   `json:"lead,omitzero"`
	Auditors         []records.ID[records.Person] `json:"auditors,omitempty"`
	Exceptions       []Exception                  `json:"exceptions,omitempty"` // where independence was not possible
	PlannedOn        records.Date                 `json:"planned_on,omitzero"`  // the last day for it, as planned
	Moves            []Move                       `json:"moves,omitempty"`
	PerformedOn      records.Date                 `json:"performed_on,omitzero"` // its last day
	PreviousFindings []Reviewed                   `json:"previous_findings,omitempty"`
	Verifications    []Verification               `json:"verifications,omitempty"`
	Report           Report                       `json:"report,omitzero"`
	CalledOffOn      records.Date                 `json:"called_off_on,omitzero"`
	CalledOffBecause string                       `json:"called_off_because,omitzero"`
}

// A Kind is the sort of audit.
type Kind string

// The kinds of audit.
const (
	Internal   Kind = "internal"
	External   Kind = "external"   // by a customer, an authority, a certification body
	FollowUp   Kind = "follow-up"  // of what earlier audits found
	Additional Kind = "additional" // out of turn
)

// Values lists the kinds there are.
func (Kind) Values() []string {
	return []string{string(Internal), string(External), string(FollowUp), string(Additional)}
}

// An Area is an activity that is audited, and the role whose holders answer for it directly.
type Area struct {
	Name string                        `json:"name"`
	Role records.ID[organization.Role] `json:"role,omitzero"`
}

// An Exception says why an auditor audited work of their own.
type Exception struct {
	Auditor records.ID[records.Person] `json:"auditor"`
	Reason  string                     `json:"reason"`
}

// A Move puts an audit off or forward.
type Move struct {
	To     records.Date               `json:"to"`
	Reason string                     `json:"reason"`
	On     records.Date               `json:"on,omitzero"` // when it was decided
	By     records.ID[records.Person] `json:"by,omitzero"`
}

// Reviewed is that an audit looked back at a finding of an earlier one and at what was done about it.
type Reviewed struct {
	Finding records.ID[Finding] `json:"finding"`
	Status  string              `json:"status"` // of what was done: closed, open, not effective, in words
}

// A Verification is that an audit checked whether equipment or personnel are where and how they should be.
type Verification struct {
	Of      Deployed `json:"of"`
	What    string   `json:"what"`
	Outcome string   `json:"outcome,omitzero"`
}

// Deployed is what is deployed for security.
type Deployed string

// What is deployed.
const (
	Equipment Deployed = "equipment"
	Personnel Deployed = "personnel"
)

// Values lists them.
func (Deployed) Values() []string { return []string{string(Equipment), string(Personnel)} }

// A Report is the result of an audit.
type Report struct {
	On             records.Date                   `json:"on,omitzero"` // when it was signed
	SignedBy       records.ID[records.Person]     `json:"signed_by,omitzero"`
	Conformity     Conclusion                     `json:"conformity,omitzero"`     // with what was planned and with the standard
	Implementation Conclusion                     `json:"implementation,omitzero"` // carried out and kept up
	Effectiveness  Conclusion                     `json:"effectiveness,omitzero"`  // in meeting policy and objectives
	DueOn          records.Date                   `json:"due_on,omitzero"`         // by when management has it
	Deliveries     []Delivery                     `json:"deliveries,omitempty"`
	Document       records.ID[documents.Document] `json:"document,omitzero"`
}

// A Conclusion is what an audit came to on one question.
type Conclusion struct {
	Favourable records.Answer `json:"favourable,omitzero"`
	Text       string         `json:"text,omitzero"`
}

// Drawn reports whether the audit came to a conclusion, favourable or not.
func (c Conclusion) Drawn() bool { return c.Favourable != "" }

// A Delivery is that somebody was given the report.
type Delivery struct {
	To records.ID[records.Person] `json:"to"`
	On records.Date               `json:"on"`
}

// Ref names the audit.
func (a Audit) Ref() records.Ref { return records.Ref{Kind: "audit", ID: string(a.ID)} }

// Due returns the day by the end of which the audit is held: the one planned, or the last
// that it was moved to with a reason. A move without a reason moves nothing.
func (a Audit) Due() records.Date {
	due := a.PlannedOn
	for _, move := range a.Moves {
		if strings.TrimSpace(move.Reason) != "" && !move.To.IsZero() {
			due = move.To
		}
	}
	return due
}

// Open reports whether the audit is still to be held at the time of the clock.
func (a Audit) Open(clock records.Clock) bool {
	return !clock.Happened(a.PerformedOn) && !clock.Happened(a.CalledOffOn)
}

// Covers reports whether the audit covers a sub-clause: one of its own, or one that lies below it.
func (a *Audit) Covers(element organization.Element) bool {
	return slices.Contains(a.Clauses, element)
}

// Arranges reports whether the audit covers a procedure or programme.
func (a *Audit) Arranges(ref records.Ref) bool {
	return a.EveryArrangement || slices.Contains(a.Arrangements, ref)
}

// team returns all who audit, once each.
func (a *Audit) team() []records.ID[records.Person] {
	team := slices.Clone(a.Auditors)
	if a.Lead != "" && !slices.Contains(team, a.Lead) {
		team = append(team, a.Lead)
	}
	return team
}

// excused returns the reason why an auditor could not be independent, or nothing.
func (a *Audit) excused(auditor records.ID[records.Person]) string {
	for _, e := range a.Exceptions {
		if e.Auditor == auditor {
			return strings.TrimSpace(e.Reason)
		}
	}
	return ""
}

// Validate reports every fault of the audit at once.
func (a Audit) Validate() error {
	var f records.Faults
	f.Require("id", string(a.ID))
	f.Require("title", a.Title)
	f.Enum("kind", a.Kind)
	if a.Kind == Additional {
		f.Require("reason", a.Reason)
	}
	for i, clause := range a.Clauses {
		f.Enum(fmt.Sprintf("clauses[%d]", i), clause)
	}
	for i, area := range a.Areas {
		f.Require(fmt.Sprintf("areas[%d].name", i), area.Name)
	}
	for i, move := range a.Moves {
		f.RequireDate(fmt.Sprintf("moves[%d].to", i), move.To)
	}
	for i, e := range a.Exceptions {
		f.Require(fmt.Sprintf("exceptions[%d].auditor", i), string(e.Auditor))
		f.Require(fmt.Sprintf("exceptions[%d].reason", i), e.Reason)
	}
	for i, p := range a.PreviousFindings {
		f.Require(fmt.Sprintf("previous_findings[%d].finding", i), string(p.Finding))
		f.Require(fmt.Sprintf("previous_findings[%d].status", i), p.Status)
	}
	for i, v := range a.Verifications {
		f.Enum(fmt.Sprintf("verifications[%d].of", i), v.Of)
		f.Require(fmt.Sprintf("verifications[%d].what", i), v.What)
	}
	f.Within("report", a.Report.validate())
	f.Order("performed_on", a.PerformedOn, "report.on", a.Report.On)
	if !a.CalledOffOn.IsZero() {
		f.Require("called_off_because", a.CalledOffBecause)
	}
	return f.Err()
}

func (p Report) validate() error {
	var f records.Faults
	for _, c := range []struct {
		path       string
		conclusion Conclusion
	}{{"conformity", p.Conformity}, {"implementation", p.Implementation}, {"effectiveness", p.Effectiveness}} {
		f.OptionalEnum(c.path+".favourable", c.conclusion.Favourable)
	}
	for i, d := range p.Deliveries {
		at := fmt.Sprintf("deliveries[%d]", i)
		f.Require(at+".to", string(d.To))
		f.RequireDate(at+".on", d.On)
		f.Order("on", p.On, at+".on", d.On)
	}
	return f.Err()
}
