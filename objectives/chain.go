package objectives

import (
	"iter"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/records"
)

// A Chain is what was in force on a day, joined from the policy down to the measures: which
// objectives grow out of which statement, which targets serve them, and by which programmes
// of this system they are to be reached. It is made once and then asked; it does not change, and is safe for
// concurrent use. The records must not change meanwhile.
type Chain struct {
	policy      *policy.Policy
	revision    *policy.Revision
	statements  []policy.Statement // of the policy in force
	objectives  []link[Objective, ObjectiveRevision]
	targets     []link[Target, TargetRevision]
	programmes  []link[Programme, ProgrammeRevision]
	bySource    map[Source][]int // objectives
	byID        map[records.ID[Objective]]int
	targetByID  map[records.ID[Target]]bool
	byObjective map[records.ID[Objective]][]int // targets
	serving     map[records.Ref][]int           // programmes
}

// A link is a record with its revision in force.
type link[T, R any] struct {
	record   *T
	revision *R
}

// A Line is one way from the policy to a programme. Where it breaks off, what would follow is
// nil; what begins without the policy has no statement.
type Line struct {
	Statement policy.Statement
	Objective *Objective
	Target    *Target // nil where the programme serves the objective directly
	Programme *Programme
}

// NewChain joins what was in force on the day. The policy is that of [policy.InForce]: of
// several the one whose revision took effect last.
func NewChain(policies []policy.Policy, objectives []Objective, targets []Target, programmes []Programme, day records.Date) *Chain {
	clock := on(day)
	c := &Chain{
		objectives: inForce(objectives, func(o *Objective) *ObjectiveRevision { return o.Current(clock) }, func(o *Objective) string { return string(o.ID) }),
		targets:    inForce(targets, func(t *Target) *TargetRevision { return t.Current(clock) }, func(t *Target) string { return string(t.ID) }),
		programmes: inForce(programmes, func(p *Programme) *ProgrammeRevision { return p.ours(clock) }, func(p *Programme) string { return string(p.ID) }),
		bySource:   map[Source][]int{}, byID: map[records.ID[Objective]]int{}, byObjective: map[records.ID[Objective]][]int{}, serving: map[records.Ref][]int{}, targetByID: map[records.ID[Target]]bool{},
	}
	c.takePolicy(policies, clock)
	for i, o := range c.objectives {
		c.byID[o.record.ID] = i
		for _, source := range o.revision.DerivedFrom {
			if at := c.bySource[source]; !slices.Contains(at, i) {
				c.bySource[source] = append(at, i)
			}
		}
	}
	for i, t := range c.targets {
		c.targetByID[t.record.ID] = true
		c.byObjective[t.record.Objective] = append(c.byObjective[t.record.Objective], i)
	}
	for i, p := range c.programmes {
		for _, purpose := range p.revision.Serves {
			if ref := purpose.Ref(); len(c.serving[ref]) == 0 || c.serving[ref][len(c.serving[ref])-1] != i {
				c.serving[ref] = append(c.serving[ref], i)
			}
		}
	}
	return c
}

// inForce returns the records with a revision in force, in the order of their ids, so that the
// order of a list changes nothing.
func inForce[T, R any](list []T, current func(*T) *R, id func(*T) string) []link[T, R] {
	var found []link[T, R]
	for i := range list {
		if revision := current(&list[i]); revision != nil {
			found = append(found, link[T, R]{&list[i], revision})
		}
	}
	slices.SortStableFunc(found, func(a, b link[T, R]) int { return strings.Compare(id(a.record), id(b.record)) })
	return found
}

func (c *Chain) takePolicy(policies []policy.Policy, clock records.Clock) {
	for i := range policies {
		p := &policies[i]
		v := p.Current(clock)
		switch {
		case v == nil:
		case c.revision == nil || v.EffectiveFrom.After(c.revision.EffectiveFrom),
			v.EffectiveFrom == c.revision.EffectiveFrom && p.ID > c.policy.ID:
			c.policy, c.revision = p, v
		}
	}
	if c.revision == nil {
		return
	}
	c.statements = append(c.statements, c.revision.Principles...)
	c.statements = append(c.statements, c.revision.BroadObjectives...)
	for _, commitment := range c.revision.Commitments {
		c.statements = append(c.statements, policy.Statement{Key: commitment.Key, Text: commitment.Text})
	}
}

// Policy returns the policy in force and its revision, or nils.
func (c *Chain) Policy() (*policy.Policy, *policy.Revision) { return c.policy, c.revision }

// From yields the objectives in force that grow out of a statement of the policy in force.
func (c *Chain) From(key string) iter.Seq[*Objective] {
	return func(yield func(*Objective) bool) {
		for _, i := range c.from(key) {
			if !yield(c.objectives[i].record) {
				return
			}
		}
	}
}

func (c *Chain) from(key string) []int {
	if c.policy == nil || key == "" {
		return nil
	}
	return c.bySource[Source{c.policy.ID, key}]
}

// Targets yields the targets in force that serve an objective.
func (c *Chain) Targets(of records.ID[Objective]) iter.Seq[*Target] {
	return func(yield func(*Target) bool) {
		for _, i := range c.byObjective[of] {
			if !yield(c.targets[i].record) {
				return
			}
		}
	}
}

// Programmes yields the programmes in force that name an objective or a target as what they
// are to reach.
func (c *Chain) Programmes(serving records.Entity) iter.Seq[*Programme] {
	return func(yield func(*Programme) bool) {
		for _, i := range c.serving[serving.Ref()] {
			if !yield(c.programmes[i].record) {
				return
			}
		}
	}
}

// Lines yields every way from the policy down, statement by statement in the order of the
// policy, and then what hangs in the air: objectives without a statement of the policy in
// force, targets without an objective in force, programmes that serve nothing in force.
func (c *Chain) Lines() iter.Seq[Line] {
	return func(yield func(Line) bool) {
		rooted := make([]bool, len(c.objectives))
		for _, s := range c.statements {
			from := c.from(s.Key)
			if len(from) == 0 && !yield(Line{Statement: s}) {
				return
			}
			for _, i := range from {
				rooted[i] = true
				if !c.down(Line{Statement: s}, i, yield) {
					return
				}
			}
		}
		for i := range c.objectives {
			if !rooted[i] && !c.down(Line{}, i, yield) {
				return
			}
		}
		for i := range c.targets {
			if _, served := c.byID[c.targets[i].record.Objective]; !served && !c.reach(Line{}, i, yield) {
				return
			}
		}
		for i := range c.programmes {
			if !c.serves(i) && !yield(Line{Programme: c.programmes[i].record}) {
				return
			}
		}
	}
}

// down yields the lines through an objective.
func (c *Chain) down(l Line, objective int, yield func(Line) bool) bool {
	o := c.objectives[objective].record
	l.Objective = o
	direct := c.serving[o.Ref()]
	for _, i := range direct {
		l.Programme = c.programmes[i].record
		if !yield(l) {
			return false
		}
	}
	l.Programme = nil
	targets := c.byObjective[o.ID]
	for _, i := range targets {
		if !c.reach(l, i, yield) {
			return false
		}
	}
	return len(direct) > 0 || len(targets) > 0 || yield(l)
}

// reach yields the lines through a target.
func (c *Chain) reach(l Line, target int, yield func(Line) bool) bool {
	l.Target = c.targets[target].record
	serving := c.serving[l.Target.Ref()]
	for _, i := range serving {
		l.Programme = c.programmes[i].record
		if !yield(l) {
			return false
		}
	}
	return len(serving) > 0 || yield(l)
}

// serves reports whether a programme is to reach anything that is in force.
func (c *Chain) serves(programme int) bool {
	for _, purpose := range c.programmes[programme].revision.Serves {
		if _, found := c.byID[purpose.Objective]; found && purpose.Objective != "" {
			return true
		}
		if c.targetByID[purpose.Target] && purpose.Target != "" {
			return true
		}
	}
	return false
}

// Through yields the lines that lead through an objective, a target or a programme: upwards
// they say why it is there, downwards by what it is reached.
func (c *Chain) Through(record records.Entity) iter.Seq[Line] {
	ref := record.Ref()
	return func(yield func(Line) bool) {
		for l := range c.Lines() {
			if l.holds(ref) && !yield(l) {
				return
			}
		}
	}
}

func (l *Line) holds(ref records.Ref) bool {
	return l.Objective != nil && l.Objective.Ref() == ref || l.Target != nil && l.Target.Ref() == ref ||
		l.Programme != nil && l.Programme.Ref() == ref
}

// Broken reports whether the line does not lead all the way from the policy to a programme.
func (l Line) Broken() bool {
	return l.Statement.Text == "" || l.Objective == nil || l.Programme == nil
}
