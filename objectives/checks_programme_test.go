package objectives

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/records"
)

func programmeRevision(change func(v *ProgrammeRevision)) Input {
	return programmeWith(func(p *Programme) { change(&p.Revisions[0]) })
}

func TestProgrammesSet(t *testing.T) {
	const id = "4.3.5.establish"
	try(t, id, "", []row{
		{Name: "one that reaches all", In: good(), Want: met, Message: "objectives.served"},
		{Name: "none but the group's", In: with(func(in *Input) { in.Programmes = in.Programmes[1:] }), Want: unmet, Message: "objectives.programme.none"},
	})
	try(t, id, "objective O", []row{
		{Name: "named", In: good(), Want: met, Message: "objectives.served"},
		{Name: "reached through a target", In: programmeRevision(func(v *ProgrammeRevision) { v.Serves = v.Serves[1:] }), Want: met, Message: "objectives.served.through"},
		{Name: "reached through nothing", In: programmeRevision(func(v *ProgrammeRevision) { v.Serves = []Purpose{{Objective: "OTHER"}} }), Want: unmet, Message: "objectives.served.not"},
		{Name: "through a target that is withdrawn", In: with(func(in *Input) {
			in.Programmes[0].Revisions[0].Serves = in.Programmes[0].Revisions[0].Serves[1:2]
			in.Targets[0].End = End{Outcome: EndWithdrawn, On: day("2026-06-02"), By: "ceo", Reason: "no readers"}
		}), Want: met, Message: "objectives.served.through", Lapses: "2026-06-02", Becomes: unmet},
	})
	try(t, id, "target T1", []row{
		{Name: "named", In: good(), Want: met, Message: "objectives.served"},
		{Name: "the programme names its objective only", In: programmeRevision(func(v *ProgrammeRevision) { v.Serves = v.Serves[:1] }), Want: unmet, Message: "objectives.served.not"},
		{Name: "named by an earlier revision", In: programmeWith(func(p *Programme) {
			second := p.Revisions[0]
			second.Number, second.ApprovedOn, second.EffectiveFrom, second.Serves = "2", day("2026-02-01"), day("2026-02-01"), second.Serves[:1]
			p.Revisions = append(p.Revisions, second)
		}), Want: unmet, Message: "objectives.served.not"},
		{Name: "the programme ends tomorrow", In: programmeWith(func(p *Programme) {
			p.End = End{Outcome: EndWithdrawn, On: day("2026-06-02"), By: "ceo", Reason: "too dear"}
		}), Want: met, Message: "objectives.served", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "a programme of the group serves it", In: with(func(in *Input) { in.Programmes[0].Origin = "the group" }), Want: unmet, Message: "objectives.served.not"},
	})
}

func TestProgrammeCarriedOut(t *testing.T) {
	const id = "4.3.5.maintain"
	task := func(change func(t *Task)) Input {
		return programmeWith(func(p *Programme) {
			p.Tasks = p.Tasks[1:]
			p.Tasks[0].DueOn = day(today)
			change(&p.Tasks[0])
		})
	}
	try(t, id, "", []row{
		{Name: "last second of its day", In: task(func(*Task) {}), At: "2026-06-01T23:59:59Z", Want: met, Message: "objectives.task.due", Field: "tasks[0]", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "its day is over", In: task(func(*Task) {}), At: "2026-06-02", Want: unmet, Message: "objectives.task.neglected", Field: "tasks[0]"},
		{Name: "completed late", In: task(func(t *Task) { t.CompletedOn = day("2026-06-10") }), At: "2026-06-10", Want: met, Message: "objectives.task.done", Field: "tasks[0]"},
		{Name: "completed later than asked", In: task(func(t *Task) { t.CompletedOn = day("2026-06-10") }), At: "2026-06-09", Want: unmet, Message: "objectives.task.neglected", Field: "tasks[0]", Lapses: "2026-06-10", Becomes: met},
		{Name: "late, and noted on the day it was due", In: task(func(t *Task) { t.Progress = []TaskProgress{{On: day(today), Note: "two weeks more"}} }), At: "2026-06-02", Want: met, Message: "objectives.task.followed", Field: "tasks[0]"},
		{Name: "late, and noted on the day asked for", In: task(func(t *Task) { t.Progress = []TaskProgress{{On: day("2026-06-02"), Note: "two weeks more"}} }), At: "2026-06-02", Want: met, Message: "objectives.task.followed", Field: "tasks[0]"},
		{Name: "late, and to be noted tomorrow", In: task(func(t *Task) { t.Progress = []TaskProgress{{On: day("2026-06-03"), Note: "two weeks more"}} }), At: "2026-06-02", Want: unmet, Message: "objectives.task.neglected", Field: "tasks[0]", Lapses: "2026-06-03", Becomes: met},
		{Name: "late, and noted before it was due", In: task(func(t *Task) { t.Progress = []TaskProgress{{On: day("2026-05-31"), Note: "on its way"}} }), At: "2026-06-02", Want: unmet, Message: "objectives.task.neglected", Field: "tasks[0]"},
		{Name: "dropped with a reason", In: task(func(t *Task) { t.DroppedOn, t.DroppedBecause = day(today), "no use" }), At: "2026-06-02", Want: met, Message: "objectives.task.dropped", Field: "tasks[0]"},
		{Name: "dropped without a reason is not dropped", In: task(func(t *Task) { t.DroppedOn = day(today) }), At: "2026-06-02", Want: unmet, Message: "objectives.task.neglected", Field: "tasks[0]"},
		{Name: "no day", In: task(func(t *Task) { t.DueOn = records.Date{} }), Want: undetermined, Message: "objectives.task.undated", Field: "tasks[0]"},
		{Name: "no tasks", In: programmeWith(func(p *Programme) { p.Tasks = nil }), Want: undetermined, Message: "objectives.task.none", Field: "tasks"},
		{Name: "completed, it is said, with a task open: still asked for", In: programmeWith(func(p *Programme) {
			p.Tasks[1].DueOn = day("2026-05-01")
			p.End = End{Outcome: EndCompleted, On: day("2026-05-15"), By: "ceo"}
		}), Want: unmet, Message: "objectives.task.neglected", Field: "tasks[1]"},
	})
}

func TestProgrammeOptimized(t *testing.T) {
	const id = "4.3.5.optimized"
	compared := func(change func(c *Comparison)) Input {
		return programmeWith(func(p *Programme) { change(&p.Comparisons[0]) })
	}
	try(t, id, "", []row{
		{Name: "compared, then ranked, then judged", In: good(), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
		{Name: "never compared", In: programmeWith(func(p *Programme) { p.Comparisons = nil }), Want: unmet, Message: "objectives.optimized.not", Field: "comparisons"},
		{Name: "one option is no comparison", In: compared(func(c *Comparison) { c.Options = c.Options[:1] }), Want: unmet, Message: "objectives.optimized.not", Field: "comparisons"},
		{Name: "no option chosen", In: compared(func(c *Comparison) { c.Chosen = "" }), Want: unmet, Message: "objectives.optimized.not", Field: "comparisons"},
		{Name: "an option without a name", In: compared(func(c *Comparison) { c.Options[1].Name = " " }), Want: unmet, Message: "objectives.optimized.not", Field: "comparisons"},
		{Name: "an option without an effect", In: compared(func(c *Comparison) { c.Options[1].Effect = "" }), Want: unmet, Message: "objectives.optimized.not", Field: "comparisons"},
		{Name: "an option without cost or effort", In: compared(func(c *Comparison) { c.Options[1].Effort = "" }), Want: unmet, Message: "objectives.optimized.not", Field: "comparisons"},
		{Name: "compared on the day of the ranking", In: compared(func(c *Comparison) { c.On = day("2026-01-07") }), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
		{Name: "compared on the day asked for", In: programmeWith(func(p *Programme) { p.Comparisons[0].On, p.Priorities = day(today), nil }), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
		{Name: "compared later than asked", In: programmeWith(func(p *Programme) { p.Comparisons[0].On, p.Priorities = day("2026-06-02"), nil }), Want: unmet, Message: "objectives.optimized.not", Field: "comparisons", Lapses: "2026-06-02", Becomes: met},
		{Name: "compared the day after the ranking", In: compared(func(c *Comparison) { c.On = day("2026-01-08") }), Want: unmet, Message: "objectives.optimized.late", Field: "priorities"},
		{Name: "ranked anew since", In: programmeWith(func(p *Programme) {
			p.Comparisons[0].On = day("2026-01-08")
			p.Priorities = append(p.Priorities, Priority{Rank: 1, On: day("2026-06-02"), Reason: "as before"})
		}), Want: unmet, Message: "objectives.optimized.late", Field: "priorities", Lapses: "2026-06-02", Becomes: met},
		{Name: "not ranked yet: that is another matter", In: programmeWith(func(p *Programme) { p.Priorities = nil }), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
		{Name: "nobody judged", In: judged(id, func(a *records.Attestation) { a.Requirement = "4.2.a" }), Want: undetermined, Message: "judgement.missing"},
		{Name: "judged not to be", In: judged(id, func(a *records.Attestation) { a.Judgement = records.DoesNotConform }), Want: unmet, Message: "judgement.negative"},
		{Name: "judged the day before the revision", In: judged(id, func(a *records.Attestation) { a.MadeOn = day("2026-01-09") }), Want: unmet, Message: "judgement.stale"},
	})
}

func TestProgrammePrioritized(t *testing.T) {
	ranked := func(change func(x *Priority)) Input {
		return programmeWith(func(p *Programme) { change(&p.Priorities[0]) })
	}
	try(t, "4.3.5.prioritized", "", []row{
		{Name: "ranked", In: good(), Want: met, Message: "objectives.priority", Field: "priorities"},
		{Name: "never", In: programmeWith(func(p *Programme) { p.Priorities = nil }), Want: unmet, Message: "objectives.priority.none", Field: "priorities"},
		{Name: "later than asked", In: ranked(func(x *Priority) { x.On = day("2026-06-02") }), Want: unmet, Message: "objectives.priority.none", Field: "priorities", Lapses: "2026-06-02", Becomes: met},
		{Name: "without a rank", In: ranked(func(x *Priority) { x.Rank = 0 }), Want: unmet, Message: "objectives.priority.none", Field: "priorities"},
	})
}

func TestProgrammeEfficient(t *testing.T) {
	const id = "4.3.5.efficient"
	spent := func(amount string, change func(p *Programme)) Input {
		return programmeWith(func(p *Programme) {
			p.Expenditures[0].Amount = *number(amount)
			if change != nil {
				change(p)
			}
		})
	}
	overrun := func(on, limit, reason string) func(p *Programme) {
		return func(p *Programme) {
			p.Overruns = []Overrun{{On: day(on), By: "ceo", Limit: *number(limit), Reason: reason}}
		}
	}
	try(t, id, "", []row{
		{Name: "within the budget", In: good(), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
		{Name: "no budget", In: programmeRevision(func(v *ProgrammeRevision) { v.Budget = nil }), Want: unmet, Message: "objectives.cost.none", Field: "revisions[0].budget"},
		{Name: "a budget of nothing", In: with(func(in *Input) {
			in.Programmes[0].Revisions[0].Budget, in.Programmes[0].Expenditures = number("0"), nil
		}), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
		{Name: "no expected effect", In: programmeRevision(func(v *ProgrammeRevision) { v.ExpectedEffect = " " }), Want: unmet, Message: "objectives.cost.none", Field: "revisions[0].expected_effect"},
		{Name: "neither budget nor effect", In: programmeRevision(func(v *ProgrammeRevision) { v.Budget, v.ExpectedEffect = nil, "" }), Want: unmet, Message: "objectives.cost.none", Field: "revisions[0].budget"},
		{Name: "all of it spent", In: spent("40000", nil), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
		{Name: "a cent more", In: spent("40000.01", nil), Want: unmet, Message: "objectives.cost.exceeded", Field: "expenditures"},
		{Name: "more, later than asked", In: spent("40000.01", func(p *Programme) { p.Expenditures[0].On = day("2026-06-02") }), Want: met, Message: "judgement.conforms", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "more, as was decided", In: spent("45000", overrun("2026-05-01", "45000", "readers for rain")), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
		{Name: "more than was decided", In: spent("45000.01", overrun("2026-05-01", "45000", "readers for rain")), Want: unmet, Message: "objectives.cost.exceeded", Field: "expenditures"},
		{Name: "decided without a reason", In: spent("45000", overrun("2026-05-01", "45000", "")), Want: unmet, Message: "objectives.cost.exceeded", Field: "expenditures"},
		{Name: "decided later than asked", In: spent("45000", overrun("2026-06-02", "45000", "readers for rain")), Want: unmet, Message: "objectives.cost.exceeded", Field: "expenditures", Lapses: "2026-06-02", Becomes: met},
		{Name: "nobody judged", In: judged(id, func(a *records.Attestation) { a.Requirement = "4.2.a" }), Want: undetermined, Message: "judgement.missing"},
		{Name: "judged not to be", In: judged(id, func(a *records.Attestation) { a.Judgement = records.DoesNotConform }), Want: unmet, Message: "judgement.negative"},
		{Name: "the judgement ran out", In: judged(id, func(a *records.Attestation) { a.ValidUntil = day("2026-05-31") }), Want: unmet, Message: "judgement.lapsed"},
		{Name: "judged before the revision: it is about how things go", In: judged(id, func(a *records.Attestation) { a.MadeOn = day("2026-01-09") }), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
		{Name: "an amount beyond all reckoning", In: programmeWith(func(p *Programme) { p.Expenditures[0].Amount = decimal.New(1, 1<<30) }), Want: undetermined, Message: "objectives.cost.digits", Field: "expenditures"},
	})
}

func TestProgrammeResponsibility(t *testing.T) {
	try(t, "4.3.5.a", "", []row{
		{Name: "role and authority named", In: good(), Want: met, Message: "objectives.authority", Field: "revisions[0].authority"},
		{Name: "no role", In: programmeRevision(func(v *ProgrammeRevision) { v.ResponsibleRole = "" }), Want: unmet, Message: "objectives.responsible.none", Field: "revisions[0].responsible_role"},
		{Name: "a role that is not on record", In: programmeRevision(func(v *ProgrammeRevision) { v.ResponsibleRole = "LOST" }), Want: unmet, Message: "objectives.responsible.lost", Field: "revisions[0].responsible_role"},
		{Name: "a role that ended", In: with(func(in *Input) { in.Roles[1].Until = day("2026-05-31") }), Want: unmet, Message: "objectives.responsible.lost", Field: "revisions[0].responsible_role"},
		{Name: "authority not said", In: programmeRevision(func(v *ProgrammeRevision) { v.Authority = " " }), Want: unmet, Message: "objectives.authority.none", Field: "revisions[0].authority"},
	})
}

func TestProgrammeMeans(t *testing.T) {
	bare := func(change func(p *Programme)) Input {
		return programmeWith(func(p *Programme) {
			p.Revisions[0].Means = ""
			change(p)
		})
	}
	try(t, "4.3.5.b", "", []row{
		{Name: "tasks", In: good(), Want: met, Message: "objectives.means.tasks", Field: "tasks"},
		{Name: "means without tasks", In: programmeWith(func(p *Programme) { p.Tasks = nil }), Want: met, Message: "objectives.means", Field: "revisions[0].means"},
		{Name: "tasks without means", In: bare(func(*Programme) {}), Want: met, Message: "objectives.means.tasks", Field: "tasks"},
		{Name: "neither", In: bare(func(p *Programme) { p.Tasks = nil }), Want: unmet, Message: "objectives.means.none", Field: "revisions[0].means"},
		{Name: "the only task is dropped tomorrow", In: bare(func(p *Programme) {
			p.Tasks = p.Tasks[1:]
			p.Tasks[0].DroppedOn, p.Tasks[0].DroppedBecause = day("2026-06-02"), "no use"
		}), Want: met, Message: "objectives.means.tasks", Field: "tasks", Lapses: "2026-06-02", Becomes: unmet},
	})
}

func TestProgrammeTimescale(t *testing.T) {
	try(t, "4.3.5.b.timescale", "", []row{
		{Name: "with what it serves", In: good(), Want: met, Message: "objectives.timescale.due", Field: "revisions[0].serves[0].due_on"},
		{Name: "a day later than the target is due", In: programmeRevision(func(v *ProgrammeRevision) { v.DueOn = day("2026-10-01") }), Want: unmet, Message: "objectives.timescale.late", Field: "revisions[0].serves[1].due_on"},
		{Name: "a day of its own, later", In: programmeRevision(func(v *ProgrammeRevision) { v.Serves[0].DueOn = day("2027-01-01") }), Want: unmet, Message: "objectives.timescale.late", Field: "revisions[0].serves[0].due_on"},
		{Name: "no day", In: programmeRevision(func(v *ProgrammeRevision) { v.DueOn = records.Date{} }), Want: unmet, Message: "objectives.timescale.none", Field: "revisions[0].serves[1].due_on"},
		{Name: "what it serves has no day", In: targetWith(func(t *Target) { t.Revisions[0].DueOn = records.Date{} }), Want: met, Message: "objectives.timescale.due", Field: "revisions[0].serves[0].due_on"},
		{Name: "serves nothing", In: programmeRevision(func(v *ProgrammeRevision) { v.Serves = nil }), Want: undetermined, Message: "objectives.timescale.nothing", Field: "revisions[0].serves"},
		{Name: "serves what is not on record", In: programmeRevision(func(v *ProgrammeRevision) { v.Serves[2] = Purpose{Objective: "LOST"} }), Want: undetermined, Message: "objectives.timescale.lost", Field: "revisions[0].serves[2].due_on"},
		{Name: "late for what was withdrawn", In: with(func(in *Input) {
			in.Programmes[0].Revisions[0].DueOn = day("2026-10-01")
			in.Targets[0].End = End{Outcome: EndWithdrawn, On: day("2026-06-02"), By: "ceo", Reason: "no readers"}
		}), Want: unmet, Message: "objectives.timescale.late", Field: "revisions[0].serves[1].due_on", Lapses: "2026-06-02"},
	})
}

func TestProgrammeReviewedAndAmended(t *testing.T) {
	try(t, "4.3.5.review", "", []row{
		{Name: "last day of the interval", In: good(), At: "2026-10-01T23:59:59Z", Want: met, Message: "objectives.reviewed", Field: "reviews", Lapses: "2026-10-02", Becomes: unmet},
		{Name: "the day after", In: good(), At: "2026-10-02", Want: unmet, Message: "objectives.reviewed.old", Field: "reviews"},
		{Name: "no interval set", In: programmeRevision(func(v *ProgrammeRevision) { v.ReviewInterval = records.Period{} }), Want: undetermined, Message: "objectives.reviewed.unset", Field: "revisions[0].review_interval"},
		{Name: "the group's programme is not ours to review", In: with(func(in *Input) { in.Programmes = in.Programmes[1:] }), Want: undetermined, Message: "objectives.programme.none"},
	})
	amend := programmeWith(func(p *Programme) { p.Reviews[0].NeedsAmending, p.Reviews[0].AmendBy = records.Yes, day(today) })
	try(t, "4.3.5.amend", "", []row{
		{Name: "need not be amended", In: good(), Want: met, Message: "objectives.amend.needless", Field: "reviews[0].needs_amending"},
		{Name: "last second of the day set", In: amend, At: "2026-06-01T23:59:59Z", Want: met, Message: "objectives.amend.due", Field: "revisions", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "the day set is over", In: amend, At: "2026-06-02", Want: unmet, Message: "objectives.amend.late", Field: "revisions"},
	})
}
