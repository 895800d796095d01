package organization

import (
	"testing"
	"time"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/records"
)

const (
	none         = conformity.StatusNone
	met          = conformity.StatusMet
	unmet        = conformity.StatusUnmet
	undetermined = conformity.StatusUndetermined
)

type row = conformitytest.Row[Input]

func suite() conformitytest.Suite[Input] {
	return conformitytest.Suite[Input]{Checks: Checks(), At: "2026-06-01"}
}

func try(t *testing.T, requirement string, rows []row) {
	t.Helper()
	suite().Try(t, requirement, "", rows)
}

func day(s string) records.Date { return conformitytest.Day(s) }

func instant(s string) time.Time { return conformitytest.Instant(s) }

// good returns an input that meets every requirement of the package on 2026-06-01.
func good() Input {
	return Input{
		Establishments: []Establishment{{ID: "EST", Purpose: "secure container handling", InForceFrom: day("2025-01-01")}},
		Scopes: []Scope{{
			ID: "SC", Revision: "1", Sites: []Site{{Name: "Terminal North"}}, Activities: []string{"container handling"},
			ApprovedBy: "ceo", ApprovedOn: day("2024-12-10"), EffectiveFrom: day("2025-01-01"),
		}},
		OutsourcedProcesses: []OutsourcedProcess{
			{
				ID: "OP", Title: "haulage", Provider: "Haulier Ltd", AffectsConformity: records.Yes, ControlDescription: "seals are checked at the gate",
				ResponsibleRole: "manager", Controls: []OutsourcingControl{{Title: "seal check", InOperationFrom: day("2025-02-01"), LastVerifiedOn: day("2026-02-01")}},
			},
			{ID: "OP-2", Title: "canteen", Provider: "Cook Ltd", AffectsConformity: records.No},
		},
		Roles: []Role{
			{
				ID: "ceo-role", Title: "managing director", TopManagement: true, Highest: true, SecurityDuties: records.Yes,
				Responsibilities: []string{"the policy"}, Authorities: []string{"to spend"},
				Holders:        []Holder{{Person: "ceo", From: day("2020-01-01")}},
				Communications: []Notice{{Person: "ceo", On: day("2025-01-05")}},
			},
			{
				ID: "manager", Title: "security manager", SecurityDuties: records.Yes, ReportsTo: "ceo-role", ChangedOn: day("2025-06-01"),
				Responsibilities: []string{"the gate"}, Authorities: []string{"to stop a loading"},
				Holders:        []Holder{{Person: "old", From: day("2020-01-01"), Until: day("2025-12-31")}, {Person: "new", From: day("2026-01-01")}},
				Communications: []Notice{{Person: "new", On: day("2025-12-20")}},
			},
			{ID: "cook", Title: "cook", SecurityDuties: records.No},
		},
		Appointments: []Appointment{{
			ID: "AP", Kind: ManagementRepresentative, Holder: "ceo", From: day("2025-01-01"),
			Responsibilities: []Charge{Design, Maintenance, Documentation, Improvement},
		}},
		Resources: []Resource{{
			ID: "RES", Title: "gate guards", Kind: People, Unit: "guards",
			Needs:    []Need{{Amount: number("2"), From: day("2025-01-01"), EnteredOn: day("2024-12-01")}},
			Provided: []Provision{{Amount: number("2"), From: day("2025-01-01")}},
		}},
		Stakeholders: []Stakeholder{{
			ID: "ST", Name: "customers", RegisteredOn: day("2025-01-01"),
			Expectations: []Expectation{
				{Text: "sealed containers", IdentifiedOn: day("2025-02-01"), LastMonitoredOn: day("2026-02-01"), NeedsResponse: records.Yes,
					Response: Response{Text: "bolt seals", DueOn: day("2025-04-30"), DoneOn: day("2025-04-20")}},
				{Text: "short waiting", IdentifiedOn: day("2025-02-01"), NeedsResponse: records.No},
			},
		}},
		Settings: []Setting{{ID: "SET", Name: ExpectationInterval, Period: records.Months(12), ApprovedBy: "ceo", ApprovedOn: day("2025-01-05")}},
		Persons:  []records.Person{{ID: "ceo", Name: "C. Ceo"}, {ID: "old", Name: "O. Old"}, {ID: "new", Name: "N. New"}},
		Attestations: []records.Attestation{
			{ID: "A1", Requirement: "4.1.establish", Judgement: records.Conforms, By: "ceo", Role: "managing director", MadeOn: day("2026-03-01"), ValidUntil: day("2027-02-28")},
			{ID: "A2", Requirement: "4.4.1.d", Judgement: records.Conforms, By: "ceo", Role: "managing director", MadeOn: day("2026-03-01"), ValidUntil: day("2027-02-28")},
		},
	}
}

// with returns the good input, changed.
func with(change func(in *Input)) Input {
	in := good()
	change(&in)
	return in
}
