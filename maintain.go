package iso28000

import (
	"sync"

	"github.com/iso28000/iso28000/audit"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls"
	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/controls/communication"
	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/controls/emergency"
	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/controls/suppliers"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/review"
	"github.com/iso28000/iso28000/review/evaluation"
	"github.com/iso28000/iso28000/review/monitoring"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/risk/legal"
)

// activities are, for each element of the system, the records in which work on it shows.
var activities = sync.OnceValue(func() map[organization.Element][]activity {
	return map[organization.Element][]activity{
		"4.2":   {in[policy.Policy]()},
		"4.3.1": {in[risk.Assessment](), in[risk.Risk](), in[risk.Threat](), in[risk.Intelligence](), in[risk.Treatment](), in[risk.Source]()},
		"4.3.2": {in[legal.Requirement](), in[legal.Source]()},
		"4.3.3": {in[objectives.Objective]()},
		"4.3.4": {in[objectives.Target]()},
		"4.3.5": {in[objectives.Programme]()},
		"4.4.1": {in[organization.Role](), in[organization.Appointment](), in[organization.Resource](), in[organization.Stakeholder]()},
		"4.4.2": {in[competence.Training](), in[competence.Qualification](), in[competence.Awareness](), in[competence.Assessment]()},
		"4.4.3": {in[communication.Message]()},
		"4.4.4": {in[documents.Document]()},
		"4.4.5": {in[documents.Document](), in[documents.Procedure]()},
		"4.4.6": {in[controls.Operation](), in[equipment.Item](), in[suppliers.Supplier](), in[change.Change]()},
		"4.4.7": {in[emergency.Plan](), in[emergency.Drill]()},
		"4.5.1": {in[monitoring.Indicator](), in[monitoring.Measurement]()},
		"4.5.2": {in[evaluation.Evaluation]()},
		"4.5.3": {in[incidents.Incident](), in[incidents.Action]()},
		"4.5.4": {in[documents.Record]()},
		"4.5.5": {in[audit.Audit](), in[audit.Finding]()},
		"4.6":   {in[review.Review](), in[review.Decision]()},
	}
})

// otherTraces are the records in which work on an element shows besides, though nothing has to
// be recorded on their account. Where nothing went wrong, that somebody says so is the work on
// 4.5.3 there is: an organization does not have to invent an incident to keep its system going.
var otherTraces = sync.OnceValue(func() map[organization.Element][]activity {
	return map[organization.Element][]activity{
		"4.3.1": {in[risk.Methodology](), in[risk.Criteria](), in[risk.Acceptance](), in[risk.Control]()},
		"4.4.2": {in[competence.Clearance](), in[competence.Programme]()},
		"4.4.3": {in[communication.Consultation](), in[communication.Release]()},
		"4.4.4": {in[documents.Register]()},
		"4.4.5": {in[documents.Repository](), in[documents.Issue](), in[documents.AccessGrant]()},
		"4.4.6": {in[equipment.Maintenance](), in[suppliers.Activity](), in[suppliers.Specification]()},
		"4.4.7": {in[emergency.Review](), in[emergency.Scenario](), in[emergency.Resource](), in[emergency.Agency]()},
		"4.5.1": {in[monitoring.Calibration](), in[monitoring.Inspection]()},
		"4.5.2": {in[evaluation.Cycle]()},
		"4.5.3": {in[incidents.Investigation](), noActionStated, nothingRecorded},
		"4.5.4": {in[documents.Series](), in[documents.Disposal]()},
		"4.5.5": {in[audit.Programme](), in[audit.Procedure]()},
	}
})

// noActionStated is the latest statement in force that no corrective or preventive action was decided.
func noActionStated(r *conformity.Reader) (records.Ref, records.Date) {
	on := func(s *conformity.Statement) records.Date {
		if s.Condition != "actions" || !r.Happened(s.StatedOn) || r.Over(s.ValidUntil) {
			return records.Date{}
		}
		return s.StatedOn
	}
	s := conformity.All[conformity.Statement](r).Latest(on)
	if s == nil {
		return records.Ref{}, records.Date{}
	}
	return s.Ref(), on(s)
}

// nothingRecorded is the latest statement in force on a series of records that serves 4.5.3
// that there was nothing to record in it.
func nothingRecorded(r *conformity.Reader) (records.Ref, records.Date) {
	on := func(s *documents.Series) records.Date {
		var latest records.Date
		for _, n := range s.Nothing {
			if s.Serves("4.5.3.changes") && r.Happened(n.On) && !r.Over(n.Until) && n.On.After(latest) {
				latest = n.On
			}
		}
		return latest
	}
	s := conformity.All[documents.Series](r).Latest(on)
	if s == nil {
		return records.Ref{}, records.Date{}
	}
	return s.Ref(), on(s)
}

const (
	elementActive  conformity.Message = "system.active: there was work on {0} on {1}, {2}; the next has to show by {3}"
	elementAwaited conformity.Message = "system.awaited: there was no work on {0} yet; the system is in force since {1}, and the {2} set are not over"
	elementIdle    conformity.Message = "system.idle: the latest trace of work on {0} is of {1}, {2}, longer ago than the {3} set: take the work up again, or give the element up by changing the system"
	elementNever   conformity.Message = "system.never: there is no trace of work on {0} since the system came into force on {1}, longer ago than the {2} set: take the work up"
	elementsUnset  conformity.Message = "system.operating.unset: whether the system is kept going in {0} cannot be decided before an operating period is approved for each: decide how long it may show no activity, and enter it among the settings"
	elementsSet    conformity.Message = "system.operating.set: an operating period is approved for each element of the system"
	systemNotThere conformity.Message = "system.none: the system is not in force, so that nothing can be kept going"
)

func settings(s *System) []organization.Setting { return s.Settings }

// maintained returns the checks of 4.1.maintain, for which the whole system is needed: work
// shows in each element within its operating period, and somebody has judged that the system
// is practised.
func maintained() []conformity.Check[*System] {
	return []conformity.Check[*System]{
		conformity.Each("4.1.maintain", settings, keptGoing),
		conformity.Whole[*System]("4.1.maintain", periodsSet),
		conformity.Whole[*System]("4.1.maintain", func(r *conformity.Reader) conformity.Verdict {
			return conformity.Attested(r, "4.1.maintain", records.Ref{})
		}),
	}
}

// keptGoing decides 4.1.maintain for the operating period of an element: since the latest
// trace of work, or since the system came into force where that is later, it is not over.
func keptGoing(r *conformity.Reader, s *organization.Setting) conformity.Verdict {
	if s.Name != organization.OperatingPeriod {
		return conformity.Verdict{}
	}
	if current := organization.OperatingPeriodOf(r, s.Element); current == nil || current.ID != s.ID {
		return conformity.Verdict{}
	}
	system := organization.EstablishmentInForce(r)
	if system == nil {
		return conformity.Nothing(systemNotThere)
	}
	last, on := latestOf(r, activities()[s.Element], otherTraces()[s.Element])
	end := s.Period.After(on)
	switch {
	case !on.IsZero() && r.Within(on, s.Period):
		return conformity.Met(elementActive, s.Element, on, last, records.DateOf(end).AddDays(-1))
	case r.Within(system.InForceFrom, s.Period):
		return conformity.Met(elementAwaited, s.Element, system.InForceFrom, s.Period)
	case on.IsZero():
		return conformity.Unmet(elementNever, s.Element, system.InForceFrom, s.Period)
	}
	return conformity.Unmet(elementIdle, s.Element, on, last, s.Period)
}

// periodsSet decides 4.1.maintain for the elements without an operating period.
func periodsSet(r *conformity.Reader) conformity.Verdict {
	var unset []string
	for _, name := range organization.Element("").Values() {
		if organization.OperatingPeriodOf(r, organization.Element(name)) == nil {
			unset = append(unset, name)
		}
	}
	if len(unset) > 0 {
		return conformity.Undetermined(elementsUnset, unset)
	}
	return conformity.Met(elementsSet)
}
