package iso28000

import (
	"reflect"
	"slices"
	"time"

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

// An Option changes how [Assess] assesses.
type Option func(*assessment)

type assessment struct {
	checks  []conformity.Check[*System]
	options conformity.Options
}

// WithChecks adds checks of the host's own. They stand in the report beside the standard's,
// each under its own scheme.
func WithChecks(checks ...conformity.Check[*System]) Option {
	return func(a *assessment) { a.checks = append(a.checks, checks...) }
}

// WithOptions says how many met findings are kept and how grades are proposed.
func WithOptions(options conformity.Options) Option {
	return func(a *assessment) { a.options = options }
}

// Assess decides every requirement of ISO 28000:2007 for the system, as of an instant: facts
// dated after it have not happened. The same system and instant give the same report, to the
// byte. The system must not change meanwhile; any number of assessments may run at once.
func Assess(system *System, at time.Time, options ...Option) *conformity.Report {
	a := assessment{checks: Checks()}
	for _, option := range options {
		option(&a)
	}
	return conformity.Assess(system, a.checks, at, a.options)
}

// AssessLive assesses as [Assess] does and keeps the report up to date while records change:
// see [conformity.Live]. The system is handed over with it.
func AssessLive(system *System, at time.Time, options ...Option) (*conformity.Live[*System], error) {
	a := assessment{checks: Checks()}
	for _, option := range options {
		option(&a)
	}
	return conformity.NewLive(system, a.checks, at, a.options)
}

// Checks returns the checks of all clauses, in the order of the packages that hold them.
func Checks() []conformity.Check[*System] {
	return slices.Concat(
		conformity.For(organization.Checks(), inputOf[organization.Input]),
		conformity.For(documents.Checks(), inputOf[documents.Input]),
		conformity.For(policy.Checks(), inputOf[policy.Input]),
		conformity.For(risk.Checks(), inputOf[risk.Input]),
		conformity.For(legal.Checks(), inputOf[legal.Input]),
		conformity.For(objectives.Checks(), inputOf[objectives.Input]),
		conformity.For(competence.Checks(), inputOf[competence.Input]),
		conformity.For(competence.AuthorChecks(), inputOf[competence.Input]), // of judgements, whatever their clause
		conformity.For(communication.Checks(), inputOf[communication.Input]),
		conformity.For(controls.Checks(), inputOf[controls.Input]),
		conformity.For(equipment.Checks(), inputOf[equipment.Input]),
		conformity.For(suppliers.Checks(), inputOf[suppliers.Input]),
		conformity.For(change.Checks(), inputOf[change.Input]),
		conformity.For(emergency.Checks(), inputOf[emergency.Input]),
		conformity.For(incidents.Checks(), inputOf[incidents.Input]),
		conformity.For(monitoring.Checks(), inputOf[monitoring.Input]),
		conformity.For(evaluation.Checks(), inputOf[evaluation.Input]),
		conformity.For(audit.Checks(), inputOf[audit.Input]),
		conformity.For(review.Checks(), inputOf[review.Input]),
		maintained(),
		established(),
	)
}

// inputOf gives the checks of a package the lists that they look at: to each field of the
// input the list of the system that holds records of that type. That there is one for each
// field is held by a test.
func inputOf[In any](system *System) In {
	var in In
	input, lists := reflect.ValueOf(&in).Elem(), reflect.ValueOf(system).Elem()
	for i := range input.NumField() {
		for j := range lists.NumField() {
			if lists.Field(j).Type() == input.Field(i).Type() {
				input.Field(i).Set(lists.Field(j))
			}
		}
	}
	return in
}
