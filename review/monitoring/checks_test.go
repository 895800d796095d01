package monitoring

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk/legal"
)

// Everything that the package asks is met by the good input, which is valid.
func TestAllMet(t *testing.T) {
	in := good()
	decided := map[string]bool{}
	for _, f := range conformity.Run(Checks(), in, instant("2026-06-01")) {
		assert.Equal(t, met, f.Status, f.String())
		assert.Empty(t, f.Missing, f.String())
		decided[f.Requirement] = true
	}
	assert.Len(t, decided, 14)
	valid(t, in.Indicators)
	valid(t, in.Measurements)
	valid(t, in.Calibrations)
}

func valid[T interface{ Validate() error }](t *testing.T, list []T) {
	t.Helper()
	for _, x := range list {
		require.NoError(t, x.Validate())
	}
}

// An application that keeps nothing yet learns what the standard demands first; the qualities
// of what is not there are undetermined.
func TestNothingOnRecord(t *testing.T) {
	got := map[string]conformity.Status{}
	report := conformity.Assess(Input{}, Checks(), instant("2026-06-01"), conformity.Options{})
	for result := range report.Results() {
		if result.Clause == "4.5.1" || result.ID == "4.5.4.results" {
			got[result.ID] = result.Status
		}
	}
	assert.Len(t, got, 14)
	for id, status := range got {
		want := undetermined
		if id == "4.5.1.system" || id == "4.5.1.security" {
			want = unmet
		}
		assert.Equal(t, want, status, id)
	}
}

func TestChecksStandInTheOrderOfTheStandard(t *testing.T) {
	var ids, order []string
	for _, c := range Checks() {
		ids = append(ids, c.Requirement())
	}
	for requirement := range conformity.Requirements() {
		if requirement.Clause == "4.5.1" || requirement.ID == "4.5.4.results" {
			order = append(order, requirement.ID)
		}
	}
	assert.Equal(t, order, slices.Compact(ids))
}

// faulty returns an input with faults of many kinds, and days that lie ahead.
func faulty() Input {
	in := good()
	in.Measurements = append(in.Measurements,
		Measurement{ID: "M-6", Indicator: "scans", On: day("2026-06-20"), Value: number("99"), Method: "count"},
		Measurement{ID: "M-7", Indicator: "scans", On: day("2026-04-20"), Equipment: []records.ID[equipment.Item]{"lost"}, Value: number("99")},
		Measurement{ID: "M-8", Indicator: "lost", On: day("2026-04-20")})
	in.Calibrations = append(in.Calibrations, Calibration{ID: "C-3", Item: "scanner", On: day("2026-07-01"), By: "laboratory", AsFound: Reading{WithinTolerance: records.No}})
	in.Indicators[3].WithdrawnOn = day("2026-07-15")
	in.Indicators = append(in.Indicators, watch("new", OfSystem, Proactive, Qualitative, Monitors{}))
	in.Indicators[4].EffectiveFrom, in.Indicators[4].Key = day("2026-06-10"), ""
	in.Requirements = append(in.Requirements, legal.Requirement{ID: "act", Title: "act", Kind: legal.Law})
	in.Objectives[0].Progress = append(in.Objectives[0].Progress, objectives.Progress{On: day("2026-08-10"), Note: "on its way"})
	in.Equipment = append(in.Equipment, equipment.Item{ID: "camera", Title: "camera", InUseFrom: day("2026-07-01")})
	return in
}

func TestOrderOfRecordsChangesNothing(t *testing.T) {
	in := faulty()
	report := func() string {
		text, err := conformity.Assess(in, Checks(), instant("2026-06-01"), conformity.Options{}).MarshalJSON()
		require.NoError(t, err)
		return string(text)
	}
	want := report()
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		shuffle(random, in.Indicators)
		shuffle(random, in.Measurements)
		shuffle(random, in.Calibrations)
		shuffle(random, in.Equipment)
		shuffle(random, in.Maintenance)
		shuffle(random, in.Requirements)
		shuffle(random, in.Procedures)
		require.Equal(t, want, report())
	}
}

func shuffle[T any](random *rand.Rand, list []T) {
	random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

// What a finding says of the future comes true: at the instant of each lapse, and not a
// second before.
func TestLapsesComeTrue(t *testing.T) {
	type key struct {
		requirement, field string
		subject            records.Ref
	}
	statuses := func(at time.Time) map[key][]conformity.Status {
		found := map[key][]conformity.Status{}
		for _, f := range conformity.Run(Checks(), faulty(), at) {
			k := key{f.Requirement, f.Field, f.Subject}
			found[k] = append(found[k], f.Status)
		}
		return found
	}
	lapses := 0
	for _, f := range conformity.Run(Checks(), faulty(), instant("2026-06-01")) {
		if f.Lapses.IsZero() || f.Subject.IsZero() {
			continue // of the system as a whole several things are said
		}
		lapses++
		k := key{f.Requirement, f.Field, f.Subject}
		assert.Contains(t, statuses(f.Lapses.Add(-1))[k], f.Status, f.String())
		assert.NotContains(t, statuses(f.Lapses)[k], f.Status, f.String())
	}
	assert.GreaterOrEqual(t, lapses, 6)
}

// A finding that rests on a record is met no more once the record is gone, unless by another.
func TestNoFindingOutlivesItsEvidence(t *testing.T) {
	gone := map[string]Input{
		"indicator scans":   with(func(in *Input) { in.Indicators = in.Indicators[1:] }),
		"measurement M-2":   with(func(in *Input) { in.Measurements = slices.Delete(in.Measurements, 1, 2) }),
		"calibration C-2":   with(func(in *Input) { in.Calibrations = in.Calibrations[:1] }),
		"equipment scanner": with(func(in *Input) { in.Equipment = in.Equipment[1:] }),
		"maintenance W-1":   with(func(in *Input) { in.Maintenance = in.Maintenance[1:] }),
		"procedure PR-CAL":  with(func(in *Input) { in.Procedures = slices.Delete(in.Procedures, 2, 3) }),
		"document LOG":      with(func(in *Input) { in.Documents = nil }),
	}
	seen := map[string]bool{}
	for _, f := range conformity.Run(Checks(), good(), instant("2026-06-01")) {
		for _, ref := range f.Evidence {
			in, found := gone[ref.String()]
			if !found {
				continue
			}
			seen[ref.String()] = true
			for _, now := range decide(in, f.Requirement, "2026-06-01") {
				assert.False(t, now.Subject == f.Subject && now.Field == f.Field && now.Status == met && slices.Contains(now.Evidence, ref), "%s without %s", f, ref)
			}
		}
	}
	assert.Len(t, seen, len(gone))
}
