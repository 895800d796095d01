package evaluation_test

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/review/evaluation"
)

// procedures are those of a small application: one, in force since 2024.
func procedures() []documents.Procedure {
	return []documents.Procedure{{
		ID: "PR-GATE", Title: "gate check", Purposes: []documents.ProcedurePurpose{documents.OperationalControl},
		Revisions: []documents.Revision{{Number: "1", ApprovedBy: "P-1", ApprovedOn: records.Day(2024, 1, 10), EffectiveFrom: records.Day(2024, 2, 1)}},
	}}
}

var yearly = []evaluation.Cycle{{ID: "EC-1", All: []evaluation.Sort{evaluation.Procedures}, Interval: records.Months(12), ApprovedBy: "P-1", ApprovedOn: records.Day(2024, 1, 10)}}

// An application asks what has to be reviewed, and by when.
func ExampleAgenda() {
	lists := evaluation.Lists{Procedures: procedures(), Cycles: yearly, Evaluations: []evaluation.Evaluation{{
		ID: "EV-1", Title: "review of procedures", Method: evaluation.Review, On: records.Day(2025, 1, 20), By: "P-1",
		Judged: []evaluation.Judged{{Subject: evaluation.Subject{Procedure: "PR-GATE"}, Outcome: evaluation.Keep}},
	}}}
	for _, due := range evaluation.Agenda(lists, records.At(records.Day(2025, 6, 1).Start())) {
		fmt.Println(due.DueOn, due.Title, due.Sort)
	}
	// Output: 2026-01-20 gate check procedures
}

// The checks say what is late, and what to do about it.
func ExampleChecks() {
	in := evaluation.Input{Procedures: procedures(), Cycles: yearly}
	fmt.Println(conformity.Run(evaluation.Checks(), in, records.Day(2026, 5, 7).Start())[0])
	// Output: 4.5.2.evaluate unmet: procedure PR-GATE, gate check, is there since 2024-02-01 and was never reviewed, and the 12 months set have run out: review it, and record whether it is kept or revised
}

// A review finds that a procedure has to change, and that a change has to be taken up by it.
func ExampleEvaluation_Complete() {
	review := evaluation.Evaluation{ID: "EV-2", Title: "review of procedures", Method: evaluation.Review, DueOn: records.Day(2026, 1, 20)}
	gate := evaluation.Subject{Procedure: "PR-GATE"}
	_, err := review.Complete(evaluation.Completion{On: records.Day(2026, 1, 15), By: "P-1", Judged: []evaluation.Judged{{Subject: gate, Outcome: evaluation.Revise}}})
	fmt.Println(err)

	review, _ = review.Complete(evaluation.Completion{
		On: records.Day(2026, 1, 15), By: "P-1", Record: records.Ref{Kind: "document", ID: "DOC-3"},
		Judged:  []evaluation.Judged{{Subject: gate, Outcome: evaluation.Revise, Reason: "the second lane is not in it"}},
		Changes: []evaluation.Change{{Key: "lane", What: "a second lane at gate 1", Of: gate}},
	})
	review, _ = review.Decide("lane", records.Yes, "", "PR-GATE")
	for _, open := range review.Pending(records.At(records.Day(2026, 2, 1).Start())) {
		fmt.Println(open.Ref(), open.Reason)
	}
	// Output:
	// evaluation EV-2 cannot take the step "complete": judged[0].reason is missing: say why; record is missing: say where the result is kept, as in document/DOC-3
	// procedure PR-GATE the second lane is not in it
}
