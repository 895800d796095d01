package systems_test

import (
	"fmt"
	"runtime"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/examples/systems"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/yaml"
	"github.com/iso28000/iso28000/risk"
)

// Every requirement, over the complete system as it stands in the folder.
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

// copies make the complete system one of about 1,000, 10,000 and 100,000 records, of every
// kind in the proportions that it has.
var copies = [...]int{2, 21, 212}

// Reading a large system from files, JSON and YAML.
func BenchmarkLoadGrown(b *testing.B) {
	system := load(b, systems.Complete())
	for _, n := range copies {
		grown := multiplied(system, n)
		size := len(entitiesOf(grown))
		for _, format := range []records.Format{records.JSON, yaml.Format} {
			files, err := iso28000.Save(grown, format)
			require.NoError(b, err)
			folder := fstest.MapFS{}
			for name, content := range files {
				folder[name] = &fstest.MapFile{Data: content}
			}
			b.Run(fmt.Sprintf("records=%d/%s", size, format.Extensions()[0]), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					_, err := iso28000.Load(folder, format)
					require.NoError(b, err)
				}
				perRecord(b, size)
			})
		}
	}
}

// Deciding every requirement for a large system. What the report holds does not grow with it.
func BenchmarkAssessGrown(b *testing.B) {
	system := load(b, systems.Complete())
	for _, n := range copies {
		grown := multiplied(system, n)
		size := len(entitiesOf(grown))
		b.Run(fmt.Sprintf("records=%d", size), func(b *testing.B) {
			b.ReportAllocs()
			var report *conformity.Report
			for b.Loop() {
				report = iso28000.Assess(grown, grown.AsOf.Start())
			}
			perRecord(b, size)
			require.Equal(b, 249, report.Totals().Met)
			b.ReportMetric(float64(held(func() any { return iso28000.Assess(grown, grown.AsOf.Start()) })), "report-bytes")
		})
	}
}

// Taking one change into a large system that was assessed before: a risk whose owner changes.
func BenchmarkLive(b *testing.B) {
	system := load(b, systems.Complete())
	for _, n := range copies {
		grown := multiplied(system, n)
		size := len(entitiesOf(grown))
		var live *conformity.Live[*iso28000.System]
		bytes := held(func() any {
			var err error
			live, err = iso28000.AssessLive(grown, grown.AsOf.Start())
			require.NoError(b, err)
			return live
		})
		for _, change := range []struct {
			name string
			make func(i int) records.Entity
		}{
			{"risk", func(i int) records.Entity {
				r := grown.Risks[0]
				r.Owner = []records.ID[records.Person]{grown.Persons[0].ID, grown.Persons[1].ID}[i%2]
				return r
			}},
			{"date", func(i int) records.Entity {
				m := grown.Trainings[0]
				m.CompletedOn = m.CompletedOn.AddDays(-i % 2)
				return m
			}},
		} {
			b.Run(fmt.Sprintf("records=%d/%s", size, change.name), func(b *testing.B) {
				b.ReportAllocs()
				i := 0
				for b.Loop() {
					i++
					_, err := live.Apply(conformity.Change{Put: []records.Entity{change.make(i)}})
					require.NoError(b, err)
				}
				b.ReportMetric(float64(bytes)/float64(size), "held-bytes/record")
			})
		}
	}
}

func perRecord(b *testing.B, size int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*size), "ns/record")
}

// held returns how much memory what is made goes on holding.
func held(made func() any) uint64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	kept := made()
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(kept)
	return after.HeapAlloc - min(before.HeapAlloc, after.HeapAlloc)
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
