package change

import (
	"fmt"
	"math/rand"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/controls"
	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/controls/suppliers"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/risk/legal"
)

func thing(id string) records.Ref { return records.Ref{Kind: "thing", ID: id} }

func basis(id, settledOn string, on ...string) Basis {
	b := Basis{Record: thing(id), SettledOn: day(settledOn)}
	for _, o := range on {
		b.RestsOn = append(b.RestsOn, thing(o))
	}
	return b
}

// touching is decided on 15 January and takes effect on 1 February.
func touching(ids ...string) Change {
	x := considered("CH", "2026-01-20", "2026-02-01", OfProcess)
	for _, id := range ids {
		x.Touches = append(x.Touches, thing(id))
	}
	return x
}

func names(stale []Stale) []string {
	list := make([]string, len(stale))
	for i, s := range stale {
		list[i] = s.Record.ID
		if !s.Through.IsZero() {
			list[i] += " by way of " + s.Through.ID
		}
	}
	return list
}

func TestFindStale(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change Change
		bases  []Basis
		at     string
		want   []string
	}{
		{"settled before the decision", touching("T"), []Basis{basis("A", "2026-01-14", "T")}, today, []string{"A"}},
		{"on the day of the decision", touching("T"), []Basis{basis("A", "2026-01-15", "T")}, today, []string{}},
		{"between decision and effect: in view of it", touching("T"), []Basis{basis("A", "2026-01-28", "T")}, today, []string{}},
		{"not in effect yet", touching("T"), []Basis{basis("A", "2026-01-14", "T")}, "2026-01-31", []string{}},
		{"rests on something else", touching("T"), []Basis{basis("A", "2026-01-14", "U")}, today, []string{}},
		{"never settled", touching("T"), []Basis{basis("A", "", "T")}, today, []string{}},
		{"settled later than asked", touching("T"), []Basis{basis("A", "2026-04-10", "T"), basis("A", "2025-01-01", "T")}, today, []string{"A"}},
		{"by way of another", touching("T"), []Basis{basis("A", "2025-01-01", "T"), basis("B", "2025-01-01", "A"), basis("C", "2025-01-01", "B")}, today,
			[]string{"A", "B by way of A", "C by way of B"}},
		{"not by way of one that was settled again", touching("T"), []Basis{basis("A", "2026-02-10", "T"), basis("B", "2025-01-01", "A")}, today, []string{}},
		{"the shortest way", touching("T"), []Basis{basis("A", "2025-01-01", "T"), basis("B", "2025-01-01", "A", "T")}, today, []string{"A", "B"}},
		{"in a circle", touching("T"), []Basis{basis("A", "2025-01-01", "T", "B"), basis("B", "2025-01-01", "A")}, today, []string{"A", "B by way of A"}},
		{"what was touched itself", touching("T"), []Basis{basis("T", "2025-01-01"), basis("A", "2025-01-01", "T")}, today, []string{"A", "T"}},
		{"what was touched was settled again, and what rests on it was not", touching("T"), []Basis{basis("T", "2026-02-10"), basis("A", "2025-01-01", "T")}, today, []string{"A"}},
		{"looked at on account of the change", func() Change {
			x := touching("T")
			x.Reviews = []Review{{Record: thing("A"), On: day("2026-02-10"), By: "P", Outcome: "stays"}}
			return x
		}(), []Basis{basis("A", "2025-01-01", "T"), basis("B", "2025-01-01", "A")}, today, []string{}},
		{"not looked at yet", func() Change {
			x := touching("T")
			x.Reviews = []Review{{Record: thing("A"), On: day("2026-04-10"), By: "P", Outcome: "stays"}}
			return x
		}(), []Basis{basis("A", "2025-01-01", "T")}, today, []string{"A"}},
		{"imposed: from when it was considered or took effect", func() Change {
			x := touching("T")
			x.DecidedBy, x.DecidedOn, x.Imposed = "", records.Date{}, true
			return x
		}(), []Basis{basis("A", "2026-01-19", "T"), basis("B", "2026-01-20", "T")}, today, []string{"A"}},
		{"considered after it took effect", func() Change {
			x := touching("T")
			x.DecidedBy, x.DecidedOn, x.Assessment.On = "", records.Date{}, day("2026-02-20")
			return x
		}(), []Basis{basis("A", "2026-01-31", "T"), basis("B", "2026-02-01", "T")}, today, []string{"A"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, names(FindStale([]Change{tt.change}, tt.bases, on(tt.at))))
		})
	}
}

// A risk that a change bears on is stale until somebody has looked at it on that account.
func TestRisksOfAChange(t *testing.T) {
	x := considered("CH", "2026-01-20", "2026-02-01", OfProcess)
	x.Risks = []RiskReview{{Risk: "R"}}
	bases := []Basis{{Record: x.Risks[0].Risk.Ref(), SettledOn: day("2025-01-01")}}
	assert.Equal(t, []string{"R"}, names(FindStale([]Change{x}, bases, on(today))))
	x.Risks[0] = RiskReview{Risk: "R", Outcome: risk.Confirmed, On: day("2026-04-01"), By: "P"}
	assert.Len(t, FindStale([]Change{x}, bases, on(today)), 1, "tomorrow is not today")
	assert.Empty(t, FindStale([]Change{x}, bases, on("2026-04-01")))
}

func TestStaleSaysWhy(t *testing.T) {
	stale := FindStale([]Change{touching("T")}, []Basis{basis("A", "2025-01-01", "T"), basis("B", "2025-02-02", "A")}, on(today))
	require.Len(t, stale, 2)
	assert.Equal(t, "thing B was settled on 2025-02-02, before change CH, which touched thing T, was known on 2026-01-15; it rests on that by way of thing A", stale[1].String())
}

// A long chain, a hub and many changes: the answer is small and the same whatever the order.
func TestFindStaleIsBoundedAndStable(t *testing.T) {
	const n = 5_000
	bases := make([]Basis, 0, 2*n)
	for i := range n {
		bases = append(bases, basis(fmt.Sprint("A", i), "2025-01-01", fmt.Sprint("A", i-1)), basis(fmt.Sprint("B", i), "2025-01-01", "A-1"))
	}
	changes := []Change{touching("A-1"), touching("nothing")}
	changes[1].ID = "CH-0"
	want := FindStale(changes, bases, on(today))
	assert.Len(t, want, 2*n)
	random := rand.New(rand.NewSource(1))
	random.Shuffle(len(bases), func(i, j int) { bases[i], bases[j] = bases[j], bases[i] })
	slices.Reverse(changes)
	assert.Equal(t, want, FindStale(changes, bases, on(today)))
}

// A change touches one role, one threat, one supplier; all that was settled before and rests on
// them is stale, through all the clauses.
func TestBases(t *testing.T) {
	early := day("2025-06-01")
	revision := documents.Revision{Number: "1", ApprovedBy: "P", ApprovedOn: early, EffectiveFrom: early}
	approved := objectives.Revision{Number: "1", ApprovedBy: "P", ApprovedOn: early, EffectiveFrom: early}
	s := Settled{
		Policies: []policy.Policy{{ID: "POL", Revisions: []policy.Revision{{Number: "1", Authorization: policy.Authorization{By: "P", On: early}, EffectiveFrom: early,
			ResponsibleRoles: []records.ID[organization.Role]{"R-GATE"}}}}},
		Documents:         []documents.Document{{ID: "D", Owner: "R-GATE", Revisions: []documents.Revision{revision}}},
		Procedures:        []documents.Procedure{{ID: "PR", Steps: []documents.Step{{Text: "check", Responsible: "R-GATE"}}, Revisions: []documents.Revision{revision}}, {ID: "PR-DRAFT", Owner: "R-GATE"}},
		Threats:           []risk.Threat{{ID: "T"}},
		Risks:             []risk.Risk{{ID: "R", Threats: []records.ID[risk.Threat]{"T"}, AddedOn: early}},
		Assessments:       []risk.Assessment{{ID: "A", WholeRegister: true, PerformedOn: early, ApprovedBy: "P", ApprovedOn: early}},
		Treatments:        []risk.Treatment{{ID: "TR", Risks: []records.ID[risk.Risk]{"R"}, ChosenOn: early}},
		LegalRequirements: []legal.Requirement{{ID: "L", Determinations: []legal.Determination{{On: early, By: "P", Applies: records.Yes, How: "x", Threats: []records.ID[risk.Threat]{"T"}}}}},
		Objectives:        []objectives.Objective{{ID: "O", Revisions: []objectives.ObjectiveRevision{{Revision: approved, DerivedFrom: []objectives.Source{{Policy: "POL", Key: "k"}}}}}},
		Targets:           []objectives.Target{{ID: "TA", Objective: "O", Revisions: []objectives.TargetRevision{{Revision: approved}}}},
		Programmes:        []objectives.Programme{{ID: "PG", Revisions: []objectives.ProgrammeRevision{{Revision: approved, Treatments: []records.ID[risk.Treatment]{"TR"}}}}},
		Operations:        []controls.Operation{{ID: "OP", IdentifiedOn: early, Procedure: "PR"}},
		Equipment:         []equipment.Item{{ID: "EQ", Threats: []records.ID[risk.Threat]{"T"}, Works: []equipment.Work{{Stage: equipment.Installation, On: early, ConsideredOn: early}}}},
		Suppliers:         []suppliers.Supplier{{ID: "S", Screenings: []suppliers.Screening{{On: early, By: "P", Outcome: suppliers.Fit}}}},
		Activities:        []suppliers.Activity{{ID: "ACT", Suppliers: []records.ID[suppliers.Supplier]{"S"}, Evaluations: []suppliers.Evaluation{{On: early, By: "P", Result: "ok"}}}},
		Specifications: []suppliers.Specification{{ID: "SP", Purchases: []records.ID[suppliers.Purchase]{"PU"},
			Revisions: []suppliers.Revision{{Number: "1", ApprovedBy: "P", ApprovedOn: early, EffectiveFrom: early}}}},
	}
	reach := func(touched ...string) []string {
		x := considered("CH", "2026-01-20", "2026-02-01", OfProcess)
		for _, text := range touched {
			var r records.Ref
			require.NoError(t, r.UnmarshalText([]byte(text)))
			x.Touches = append(x.Touches, r)
		}
		var list []string
		for _, s := range FindStale([]Change{x}, Bases(s, on(today)), on(today)) {
			list = append(list, s.Record.ID)
		}
		slices.Sort(list)
		return list
	}
	assert.Equal(t, []string{"D", "O", "OP", "POL", "PR", "TA"}, reach("role/R-GATE"))
	assert.Equal(t, []string{"A", "EQ", "L", "PG", "R", "TR"}, reach("threat/T"))
	assert.Equal(t, []string{"ACT", "S"}, reach("supplier/S"))
	assert.Equal(t, []string{"SP"}, reach("purchase/PU"))

	s.Procedures[0].ReviewedOn = day("2026-02-03")
	assert.Equal(t, []string{"D", "O", "POL", "TA"}, reach("role/R-GATE"), "a procedure looked through since is not stale, nor is what rests on it")
}
