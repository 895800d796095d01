package policy

import (
	"fmt"
	"strings"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// A Policy is the organization's overall security management policy, with all its revisions.
// It is one record however often it is revised, so that whatever refers to it, objectives
// above all, keeps its reference. Of several policies the one whose revision in force took
// effect last counts; policies for a site or a subject are related policies or documents.
type Policy struct {
	ID              records.ID[Policy] `json:"id"`
	Title           string             `json:"title"`
	Revisions       []Revision         `json:"revisions,omitempty"`
	RelatedPolicies []RelatedPolicy    `json:"related_policies,omitempty"` // other policies of the organization that it must not contradict
	RiskFramework   RiskFramework      `json:"risk_framework,omitzero"`    // how the organization as a whole handles risk
	Reviews         []Review           `json:"reviews,omitempty"`
	NextReviewOn    records.Date       `json:"next_review_on,omitzero"` // the day set for the next review
	Communications  []Communication    `json:"communications,omitempty"`
	Availability    []Availability     `json:"availability,omitempty"`
}

// A RelatedPolicy is another policy of the organization: on quality, safety, environment.
type RelatedPolicy struct {
	Title     string       `json:"title"`
	RevisedOn records.Date `json:"revised_on"` // when it was issued or last revised
}

// A RiskFramework is where the organization as a whole lays down how it handles threats and risks.
type RiskFramework struct {
	Title     string       `json:"title"`
	RevisedOn records.Date `json:"revised_on"` // when it was issued or last revised
}

// IsZero reports whether no framework is named.
func (w RiskFramework) IsZero() bool { return w == RiskFramework{} }

// A Review is that somebody looked whether the policy still holds.
type Review struct {
	On      records.Date               `json:"on"`
	By      records.ID[records.Person] `json:"by"`
	Outcome string                     `json:"outcome"`
	Trigger Trigger                    `json:"trigger,omitzero"` // on account of which it was made out of turn
}

// A Communication is that the policy was made known to those whom it concerns: employees by
// their roles, people from outside by their groups.
type Communication struct {
	On               records.Date                          `json:"on"`
	Means            string                                `json:"means"`             // how: a talk, a letter, a film at the gate
	Revision         string                                `json:"revision,omitzero"` // the number of the one made known; empty: the latest on that day
	Roles            []records.ID[organization.Role]       `json:"roles,omitempty"`   // whose holders were told
	ThirdParties     []records.ID[organization.ThirdParty] `json:"third_parties,omitempty"`
	Acknowledgements []Acknowledgement                     `json:"acknowledgements,omitempty"`
}

// An Acknowledgement is that a person confirmed to know the policy.
type Acknowledgement struct {
	Person records.ID[records.Person] `json:"person"`
	On     records.Date               `json:"on"`
}

// An Availability says how a stakeholder gets at the policy, or why not.
type Availability struct {
	Stakeholder records.ID[organization.Stakeholder] `json:"stakeholder"`
	Means       string                               `json:"means,omitzero"`    // where or how the policy can be had
	Withheld    string                               `json:"withheld,omitzero"` // why it is not for this stakeholder
}

// Ref names the policy.
func (p Policy) Ref() records.Ref { return records.Ref{Kind: "policy", ID: string(p.ID)} }

// Validate reports every fault of the policy at once.
func (p Policy) Validate() error {
	var f records.Faults
	f.Require("id", string(p.ID))
	f.Require("title", p.Title)
	numbers := map[string]int{}
	for i, r := range p.Revisions {
		at := fmt.Sprintf("revisions[%d]", i)
		f.Within(at, r.Validate())
		number := strings.TrimSpace(r.Number)
		if first, taken := numbers[number]; taken && number != "" {
			f.Add(at+".number", "%q is that of revisions[%d] already: give each its own", number, first)
			continue
		}
		numbers[number] = i
	}
	for i, related := range p.RelatedPolicies {
		at := fmt.Sprintf("related_policies[%d]", i)
		f.Require(at+".title", related.Title)
		f.RequireDate(at+".revised_on", related.RevisedOn)
	}
	if !p.RiskFramework.IsZero() {
		f.Require("risk_framework.title", p.RiskFramework.Title)
		f.RequireDate("risk_framework.revised_on", p.RiskFramework.RevisedOn)
	}
	for i, review := range p.Reviews {
		at := fmt.Sprintf("reviews[%d]", i)
		f.RequireDate(at+".on", review.On)
		f.Require(at+".by", string(review.By))
		f.Require(at+".outcome", review.Outcome)
		f.OptionalEnum(at+".trigger", review.Trigger)
	}
	for i, c := range p.Communications {
		p.validateCommunication(&f, fmt.Sprintf("communications[%d]", i), c, numbers)
	}
	p.validateAvailability(&f)
	return f.Err()
}

func (p *Policy) validateCommunication(f *records.Faults, at string, c Communication, numbers map[string]int) {
	f.RequireDate(at+".on", c.On)
	f.Require(at+".means", c.Means)
	if _, known := numbers[c.Revision]; c.Revision != "" && !known {
		f.Add(at+".revision", "%q is none of the revisions of the policy", c.Revision)
	}
	if len(c.Roles) == 0 && len(c.ThirdParties) == 0 {
		f.Add(at+".roles", "is missing: say to which roles or third_parties the policy was made known")
	}
	for i, a := range c.Acknowledgements {
		path := fmt.Sprintf("%s.acknowledgements[%d]", at, i)
		f.Require(path+".person", string(a.Person))
		f.RequireDate(path+".on", a.On)
		f.Order(at+".on", c.On, path+".on", a.On)
	}
}

func (p *Policy) validateAvailability(f *records.Faults) {
	seen := map[records.ID[organization.Stakeholder]]int{}
	for i, a := range p.Availability {
		at := fmt.Sprintf("availability[%d]", i)
		f.Require(at+".stakeholder", string(a.Stakeholder))
		if first, twice := seen[a.Stakeholder]; twice && a.Stakeholder != "" {
			f.Add(at+".stakeholder", "%s has an entry in availability[%d] already: keep one", a.Stakeholder, first)
		} else {
			seen[a.Stakeholder] = i
		}
		if a.Means != "" && a.Withheld != "" {
			f.Add(at+".withheld", "gives a reason for withholding the policy beside the means of having it: keep one of the two")
		}
	}
}

func (p *Policy) life(i int) records.Life { return p.Revisions[i].life() }

// Current returns the revision in force at the time of the clock, or nil: authorized by
// somebody, in effect and not withdrawn, of several the one with the latest effective date.
// Whether whoever authorized it may do so is for the check of 4.2.
func (p Policy) Current(clock records.Clock) *Revision {
	if i := records.Current(clock, len(p.Revisions), p.life); i >= 0 {
		return &p.Revisions[i]
	}
	return nil
}

// InForce reports whether a revision of the policy is in force at the time of the clock.
func (p Policy) InForce(clock records.Clock) bool { return p.Current(clock) != nil }

// StateOf returns how far one revision has come, and whether there is one with that number.
func (p Policy) StateOf(clock records.Clock, number string) (state records.State, found bool) {
	for i := range p.Revisions {
		if p.Revisions[i].Number == number && number != "" {
			return records.StateAmong(clock, len(p.Revisions), i, p.life), true
		}
	}
	return "", false
}

// LastReviewed returns the latest day that has begun on which the policy was reviewed.
func (p Policy) LastReviewed(clock records.Clock) records.Date {
	var latest records.Date
	for _, review := range p.Reviews {
		if clock.Happened(review.On) && review.On.After(latest) {
			latest = review.On
		}
	}
	return latest
}

// InForce returns the policy in force with its revision in force, or nils. The policy
// becomes evidence.
func InForce(r *conformity.Reader) (*Policy, *Revision) {
	p := inForcePolicy.Of(r)
	if p == nil {
		return nil, nil
	}
	return p, p.Current(r)
}

var inForcePolicy = conformity.NewView(func(r *conformity.Reader) *Policy {
	return conformity.All[Policy](r).Latest(func(p *Policy) records.Date {
		if current := p.Current(r); current != nil {
			return current.EffectiveFrom
		}
		return records.Date{}
	})
})
