// Package rulecheck reads conformity checks of a user's own from files: what an organization
// or a scheme asks beyond the standard, written as rules over its records.
//
//   - check: acme.seal-review
//     title: Procedures for seals looked through each year
//     for: procedures
//     where: title contains "seal"
//     known: reviewed_on != nil
//     require: within(reviewed_on, "1y")
//     at: reviewed_on
//     message: "{subject} was last reviewed on {reviewed_on}: review it once a year"
//     cases:
//   - {given: {title: seal control, reviewed_on: 2026-01-12}, at: 2026-03-31, expect: met, lapses: 2027-01-13}
//   - {given: {title: seal control, reviewed_on: 2025-01-12}, at: 2026-03-31, expect: unmet}
//
// [Load] compiles them for a system: a struct whose fields are lists of records, such as
// iso28000.System. They are checks like those in Go ([Set.Checks]): findings have evidence and
// say when they lapse, and stand in the report under a scheme of their own.
//
// # What a rule may name
//
// The fields of the record under their json names, in the language of package rules. A field
// that rules cannot handle, such as an instant, is left out, with the reason where a rule
// names it. What the record refers to, and what refers to it, is named under with:
//
//	with:
//	  keeper: owner                       # the role whose id is in owner; nil where there is none
//	  seen: inspections by equipment      # the inspections that name this record
//	require: keeper != nil && keeper.top_management && any(seen, within(.on, "6 months"))
//
// What is looked up becomes evidence. Nothing is met on the strength of a record that is
// referred to and not on record.
//
// # What it says
//
// A record of which where is not true is not concerned. Of one that is, the answer is
// undetermined where known is not true, or where a rule cannot be worked out (the message says
// why, and in which line), met where require is true, and unmet where it is not. Where no
// record is concerned nothing is decided, unless none says otherwise. With at_least the list as
// a whole is judged: met where that many of the records concerned satisfy the rule.
//
// Texts name values in braces: {reviewed_on}, {keeper.title}, {subject} for the record with
// its kind; in a check with at_least {count}, {concerned} and {at_least}.
package rulecheck
