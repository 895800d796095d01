package systems_test

import (
	"fmt"
	"testing"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/examples/systems"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/yaml"
	"github.com/iso28000/iso28000/risk"
)

// Every requirement that has a check, over the complete system.
func BenchmarkAssess(b *testing.B) {
	system := load(b, systems.Complete())
	b.ReportAllocs()
	for b.Loop() {
		iso28000.Assess(system, system.AsOf.Start())
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := iso28000.Load(systems.Complete(), yaml.Format); err != nil {
			b.Fatal(err)
		}
	}
}

// The complete system with its risk register multiplied.
func BenchmarkAssessRisks(b *testing.B) {
	for _, size := range []int{1_000, 10_000, 100_000} {
		system := *load(b, systems.Complete())
		var risks []risk.Risk
		for i := 0; len(risks) < size; i++ {
			for _, r := range system.Risks {
				r.ID = records.ID[risk.Risk](fmt.Sprintf("%s-%d", r.ID, i))
				risks = append(risks, r)
			}
		}
		system.Risks = risks[:size]
		b.Run(fmt.Sprintf("risks=%d", size), func(b *testing.B) {
			b.ReportAllocs()
			var totals conformity.Totals
			for b.Loop() {
				totals = iso28000.Assess(&system, system.AsOf.Start()).Totals()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*size), "ns/risk")
			b.ReportMetric(float64(totals.All()), "requirements")
		})
	}
}
