package controls

import (
	"slices"
	"testing"

	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

func TestPolicyPractised(t *testing.T) {
	idle := seal(func(x *Operation) { x.Achieves.Commitments = nil })
	source := []objectives.Source{{Policy: "POL", Key: "law"}}
	judge := func(spoil func(*records.Attestation)) func(*Input) {
		return func(in *Input) { spoil(&in.Attestations[0]) }
	}
	try(t, "4.2.i.implemented", []row{
		{Name: "an operation takes the commitment up, and it is lived by", In: good(), Want: met, Message: "judgement.conforms", Lapses: "2027-01-01", Becomes: unmet},
		{Name: "nothing takes it up", In: with(idle), Want: unmet, Message: "controls.commitment.idle", Field: "revisions[0].commitments[0]"},
		{Name: "an objective does", In: with(func(in *Input) { idle(in); in.Objectives[0].Revisions[0].DerivedFrom = source }), Want: met, Message: "judgement.conforms", Lapses: "2027-01-01", Becomes: unmet},
		{Name: "an objective not in force yet", In: with(func(in *Input) {
			idle(in)
			in.Objectives[0].Revisions[0].DerivedFrom, in.Objectives[0].Revisions[0].EffectiveFrom = source, day("2026-04-01")
		}), Want: unmet, Message: "controls.commitment.idle", Field: "revisions[0].commitments[0]", Lapses: "2026-04-01", Becomes: met},
		{Name: "a statement of another policy", In: with(func(in *Input) {
			idle(in)
			in.Objectives[0].Revisions[0].DerivedFrom = []objectives.Source{{Policy: "OLD", Key: "law"}}
		}), Want: unmet, Message: "controls.commitment.idle", Field: "revisions[0].commitments[0]"},
		{Name: "an earlier revision of the objective did", In: with(func(in *Input) {
			idle(in)
			o := &in.Objectives[0]
			o.Revisions[0].DerivedFrom = source
			next := approved()
			next.Number, next.EffectiveFrom = "2", day("2026-02-01")
			o.Revisions = append(o.Revisions, objectives.ObjectiveRevision{Revision: next})
		}), Want: unmet, Message: "controls.commitment.idle", Field: "revisions[0].commitments[0]"},
		{Name: "a programme does", In: with(func(in *Input) { idle(in); in.Programmes[0].Revisions[0].Commitments = source }), Want: met, Message: "judgement.conforms", Lapses: "2027-01-01", Becomes: unmet},
		{Name: "missing", In: with(func(in *Input) { in.Attestations = in.Attestations[1:] }), Want: undetermined, Message: "judgement.missing"},
		{Name: "negative", In: with(judge(func(a *records.Attestation) { a.Judgement, a.Reason = records.DoesNotConform, "not at Botlek" })), Want: unmet, Message: "judgement.negative"},
		{Name: "lapsed", In: with(judge(func(a *records.Attestation) { a.ValidUntil = day("2026-03-30") })), Want: unmet, Message: "judgement.lapsed"},
		{Name: "its last day", In: with(judge(func(a *records.Attestation) { a.ValidUntil = day(today) })), Want: met, Message: "judgement.conforms", Lapses: "2026-04-01", Becomes: unmet},
		{Name: "stale", In: with(judge(func(a *records.Attestation) { a.MadeOn = day("2026-01-14") })), Want: unmet, Message: "judgement.stale"},
		{Name: "made on the day of the revision", In: with(judge(func(a *records.Attestation) { a.MadeOn = day("2026-01-15") })), Want: met, Message: "judgement.conforms", Lapses: "2027-01-01", Becomes: unmet},
		{Name: "made tomorrow", In: with(judge(func(a *records.Attestation) { a.MadeOn = day("2026-04-01") })), Want: undetermined, Message: "judgement.missing", Lapses: "2026-04-01", Becomes: met},
		{Name: "no policy in force", In: with(func(in *Input) { in.Policies[0].Revisions[0].WithdrawnOn = day(today) }), Want: undetermined, Message: "controls.policy.notnow"},
	})
}

func TestCommitmentsServed(t *testing.T) {
	try(t, "4.4.6.achieve.a", []row{
		{Name: "an operation is there", In: good(), Want: met, Message: "controls.commitment.served", Field: "revisions[0].commitments[0]"},
		{Name: "none is", In: with(seal(func(x *Operation) { x.Achieves.Commitments = nil })), Want: unmet, Message: "controls.commitment.open", Field: "revisions[0].commitments[0]"},
		{Name: "its last day", In: with(seal(func(x *Operation) { x.Until = day(today) })), Want: met, Message: "controls.commitment.served", Field: "revisions[0].commitments[0]", Lapses: "2026-04-01", Becomes: unmet},
		{Name: "given up", In: with(seal(func(x *Operation) { x.Until = day("2026-03-30") })), Want: unmet, Message: "controls.commitment.open", Field: "revisions[0].commitments[0]"},
		{Name: "identified, still in preparation", In: with(seal(func(x *Operation) { x.InOperationFrom = day("2026-06-01") })), Want: met, Message: "controls.commitment.served", Field: "revisions[0].commitments[0]"},
		{Name: "identified tomorrow", In: with(seal(func(x *Operation) { x.IdentifiedOn = day("2026-04-01") })), Want: unmet, Message: "controls.commitment.open", Field: "revisions[0].commitments[0]", Lapses: "2026-04-01", Becomes: met},
		{Name: "a commitment without a key", In: with(func(in *Input) { in.Policies[0].Revisions[0].Commitments[0].Key = "" }), Want: undetermined, Message: "controls.commitment.unkeyed", Field: "revisions[0].commitments[0].key"},
		{Name: "no commitment", In: with(func(in *Input) { in.Policies[0].Revisions[0].Commitments = nil }), Want: undetermined, Message: "controls.commitment.none"},
		{Name: "the next policy brings one more", In: with(func(in *Input) {
			next := in.Policies[0].Revisions[0]
			next.Number, next.EffectiveFrom = "4", day("2026-04-01")
			next.Commitments = append(slices.Clone(next.Commitments), policy.Commitment{Kind: policy.OwnCommitment, Key: "people", Text: "people first"})
			in.Policies[0].Revisions = append(in.Policies[0].Revisions, next)
		}), At: "2026-04-01", Want: unmet, Message: "controls.commitment.open", Field: "revisions[1].commitments[1]"},
	})
}

func TestRiskControlled(t *testing.T) {
	idle := seal(func(x *Operation) { x.Achieves.Risks = nil })
	byTreatment := func(in *Input) { idle(in); in.Operations[0].Achieves.Treatments = []records.ID[risk.Treatment]{"TR-1"} }
	try(t, "4.4.6.achieve.b", []row{
		{Name: "an operation is there", In: good(), Want: met, Message: "controls.risk.served"},
		{Name: "none is", In: with(idle), Want: unmet, Message: "controls.risk.open"},
		{Name: "one carries out a treatment of it", In: with(byTreatment), Want: met, Message: "controls.risk.treated"},
		{Name: "which is dropped", In: with(func(in *Input) { byTreatment(in); in.Treatments[0].DroppedOn = day(today) }), Want: unmet, Message: "controls.risk.open"},
		{Name: "not decided", In: with(func(in *Input) { in.Risks[0].Decision = "" }), Want: undetermined, Message: "controls.risk.undecided", Field: "decision"},
		{Name: "decided tomorrow", In: with(func(in *Input) { in.Risks[0].DecidedOn = day("2026-04-01") }), Want: undetermined, Message: "controls.risk.undecided", Field: "decision", Lapses: "2026-04-01", Becomes: met},
		{Name: "all tolerated", In: with(func(in *Input) { idle(in); in.Risks[0].Decision = risk.ToTolerate }), Want: met, Message: "controls.risk.other", Field: "decision"},
		{Name: "off the register tomorrow", In: with(func(in *Input) { idle(in); in.Risks[0].WithdrawnOn = day("2026-04-01") }), Want: unmet, Message: "controls.risk.open", Lapses: "2026-04-01"},
	})
}

func TestLawServed(t *testing.T) {
	idle := seal(func(x *Operation) { x.Achieves.LegalRequirements = nil })
	try(t, "4.4.6.achieve.c", []row{
		{Name: "an operation is there", In: good(), Want: met, Message: "controls.law.served"},
		{Name: "none is", In: with(idle), Want: unmet, Message: "controls.law.open"},
		{Name: "it does not apply", In: with(func(in *Input) { idle(in); in.LegalRequirements[0].Determinations[0].Applies = records.No }), Want: met, Message: "controls.law.not", Field: "determinations"},
		{Name: "nobody knows", In: with(func(in *Input) { in.LegalRequirements[0].Determinations = nil }), Want: undetermined, Message: "controls.law.unknown", Field: "determinations"},
		{Name: "takes effect tomorrow", In: with(func(in *Input) { idle(in); in.LegalRequirements[0].EffectiveFrom = day("2026-04-01") }), Want: undetermined, Message: "controls.law.notnow", Lapses: "2026-04-01", Becomes: unmet},
		{Name: "repealed tomorrow", In: with(func(in *Input) { idle(in); in.LegalRequirements[0].Until = day(today) }), Want: unmet, Message: "controls.law.open", Lapses: "2026-04-01"},
	})
}

func TestObjectiveAndProgrammeServed(t *testing.T) {
	idle := seal(func(x *Operation) { x.Achieves.Objectives = nil })
	byTarget := func(in *Input) { idle(in); in.Operations[0].Achieves.Targets = []records.ID[objectives.Target]{"TA-1"} }
	try(t, "4.4.6.achieve.d", []row{
		{Name: "an operation is there", In: good(), Want: met, Message: "controls.objective.served"},
		{Name: "none is", In: with(idle), Want: unmet, Message: "controls.objective.open"},
		{Name: "one is there for its target", In: with(byTarget), Want: met, Message: "controls.objective.bystep"},
		{Name: "which is not in force yet", In: with(func(in *Input) { byTarget(in); in.Targets[0].Revisions[0].EffectiveFrom = day("2026-04-01") }), Want: unmet, Message: "controls.objective.open", Lapses: "2026-04-01", Becomes: met},
		{Name: "in force from tomorrow", In: with(func(in *Input) { idle(in); in.Objectives[0].Revisions[0].EffectiveFrom = day("2026-04-01") }), Want: undetermined, Message: "controls.objective.notnow", Lapses: "2026-04-01", Becomes: unmet},
	})
	idle = seal(func(x *Operation) { x.Achieves.Programmes = nil })
	try(t, "4.4.6.achieve.e", []row{
		{Name: "an operation is there", In: good(), Want: met, Message: "controls.programme.served"},
		{Name: "none is", In: with(idle), Want: unmet, Message: "controls.programme.open"},
		{Name: "another part of the organization runs it", In: with(func(in *Input) { idle(in); in.Programmes[0].Origin = "quality" }), Want: undetermined, Message: "controls.programme.alien"},
		{Name: "in force from tomorrow", In: with(func(in *Input) { idle(in); in.Programmes[0].Revisions[0].EffectiveFrom = day("2026-04-01") }), Want: undetermined, Message: "controls.programme.notnow", Lapses: "2026-04-01", Becomes: unmet},
	})
}

func TestSupplyChainServed(t *testing.T) {
	try(t, "4.4.6.achieve.f", []row{
		{Name: "an operation brings a stage to the level", In: good(), Want: met, Message: "controls.level.served", Field: "required_security_level"},
		{Name: "none does", In: with(seal(func(x *Operation) { x.Achieves.Stages = nil })), Want: unmet, Message: "controls.level.open", Field: "stages"},
		{Name: "a stage that the scope does not know", In: with(seal(func(x *Operation) { x.Achieves.Stages = []string{"sea passage"} })), Want: unmet, Message: "controls.level.open", Field: "stages"},
		{Name: "the level is not stated", In: with(func(in *Input) { in.Scopes[0].RequiredSecurityLevel = " " }), Want: unmet, Message: "controls.level.unsaid", Field: "required_security_level"},
		{Name: "the scope names no stage", In: with(func(in *Input) { in.Scopes[0].Stages = nil }), Want: unmet, Message: "controls.level.nostage", Field: "stages"},
		{Name: "no scope in force", In: with(func(in *Input) { in.Scopes[0].WithdrawnOn = day(today) }), Want: undetermined, Message: "controls.scope.notnow"},
		{Name: "in force from tomorrow", In: with(func(in *Input) { in.Scopes[0].EffectiveFrom = day("2026-04-01") }), Want: undetermined, Message: "controls.scope.notnow", Lapses: "2026-04-01", Becomes: met},
	})
}

// What holds for every check: see the package conformitytest.
func TestProperties(t *testing.T) {
	suite().InOrder(t)
	suite().Properties(t, good(), good())
}
