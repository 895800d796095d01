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
		{"one for the function that matters", good(), today, met, "objectives.function.covered", "", "", none},
		{"last second before it takes effect", good(), "2026-01-14T23:59:59Z", unmet, "objectives.none.draft", "", "2026-01-15", none},
		{"approved by nobody", objectiveWith(func(o *Objective) { o.Revisions[0].ApprovedBy = "" }), today, unmet, "objectives.none.draft", "", "", none},
		{"withdrawn", objectiveWith(func(o *Objective) {
			o.End = End{Outcome: EndWithdrawn, On: day(today), By: "ceo", Reason: "no thefts"}
		}), today, unmet, "objectives.none", "", "", none},
		{"withdrawn without a reason is not withdrawn", objectiveWith(func(o *Objective) {
			o.End = End{Outcome: EndWithdrawn, On: day(today), By: "ceo"}
		}), today, met, "objectives.function.covered", "", "", none},
		{"no function on record", with(func(in *Input) { in.Functions = nil }), today, undetermined, "objectives.function.none", "", "", none},
	})
	gate := func(change func(f *organization.Function)) Input {
		return with(func(in *Input) { change(&in.Functions[0]) })
	}
	try(t, "4.3.3.establish", "function gate", []row{
		{"no objective names the function", objectiveWith(func(o *Objective) { o.Functions = nil }), today, unmet, "objectives.function.uncovered", "", "", none},
		{"withdrawn tomorrow", objectiveWith(func(o *Objective) {
			o.End = End{Outcome: EndWithdrawn, On: day("2026-06-02"), By: "ceo", Reason: "no thefts"}
		}), today, met, "objectives.function.covered", "", "2026-06-02", unmet},
		{"not decided whether it matters", gate(func(f *organization.Function) { f.Relevant = "" }), today, undetermined, "objectives.function.undecided", "relevant", "", none},
		{"decided that it does not", gate(func(f *organization.Function) { f.Relevant = records.No }), today, met, "objectives.function.irrelevant", "relevant", "", none},
		{"the last day of the function", gate(func(f *organization.Function) { f.Until = day(today) }), today, met, "objectives.function.covered", "", "2026-06-02", none},
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
		{"in a controlled document", good(), today, met, "objectives.written", "revisions[0].document", "", none},
		{"nowhere", objectiveWith(func(o *Objective) { o.Revisions[0].Document = documents.Pointer{} }), today, unmet, "objectives.written.not", "revisions[0].document", "", none},
		{"in a record", inMinutes(nil), today, met, "objectives.written.record", "revisions[0].record", "", none},
		{"in a record that has no entry", inMinutes(func(in *Input) { in.Records = nil }), today, unmet, "objectives.written.norecord", "revisions[0].record", "", none},
		{"in a record that will be unreadable", inMinutes(func(in *Input) { in.Records[0].UnreadableOn = day("2026-06-02") }), today, met, "objectives.written.record", "revisions[0].record", "2026-06-02", unmet},
		{"revision not named", objectiveWith(func(o *Objective) { o.Revisions[0].Document.Revision = "" }), today, unmet, "objectives.written.not", "revisions[0].document", "", none},
		{"no such document", objectiveWith(func(o *Objective) { o.Revisions[0].Document.Document = "LOST" }), today, unmet, "objectives.written.lost", "revisions[0].document", "", none},
		{"no such revision", objectiveWith(func(o *Objective) { o.Revisions[0].Document.Revision = "9" }), today, unmet, "objectives.written.lost", "revisions[0].document.revision", "", none},
		{"withdrawn tomorrow", document(func(d *documents.Document) { d.Revisions[0].WithdrawnOn = day("2026-06-02") }), today, met, "objectives.written", "revisions[0].document", "2026-06-02", unmet},
		{"withdrawn", document(func(d *documents.Document) { d.Revisions[0].WithdrawnOn = day(today) }), today, unmet, "objectives.written.withdrawn", "revisions[0].document", "", none},
		{"not controlled", document(func(d *documents.Document) { d.Controlled = records.No }), today, unmet, "objectives.written.uncontrolled", "revisions[0].document", "", none},
		{"not decided whether it is controlled", document(func(d *documents.Document) { d.Controlled = "" }), today, undetermined, "objectives.written.undecided", "revisions[0].document", "", none},
		{"no objective in force: not ours to say", with(func(in *Input) { in.Objectives = nil }), today, undetermined, "objectives.none", "", "", none},
	})
}

func TestObjectivePursued(t *testing.T) {
	fresh := func(o *Objective) { o.Progress = nil }
	try(t, "4.3.3.maintain", "", []row{
		{"last day of the interval", good(), "2026-07-01T23:59:59Z", met, "objectives.followed", "progress", "2026-07-02", unmet},
		{"the day after", good(), "2026-07-02", unmet, "objectives.followed.old", "progress", "", none},
		{"no entry yet, in time", objectiveWith(fresh), "2026-04-17T23:59:59Z", met, "objectives.followed.new", "progress", "2026-04-18", unmet},
		{"no entry, and late", objectiveWith(fresh), "2026-04-18", unmet, "objectives.followed.not", "progress", "", none},
		{"the entry is of a later day", objectiveWith(func(o *Objective) { o.Progress[0].On = day("2026-06-02") }), today, unmet, "objectives.followed.not", "progress", "2026-06-02", met},
		{"a note will do", objectiveWith(func(o *Objective) { o.Progress[0].Value = nil }), today, met, "objectives.followed", "progress", "2026-07-02", unmet},
		{"a new revision is no progress", objectiveWith(func(o *Objective) {
			second := o.Revisions[0]
			second.Number, second.ApprovedOn, second.EffectiveFrom = "2", day("2026-07-01"), day("2026-07-01")
			o.Revisions = append(o.Revisions, second)
		}), "2026-07-02", unmet, "objectives.followed.old", "progress", "", none},
		{"no interval set", objectiveWith(func(o *Objective) { o.Revisions[0].TrackingInterval = records.Period{} }), today, undetermined, "objectives.followed.unset", "revisions[0].tracking_interval", "", none},
	})
}

func TestObjectiveDerived(t *testing.T) {
	says := func(consistent records.Answer) Input {
		return objectiveWith(func(o *Objective) { o.Reviews[0].Consistent = consistent })
	}
	try(t, "4.3.3.derived", "", []row{
		{"from a statement in force", good(), today, met, "objectives.derived", "revisions[0].derived_from", "", none},
		{"one of two is enough", objectiveWith(func(o *Objective) {
			o.Revisions[0].DerivedFrom = []Source{{"POL", "gone"}, {"POL", "losses"}}
		}), today, met, "objectives.derived", "revisions[0].derived_from", "", none},
		{"from nothing", objectiveWith(func(o *Objective) { o.Revisions[0].DerivedFrom = nil }), today, unmet, "objectives.derived.not", "revisions[0].derived_from", "", none},
		{"from what the policy does not say", objectiveWith(func(o *Objective) { o.Revisions[0].DerivedFrom[0].Key = "gone" }), today, unmet, "objectives.derived.lost", "revisions[0].derived_from", "", none},
		{"from another policy", objectiveWith(func(o *Objective) { o.Revisions[0].DerivedFrom[0].Policy = "OLD" }), today, unmet, "objectives.derived.lost", "revisions[0].derived_from", "", none},
		{"the policy is withdrawn tomorrow", with(func(in *Input) { in.Policies[0].Revisions[0].WithdrawnOn = day("2026-06-02") }), today, met, "objectives.derived", "revisions[0].derived_from", "2026-06-02", undetermined},
		{"a later revision of the policy drops the statement", with(func(in *Input) {
			p := in.Policies[0].Revisions[0]
			p.Number, p.EffectiveFrom, p.BroadObjectives = "2", day("2026-07-01"), nil
			in.Policies[0].Revisions = append(in.Policies[0].Revisions, p)
		}), today, met, "objectives.derived", "revisions[0].derived_from", "2026-07-01", unmet},
		{"no policy in force", with(func(in *Input) { in.Policies = nil }), today, undetermined, "objectives.derived.nopolicy", "revisions[0].derived_from", "", none},
		{"found at odds", says(records.No), today, unmet, "objectives.derived.atodds", "reviews", "", none},
		{"found at odds later than asked", says(records.No), "2026-03-31T23:59:59Z", met, "objectives.derived", "revisions[0].derived_from", "2026-04-01", unmet},
		{"the review is silent on it", says(""), today, undetermined, "objectives.derived.open", "reviews", "", none},
		{"a later review found it in order", objectiveWith(func(o *Objective) {
			o.Reviews = append(o.Reviews, o.Reviews[0])
			o.Reviews[0].Consistent, o.Reviews[1].On = records.No, day("2026-05-01")
		}), today, met, "objectives.derived", "revisions[0].derived_from", "", none},
		{"never reviewed yet", objectiveWith(func(o *Objective) { o.Reviews = nil }), today, met, "objectives.derived", "revisions[0].derived_from", "", none},
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
			{"at the latest review", good(), today, met, "objectives.weighed", "reviews", "", none},
			{"when set, before the review", good(), "2026-03-31T23:59:59Z", met, "objectives.weighed", "revisions[0].considerations", "", none},
			{"not at the latest review", objectiveWith(atReview), today, unmet, "objectives.weighed.not", "reviews", "", none},
			{"not when set", objectiveWith(whenSet), "2026-03-31T23:59:59Z", unmet, "objectives.weighed.not", "revisions[0].considerations", "2026-04-01", met},
			{"not when set, and made good by the review", objectiveWith(whenSet), today, met, "objectives.weighed", "reviews", "", none},
			{"without an outcome", objectiveWith(func(o *Objective) {
				for i := range o.Reviews[0].Considerations {
					o.Reviews[0].Considerations[i].Outcome = " "
				}
			}), today, unmet, "objectives.weighed.not", "reviews", "", none},
			{"a revision on the day of the review makes it good", objectiveWith(func(o *Objective) {
				atReview(o)
				second := o.Revisions[0]
				second.Number, second.ApprovedOn, second.EffectiveFrom = "2", day("2026-04-01"), day("2026-04-01")
				o.Revisions = append(o.Revisions, second)
			}), today, met, "objectives.weighed", "reviews", "", none},
			{"a revision after the review leaves it out", objectiveWith(func(o *Objective) {
				second := o.Revisions[0]
				second.Number, second.ApprovedOn, second.EffectiveFrom, second.Considerations = "2", day("2026-04-02"), day("2026-04-02"), nil
				o.Revisions = append(o.Revisions, second)
			}), today, unmet, "objectives.weighed.not", "revisions[1].considerations", "", none},
		})
	}
	try(t, "4.3.3.consider.b", "", []row{
		{"against a risk that is not on record", with(func(in *Input) { in.Risks = nil }), today, undetermined, "objectives.weighed.lost", "reviews", "", none},
		{"against no risk in particular", objectiveWith(func(o *Objective) {
			o.Reviews[0].Considerations[1].Risks, o.Reviews[0].Considerations[1].Assessments = nil, nil
		}), today, met, "objectives.weighed", "reviews", "", none},
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
		{"judged to", good(), today, met, "judgement.conforms", "", "2027-02-01", unmet},
		{"nobody judged", judged(a, func(a *records.Attestation) { a.Requirement = "4.2.a" }), today, undetermined, "judgement.missing", "", "", none},
		{"judged not to", judged(a, func(a *records.Attestation) { a.Judgement = records.DoesNotConform }), today, unmet, "judgement.negative", "", "", none},
		{"last day of the judgement", judged(a, func(a *records.Attestation) { a.ValidUntil = day(today) }), today, met, "judgement.conforms", "", "2026-06-02", unmet},
		{"judged on the day of the revision", judged(a, func(a *records.Attestation) { a.MadeOn = day("2026-01-10") }), today, met, "judgement.conforms", "", "2027-02-01", unmet},
		{"judged the day before the revision", judged(a, func(a *records.Attestation) { a.MadeOn = day("2026-01-09") }), today, unmet, "judgement.stale", "", "", none},
		{"asks for less than its revision before", amended("7", ""), today, unmet, "objectives.lower.revision", "revisions[1].measure", "", none},
		{"asks for less, and says why", amended("7", "twice the traffic"), today, met, "judgement.conforms", "", "2027-02-01", unmet},
		{"asks for the same", amended("6", ""), today, met, "judgement.conforms", "", "2027-02-01", unmet},
		{"asks for more", amended("5.5", ""), today, met, "judgement.conforms", "", "2027-02-01", unmet},
		{"asks for less than the one whose place it took", superseding("5", nil), today, unmet, "objectives.lower", "revisions[0].measure", "", none},
		{"asks for as much as the one whose place it took", superseding("6", nil), today, met, "judgement.conforms", "", "2027-02-01", unmet},
		{"that had another unit: for who judges", superseding("5", func(o *Objective) { o.Revisions[0].Measure.Unit = "per cent" }), today, met, "judgement.conforms", "", "2027-02-01", unmet},
		{"the one whose place it took is not on record", objectiveWith(func(o *Objective) { o.Supersedes = "LOST" }), today, undetermined, "objectives.lower.unknown", "supersedes", "", none},
	})
}

func TestObjectiveQuantified(t *testing.T) {
	measure := func(change func(m *Measure)) Input {
		return objectiveWith(func(o *Objective) { change(&o.Revisions[0].Measure) })
	}
	try(t, "4.3.3.attribute.b", "", []row{
		{"with a figure", good(), today, met, "objectives.figures", "revisions[0].measure", "", none},
		{"nothing is a figure", measure(func(m *Measure) { m.Value = number("0") }), today, met, "objectives.figures", "revisions[0].measure", "", none},
		{"a figure beyond all reckoning is not written out", measure(func(m *Measure) { m.Value = new(decimal.New(1, 1<<30)) }), today, met, "objectives.figures", "revisions[0].measure", "", none},
		{"no value", measure(func(m *Measure) { m.Value = nil }), today, unmet, "objectives.figures.none", "revisions[0].measure", "", none},
		{"no unit", measure(func(m *Measure) { m.Unit = " " }), today, unmet, "objectives.figures.none", "revisions[0].measure", "", none},
		{"no measure", measure(func(m *Measure) { *m = Measure{} }), today, unmet, "objectives.figures.none", "revisions[0].measure", "", none},
		{"impracticable, with the reason", objectiveWith(func(o *Objective) {
			o.Revisions[0].Measure, o.Revisions[0].ReasonNotQuantified = Measure{}, "trust has no unit"
		}), today, met, "objectives.figures.impracticable", "revisions[0].reason_not_quantified", "", none},
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
		{"told before the revision in force was approved", objectiveWith(func(o *Objective) {
			second := o.Revisions[0]
			second.Number, second.ApprovedOn, second.EffectiveFrom = "2", day("2026-05-01"), day("2026-06-02")
			o.Revisions = append(o.Revisions, second)
		}), today, met, "objectives.told", "audience.roles[0]", "2026-06-02", unmet},
	})
}

func TestObjectiveReviewedInTime(t *testing.T) {
	fresh := func(o *Objective) { o.Reviews = nil }
	try(t, "4.3.3.attribute.d", "", []row{
		{"last day of the interval", good(), "2026-10-01T23:59:59Z", met, "objectives.reviewed", "reviews", "2026-10-02", unmet},
		{"the day after", good(), "2026-10-02", unmet, "objectives.reviewed.old", "reviews", "", none},
		{"not yet, in time", objectiveWith(fresh), "2026-07-15T23:59:59Z", met, "objectives.reviewed.new", "reviews", "2026-07-16", unmet},
		{"not yet, and late", objectiveWith(fresh), "2026-07-16", unmet, "objectives.reviewed.not", "reviews", "", none},
		{"a review to come is none", objectiveWith(func(o *Objective) { o.Reviews[0].On = day("2026-08-01") }), "2026-07-16", unmet, "objectives.reviewed.not", "reviews", "2026-08-01", met},
		{"no interval set", objectiveWith(func(o *Objective) { o.Revisions[0].ReviewInterval = records.Period{} }), today, undetermined, "objectives.reviewed.unset", "revisions[0].review_interval", "", none},
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
		{"need not be amended", good(), today, met, "objectives.amend.needless", "reviews[0].needs_amending", "", none},
		{"by the end of the day set", found(records.Yes, today, nil), "2026-06-01T23:59:59Z", met, "objectives.amend.due", "revisions", "2026-06-02", unmet},
		{"the day set is over", found(records.Yes, today, nil), "2026-06-02", unmet, "objectives.amend.late", "revisions", "", none},
		{"amended on the day of the review", found(records.Yes, "2026-05-01", second("2026-04-01")), today, met, "objectives.amend.done", "reviews[0].needs_amending", "", none},
		{"the revision is older than the review", found(records.Yes, "2026-05-01", second("2026-03-31")), today, unmet, "objectives.amend.late", "revisions", "", none},
		{"amended late", found(records.Yes, "2026-05-01", second("2026-05-20")), today, met, "objectives.amend.done", "reviews[0].needs_amending", "", none},
		{"amended later than asked", found(records.Yes, "2026-05-01", second("2026-06-02")), today, unmet, "objectives.amend.late", "revisions", "2026-06-02", met},
		{"a draft is no amendment", found(records.Yes, "2026-05-01", func(o *Objective) {
			second("2026-05-01")(o)
			o.Revisions[1].ApprovedBy = ""
		}), today, unmet, "objectives.amend.late", "revisions", "", none},
		{"no day set", found(records.Yes, "", nil), today, undetermined, "objectives.amend.undated", "reviews[0].amend_by", "", none},
		{"not decided", found("", "", nil), today, undetermined, "objectives.amend.undecided", "reviews[0].needs_amending", "", none},
	})
	unreviewed := objectiveWith(func(o *Objective) { o.Reviews = nil })
	try(t, "4.3.3.amend", "", []row{
		{"never reviewed yet", unreviewed, today, undetermined, "objectives.amend.unasked", "", "", none},
		{"never reviewed, and stated that nothing has to change", stated(unreviewed, "objectives-to-change"), today, notApplicable, "applicability.stated", "", "2027-01-01", undetermined},
		{"stated so, and contradicted", stated(found(records.Yes, "2026-05-01", nil), "objectives-to-change"), today, unmet, "objectives.amend.late", "revisions", "", none},
	})
}
