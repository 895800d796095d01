package risk_test

import (
	"bytes"
	"fmt"
	"runtime"
	"testing"

	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/rules"
)

// twelve are criteria with as many tolerability rules as a large organization may have.
func twelve() risk.Criteria {
	c := fiveByFive()
	c.Appetite = []risk.Appetite{{Highest: "High"}, {Highest: "Medium", Category: risk.Information}}
	c.Tolerability = rules.Definition{Default: "intolerable"}
	for i, when := range []string{
		`level == 4`,
		`worst == "continuity" && level >= 3`,
		`condition == "emergency" && level >= 2`,
		`likelihood == 5 && owner == ""`,
		`any(categories, .category == "natural" && .level >= 3)`,
		`site == "Hull" && stage == "storage" && level >= 2`,
		`class == "pilot" && inherent.level == 4`,
		`score > 12.0`,
		`decision == "avoid"`,
		`level == 3 && len(controls) == 0`,
		`level == 2 && owner == ""`,
	} {
		c.Tolerability.Rules = append(c.Tolerability.Rules, rules.Rule{Name: fmt.Sprint("rule ", i+1), When: when, Then: "intolerable"})
	}
	c.Tolerability.Rules = append(c.Tolerability.Rules, rules.Rule{Name: "the rest", When: "level <= 2", Then: "tolerable"})
	return c
}

func someRisks(n int) []risk.Risk {
	all := make([]risk.Risk, n)
	for i := range all {
		all[i] = risk.Risk{ID: "R-1", Owner: "P-1", Site: "Hull", Inherent: rating(1+i%5, map[risk.Category]int{risk.Physical: 1 + i/5%5, risk.Information: 1 + i/25%5})}
		all[i].Residual = rating(1+i%3, map[risk.Category]int{risk.Physical: 1 + i/5%3})
	}
	return all
}

func BenchmarkRate(b *testing.B) {
	rater := compile(b, twelve())
	risks := someRisks(1000)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if _, err := rater.Rate(risks[i%len(risks)]); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

func BenchmarkDecide(b *testing.B) {
	rater := compile(b, twelve())
	risks := someRisks(1000)
	rated := make([]risk.Rated, len(risks))
	for i := range risks {
		rated[i] = rate(b, rater, risks[i])
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if _, err := rater.Decide(rated[i%len(rated)], nil, now); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

func BenchmarkCompile(b *testing.B) {
	c := twelve()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Compile(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRegister reads, rates and decides a register, and reports what one risk of it takes:
// time, and the memory that is still held with the register at hand.
func BenchmarkRegister(b *testing.B) {
	const risks = 100_000
	text := registerText(risks)
	mapping := plain()
	rater := compile(b, twelve())
	b.Run(fmt.Sprintf("risks=%d", risks), func(b *testing.B) {
		var before, after runtime.MemStats
		b.ReportAllocs()
		b.SetBytes(int64(len(text)))
		var held uint64
		for b.Loop() {
			runtime.GC()
			runtime.ReadMemStats(&before)
			register, err := risk.ReadRegister(bytes.NewReader(text), "register.csv", mapping, rater)
			if err != nil {
				b.Fatal(err)
			}
			tolerated, different := 0, 0
			for i := range register.Rows {
				ruling, err := rater.Decide(register.Rows[i].Rated, nil, now)
				if err != nil {
					b.Fatal(err)
				}
				if ruling.Tolerated() {
					tolerated++
				}
			}
			for range register.Disagreements() {
				different++
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			if len(register.Rows) != risks || tolerated == 0 || different == 0 {
				b.Fatal(len(register.Rows), tolerated, different)
			}
			held = after.HeapAlloc - before.HeapAlloc
			runtime.KeepAlive(register)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/risks, "ns/risk")
		b.ReportMetric(float64(held)/risks, "B-held/risk")
	})
}

func registerText(risks int) []byte {
	var text bytes.Buffer
	text.WriteString("id,title,likelihood,consequence,score,level\n")
	levels := []string{"Low", "Medium", "High", "Critical"}
	for i := range risks {
		fmt.Fprintf(&text, "R-%06d,\"Theft of cargo, at gate %d\",%d,%d,%d,%s\n", i, i%17, 1+i%5, 1+i/5%5, (1+i%5)*(1+i/5%5), levels[i/25%4])
	}
	return text.Bytes()
}
