package risk_test

import (
	"fmt"
	"testing"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// register returns the complete system with n risks, each under a control and a treatment of its own.
func register(n int) risk.Input {
	in := complete()
	in.Assessments[0].WholeRegister, in.Assessments[0].Risks, in.Assessments[0].Threats = true, nil, nil
	model, control, treatment := in.Risks[0], in.Controls[0], in.Treatments[0]
	in.Risks, in.Controls, in.Treatments = nil, nil, nil
	for i := range n {
		r, c, tr := model, control, treatment
		r.ID, c.ID, tr.ID = records.ID[risk.Risk](fmt.Sprintf("R-%06d", i)), records.ID[risk.Control](fmt.Sprintf("K-%06d", i)), records.ID[risk.Treatment](fmt.Sprintf("TR-%06d", i))
		r.Controls, tr.Risks, c.Treatment = []records.ID[risk.Control]{c.ID}, []records.ID[risk.Risk]{r.ID}, tr.ID
		in.Risks, in.Controls, in.Treatments = append(in.Risks, r), append(in.Controls, c), append(in.Treatments, tr)
	}
	return in
}

// All checks of the clause over a register: the time grows with the number of risks, not faster.
func BenchmarkChecks(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		in := register(n)
		at := instant(today)
		b.Run(fmt.Sprintf("risks=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				conformity.Assess(in, risk.Checks(), at, conformity.Options{})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/risk")
		})
	}
}
