package monitoring

import (
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls"
	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk/legal"
)

// Input is what the checks of this package look at. Lists that the application does not keep
// may stay empty: what depends on them is undetermined.
type Input struct {
	Indicators   []Indicator
	Measurements []Measurement
	Calibrations []Calibration
	Schemes      []Scheme
	Equipment    []equipment.Item
	Maintenance  []equipment.Maintenance
	Policies     []policy.Policy
	Objectives   []objectives.Objective
	Targets      []objectives.Target
	Programmes   []objectives.Programme
	Operations   []controls.Operation
	Requirements []legal.Requirement
	Procedures   []documents.Procedure
	Documents    []documents.Document
	Records      []documents.Record
	Series       []documents.Series
	Disposals    []documents.Disposal
	Statements   []conformity.Statement
}

func indicators(in Input) []Indicator              { return in.Indicators }
func measurements(in Input) []Measurement          { return in.Measurements }
func calibrations(in Input) []Calibration          { return in.Calibrations }
func items(in Input) []equipment.Item              { return in.Equipment }
func maintenance(in Input) []equipment.Maintenance { return in.Maintenance }
func policies(in Input) []policy.Policy            { return in.Policies }
func objectivesOf(in Input) []objectives.Objective { return in.Objectives }
func targets(in Input) []objectives.Target         { return in.Targets }
func programmes(in Input) []objectives.Programme   { return in.Programmes }
func operations(in Input) []controls.Operation     { return in.Operations }
func requirements(in Input) []legal.Requirement    { return in.Requirements }
func procedures(in Input) []documents.Procedure    { return in.Procedures }

// Checks returns the checks of clause 4.5.1, and that of 4.5.4 which asks for records of what
// was achieved, in the order of the standard. Where a requirement has several, the last ones
// say what is wrong where there is no record to say it about.
func Checks() []conformity.Check[Input] {
	return slices.Concat(
		performance("4.5.1.system", OfSystem, documents.SystemPerformanceMonitoring),
		performance("4.5.1.security", OfSecurity, documents.SecurityPerformanceMonitoring),
		[]conformity.Check[Input]{
			conformity.Each("4.5.1.frequency", indicators, frequencyConsidered),
			conformity.Whole[Input]("4.5.1.frequency", indicatorsAwaited),
			conformity.Whole[Input]("4.5.1.measure.1", bothNatures),
			conformity.Each("4.5.1.measure.2", policies, policyFollowed),
			conformity.Each("4.5.1.measure.2", objectivesOf, objectiveFollowed),
			conformity.Each("4.5.1.measure.2", targets, targetFollowed),
			conformity.Whole[Input]("4.5.1.measure.2", aimsAwaited),
			conformity.Each("4.5.1.measure.3", programmes, programmeWatched),
			conformity.Whole[Input]("4.5.1.measure.3", programmesAwaited),
			conformity.Each("4.5.1.measure.3.operational", operations, operationWatched),
			conformity.Whole[Input]("4.5.1.measure.3.operational", operationsAwaited),
			conformity.Each("4.5.1.measure.3.legal", requirements, lawWatched),
			conformity.Whole[Input]("4.5.1.measure.3.legal", lawsAwaited),
		},
		counted("4.5.1.measure.4", Deterioration, Failure, Incident, Nonconformity),
		counted("4.5.1.measure.4.nearmiss", NearMiss, FalseAlarm),
		[]conformity.Check[Input]{
			conformity.Each("4.5.1.measure.5", measurements, resultComplete),
			conformity.Whole[Input]("4.5.1.measure.5", resultsAwaited),
			conformity.EachMany("4.5.1.calibration", items, itemKept),
			conformity.Whole[Input]("4.5.1.calibration", itemsAwaited),
			conformity.EachMany("4.5.1.calibration.records", calibrations, calibrationRecorded),
			conformity.EachMany("4.5.1.calibration.records", maintenance, maintenanceRecorded),
			conformity.Whole[Input]("4.5.1.calibration.records", activitiesAwaited),
			conformity.EachMany("4.5.4.results", objectivesOf, objectiveShown),
			conformity.EachMany("4.5.4.results", targets, targetShown),
			conformity.Each("4.5.4.results", measurements, resultShown),
			conformity.Whole[Input]("4.5.4.results", resultsAwaited),
		},
	)
}

var (
	indicatorsByKind        = conformity.NewIndex(func(x *Indicator) Kind { return x.Kind })
	indicatorsByEvent       = conformity.NewIndexAll(func(x *Indicator) []EventKind { return x.Monitors.Events })
	indicatorsBySubject     = conformity.NewIndexAll(func(x *Indicator) []records.Ref { return x.Monitors.refs() })
	indicatorsByItem        = conformity.NewIndexAll(func(x *Indicator) []records.ID[equipment.Item] { return x.Equipment })
	measurementsByIndicator = conformity.NewIndex(func(m *Measurement) records.ID[Indicator] { return m.Indicator })
	measurementsByItem      = conformity.NewIndexAll(func(m *Measurement) []records.ID[equipment.Item] { return m.Equipment })
	calibrationsByItem      = conformity.NewIndex(func(c *Calibration) records.ID[equipment.Item] { return c.Item })
	schemesByItem           = conformity.NewIndexAll(func(s *Scheme) []records.ID[equipment.Item] { return s.Items })
	maintenanceByItem       = conformity.NewIndex(func(m *equipment.Maintenance) records.ID[equipment.Item] { return m.Item })
)

// refs names everything of which a proactive or reactive look is asked for.
func (m *Monitors) refs() []records.Ref {
	refs := make([]records.Ref, 0, len(m.Policies)+len(m.Objectives)+len(m.Targets)+len(m.Programmes)+len(m.Operations)+len(m.Requirements))
	refs = refer(refs, m.Policies)
	refs = refer(refs, m.Objectives)
	refs = refer(refs, m.Targets)
	refs = refer(refs, m.Programmes)
	refs = refer(refs, m.Operations)
	return refer(refs, m.Requirements)
}

func refer[T records.Entity](refs []records.Ref, ids []records.ID[T]) []records.Ref {
	for _, id := range ids {
		refs = append(refs, id.Ref())
	}
	return refs
}

// listed returns the records without making evidence of any: what is chosen of them becomes
// evidence when it is looked at by its id.
func listed[T records.Entity](rows conformity.Rows[T]) []*T {
	list := make([]*T, 0, rows.Len())
	for range rows.Where(func(t *T) bool { list = append(list, t); return false }) {
	}
	return list
}

const indicatorsNone conformity.Message = "monitoring.indicators.none: no indicator is in force: lay down what is measured or judged, how often and by whom, and have it approved"

// anyInForce returns an indicator in force, or nil.
func anyInForce(r *conformity.Reader) *Indicator {
	return conformity.All[Indicator](r).First(func(x *Indicator) bool { return x.InForce(r) })
}

// indicatorsAwaited says why what is asked of indicators is undetermined where none is in
// force. That there have to be some is for 4.5.1.system and 4.5.1.security.
func indicatorsAwaited(*conformity.Reader) conformity.Verdict {
	return conformity.Nothing(indicatorsNone)
}
