// Package conformitytest helps to test checks: those of this module, and a host's own.
//
// A [Suite] is the checks and the day that is asked for. Its rows say what an input comes to on
// a requirement: the status of the worst finding, what it says, which field is wrong, and at
// which instant it turns.
//
//	suite := conformitytest.Suite[audit.Input]{Checks: audit.Checks(), At: "2026-06-01"}
//	suite.Try(t, "4.5.5.interval", "audit A-7", []conformitytest.Row[audit.Input]{
//		{Name: "last second of its day", In: planned("2026-06-01"), At: "2026-06-01T23:59:59Z", Want: met, Message: "audit.due", Lapses: "2026-06-02", Becomes: unmet},
//		{Name: "its day is over", In: planned("2026-05-31"), Want: unmet, Message: "audit.overdue"},
//	})
//
// The input is built in Go, a good one with one thing changed ([With]), or read from a folder of
// files ([Load]). It may be the struct of lists of a clause package, a host's own, or a pointer
// to a whole system, whose checks the suite then has.
//
// [Suite.Expect] wants exactly the findings that are listed, [Suite.Golden] those that a file
// holds. The properties hold for every check that reads the world through its Reader alone, and
// a check that breaks one is wrong: that the order of records matters to nothing
// ([Suite.OrderChangesNothing]), nor the century ([Suite.CenturiesChangeNothing]); that what is
// foretold comes true ([Suite.LapsesComeTrue]); that a finding which is met changes once a record
// that it rests on is gone ([Suite.EvidenceCounts]); and that no check fails of itself, whatever
// was left empty ([Suite.EmptyFieldsBreakNothing]).
//
// A failure shows what was wanted beside what came, and the whole chain from the requirement
// to the records.
package conformitytest
