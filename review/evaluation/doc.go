// Package evaluation holds how plans, procedures and capabilities are evaluated, and whether
// law, best practice and the organization's own policy and objectives are complied with:
// clause 4.5.2.
//
// A [Cycle] sets how often things are evaluated: some by name, or all of a sort. An
// [Evaluation] judges [Subject]s by a method that the clause names: a review, a test, a
// post-incident report, lessons learned, performance, an exercise. Of a plan, a procedure or a
// [Capability] it says whether it is kept or revised, and why; of a law, a best practice, the
// policy or an objective, whether it is complied with. Important changes that it finds have to
// be in the procedures concerned at once; so have those that were entered in controls/change.
//
// An evaluation is planned, then completed or called off. Steps return the changed value and
// refuse, with a [records.StepError], what does not fit:
//
//	e, err = e.Complete(evaluation.Completion{On: day, By: person, Judged: judged, Record: record})
//	e, err = e.Decide("K1", records.Yes, "", "PR-GATE") // significant, and which procedures it concerns
//	e, err = e.Reflect("K1", gateProcedure, "7")        // the revision that took it up
//	e, err = e.Revise(subject, revised)                 // what was found to need it
//
// An evaluation entered as completed in a file is held to the same: without a name for who made
// it, or without an outcome for a subject, it does not count for that subject.
//
// [Agenda] says what has to be evaluated next, and by when; [Evaluation.Pending] which revisions
// are still to be made. [Checks] decides the ten requirements of the clause:
//
//	evaluation_cycles:
//	  - {id: EC-1, all: [plans, procedures, capabilities], interval: 12 months, approved_by: P-1, approved_on: 2025-01-06}
//	evaluations:
//	  - id: EV-1
//	    title: yearly review of plans and procedures
//	    method: review
//	    on: 2026-02-10
//	    by: P-1
//	    judged:
//	      - {procedure: PR-GATE, outcome: revise, reason: the new scanner is not in it}
//	      - {plan: EP-1, outcome: keep}
//	    record: document/D-REVIEW-2026
package evaluation
