package objectives

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// Everything that the package asks is met by the good input, which is valid.
func TestAllMet(t *testing.T) {
	in := good()
	decided := map[string]bool{}
	for _, f := range conformity.Run(Checks(), in, instant(today)) {
		assert.Equal(t, met, f.Status, f.String())
		assert.Empty(t, f.Missing, f.String())
		assert.NotContains(t, f.Message(), "{")
		decided[f.Requirement] = true
	}
	assert.Len(t, decided, 42)
	valid(t, in.Objectives)
	valid(t, in.Targets)
	valid(t, in.Programmes)
	valid(t, in.Policies)
	valid(t, in.Functions)
	valid(t, in.Registers)
}

func valid[T interface{ Validate() error }](t *testing.T, list []T) {
	t.Helper()
	for _, entity := range list {
		require.NoError(t, entity.Validate())
	}
}

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

func TestOrderOfRecordsChangesNothing(t *testing.T) {
	in := faulty()
	report := func() string {
		text, err := conformity.Assess(in, Checks(), instant(today), conformity.Options{}).MarshalJSON()
		require.NoError(t, err)
		return string(text)
	}
	want := report()
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		shuffle(random, in.Objectives)
		shuffle(random, in.Targets)
		shuffle(random, in.Programmes)
		shuffle(random, in.Policies)
		shuffle(random, in.Functions)
		shuffle(random, in.Roles)
		shuffle(random, in.Appointments)
		shuffle(random, in.Attestations)
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
			k := key{f.Requirement, "", f.Subject}
			found[k] = append(found[k], f.Status)
		}
		return found
	}
	count := func(list []conformity.Status, s conformity.Status) (n int) {
		for _, one := range list {
			if one == s {
				n++
			}
		}
		return n
	}
	lapses := 0
	for _, f := range conformity.Run(Checks(), faulty(), instant(today)) {
		if f.Lapses.IsZero() {
			continue
		}
		lapses++
		k := key{f.Requirement, "", f.Subject}
		before, after := statuses(f.Lapses.Add(-1))[k], statuses(f.Lapses)[k]
		assert.Contains(t, before, f.Status, f.String())
		assert.Less(t, count(after, f.Status), count(before, f.Status), "%s, which was to end on %s", f, f.Lapses)
	}
	assert.GreaterOrEqual(t, lapses, 20)
}

// Nothing stays met once a record that it rests on is gone, unless it now rests on another.
func TestNoFindingOutlivesItsEvidence(t *testing.T) {
	for _, f := range conformity.Run(Checks(), good(), instant(today)) {
		for _, ref := range f.Evidence {
			if ref.Kind == "person" || ref == f.Subject {
				continue // who judged stands in the judgement
			}
			same, all := false, true
			for _, now := range decide(without(ref), f.Requirement, today) {
				if now.Subject == f.Subject {
					same = same || now.Message() == f.Message()
					all = all && now.Status == met
				}
			}
			assert.False(t, same && all, "%s, without %s", f, ref)
		}
	}
}

// without returns the good input without a record.
func without(ref records.Ref) Input {
	in := good()
	remove(&in.Objectives, ref)
	remove(&in.Targets, ref)
	remove(&in.Programmes, ref)
	remove(&in.Policies, ref)
	remove(&in.Functions, ref)
	remove(&in.Roles, ref)
	remove(&in.Appointments, ref)
	remove(&in.Stakeholders, ref)
	remove(&in.ThirdParties, ref)
	remove(&in.Requirements, ref)
	remove(&in.Assessments, ref)
	remove(&in.Risks, ref)
	remove(&in.Documents, ref)
	remove(&in.Registers, ref)
	remove(&in.Attestations, ref)
	return in
}

func remove[T records.Entity](list *[]T, ref records.Ref) {
	*list = slices.DeleteFunc(*list, func(t T) bool { return t.Ref() == ref })
}

func TestChecksStandInTheOrderOfTheStandard(t *testing.T) {
	var ids []string
	for _, c := range Checks() {
		ids = append(ids, c.Requirement())
	}
	ids = slices.Compact(ids)
	var order []string
	for requirement := range conformity.Requirements() {
		if slices.Contains(ids, requirement.ID) {
			order = append(order, requirement.ID)
		}
	}
	assert.Equal(t, order, ids)
	assert.Len(t, ids, 42)
}

// 400 years later, all is as it was.
func TestFourHundredYearsChangeNothing(t *testing.T) {
	statuses := func(in Input, at time.Time) []string {
		var list []string
		for _, f := range conformity.Run(Checks(), in, at) {
			list = append(list, f.Requirement+" "+f.Subject.String()+" "+f.Field+" "+f.Status.String())
		}
		return list
	}
	later := faulty()
	shift(t, &later)
	assert.Equal(t, statuses(faulty(), instant(today)), statuses(later, instant("2426-06-01")))
}

// shift moves every day of an input by 400 years, which is a whole number of weeks.
func shift(t *testing.T, in *Input) {
	t.Helper()
	seen := map[uintptr]bool{}
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Struct:
			if day, isDay := v.Interface().(records.Date); isDay {
				v.Set(reflect.ValueOf(day.AddDays(146097)))
				return
			}
			for i := range v.NumField() {
				if v.Type().Field(i).IsExported() {
					walk(v.Field(i))
				}
			}
		case reflect.Slice:
			if v.Len() == 0 || seen[v.Pointer()] {
				return
			}
			seen[v.Pointer()] = true
			for i := range v.Len() {
				walk(v.Index(i))
			}
		}
	}
	walk(reflect.ValueOf(in).Elem())
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
