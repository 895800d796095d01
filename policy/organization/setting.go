package organization

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// A Setting is a period that the standard leaves open and the organization has approved: how
// often, how soon, for how long. Of several with one name (and, for an operating period, one
// element) the latest approved counts.
type Setting struct {
	ID         records.ID[Setting]        `json:"id"`
	Name       SettingName                `json:"name"`
	Element    Element                    `json:"element,omitzero"` // of an operating period only
	Period     records.Period             `json:"period"`
	ApprovedBy records.ID[records.Person] `json:"approved_by"`
	ApprovedOn records.Date               `json:"approved_on"`
}

// Ref names the setting.
func (s Setting) Ref() records.Ref { return records.Ref{Kind: "setting", ID: string(s.ID)} }

// Validate reports every fault of the setting at once.
func (s Setting) Validate() error {
	var f records.Faults
	f.Require("id", string(s.ID))
	f.Enum("name", s.Name)
	switch {
	case s.Name == OperatingPeriod:
		f.Enum("element", s.Element)
	case s.Element != "":
		f.Add("element", "belongs to %s only: take it out", OperatingPeriod)
	}
	if s.Period.IsZero() {
		f.Add("period", "is missing: write how long, as in 12 months")
	}
	f.Require("approved_by", string(s.ApprovedBy))
	f.RequireDate("approved_on", s.ApprovedOn)
	return f.Err()
}

// approvedOn returns the day from which the setting counts, or none where nobody has approved
// it or it sets nothing.
func (s *Setting) approvedOn() records.Date {
	if s.ApprovedBy == "" || s.Period.IsZero() {
		return records.Date{}
	}
	return s.ApprovedOn
}

// A SettingName says what a setting is about.
type SettingName string

// The settings that the standard leaves to the organization.
const (
	OperatingPeriod            SettingName = "operating_period"             // 4.1: how long an element of 4.2 to 4.6 may show no activity
	ImprovementPeriod          SettingName = "improvement_period"           // 4.1: within which an improvement is completed
	RiskUpdatePeriod           SettingName = "risk_update_period"           // 4.3.1: within which an incident, change or threat is worked into the risks
	ExpectationInterval        SettingName = "expectation_interval"         // 4.4.1 c: at which stakeholders' expectations are looked at
	ImportanceMessageInterval  SettingName = "importance_message_interval"  // 4.4.1 g: at which top management says why the requirements matter
	WithdrawalPeriod           SettingName = "withdrawal_period"            // 4.4.5 d: within which obsolete documents leave the places of use
	RestoreTestInterval        SettingName = "restore_test_interval"        // 4.4.5 f: at which it is tried out that documents can be recovered
	UpstreamEvaluationInterval SettingName = "upstream_evaluation_interval" // 4.4.6: at which upstream activities are evaluated
	EventReviewPeriod          SettingName = "event_review_period"          // 4.4.7: within which plans are reviewed after an event
	TestingInterval            SettingName = "testing_interval"             // 4.5.2: at which plans, procedures and capabilities are tested
	LessonsInterval            SettingName = "lessons_interval"             // 4.5.2: at which lessons learned are drawn
	ExerciseInterval           SettingName = "exercise_interval"            // 4.5.2: at which exercises are held
	ImmediatePeriod            SettingName = "immediate_period"             // 4.5.2: within which a significant change is in the procedures
	MitigationPeriod           SettingName = "mitigation_period"            // 4.5.3 c: within which the consequences of a failure are mitigated
	RecordingPeriod            SettingName = "recording_period"             // 4.5.4: the period that is evaluated
	LegibilitySamplingInterval SettingName = "legibility_sampling_interval" // 4.5.4: at which records are sampled for legibility
	AuditCycle                 SettingName = "audit_cycle"                  // 4.5.5: within which everything is audited once
	ManagementReviewInterval   SettingName = "management_review_interval"   // 4.6: at which top management reviews the system
)

// settings says of each what it sets.
var settings = [...]struct {
	name SettingName
	sets string
}{
	{OperatingPeriod, "how long an element of the system may show no activity before it counts as given up"},
	{ImprovementPeriod, "the time within which an improvement of the system is completed"},
	{RiskUpdatePeriod, "how soon an incident, a change or a new threat is worked into the risks"},
	{ExpectationInterval, "how often the expectations of stakeholders are looked at"},
	{ImportanceMessageInterval, "how often top management tells the organization why its security requirements have to be met"},
	{WithdrawalPeriod, "how soon obsolete documents are taken from where they are used"},
	{RestoreTestInterval, "how often it is tried out that electronic documents can be recovered"},
	{UpstreamEvaluationInterval, "how often activities upstream in the supply chain are evaluated"},
	{EventReviewPeriod, "how soon plans are reviewed after an incident or emergency"},
	{TestingInterval, "how often plans, procedures and capabilities are tested"},
	{LessonsInterval, "how often lessons learned are drawn"},
	{ExerciseInterval, "how often exercises are held"},
	{ImmediatePeriod, "how soon a significant change is in the procedures"},
	{MitigationPeriod, "how soon the consequences of a failure, incident or nonconformity are mitigated"},
	{RecordingPeriod, "the period for which records are evaluated"},
	{LegibilitySamplingInterval, "how often records are sampled for whether they can be read"},
	{AuditCycle, "the time within which the whole system is audited"},
	{ManagementReviewInterval, "how often top management reviews the system"},
}

// Values lists the settings there are.
func (SettingName) Values() []string {
	values := make([]string, len(settings))
	for i, s := range settings {
		values[i] = string(s.name)
	}
	return values
}

// Sets says in words what the setting is about, as the end of a sentence.
func (n SettingName) Sets() string {
	for _, s := range settings {
		if s.name == n {
			return s.sets
		}
	}
	return ""
}

// An Element is one of the 19 sub-clauses 4.2 to 4.6 of which the system is made up.
type Element string

// elements are the sub-clauses in the order of the standard.
var elements = [...]string{
	"4.2", "4.3.1", "4.3.2", "4.3.3", "4.3.4", "4.3.5", "4.4.1", "4.4.2", "4.4.3", "4.4.4", "4.4.5", "4.4.6", "4.4.7",
	"4.5.1", "4.5.2", "4.5.3", "4.5.4", "4.5.5", "4.6",
}

// Values lists the elements there are.
func (Element) Values() []string { return append([]string(nil), elements[:]...) }

const (
	settingMissing conformity.Message = "organization.unset: cannot be decided before the setting {0} is approved: decide {1}, and enter it among the settings with who approved it and when"
	periodMissing  conformity.Message = "organization.unset.element: cannot be decided before the setting {0} for the element {1} is approved: decide {2}, and enter it among the settings with who approved it and when"
)

// A settingKey finds settings; the element is empty but for operating periods.
type settingKey struct {
	name    SettingName
	element Element
}

var settingsByName = conformity.NewIndex(func(s *Setting) settingKey { return settingKey{s.Name, s.Element} })

// SettingInForce returns the setting of that name which was approved last, or nil where none
// has been. What depends on one that is missing is not decided: see [Unset].
func SettingInForce(r *conformity.Reader, name SettingName) *Setting {
	return settingsByName.Of(r, settingKey{name: name}).Latest((*Setting).approvedOn)
}

// OperatingPeriodOf returns the operating period of an element that was approved last, or nil.
func OperatingPeriodOf(r *conformity.Reader, element Element) *Setting {
	return settingsByName.Of(r, settingKey{OperatingPeriod, element}).Latest((*Setting).approvedOn)
}

// Unset is the verdict where the setting of that name is missing. It says which to approve.
func Unset(name SettingName) conformity.Verdict {
	return conformity.Undetermined(settingMissing, name, name.Sets())
}

// UnsetPeriod is the verdict where the operating period of an element is missing.
func UnsetPeriod(element Element) conformity.Verdict {
	return conformity.Undetermined(periodMissing, OperatingPeriod, element, OperatingPeriod.Sets())
}
