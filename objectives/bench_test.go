package objectives

import (
	"fmt"
	"testing"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// many returns the good input with n times the objectives, targets and programmes.
func many(n int) Input {
	in := good()
	for i := 1; i < n; i++ {
		one, suffix := good(), fmt.Sprint("-", i)
		o := one.Objectives[0]
		o.ID += records.ID[Objective](suffix)
		in.Objectives = append(in.Objectives, o)
		for _, t := range one.Targets {
			t.ID, t.Objective = t.ID+records.ID[Target](suffix), o.ID
			in.Targets = append(in.Targets, t)
		}
		p := one.Programmes[0]
		p.ID += records.ID[Programme](suffix)
		p.Revisions[0].Serves = []Purpose{{Objective: o.ID, DueOn: day("2026-12-31")}, {Target: "T1" + records.ID[Target](suffix)}, {Target: "T2" + records.ID[Target](suffix), DueOn: day("2026-05-31")}}
		in.Programmes = append(in.Programmes, p)
	}
	return in
}

func BenchmarkChecks(b *testing.B) {
	for _, n := range []int{1, 10, 100, 1000} {
		in := many(n)
		b.Run(fmt.Sprintf("records=%d", 4*n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				conformity.Run(Checks(), in, instant(today))
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(4*n), "ns/record")
		})
	}
}
