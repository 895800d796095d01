package change

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/records"
)

const (
	none         = conformity.StatusNone
	met          = conformity.StatusMet
	unmet        = conformity.StatusUnmet
	undetermined = conformity.StatusUndetermined
	today        = "2026-03-31"
)

func day(s string) records.Date {
	if s == "" {
		return records.Date{}
	}
	d, err := records.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func instant(s string) time.Time { return day(s).Start() }

func on(s string) records.Clock { return records.At(instant(s)) }

// considered returns a change of some kinds that was assessed on one day and took effect on another.
func considered(id records.ID[Change], assessedOn, effectiveOn string, kinds ...Kind) Change {
	x := Change{ID: id, Title: "a change", Kinds: kinds, DecidedBy: "P-BAKKER", DecidedOn: day("2026-01-15"), EffectiveOn: day(effectiveOn)}
	if assessedOn != "" {
		x.Assessment = Assessment{On: day(assessedOn), By: "P-HADDAD", Outcome: "two risks rated anew"}
	}
	return x
}

// good returns an input that meets every requirement of the package today.
func good() Input {
	return Input{
		Changes: []Change{
			considered("CH-A", "2026-01-20", "2026-02-01", OfOrganization),
			considered("CH-B", "2026-01-20", "2026-02-01", OfTarget),
			considered("CH-C", "2026-01-20", "2026-02-01", OfProcedure),
			considered("CH-D", "2026-01-20", "2026-02-01", OfTechnology),
			considered("CH-E", "2026-01-20", "2026-02-01", OfSupplier),
			{ID: "CH-M", Title: "the purchase of Kade Logistics", Kinds: []Kind{Acquisition}, EnteredOn: day("2026-01-05"), DecidedBy: "P-VERMEER", DecidedOn: day("2026-01-12"),
				Assessment:  Assessment{On: day("2026-01-20"), By: "P-HADDAD", Outcome: "their yard is open"},
				EffectiveOn: day("2026-02-01"), AffectsSystem: records.Yes, PolicyReviewDueOn: day("2026-06-30")},
		},
		Policies: []policy.Policy{{ID: "POL", Title: "security policy", Revisions: []policy.Revision{{
			Number: "3", ReviewTriggers: []policy.Trigger{policy.MergerOrAcquisition, policy.BusinessScopeChange},
			Authorization: policy.Authorization{By: "P-VERMEER", On: day("2026-01-12")}, EffectiveFrom: day("2026-01-15")}}}},
	}
}

// A row is what an input comes to on a requirement.
type row struct {
	name    string
	spoil   func(*Input)
	at      string
	want    conformity.Status // of the worst finding
	message string
	lapses  string // when the worst finding changes; empty: never
	becomes conformity.Status
}

func decide(in Input, requirement, at string) []conformity.Finding {
	checks := slices.DeleteFunc(Checks(), func(c conformity.Check[Input]) bool { return c.Requirement() != requirement })
	return conformity.Run(checks, in, instant(at))
}

func try(t *testing.T, requirement string, rows []row) {
	t.Helper()
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			in := good()
			tt.spoil(&in)
			findings := decide(in, requirement, tt.at)
			require.NotEmpty(t, findings)
			got := findings[0]
			require.NoError(t, got.Err)
			assert.Equal(t, tt.want, got.Status, got.Message())
			assert.Equal(t, tt.message, got.MessageID(), got.Message())
			assert.Equal(t, instant(tt.lapses), got.Lapses, got.Then())
			assert.Equal(t, tt.becomes, got.Becomes, got.Then())
		})
	}
}

func asIs(*Input) {}

// only leaves one change, spoilt.
func only(id records.ID[Change], spoil func(*Change)) func(*Input) {
	return func(in *Input) {
		in.Changes = slices.DeleteFunc(in.Changes, func(x Change) bool { return x.ID != id })
		spoil(&in.Changes[0])
	}
}

func paths(err error) []string {
	var list []string
	for _, f := range records.FaultsOf(err) {
		list = append(list, f.Path)
	}
	return list
}
