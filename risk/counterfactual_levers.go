package risk

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/records"
)

// A lever is one change of a risk, step by step.
type lever struct {
	Measure
	steps int
	scale *Scale
	pull  func(risk *Risk, steps int) // of a risk whose lists are its own; nil for a treatment
}

func (l *lever) measure(steps int) Measure {
	m := l.Measure
	if l.scale != nil {
		m.To = m.From - steps
		m.FromLabel, m.ToLabel = l.scale.Label(m.From), l.scale.Label(m.To)
	}
	return m
}

// pull returns the risk as it is once the levers are pulled so far.
func pull(risk *Risk, levers []lever, steps []int) Risk {
	changed := *risk
	if changed.Residual.IsZero() {
		for i := range levers {
			if levers[i].scale != nil && steps[i] > 0 {
				changed.Residual = changed.Inherent
			}
		}
	}
	changed.Residual.Consequences = slices.Clone(changed.Residual.Consequences)
	changed.Controls = slices.Clone(changed.Controls)
	for i := range levers {
		if l := &levers[i]; steps[i] > 0 && l.pull != nil {
			l.pull(&changed, steps[i])
		}
	}
	return changed
}

func treats(levers []lever, steps []int) bool {
	for i := range levers {
		if levers[i].Kind == PutTreatment && steps[i] > 0 {
			return true
		}
	}
	return false
}

// levers returns what can be done about the risk, or what is wrong with what is said to be possible.
func (r *Rater) levers(rated *Rated, possible Possible) ([]lever, error) {
	var f records.Faults
	var levers []lever
	rating := &rated.Risk.Residual
	if rating.IsZero() {
		rating = &rated.Risk.Inherent
	}
	lower := func(kind MeasureKind, category Category, from int, scale *Scale, pull func(*Risk, int)) {
		if from > 1 {
			levers = append(levers, lever{Measure: Measure{Kind: kind, Category: category, From: from}, steps: from - 1, scale: scale, pull: pull})
		}
	}
	c := &r.criteria
	if possible.Likelihood {
		lower(LowerLikelihood, "", rating.Likelihood, &c.Likelihood, func(risk *Risk, n int) { risk.Residual.Likelihood -= n })
		lower(LowerThreat, "", rating.Threat, &c.Threat, func(risk *Risk, n int) { risk.Residual.Threat -= n })
		lower(LowerVulnerability, "", rating.Vulnerability, &c.Vulnerability, func(risk *Risk, n int) { risk.Residual.Vulnerability -= n })
	}
	for i, category := range possible.Consequences {
		at := fmt.Sprintf("consequences[%d]", i)
		f.Enum(at, category)
		if slices.Contains(possible.Consequences[:i], category) {
			f.Add(at, "%s stands twice: keep one", quote(string(category)))
			continue
		}
		for j := range rating.Consequences {
			if entry := &rating.Consequences[j]; entry.Category == category {
				lower(LowerConsequence, category, entry.Step, &c.Consequence, func(risk *Risk, n int) { risk.Residual.Consequences[j].Step -= n })
			}
		}
	}
	if possible.Treatment && !rated.Treated {
		levers = append(levers, lever{Measure: Measure{Kind: PutTreatment}, steps: 1})
	}
	for i, control := range possible.Controls {
		at := fmt.Sprintf("controls[%d]", i)
		f.Require(at, string(control))
		switch {
		case slices.Contains(possible.Controls[:i], control):
			f.Add(at, "%s stands twice: keep one", quote(string(control)))
		case !slices.Contains(rated.Risk.Controls, control):
			levers = append(levers, lever{Measure: Measure{Kind: PutControl, Control: control}, steps: 1, pull: func(risk *Risk, _ int) { risk.Controls = append(risk.Controls, control) }})
		}
	}
	levers = append(levers, decisionLevers(&f, rated.Risk.Decision, possible.Decisions)...)
	return levers, f.Err()
}

// decisionLevers are the decisions that may be taken in place of the one there is. Of two that are
// both pulled the last one counts, so that no smallest change has two.
func decisionLevers(f *records.Faults, now Decision, possible []Decision) (levers []lever) {
	for i, decision := range possible {
		at := fmt.Sprintf("decisions[%d]", i)
		f.Enum(at, decision)
		switch {
		case slices.Contains(possible[:i], decision):
			f.Add(at, "%s stands twice: keep one", quote(string(decision)))
		case decision != now:
			levers = append(levers, lever{Measure: Measure{Kind: TakeDecision, Decision: decision}, steps: 1, pull: func(risk *Risk, _ int) { risk.Decision = decision }})
		}
	}
	return levers
}
