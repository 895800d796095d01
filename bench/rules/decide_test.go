package rules_test

import (
	"testing"

	"github.com/expr-lang/expr/vm"
)

// cycle calls decide for one row after the other.
func cycle(b *testing.B, list []facts, decide func(f *facts)) {
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		decide(&list[i])
		if i++; i == len(list) {
			i = 0
		}
	}
}

// BenchmarkDecide12 is the comparison of the README. The branch predictor learns 1,000 rows
// that come again and again; a million random ones are what a register is.
func BenchmarkDecide12(b *testing.B) {
	for _, size := range []struct {
		name string
		n    int
	}{{"rows=1000", 1000}, {"rows=1000000", 1_000_000}} {
		b.Run(size.name, func(b *testing.B) {
			n := size.n
			if once(b) {
				n = min(n, 1000)
			}
			list := rows(n)
			b.Run("go", func(b *testing.B) {
				b.ReportAllocs()
				i, sum := 0, 0
				for b.Loop() {
					_, rule := byHand(&list[i])
					sum += rule
					if i++; i == len(list) {
						i = 0
					}
				}
				kept = sum
			})
			b.Run("iso28000", func(b *testing.B) {
				set, at := ours(b), clock()
				b.ReportAllocs()
				i, sum := 0, 0
				for b.Loop() {
					decision, err := set.Decide(&list[i], at)
					if err != nil {
						b.Fatal(err)
					}
					sum += decision.Index
					if i++; i == len(list) {
						i = 0
					}
				}
				kept = sum
			})
			b.Run("expr", func(b *testing.B) {
				program := exprProgram(b)
				var machine vm.VM
				cycle(b, list, func(f *facts) {
					if _, err := machine.Run(program, f); err != nil {
						b.Fatal(err)
					}
				})
			})
			b.Run("cel", func(b *testing.B) {
				programs, in := celPrograms(b), &activation{}
				cycle(b, list, func(f *facts) {
					in.f = f
					if _, err := byCel(programs, in); err != nil {
						b.Fatal(err)
					}
				})
			})
			b.Run("opa", func(b *testing.B) {
				query := regoQuery(b)
				i := 0
				inputs := regoInputs(list[:min(len(list), 20_000)])
				b.ReportAllocs()
				for b.Loop() {
					if _, err := byRego(&query, inputs[i]); err != nil {
						b.Fatal(err)
					}
					if i++; i == len(inputs) {
						i = 0
					}
				}
			})
		})
	}
}

// kept keeps results from being optimized away.
var kept int

// once reports whether each benchmark runs a single time, to see that it runs at all.
func once(*testing.B) bool { return benchtime() == "1x" }
