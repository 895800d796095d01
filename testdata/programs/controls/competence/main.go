// Command competence is a training office: which gaps open next year, and how a course closes one.
package main

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

func main() {
	search := competence.Competence{ID: "C-SEARCH", Title: "searching vehicles", Lasts: records.Months(24)}
	in := competence.Input{
		Competences:  []competence.Competence{search},
		Requirements: []competence.Requirement{{ID: "N-1", Role: "R-GUARD", Competence: search.ID}},
		Roles: []organization.Role{{ID: "R-GUARD", Title: "guard", SecurityDuties: records.Yes, Holders: []organization.Holder{
			{Person: "P-1", From: records.Day(2024, 1, 1)}, {Person: "P-2", From: records.Day(2026, 5, 1)},
		}}},
		Persons: []records.Person{{ID: "P-1", Name: "Ann"}, {ID: "P-2", Name: "Bo"}},
		Qualifications: []competence.Qualification{{ID: "Q-1", Person: "P-1", Competence: search.ID, Basis: competence.Trained, From: records.Day(2024, 9, 10), ValidUntil: records.Day(2026, 9, 10),
			Record: competence.Record{Location: "personnel file"}}},
	}
	plan := func() {
		today := records.Day(2026, 3, 31)
		for _, gap := range competence.Gaps(in, today, today.AddMonths(12)).In("R-GUARD") {
			fmt.Printf("from %s %s lacks %s\n", gap.Opens, gap.Person, gap.Competence)
		}
	}
	plan()

	course := competence.Training{ID: "TN-1", Title: "vehicle search", Kind: competence.Course, Competences: []records.ID[competence.Competence]{search.ID}, DueOn: records.Day(2026, 4, 30)}
	course, err := course.Enrol("P-2")
	if err != nil {
		panic(err)
	}
	_, err = course.Qualify("Q-2", "P-2", search)
	if errors.Is(err, competence.ErrState) {
		fmt.Println("refused:", err)
	}
	course, err = course.Complete(records.Day(2026, 4, 20), []competence.Participant{{Person: "P-2", Result: competence.Passed}}, competence.Record{Location: "training folder"})
	if err != nil {
		panic(err)
	}
	bo, err := course.Qualify("Q-2", "P-2", search)
	if err != nil {
		panic(err)
	}
	in.Qualifications = append(in.Qualifications, bo)
	plan()
	for _, f := range conformity.Run(competence.Checks(), in, records.Day(2026, 9, 11).Start()) {
		if f.Requirement == "4.4.2.qualified" {
			fmt.Println(f)
		}
	}
}
