package rulecheck_test

import (
	"fmt"
	"testing/fstest"
	"time"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
	"github.com/iso28000/iso28000/rules/rulecheck"
)

// A Depot is a system of one's own: a struct of lists of records.
type Depot struct {
	Trailers []Trailer        `json:"trailers"`
	Drivers  []records.Person `json:"drivers"`
}

type Trailer struct {
	ID       records.ID[Trailer]        `json:"id"`
	Driver   records.ID[records.Person] `json:"driver"`
	SealedOn records.Date               `json:"sealed_on"`
}

func (t Trailer) Ref() records.Ref { return records.Ref{Kind: "trailer", ID: string(t.ID)} }

// Checks in a file are loaded, tried by their own cases, and asked about the records of a system.
func Example() {
	files := fstest.MapFS{"depot.json": {Data: []byte(`[{
		"check": "depot.seals",
		"for": "trailers",
		"with": {"who": "driver"},
		"known": "sealed_on != nil",
		"require": "within(sealed_on, '2 days')",
		"message": "{subject}, driven by {who.name}, was sealed on {sealed_on}: check the seal, and seal it anew",
		"cases": [
			{"given": {"sealed_on": "2026-05-04"}, "at": "2026-05-06", "expect": "met", "lapses": "2026-05-07"},
			{"given": {}, "at": "2026-05-06", "expect": "undetermined"}
		]
	}]`)}}
	set, err := rulecheck.Load[Depot](files, rules.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, outcome := range set.Test() {
		fmt.Println(outcome)
	}
	depot := &Depot{
		Trailers: []Trailer{{ID: "T-1", Driver: "P-7", SealedOn: records.Day(2026, 5, 1)}, {ID: "T-2", SealedOn: records.Day(2026, 5, 3)}},
		Drivers:  []records.Person{{ID: "P-7", Name: "Ana Costa"}},
	}
	for _, f := range conformity.Run(set.Checks(), depot, time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)) {
		fmt.Println(f)
	}
	// Output:
	// depot.seals: case 1: met
	// depot.seals: case 2: undetermined
	// depot.seals unmet: trailer T-1, driven by Ana Costa, was sealed on 2026-05-01: check the seal, and seal it anew
	// depot.seals met: trailer T-2 satisfies within(sealed_on, '2 days')
}

// What is wrong with a file comes back with its place, and with what was probably meant.
func ExampleLoad_error() {
	_, err := rulecheck.Load[Depot](fstest.MapFS{"depot.json": {Data: []byte(`[{
		"check": "depot.seals", "for": "trailer", "message": "no",
		"require": "true"
	}, {
		"check": "depot.drivers", "for": "trailers", "message": "{drivr} is unknown",
		"require": "drivr != ''"
	}]`)}}, rules.Limits{})
	fmt.Println(err)
	// Output:
	// depot.json:2:34: [0].for: "trailer" is no list of the system, did you mean trailers?
	// depot.json:5:61: [1].message: there is no field "drivr", did you mean driver?
	// depot.json:6:14: [1].require: unknown name drivr, did you mean driver?
}
