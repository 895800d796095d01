package competence

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/records"
)

// All faults of an entity are reported at once, each with its path.
func TestValidate(t *testing.T) {
	in := good()
	for _, tt := range []struct {
		name   string
		entity interface{ Validate() error }
		want   []string
	}{
		{"an empty competence", Competence{}, []string{"id", "title"}},
		{"an empty requirement", Requirement{}, []string{"id", "role", "competence"}},
		{"a requirement of two things", Requirement{ID: "N", Role: "R", Competence: "C", Clearance: "basic", From: day("2026-02-01"), Until: day("2026-01-31")}, []string{"competence", "until"}},
		{"an empty qualification", Qualification{}, []string{"id", "person", "competence", "basis", "from"}},
		{"a qualification", Qualification{
			ID: "Q", Person: "P", Competence: "C", Basis: "school", From: day("2026-02-01"), ValidUntil: day("2026-01-31"), WithdrawnOn: day("2026-01-31"),
			Replaces: "Q", Record: Record{KeptUntil: day("2026-01-31")},
		}, []string{"basis", "valid_until", "withdrawn_because", "withdrawn_on", "replaces", "record.kept_until"}},
		{"withdrawn on no day", Qualification{ID: "Q", Person: "P", Competence: "C", Basis: Education, From: day("2026-02-01"), WithdrawnBecause: "lost"}, []string{"withdrawn_on"}},
		{"an empty clearance", Clearance{}, []string{"id", "person", "grade", "issuer", "from"}},
		{"a clearance", Clearance{ID: "C", Person: "P", Grade: "basic", Issuer: "M", From: day("2026-02-01"), ValidUntil: day("2026-01-31"), WithdrawnOn: day("2026-01-31")}, []string{"valid_until", "withdrawn_because", "withdrawn_on"}},
		{"an empty assessment", Assessment{}, []string{"id", "person", "competence", "kind", "on", "by", "outcome"}},
		{"an assessment", Assessment{ID: "S", Person: "P", Competence: "C", Kind: "exam", On: day("2026-02-01"), By: "P", Outcome: "good", NextOn: day("2026-01-31")}, []string{"kind", "by", "outcome", "next_on"}},
		{"an empty training", Training{}, []string{"id", "title", "kind", "competences"}},
		{"a training", Training{
			ID: "T", Title: "search", Kind: "lesson", Topics: []Topic{"own roll"}, Participants: []Participant{{}, {Person: "P", Result: "pass"}, {Person: "P"}},
			Moves: []Move{{}, {On: day("2026-02-01"), To: day("2026-01-31"), Reason: "ill"}}, CalledOffOn: day("2026-01-01"), Evaluation: Evaluation{Note: "well"},
		}, []string{
			"kind", "topics[0]", "participants[0].person", "participants[1].result", "participants[1].result", "participants[2].person",
			"moves[0].on", "moves[0].to", "moves[0].reason", "moves[1].to", "called_off_because", "evaluation.on", "evaluation.by", "evaluation.effective", "evaluation",
		}},
		{"a training held and called off", Training{
			ID: "T", Title: "search", Kind: Course, Topics: []Topic{OwnRole}, CompletedOn: day("2026-02-01"), CalledOffOn: day("2026-01-01"), CalledOffBecause: "ill",
			Evaluation: Evaluation{On: day("2026-01-31"), By: "P", Effective: records.Yes}, Record: Record{KeptUntil: day("2026-01-31")},
		}, []string{"called_off_on", "evaluation.on", "record.kept_until"}},
		{"an empty awareness entry", Awareness{}, []string{"id", "topics", "persons", "on"}},
		{"an awareness entry", Awareness{
			ID: "A", Topics: []Topic{OwnRole, "duties"}, Persons: []personID{"P", ""}, On: day("2026-02-01"), ValidUntil: day("2026-01-31"),
			Evaluation: Evaluation{On: day("2026-01-31"), By: "P", Effective: "so so"},
		}, []string{"topics[1]", "persons[1]", "valid_until", "evaluation.effective", "evaluation.on"}},
		{"an empty programme", Programme{}, []string{"id", "title", "procedure", "audience"}},
		{"a programme", Programme{
			ID: "P", Title: "all", Procedure: "PRO", Audience: []Audience{"guests"}, Topics: []Topic{"own rule"}, Areas: []Area{LeadingOthers, "leading"},
			From: day("2026-02-01"), Until: day("2026-01-31"),
		}, []string{"audience[0]", "topics[0]", "areas[1]", "until"}},
		{"a person of one's own who does not work here", records.Person{ID: "P", Name: "P", OnBehalf: records.No}, []string{"on_behalf"}},
		{"a person of whom that is not an answer", records.Person{ID: "P", Name: "P", Organization: "another", OnBehalf: "perhaps"}, []string{"on_behalf"}},
		{"a good training", in.Trainings[0], nil},
		{"a good requirement of none", in.Requirements[1], nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var paths []string
			for _, fault := range records.FaultsOf(tt.entity.Validate()) {
				paths = append(paths, fault.Path)
			}
			assert.Equal(t, tt.want, paths)
		})
	}
}

func TestFaultWording(t *testing.T) {
	for _, tt := range []struct {
		entity interface{ Validate() error }
		want   string
	}{
		{Requirement{ID: "N", Role: "R"}, "competence is missing: name one, or a clearance, or say under none why the role requires no qualification"},
		{Assessment{ID: "S", Person: "P", Competence: "C", Kind: Test, On: day("2026-02-01"), By: "P", Outcome: Competent}, "by is the person assessed: somebody else has to look"},
		{Training{ID: "T", Title: "t", Kind: Course, Topics: []Topic{OwnRole}, Participants: []Participant{{Person: "P"}, {Person: "P"}}}, "participants[1].person P is participants[0] already: keep one"},
		{Awareness{ID: "A", Topics: []Topic{"own rule"}, Persons: []personID{"P"}, On: day("2026-02-01")}, `topics[0] "own rule" is none of importance of compliance, own role, emergency duties, consequences of departure, did you mean own role?`},
	} {
		assert.EqualError(t, tt.entity.Validate(), tt.want)
	}
}

func TestKindsAreDistinct(t *testing.T) {
	kinds := map[string]bool{}
	entities := []records.Entity{Competence{}, Requirement{}, Qualification{}, Clearance{}, Assessment{}, Training{}, Awareness{}, Programme{}}
	for _, entity := range entities {
		kinds[entity.Ref().Kind] = true
	}
	assert.Len(t, kinds, len(entities))
}

func TestQualificationOverTime(t *testing.T) {
	q := Qualification{From: day("2026-02-01"), ValidUntil: day("2026-12-31"), WithdrawnOn: day("2026-09-01")}
	c := Clearance{From: q.From, ValidUntil: q.ValidUntil, WithdrawnOn: q.WithdrawnOn}
	for at, want := range map[string]bool{"2026-01-31": false, "2026-02-01": true, "2026-08-31": true, "2026-09-01": false, "2027-01-01": false} {
		assert.Equal(t, want, q.HoldsOn(day(at)), at)
		assert.Equal(t, want, q.Holds(clock(at)), at)
		assert.Equal(t, want, c.HoldsOn(day(at)), at)
		assert.Equal(t, want, c.Holds(clock(at)), at)
	}
	assert.False(t, Qualification{}.HoldsOn(day("2026-01-01")) || Clearance{}.HoldsOn(day("2026-01-01")), "since nobody knows when")
	assert.False(t, q.HoldsOn(day("")))
	assert.Equal(t, day("2026-12-31"), Competence{Lasts: records.Months(11)}.LastDay(day("2026-01-31")))
	assert.Equal(t, day(""), Competence{}.LastDay(day("2026-01-31")))
	a := Assessment{NextOn: day("2026-03-01")}
	assert.True(t, a.Due(clock("2026-03-02")) && !a.Due(clock("2026-03-01T23:59:59Z")))
}

func TestTopicsHaveWords(t *testing.T) {
	seen := map[string]bool{}
	for _, topic := range Topic("").Values() {
		seen[Topic(topic).Words()] = true
		assert.NotEqual(t, topic, Topic(topic).Words())
	}
	assert.Len(t, seen, 4)
	assert.Equal(t, "parking", Topic("parking").Words())
}
