package competence_test

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// people are those of a small terminal: who guards the gate, and what for that is needed.
func people() competence.Input {
	return competence.Input{
		Competences:  []competence.Competence{{ID: "C-SEARCH", Title: "searching vehicles", Lasts: records.Months(24)}},
		Requirements: []competence.Requirement{{ID: "N-1", Role: "R-GUARD", Competence: "C-SEARCH"}},
		Roles: []organization.Role{{
			ID: "R-GUARD", Title: "gate guard", SecurityDuties: records.Yes,
			Holders: []organization.Holder{{Person: "P-1", From: records.Day(2025, 1, 1)}, {Person: "P-2", From: records.Day(2026, 7, 1)}},
		}},
		Persons: []records.Person{{ID: "P-1", Name: "Ana"}, {ID: "P-2", Name: "Bo"}},
		Qualifications: []competence.Qualification{{
			ID: "Q-1", Person: "P-1", Competence: "C-SEARCH", Basis: competence.Trained, From: records.Day(2024, 12, 10), ValidUntil: records.Day(2026, 12, 10),
		}},
	}
}

// An application that knows its people asks who is not qualified for what they do, and whose
// evidence is missing.
func ExampleChecks() {
	for _, f := range conformity.Run(competence.Checks(), people(), records.Day(2026, 7, 15).Start()) {
		if f.Status == conformity.StatusUnmet && (f.Requirement == "4.4.2.qualified" || f.Requirement == "4.4.2.records") {
			fmt.Println(f)
		}
	}
	// Output:
	// 4.4.2.qualified unmet: person P-2, Bo, holds role R-GUARD, which requires searching vehicles, and has no qualification for it: have Bo acquire it and record that, or give the role to somebody who has it
	// 4.4.2.records unmet: qualification Q-1, of person P-1, is relied on for role R-GUARD, and it is not on record where the evidence of it is kept: enter the place
}

// The training plan for the next twelve months: which gaps open in a role, and when.
func ExampleGaps() {
	today := records.Day(2026, 3, 31)
	for _, gap := range competence.Gaps(people(), today, today.AddMonths(12)).In("R-GUARD") {
		fmt.Printf("from %s %s lacks %s (%q)\n", gap.Opens, gap.Person, gap.Competence, gap.Lapsed.ID)
	}
	// Output:
	// from 2026-07-01 P-2 lacks C-SEARCH ("")
	// from 2026-12-11 P-1 lacks C-SEARCH ("Q-1")
}

// A training is planned, held, and makes the qualification that closes a gap.
func ExampleTraining_Qualify() {
	search := competence.Competence{ID: "C-SEARCH", Title: "searching vehicles", Lasts: records.Months(24)}
	course := competence.Training{ID: "T-4", Title: "vehicle search", Kind: competence.Course, Competences: []records.ID[competence.Competence]{search.ID}, DueOn: records.Day(2026, 6, 30)}

	course, _ = course.Enrol("P-2")
	_, err := course.Qualify("Q-2", "P-2", search)
	fmt.Println(err)

	course, _ = course.Complete(records.Day(2026, 6, 12), []competence.Participant{{Person: "P-2", Result: competence.Passed}}, competence.Record{Location: "training folder 2026"})
	bo, err := course.Qualify("Q-2", "P-2", search)
	fmt.Println(bo.Person, bo.Competence, bo.From, bo.ValidUntil, err)
	// Output:
	// training T-4 cannot take the step "qualify": it has not been held
	// P-2 C-SEARCH 2026-06-12 2028-06-12 <nil>
}
