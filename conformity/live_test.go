package conformity_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

const (
	sealFirst    conformity.Message = "seal.first: {subject} is the latest of {0}"
	sealReplaced conformity.Message = "seal.replaced: {subject} was replaced by {0}"
	sealHeldBy   conformity.Message = "seal.held: {subject} is held by {0}"
)

var (
	replacedBy = conformity.NewIndex(func(s *seal) records.ID[seal] { return s.Replaces })
	heldBy     = conformity.NewIndexAll(func(s *seal) []records.ID[records.Person] { return []records.ID[records.Person]{s.Holder, "anybody"} })
	latestSeal = conformity.NewView(func(r *conformity.Reader) *seal {
		return conformity.All[seal](r).Latest(func(s *seal) records.Date { return s.ValidFrom })
	})
	named = conformity.NewMemo(func(p *records.Person) string {
		if p.Name == "broken" {
			panic("a name that nobody has")
		}
		return p.Name
	})
)

// liveChecks reach other records in every way there is.
func liveChecks() []conformity.Check[input] {
	return []conformity.Check[input]{
		conformity.Each("4.4.6.equipment", seals, checkedInTime),
		conformity.Each("4.4.6.equipment", seals, func(r *conformity.Reader, s *seal) conformity.Verdict {
			if by := replacedBy.Of(r, s.ID).First(func(t *seal) bool { return r.Happened(t.ValidFrom) }); by != nil {
				return conformity.Unmet(sealReplaced, by.ID)
			}
			return conformity.Met(sealChecked, s.CheckedOn)
		}),
		conformity.EachMany("4.5.2.evaluate.postincident", seals, func(r *conformity.Reader, s *seal, say conformity.Say) {
			say("checked", checkedInTime(r, s))
			if s.Holder == "" {
				say("holder", conformity.Nothing(sealNotYet))
				return
			}
			if name, known := named.Of(r, s.Holder); known {
				say("holder", conformity.Met(sealHeldBy, name))
			} else {
				say("holder", conformity.Met(sealHeldBy, "nobody"))
			}
		}),
		conformity.Each("acme.latest", seals, func(r *conformity.Reader, s *seal) conformity.Verdict {
			if latest := latestSeal.Of(r); latest != nil && latest.ID == s.ID {
				return conformity.Met(sealFirst, conformity.All[seal](r).Len())
			}
			return conformity.Nothing(sealNotYet)
		}),
		conformity.Whole[input]("4.1.maintain", func(r *conformity.Reader) conformity.Verdict {
			if n := heldBy.Of(r, "anybody").Len(); n != 3 {
				return conformity.Met(sealFirst, n)
			}
			return conformity.Unmet(sealUndated)
		}),
		conformity.Whole[input]("acme.order", func(r *conformity.Reader) conformity.Verdict {
			s, on := sealsInOrder.Latest(r)
			if s == nil {
				return conformity.Unmet(sealUndated)
			}
			return conformity.Met(sealReplaced, s.ID, on)
		}),
		conformity.Each("4.2.i", func(in input) []records.Person { return in.Persons }, func(r *conformity.Reader, p *records.Person) conformity.Verdict {
			return conformity.Attested(r, "4.2.i", p.Ref())
		}),
	}
}

// records of the smallest world in which all of them can be told apart.
func anyRecord(random *rand.Rand) records.Entity {
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	date := func() records.Date {
		if d := pick("", "2026-01-01", "2026-05-31", "2026-06-01", "2026-06-02", "2026-07-01", "2027-01-01"); d != "" {
			return day(d)
		}
		return records.Date{}
	}
	person := func() records.ID[records.Person] { return records.ID[records.Person](pick("", "P", "Q", "R")) }
	id := func(of string) string { return of + pick("1", "2", "3", "4", "5", "6") }
	switch random.IntN(10) {
	case 0:
		return records.Person{ID: records.ID[records.Person](pick("P", "Q")), Name: pick("Ada", "Bo", "broken")}
	case 1:
		return records.Attestation{ID: records.ID[records.Attestation](id("A")), Requirement: "4.2.i", Subject: records.Ref{Kind: "person", ID: pick("P", "Q")},
			By: person(), MadeOn: date(), ValidUntil: date(), Judgement: records.Judgement(pick(string(records.Conforms), "fails"))}
	case 2:
		return conformity.Statement{ID: records.ID[conformity.Statement](id("S")), Condition: condition(), StatedOn: date(), ValidUntil: date()}
	case 3:
		return conformity.Waiver{ID: records.ID[conformity.Waiver](id("W")), Requirement: pick("4.4.6.equipment", "4.5.2.evaluate.postincident"), GrantedOn: date(), ValidUntil: date()}
	case 4:
		return conformity.Grading{ID: records.ID[conformity.Grading](id("G")), Requirement: "4.4.6.equipment", GradedOn: date(), Grade: conformity.Major}
	}
	return seal{ID: records.ID[seal](id("s")), Holder: person(), Replaces: records.ID[seal](pick("", id("s"))), CheckedOn: date(), NextDueOn: date(),
		ValidFrom: date(), ValidUntil: date(), Concerned: pick("", "no")}
}

func condition() string {
	r, _ := conformity.ByID("4.5.2.evaluate.postincident")
	return r.Condition
}

// What is kept up to date says what an assessment made anew says, whatever changes.
func TestLive(t *testing.T) {
	for seed := range uint64(8 / stride) {
		random := rand.New(rand.NewPCG(seed, 7))
		options := conformity.Options{Met: []int{0, 1, 3, -1}[seed%4], Grades: conformity.GradeRules{Systematic: int(seed % 3)}}
		world := map[records.Ref]records.Entity{}
		for range random.IntN(8) {
			e := anyRecord(random)
			world[e.Ref()] = e
		}
		live, err := conformity.NewLive(worldOf(random, world), liveChecks(), noon("2026-06-01"), options)
		require.NoError(t, err)
		var said string
		for step := range 25 {
			anew := conformity.Assess(worldOf(random, world), liveChecks(), noon("2026-06-01"), options)
			said = whole(t, anew)
			require.Equal(t, said, whole(t, live.Report()), "seed %d, step %d", seed, step)
			var change conformity.Change
			for range 1 + random.IntN(3) {
				if refs := slices.SortedFunc(maps.Keys(world), records.Ref.Compare); len(refs) > 0 && random.IntN(3) == 0 {
					gone := refs[random.IntN(len(refs))]
					change.Remove = append(change.Remove, gone)
				}
				change.Put = append(change.Put, anyRecord(random))
			}
			for _, ref := range change.Remove {
				delete(world, ref)
			}
			for _, e := range change.Put {
				world[e.Ref()] = e
			}
			before := live.Report()
			_, err := live.Apply(change)
			require.NoError(t, err)
			require.Equal(t, said, whole(t, before), "a report that was given stays as it was")
		}
	}
}

func whole(t *testing.T, report *conformity.Report) string {
	b, err := json.MarshalIndent(report, "", " ")
	require.NoError(t, err)
	for f := range report.Lapses(noon("2030-01-01")) {
		b = fmt.Append(b, f, f.Then(), f.Lapses)
	}
	return string(b)
}

func worldOf(random *rand.Rand, world map[records.Ref]records.Entity) input {
	var in input
	refs := slices.SortedFunc(maps.Keys(world), records.Ref.Compare)
	random.Shuffle(len(refs), func(i, j int) { refs[i], refs[j] = refs[j], refs[i] })
	for _, ref := range refs {
		switch e := world[ref].(type) {
		case seal:
			in.Seals = append(in.Seals, e)
		case records.Person:
			in.Persons = append(in.Persons, e)
		case records.Attestation:
			in.Attestations = append(in.Attestations, e)
		case conformity.Statement:
			in.Statements = append(in.Statements, e)
		case conformity.Waiver:
			in.Waivers = append(in.Waivers, e)
		case conformity.Grading:
			in.Gradings = append(in.Gradings, e)
		}
	}
	return in
}

// A change to one of many records asks only what rests on it.
func TestLiveAsksWhatIsReached(t *testing.T) {
	asked := map[records.ID[seal]]int{}
	check := conformity.Each("acme.holder", seals, func(r *conformity.Reader, s *seal) conformity.Verdict {
		asked[s.ID]++
		if conformity.Look(r, s.Holder) == nil {
			return conformity.Unmet(sealUndated)
		}
		return conformity.Met(sealHeldBy, s.Holder)
	})
	in := input{Persons: []records.Person{{ID: "P"}, {ID: "Q"}}}
	for i := range 1000 {
		in.Seals = append(in.Seals, seal{ID: records.ID[seal](fmt.Sprint(i)), Holder: []records.ID[records.Person]{"P", "Q"}[i%2]})
	}
	live, err := conformity.NewLive(&in, []conformity.Check[*input]{conformity.For([]conformity.Check[input]{check}, func(in *input) input { return *in })[0]}, noon("2026-06-01"), conformity.Options{})
	require.NoError(t, err)
	clear(asked)
	in.Seals[4].Holder = "nobody" // the list is the assessment's own: what happens to ours does not matter
	_, err = live.Apply(conformity.Change{Put: []records.Entity{seal{ID: "7", Holder: "P"}}})
	require.NoError(t, err)
	assert.Equal(t, map[records.ID[seal]]int{"7": 1}, asked)
	clear(asked)
	_, err = live.Apply(conformity.Change{Put: []records.Entity{&seal{ID: "7", Holder: "P"}}})
	require.NoError(t, err)
	assert.Empty(t, asked, "nothing has changed")
	report, err := live.Apply(conformity.Change{Remove: []records.Ref{{Kind: "person", ID: "Q"}, {Kind: "person", ID: "nobody"}}})
	require.NoError(t, err)
	assert.Len(t, asked, 499)
	assert.Equal(t, conformity.StatusUnmet, result(t, report, "acme.holder").Status)
}

func TestLiveRefuses(t *testing.T) {
	at := noon("2026-06-01")
	_, err := conformity.NewLive(input{Seals: []seal{{ID: "A"}, {ID: "A"}}, Persons: []records.Person{{ID: "P"}, {ID: "P"}}}, liveChecks(), at, conformity.Options{})
	assert.EqualError(t, err, "seal/A is the id of two records: give each one of its own; person/P is the id of two records: give each one of its own")
	_, err = conformity.NewLive(7, nil, at, conformity.Options{})
	assert.EqualError(t, err, "an assessment needs a struct of lists of records, not int")
	_, err = conformity.NewLive(input{}, []conformity.Check[input]{conformity.Each("4.9.none", seals, checkedInTime)}, at, conformity.Options{})
	assert.ErrorContains(t, err, "4.9.none")
	_, err = conformity.NewLive(input{}, []conformity.Check[input]{conformity.Each("acme.x", func(input) []seal { panic("no") }, checkedInTime)}, at, conformity.Options{})
	var failed *conformity.CheckError
	assert.ErrorAs(t, err, &failed)

	live, err := conformity.NewLive(input{}, liveChecks(), at, conformity.Options{})
	require.NoError(t, err)
	before := live.Report()
	type other struct{ seal }
	for _, change := range []conformity.Change{
		{Put: []records.Entity{seal{ID: "A"}, other{seal{ID: "B"}}}},
		{Put: []records.Entity{seal{ID: "A"}}, Remove: []records.Ref{{Kind: "risk", ID: "R"}}},
	} {
		_, err = live.Apply(change)
		assert.ErrorIs(t, err, conformity.ErrNoList)
		assert.Same(t, before, live.Report(), "nothing has changed")
	}
	_, err = live.Apply(conformity.Change{Put: []records.Entity{(*seal)(nil)}})
	assert.EqualError(t, err, "a record that is put is nil")
	_, err = live.Apply(conformity.Change{Put: []records.Entity{nil}})
	assert.EqualError(t, err, "a record that is put is nil")
}

// One change among many records, beside assessing them anew.
func BenchmarkLive(b *testing.B) {
	for _, size := range []int{1_000, 10_000, 100_000} {
		in := input{Persons: []records.Person{{ID: "P", Name: "Ada"}}}
		for i := range size {
			in.Seals = append(in.Seals, seal{ID: records.ID[seal](fmt.Sprint(i)), Holder: "P", NextDueOn: day("2026-09-01")})
		}
		checks := []conformity.Check[input]{conformity.Each("4.4.6.equipment", seals, checkedInTime), liveChecks()[2]}
		b.Run(fmt.Sprintf("records=%d/change", size), func(b *testing.B) {
			live, err := conformity.NewLive(in, checks, noon("2026-06-01"), conformity.Options{})
			require.NoError(b, err)
			changed := in.Seals[size/2]
			for b.Loop() {
				changed.NextDueOn = changed.NextDueOn.AddDays(1)
				_, err := live.Apply(conformity.Change{Put: []records.Entity{changed}})
				require.NoError(b, err)
				if changed.NextDueOn.After(day("2027-01-01")) {
					changed.NextDueOn = day("2026-09-01")
				}
			}
		})
		b.Run(fmt.Sprintf("records=%d/anew", size), func(b *testing.B) {
			for b.Loop() {
				conformity.Assess(in, checks, noon("2026-06-01"), conformity.Options{})
			}
		})
	}
}
