package controls

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/risk/legal"
)

const (
	policyNotNow      conformity.Message = "controls.policy.notnow: {0} is not the policy in force"
	commitmentNone    conformity.Message = "controls.commitment.none: {0} makes no commitment that could be put into practice"
	commitmentUnkeyed conformity.Message = "controls.commitment.unkeyed: the commitment {0} of {subject} has no key, so that nothing can refer to it: give it one"
	commitmentServed  conformity.Message = "controls.commitment.served: {1} is there to honour the commitment {0} of {subject}"
	commitmentOpen    conformity.Message = "controls.commitment.open: no operation is there to honour the commitment {0} of {subject}: work out which ones it takes, and enter the key of the commitment with them"
	commitmentTaken   conformity.Message = "controls.commitment.taken: {1} takes up the commitment {0} of {subject}"
	commitmentIdle    conformity.Message = "controls.commitment.idle: no objective, no programme and no operation takes up the commitment {0} of {subject}: set an objective, or enter what is done about it"
)

// commitments calls each with the commitments of the policy in force that a key names, and says
// what is wrong with the others.
func commitments(r *conformity.Reader, p *policy.Policy, say conformity.Say, each func(key, at string) conformity.Verdict) {
	inForce, current := policy.InForce(r)
	if inForce == nil || inForce.ID != p.ID {
		say("", conformity.Nothing(policyNotNow, *p))
		return
	}
	if len(current.Commitments) == 0 {
		say("", conformity.Nothing(commitmentNone, *p))
		return
	}
	i := slices.IndexFunc(p.Revisions, func(v policy.Revision) bool { return v.Number == current.Number })
	for j, c := range current.Commitments {
		at := fmt.Sprintf("revisions[%d].commitments[%d]", i, j)
		if c.Key == "" {
			say(at, conformity.Undetermined(commitmentUnkeyed, c.Text).At(at+".key"))
			continue
		}
		say("commitment "+c.Key, each(c.Key, at))
	}
}

// commitmentsServed decides 4.4.6.achieve.a for each commitment of the policy in force: an
// operation that has been identified is there to honour it. It may still be in preparation.
// That there is a policy, with commitments, is for 4.2.
func commitmentsServed(r *conformity.Reader, p *policy.Policy, say conformity.Say) {
	commitments(r, p, say, func(key, at string) conformity.Verdict {
		if x := identified(r, operationsByCommitment.Of(r, key)); x != nil {
			return conformity.Met(commitmentServed, key, *x).At(at)
		}
		return conformity.Unmet(commitmentOpen, key).At(at)
	})
}

// A commitmentKey names a statement of a policy, as objectives and programmes refer to it.
type commitmentKey = objectives.Source

var (
	objectivesByCommitment = conformity.NewIndexAll(func(o *objectives.Objective) []commitmentKey {
		var all []commitmentKey
		for i := range o.Revisions {
			all = append(all, o.Revisions[i].DerivedFrom...)
		}
		return unique(all)
	})
	programmesByCommitment = conformity.NewIndexAll(func(p *objectives.Programme) []commitmentKey {
		var all []commitmentKey
		for i := range p.Revisions {
			all = append(all, p.Revisions[i].Commitments...)
		}
		return unique(all)
	})
)

// unique drops what was named before, keeping the order.
func unique(all []commitmentKey) []commitmentKey {
	seen := make(map[commitmentKey]bool, len(all))
	return slices.DeleteFunc(all, func(k commitmentKey) bool {
		before := seen[k]
		seen[k] = true
		return before
	})
}

// policyPractised decides 4.2.i.implemented: each commitment of the policy in force is taken up by
// an objective, a programme or an operation, and the latest judgement, made since the policy
// became what it is, says that it is lived by.
func policyPractised(r *conformity.Reader, p *policy.Policy, say conformity.Say) {
	inForce, current := policy.InForce(r)
	commitments(r, p, say, func(key, at string) conformity.Verdict {
		if by := takenUp(r, commitmentKey{Policy: p.ID, Key: key}); by != nil {
			return conformity.Met(commitmentTaken, key, by).At(at)
		}
		return conformity.Unmet(commitmentIdle, key).At(at)
	})
	if inForce != nil && inForce.ID == p.ID {
		say("practice", conformity.Attested(r, "4.2.i.implemented", p.Ref(), conformity.Judged{Record: *p, ChangedOn: current.RevisedOn()}))
	}
}

func takenUp(r *conformity.Reader, k commitmentKey) records.Entity {
	if o := objectivesByCommitment.Of(r, k).First(func(o *objectives.Objective) bool {
		v := o.Current(r)
		return o.InForce(r) && v != nil && slices.Contains(v.DerivedFrom, k)
	}); o != nil {
		return *o
	}
	if p := programmesByCommitment.Of(r, k).First(func(p *objectives.Programme) bool {
		v := p.Current(r)
		return p.InForce(r) && v != nil && slices.Contains(v.Commitments, k)
	}); p != nil {
		return *p
	}
	if x := identified(r, operationsByCommitment.Of(r, k.Key)); x != nil {
		return *x
	}
	return nil
}

const (
	riskNotNow    conformity.Message = "controls.risk.notnow: {0} is not on the register now"
	riskOther     conformity.Message = "controls.risk.other: it was decided to {0} {subject}, which asks for no operation"
	riskUndecided conformity.Message = "controls.risk.undecided: it was not decided what to do about {subject}, so that it is open whether an operation has to keep it in check: decide"
	riskServed    conformity.Message = "controls.risk.served: {0} is there to keep {subject} in check"
	riskTreated   conformity.Message = "controls.risk.treated: {0} is there to carry out {1}, which treats {subject}"
	riskOpen      conformity.Message = "controls.risk.open: it was decided to control {subject}, and no operation is there to do so: work out which ones it takes, and enter the risk with them"
)

// riskControlled decides 4.4.6.achieve.b for a risk on the register that is to be controlled: an
// operation is there to keep it in check, or to carry out a treatment of it that is in hand. That
// nothing was decided is for 4.3.1.method.c.treatment.
func riskControlled(r *conformity.Reader, x *risk.Risk) conformity.Verdict {
	decision := x.Decided(r)
	switch {
	case !x.OnRegister(r):
		return conformity.Nothing(riskNotNow, *x)
	case decision == "":
		return conformity.Undetermined(riskUndecided).At("decision")
	case decision != risk.ToControl:
		return conformity.Exempt(riskOther, string(decision)).At("decision")
	}
	if op := serving(r, x.Ref()); op != nil {
		return conformity.Met(riskServed, *op)
	}
	var op *Operation
	if t := treatmentsByRisk.Of(r, x.ID).First(func(t *risk.Treatment) bool {
		if !t.State(r).InHand() {
			return false
		}
		op = serving(r, t.Ref())
		return op != nil
	}); t != nil {
		return conformity.Met(riskTreated, *op, *t)
	}
	return conformity.Unmet(riskOpen)
}

const (
	lawNotNow   conformity.Message = "controls.law.notnow: {0} is not on the register, or not in effect, now"
	lawNot      conformity.Message = "controls.law.not: it was worked out that {subject}, {0}, does not apply"
	lawUnknown  conformity.Message = "controls.law.unknown: it is not worked out whether {subject}, {0}, applies, so that it is open whether operations have to meet it"
	lawAnswered conformity.Message = "controls.law.served: {1} is there to meet {subject}, {0}"
	lawOpen     conformity.Message = "controls.law.open: {subject}, {0}, applies, and no operation is there to meet it: work out which ones it takes, and enter the requirement with them"
)

// lawServed decides 4.4.6.achieve.c for a requirement in effect that applies: an operation is
// there to meet it. What the organization has taken on beyond the law counts as well, since the
// register makes no difference between the two.
func lawServed(r *conformity.Reader, q *legal.Requirement) conformity.Verdict {
	if !q.Registered(r) || !q.InEffect(r) {
		return conformity.Nothing(lawNotNow, *q)
	}
	switch q.Applies(r) {
	case records.Yes:
	case records.No:
		return conformity.Exempt(lawNot, q.Title).At("determinations")
	default:
		return conformity.Undetermined(lawUnknown, q.Title).At("determinations")
	}
	if x := serving(r, q.Ref()); x != nil {
		return conformity.Met(lawAnswered, q.Title, *x)
	}
	return conformity.Unmet(lawOpen, q.Title)
}

const (
	objectiveNotNow conformity.Message = "controls.objective.notnow: {0} is not in force now"
	objectiveMet    conformity.Message = "controls.objective.served: {1} is there to reach {subject}, {0}"
	objectiveByStep conformity.Message = "controls.objective.bystep: {1} is there to reach {2}, which serves {subject}, {0}"
	objectiveOpen   conformity.Message = "controls.objective.open: no operation is there to reach {subject}, {0}, nor a target of it: work out which ones it takes, and enter the objective with them"
)

// objectiveServed decides 4.4.6.achieve.d for an objective in force: an operation is there to
// reach it, or to reach a target in force that serves it.
func objectiveServed(r *conformity.Reader, o *objectives.Objective) conformity.Verdict {
	if !o.InForce(r) {
		return conformity.Nothing(objectiveNotNow, *o)
	}
	if x := serving(r, o.Ref()); x != nil {
		return conformity.Met(objectiveMet, o.Title, *x)
	}
	var x *Operation
	if t := targetsByObjective.Of(r, o.ID).First(func(t *objectives.Target) bool {
		if !t.InForce(r) {
			return false
		}
		x = serving(r, t.Ref())
		return x != nil
	}); t != nil {
		return conformity.Met(objectiveByStep, o.Title, *x, *t)
	}
	return conformity.Unmet(objectiveOpen, o.Title)
}

const (
	programmeNotNow conformity.Message = "controls.programme.notnow: {0} is not in force now"
	programmeAlien  conformity.Message = "controls.programme.alien: {0} is run by another part of the organization, beside this system"
	programmeServes conformity.Message = "controls.programme.served: {1} is there to carry out {subject}, {0}"
	programmeOpen   conformity.Message = "controls.programme.open: no operation is there to carry out {subject}, {0}: work out which ones it takes, and enter the programme with them"
)

// programmeServed decides 4.4.6.achieve.e for a programme of this system in force: an operation
// is there to carry it out.
func programmeServed(r *conformity.Reader, p *objectives.Programme) conformity.Verdict {
	switch {
	case !p.Own():
		return conformity.Nothing(programmeAlien, *p)
	case !p.InForce(r):
		return conformity.Nothing(programmeNotNow, *p)
	}
	if x := serving(r, p.Ref()); x != nil {
		return conformity.Met(programmeServes, p.Title, *x)
	}
	return conformity.Unmet(programmeOpen, p.Title)
}

const (
	scopeNotNow  conformity.Message = "controls.scope.notnow: {0} is not the scope in force"
	levelUnsaid  conformity.Message = "controls.level.unsaid: {subject} does not say which level of security is called for in the supply chain: work it out, from what customers, authorities and the risks demand, and enter it"
	levelServed  conformity.Message = "controls.level.served: {1} brings the stage {2} to the security level called for in the supply chain: {0}"
	levelOpen    conformity.Message = "controls.level.open: no operation is there to bring a stage of the supply chain to the security level called for: {0}; work out which ones it takes, and enter the stages with them"
	levelNoStage conformity.Message = "controls.level.nostage: {subject} names no stage of the supply chain, so that no operation can be there to bring one to the security level called for: {0}; enter the stages"
)

// supplyChainServed decides 4.4.6.achieve.f for the scope in force: it says which level of
// security is called for, and an operation is there to bring a stage of the supply chain to it.
func supplyChainServed(r *conformity.Reader, s *organization.Scope) conformity.Verdict {
	inForce := organization.ScopeInForce(r)
	level := strings.TrimSpace(s.RequiredSecurityLevel)
	switch {
	case inForce == nil || inForce.ID != s.ID:
		return conformity.Nothing(scopeNotNow, *s)
	case level == "":
		return conformity.Unmet(levelUnsaid).At("required_security_level")
	case len(s.Stages) == 0:
		return conformity.Unmet(levelNoStage, level).At("stages")
	}
	for _, stage := range s.Stages {
		if x := identified(r, operationsByStage.Of(r, stage.Name)); x != nil {
			return conformity.Met(levelServed, level, *x, stage.Name).At("required_security_level")
		}
	}
	return conformity.Unmet(levelOpen, level).At("stages")
}
