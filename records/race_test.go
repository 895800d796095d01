//go:build race

package records_test

// underRace says that the race detector is there.
const underRace = true

// amount returns how much of something a test does: what runs alone takes ten times as long
// with the race detector, and gains nothing by it.
func amount(_, underDetector int) int { return underDetector }
