package competence

import (
	"fmt"
	"testing"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// crowd returns an input in which one role has very many holders, each from a day of their own,
// in the past and to come.
func crowd(n int) Input {
	return with(func(in *Input) {
		for i := range n {
			id := personID(fmt.Sprintf("person-%06d", i))
			in.Persons = append(in.Persons, records.Person{ID: id, Name: "P"})
			in.Roles[0].Holders = append(in.Roles[0].Holders, organization.Holder{Person: id, From: day("2020-01-01").AddDays(i % 4000)})
			in.Qualifications = append(in.Qualifications, Qualification{ID: records.ID[Qualification](fmt.Sprintf("Q-%06d", i)), Person: id, Competence: "search", From: day("2019-01-01")})
		}
	})
}

// One role with very many holders costs each of them the same as one with few.
func BenchmarkQualified(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		b.Run(fmt.Sprintf("holders=%d", n), func(b *testing.B) {
			in, checks := crowd(n), suite().Checks[:3]
			for b.Loop() {
				conformity.Run(checks, in, instant("2026-06-01"))
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/holder")
		})
	}
}
