package suppliers

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

func refused[T records.Entity](t *testing.T, before, after T, err, want error) {
	t.Helper()
	if want == nil {
		require.NoError(t, err)
		if v, validates := any(after).(interface{ Validate() error }); validates {
			assert.NoError(t, v.Validate(), "a step leaves a valid record")
		}
		return
	}
	require.ErrorIs(t, err, want)
	var step *records.StepError
	require.ErrorAs(t, err, &step)
	assert.Equal(t, before, after, "a refused step changes nothing")
}

func TestSupplierLife(t *testing.T) {
	fit := Screening{On: day("2026-01-10"), By: "P", Outcome: Fit}
	unfit := Screening{On: day("2026-01-10"), By: "P", Outcome: Unfit, Note: "drivers unknown"}
	fresh := Supplier{ID: "S", Name: "Ostrava Truck", Kind: Carrier}
	screened, failed := fresh, fresh
	screened.Screenings = []Screening{fit}
	failed.Screenings = []Screening{unfit}
	used := screened
	used.From = day("2026-02-01")
	over := used
	over.Until = day("2026-02-28")
	d := day("2026-03-10")
	for _, tt := range []struct {
		name string
		take func(Supplier) (Supplier, error)
		want [5]error
	}{
		{"screen", func(x Supplier) (Supplier, error) {
			return x.Screen(Screening{On: d, By: "P", Outcome: Fit}, day("2027-03-10"))
		}, [5]error{nil, nil, nil, nil, ErrState}},
		{"screen before the last", func(x Supplier) (Supplier, error) {
			return x.Screen(Screening{On: day("2026-01-09"), By: "P", Outcome: Fit}, records.Date{})
		}, [5]error{nil, ErrOrder, ErrOrder, ErrOrder, ErrOrder}},
		{"assure", func(x Supplier) (Supplier, error) { return x.Assure(Assurance{What: "TAPA TSR", On: d}) }, [5]error{nil, nil, nil, nil, ErrState}},
		{"engage", func(x Supplier) (Supplier, error) { return x.Engage(d) }, [5]error{ErrState, nil, ErrState, ErrState, ErrState}},
		{"engage before it was screened", func(x Supplier) (Supplier, error) { return x.Engage(day("2026-01-09")) }, [5]error{ErrState, ErrState, ErrState, ErrState, ErrState}},
		{"end", func(x Supplier) (Supplier, error) { return x.End(d) }, [5]error{nil, nil, nil, nil, ErrState}},
		{"say nothing", func(x Supplier) (Supplier, error) { return x.End(records.Date{}) }, [5]error{ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete}},
	} {
		for i, x := range []Supplier{fresh, screened, failed, used, over} {
			got, err := tt.take(x)
			t.Run(tt.name, func(t *testing.T) { refused(t, x, got, err, tt.want[i]) })
		}
	}
}

func TestActivityLife(t *testing.T) {
	x := good().Activities[0]
	next, err := x.Evaluate(Evaluation{On: day("2026-04-01"), By: "P", Result: "ok", Threats: []EvaluatedThreat{{Threat: "T-DRUGS", NeedsMitigation: records.Yes}}})
	refused(t, x, next, err, nil)
	assert.Len(t, x.Evaluations, 1, "what was given is left as it was")
	next, err = x.Evaluate(Evaluation{On: day("2026-04-01"), By: "P", Result: "ok", Threats: []EvaluatedThreat{{Threat: "T-DRUGS"}}})
	refused(t, x, next, err, ErrIncomplete)
	next, err = x.Evaluate(Evaluation{On: day("2025-11-09"), By: "P", Result: "ok"})
	refused(t, x, next, err, ErrOrder)
	x.Until = day("2026-03-30")
	next, err = x.Evaluate(Evaluation{On: day("2026-03-31"), By: "P", Result: "ok"})
	refused(t, x, next, err, ErrState)

	next, err = x.Mitigate("T-DRUGS", "C-SCAN")
	refused(t, x, next, err, ErrUnknown)
	next, err = x.Mitigate("T-NEW", "C-SCAN")
	refused(t, x, next, err, ErrUnknown)
	next, err = x.Mitigate("T-STRIKE", "")
	refused(t, x, next, err, ErrIncomplete)
	next, err = x.Mitigate("T-STRIKE", "C-SCAN")
	refused(t, x, next, err, nil)
	assert.Equal(t, []records.ID[risk.Control]{"C-SCAN"}, next.Against("T-STRIKE"))
}

func TestUnmitigated(t *testing.T) {
	in := good()
	assert.Empty(t, in.Activities[0].Unmitigated(in.Controls, on(today)))
	in.Controls[0].Until = day("2026-03-30")
	assert.Equal(t, []records.ID[risk.Threat]{"T-DRUGS"}, in.Activities[0].Unmitigated(in.Controls, on(today)))
}

func TestSpecificationLife(t *testing.T) {
	x := good().Specifications[0]
	draft := Revision{Number: "3", Requirements: []string{"two drivers"}, ApprovedBy: "P-NOBODY", ApprovedOn: day("2026-01-01")}
	drafted, err := x.Draft(draft)
	refused(t, x, drafted, err, nil)
	assert.Empty(t, drafted.Revisions[1].ApprovedBy, "a draft brings no approval with it")
	again, err := drafted.Draft(draft)
	refused(t, drafted, again, err, ErrUnknown)

	told, err := drafted.Tell(Communication{On: day("2026-03-02"), Revision: "3", Suppliers: []records.ID[Supplier]{"S-1"}, Means: "letter"})
	refused(t, drafted, told, err, ErrState)
	approved, err := drafted.Approve("3", "P-BAKKER", day("2026-03-01"), day("2026-04-01"))
	refused(t, drafted, approved, err, nil)
	assert.Empty(t, drafted.Revisions[1].ApprovedBy, "what was given is left as it was")
	twice, err := approved.Approve("3", "P-BAKKER", day("2026-03-02"), day("2026-04-01"))
	refused(t, approved, twice, err, ErrState)
	backwards, err := drafted.Approve("3", "P-BAKKER", day("2026-03-02"), day("2026-03-01"))
	refused(t, drafted, backwards, err, ErrIncomplete)
	unknown, err := drafted.Approve("4", "P-BAKKER", day("2026-03-02"), day("2026-03-02"))
	refused(t, drafted, unknown, err, ErrUnknown)

	early, err := approved.Tell(Communication{On: day("2026-02-28"), Revision: "3", Suppliers: []records.ID[Supplier]{"S-1"}, Means: "letter"})
	refused(t, approved, early, err, ErrOrder)
	told, err = approved.Tell(Communication{On: day("2026-03-02"), Revision: "3", Suppliers: []records.ID[Supplier]{"S-1"}, Means: "letter"})
	refused(t, approved, told, err, nil)

	in := good()
	assert.Empty(t, told.Untold(in.Purchases, in.Suppliers, on(today)), "revision 2 is in force until then")
	assert.Equal(t, []records.ID[Supplier]{"S-2"}, told.Untold(in.Purchases, in.Suppliers, on("2026-04-01")))

	withdrawn, err := x.Withdraw(day("2026-04-01"))
	refused(t, x, withdrawn, err, nil)
	assert.NotNil(t, withdrawn.Current(on(today)))
	assert.Nil(t, withdrawn.Current(on("2026-04-01")))
	twice, err = withdrawn.Withdraw(day("2026-03-31"))
	refused(t, withdrawn, twice, err, ErrState)
	early, err = x.Withdraw(day("2025-12-31"))
	refused(t, x, early, err, ErrState)
}

func TestScreenedAndAssured(t *testing.T) {
	x := Supplier{Screenings: []Screening{{On: day("2026-01-10"), Outcome: Unfit}, {On: day("2026-01-10"), Outcome: Fit}, {On: day("2026-04-10"), Outcome: Unfit}},
		Assurances: []Assurance{{What: "old", On: day("2025-01-01"), ValidUntil: day("2026-03-30")}, {What: "held", On: day("2025-01-01"), ValidUntil: day(today)}, {What: "new", On: day("2026-04-01")}}}
	assert.Equal(t, Fit, x.Screened(on(today)).Outcome, "of two on one day the last")
	assert.Equal(t, Unfit, x.Screened(on("2026-04-10")).Outcome)
	assert.Nil(t, x.Screened(on("2026-01-09")))
	require.Len(t, x.Assured(on(today)), 1)
	assert.Equal(t, "held", x.Assured(on(today))[0].What)
}

func TestValidate(t *testing.T) {
	for _, x := range good().Suppliers {
		assert.NoError(t, x.Validate())
	}
	for _, x := range good().Purchases {
		assert.NoError(t, x.Validate())
	}
	assert.NoError(t, good().Activities[0].Validate())
	assert.NoError(t, good().Specifications[0].Validate())

	assert.Equal(t, []string{"id", "name", "kind", "position", "until", "screenings[0].on", "screenings[0].by", "screenings[0].note", "assurances[0].what", "assurances[0].valid_until"},
		paths(Supplier{Position: "beside", From: day("2026-02-01"), Until: day("2026-01-01"), Screenings: []Screening{{Outcome: Unfit}},
			Assurances: []Assurance{{On: day("2026-02-01"), ValidUntil: day("2026-01-01")}}}.Validate()))
	assert.Equal(t, []string{"id", "title", "position", "evaluations[0].on", "evaluations[0].by", "evaluations[0].result", "evaluations[0].threats[1].needs_mitigation", "evaluations[0].threats[1].threat", "mitigations[0].threat", "mitigations[0].control"},
		paths(Activity{Position: "x", Evaluations: []Evaluation{{Threats: []EvaluatedThreat{{Threat: "T"}, {Threat: "T", NeedsMitigation: "so so"}}}}, Mitigations: []Mitigation{{}}}.Validate()))
	assert.Equal(t, []string{"id", "title", "kind", "security_relevant", "suppliers[1]", "suppliers[2]"},
		paths(Purchase{SecurityRelevant: "x", Suppliers: []records.ID[Supplier]{"S", "S", ""}}.Validate()))
	assert.Equal(t, []string{"id", "title", "purchases", "revisions[0].requirements", "revisions[0].approved_on", "revisions[1].requirements[0]", "revisions[1].approved_by", "revisions[1].number",
		"communications[0].on", "communications[0].means", "communications[0].suppliers", "communications[0].revision"},
		paths(Specification{Revisions: []Revision{{Number: "1", ApprovedBy: "P"}, {Number: "1", Requirements: []string{" "}, ApprovedOn: day(today)}},
			Communications: []Communication{{Revision: "7"}}}.Validate()))
}
