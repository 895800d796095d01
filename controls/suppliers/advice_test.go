package suppliers

import (
	"testing"

	"github.com/iso28000/iso28000/conformity/conformitytest"
)

func TestAdvice(t *testing.T) {
	on := conformitytest.Day
	in := Input{Suppliers: []Supplier{{
		ID: "S", Kind: Contractor, From: on("2026-01-10"), Screenings: []Screening{{On: on("2026-01-02"), Outcome: Fit}}, NextScreeningOn: on("2026-06-01"),
		Assurances: []Assurance{{What: "scanner tested", On: on("2026-01-10")}},
	}}}
	supplier := func(change func(x *Supplier)) func(in *Input) { return func(in *Input) { change(&in.Suppliers[0]) } }
	conformitytest.Advice(t, Advice(), in, "2026-06-01", []conformitytest.AdviceRow[Input]{
		{Row: "4.4.6.process.purchase.1", Depart: supplier(func(x *Supplier) { x.Screenings = nil }), Message: "suppliers.advice.screened"},
		{Row: "4.4.6.process.purchase.1", Depart: supplier(func(x *Supplier) { x.NextScreeningOn = on("2026-05-31") }), Message: "suppliers.advice.again"},
		{Row: "4.5.1.process.suppliers.2", Depart: supplier(func(x *Supplier) { x.Assurances[0].ValidUntil = on("2026-05-31") }), Message: "suppliers.advice.assured"},
		{Row: "4.5.1.process.suppliers.3", Depart: supplier(func(x *Supplier) { x.Assurances[0].On = on("2026-01-11") }), Message: "suppliers.advice.before"},
	})
}
