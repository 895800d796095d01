package conformity

import (
	"fmt"
	"slices"
)

// A Status is the answer to whether a requirement is met.
type Status uint8

// The statuses. The zero value is that of a check which has nothing to say yet: no finding.
const (
	StatusNone Status = iota
	StatusUnmet
	StatusUndetermined // nothing, or not enough, to go by
	StatusMet
	StatusNotApplicable // of requirements only: its condition is stated not to hold
)

var statusNames = [...]string{"none", "unmet", "undetermined", "met", "not applicable"}

// String returns the status in words.
func (s Status) String() string {
	if int(s) < len(statusNames) {
		return statusNames[s]
	}
	return fmt.Sprintf("status %d", uint8(s))
}

// MarshalText writes the status in words.
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the status in words.
func (s *Status) UnmarshalText(text []byte) error {
	i := slices.Index(statusNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("%q is no status: write one of unmet, undetermined, met, not applicable", text)
	}
	*s = Status(i)
	return nil
}

// A Grade is how much weight an unmet requirement has: ISO/IEC 17021-1 knows two.
type Grade uint8

// The grades. The zero value is none: nothing to grade.
const (
	NoGrade Grade = iota
	Minor         // does not put in doubt that the system achieves what it is for
	Major         // does
)

var gradeNames = [...]string{"", "minor", "major"}

// String returns the grade in words, and nothing for none.
func (g Grade) String() string {
	if int(g) < len(gradeNames) {
		return gradeNames[g]
	}
	return fmt.Sprintf("grade %d", uint8(g))
}

// MarshalText writes the grade in words.
func (g Grade) MarshalText() ([]byte, error) { return []byte(g.String()), nil }

// UnmarshalText reads the grade in words.
func (g *Grade) UnmarshalText(text []byte) error {
	i := slices.Index(gradeNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("%q is no grade: write minor or major", text)
	}
	*g = Grade(i)
	return nil
}

func gradeOf(name string) Grade { return Grade(max(0, slices.Index(gradeNames[:], name))) }
