package conformity_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

const sealHeld conformity.Message = "seal.held: {subject} is held by {0}, and takes the place of {1}"

// typedHeld and untypedHeld say the same of a seal: one by the types of the records, the
// other by what it finds out while it runs.
func typedHeld(r *conformity.Reader, s *seal) conformity.Verdict {
	holder := conformity.Look(r, s.Holder)
	var after []records.Ref
	for next := range sealsReplacing.Of(r, s.ID).Every() {
		after = append(after, next.Ref())
	}
	old := conformity.All[seal](r).Any(func(o *seal) bool { return o.Concerned == "old" })
	if holder == nil || old && len(after) == 0 {
		return conformity.Unmet(sealUndated).At("holder")
	}
	return conformity.Met(sealHeld, holder.Name, after)
}

var (
	sealsReplacing       = conformity.NewIndex(func(s *seal) records.ID[seal] { return s.Replaces })
	sealsReplacingByName = conformity.NewIndexOf(reflect.TypeFor[seal](), func(e records.Entity) []string {
		id := reflect.ValueOf(e).Elem().FieldByName("Replaces").String()
		return []string{id, id}
	})
)

func untypedHeld(r *conformity.Reader, e records.Entity) conformity.Verdict {
	s := reflect.ValueOf(e).Elem()
	holder := conformity.LookOf(r, reflect.TypeFor[records.Person](), s.FieldByName("Holder").String())
	var after []records.Ref
	for next := range sealsReplacingByName.Of(r, e.Ref().ID) {
		after = append(after, next.Ref())
	}
	old := false
	for range conformity.WhereOf(r, reflect.TypeFor[seal](), func(e records.Entity) bool {
		return reflect.ValueOf(e).Elem().FieldByName("Concerned").String() == "old"
	}) {
		old = true
		break
	}
	if holder == nil || old && len(after) == 0 {
		return conformity.Unmet(sealUndated).At("holder")
	}
	return conformity.Met(sealHeld, holder.(*records.Person).Name, after)
}

func heldChecks() (typed, untyped conformity.Check[input]) {
	return conformity.Each("acme.held", seals, typedHeld),
		conformity.EachOf("acme.held", reflect.TypeFor[seal](), func(in input) any { return in.Seals }, untypedHeld)
}

func sealsHeld() input {
	return input{
		Persons: []records.Person{{ID: "P", Name: "Ana"}},
		Seals: []seal{
			{ID: "C", Holder: "P", Replaces: "A"}, {ID: "A", Holder: "P", Concerned: "old"}, {ID: "B", Holder: "P", Replaces: "A"},
			{ID: "D", Holder: "gone"}, {ID: "E"},
		},
	}
}

func TestChecksOfTypesFoundOutWhileRunning(t *testing.T) {
	typed, untyped := heldChecks()
	want := conformity.Run([]conformity.Check[input]{typed}, sealsHeld(), noon("2026-06-01"))
	got := conformity.Run([]conformity.Check[input]{untyped}, sealsHeld(), noon("2026-06-01"))
	assert.Equal(t, want, got)
	assert.Len(t, got, 5)
	met := got[len(got)-1]
	assert.Equal(t, "acme.held met: seal A is held by Ana, and takes the place of seal B and seal C", met.String())
	assert.Equal(t, []records.Ref{{Kind: "person", ID: "P"}, {Kind: "seal", ID: "B"}, {Kind: "seal", ID: "C"}, {Kind: "seal", ID: "A"}}, met.Evidence)
}

// A change reaches them as it reaches the others.
func TestLiveWithTypesFoundOutWhileRunning(t *testing.T) {
	_, untyped := heldChecks()
	replaced := conformity.EachOf("acme.replaced", reflect.TypeFor[seal](), func(in input) any { return in.Seals },
		func(r *conformity.Reader, e records.Entity) conformity.Verdict {
			for next := range sealsReplacingByName.Of(r, e.Ref().ID) {
				return conformity.Met(sealChecked, next.Ref())
			}
			return conformity.Unmet(sealUndated)
		})
	checks := []conformity.Check[input]{untyped, replaced}
	live, err := conformity.NewLive(sealsHeld(), checks, noon("2026-06-01"), conformity.Options{})
	require.NoError(t, err)
	now := sealsHeld()
	for _, change := range []conformity.Change{
		{Put: []records.Entity{records.Person{ID: "gone", Name: "Bo"}}},
		{Put: []records.Entity{seal{ID: "F", Holder: "P", Replaces: "D"}}},
		{Put: []records.Entity{seal{ID: "B", Holder: "P", Replaces: "C"}}},
		{Remove: []records.Ref{{Kind: "seal", ID: "C"}}},
		{Put: []records.Entity{seal{ID: "A", Holder: "P"}}},
		{Remove: []records.Ref{{Kind: "person", ID: "P"}}},
	} {
		report, err := live.Apply(change)
		require.NoError(t, err)
		now = applied(now, change)
		want := conformity.Assess(now, checks, noon("2026-06-01"), conformity.Options{})
		wantJSON, _ := want.MarshalJSON()
		gotJSON, _ := report.MarshalJSON()
		assert.Equal(t, string(wantJSON), string(gotJSON), fmt.Sprint(change))
	}
}

func applied(in input, change conformity.Change) input {
	for _, ref := range change.Remove {
		in.Seals = slices.DeleteFunc(slices.Clone(in.Seals), func(s seal) bool { return s.Ref() == ref })
		in.Persons = slices.DeleteFunc(slices.Clone(in.Persons), func(p records.Person) bool { return p.Ref() == ref })
	}
	for _, e := range change.Put {
		in = applied(in, conformity.Change{Remove: []records.Ref{e.Ref()}})
		switch e := e.(type) {
		case seal:
			in.Seals = append(in.Seals, e)
		case records.Person:
			in.Persons = append(in.Persons, e)
		}
	}
	return in
}

// A kind of record that the system has no list of is a fault of the check.
func TestLookOfBeyondTheInput(t *testing.T) {
	type small struct{ Seals []seal }
	check := conformity.EachOf("acme.held", reflect.TypeFor[seal](), func(in small) any { return in.Seals }, untypedHeld)
	found := conformity.Run([]conformity.Check[small]{check}, small{[]seal{{ID: "A", Holder: "P"}}}, noon("2026-06-01"))
	require.Len(t, found, 1)
	assert.ErrorContains(t, found[0].Err, "of which its input has no list")
}
