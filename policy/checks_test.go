package policy

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

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

func TestAuthorized(t *testing.T) {
	try(t, "4.2.authorize", []row{
		{Name: "by who directed the organization then", In: good(), Want: met, Message: "policy.authorized", Field: "revisions[1].authorization"},
		{Name: "who authorized it has left since", In: with(func(in *Input) { in.Roles[0].Holders[1].Until = day("2026-02-01") }), Want: met, Message: "policy.authorized", Field: "revisions[1].authorization"},
		{Name: "who authorized it came to direct it the day after", In: with(func(in *Input) { in.Roles[0].Holders[1].From = day("2025-12-11") }), Want: unmet, Message: "policy.unauthorized", Field: "revisions[1].authorization.by"},
		{Name: "on the last day of directing it", In: with(func(in *Input) { in.Roles[0].Holders[1].Until = day("2025-12-10") }), Want: met, Message: "policy.authorized", Field: "revisions[1].authorization"},
		{Name: "by somebody else", In: revisionWith(func(r *Revision) { r.Authorization.By = "g" }), Want: unmet, Message: "policy.unauthorized", Field: "revisions[1].authorization.by"},
		{Name: "by somebody of whom nothing is known", In: revisionWith(func(r *Revision) { r.Authorization.By = "x" }), Want: unmet, Message: "policy.unauthorized", Field: "revisions[1].authorization.by"},
		{Name: "the new revision is not authorized: the one before stays in force", In: revisionWith(func(r *Revision) { r.Authorization = Authorization{} }), Want: met, Message: "policy.authorized", Field: "revisions[0].authorization"},
		{Name: "the new one takes its place by its effective date", In: good(), At: "2025-12-31T23:59:59Z", Want: met, Message: "policy.authorized", Field: "revisions[0].authorization"},
		{Name: "no revision authorized", In: policyWith(func(p *Policy) {
			p.Revisions[0].Authorization, p.Revisions[1].Authorization = Authorization{}, Authorization{}
		}), Want: unmet, Message: "policy.draft", Field: "revisions[1].authorization"},
		{Name: "authorized by nobody", In: policyWith(func(p *Policy) { p.Revisions = p.Revisions[1:]; p.Revisions[0].Authorization.By = "" }), Want: unmet, Message: "policy.draft", Field: "revisions[0].authorization"},
		{Name: "authorized later than asked", In: policyWith(func(p *Policy) { p.Revisions = p.Revisions[1:]; p.Revisions[0].Authorization.On = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: unmet, Message: "policy.draft", Field: "revisions[0].authorization.on", Lapses: "2026-06-02", Becomes: met},
		{Name: "takes effect tomorrow", In: policyWith(func(p *Policy) { p.Revisions = p.Revisions[1:] }), At: "2025-12-31T23:59:59Z", Want: unmet, Message: "policy.later", Field: "revisions[0].effective_from", Lapses: "2026-01-01", Becomes: met},
		{Name: "takes effect on no day", In: policyWith(func(p *Policy) { p.Revisions = p.Revisions[1:]; p.Revisions[0].EffectiveFrom = day("") }), Want: unmet, Message: "policy.undated", Field: "revisions[0].effective_from"},
		{Name: "withdrawn tomorrow", In: revisionWith(func(r *Revision) { r.WithdrawnOn = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: met, Message: "policy.authorized", Field: "revisions[1].authorization", Lapses: "2026-06-02"},
		{Name: "withdrawn: the revision before does not come back", In: revisionWith(func(r *Revision) { r.WithdrawnOn = day("2026-06-01") }), Want: unmet, Message: "policy.none"},
		{Name: "without a revision", In: policyWith(func(p *Policy) { p.Revisions = nil }), Want: unmet, Message: "policy.empty", Field: "revisions"},
		{Name: "a draft of another policy beside it does not matter", In: with(func(in *Input) { in.Policies = append(in.Policies, Policy{ID: "NEW"}) }), Want: met, Message: "policy.authorized", Field: "revisions[1].authorization"},
		{Name: "the policy that took effect last counts", In: with(func(in *Input) {
			in.Policies = append(in.Policies, Policy{ID: "NEW", Revisions: []Revision{{Number: "1", Authorization: Authorization{By: "g", On: day("2026-02-01")}, EffectiveFrom: day("2026-02-01")}}})
		}), Want: unmet, Message: "policy.unauthorized", Field: "revisions[0].authorization.by"},
		{Name: "no policy", In: Input{}, Want: unmet, Message: "policy.none"},
	})
}

func TestSays(t *testing.T) {
	blank := []Statement{{Text: " "}}
	try(t, "4.2.b", []row{
		{Name: "a principle", In: good(), Want: met, Message: "policy.framework.given", Field: "revisions[1].principles"},
		{Name: "none", In: revisionWith(func(r *Revision) { r.Principles = nil }), Want: unmet, Message: "policy.framework.lacking", Field: "revisions[1].principles"},
		{Name: "a blank", In: revisionWith(func(r *Revision) { r.Principles = blank }), Want: unmet, Message: "policy.framework.lacking", Field: "revisions[1].principles"},
		{Name: "what an earlier policy says no longer counts", In: with(func(in *Input) {
			in.Policies = append(in.Policies, Policy{ID: "OLD", Revisions: []Revision{{Number: "9", Authorization: Authorization{By: "ceo", On: day("2025-07-01")}, EffectiveFrom: day("2025-08-01")}}})
		}), Want: met, Message: "policy.framework.given", Field: "revisions[1].principles"},
		{Name: "that of the revision in force counts", In: good(), At: "2025-12-31T23:59:59Z", Want: unmet, Message: "policy.framework.lacking", Field: "revisions[0].principles", Lapses: "2026-01-01", Becomes: met},
		{Name: "no policy", In: Input{}, Want: undetermined, Message: "policy.none"},
	})
	try(t, "4.2.e", []row{
		{Name: "a broad objective", In: good(), Want: met, Message: "policy.objectives.stated", Field: "revisions[1].broad_objectives"},
		{Name: "none", In: revisionWith(func(r *Revision) { r.BroadObjectives = blank }), Want: unmet, Message: "policy.objectives.none", Field: "revisions[1].broad_objectives"},
	})
	for requirement, kind := range map[string]CommitmentKind{"4.2.f": ContinualImprovement, "4.2.g": LegalCompliance, "4.2.g.other": OtherRequirements} {
		try(t, requirement, []row{
			{Name: "committed to " + string(kind), In: good(), Want: met, Message: "policy.committed", Field: "revisions[1].commitments"},
			{Name: "not to " + string(kind), In: revisionWith(func(r *Revision) {
				r.Commitments = slices.DeleteFunc(r.Commitments, func(c Commitment) bool { return c.Kind == kind })
			}), Want: unmet, Message: "policy.uncommitted", Field: "revisions[1].commitments"},
			{Name: "in no words to " + string(kind), In: revisionWith(func(r *Revision) {
				for i := range r.Commitments {
					r.Commitments[i].Text = ""
				}
			}), Want: unmet, Message: "policy.uncommitted", Field: "revisions[1].commitments"},
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
		{Name: "in a controlled document", In: good(), Want: met, Message: "policy.written", Field: "revisions[1].document"},
		{Name: "in no document", In: revisionWith(func(r *Revision) { r.Document = documents.Pointer{} }), Want: unmet, Message: "policy.unwritten", Field: "revisions[1].document"},
		{Name: "in no revision of it", In: revisionWith(func(r *Revision) { r.Document.Revision = "" }), Want: unmet, Message: "policy.unwritten", Field: "revisions[1].document"},
		{Name: "in a document that is not there", In: with(func(in *Input) { in.Documents = nil }), Want: unmet, Message: "policy.written.lost", Field: "revisions[1].document"},
		{Name: "in a revision that is not there", In: revisionWith(func(r *Revision) { r.Document.Revision = "3" }), Want: unmet, Message: "policy.written.lost", Field: "revisions[1].document.revision"},
		{Name: "in a document that is not controlled", In: document(func(d *documents.Document) { d.Controlled = records.No }), Want: unmet, Message: "policy.written.uncontrolled", Field: "revisions[1].document"},
		{Name: "not decided whether it is controlled", In: document(func(d *documents.Document) { d.Controlled = "" }), Want: undetermined, Message: "policy.written.undecided", Field: "revisions[1].document"},
		{Name: "in a revision that is withdrawn tomorrow", In: document(func(d *documents.Document) { d.Revisions[1].WithdrawnOn = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: met, Message: "policy.written", Field: "revisions[1].document", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "in a revision that is withdrawn", In: document(func(d *documents.Document) { d.Revisions[1].WithdrawnOn = day("2026-06-01") }), Want: unmet, Message: "policy.written.withdrawn", Field: "revisions[1].document"},
		{Name: "approval of the document is judged elsewhere", In: document(func(d *documents.Document) { d.Revisions[1].ApprovedBy = "" }), Want: met, Message: "policy.written", Field: "revisions[1].document"},
	})
}

// What holds for every check: see the package conformitytest.
func TestProperties(t *testing.T) {
	assert.Len(t, suite().Requirements(), 14)
	suite().InOrder(t)
	suite().Properties(t, good(), faulty())
}

// faulty returns an input with faults of several kinds.
func faulty() Input {
	return with(func(in *Input) {
		in.Roles[0].PolicyRelevant = ""
		in.Policies = append(in.Policies, Policy{ID: "POL-2", Title: "old policy", Revisions: []Revision{{Number: "1", Authorization: Authorization{By: "g", On: day("2020-01-01")}, EffectiveFrom: day("2026-01-01")}}})
		in.Policies[0].Availability = nil
		in.Attestations = append(in.Attestations, records.Attestation{ID: "B", Requirement: "4.2.a", Judgement: records.DoesNotConform, By: "g", MadeOn: day("2026-01-20"), ValidUntil: day("2027-01-19"), Reason: "it contradicts"})
	})
}
