package rulecheck_test

import (
	"fmt"
	"testing"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
	"github.com/iso28000/iso28000/rules/rulecheck"
)

// One check in a file over many records, and the same in Go beside it.
func BenchmarkJudge(b *testing.B) {
	d := sealing()
	d.Where, d.Known = `state == "sealed"`, "sealed_on != nil"
	inGo := []conformity.Check[*yard]{conformity.Each("acme.sealing", func(y *yard) []container { return y.Containers },
		func(r *conformity.Reader, c *container) conformity.Verdict {
			switch {
			case c.State != "sealed":
				return conformity.Nothing(notSealed)
			case r.Within(c.SealedOn, records.Days(14)):
				return conformity.Met(sealedLately, c.SealedOn)
			}
			return conformity.Unmet(sealedLong, c.SealedOn).At("sealed_on")
		})}
	const n = 10_000
	var y yard
	for i := range n {
		y.Containers = append(y.Containers, container{ID: records.ID[container](fmt.Sprint(i)), State: "sealed", SealedOn: day("2026-06-01").AddDays(i % 20)})
	}
	beside := d
	beside.With, beside.Require = map[string]string{"keeper": "guard"}, d.Require+" && keeper == nil"
	for name, checks := range map[string][]conformity.Check[*yard]{
		"go": inGo, "file": compiled(b, d).Checks(), "file with a look-up": compiled(b, beside).Checks(),
	} {
		b.Run(fmt.Sprintf("%s/records=%d", name, n), func(b *testing.B) {
			for b.Loop() {
				conformity.Run(checks, &y, noon("2026-06-13"))
			}
		})
	}
}

func BenchmarkCompile(b *testing.B) {
	var definitions []rulecheck.Definition
	for i := range 1000 {
		d := sealing()
		d.Check, d.Where = fmt.Sprintf("acme.sealing-%d", i), `state == "sealed"`
		definitions = append(definitions, d)
	}
	b.Run("checks=1000", func(b *testing.B) {
		for b.Loop() {
			if _, err := rulecheck.Compile[yard](definitions, rules.Limits{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
