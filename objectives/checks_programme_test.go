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
		{"one that reaches all", good(), today, met, "objectives.served", "", "", none},
		{"none but the group's", with(func(in *Input) { in.Programmes = in.Programmes[1:] }), today, unmet, "objectives.programme.none", "", "", none},
	})
	try(t, id, "objective O", []row{
		{"named", good(), today, met, "objectives.served", "", "", none},
		{"reached through a target", programmeRevision(func(v *ProgrammeRevision) { v.Serves = v.Serves[1:] }), today, met, "objectives.served.through", "", "", none},
		{"reached through nothing", programmeRevision(func(v *ProgrammeRevision) { v.Serves = []Purpose{{Objective: "OTHER"}} }), today, unmet, "objectives.served.not", "", "", none},
		{"through a target that is withdrawn", with(func(in *Input) {
			in.Programmes[0].Revisions[0].Serves = in.Programmes[0].Revisions[0].Serves[1:2]
			in.Targets[0].End = End{Outcome: EndWithdrawn, On: day("2026-06-02"), By: "ceo", Reason: "no readers"}
		}), today, met, "objectives.served.through", "", "2026-06-02", unmet},
	})
	try(t, id, "target T1", []row{
		{"named", good(), today, met, "objectives.served", "", "", none},
		{"the programme names its objective only", programmeRevision(func(v *ProgrammeRevision) { v.Serves = v.Serves[:1] }), today, unmet, "objectives.served.not", "", "", none},
		{"named by an earlier revision", programmeWith(func(p *Programme) {
			second := p.Revisions[0]
			second.Number, second.ApprovedOn, second.EffectiveFrom, second.Serves = "2", day("2026-02-01"), day("2026-02-01"), second.Serves[:1]
			p.Revisions = append(p.Revisions, second)
		}), today, unmet, "objectives.served.not", "", "", none},
		{"the programme ends tomorrow", programmeWith(func(p *Programme) {
			p.End = End{Outcome: EndWithdrawn, On: day("2026-06-02"), By: "ceo", Reason: "too dear"}
		}), today, met, "objectives.served", "", "2026-06-02", unmet},
		{"a programme of the group serves it", with(func(in *Input) { in.Programmes[0].Origin = "the group" }), today, unmet, "objectives.served.not", "", "", none},
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
		{"last second of its day", task(func(*Task) {}), "2026-06-01T23:59:59Z", met, "objectives.task.due", "tasks[0]", "2026-06-02", unmet},
		{"its day is over", task(func(*Task) {}), "2026-06-02", unmet, "objectives.task.neglected", "tasks[0]", "", none},
		{"completed late", task(func(t *Task) { t.CompletedOn = day("2026-06-10") }), "2026-06-10", met, "objectives.task.done", "tasks[0]", "", none},
		{"completed later than asked", task(func(t *Task) { t.CompletedOn = day("2026-06-10") }), "2026-06-09", unmet, "objectives.task.neglected", "tasks[0]", "2026-06-10", met},
		{"late, and noted on the day it was due", task(func(t *Task) { t.Progress = []TaskProgress{{On: day(today), Note: "two weeks more"}} }), "2026-06-02", met, "objectives.task.followed", "tasks[0]", "", none},
		{"late, and noted on the day asked for", task(func(t *Task) { t.Progress = []TaskProgress{{On: day("2026-06-02"), Note: "two weeks more"}} }), "2026-06-02", met, "objectives.task.followed", "tasks[0]", "", none},
		{"late, and to be noted tomorrow", task(func(t *Task) { t.Progress = []TaskProgress{{On: day("2026-06-03"), Note: "two weeks more"}} }), "2026-06-02", unmet, "objectives.task.neglected", "tasks[0]", "2026-06-03", met},
		{"late, and noted before it was due", task(func(t *Task) { t.Progress = []TaskProgress{{On: day("2026-05-31"), Note: "on its way"}} }), "2026-06-02", unmet, "objectives.task.neglected", "tasks[0]", "", none},
		{"dropped with a reason", task(func(t *Task) { t.DroppedOn, t.DroppedBecause = day(today), "no use" }), "2026-06-02", met, "objectives.task.dropped", "tasks[0]", "", none},
		{"dropped without a reason is not dropped", task(func(t *Task) { t.DroppedOn = day(today) }), "2026-06-02", unmet, "objectives.task.neglected", "tasks[0]", "", none},
		{"no day", task(func(t *Task) { t.DueOn = records.Date{} }), today, undetermined, "objectives.task.undated", "tasks[0]", "", none},
		{"no tasks", programmeWith(func(p *Programme) { p.Tasks = nil }), today, undetermined, "objectives.task.none", "tasks", "", none},
		{"completed, it is said, with a task open: still asked for", programmeWith(func(p *Programme) {
			p.Tasks[1].DueOn = day("2026-05-01")
			p.End = End{Outcome: EndCompleted, On: day("2026-05-15"), By: "ceo"}
		}), today, unmet, "objectives.task.neglected", "tasks[1]", "", none},
	})
}

func TestProgrammeOptimized(t *testing.T) {
	const id = "4.3.5.optimized"
	compared := func(change func(c *Comparison)) Input {
		return programmeWith(func(p *Programme) { change(&p.Comparisons[0]) })
	}
	try(t, id, "", []row{
		{"compared, then ranked, then judged", good(), today, met, "judgement.conforms", "", "2027-02-01", unmet},
		{"never compared", programmeWith(func(p *Programme) { p.Comparisons = nil }), today, unmet, "objectives.optimized.not", "comparisons", "", none},
		{"one option is no comparison", compared(func(c *Comparison) { c.Options = c.Options[:1] }), today, unmet, "objectives.optimized.not", "comparisons", "", none},
		{"no option chosen", compared(func(c *Comparison) { c.Chosen = "" }), today, unmet, "objectives.optimized.not", "comparisons", "", none},
		{"an option without a name", compared(func(c *Comparison) { c.Options[1].Name = " " }), today, unmet, "objectives.optimized.not", "comparisons", "", none},
		{"an option without an effect", compared(func(c *Comparison) { c.Options[1].Effect = "" }), today, unmet, "objectives.optimized.not", "comparisons", "", none},
		{"an option without cost or effort", compared(func(c *Comparison) { c.Options[1].Effort = "" }), today, unmet, "objectives.optimized.not", "comparisons", "", none},
		{"compared on the day of the ranking", compared(func(c *Comparison) { c.On = day("2026-01-07") }), today, met, "judgement.conforms", "", "2027-02-01", unmet},
		{"compared on the day asked for", programmeWith(func(p *Programme) { p.Comparisons[0].On, p.Priorities = day(today), nil }), today, met, "judgement.conforms", "", "2027-02-01", unmet},
		{"compared later than asked", programmeWith(func(p *Programme) { p.Comparisons[0].On, p.Priorities = day("2026-06-02"), nil }), today, unmet, "objectives.optimized.not", "comparisons", "2026-06-02", met},
		{"compared the day after the ranking", compared(func(c *Comparison) { c.On = day("2026-01-08") }), today, unmet, "objectives.optimized.late", "priorities", "", none},
		{"ranked anew since", programmeWith(func(p *Programme) {
			p.Comparisons[0].On = day("2026-01-08")
			p.Priorities = append(p.Priorities, Priority{Rank: 1, On: day("2026-06-02"), Reason: "as before"})
		}), today, unmet, "objectives.optimized.late", "priorities", "2026-06-02", met},
		{"not ranked yet: that is another matter", programmeWith(func(p *Programme) { p.Priorities = nil }), today, met, "judgement.conforms", "", "2027-02-01", unmet},
		{"nobody judged", judged(id, func(a *records.Attestation) { a.Requirement = "4.2.a" }), today, undetermined, "judgement.missing", "", "", none},
		{"judged not to be", judged(id, func(a *records.Attestation) { a.Judgement = records.DoesNotConform }), today, unmet, "judgement.negative", "", "", none},
		{"judged the day before the revision", judged(id, func(a *records.Attestation) { a.MadeOn = day("2026-01-09") }), today, unmet, "judgement.stale", "", "", none},
	})
}

func TestProgrammePrioritized(t *testing.T) {
	ranked := func(change func(x *Priority)) Input {
		return programmeWith(func(p *Programme) { change(&p.Priorities[0]) })
	}
	try(t, "4.3.5.prioritized", "", []row{
		{"ranked", good(), today, met, "objectives.priority", "priorities", "", none},
		{"never", programmeWith(func(p *Programme) { p.Priorities = nil }), today, unmet, "objectives.priority.none", "priorities", "", none},
		{"later than asked", ranked(func(x *Priority) { x.On = day("2026-06-02") }), today, unmet, "objectives.priority.none", "priorities", "2026-06-02", met},
		{"without a rank", ranked(func(x *Priority) { x.Rank = 0 }), today, unmet, "objectives.priority.none", "priorities", "", none},
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
		{"within the budget", good(), today, met, "judgement.conforms", "", "2027-02-01", unmet},
		{"no budget", programmeRevision(func(v *ProgrammeRevision) { v.Budget = nil }), today, unmet, "objectives.cost.none", "revisions[0].budget", "", none},
		{"a budget of nothing", with(func(in *Input) {
			in.Programmes[0].Revisions[0].Budget, in.Programmes[0].Expenditures = number("0"), nil
		}), today, met, "judgement.conforms", "", "2027-02-01", unmet},
		{"no expected effect", programmeRevision(func(v *ProgrammeRevision) { v.ExpectedEffect = " " }), today, unmet, "objectives.cost.none", "revisions[0].expected_effect", "", none},
		{"neither budget nor effect", programmeRevision(func(v *ProgrammeRevision) { v.Budget, v.ExpectedEffect = nil, "" }), today, unmet, "objectives.cost.none", "revisions[0].budget", "", none},
		{"all of it spent", spent("40000", nil), today, met, "judgement.conforms", "", "2027-02-01", unmet},
		{"a cent more", spent("40000.01", nil), today, unmet, "objectives.cost.exceeded", "expenditures", "", none},
		{"more, later than asked", spent("40000.01", func(p *Programme) { p.Expenditures[0].On = day("2026-06-02") }), today, met, "judgement.conforms", "", "2026-06-02", unmet},
		{"more, as was decided", spent("45000", overrun("2026-05-01", "45000", "readers for rain")), today, met, "judgement.conforms", "", "2027-02-01", unmet},
		{"more than was decided", spent("45000.01", overrun("2026-05-01", "45000", "readers for rain")), today, unmet, "objectives.cost.exceeded", "expenditures", "", none},
		{"decided without a reason", spent("45000", overrun("2026-05-01", "45000", "")), today, unmet, "objectives.cost.exceeded", "expenditures", "", none},
		{"decided later than asked", spent("45000", overrun("2026-06-02", "45000", "readers for rain")), today, unmet, "objectives.cost.exceeded", "expenditures", "2026-06-02", met},
		{"nobody judged", judged(id, func(a *records.Attestation) { a.Requirement = "4.2.a" }), today, undetermined, "judgement.missing", "", "", none},
		{"judged not to be", judged(id, func(a *records.Attestation) { a.Judgement = records.DoesNotConform }), today, unmet, "judgement.negative", "", "", none},
		{"the judgement ran out", judged(id, func(a *records.Attestation) { a.ValidUntil = day("2026-05-31") }), today, unmet, "judgement.lapsed", "", "", none},
		{"judged before the revision: it is about how things go", judged(id, func(a *records.Attestation) { a.MadeOn = day("2026-01-09") }), today, met, "judgement.conforms", "", "2027-02-01", unmet},
		{"an amount beyond all reckoning", programmeWith(func(p *Programme) { p.Expenditures[0].Amount = decimal.New(1, 1<<30) }), today, undetermined, "objectives.cost.digits", "expenditures", "", none},
	})
}

func TestProgrammeResponsibility(t *testing.T) {
	try(t, "4.3.5.a", "", []row{
		{"role and authority named", good(), today, met, "objectives.authority", "revisions[0].authority", "", none},
		{"no role", programmeRevision(func(v *ProgrammeRevision) { v.ResponsibleRole = "" }), today, unmet, "objectives.responsible.none", "revisions[0].responsible_role", "", none},
		{"a role that is not on record", programmeRevision(func(v *ProgrammeRevision) { v.ResponsibleRole = "LOST" }), today, unmet, "objectives.responsible.lost", "revisions[0].responsible_role", "", none},
		{"a role that ended", with(func(in *Input) { in.Roles[1].Until = day("2026-05-31") }), today, unmet, "objectives.responsible.lost", "revisions[0].responsible_role", "", none},
		{"authority not said", programmeRevision(func(v *ProgrammeRevision) { v.Authority = " " }), today, unmet, "objectives.authority.none", "revisions[0].authority", "", none},
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
		{"tasks", good(), today, met, "objectives.means.tasks", "tasks", "", none},
		{"means without tasks", programmeWith(func(p *Programme) { p.Tasks = nil }), today, met, "objectives.means", "revisions[0].means", "", none},
		{"tasks without means", bare(func(*Programme) {}), today, met, "objectives.means.tasks", "tasks", "", none},
		{"neither", bare(func(p *Programme) { p.Tasks = nil }), today, unmet, "objectives.means.none", "revisions[0].means", "", none},
		{"the only task is dropped tomorrow", bare(func(p *Programme) {
			p.Tasks = p.Tasks[1:]
			p.Tasks[0].DroppedOn, p.Tasks[0].DroppedBecause = day("2026-06-02"), "no use"
		}), today, met, "objectives.means.tasks", "tasks", "2026-06-02", unmet},
	})
}

func TestProgrammeTimescale(t *testing.T) {
	try(t, "4.3.5.b.timescale", "", []row{
		{"with what it serves", good(), today, met, "objectives.timescale.due", "revisions[0].serves[0].due_on", "", none},
		{"a day later than the target is due", programmeRevision(func(v *ProgrammeRevision) { v.DueOn = day("2026-10-01") }), today, unmet, "objectives.timescale.late", "revisions[0].serves[1].due_on", "", none},
		{"a day of its own, later", programmeRevision(func(v *ProgrammeRevision) { v.Serves[0].DueOn = day("2027-01-01") }), today, unmet, "objectives.timescale.late", "revisions[0].serves[0].due_on", "", none},
		{"no day", programmeRevision(func(v *ProgrammeRevision) { v.DueOn = records.Date{} }), today, unmet, "objectives.timescale.none", "revisions[0].serves[1].due_on", "", none},
		{"what it serves has no day", targetWith(func(t *Target) { t.Revisions[0].DueOn = records.Date{} }), today, met, "objectives.timescale.due", "revisions[0].serves[0].due_on", "", none},
		{"serves nothing", programmeRevision(func(v *ProgrammeRevision) { v.Serves = nil }), today, undetermined, "objectives.timescale.nothing", "revisions[0].serves", "", none},
		{"serves what is not on record", programmeRevision(func(v *ProgrammeRevision) { v.Serves[2] = Purpose{Objective: "LOST"} }), today, undetermined, "objectives.timescale.lost", "revisions[0].serves[2].due_on", "", none},
		{"late for what was withdrawn", with(func(in *Input) {
			in.Programmes[0].Revisions[0].DueOn = day("2026-10-01")
			in.Targets[0].End = End{Outcome: EndWithdrawn, On: day("2026-06-02"), By: "ceo", Reason: "no readers"}
		}), today, unmet, "objectives.timescale.late", "revisions[0].serves[1].due_on", "2026-06-02", none},
	})
}

func TestProgrammeReviewedAndAmended(t *testing.T) {
	try(t, "4.3.5.review", "", []row{
		{"last day of the interval", good(), "2026-10-01T23:59:59Z", met, "objectives.reviewed", "reviews", "2026-10-02", unmet},
		{"the day after", good(), "2026-10-02", unmet, "objectives.reviewed.old", "reviews", "", none},
		{"no interval set", programmeRevision(func(v *ProgrammeRevision) { v.ReviewInterval = records.Period{} }), today, undetermined, "objectives.reviewed.unset", "revisions[0].review_interval", "", none},
		{"the group's programme is not ours to review", with(func(in *Input) { in.Programmes = in.Programmes[1:] }), today, undetermined, "objectives.programme.none", "", "", none},
	})
	amend := programmeWith(func(p *Programme) { p.Reviews[0].NeedsAmending, p.Reviews[0].AmendBy = records.Yes, day(today) })
	try(t, "4.3.5.amend", "", []row{
		{"need not be amended", good(), today, met, "objectives.amend.needless", "reviews[0].needs_amending", "", none},
		{"last second of the day set", amend, "2026-06-01T23:59:59Z", met, "objectives.amend.due", "revisions", "2026-06-02", unmet},
		{"the day set is over", amend, "2026-06-02", unmet, "objectives.amend.late", "revisions", "", none},
	})
}
