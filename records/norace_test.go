//go:build !race

package records_test

// underRace says that the race detector is there.
const underRace = false

// amount returns how much of something a test does, all of it.
func amount(usual, _ int) int { return usual }
