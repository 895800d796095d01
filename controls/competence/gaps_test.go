package competence

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// lines writes gaps a line each.
func lines(gaps GapList) []string {
	var lines []string
	for _, g := range gaps {
		line := fmt.Sprintf("%s %s%s%s %s to %s", g.Person, g.Competence, g.Clearance, g.Topic, g.Opens, g.Closes)
		if !g.Lapsed.IsZero() {
			line += " after " + g.Lapsed.String()
		}
		if g.Training != "" {
			line += " training " + string(g.Training)
		}
		lines = append(lines, line)
	}
	return lines
}

func TestGapsInARole(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(in *Input)
		from   string
		until  string
		want   []string
	}{
		{"what runs out next year is a gap that opens then", func(*Input) {}, "2026-06-01", "2027-12-31", []string{"ana search 2027-02-02 to no day after qualification Q1"}},
		{"it opens after the days asked for", func(*Input) {}, "2026-06-01", "2027-02-01", nil},
		{"it opens on the last day asked for", func(*Input) {}, "2026-06-01", "2027-02-02", []string{"ana search 2027-02-02 to no day after qualification Q1"}},
		{"what was open before the day asked for is over", func(*Input) {}, "2025-02-01", "2026-06-01", nil},
		{"a gap shows when it opened, be it long ago", func(*Input) {}, "2025-01-31", "2026-06-01", []string{"ana search 2025-01-01 to 2025-01-31"}},
		{"renewed with a hole between", func(in *Input) {
			in.Qualifications = append(in.Qualifications, Qualification{ID: "Q2", Person: "ana", Competence: "search", From: day("2027-02-10")})
		}, "2026-06-01", "", []string{"ana search 2027-02-02 to 2027-02-09 after qualification Q1"}},
		{"renewed on the next day", func(in *Input) {
			in.Qualifications = append(in.Qualifications, Qualification{ID: "Q2", Person: "ana", Competence: "search", From: day("2027-02-02")})
		}, "2026-06-01", "", nil},
		{"withdrawn", func(in *Input) { in.Qualifications[0].WithdrawnOn = day("2026-09-01") }, "2026-06-01", "", []string{"ana search 2026-09-01 to no day after qualification Q1"}},
		{"found wanting for a month", func(in *Input) {
			in.Assessments = []Assessment{
				{ID: "S2", Person: "ana", Competence: "search", On: day("2026-08-01"), Outcome: Competent},
				{ID: "S1", Person: "ana", Competence: "search", On: day("2026-07-01"), Outcome: NotCompetent},
			}
		}, "2026-06-01", "2026-12-31", []string{"ana search 2026-07-01 to 2026-07-31 after qualification Q1"}},
		{"found wanting, and qualified anew", func(in *Input) {
			in.Assessments = []Assessment{{ID: "S1", Person: "ana", Competence: "search", On: day("2026-07-01"), Outcome: NotCompetent}}
			in.Qualifications = append(in.Qualifications, Qualification{ID: "Q2", Person: "ana", Competence: "search", From: day("2026-07-11")})
		}, "2026-06-01", "", []string{"ana search 2026-07-01 to 2026-07-10 after qualification Q1"}},
		{"the role is handed over before", func(in *Input) { in.Roles[0].Holders[0].Until = day("2026-12-31") }, "2026-06-01", "", nil},
		{"the role is handed over after", func(in *Input) { in.Roles[0].Holders[0].Until = day("2027-03-31") }, "2026-06-01", "", []string{"ana search 2027-02-02 to 2027-03-31 after qualification Q1"}},
		{"the next holder", func(in *Input) {
			in.Roles[0].Holders = []organization.Holder{{Person: "ana", From: day("2025-01-01"), Until: day("2026-12-31")}, {Person: "bo", From: day("2026-11-01")}}
			in.Trainings = append(in.Trainings,
				Training{ID: "T3", Competences: []records.ID[Competence]{"search"}, Participants: []Participant{{Person: "bo"}}},
				Training{ID: "T2", Competences: []records.ID[Competence]{"search"}, Participants: []Participant{{Person: "bo"}}, DueOn: day("2026-10-15")},
				Training{ID: "T4", Competences: []records.ID[Competence]{"search"}, Participants: []Participant{{Person: "bo"}}, DueOn: day("2026-10-01"), Moves: []Move{{On: day("2026-06-01"), To: day("2026-12-01"), Reason: "no room"}}},
			)
		}, "2026-06-01", "", []string{"bo search 2026-11-01 to no day training T2"}},
		{"of two trainings due on one day the one with the lesser id", func(in *Input) {
			in.Qualifications = []Qualification{{ID: "Q0", Person: "ana", Competence: "search"}} // from no day: it fills nothing
			for _, id := range []records.ID[Training]{"T3", "T2", "T4"} {
				in.Trainings = append(in.Trainings, Training{ID: id, Competences: []records.ID[Competence]{"search"}, Participants: []Participant{{Person: "ana"}}, DueOn: day("2026-10-15")})
			}
			in.Trainings = append(in.Trainings, Training{ID: "T0", Competences: []records.ID[Competence]{"search"}, Participants: []Participant{{Person: "ana"}}})
		}, "2026-06-01", "", []string{"ana search 2025-01-01 to no day training T2"}},
		{"a clearance that the role requires", func(in *Input) {
			in.Requirements = []Requirement{{ID: "N3", Role: "guard", Clearance: "basic"}, {ID: "N4", Role: "guard", Clearance: "secret", From: day("2026-07-01")}}
		}, "2026-06-01", "", []string{"ana secret 2026-07-01 to no day", "ana basic 2030-01-10 to no day after clearance C1"}},
		{"a role without security duties", func(in *Input) { in.Roles[0].SecurityDuties = records.No }, "2026-06-01", "", nil},
		{"the person leaves", func(in *Input) { in.Persons[0].Until = day("2026-12-31") }, "2026-06-01", "", nil},
		{"held twice without a break", func(in *Input) {
			in.Qualifications = nil
			in.Roles[0].Holders = []organization.Holder{{Person: "ana", From: day("2026-02-01")}, {Person: "ana", From: day("2025-01-01"), Until: day("2026-01-31")}}
		}, "2026-06-01", "", []string{"ana search 2025-01-01 to no day"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			gaps := Gaps(with(tt.change), day(tt.from), day(tt.until))
			inRoles := gaps.where(func(g *Gap) bool { return g.Role != "" })
			assert.Equal(t, tt.want, lines(inRoles))
			for _, g := range inRoles {
				assert.NotEmpty(t, g.Requirement)
			}
		})
	}
}

func TestGapsInAwareness(t *testing.T) {
	aware := func(change func(in *Input)) []string {
		in := with(change)
		in.Roles, in.Awareness = in.Roles[1:], slices.Clone(in.Awareness)
		in.Awareness[0].Topics = []Topic{ImportanceOfCompliance, OwnRole}
		in.Awareness = append(in.Awareness, Awareness{ID: "A9", Topics: []Topic{ConsequencesOfDeparture}, Persons: []personID{"ana", "bo"}, On: day("2026-01-01")})
		return lines(Gaps(in, day("2026-06-01"), day("2027-06-01")))
	}
	assert.Equal(t, []string{
		"ana importance of compliance 2027-01-15 to no day after awareness A1", "ana own role 2027-01-15 to no day after awareness A1",
		"bo importance of compliance 2027-01-15 to no day after awareness A1", "bo own role 2027-01-15 to no day after awareness A1",
	}, aware(func(*Input) {}))
	assert.Equal(t, []string{
		"ana importance of compliance 2027-01-15 to no day after awareness A1", "ana own role 2027-01-15 to no day after awareness A1 training T7",
	}, aware(func(in *Input) {
		in.Persons = in.Persons[:1]
		in.Trainings = []Training{{ID: "T7", Topics: []Topic{OwnRole}, Participants: []Participant{{Person: "ana"}}}, {ID: "T6", Topics: []Topic{OwnRole}, Participants: []Participant{{Person: "ana"}}, CalledOffOn: day("2026-01-01")}}
	}))
	// an outsider of whom it is not decided works in our name while it holds a role
	assert.Equal(t, []string{
		"eve consequences of departure 2026-09-01 to 2026-09-30", "eve importance of compliance 2026-09-01 to 2026-09-30", "eve own role 2026-09-01 to 2026-09-30",
	}, aware(func(in *Input) {
		in.Persons = []records.Person{{ID: "eve", Name: "Eve", Organization: "Law Ltd"}}
		in.Roles[1].Holders = []organization.Holder{{Person: "eve", From: day("2026-09-01"), Until: day("2026-09-30")}}
	}))
	// always so: it opens on no day
	gaps := Gaps(with(func(in *Input) { in.Awareness, in.Persons = nil, in.Persons[:1] }), day("2026-06-01"), day("2026-06-01"))
	assert.Equal(t, "ana consequences of departure no day to no day", lines(gaps.where(func(g *Gap) bool { return g.Topic != "" }))[0])
}

func TestGapLists(t *testing.T) {
	gaps := Gaps(faulty(), day(""), day(""))
	assert.NotEmpty(t, gaps.Of("dee"))
	assert.NotEmpty(t, gaps.In("guard"))
	assert.Empty(t, gaps.In(""))
	assert.Len(t, gaps, len(gaps.Of("ana"))+len(gaps.Of("bo"))+len(gaps.Of("dee"))+len(gaps.Of("cy"))+len(gaps.Of("eve")))
	for _, g := range gaps.On(day("2026-07-01")) {
		assert.False(t, g.Opens.After(day("2026-07-01")) || !g.Closes.IsZero() && g.Closes.Before(day("2026-07-01")))
	}
}

// Gaps and checks are two ways to the same answer: on any day the gaps that are open are what
// the checks find wanting.
func TestGapsAgreeWithChecks(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		in := anyInput(random)
		all := Gaps(in, day(""), day(""))
		for range 6 {
			on := anyDay(random)
			var want, got []string
			for _, f := range conformity.Run(Checks(), in, on.Start().Add(1)) {
				if f.Status != unmet || f.Subject.Kind != "person" {
					continue
				}
				args := f.Arguments()
				switch f.Requirement {
				case "4.4.2.qualified":
					want = append(want, f.Subject.ID+" "+args[1].Text+" "+args[2].Text)
				case "4.4.2.b":
					want = append(want, f.Subject.ID+" own role")
				}
			}
			for _, g := range all.On(on) {
				switch {
				case g.Competence != "":
					got = append(got, fmt.Sprintf("%s %s %s", g.Person, g.Role.Ref(), g.Competence))
				case g.Topic == OwnRole:
					got = append(got, fmt.Sprintf("%s own role", g.Person))
				}
			}
			slices.Sort(want)
			slices.Sort(got)
			require.Equal(t, slices.Compact(want), slices.Compact(got), "on %s of %+v", on, in)
			require.Equal(t, all.On(on), Gaps(in, on, on), "asked for one day or for all")
		}
	}
}

func anyDay(random *rand.Rand) records.Date { return day("2026-01-01").AddDays(random.IntN(40)) }

// maybe returns a day, or none one time in four.
func maybe(random *rand.Rand) records.Date {
	if random.IntN(4) == 0 {
		return records.Date{}
	}
	return anyDay(random)
}

func anyInput(random *rand.Rand) Input {
	in := Input{Competences: []Competence{{ID: "x", Title: "x"}, {ID: "y", Title: "y"}}}
	persons := []personID{"ana", "bo", "cy"}
	competences := []records.ID[Competence]{"x", "y"}
	pick := func(n int) int { return random.IntN(n) }
	for _, id := range persons {
		p := records.Person{ID: id, Name: string(id), From: maybe(random), Until: maybe(random)}
		if pick(2) == 0 {
			p.Organization, p.OnBehalf = "another", []records.Answer{"", records.Yes, records.No}[pick(3)]
		}
		in.Persons = append(in.Persons, p)
	}
	for _, id := range []roleID{"one", "two"} {
		role := organization.Role{ID: id, Title: string(id), SecurityDuties: []records.Answer{"", records.Yes, records.No}[pick(3)], From: maybe(random), Until: maybe(random)}
		for range pick(4) {
			role.Holders = append(role.Holders, organization.Holder{Person: persons[pick(3)], From: maybe(random), Until: maybe(random)})
		}
		in.Roles = append(in.Roles, role)
	}
	for i := range pick(5) {
		in.Requirements = append(in.Requirements, Requirement{ID: records.ID[Requirement](fmt.Sprint("N", i)), Role: []roleID{"one", "two"}[pick(2)], Competence: competences[pick(2)], From: maybe(random), Until: maybe(random)})
	}
	for i := range pick(8) {
		in.Qualifications = append(in.Qualifications, Qualification{ID: records.ID[Qualification](fmt.Sprint("Q", i)), Person: persons[pick(3)], Competence: competences[pick(2)], From: anyDay(random), ValidUntil: maybe(random), WithdrawnOn: maybe(random)})
		if pick(2) == 0 {
			in.Qualifications[i].WithdrawnOn = records.Date{}
		}
	}
	for i := range pick(6) {
		in.Assessments = append(in.Assessments, Assessment{ID: records.ID[Assessment](fmt.Sprint("S", i)), Person: persons[pick(3)], Competence: competences[pick(2)], On: maybe(random), Outcome: []Outcome{Competent, NotCompetent, ""}[pick(3)]})
	}
	for i := range pick(5) {
		in.Awareness = append(in.Awareness, Awareness{ID: records.ID[Awareness](fmt.Sprint("A", i)), Topics: []Topic{OwnRole}, Persons: []personID{persons[pick(3)], persons[pick(3)]}, On: maybe(random), ValidUntil: maybe(random)})
	}
	return in
}

// The days that are left are those that no other span has, whatever the spans.
func TestSpansDayByDay(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		s := span{maybe(random), maybe(random)}
		var others []span
		for range random.IntN(4) {
			others = append(others, span{maybe(random), maybe(random)})
		}
		left := s.without(others)
		for i := range 44 {
			d := day("2025-12-30").AddDays(i)
			in := func(spans []span) int {
				n := 0
				for _, s := range spans {
					if s.on(d) {
						n++
					}
				}
				return n
			}
			want := 0
			if s.on(d) && in(others) == 0 {
				want = 1
			}
			require.Equal(t, want, in(left), "%s: %v without %v is %v", d, s, others, left)
			require.Equal(t, min(1, in(others)), in(union(others)), "%s: union of %v is %v", d, others, union(others))
		}
	}
	last := day("9999-12-31")
	assert.Empty(t, span{until: last}.without([]span{{until: last}}), "to the end of time")
	assert.Equal(t, []span{{from: day("2026-01-02")}}, span{}.without([]span{{until: day("2026-01-01")}}))
	assert.Equal(t, []span{{day("0001-01-02"), records.Date{}}}, span{}.without([]span{{day("0001-01-01"), day("0001-01-01")}}), "from the beginning of time")
}
