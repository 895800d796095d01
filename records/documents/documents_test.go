package documents

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

func day(s string) records.Date {
	d, err := records.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// revision returns one that P approved on the day it takes effect.
func revision(number, from string) Revision {
	return Revision{Number: number, ApprovedBy: "P", ApprovedOn: day(from), EffectiveFrom: day(from)}
}

func description(revisions ...Revision) Document {
	return Document{ID: "D", Title: "security manual", Purposes: []Purpose{Manual, SystemDescription}, Revisions: revisions}
}

func TestSystemDescribed(t *testing.T) {
	one := revision("1", "2026-01-01")
	changed := func(change func(r *Revision)) Document {
		r := one
		change(&r)
		return description(r)
	}
	for _, tt := range []struct {
		name      string
		documents []Document
		at        string
		want      conformity.Status
		message   string
		field     string
		lapses    string
		becomes   conformity.Status
	}{
		{"in force", []Document{description(one)}, "2026-06-01", met, "documents.description.current", "", "", none},
		{"the day before it applies", []Document{changed(func(r *Revision) { r.ApprovedOn = day("2025-12-01") })}, "2025-12-31", unmet, "documents.description.later", "revisions[0].effective_from", "2026-01-01", met},
		{"approved by nobody", []Document{changed(func(r *Revision) { r.ApprovedBy = "" })}, "2026-06-01", unmet, "documents.description.draft", "revisions[0].approved_by", "", none},
		{"approved later than asked", []Document{changed(func(r *Revision) { r.ApprovedOn = day("2026-06-02") })}, "2026-06-01", unmet, "documents.description.draft", "revisions[0].approved_on", "2026-06-02", met},
		{"applies from no day on", []Document{changed(func(r *Revision) { r.EffectiveFrom = records.Date{} })}, "2026-06-01", unmet, "documents.description.undated", "revisions[0].effective_from", "", none},
		{"withdrawn tomorrow", []Document{changed(func(r *Revision) { r.WithdrawnOn = day("2026-06-02") })}, "2026-06-01", met, "documents.description.current", "", "2026-06-02", none},
		{"withdrawn", []Document{changed(func(r *Revision) { r.WithdrawnOn = day("2026-06-01") })}, "2026-06-01", unmet, "documents.description.none", "", "", none},
		{"a new revision does not interrupt", []Document{description(one, revision("2", "2026-07-01"))}, "2026-06-01", met, "documents.description.current", "", "", none},
		{"overdue for review is still in force", []Document{{ID: "D", Title: "manual", Purposes: []Purpose{SystemDescription}, Revisions: []Revision{one}, NextReviewOn: day("2026-02-01")}}, "2026-06-01", met, "documents.description.current", "", "", none},
		{"no revision", []Document{description()}, "2026-06-01", unmet, "documents.description.empty", "revisions", "", none},
		{"a draft beside it does not matter", []Document{description(one), {ID: "E", Purposes: []Purpose{SystemDescription}}}, "2026-06-01", met, "documents.description.current", "", "", none},
		{"a draft with another purpose does not matter either", []Document{description(one), {ID: "C", Title: "plan", Purposes: []Purpose{Plan}}}, "2026-06-01", met, "documents.description.current", "", "", none},
		{"a document with another purpose", []Document{{ID: "D", Purposes: []Purpose{Manual}, Revisions: []Revision{one}}}, "2026-06-01", unmet, "documents.description.none", "", "", none},
		{"no document", nil, "2026-06-01", unmet, "documents.description.none", "", "", none},
	} {
		t.Run(tt.name, func(t *testing.T) {
			findings := decide(Input{Documents: tt.documents}, "4.1.document", tt.at)
			require.NotEmpty(t, findings)
			assert.Len(t, findings, 1)
			got := findings[0]
			assert.Equal(t, tt.want, got.Status, got.Message())
			assert.Equal(t, tt.message, got.MessageID(), got.Message())
			assert.Equal(t, tt.field, got.Field)
			assert.Equal(t, tt.becomes, got.Becomes, got.Then())
			if tt.lapses == "" {
				assert.Zero(t, got.Lapses)
				return
			}
			assert.Equal(t, day(tt.lapses).Start(), got.Lapses)
		})
	}
}

func TestOrderOfDocumentsChangesNothing(t *testing.T) {
	in := Input{Documents: []Document{description(), {ID: "E", Title: "e", Purposes: []Purpose{SystemDescription}}, {ID: "F", Purposes: []Purpose{Manual}}}}
	report := func() string {
		text, err := conformity.Assess(in, Checks(), day("2026-06-01").Start(), conformity.Options{}).MarshalJSON()
		require.NoError(t, err)
		return string(text)
	}
	want := report()
	random := rand.New(rand.NewPCG(1, 2))
	for range 10 {
		random.Shuffle(3, func(i, j int) { in.Documents[i], in.Documents[j] = in.Documents[j], in.Documents[i] })
		require.Equal(t, want, report())
	}
}

// A document and a procedure go through the same life.
func TestLife(t *testing.T) {
	revisions := []Revision{revision("1", "2026-01-01"), revision("2", "2026-02-01"), {Number: "3"}}
	revisions[1].WithdrawnOn = day("2026-03-01")
	d := Document{Revisions: revisions}
	p := Procedure{Revisions: revisions, ReviewedOn: day("2020-01-01"), NextReviewOn: day("2021-01-01")}
	for _, tt := range []struct {
		at      string
		current string
		state   records.State
		by      string
		states  [3]records.State
	}{
		{"2025-12-31", "", records.Draft, "3", [3]records.State{records.Draft, records.Draft, records.Draft}},
		{"2026-01-01", "1", records.InForce, "1", [3]records.State{records.InForce, records.Draft, records.Draft}},
		{"2026-02-01", "2", records.InForce, "2", [3]records.State{records.Superseded, records.InForce, records.Draft}},
		{"2026-03-01", "", records.Draft, "3", [3]records.State{records.Superseded, records.Withdrawn, records.Draft}},
	} {
		t.Run(tt.at, func(t *testing.T) {
			clock := records.At(day(tt.at).Start())
			current := ""
			if r := d.Current(clock); r != nil {
				current = r.Number
			}
			assert.Equal(t, tt.current, current)
			assert.Equal(t, d.Current(clock), p.Current(clock))
			assert.Equal(t, tt.current != "", d.InForce(clock))
			assert.Equal(t, tt.current != "", p.InForce(clock))
			state, by := d.State(clock)
			assert.Equal(t, tt.state, state)
			assert.Equal(t, tt.by, by.Number)
			state, by = p.State(clock)
			assert.Equal(t, tt.state, state)
			assert.Equal(t, tt.by, by.Number)
			for i, want := range tt.states {
				state, found := d.StateOf(clock, revisions[i].Number)
				assert.True(t, found)
				assert.Equal(t, want, state, revisions[i].Number)
			}
		})
	}
	clock := records.At(day("2026-01-01").Start())
	_, found := d.StateOf(clock, "4")
	assert.False(t, found)
	state, by := Document{}.State(clock)
	assert.Equal(t, records.Draft, state)
	assert.Nil(t, by)
	assert.Equal(t, &revisions[1], d.Revision("2"))
	assert.Nil(t, d.Revision(""))
}

func TestValidate(t *testing.T) {
	for _, tt := range []struct {
		name   string
		entity interface{ Validate() error }
		want   []string
	}{
		{"an empty document", Document{}, []string{"id", "title", "purposes"}},
		{"a document", Document{
			ID: "D", Title: "manual", Purposes: []Purpose{"manual", "manaul"}, Controlled: "true", Requirements: []string{"4.1.document", "4.4.4", "4.4.5.c.x", "5.1"},
			Revisions: []Revision{
				{Number: "1", ApprovedBy: "P"}, {Number: "1", ApprovedOn: day("2026-02-01"), WithdrawnOn: day("2026-01-01")}, {Number: " "},
			},
		}, []string{
			"purposes[1]", "controlled", "requirements[2]", "requirements[3]", "revisions[0].approved_on",
			"revisions[1].approved_by", "revisions[1].withdrawn_on", "revisions[1].number", "revisions[2].number",
		}},
		{"a good document", description(revision("1", "2026-01-01")), nil},
		{"an empty procedure", Procedure{}, []string{"id", "title", "purposes"}},
		{"a procedure", Procedure{
			ID: "P", Title: "seals", Purposes: []ProcedurePurpose{"seal control"}, Requirements: []string{"4.4.7.tset"},
			Steps: []Step{{Text: "check"}, {}}, Revisions: []Revision{{}},
		}, []string{"purposes[0]", "requirements[0]", "steps[1].text", "revisions[0].number"}},
		{"a good procedure", Procedure{ID: "P", Title: "seals", Purposes: []ProcedurePurpose{OperationalControl}, Requirements: []string{"4.4.6"}}, nil},
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
	d := Document{ID: "D", Title: "manual", Purposes: []Purpose{Manual}, Requirements: []string{"4.4.5.b.aproved"}}
	assert.EqualError(t, d.Validate(), `requirements[0] "4.4.5.b.aproved" is neither a requirement nor a clause of the standard, did you mean 4.4.5.b.approved?`)
	d.Requirements, d.Revisions = nil, []Revision{{Number: "1"}, {Number: "1"}}
	assert.EqualError(t, d.Validate(), `revisions[1].number "1" is that of revisions[0] already: give each its own`)
}

func TestPurposes(t *testing.T) {
	p := Procedure{Purposes: []ProcedurePurpose{ThreatIdentification, RiskAssessment}}
	assert.True(t, p.Serves(RiskAssessment))
	assert.False(t, p.Serves(ControlMeasures))
	assert.Len(t, Purpose("").Values(), 19)
	assert.Len(t, ProcedurePurpose("").Values(), 17)
	assert.Equal(t, records.Ref{Kind: "procedure", ID: "P"}, Procedure{ID: "P"}.Ref())
	assert.True(t, Pointer{}.IsZero())
}

// What is written to a file is read back as it was.
func TestFiles(t *testing.T) {
	d := description(revision("1", "2026-01-01"), Revision{Number: "2", Changes: "new gate", IssuedOn: day("2026-05-01")})
	d.Controlled, d.Form, d.AdoptedFrom, d.Owner, d.NextReviewOn = records.Yes, "paper", "the group", "R", day("2027-01-01")
	d.Roles, d.Requirements = []records.ID[organization.Role]{"R"}, []string{"4.1.document"}
	p := Procedure{ID: "P", Title: "seals", Purposes: []ProcedurePurpose{OperationalControl}, Document: "D", Owner: "R", Steps: []Step{{"look", "R"}},
		Revisions: d.Revisions, ReviewedOn: day("2026-02-01"), NextReviewOn: day("2027-02-01")}
	in := struct {
		Documents  []Document  `json:"documents"`
		Procedures []Procedure `json:"procedures"`
	}{[]Document{d}, []Procedure{p}}
	node, err := records.Encode(in)
	require.NoError(t, err)
	data, err := records.JSON.Format(node)
	require.NoError(t, err)
	back := in
	back.Documents, back.Procedures = nil, nil
	require.NoError(t, records.ReadFile("documents.json", data, &back))
	assert.Equal(t, in, back)
}
