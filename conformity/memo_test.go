package conformity_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

const sealMade conformity.Message = "seal.made: {0}"

func TestMemo(t *testing.T) {
	var mu sync.Mutex
	made := map[records.ID[seal]]int{}
	upper := conformity.NewMemo(func(s *seal) string {
		mu.Lock()
		defer mu.Unlock()
		made[s.ID]++
		return "made of " + string(s.ID)
	})
	check := conformity.Each("4.4.6.equipment", seals, func(r *conformity.Reader, s *seal) conformity.Verdict {
		value, found := upper.Of(r, s.Replaces)
		if !found {
			return conformity.Undetermined(sealUndated)
		}
		if r.Over(s.NextDueOn) { // asked again at a later instant
			return conformity.Unmet(sealOverdue, s.NextDueOn)
		}
		return conformity.Met(sealMade, value)
	})
	in := input{Seals: []seal{
		{ID: "A", Replaces: "C", NextDueOn: day("2026-07-01")}, {ID: "B", Replaces: "C", NextDueOn: day("2026-07-02")}, {ID: "C"}, {ID: "D", Replaces: "E"},
	}}

	found := conformity.Run([]conformity.Check[input]{check}, in, noon("2026-06-01"))
	require.Len(t, found, 4)
	assert.Equal(t, map[records.ID[seal]]int{"C": 1}, made, "once, however many records and instants ask for it")
	assert.Equal(t, "made of C", found[2].Message())
	assert.Equal(t, []records.Ref{{Kind: "seal", ID: "C"}}, found[2].Evidence)
	assert.Equal(t, []records.Ref{{Kind: "seal", ID: "E"}}, found[1].Missing, "what is not on record is said to be missing")

	assess(in, "2026-06-01", check)
	assert.Equal(t, 2, made["C"], "another assessment works it out anew: the records may have changed")
}

func TestMemoThatPanics(t *testing.T) {
	broken := conformity.NewMemo(func(s *seal) string { panic("out of range") })
	check := conformity.Each("4.4.6.equipment", seals, func(r *conformity.Reader, s *seal) conformity.Verdict {
		value, _ := broken.Of(r, s.ID)
		return conformity.Met(sealMade, value)
	})
	found := conformity.Run([]conformity.Check[input]{check}, input{Seals: []seal{{ID: "A"}, {ID: "B"}}}, noon("2026-06-01"))
	require.Len(t, found, 2)
	for _, f := range found {
		assert.ErrorContains(t, f.Err, "out of range", "each verdict that needs it says so")
	}
}
