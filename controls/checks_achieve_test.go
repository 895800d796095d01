package controls

import (
	"math/rand"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

func TestGoodMeetsEverything(t *testing.T) {
	for _, f := range conformity.Run(Checks(), good(), instant(today)) {
		assert.NoError(t, f.Err)
		assert.Equal(t, met, f.Status, f.String())
	}
}

func TestPolicyPractised(t *testing.T) {
	idle := seal(func(x *Operation) { x.Achieves.Commitments = nil })
	source := []objectives.Source{{Policy: "POL", Key: "law"}}
	judge := func(spoil func(*records.Attestation)) func(*Input) {
		return func(in *Input) { spoil(&in.Attestations[0]) }
	}
	try(t, "4.2.i.implemented", []row{
		{"an operation takes the commitment up, and it is lived by", asIs, today, met, "judgement.conforms", "2027-01-01", unmet},
		{"nothing takes it up", idle, today, unmet, "controls.commitment.idle", "", none},
		{"an objective does", func(in *Input) { idle(in); in.Objectives[0].Revisions[0].DerivedFrom = source }, today, met, "judgement.conforms", "2027-01-01", unmet},
		{"an objective not in force yet", func(in *Input) {
			idle(in)
			in.Objectives[0].Revisions[0].DerivedFrom, in.Objectives[0].Revisions[0].EffectiveFrom = source, day("2026-04-01")
		}, today, unmet, "controls.commitment.idle", "2026-04-01", met},
		{"a statement of another policy", func(in *Input) {
			idle(in)
			in.Objectives[0].Revisions[0].DerivedFrom = []objectives.Source{{Policy: "OLD", Key: "law"}}
		}, today, unmet, "controls.commitment.idle", "", none},
		{"an earlier revision of the objective did", func(in *Input) {
			idle(in)
			o := &in.Objectives[0]
			o.Revisions[0].DerivedFrom = source
			next := approved()
			next.Number, next.EffectiveFrom = "2", day("2026-02-01")
			o.Revisions = append(o.Revisions, objectives.ObjectiveRevision{Revision: next})
		}, today, unmet, "controls.commitment.idle", "", none},
		{"a programme does", func(in *Input) { idle(in); in.Programmes[0].Revisions[0].Commitments = source }, today, met, "judgement.conforms", "2027-01-01", unmet},
		{"missing", func(in *Input) { in.Attestations = in.Attestations[1:] }, today, undetermined, "judgement.missing", "", none},
		{"negative", judge(func(a *records.Attestation) { a.Judgement, a.Reason = records.DoesNotConform, "not at Botlek" }), today, unmet, "judgement.negative", "", none},
		{"lapsed", judge(func(a *records.Attestation) { a.ValidUntil = day("2026-03-30") }), today, unmet, "judgement.lapsed", "", none},
		{"its last day", judge(func(a *records.Attestation) { a.ValidUntil = day(today) }), today, met, "judgement.conforms", "2026-04-01", unmet},
		{"stale", judge(func(a *records.Attestation) { a.MadeOn = day("2026-01-14") }), today, unmet, "judgement.stale", "", none},
		{"made on the day of the revision", judge(func(a *records.Attestation) { a.MadeOn = day("2026-01-15") }), today, met, "judgement.conforms", "2027-01-01", unmet},
		{"made tomorrow", judge(func(a *records.Attestation) { a.MadeOn = day("2026-04-01") }), today, undetermined, "judgement.missing", "2026-04-01", met},
		{"no policy in force", func(in *Input) { in.Policies[0].Revisions[0].WithdrawnOn = day(today) }, today, undetermined, "controls.policy.notnow", "", none},
	})
}

func TestCommitmentsServed(t *testing.T) {
	try(t, "4.4.6.achieve.a", []row{
		{"an operation is there", asIs, today, met, "controls.commitment.served", "", none},
		{"none is", seal(func(x *Operation) { x.Achieves.Commitments = nil }), today, unmet, "controls.commitment.open", "", none},
		{"its last day", seal(func(x *Operation) { x.Until = day(today) }), today, met, "controls.commitment.served", "2026-04-01", unmet},
		{"given up", seal(func(x *Operation) { x.Until = day("2026-03-30") }), today, unmet, "controls.commitment.open", "", none},
		{"identified, still in preparation", seal(func(x *Operation) { x.InOperationFrom = day("2026-06-01") }), today, met, "controls.commitment.served", "", none},
		{"identified tomorrow", seal(func(x *Operation) { x.IdentifiedOn = day("2026-04-01") }), today, unmet, "controls.commitment.open", "2026-04-01", met},
		{"a commitment without a key", func(in *Input) { in.Policies[0].Revisions[0].Commitments[0].Key = "" }, today, undetermined, "controls.commitment.unkeyed", "", none},
		{"no commitment", func(in *Input) { in.Policies[0].Revisions[0].Commitments = nil }, today, undetermined, "controls.commitment.none", "", none},
		{"the next policy brings one more", func(in *Input) {
			next := in.Policies[0].Revisions[0]
			next.Number, next.EffectiveFrom = "4", day("2026-04-01")
			next.Commitments = append(slices.Clone(next.Commitments), policy.Commitment{Kind: policy.OwnCommitment, Key: "people", Text: "people first"})
			in.Policies[0].Revisions = append(in.Policies[0].Revisions, next)
		}, "2026-04-01", unmet, "controls.commitment.open", "", none},
	})
}

func TestRiskControlled(t *testing.T) {
	idle := seal(func(x *Operation) { x.Achieves.Risks = nil })
	byTreatment := func(in *Input) { idle(in); in.Operations[0].Achieves.Treatments = []records.ID[risk.Treatment]{"TR-1"} }
	try(t, "4.4.6.achieve.b", []row{
		{"an operation is there", asIs, today, met, "controls.risk.served", "", none},
		{"none is", idle, today, unmet, "controls.risk.open", "", none},
		{"one carries out a treatment of it", byTreatment, today, met, "controls.risk.treated", "", none},
		{"which is dropped", func(in *Input) { byTreatment(in); in.Treatments[0].DroppedOn = day(today) }, today, unmet, "controls.risk.open", "", none},
		{"not decided", func(in *Input) { in.Risks[0].Decision = "" }, today, undetermined, "controls.risk.undecided", "", none},
		{"decided tomorrow", func(in *Input) { in.Risks[0].DecidedOn = day("2026-04-01") }, today, undetermined, "controls.risk.undecided", "2026-04-01", met},
		{"all tolerated", func(in *Input) { idle(in); in.Risks[0].Decision = risk.ToTolerate }, today, met, "controls.risk.other", "", none},
		{"off the register tomorrow", func(in *Input) { idle(in); in.Risks[0].WithdrawnOn = day("2026-04-01") }, today, unmet, "controls.risk.open", "2026-04-01", none},
	})
}

func TestLawServed(t *testing.T) {
	idle := seal(func(x *Operation) { x.Achieves.LegalRequirements = nil })
	try(t, "4.4.6.achieve.c", []row{
		{"an operation is there", asIs, today, met, "controls.law.served", "", none},
		{"none is", idle, today, unmet, "controls.law.open", "", none},
		{"it does not apply", func(in *Input) { idle(in); in.LegalRequirements[0].Determinations[0].Applies = records.No }, today, met, "controls.law.not", "", none},
		{"nobody knows", func(in *Input) { in.LegalRequirements[0].Determinations = nil }, today, undetermined, "controls.law.unknown", "", none},
		{"takes effect tomorrow", func(in *Input) { idle(in); in.LegalRequirements[0].EffectiveFrom = day("2026-04-01") }, today, undetermined, "controls.law.notnow", "2026-04-01", unmet},
		{"repealed tomorrow", func(in *Input) { idle(in); in.LegalRequirements[0].Until = day(today) }, today, unmet, "controls.law.open", "2026-04-01", none},
	})
}

func TestObjectiveAndProgrammeServed(t *testing.T) {
	idle := seal(func(x *Operation) { x.Achieves.Objectives = nil })
	byTarget := func(in *Input) { idle(in); in.Operations[0].Achieves.Targets = []records.ID[objectives.Target]{"TA-1"} }
	try(t, "4.4.6.achieve.d", []row{
		{"an operation is there", asIs, today, met, "controls.objective.served", "", none},
		{"none is", idle, today, unmet, "controls.objective.open", "", none},
		{"one is there for its target", byTarget, today, met, "controls.objective.bystep", "", none},
		{"which is not in force yet", func(in *Input) { byTarget(in); in.Targets[0].Revisions[0].EffectiveFrom = day("2026-04-01") }, today, unmet, "controls.objective.open", "2026-04-01", met},
		{"in force from tomorrow", func(in *Input) { idle(in); in.Objectives[0].Revisions[0].EffectiveFrom = day("2026-04-01") }, today, undetermined, "controls.objective.notnow", "2026-04-01", unmet},
	})
	idle = seal(func(x *Operation) { x.Achieves.Programmes = nil })
	try(t, "4.4.6.achieve.e", []row{
		{"an operation is there", asIs, today, met, "controls.programme.served", "", none},
		{"none is", idle, today, unmet, "controls.programme.open", "", none},
		{"another part of the organization runs it", func(in *Input) { idle(in); in.Programmes[0].Origin = "quality" }, today, undetermined, "controls.programme.alien", "", none},
		{"in force from tomorrow", func(in *Input) { idle(in); in.Programmes[0].Revisions[0].EffectiveFrom = day("2026-04-01") }, today, undetermined, "controls.programme.notnow", "2026-04-01", unmet},
	})
}

func TestSupplyChainServed(t *testing.T) {
	try(t, "4.4.6.achieve.f", []row{
		{"an operation brings a stage to the level", asIs, today, met, "controls.level.served", "", none},
		{"none does", seal(func(x *Operation) { x.Achieves.Stages = nil }), today, unmet, "controls.level.open", "", none},
		{"a stage that the scope does not know", seal(func(x *Operation) { x.Achieves.Stages = []string{"sea passage"} }), today, unmet, "controls.level.open", "", none},
		{"the level is not stated", func(in *Input) { in.Scopes[0].RequiredSecurityLevel = " " }, today, unmet, "controls.level.unsaid", "", none},
		{"the scope names no stage", func(in *Input) { in.Scopes[0].Stages = nil }, today, unmet, "controls.level.nostage", "", none},
		{"no scope in force", func(in *Input) { in.Scopes[0].WithdrawnOn = day(today) }, today, undetermined, "controls.scope.notnow", "", none},
		{"in force from tomorrow", func(in *Input) { in.Scopes[0].EffectiveFrom = day("2026-04-01") }, today, undetermined, "controls.scope.notnow", "2026-04-01", met},
	})
}

func TestOrderOfListsChangesNothing(t *testing.T) {
	all := func(in Input) []string {
		var list []string
		for _, f := range conformity.Run(Checks(), in, instant(today)) {
			list = append(list, f.String())
		}
		return list
	}
	want := all(good())
	random := rand.New(rand.NewSource(1))
	for range 20 {
		in := good()
		random.Shuffle(len(in.Operations), func(i, j int) { in.Operations[i], in.Operations[j] = in.Operations[j], in.Operations[i] })
		random.Shuffle(len(in.Risks), func(i, j int) { in.Risks[i], in.Risks[j] = in.Risks[j], in.Risks[i] })
		random.Shuffle(len(in.Issues), func(i, j int) { in.Issues[i], in.Issues[j] = in.Issues[j], in.Issues[i] })
		assert.ElementsMatch(t, want, all(in))
	}
}
