package policy

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// Everything that the package asks is met by the good input, which is valid.
func TestAllMet(t *testing.T) {
	in := good()
	decided := map[string]bool{}
	for _, f := range conformity.Run(Checks(), in, instant("2026-06-01")) {
		assert.Equal(t, met, f.Status, f.String())
		assert.Regexp(t, `^(policy|judgement)\.`, f.MessageID())
		decided[f.Requirement] = true
	}
	assert.Len(t, decided, 14)
	require.NoError(t, in.Policies[0].Validate())
}

// Without a policy only its absence is unmet; what it ought to be like is undetermined.
func TestNothingOnRecord(t *testing.T) {
	for _, in := range []Input{
		{},
		with(func(in *Input) { in.Policies = nil }),
		with(func(in *Input) { in.Policies[0].Revisions = nil }),
		with(func(in *Input) { in.Policies[0].Revisions = []Revision{{Number: "1"}} }),
		with(func(in *Input) { in.Policies[0].Revisions[1].WithdrawnOn = day("2026-06-01") }),
	} {
		for _, f := range conformity.Run(Checks(), in, instant("2026-06-01")) {
			require.NoError(t, f.Err)
			switch {
			case f.Requirement == "4.2.authorize":
				assert.Equal(t, unmet, f.Status, f.String())
			case f.Exempt:
			default:
				assert.Equal(t, undetermined, f.Status, f.String())
			}
		}
	}
}

func TestInTheOrderOfTheStandard(t *testing.T) {
	var ids, order []string
	for _, c := range Checks() {
		ids = append(ids, c.Requirement())
	}
	ids = slices.Compact(ids)
	for requirement := range conformity.Requirements() {
		if slices.Contains(ids, requirement.ID) {
			order = append(order, requirement.ID)
		}
	}
	assert.Equal(t, order, ids)
}

func TestOrderOfRecordsChangesNothing(t *testing.T) {
	in := good()
	in.Roles[0].PolicyRelevant = ""
	in.Policies = append(in.Policies, Policy{ID: "POL-2", Title: "old policy", Revisions: []Revision{{Number: "1", Authorization: Authorization{By: "g", On: day("2020-01-01")}, EffectiveFrom: day("2026-01-01")}}})
	in.Policies[0].Availability = nil
	in.Attestations = append(in.Attestations, records.Attestation{ID: "B", Requirement: "4.2.a", Judgement: records.DoesNotConform, By: "g", MadeOn: day("2026-01-20"), ValidUntil: day("2027-01-19"), Reason: "it contradicts"})
	report := func() string {
		text, err := conformity.Assess(in, Checks(), instant("2026-06-01"), conformity.Options{}).MarshalJSON()
		require.NoError(t, err)
		return string(text)
	}
	want := report()
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		shuffle(random, in.Policies)
		shuffle(random, in.Roles)
		shuffle(random, in.Stakeholders)
		shuffle(random, in.ThirdParties)
		shuffle(random, in.Documents)
		shuffle(random, in.Persons)
		shuffle(random, in.Attestations)
		require.Equal(t, want, report())
	}
}

func shuffle[T any](random *rand.Rand, list []T) {
	random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

func TestAuthorized(t *testing.T) {
	try(t, "4.2.authorize", []row{
		{"by who directed the organization then", good(), "2026-06-01", met, "policy.authorized", "revisions[1].authorization", "", none},
		{"who authorized it has left since", with(func(in *Input) { in.Roles[0].Holders[1].Until = day("2026-02-01") }), "2026-06-01", met, "policy.authorized", "revisions[1].authorization", "", none},
		{"who authorized it came to direct it the day after", with(func(in *Input) { in.Roles[0].Holders[1].From = day("2025-12-11") }), "2026-06-01", unmet, "policy.unauthorized", "revisions[1].authorization.by", "", none},
		{"on the last day of directing it", with(func(in *Input) { in.Roles[0].Holders[1].Until = day("2025-12-10") }), "2026-06-01", met, "policy.authorized", "revisions[1].authorization", "", none},
		{"by somebody else", revisionWith(func(r *Revision) { r.Authorization.By = "g" }), "2026-06-01", unmet, "policy.unauthorized", "revisions[1].authorization.by", "", none},
		{"by somebody of whom nothing is known", revisionWith(func(r *Revision) { r.Authorization.By = "x" }), "2026-06-01", unmet, "policy.unauthorized", "revisions[1].authorization.by", "", none},
		{"the new revision is not authorized: the one before stays in force", revisionWith(func(r *Revision) { r.Authorization = Authorization{} }), "2026-06-01", met, "policy.authorized", "revisions[0].authorization", "", none},
		{"the new one takes its place by its effective date", good(), "2025-12-31T23:59:59Z", met, "policy.authorized", "revisions[0].authorization", "", none},
		{"no revision authorized", policyWith(func(p *Policy) {
			p.Revisions[0].Authorization, p.Revisions[1].Authorization = Authorization{}, Authorization{}
		}), "2026-06-01", unmet, "policy.draft", "revisions[1].authorization", "", none},
		{"authorized by nobody", policyWith(func(p *Policy) { p.Revisions = p.Revisions[1:]; p.Revisions[0].Authorization.By = "" }), "2026-06-01", unmet, "policy.draft", "revisions[0].authorization", "", none},
		{"authorized later than asked", policyWith(func(p *Policy) { p.Revisions = p.Revisions[1:]; p.Revisions[0].Authorization.On = day("2026-06-02") }), "2026-06-01T23:59:59Z", unmet, "policy.draft", "revisions[0].authorization.on", "2026-06-02", met},
		{"takes effect tomorrow", policyWith(func(p *Policy) { p.Revisions = p.Revisions[1:] }), "2025-12-31T23:59:59Z", unmet, "policy.later", "revisions[0].effective_from", "2026-01-01", met},
		{"takes effect on no day", policyWith(func(p *Policy) { p.Revisions = p.Revisions[1:]; p.Revisions[0].EffectiveFrom = day("") }), "2026-06-01", unmet, "policy.undated", "revisions[0].effective_from", "", none},
		{"withdrawn tomorrow", revisionWith(func(r *Revision) { r.WithdrawnOn = day("2026-06-02") }), "2026-06-01T23:59:59Z", met, "policy.authorized", "revisions[1].authorization", "2026-06-02", none},
		{"withdrawn: the revision before does not come back", revisionWith(func(r *Revision) { r.WithdrawnOn = day("2026-06-01") }), "2026-06-01", unmet, "policy.none", "", "", none},
		{"without a revision", policyWith(func(p *Policy) { p.Revisions = nil }), "2026-06-01", unmet, "policy.empty", "revisions", "", none},
		{"a draft of another policy beside it does not matter", with(func(in *Input) { in.Policies = append(in.Policies, Policy{ID: "NEW"}) }), "2026-06-01", met, "policy.authorized", "revisions[1].authorization", "", none},
		{"the policy that took effect last counts", with(func(in *Input) {
			in.Policies = append(in.Policies, Policy{ID: "NEW", Revisions: []Revision{{Number: "1", Authorization: Authorization{By: "g", On: day("2026-02-01")}, EffectiveFrom: day("2026-02-01")}}})
		}), "2026-06-01", unmet, "policy.unauthorized", "revisions[0].authorization.by", "", none},
		{"no policy", Input{}, "2026-06-01", unmet, "policy.none", "", "", none},
	})
}

func TestSays(t *testing.T) {
	blank := []Statement{{Text: " "}}
	try(t, "4.2.b", []row{
		{"a principle", good(), "2026-06-01", met, "policy.framework.given", "revisions[1].principles", "", none},
		{"none", revisionWith(func(r *Revision) { r.Principles = nil }), "2026-06-01", unmet, "policy.framework.lacking", "revisions[1].principles", "", none},
		{"a blank", revisionWith(func(r *Revision) { r.Principles = blank }), "2026-06-01", unmet, "policy.framework.lacking", "revisions[1].principles", "", none},
		{"what an earlier policy says no longer counts", with(func(in *Input) {
			in.Policies = append(in.Policies, Policy{ID: "OLD", Revisions: []Revision{{Number: "9", Authorization: Authorization{By: "ceo", On: day("2025-07-01")}, EffectiveFrom: day("2025-08-01")}}})
		}), "2026-06-01", met, "policy.framework.given", "revisions[1].principles", "", none},
		{"that of the revision in force counts", good(), "2025-12-31T23:59:59Z", unmet, "policy.framework.lacking", "revisions[0].principles", "2026-01-01", met},
		{"no policy", Input{}, "2026-06-01", undetermined, "policy.none", "", "", none},
	})
	try(t, "4.2.e", []row{
		{"a broad objective", good(), "2026-06-01", met, "policy.objectives.stated", "revisions[1].broad_objectives", "", none},
		{"none", revisionWith(func(r *Revision) { r.BroadObjectives = blank }), "2026-06-01", unmet, "policy.objectives.none", "revisions[1].broad_objectives", "", none},
	})
	for requirement, kind := range map[string]CommitmentKind{"4.2.f": ContinualImprovement, "4.2.g": LegalCompliance, "4.2.g.other": OtherRequirements} {
		try(t, requirement, []row{
			{"committed to " + string(kind), good(), "2026-06-01", met, "policy.committed", "revisions[1].commitments", "", none},
			{"not to " + string(kind), revisionWith(func(r *Revision) {
				r.Commitments = slices.DeleteFunc(r.Commitments, func(c Commitment) bool { return c.Kind == kind })
			}), "2026-06-01", unmet, "policy.uncommitted", "revisions[1].commitments", "", none},
			{"in no words to " + string(kind), revisionWith(func(r *Revision) {
				for i := range r.Commitments {
					r.Commitments[i].Text = ""
				}
			}), "2026-06-01", unmet, "policy.uncommitted", "revisions[1].commitments", "", none},
		})
	}
}

// Where it is stated that nothing beyond the law was adopted, no commitment to it is needed.
func TestNothingAdoptedBeyondTheLaw(t *testing.T) {
	type system struct {
		Input
		Statements []conformity.Statement
	}
	without := revisionWith(func(r *Revision) { r.Commitments = r.Commitments[:2] })
	stated := []conformity.Statement{{ID: "S", Condition: "other-requirements", Reason: "none adopted", By: "ceo", StatedOn: day("2026-02-01"), ValidUntil: day("2026-06-30")}}
	checks := conformity.For(Checks(), func(s system) Input { return s.Input })
	for _, tt := range []struct {
		name   string
		system system
		at     string
		want   conformity.Status
	}{
		{"not stated, no commitment", system{without, nil}, "2026-06-01", unmet},
		{"stated", system{without, stated}, "2026-06-01", notApplicable},
		{"stated later than asked", system{without, stated}, "2026-01-31T23:59:59Z", unmet},
		{"last second of the statement", system{without, stated}, "2026-06-30T23:59:59Z", notApplicable},
		{"the statement has run out", system{without, stated}, "2026-07-01", unmet},
		{"stated, and committed for good measure", system{good(), stated}, "2026-06-01", notApplicable},
		{"of the law it says nothing", system{revisionWith(func(r *Revision) { r.Commitments = nil }), stated}, "2026-06-01", notApplicable},
	} {
		t.Run(tt.name, func(t *testing.T) {
			result, err := conformity.Assess(tt.system, checks, instant(tt.at), conformity.Options{}).Result("4.2.g.other")
			require.NoError(t, err)
			assert.Equal(t, tt.want, result.Status)
		})
	}
}

func TestWritten(t *testing.T) {
	document := func(change func(d *documents.Document)) Input {
		return with(func(in *Input) { change(&in.Documents[0]) })
	}
	try(t, "4.2.i", []row{
		{"in a controlled document", good(), "2026-06-01", met, "policy.written", "revisions[1].document", "", none},
		{"in no document", revisionWith(func(r *Revision) { r.Document = documents.Pointer{} }), "2026-06-01", unmet, "policy.unwritten", "revisions[1].document", "", none},
		{"in no revision of it", revisionWith(func(r *Revision) { r.Document.Revision = "" }), "2026-06-01", unmet, "policy.unwritten", "revisions[1].document", "", none},
		{"in a document that is not there", with(func(in *Input) { in.Documents = nil }), "2026-06-01", unmet, "policy.written.lost", "revisions[1].document", "", none},
		{"in a revision that is not there", revisionWith(func(r *Revision) { r.Document.Revision = "3" }), "2026-06-01", unmet, "policy.written.lost", "revisions[1].document.revision", "", none},
		{"in a document that is not controlled", document(func(d *documents.Document) { d.Controlled = records.No }), "2026-06-01", unmet, "policy.written.uncontrolled", "revisions[1].document", "", none},
		{"not decided whether it is controlled", document(func(d *documents.Document) { d.Controlled = "" }), "2026-06-01", undetermined, "policy.written.undecided", "revisions[1].document", "", none},
		{"in a revision that is withdrawn tomorrow", document(func(d *documents.Document) { d.Revisions[1].WithdrawnOn = day("2026-06-02") }), "2026-06-01T23:59:59Z", met, "policy.written", "revisions[1].document", "2026-06-02", unmet},
		{"in a revision that is withdrawn", document(func(d *documents.Document) { d.Revisions[1].WithdrawnOn = day("2026-06-01") }), "2026-06-01", unmet, "policy.written.withdrawn", "revisions[1].document", "", none},
		{"approval of the document is judged elsewhere", document(func(d *documents.Document) { d.Revisions[1].ApprovedBy = "" }), "2026-06-01", met, "policy.written", "revisions[1].document", "", none},
	})
}
