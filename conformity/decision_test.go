package conformity_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// Why there is nothing to judge does not depend on the order of a file: the first check that
// has a word for it gives it, of the first record by id.
func TestWhyNothingIsJudged(t *testing.T) {
	const (
		quiet conformity.Message = "seal.quiet: {0} is not in use"
		whole conformity.Message = "seal.whole: no seal is in use"
	)
	each := conformity.Each("4.4.6.equipment", seals, func(_ *conformity.Reader, s *seal) conformity.Verdict {
		if s.ID == "A" {
			return conformity.Nothing("") // has no word for it
		}
		return conformity.Nothing(quiet, *s)
	})
	all := conformity.Whole[input]("4.4.6.equipment", func(*conformity.Reader) conformity.Verdict { return conformity.Nothing(whole) })
	rows := []seal{{ID: "C"}, {ID: "A"}, {ID: "B"}}
	for range rows {
		rows = slices.Concat(rows[1:], rows[:1])
		in := input{Seals: rows, Persons: []records.Person{}}
		assert.Equal(t, "seal B is not in use", result(t, assess(in, "2026-06-01", each, all), "4.4.6.equipment").Findings[0].Message())
		assert.Equal(t, "no seal is in use", result(t, assess(in, "2026-06-01", all, each), "4.4.6.equipment").Findings[0].Message())
	}
}
