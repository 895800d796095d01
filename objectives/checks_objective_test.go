package objectives

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

func TestObjectivesSet(t *testing.T) {
	try(t, "4.3.3.establish", "", []row{
		{Name: "one for the function that matters", In: good(), Want: met, Message: "objectives.function.covered"},
		{Name: "last second before it takes effect", In: good(), At: "2026-01-14T23:59:59Z", Want: unmet, Message: "objectives.none.draft", Lapses: "2026-01-15"},
		{Name: "approved by nobody", In: objectiveWith(func(o *Objective) { o.Revisions[0].ApprovedBy = "" }), Want: unmet, Message: "objectives.none.draft"},
		{Name: "withdrawn", In: objectiveWith(func(o *Objective) {
			o.End = End{Outcome: EndWithdrawn, On: day(today), By: "ceo", Reason: "no thefts"}
		}), Want: unmet, Message: "objectives.none"},
		{Name: "withdrawn without a reason is not withdrawn", In: objectiveWith(func(o *Objective) {
			o.End = End{Outcome: EndWithdrawn, On: day(today), By: "ceo"}
		}), Want: met, Message: "objectives.function.covered"},
		{Name: "no function on record", In: with(func(in *Input) { in.Functions = nil }), Want: undetermined, Message: "objectives.function.none"},
	})
	gate := func(change func(f *organization.Function)) Input {
		return with(func(in *Input) { change(&in.Functions[0]) })
	}
	try(t, "4.3.3.establish", "function gate", []row{
		{Name: "no objective names the function", In: objectiveWith(func(o *Objective) { o.Functions = nil }), Want: unmet, Message: "objectives.function.uncovered"},
		{Name: "withdrawn tomorrow", In: objectiveWith(func(o *Objective) {
			o.End = End{Outcome: EndWithdrawn, On: day("2026-06-02"), By: "ceo", Reason: "no thefts"}
		}), Want: met, Message: "objectives.function.covered", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "not decided whether it matters", In: gate(func(f *organization.Function) { f.Relevant = "" }), Want: undetermined, Message: "objectives.function.undecided", Field: "relevant"},
		{Name: "decided that it does not", In: gate(func(f *organization.Function) { f.Relevant = records.No }), Want: met, Message: "objectives.function.irrelevant", Field: "relevant"},
		{Name: "the last day of the function", In: gate(func(f *organization.Function) { f.Until = day(today) }), Want: met, Message: "objectives.function.covered", Lapses: "2026-06-02"},
	})
}

func TestObjectiveDocumented(t *testing.T) {
	document := func(change func(d *documents.Document)) Input {
		return with(func(in *Input) { change(&in.Documents[0]) })
	}
	inMinutes := func(change func(in *Input)) Input {
		return with(func(in *Input) {
			in.Records = []documents.Record{{ID: "MINUTES"}}
			in.Objectives[0].Revisions[0].Document, in.Objectives[0].Revisions[0].Record = documents.Pointer{}, "MINUTES"
			if change != nil {
				change(in)
			}
		})
	}
	try(t, "4.3.3.documented", "", []row{
		{Name: "in a controlled document", In: good(), Want: met, Message: "objectives.written", Field: "revisions[0].document"},
		{Name: "nowhere", In: objectiveWith(func(o *Objective) { o.Revisions[0].Document = documents.Pointer{} }), Want: unmet, Message: "objectives.written.not", Field: "revisions[0].document"},
		{Name: "in a record", In: inMinutes(nil), Want: met, Message: "objectives.written.record", Field: "revisions[0].record"},
		{Name: "in a record that has no entry", In: inMinutes(func(in *Input) { in.Records = nil }), Want: unmet, Message: "objectives.written.norecord", Field: "revisions[0].record"},
		{Name: "in a record that will be unreadable", In: inMinutes(func(in *Input) { in.Records[0].UnreadableOn = day("2026-06-02") }), Want: met, Message: "objectives.written.record", Field: "revisions[0].record", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "revision not named", In: objectiveWith(func(o *Objective) { o.Revisions[0].Document.Revision = "" }), Want: unmet, Message: "objectives.written.not", Field: "revisions[0].document"},
		{Name: "no such document", In: objectiveWith(func(o *Objective) { o.Revisions[0].Document.Document = "LOST" }), Want: unmet, Message: "objectives.written.lost", Field: "revisions[0].document"},
		{Name: "no such revision", In: objectiveWith(func(o *Objective) { o.Revisions[0].Document.Revision = "9" }), Want: unmet, Message: "objectives.written.lost", Field: "revisions[0].document.revision"},
		{Name: "withdrawn tomorrow", In: document(func(d *documents.Document) { d.Revisions[0].WithdrawnOn = day("2026-06-02") }), Want: met, Message: "objectives.written", Field: "revisions[0].document", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "withdrawn", In: document(func(d *documents.Document) { d.Revisions[0].WithdrawnOn = day(today) }), Want: unmet, Message: "objectives.written.withdrawn", Field: "revisions[0].document"},
		{Name: "not controlled", In: document(func(d *documents.Document) { d.Controlled = records.No }), Want: unmet, Message: "objectives.written.uncontrolled", Field: "revisions[0].document"},
		{Name: "not decided whether it is controlled", In: document(func(d *documents.Document) { d.Controlled = "" }), Want: undetermined, Message: "objectives.written.undecided", Field: "revisions[0].document"},
		{Name: "no objective in force: not ours to say", In: with(func(in *Input) { in.Objectives = nil }), Want: undetermined, Message: "objectives.none"},
	})
}

func TestObjectivePursued(t *testing.T) {
	fresh := func(o *Objective) { o.Progress = nil }
	try(t, "4.3.3.maintain", "", []row{
		{Name: "last day of the interval", In: good(), At: "2026-07-01T23:59:59Z", Want: met, Message: "objectives.followed", Field: "progress", Lapses: "2026-07-02", Becomes: unmet},
		{Name: "the day after", In: good(), At: "2026-07-02", Want: unmet, Message: "objectives.followed.old", Field: "progress"},
		{Name: "no entry yet, in time", In: objectiveWith(fresh), At: "2026-04-17T23:59:59Z", Want: met, Message: "objectives.followed.new", Field: "progress", Lapses: "2026-04-18", Becomes: unmet},
		{Name: "no entry, and late", In: objectiveWith(fresh), At: "2026-04-18", Want: unmet, Message: "objectives.followed.not", Field: "progress"},
		{Name: "the entry is of a later day", In: objectiveWith(func(o *Objective) { o.Progress[0].On = day("2026-06-02") }), Want: unmet, Message: "objectives.followed.not", Field: "progress", Lapses: "2026-06-02", Becomes: met},
		{Name: "a note will do", In: objectiveWith(func(o *Objective) { o.Progress[0].Value = nil }), Want: met, Message: "objectives.followed", Field: "progress", Lapses: "2026-07-02", Becomes: unmet},
		{Name: "a new revision is no progress", In: objectiveWith(func(o *Objective) {
			second := o.Revisions[0]
			second.Number, second.ApprovedOn, second.EffectiveFrom = "2", day("2026-07-01"), day("2026-07-01")
			o.Revisions = append(o.Revisions, second)
		}), At: "2026-07-02", Want: unmet, Message: "objectives.followed.old", Field: "progress"},
		{Name: "no interval set", In: objectiveWith(func(o *Objective) { o.Revisions[0].TrackingInterval = records.Period{} }), Want: undetermined, Message: "objectives.followed.unset", Field: "revisions[0].tracking_interval"},
	})
}

func TestObjectiveDerived(t *testing.T) {
	says := func(consistent records.Answer) Input {
		return objectiveWith(func(o *Objective) { o.Reviews[0].Consistent = consistent })
	}
	try(t, "4.3.3.derived", "", []row{
		{Name: "from a statement in force", In: good(), Want: met, Message: "objectives.derived", Field: "revisions[0].derived_from"},
		{Name: "one of two is enough", In: objectiveWith(func(o *Objective) {
			o.Revisions[0].DerivedFrom = []Source{{"POL", "gone"}, {"POL", "losses"}}
		}), Want: met, Message: "objectives.derived", Field: "revisions[0].derived_from"},
		{Name: "from nothing", In: objectiveWith(func(o *Objective) { o.Revisions[0].DerivedFrom = nil }), Want: unmet, Message: "objectives.derived.not", Field: "revisions[0].derived_from"},
		{Name: "from what the policy does not say", In: objectiveWith(func(o *Objective) { o.Revisions[0].DerivedFrom[0].Key = "gone" }), Want: unmet, Message: "objectives.derived.lost", Field: "revisions[0].derived_from"},
		{Name: "from another policy", In: objectiveWith(func(o *Objective) { o.Revisions[0].DerivedFrom[0].Policy = "OLD" }), Want: unmet, Message: "objectives.derived.lost", Field: "revisions[0].derived_from"},
		{Name: "the policy is withdrawn tomorrow", In: with(func(in *Input) { in.Policies[0].Revisions[0].WithdrawnOn = day("2026-06-02") }), Want: met, Message: "objectives.derived", Field: "revisions[0].derived_from", Lapses: "2026-06-02", Becomes: undetermined},
		{Name: "a later revision of the policy drops the statement", In: with(func(in *Input) {
			p := in.Policies[0].Revisions[0]
			p.Number, p.EffectiveFrom, p.BroadObjectives = "2", day("2026-07-01"), nil
			in.Policies[0].Revisions = append(in.Policies[0].Revisions, p)
		}), Want: met, Message: "objectives.derived", Field: "revisions[0].derived_from", Lapses: "2026-07-01", Becomes: unmet},
		{Name: "no policy in force", In: with(func(in *Input) { in.Policies = nil }), Want: undetermined, Message: "objectives.derived.nopolicy", Field: "revisions[0].derived_from"},
		{Name: "found at odds", In: says(records.No), Want: unmet, Message: "objectives.derived.atodds", Field: "reviews"},
		{Name: "found at odds later than asked", In: says(records.No), At: "2026-03-31T23:59:59Z", Want: met, Message: "objectives.derived", Field: "revisions[0].derived_from", Lapses: "2026-04-01", Becomes: unmet},
		{Name: "the review is silent on it", In: says(""), Want: undetermined, Message: "objectives.derived.open", Field: "reviews"},
		{Name: "a later review found it in order", In: objectiveWith(func(o *Objective) {
			o.Reviews = append(o.Reviews, o.Reviews[0])
			o.Reviews[0].Consistent, o.Reviews[1].On = records.No, day("2026-05-01")
		}), Want: met, Message: "objectives.derived", Field: "revisions[0].derived_from"},
		{Name: "never reviewed yet", In: objectiveWith(func(o *Objective) { o.Reviews = nil }), Want: met, Message: "objectives.derived", Field: "revisions[0].derived_from"},
	})
}

func TestObjectiveWeighed(t *testing.T) {
	for requirement, kind := range map[string]ConsiderationKind{
		"4.3.3.consider.a": LegalConsidered, "4.3.3.consider.b": RiskConsidered, "4.3.3.consider.c": OptionsConsidered,
		"4.3.3.consider.d": BusinessConsidered, "4.3.3.consider.e": StakeholderConsidered,
	} {
		lacking := func(list []Consideration) []Consideration {
			var rest []Consideration
			for _, c := range list {
				if c.Kind != kind {
					rest = append(rest, c)
				}
			}
			return rest
		}
		atReview := func(o *Objective) { o.Reviews[0].Considerations = lacking(o.Reviews[0].Considerations) }
		whenSet := func(o *Objective) { o.Revisions[0].Considerations = lacking(o.Revisions[0].Considerations) }
		try(t, requirement, "", []row{
			{Name: "at the latest review", In: good(), Want: met, Message: "objectives.weighed", Field: "reviews"},
			{Name: "when set, before the review", In: good(), At: "2026-03-31T23:59:59Z", Want: met, Message: "objectives.weighed", Field: "revisions[0].considerations"},
			{Name: "not at the latest review", In: objectiveWith(atReview), Want: unmet, Message: "objectives.weighed.not", Field: "reviews"},
			{Name: "not when set", In: objectiveWith(whenSet), At: "2026-03-31T23:59:59Z", Want: unmet, Message: "objectives.weighed.not", Field: "revisions[0].considerations", Lapses: "2026-04-01", Becomes: met},
			{Name: "not when set, and made good by the review", In: objectiveWith(whenSet), Want: met, Message: "objectives.weighed", Field: "reviews"},
			{Name: "without an outcome", In: objectiveWith(func(o *Objective) {
				for i := range o.Reviews[0].Considerations {
					o.Reviews[0].Considerations[i].Outcome = " "
				}
			}), Want: unmet, Message: "objectives.weighed.not", Field: "reviews"},
			{Name: "a revision on the day of the review makes it good", In: objectiveWith(func(o *Objective) {
				atReview(o)
				second := o.Revisions[0]
				second.Number, second.ApprovedOn, second.EffectiveFrom = "2", day("2026-04-01"), day("2026-04-01")
				o.Revisions = append(o.Revisions, second)
			}), Want: met, Message: "objectives.weighed", Field: "reviews"},
			{Name: "a revision after the review leaves it out", In: objectiveWith(func(o *Objective) {
				second := o.Revisions[0]
				second.Number, second.ApprovedOn, second.EffectiveFrom, second.Considerations = "2", day("2026-04-02"), day("2026-04-02"), nil
				o.Revisions = append(o.Revisions, second)
			}), Want: unmet, Message: "objectives.weighed.not", Field: "revisions[1].considerations"},
		})
	}
	try(t, "4.3.3.consider.b", "", []row{
		{Name: "against a risk that is not on record", In: with(func(in *Input) { in.Risks = nil }), Want: undetermined, Message: "objectives.weighed.lost", Field: "reviews"},
		{Name: "against no risk in particular", In: objectiveWith(func(o *Objective) {
			o.Reviews[0].Considerations[1].Risks, o.Reviews[0].Considerations[1].Assessments = nil, nil
		}), Want: met, Message: "objectives.weighed", Field: "reviews"},
	})
}

func TestObjectiveServesImprovement(t *testing.T) {
	amended := func(value string, reason string) Input {
		return objectiveWith(func(o *Objective) {
			second := o.Revisions[0]
			second.Number, second.ApprovedOn, second.EffectiveFrom = "2", day("2026-01-20"), day("2026-01-20")
			second.Measure.Value, second.ReasonLessDemanding = number(value), reason
			o.Revisions = append(o.Revisions, second)
		})
	}
	superseding := func(value string, change func(o *Objective)) Input {
		return with(func(in *Input) {
			old := in.Objectives[0]
			old.ID, old.Revisions = "OLD", []ObjectiveRevision{old.Revisions[0]}
			old.Revisions[0].Measure.Value = number(value)
			old.End = End{Outcome: EndWithdrawn, On: day("2026-01-15"), By: "ceo", Reason: "a new one took its place"}
			in.Objectives[0].Supersedes = "OLD"
			if change != nil {
				change(&old)
			}
			in.Objectives = append(in.Objectives, old)
		})
	}
	const a = "4.3.3.attribute.a"
	try(t, a, "objective O", []row{
		{Name: "judged to", In: good(), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
		{Name: "nobody judged", In: judged(a, func(a *records.Attestation) { a.Requirement = "4.2.a" }), Want: undetermined, Message: "judgement.missing"},
		{Name: "judged not to", In: judged(a, func(a *records.Attestation) { a.Judgement = records.DoesNotConform }), Want: unmet, Message: "judgement.negative"},
		{Name: "last day of the judgement", In: judged(a, func(a *records.Attestation) { a.ValidUntil = day(today) }), Want: met, Message: "judgement.conforms", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "judged on the day of the revision", In: judged(a, func(a *records.Attestation) { a.MadeOn = day("2026-01-10") }), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
		{Name: "judged the day before the revision", In: judged(a, func(a *records.Attestation) { a.MadeOn = day("2026-01-09") }), Want: unmet, Message: "judgement.stale"},
		{Name: "asks for less than its revision before", In: amended("7", ""), Want: unmet, Message: "objectives.lower.revision", Field: "revisions[1].measure"},
		{Name: "asks for less, and says why", In: amended("7", "twice the traffic"), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
		{Name: "asks for the same", In: amended("6", ""), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
		{Name: "asks for more", In: amended("5.5", ""), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
		{Name: "asks for less than the one whose place it took", In: superseding("5", nil), Want: unmet, Message: "objectives.lower", Field: "revisions[0].measure"},
		{Name: "asks for as much as the one whose place it took", In: superseding("6", nil), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
		{Name: "that had another unit: for who judges", In: superseding("5", func(o *Objective) { o.Revisions[0].Measure.Unit = "per cent" }), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
		{Name: "the one whose place it took is not on record", In: objectiveWith(func(o *Objective) { o.Supersedes = "LOST" }), Want: undetermined, Message: "objectives.lower.unknown", Field: "supersedes"},
	})
}

func TestObjectiveQuantified(t *testing.T) {
	measure := func(change func(m *Measure)) Input {
		return objectiveWith(func(o *Objective) { change(&o.Revisions[0].Measure) })
	}
	try(t, "4.3.3.attribute.b", "", []row{
		{Name: "with a figure", In: good(), Want: met, Message: "objectives.figures", Field: "revisions[0].measure"},
		{Name: "nothing is a figure", In: measure(func(m *Measure) { m.Value = number("0") }), Want: met, Message: "objectives.figures", Field: "revisions[0].measure"},
		{Name: "a figure beyond all reckoning is not written out", In: measure(func(m *Measure) { m.Value = new(decimal.New(1, 1<<30)) }), Want: met, Message: "objectives.figures", Field: "revisions[0].measure"},
		{Name: "no value", In: measure(func(m *Measure) { m.Value = nil }), Want: unmet, Message: "objectives.figures.none", Field: "revisions[0].measure"},
		{Name: "no unit", In: measure(func(m *Measure) { m.Unit = " " }), Want: unmet, Message: "objectives.figures.none", Field: "revisions[0].measure"},
		{Name: "no measure", In: measure(func(m *Measure) { *m = Measure{} }), Want: unmet, Message: "objectives.figures.none", Field: "revisions[0].measure"},
		{Name: "impracticable, with the reason", In: objectiveWith(func(o *Objective) {
			o.Revisions[0].Measure, o.Revisions[0].ReasonNotQuantified = Measure{}, "trust has no unit"
		}), Want: met, Message: "objectives.figures.impracticable", Field: "revisions[0].reason_not_quantified"},
	})
}

func TestObjectiveMadeKnownToEmployees(t *testing.T) {
	tellings(t, "4.3.3.attribute.c", "4.3.3.attribute.c.thirdparties", "objective O", func(change func(a *Audience, c *Communication)) Input {
		return objectiveWith(func(o *Objective) { change(&o.Audience, &o.Communications[0]) })
	})
	again := objectiveWith(func(o *Objective) {
		second := o.Communications[0]
		second.On = day("2026-03-01")
		o.Communications = []Communication{second, o.Communications[0]}
	})
	assert.Contains(t, decide(again, "4.3.3.attribute.c", today)[0].Message(), "on 2026-03-01 (briefing)", "the latest is named")
	try(t, "4.3.3.attribute.c", "", []row{
		{Name: "told before the revision in force was approved", In: objectiveWith(func(o *Objective) {
			second := o.Revisions[0]
			second.Number, second.ApprovedOn, second.EffectiveFrom = "2", day("2026-05-01"), day("2026-06-02")
			o.Revisions = append(o.Revisions, second)
		}), Want: met, Message: "objectives.told", Field: "audience.roles[0]", Lapses: "2026-06-02", Becomes: unmet},
	})
}

func TestObjectiveReviewedInTime(t *testing.T) {
	fresh := func(o *Objective) { o.Reviews = nil }
	try(t, "4.3.3.attribute.d", "", []row{
		{Name: "last day of the interval", In: good(), At: "2026-10-01T23:59:59Z", Want: met, Message: "objectives.reviewed", Field: "reviews", Lapses: "2026-10-02", Becomes: unmet},
		{Name: "the day after", In: good(), At: "2026-10-02", Want: unmet, Message: "objectives.reviewed.old", Field: "reviews"},
		{Name: "not yet, in time", In: objectiveWith(fresh), At: "2026-07-15T23:59:59Z", Want: met, Message: "objectives.reviewed.new", Field: "reviews", Lapses: "2026-07-16", Becomes: unmet},
		{Name: "not yet, and late", In: objectiveWith(fresh), At: "2026-07-16", Want: unmet, Message: "objectives.reviewed.not", Field: "reviews"},
		{Name: "a review to come is none", In: objectiveWith(func(o *Objective) { o.Reviews[0].On = day("2026-08-01") }), At: "2026-07-16", Want: unmet, Message: "objectives.reviewed.not", Field: "reviews", Lapses: "2026-08-01", Becomes: met},
		{Name: "no interval set", In: objectiveWith(func(o *Objective) { o.Revisions[0].ReviewInterval = records.Period{} }), Want: undetermined, Message: "objectives.reviewed.unset", Field: "revisions[0].review_interval"},
	})
}

func TestObjectiveAmended(t *testing.T) {
	found := func(needs records.Answer, by string, change func(o *Objective)) Input {
		return objectiveWith(func(o *Objective) {
			o.Reviews[0].NeedsAmending, o.Reviews[0].AmendBy = needs, day(by)
			if change != nil {
				change(o)
			}
		})
	}
	second := func(approvedOn string) func(o *Objective) {
		return func(o *Objective) {
			v := o.Revisions[0]
			v.Number, v.ApprovedOn, v.EffectiveFrom = "2", day(approvedOn), day("2026-08-01")
			o.Revisions = append(o.Revisions, v)
		}
	}
	try(t, "4.3.3.amend", "objective O", []row{
		{Name: "need not be amended", In: good(), Want: met, Message: "objectives.amend.needless", Field: "reviews[0].needs_amending"},
		{Name: "by the end of the day set", In: found(records.Yes, today, nil), At: "2026-06-01T23:59:59Z", Want: met, Message: "objectives.amend.due", Field: "revisions", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "the day set is over", In: found(records.Yes, today, nil), At: "2026-06-02", Want: unmet, Message: "objectives.amend.late", Field: "revisions"},
		{Name: "amended on the day of the review", In: found(records.Yes, "2026-05-01", second("2026-04-01")), Want: met, Message: "objectives.amend.done", Field: "reviews[0].needs_amending"},
		{Name: "the revision is older than the review", In: found(records.Yes, "2026-05-01", second("2026-03-31")), Want: unmet, Message: "objectives.amend.late", Field: "revisions"},
		{Name: "amended late", In: found(records.Yes, "2026-05-01", second("2026-05-20")), Want: met, Message: "objectives.amend.done", Field: "reviews[0].needs_amending"},
		{Name: "amended later than asked", In: found(records.Yes, "2026-05-01", second("2026-06-02")), Want: unmet, Message: "objectives.amend.late", Field: "revisions", Lapses: "2026-06-02", Becomes: met},
		{Name: "a draft is no amendment", In: found(records.Yes, "2026-05-01", func(o *Objective) {
			second("2026-05-01")(o)
			o.Revisions[1].ApprovedBy = ""
		}), Want: unmet, Message: "objectives.amend.late", Field: "revisions"},
		{Name: "no day set", In: found(records.Yes, "", nil), Want: undetermined, Message: "objectives.amend.undated", Field: "reviews[0].amend_by"},
		{Name: "not decided", In: found("", "", nil), Want: undetermined, Message: "objectives.amend.undecided", Field: "reviews[0].needs_amending"},
	})
	unreviewed := objectiveWith(func(o *Objective) { o.Reviews = nil })
	try(t, "4.3.3.amend", "", []row{
		{Name: "never reviewed yet", In: unreviewed, Want: undetermined, Message: "objectives.amend.unasked"},
		{Name: "never reviewed, and stated that nothing has to change", In: stated(unreviewed, "objectives-to-change"), Want: notApplicable, Message: "applicability.stated", Lapses: "2027-01-01", Becomes: undetermined},
		{Name: "stated so, and contradicted", In: stated(found(records.Yes, "2026-05-01", nil), "objectives-to-change"), Want: unmet, Message: "objectives.amend.late", Field: "revisions"},
	})
}
