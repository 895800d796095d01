// Package ruletest tests rules by cases that people write: given these facts, this has to be
// decided, by this rule. It says which parts of the rules the cases have seen come out both
// ways, and whether they would notice a mistake.
//
// Cases stand with the rule that they are about, or in a file of their own:
//
//	default: intolerable
//	rules:
//	  - rule: low risks may stay if someone answers for them
//	    when: level <= 2 && owner != ""
//	    then: tolerable
//	    cases:
//	      - given: {level: 2, owner: harbour master}    # this rule has to decide
//	      - case: nobody answers for it
//	        given: {level: 2}
//	        expect: intolerable
//	        by: default
//
// given holds facts by the names that rules use, as strictly as any file: a misspelt name, a
// value that there is not, a text in place of a number is refused with its place. What is not
// given is empty. expect is the outcome and by the name of the rule that has to decide, or
// default. A case below a rule that names neither expects that rule to decide; one that names
// another outcome does not. at is the day, from its beginning, or the instant that rules are
// asked about; a case without it fails if the rules ask for the time. case is its name.
//
// A file of cases has them in a list cases, may name the rules that they are about in for (by
// their file, or as [Suite] calls them), and may set one at for all of them.
//
// In go test, one call runs everything, with a subtest for each case:
//
//	func TestRules(t *testing.T) {
//		ruletest.Run(t, ruletest.Folder[Facts, Outcome](os.DirFS("rules")), ruletest.Options{Coverage: 100, Mutation: 100})
//	}
//
// Without go test, [Suite.Test] returns the same as a [Report]. What is tested need not be a
// [rules.Set]: a [Subject] is whatever decides by conditions.
package ruletest
