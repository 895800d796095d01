package rules_test

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
	"github.com/iso28000/iso28000/rules"
)

// many are rules of a large set: a level, a category and a stage each.
func many(n int) []rules.Rule {
	var list []rules.Rule
	for i := range n {
		when := fmt.Sprintf(`level >= %d && category == "category %d" && (age > %d || exposure <= %d)`, i%20, i%40, i, i%100)
		list = append(list, rules.Rule{Name: fmt.Sprintf("rule %d", i+1), When: when, Then: "review"})
	}
	return list
}

// BenchmarkCompile1000 compiles a thousand rules: ours into a set, expr's one by one.
func BenchmarkCompile1000(b *testing.B) {
	list := many(1000)
	b.Run("iso28000", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			compileMany(b, list)
		}
	})
	b.Run("expr", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			compileByExpr(b, list)
		}
	})
}

func compileMany(b *testing.B, list []rules.Rule) *rules.Set[facts, tolerability] {
	set, err := rules.Compile[facts, tolerability](rules.Definition{Default: otherwise, Rules: list}, rules.Limits{})
	if err != nil {
		b.Fatal(err)
	}
	return set
}

func compileByExpr(b *testing.B, list []rules.Rule) []*vm.Program {
	programs := make([]*vm.Program, len(list))
	for i, rule := range list {
		program, err := expr.Compile(rule.When, expr.Env(&facts{}), expr.AsBool())
		if err != nil {
			b.Fatal(err)
		}
		programs[i] = program
	}
	return programs
}

// BenchmarkMemory reports how much of the heap a compiled set of a size holds on to.
func BenchmarkMemory(b *testing.B) {
	for _, n := range []int{12, 1000} {
		list := many(n)
		b.Run(fmt.Sprintf("rules=%d/iso28000", n), func(b *testing.B) {
			held(b, func() any { return compileMany(b, list) })
		})
		b.Run(fmt.Sprintf("rules=%d/expr", n), func(b *testing.B) {
			held(b, func() any { return compileByExpr(b, list) })
		})
	}
}

func held(b *testing.B, compile func() any) {
	var before, after runtime.MemStats
	total := uint64(0)
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		set := compile()
		runtime.GC()
		runtime.ReadMemStats(&after)
		total += after.HeapAlloc - min(before.HeapAlloc, after.HeapAlloc)
		runtime.KeepAlive(set)
	}
	b.ReportMetric(float64(total)/float64(b.N), "held-B/op")
}

// BenchmarkDecide1000 decides by a thousand rules, the last of which, or none, decides.
func BenchmarkDecide1000(b *testing.B) {
	list, data := many(1000), rows(1000)
	b.Run("iso28000", func(b *testing.B) {
		set, at := compileMany(b, list), clock()
		cycle(b, data, func(f *facts) {
			if _, err := set.Decide(f, at); err != nil {
				b.Fatal(err)
			}
		})
	})
	b.Run("expr", func(b *testing.B) {
		programs := compileByExpr(b, list)
		var machine vm.VM
		cycle(b, data, func(f *facts) {
			for _, program := range programs {
				holds, err := machine.Run(program, f)
				if err != nil {
					b.Fatal(err)
				} else if holds.(bool) {
					break
				}
			}
		})
	})
}

// BenchmarkParallel decides on all processors at once (-cpu 1,2 compares).
func BenchmarkParallel(b *testing.B) {
	set, at, list := ours(b), clock(), rows(1000)
	loops, err := rules.CompileCondition[hazard](`any(controls, .effect > 6)`, rules.Limits{})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("twelve", func(b *testing.B) {
		b.RunParallel(func(p *testing.PB) {
			for i := 0; p.Next(); i++ {
				if _, err := set.Decide(&list[i%len(list)], at); err != nil {
					b.Error(err)
				}
			}
		})
	})
	b.Run("any", func(b *testing.B) {
		b.RunParallel(func(p *testing.PB) {
			r := someHazard()
			for p.Next() {
				if _, err := loops.Holds(r, at); err != nil {
					b.Error(err)
				}
			}
		})
	})
}
