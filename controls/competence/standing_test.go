package competence

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// ask puts a question to an input as the check of another package would, once: a check is
// asked again at each instant on which its answer turns.
func ask(in Input, at string, question func(r *conformity.Reader)) conformity.Finding {
	asked := false
	return conformity.TryWhole(func(r *conformity.Reader) conformity.Verdict {
		if !asked {
			asked = true
			question(r)
		}
		return conformity.Met("test.asked: asked")
	}, instant(at), in)
}

// What happened is judged by who was competent then, whatever has become of it since.
func TestCompetentOn(t *testing.T) {
	in := good()
	in.Qualifications[0].ValidUntil = day("2026-03-31")
	in.Assessments = []Assessment{{ID: "S1", Person: "ana", Competence: "search", On: day("2026-02-01"), Outcome: NotCompetent}, {ID: "S2", Person: "ana", Competence: "search", On: day("2026-02-10"), Outcome: Competent}}
	for on, want := range map[string]bool{
		"2025-01-31": false, "2025-02-01": true, "2026-01-31": true, "2026-02-01": false, "2026-02-09": false, "2026-02-10": true, "2026-03-31": true, "2026-04-01": false, "": false,
	} {
		var got *Qualification
		f := ask(in, "2026-06-01", func(r *conformity.Reader) { got = CompetentOn(r, "ana", "search", day(on)) })
		assert.Equal(t, want, got != nil, on)
		assert.True(t, f.Lapses.IsZero(), "what happened stays so")
		if want && on < "2026-02-10" {
			assert.Equal(t, []records.Ref{got.Ref()}, f.Evidence)
		} else if want {
			assert.Equal(t, []records.Ref{in.Assessments[1].Ref(), got.Ref()}, f.Evidence, "with what lifted the doubt")
		}
	}
	// now: the verdict lapses with the qualification
	var got *Qualification
	f := conformity.TryWhole(func(r *conformity.Reader) conformity.Verdict {
		if got = CompetentNow(r, "ana", "search"); got == nil {
			return conformity.Unmet("test.no: no")
		}
		return conformity.Met("test.yes: yes")
	}, instant("2026-03-01"), in)
	assert.Equal(t, met, f.Status)
	assert.Equal(t, instant("2026-04-01"), f.Lapses)
}

func TestClearedOn(t *testing.T) {
	in := good()
	in.Clearances = append(in.Clearances, Clearance{ID: "C2", Person: "ana", Grade: "secret", Issuer: "ministry", From: day("2026-02-01"), ValidUntil: day("2026-02-28")})
	for _, tt := range []struct {
		grade, on string
		then, now bool
	}{{"basic", "2025-01-09", false, true}, {"basic", "2025-01-10", true, true}, {"secret", "2026-02-28", true, false}, {"secret", "2026-03-01", false, false}, {"top", "2026-02-01", false, false}} {
		ask(in, "2026-06-01", func(r *conformity.Reader) {
			assert.Equal(t, tt.then, ClearedOn(r, "ana", tt.grade, day(tt.on)) != nil, tt)
			assert.Equal(t, tt.now, ClearedNow(r, "ana", tt.grade) != nil, tt)
			assert.Nil(t, ClearedOn(r, "bo", tt.grade, day(tt.on)))
		})
	}
}

func TestLackedOn(t *testing.T) {
	in := faulty()
	for _, tt := range []struct {
		person personID
		role   roleID
		on     string
		known  bool
		lacked []records.ID[Competence]
	}{
		{"ana", "guard", "2026-06-01", true, []records.ID[Competence]{"lost"}},
		{"ana", "guard", "2026-07-01", true, []records.ID[Competence]{"lost", "x-ray"}},
		{"ana", "guard", "2026-10-01", true, []records.ID[Competence]{"lost", "search", "x-ray"}},
		{"zoe", "guard", "2024-12-31", true, []records.ID[Competence]{"lost"}},
		{"zoe", "clerk", "2026-06-01", true, nil},
		{"zoe", "driver", "2026-06-01", false, nil},
	} {
		ask(in, "2026-06-01", func(r *conformity.Reader) {
			lacked, known := LackedOn(r, tt.person, tt.role, day(tt.on))
			assert.Equal(t, tt.known, known, tt)
			assert.Equal(t, tt.lacked, lacked, tt)
		})
	}
}

// A judgement counts for nothing where its author lacked what the role demanded in which it
// was made, on the day on which it was made.
func TestAuthorChecks(t *testing.T) {
	judgement := func(role, made string) records.Attestation {
		return records.Attestation{ID: "J1", Requirement: "4.2.a", Judgement: records.Conforms, By: "ana", Role: role, MadeOn: day(made), ValidUntil: day("2027-01-01")}
	}
	found := func(in Input, at string) []conformity.Finding {
		var said []conformity.Finding
		for _, f := range conformity.Run(AuthorChecks(), in, instant(at)) {
			require.NoError(t, f.Err)
			if f.Status == unmet {
				said = append(said, f)
				continue
			}
			assert.NotEqual(t, met, f.Status, "it never says that a requirement is met")
		}
		return said
	}
	for _, tt := range []struct {
		name  string
		in    Input
		at    string
		unmet bool
	}{
		{"competent then", with(func(in *Input) { in.Attestations = []records.Attestation{judgement("Gate guard", "2026-03-01")} }), "2026-06-01", false},
		{"not any more, but then", with(func(in *Input) {
			in.Attestations = []records.Attestation{judgement("gate guard", "2026-03-01")}
			in.Qualifications[0].ValidUntil = day("2026-03-01")
		}), "2026-06-01", false},
		{"not yet then", with(func(in *Input) { in.Attestations = []records.Attestation{judgement("gate guard", "2025-01-31")} }), "2026-06-01", true},
		{"the role is named by its id", with(func(in *Input) { in.Attestations = []records.Attestation{judgement("guard", "2025-01-31")} }), "2026-06-01", true},
		{"made later than asked", with(func(in *Input) {
			in.Attestations = []records.Attestation{judgement("guard", "2026-06-02")}
			in.Qualifications = nil
		}), "2026-06-01T23:59:59Z", false},
		{"in a role that the author did not hold", with(func(in *Input) { in.Attestations = []records.Attestation{judgement("clerk", "2025-01-31")} }), "2026-06-01", false},
		{"in a role held only later", with(func(in *Input) { in.Attestations = []records.Attestation{judgement("guard", "2024-12-31")} }), "2026-06-01", false},
		{"in a role of which nothing is laid down", with(func(in *Input) {
			in.Attestations = []records.Attestation{judgement("guard", "2025-01-31")}
			in.Requirements = nil
		}), "2026-06-01", false},
		{"another took its place", with(func(in *Input) {
			in.Attestations = []records.Attestation{judgement("guard", "2025-01-31"), judgement("guard", "2026-03-01")}
			in.Attestations[1].ID = "J2"
		}), "2026-06-01", false},
		{"another took its place today", with(func(in *Input) {
			in.Attestations = []records.Attestation{judgement("guard", "2025-01-31"), judgement("guard", "2026-06-01")}
			in.Attestations[1].ID = "J2"
		}), "2026-06-01", false},
		{"another will take its place", with(func(in *Input) {
			in.Attestations = []records.Attestation{judgement("guard", "2025-01-31"), judgement("guard", "2026-07-01")}
			in.Attestations[1].ID = "J2"
		}), "2026-06-01", true},
		{"another of another record does not", with(func(in *Input) {
			in.Attestations = []records.Attestation{judgement("guard", "2025-01-31"), judgement("guard", "2026-03-01")}
			in.Attestations[1].ID, in.Attestations[1].Subject = "J2", records.Ref{Kind: "policy", ID: "P"}
		}), "2026-06-01", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			said := found(tt.in, tt.at)
			if !tt.unmet {
				assert.Empty(t, said)
				return
			}
			require.Len(t, said, 1)
			assert.Equal(t, "4.2.a", said[0].Requirement)
			assert.Equal(t, "attestation J1 was made on 2025-01-31 by person ana as "+tt.in.Attestations[0].Role+", who lacked then what role guard requires (competence search): have it judged again by somebody who is competent", said[0].Message())
		})
	}
	judgements := 0
	for requirement := range conformity.Requirements() {
		if requirement.Verification != conformity.ByData {
			judgements++
		}
	}
	assert.Len(t, AuthorChecks(), judgements)
}

func TestWorksAndLeftOut(t *testing.T) {
	in := good()
	in.Persons = append(in.Persons, records.Person{ID: "eve", Name: "Eve", Organization: "Law Ltd"}, records.Person{ID: "fay", Name: "Fay", Organization: "Law Ltd", OnBehalf: records.No, Until: day("2026-12-31")}, records.Person{ID: "gus", Name: "Gus", Until: day("2026-05-31")})
	in.Roles[1].Holders = []organization.Holder{{Person: "fay", From: day("2026-01-01")}}
	want := map[personID]records.Answer{"ana": records.Yes, "bo": records.Yes, "cy": records.No, "eve": "", "fay": records.Yes, "gus": records.No}
	ask(in, "2026-06-01", func(r *conformity.Reader) {
		for i := range in.Persons {
			assert.Equal(t, want[in.Persons[i].ID], Works(r, &in.Persons[i]), in.Persons[i].ID)
		}
		left, decided := LeftOut(r, OwnRole)
		assert.Empty(t, left)
		assert.True(t, decided)
		left, decided = LeftOut(r, EmergencyDuties)
		assert.Equal(t, []Audience{OwnPersonnel, OnBehalf}, left)
		assert.True(t, decided)
	})
	in.Programmes = nil
	f := ask(in, "2026-06-01", func(r *conformity.Reader) {
		_, decided := LeftOut(r, OwnRole)
		assert.False(t, decided)
		assert.NotNil(t, AwareOf(r, "ana", OwnRole))
		assert.Nil(t, AwareOf(r, "ana", EmergencyDuties))
	})
	assert.Equal(t, []records.Ref{{Kind: "awareness", ID: "A1"}}, f.Evidence)
}
