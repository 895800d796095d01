package objectives

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// programmeChecks are those of 4.3.5, in the order of the standard.
func programmeChecks() []conformity.Check[Input] {
	checks := []conformity.Check[Input]{
		conformity.Whole[Input]("4.3.5.establish", programmesSet),
		conformity.EachMany("4.3.5.establish", objectives, objectiveServed),
		conformity.EachMany("4.3.5.establish", targets, targetServed),
	}
	add := func(requirement string, check func(*conformity.Reader, *programme, conformity.Say)) {
		checks = append(checks, ofProgrammes(requirement, check)...)
	}
	add("4.3.5.maintain", carriedOut)
	add("4.3.5.optimized", one(optimized))
	add("4.3.5.prioritized", one(prioritized))
	add("4.3.5.efficient", one(efficient))
	add("4.3.5.a", responsibilityGiven)
	add("4.3.5.b", one(meansDescribed))
	add("4.3.5.b.timescale", timescaleGiven)
	add("4.3.5.review", one(func(r *conformity.Reader, p *programme) conformity.Verdict {
		return reviewedInTime(r, &p.subject, p.now.ReviewInterval, p.Reviews)
	}))
	add("4.3.5.amend", func(r *conformity.Reader, p *programme, say conformity.Say) { amended(r, &p.subject, p.Reviews, say) })
	return checks
}

const (
	programmesDraft  conformity.Message = "objectives.programme.none.draft: no programme is in force; {0}, {1}, is {2}: have it approved, with the day from which it applies"
	programmesMarked conformity.Message = "objectives.programme.set: {0} is in force"
	servedBy         conformity.Message = "objectives.served: {subject}, {0}, is to be reached by {1}"
	servedThrough    conformity.Message = "objectives.served.through: {subject}, {0}, is to be reached by {1}, through {2}"
	servedNot        conformity.Message = "objectives.served.not: {subject}, {0}, is to be reached by no programme in force: name it in one, or set up one that reaches it"
)

// programmesSet decides 4.3.5.establish for the whole: there is a programme in force.
func programmesSet(r *conformity.Reader) conformity.Verdict {
	found := conformity.All[Programme](r).First(func(p *Programme) bool { return p.ours(r) != nil })
	if found != nil {
		return conformity.Nothing(programmesMarked, *found)
	}
	near := conformity.All[Programme](r).First(func(p *Programme) bool {
		state, _ := p.State(r)
		return p.Own() && onItsWay(state)
	})
	if near == nil {
		return conformity.Unmet(programmeNone)
	}
	state, _ := near.State(r)
	return conformity.Unmet(programmesDraft, *near, near.Title, describe(state))
}

// programmesServing finds the programmes that are or ever were to reach something.
var programmesServing = conformity.NewIndexAll(func(p *Programme) []records.Ref {
	var refs []records.Ref
	for i := range p.Revisions {
		for _, purpose := range p.Revisions[i].Serves {
			refs = append(refs, purpose.Ref())
		}
	}
	return refs
})

// serving returns a programme in force that is to reach what the reference names, or nil.
func serving(r *conformity.Reader, ref records.Ref) *Programme {
	return programmesServing.Of(r, ref).First(func(p *Programme) bool {
		v := p.ours(r)
		return v != nil && slices.ContainsFunc(v.Serves, func(purpose Purpose) bool { return purpose.Ref() == ref })
	})
}

// objectiveServed decides 4.3.5.establish for an objective: a programme in force is to reach
// it or one of its targets in force.
func objectiveServed(r *conformity.Reader, o *Objective, say conformity.Say) {
	if !o.InForce(r) {
		say("", conformity.Nothing(objectiveNone))
		return
	}
	if p := serving(r, o.Ref()); p != nil {
		say("", conformity.Met(servedBy, o.Title, *p))
		return
	}
	for t := range targetsByObjective.Of(r, o.ID).Where(func(t *Target) bool { return t.InForce(r) }) {
		if p := serving(r, t.Ref()); p != nil {
			say("", conformity.Met(servedThrough, o.Title, *p, *t))
			return
		}
	}
	say("", conformity.Unmet(servedNot, o.Title))
}

// targetServed decides 4.3.5.establish for a target.
func targetServed(r *conformity.Reader, t *Target, say conformity.Say) {
	if !t.InForce(r) {
		say("", conformity.Nothing(targetNone))
		return
	}
	if p := serving(r, t.Ref()); p != nil {
		say("", conformity.Met(servedBy, t.Title, *p))
		return
	}
	say("", conformity.Unmet(servedNot, t.Title))
}

const (
	taskNone      conformity.Message = "objectives.task.none: {subject}, {0}, has no tasks by which one could tell whether it is carried out: enter them, with the days by which they are due"
	taskDone      conformity.Message = "objectives.task.done: task {1} of {subject}, {0}, was completed on {2}"
	taskDropped   conformity.Message = "objectives.task.dropped: task {1} of {subject}, {0}, was dropped on {2}: {3}"
	taskDue       conformity.Message = "objectives.task.due: task {1} of {subject}, {0}, is due on {2}"
	taskFollowed  conformity.Message = "objectives.task.followed: task {1} of {subject}, {0}, was due on {2} and is not completed; the last entry on its progress is of {3}"
	taskNeglected conformity.Message = "objectives.task.neglected: task {1} of {subject}, {0}, was due on {2} and is not completed, and nobody has noted since how it goes on: complete it and enter the day, or enter its progress and what is done about the delay"
	taskUndated   conformity.Message = "objectives.task.undated: task {1} of {subject}, {0}, has no day by which it is due: set one"
)

// carriedOut decides 4.3.5.maintain for each task: it is done, be it late, or not yet due, or
// somebody noted on the day it was due or later how it goes on. One that was dropped without
// a reason is not dropped.
func carriedOut(r *conformity.Reader, p *programme, say conformity.Say) {
	if len(p.Tasks) == 0 {
		say("", conformity.Undetermined(taskNone, p.title).At("tasks"))
	}
	for i := range p.Tasks {
		at := fmt.Sprintf("tasks[%d]", i)
		say(fmt.Sprintf("task %d", i), taskKept(r, p, &p.Tasks[i]).At(at))
	}
}

func taskKept(r *conformity.Reader, p *programme, t *Task) conformity.Verdict {
	switch t.State(r) {
	case TaskCompleted:
		return conformity.Met(taskDone, p.title, t.Key, t.CompletedOn)
	case TaskDropped:
		return conformity.Met(taskDropped, p.title, t.Key, t.DroppedOn, t.DroppedBecause)
	case TaskUndated:
		return conformity.Undetermined(taskUndated, p.title, t.Key)
	case TaskLate:
		if last := t.Followed(r); !last.IsZero() && !last.Before(t.DueOn) {
			return conformity.Met(taskFollowed, p.title, t.Key, t.DueOn, last)
		}
		return conformity.Unmet(taskNeglected, p.title, t.Key, t.DueOn)
	}
	return conformity.Met(taskDue, p.title, t.Key, t.DueOn)
}

const (
	optimizedNot  conformity.Message = "objectives.optimized.not: it is not on record that other ways to carry out {subject}, {0}, were compared: set at least two side by side, with effect and cost or effort, and record which was chosen and why"
	optimizedLate conformity.Message = "objectives.optimized.late: the ways to carry out {subject}, {0}, were compared on {1} only, after its priority had been set on {2}: set the priority anew in the light of that"
)

// optimized decides 4.3.5.optimized: options were compared, no later than the priority that
// counts was set, and it was judged, no earlier than the revision in force, that the programme
// gives the best result for the effort.
func optimized(r *conformity.Reader, p *programme) conformity.Verdict {
	var ranked records.Date
	if x := p.Priority(r); x != nil {
		ranked = x.On
	}
	if p.Compared(r, ranked) == nil {
		if late := p.Compared(r, records.Date{}); late != nil {
			return conformity.Unmet(optimizedLate, p.title, late.On, ranked).At("priorities")
		}
		return conformity.Unmet(optimizedNot, p.title).At("comparisons")
	}
	return conformity.Attested(r, "4.3.5.optimized", p.Ref(), conformity.Judged{Record: *p.Programme, ChangedOn: p.revision.RevisedOn()})
}

const (
	prioritySet  conformity.Message = "objectives.priority: {subject}, {0}, has priority {1} since {2}: {3}"
	priorityNone conformity.Message = "objectives.priority.none: {subject}, {0}, has no place among the other programmes: give it a rank, and record when and why"
)

// prioritized decides 4.3.5.prioritized: the programme has a rank. Two programmes may have the
// same one.
func prioritized(r *conformity.Reader, p *programme) conformity.Verdict {
	x := p.Priority(r)
	if x == nil {
		return conformity.Unmet(priorityNone, p.title).At("priorities")
	}
	return conformity.Met(prioritySet, p.title, x.Rank, x.On, x.Reason).At("priorities")
}

const (
	estimateNone   conformity.Message = "objectives.cost.none: revision {0} of {subject}, {1}, gives no estimate of {2}: enter it, and have it approved with the next revision"
	estimateWild   conformity.Message = "objectives.cost.digits: what was spent on {subject}, {0}, cannot be reckoned: an amount has more than {1} digits before or after the point"
	budgetExceeded conformity.Message = "objectives.cost.exceeded: {1} {2} were spent on {subject}, {0}, more than the {3} {2} that are allowed: decide whether and how far it may cost more, and record by whom, when and why"
)

// efficient decides 4.3.5.efficient: there is an estimate of cost, which is the budget, and of
// the effect; no more was spent than that, or than was decided since with a reason; and it was
// judged that the programme is carried out at reasonable cost. That judgement is about how
// things go, so that a new revision does not make it stale.
func efficient(r *conformity.Reader, p *programme) conformity.Verdict {
	switch noEffect := blank(p.now.ExpectedEffect); {
	case p.now.Budget == nil && noEffect:
		return conformity.Unmet(estimateNone, p.now.Number, p.title, "its cost and its effect").At(p.path + "budget")
	case p.now.Budget == nil:
		return conformity.Unmet(estimateNone, p.now.Number, p.title, "its cost").At(p.path + "budget")
	case noEffect:
		return conformity.Unmet(estimateNone, p.now.Number, p.title, "its effect").At(p.path + "expected_effect")
	}
	spent, ok := p.Spent(r)
	if !ok || !exact(*p.now.Budget) {
		return conformity.Undetermined(estimateWild, p.title, maxDigits).At("expenditures")
	}
	limit := *p.now.Budget
	if o := p.overrun(r); o != nil && o.Limit.GreaterThan(limit) {
		limit = o.Limit
	}
	if spent.GreaterThan(limit) {
		return conformity.Unmet(budgetExceeded, p.title, spent, p.now.Currency, limit).At("expenditures")
	}
	return conformity.Attested(r, "4.3.5.efficient", p.Ref())
}

const (
	responsible     conformity.Message = "objectives.responsible: {0} answers for {subject}, {1}"
	responsibleNone conformity.Message = "objectives.responsible.none: revision {0} of {subject}, {1}, names no role that answers for it: name one, and have it approved with the next revision"
	responsibleLost conformity.Message = "objectives.responsible.lost: revision {0} of {subject}, {1}, names {2} as answering for it, and there is no such role now: name one that there is"
	authorityGiven  conformity.Message = "objectives.authority: on account of {subject}, {0}, the role may decide: {1}"
	authorityNone   conformity.Message = "objectives.authority.none: revision {0} of {subject}, {1}, does not say what the role that answers for it may decide: write it down, and have it approved with the next revision"
)

// responsibilityGiven decides 4.3.5.a: the revision in force names a role that there is, and
// says what that role may decide on account of the programme. Who holds the role, and where
// it stands, is for 4.4.1.structure.
func responsibilityGiven(r *conformity.Reader, p *programme, say conformity.Say) {
	role := conformity.Look(r, p.now.ResponsibleRole)
	var answers conformity.Verdict
	switch {
	case p.now.ResponsibleRole == "":
		answers = conformity.Unmet(responsibleNone, p.now.Number, p.title)
	case role == nil || !role.Exists(r):
		answers = conformity.Unmet(responsibleLost, p.now.Number, p.title, p.now.ResponsibleRole)
	default:
		answers = conformity.Met(responsible, *role, p.title)
	}
	say("role", answers.At(p.path+"responsible_role"))

	authority := conformity.Met(authorityGiven, p.title, p.now.Authority)
	if blank(p.now.Authority) {
		authority = conformity.Unmet(authorityNone, p.now.Number, p.title)
	}
	say("authority", authority.At(p.path+"authority"))
}

const (
	meansGiven conformity.Message = "objectives.means: revision {0} of {subject}, {1}, describes the means: {2}"
	meansTasks conformity.Message = "objectives.means.tasks: {subject}, {0}, consists of {1} tasks"
	meansNone  conformity.Message = "objectives.means.none: revision {0} of {subject}, {1}, describes neither means nor tasks by which anything is reached: describe them, and have them approved with the next revision"
)

// meansDescribed decides 4.3.5.b: means or tasks, of which one that was dropped is none.
func meansDescribed(r *conformity.Reader, p *programme) conformity.Verdict {
	if _, of := p.Done(r); of > 0 {
		return conformity.Met(meansTasks, p.title, of).At("tasks")
	}
	if !blank(p.now.Means) {
		return conformity.Met(meansGiven, p.now.Number, p.title, p.now.Means).At(p.path + "means")
	}
	return conformity.Unmet(meansNone, p.now.Number, p.title).At(p.path + "means")
}

const (
	servesNothing  conformity.Message = "objectives.timescale.nothing: revision {0} of {subject}, {1}, names no objective or target that it is to reach: name them, with the day for each"
	timescaleSet   conformity.Message = "objectives.timescale: {subject}, {0}, is to reach {1} by {2}"
	timescaleInDue conformity.Message = "objectives.timescale.due: {subject}, {0}, is to reach {1} by {2}; that is due on {3}"
	timescaleNone  conformity.Message = "objectives.timescale.none: {subject}, {0}, does not say by when it is to reach {1}: set a day, and have it approved with the next revision"
	timescaleLate  conformity.Message = "objectives.timescale.late: {subject}, {0}, is to reach {1} by {2}, later than the {3} by which that is due: bring the programme forward, or amend what it serves"
	timescaleLost  conformity.Message = "objectives.timescale.lost: {subject}, {0}, is to reach {1}, of which there is no entry: name an objective or target that there is"
	timescaleOver  conformity.Message = "objectives.timescale.over: {1}, which {0} is to reach, is not in force"
)

// timescaleGiven decides 4.3.5.b.timescale for each objective and target that the programme is
// to reach: there is a day for it, no later than the one on which that is due. What is not in
// force needs none.
func timescaleGiven(r *conformity.Reader, p *programme, say conformity.Say) {
	if len(p.now.Serves) == 0 {
		say("", conformity.Undetermined(servesNothing, p.now.Number, p.title).At(p.path+"serves"))
	}
	for i, purpose := range p.now.Serves {
		at := fmt.Sprintf("%sserves[%d].due_on", p.path, i)
		say("serves "+purpose.Ref().String(), p.timescale(r, purpose).At(at))
	}
}

func (p *programme) timescale(r *conformity.Reader, purpose Purpose) conformity.Verdict {
	by := p.now.By(purpose)
	due, found, there := purpose.due(r)
	switch {
	case !found:
		return conformity.Undetermined(timescaleLost, p.title, purpose.Ref())
	case !there:
		return conformity.Nothing(timescaleOver, *p.Programme, purpose.Ref())
	case by.IsZero():
		return conformity.Unmet(timescaleNone, p.title, purpose.Ref())
	case due.IsZero():
		return conformity.Met(timescaleSet, p.title, purpose.Ref(), by)
	case by.After(due):
		return conformity.Unmet(timescaleLate, p.title, purpose.Ref(), by, due)
	}
	return conformity.Met(timescaleInDue, p.title, purpose.Ref(), by, due)
}

// due returns the day by which what is served is due by itself, whether it is on record, and
// whether it is in force.
func (s Purpose) due(r *conformity.Reader) (due records.Date, found, inForce bool) {
	if s.Target != "" {
		t := conformity.Look(r, s.Target)
		if t == nil {
			return due, false, false
		}
		if v := t.Current(r); v != nil {
			return v.DueOn, true, true
		}
		return due, true, false
	}
	o := conformity.Look(r, s.Objective)
	if o == nil {
		return due, false, false
	}
	if v := o.Current(r); v != nil {
		return v.DueOn, true, true
	}
	return due, true, false
}
