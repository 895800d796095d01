package conformity_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/conformity"
)

// Each core row of the guide is in one of three groups: advice decides it, a requirement asks
// for the same, or only a person can judge it.
func TestSuggestions(t *testing.T) {
	seen := map[string]bool{}
	count := map[conformity.SuggestionBasis]int{}
	for s := range conformity.Suggestions() {
		assert.False(t, seen[s.ID], "%s stands twice", s.ID)
		seen[s.ID] = true
		count[s.Basis]++
		assert.True(t, strings.HasPrefix(s.ID, "guide."), s.ID)
		assert.Contains(t, []string{"intent", "input", "process", "output", "term"}, s.Kind, s.ID)
		assert.NotEmpty(t, s.Text, s.ID)
		_, requirement := conformity.ByID(s.ID)
		assert.False(t, requirement, "%s has the id of a requirement", s.ID)
		if strings.HasPrefix(s.Clause, "4") {
			_, found := conformity.ClauseByID(s.Clause)
			assert.True(t, found, "%s is of a clause that there is not", s.ID)
		}
		for _, id := range s.CoveredBy() {
			_, found := conformity.ByID(id)
			assert.True(t, found, "%s is covered by %s, which is no requirement", s.ID, id)
		}
		assert.Equal(t, s.Basis == conformity.ByRequirement, len(s.CoveredBy()) > 0, s.ID)
		if s.Basis == conformity.ByPerson {
			assert.Contains(t, []string{"definition", "judgement", "principle", "untracked"}, s.Because, s.ID)
		} else {
			assert.Empty(t, s.Because, s.ID)
		}
	}
	assert.Equal(t, map[conformity.SuggestionBasis]int{conformity.ByAdvice: 182, conformity.ByRequirement: 189, conformity.ByPerson: 27}, count)
	_, found := conformity.SuggestionByID("4.4.7.process.plan.6")
	assert.False(t, found, "an id without its scheme could be that of a requirement")
}

func TestSuggestionsCannotBeChanged(t *testing.T) {
	s, _ := conformity.SuggestionByID("guide.4.2.intent.2")
	s.CoveredBy()[0] = "changed"
	again, _ := conformity.SuggestionByID("guide.4.2.intent.2")
	assert.Equal(t, []string{"4.2.authorize", "4.2.i"}, again.CoveredBy())
}

// The list that the suggestions were made from lies outside the module.
func TestSuggestionsAgreeWithTheirSource(t *testing.T) {
	data, err := os.ReadFile("../../shared/guidance.tsv")
	if err != nil {
		t.Skip("no ../shared/guidance.tsv beside the checkout: the suggestions cannot be compared with their source")
	}
	var want, got []string
	for line := range strings.Lines(string(data)) {
		if c := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); c[5] == "core" {
			want = append(want, "guide."+c[0]+" "+c[1]+" "+c[2])
		}
	}
	for s := range conformity.Suggestions() {
		got = append(got, s.ID+" "+s.Clause+" "+s.Kind)
	}
	assert.Equal(t, want, got)
}

// The guide is under copyright: what we say of it is in our own words, never nine of its in a row.
func TestSuggestionsAreInOurOwnWords(t *testing.T) {
	data, err := os.ReadFile("../../shared/iso28004.txt")
	if err != nil {
		t.Skip("no ../shared/iso28004.txt beside the checkout: the suggestions cannot be compared with it")
	}
	words := regexp.MustCompile(`[a-z0-9]+`)
	of := func(text string) []string { return words.FindAllString(strings.ToLower(text), -1) }
	const most = 9
	theirs := map[string]bool{}
	for all := of(string(data)); len(all) >= most; all = all[1:] {
		theirs[strings.Join(all[:most], " ")] = true
	}
	for s := range conformity.Suggestions() {
		for all := of(s.Text); len(all) >= most; all = all[1:] {
			assert.False(t, theirs[strings.Join(all[:most], " ")], "%s: %s", s.ID, all[:most])
		}
	}
}
