package systems_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
)

var update = flag.Bool("update", false, "write docs/requirements.md anew")

// shown is what the page says of a change: what it breaks, and what a user is then told.
func (c change) shown(broken *conformity.Result) string {
	variant := ""
	if c.Variant != "" {
		variant = ", " + c.Variant
	}
	return fmt.Sprintf("- %s (%s%s): %s\n", c.Breaks, broken.Status, variant, code(broken.Findings[0].Message()))
}

// requirementsPage holds docs/requirements.md to what is so: it says of each requirement what
// decides it, what breaks it, and what a user is then told. It is written from the catalogue
// and the matrix of changes, whose part comes from the test that makes them.
func requirementsPage(t *testing.T, base *conformity.Report, changes map[string][]string) {
	var b strings.Builder
	b.WriteString("# Requirements\n\nEach requirement of ISO 28000:2007 in our own words, what decides it, and smallest changes to a system that meets\nall that has a check, with what a user is then told. A test writes this page from the catalogue and from\n[the matrix of changes](../examples/systems/matrix.yaml), and fails when it is out of date.\n")
	clause := ""
	for r := range conformity.Requirements() {
		if r.Clause != clause {
			clause = r.Clause
			heading, _ := conformity.ClauseByID(clause)
			fmt.Fprintf(&b, "\n## %s %s\n", clause, heading.Title)
		}
		decidedBy := map[conformity.Verification]string{conformity.ByData: "records", conformity.ByBoth: "records and a judgement", conformity.ByJudgment: "a judgement"}[r.Verification]
		fmt.Fprintf(&b, "\n### %s %s\n\n%s Decided by %s; %s.", r.ID, r.Title, r.Summary, decidedBy, r.Severity)
		if condition, found := conformity.ConditionByID(r.Condition); found {
			fmt.Fprintf(&b, " Applies if %s (`%s`).", condition.Text, condition.ID)
		}
		fmt.Fprintf(&b, "\nUnmet when %s.\n\n", r.FailsWhen)
		if result, err := base.Result(r.ID); err == nil && !result.Checked {
			b.WriteString("There is no check yet.\n")
		}
		b.WriteString(strings.Join(changes[r.ID], ""))
	}
	const file = "../../docs/requirements.md"
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(b.String()), 0o644))
	}
	page, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.True(t, string(page) == b.String(), "docs/requirements.md is out of date: go test ./examples/systems -run TestEachChangeBreaksItsRequirement -update")
}

// code marks a text as one that is shown as it is.
func code(text string) string { return "`" + strings.ReplaceAll(text, "`", "'") + "`" }
