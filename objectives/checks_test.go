package objectives

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// An application that keeps nothing yet learns what the standard demands first; the qualities
// of what is not there are undetermined.
func TestNothingOnRecord(t *testing.T) {
	demanded := []string{"4.3.3.establish", "4.3.4.establish", "4.3.5.establish", "4.4.1.structure"}
	for _, f := range conformity.Run(Checks(), Input{}, instant(today)) {
		want := undetermined
		if slices.Contains(demanded, f.Requirement) {
			want = unmet
		}
		assert.Equal(t, want, f.Status, f.String())
		assert.NotEqual(t, "check.nothing", f.MessageID(), f.String())
	}
}

// Drafts are named as what stands nearest to being in force.
func TestNothingButDrafts(t *testing.T) {
	in := Input{
		Objectives: []Objective{{ID: "O", Title: "fewer thefts"}},
		Targets:    []Target{{ID: "T", Title: "seals"}},
		Programmes: []Programme{{ID: "G", Title: "the group's", Origin: "group"}, {ID: "P", Title: "gates"}},
	}
	for requirement, want := range map[string]string{
		"4.3.3.establish": "no objective is in force; objective O, fewer thefts, is a draft: have it approved, with the day from which it applies",
		"4.3.4.establish": "no target is in force; target T, seals, is a draft: have it approved, with the day from which it applies",
		"4.3.5.establish": "no programme is in force; programme P, gates, is a draft: have it approved, with the day from which it applies",
	} {
		findings := decide(in, requirement, today)
		require.NotEmpty(t, findings)
		assert.Equal(t, unmet, findings[0].Status)
		assert.Equal(t, want, findings[0].Message())
	}
}

// faulty returns an input with faults of every kind.
func faulty() Input {
	in := good()
	o := in.Objectives[0]
	o.ID, o.Supersedes, o.Functions = "O2", "O", nil
	o.Revisions = []ObjectiveRevision{o.Revisions[0]}
	o.Revisions[0].Measure.Value, o.Revisions[0].Document.Document = number("7"), "LOST"
	o.Reviews = []Review{{On: day("2026-05-01"), Consistent: records.No, NeedsAmending: records.Yes, AmendBy: day("2026-06-30")}}
	in.Objectives = append(in.Objectives, o, Objective{ID: "O3", Title: "draft"})
	late := in.Targets[1]
	late.ID, late.Progress, late.AccountableManager = "T3", late.Progress[:1], ""
	in.Targets = append(in.Targets, late)
	p := in.Programmes[0]
	p.ID, p.Priorities = "P2", nil
	p.Tasks = []Task{{Key: "late", Title: "late", DueOn: day("2026-05-01")}, {Key: "soon", Title: "soon", DueOn: day("2026-06-10")}}
	p.Expenditures = append(slices.Clone(p.Expenditures), Expenditure{On: day("2026-06-15"), Amount: *number("30000"), For: "more"})
	in.Programmes = append(in.Programmes, p)
	in.Functions = append(in.Functions, organization.Function{ID: "board", Title: "board", Kind: organization.Hierarchical})
	in.Roles[2].ReportsTo = "lost"
	in.Policies = append(in.Policies, policy.Policy{ID: "POL2", Title: "next policy", Revisions: []policy.Revision{{
		Number: "1", Principles: []policy.Statement{{Key: "people", Text: "people first"}}, Authorization: policy.Authorization{By: "ceo", On: day("2026-05-20")}, EffectiveFrom: day("2026-09-01"),
	}}})
	return stated(in, "third-parties")
}

// Whatever field is empty, and whenever is asked: no check fails of itself, and no method panics.
func TestAnyFieldMayBeEmpty(t *testing.T) {
	empty := func(n int) (Input, int) { // empties the n-th field of all that are filled
		in, seen, places := good(), map[uintptr]bool{}, 0
		var walk func(v reflect.Value)
		walk = func(v reflect.Value) {
			if v.IsZero() {
				return
			}
			if v.CanSet() {
				if places++; places == n {
					v.SetZero()
					return
				}
			}
			switch v.Kind() {
			case reflect.Struct:
				for i := range v.NumField() {
					if v.Type().Field(i).IsExported() {
						walk(v.Field(i))
					}
				}
			case reflect.Slice:
				if seen[v.Pointer()] {
					return
				}
				seen[v.Pointer()] = true
				for i := range v.Len() {
					walk(v.Index(i))
				}
			}
		}
		walk(reflect.ValueOf(&in).Elem())
		return in, places
	}
	_, places := empty(0)
	require.Greater(t, places, 500)
	random := rand.New(rand.NewPCG(5, 6))
	for range 400 {
		in, _ := empty(1 + random.IntN(places))
		at := day("2025-12-01").AddDays(random.IntN(600))
		for _, f := range conformity.Run(Checks(), in, at.Start()) {
			require.NoError(t, f.Err)
			require.NotContains(t, f.Message(), "{")
		}
		for _, target := range in.Targets {
			_ = target.Validate()
			s, _ := target.StandingOn(at)
			_, _ = s.Behind()
			var o *Objective
			if len(in.Objectives) > 0 {
				o = &in.Objectives[0]
			}
			_ = target.Drift(o, records.At(at.Start()))
		}
		for range NewChain(in.Policies, in.Objectives, in.Targets, in.Programmes, at).Lines() {
		}
	}
}

// What holds for every check: see the package conformitytest.
func TestProperties(t *testing.T) {
	assert.Len(t, suite().Requirements(), 42)
	suite().InOrder(t)
	suite().Properties(t, good(), faulty())
}
