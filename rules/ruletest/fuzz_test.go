package ruletest_test

import (
	"strings"
	"testing"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
	"github.com/iso28000/iso28000/rules/ruletest"
)

// Whatever stands in a file, it is refused with a place in the file, or tested: nothing panics,
// and what is reported of a good file is the same each time.
func FuzzCases(f *testing.F) {
	f.Add(yard)
	f.Add(withCases(`{"given": {"level": 2, "seals": [{"intact": true}], "ratings": {"quay": 3}}, "at": "2026-05-04", "by": "default"}`))
	f.Add(strings.Replace(yard, "level <= 2", "level in [1, 2] and not (sealed or fee * 0.4 > 2.5)", 1))
	f.Add(strings.Replace(yard, "level <= 2", "level / level > 1 && inspected_on < date(\\\"2026-01-31\\\")", 1))
	f.Fuzz(func(t *testing.T, text string) {
		node, err := records.JSON.Parse("f.json", []byte(text), records.FileLimits{Nodes: 2000})
		if err != nil {
			return
		}
		var d rules.Definition
		if node.Decode(&d) != nil {
			return
		}
		limits := rules.Limits{Steps: 10_000, Nodes: 200, Rules: 20}
		s, err := ruletest.NewSuite("f", ruletest.SetOf[container, verdict](d, limits), "f.json", "", node)
		if err != nil {
			for line := range strings.Lines(err.Error()) {
				if !strings.HasPrefix(line, "f.json:") && !strings.HasPrefix(line, "and ") {
					t.Fatalf("refused without a place: %s", line)
				}
			}
			return
		}
		options := ruletest.Options{Mutate: true, Changes: 30}
		report, err := s.Test(options)
		if err != nil {
			return
		}
		again, _ := s.Test(options)
		if report.String() != again.String() {
			t.Fatalf("said two things:\n%s\n%s", report, again)
		}
	})
}
