package systems_test

import (
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/examples/systems"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/yaml"
)

func complete(t testing.TB) (*iso28000.System, *records.Node) {
	t.Helper()
	system, err := iso28000.Load(systems.Complete(), yaml.Format)
	require.NoError(t, err)
	tree, err := records.Encode(system)
	require.NoError(t, err)
	return system, tree
}

func matrix(t testing.TB) []change {
	t.Helper()
	data, err := os.ReadFile("matrix.yaml")
	require.NoError(t, err)
	var table struct {
		Changes []change `json:"changes"`
	}
	require.NoError(t, records.ReadFile("matrix.yaml", data, &table, yaml.Format))
	return table.Changes
}

// The complete system meets every requirement that has a check.
func TestCompleteSystemMeetsAll(t *testing.T) {
	system, _ := complete(t)
	report := iso28000.Assess(system, system.AsOf.Start())
	for result := range report.Results() {
		if result.Checked {
			assert.Equal(t, conformity.StatusMet, result.Status, "%s: %s", result.ID, result.Findings[0].Message())
		}
	}
}

// For each requirement that has a check, a smallest change makes it unmet, and no other but
// those that are linked to it in either direction.
func TestEachChangeBreaksItsRequirement(t *testing.T) {
	t.Parallel()
	system, tree := complete(t)
	at := system.AsOf.Start()
	shown := map[string][]string{} // what a user is told, for the page
	for i, c := range matrix(t) {
		if underRace && i%80 != 0 {
			continue
		}
		t.Run(c.name(), func(t *testing.T) {
			want := conformity.StatusUnmet
			if c.Want != "" {
				require.NoError(t, want.UnmarshalText([]byte(c.Want)))
			}
			report := iso28000.Assess(c.apply(t, tree), at)
			broken, err := report.Result(c.Requirement)
			require.NoError(t, err)
			shown[c.Requirement] = append(shown[c.Requirement], c.shown(broken))
			assert.Equal(t, want, broken.Status, "%s", broken.Findings[0].Message())
			for result := range report.Results() {
				if result.ID == c.Requirement || !result.Checked || slices.Contains(c.Also, result.ID) || linked(broken.Requirement, result.Requirement) {
					continue
				}
				assert.NotEqual(t, conformity.StatusUnmet, result.Status, "%s is not linked to it: %s", result.ID, result.Findings[0].Message())
			}
			for _, id := range c.Also {
				result, err := report.Result(id)
				require.NoError(t, err)
				assert.NotEqual(t, conformity.StatusMet, result.Status, "%s was said to fall with it", id)
			}
		})
	}
	if !underRace {
		t.Run("page", func(t *testing.T) { requirementsPage(t, iso28000.Assess(system, at), shown) })
	}
}

func linked(a, b conformity.Requirement) bool {
	return slices.Contains(a.Links(), b.ID) || slices.Contains(b.Links(), a.ID)
}

// Every requirement that has a check stands in the table, and one that needs a judgement with
// each way in which a judgement fails.
func TestMatrixIsWhole(t *testing.T) {
	system, _ := complete(t)
	variants := map[string][]string{}
	for _, c := range matrix(t) {
		variants[c.Requirement] = append(variants[c.Requirement], c.Variant)
	}
	for result := range iso28000.Assess(system, system.AsOf.Start()).Results() {
		if !result.Checked {
			continue
		}
		have := variants[result.ID]
		assert.NotEmpty(t, have, "%s has no change that breaks it", result.ID)
		if result.Verification == conformity.ByData {
			continue
		}
		for _, variant := range []string{"missing", "negative", "lapsed", "contradicted"} {
			assert.Contains(t, have, variant, "%s rests on a judgement", result.ID)
		}
		if !judgesNothingDated(result.ID) {
			assert.Contains(t, have, "stale", "%s rests on a judgement of something that can change", result.ID)
		}
	}
}

// judgesNothingDated reports whether a judgement is about no record that has a day, so that it
// cannot be older than what it judges: it lapses, and no more.
func judgesNothingDated(id string) bool { return id == "4.1.maintain" || id == "4.3.5.efficient" }

// "Not applicable" is refused for each requirement that always applies, whatever is stated.
func TestOnlyConditionalRequirementsCanBeNotApplicable(t *testing.T) {
	system, _ := complete(t)
	empty := &iso28000.System{Format: iso28000.Format, Organization: system.Organization, AsOf: system.AsOf, Persons: system.Persons}
	for _, condition := range conformity.Conditions() {
		empty.Statements = append(empty.Statements, conformity.Statement{
			ID: records.ID[conformity.Statement](condition.ID), Condition: condition.ID, Reason: "there are none",
			By: system.Persons[0].ID, StatedOn: system.AsOf, ValidUntil: system.AsOf.AddMonths(12),
		})
	}
	for result := range iso28000.Assess(empty, system.AsOf.Start()).Results() {
		if result.Condition == "" {
			assert.NotEqual(t, conformity.StatusNotApplicable, result.Status, result.ID)
		} else if result.Checked {
			assert.Equal(t, conformity.StatusNotApplicable, result.Status, result.ID)
		}
	}
}
