package legal

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// All faults of an entity are reported at once, each with its path.
func TestValidate(t *testing.T) {
	for _, tt := range []struct {
		name   string
		entity interface{ Validate() error }
		want   []string
	}{
		{"an empty requirement", Requirement{}, []string{"id", "title", "kind"}},
		{"a requirement", Requirement{
			ID: "Q", Title: "act", Kind: Law, AcceptedBy: "ceo", RegisteredOn: day("2026-02-01"), EffectiveFrom: day("2026-02-02"), Until: day("2026-01-31"),
			Determinations: []Determination{{}, {On: day("2026-02-01"), By: "P", Applies: "perhaps", How: "x", NoSingleRisk: "y", Risks: []records.ID[risk.Risk]{"R"}}},
			Audience:       Audience{Employees: records.No, Roles: []records.ID[organization.Role]{"R"}, Outsiders: "some"},
			Lookups:        []Lookup{{}, {On: day("2026-02-01"), By: "P", NextOn: day("2026-01-31")}},
			Amendments: []Amendment{
				{}, {Key: "A", PublishedOn: day("2026-02-01"), EffectiveOn: day("2026-01-31"), WorkedInOn: day("2026-01-31")}, {Key: " A ", WorkedInBy: "P"},
			},
			Communications: []Communication{{}, {On: day("2026-02-01"), Means: "talk", Amendment: "B", Roles: []records.ID[organization.Role]{"R"}}},
		}, []string{
			"accepted_by", "until", "until",
			"determinations[0].on", "determinations[0].by", "determinations[0].applies", "determinations[0].how", "determinations[1].applies", "determinations[1].no_single_risk",
			"audience.outsiders", "audience.employees",
			"lookups[0].on", "lookups[0].by", "lookups[0].next_on", "lookups[1].next_on",
			"amendments[0].key", "amendments[1].effective_on", "amendments[1].worked_in_on", "amendments[2].worked_in_on", "amendments[2].key",
			"communications[0].on", "communications[0].means", "communications[0].roles", "communications[1].amendment",
		}},
		{"third parties it does not concern", Requirement{ID: "Q", Title: "act", Kind: Law, Audience: Audience{Outsiders: records.No, ThirdParties: []records.ID[organization.ThirdParty]{"T"}}}, []string{"audience.outsiders"}},
		{"a kind misspelt", Requirement{ID: "Q", Title: "act", Kind: "regulatoin"}, []string{"kind"}},
		{"an empty source", Source{}, []string{"id", "title", "kind"}},
		{"a source", Source{
			ID: "S", Title: "gazette", Kind: "gazete", ApprovedBy: "P", From: day("2026-02-01"), Until: day("2026-01-31"), Searches: []Search{{}},
		}, []string{"kind", "approved_on", "until", "searches[0].on", "searches[0].by"}},
		{"a source approved by nobody", Source{ID: "S", Title: "gazette", Kind: Gazette, ApprovedOn: day("2026-02-01"), Until: day("2026-01-31")}, []string{"approved_by", "until"}},
		{"a good requirement", good().Requirements[0], nil},
		{"a good source", good().Sources[0], nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var paths []string
			for _, fault := range records.FaultsOf(tt.entity.Validate()) {
				paths = append(paths, fault.Path)
			}
			assert.Equal(t, tt.want, paths)
		})
	}
}

func TestFaultWording(t *testing.T) {
	for _, tt := range []struct {
		entity interface{ Validate() error }
		want   string
	}{
		{Requirement{ID: "Q", Title: "act", Kind: "regulatoin"}, `kind "regulatoin" is none of law, regulation, permit, undertaking, standard, best practice, internal, stakeholder, did you mean regulation?`},
		{Requirement{ID: "Q", Title: "act", Kind: Law, AcceptedBy: "P"}, "accepted_by names who took it on, and a law binds without that: take it out, or give the kind that it is"},
		{Requirement{ID: "Q", Title: "act", Kind: Law, Communications: []Communication{{On: day("2026-02-01"), Means: "talk", Amendment: "B", Roles: []records.ID[organization.Role]{"R"}}}}, `communications[0].amendment "B" is none of the amendments of the requirement`},
		{Source{ID: "S", Title: "gazette", Kind: Gazette, ApprovedBy: "P"}, "approved_on is missing: say when person P approved it"},
	} {
		assert.EqualError(t, tt.entity.Validate(), tt.want)
	}
}

func TestKinds(t *testing.T) {
	assert.NotEqual(t, Requirement{}.Ref().Kind, Source{}.Ref().Kind)
	legal := 0
	for _, k := range Kind("").Values() {
		assert.NotEqual(t, Kind(k).Legal(), Kind(k).Voluntary(), "either, and not both: %s", k)
		if Kind(k).Legal() {
			legal++
		}
	}
	assert.Equal(t, 3, legal)
	assert.False(t, Kind("").Legal() || Kind("").Voluntary())
}
