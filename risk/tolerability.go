package risk

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
)

func cloneRules(d rules.Definition) rules.Definition {
	d.Rules = slices.Clone(d.Rules)
	return d
}

// compileRules compiles the tolerability rules, if there are any.
func (r *Rater) compileRules(f *records.Faults, sound bool) {
	d := r.criteria.Tolerability
	if d.Default == "" && len(d.Rules) == 0 {
		return
	}
	set, err := rules.Compile[Facts, Tolerability](d, rules.Limits{})
	f.Within("tolerability", err)
	if err != nil {
		return
	}
	r.rules, r.needs = set, needsOf(set.Reads())
	for i := range d.Rules {
		r.paths = append(r.paths, fmt.Sprintf("tolerability.rules[%d]", i))
	}
	if !sound || r.HasScores() {
		return
	}
	// A score that is not made would stand there as 0, which passes for a low one.
	if _, err := rules.Compile[unscoredFacts, Tolerability](d, rules.Limits{}); err != nil {
		var named records.Faults
		said := ""
		for _, fault := range records.FaultsOf(err) {
			if fault.Path == said { // once for each rule
				continue
			}
			said = fault.Path
			fault.Message = "names a score, and these criteria make none: use level, or let combination.score say how a score is made"
			named.Within("", fault)
		}
		f.Within("tolerability", named.Err())
	}
}

// unscoredFacts are facts the scores of which are no numbers: what asks for one does not compile.
type unscoredFacts struct {
	Facts
	Score      bool               `json:"score"`
	Categories []unscoredCategory `json:"categories"`
	Inherent   unscoredGrade      `json:"inherent"`
	Residual   unscoredGrade      `json:"residual"`
}

type unscoredGrade struct {
	GradeFacts
	Score      bool               `json:"score"`
	Categories []unscoredCategory `json:"categories"`
}

type unscoredCategory struct {
	CategoryFacts
	Score bool `json:"score"`
}

// byRules lets the rules decide.
func (r *Rater) byRules(sheet *factSheet, of *subject, clock records.Clock, ruling *Ruling) error {
	sheet.fill(of, r.needs)
	decision, err := r.rules.Decide(&sheet.facts, clock)
	if err != nil {
		ruling.Basis = OnRule
		if failed := new(rules.RunError); errors.As(err, &failed) {
			ruling.Rule, ruling.Path = failed.Rule, "tolerability."+strings.TrimSuffix(failed.Path, ".when")
		}
		return fmt.Errorf("risk %s: %w", of.risk.ID, err)
	}
	ruling.Outcome, ruling.Basis, ruling.Rule = decision.Outcome, OnRule, decision.Rule()
	if decision.ByDefault() {
		ruling.Basis, ruling.Path = OnDefault, "tolerability.default"
	} else {
		ruling.Path = r.paths[decision.Index]
	}
	return nil
}
