package iso28000_test

import (
	"context"
	"fmt"
	"time"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// A system is saved as it changes, and loaded as it was.
func ExampleLoadAt() {
	ctx := context.Background()
	now := time.Date(2026, 1, 12, 9, 0, 0, 0, time.UTC)
	archive, err := records.Open(ctx, records.Memory(), records.Options{Now: func() time.Time { return now }})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer archive.Close()
	by := records.Principal{ID: "harbour master"}

	system := &iso28000.System{Format: iso28000.Format, Organization: "Lower River Forwarding"}
	system.Roles = []organization.Role{{ID: "R-1", Title: "gate supervisor"}}
	saved, err := iso28000.SaveTo(ctx, archive, by, system, records.Position{})
	fmt.Println("January:", saved.New, "new", err)

	now = time.Date(2026, 4, 20, 9, 0, 0, 0, time.UTC)
	system.Roles[0].Title = "terminal supervisor"
	saved, err = iso28000.SaveTo(ctx, archive, by, system, saved.Position)
	fmt.Println("April:", saved.Changed, "changed", err)

	then, err := iso28000.LoadAt(ctx, archive, by, records.AsOfTime(records.Day(2026, 3, 31).Start()))
	fmt.Println("on 31 March:", then.Roles[0].Title, err)
	// Output:
	// January: 2 new <nil>
	// April: 1 changed <nil>
	// on 31 March: gate supervisor <nil>
}
