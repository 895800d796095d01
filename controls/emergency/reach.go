package emergency

import (
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// How the checks reach from one record to others. Assessments of the whole register, and
// plans for the whole scope, stand under the empty key.

var (
	assessmentsByRisk = conformity.NewIndexAll(func(a *risk.Assessment) []records.ID[risk.Risk] {
		if a.WholeRegister {
			return []records.ID[risk.Risk]{""}
		}
		return a.Risks
	})
	replacements     = conformity.NewIndexAll(func(a *risk.Assessment) []records.ID[risk.Assessment] { return a.Replaces })
	scenariosByRisk  = conformity.NewIndexAll(func(s *Scenario) []records.ID[risk.Risk] { return s.Risks })
	exclusionsByRisk = conformity.NewIndex(func(x *Exclusion) records.ID[risk.Risk] { return x.Risk })
	plansByResponse  = conformity.NewIndexAll(func(p *Plan) []records.ID[Scenario] {
		scenarios := make([]records.ID[Scenario], len(p.Responses))
		for i, response := range p.Responses {
			scenarios[i] = response.Scenario
		}
		return scenarios
	})
	plansByMeasure = conformity.NewIndexAll(func(p *Plan) []records.ID[Scenario] {
		var scenarios []records.ID[Scenario]
		for _, m := range p.Measures {
			scenarios = append(scenarios, m.Scenarios...)
		}
		return scenarios
	})
	plansBySite = conformity.NewIndexAll(func(p *Plan) []string { return orWhole(p.WholeScope, p.Sites) })
	plansByUnit = conformity.NewIndexAll(func(p *Plan) []string { return orWhole(p.WholeScope, p.Units) })
	plansByRole = conformity.NewIndexAll((*Plan).Roles)

	reviewsByPlan = conformity.NewIndexAll(func(v *Review) []records.ID[Plan] { return v.Plans })
	drillsByPlan  = conformity.NewIndexAll(func(d *Drill) []records.ID[Plan] { return d.Plans })
)

func orWhole(whole bool, list []string) []string {
	if whole {
		return []string{""}
	}
	return list
}

// assessed reports whether an assessment in force covers the risk. It becomes evidence.
func assessed(r *conformity.Reader, id records.ID[risk.Risk]) bool {
	return assessmentsByRisk.Of(r, id).Any(inForceAmong(r)) || assessmentsByRisk.Of(r, "").Any(inForceAmong(r))
}

// inForceAmong asks of an assessment whether it is in force: by itself, and that none which
// came into force has taken its place. What has becomes evidence.
func inForceAmong(r *conformity.Reader) func(*risk.Assessment) bool {
	return func(a *risk.Assessment) bool {
		return a.ApprovedBy != "" && assessmentLife(a).State(r) == records.InForce &&
			!replacements.Of(r, a.ID).Any(func(other *risk.Assessment) bool {
				return other.ID != a.ID && other.ApprovedBy != "" && assessmentLife(other).TookEffect(r)
			})
	}
}

func assessmentLife(a *risk.Assessment) records.Life {
	return records.Life{ApprovedOn: a.ApprovedOn, EffectiveFrom: a.PerformedOn, WithdrawnOn: a.WithdrawnOn}
}

// current reports whether a plan is in force.
func current(r *conformity.Reader) func(*Plan) bool {
	return func(p *Plan) bool { return p.InForce(r) }
}

// planFor returns a plan in force that satisfies the condition and says what is done when the
// scenario comes true, or nil. It becomes evidence.
func planFor(r *conformity.Reader, id records.ID[Scenario], holds func(*Response) bool) *Plan {
	return plansByResponse.Of(r, id).First(func(p *Plan) bool { return p.InForce(r) && holds(p.For(id)) })
}

// planAt returns a plan in force for a site that is about more than recovery, or nil.
func planAt(r *conformity.Reader, site string) *Plan {
	readies := func(p *Plan) bool { return p.InForce(r) && (p.Is(Preparedness) || p.Is(ResponsePlan)) }
	if p := plansBySite.Of(r, site).First(readies); p != nil && site != "" {
		return p
	}
	return plansBySite.Of(r, "").First(func(p *Plan) bool { return p.WholeScope && readies(p) })
}

// lastReview returns the latest review that said whether the plan is effective, or nil.
func lastReview(r *conformity.Reader, p *Plan) *Review {
	return reviewsByPlan.Of(r, p.ID).Latest(func(v *Review) records.Date {
		if v.Conclusion == "" {
			return records.Date{}
		}
		return v.On
	})
}

// lastDrill returns the latest drill that tried the plan out, or nil.
func lastDrill(r *conformity.Reader, p *Plan) *Drill {
	return drillsByPlan.Of(r, p.ID).Latest(func(d *Drill) records.Date {
		if !d.Counts(r) {
			return records.Date{}
		}
		return d.HeldOn
	})
}

// drilledScenario returns the latest drill that tried out what the plan does about a scenario, or nil.
func drilledScenario(r *conformity.Reader, p *Plan, scenario records.ID[Scenario]) *Drill {
	return drillsByPlan.Of(r, p.ID).Latest(func(d *Drill) records.Date {
		if !d.Counts(r) || !slices.Contains(d.Scenarios, scenario) {
			return records.Date{}
		}
		return d.HeldOn
	})
}
