package risk

import (
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// How the checks reach from one record to others. An assessment of the whole register stands
// under the empty id.

var (
	assessmentsByRisk = conformity.NewIndexAll(func(a *Assessment) []records.ID[Risk] {
		if a.WholeRegister {
			return []records.ID[Risk]{""}
		}
		return a.Risks
	})
	assessmentsByThreat = conformity.NewIndexAll(func(a *Assessment) []records.ID[Threat] {
		if a.WholeRegister {
			return []records.ID[Threat]{""}
		}
		return a.Threats
	})
	replacements          = conformity.NewIndexAll(func(a *Assessment) []records.ID[Assessment] { return a.Replaces })
	treatmentsByRisk      = conformity.NewIndexAll(func(t *Treatment) []records.ID[Risk] { return t.Risks })
	acceptancesByRisk     = conformity.NewIndex(func(a *Acceptance) records.ID[Risk] { return a.Risk })
	risksByControl        = conformity.NewIndexAll(func(r *Risk) []records.ID[Control] { return r.Controls })
	controlsByTreatment   = conformity.NewIndex(func(c *Control) records.ID[Treatment] { return c.Treatment })
	intelligenceBySource  = conformity.NewIndex(func(i *Intelligence) records.ID[Source] { return i.Source })
	methodologiesBySource = conformity.NewIndexAll(func(m *Methodology) []records.ID[Source] { return m.Sources })
	threatsByWeight       = conformity.NewIndex(func(t *Threat) records.Answer { return t.Significant })
)

// methodologyInForce returns the methodology in force, or nil. It becomes evidence.
func methodologyInForce(r *conformity.Reader) *Methodology { return inForceMethodology.Of(r) }

var inForceMethodology = conformity.NewView(func(r *conformity.Reader) *Methodology {
	latest := conformity.All[Methodology](r).Latest(func(m *Methodology) records.Date {
		if !m.life().TookEffect(r) {
			return records.Date{}
		}
		return m.EffectiveFrom
	})
	if latest == nil || r.Happened(latest.WithdrawnOn) {
		return nil
	}
	return latest
})

// The latest assessments of the whole register: asked for each risk and threat, and the same
// for all of them.
var (
	wholeRiskRegister   = conformity.NewView(func(r *conformity.Reader) *Assessment { return latestInForce(r, assessmentsByRisk.Of(r, "")) })
	wholeThreatRegister = conformity.NewView(func(r *conformity.Reader) *Assessment { return latestInForce(r, assessmentsByThreat.Of(r, "")) })
)

// assessmentInForce reports whether an assessment is in force. One that has replaced it becomes evidence.
func assessmentInForce(r *conformity.Reader, a *Assessment) bool {
	return a.runs(r) && !replaced(r, a)
}

func replaced(r *conformity.Reader, a *Assessment) bool {
	return replacements.Of(r, a.ID).Any(func(other *Assessment) bool { return other.supersedes(a.ID, r) })
}

// assessmentOfRisk returns the assessment of a risk, or nil: of those in force that cover it the
// one performed last. It becomes evidence.
func assessmentOfRisk(r *conformity.Reader, id records.ID[Risk]) *Assessment {
	return performedLast(latestInForce(r, assessmentsByRisk.Of(r, id)), wholeRiskRegister.Of(r))
}

// assessmentOfThreat is assessmentOfRisk for a threat.
func assessmentOfThreat(r *conformity.Reader, id records.ID[Threat]) *Assessment {
	return performedLast(latestInForce(r, assessmentsByThreat.Of(r, id)), wholeThreatRegister.Of(r))
}

// latestInForce asks only of the one performed last whether it was replaced, and goes on to the one
// before where it was: so that the evidence is not all assessments that there ever were.
func latestInForce(r *conformity.Reader, rows conformity.Rows[Assessment]) *Assessment {
	var passed []records.ID[Assessment]
	for {
		last := rows.Latest(func(a *Assessment) records.Date {
			if !a.runs(r) || slices.Contains(passed, a.ID) {
				return records.Date{}
			}
			return a.PerformedOn
		})
		if last == nil || !replaced(r, last) {
			return last
		}
		passed = append(passed, last.ID)
	}
}

func performedLast(listed, whole *Assessment) *Assessment {
	if listed == nil || whole != nil && whole.PerformedOn.After(listed.PerformedOn) {
		return whole
	}
	return listed
}

// criteriaOf names the criteria by which the risks of an assessment are rated: its own, or else
// those of its methodology.
func criteriaOf(r *conformity.Reader, a *Assessment) records.ID[Criteria] {
	if a.Criteria != "" {
		return a.Criteria
	}
	if m := conformity.Look(r, a.Methodology); m != nil {
		return m.Criteria
	}
	return ""
}

// compiled criteria are a rater, or the faults that stand in its way.
type compiled struct {
	rater *Rater
	err   error
}

// raters compiles each criteria once for an assessment of the system, not for each risk.
var raters = conformity.NewMemo(func(c *Criteria) compiled {
	rater, err := c.Compile()
	return compiled{rater, err}
})

// What a methodology and an assessment say of classes of risks, by class.
var (
	intervalsByClass = conformity.NewMemo((*Methodology).classIntervals)
	reasonsByClass   = conformity.NewMemo((*Assessment).classReasons)
)

// raterOf returns the criteria made ready for use, or nil where they are not on record or have faults.
func raterOf(r *conformity.Reader, id records.ID[Criteria]) *Rater {
	c, _ := raters.Of(r, id)
	return c.rater
}
