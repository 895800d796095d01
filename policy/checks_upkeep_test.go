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
				{"judged since", good(), "2026-06-01", met, "judgement.conforms", "", "2027-01-20", unmet},
				{"nobody has judged", with(func(in *Input) { in.Attestations = nil }), "2026-06-01", undetermined, "judgement.missing", "", "", none},
				{"judged inconsistent", judged(func(a *records.Attestation) { a.Judgement = records.DoesNotConform }), "2026-06-01", unmet, "judgement.negative", "", "", none},
				{"last second of the judgement", good(), "2027-01-19T23:59:59Z", met, "judgement.conforms", "", "2027-01-20", unmet},
				{"lapsed", good(), "2027-01-20", unmet, "judgement.lapsed", "", "", none},
				{"judged on the day of issue", judged(func(a *records.Attestation) { a.MadeOn = day("2025-12-15") }), "2026-06-01", met, "judgement.conforms", "", "2027-01-20", unmet},
				{"judged the day before the policy was issued", judged(func(a *records.Attestation) { a.MadeOn = day("2025-12-14") }), "2026-06-01", unmet, "judgement.stale", "", "", none},
				{"a revision of the policy is to come", policyWith(func(p *Policy) {
					p.Revisions = append(p.Revisions, Revision{Number: "3", Authorization: Authorization{By: "ceo", On: day("2026-05-01")}, IssuedOn: day("2026-05-01"), EffectiveFrom: day("2026-07-01")})
				}), "2026-06-01", met, "judgement.conforms", "", "2026-07-01", unmet},
				{"no policy", Input{}, "2026-06-01", undetermined, "policy.none", "", "", none},
			})
		})
	}
}

func TestConsistentWithPolicies(t *testing.T) {
	try(t, "4.2.a", []row{
		{"a related policy is revised tomorrow", policyWith(func(p *Policy) { p.RelatedPolicies[0].RevisedOn = day("2026-06-02") }), "2026-06-01T23:59:59Z", met, "judgement.conforms", "", "2026-06-02", unmet},
		{"a related policy was revised since", policyWith(func(p *Policy) { p.RelatedPolicies[0].RevisedOn = day("2026-01-21") }), "2026-06-01", unmet, "judgement.stale", "", "", none},
		{"on the day of the judgement", policyWith(func(p *Policy) { p.RelatedPolicies[0].RevisedOn = day("2026-01-20") }), "2026-06-01", met, "judgement.conforms", "", "2027-01-20", unmet},
		{"when it was revised is not known", policyWith(func(p *Policy) { p.RelatedPolicies[0].RevisedOn = day("") }), "2026-06-01", undetermined, "policy.related.undated", "related_policies[0].revised_on", "2027-01-20", unmet},
		{"no other policy entered", policyWith(func(p *Policy) { p.RelatedPolicies = nil }), "2026-06-01", undetermined, "policy.related.none", "", "", none},
	})
}

func TestConsistentWithFramework(t *testing.T) {
	try(t, "4.2.c", []row{
		{"the framework was revised since", policyWith(func(p *Policy) { p.RiskFramework.RevisedOn = day("2026-01-21") }), "2026-06-01", unmet, "judgement.stale", "", "", none},
		{"when it was revised is not known", policyWith(func(p *Policy) { p.RiskFramework.RevisedOn = day("") }), "2026-06-01", undetermined, "policy.riskframework.undated", "risk_framework.revised_on", "2027-01-20", unmet},
		{"no framework named", policyWith(func(p *Policy) { p.RiskFramework = RiskFramework{} }), "2026-06-01", undetermined, "policy.riskframework.none", "risk_framework", "2027-01-20", unmet},
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
		{"by top management, visibly", good(), "2026-06-01", met, "policy.endorsed", "revisions[1].endorsements", "", none},
		{"not at all", endorsements(), "2026-06-01", unmet, "policy.endorsed.not", "revisions[1].endorsements", "", none},
		{"later than asked", endorsements(later), "2026-06-01T23:59:59Z", unmet, "policy.endorsed.not", "revisions[1].endorsements", "2026-06-02", met},
		{"nowhere to be seen", endorsements(hidden), "2026-06-01", unmet, "policy.endorsed.hidden", "revisions[1].endorsements[0].shown_at", "", none},
		{"by somebody below", endorsements(lower), "2026-06-01", unmet, "policy.endorsed.lower", "revisions[1].endorsements[0].by", "", none},
		{"visibly from below, hidden from above: it is the place that lacks", endorsements(lower, hidden), "2026-06-01", unmet, "policy.endorsed.hidden", "revisions[1].endorsements[1].shown_at", "", none},
		{"the same the other way round", endorsements(hidden, lower), "2026-06-01", unmet, "policy.endorsed.hidden", "revisions[1].endorsements[0].shown_at", "", none},
		{"of two alike the first is named", endorsements(hidden, hidden), "2026-06-01", unmet, "policy.endorsed.hidden", "revisions[1].endorsements[0].shown_at", "", none},
		{"of two from below as well", endorsements(lower, lower), "2026-06-01", unmet, "policy.endorsed.lower", "revisions[1].endorsements[0].by", "", none},
		{"one that does is enough", endorsements(lower, ceo), "2026-06-01", met, "policy.endorsed", "revisions[1].endorsements", "", none},
		{"by who directed the organization then and does no more", with(func(in *Input) { in.Roles[0].Holders[1].Until = day("2026-01-10") }), "2026-06-01", met, "policy.endorsed", "revisions[1].endorsements", "", none},
		{"by who did no more then", with(func(in *Input) { in.Roles[0].Holders[1].Until = day("2026-01-09") }), "2026-06-01", unmet, "policy.endorsed.lower", "revisions[1].endorsements[0].by", "", none},
		{"an earlier revision's does not count", policyWith(func(p *Policy) {
			p.Revisions[0].Endorsements, p.Revisions[1].Endorsements = p.Revisions[1].Endorsements, nil
		}), "2026-06-01", unmet, "policy.endorsed.not", "revisions[1].endorsements", "", none},
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
		{"last second of the day set", good(), "2026-11-30T23:59:59Z", met, "policy.review.due", "next_review_on", "2026-12-01", unmet},
		{"the day set has passed", good(), "2026-12-01", unmet, "policy.review.late", "reviews", "", none},
		{"reviewed on that day, the next one not set", on("2026-11-30"), "2026-12-01", undetermined, "policy.review.next", "next_review_on", "", none},
		{"reviewed late, later than asked", on("2026-12-20"), "2026-12-01", unmet, "policy.review.late", "reviews", "2026-12-20", undetermined},
		{"reviewed late is reviewed, the next one not set", on("2026-12-20"), "2026-12-20", undetermined, "policy.review.next", "next_review_on", "", none},
		{"the review before that set the day does not count", on("2026-11-29"), "2026-12-01", unmet, "policy.review.late", "reviews", "", none},
		{"no day set", policyWith(func(p *Policy) { p.NextReviewOn = day("") }), "2026-06-01", undetermined, "policy.review.undated", "next_review_on", "", none},
		{"no policy", Input{}, "2026-06-01", undetermined, "policy.none", "", "", none},
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
				{"told of the revision in force", good(), "2026-06-01", met, told, "", "", none},
				{"not told since", policyWith(func(p *Policy) { p.Communications = p.Communications[:1] }), "2026-06-01", unmet, not, "", "", none},
				{"told later than asked", communicated(func(c *Communication) { c.On = day("2026-06-02") }), "2026-06-01T23:59:59Z", unmet, not, "", "2026-06-02", met},
				{"others were told", communicated(tt.audience), "2026-06-01", unmet, not, "", "", none},
				{"told on the day of issue", communicated(func(c *Communication) { c.On = day("2025-12-15") }), "2026-06-01", met, told, "", "", none},
				{"told the day before", communicated(func(c *Communication) { c.On = day("2025-12-14") }), "2026-06-01", unmet, not, "", "", none},
				{"told of another revision", communicated(func(c *Communication) { c.Revision = "1" }), "2026-06-01", unmet, not, "", "", none},
				{"told, of which revision is not said", communicated(func(c *Communication) { c.Revision = "" }), "2026-06-01", met, told, "", "", none},
				{"issued on no day: told since it took effect", policyWith(func(p *Policy) {
					p.Revisions[1].IssuedOn = day("")
					p.Communications[1].On = day("2025-12-31")
				}), "2026-06-01", unmet, not, "", "", none},
				{"a new revision takes effect", policyWith(func(p *Policy) {
					p.Revisions = append(p.Revisions, Revision{Number: "3", Authorization: Authorization{By: "ceo", On: day("2026-05-01")}, EffectiveFrom: day("2026-07-01")})
				}), "2026-06-01", met, told, "", "2026-07-01", unmet},
				{"not decided whether it concerns them", with(func(in *Input) { tt.concerned(in, "") }), "2026-06-01", undetermined, tt.prefix + ".undecided", "policy_relevant", "", none},
				{"decided that it concerns nobody", with(func(in *Input) { tt.concerned(in, records.No) }), "2026-06-01", met, tt.prefix + ".unconcerned", "policy_relevant", "", none},
				{"they are gone", with(func(in *Input) {
					tt.last(in, day("2026-05-31"))
					in.Policies[0].Communications = nil
				}), "2026-06-01", met, tt.prefix + ".unconcerned", "policy_relevant", "", none},
				{"their last day", with(func(in *Input) {
					tt.last(in, day("2026-06-01"))
					in.Policies[0].Communications = nil
				}), "2026-06-01T23:59:59Z", unmet, not, "", "2026-06-02", none},
				{"no policy", with(func(in *Input) { in.Policies = nil }), "2026-06-01", met, tt.prefix + ".unconcerned", "policy_relevant", "", none},
			})
		})
	}
	again := policyWith(func(p *Policy) {
		p.Communications = append(p.Communications, Communication{On: day("2026-03-01"), Means: "film", Roles: p.Communications[1].Roles})
	})
	assert.Equal(t, "the holders of role guard, gate guard, were told of policy POL on 2026-03-01 (film)", decide(again, "4.2.j", "2026-06-01")[0].Message(), "the last time counts")
	try(t, "4.2.j", []row{{"no role on record", Input{}, "2026-06-01", undetermined, "check.nothing", "", "", none}})
	try(t, "4.2.j.thirdparties", []row{{"no third party on record", Input{}, "2026-06-01", undetermined, "check.unstated", "", "", none}})
}

func TestAvailable(t *testing.T) {
	try(t, "4.2.k", []row{
		{"available or withheld", good(), "2026-06-01", met, "policy.available", "", "", none},
		{"neither", policyWith(func(p *Policy) { p.Availability = p.Availability[1:] }), "2026-06-01", unmet, "policy.unavailable", "", "", none},
		{"in blanks", policyWith(func(p *Policy) { p.Availability[1].Withheld = " " }), "2026-06-01", unmet, "policy.unavailable", "", "", none},
		{"withheld with a reason", policyWith(func(p *Policy) { p.Availability[0].Means, p.Availability[0].Withheld = "", "secret" }), "2026-06-01", met, "policy.withheld", "", "", none},
		{"last day as a stakeholder", with(func(in *Input) {
			in.Policies[0].Availability = in.Policies[0].Availability[1:]
			in.Stakeholders[0].Until = day("2026-06-01")
		}), "2026-06-01T23:59:59Z", unmet, "policy.unavailable", "", "2026-06-02", none},
		{"no stakeholder any more", with(func(in *Input) {
			in.Policies[0].Availability = nil
			in.Stakeholders = in.Stakeholders[:1]
			in.Stakeholders[0].Until = day("2026-05-31")
		}), "2026-06-01", undetermined, "policy.available.none", "", "", none},
		{"no stakeholder on record", with(func(in *Input) { in.Stakeholders = nil }), "2026-06-01", undetermined, "check.nothing", "", "", none},
		{"no policy", with(func(in *Input) { in.Policies = nil }), "2026-06-01", undetermined, "policy.none", "", "", none},
	})
}
