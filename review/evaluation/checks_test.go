package evaluation

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/incidents"
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
	assert.Len(t, decided, 10)
	for _, e := range in.Evaluations {
		require.NoError(t, e.Validate())
	}
	for _, c := range in.Cycles {
		require.NoError(t, c.Validate())
	}
	require.NoError(t, in.Capabilities[0].Validate())
}

// An application that keeps nothing yet gets no alarm: there is nothing to evaluate, and the
// settings come first.
func TestNothingOnRecord(t *testing.T) {
	for result := range conformity.Assess(Input{}, Checks(), instant("2026-06-01"), conformity.Options{}).Results() {
		if result.Clause == "4.5.2" {
			assert.Equal(t, undetermined, result.Status, result.ID)
		}
	}
}

func TestChecksStandInTheOrderOfTheStandard(t *testing.T) {
	var ids, order []string
	for _, c := range Checks() {
		ids = append(ids, c.Requirement())
	}
	for requirement := range conformity.Requirements() {
		if requirement.Clause == "4.5.2" {
			order = append(order, requirement.ID)
		}
	}
	assert.Equal(t, order, slices.Compact(ids))
}

// faulty returns an input with faults of many kinds, and days that lie ahead.
func faulty() Input {
	in := good()
	in.Evaluations = append(in.Evaluations,
		Evaluation{ID: "later", Title: "later", Method: Review, On: day("2026-06-20"), By: "head", Judged: []Judged{{Subject: Subject{Procedure: "new"}, Outcome: Keep}}, Changes: []Change{{Key: "K", Significant: records.Yes, Procedures: []change.Reflection{{Procedure: "keys"}, {Procedure: "lost"}}}, {Key: "L"}}},
		Evaluation{ID: "bare", Title: "bare", Method: Test, On: day("2026-05-20"), Record: records.Ref{Kind: "document", ID: "LOST"}})
	fresh := procedure("new")
	fresh.Revisions[0].EffectiveFrom = day("2026-06-10")
	in.Procedures = append(in.Procedures, fresh)
	in.Cycles = append(in.Cycles, Cycle{ID: "new", Subjects: []Subject{{Procedure: "new"}}, Interval: records.Days(5), ApprovedBy: "ceo", ApprovedOn: day("2026-05-01")})
	in.Incidents = append(in.Incidents, incidents.Incident{ID: "fire", Title: "fire", Kind: incidents.Emergency, Severity: incidents.Grave, ClosedOn: day("2026-07-01"), ClosedBy: "head"}, incidents.Incident{ID: "open", Title: "open", Kind: incidents.SecurityIncident, ClosedOn: day("2026-05-01")})
	in.Changes = append(in.Changes, change.Change{ID: "CH-2", Title: "move", EffectiveOn: day("2026-06-05"), Significant: records.Yes, Procedures: []change.Reflection{{Procedure: "keys"}}}, change.Change{ID: "CH-3", EffectiveOn: day("2026-05-01")})
	in.Requirements = append(in.Requirements, legal.Requirement{ID: "act", Title: "act", Kind: legal.Law})
	return in
}

func TestOrderOfRecordsChangesNothing(t *testing.T) {
	in := faulty()
	report := func() string {
		text, err := conformity.Assess(in, Checks(), instant("2026-06-01"), conformity.Options{}).MarshalJSON()
		require.NoError(t, err)
		return string(text)
	}
	want, random := report(), rand.New(rand.NewPCG(1, 2))
	agenda := func() string {
		var text strings.Builder
		for _, d := range Agenda(listsOf(in), clock("2026-06-01")) {
			fmt.Fprintln(&text, d.DueOn, d.Subject.Ref(), d.Last != nil, d.Interval)
		}
		return text.String()
	}
	first := agenda()
	for range 20 {
		shuffle(random, in.Evaluations)
		shuffle(random, in.Procedures)
		shuffle(random, in.Cycles)
		shuffle(random, in.Incidents)
		shuffle(random, in.Changes)
		shuffle(random, in.Requirements)
		require.Equal(t, want, report())
		require.Equal(t, first, agenda())
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
	for _, f := range conformity.Run(Checks(), faulty(), instant("2026-06-06")) {
		if f.Lapses.IsZero() || f.Subject.IsZero() {
			continue // of the system as a whole several things are said
		}
		lapses++
		k := key{f.Requirement, f.Field, f.Subject}
		assert.Contains(t, statuses(f.Lapses.Add(-1))[k], f.Status, f.String())
		assert.NotContains(t, statuses(f.Lapses)[k], f.Status, f.String())
	}
	assert.GreaterOrEqual(t, lapses, 9)
}

// A finding that rests on a record is met no more once the record is gone, unless by another.
func TestNoFindingOutlivesItsEvidence(t *testing.T) {
	gone := map[string]Input{
		"evaluation review":    without("review"),
		"evaluation law":       without("law"),
		"evaluation report":    without("report"),
		"procedure gate":       with(func(in *Input) { in.Procedures = in.Procedures[1:] }),
		"drill night":          with(func(in *Input) { in.Drills = nil }),
		"document LOG":         with(func(in *Input) { in.Documents = in.Documents[:1] }),
		"evaluation cycle all": with(func(in *Input) { in.Cycles = in.Cycles[1:] }),
		"capability search":    with(func(in *Input) { in.Capabilities = nil }),
		"setting S-1":          with(func(in *Input) { in.Settings = in.Settings[1:] }),
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
