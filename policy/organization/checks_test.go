package organization

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

func number(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// An application that keeps nothing yet learns what the standard demands first; the qualities
// of what is not there are undetermined.
func TestNothingOnRecord(t *testing.T) {
	want := map[string]conformity.Status{
		"4.1.establish": unmet, "4.1.scope": unmet, "4.4.1.a": unmet, "4.4.1.c": unmet,
		"4.1.outsourced.control": undetermined, "4.1.outsourced.identify": undetermined, "4.4.1.documented": undetermined, "4.4.1.communicated": undetermined,
		"4.4.1.a.responsibility": undetermined, "4.4.1.c.action": undetermined, "4.4.1.d": undetermined,
	}
	got := suite().Statuses(Input{})
	assert.Equal(t, want, got)
}

// Each message has an id of its own, with the package in front.
func TestOneMessageOneID(t *testing.T) {
	in := good()
	for _, f := range conformity.Run(Checks(), in, instant("2026-06-01")) {
		assert.Regexp(t, `^(organization|judgement)\.`, f.MessageID())
	}
	ids := []string{}
	for _, c := range Checks() {
		ids = append(ids, c.Requirement())
	}
	ids = slices.Compact(ids)
	order := []string{}
	for requirement := range conformity.Requirements() {
		if slices.Contains(ids, requirement.ID) {
			order = append(order, requirement.ID)
		}
	}
	assert.Equal(t, order, ids, "in the order of the standard")
}

// What holds for every check: see the package conformitytest.
func TestProperties(t *testing.T) {
	assert.Len(t, suite().Requirements(), 11)
	suite().InOrder(t)
	suite().Properties(t, good(), faulty())
}

// faulty returns an input with faults of every kind, and days that lie ahead.
func faulty() Input {
	return with(func(in *Input) {
		in.Roles[1].Communications = nil
		in.Roles[2].SecurityDuties = ""
		in.Appointments = append(in.Appointments, Appointment{ID: "AP-2", Kind: ManagementRepresentative, Holder: "new", From: day("2025-01-01")})
		in.Scopes = append(in.Scopes, Scope{ID: "SC-2", Revision: "2", EffectiveFrom: day("2026-01-01")})
		in.Stakeholders = append(in.Stakeholders, Stakeholder{ID: "ST-2", Name: "neighbours"})
		in.Settings = append(in.Settings, Setting{ID: "SET-2", Name: ExpectationInterval, Period: records.Months(6), ApprovedBy: "ceo", ApprovedOn: day("2025-01-05")})
		in.Attestations = append(in.Attestations, records.Attestation{ID: "A3", Requirement: "4.4.1.d", Judgement: records.DoesNotConform, By: "ceo", MadeOn: day("2026-03-01"), ValidUntil: day("2027-02-28"), Reason: "too few guards"})
		in.Roles[1].Holders[1].Until = day("2026-09-30")
		in.Resources[0].Needs = append(in.Resources[0].Needs, Need{Amount: number("3"), From: day("2026-07-01"), EnteredOn: day("2026-06-15")})
		in.Stakeholders[0].Expectations[1].NeedsResponse = records.Yes
		in.Stakeholders[0].Expectations[1].Response = Response{Text: "a second lane", DueOn: day("2026-08-31"), DoneOn: day("2026-10-10")}
	})
}
