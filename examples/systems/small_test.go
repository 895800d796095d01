package systems_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/audit"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/examples/systems"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/records/exchange/yaml"
)

func small(t testing.TB) *iso28000.System {
	t.Helper()
	system, err := iso28000.Load(systems.Small(), yaml.Format)
	require.NoError(t, err)
	return system
}

func assertNoGap(t *testing.T, system *iso28000.System) {
	t.Helper()
	for result := range iso28000.Assess(system, system.AsOf.Start()).Results() {
		if result.Status != conformity.StatusNotApplicable {
			assert.Equal(t, conformity.StatusMet, result.Status, "%s: %s", result.ID, result.Findings[0].Message())
		}
	}
}

// An honest small firm meets what applies to it. What does not apply is what it has stated not
// to be so, and nothing else; and no statement is contradicted by a record.
func TestSmallSystemMeetsWhatApplies(t *testing.T) {
	system := small(t)
	assertNoGap(t, system)
	stated := map[string]bool{}
	for _, s := range system.Statements {
		assert.False(t, stated[s.Condition], "%s is stated twice", s.Condition)
		stated[s.Condition] = true
	}
	for result := range iso28000.Assess(system, system.AsOf.Start()).Results() {
		assert.Empty(t, result.Contradicted, result.ID)
		if result.Status == conformity.StatusNotApplicable {
			assert.True(t, stated[result.Condition], result.ID)
		}
	}
}

// It has invented nothing: there is no record of what it has stated that there was none of.
func TestSmallSystemInventsNoRecord(t *testing.T) {
	system := small(t)
	for name, n := range map[string]int{
		"outsourced processes": len(system.OutsourcedProcesses),
		"third parties":        len(system.ThirdParties),
		"suppliers":            len(system.Suppliers),
		"purchases":            len(system.Purchases),
		"specifications":       len(system.Specifications),
		"changes":              len(system.Changes),
		"incidents":            len(system.Incidents),
		"investigations":       len(system.Investigations),
		"causes":               len(system.Causes),
		"actions":              len(system.Actions),
		"audit findings":       len(system.AuditFindings),
		"calibrations":         len(system.Calibrations),
		"calibration schemes":  len(system.CalibrationSchemes),
		"emergency resources":  len(system.EmergencyResources),
		"disposals":            len(system.Disposals),
		"waivers":              len(system.Waivers),
	} {
		assert.Zero(t, n, name)
	}
	ours := 0
	for _, p := range system.Persons {
		if p.Organization == "" {
			ours++
		}
	}
	assert.Equal(t, 3, ours, "a firm of three")
	assert.Len(t, system.LegalRequirements, 1, "no law but one")
	assert.GreaterOrEqual(t, len(system.Risks), 6)
	assert.LessOrEqual(t, len(system.Risks), 10)
}

// No statement is idle: without it, or a day after it has run out, a requirement that hangs on
// it is open again; and all that turns hangs on it, or leans on it in its own words.
func TestEachStatementOfTheSmallSystemIsNeeded(t *testing.T) {
	whole := small(t)
	at := whole.AsOf.Start()
	for i, s := range whole.Statements {
		if underRace && i%8 != 0 {
			continue
		}
		t.Run(s.Condition, func(t *testing.T) {
			removed, lapsed := *whole, *whole
			removed.Statements = slices.Delete(slices.Clone(whole.Statements), i, i+1)
			lapsed.Statements = slices.Clone(whole.Statements)
			lapsed.Statements[i].ValidUntil = whole.AsOf.AddDays(-1)
			for _, system := range []*iso28000.System{&removed, &lapsed} {
				open := 0
				for result := range iso28000.Assess(system, at).Results() {
					turned := result.Status == conformity.StatusUnmet || result.Status == conformity.StatusUndetermined
					if result.Condition == s.Condition && turned {
						open++
					}
					if turned && result.Condition != s.Condition {
						assert.Contains(t, leansOn[s.Condition], result.ID, result.Findings[0].Message())
					}
				}
				assert.NotZero(t, open, "nothing hangs on it")
			}
		})
	}
}

// leansOn are the requirements that always apply, and where what was stated decides a part.
var leansOn = map[string][]string{
	"other-requirements":   {"4.3.2.a"},
	"monitoring-equipment": {"4.4.4.d", "4.5.4.establish"}, // no records of calibration are called for
}

// A statement counts for nothing where a record says otherwise.
func TestRecordsContradictStatements(t *testing.T) {
	system := small(t)
	system.OutsourcedProcesses = append(system.OutsourcedProcesses, organization.OutsourcedProcess{
		ID: "OUT", Title: "the run to Oslo", Provider: "a colleague", AffectsConformity: records.Yes,
	})
	result, err := iso28000.Assess(system, system.AsOf.Start()).Result("4.1.outsourced.identify")
	require.NoError(t, err)
	assert.Equal(t, conformity.StatusUnmet, result.Status)
	assert.NotEmpty(t, result.Contradicted)
}

// What else there may be none of: an organization that states it has to invent nothing either.
func TestSmallSystemWithLess(t *testing.T) {
	for _, tt := range []struct {
		conditions []string
		less       func(*iso28000.System)
	}{
		{[]string{"security-equipment"}, func(s *iso28000.System) {
			s.Equipment = nil
			s.Audits[0].Verifications = slices.DeleteFunc(s.Audits[0].Verifications, func(v audit.Verification) bool { return v.Of == audit.Equipment })
		}},
		{[]string{"upstream", "upstream-threats"}, func(s *iso28000.System) { s.SupplyChainActivities = nil }},
		{[]string{"electronic"}, func(s *iso28000.System) { // all of it in a safe
			was := s.Repositories[0]
			s.Repositories[0] = documents.Repository{ID: was.ID, Title: "safe", Medium: documents.Paper, Owner: was.Owner, Protection: was.Protection[:1], From: was.From}
			for i := range s.RecordSeries {
				s.RecordSeries[i].Medium = documents.Paper
			}
		}},
	} {
		t.Run(tt.conditions[0], func(t *testing.T) {
			system := small(t)
			tt.less(system)
			for _, condition := range tt.conditions {
				more := system.Statements[0]
				more.ID, more.Condition = records.ID[conformity.Statement](condition), condition
				system.Statements = append(system.Statements, more)
			}
			assertNoGap(t, system)
		})
	}
}

// A second year without an incident does not put the system out of practice: that there was
// none is stated, and that is the work on 4.5.3 there was.
func TestNoIncidentHasToBeInvented(t *testing.T) {
	kept := func(system *iso28000.System) string {
		result, err := iso28000.Assess(system, records.Day(2026, 12, 1).Start()).Result("4.1.maintain")
		require.NoError(t, err)
		for _, f := range result.Findings {
			if strings.Contains(f.Message(), "4.5.3") {
				return f.Status.String()
			}
		}
		return "silent"
	}
	assert.Equal(t, "met", kept(small(t)))
	silent := small(t)
	silent.Statements = slices.DeleteFunc(silent.Statements, func(s conformity.Statement) bool { return s.Condition == "actions" })
	assert.Equal(t, "met", kept(silent), "the series says that there was nothing to record")
	for i := range silent.RecordSeries {
		silent.RecordSeries[i].Nothing = nil
	}
	assert.Equal(t, "unmet", kept(silent))
}

// A person reads the whole folder in a quarter of an hour.
func TestSmallSystemIsShort(t *testing.T) {
	files, lines := 0, 0
	require.NoError(t, fs.WalkDir(systems.Small(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(systems.Small(), name)
		files++
		lines += strings.Count(string(data), "\n")
		assert.True(t, strings.HasPrefix(string(data), "# "), "%s begins by saying what it is about", name)
		return err
	}))
	assert.LessOrEqual(t, files, 10)
	assert.LessOrEqual(t, lines, 1250)
}
