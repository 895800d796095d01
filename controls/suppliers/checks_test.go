package suppliers

import (
	"math/rand"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

func TestThreatsEvaluated(t *testing.T) {
	try(t, "4.4.6.condition.b", []row{
		{"within the interval", asIs, today, met, "suppliers.evaluated", "2026-11-11", unmet},
		{"the last day of the interval", asIs, "2026-11-10", met, "suppliers.evaluated", "2026-11-11", unmet},
		{"the day after", asIs, "2026-11-11", unmet, "suppliers.evaluated.late", "", none},
		{"evaluated later than asked", func(in *Input) { in.Activities[0].From = day("2024-06-01") }, "2025-11-09", unmet, "suppliers.evaluated.never", "2025-11-10", met},
		{"begun within the interval", func(in *Input) { in.Activities[0].From, in.Activities[0].Evaluations = day("2026-01-15"), nil }, today, met, "suppliers.evaluated.due", "2027-01-16", unmet},
		{"never, and nobody knows since when", func(in *Input) { in.Activities[0].From, in.Activities[0].Evaluations = records.Date{}, nil }, today, unmet, "suppliers.evaluated.never", "", none},
		{"no interval set", func(in *Input) { in.Settings = nil }, today, undetermined, "organization.unset", "", none},
		{"interval approved later", func(in *Input) { in.Settings[0].ApprovedOn = day("2026-04-02") }, today, undetermined, "organization.unset", "2026-04-02", met},
		{"downstream", func(in *Input) { in.Activities[0].Position = organization.Downstream }, today, undetermined, "suppliers.activity.none", "", none},
		{"nobody said where", func(in *Input) { in.Activities[0].Position = "" }, today, undetermined, "suppliers.activity.where", "", none},
		{"given up", func(in *Input) { in.Activities[0].Until = day("2026-03-30") }, today, undetermined, "suppliers.activity.none", "", none},
		{"nothing on record", func(in *Input) { in.Activities = nil }, today, undetermined, "suppliers.activity.none", "", none},
	})
}

func TestThreatsMitigated(t *testing.T) {
	threats := func(in *Input) []EvaluatedThreat { return in.Activities[0].Evaluations[0].Threats }
	try(t, "4.4.6.condition.b.controls", []row{
		{"a control is in operation", asIs, today, met, "suppliers.threat.mitigated", "", none},
		{"nothing is named", func(in *Input) { in.Activities[0].Mitigations = nil }, today, unmet, "suppliers.threat.unanswered", "", none},
		{"what is named is against another threat", func(in *Input) { in.Activities[0].Mitigations[0].Threat = "T-STRIKE" }, today, unmet, "suppliers.threat.unanswered", "", none},
		{"its last day of operation", func(in *Input) { in.Controls[0].Until = day(today) }, today, met, "suppliers.threat.mitigated", "2026-04-01", unmet},
		{"out of operation", func(in *Input) { in.Controls[0].Until = day("2026-03-30") }, today, unmet, "suppliers.threat.idle", "", none},
		{"goes into operation tomorrow", func(in *Input) { in.Controls[0].InOperationFrom = day("2026-04-01") }, today, unmet, "suppliers.threat.idle", "2026-04-01", met},
		{"a second one works", func(in *Input) {
			in.Activities[0].Mitigations = append([]Mitigation{{Threat: "T-DRUGS", Control: "C-GONE"}}, in.Activities[0].Mitigations...)
		}, today, met, "suppliers.threat.mitigated", "", none},
		{"no entry of the control", func(in *Input) { in.Controls = nil }, today, unmet, "suppliers.threat.lost", "", none},
		{"not decided", func(in *Input) { threats(in)[0].NeedsMitigation = "" }, today, undetermined, "suppliers.threat.undecided", "", none},
		{"the threat left the register", func(in *Input) {
			threats(in)[0].NeedsMitigation, in.Threats[0].WithdrawnOn = records.Yes, day(today)
			threats(in)[1].Threat = "T-DRUGS"
		}, today, undetermined, "suppliers.threat.gone", "", none},
		{"the latest evaluation counts", func(in *Input) {
			in.Activities[0].Evaluations = append(in.Activities[0].Evaluations, Evaluation{On: day("2026-04-10"), By: "P", Result: "worse", Threats: []EvaluatedThreat{{Threat: "T-STRIKE", NeedsMitigation: records.Yes}}})
		}, "2026-04-10", unmet, "suppliers.threat.unanswered", "", none},
		{"not evaluated is for the other row", func(in *Input) { in.Activities[0].Evaluations = nil }, today, undetermined, "suppliers.threats.awaited", "", none},
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
		{"a specification is in force", asIs, today, met, "suppliers.purchase.held", "", none},
		{"from its first day", asIs, "2026-01-01", met, "suppliers.purchase.held", "", none},
		{"the day before", asIs, "2025-12-31", unmet, "suppliers.purchase.draft", "2026-01-01", met},
		{"withdrawn tomorrow", func(in *Input) { in.Specifications[0].Revisions[0].WithdrawnOn = day("2026-04-01") }, today, met, "suppliers.purchase.held", "2026-04-01", unmet},
		{"approved by nobody", func(in *Input) { in.Specifications[0].Revisions[0].ApprovedBy = "" }, today, unmet, "suppliers.purchase.draft", "", none},
		{"none", func(in *Input) { in.Specifications = nil }, today, unmet, "suppliers.purchase.bare", "", none},
		{"not decided", func(in *Input) { in.Purchases[0].SecurityRelevant = "" }, today, undetermined, "suppliers.purchase.open", "", none},
		{"bought no more", func(in *Input) { in.Purchases[0].Until = day("2026-03-30"); in.Purchases = in.Purchases[:1] }, today, undetermined, "suppliers.purchase.none", "", none},
		{"all decided not to bear on security", func(in *Input) { in.Purchases[0].SecurityRelevant = records.No }, today, met, "suppliers.purchase.minor", "", none},
		{"nothing on record", func(in *Input) { in.Purchases = nil }, today, undetermined, "suppliers.purchase.none", "", none},
	})
}

func TestSuppliersTold(t *testing.T) {
	try(t, "4.4.6.condition.c.communicate", []row{
		{"both were told", asIs, today, met, "suppliers.told", "", none},
		{"one was not", func(in *Input) { in.Specifications[0].Communications[0].Suppliers = []records.ID[Supplier]{"S-1"} }, today, unmet, "suppliers.told.not", "", none},
		{"told tomorrow", func(in *Input) { in.Specifications[0].Communications[0].On = day("2026-04-01") }, today, unmet, "suppliers.told.not", "2026-04-01", met},
		{"told of the revision before only", func(in *Input) {
			s := &in.Specifications[0]
			s.Revisions = append(s.Revisions, Revision{Number: "3", Requirements: []string{"two drivers"}, ApprovedBy: "P", ApprovedOn: day("2026-03-01"), EffectiveFrom: day(today)})
		}, today, unmet, "suppliers.told.not", "", none},
		{"used no more", func(in *Input) {
			in.Specifications[0].Communications[0].Suppliers = []records.ID[Supplier]{"S-1"}
			in.Suppliers[1].Until = day("2026-03-30")
		}, today, met, "suppliers.told", "", none},
		{"used from tomorrow", func(in *Input) {
			in.Specifications[0].Communications[0].Suppliers = []records.ID[Supplier]{"S-1"}
			in.Suppliers[1].From = day("2026-04-01")
		}, today, met, "suppliers.told", "", none},
		{"nobody knows from whom", func(in *Input) { in.Purchases[0].Suppliers = nil }, today, undetermined, "suppliers.specification.alone", "", none},
		{"a supplier without an entry", func(in *Input) { in.Suppliers = in.Suppliers[:1] }, today, undetermined, "suppliers.supplier.lost", "", none},
		{"no specification in force", func(in *Input) { in.Specifications = nil; in.Purchases = in.Purchases[:1] }, today, undetermined, "suppliers.purchase.concerned", "", none},
		{"the specification is a draft", func(in *Input) {
			in.Specifications[0].Revisions[0].ApprovedBy = ""
			in.Purchases = in.Purchases[:1]
		}, today, undetermined, "suppliers.specification.idle", "", none},
		{"what did not bear on security is bought no more", func(in *Input) {
			in.Specifications, in.Purchases = nil, in.Purchases[1:]
			in.Purchases[0].Until = day("2026-03-30")
		}, today, undetermined, "suppliers.purchase.over", "", none},
		{"all decided not to bear on security", func(in *Input) { in.Purchases[0].SecurityRelevant = records.No }, today, met, "suppliers.purchase.minor", "", none},
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

func TestOrderOfListsChangesNothing(t *testing.T) {
	want := all(good())
	random := rand.New(rand.NewSource(1))
	for range 20 {
		in := good()
		random.Shuffle(len(in.Suppliers), func(i, j int) { in.Suppliers[i], in.Suppliers[j] = in.Suppliers[j], in.Suppliers[i] })
		random.Shuffle(len(in.Purchases), func(i, j int) { in.Purchases[i], in.Purchases[j] = in.Purchases[j], in.Purchases[i] })
		random.Shuffle(len(in.Threats), func(i, j int) { in.Threats[i], in.Threats[j] = in.Threats[j], in.Threats[i] })
		assert.ElementsMatch(t, want, all(in))
	}
}

func all(in Input) []string {
	var list []string
	for _, f := range conformity.Run(Checks(), in, instant(today)) {
		list = append(list, f.String())
	}
	return list
}
