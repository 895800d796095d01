package rules_test

import (
	"strings"
	"testing"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
	"github.com/iso28000/iso28000/rules"
	"github.com/shopspring/decimal"
)

// A hazard is what conditions over lists, texts and decimals look at.
type hazard struct {
	Title    string          `json:"title" expr:"title"`
	Score    decimal.Decimal `json:"score" expr:"score"`
	Limit    decimal.Decimal `json:"limit" expr:"limit"`
	Controls []control       `json:"controls" expr:"controls"`
	Tags     []string        `json:"tags" expr:"tags"`
}

type control struct {
	Kind   string `json:"kind" expr:"kind"`
	Effect int    `json:"effect" expr:"effect"`
	Tested bool   `json:"tested" expr:"tested"`
}

func someHazard() *hazard {
	r := &hazard{Title: "Seal control at the port of Rotterdam S-123", Score: decimal.RequireFromString("3.25"), Limit: decimal.RequireFromString("12.5"), Tags: []string{"cold", "high value", "night"}}
	for i, kind := range []string{"seal", "fence", "guard", "camera", "lock", "escort", "light", "patrol"} {
		r.Controls = append(r.Controls, control{Kind: kind, Effect: i, Tested: i != 6})
	}
	return r
}

// A shape is a condition and the same in Go.
type shape struct {
	name, ours, expr string
	byHand           func(r *hazard) bool
	holds            bool
}

func shapes() []shape {
	same := func(name, text string, holds bool, byHand func(r *hazard) bool) shape {
		return shape{name, text, text, byHand, holds}
	}
	return []shape{
		same("any", `any(controls, .effect > 6)`, true, func(r *hazard) bool {
			for i := range r.Controls {
				if r.Controls[i].Effect > 6 {
					return true
				}
			}
			return false
		}),
		same("all", `all(controls, .effect < 9)`, true, func(r *hazard) bool {
			for i := range r.Controls {
				if r.Controls[i].Effect >= 9 {
					return false
				}
			}
			return true
		}),
		same("none", `none(controls, .kind == "dog")`, true, func(r *hazard) bool {
			for i := range r.Controls {
				if r.Controls[i].Kind == "dog" {
					return false
				}
			}
			return true
		}),
		same("count", `count(controls, .tested) >= 7`, true, func(r *hazard) bool {
			n := 0
			for i := range r.Controls {
				if r.Controls[i].Tested {
					n++
				}
			}
			return n >= 7
		}),
		same("filter", `len(filter(controls, .effect > 3 && .tested)) == 3`, true, func(r *hazard) bool {
			n := 0
			for i := range r.Controls {
				if r.Controls[i].Effect > 3 && r.Controls[i].Tested {
					n++
				}
			}
			return n == 3
		}),
		same("sum", `sum(map(controls, .effect)) > 20`, true, func(r *hazard) bool {
			n := 0
			for i := range r.Controls {
				n += r.Controls[i].Effect
			}
			return n > 20
		}),
		same("in", `"night" in tags`, true, func(r *hazard) bool {
			for _, tag := range r.Tags {
				if tag == "night" {
					return true
				}
			}
			return false
		}),
		same("contains", `title contains "port"`, true, func(r *hazard) bool { return strings.Contains(r.Title, "port") }),
		same("startsWith", `title startsWith "Seal"`, true, func(r *hazard) bool { return strings.HasPrefix(r.Title, "Seal") }),
		same("lower", `lower(title) contains "seal control"`, true, func(r *hazard) bool { return strings.Contains(strings.ToLower(r.Title), "seal control") }),
		same("upper", `upper(title) startsWith "SEAL"`, true, func(r *hazard) bool { return strings.HasPrefix(strings.ToUpper(r.Title), "SEAL") }),
		same("matches", `title matches "S-[0-9]+$"`, true, nil),
		{"decimal", `score * 3 > limit - 4.5`, ``, func(r *hazard) bool {
			return r.Score.Mul(decimal.NewFromInt(3)).GreaterThan(r.Limit.Sub(decimal.RequireFromString("4.5")))
		}, true},
		{"decimal-compare", `score <= limit && score > 2.5`, ``, func(r *hazard) bool {
			return r.Score.LessThanOrEqual(r.Limit) && r.Score.GreaterThan(decimal.RequireFromString("2.5"))
		}, true},
	}
}

// BenchmarkShapes compares conditions over lists, texts and decimals with plain expr and with
// Go. (expr has no decimals, so that those stand beside Go alone.)
func BenchmarkShapes(b *testing.B) {
	r, at := someHazard(), clock()
	for _, s := range shapes() {
		b.Run(s.name+"/iso28000", func(b *testing.B) {
			c, err := rules.CompileCondition[hazard](s.ours, rules.Limits{})
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if holds, err := c.Holds(r, at); err != nil || holds != s.holds {
					b.Fatal(holds, err)
				}
			}
		})
		if s.byHand != nil {
			b.Run(s.name+"/go", func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if s.byHand(r) != s.holds {
						b.Fatal("wrong")
					}
				}
			})
		}
		if s.expr != s.ours {
			continue
		}
		b.Run(s.name+"/expr", func(b *testing.B) {
			program, err := expr.Compile(s.expr, expr.Env(&hazard{}), expr.AsBool())
			if err != nil {
				b.Fatal(err)
			}
			var machine vm.VM
			b.ReportAllocs()
			for b.Loop() {
				if holds, err := machine.Run(program, r); err != nil || holds != s.holds {
					b.Fatal(holds, err)
				}
			}
		})
	}
}

// All ways come to the same.
func TestShapesAgree(t *testing.T) {
	r := someHazard()
	for _, s := range shapes() {
		c, err := rules.CompileCondition[hazard](s.ours, rules.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if holds, err := c.Holds(r, clock()); err != nil || holds != s.holds {
			t.Errorf("%s: %v %v", s.ours, holds, err)
		}
		if s.byHand != nil && s.byHand(r) != s.holds {
			t.Errorf("%s by hand", s.name)
		}
		if c.Path() != rules.PathClosures {
			t.Errorf("%s is run by the %s", s.ours, c.Path())
		}
	}
}
