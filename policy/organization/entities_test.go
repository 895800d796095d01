package organization

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// All faults of an entity are reported at once, each with its path.
func TestValidate(t *testing.T) {
	in := good()
	for _, tt := range []struct {
		name   string
		entity interface{ Validate() error }
		want   []string
	}{
		{"an empty establishment", Establishment{}, []string{"id", "purpose", "in_force_from"}},
		{"an empty scope", Scope{}, []string{"id", "revision"}},
		{"a scope", Scope{
			ID: "S", Revision: "1", Sites: []Site{{Name: "A"}, {}, {Name: " A "}}, Units: []string{""}, Activities: []string{"x", "x"},
			Stages:     []Stage{{Name: "sea", Position: "upstraem"}},
			Exclusions: []Exclusion{{What: "parcels"}}, ApprovedBy: "P", EffectiveFrom: day("2026-01-01"),
		}, []string{"sites[1].name", "sites[2].name", "units[0]", "activities[1]", "stages[0].position", "exclusions[0].reason", "approved_on"}},
		{"a scope approved by nobody, withdrawn before", Scope{ID: "S", Revision: "1", ApprovedOn: day("2026-02-01"), WithdrawnOn: day("2026-01-01")}, []string{"approved_by", "withdrawn_on"}},
		{"an empty process", OutsourcedProcess{}, []string{"id", "title", "provider"}},
		{"a process", OutsourcedProcess{
			ID: "O", Title: "haulage", Provider: "H", AffectsConformity: "maybe", From: day("2026-02-01"), Until: day("2026-01-31"),
			Controls: []OutsourcingControl{{InOperationFrom: day("2026-02-02"), Until: day("2026-02-01"), LastVerifiedOn: day("2026-02-01")}},
		}, []string{"affects_conformity", "until", "controls[0].title", "controls[0].until", "controls[0].last_verified_on"}},
		{"an empty role", Role{}, []string{"id", "title"}},
		{"a role", Role{
			ID: "R", Title: "guard", SecurityDuties: "y", PolicyRelevant: "n", ReportsTo: "R", IncompatibleWith: []records.ID[Role]{"Q", "R"},
			From: day("2026-02-01"), Until: day("2026-01-31"), Holders: []Holder{{}, {Person: "P", From: day("2026-02-01"), Until: day("2026-01-31")}},
			Communications: []Notice{{}, {Person: "P", On: day("2026-02-01"), AcknowledgedOn: day("2026-01-31")}},
		}, []string{
			"security_duties", "policy_relevant", "reports_to", "incompatible_with[1]", "until", "holders[0].person", "holders[0].from", "holders[1].until",
			"communications[0].person", "communications[0].on", "communications[1].acknowledged_on",
		}},
		{"the highest role below another", Role{ID: "R", Title: "boss", Highest: true, ReportsTo: "Q"}, []string{"reports_to"}},
		{"an empty appointment", Appointment{}, []string{"id", "kind", "holder", "from"}},
		{"an appointment", Appointment{ID: "A", Kind: "boss", Holder: "P", From: day("2026-02-01"), Until: day("2026-01-31"), Responsibilities: []Charge{"design", "desing"}}, []string{"kind", "until", "responsibilities[1]"}},
		{"an empty resource", Resource{}, []string{"id", "title", "kind", "unit"}},
		{"a resource", Resource{
			ID: "R", Title: "guards", Kind: People, Unit: "guards",
			Needs:    []Need{{Amount: number("-1"), From: day("2026-01-01"), EnteredOn: day("2026-01-01")}, {From: day("2026-01-01")}, {}},
			Provided: []Provision{{Amount: number("-0.5")}, {From: day("2026-02-01"), Until: day("2026-01-31")}},
		}, []string{"needs[0].amount", "needs[1].entered_on", "needs[1].from", "needs[2].from", "needs[2].entered_on", "provided[0].amount", "provided[0].from", "provided[1].until"}},
		{"an empty stakeholder", Stakeholder{}, []string{"id", "name"}},
		{"a stakeholder", Stakeholder{
			ID: "S", Name: "customs", RegisteredOn: day("2026-02-01"), Until: day("2026-01-31"),
			Expectations: []Expectation{
				{NeedsResponse: "perhaps"},
				{Text: "seals", IdentifiedOn: day("2026-02-01"), LastMonitoredOn: day("2026-01-31"), NeedsResponse: records.No, Response: Response{DueOn: day("2026-03-01")}},
			},
		}, []string{
			"until", "expectations[0].text", "expectations[0].identified_on", "expectations[0].needs_response", "expectations[1].last_monitored_on",
			"expectations[1].response.text", "expectations[1].needs_response",
		}},
		{"an empty third party", ThirdParty{}, []string{"id", "name", "kind"}},
		{"a third party", ThirdParty{ID: "T", Name: "drivers", Kind: Contractors, PolicyRelevant: "ja", From: day("2026-02-01"), Until: day("2026-01-31")}, []string{"policy_relevant", "until"}},
		{"an empty setting", Setting{}, []string{"id", "name", "period", "approved_by", "approved_on"}},
		{"an operating period for no element", Setting{ID: "S", Name: OperatingPeriod, Period: records.Months(6), ApprovedBy: "P", ApprovedOn: day("2026-01-01")}, []string{"element"}},
		{"an operating period for another clause", Setting{ID: "S", Name: OperatingPeriod, Element: "4.1", Period: records.Months(6), ApprovedBy: "P", ApprovedOn: day("2026-01-01")}, []string{"element"}},
		{"an element for another setting", Setting{ID: "S", Name: AuditCycle, Element: "4.2", Period: records.Months(6), ApprovedBy: "P", ApprovedOn: day("2026-01-01")}, []string{"element"}},
		{"a good role", in.Roles[0], nil},
		{"a good third party", ThirdParty{ID: "T", Name: "drivers", Kind: Contractors, PolicyRelevant: records.Yes}, nil},
		{"a good operating period", Setting{ID: "S", Name: OperatingPeriod, Element: "4.5.1", Period: records.Months(6), ApprovedBy: "P", ApprovedOn: day("2026-01-01")}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var paths []string
			for _, fault := range records.FaultsOf(tt.entity.Validate()) {
				paths = append(paths, fault.Path)
			}
			assert.Equal(t, tt.want, paths)
		})
	}
}

// The words of the faults that are made here.
func TestFaultWording(t *testing.T) {
	for _, tt := range []struct {
		entity interface{ Validate() error }
		want   string
	}{
		{Scope{ID: "S", Revision: "1", Sites: []Site{{Name: "A"}, {Name: "A"}}}, `sites[1].name "A" is sites[0] already: name it once`},
		{Scope{ID: "S", Revision: "1", ApprovedBy: "P"}, "approved_on is missing: say when person P approved it"},
		{Scope{ID: "S", Revision: "1", ApprovedOn: day("2026-02-01")}, "approved_by is missing: say who approved it on 2026-02-01"},
		{Role{ID: "R", Title: "guard", ReportsTo: "R"}, "reports_to is the role itself: name the role above it, or mark it as the highest"},
		{Setting{ID: "S", Name: AuditCycle, Element: "4.2", Period: records.Months(6), ApprovedBy: "P", ApprovedOn: day("2026-01-01")}, "element belongs to operating_period only: take it out"},
	} {
		assert.EqualError(t, tt.entity.Validate(), tt.want)
	}
}

func TestKindsAreDistinct(t *testing.T) {
	kinds := map[string]bool{}
	for _, entity := range []records.Entity{
		Establishment{}, Scope{}, OutsourcedProcess{}, Role{}, Appointment{}, Resource{}, Stakeholder{}, ThirdParty{}, Setting{},
	} {
		kinds[entity.Ref().Kind] = true
	}
	assert.Len(t, kinds, 9)
}

func TestResourceOverTime(t *testing.T) {
	r := Resource{
		Needs: []Need{
			{Amount: number("2"), From: day("2026-01-01"), EnteredOn: day("2025-12-01")},
			{Amount: number("5"), From: day("2026-03-01"), EnteredOn: day("2026-04-01")}, // entered after the fact
		},
		Provided: []Provision{{Amount: number("0.1"), From: day("2026-01-01")}, {Amount: number("0.2"), From: day("2026-02-01"), Until: day("2026-02-28")}},
	}
	for _, tt := range []struct{ at, need, amount string }{
		{"2025-12-31T23:59:59Z", "none", "0"},
		{"2026-01-01", "2", "0.1"},
		{"2026-02-28T23:59:59Z", "2", "0.3"},
		{"2026-03-01", "2", "0.1"},
		{"2026-04-01", "5", "0.1"},
	} {
		clock := records.At(instant(tt.at))
		need := "none"
		if n := r.Need(clock); n != nil {
			need = n.Amount.String()
		}
		assert.Equal(t, tt.need, need, tt.at)
		assert.Equal(t, tt.amount, r.Amount(clock).String(), tt.at)
	}
}

func TestSettings(t *testing.T) {
	assert.Len(t, SettingName("").Values(), 18)
	for _, name := range SettingName("").Values() {
		assert.NotEmpty(t, SettingName(name).Sets(), name)
	}
	assert.Empty(t, SettingName("no_such").Sets())

	var elements []string
	for requirement := range conformity.Requirements() {
		if requirement.Clause != "4.1" && (len(elements) == 0 || elements[len(elements)-1] != requirement.Clause) {
			elements = append(elements, requirement.Clause)
		}
	}
	assert.Equal(t, elements, Element("").Values(), "each sub-clause from 4.2 on that has requirements")
}

// A setting that is missing is named, and what it is for said, so that somebody can approve it.
func TestUnset(t *testing.T) {
	ask := func(r *conformity.Reader, e *Establishment) conformity.Verdict {
		if s := OperatingPeriodOf(r, "4.5.1"); s != nil {
			return conformity.Met(scopeOther, *s)
		}
		return UnsetPeriod("4.5.1")
	}
	e := Establishment{ID: "E"}
	set := Setting{ID: "S", Name: OperatingPeriod, Element: "4.5.1", Period: records.Months(6), ApprovedBy: "P", ApprovedOn: day("2026-02-01")}
	got := conformity.Try(ask, &e, instant("2026-01-31"), Input{Settings: []Setting{set}})
	assert.Equal(t, undetermined, got.Status)
	assert.Equal(t, "cannot be decided before the setting operating_period for the element 4.5.1 is approved: decide how long an element of the system may show no activity before it counts as given up, and enter it among the settings with who approved it and when", got.Message())
	assert.Equal(t, instant("2026-02-01"), got.Lapses)
	assert.Equal(t, met, got.Becomes)

	other := set
	other.ID, other.Element = "T", "4.5.2"
	got = conformity.Try(ask, &e, instant("2026-03-01"), Input{Settings: []Setting{other}})
	assert.Equal(t, undetermined, got.Status, "that of another element does not count")

	got = conformity.Try(func(*conformity.Reader, *Establishment) conformity.Verdict { return Unset(MitigationPeriod) }, &e, instant("2026-03-01"))
	require.Equal(t, undetermined, got.Status)
	assert.True(t, strings.HasPrefix(got.Message(), "cannot be decided before the setting mitigation_period is approved: decide how soon the consequences"), got.Message())
}

// What is written to a file is read back as it was.
func TestFiles(t *testing.T) {
	in := good()
	in.Settings = append(in.Settings, Setting{ID: "OP", Name: OperatingPeriod, Element: "4.6", Period: records.Days(90), ApprovedBy: "ceo", ApprovedOn: day("2025-01-05")})
	in.Scopes[0].Stages = []Stage{{Name: "haulage", Position: Upstream}, {Name: "storage"}}
	in.Scopes[0].Exclusions = []Exclusion{{What: "parcels", Reason: "sold"}}
	in.OutsourcedProcesses[1].DescribedIn = records.Ref{Kind: "document", ID: "D/1"}
	in.Resources[0].Provided = append(in.Resources[0].Provided, Provision{Amount: number("0.10"), From: day("2026-01-01"), Until: day("2026-02-01")})
	node, err := records.Encode(in)
	require.NoError(t, err)
	data, err := records.JSON.Format(node)
	require.NoError(t, err)
	var back Input
	require.NoError(t, records.ReadFile("system.json", data, &back))
	again, err := records.Encode(back)
	require.NoError(t, err)
	text, err := records.JSON.Format(again)
	require.NoError(t, err)
	assert.Equal(t, string(data), string(text))
	assert.Equal(t, in.Stakeholders, back.Stakeholders)
	assert.Equal(t, in.Scopes, back.Scopes)
	assert.Equal(t, in.Roles, back.Roles)
}
