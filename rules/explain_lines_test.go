package rules_test

import (
	"testing"

	"github.com/iso28000/iso28000/rules"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A report lays the rows out as it likes: what stands below what is said by the depth.
func TestExplanationLines(t *testing.T) {
	e, err := set(t, "refuse", `owner == "" || level > 3 => refuse`, "level * 2 > 5 => accept", "true => review").Explain(&shipment{Level: 3, Owner: "clerk"}, noon())
	require.NoError(t, err)
	assert.Equal(t, []rules.Line{
		{Text: "accept, by rule 2: r2"},
		{Text: "1. r1: did not match"},
		{Depth: 1, Text: `owner == "" || level > 3`, Value: "false"},
		{Depth: 2, Text: `owner == ""`, Value: "false"},
		{Depth: 3, Text: "owner", Value: `"clerk"`},
		{Depth: 2, Text: "level > 3", Value: "false"},
		{Depth: 3, Text: "level", Value: "3"},
		{Text: "2. r2: matched"},
		{Depth: 1, Text: "level * 2 > 5", Value: "true"},
		{Depth: 2, Text: "level * 2", Value: "6"},
		{Depth: 3, Text: "level", Value: "3"},
		{Text: "not tried: 1 further rule"},
	}, e.Lines())
	assert.Equal(t, e.Tried[1].Lines()[1:], e.Lines()[8:11])
	assert.Equal(t, "r2: matched", e.Tried[1].Lines()[0].Text)
}
