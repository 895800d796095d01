// Package rules holds risk criteria whose rules are tested, to be copied and changed: the
// criteria with cases beside their rules (criteria.yaml), further cases in a file of their own
// (cases.yaml), and the test that runs them (rules_test.go). The same from the command line:
//
//	go run ./examples/gapreport rules test examples/rules
package rules
