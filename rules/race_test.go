//go:build race

package rules_test

// amount returns how much of something a test does: what runs alone takes ten times as long
// with the race detector, and gains nothing by it.
func amount(_, underDetector int) int { return underDetector }

// poolsForget says whether what is put back may be lost: sync.Pool drops some at random there,
// so that who comes second does not lean on who came first.
const poolsForget = true
