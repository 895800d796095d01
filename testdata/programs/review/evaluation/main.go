// Command evaluation is an agenda: what has to be reviewed by when, and what a review leads to.
package main

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/review/evaluation"
)

func main() {
	gate := documents.Procedure{ID: "PR-GATE", Title: "gate check", Purposes: []documents.ProcedurePurpose{documents.OperationalControl}, Revisions: []documents.Revision{
		{Number: "1", ApprovedBy: "P-1", ApprovedOn: records.Day(2025, 1, 10), EffectiveFrom: records.Day(2025, 2, 1)},
	}}
	lists := evaluation.Lists{Procedures: []documents.Procedure{gate}, Cycles: []evaluation.Cycle{
		{ID: "EC-1", All: []evaluation.Sort{evaluation.Procedures}, Interval: records.Months(12), ApprovedBy: "P-1", ApprovedOn: records.Day(2025, 1, 10)},
	}}
	agenda := func(day records.Date) {
		for _, due := range evaluation.Agenda(lists, records.At(day.Start())) {
			fmt.Println(day, "agenda:", due.Title, "by", due.DueOn)
		}
	}
	agenda(records.Day(2026, 1, 12))

	subject := evaluation.Subject{Procedure: gate.ID}
	yearly := evaluation.Evaluation{ID: "EV-1", Title: "yearly review", Method: evaluation.Review, DueOn: records.Day(2026, 1, 31)}
	made := evaluation.Completion{On: records.Day(2026, 1, 19), By: "P-2", Record: records.Ref{Kind: "document", ID: "D-REVIEW"},
		Judged:  []evaluation.Judged{{Subject: subject, Outcome: evaluation.Revise}},
		Changes: []evaluation.Change{{Key: "lane", What: "a second lane", Of: subject}}}
	_, err := yearly.Complete(made)
	if errors.Is(err, evaluation.ErrIncomplete) {
		fmt.Println("refused:", err)
	}
	made.Judged[0].Reason = "the second lane is not in it"
	if yearly, err = yearly.Complete(made); err != nil {
		panic(err)
	}
	if yearly, err = yearly.Decide("lane", records.Yes, "", gate.ID); err != nil {
		panic(err)
	}
	_, err = yearly.Reflect("lane", gate, "2")
	if errors.Is(err, evaluation.ErrUnknown) || errors.Is(err, evaluation.ErrOrder) {
		fmt.Println("refused:", err)
	}

	lists.Evaluations = append(lists.Evaluations, yearly)
	agenda(records.Day(2026, 3, 31))
	for _, open := range yearly.Pending(records.At(records.Day(2026, 3, 31).Start())) {
		fmt.Println("to revise:", open.Ref(), "because", open.Reason)
	}
	in := evaluation.Input{Procedures: lists.Procedures, Cycles: lists.Cycles, Evaluations: lists.Evaluations}
	for _, f := range conformity.Run(evaluation.Checks(), in, records.Day(2027, 1, 20).Start()) {
		if f.Requirement == "4.5.2.evaluate" {
			fmt.Println(f)
		}
	}
}
