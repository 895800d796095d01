package conformitytest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// A Suite is checks that are tried, and the day that they are asked for.
type Suite[In any] struct {
	Checks []conformity.Check[In]
	At     string // a day, for its first instant, or an instant as in 2006-01-02T15:04:05Z: asked for where a row names none
	Brief  bool   // of a finding that is met, what a row leaves empty is not compared; defaults to comparing all
}

// A Row is what an input comes to on a requirement: what is wanted of the worst finding, and
// where several are as bad, of the one that says what is wanted.
type Row[In any] struct {
	Name    string // of the subtest
	In      In
	At      string            // as [Suite.At], which it takes the place of
	Want    conformity.Status // StatusNone where nothing is to be found
	Message string            // the id of the message, or what it says in full; empty: not compared
	Field   string            // of the record: what is missing or wrong
	Lapses  string            // the day or the instant at which the status turns; empty: never
	Becomes conformity.Status // the status from then on; StatusNone where there is nothing to judge any more
}

// Findings runs the checks of one requirement, or all where none is named: worst first within
// each requirement. At is as [Suite.At], which it takes the place of unless it is empty.
func (s Suite[In]) Findings(in In, requirement, at string) []conformity.Finding {
	return conformity.Run(s.of(requirement), in, s.instant(at))
}

func (s Suite[In]) of(requirement string) []conformity.Check[In] {
	if requirement == "" {
		return s.Checks
	}
	return slices.DeleteFunc(slices.Clone(s.Checks), func(c conformity.Check[In]) bool { return c.Requirement() != requirement })
}

func (s Suite[In]) instant(at string) time.Time {
	if at == "" {
		at = s.At
	}
	return Instant(at)
}

// Try runs a subtest for each row. Where a subject is named, as in "audit A-7", the findings on
// other records are passed over.
func (s Suite[In]) Try(t *testing.T, requirement, subject string, rows []Row[In]) {
	t.Helper()
	for _, row := range rows {
		t.Run(row.Name, func(t *testing.T) {
			t.Helper()
			if wrong := s.try(requirement, subject, row); wrong != "" {
				t.Error(wrong)
			}
		})
	}
}

// try says what is wrong with a row, or nothing.
func (s Suite[In]) try(requirement, subject string, row Row[In]) string {
	if len(s.of(requirement)) == 0 {
		return fmt.Sprintf("no check of the suite decides %s", requirement)
	}
	found := s.Findings(row.In, requirement, row.At)
	if subject != "" {
		found = slices.DeleteFunc(found, func(f conformity.Finding) bool { return f.Subject.String() != subject })
	}
	d := &difference{}
	switch {
	case len(found) == 0 && row.Want == conformity.StatusNone:
		return ""
	case len(found) == 0:
		d.add("status", row.Want, "no finding")
	case row.Want == conformity.StatusNone:
		d.add("status", "no finding", found[0])
	default:
		s.compare(d, row, worst(found, row.Message))
	}
	return d.report(requirement, s.explain(row.In, requirement, row.At))
}

// worst returns the worst finding; of several as bad, the first that says what is wanted.
func worst(found []conformity.Finding, message string) conformity.Finding {
	for _, f := range found {
		if f.Status == found[0].Status && (message == f.MessageID() || message == f.Message()) {
			return f
		}
	}
	return found[0]
}

func (s Suite[In]) compare(d *difference, want Row[In], got conformity.Finding) {
	d.sound(got)
	if want.Want != got.Status {
		d.add("status", want.Want, got)
	}
	d.message(want.Message, got)
	brief := s.Brief && want.Want == conformity.StatusMet
	if want.Field != got.Field && !(brief && want.Field == "") {
		d.add("field", quoted(want.Field), quoted(got.Field))
	}
	if brief && want.Lapses == "" {
		return
	}
	d.lapse(want.Lapses, want.Becomes, got)
}

// explain returns the chain for a requirement, for whoever wonders why a test failed.
func (s Suite[In]) explain(in In, requirement, at string) func() string {
	return func() string {
		explanation, err := conformity.Assess(in, s.of(requirement), s.instant(at), conformity.Options{}).Explain(requirement)
		if err != nil {
			return err.Error()
		}
		return strings.TrimRight(explanation.String(), "\n")
	}
}

// Statuses returns the worst status that the findings give each requirement.
func (s Suite[In]) Statuses(in In) map[string]conformity.Status {
	statuses := map[string]conformity.Status{}
	for _, f := range s.Findings(in, "", "") {
		if _, known := statuses[f.Requirement]; !known { // the worst comes first
			statuses[f.Requirement] = f.Status
		}
	}
	return statuses
}

// Requirements returns the ids of the requirements that the checks decide, each once, in the
// order of the checks.
func (s Suite[In]) Requirements() []string {
	var ids []string
	for _, c := range s.Checks {
		if !slices.Contains(ids, c.Requirement()) {
			ids = append(ids, c.Requirement())
		}
	}
	return ids
}

// InOrder fails the test unless the checks stand in the order of the standard.
func (s Suite[In]) InOrder(t testing.TB) {
	t.Helper()
	ids := s.Requirements()
	var order []string
	for requirement := range conformity.Requirements() {
		if slices.Contains(ids, requirement.ID) {
			order = append(order, requirement.ID)
		}
	}
	ids = slices.DeleteFunc(ids, func(id string) bool { return !slices.Contains(order, id) }) // a host's own has no place in it
	if !slices.Equal(ids, order) {
		t.Errorf("the checks do not stand in the order of the standard\n  want %s\n  got  %s", strings.Join(order, " "), strings.Join(ids, " "))
	}
}

// AllMet fails the test for each finding that is not met or names a record that is not there,
// for each requirement that there was nothing to judge by, and for each fault of a record that
// can say whether it is valid.
func (s Suite[In]) AllMet(t testing.TB, in In) {
	t.Helper()
	for _, wrong := range s.notMet(in) {
		t.Error(wrong)
	}
}

func (s Suite[In]) notMet(in In) []string {
	var wrong []string
	for _, f := range s.Findings(in, "", "") {
		if f.Status != conformity.StatusMet || len(f.Missing) > 0 {
			wrong = append(wrong, f.String()+"\n"+s.explain(in, f.Requirement, "")())
		}
	}
	for _, list := range lists(&in) {
		for i := range list.Len() {
			record := list.Index(i).Interface().(records.Entity)
			if valid, can := record.(interface{ Validate() error }); can {
				if err := valid.Validate(); err != nil {
					wrong = append(wrong, fmt.Sprintf("%s: %v", record.Ref(), err))
				}
			}
		}
	}
	return wrong
}
