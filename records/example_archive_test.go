package records_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// Two people change the same seal. The second is told so, and nothing is lost.
func ExampleIn() {
	ctx := context.Background()
	archive, err := records.Open(ctx, records.Memory(), records.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer archive.Close()
	by := records.Principal{ID: "harbour master"}
	seals := records.In[seal](archive)
	receipt, err := seals.Save(ctx, by, seal{ID: "S-1", Number: "604218"}, 0)
	fmt.Println("version", receipt.Version, err)

	mine, version, _ := seals.Load(ctx, by, "S-1")
	yours := mine
	mine.Broken = true
	receipt, err = seals.Save(ctx, by, mine, version)
	fmt.Println("version", receipt.Version, err)

	yours.Number = "604219"
	_, err = seals.Save(ctx, by, yours, version)
	var conflict *records.ConflictError
	if errors.As(err, &conflict) {
		fmt.Println("stored meanwhile: version", conflict.Conflicts[0].Version)
	}
	then, _, _ := seals.LoadAt(ctx, by, "S-1", records.AsOfSize(1))
	fmt.Println("broken at first:", then.Broken)
	// Output:
	// version 1 <nil>
	// version 2 <nil>
	// stored meanwhile: version 2
	// broken at first: false
}

// An auditor needs no key to see that what is stored is what was written.
func ExampleAuditor_Full() {
	ctx := context.Background()
	store := records.Memory()
	archive, _ := records.Open(ctx, store, records.Options{})
	by := records.Principal{ID: "harbour master"}
	_, _ = records.In[seal](archive).Save(ctx, by, seal{ID: "S-1", Number: "604218"}, 0)

	report, err := records.Auditor{}.Full(ctx, store)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d entries, %d findings\n", report.Entries, len(report.Findings))
	for _, finding := range report.Findings {
		fmt.Println(finding)
	}
	_ = archive.Close()
	// Output: 1 entries, 0 findings
}
