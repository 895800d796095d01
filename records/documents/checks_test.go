package documents

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// An application that keeps nothing yet learns what the standard demands first; the qualities
// of what is not there are undetermined.
func TestNothingOnRecord(t *testing.T) {
	demanded := map[string]bool{"4.1.document": true, "4.4.4.system": true, "4.4.5.procedure": true, "4.5.4.procedure": true}
	seen := 0
	for _, f := range conformity.Run(Checks(), Input{}, instant("2026-06-01")) {
		seen++
		assert.NoError(t, f.Err)
		want := undetermined
		if demanded[f.Requirement] {
			want = unmet
		}
		assert.Equal(t, want, f.Status, f.String())
		assert.NotEmpty(t, f.Message())
	}
	assert.Equal(t, 31, seen)
}

// Where nothing is electronic and nothing was archived, superseded or found wanting, that can
// be stated.
func TestStatedThatThereIsNothing(t *testing.T) {
	var in Input
	conditions := map[string][]string{
		"electronic": {"4.4.5.f.backup", "4.4.5.f.recover", "4.5.4.electronic.tamperproof", "4.5.4.electronic.backup", "4.5.4.electronic.access"},
		"archive":    {"4.4.5.e"}, "superseded-documents": {"4.4.5.d"}, "documents-to-change": {"4.4.5.b.revised"},
	}
	for condition := range conditions {
		in.Statements = append(in.Statements, conformity.Statement{
			ID: records.ID[conformity.Statement](condition), Condition: condition, Reason: "none", By: "P", StatedOn: day("2026-01-01"), ValidUntil: day("2026-12-31"),
		})
	}
	report := conformity.Assess(in, Checks(), instant("2026-06-01"), conformity.Options{})
	contradicted := conformity.Assess(func() Input { g := good(); g.Statements = in.Statements; return g }(), Checks(), instant("2026-06-01"), conformity.Options{})
	for _, ids := range conditions {
		for _, id := range ids {
			assert.Equal(t, conformity.StatusNotApplicable, status(t, report, id), id)
			assert.Equal(t, met, status(t, contradicted, id), id)
		}
	}
}

func status(t *testing.T, report *conformity.Report, id string) conformity.Status {
	for r := range report.Results() {
		if r.ID == id {
			return r.Status
		}
	}
	require.Fail(t, "no result", id)
	return none
}

// What holds for every check: see the package conformitytest.
func TestProperties(t *testing.T) {
	assert.Len(t, suite().Requirements(), 31)
	suite().InOrder(t)
	suite().Properties(t, good(), faulty())
}

// faulty returns an input with faults of several kinds.
func faulty() Input {
	return with(func(in *Input) {
		in.Documents[0].Locations = nil
		in.Documents = append(in.Documents, in.Documents[0])
		in.Documents[2].ID, in.Documents[2].Sensitivity = "M2", ""
		in.Registers = append(in.Registers, Register{ID: "REG2", Title: "second", Revisions: in.Registers[0].Revisions})
		in.Records = append(in.Records, in.Records[0])
		in.Records[2].ID = "r3"
		in.Issues[0].WithdrawnOn = records.Date{}
	})
}
