package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/audit"
	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// A plan is what a programme is proposed from, and what explains it.
type plan struct {
	system  *iso28000.System
	request audit.Request
	demands []audit.CompetenceID // what the audit procedure in force asks of auditors
	unable  []string             // who would audit and cannot, and why
	options options
}

// prepare makes the request out of the records of the system.
func prepare(system *iso28000.System, topics []audit.Topic, o options) (*plan, error) {
	if system.AsOf.IsZero() {
		return nil, errors.New("the folder states no as_of: write it into system.yaml, so that the past is known from the future")
	}
	p := &plan{system: system, options: o}
	from, until, err := p.period()
	if err != nil {
		return nil, err
	}
	now := records.At(system.AsOf.Start())
	for i := range system.AuditProcedures {
		if procedure := &system.AuditProcedures[i]; procedure.InForce(now) {
			p.demands = procedure.Competences
		}
	}
	p.request = audit.Request{From: from, Until: until, Topics: slices.Clone(topics), Findings: system.AuditFindings, Competences: p.demands}
	for _, held := range system.Audits {
		if now.Happened(held.PerformedOn) {
			p.request.Held = append(p.request.Held, held)
		}
	}
	if err := p.weigh(now); err != nil {
		return nil, err
	}
	return p, p.staff(from)
}

func (p *plan) period() (from, until records.Date, err error) {
	from = p.system.AsOf.AddDays(1)
	for _, programme := range p.system.AuditProgrammes {
		if next := programme.Until.AddDays(1); next.After(from) {
			from = next
		}
	}
	if p.options.from != "" {
		if from, err = records.ParseDate(p.options.from); err != nil {
			return from, until, fmt.Errorf("-from %w", err)
		}
	}
	until = from.AddMonths(12).AddDays(-1)
	if p.options.until != "" {
		if until, err = records.ParseDate(p.options.until); err != nil {
			return from, until, fmt.Errorf("-until %w", err)
		}
	}
	if until.Before(from) {
		return from, until, fmt.Errorf("the programme ends on %s, before it begins on %s: turn -from and -until round", until, from)
	}
	return from, until, nil
}

// weigh looks up the level of the worst risk of each topic: of those that somebody owns who
// holds its role.
func (p *plan) weigh(now records.Clock) error {
	rater, err := p.rater(now)
	if err != nil || rater == nil {
		return err
	}
	for i := range p.system.Risks {
		x := &p.system.Risks[i]
		if !x.OnRegister(now) {
			continue
		}
		rated, err := rater.Rate(*x)
		if err != nil {
			return err
		}
		level, known := rated.Current().Level()
		if !known {
			continue
		}
		for j := range p.request.Topics {
			if topic := &p.request.Topics[j]; p.holds(x.Owner, topic.Area.Role, p.system.AsOf) {
				topic.Risk = max(topic.Risk, level)
			}
		}
	}
	return nil
}

// rater makes one of the criteria of the methodology in force, or none where there is none.
func (p *plan) rater(now records.Clock) (*risk.Rater, error) {
	methodology := risk.MethodologyInForce(p.system.Methodologies, now)
	if methodology == nil {
		return nil, nil
	}
	for _, criteria := range p.system.Criteria {
		if criteria.ID == methodology.Criteria {
			return criteria.Compile()
		}
	}
	return nil, nil
}

// holds reports whether a person holds a role on a day.
func (p *plan) holds(person records.ID[records.Person], role records.ID[organization.Role], day records.Date) bool {
	return slices.ContainsFunc(p.system.Roles, func(r organization.Role) bool { return r.ID == role && r.HeldBy(person, day) })
}

// staff finds the auditors: who has on the first day what the audit procedure asks for, or
// will have by then, and is not away. Who lacks something only is named, with what it is.
func (p *plan) staff(from records.Date) error {
	for _, named := range slices.Concat(p.options.away, p.options.trained) {
		if !slices.ContainsFunc(p.system.Persons, func(x records.Person) bool { return x.ID == named }) {
			return fmt.Errorf("%s is none of the persons of the system", named)
		}
	}
	for _, x := range p.system.Persons {
		trained := slices.Contains(p.options.trained, x.ID)
		var has []audit.CompetenceID
		for _, c := range p.demands {
			if trained || p.until(x.ID, c, from) != nil {
				has = append(has, c)
			}
		}
		switch away := slices.Contains(p.options.away, x.ID); {
		case away && (len(has) == len(p.demands)):
			p.unable = append(p.unable, fmt.Sprintf("%s is away", x.Name))
		case away || len(has) == 0 && len(p.demands) > 0:
		case !x.Until.IsZero() && x.Until.Before(from):
			p.unable = append(p.unable, fmt.Sprintf("%s leaves on %s", x.Name, x.Until))
		default:
			a := audit.Auditor{Person: x.ID, Competences: has, Audits: p.options.days / p.options.each}
			for _, role := range p.system.Roles {
				if role.HeldBy(x.ID, from) {
					a.AnswersFor = append(a.AnswersFor, role.ID)
				}
			}
			p.request.Auditors = append(p.request.Auditors, a)
		}
	}
	return nil
}

// until returns the qualification by which a person has a competence on a day, or nil.
func (p *plan) until(person records.ID[records.Person], c audit.CompetenceID, day records.Date) *competence.Qualification {
	for i := range p.system.Qualifications {
		if q := &p.system.Qualifications[i]; q.Person == person && q.Competence == c && q.HoldsOn(day) {
			return q
		}
	}
	return nil
}
