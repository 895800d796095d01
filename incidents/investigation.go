package incidents

import (
	"slices"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// An Investigation finds out what happened and why: of one incident, or of several that
// belong together. It ends with a conclusion, and with corrective action or the reason why
// none is needed.
type Investigation struct {
	ID              records.ID[Investigation]      `json:"id"`
	Title           string                         `json:"title"`
	Incidents       []records.ID[Incident]         `json:"incidents"`
	Level           Level                          `json:"level,omitzero"`
	Investigators   []Investigator                 `json:"investigators,omitempty"`
	StartedOn       records.Date                   `json:"started_on,omitzero"`
	DueOn           records.Date                   `json:"due_on,omitzero"`
	Immediate       string                         `json:"immediate,omitzero"` // what was seen at once
	Detailed        string                         `json:"detailed,omitzero"`  // what was found out later
	Causes          []Found                        `json:"causes,omitempty"`
	Conclusion      string                         `json:"conclusion,omitzero"`
	CompletedOn     records.Date                   `json:"completed_on,omitzero"`
	NoActionBecause string                         `json:"no_action_because,omitzero"` // why no corrective action follows
	Report          Report                         `json:"report,omitzero"`
	Lessons         []Lesson                       `json:"lessons,omitempty"`
	Document        records.ID[documents.Document] `json:"document,omitzero"`
}

// A Level is how high up an investigation is led. It matches the severity of what is investigated.
type Level string

// The levels.
const (
	LocalLevel      Level = "local"
	ManagementLevel Level = "management" // somebody who directs the organization takes part
)

// Values lists the levels there are.
func (Level) Values() []string { return []string{string(LocalLevel), string(ManagementLevel)} }

// An Investigator is somebody who investigates.
type Investigator struct {
	Person        records.ID[records.Person] `json:"person"`
	Authority     string                     `json:"authority,omitzero"`     // on account of which
	Qualification string                     `json:"qualification,omitzero"` // for this work, at that time
}

// A Found is a cause that an investigation found.
type Found struct {
	Cause records.ID[Cause] `json:"cause"`
	Root  bool              `json:"root,omitzero"` // a root cause; otherwise a direct one
	Note  string            `json:"note,omitzero"`
}

// A Report says when the result of an investigation was made known, and to whom.
type Report struct {
	On         records.Date `json:"on"`
	Recipients []string     `json:"recipients"`
}

// IsZero reports whether there is no report.
func (r Report) IsZero() bool { return r.On.IsZero() && len(r.Recipients) == 0 }

// A Lesson is what is to be learned beyond the case at hand, and where it was applied.
type Lesson struct {
	Text      string       `json:"text"`
	AppliedTo []string     `json:"applied_to,omitempty"` // units, partners in the chain
	AppliedOn records.Date `json:"applied_on,omitzero"`
}

// A Cause is a reason why things go wrong. It is a record of its own so that one sees the same
// cause again when it comes back.
type Cause struct {
	ID          records.ID[Cause] `json:"id"`
	Title       string            `json:"title"`
	Category    CauseCategory     `json:"category"`
	Description string            `json:"description,omitzero"`
}

// A CauseCategory is where a cause lies.
type CauseCategory string

// The categories of causes.
const (
	HumanCause      CauseCategory = "human"
	ProcessCause    CauseCategory = "process"
	EquipmentCause  CauseCategory = "equipment"
	SystemCause     CauseCategory = "system"     // in the security management system
	ManagementCause CauseCategory = "management" // in how the organization is led
	OutsideCause    CauseCategory = "outside"
)

// Values lists the categories there are.
func (CauseCategory) Values() []string {
	return []string{string(HumanCause), string(ProcessCause), string(EquipmentCause), string(SystemCause), string(ManagementCause), string(OutsideCause)}
}

// Ref names the cause.
func (c Cause) Ref() records.Ref { return records.Ref{Kind: "cause", ID: string(c.ID)} }

// Validate reports every fault of the cause at once.
func (c Cause) Validate() error {
	var f records.Faults
	f.Require("id", string(c.ID))
	f.Require("title", c.Title)
	f.Enum("category", c.Category)
	return f.Err()
}

// Ref names the investigation.
func (v Investigation) Ref() records.Ref {
	return records.Ref{Kind: "investigation", ID: string(v.ID)}
}

// Begun reports whether somebody has begun to investigate by the time of the clock.
func (v Investigation) Begun(clock records.Clock) bool {
	return len(v.Investigators) > 0 && (clock.Happened(v.StartedOn) || v.Completed(clock))
}

// Completed reports whether the investigation has come to a conclusion by the time of the clock.
func (v Investigation) Completed(clock records.Clock) bool { return clock.Happened(v.CompletedOn) }

// FoundCause reports whether the investigation found that cause.
func (v Investigation) FoundCause(cause records.ID[Cause]) bool {
	return slices.ContainsFunc(v.Causes, func(found Found) bool { return found.Cause == cause && cause != "" })
}

// RootCauses returns the root causes that the investigation found.
func (v Investigation) RootCauses() []records.ID[Cause] {
	var roots []records.ID[Cause]
	for _, found := range v.Causes {
		if found.Root {
			roots = append(roots, found.Cause)
		}
	}
	return roots
}

// An InvestigationState is how far an investigation has come.
type InvestigationState string

// The states of an investigation.
const (
	InvestigationOpened    InvestigationState = "opened" // nobody has begun
	InvestigationUnderWay  InvestigationState = "under way"
	InvestigationCompleted InvestigationState = "completed"
)

// State says how far the investigation has come at the time of the clock.
func (v Investigation) State(clock records.Clock) InvestigationState {
	switch {
	case v.Completed(clock):
		return InvestigationCompleted
	case v.Begun(clock):
		return InvestigationUnderWay
	}
	return InvestigationOpened
}

// Validate reports every fault of the investigation at once.
func (v Investigation) Validate() error {
	var f records.Faults
	f.Require("id", string(v.ID))
	f.Require("title", v.Title)
	if len(v.Incidents) == 0 {
		f.Add("incidents", "is missing: say what is investigated")
	}
	distinct(&f, "incidents", v.Incidents)
	f.OptionalEnum("level", v.Level)
	for i, by := range v.Investigators {
		f.Require(at("investigators", i)+".person", string(by.Person))
	}
	seen := map[records.ID[Cause]]int{}
	for i, found := range v.Causes {
		path := at("causes", i) + ".cause"
		f.Require(path, string(found.Cause))
		if first, twice := seen[found.Cause]; twice && found.Cause != "" {
			f.Add(path, "%s is that of causes[%d] already: keep one", string(found.Cause), first)
		} else {
			seen[found.Cause] = i
		}
	}
	if !v.CompletedOn.IsZero() {
		f.Require("conclusion", v.Conclusion)
	}
	if !v.Report.IsZero() {
		f.RequireDate("report.on", v.Report.On)
		if len(v.Report.Recipients) == 0 {
			f.Add("report.recipients", "is missing: say who was told")
		}
	}
	for i, l := range v.Lessons {
		f.Require(at("lessons", i)+".text", l.Text)
	}
	f.Order("started_on", v.StartedOn, "completed_on", v.CompletedOn)
	f.Order("started_on", v.StartedOn, "due_on", v.DueOn)
	return f.Err()
}
