package legal

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
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
	assert.Len(t, decided, 7)
	for _, q := range in.Requirements {
		require.NoError(t, q.Validate())
	}
	for _, s := range in.Sources {
		require.NoError(t, s.Validate())
	}
}

// An application that keeps nothing yet learns what the standard demands first; the qualities
// of what is not there are undetermined.
func TestNothingOnRecord(t *testing.T) {
	want := map[string]conformity.Status{
		"4.3.2.procedure": unmet, "4.3.2.a": unmet, "4.3.2.a.access": undetermined, "4.3.2.b": undetermined,
		"4.3.2.uptodate": undetermined, "4.3.2.communicate": undetermined, "4.3.2.communicate.thirdparties": undetermined,
	}
	got := map[string]conformity.Status{}
	for _, f := range conformity.Run(Checks(), Input{}, instant("2026-06-01")) {
		got[f.Requirement] = f.Status
	}
	assert.Equal(t, want, got)
}

// faulty returns an input with faults of every kind.
func faulty() Input {
	in := good()
	in.Requirements[0].Determinations = append(in.Requirements[0].Determinations, Determination{On: day("2026-05-01"), Applies: records.Yes, How: "more"})
	in.Requirements[0].Audience.Roles = append(in.Requirements[0].Audience.Roles, "clerk", "lost")
	in.Requirements[0].Amendments = append(in.Requirements[0].Amendments, Amendment{Key: "2026-1", EffectiveOn: day("2026-08-01")}, Amendment{Key: "2026-2", EffectiveOn: day("2026-05-01")})
	in.Requirements = append(in.Requirements, Requirement{ID: "act", Title: "act", Kind: Law}, Requirement{ID: "later", Title: "later act", Kind: Law, EffectiveFrom: day("2026-09-01")})
	in.Sources = append(in.Sources, Source{ID: "association", Title: "association", Kind: Association}, Source{ID: "adviser", Title: "adviser", Kind: Adviser, Interval: records.Days(10), ApprovedBy: "ceo", ApprovedOn: day("2026-05-25")})
	in.Procedures = append(in.Procedures, in.Procedures[0])
	in.Procedures[1].ID, in.Procedures[1].Revisions = "PRO-2", nil
	return stated(in, "third-parties")
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
		shuffle(random, in.Requirements)
		shuffle(random, in.Sources)
		shuffle(random, in.Procedures)
		shuffle(random, in.Roles)
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
		if f.Lapses.IsZero() {
			continue
		}
		lapses++
		k := key{f.Requirement, f.Field, f.Subject}
		assert.Contains(t, statuses(f.Lapses.Add(-1))[k], f.Status, f.String())
		assert.NotContains(t, statuses(f.Lapses)[k], f.Status, f.String())
	}
	assert.GreaterOrEqual(t, lapses, 5)
}

// A finding that rests on a record is met no more once the record is gone.
func TestNoFindingOutlivesItsEvidence(t *testing.T) {
	gone := map[string]Input{
		"legal requirement code": with(func(in *Input) { in.Requirements = in.Requirements[1:] }),
		"document DOC":           with(func(in *Input) { in.Documents = nil }),
		"role guard":             with(func(in *Input) { in.Roles = in.Roles[1:] }),
		"third party drivers":    with(func(in *Input) { in.ThirdParties = nil }),
		"threat T-1":             with(func(in *Input) { in.Threats = nil }),
		"risk R-1":               with(func(in *Input) { in.Risks = nil }),
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
	assert.Equal(t, undetermined, decide(gone["document DOC"], "4.3.2.a.access", "2026-06-01")[0].Status)
	assert.Equal(t, unmet, decide(gone["legal requirement code"], "4.3.2.a", "2026-06-01")[0].Status)
}

func TestChecksStandInTheOrderOfTheStandard(t *testing.T) {
	var ids, order []string
	for _, c := range Checks() {
		ids = append(ids, c.Requirement())
	}
	ids = slices.Compact(ids)
	for requirement := range conformity.Requirements() {
		if requirement.Clause == "4.3.2" {
			order = append(order, requirement.ID)
		}
	}
	assert.Equal(t, order, ids)
}
