package conformity_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// A hundred requirements over one small system, all findings reported.
func BenchmarkAssess(b *testing.B) {
	ids := slices.Collect(func(yield func(string) bool) {
		for r := range conformity.Requirements() {
			if !yield(r.ID) {
				return
			}
		}
	})[:100]
	for _, size := range []int{1, 100, 10_000} {
		var in input
		for i := range size {
			in.Seals = append(in.Seals, seal{ID: records.ID[seal](fmt.Sprint(i)), NextDueOn: day("2026-09-01")})
		}
		var checks []conformity.Check[input]
		for _, id := range ids {
			checks = append(checks, conformity.Each(id, seals, checkedInTime))
		}
		b.Run(fmt.Sprintf("requirements=100/records=%d", size), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				conformity.Assess(in, checks, noon("2026-06-01"), conformity.Options{})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*size*100), "ns/verdict")
		})
	}
}
