package audit_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/audit"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

func request() audit.Request {
	return audit.Request{
		From: day("2026-01-01"), Until: day("2026-12-31"),
		Topics: []audit.Topic{
			{Name: "gates", Area: audit.Area{Name: "gate", Role: "R-GATE"}, Clauses: []organization.Element{"4.4.6"}, Risk: 3},
			{Name: "store", Area: audit.Area{Name: "store", Role: "R-STORE"}, Clauses: []organization.Element{"4.4.6", "4.5.1"}, Risk: 2},
			{Name: "management", Area: audit.Area{Name: "management", Role: "R-SEC"}, Clauses: []organization.Element{"4.2", "4.3.1", "4.6"}},
		},
		Auditors: []audit.Auditor{
			{Person: "P-1", Competences: []audit.CompetenceID{"C"}, AnswersFor: []records.ID[organization.Role]{"R-SEC"}, Audits: 2},
			{Person: "P-2", Competences: []audit.CompetenceID{"C"}, AnswersFor: []records.ID[organization.Role]{"R-GATE"}, Audits: 1},
			{Person: "P-3", Audits: 5},
		},
		Competences: []audit.CompetenceID{"C"},
		Held:        []audit.Audit{{ID: "AU", PerformedOn: day("2025-03-02"), Areas: []audit.Area{{Name: "store"}}}},
		Findings:    []audit.Finding{{ID: "F", Grade: audit.MinorNonconformity, Area: "store"}},
	}
}

func TestPlan(t *testing.T) {
	got := audit.Plan(request())
	var lines []string
	for _, a := range got.Audits {
		lines = append(lines, fmt.Sprintln(a.PlannedOn, a.Topic, a.Auditor, a.Why, a.Findings))
	}
	assert.Equal(t, []string{
		"2026-05-01 store P-1 [nonconformities that are not closed: 1 its worst risk is at level 2 it was last audited on 2025-03-02] [F]\n",
		"2026-08-31 gates P-1 [its worst risk is at level 3 it was never audited] []\n",
		"2026-12-31 management P-2 [it was never audited] []\n",
	}, lines)
	assert.Contains(t, got.NotCovered, audit.Gap{What: "clause 4.4.7", Why: "no topic covers it: add it to one"})
}

// With the auditors at hand some topics cannot be covered, and the plan says why.
func TestPlanSaysWhatCannotBeCovered(t *testing.T) {
	r := request()
	r.Auditors = r.Auditors[1:]
	got := audit.Plan(r)
	assert.Contains(t, got.NotCovered, audit.Gap{What: "gates", Why: "P-2 answers for it, P-3 lacks C"})
	assert.Contains(t, got.NotCovered, audit.Gap{What: "management", Why: "P-2 has no time left, P-3 lacks C"})
	r.Auditors = nil
	assert.Contains(t, audit.Plan(r).NotCovered, audit.Gap{What: "gates", Why: "there is no auditor"})
	for i := range 7 {
		r.Auditors = append(r.Auditors, audit.Auditor{Person: records.ID[records.Person](fmt.Sprint("P-", i)), Audits: 1})
	}
	assert.Contains(t, audit.Plan(r).NotCovered, audit.Gap{What: "gates", Why: "P-0 lacks C, P-1 lacks C, P-2 lacks C, P-3 lacks C, P-4 lacks C, and so on for 2 more auditors"})
}

// A finding that names its area weighs for that area only, one that names none for its clause.
func TestFindingsWeighWhereTheyFall(t *testing.T) {
	r := request()
	r.Findings = []audit.Finding{
		{ID: "F-1", Grade: audit.MinorNonconformity, Area: "store", Clause: "4.4.6"},
		{ID: "F-2", Grade: audit.MinorNonconformity, Clause: "4.2"},
	}
	back := map[string][]records.ID[audit.Finding]{}
	for _, a := range audit.Plan(r).Audits {
		back[a.Topic] = a.Findings
	}
	assert.Equal(t, map[string][]records.ID[audit.Finding]{"store": {"F-1"}, "management": {"F-2"}, "gates": nil}, back)
}

// The order of what is asked changes nothing, nobody audits their own work or too often, and
// every topic is either planned or said not to be.
func TestPlanHolds(t *testing.T) {
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 7))
		r := request()
		for i := range random.IntN(8) {
			r.Topics = append(r.Topics, audit.Topic{Name: fmt.Sprint("topic ", i), Area: audit.Area{Name: fmt.Sprint("area ", i), Role: records.ID[organization.Role](fmt.Sprint("R-", i))}, Risk: random.IntN(4)})
		}
		for i := range r.Auditors {
			r.Auditors[i].Audits = random.IntN(5)
		}
		want := audit.Plan(r)
		shuffled := r
		shuffled.Topics, shuffled.Auditors = slices.Clone(r.Topics), slices.Clone(r.Auditors)
		random.Shuffle(len(r.Topics), func(i, j int) { shuffled.Topics[i], shuffled.Topics[j] = shuffled.Topics[j], shuffled.Topics[i] })
		random.Shuffle(len(r.Auditors), func(i, j int) {
			shuffled.Auditors[i], shuffled.Auditors[j] = shuffled.Auditors[j], shuffled.Auditors[i]
		})
		assert.Equal(t, want, audit.Plan(shuffled), "seed %d", seed)

		said := map[string]bool{}
		audits := map[records.ID[records.Person]]int{}
		for _, a := range want.Audits {
			said[a.Topic] = true
			audits[a.Auditor]++
			assert.False(t, a.PlannedOn.Before(r.From) || a.PlannedOn.After(r.Until), "seed %d: %s", seed, a.PlannedOn)
		}
		for _, gap := range want.NotCovered {
			said[gap.What] = true
		}
		for _, topic := range r.Topics {
			assert.True(t, said[topic.Name], "seed %d: nothing is said of %s", seed, topic.Name)
		}
		for _, a := range r.Auditors {
			assert.LessOrEqual(t, audits[a.Person], a.Audits, "seed %d: %s", seed, a.Person)
		}
	}
}
