package competence

import (
	"cmp"
	"slices"

	"github.com/iso28000/iso28000/records"
)

// An Assessment is that somebody looked whether a person has acquired a competence and kept
// it. One that finds it wanting beats the qualifications from before, until a later one finds
// it there or the person qualifies anew.
type Assessment struct {
	ID         records.ID[Assessment]     `json:"id"`
	Person     records.ID[records.Person] `json:"person"`
	Competence records.ID[Competence]     `json:"competence"`
	Kind       AssessmentKind             `json:"kind"`
	On         records.Date               `json:"on"`
	By         records.ID[records.Person] `json:"by"`
	Outcome    Outcome                    `json:"outcome"`
	Note       string                     `json:"note,omitzero"`
	NextOn     records.Date               `json:"next_on,omitzero"` // by when to look again
	Record     Record                     `json:"record,omitzero"`
}

// An AssessmentKind says how a person was assessed.
type AssessmentKind string

// The kinds of assessment.
const (
	Test       AssessmentKind = "test"
	Appraisal  AssessmentKind = "appraisal"   // by a superior, once a year
	FieldCheck AssessmentKind = "field check" // at work
)

// Values lists the kinds there are.
func (AssessmentKind) Values() []string {
	return []string{string(Test), string(Appraisal), string(FieldCheck)}
}

// An Outcome is what an assessment found.
type Outcome string

// The outcomes.
const (
	Competent    Outcome = "competent"
	NotCompetent Outcome = "not competent"
)

// Values lists the outcomes there are.
func (Outcome) Values() []string { return []string{string(Competent), string(NotCompetent)} }

// Ref names the assessment.
func (a Assessment) Ref() records.Ref {
	return records.Ref{Kind: "competence assessment", ID: string(a.ID)}
}

// Validate reports every fault of the assessment at once.
func (a Assessment) Validate() error {
	var f records.Faults
	f.Require("id", string(a.ID))
	f.Require("person", string(a.Person))
	f.Require("competence", string(a.Competence))
	f.Enum("kind", a.Kind)
	f.RequireDate("on", a.On)
	f.Require("by", string(a.By))
	if a.By == a.Person && a.By != "" {
		f.Add("by", "is the person assessed: somebody else has to look")
	}
	f.Enum("outcome", a.Outcome)
	f.Order("on", a.On, "next_on", a.NextOn)
	return f.Err()
}

// Due reports whether the person was to be assessed again by now.
func (a Assessment) Due(clock records.Clock) bool { return clock.Over(a.NextOn) }

// A doubt is the days on which a finding casts doubt on the qualifications from before it, up
// to the day before the next one.
type doubt struct {
	span
	of     *Assessment
	lifted records.ID[Assessment] // by which it ends; empty while there is none
}

// doubts returns when a person was found wanting in a competence. Of what was found on one
// day the worst counts.
func doubts(assessments []*Assessment) []doubt {
	sorted := slices.DeleteFunc(slices.Clone(assessments), func(a *Assessment) bool {
		return a.On.IsZero() || a.Outcome != Competent && a.Outcome != NotCompetent
	})
	slices.SortFunc(sorted, func(a, b *Assessment) int {
		// "not competent" comes after "competent" in the alphabet, and the worst comes first here.
		return cmp.Or(a.On.Compare(b.On), -cmp.Compare(a.Outcome, b.Outcome), cmp.Compare(a.ID, b.ID))
	})
	sorted = slices.CompactFunc(sorted, func(a, b *Assessment) bool { return a.On == b.On })
	var found []doubt
	for i, a := range sorted {
		if a.Outcome == Competent {
			continue
		}
		d := doubt{span: span{from: a.On}, of: a}
		if i+1 < len(sorted) {
			d.until, d.lifted = sorted[i+1].On.AddDays(-1), sorted[i+1].ID
		}
		found = append(found, d)
	}
	return found
}
