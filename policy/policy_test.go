package policy

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// All faults of a policy are reported at once, each with its path.
func TestValidate(t *testing.T) {
	for _, tt := range []struct {
		name   string
		policy Policy
		want   []string
	}{
		{"an empty one", Policy{}, []string{"id", "title"}},
		{"a draft without anything in it", Policy{ID: "P", Title: "p", Revisions: []Revision{{Number: "1"}}}, nil},
		{"a revision", Policy{ID: "P", Title: "p", Revisions: []Revision{
			{
				Principles:           []Statement{{Key: "a", Text: "x"}, {Key: "b"}},
				BroadObjectives:      []Statement{{Text: "y"}, {Text: "z"}},
				Commitments:          []Commitment{{Kind: "improvement", Key: "a", Text: "x"}},
				ReviewTriggers:       []Trigger{MergerOrAcquisition, "merger"},
				ImpactConsiderations: []ImpactConsideration{{}},
				Document:             documents.Pointer{Revision: "1"},
				Authorization:        Authorization{Role: "R"},
				Endorsements:         []Endorsement{{ShownAt: "gate"}},
			},
			{Number: "1", Document: documents.Pointer{Document: "D"}, Authorization: Authorization{By: "P", On: day("2026-02-01")}, WithdrawnOn: day("2026-01-01")},
			{Number: "1"},
		}}, []string{
			"revisions[0].number", "revisions[0].principles[1].text", "revisions[0].commitments[0].key", "revisions[0].commitments[0].kind",
			"revisions[0].review_triggers[1]", "revisions[0].impact_considerations[0].area", "revisions[0].impact_considerations[0].outcome",
			"revisions[0].impact_considerations[0].on", "revisions[0].document.document", "revisions[0].authorization.by",
			"revisions[0].authorization.on", "revisions[0].endorsements[0].by", "revisions[0].endorsements[0].on",
			"revisions[1].document.revision", "revisions[1].withdrawn_on", "revisions[2].number",
		}},
		{"what stands around the revisions", Policy{
			ID: "P", Title: "p", Revisions: []Revision{{Number: "1"}},
			RelatedPolicies: []RelatedPolicy{{}},
			RiskFramework:   RiskFramework{RevisedOn: day("2026-01-01")},
			Reviews:         []Review{{Trigger: "whim"}},
			Communications: []Communication{
				{}, {On: day("2026-02-01"), Means: "talk", Revision: "2", Roles: []records.ID[organization.Role]{"R"}},
				{On: day("2026-02-01"), Means: "talk", Revision: "1", Roles: []records.ID[organization.Role]{"R"}, Acknowledgements: []Acknowledgement{{}, {Person: "P", On: day("2026-01-31")}}},
			},
			Availability: []Availability{{Means: "web"}, {Stakeholder: "S", Means: "web", Withheld: "secret"}, {Stakeholder: "S", Means: "web"}},
		}, []string{
			"related_policies[0].title", "related_policies[0].revised_on", "risk_framework.title",
			"reviews[0].on", "reviews[0].by", "reviews[0].outcome", "reviews[0].trigger",
			"communications[0].on", "communications[0].means", "communications[0].roles", "communications[1].revision",
			"communications[2].acknowledgements[0].person", "communications[2].acknowledgements[0].on", "communications[2].acknowledgements[1].on",
			"availability[0].stakeholder", "availability[1].withheld", "availability[2].stakeholder",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var paths []string
			for _, fault := range records.FaultsOf(tt.policy.Validate()) {
				paths = append(paths, fault.Path)
			}
			assert.Equal(t, tt.want, paths)
		})
	}
}

func TestFaultWording(t *testing.T) {
	p := Policy{ID: "P", Title: "p", Revisions: []Revision{{Number: "1"}, {Number: "1"}}}
	assert.EqualError(t, p.Validate(), `revisions[1].number "1" is that of revisions[0] already: give each its own`)
	p.Revisions = []Revision{{Number: "1", Principles: []Statement{{Key: "a", Text: "x"}, {Key: "a", Text: "y"}}}}
	assert.EqualError(t, p.Validate(), `revisions[0].principles[1].key "a" is that of principles[0] already: give each its own`)
	p.Revisions = nil
	p.Communications = []Communication{{On: day("2026-02-01"), Means: "talk"}}
	assert.EqualError(t, p.Validate(), `communications[0].roles is missing: say to which roles or third_parties the policy was made known`)
	p.Communications = nil
	p.Availability = []Availability{{Stakeholder: "S", Means: "web", Withheld: "secret"}}
	assert.EqualError(t, p.Validate(), `availability[0].withheld gives a reason for withholding the policy beside the means of having it: keep one of the two`)
}

func TestLife(t *testing.T) {
	p := good().Policies[0]
	for _, tt := range []struct{ at, current, first, second string }{
		{"2024-11-30", "", "draft", "draft"},
		{"2024-12-01", "", "approved", "draft"},
		{"2025-01-01", "1", "in force", "draft"},
		{"2025-12-10", "1", "in force", "approved"},
		{"2026-01-01", "2", "superseded", "in force"},
	} {
		clock := records.At(instant(tt.at))
		current := ""
		if r := p.Current(clock); r != nil {
			current = r.Number
		}
		assert.Equal(t, tt.current, current, tt.at)
		assert.Equal(t, tt.current != "", p.InForce(clock), tt.at)
		first, _ := p.StateOf(clock, "1")
		second, _ := p.StateOf(clock, "2")
		assert.Equal(t, tt.first, string(first), tt.at)
		assert.Equal(t, tt.second, string(second), tt.at)
	}
	_, found := p.StateOf(records.At(instant("2026-01-01")), "3")
	assert.False(t, found)
}

func TestRevision(t *testing.T) {
	r := good().Policies[0].Revisions[1]
	for key, want := range map[string]string{"people": "people come first", "seals": "no container leaves unsealed", "law": "we keep the law", "other": "", "": ""} {
		text, found := r.Says(key)
		assert.Equal(t, want, text, key)
		assert.Equal(t, want != "", found, key)
	}
	assert.Equal(t, day("2025-12-15"), r.RevisedOn())
	r.IssuedOn = records.Date{}
	assert.Equal(t, day("2026-01-01"), r.RevisedOn(), "of one issued on no day it is the day on which it takes effect")
	c, found := r.Has(LegalCompliance)
	assert.True(t, found)
	assert.Equal(t, "law", c.Key)
	_, found = r.Has(OwnCommitment)
	assert.False(t, found)
}

// What is written to a file is read back as it was.
func TestFiles(t *testing.T) {
	p := good().Policies[0]
	p.Revisions[1].ResponsibleRoles = []records.ID[organization.Role]{"guard"}
	p.Revisions[1].ImpactConsiderations = []ImpactConsideration{{Area: "gate", Outcome: "slower", By: "ceo", On: day("2025-12-01")}}
	p.Communications[1].Acknowledgements = []Acknowledgement{{Person: "g", On: day("2026-01-16")}}
	p.Reviews[0].Trigger = LegalChange
	node, err := records.Encode(p)
	require.NoError(t, err)
	data, err := records.JSON.Format(node)
	require.NoError(t, err)
	var back Policy
	require.NoError(t, records.ReadFile("policy.json", data, &back))
	assert.Equal(t, p, back)
}
