package iso28000

import (
	"slices"

	"github.com/iso28000/iso28000/audit"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls"
	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/controls/communication"
	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/controls/emergency"
	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/controls/suppliers"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/review"
	"github.com/iso28000/iso28000/review/evaluation"
	"github.com/iso28000/iso28000/review/monitoring"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/risk/legal"
)

// WithAdvice has the report say as well how far the system follows what the guide to the
// standard suggests: see [conformity.Report.Advice]. The guide demands nothing, and so advice
// changes no verdict, total or lapse. Without this option there is none.
func WithAdvice() Option {
	return func(a *assessment) { a.checks = append(a.checks, Advice()...) }
}

// Advice returns the checks of what the guide suggests, in its order. They decide no requirement.
func Advice() []conformity.Check[*System] {
	checks := slices.Concat(
		conformity.For(organization.Advice(), inputOf[organization.Input]),
		conformity.For(documents.Advice(), inputOf[documents.Input]),
		conformity.For(policy.Advice(), inputOf[policy.Input]),
		conformity.For(risk.Advice(), inputOf[risk.Input]),
		conformity.For(legal.Advice(), inputOf[legal.Input]),
		conformity.For(objectives.Advice(), inputOf[objectives.AdviceInput]),
		conformity.For(competence.Advice(), inputOf[competence.Input]),
		conformity.For(communication.Advice(), inputOf[communication.Input]),
		conformity.For(controls.Advice(), inputOf[controls.AdviceInput]),
		conformity.For(equipment.Advice(), inputOf[equipment.Input]),
		conformity.For(suppliers.Advice(), inputOf[suppliers.Input]),
		conformity.For(change.Advice(), inputOf[change.AdviceInput]),
		conformity.For(emergency.Advice(), inputOf[emergency.Input]),
		conformity.For(incidents.Advice(), inputOf[incidents.Input]),
		conformity.For(monitoring.Advice(), inputOf[monitoring.AdviceInput]),
		conformity.For(evaluation.Advice(), inputOf[evaluation.Input]),
		conformity.For(audit.Advice(), inputOf[audit.AdviceInput]),
		conformity.For(review.Advice(), inputOf[review.AdviceInput]),
	)
	place, at := map[string]int{}, 0
	for s := range conformity.Suggestions() {
		place[s.ID] = at
		at++
	}
	slices.SortStableFunc(checks, func(a, b conformity.Check[*System]) int { return place[a.Requirement()] - place[b.Requirement()] })
	return checks
}
