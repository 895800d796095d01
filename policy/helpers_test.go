package policy

import (
	"testing"
	"time"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

const (
	none          = conformity.StatusNone
	met           = conformity.StatusMet
	unmet         = conformity.StatusUnmet
	undetermined  = conformity.StatusUndetermined
	notApplicable = conformity.StatusNotApplicable
)

type row = conformitytest.Row[Input]

func suite() conformitytest.Suite[Input] {
	return conformitytest.Suite[Input]{Checks: Checks(), At: "2026-06-01"}
}

func decide(in Input, requirement, at string) []conformity.Finding {
	return suite().Findings(in, requirement, at)
}

func try(t *testing.T, requirement string, rows []row) {
	t.Helper()
	suite().Try(t, requirement, "", rows)
}

func day(s string) records.Date { return conformitytest.Day(s) }

func instant(s string) time.Time { return conformitytest.Instant(s) }

// good returns an input that meets every requirement of the package on 2026-06-01. Revision 2
// of the policy was issued on 2025-12-15 and is in force since 2026-01-01.
func good() Input {
	return Input{
		Policies: []Policy{{
			ID: "POL", Title: "security policy",
			Revisions: []Revision{
				{Number: "1", Authorization: Authorization{By: "former", On: day("2024-12-01")}, EffectiveFrom: day("2025-01-01")},
				{
					Number:          "2",
					Principles:      []Statement{{Key: "people", Text: "people come first"}},
					BroadObjectives: []Statement{{Key: "seals", Text: "no container leaves unsealed"}},
					Commitments: []Commitment{
						{Kind: ContinualImprovement, Key: "better", Text: "we get better each year"},
						{Kind: LegalCompliance, Key: "law", Text: "we keep the law"},
						{Kind: OtherRequirements, Key: "more", Text: "we keep what we adopted beyond it"},
					},
					ReviewTriggers: []Trigger{MergerOrAcquisition, BusinessScopeChange},
					Document:       documents.Pointer{Document: "DOC", Revision: "2"},
					Authorization:  Authorization{By: "ceo", Role: "ceo-role", On: day("2025-12-10")},
					IssuedOn:       day("2025-12-15"), EffectiveFrom: day("2026-01-01"),
					Endorsements: []Endorsement{{By: "ceo", On: day("2026-01-10"), ShownAt: "the gate"}},
				},
			},
			RelatedPolicies: []RelatedPolicy{{Title: "Environmental policy", RevisedOn: day("2025-03-01")}},
			RiskFramework:   RiskFramework{Title: "Group risk manual", RevisedOn: day("2025-04-01")},
			Reviews:         []Review{{On: day("2025-11-20"), By: "ceo", Outcome: "revise"}},
			NextReviewOn:    day("2026-11-30"),
			Communications: []Communication{
				{On: day("2025-01-10"), Means: "talk", Roles: []records.ID[organization.Role]{"guard"}, ThirdParties: []records.ID[organization.ThirdParty]{"drivers"}},
				{On: day("2026-01-15"), Means: "talk", Revision: "2", Roles: []records.ID[organization.Role]{"guard"}, ThirdParties: []records.ID[organization.ThirdParty]{"drivers"}},
			},
			Availability: []Availability{{Stakeholder: "customers", Means: "website"}, {Stakeholder: "neighbours", Withheld: "it names guarded places"}},
		}},
		Roles: []organization.Role{
			{ID: "ceo-role", Title: "managing director", TopManagement: true, PolicyRelevant: records.No, Holders: []organization.Holder{
				{Person: "former", From: day("2020-01-01"), Until: day("2025-06-30")}, {Person: "ceo", From: day("2025-07-01")},
			}},
			{ID: "guard", Title: "gate guard", PolicyRelevant: records.Yes, Holders: []organization.Holder{{Person: "g", From: day("2020-01-01")}}},
		},
		Stakeholders: []organization.Stakeholder{{ID: "customers", Name: "customers"}, {ID: "neighbours", Name: "neighbours"}},
		ThirdParties: []organization.ThirdParty{
			{ID: "drivers", Name: "drivers", Kind: organization.Contractors, PolicyRelevant: records.Yes},
			{ID: "guests", Name: "guests of the canteen", Kind: organization.Visitors, PolicyRelevant: records.No},
		},
		Documents: []documents.Document{{
			ID: "DOC", Title: "policy", Purposes: []documents.Purpose{documents.PolicyStatement}, Controlled: records.Yes,
			Revisions: []documents.Revision{{Number: "1"}, {Number: "2", ApprovedBy: "ceo", ApprovedOn: day("2025-12-10"), EffectiveFrom: day("2026-01-01")}},
		}},
		Persons: []records.Person{{ID: "ceo", Name: "C. Ceo"}, {ID: "former", Name: "F. Former"}, {ID: "g", Name: "G. Guard"}},
		Attestations: []records.Attestation{
			{ID: "A", Requirement: "4.2.a", Subject: records.Ref{Kind: "policy", ID: "POL"}, Judgement: records.Conforms, By: "ceo", Role: "managing director", MadeOn: day("2026-01-20"), ValidUntil: day("2027-01-19")},
			{ID: "C", Requirement: "4.2.c", Judgement: records.Conforms, By: "ceo", Role: "managing director", MadeOn: day("2026-01-20"), ValidUntil: day("2027-01-19")},
		},
	}
}

// with returns the good input, changed.
func with(change func(in *Input)) Input {
	in := good()
	change(&in)
	return in
}

// policyWith returns the good input with its policy changed.
func policyWith(change func(p *Policy)) Input {
	return with(func(in *Input) { change(&in.Policies[0]) })
}

// revisionWith returns the good input with the revision in force changed.
func revisionWith(change func(r *Revision)) Input {
	return policyWith(func(p *Policy) { change(&p.Revisions[1]) })
}

// judged returns the good input with its judgements changed.
func judged(change func(a *records.Attestation)) Input {
	return with(func(in *Input) {
		for i := range in.Attestations {
			change(&in.Attestations[i])
		}
	})
}
