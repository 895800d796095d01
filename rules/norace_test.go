//go:build !race

package rules_test

// amount returns how much of something a test does, all of it.
func amount(usual, _ int) int { return usual }

// poolsForget says whether what is put back may be lost.
const poolsForget = false
