package ruletest

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/iso28000/iso28000/rules"
)

// Mutation says which mistakes in the rules the cases would notice. The rules were changed in
// one small thing at a time, and the cases were run until one of them no longer came out as
// expected.
type Mutation struct {
	Tried   int      `json:"tried"`   // changes that compile
	Noticed int      `json:"noticed"` // of those
	Unseen  []Change `json:"unseen"`  // the others, in the order of the rules
	Untried int      `json:"untried"` // changes beyond the number that was allowed
}

// A Change is one thing that was changed in the rules.
type Change struct {
	Rule  string `json:"rule,omitzero"` // whose; empty for the default
	Place Place  `json:"place"`
	From  string `json:"from"`        // what stood there
	To    string `json:"to,omitzero"` // what stands there instead; empty where it is left out
	In    string `json:"in,omitzero"` // the term around it

	rule  int
	apply func(*rules.Definition)
}

// Percent returns how many changes were noticed in whole percent, rounded down; 100 where there
// were none to try.
func (m *Mutation) Percent() int {
	if m.Tried == 0 {
		return 100
	}
	return 100 * m.Noticed / m.Tried
}

// mutate tries the changes, at most so many.
func (s *Suite) mutate(most int) *Mutation {
	if most <= 0 {
		most = defaultChanges
	}
	m := &Mutation{}
	all := s.changes()
	if len(all) > most {
		all, m.Untried = all[:most], len(all)-most
	}
	for _, change := range all {
		d := s.Subject.Rules
		d.Rules = slices.Clone(d.Rules)
		change.apply(&d)
		changed, err := s.Subject.Compile(d)
		if err != nil {
			continue // nobody can make that mistake unnoticed
		}
		if m.Tried++; s.notices(changed, change.rule, d) {
			m.Noticed++
		} else {
			m.Unseen = append(m.Unseen, change)
		}
	}
	return m
}

// notices reports whether a case does not come out as expected with changed rules.
func (s *Suite) notices(changed Decider, dropped int, d rules.Definition) bool {
	left := len(d.Rules) < len(s.Subject.Rules.Rules)
	for i := range s.Cases {
		c := &s.Cases[i]
		answer, why := s.decide(changed, c)
		if left && answer.Rule >= dropped {
			answer.Rule++ // as it is numbered in the whole set
		}
		if why != "" || !s.Subject.expects(c, answer) {
			return true
		}
	}
	return false
}

// changes returns everything that is changed, in the order of the rules.
func (s *Suite) changes() []Change {
	var all []Change
	d, err := s.Subject.Compile(s.Subject.Rules)
	if err != nil {
		return nil
	}
	terms := d.Terms()
	for i, rule := range s.Subject.Rules.Rules {
		path := "rules[" + strconv.Itoa(i) + "]"
		for _, e := range edits(rule.When, terms[i]) {
			all = append(all, s.change(i, e, terms[i]))
		}
		if other := s.otherOutcome(rule.Then); other != "" {
			all = append(all, Change{
				Rule: rule.Name, Place: s.field(path + ".then"), From: rule.Then, To: other, rule: i,
				apply: func(d *rules.Definition) { d.Rules[i].Then = other },
			})
		}
		if s.Subject.Fixed {
			continue
		}
		all = append(all, Change{
			Rule: rule.Name, Place: s.field(path), From: "the rule", rule: i,
			apply: func(d *rules.Definition) { d.Rules = slices.Delete(d.Rules, i, i+1) },
		})
	}
	if other := s.otherOutcome(s.Subject.Rules.Default); other != "" {
		all = append(all, Change{
			Place: s.field("default"), From: s.Subject.Rules.Default, To: other, rule: -1,
			apply: func(d *rules.Definition) { d.Default = other },
		})
	}
	return all
}

// change describes an edit of the condition of a rule.
func (s *Suite) change(rule int, e edit, terms []rules.Term) Change {
	text := s.Subject.Rules.Rules[rule].When
	c := Change{
		Rule: s.Subject.Rules.Rules[rule].Name, Place: s.condition(rule, e.from), From: text[e.from:e.to], To: e.text, rule: rule,
		apply: func(d *rules.Definition) { d.Rules[rule].When = text[:e.from] + e.text + text[e.to:] },
	}
	if e.drops {
		c.To = ""
	}
	c.In = around(terms, e.from, e.to)
	return c
}

// otherOutcome returns the outcome after that one among those that there are.
func (s *Suite) otherOutcome(outcome string) string {
	all := s.Subject.Outcomes
	i := slices.Index(all, outcome)
	if i < 0 || len(all) < 2 {
		return ""
	}
	return all[(i+1)%len(all)]
}

// sorted puts edits into the order of the text, each once.
func sorted(list []edit) []edit {
	slices.SortStableFunc(list, func(a, b edit) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.text, b.text))
	})
	return slices.Compact(list)
}
