package conformity_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/conformity"
)

func TestCatalogue(t *testing.T) {
	perClause := map[string]int{}
	seen := map[string]bool{}
	for r := range conformity.Requirements() {
		assert.False(t, seen[r.ID], "%s stands twice", r.ID)
		seen[r.ID] = true
		perClause[r.Clause]++
		assert.True(t, strings.HasPrefix(r.ID, r.Clause+"."), "%s is not named after its clause %s", r.ID, r.Clause)
		assert.NotEmpty(t, r.Title, r.ID)
		assert.NotEmpty(t, r.Summary, r.ID)
		assert.NotEmpty(t, r.FailsWhen, r.ID)
		assert.Contains(t, []conformity.Verification{conformity.ByData, conformity.ByBoth, conformity.ByJudgment}, r.Verification, r.ID)
		assert.Contains(t, []conformity.Grade{conformity.Minor, conformity.Major}, r.Severity, r.ID)
		if r.Condition != "" {
			_, found := conformity.ConditionByID(r.Condition)
			assert.True(t, found, "%s depends on the condition %s, which is none", r.ID, r.Condition)
		}
		_, found := conformity.ClauseByID(r.Clause)
		assert.True(t, found, "%s has no clause heading", r.ID)
	}
	for r := range conformity.Requirements() {
		for _, link := range r.Links() {
			assert.True(t, seen[link], "%s links to %s, which is no requirement", r.ID, link)
		}
	}
	assert.Equal(t, map[string]int{
		"4.1": 7, "4.2": 17, "4.3.1": 31, "4.3.2": 7, "4.3.3": 15, "4.3.4": 11, "4.3.5": 10, "4.4.1": 14, "4.4.2": 7, "4.4.3": 3,
		"4.4.4": 8, "4.4.5": 12, "4.4.6": 18, "4.4.7": 9, "4.5.1": 13, "4.5.2": 10, "4.5.3": 12, "4.5.4": 15, "4.5.5": 14, "4.6": 16,
	}, perClause)
	assert.Len(t, seen, 249)
	assert.Len(t, conformity.Conditions(), 35)
	assert.Len(t, conformity.Clauses(), 24)
}

// The list that the catalogue was made from lies outside the module.
func TestCatalogueAgreesWithItsSource(t *testing.T) {
	data, err := os.ReadFile("../../shared/requirements.tsv")
	if err != nil {
		t.Skip("no ../shared/requirements.tsv beside the checkout: the catalogue cannot be compared with its source")
	}
	var ids, want []string
	for r := range conformity.Requirements() {
		condition, _ := conformity.ConditionByID(r.Condition)
		ids = append(ids, strings.Join([]string{r.ID, r.Clause, r.Letter, r.Title, r.Summary, string(r.Verification), r.FailsWhen, condition.Text, r.Severity.String(), strings.Join(r.Links(), ",")}, "\t"))
	}
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if i > 0 {
			c := strings.Split(line, "\t")
			want = append(want, strings.Join([]string{c[0], c[1], c[2], c[4], c[5], c[6], c[8], c[9], c[10], c[11]}, "\t"))
		}
	}
	assert.Equal(t, want, ids)
}

func TestCatalogueCannotBeChanged(t *testing.T) {
	r, _ := conformity.ByID("4.1.establish")
	r.Links()[0] = "changed"
	again, _ := conformity.ByID("4.1.establish")
	assert.NotEqual(t, "changed", again.Links()[0])
	conformity.Clauses()[1].ISO9001[0] = "changed"
	clause, _ := conformity.ClauseByID("4.1")
	assert.NotEqual(t, "changed", clause.ISO9001[0])
}

func TestLookUp(t *testing.T) {
	assert.Len(t, conformity.ByLetter("4.2", "i"), 3)
	assert.Len(t, slices.Collect(conformity.InClause("4.3")), 31+7+15+11+10)
	assert.Len(t, slices.Collect(conformity.InClause("4.1")), 7, "4.1 is no prefix of 4.10 or 4.1x")
	_, found := conformity.ByID("4.9")
	assert.False(t, found)
}
