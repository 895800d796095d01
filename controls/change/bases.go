package change

import (
	"slices"

	"github.com/iso28000/iso28000/controls"
	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/controls/suppliers"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/risk/legal"
)

// Settled are the lists of records that were settled at some time and rest on others. Those that
// the application does not keep may stay empty.
type Settled struct {
	Policies          []policy.Policy
	Documents         []documents.Document
	Procedures        []documents.Procedure
	Threats           []risk.Threat // on which an assessment of the whole register rests
	Risks             []risk.Risk
	Assessments       []risk.Assessment
	Treatments        []risk.Treatment
	LegalRequirements []legal.Requirement
	Objectives        []objectives.Objective
	Targets           []objectives.Target
	Programmes        []objectives.Programme
	Operations        []controls.Operation
	Equipment         []equipment.Item
	Suppliers         []suppliers.Supplier
	Activities        []suppliers.Activity
	Specifications    []suppliers.Specification
}

// Bases returns, for [FindStale], when each of the records was last settled by the time of the
// clock, and on what it rests:
//
//   - the policy, documents and procedures: approved or reviewed; on the roles that they name
//   - assessments in force: performed or revised; on methodology, criteria, threats and risks
//   - risks: looked at; on threats and the controls in place
//   - treatments in hand: chosen; on risks
//   - legal requirements: found to apply; on sources, and on the threats and risks concerned
//   - objectives, targets and programmes in force: approved or reviewed; on what they serve, on
//     the risk assessments and treatments that they are based on
//   - operations: reviewed or, before that, identified; on procedure, documents, owner and all that
//     they achieve
//   - equipment: when the threats of the latest work were considered; on threats
//   - suppliers, activities and specifications: screened, evaluated, approved or reviewed; on the
//     processes, threats, suppliers and purchases that they are about
//
// What never was settled has no basis.
func Bases(s Settled, clock records.Clock) []Basis {
	b := bases{clock: clock}
	for i := range s.Policies {
		p := &s.Policies[i]
		if v := p.Current(clock); v != nil {
			b.add(p, refs(v.ResponsibleRoles), v.Authorization.On, p.LastReviewed(clock))
		}
	}
	for i := range s.Documents {
		d := &s.Documents[i]
		if v := d.Current(clock); v != nil {
			b.add(d, slices.Concat(ref(d.Owner), refs(d.Roles)), v.ApprovedOn)
		}
	}
	for i := range s.Procedures {
		b.procedure(&s.Procedures[i])
	}
	b.risks(&s)
	b.plans(&s)
	b.operational(&s)
	return b.list
}

type bases struct {
	clock records.Clock
	list  []Basis
}

// add notes the latest of the days that have begun.
func (b *bases) add(record records.Entity, restsOn []records.Ref, days ...records.Date) {
	var last records.Date
	for _, d := range days {
		if b.clock.Happened(d) && d.After(last) {
			last = d
		}
	}
	if !last.IsZero() {
		b.list = append(b.list, Basis{record.Ref(), last, restsOn})
	}
}

func (b *bases) procedure(p *documents.Procedure) {
	v := p.Current(b.clock)
	if v == nil {
		return
	}
	on := ref(p.Owner)
	for _, step := range p.Steps {
		on = append(on, ref(step.Responsible)...)
	}
	b.add(p, on, v.ApprovedOn, p.ReviewedOn)
}

func (b *bases) risks(s *Settled) {
	for a := range risk.AssessmentsInForce(s.Assessments, b.clock) {
		on := slices.Concat(ref(a.Methodology), ref(a.Criteria), refs(a.Threats), refs(a.Risks))
		if a.WholeRegister {
			for i := range s.Threats {
				on = append(on, s.Threats[i].Ref())
			}
			for i := range s.Risks {
				on = append(on, s.Risks[i].Ref())
			}
		}
		b.add(a, on, a.PerformedOn, a.RevisedOn(b.clock))
	}
	for i := range s.Risks {
		x := &s.Risks[i]
		if x.OnRegister(b.clock) {
			b.add(x, slices.Concat(refs(x.Threats), refs(x.Controls)), x.LookedAt(b.clock))
		}
	}
	for i := range s.Treatments {
		if t := &s.Treatments[i]; t.State(b.clock).InHand() {
			b.add(t, refs(t.Risks), t.ChosenOn)
		}
	}
	for i := range s.LegalRequirements {
		q := &s.LegalRequirements[i]
		if d := q.Determination(b.clock); d != nil && q.Registered(b.clock) {
			b.add(q, slices.Concat(refs(q.Sources), refs(d.Threats), refs(d.Risks)), d.On)
		}
	}
}

func (b *bases) plans(s *Settled) {
	for i := range s.Objectives {
		o := &s.Objectives[i]
		if v := o.Current(b.clock); v != nil && o.InForce(b.clock) {
			on := ref(o.Parent)
			for _, source := range v.DerivedFrom {
				on = append(on, ref(source.Policy)...)
			}
			b.add(o, on, append(reviewDays(o.Reviews), v.ApprovedOn)...)
		}
	}
	for i := range s.Targets {
		t := &s.Targets[i]
		if v := t.Current(b.clock); v != nil && t.InForce(b.clock) {
			b.add(t, slices.Concat(ref(t.Objective), ref(t.Parent)), append(reviewDays(t.Reviews), v.ApprovedOn)...)
		}
	}
	for i := range s.Programmes {
		p := &s.Programmes[i]
		v := p.Current(b.clock)
		if v == nil || !p.InForce(b.clock) {
			continue
		}
		on := slices.Concat(ref(v.ResponsibleRole), refs(v.Assessments), refs(v.Treatments))
		for _, served := range v.Serves {
			on = append(on, slices.Concat(ref(served.Objective), ref(served.Target))...)
		}
		for _, source := range v.Commitments {
			on = append(on, ref(source.Policy)...)
		}
		b.add(p, on, append(reviewDays(p.Reviews), v.ApprovedOn)...)
	}
}

func reviewDays(reviews []objectives.Review) []records.Date {
	days := make([]records.Date, len(reviews))
	for i, v := range reviews {
		days[i] = v.On
	}
	return days
}

func (b *bases) operational(s *Settled) {
	for i := range s.Operations {
		x := &s.Operations[i]
		if !x.Identified(b.clock) {
			continue
		}
		a := &x.Achieves
		on := slices.Concat(ref(x.Owner), ref(x.Procedure), refs(a.Risks), refs(a.Treatments), refs(a.LegalRequirements),
			refs(a.Objectives), refs(a.Targets), refs(a.Programmes))
		for _, need := range x.DocumentNeeds.Documents {
			on = append(on, ref(need.Document)...)
		}
		b.add(x, on, x.IdentifiedOn, x.LastReviewed(b.clock))
	}
	for i := range s.Equipment {
		x := &s.Equipment[i]
		if x.State(b.clock) == equipment.Retired {
			continue
		}
		on, days := refs(x.Threats), []records.Date(nil)
		for _, w := range x.Works {
			if b.clock.Happened(w.On) {
				days = append(days, w.ConsideredOn)
			}
		}
		b.add(x, on, days...)
	}
	for i := range s.Suppliers {
		x := &s.Suppliers[i]
		if last := x.Screened(b.clock); last != nil && !b.clock.Over(x.Until) {
			b.add(x, slices.Concat(ref(x.ThirdParty), refs(x.OutsourcedProcesses)), last.On)
		}
	}
	for i := range s.Activities {
		x := &s.Activities[i]
		last := x.Evaluated(b.clock)
		if last == nil || !x.Runs(b.clock) {
			continue
		}
		on := refs(x.Suppliers)
		for _, t := range last.Threats {
			on = append(on, ref(t.Threat)...)
		}
		b.add(x, on, last.On)
	}
	for i := range s.Specifications {
		x := &s.Specifications[i]
		if v := x.Current(b.clock); v != nil {
			b.add(x, refs(x.Purchases), v.ApprovedOn, x.ReviewedOn)
		}
	}
}

// ref returns what an id names, or nothing where there is none.
func ref[T records.Entity](id records.ID[T]) []records.Ref {
	if id == "" {
		return nil
	}
	return []records.Ref{id.Ref()}
}

// refs returns what ids name.
func refs[T records.Entity](ids []records.ID[T]) []records.Ref {
	list := make([]records.Ref, 0, len(ids))
	for _, id := range ids {
		if id != "" {
			list = append(list, id.Ref())
		}
	}
	return list
}
