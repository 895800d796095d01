package policy

import (
	"fmt"
	"strings"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A Revision is one version of the policy: what it says, who authorized it, and from when it
// applies. It is a draft until it is authorized, and in force from its effective date until
// it is withdrawn or the next revision takes effect.
type Revision struct {
	Number               string                          `json:"number"`               // its name among the revisions: 3, 2026-02
	Principles           []Statement                     `json:"principles,omitempty"` // themes that objectives can be built on
	BroadObjectives      []Statement                     `json:"broad_objectives,omitempty"`
	Commitments          []Commitment                    `json:"commitments,omitempty"`
	ReviewTriggers       []Trigger                       `json:"review_triggers,omitempty"`       // changes on which the policy wants to be reviewed
	ResponsibleRoles     []records.ID[organization.Role] `json:"responsible_roles,omitempty"`     // roles that it relies on
	ImpactConsiderations []ImpactConsideration           `json:"impact_considerations,omitempty"` // what harm it might do elsewhere
	Document             documents.Pointer               `json:"document,omitzero"`               // the revision of the document that it is written in
	Authorization        Authorization                   `json:"authorization,omitzero"`
	IssuedOn             records.Date                    `json:"issued_on,omitzero"`      // when it was given out; zero: on the effective date
	EffectiveFrom        records.Date                    `json:"effective_from,omitzero"` // first day on which it applies
	WithdrawnOn          records.Date                    `json:"withdrawn_on,omitzero"`   // first day on which it no longer does
	Endorsements         []Endorsement                   `json:"endorsements,omitempty"`
}

// A Statement is a sentence of the policy. By its key, the same in later revisions that keep
// the sentence, objectives say what they are derived from.
type Statement struct {
	Key  string `json:"key,omitzero"`
	Text string `json:"text"`
}

// A Commitment is what the policy binds the organization to.
type Commitment struct {
	Kind CommitmentKind `json:"kind"`
	Key  string         `json:"key,omitzero"` // as of a [Statement]
	Text string         `json:"text"`
}

// A CommitmentKind says what a commitment is about.
type CommitmentKind string

// The kinds of commitment. The first three the standard demands.
const (
	ContinualImprovement CommitmentKind = "continual improvement"
	LegalCompliance      CommitmentKind = "legal compliance"
	OtherRequirements    CommitmentKind = "other requirements" // that the organization has adopted beyond the law
	OwnCommitment        CommitmentKind = "own"                // anything else that it binds itself to
)

// Values lists the kinds there are.
func (CommitmentKind) Values() []string {
	return []string{string(ContinualImprovement), string(LegalCompliance), string(OtherRequirements), string(OwnCommitment)}
}

// A Trigger is a change on which the policy is reviewed out of turn.
type Trigger string

// The triggers. The first two the standard demands.
const (
	MergerOrAcquisition Trigger = "merger or acquisition"
	BusinessScopeChange Trigger = "business scope change"
	LegalChange         Trigger = "legal change"
	ThreatChange        Trigger = "threat change"
	SecurityIncident    Trigger = "incident"
	StakeholderChange   Trigger = "stakeholder expectations"
)

// Values lists the triggers there are.
func (Trigger) Values() []string {
	return []string{string(MergerOrAcquisition), string(BusinessScopeChange), string(LegalChange), string(ThreatChange), string(SecurityIncident), string(StakeholderChange)}
}

// An Authorization is the act by which a revision becomes the organization's policy.
type Authorization struct {
	By   records.ID[records.Person]    `json:"by"`
	Role records.ID[organization.Role] `json:"role,omitzero"` // in which the person signed
	On   records.Date                  `json:"on"`
}

// IsZero reports whether there is no authorization.
func (a Authorization) IsZero() bool { return a == Authorization{} }

// An Endorsement is that somebody showed to stand behind a revision: a signed page at the
// gate, an address to the staff.
type Endorsement struct {
	By      records.ID[records.Person] `json:"by"`
	On      records.Date               `json:"on"`
	ShownAt string                     `json:"shown_at,omitzero"` // where it can be seen
}

// An ImpactConsideration is that somebody weighed what the policy might do to another part of
// the organization's business.
type ImpactConsideration struct {
	Area    string                     `json:"area"`
	Outcome string                     `json:"outcome"`
	By      records.ID[records.Person] `json:"by,omitzero"`
	On      records.Date               `json:"on"`
}

// RevisedOn returns the day on which the policy became what the revision says: that of its
// issue or, where none is on record, of its taking effect.
func (r Revision) RevisedOn() records.Date {
	if r.IssuedOn.IsZero() {
		return r.EffectiveFrom
	}
	return r.IssuedOn
}

// Has returns the first commitment of that kind, and whether there is one.
func (r Revision) Has(kind CommitmentKind) (Commitment, bool) {
	for _, c := range r.Commitments {
		if c.Kind == kind && strings.TrimSpace(c.Text) != "" {
			return c, true
		}
	}
	return Commitment{}, false
}

// Says returns the text of the principle, broad objective or commitment with that key.
func (r Revision) Says(key string) (text string, found bool) {
	r.eachStatement(func(_ string, s Statement) {
		if s.Key == key && key != "" && !found {
			text, found = s.Text, true
		}
	})
	return text, found
}

// eachStatement calls say with all that the revision says, and where it stands.
func (r *Revision) eachStatement(say func(at string, s Statement)) {
	for i, s := range r.Principles {
		say(fmt.Sprintf("principles[%d]", i), s)
	}
	for i, s := range r.BroadObjectives {
		say(fmt.Sprintf("broad_objectives[%d]", i), s)
	}
	for i, c := range r.Commitments {
		say(fmt.Sprintf("commitments[%d]", i), Statement{c.Key, c.Text})
	}
}

// Validate reports every fault of the revision at once. What it ought to say is for the
// checks of 4.2.
func (r Revision) Validate() error {
	var f records.Faults
	f.Require("number", r.Number)
	keys := map[string]string{}
	r.eachStatement(func(at string, s Statement) {
		f.Require(at+".text", s.Text)
		if first, taken := keys[s.Key]; taken && s.Key != "" {
			f.Add(at+".key", "%q is that of %s already: give each its own", s.Key, first)
			return
		}
		keys[s.Key] = at
	})
	for i, c := range r.Commitments {
		f.Enum(fmt.Sprintf("commitments[%d].kind", i), c.Kind)
	}
	for i, t := range r.ReviewTriggers {
		f.Enum(fmt.Sprintf("review_triggers[%d]", i), t)
	}
	for i, c := range r.ImpactConsiderations {
		at := fmt.Sprintf("impact_considerations[%d]", i)
		f.Require(at+".area", c.Area)
		f.Require(at+".outcome", c.Outcome)
		f.RequireDate(at+".on", c.On)
	}
	if !r.Document.IsZero() {
		f.Require("document.document", string(r.Document.Document))
		f.Require("document.revision", r.Document.Revision)
	}
	if !r.Authorization.IsZero() {
		f.Require("authorization.by", string(r.Authorization.By))
		f.RequireDate("authorization.on", r.Authorization.On)
	}
	f.Order("authorization.on", r.Authorization.On, "withdrawn_on", r.WithdrawnOn)
	for i, e := range r.Endorsements {
		at := fmt.Sprintf("endorsements[%d]", i)
		f.Require(at+".by", string(e.By))
		f.RequireDate(at+".on", e.On)
	}
	return f.Err()
}

func (r *Revision) life() records.Life {
	l := records.Life{ApprovedOn: r.Authorization.On, EffectiveFrom: r.EffectiveFrom, WithdrawnOn: r.WithdrawnOn}
	if r.Authorization.By == "" {
		l.ApprovedOn = records.Date{} // authorized by nobody
	}
	return l
}
