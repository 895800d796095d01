package rulecheck_test

import (
	"errors"
	"testing"
	"testing/fstest"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
	"github.com/iso28000/iso28000/rules/rulecheck"
)

// A yard is the system of these tests: any struct of lists of records will do.
type yard struct {
	Name       string       `json:"name"`
	Containers []container  `json:"containers"`
	Guards     []guard      `json:"guards"`
	Looks      []look       `json:"looks"`
	Tags       []string     `json:"tags"`
	Hours      map[int]bool `json:"-"`

	//lint:ignore U1000 it stands for what no file has
	hidden []guard
}

type state string

func (state) Values() []string { return []string{"sealed", "open"} }

type container struct {
	ID        records.ID[container] `json:"id"`
	Title     string                `json:"title"`
	State     state                 `json:"state"`
	SealedOn  records.Date          `json:"sealed_on"`
	SealedAt  time.Time             `json:"sealed_at"`
	Every     records.Period        `json:"every"`
	Weight    decimal.Decimal       `json:"weight"`
	Locks     int                   `json:"locks"`
	Spare     *int                  `json:"spare"`
	Watched   bool                  `json:"watched"`
	Guard     records.ID[guard]     `json:"guard"`
	Others    []records.ID[guard]   `json:"others"`
	Doors     []door                `json:"doors"`
	Approval  approval              `json:"approval"`
	Of        records.Ref           `json:"of"`
	Lost      records.ID[lorry]     `json:"lost"`
	Positions map[string]int        `json:"positions"`

	//lint:ignore U1000 it stands for what no file has
	hidden approval
}

type door struct {
	Name    string            `json:"name"`
	CheckBy records.ID[guard] `json:"check_by"`
}

type approval struct {
	By records.ID[guard] `json:"by"`
	On records.Date      `json:"on"`
}

type guard struct {
	ID      records.ID[guard] `json:"id"`
	Name    string            `json:"name"`
	Trained records.Date      `json:"trained"`
}

type look struct {
	ID  records.ID[look]      `json:"id"`
	At  records.ID[container] `json:"at"`
	Of  []at                  `json:"of"`
	On  records.Date          `json:"on"`
	Bad bool                  `json:"bad"`
}

type at struct {
	What records.ID[container] `json:"what"`
}

type lorry struct {
	ID records.ID[lorry] `json:"id"`
}

func (c container) Ref() records.Ref { return records.Ref{Kind: "container", ID: string(c.ID)} }
func (g guard) Ref() records.Ref     { return records.Ref{Kind: "guard", ID: string(g.ID)} }
func (l look) Ref() records.Ref      { return records.Ref{Kind: "look", ID: string(l.ID)} }
func (l lorry) Ref() records.Ref     { return records.Ref{Kind: "lorry", ID: string(l.ID)} }

// Validate is what cases do without.
func (c container) Validate() error {
	if c.Title == "" {
		return errors.New("has no title")
	}
	return nil
}

func day(s string) records.Date {
	d, err := records.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func noon(s string) time.Time { return day(s).Start().Add(12 * time.Hour) }

// sealing is a check that everything is right with; tests change it.
func sealing() rulecheck.Definition {
	return rulecheck.Definition{
		Check: "acme.sealing", For: "containers", Require: `within(sealed_on, "2 weeks")`,
		Message: "{subject} was sealed on {sealed_on}", At: "sealed_on",
	}
}

func compiled(t testing.TB, definitions ...rulecheck.Definition) *rulecheck.Set[yard] {
	t.Helper()
	set, err := rulecheck.Compile[yard](definitions, rules.Limits{})
	require.NoError(t, err)
	return set
}

func found(t testing.TB, y yard, at string, definitions ...rulecheck.Definition) []conformity.Finding {
	t.Helper()
	return conformity.Run(compiled(t, definitions...).Checks(), &y, noon(at))
}

func load(text string) (*rulecheck.Set[yard], error) {
	return rulecheck.Load[yard](fstest.MapFS{"checks.json": {Data: []byte(text)}}, rules.Limits{})
}

func refs(kindsAndIDs ...string) []records.Ref {
	var all []records.Ref
	for i := 0; i < len(kindsAndIDs); i += 2 {
		all = append(all, records.Ref{Kind: kindsAndIDs[i], ID: kindsAndIDs[i+1]})
	}
	return all
}

func said(findings []conformity.Finding) []string {
	texts := make([]string, len(findings))
	for i, f := range findings {
		texts[i] = f.String()
	}
	return texts
}

func TestSystemHasToBeAStruct(t *testing.T) {
	_, err := rulecheck.Compile[int](nil, rules.Limits{})
	assert.EqualError(t, err, "int is no struct: checks range over the lists of one")
	_, err = rulecheck.Load[int](fstest.MapFS{}, rules.Limits{})
	assert.EqualError(t, err, "int is no struct: checks range over the lists of one")
}
