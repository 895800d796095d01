package conformitytest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iso28000/iso28000/conformity"
)

// An AdviceRow is one point of the guide with a change after which the input follows it, and
// one after which it does not.
type AdviceRow[In any] struct {
	Row     string       // of the guide, without the scheme: 4.4.7.process.plan.6
	Follow  func(in *In) // nothing where the input follows it as it is
	Depart  func(in *In) // nothing where the input does not follow it as it is
	Message string       // the id of the message of those that do not; empty: not compared
	Field   string       // of the record: where one would do something; empty: not compared
}

// Advice tries each check that gives advice: it is followed after the one change of the input,
// and not after the other. A check without a row fails the test.
func Advice[In any](t *testing.T, checks []conformity.Check[In], in In, at string, rows []AdviceRow[In]) {
	t.Helper()
	tried := map[string]bool{}
	for _, row := range rows {
		tried["guide."+row.Row] = true
		t.Run(row.Row, func(t *testing.T) {
			if wrong := row.wrong(checks, in, at); wrong != "" {
				t.Error(wrong)
			}
		})
	}
	for _, check := range checks {
		if !tried[check.Requirement()] {
			t.Errorf("%s is tried by no row", check.Requirement())
		}
		if s, known := conformity.SuggestionByID(check.Requirement()); !known || s.Basis != conformity.ByAdvice {
			t.Errorf("%s is in no row of the catalogue that advice decides", check.Requirement())
		}
	}
}

func (row AdviceRow[In]) wrong(checks []conformity.Check[In], in In, at string) string {
	var lines []string
	ask := func(change func(in *In)) conformity.Hint {
		changed := in
		if change != nil {
			changed = With(in, change)
		}
		for _, h := range conformity.Advise(checks, changed, Instant(at)) {
			if h.Suggestion == "guide."+row.Row {
				return h // the first is the worst
			}
		}
		return conformity.Hint{}
	}
	if h := ask(row.Follow); h.Status != conformity.AdviceFollowed || h.Err != nil {
		lines = append(lines, fmt.Sprintf("is to be followed: %s", h))
	}
	switch h := ask(row.Depart); {
	case h.Status != conformity.AdviceNotFollowed || h.Err != nil:
		lines = append(lines, fmt.Sprintf("is not to be followed: %s", h))
	case row.Message != "" && row.Message != h.MessageID():
		lines = append(lines, fmt.Sprintf("the message is to be %s: %s: %s", row.Message, h.MessageID(), h))
	case row.Field != "" && row.Field != h.Field:
		lines = append(lines, fmt.Sprintf("the field is to be %s: %s: %s", row.Field, h.Field, h))
	}
	return strings.Join(lines, "\n")
}
