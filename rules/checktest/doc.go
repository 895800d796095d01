// Package checktest tests conformity checks that stand in files by the cases that stand with
// them: what package ruletest does for any rules. A case fails where the answer, the message or
// the day on which it lapses is another; coverage and mutation are those of the conditions.
//
//	func TestChecks(t *testing.T) {
//		ruletest.Run(t, checktest.Folder[iso28000.System](os.DirFS("checks"), yaml.Format), ruletest.Options{Coverage: 100})
//	}
//
// Each check is a suite. Its rules are its conditions: where decides that a record is out of
// range, known that the answer is undetermined, require that it is met. Unmet is the default.
package checktest
