// Package review holds management reviews, their inputs and what they decide: clause 4.6.
//
// The standard wants those who direct the organization to look at the system themselves, at
// planned intervals; with eight kinds of input before them; and to conclude whether it still
// suits, suffices and works, what could be better, and what has to change.
//
// A [Review] is planned, held by top management ([Review.Hold]), and recorded ([Review.Record]),
// which is refused, with a [records.StepError], before its conclusions are drawn. It has an input
// for each kind, with the records that were put before it or the statement that there was nothing
// to report: silence is no input. A [Decision] comes out of it and is followed to its end: it is
// done ([Decision.Complete]), or dropped with a reason ([Decision.Drop]).
//
//	management_reviews:
//	  - id: MR-1
//	    planned_on: 2026-03-24
//	    held_on: 2026-03-24
//	    chair: P-1
//	    inputs:
//	      - {kind: audit results, records: [audit/AU-7], summary: one minor nonconformity}
//	      - {kind: external communication, nothing_to_report: no complaint and no letter}
//	    suitability: {favourable: yes}
//	    adequacy: {favourable: yes}
//	    effectiveness: {favourable: no, text: seals are behind their target}
//	    opportunities: [send the number of each seal to the carrier]
//	    change_needs: [{of: policy, needed: no}, {of: objectives, needed: no}, {of: threats and risks, needed: no}, {of: rest of the system, needed: yes}]
//	    minutes: {document: D-MINUTES, retention: 60 months}
//	review_decisions:
//	  - {id: DEC-1, review: MR-1, of: rest of the system, text: hired drivers are trained each year, owner: P-2, due_on: 2026-09-30}
//
// [Gather] makes the pack for the next review from the records: what there is for each input
// since the last one, and what is missing. [Checks] says which input of the latest review was
// left out, judged by what there was on its day.
package review
