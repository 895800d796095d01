package suppliers

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

func TestThreatsEvaluated(t *testing.T) {
	try(t, "4.4.6.condition.b", []row{
		{Name: "within the interval", In: good(), Want: met, Message: "suppliers.evaluated", Lapses: "2026-11-11", Becomes: unmet},
		{Name: "the last day of the interval", In: good(), At: "2026-11-10", Want: met, Message: "suppliers.evaluated", Lapses: "2026-11-11", Becomes: unmet},
		{Name: "the day after", In: good(), At: "2026-11-11", Want: unmet, Message: "suppliers.evaluated.late", Field: "evaluations"},
		{Name: "evaluated later than asked", In: with(func(in *Input) { in.Activities[0].From = day("2024-06-01") }), At: "2025-11-09", Want: unmet, Message: "suppliers.evaluated.never", Field: "evaluations", Lapses: "2025-11-10", Becomes: met},
		{Name: "begun within the interval", In: with(func(in *Input) { in.Activities[0].From, in.Activities[0].Evaluations = day("2026-01-15"), nil }), Want: met, Message: "suppliers.evaluated.due", Lapses: "2027-01-16", Becomes: unmet},
		{Name: "never, and nobody knows since when", In: with(func(in *Input) { in.Activities[0].From, in.Activities[0].Evaluations = records.Date{}, nil }), Want: unmet, Message: "suppliers.evaluated.never", Field: "evaluations"},
		{Name: "no interval set", In: with(func(in *Input) { in.Settings = nil }), Want: undetermined, Message: "organization.unset"},
		{Name: "interval approved later", In: with(func(in *Input) { in.Settings[0].ApprovedOn = day("2026-04-02") }), Want: undetermined, Message: "organization.unset", Lapses: "2026-04-02", Becomes: met},
		{Name: "downstream", In: with(func(in *Input) { in.Activities[0].Position = organization.Downstream }), Want: undetermined, Message: "suppliers.activity.none"},
		{Name: "nobody said where", In: with(func(in *Input) { in.Activities[0].Position = "" }), Want: undetermined, Message: "suppliers.activity.where", Field: "position"},
		{Name: "given up", In: with(func(in *Input) { in.Activities[0].Until = day("2026-03-30") }), Want: undetermined, Message: "suppliers.activity.none"},
		{Name: "nothing on record", In: with(func(in *Input) { in.Activities = nil }), Want: undetermined, Message: "suppliers.activity.none"},
	})
}

func TestThreatsMitigated(t *testing.T) {
	threats := func(in *Input) []EvaluatedThreat { return in.Activities[0].Evaluations[0].Threats }
	try(t, "4.4.6.condition.b.controls", []row{
		{Name: "a control is in operation", In: good(), Want: met, Message: "suppliers.threat.mitigated", Field: "mitigations"},
		{Name: "nothing is named", In: with(func(in *Input) { in.Activities[0].Mitigations = nil }), Want: unmet, Message: "suppliers.threat.unanswered", Field: "mitigations"},
		{Name: "what is named is against another threat", In: with(func(in *Input) { in.Activities[0].Mitigations[0].Threat = "T-STRIKE" }), Want: unmet, Message: "suppliers.threat.unanswered", Field: "mitigations"},
		{Name: "its last day of operation", In: with(func(in *Input) { in.Controls[0].Until = day(today) }), Want: met, Message: "suppliers.threat.mitigated", Field: "mitigations", Lapses: "2026-04-01", Becomes: unmet},
		{Name: "out of operation", In: with(func(in *Input) { in.Controls[0].Until = day("2026-03-30") }), Want: unmet, Message: "suppliers.threat.idle", Field: "mitigations"},
		{Name: "goes into operation tomorrow", In: with(func(in *Input) { in.Controls[0].InOperationFrom = day("2026-04-01") }), Want: unmet, Message: "suppliers.threat.idle", Field: "mitigations", Lapses: "2026-04-01", Becomes: met},
		{Name: "a second one works", In: with(func(in *Input) {
			in.Controls = append(in.Controls, risk.Control{ID: "C-OVER", Until: day("2026-03-30")})
			in.Activities[0].Mitigations = append([]Mitigation{{Threat: "T-DRUGS", Control: "C-OVER"}}, in.Activities[0].Mitigations...)
		}), Want: met, Message: "suppliers.threat.mitigated", Field: "mitigations"},
		{Name: "no entry of the control", In: with(func(in *Input) { in.Controls = nil }), Want: unmet, Message: "suppliers.threat.lost", Field: "mitigations"},
		{Name: "not decided", In: with(func(in *Input) { threats(in)[0].NeedsMitigation = "" }), Want: undetermined, Message: "suppliers.threat.undecided", Field: "evaluations"},
		{Name: "the threat left the register", In: with(func(in *Input) {
			threats(in)[0].NeedsMitigation, in.Threats[0].WithdrawnOn = records.Yes, day(today)
			threats(in)[1].Threat = "T-DRUGS"
		}), Want: undetermined, Message: "suppliers.threat.gone"},
		{Name: "the latest evaluation counts", In: with(func(in *Input) {
			in.Activities[0].Evaluations = append(in.Activities[0].Evaluations, Evaluation{On: day("2026-04-10"), By: "P", Result: "worse", Threats: []EvaluatedThreat{{Threat: "T-STRIKE", NeedsMitigation: records.Yes}}})
		}), At: "2026-04-10", Want: unmet, Message: "suppliers.threat.unanswered", Field: "mitigations"},
		{Name: "not evaluated is for the other row", In: with(func(in *Input) { in.Activities[0].Evaluations = nil }), Want: undetermined, Message: "suppliers.threats.awaited"},
	})
	in := good()
	threats(&in)[0].NeedsMitigation = records.No
	for _, f := range decide(in, "4.4.6.condition.b.controls", today) {
		assert.True(t, f.Exempt, "all found harmless is data")
	}
	in.Activities[0].Evaluations[0].Threats = nil
	assert.True(t, decide(in, "4.4.6.condition.b.controls", today)[0].Exempt)
}

func TestPurchaseSpecified(t *testing.T) {
	try(t, "4.4.6.condition.c", []row{
		{Name: "a specification is in force", In: good(), Want: met, Message: "suppliers.purchase.held"},
		{Name: "from its first day", In: good(), At: "2026-01-01", Want: met, Message: "suppliers.purchase.held"},
		{Name: "the day before", In: good(), At: "2025-12-31", Want: unmet, Message: "suppliers.purchase.draft", Lapses: "2026-01-01", Becomes: met},
		{Name: "withdrawn tomorrow", In: with(func(in *Input) { in.Specifications[0].Revisions[0].WithdrawnOn = day("2026-04-01") }), Want: met, Message: "suppliers.purchase.held", Lapses: "2026-04-01", Becomes: unmet},
		{Name: "approved by nobody", In: with(func(in *Input) { in.Specifications[0].Revisions[0].ApprovedBy = "" }), Want: unmet, Message: "suppliers.purchase.draft"},
		{Name: "none", In: with(func(in *Input) { in.Specifications = nil }), Want: unmet, Message: "suppliers.purchase.bare"},
		{Name: "not decided", In: with(func(in *Input) { in.Purchases[0].SecurityRelevant = "" }), Want: undetermined, Message: "suppliers.purchase.open", Field: "security_relevant"},
		{Name: "bought no more", In: with(func(in *Input) { in.Purchases[0].Until = day("2026-03-30"); in.Purchases = in.Purchases[:1] }), Want: undetermined, Message: "suppliers.purchase.none"},
		{Name: "all decided not to bear on security", In: with(func(in *Input) { in.Purchases[0].SecurityRelevant = records.No }), Want: met, Message: "suppliers.purchase.minor", Field: "security_relevant"},
		{Name: "nothing on record", In: with(func(in *Input) { in.Purchases = nil }), Want: undetermined, Message: "suppliers.purchase.none"},
	})
}

func TestSuppliersTold(t *testing.T) {
	try(t, "4.4.6.condition.c.communicate", []row{
		{Name: "both were told", In: good(), Want: met, Message: "suppliers.told", Field: "communications"},
		{Name: "one was not", In: with(func(in *Input) { in.Specifications[0].Communications[0].Suppliers = []records.ID[Supplier]{"S-1"} }), Want: unmet, Message: "suppliers.told.not", Field: "communications"},
		{Name: "told tomorrow", In: with(func(in *Input) { in.Specifications[0].Communications[0].On = day("2026-04-01") }), Want: unmet, Message: "suppliers.told.not", Field: "communications", Lapses: "2026-04-01", Becomes: met},
		{Name: "told of the revision before only", In: with(func(in *Input) {
			s := &in.Specifications[0]
			s.Revisions = append(s.Revisions, Revision{Number: "3", Requirements: []string{"two drivers"}, ApprovedBy: "P", ApprovedOn: day("2026-03-01"), EffectiveFrom: day(today)})
		}), Want: unmet, Message: "suppliers.told.not", Field: "communications"},
		{Name: "used no more", In: with(func(in *Input) {
			in.Specifications[0].Communications[0].Suppliers = []records.ID[Supplier]{"S-1"}
			in.Suppliers[1].Until = day("2026-03-30")
		}), Want: met, Message: "suppliers.told", Field: "communications"},
		{Name: "used from tomorrow", In: with(func(in *Input) {
			in.Specifications[0].Communications[0].Suppliers = []records.ID[Supplier]{"S-1"}
			in.Suppliers[1].From = day("2026-04-01")
		}), Want: met, Message: "suppliers.told", Field: "communications"},
		{Name: "nobody knows from whom", In: with(func(in *Input) { in.Purchases[0].Suppliers = nil }), Want: undetermined, Message: "suppliers.specification.alone", Field: "purchases"},
		{Name: "a supplier without an entry", In: with(func(in *Input) { in.Suppliers = in.Suppliers[:1] }), Want: undetermined, Message: "suppliers.supplier.lost", Field: "communications"},
		{Name: "no specification in force", In: with(func(in *Input) { in.Specifications = nil; in.Purchases = in.Purchases[:1] }), Want: undetermined, Message: "suppliers.purchase.concerned"},
		{Name: "the specification is a draft", In: with(func(in *Input) {
			in.Specifications[0].Revisions[0].ApprovedBy = ""
			in.Purchases = in.Purchases[:1]
		}), Want: undetermined, Message: "suppliers.specification.idle"},
		{Name: "what did not bear on security is bought no more", In: with(func(in *Input) {
			in.Specifications, in.Purchases = nil, in.Purchases[1:]
			in.Purchases[0].Until = day("2026-03-30")
		}), Want: undetermined, Message: "suppliers.purchase.over"},
		{Name: "all decided not to bear on security", In: with(func(in *Input) { in.Purchases[0].SecurityRelevant = records.No }), Want: met, Message: "suppliers.purchase.minor", Field: "security_relevant"},
	})
}

// A new supplier from tomorrow makes the report lapse tomorrow, though nothing is judged of it yet.
func TestANewSupplierIsAwaited(t *testing.T) {
	in := good()
	in.Specifications[0].Communications[0].Suppliers = []records.ID[Supplier]{"S-1"}
	in.Suppliers[1].From = day("2026-04-01")
	report := conformity.Assess(in, Checks(), instant(today), conformity.Options{})
	var at []string
	for f := range report.Lapses(instant("2026-04-02")) {
		if f.Requirement == "4.4.6.condition.c.communicate" {
			at = append(at, f.Lapses.Format("2006-01-02")+" "+f.Becomes.String())
		}
	}
	assert.Equal(t, []string{"2026-04-01 unmet"}, at)
}

func TestStatements(t *testing.T) {
	for requirement, condition := range map[string]string{
		"4.4.6.condition.b": "upstream", "4.4.6.condition.b.controls": "upstream-threats", "4.4.6.condition.c": "purchases", "4.4.6.condition.c.communicate": "purchases",
	} {
		in := Input{Statements: []conformity.Statement{{ID: "ST", Condition: condition, Reason: "none", By: "P", StatedOn: day("2026-01-01"), ValidUntil: day(today)}}}
		result, err := conformity.Assess(in, Checks(), instant(today), conformity.Options{}).Result(requirement)
		require.NoError(t, err)
		assert.Equal(t, conformity.StatusNotApplicable, result.Status, requirement)
		full := good()
		full.Statements = in.Statements
		result, err = conformity.Assess(full, Checks(), instant(today), conformity.Options{}).Result(requirement)
		require.NoError(t, err)
		assert.Equal(t, met, result.Status, "%s: records contradict the statement", requirement)
	}
}

// What holds for every check: see the package conformitytest.
func TestProperties(t *testing.T) {
	suite().InOrder(t)
	suite().Properties(t, good(), good())
}
