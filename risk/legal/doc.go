// Package legal holds the register of legal and other requirements: clause 4.3.2, which wants
// the laws that bear on security risks found, and beside them whatever the organization has
// taken on of its own will; their texts at hand; worked out what each means for its threats
// and risks; all of it kept up to date, and told to those whom it concerns.
//
// A [Requirement] is an entry of the register. It is registered, found to apply or not
// ([Requirement.Determine]), looked up again and again ([Requirement.LookUp]), amended by
// whoever laid it down ([Requirement.Amend]) and brought up to that ([Requirement.WorkIn]),
// made known ([Requirement.Communicate]), and in the end repealed, expired or given up
// ([Requirement.End]). A [Source] is where one learns that there is something new. Each step
// returns the changed value, and is refused, with a [records.StepError], where it comes too early, too
// late or twice.
//
//	legal_requirements:
//	  - id: L-3
//	    title: port security act
//	    kind: law
//	    text: {location: laws.example/port-security, edition: "2025"}
//	    determinations:
//	      - {on: 2024-02-10, by: P-4, applies: yes, how: each quay needs a plan, risks: }
//	    audience: {roles: [R-GUARD], outsiders: no}
//	    lookups:
//	      - {on: 2026-01-15, by: P-4, next_on: 2026-07-15}
//	    communications:
//	      - {on: 2024-03-01, means: briefing, roles: [R-GUARD]}
//	law_sources:
//	  - id: S-1
//	    title: official gazette
//	    kind: gazette
//	    interval: 30 days
//	    approved_by: P-1
//	    approved_on: 2024-01-15
//	    searches:
//	      - {on: 2026-03-20, by: P-4}
//
// Hand [Checks] the register; it says what was not found, not worked out, not kept up to date
// and not told. What the organization does about a requirement, objectives, operations and
// evaluations, refers to it; [Requirement.IsApplicable] tells those from which there is
// anything to do.
package legal
