package conformity_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// A view is answered once for an instant, and what it rests on and when it turns counts for
// each verdict that asks.
func TestView(t *testing.T) {
	asked := 0
	inUse := conformity.NewView(func(r *conformity.Reader) *seal {
		asked++
		latest := conformity.All[seal](r).Latest(func(s *seal) records.Date { return s.ValidFrom })
		if latest != nil {
			conformity.Look(r, latest.Holder)
		}
		return latest
	})
	check := conformity.Each("4.4.6.equipment", seals, func(r *conformity.Reader, s *seal) conformity.Verdict {
		if current := inUse.Of(r); current == nil || current.ID != s.ID {
			return conformity.Unmet(sealUndated)
		}
		return conformity.Met(sealChecked, s.ValidFrom)
	})
	in := input{
		Seals:   []seal{{ID: "A", ValidFrom: day("2026-01-01"), Holder: "P"}, {ID: "B", ValidFrom: day("2026-07-01"), Holder: "nobody"}},
		Persons: []records.Person{{ID: "P"}},
	}
	r := result(t, assess(in, "2026-06-01", check), "4.4.6.equipment")
	assert.Equal(t, 2, asked, "now, and when it turns")
	b, a := r.Findings[0], r.Findings[1]
	for _, f := range r.Findings {
		assert.Equal(t, []records.Ref{{Kind: "seal", ID: "A"}, {Kind: "person", ID: "P"}}, f.Evidence)
		assert.Equal(t, day("2026-07-01").Start(), f.Lapses)
	}
	assert.Equal(t, conformity.StatusMet, a.Status)
	assert.Equal(t, conformity.StatusUnmet, a.Becomes)
	assert.Equal(t, conformity.StatusUnmet, b.Status)
	assert.Equal(t, conformity.StatusUndetermined, b.Becomes, "its holder is not on record")

	later := result(t, assess(in, "2026-07-01", check), "4.4.6.equipment")
	assert.Equal(t, []records.Ref{{Kind: "person", ID: "nobody"}}, later.Findings[0].Missing)
	assert.Zero(t, later.Findings[0].Lapses)
	assert.Equal(t, "would be met, but person nobody that this rests on is not on record: record it again, or name another", later.Findings[1].Message())
}

// A view that reads what the input does not list is a fault of the check that asks.
func TestViewBeyondTheInput(t *testing.T) {
	type small struct{ Seals []seal }
	holder := conformity.NewView(func(r *conformity.Reader) int { return conformity.All[records.Person](r).Len() })
	check := conformity.Each("4.4.6.equipment", func(in small) []seal { return in.Seals }, func(r *conformity.Reader, s *seal) conformity.Verdict {
		return conformity.Met(sealChecked, fmt.Sprint(holder.Of(r)))
	})
	found := conformity.Run([]conformity.Check[small]{check}, small{[]seal{{ID: "A"}, {ID: "B"}}}, noon("2026-06-01"))
	assert.Len(t, found, 2)
	for _, f := range found {
		assert.ErrorContains(t, f.Err, `it reads records of the kind "person"`)
	}
}
