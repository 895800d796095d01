// Package risktest tests the tolerability rules of risk criteria by the cases that stand with
// them, or in files of their own: what package ruletest does for any rules.
//
//	func TestCriteria(t *testing.T) {
//		ruletest.Run(t, risktest.Folder(os.DirFS("criteria"), yaml.Format), ruletest.Options{Coverage: 100})
//	}
//
// A case gives facts by the names that rules use, those of [risk.Facts]. What follows from them
// by the criteria is filled in, and what no rated risk has is refused; see
// [risk.Rater.CompleteFacts]. So a case says no more than a person would:
//
//	cases:
//	  - given: {level_label: medium, owner: P-VERMEER, controls: [CT-GATE]}
//	  - {case: it could kill, given: {likelihood: 1, categories: [{category: physical, step: 5}]}, expect: intolerable}
//
// Cases are about the rules alone. The appetite, which comes before them, and acceptances,
// which come after, are not asked.
package risktest
