// Package incidents holds failures, incidents and nonconformities, what was found out about
// them, and the corrective, preventive and improving action that follows: clause 4.5.3.
//
// The standard wants it settled who does what about them ([Mandate], under a procedure), wants
// each of them ([Incident]: failures, near misses, false alarms, incidents, emergencies,
// nonconformities) investigated ([Investigation], [Cause]) and made less harmful, and wants
// action ([Action]) that is weighed for its own risks before it begins, fits the problem, is
// carried into procedures and training, and is shown to have worked.
//
// Each has a course of steps, which return the record as it is afterwards or refuse with a
// [records.StepError]. Three gates matter most. An action does not begin before its own risk review
// ([Action.Start], [ErrUnreviewed]) unless life is in danger ([Action.StartAtOnce], which sets
// a day for the review). Nobody confirms the effect of their own action ([Action.Confirm],
// [ErrOwnWork]), nor on evidence that is older than it ([ErrEvidence]). Where the same cause
// strikes again within the watch, the action is taken up anew ([Recurrences], [Action.Reopen]).
// A file may hold a record that is past a gate: [Checks] find it.
//
//	actions:
//	  - id: ACT-7
//	    title: seal numbers read by two people
//	    kind: corrective
//	    severity: serious
//	    investigation: INV-3
//	    causes: [CAU-1]
//	    proposed_on: 2026-01-12
//	    approved_by: P-BAKKER
//	    approved_on: 2026-01-13
//	    owner: P-VISSER
//	    due_on: 2026-02-27
//	    risk_reviews: [{on: 2026-01-15, by: P-HADDAD, outcome: acceptable}]
//	    started_on: 2026-01-19
//	    completed_on: 2026-02-20
//	    completed_by: P-VISSER
//	    effectiveness_due_on: 2026-05-29
//	    watch: 12 months
//
// The package also decides 4.3.1.uptodate (what happened is worked into the risks) and
// 4.4.7.review.incident (plans are reviewed after an event), since it knows what happened.
// [Analyse] counts what happened by what it has in common.
package incidents
