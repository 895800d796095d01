package equipment

import (
	"fmt"
	"strings"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

// An Item is a piece of security equipment, or a facility: a scanner, a fence, the software of
// the gate. It is one record from the first plan to the day on which it is scrapped. A
// contractor's is kept here too, under the same controls.
type Item struct {
	ID             records.ID[Item]              `json:"id"`
	Title          string                        `json:"title"`
	Kind           Kind                          `json:"kind"`
	Mark           string                        `json:"mark,omitzero"`        // by which it is known on the spot: a serial or inventory number
	Contractor     string                        `json:"contractor,omitzero"`  // whose it is, where it is not our own
	Responsible    records.ID[organization.Role] `json:"responsible,omitzero"` // who answers for it on our side
	Location       string                        `json:"location,omitzero"`    // where it has to be
	Threats        []records.ID[risk.Threat]     `json:"threats,omitempty"`    // that it is there against
	Controls       []records.ID[risk.Control]    `json:"controls,omitempty"`   // that it makes work
	Stages         []StageControl                `json:"stages,omitempty"`     // how it is kept under control through its life
	Works          []Work                        `json:"works,omitempty"`      // what was done to it: designed, installed, refurbished, modified
	InUseFrom      records.Date                  `json:"in_use_from,omitzero"` // first day; zero while it is only planned
	Outages        []Outage                      `json:"outages,omitempty"`    // times at which it was not used
	RetiredOn      records.Date                  `json:"retired_on,omitzero"`  // from when it is used no more
	RetiredBecause string                        `json:"retired_because,omitzero"`

	Monitoring           records.Answer                  `json:"monitoring,omitzero"` // whether anything is monitored or measured with it; empty while not decided
	Accuracy             string                          `json:"accuracy,omitzero"`   // how exact it is: detects 0.5 mm steel, one alarm in 2,000 false
	CalibrationProcedure records.ID[documents.Procedure] `json:"calibration_procedure,omitzero"`
	NoCalibrationBecause string                          `json:"no_calibration_because,omitzero"` // why it needs no calibration, where it needs none
	MaintenanceProcedure records.ID[documents.Procedure] `json:"maintenance_procedure,omitzero"`
	CalibrationInterval  records.Period                  `json:"calibration_interval,omitzero"`
	MaintenanceInterval  records.Period                  `json:"maintenance_interval,omitzero"`
	NextCalibrationOn    records.Date                    `json:"next_calibration_on,omitzero"` // by the end of which it is due
	NextMaintenanceOn    records.Date                    `json:"next_maintenance_on,omitzero"`
	StatusShown          records.Answer                  `json:"status_shown,omitzero"` // whether who uses it can see that its calibration is valid
}

// A Kind is the sort of equipment.
type Kind string

// The kinds of equipment.
const (
	Barrier       Kind = "barrier"        // fences, gates, locks, seals
	AccessControl Kind = "access control" // readers, badges, key safes
	Detection     Kind = "detection"      // alarms, sensors
	Surveillance  Kind = "surveillance"   // cameras
	Screening     Kind = "screening"      // scanners, X-ray
	Tracking      Kind = "tracking"
	Communication Kind = "communication"
	Software      Kind = "software"  // and the computers that it runs on
	Measuring     Kind = "measuring" // scales, test pieces, reference instruments
	Facility      Kind = "facility"  // guard houses, control rooms, lighting, emergency power
	OtherKind     Kind = "other"
)

// Values lists the kinds there are.
func (Kind) Values() []string {
	return []string{string(Barrier), string(AccessControl), string(Detection), string(Surveillance), string(Screening), string(Tracking),
		string(Communication), string(Software), string(Measuring), string(Facility), string(OtherKind)}
}

// A Stage is a part of the life of an item.
type Stage string

// The stages, in the order of the standard.
const (
	Design        Stage = "design"
	Installation  Stage = "installation"
	Operation     Stage = "operation"
	Refurbishment Stage = "refurbishment"
	Modification  Stage = "modification"
)

var stages = [...]Stage{Design, Installation, Operation, Refurbishment, Modification}

// Stages returns the stages in the order of the standard.
func Stages() []Stage { return append([]Stage(nil), stages[:]...) }

// Values lists the stages there are.
func (Stage) Values() []string {
	values := make([]string, len(stages))
	for i, s := range stages {
		values[i] = string(s)
	}
	return values
}

// A StageControl is how an item is kept under control in one stage of its life, and the
// procedure that says so; or why there is nothing to control in that stage.
type StageControl struct {
	Stage         Stage                           `json:"stage"`
	Control       string                          `json:"control,omitzero"`
	Procedure     records.ID[documents.Procedure] `json:"procedure,omitzero"`
	NotApplicable string                          `json:"not_applicable,omitzero"` // why no control is needed
}

// A Work is that something was done to an item by a specification that takes the threats into
// account which it is there against, or brings with it.
type Work struct {
	Stage         Stage                          `json:"stage"` // any but operation
	On            records.Date                   `json:"on"`    // when it was finished
	By            string                         `json:"by"`    // who did it: a department, a contractor
	Specification string                         `json:"specification,omitzero"`
	Document      records.ID[documents.Document] `json:"document,omitzero"`      // that holds the specification, where the text does not
	ConsideredOn  records.Date                   `json:"considered_on,omitzero"` // when the threats were considered
	ConsideredBy  records.ID[records.Person]     `json:"considered_by,omitzero"`
	Threats       []records.ID[risk.Threat]      `json:"threats,omitempty"` // that the specification takes into account
}

// An Outage is a time at which an item is not used: broken, out of calibration, away.
type Outage struct {
	From    records.Date   `json:"from"`           // first day
	Until   records.Date   `json:"until,omitzero"` // last day; zero while it lasts
	Because string         `json:"because"`
	Tagged  records.Answer `json:"tagged,omitzero"` // whether it was marked, so that nobody uses it
}

// Ref names the record.
func (x Item) Ref() records.Ref { return records.Ref{Kind: "equipment", ID: string(x.ID)} }

// InStage returns how the item is kept under control in a stage, or nil.
func (x Item) InStage(stage Stage) *StageControl {
	for i := range x.Stages {
		if x.Stages[i].Stage == stage {
			return &x.Stages[i]
		}
	}
	return nil
}

// Validate reports every fault of the item at once. What ought to be under control is for the
// check of 4.4.6.
func (x Item) Validate() error {
	var f records.Faults
	f.Require("id", string(x.ID))
	f.Require("title", x.Title)
	f.Enum("kind", x.Kind)
	seen := map[Stage]int{}
	for i, s := range x.Stages {
		at := fmt.Sprintf("stages[%d]", i)
		f.Within(at, s.faults())
		if first, twice := seen[s.Stage]; twice {
			f.Add(at+".stage", "%q is that of stages[%d] already: keep one", s.Stage, first)
			continue
		}
		seen[s.Stage] = i
	}
	for i, w := range x.Works {
		f.Within(fmt.Sprintf("works[%d]", i), w.faults())
	}
	f.Within("", x.outageFaults())
	f.Order("in_use_from", x.InUseFrom, "retired_on", x.RetiredOn)
	switch {
	case !x.RetiredOn.IsZero():
		f.Require("retired_because", x.RetiredBecause)
	case x.RetiredBecause != "":
		f.RequireDate("retired_on", x.RetiredOn)
	}
	f.OptionalEnum("monitoring", x.Monitoring)
	f.OptionalEnum("status_shown", x.StatusShown)
	if x.CalibrationProcedure != "" && x.NoCalibrationBecause != "" {
		f.Add("no_calibration_because", "says why it needs no calibration, and %s says how it is calibrated: keep one of the two", x.CalibrationProcedure.Ref())
	}
	return f.Err()
}

func (s StageControl) faults() error {
	var f records.Faults
	f.Enum("stage", s.Stage)
	controlled := s.Control != "" || s.Procedure != ""
	switch {
	case controlled && s.NotApplicable != "":
		f.Add("not_applicable", "says why no control is needed, and one is named: keep one of the two")
	case !controlled && strings.TrimSpace(s.NotApplicable) == "":
		f.Add("control", "is missing: say how the item is kept under control in this stage and by which procedure, or in not_applicable why there is nothing to control")
	}
	return f.Err()
}

func (w Work) faults() error {
	var f records.Faults
	f.Enum("stage", w.Stage)
	if w.Stage == Operation {
		f.Add("stage", "is operation, which is no work: write design, installation, refurbishment or modification")
	}
	f.RequireDate("on", w.On)
	f.Require("by", w.By)
	if w.ConsideredOn.IsZero() && w.ConsideredBy != "" {
		f.Add("considered_on", "is missing: say when person %s considered the threats", w.ConsideredBy)
	}
	return f.Err()
}

func (x *Item) outageFaults() error {
	var f records.Faults
	for i, o := range x.Outages {
		at := fmt.Sprintf("outages[%d]", i)
		f.RequireDate(at+".from", o.From)
		f.Require(at+".because", o.Because)
		f.OptionalEnum(at+".tagged", o.Tagged)
		f.Order(at+".from", o.From, at+".until", o.Until)
		f.Order("in_use_from", x.InUseFrom, at+".from", o.From)
	}
	return f.Err()
}
