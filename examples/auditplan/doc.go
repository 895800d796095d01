// Command auditplan proposes the next audit programme of an operator: which areas are audited
// by when, by whom, and why so; which part of the standard no audit would look at; and what
// cannot be audited with the auditors at hand.
//
// It takes the areas from a table (topics.yaml), how grave their risks are from the register,
// what was audited and found from the audits, and who may audit from the qualifications. The
// same files and flags give the same proposal:
//
//	auditplan
//	auditplan -away P-JANSEN -trained P-CLAES -days 8    # what if
//	auditplan -system system/ -topics topics.yaml -from 2027-01-01 -until 2027-06-30
//
// It exits with 0, also where something cannot be covered, and with 2 on bad input.
package main
