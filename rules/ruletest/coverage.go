package ruletest

import "github.com/iso28000/iso28000/rules"

// Coverage is what the cases have seen of the rules: of each rule and of the default that it
// decided, and of each term of a condition that it was true once and false once. A term that
// short-circuiting skipped was not seen.
type Coverage struct {
	Rules   []RuleCoverage `json:"rules"`
	Default int            `json:"default"` // cases that the default decided
	Place   Place          `json:"place"`   // of the default
}

// RuleCoverage is what the cases have seen of one rule.
type RuleCoverage struct {
	Rule    string         `json:"rule"`
	Then    string         `json:"then"`
	Place   Place          `json:"place"`
	Decided int            `json:"decided"` // cases that it decided
	Terms   []TermCoverage `json:"terms"`
}

// TermCoverage says in how many cases a term of a condition was seen true, and false.
type TermCoverage struct {
	Text  string `json:"text"`
	Place Place  `json:"place"`
	True  int    `json:"true"`
	False int    `json:"false"`
}

// Seen returns how much was seen, of how much there is to see: one for each rule and the
// default, two for each term.
func (c Coverage) Seen() (seen, all int) {
	see := func(times int) {
		all++
		if times > 0 {
			seen++
		}
	}
	see(c.Default)
	for _, rule := range c.Rules {
		see(rule.Decided)
		for _, term := range rule.Terms {
			see(term.True)
			see(term.False)
		}
	}
	return seen, all
}

// Percent returns how much was seen in whole percent, rounded down.
func (c Coverage) Percent() int {
	seen, all := c.Seen()
	return 100 * seen / all
}

// cover runs the cases once more, and notes what they see.
func (s *Suite) cover(d Decider, results []Result) Coverage {
	c := Coverage{Place: s.field("default")}
	terms := d.Terms()
	for i, rule := range s.Subject.Rules.Rules {
		of := RuleCoverage{Rule: rule.Name, Then: rule.Then, Place: s.condition(i, 0)}
		for _, term := range terms[i] {
			of.Terms = append(of.Terms, TermCoverage{Text: term.Text, Place: s.condition(i, term.Offset)})
		}
		c.Rules = append(c.Rules, of)
	}
	for i := range s.Cases {
		s.see(d, &s.Cases[i], c.Rules)
		switch answer := results[i].Answer; {
		case answer.Outcome == "": // nothing was decided
		case answer.Rule < 0:
			c.Default++
		default:
			c.Rules[answer.Rule].Decided++
		}
	}
	return c
}

// see notes which terms one case sees true and false. What it sees before it fails, it has seen.
func (s *Suite) see(d Decider, c *Case, into []RuleCoverage) {
	type side struct {
		rule, term int
		holds      bool
	}
	seen := map[side]bool{}
	_ = d.Observe(c.Given, clockOf(c), func(rule, term int, holds bool) {
		key := side{rule, term, holds}
		if seen[key] {
			return
		}
		seen[key] = true
		if t := &into[rule].Terms[term]; holds {
			t.True++
		} else {
			t.False++
		}
	})
}

// around returns the text of the smallest term that holds a part of a condition and more.
func around(terms []rules.Term, from, to int) string {
	best := ""
	for _, t := range terms {
		holds := t.Offset <= from && to <= t.Offset+len(t.Text) && to-from < len(t.Text)
		if holds && (best == "" || len(t.Text) < len(best)) {
			best = t.Text
		}
	}
	return best
}
