package ruletest_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
	"github.com/iso28000/iso28000/rules/ruletest"
)

// The facts of these tests: a container, with something of each kind that cases can give.
type container struct {
	Level       int                        `json:"level"`
	Owner       records.ID[records.Person] `json:"owner"`
	Zone        zone                       `json:"zone"`
	Sealed      bool                       `json:"sealed"`
	InspectedOn records.Date               `json:"inspected_on"`
	Interval    records.Period             `json:"interval"`
	Fee         decimal.Decimal            `json:"fee"`
	Limit       *int                       `json:"limit"`
	Carrier     *carrier                   `json:"carrier"`
	Seals       []seal                     `json:"seals"`
	Ratings     map[zone]int               `json:"ratings"`
	Hidden      func()                     `json:"-"`
}

type zone string

func (zone) Values() []string { return []string{"inner yard", "outer yard", "quay"} }

type seal struct {
	Number string `json:"number"`
	Intact bool   `json:"intact"`
}

type carrier struct {
	Name    string `json:"name"`
	Trusted bool   `json:"trusted"`
}

type verdict string

func (verdict) Values() []string { return []string{"tolerable", "intolerable", "review"} }

const yard = `{
  "default": "intolerable",
  "rules": [
    {
      "rule": "a broken seal is never tolerated",
      "when": "any(seals, !.intact)",
      "then": "intolerable",
      "cases": [
        {"given": {"seals": [{"number": "S-1", "intact": true}, {"number": "S-2"}]}}
      ]
    },
    {
      "rule": "low risks may stay if someone answers for them",
      "when": "level <= 2 && owner != \"\"",
      "then": "tolerable",
      "cases": [
        {"given": {"level": 2, "owner": "P-1"}},
        {"case": "nobody answers", "given": {"level": 2}, "expect": "intolerable", "by": "default"}
      ]
    },
    {
      "rule": "inspected lately, in the inner yard",
      "when": "zone == \"inner yard\" && within(inspected_on, \"30 days\")",
      "then": "review",
      "cases": [
        {"given": {"level": 3, "zone": "inner yard", "inspected_on": "2026-04-20"}, "at": "2026-05-20T23:59:59Z"},
        {"given": {"level": 3, "zone": "inner yard", "inspected_on": "2026-04-20"}, "at": "2026-05-21", "expect": "intolerable"}
      ]
    }
  ]
}
`

// read reads a rule set with its cases.
func read(t testing.TB, text string) (*ruletest.Suite, error) {
	t.Helper()
	node, err := records.JSON.Parse("yard.json", []byte(text), records.FileLimits{})
	require.NoError(t, err)
	var d rules.Definition
	require.NoError(t, node.Decode(&d))
	return ruletest.NewSuite("yard", ruletest.SetOf[container, verdict](d, rules.Limits{}), "yard.json", "", node)
}

func suite(t testing.TB, text string) *ruletest.Suite {
	t.Helper()
	s, err := read(t, text)
	require.NoError(t, err)
	return s
}

func test(t testing.TB, s *ruletest.Suite, options ruletest.Options) *ruletest.Report {
	t.Helper()
	report, err := s.Test(options)
	require.NoError(t, err)
	return report
}

// inGo makes a suite of rules that come from no file.
func inGo(t testing.TB, d rules.Definition, cases ...ruletest.Case) *ruletest.Suite {
	t.Helper()
	s, err := ruletest.NewSuite("in Go", ruletest.SetOf[container, verdict](d, rules.Limits{}), "", "", nil)
	require.NoError(t, err)
	s.Cases = append(s.Cases, cases...)
	return s
}
