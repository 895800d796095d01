package risk_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// eventful is the complete system with a future: almost everything in it changes some day.
func eventful() risk.Input {
	in := complete()
	in.Persons[1].Until = day("2026-08-20")
	in.Risks[0].Reviews = []risk.Review{{On: day("2026-08-05"), Outcome: risk.Confirmed}}
	in.Risks[1].WithdrawnOn = day("2026-12-01")
	in.Risks[2].DecidedOn = day("2026-02-11")
	in.Controls[0].Until = day("2027-03-31")
	in.Threats[1].WithdrawnOn = day("2027-02-01")
	in.Treatments[0].DroppedOn = day("2027-04-15")
	in.Treatments[1].ImplementedOn, in.Treatments[1].EffectivenessDueOn = day("2026-10-20"), day("2027-01-20")
	in.Treatments[1].Effectiveness = []risk.EffectivenessCheck{{On: day("2027-02-20"), Effective: records.No}}
	in.Treatments[1].Monitoring = []risk.Progress{{On: day("2026-10-10"), Note: "the bank has agreed"}}
	in.Sources[0].ConsultedOn = append(in.Sources[0].ConsultedOn, day("2026-06-09"), day("2026-08-01"))
	in.Acceptances = append(in.Acceptances, in.Acceptances[0])
	in.Acceptances[1].ID, in.Acceptances[1].AcceptedOn, in.Acceptances[1].ExpiresOn = "X-2", day("2027-01-15"), day("2027-05-31")
	in.Documents[0].Revisions = append(slices.Clone(in.Documents[0].Revisions), in.Documents[0].Revisions[0])
	in.Documents[0].Revisions[1].Number, in.Documents[0].Revisions[1].EffectiveFrom, in.Documents[0].Revisions[1].WithdrawnOn = "2", day("2026-09-01"), day("2027-06-01")
	next(func(a *risk.Assessment) {
		a.PerformedOn, a.ApprovedOn, a.NextDueOn = day("2027-02-05"), day("2027-02-15"), day("2027-09-30")
		a.Uses = a.Uses[:3:3]
		a.Uses = append(a.Uses, risk.Use{Purpose: risk.ForResources, ConsideredOn: day("2027-03-01"), Outcome: risk.Used})
	})(&in)
	in.Methodologies = append(in.Methodologies, in.Methodologies[0])
	m := &in.Methodologies[1]
	m.ID, m.ApprovedOn, m.EffectiveFrom, m.WithdrawnOn, m.Timing = "M-2", day("2026-11-01"), day("2027-01-01"), day("2027-08-01"), m.Timing[1:]
	return in
}

// What a report says will change is what a report of that time says has changed, and nothing changes
// that was not announced.
func TestLapsesAreRight(t *testing.T) {
	in := eventful()
	end := instant("2028-01-01T00:00:00Z")
	changes := 0
	for at := instant("2026-02-01T00:00:00Z"); at.Before(end); {
		report := conformity.Assess(in, risk.Checks(), at, conformity.Options{})
		next := end
		for f := range report.Lapses(end) {
			next = f.Lapses
			break
		}
		same(t, statuses(t, in, at), statuses(t, in, next.Add(-time.Nanosecond)), "from %s up to %s", at, next)
		for f := range report.Lapses(next.Add(time.Nanosecond)) {
			require.Equal(t, next, f.Lapses)
			if f.Subject.IsZero() && f.Status == undetermined {
				continue // the requirement speaks, not a record: that of the record is announced as well
			}
			now := ask(t, f.Requirement, in, entity(f.Subject), next)
			assert.Equal(t, f.Becomes, now.Status, "%s of %s at %s: %s", f.Requirement, f.Subject, next, now.Message())
			changes++
		}
		at = next
	}
	assert.Greater(t, changes, 60, "the system has a future")
}

// same compares what is said, and shows where it parts.
func same(t *testing.T, want, got []string, format string, args ...any) {
	t.Helper()
	for i := range max(len(want), len(got)) {
		var a, b string
		if i < len(want) {
			a = want[i]
		}
		if i < len(got) {
			b = got[i]
		}
		if a != b {
			require.Equal(t, a, b, append([]any{format}, args...)...)
		}
	}
}

type entity records.Ref

func (e entity) Ref() records.Ref { return records.Ref(e) }

// statuses returns what is said of each record.
func statuses(t *testing.T, in risk.Input, at time.Time) []string {
	t.Helper()
	var all []string
	for _, f := range conformity.Run(risk.Checks(), in, at) {
		require.NoError(t, f.Err)
		all = append(all, strings.Join([]string{f.Requirement, f.Subject.String(), f.Status.String()}, " "))
	}
	return all
}

// The order of the lists changes nothing: neither verdicts nor their evidence, message and lapse.
func TestOrderDoesNotMatter(t *testing.T) {
	in := eventful()
	want := said(in)
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		shuffle(random, in.Methodologies)
		shuffle(random, in.Criteria)
		shuffle(random, in.Assessments)
		shuffle(random, in.Threats)
		shuffle(random, in.Risks)
		shuffle(random, in.Controls)
		shuffle(random, in.Treatments)
		shuffle(random, in.Acceptances)
		shuffle(random, in.Sources)
		shuffle(random, in.Intelligence)
		shuffle(random, in.Procedures)
		shuffle(random, in.Documents)
		shuffle(random, in.Persons)
		shuffle(random, in.Attestations)
		same(t, want, said(in), "in another order")
	}
}

func shuffle[T any](random *rand.Rand, list []T) {
	random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

// said is everything that is said of a system at some times of its life.
func said(in risk.Input) []string {
	var all []string
	for _, at := range []string{today, "2026-10-05T12:00:00Z", "2027-03-05T12:00:00Z", "2027-09-01T12:00:00Z"} {
		for _, f := range conformity.Run(risk.Checks(), in, instant(at)) {
			text := f.String() + " | " + f.Field + " | " + f.Lapses.String() + " | " + f.Then() + " | "
			for _, ref := range f.Evidence {
				text += ref.String() + ", "
			}
			all = append(all, text)
		}
	}
	return all
}

// Assessments may run side by side over the same records; run under the race detector.
func TestConcurrently(t *testing.T) {
	in := eventful()
	want := said(in)
	var group sync.WaitGroup
	got := make([][]string, 4)
	for i := range got {
		group.Go(func() { got[i] = said(in) })
	}
	group.Wait()
	for i := range got {
		same(t, want, got[i], "beside others")
	}
}

// Records that have nothing to do with a verdict do not change it, nor its evidence.
func TestNeighboursDoNotMatter(t *testing.T) {
	in := complete()
	want := said(in)
	in.Documents = append(in.Documents, in.Documents[0])
	in.Documents[1].ID = "D-2"
	in.Persons = append(in.Persons, records.Person{ID: "P-3", Name: "Cem Ak", Until: day("2026-01-01")})
	in.Controls = append(in.Controls, risk.Control{ID: "K-9", Title: "an old lamp", Until: day("2026-01-01")})
	in.Sources = append(in.Sources, risk.Source{ID: "S-9", Title: "rumours"})
	in.Intelligence = append(in.Intelligence, risk.Intelligence{ID: "I-9", Source: "S-9", Kind: risk.OpenSource, Summary: "a rumour", CollectedOn: day("2026-05-05")})
	in.Criteria = append(in.Criteria, threeByThree())
	in.Acceptances = append(in.Acceptances, risk.Acceptance{ID: "X-9", Risk: "R-1", Level: "Low", ExpiresOn: day("2026-07-01")})
	in.Assessments = append(in.Assessments, risk.Assessment{ID: "A-9", Title: "a draft", WholeRegister: true, Replaces: []records.ID[risk.Assessment]{"A-1"}, PerformedOn: day("2026-05-01")})
	in.Treatments = append(in.Treatments, risk.Treatment{ID: "TR-9", Title: "an idea", Risks: []records.ID[risk.Risk]{"R-9"}, DroppedOn: day("2026-01-01")})
	same(t, want, said(in), "with neighbours of no concern")
}

// Messages have ids of their own, and say nothing of a record where there is none.
func TestMessages(t *testing.T) {
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	declared := regexp.MustCompile(`(\w+)\s+conformity\.Message = "([^"]*)"`)
	messages := map[string]conformity.Message{}
	var source strings.Builder
	ids := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		source.Write(text)
		for _, found := range declared.FindAllStringSubmatch(string(text), -1) {
			m := conformity.Message(found[2])
			messages[found[1]] = m
			assert.False(t, ids[m.ID()], "%s stands twice", m.ID())
			ids[m.ID()] = true
			assert.True(t, strings.HasPrefix(m.ID(), "risk."), m.ID())
			assert.NotEmpty(t, m.Text(), m.ID())
		}
	}
	assert.Greater(t, len(messages), 80)
	for name := range messages {
		assert.Regexp(t, `[^\w]`+name+`[^\w]`, source.String())
	}
	for _, said := range regexp.MustCompile(`conformity\.Nothing\((\w+)`).FindAllStringSubmatch(source.String(), -1) {
		assert.NotContains(t, messages[said[1]].Text(), "{subject}", "%s is said where there may be no record", said[1])
	}
}
