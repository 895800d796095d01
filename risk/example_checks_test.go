package risk_test

import (
	"fmt"
	"time"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// An application with a risk register of its own asks what is wrong with its risks.
func ExampleChecks() {
	in := risk.Input{
		Criteria: []risk.Criteria{{
			ID: "C-1", Title: "Two by two", Likelihood: risk.Labels("rare", "frequent"), Consequence: risk.Labels("slight", "serious"),
			Levels:      []risk.Level{{Label: "low"}, {Label: "high"}},
			Combination: risk.Combination{By: risk.ByMatrix, Cells: [][]string{{"low", "low"}, {"low", "high"}}},
			Appetite:    []risk.Appetite{{Highest: "low"}},
		}},
		Assessments: []risk.Assessment{{
			ID: "A-1", Title: "2026", WholeRegister: true, Criteria: "C-1",
			PerformedOn: records.Day(2026, 2, 2), NextDueOn: records.Day(2027, 1, 31), ApprovedBy: "P-1", ApprovedOn: records.Day(2026, 2, 10),
		}},
		Threats: []risk.Threat{{ID: "T-1", Title: "Cargo thieves", Class: "criminal"}},
		Risks: []risk.Risk{
			{ID: "R-1", Title: "Theft from trailers", Threats: []records.ID[risk.Threat]{"T-1"}, Decision: risk.ToTolerate,
				Inherent: risk.Rating{Likelihood: 2, Consequences: inAll(2)}},
			{ID: "R-2", Title: "Forged pick-up orders", Threats: []records.ID[risk.Threat]{"T-1"}, Decision: risk.ToControl,
				Inherent: risk.Rating{Likelihood: 1, Consequences: inAll(2)[:7]}},
		},
	}
	for _, finding := range conformity.Run(risk.Checks(), in, time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)) {
		if finding.Status == conformity.StatusUnmet && finding.Subject.Kind == "risk" && finding.Requirement[0:3] == "4.3" {
			fmt.Println(finding)
		}
	}
	// Output:
	// 4.3.1.controls unmet: it was decided to control risk R-2, but no treatment and no control in place does so: choose one, with an owner and a day by which it is due
	// 4.3.1.consequence.h unmet: risk R-2 says nothing of the category continuity (whatever could bring operations to a stop): rate its consequence, or rule the category out with the reason
	// 4.3.1.method.c.treatment unmet: risk R-1 is to be tolerated, but criteria C-1 do not tolerate it at the level high (above the appetite, at most "low"): decide to avoid, eliminate or control it, or have it accepted for a time
}

// inAll rates each category alike.
func inAll(step int) []risk.Consequence {
	var all []risk.Consequence
	for _, category := range risk.Categories() {
		all = append(all, risk.Consequence{Category: category, Step: step})
	}
	return all
}

// A security manager's list for Monday: what is late, and who has it.
func ExampleLateTreatments() {
	treatments := []risk.Treatment{
		{ID: "TR-1", Title: "Fence the yard", Owner: "Ben", DueOn: records.Day(2026, 5, 31)},
		{ID: "TR-2", Title: "Take no cash", Owner: "Ada", DueOn: records.Day(2026, 5, 31), ImplementedOn: records.Day(2026, 6, 1)},
		{ID: "TR-3", Title: "Light the ramp", Owner: "Ada", DueOn: records.Day(2026, 6, 30)},
	}
	monday := records.At(time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC))
	for late := range risk.LateTreatments(treatments, monday) {
		fmt.Printf("%s: %s was due on %s (%s)\n", late.Owner, late.Title, late.DueOn, late.State(monday))
	}
	// Output:
	// Ben: Fence the yard was due on 2026-05-31 (overdue)
}

// Which sources of information on threats have to be asked again?
func ExampleLateSources() {
	methodology := risk.Methodology{ID: "M-1", Sources: []records.ID[risk.Source]{"customs", "police"}, EffectiveFrom: records.Day(2026, 1, 1)}
	sources := []risk.Source{
		{ID: "customs", Title: "customs warnings", Interval: records.Days(30), ConsultedOn: []records.Date{records.Day(2026, 5, 10)}},
		{ID: "police", Title: "police liaison", Interval: records.Months(3)},
	}
	received := []risk.Intelligence{{ID: "I-1", Source: "police", Kind: risk.PoliceInformation, CollectedOn: records.Day(2026, 2, 20), Summary: "nothing new"}}
	for late := range risk.LateSources(&methodology, sources, received, records.At(time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC))) {
		fmt.Println(late.Source.Title, "was last consulted on", late.Last)
	}
	// Output:
	// police liaison was last consulted on 2026-02-20
}
