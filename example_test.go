package iso28000_test

import (
	"fmt"
	"testing/fstest"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A system is a folder of files; here one, held in memory.
func ExampleLoad() {
	folder := fstest.MapFS{"system.json": {Data: []byte(`{
		"format": 1, "organization": "Acme Forwarding", "as_of": "2026-03-31",
		"scopes": [{"id": "S-1", "revision": "1", "activities": ["haulage"],
			"approved_by": "P-1", "approved_on": "2026-01-12", "effective_from": "2026-02-01"}],
		"persons": [{"id": "P-1", "name": "Ana Costa"}]
	}`)}}
	system, err := iso28000.Load(folder)
	if err != nil {
		fmt.Println(err)
		return
	}
	result, _ := iso28000.Assess(system, system.AsOf.Start()).Result("4.1.scope")
	fmt.Println(result.Status, result.Grade)
	fmt.Println(result.Findings[0].Message())
	// Output:
	// unmet major
	// scope S-1, revision 1, does not say which sites or which parts of the organization it covers: have a revision approved that does
}

const (
	sealsReviewed conformity.Message = "acme.seals.reviewed: {subject} was reviewed on {0}"
	sealsUnknown  conformity.Message = "acme.seals.undated: nothing says when {subject} was last reviewed: enter the day"
	sealsOld      conformity.Message = "acme.seals.old: {subject} was last reviewed on {0}: review it once a year"
)

// A check of one's own stands in the report beside the standard's, under its own scheme.
func ExampleWithChecks() {
	reviewed := func(r *conformity.Reader, p *documents.Procedure) conformity.Verdict {
		switch {
		case p.ReviewedOn.IsZero():
			return conformity.Undetermined(sealsUnknown).At("reviewed_on")
		case r.Within(p.ReviewedOn, records.Months(12)):
			return conformity.Met(sealsReviewed, p.ReviewedOn)
		}
		return conformity.Unmet(sealsOld, p.ReviewedOn).At("reviewed_on")
	}
	procedures := func(s *iso28000.System) []documents.Procedure { return s.Procedures }
	seals := conformity.Each("acme.seals", procedures, reviewed).
		About(conformity.Requirement{Title: "Seal procedures reviewed each year"})

	system := &iso28000.System{Procedures: []documents.Procedure{
		{ID: "PR-4", Title: "seal control", ReviewedOn: records.Day(2025, 2, 3)},
		{ID: "PR-5", Title: "seal stock", ReviewedOn: records.Day(2025, 6, 20)},
	}}
	report := iso28000.Assess(system, records.Day(2026, 3, 31).Start(), iso28000.WithChecks(seals))
	result, _ := report.Result("acme.seals")
	for _, f := range result.Findings {
		fmt.Println(f)
	}
	for f := range report.Lapses(records.Day(2026, 12, 31).Start()) {
		fmt.Println("from", f.Lapses.Format("2006-01-02"), f.Becomes)
	}
	// Output:
	// acme.seals unmet: procedure PR-4 was last reviewed on 2025-02-03: review it once a year
	// acme.seals met: procedure PR-5 was reviewed on 2025-06-20
	// from 2026-06-21 unmet
}

// What would a change do? Here a series of records would have no place any more.
func ExampleImpact() {
	at := records.Day(2026, 3, 31).Start()
	system := &iso28000.System{
		Persons:      []records.Person{{ID: "P-1", Name: "Ana Costa"}},
		RecordSeries: []documents.Series{{ID: "RS-1", Title: "gate logs", From: records.Day(2025, 1, 1), Storage: "gatehouse"}},
	}
	moved := system.RecordSeries[0]
	moved.Storage = ""
	differences, err := iso28000.Impact(system, at, conformity.Change{Put: []records.Entity{moved}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range differences {
		fmt.Printf("%s: %s, then %s\n", d.ID, d.Before, d.After)
		for _, f := range d.New {
			fmt.Println(" ", f.Message())
		}
	}
	// Output:
	// 4.5.4.procedure.storage: met, then unmet
	//   it is not settled where series RS-1, gate logs, is kept: enter the repository, the place or both
}

// What changes by itself: a document has to be reviewed by the end of April.
func ExampleForecast() {
	at := records.Day(2026, 3, 31).Start()
	system := &iso28000.System{
		Documents: []documents.Document{{ID: "D-1", Title: "gate instruction", Controlled: records.Yes, NextReviewOn: records.Day(2026, 4, 30), Revisions: []documents.Revision{
			{Number: "1", ApprovedBy: "P-1", ApprovedOn: records.Day(2026, 1, 12), EffectiveFrom: records.Day(2026, 2, 1)},
		}}},
	}
	for _, f := range iso28000.Forecast(system, at, at.AddDate(0, 3, 0)) {
		fmt.Printf("%s: %s, from %s on %s\n", f.ID, f.From, f.At.Format("2006-01-02"), f.To)
	}
	// Output:
	// 4.4.5.b: met, from 2026-05-01 on unmet
}
