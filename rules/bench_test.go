package rules_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
)

type tolerability string

func (tolerability) Values() []string { return []string{"tolerable", "intolerable", "review"} }

// benchFacts is what twelve tolerability rules look at, the same for every way to decide.
type benchFacts struct {
	Level       int    `json:"level" expr:"level"`
	Likelihood  int    `json:"likelihood" expr:"likelihood"`
	Consequence int    `json:"consequence" expr:"consequence"`
	Controls    int    `json:"controls" expr:"controls"`
	Age         int    `json:"age" expr:"age"`
	Exposure    int    `json:"exposure" expr:"exposure"`
	Category    string `json:"category" expr:"category"`
	Stage       string `json:"stage" expr:"stage"`
}

func twelve() rules.Definition {
	d := rules.Definition{Default: "intolerable"}
	for i, rule := range [][2]string{
		{`level >= 20`, "intolerable"},
		{`category == "continuity" && consequence >= 4`, "intolerable"},
		{`level <= 2`, "tolerable"},
		{`level <= 4 && controls >= 2`, "tolerable"},
		{`stage == "port" && likelihood >= 4 && controls == 0`, "intolerable"},
		{`category == "natural" && level <= 8 && controls >= 1`, "tolerable"},
		{`age > 365 && level > 6`, "review"},
		{`exposure > 80 && consequence >= 3`, "intolerable"},
		{`level <= 6 && (category == "information" || category == "equipment")`, "tolerable"},
		{`stage == "warehouse" && controls >= 3 && level <= 12`, "tolerable"},
		{`likelihood == 1 && consequence <= 4`, "tolerable"},
		{`controls >= 4 && level < 16 && exposure <= 50`, "tolerable"},
	} {
		d.Rules = append(d.Rules, rules.Rule{Name: fmt.Sprintf("rule %d", i+1), When: rule[0], Then: rule[1]})
	}
	return d
}

func benchRows(n int) []benchFacts {
	r := rand.New(rand.NewPCG(1, 2))
	categories := []string{"physical", "operational", "natural", "external", "stakeholder", "equipment", "information", "continuity"}
	stages := []string{"port", "warehouse", "road", "rail", "sea"}
	rows := make([]benchFacts, n)
	for i := range rows {
		l, c := 1+r.IntN(5), 1+r.IntN(5)
		rows[i] = benchFacts{l * c, l, c, r.IntN(6), r.IntN(800), r.IntN(101), categories[r.IntN(8)], stages[r.IntN(5)]}
	}
	return rows
}

// BenchmarkDecide12 compares with the same twelve rules as twelve programs of plain expr,
// which neither checks what it computes nor says which facts it could not read.
func BenchmarkDecide12(b *testing.B) {
	rows := benchRows(1000)
	b.Run("iso28000", func(b *testing.B) {
		set, err := rules.Compile[benchFacts, tolerability](twelve(), rules.Limits{})
		if err != nil {
			b.Fatal(err)
		}
		at := records.At(time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC))
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			if _, err := set.Decide(&rows[i%len(rows)], at); err != nil {
				b.Fatal(err)
			}
			i++
		}
	})
	b.Run("expr", func(b *testing.B) {
		d := twelve()
		programs := make([]*vm.Program, len(d.Rules))
		for i, rule := range d.Rules {
			p, err := expr.Compile(rule.When, expr.Env(&benchFacts{}), expr.AsBool())
			if err != nil {
				b.Fatal(err)
			}
			programs[i] = p
		}
		var machine vm.VM
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			for _, p := range programs {
				holds, err := machine.Run(p, &rows[i%len(rows)])
				if err != nil {
					b.Fatal(err)
				}
				if holds.(bool) {
					break
				}
			}
			i++
		}
	})
}
