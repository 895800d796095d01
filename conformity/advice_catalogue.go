package conformity

import (
	_ "embed"
	"iter"
	"slices"
	"sync"
)

// A Suggestion is one point of the guide to the standard, ISO 28004:2007, in our own words. The
// guide adds no requirements, and neither does a suggestion.
type Suggestion struct {
	ID      string // stable for good: "guide.", clause, kind and number, such as guide.4.4.7.process.plan.6
	Clause  string // 4.4.7; of what stands before clause 4, the part it is in
	Kind    string // intent, input, process, output or term
	Text    string // in our own words
	Basis   SuggestionBasis
	Because string // where only a person can judge it: why, in a word

	coveredBy []string
}

// CoveredBy returns the ids of the requirements that decide it already, where some do.
func (s Suggestion) CoveredBy() []string { return slices.Clone(s.coveredBy) }

// SuggestionBasis says what can decide a suggestion.
type SuggestionBasis string

// What decides a suggestion.
const (
	ByAdvice      SuggestionBasis = "advice"      // a check that gives advice
	ByRequirement SuggestionBasis = "requirement" // what a requirement asks for comes to the same, so no advice is given
	ByPerson      SuggestionBasis = "person"      // only a person can judge it
)

//go:embed guidance.tsv
var guidanceTSV string

type guidance struct {
	suggestions []Suggestion
	position    map[string]int
}

// guide holds the embedded catalogue of suggestions, read once and never changed.
var guide = sync.OnceValue(func() *guidance {
	g := &guidance{position: map[string]int{}}
	for row := range table(guidanceTSV, 6) {
		s := Suggestion{ID: adviceScheme + row[0], Clause: row[1], Kind: row[2], Basis: SuggestionBasis(row[3]), Text: row[5]}
		switch s.Basis {
		case ByRequirement:
			s.coveredBy = fields(row[4], ",")
		case ByPerson:
			s.Because = row[4]
		}
		g.position[s.ID] = len(g.suggestions)
		g.suggestions = append(g.suggestions, s)
	}
	return g
})

// Suggestions yields the core points of the guide, in its order.
func Suggestions() iter.Seq[Suggestion] { return slices.Values(guide().suggestions) }

// SuggestionByID returns the suggestion with that id.
func SuggestionByID(id string) (Suggestion, bool) {
	if i, found := guide().position[id]; found {
		return guide().suggestions[i], true
	}
	return Suggestion{}, false
}
