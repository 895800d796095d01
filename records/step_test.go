package records_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

func attempt(on string) records.Attempt {
	day, _ := records.ParseDate(on)
	return records.Attempt{Record: records.Ref{Kind: "drill", ID: "D-7"}, Step: "hold", State: "planned", On: day}
}

func TestAttemptRefuses(t *testing.T) {
	narrow := errors.New("drills: no plan")
	due := records.Day(2026, 5, 4)
	for _, tt := range []struct {
		name   string
		err    error
		reason error
		text   string
		fields []string
	}{
		{"for a reason of the package", attempt("2026-05-04").Refuse(narrow, "plan %s is not in force", "P"), narrow, `drill D-7 cannot take the step "hold": plan P is not in force`, nil},
		{"without a day", attempt("").Dated(), records.ErrIncomplete, `drill D-7 cannot take the step "hold": on is missing: write a day, as in 2006-01-02`, []string{"on"}},
		{"with a day", attempt("2026-05-04").Dated(), nil, "", nil},
		{"by nobody, on no day", attempt("").Signed(""), records.ErrIncomplete, "", []string{"by", "on"}},
		{"signed", attempt("2026-05-04").Signed("head"), nil, "", nil},
		{"the day before", attempt("2026-05-03").NotBefore(due, "it was planned"), records.ErrOrder, `drill D-7 cannot take the step "hold": 2026-05-03 is before 2026-05-04, when it was planned`, nil},
		{"on the day", attempt("2026-05-04").NotBefore(due, "it was planned"), nil, "", nil},
		{"before nothing", attempt("2026-05-04").NotBefore(records.Date{}, "it was planned"), nil, "", nil},
		{"on the last day", attempt("2026-05-04").Until(due), nil, "", nil},
		{"after the last day", attempt("2026-05-05").Until(due), records.ErrState, `drill D-7 cannot take the step "hold": its last day was 2026-05-04`, nil},
		{"without a last day", attempt("2026-05-05").Until(records.Date{}), nil, "", nil},
		{"nothing wrong with what it says", attempt("2026-05-04").Whole(nil), nil, "", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.reason == nil {
				require.NoError(t, tt.err)
				return
			}
			require.ErrorIs(t, tt.err, tt.reason)
			if tt.text != "" {
				assert.EqualError(t, tt.err, tt.text)
			}
			refused := new(records.StepError)
			require.ErrorAs(t, tt.err, &refused)
			assert.Equal(t, "planned", refused.State)
			assert.Equal(t, records.Step("hold"), refused.Step)
			var fields []string
			for _, f := range records.FaultsOf(tt.err) {
				fields = append(fields, f.Path)
			}
			assert.Equal(t, tt.fields, fields)
		})
	}
}

// Whatever the record, a host tells apart by the reason what it says to whom: a form to fill
// in again, or a step that is not open to anybody now.
func ExampleStepError() {
	for _, err := range []error{attempt("").Signed("head"), attempt("2026-05-04").Refuse(records.ErrState, "it was held on 2026-05-01")} {
		switch refused := new(records.StepError); {
		case errors.Is(err, records.ErrIncomplete):
			fmt.Println("fill in:", records.FaultsOf(err)[0].Path)
		case errors.As(err, &refused):
			fmt.Printf("%s is %s: %s\n", refused.Record, refused.State, refused.Why)
		}
	}
	// Output:
	// fill in: on
	// drill D-7 is planned: it was held on 2026-05-01
}
