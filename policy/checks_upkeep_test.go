package policy

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

func TestConsistent(t *testing.T) {
	for _, requirement := range []string{"4.2.a", "4.2.c"} {
		t.Run(requirement, func(t *testing.T) {
			try(t, requirement, []row{
				{Name: "judged since", In: good(), Want: met, Message: "judgement.conforms", Lapses: "2027-01-20", Becomes: unmet},
				{Name: "nobody has judged", In: with(func(in *Input) { in.Attestations = nil }), Want: undetermined, Message: "judgement.missing"},
				{Name: "judged inconsistent", In: judged(func(a *records.Attestation) { a.Judgement = records.DoesNotConform }), Want: unmet, Message: "judgement.negative"},
				{Name: "last second of the judgement", In: good(), At: "2027-01-19T23:59:59Z", Want: met, Message: "judgement.conforms", Lapses: "2027-01-20", Becomes: unmet},
				{Name: "lapsed", In: good(), At: "2027-01-20", Want: unmet, Message: "judgement.lapsed"},
				{Name: "judged on the day of issue", In: judged(func(a *records.Attestation) { a.MadeOn = day("2025-12-15") }), Want: met, Message: "judgement.conforms", Lapses: "2027-01-20", Becomes: unmet},
				{Name: "judged the day before the policy was issued", In: judged(func(a *records.Attestation) { a.MadeOn = day("2025-12-14") }), Want: unmet, Message: "judgement.stale"},
				{Name: "a revision of the policy is to come", In: policyWith(func(p *Policy) {
					p.Revisions = append(p.Revisions, Revision{Number: "3", Authorization: Authorization{By: "ceo", On: day("2026-05-01")}, IssuedOn: day("2026-05-01"), EffectiveFrom: day("2026-07-01")})
				}), Want: met, Message: "judgement.conforms", Lapses: "2026-07-01", Becomes: unmet},
				{Name: "no policy", In: Input{}, Want: undetermined, Message: "policy.none"},
			})
		})
	}
}

func TestConsistentWithPolicies(t *testing.T) {
	try(t, "4.2.a", []row{
		{Name: "a related policy is revised tomorrow", In: policyWith(func(p *Policy) { p.RelatedPolicies[0].RevisedOn = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: met, Message: "judgement.conforms", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "a related policy was revised since", In: policyWith(func(p *Policy) { p.RelatedPolicies[0].RevisedOn = day("2026-01-21") }), Want: unmet, Message: "judgement.stale"},
		{Name: "on the day of the judgement", In: policyWith(func(p *Policy) { p.RelatedPolicies[0].RevisedOn = day("2026-01-20") }), Want: met, Message: "judgement.conforms", Lapses: "2027-01-20", Becomes: unmet},
		{Name: "when it was revised is not known", In: policyWith(func(p *Policy) { p.RelatedPolicies[0].RevisedOn = day("") }), Want: undetermined, Message: "policy.related.undated", Field: "related_policies[0].revised_on", Lapses: "2027-01-20", Becomes: unmet},
		{Name: "no other policy entered", In: policyWith(func(p *Policy) { p.RelatedPolicies = nil }), Want: undetermined, Message: "policy.related.none"},
	})
}

func TestConsistentWithFramework(t *testing.T) {
	try(t, "4.2.c", []row{
		{Name: "the framework was revised since", In: policyWith(func(p *Policy) { p.RiskFramework.RevisedOn = day("2026-01-21") }), Want: unmet, Message: "judgement.stale"},
		{Name: "when it was revised is not known", In: policyWith(func(p *Policy) { p.RiskFramework.RevisedOn = day("") }), Want: undetermined, Message: "policy.riskframework.undated", Field: "risk_framework.revised_on", Lapses: "2027-01-20", Becomes: unmet},
		{Name: "no framework named", In: policyWith(func(p *Policy) { p.RiskFramework = RiskFramework{} }), Want: undetermined, Message: "policy.riskframework.none", Field: "risk_framework", Lapses: "2027-01-20", Becomes: unmet},
	})
}

func TestEndorsed(t *testing.T) {
	endorsements := func(e ...Endorsement) Input {
		return revisionWith(func(r *Revision) { r.Endorsements = e })
	}
	ceo := Endorsement{By: "ceo", On: day("2026-01-10"), ShownAt: "the gate"}
	hidden, lower, later := ceo, ceo, ceo
	hidden.ShownAt, lower.By, later.On = " ", "g", day("2026-06-02")
	try(t, "4.2.h", []row{
		{Name: "by top management, visibly", In: good(), Want: met, Message: "policy.endorsed", Field: "revisions[1].endorsements"},
		{Name: "not at all", In: endorsements(), Want: unmet, Message: "policy.endorsed.not", Field: "revisions[1].endorsements"},
		{Name: "later than asked", In: endorsements(later), At: "2026-06-01T23:59:59Z", Want: unmet, Message: "policy.endorsed.not", Field: "revisions[1].endorsements", Lapses: "2026-06-02", Becomes: met},
		{Name: "nowhere to be seen", In: endorsements(hidden), Want: unmet, Message: "policy.endorsed.hidden", Field: "revisions[1].endorsements[0].shown_at"},
		{Name: "by somebody below", In: endorsements(lower), Want: unmet, Message: "policy.endorsed.lower", Field: "revisions[1].endorsements[0].by"},
		{Name: "visibly from below, hidden from above: it is the place that lacks", In: endorsements(lower, hidden), Want: unmet, Message: "policy.endorsed.hidden", Field: "revisions[1].endorsements[1].shown_at"},
		{Name: "the same the other way round", In: endorsements(hidden, lower), Want: unmet, Message: "policy.endorsed.hidden", Field: "revisions[1].endorsements[0].shown_at"},
		{Name: "of two alike the first is named", In: endorsements(hidden, hidden), Want: unmet, Message: "policy.endorsed.hidden", Field: "revisions[1].endorsements[0].shown_at"},
		{Name: "of two from below as well", In: endorsements(lower, lower), Want: unmet, Message: "policy.endorsed.lower", Field: "revisions[1].endorsements[0].by"},
		{Name: "one that does is enough", In: endorsements(lower, ceo), Want: met, Message: "policy.endorsed", Field: "revisions[1].endorsements"},
		{Name: "by who directed the organization then and does no more", In: with(func(in *Input) { in.Roles[0].Holders[1].Until = day("2026-01-10") }), Want: met, Message: "policy.endorsed", Field: "revisions[1].endorsements"},
		{Name: "by who did no more then", In: with(func(in *Input) { in.Roles[0].Holders[1].Until = day("2026-01-09") }), Want: unmet, Message: "policy.endorsed.lower", Field: "revisions[1].endorsements[0].by"},
		{Name: "an earlier revision's does not count", In: policyWith(func(p *Policy) {
			p.Revisions[0].Endorsements, p.Revisions[1].Endorsements = p.Revisions[1].Endorsements, nil
		}), Want: unmet, Message: "policy.endorsed.not", Field: "revisions[1].endorsements"},
	})
}

func TestReviewed(t *testing.T) {
	on := func(days ...string) Input {
		return policyWith(func(p *Policy) {
			for _, d := range days {
				p.Reviews = append(p.Reviews, Review{On: day(d), By: "ceo", Outcome: "holds"})
			}
		})
	}
	try(t, "4.2.i.maintained", []row{
		{Name: "last second of the day set", In: good(), At: "2026-11-30T23:59:59Z", Want: met, Message: "policy.review.due", Field: "next_review_on", Lapses: "2026-12-01", Becomes: unmet},
		{Name: "the day set has passed", In: good(), At: "2026-12-01", Want: unmet, Message: "policy.review.late", Field: "reviews"},
		{Name: "reviewed on that day, the next one not set", In: on("2026-11-30"), At: "2026-12-01", Want: undetermined, Message: "policy.review.next", Field: "next_review_on"},
		{Name: "reviewed late, later than asked", In: on("2026-12-20"), At: "2026-12-01", Want: unmet, Message: "policy.review.late", Field: "reviews", Lapses: "2026-12-20", Becomes: undetermined},
		{Name: "reviewed late is reviewed, the next one not set", In: on("2026-12-20"), At: "2026-12-20", Want: undetermined, Message: "policy.review.next", Field: "next_review_on"},
		{Name: "the review before that set the day does not count", In: on("2026-11-29"), At: "2026-12-01", Want: unmet, Message: "policy.review.late", Field: "reviews"},
		{Name: "no day set", In: policyWith(func(p *Policy) { p.NextReviewOn = day("") }), Want: undetermined, Message: "policy.review.undated", Field: "next_review_on"},
		{Name: "no policy", In: Input{}, Want: undetermined, Message: "policy.none"},
	})
}

func communicated(change func(c *Communication)) Input {
	return policyWith(func(p *Policy) { change(&p.Communications[1]) })
}

func TestTold(t *testing.T) {
	for _, tt := range []struct {
		requirement, prefix string
		audience            func(c *Communication)
		concerned           func(in *Input, answer records.Answer)
		last                func(in *Input, last records.Date)
	}{
		{
			"4.2.j", "policy.told", func(c *Communication) { c.Roles = []records.ID[organization.Role]{"ceo-role"} },
			func(in *Input, answer records.Answer) { in.Roles[1].PolicyRelevant = answer },
			func(in *Input, last records.Date) { in.Roles[1].Until = last },
		},
		{
			"4.2.j.thirdparties", "policy.party", func(c *Communication) { c.ThirdParties = nil },
			func(in *Input, answer records.Answer) { in.ThirdParties[0].PolicyRelevant = answer },
			func(in *Input, last records.Date) { in.ThirdParties[0].Until = last },
		},
	} {
		told, not := "policy.told", tt.prefix+".not"
		if tt.requirement == "4.2.j.thirdparties" {
			told = "policy.party.told"
		}
		t.Run(tt.requirement, func(t *testing.T) {
			try(t, tt.requirement, []row{
				{Name: "told of the revision in force", In: good(), Want: met, Message: told},
				{Name: "not told since", In: policyWith(func(p *Policy) { p.Communications = p.Communications[:1] }), Want: unmet, Message: not},
				{Name: "told later than asked", In: communicated(func(c *Communication) { c.On = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: unmet, Message: not, Lapses: "2026-06-02", Becomes: met},
				{Name: "others were told", In: communicated(tt.audience), Want: unmet, Message: not},
				{Name: "told on the day of issue", In: communicated(func(c *Communication) { c.On = day("2025-12-15") }), Want: met, Message: told},
				{Name: "told the day before", In: communicated(func(c *Communication) { c.On = day("2025-12-14") }), Want: unmet, Message: not},
				{Name: "told of another revision", In: communicated(func(c *Communication) { c.Revision = "1" }), Want: unmet, Message: not},
				{Name: "told, of which revision is not said", In: communicated(func(c *Communication) { c.Revision = "" }), Want: met, Message: told},
				{Name: "issued on no day: told since it took effect", In: policyWith(func(p *Policy) {
					p.Revisions[1].IssuedOn = day("")
					p.Communications[1].On = day("2025-12-31")
				}), Want: unmet, Message: not},
				{Name: "a new revision takes effect", In: policyWith(func(p *Policy) {
					p.Revisions = append(p.Revisions, Revision{Number: "3", Authorization: Authorization{By: "ceo", On: day("2026-05-01")}, EffectiveFrom: day("2026-07-01")})
				}), Want: met, Message: told, Lapses: "2026-07-01", Becomes: unmet},
				{Name: "not decided whether it concerns them", In: with(func(in *Input) { tt.concerned(in, "") }), Want: undetermined, Message: tt.prefix + ".undecided", Field: "policy_relevant"},
				{Name: "decided that it concerns nobody", In: with(func(in *Input) { tt.concerned(in, records.No) }), Want: met, Message: tt.prefix + ".unconcerned", Field: "policy_relevant"},
				{Name: "they are gone", In: with(func(in *Input) {
					tt.last(in, day("2026-05-31"))
					in.Policies[0].Communications = nil
				}), Want: met, Message: tt.prefix + ".unconcerned", Field: "policy_relevant"},
				{Name: "their last day", In: with(func(in *Input) {
					tt.last(in, day("2026-06-01"))
					in.Policies[0].Communications = nil
				}), At: "2026-06-01T23:59:59Z", Want: unmet, Message: not, Lapses: "2026-06-02"},
				{Name: "no policy", In: with(func(in *Input) { in.Policies = nil }), Want: met, Message: tt.prefix + ".unconcerned", Field: "policy_relevant"},
			})
		})
	}
	again := policyWith(func(p *Policy) {
		p.Communications = append(p.Communications, Communication{On: day("2026-03-01"), Means: "film", Roles: p.Communications[1].Roles})
	})
	assert.Equal(t, "the holders of role guard, gate guard, were told of policy POL on 2026-03-01 (film)", decide(again, "4.2.j", "2026-06-01")[0].Message(), "the last time counts")
	try(t, "4.2.j", []row{{Name: "no role on record", In: Input{}, Want: undetermined, Message: "check.nothing"}})
	try(t, "4.2.j.thirdparties", []row{{Name: "no third party on record", In: Input{}, Want: undetermined, Message: "check.unstated"}})
}

func TestAvailable(t *testing.T) {
	try(t, "4.2.k", []row{
		{Name: "available or withheld", In: good(), Want: met, Message: "policy.available"},
		{Name: "neither", In: policyWith(func(p *Policy) { p.Availability = p.Availability[1:] }), Want: unmet, Message: "policy.unavailable"},
		{Name: "in blanks", In: policyWith(func(p *Policy) { p.Availability[1].Withheld = " " }), Want: unmet, Message: "policy.unavailable"},
		{Name: "withheld with a reason", In: policyWith(func(p *Policy) { p.Availability[0].Means, p.Availability[0].Withheld = "", "secret" }), Want: met, Message: "policy.withheld"},
		{Name: "last day as a stakeholder", In: with(func(in *Input) {
			in.Policies[0].Availability = in.Policies[0].Availability[1:]
			in.Stakeholders[0].Until = day("2026-06-01")
		}), At: "2026-06-01T23:59:59Z", Want: unmet, Message: "policy.unavailable", Lapses: "2026-06-02"},
		{Name: "no stakeholder any more", In: with(func(in *Input) {
			in.Policies[0].Availability = nil
			in.Stakeholders = in.Stakeholders[:1]
			in.Stakeholders[0].Until = day("2026-05-31")
		}), Want: undetermined, Message: "policy.available.none"},
		{Name: "no stakeholder on record", In: with(func(in *Input) { in.Stakeholders = nil }), Want: undetermined, Message: "check.nothing"},
		{Name: "no policy", In: with(func(in *Input) { in.Policies = nil }), Want: undetermined, Message: "policy.none"},
	})
}
