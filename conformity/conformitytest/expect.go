package conformitytest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/iso28000/iso28000/conformity"
)

// A Want is one finding that is expected. What it leaves empty is not compared.
type Want struct {
	Requirement string
	Subject     string // as in "audit A-7"; "the system" for a finding on the system as a whole
	Status      conformity.Status
	Message     string // the id of the message, or what it says in full
	Field       string
	Lapses      string // the day or the instant at which the status turns; "never"
	Becomes     conformity.Status
}

func (w Want) String() string {
	text := strings.Join(slices.DeleteFunc([]string{w.Requirement, w.Status.String(), w.Subject, w.Message, w.Field}, func(s string) bool { return s == "" }), " ")
	if w.Lapses != "" {
		text += ", lapses " + w.Lapses
	}
	return text
}

// is reports whether a finding is the one that is expected.
func (w Want) is(f conformity.Finding) bool {
	lapses := ""
	if w.Lapses != "" && w.Lapses != "never" {
		lapses = w.Lapses
	}
	return (w.Requirement == "" || w.Requirement == f.Requirement) &&
		(w.Subject == "" || w.Subject == f.Subject.String()) &&
		(w.Status == conformity.StatusNone || w.Status == f.Status) &&
		(w.Message == "" || w.Message == f.MessageID() || w.Message == f.Message()) &&
		(w.Field == "" || w.Field == f.Field) &&
		(w.Lapses == "" || Instant(lapses).Equal(f.Lapses)) &&
		(w.Becomes == conformity.StatusNone || w.Becomes == f.Becomes)
}

// Expect runs all checks of the suite, and fails the test unless each finding that is not met
// is wanted, and each that is wanted is found. What is met need not be listed.
func (s Suite[In]) Expect(t testing.TB, in In, wants ...Want) {
	t.Helper()
	if wrong := s.unexpected(in, wants); wrong != "" {
		t.Error(wrong)
	}
}

func (s Suite[In]) unexpected(in In, wants []Want) string {
	found := s.Findings(in, "", "")
	taken := make([]bool, len(found))
	var lines []string
	for _, want := range wants {
		i := 0
		for i < len(found) && (taken[i] || !want.is(found[i])) {
			i++
		}
		if i == len(found) {
			lines = append(lines, "wanted, and not found: "+want.String())
			lines = append(lines, s.nearest(in, want)...)
			continue
		}
		taken[i] = true
	}
	for i, f := range found {
		if f.Err != nil || f.Status != conformity.StatusMet && !taken[i] {
			lines = append(lines, "found, and not wanted: "+f.String())
		}
	}
	return strings.Join(lines, "\n")
}

// nearest explains the requirement of what was wanted, where it names one that is checked.
func (s Suite[In]) nearest(in In, want Want) []string {
	if len(s.of(want.Requirement)) == 0 || want.Requirement == "" {
		return nil
	}
	return []string{"  " + strings.ReplaceAll(s.explain(in, want.Requirement, "")(), "\n", "\n  ")}
}

// Golden runs all checks of the suite, and compares what they find, met or not, with a file:
// a line a finding, with its evidence and its lapse. With update the file is written anew
// instead; whoever reviews the change sees what has changed for users. The flag is the test's:
//
//	var update = flag.Bool("update", false, "write the golden files anew")
//
//	suite.Golden(t, in, "testdata/findings.golden", *update)
func (s Suite[In]) Golden(t testing.TB, in In, file string, update bool) {
	t.Helper()
	if wrong := golden(file, conformity.Transcript(slices.Values(s.Findings(in, "", ""))), update); wrong != "" {
		t.Error(wrong)
	}
}

// golden writes the file, or says how what was found differs from it.
func golden(file, got string, update bool) string {
	if update {
		err := os.MkdirAll(filepath.Dir(file), 0o755)
		if err == nil {
			err = os.WriteFile(file, []byte(got), 0o644)
		}
		if err != nil {
			return err.Error()
		}
		return ""
	}
	want, err := os.ReadFile(file)
	if err != nil {
		return fmt.Sprintf("%v: run the test with -update to write it", err)
	}
	if text := strings.ReplaceAll(string(want), "\r\n", "\n"); text != got {
		return fmt.Sprintf("%s is not what is found now; if that is meant, run the test with -update (- wanted, + found)\n%s", file, lineDifference(text, got))
	}
	return ""
}
