package review_test

import (
	"fmt"

	"github.com/iso28000/iso28000/audit"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/review"
)

// Before a review somebody asks what there is to put before it, and what is still missing.
func ExampleGather() {
	pack := review.Gather(review.Material{
		Reviews: []review.Review{{ID: "MR-1", HeldOn: records.Day(2025, 6, 2)}},
		Audits:  []audit.Audit{{ID: "AU-7", Report: audit.Report{On: records.Day(2026, 2, 9)}}},
	}, records.Day(2026, 6, 1))
	for _, input := range pack.Inputs[:3] {
		fmt.Println(input.Kind, "-", input.State, input.Records)
	}
	// Output:
	// audit results - present [audit AU-7]
	// legal compliance - missing []
	// other compliance - missing []
}
