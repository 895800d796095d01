package change

import (
	"slices"
	"testing"
	"time"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/conformity/conformitytest"
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

type row = conformitytest.Row[Input]

func suite() conformitytest.Suite[Input] {
	return conformitytest.Suite[Input]{Checks: Checks(), At: today}
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

// only leaves one change, spoilt.
func only(id records.ID[Change], spoil func(*Change)) func(*Input) {
	return func(in *Input) {
		in.Changes = slices.DeleteFunc(in.Changes, func(x Change) bool { return x.ID != id })
		spoil(&in.Changes[0])
	}
}
