package rules_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
)

// A tolerability is what the twelve rules decide.
type tolerability string

func (tolerability) Values() []string { return []string{"tolerable", "intolerable", "review"} }

// facts are what they look at.
type facts struct {
	Level       int    `json:"level" expr:"level"`
	Likelihood  int    `json:"likelihood" expr:"likelihood"`
	Consequence int    `json:"consequence" expr:"consequence"`
	Controls    int    `json:"controls" expr:"controls"`
	Age         int    `json:"age" expr:"age"`
	Exposure    int    `json:"exposure" expr:"exposure"`
	Category    string `json:"category" expr:"category"`
	Stage       string `json:"stage" expr:"stage"`
}

const otherwise = "intolerable"

// twelve are the rules, in a language that ours, expr and cel-go have in common.
func twelve() []rules.Rule {
	var list []rules.Rule
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
		list = append(list, rules.Rule{Name: fmt.Sprintf("rule %d", i+1), When: rule[0], Then: rule[1]})
	}
	return list
}

// byHand is the same in Go. It returns the number of the rule that decides, or -1.
func byHand(f *facts) (outcome tolerability, rule int) {
	switch {
	case f.Level >= 20:
		return "intolerable", 0
	case f.Category == "continuity" && f.Consequence >= 4:
		return "intolerable", 1
	case f.Level <= 2:
		return "tolerable", 2
	case f.Level <= 4 && f.Controls >= 2:
		return "tolerable", 3
	case f.Stage == "port" && f.Likelihood >= 4 && f.Controls == 0:
		return "intolerable", 4
	case f.Category == "natural" && f.Level <= 8 && f.Controls >= 1:
		return "tolerable", 5
	case f.Age > 365 && f.Level > 6:
		return "review", 6
	case f.Exposure > 80 && f.Consequence >= 3:
		return "intolerable", 7
	case f.Level <= 6 && (f.Category == "information" || f.Category == "equipment"):
		return "tolerable", 8
	case f.Stage == "warehouse" && f.Controls >= 3 && f.Level <= 12:
		return "tolerable", 9
	case f.Likelihood == 1 && f.Consequence <= 4:
		return "tolerable", 10
	case f.Controls >= 4 && f.Level < 16 && f.Exposure <= 50:
		return "tolerable", 11
	}
	return otherwise, -1
}

// rows are random facts, the same every time.
func rows(n int) []facts {
	r := rand.New(rand.NewPCG(1, 2))
	categories := []string{"physical", "operational", "natural", "external", "stakeholder", "equipment", "information", "continuity"}
	stages := []string{"port", "warehouse", "road", "rail", "sea"}
	list := make([]facts, n)
	for i := range list {
		l, c := 1+r.IntN(5), 1+r.IntN(5)
		list[i] = facts{
			l * c, l, c, r.IntN(6), r.IntN(800), r.IntN(101),
			// As read from a file: each text has bytes of its own.
			strings.Clone(categories[r.IntN(8)]), strings.Clone(stages[r.IntN(5)]),
		}
	}
	return list
}

func clock() records.Clock { return records.At(time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC)) }

func ours(t testing.TB) *rules.Set[facts, tolerability] {
	set, err := rules.Compile[facts, tolerability](rules.Definition{Default: otherwise, Rules: twelve()}, rules.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return set
}
