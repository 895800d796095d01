package evaluation

import (
	"testing"

	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk/legal"
)

func TestAdvice(t *testing.T) {
	on := conformitytest.Day
	in := Input{
		Evaluations: []Evaluation{
			{ID: "E", On: on("2026-02-01"), By: "ana", Judged: []Judged{{Subject: Subject{Procedure: "P"}, Outcome: Revise, Reason: "x", ReviseBy: on("2026-06-01")}}},
			{ID: "F", On: on("2026-04-01"), By: "ana", Judged: []Judged{{Subject: Subject{Requirement: "L"}, Complies: records.Yes}}},
		},
		Requirements: []legal.Requirement{{
			ID: "L", Amendments: []legal.Amendment{{Key: "1", What: "x", EffectiveOn: on("2026-04-01")}},
			Determinations: []legal.Determination{{On: on("2026-01-01"), Applies: records.Yes, How: "gates"}},
		}},
	}
	by := func(day string) func(in *Input) {
		return func(in *Input) { in.Evaluations[0].Judged[0].ReviseBy = on(day) }
	}
	conformitytest.Advice(t, Advice(), in, "2026-06-01", []conformitytest.AdviceRow[Input]{
		{Row: "4.5.2.intent.3", Depart: by("2026-05-31"), Message: "evaluation.advice.revised", Field: "judged[0].revised"},
		{Row: "4.5.2.intent.3", Follow: func(in *Input) { by("")(in); in.Evaluations[0].Judged[0].Revised.On = on("2026-05-01") }, Depart: by("")},
		{Row: "4.5.2.input.8", Depart: func(in *Input) { in.Evaluations[1].On = on("2026-03-31") }, Message: "evaluation.advice.amended"},
	})
}
