package records_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/records"
)

// A yard is what the tests of this package read: a container yard, in files.
type yard struct {
	Name     string                   `json:"name,omitzero"`
	Opened   records.Date             `json:"opened,omitzero"`
	Office   office                   `json:"office,omitzero"`
	Cargoes  []cargo                  `json:"cargoes,omitempty"`
	Keepers  []keeper                 `json:"keepers,omitempty"`
	Limits   map[string]int           `json:"limits,omitempty"`
	Duration map[state]records.Period `json:"duration,omitempty"`
}

// An office validates itself and its parts.
type office struct {
	Head   records.ID[keeper] `json:"head,omitzero"`
	Phones []string           `json:"phones,omitempty"`
}

type state string

func (state) Values() []string { return []string{"open", "sealed", "on hold"} }

type cargo struct {
	ID        records.ID[cargo]  `json:"id"`
	Title     string             `json:"title"`
	State     state              `json:"state,omitzero"`
	Keeper    records.ID[keeper] `json:"keeper,omitzero"`
	Weight    decimal.Decimal    `json:"weight,omitzero"`
	Pieces    int                `json:"pieces,omitzero"`
	Hazardous bool               `json:"hazardous,omitzero"`
	PackedOn  records.Date       `json:"packed_on,omitzero"`
	SeenAt    time.Time          `json:"seen_at,omitzero"`
	Seals     []string           `json:"seals,omitempty"`
	Checks    []check            `json:"checks,omitempty"`
	Evidence  []records.Ref      `json:"evidence,omitempty"`
	dimensions
}

// dimensions is embedded: its fields are those of a cargo.
type dimensions struct {
	Length *int8  `json:"length,omitempty"`
	Height uint16 `json:"height,omitzero"`
}

type check struct {
	Step int    `json:"step"`
	Note string `json:"note,omitzero"`
	Rule string `json:"rule,omitzero"`
}

type keeper struct {
	ID   records.ID[keeper] `json:"id"`
	Name string             `json:"name"`
}

func (c cargo) Ref() records.Ref  { return records.Ref{Kind: "cargo", ID: string(c.ID)} }
func (k keeper) Ref() records.Ref { return records.Ref{Kind: "keeper", ID: string(k.ID)} }

func (c cargo) Validate() error {
	var f records.Faults
	f.Require("id", string(c.ID))
	f.Require("title", c.Title)
	f.OptionalEnum("state", c.State)
	for i, check := range c.Checks {
		f.Within(fmt.Sprintf("checks[%d]", i), check.Validate())
	}
	return f.Err()
}

func (c check) Validate() error {
	var f records.Faults
	if c.Step < 1 {
		f.Add("step", "%d is no step: steps count from 1", c.Step)
	}
	return f.Err()
}
