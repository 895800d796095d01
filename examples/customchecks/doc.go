// Command customchecks holds an operator against a scheme of its own beside the standard: what C-TPAT
// asks about seals, from the checklist in checks/criteria.csv. The rules are in checks/seals.yaml,
// with their cases; each names the criterion that it answers under references. The program
// reports the scheme criterion by criterion, and how well the cases hold the rules.
//
//	go run ./examples/customchecks
//
// The criteria are a work of US Customs and Border Protection, in the public domain: C-TPAT
// minimum security criteria, section 6, seal security, as a checklist with obligation and
// question. What is a must there is major here; what is a should would be minor.
package main
