package suppliers

import (
	"testing"
	"time"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

const (
	none         = conformity.StatusNone
	met          = conformity.StatusMet
	unmet        = conformity.StatusUnmet
	undetermined = conformity.StatusUndetermined
	today        = "2026-03-31"
)

type row = conformitytest.Row[Input]

func suite() conformitytest.Suite[Input] {
	return conformitytest.Suite[Input]{Checks: Checks(), At: "2026-03-31"}
}

func decide(in Input, requirement, at string) []conformity.Finding {
	return suite().Findings(in, requirement, at)
}

func try(t *testing.T, requirement string, rows []row) {
	t.Helper()
	suite().Try(t, requirement, "", rows)
}

func day(s string) records.Date { return conformitytest.Day(s) }

func instant(s string) time.Time { return conformitytest.Instant(s) }

func on(s string) records.Clock { return conformitytest.Clock(s) }

func paths(err error) []string { return conformitytest.Faults(err) }

// with returns the good input, changed.
func with(change func(in *Input)) Input { return conformitytest.With(good(), change) }

// good returns an input that meets every requirement of the package today.
func good() Input {
	return Input{
		Suppliers: []Supplier{
			{ID: "S-1", Name: "Van Dijk Transport", Kind: Carrier, Position: organization.Own, From: day("2021-03-01")},
			{ID: "S-2", Name: "Lindqvist Logistik", Kind: Carrier, Position: organization.Own, From: day("2022-05-01")},
		},
		Activities: []Activity{{
			ID: "ACT-STUFFING", Title: "stuffing by shippers", Position: organization.Upstream, From: day("2021-03-01"),
			Evaluations: []Evaluation{{On: day("2025-11-10"), By: "P-VISSER", Result: "three shippers stuff out of sight", Threats: []EvaluatedThreat{
				{Threat: "T-DRUGS", NeedsMitigation: records.Yes}, {Threat: "T-STRIKE", NeedsMitigation: records.No, Reason: "not ours to bear"}}}},
			Mitigations: []Mitigation{{Threat: "T-DRUGS", Control: "C-SCAN"}},
		}},
		Purchases: []Purchase{
			{ID: "PU-HAUL", Title: "road haulage", Kind: Service, SecurityRelevant: records.Yes, Suppliers: []records.ID[Supplier]{"S-1", "S-2"}},
			{ID: "PU-PAPER", Title: "office paper", Kind: Good, SecurityRelevant: records.No},
		},
		Specifications: []Specification{{
			ID: "SPEC-HAUL", Title: "carrier conditions", Purchases: []records.ID[Purchase]{"PU-HAUL"},
			Revisions:      []Revision{{Number: "2", Requirements: []string{"approved routes only"}, ApprovedBy: "P-BAKKER", ApprovedOn: day("2025-12-01"), EffectiveFrom: day("2026-01-01")}},
			Communications: []Communication{{On: day("2025-12-05"), Revision: "2", Suppliers: []records.ID[Supplier]{"S-1", "S-2"}, Means: "annex to the contract"}},
		}},
		Threats:  []risk.Threat{{ID: "T-DRUGS", Title: "drugs"}, {ID: "T-STRIKE", Title: "strike"}},
		Controls: []risk.Control{{ID: "C-SCAN", Title: "scanning", InOperationFrom: day("2025-05-12")}},
		Settings: []organization.Setting{{ID: "SET", Name: organization.UpstreamEvaluationInterval, Period: records.Months(12), ApprovedBy: "P-VERMEER", ApprovedOn: day("2024-12-02")}},
	}
}
