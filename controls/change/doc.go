// Package change holds changes, what they touch, and what they make stale: the part of clause
// 4.4.6 on new and altered arrangements, and 4.2 l on changes of the business.
//
// A [Change] is of organization, policy, process, equipment, supplier or threat, or of several at
// once. It is entered, its threats are considered with [Change.Assess], it is decided on, and takes
// effect: [Change.TakeEffect] is refused with [ErrUnassessed] before the threats were considered,
// and the checks find what was entered past that gate. What comes from outside does not ask:
// [Change.Occur] enters it as it happened. A consideration that came too late is followed up with
// [Change.Follow], and the change is worked into risks and procedures with [Change.ReviewRisk] and
// [Change.Reflect].
//
// What was settled before a change was known and rests on what it touched is stale. [FindStale]
// says what is, and why; [Bases] makes what it needs to know out of the records of other clauses.
//
//	changes:
//	  - id: CH-9
//	    title: second lane at the gate
//	    kinds: [process, procedure]
//	    touches: [procedure/PR-GATE]
//	    entered_on: 2026-01-12
//	    entered_by: P-1
//	    assessment: {on: 2026-02-20, by: P-1, outcome: one guard more in each shift}
//	    decided_on: 2026-02-23
//	    decided_by: P-2
//	    effective_on: 2026-03-02
//	    significant: yes
//	    procedures: [{procedure: PR-GATE, revision: "2"}]
//
// Hand [Checks] the changes and the policy; it says which changes nobody considered, which were
// considered too late, and whether the policy was reviewed after a merger.
package change
