package iso28000

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/audit"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls"
	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/review"
	"github.com/iso28000/iso28000/review/monitoring"
)

// Each row of the guide that data can decide has one check, and no other row has any.
func TestEverySuggestionIsDecidedOnce(t *testing.T) {
	checks := map[string]int{}
	for _, check := range Advice() {
		assert.True(t, check.IsAdvice(), check.Requirement())
		checks[check.Requirement()]++
	}
	for s := range conformity.Suggestions() {
		want := 0
		if s.Basis == conformity.ByAdvice {
			want = 1
		}
		assert.Equal(t, want, checks[s.ID], s.ID)
		delete(checks, s.ID)
	}
	assert.Empty(t, checks, "checks of no row")
}

func TestSystemHoldsWhatAdviceLooksAt(t *testing.T) {
	lists := map[reflect.Type]bool{}
	for i := range reflect.TypeFor[System]().NumField() {
		lists[reflect.TypeFor[System]().Field(i).Type] = true
	}
	for _, input := range []reflect.Type{
		reflect.TypeFor[objectives.AdviceInput](), reflect.TypeFor[controls.AdviceInput](), reflect.TypeFor[change.AdviceInput](),
		reflect.TypeFor[monitoring.AdviceInput](), reflect.TypeFor[audit.AdviceInput](), reflect.TypeFor[review.AdviceInput](),
	} {
		for i := range input.NumField() {
			assert.True(t, lists[input.Field(i).Type], "the system has no list for %s.%s", input, input.Field(i).Name)
		}
	}
}

// Advice is off by default, and what it says of nothing is nothing but the few things that
// everybody might have.
func TestAdviceIsOffByDefault(t *testing.T) {
	at := records.Day(2026, 3, 31).Start()
	for range Assess(&System{}, at).Advice() {
		assert.Fail(t, "advice that nobody asked for")
	}
	report := Assess(&System{}, at, WithAdvice())
	assert.Equal(t, len(Advice()), report.AdviceTotals().NothingToGoBy, "an empty system is advised on nothing")
}
