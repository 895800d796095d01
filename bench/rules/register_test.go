package rules_test

import (
	"runtime"
	"testing"
	"time"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/rules"
)

// rater has criteria of five by five, the product in four bands, and six rules.
func rater(t testing.TB) *risk.Rater {
	c := risk.Criteria{
		ID:          "C-1",
		Title:       "five by five",
		Likelihood:  risk.Labels("Rare", "Unlikely", "Possible", "Likely", "Almost certain"),
		Consequence: risk.Labels("Negligible", "Minor", "Moderate", "Major", "Severe"),
		Levels:      []risk.Level{{Label: "Low"}, {Label: "Medium"}, {Label: "High"}, {Label: "Critical"}},
		Combination: risk.Combination{By: risk.ByProduct, Bands: []risk.Band{
			{Label: "Low", Scores: risk.Between(1, 4)},
			{Label: "Medium", Scores: risk.Between(5, 9)},
			{Label: "High", Scores: risk.Between(10, 14)},
			{Label: "Critical", Scores: risk.Between(15, 25)},
		}},
		Tolerability: rules.Definition{Default: "intolerable", Rules: []rules.Rule{
			{Name: "critical", When: `level == 4`, Then: "intolerable"},
			{Name: "low", When: `level == 1`, Then: "tolerable"},
			{Name: "nobody answers", When: `owner == ""`, Then: "intolerable"},
			{Name: "rare", When: `likelihood == 1 && level <= 2`, Then: "tolerable"},
			{Name: "port", When: `site == "port" && level >= 3`, Then: "intolerable"},
			{Name: "medium", When: `level == 2 || stage == "storage"`, Then: "tolerable"},
		}},
	}
	made, err := c.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// register makes risks that are rated in all eight categories.
func register(n int) []risk.Risk {
	all := make([]risk.Risk, n)
	list := make([]risk.Consequence, 8*n)
	for i := range all {
		rating := risk.Rating{Likelihood: 1 + i%5, Consequences: list[8*i : 8*i+8 : 8*i+8]}
		for k, category := range risk.Categories() {
			rating.Consequences[k] = risk.Consequence{Category: category, Step: 1 + (i*(k+3)/7+k)%(1+i%5)}
		}
		all[i] = risk.Risk{
			ID: "R-1", Inherent: rating,
			Owner: records.ID[records.Person]([]string{"", "P-1", "P-2"}[i%3]),
			Site:  []string{"port", "Hull"}[i/3%2], Stage: []string{"storage", "transport"}[i/5%2],
		}
	}
	return all
}

// decideByHand is what somebody writes who knows the criteria: rating and rules in one loop.
func decideByHand(r *risk.Risk) (level int, tolerable bool) {
	for i := range r.Inherent.Consequences {
		band := 1
		switch score := r.Inherent.Likelihood * r.Inherent.Consequences[i].Step; {
		case score >= 15:
			band = 4
		case score >= 10:
			band = 3
		case score >= 5:
			band = 2
		}
		level = max(level, band)
	}
	switch {
	case level == 4:
		return level, false
	case level == 1:
		return level, true
	case r.Owner == "":
		return level, false
	case r.Inherent.Likelihood == 1 && level <= 2:
		return level, true
	case r.Site == "port" && level >= 3:
		return level, false
	case level == 2 || r.Stage == "storage":
		return level, true
	}
	return level, false
}

func TestRegistersAgree(t *testing.T) {
	made := rater(t)
	seen := map[bool]int{}
	for _, r := range register(5000) {
		level, tolerable := decideByHand(&r)
		rated, err := made.Rate(r)
		if err != nil {
			t.Fatal(err)
		}
		ruling, err := made.Decide(rated, nil, asOf())
		if judged, wrong := made.Judge(&r, nil, asOf()); wrong != nil || judged != ruling {
			t.Fatalf("%+v: judged %v %v, decided %v", r, judged, wrong, ruling)
		}
		if graded, _ := rated.Inherent.Level(); err != nil || graded != level || (ruling.Outcome == risk.Tolerable) != tolerable {
			t.Fatalf("%+v: %v %v, by hand %d %v", r, ruling, err, level, tolerable)
		}
		seen[tolerable]++
	}
	if len(seen) < 2 {
		t.Error("all risks are decided the same")
	}
}

func asOf() time.Time { return time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC) }

// BenchmarkRegister rates and decides a register of a million risks in eight categories each,
// and reports the heap beyond the register at the end.
func BenchmarkRegister(b *testing.B) {
	n := 1_000_000
	if once(b) {
		n = 1000
	}
	list, made := register(n), rater(b)
	b.Run("go", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for i := range list {
				level, _ := decideByHand(&list[i])
				kept += level
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/risk")
	})
	b.Run("iso28000", func(b *testing.B) {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		at := asOf()
		b.ReportAllocs()
		for b.Loop() {
			for i := range list {
				ruling, err := made.Judge(&list[i], nil, at)
				if err != nil {
					b.Fatal(err)
				}
				kept += len(ruling.Outcome)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/risk")
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-min(before.HeapAlloc, after.HeapAlloc)), "heap-B")
	})
}
