package competence

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
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
	assert.Len(t, decided, 6)
	validate(t, in.Competences)
	validate(t, in.Requirements)
	validate(t, in.Qualifications)
	validate(t, in.Clearances)
	validate(t, in.Programmes)
	validate(t, in.Trainings)
	validate(t, in.Awareness)
	validate(t, in.Persons)
}

func validate[T interface{ Validate() error }](t *testing.T, list []T) {
	t.Helper()
	for _, entity := range list {
		require.NoError(t, entity.Validate())
	}
}

// An application that keeps nothing yet learns what the standard demands first; the qualities
// of what is not there are undetermined.
func TestNothingOnRecord(t *testing.T) {
	want := map[string]conformity.Status{
		"4.4.2.qualified": undetermined, "4.4.2.procedure": unmet, "4.4.2.a": undetermined, "4.4.2.b": undetermined,
		"4.4.2.c": undetermined, "4.4.2.records": undetermined,
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
	in.Competences = append(in.Competences, Competence{ID: "x-ray", Title: "reading X-ray images"})
	in.Requirements = append(in.Requirements, Requirement{ID: "N3", Role: "guard", Competence: "x-ray", From: day("2026-07-01")}, Requirement{ID: "N4", Role: "guard", Competence: "lost"})
	in.Roles[0].Holders = append(in.Roles[0].Holders, organization.Holder{Person: "dee", From: day("2026-03-01"), Until: day("2026-08-31")}, organization.Holder{Person: "bo", From: day("2026-09-01")})
	in.Roles = append(in.Roles, organization.Role{ID: "driver", Title: "driver", SecurityDuties: records.Yes}, organization.Role{ID: "new", Title: "new"})
	in.Persons = append(in.Persons, records.Person{ID: "dee", Name: "Dee", From: day("2026-03-01")}, records.Person{ID: "eve", Name: "Eve", Organization: "Law Ltd"})
	in.Qualifications = append(in.Qualifications,
		Qualification{ID: "Q2", Person: "dee", Competence: "search", Basis: Experience, From: day("2024-01-01"), ValidUntil: day("2026-06-30")},
		Qualification{ID: "Q3", Person: "dee", Competence: "search", Basis: Experience, From: day("2026-08-01")},
	)
	in.Assessments = append(in.Assessments, Assessment{ID: "S1", Person: "ana", Competence: "search", Kind: FieldCheck, On: day("2026-10-01"), By: "dee", Outcome: NotCompetent})
	in.Awareness = append(in.Awareness, Awareness{ID: "A2", Topics: []Topic{OwnRole}, Persons: []personID{"dee"}, On: day("2026-03-01"), ValidUntil: day("2026-06-15")})
	in.Trainings = append(in.Trainings, Training{ID: "T2", Title: "refresher", Kind: Refresher, Competences: []records.ID[Competence]{"search"}, CompletedOn: day("2026-05-01")})
	in.Procedures = append(in.Procedures, in.Procedures[0])
	in.Procedures[1].ID, in.Procedures[1].Revisions = "PRO-2", nil
	in.Programmes[0].Until = day("2026-11-30")
	return in
}

func TestOrderOfRecordsChangesNothing(t *testing.T) {
	in := faulty()
	report := func() string {
		text, err := conformity.Assess(in, Checks(), instant("2026-06-01"), conformity.Options{}).MarshalJSON()
		require.NoError(t, err)
		return string(text)
	}
	want, gaps := report(), Gaps(in, day(""), day(""))
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		shuffle(random, in.Competences)
		shuffle(random, in.Requirements)
		shuffle(random, in.Qualifications)
		shuffle(random, in.Assessments)
		shuffle(random, in.Programmes)
		shuffle(random, in.Trainings)
		shuffle(random, in.Awareness)
		shuffle(random, in.Procedures)
		shuffle(random, in.Roles)
		shuffle(random, in.Persons)
		require.Equal(t, want, report())
		require.Equal(t, gaps, Gaps(in, day(""), day("")))
	}
}

func shuffle[T any](random *rand.Rand, list []T) {
	random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

// What a finding says of the future comes true: at the instant of each lapse, and not a
// second before.
func TestLapsesComeTrue(t *testing.T) {
	type key struct {
		requirement, about string
		subject            records.Ref
	}
	// what is said of one person's one competence is told apart by the words of the competence
	about := func(f conformity.Finding) string {
		for _, a := range f.Arguments() {
			if a.Text == "searching vehicles" || a.Text == "reading X-ray images" {
				return a.Text
			}
		}
		return f.Field
	}
	statuses := func(at time.Time) map[key][]conformity.Status {
		found := map[key][]conformity.Status{}
		for _, f := range conformity.Run(Checks(), faulty(), at) {
			k := key{f.Requirement, about(f), f.Subject}
			found[k] = append(found[k], f.Status)
		}
		return found
	}
	lapses := 0
	for _, f := range conformity.Run(Checks(), faulty(), instant("2026-06-01")) {
		if f.Lapses.IsZero() || f.Subject.IsZero() {
			continue
		}
		lapses++
		k := key{f.Requirement, about(f), f.Subject}
		assert.Contains(t, statuses(f.Lapses.Add(-1))[k], f.Status, f.String())
		assert.NotContains(t, statuses(f.Lapses)[k], f.Status, f.String())
	}
	assert.GreaterOrEqual(t, lapses, 6)
}

// A finding that rests on a record is met no more once the record is gone.
func TestNoFindingOutlivesItsEvidence(t *testing.T) {
	gone := map[string]Input{
		"competence search":         with(func(in *Input) { in.Competences = nil }),
		"competence requirement N1": with(func(in *Input) { in.Requirements = in.Requirements[1:] }),
		"competence requirement N2": with(func(in *Input) { in.Requirements = in.Requirements[:1] }),
		"qualification Q1":          with(func(in *Input) { in.Qualifications = nil }),
		"training programme PG":     with(func(in *Input) { in.Programmes = nil }),
		"procedure PRO":             with(func(in *Input) { in.Procedures = nil }),
		"awareness A1":              with(func(in *Input) { in.Awareness = nil }),
		"role guard":                with(func(in *Input) { in.Roles = in.Roles[1:] }),
	}
	seen := map[string]bool{}
	for _, f := range conformity.Run(Checks(), good(), instant("2026-06-01")) {
		for _, ref := range f.Evidence {
			in, found := gone[ref.String()]
			require.True(t, found || ref.Kind == "training", ref)
			seen[ref.String()] = true
			for _, now := range decide(in, f.Requirement, "2026-06-01") {
				assert.False(t, now.Subject == f.Subject && now.MessageID() == f.MessageID() && now.Status == met && slices.Equal(now.Evidence, f.Evidence), "%s without %s", f, ref)
			}
		}
	}
	assert.Len(t, seen, len(gone))
}

// What was passed over on the way to a verdict is no evidence of it.
func TestEvidenceIsWhatWasChosen(t *testing.T) {
	in := good()
	in.Qualifications = append(in.Qualifications, Qualification{ID: "Q0", Person: "ana", Competence: "search", From: day("2025-02-01"), ValidUntil: day("2026-12-31")}, Qualification{ID: "Q9", Person: "ana", Competence: "search", From: day("2025-02-01"), ValidUntil: day("2027-02-01")})
	in.Assessments = []Assessment{{ID: "S1", Person: "ana", Competence: "search", On: day("2026-03-01"), Outcome: NotCompetent}, {ID: "S2", Person: "ana", Competence: "search", On: day("2026-03-10"), Outcome: Competent}}
	in.Awareness = append(in.Awareness, Awareness{ID: "A0", Topics: []Topic{OwnRole}, Persons: []personID{"ana"}, On: day("2025-01-15"), ValidUntil: day("2026-01-14")})
	in.Procedures = append(in.Procedures, in.Procedures[0])
	in.Procedures[1].ID, in.Procedures[1].Revisions = "PRO-0", nil
	in.Programmes = append(in.Programmes, Programme{ID: "PG-0", Procedure: "PRO-0", Audience: []Audience{OwnPersonnel}, Topics: []Topic{OwnRole}})
	evidence := func(requirement, subject string) []string {
		for _, f := range decide(in, requirement, "2026-06-01") {
			if f.Subject.String() == subject {
				var got []string
				for _, ref := range f.Evidence {
					got = append(got, ref.String())
				}
				return got
			}
		}
		return nil
	}
	assert.Equal(t, []string{"role guard", "competence requirement N1", "competence search", "competence assessment S2", "qualification Q1"}, evidence("4.4.2.qualified", "person ana"))
	assert.Equal(t, []string{"awareness A1"}, evidence("4.4.2.b", "person ana"))
	assert.Equal(t, []string{"training programme PG", "procedure PRO"}, evidence("4.4.2.b", "the system"))
	in.Assessments = in.Assessments[:1]
	assert.Equal(t, []string{"role guard", "competence requirement N1", "competence search", "competence assessment S1", "qualification Q0"}, evidence("4.4.2.qualified", "person ana"))
}

func TestChecksStandInTheOrderOfTheStandard(t *testing.T) {
	var ids, order []string
	for _, c := range Checks() {
		ids = append(ids, c.Requirement())
	}
	ids = slices.Compact(ids)
	for requirement := range conformity.Requirements() {
		if requirement.Clause == "4.4.2" && requirement.ID != "4.4.2.b.emergency" {
			order = append(order, requirement.ID)
		}
	}
	assert.Equal(t, order, ids)
}
