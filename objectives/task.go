package objectives

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// A Task is one of the measures that a programme consists of: what is done, by whom, with
// which authority and resources, and by when.
type Task struct {
	Key            string                        `json:"key"` // its name within the programme: T1
	Title          string                        `json:"title"`
	Owner          records.ID[records.Person]    `json:"owner,omitzero"`
	Role           records.ID[organization.Role] `json:"role,omitzero"`
	Authority      string                        `json:"authority,omitzero"` // what the owner may decide on account of it
	Resources      []Need                        `json:"resources,omitempty"`
	Treatment      records.ID[risk.Treatment]    `json:"treatment,omitzero"` // of a risk that it carries out
	DueOn          records.Date                  `json:"due_on,omitzero"`
	Progress       []TaskProgress                `json:"progress,omitempty"`
	CompletedOn    records.Date                  `json:"completed_on,omitzero"`
	DroppedOn      records.Date                  `json:"dropped_on,omitzero"` // from when it is not to be done any more
	DroppedBecause string                        `json:"dropped_because,omitzero"`
}

// TaskProgress is an entry on how a task goes on.
type TaskProgress struct {
	On   records.Date               `json:"on"`
	By   records.ID[records.Person] `json:"by,omitzero"`
	Note string                     `json:"note"`
}

// A TaskState is how far a task has come.
type TaskState string

// The states of a task.
const (
	TaskUndated   TaskState = "undated" // open, and not said by when it is due
	TaskOpen      TaskState = "open"
	TaskLate      TaskState = "late"
	TaskCompleted TaskState = "completed" // be it late
	TaskDropped   TaskState = "dropped"   // with the reason; without one it stays open
)

// Values lists the states there are.
func (TaskState) Values() []string {
	return []string{string(TaskUndated), string(TaskOpen), string(TaskLate), string(TaskCompleted), string(TaskDropped)}
}

// Open reports whether the task is still to be done.
func (s TaskState) Open() bool { return s == TaskUndated || s == TaskOpen || s == TaskLate }

// State says how far the task has come at the time of the clock.
func (t Task) State(clock records.Clock) TaskState {
	switch {
	case clock.Happened(t.CompletedOn):
		return TaskCompleted
	case clock.Happened(t.DroppedOn) && !blank(t.DroppedBecause):
		return TaskDropped
	case t.DueOn.IsZero():
		return TaskUndated
	case clock.Over(t.DueOn):
		return TaskLate
	}
	return TaskOpen
}

// Followed returns the latest day that has begun on which somebody noted how the task goes on.
func (t Task) Followed(clock records.Clock) records.Date {
	var last records.Date
	for i := range t.Progress {
		if clock.Happened(t.Progress[i].On) {
			last = later(last, t.Progress[i].On)
		}
	}
	return last
}

// Open returns the measures of the programme that are still to be done at the time of the
// clock: the earliest due first, those without a day last, of one day by their keys.
func (p Programme) Open(clock records.Clock) []*Task {
	var open []*Task
	for i := range p.Tasks {
		if p.Tasks[i].State(clock).Open() {
			open = append(open, &p.Tasks[i])
		}
	}
	slices.SortStableFunc(open, compareTasks)
	return open
}

func compareTasks(a, b *Task) int {
	if a.DueOn.IsZero() != b.DueOn.IsZero() {
		if a.DueOn.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(a.DueOn.Compare(b.DueOn), strings.Compare(a.Key, b.Key))
}

// Done counts the tasks that are completed at the time of the clock, and all that were not dropped.
func (p Programme) Done(clock records.Clock) (done, of int) {
	for i := range p.Tasks {
		switch p.Tasks[i].State(clock) {
		case TaskCompleted:
			done++
			of++
		case TaskDropped:
		default:
			of++
		}
	}
	return done, of
}

// Open yields the measures that are still to be done in the programmes of this system in force
// at the time of the clock: programme by programme, the most pressing task of each first.
func Open(programmes []Programme, clock records.Clock) iter.Seq2[*Programme, *Task] {
	return func(yield func(*Programme, *Task) bool) {
		for i := range programmes {
			if programmes[i].ours(clock) == nil {
				continue
			}
			for _, task := range programmes[i].Open(clock) {
				if !yield(&programmes[i], task) {
					return
				}
			}
		}
	}
}

// task returns the place of the task with that key, or -1.
func (p *Programme) task(key string) int {
	return slices.IndexFunc(p.Tasks, func(t Task) bool { return t.Key == key && key != "" })
}

func validateTasks(f *records.Faults, list []Task) {
	keys := make(map[string]int, len(list))
	for i, t := range list {
		at := fmt.Sprintf("tasks[%d]", i)
		f.Require(at+".key", t.Key)
		if first, again := keys[t.Key]; again && t.Key != "" {
			f.Add(at+".key", "%q is that of tasks[%d] already: give each its own", t.Key, first)
		} else {
			keys[t.Key] = i
		}
		f.Require(at+".title", t.Title)
		validateNeeds(f, at+".resources", t.Resources)
		for j, entry := range t.Progress {
			f.RequireDate(fmt.Sprintf("%s.progress[%d].on", at, j), entry.On)
			f.Require(fmt.Sprintf("%s.progress[%d].note", at, j), entry.Note)
		}
		switch {
		case !t.DroppedOn.IsZero() && !t.CompletedOn.IsZero():
			f.Add(at+".dropped_on", "is given beside completed_on: keep one of the two")
		case !t.DroppedOn.IsZero():
			f.Require(at+".dropped_because", t.DroppedBecause)
		case t.DroppedBecause != "":
			f.RequireDate(at+".dropped_on", t.DroppedOn)
		}
	}
}
