package objectives

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

const (
	adviceTakenUp    conformity.Message = "objectives.advice.takenup: the broad objective {0} of {subject} is taken up by no objective in force that a programme serves: the guide suggests to carry improvement out through both"
	adviceLevels     conformity.Message = "objectives.advice.levels: no objective in force is for the level {0}: the guide suggests objectives for the whole, for supply chains and for functions"
	adviceDue        conformity.Message = "objectives.advice.due: no day is set by which {subject} is to be reached: the guide suggests a reasonable time for each objective"
	adviceParent     conformity.Message = "objectives.advice.parent: {subject} does not say of which wider objective it is a part: the guide suggests clear links between the levels"
	adviceAgain      conformity.Message = "objectives.advice.again: {subject} {0}: the guide suggests to look at targets again when the objective has changed"
	adviceServes     conformity.Message = "objectives.advice.serves: {subject} serves no objective and no target: the guide suggests that each programme leads to one"
	adviceTasks      conformity.Message = "objectives.advice.tasks: {subject} has no tasks: the guide suggests to turn what is to be reached into defined actions"
	adviceTreats     conformity.Message = "objectives.advice.treats: {subject} carries out no treatment of a risk: the guide suggests to build what deters and softens on the risk assessment"
	adviceAssessed   conformity.Message = "objectives.advice.assessed: {subject} names no risk assessment that it is based on: the guide suggests to use the results"
	adviceResources  conformity.Message = "objectives.advice.resources: {subject} does not say what it takes: the guide suggests to make sure that the resources can be had"
	adviceTaskOwner  conformity.Message = "objectives.advice.taskowner: the task {0} of {subject} names nobody, or does not say what that person may decide: the guide suggests responsibility and authority for each task"
	adviceTaskDue    conformity.Message = "objectives.advice.taskdue: the task {0} of {subject} has no day by which it is due, or one later than the programme: the guide suggests times that fit together"
	adviceTaskNeeds  conformity.Message = "objectives.advice.taskneeds: the task {0} of {subject} does not say what it takes: the guide suggests resources for each task"
	adviceShort      conformity.Message = "objectives.advice.short: programmes in force need {0} of {subject} together, and {1} is provided: the guide takes resources to suffice where what is planned can be carried out"
	adviceReassessed conformity.Message = "objectives.advice.reassessed: {subject} brings about a large change ({0}) and provides for no assessment of threats and risks in time: the guide suggests one"
)

// AdviceInput is what advice looks at.
type AdviceInput struct {
	Objectives []Objective
	Targets    []Target
	Programmes []Programme
	Policies   []policy.Policy
	Resources  []organization.Resource
}

// Advice returns the checks of what the guide suggests for 4.3.3, 4.3.4 and 4.3.5, for the
// improvement that the policy speaks of, and for the resources that programmes need.
func Advice() []conformity.Check[AdviceInput] {
	objectives := func(in AdviceInput) []Objective { return in.Objectives }
	running := func(r *conformity.Reader, o *Objective) bool { return o.InForce(r) }
	return []conformity.Check[AdviceInput]{
		conformity.SuggestMany("4.2.process.6", func(in AdviceInput) []policy.Policy { return in.Policies }, improvementTakenUp),
		conformity.SuggestWhole[AdviceInput]("4.3.3.process.6", conformity.Covering(running, func(o *Objective) []Level { return []Level{o.Level} }, adviceLevels, Corporate, OfSupplyChain, OfFunction)),
		conformity.Suggest("4.3.3.process.9", objectives, objectiveDated),
		conformity.Suggest("4.3.3.process.10", objectives, conformity.Having(func(r *conformity.Reader, o *Objective) bool {
			return o.InForce(r) && o.Level != Corporate
		}, "parent", func(o *Objective) bool { return o.Parent != "" }, adviceParent)),
		conformity.Suggest("4.3.4.process.6", func(in AdviceInput) []Target { return in.Targets }, targetLookedAtAgain),
		programmeHas("4.3.5.intent.1", "serves", func(_ *Programme, v *ProgrammeRevision) bool { return len(v.Serves) > 0 }, adviceServes),
		programmeHas("4.3.5.intent.2", "tasks", func(p *Programme, _ *ProgrammeRevision) bool { return len(p.Tasks) > 0 }, adviceTasks),
		programmeHas("4.3.5.intent.5", "treatments", func(p *Programme, v *ProgrammeRevision) bool {
			return len(v.Treatments) > 0 || slices.ContainsFunc(p.Tasks, func(t Task) bool { return t.Treatment != "" })
		}, adviceTreats),
		programmeHas("4.3.5.input.3", "assessments", func(_ *Programme, v *ProgrammeRevision) bool { return len(v.Assessments) > 0 }, adviceAssessed),
		programmeHas("4.3.5.input.8", "resources", func(_ *Programme, v *ProgrammeRevision) bool { return len(v.Resources) > 0 }, adviceResources),
		ofTasks("4.3.5.process.5", "owner", func(t *Task, _ *ProgrammeRevision) bool { return (t.Owner != "" || t.Role != "") && t.Authority != "" }, adviceTaskOwner),
		ofTasks("4.3.5.process.6", "due_on", func(t *Task, v *ProgrammeRevision) bool {
			return !t.DueOn.IsZero() && (v.DueOn.IsZero() || !t.DueOn.After(v.DueOn))
		}, adviceTaskDue),
		ofTasks("4.3.5.process.7", "resources", func(t *Task, _ *ProgrammeRevision) bool { return len(t.Resources) > 0 }, adviceTaskNeeds),
		conformity.SuggestMany("4.3.5.process.8", advisedProgrammes, changesAssessed),
		conformity.Suggest("4.4.1.process.resources.2", func(in AdviceInput) []organization.Resource { return in.Resources }, enoughForProgrammes),
	}
}

func advisedProgrammes(in AdviceInput) []Programme { return in.Programmes }

// improvementTakenUp follows each broad objective of the policy in force to an objective and on
// to a programme.
func improvementTakenUp(r *conformity.Reader, p *policy.Policy, say conformity.Say) {
	revision := p.Current(r)
	if revision == nil {
		return
	}
	for _, s := range revision.BroadObjectives {
		taken := conformity.All[Objective](r).Any(func(o *Objective) bool {
			current := o.Current(r)
			return current != nil && slices.Contains(current.DerivedFrom, Source{p.ID, s.Key}) && served(r, o)
		})
		say(s.Key, conformity.FollowedIf(taken, "", adviceTakenUp, s.Key))
	}
}

// served reports whether a programme in force serves the objective, or a target of it.
func served(r *conformity.Reader, o *Objective) bool {
	running := func(p *Programme) bool { return p.InForce(r) }
	return programmesServing.Of(r, o.Ref()).Any(running) ||
		targetsByObjective.Of(r, o.ID).Any(func(t *Target) bool { return programmesServing.Of(r, t.Ref()).Any(running) })
}

func objectiveDated(r *conformity.Reader, o *Objective) conformity.Verdict {
	current := o.Current(r)
	if current == nil {
		return conformity.NotConcerned()
	}
	return conformity.FollowedIf(!current.DueOn.IsZero(), "revisions", adviceDue)
}

func targetLookedAtAgain(r *conformity.Reader, t *Target) conformity.Verdict {
	o := conformity.Look(r, t.Objective)
	if o == nil || !t.InForce(r) || !o.InForce(r) {
		return conformity.NotConcerned()
	}
	for _, drift := range t.Drift(o, r) {
		if drift.Kind == ObjectiveRevised {
			return conformity.NotFollowed(adviceAgain, drift.Reason).At("reviews")
		}
	}
	return conformity.Followed()
}

// programmeHas asks the programmes in force of this system; those of other parts of the
// organization are not ours to advise on.
func programmeHas(row, field string, has func(*Programme, *ProgrammeRevision) bool, lacking conformity.Message) conformity.Check[AdviceInput] {
	return conformity.Suggest(row, advisedProgrammes, func(r *conformity.Reader, p *Programme) conformity.Verdict {
		current := p.Current(r)
		if current == nil || p.Origin != "" {
			return conformity.NotConcerned()
		}
		return conformity.FollowedIf(has(p, current), field, lacking)
	})
}

// ofTasks asks the tasks that are still to be done.
func ofTasks(row, field string, has func(*Task, *ProgrammeRevision) bool, lacking conformity.Message) conformity.Check[AdviceInput] {
	return conformity.SuggestMany(row, advisedProgrammes, func(r *conformity.Reader, p *Programme, say conformity.Say) {
		current := p.Current(r)
		if current == nil || p.Origin != "" {
			return
		}
		for i := range p.Tasks {
			t := &p.Tasks[i]
			if state := t.State(r); state != TaskCompleted && state != TaskDropped {
				say(t.Key, conformity.FollowedIf(has(t, current), fmt.Sprintf("tasks[%d].%s", i, field), lacking, t.Key))
			}
		}
	})
}

func changesAssessed(r *conformity.Reader, p *Programme, say conformity.Say) {
	current := p.Current(r)
	if current == nil || p.Origin != "" {
		return
	}
	for _, c := range current.ExpectedChanges {
		assessed := c.Assessment != "" || !c.AssessmentBy.IsZero() && !r.Over(c.AssessmentBy)
		say(c.Text, conformity.FollowedIf(assessed, "revisions", adviceReassessed, c.Text))
	}
}

var programmesByResource = conformity.NewIndexAll(func(p *Programme) []records.ID[organization.Resource] {
	var ids []records.ID[organization.Resource]
	add := func(needs []Need) {
		for _, n := range needs {
			ids = append(ids, n.Resource)
		}
	}
	for _, v := range p.Revisions {
		add(v.Resources)
	}
	for _, t := range p.Tasks {
		add(t.Resources)
	}
	return ids
})

// enoughForProgrammes adds up what programmes in force need of a resource. What the organization
// has entered as needed is for 4.4.1.d.
func enoughForProgrammes(r *conformity.Reader, x *organization.Resource) conformity.Verdict {
	var needing []Programme
	for p := range programmesByResource.Of(r, x.ID).Where(func(p *Programme) bool { return p.InForce(r) }) {
		needing = append(needing, *p)
	}
	if len(needing) == 0 {
		return conformity.NotConcerned()
	}
	for _, short := range Shortfalls(needing, []organization.Resource{*x}, r) {
		return conformity.NotFollowed(adviceShort, short.Needed, short.Provided).At("provided")
	}
	return conformity.Followed()
}
