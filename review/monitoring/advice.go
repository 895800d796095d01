package monitoring

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/records"
)

const (
	adviceKey          conformity.Message = "monitoring.advice.key: no indicator in force is marked as a key one: the guide suggests to find the key figures of the organization and of the chain it has a hold on"
	adviceControls     conformity.Message = "monitoring.advice.controls: no indicator in force watches {0}: the guide suggests to follow whether threats are under control and countermeasures work"
	adviceTopics       conformity.Message = "monitoring.advice.topics: no indicator in force tells about {0}: the guide suggests one"
	adviceChecklist    conformity.Message = "monitoring.advice.checklist: {subject} has no checklist: the guide suggests to inspect systematically, by a list"
	adviceInspected    conformity.Message = "monitoring.advice.inspected: nobody has inspected in time what {subject} asks for: the guide suggests to hold security inspections"
	adviceNotCovered   conformity.Message = "monitoring.advice.condition: no inspection schedule in force covers {subject}: the guide suggests to inspect the condition of security equipment"
	adviceGrounds      conformity.Message = "monitoring.advice.grounds: {subject} names neither a risk nor a law on account of which it is done: the guide suggests to build inspections on the risk assessment and on what the law asks"
	advicePerformers   conformity.Message = "monitoring.advice.performers: it is not said who may inspect by {subject}: the guide suggests that authorized people do it"
	adviceSchemeText   conformity.Message = "monitoring.advice.scheme: {subject} is laid down in no procedure: the guide suggests to document how equipment is calibrated"
	adviceSchemeOften  conformity.Message = "monitoring.advice.often: {subject} does not say how often equipment is calibrated: the guide suggests that it does"
	adviceSchemeMethod conformity.Message = "monitoring.advice.method: {subject} names no test methods: the guide suggests that it does"
	adviceSchemeWith   conformity.Message = "monitoring.advice.with: {subject} names no reference equipment: the guide suggests to say with what one calibrates"
	adviceSchemeOff    conformity.Message = "monitoring.advice.off: {subject} does not say what is done with equipment that is off: the guide suggests that it does"
	adviceTraceable    conformity.Message = "monitoring.advice.traceable: it is not said to which standard {subject} goes back, or what it was compared with: the guide suggests to go by national standards, or to write down the basis"
	adviceReadings     conformity.Message = "monitoring.advice.readings: {subject} does not hold how the equipment was found and how it was left: the guide suggests to record what was measured before and after"
	adviceLookedBack   conformity.Message = "monitoring.advice.lookedback: {subject} found equipment off, and nobody has looked back at what was measured with it: the guide suggests a plan for that"
	adviceRecorded     conformity.Message = "monitoring.advice.recorded: it is not on record of {subject} whether what was settled was kept to: the guide suggests that each inspection has a record which says so"
	adviceRaised       conformity.Message = "monitoring.advice.raised: {subject} found {0} not in order, and no nonconformity with a severity was raised: the guide suggests to raise one, to rate it and to put it right"
	advicePoints       conformity.Message = "monitoring.advice.points: it is not on record what {subject} looked at: the guide counts completed checklists among what comes out"
	adviceNoSchedule   conformity.Message = "monitoring.advice.schedule: no inspection schedule is in force: the guide suggests schedules and checklists of what is inspected"
	adviceTested       conformity.Message = "monitoring.advice.tested: no test of {subject} is on record: the guide suggests to inspect and test security equipment"
	adviceResult       conformity.Message = "monitoring.advice.result: it is not said whether the equipment worked after {subject}: the guide suggests to record what came of maintenance"
)

// AdviceInput is what advice looks at.
type AdviceInput struct {
	Indicators   []Indicator
	Schedules    []Schedule
	Inspections  []Inspection
	Schemes      []Scheme
	Calibrations []Calibration
	Equipment    []equipment.Item
	Maintenance  []equipment.Maintenance
	Incidents    []incidents.Incident // nonconformities that inspections have raised
}

// Advice returns the checks of what the guide suggests for 4.5.1, and for tests of equipment in 4.4.6.
func Advice() []conformity.Check[AdviceInput] {
	topics := func(x *Indicator) []Topic { return x.Monitors.Topics }
	running := func(r *conformity.Reader, x *Indicator) bool { return x.InForce(r) }
	calibrations := func(in AdviceInput) []Calibration { return in.Calibrations }
	inspections := func(in AdviceInput) []Inspection { return in.Inspections }
	held := func(r *conformity.Reader, x *Inspection) bool { return r.Happened(x.On) }
	return []conformity.Check[AdviceInput]{
		conformity.Suggest("4.4.6.process.maintenance.2", equipmentOf, everTested),
		conformity.SuggestWhole[AdviceInput]("4.5.1.intent.1", conformity.Covering(running, func(x *Indicator) []records.Answer { return []records.Answer{x.Key} }, adviceKey, records.Yes)),
		conformity.SuggestWhole[AdviceInput]("4.5.1.intent.3", conformity.Covering(running, (*Indicator).watches, adviceControls, "threats", "controls")),
		conformity.SuggestWhole[AdviceInput]("4.5.1.intent.4", conformity.Covering(running, topics, adviceTopics, Lessons)),
		conformity.SuggestWhole[AdviceInput]("4.5.1.intent.5", conformity.Covering(running, topics, adviceTopics, Awareness, Training, Communication, Consultation)),
		conformity.SuggestWhole[AdviceInput]("4.5.1.process.modes.2", conformity.Covering(running, topics, adviceTopics, Inspections)),
		scheduleHas("4.5.1.process.techniques.2", "checklist", func(s *Schedule) bool { return len(s.Checklist) > 0 || s.Document != "" }, adviceChecklist),
		conformity.Suggest("4.5.1.process.techniques.3", schedules, inspectedInTime),
		conformity.Suggest("4.5.1.process.techniques.6", equipmentOf, conditionInspected),
		scheduleHas("4.5.1.process.techniques.14", "risks", func(s *Schedule) bool { return len(s.Risks)+len(s.Requirements) > 0 }, adviceGrounds),
		scheduleHas("4.5.1.process.techniques.15", "performers", func(s *Schedule) bool { return len(s.Performers) > 0 }, advicePerformers),
		schemeHas("4.5.1.process.equipment.5", "procedure", func(s *Scheme) bool { return s.Procedure != "" }, adviceSchemeText),
		schemeHas("4.5.1.process.equipment.6", "interval", func(s *Scheme) bool { return !s.Interval.IsZero() }, adviceSchemeOften),
		schemeHas("4.5.1.process.equipment.7", "method", func(s *Scheme) bool { return s.Method != "" }, adviceSchemeMethod),
		schemeHas("4.5.1.process.equipment.8", "with", func(s *Scheme) bool { return len(s.With) > 0 }, adviceSchemeWith),
		schemeHas("4.5.1.process.equipment.9", "out_of_calibration", func(s *Scheme) bool { return s.OutOfCalibration != "" }, adviceSchemeOff),
		conformity.Suggest("4.5.1.process.equipment.12", calibrations, conformity.Having(done, "traceable_to", func(c *Calibration) bool { return c.TraceableTo != "" || c.Basis != "" }, adviceTraceable)),
		conformity.Suggest("4.5.1.process.equipment.13", calibrations, conformity.Having(done, "as_found", func(c *Calibration) bool {
			return c.AsFound.WithinTolerance != "" && c.AsLeft.WithinTolerance != ""
		}, adviceReadings)),
		conformity.Suggest("4.5.1.process.equipment.18", calibrations, conformity.Having(foundOff, "follow_up", func(c *Calibration) bool { return !c.FollowUp.IsZero() }, adviceLookedBack)),
		conformity.Suggest("4.5.1.process.inspections.3", inspections, conformity.Having(held, "record", func(x *Inspection) bool { return x.Conforming != "" && !x.Record.IsZero() }, adviceRecorded)),
		conformity.SuggestMany("4.5.1.process.inspections.6", inspections, faultsRaised),
		conformity.SuggestWhole[AdviceInput]("4.5.1.output.2", someSchedule),
		conformity.Suggest("4.5.1.output.6", func(in AdviceInput) []equipment.Maintenance { return in.Maintenance }, conformity.Having(maintained, "works",
			func(m *equipment.Maintenance) bool { return m.Works != "" }, adviceResult)),
		conformity.Suggest("4.5.1.output.7", inspections, conformity.Having(held, "points", func(x *Inspection) bool { return len(x.Points) > 0 }, advicePoints)),
	}
}

func schedules(in AdviceInput) []Schedule            { return in.Schedules }
func equipmentOf(in AdviceInput) []equipment.Item    { return in.Equipment }
func runs(r *conformity.Reader, s *Schedule) bool    { return s.InForce(r) }
func done(r *conformity.Reader, c *Calibration) bool { return r.Happened(c.On) }

func foundOff(r *conformity.Reader, c *Calibration) bool { return done(r, c) && c.FoundOff() }

func maintained(r *conformity.Reader, m *equipment.Maintenance) bool { return r.Happened(m.On) }

func scheduleHas(row, field string, has func(*Schedule) bool, lacking conformity.Message) conformity.Check[AdviceInput] {
	return conformity.Suggest(row, schedules, conformity.Having(runs, field, has, lacking))
}

func schemeHas(row, field string, has func(*Scheme) bool, lacking conformity.Message) conformity.Check[AdviceInput] {
	return conformity.Suggest(row, func(in AdviceInput) []Scheme { return in.Schemes }, conformity.Having(nil, field, has, lacking))
}

// watches says whether the indicator is about threats, controls, or both.
func (x *Indicator) watches() []string {
	var what []string
	if len(x.Monitors.Threats)+len(x.Monitors.Risks) > 0 {
		what = append(what, "threats")
	}
	if len(x.Monitors.Controls) > 0 {
		what = append(what, "controls")
	}
	return what
}

var inspectionsBySchedule = conformity.NewIndex(func(x *Inspection) records.ID[Schedule] { return x.Schedule })

// inspectedInTime gives the first inspection the interval from the day on which the schedule
// came into force.
func inspectedInTime(r *conformity.Reader, s *Schedule) conformity.Verdict {
	if !s.InForce(r) || s.Interval.IsZero() {
		return conformity.NotConcerned()
	}
	recent := inspectionsBySchedule.Of(r, s.ID).Any(func(x *Inspection) bool { return r.Within(x.On, s.Interval) })
	return conformity.FollowedIf(recent || r.Within(s.term().since(), s.Interval), "", adviceInspected)
}

var schedulesByItem = conformity.NewIndexAll(func(s *Schedule) []records.ID[equipment.Item] { return s.Equipment })

func conditionInspected(r *conformity.Reader, x *equipment.Item) conformity.Verdict {
	if x.State(r) != equipment.InUse {
		return conformity.NotConcerned()
	}
	covered := schedulesByItem.Of(r, x.ID).Any(func(s *Schedule) bool { return s.InForce(r) })
	return conformity.FollowedIf(covered, "", adviceNotCovered)
}

// everTested takes calibration for a test.
func everTested(r *conformity.Reader, x *equipment.Item) conformity.Verdict {
	if x.State(r) != equipment.InUse {
		return conformity.NotConcerned()
	}
	tested := calibrationsByItem.Of(r, x.ID).Any(func(c *Calibration) bool { return r.Happened(c.On) }) ||
		maintenanceByItem.Of(r, x.ID).Any(func(m *equipment.Maintenance) bool { return m.Kind == equipment.Test && r.Happened(m.On) })
	return conformity.FollowedIf(tested, "", adviceTested)
}

func faultsRaised(r *conformity.Reader, x *Inspection, say conformity.Say) {
	if !r.Happened(x.On) {
		return
	}
	for _, p := range x.Points {
		if p.InOrder == records.No {
			raised := conformity.Look(r, p.Nonconformity)
			say(p.What, conformity.FollowedIf(raised != nil && raised.Severity != "", "points", adviceRaised, p.What))
		}
	}
}

func someSchedule(r *conformity.Reader) conformity.Verdict {
	all := conformity.All[Schedule](r)
	if all.Len() == 0 && conformity.All[equipment.Item](r).Len() == 0 {
		return conformity.NotConcerned()
	}
	return conformity.FollowedIf(all.Any(func(s *Schedule) bool { return s.InForce(r) }), "", adviceNoSchedule)
}
