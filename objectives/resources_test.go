package objectives

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

func TestShortfalls(t *testing.T) {
	in := good()
	second := in.Programmes[0]
	second.ID, second.Tasks = "A", []Task{
		{Key: "open", DueOn: day("2026-08-01"), Resources: []Need{{Resource: "guards", Amount: number("0.5")}, {Resource: "vans", Amount: number("1")}}},
		{Key: "done", CompletedOn: day("2026-05-01"), Resources: []Need{{Resource: "guards", Amount: number("9")}}},
	}
	in.Programmes[0].Revisions[0].Resources = []Need{
		{Resource: "guards", Amount: number("1.5")}, {Text: "goodwill"}, {Resource: "guards", Amount: new(decimal.New(1, 1<<30))}, {Resource: "guards"},
	}
	second.Revisions = []ProgrammeRevision{second.Revisions[0]}
	second.Revisions[0].Resources = nil
	group := in.Programmes[1]
	group.Revisions[0].Resources = []Need{{Resource: "guards", Amount: number("9")}}
	in.Programmes = append(in.Programmes, second)
	provided := func(amount string) []organization.Resource {
		return []organization.Resource{{ID: "guards", Provided: []organization.Provision{{Amount: *number(amount), From: day("2026-01-01")}}}}
	}
	short := Shortfalls(in.Programmes, provided("1.9"), clock(today))
	assert.Len(t, short, 2)
	assert.Equal(t, "2", short[0].Needed.String())
	assert.Equal(t, "1.9", short[0].Provided.String())
	assert.Equal(t, []records.ID[Programme]{"A", "P"}, short[0].Programmes)
	assert.Equal(t, records.ID[organization.Resource]("vans"), short[1].Resource, "of which there is no entry")
	assert.Len(t, Shortfalls(in.Programmes, provided("2"), clock(today)), 1, "just enough guards")
	assert.Empty(t, Shortfalls(in.Programmes, nil, clock("2026-01-14")), "before they are in force")
}
