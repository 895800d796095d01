package organization

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

func number(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// Everything that the package asks is met by the good input, which is valid.
func TestAllMet(t *testing.T) {
	in := good()
	decided := map[string]bool{}
	for _, f := range conformity.Run(Checks(), in, instant("2026-06-01")) {
		assert.Equal(t, met, f.Status, f.String())
		decided[f.Requirement] = true
	}
	assert.Len(t, decided, 11)
	validate(t, in.Establishments)
	validate(t, in.Scopes)
	validate(t, in.OutsourcedProcesses)
	validate(t, in.Roles)
	validate(t, in.Appointments)
	validate(t, in.Resources)
	validate(t, in.Stakeholders)
	validate(t, in.Settings)
}

func validate[T interface{ Validate() error }](t *testing.T, list []T) {
	t.Helper()
	for _, entity := range list {
		require.NoError(t, entity.Validate())
	}
}

// An application that keeps nothing yet learns what the standard demands first; the qualities
// of what is not there are undetermined.
func TestNothingOnRecord(t *testing.T) {
	want := map[string]conformity.Status{
		"4.1.establish": unmet, "4.1.scope": unmet, "4.4.1.a": unmet, "4.4.1.c": unmet,
		"4.1.outsourced.control": undetermined, "4.1.outsourced.identify": undetermined, "4.4.1.documented": undetermined, "4.4.1.communicated": undetermined,
		"4.4.1.a.responsibility": undetermined, "4.4.1.c.action": undetermined, "4.4.1.d": undetermined,
	}
	got := map[string]conformity.Status{}
	for _, f := range conformity.Run(Checks(), Input{}, instant("2026-06-01")) {
		got[f.Requirement] = f.Status
	}
	assert.Equal(t, want, got)
}

func TestOrderOfRecordsChangesNothing(t *testing.T) {
	in := good()
	// faults of every kind, so that there is something to get wrong
	in.Roles[1].Communications = nil
	in.Roles[2].SecurityDuties = ""
	in.Appointments = append(in.Appointments, Appointment{ID: "AP-2", Kind: ManagementRepresentative, Holder: "new", From: day("2025-01-01")})
	in.Scopes = append(in.Scopes, Scope{ID: "SC-2", Revision: "2", EffectiveFrom: day("2026-01-01")})
	in.Stakeholders = append(in.Stakeholders, Stakeholder{ID: "ST-2", Name: "neighbours"})
	in.Settings = append(in.Settings, Setting{ID: "SET-2", Name: ExpectationInterval, Period: records.Months(6), ApprovedBy: "ceo", ApprovedOn: day("2025-01-05")})
	in.Attestations = append(in.Attestations, records.Attestation{ID: "A3", Requirement: "4.4.1.d", Judgement: records.DoesNotConform, By: "ceo", MadeOn: day("2026-03-01"), ValidUntil: day("2027-02-28"), Reason: "too few guards"})
	report := func() string {
		text, err := conformity.Assess(in, Checks(), instant("2026-06-01"), conformity.Options{}).MarshalJSON()
		require.NoError(t, err)
		return string(text)
	}
	want := report()
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		shuffle(random, in.Establishments)
		shuffle(random, in.Scopes)
		shuffle(random, in.OutsourcedProcesses)
		shuffle(random, in.Roles)
		shuffle(random, in.Appointments)
		shuffle(random, in.Resources)
		shuffle(random, in.Stakeholders)
		shuffle(random, in.Settings)
		shuffle(random, in.Persons)
		shuffle(random, in.Attestations)
		require.Equal(t, want, report())
	}
}

func shuffle[T any](random *rand.Rand, list []T) {
	random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

// What a finding says of the future comes true: at the instant of each lapse, and not a
// second before.
func TestLapsesComeTrue(t *testing.T) {
	in := good()
	in.Roles[1].Holders[1].Until = day("2026-09-30")
	in.Resources[0].Needs = append(in.Resources[0].Needs, Need{Amount: number("3"), From: day("2026-07-01"), EnteredOn: day("2026-06-15")})
	in.Stakeholders[0].Expectations[1].NeedsResponse = records.Yes
	in.Stakeholders[0].Expectations[1].Response = Response{Text: "a second lane", DueOn: day("2026-08-31"), DoneOn: day("2026-10-10")}
	type key struct {
		requirement string
		subject     records.Ref
	}
	status := func(at time.Time) map[key]conformity.Status {
		worst := map[key]conformity.Status{}
		for _, f := range conformity.Run(Checks(), in, at) {
			k := key{f.Requirement, f.Subject}
			worst[k] = min(f.Status, orMet(worst[k]))
		}
		return worst
	}
	lapses := 0
	for _, f := range conformity.Run(Checks(), in, instant("2026-06-01")) {
		if f.Lapses.IsZero() {
			continue
		}
		lapses++
		k := key{f.Requirement, f.Subject}
		assert.Equal(t, f.Status, status(f.Lapses.Add(-1))[k], f.String())
		assert.NotEqual(t, f.Status, status(f.Lapses)[k], f.String())
	}
	assert.GreaterOrEqual(t, lapses, 4)
}

func orMet(s conformity.Status) conformity.Status {
	if s == none {
		return met
	}
	return s
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
