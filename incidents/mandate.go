package incidents

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A Mandate says that a procedure gives a role the responsibility and the authority for
// something that 4.5.3 wants done. It counts while that procedure is in force.
type Mandate struct {
	ID        records.ID[Mandate]             `json:"id"`
	Procedure records.ID[documents.Procedure] `json:"procedure"`
	Role      records.ID[organization.Role]   `json:"role"`
	Tasks     []Task                          `json:"tasks"`
	Authority string                          `json:"authority"`      // what the role may decide on account of it
	From      records.Date                    `json:"from,omitzero"`  // first day; zero: as long as the procedure
	Until     records.Date                    `json:"until,omitzero"` // last day; zero while there is none
}

// A Task is something that 4.5.3 wants to be in somebody's hands.
type Task string

// The tasks, in the order of 4.5.3 a) to e).
const (
	PreventiveTask               Task = "preventive action"
	InvestigatingFailures        Task = "investigation: failures" // near misses and false alarms among them
	InvestigatingIncidents       Task = "investigation: incidents"
	InvestigatingNonconformities Task = "investigation: nonconformities"
	MitigationTask               Task = "mitigation"
	CorrectiveTask               Task = "corrective action"
	ConfirmationTask             Task = "confirmation" // that corrective action has worked
)

var tasks = [...]Task{
	PreventiveTask, InvestigatingFailures, InvestigatingIncidents, InvestigatingNonconformities, MitigationTask, CorrectiveTask, ConfirmationTask,
}

// Values lists the tasks there are.
func (Task) Values() []string {
	values := make([]string, len(tasks))
	for i, task := range tasks {
		values[i] = string(task)
	}
	return values
}

// Words says what the task is, as the end of a sentence.
func (t Task) Words() string {
	switch t {
	case PreventiveTask:
		return "find what could fail and set preventive action going"
	case InvestigatingFailures:
		return "investigate failures, near misses and false alarms"
	case InvestigatingIncidents:
		return "investigate incidents and emergencies"
	case InvestigatingNonconformities:
		return "investigate nonconformities"
	case MitigationTask:
		return "limit the consequences of failures, incidents and nonconformities"
	case CorrectiveTask:
		return "set corrective action going and see it through"
	case ConfirmationTask:
		return "confirm whether corrective action has worked"
	}
	return string(t)
}

// Ref names the mandate.
func (m Mandate) Ref() records.Ref { return records.Ref{Kind: "mandate", ID: string(m.ID)} }

// Gives reports whether the mandate is for the task, and says what the role may decide.
func (m Mandate) Gives(task Task) bool { return slices.Contains(m.Tasks, task) && !blank(m.Authority) }

// Holds reports whether the mandate lasts at the time of the clock, looked at by itself:
// whether its procedure is in force is for whoever holds the procedures.
func (m Mandate) Holds(clock records.Clock) bool {
	return (m.From.IsZero() || clock.Happened(m.From)) && !clock.Over(m.Until)
}

// on reports whether the mandate lasted on that day.
func (m *Mandate) on(day records.Date) bool {
	return !day.Before(m.From) && (m.Until.IsZero() || !day.After(m.Until))
}

// Validate reports every fault of the mandate at once.
func (m Mandate) Validate() error {
	var f records.Faults
	f.Require("id", string(m.ID))
	f.Require("procedure", string(m.Procedure))
	f.Require("role", string(m.Role))
	if len(m.Tasks) == 0 {
		f.Add("tasks", "is missing: say what the role is to do")
	}
	for i, task := range m.Tasks {
		f.Enum(fmt.Sprintf("tasks[%d]", i), task)
	}
	f.Require("authority", m.Authority)
	f.Order("from", m.From, "until", m.Until)
	return f.Err()
}
