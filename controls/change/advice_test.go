package change

import (
	"testing"

	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

func TestAdvice(t *testing.T) {
	on := conformitytest.Day
	in := AdviceInput{
		Changes: []Change{{
			ID: "C", Assessment: Assessment{On: on("2026-01-02"), By: "ana", Outcome: "locks first"}, DecidedOn: on("2026-01-03"), DecidedBy: "ceo",
			EffectiveOn: on("2026-03-01"), Risks: []RiskReview{{Risk: "R"}},
		}},
		Treatments: []risk.Treatment{{ID: "T", Risks: []records.ID[risk.Risk]{"R"}, ChosenOn: on("2026-01-02"), ImplementedOn: on("2026-03-01")}},
	}
	late := func(in *AdviceInput) { in.Treatments[0].ImplementedOn = on("2026-03-02") }
	conformitytest.Advice(t, Advice(), in, "2026-06-01", []conformitytest.AdviceRow[AdviceInput]{
		{Row: "4.3.1.process.general.6", Depart: late, Message: "change.advice.measures", Field: "effective_on"},
		{Row: "4.3.1.process.general.6", Follow: func(in *AdviceInput) { late(in); in.Treatments[0].ChosenOn = on("2026-03-02") }, Depart: late},
	})
}
