package risk

import (
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

const (
	proceduresThere   conformity.Message = "risk.procedure.there: {0} are covered by procedures in force: {1}"
	proceduresMissing conformity.Message = "risk.procedure.missing: no procedure in force covers {0}: lay down how it is done, have that approved, and give the procedure this purpose"
)

// proceduresCover decides 4.3.1.procedure: procedures in force settle how threats are identified, how
// risks are assessed, and how control measures are chosen and carried out. One may do for all
// three. Whether they are documented and reviewed is for 4.4.4 and 4.4.5.
func proceduresCover(r *conformity.Reader) conformity.Verdict {
	var names, missing []string
	var found []records.Ref
	for _, purpose := range []documents.ProcedurePurpose{documents.ThreatIdentification, documents.RiskAssessment, documents.ControlMeasures} {
		names = append(names, string(purpose))
		p := documents.ProcedureInForce(r, purpose)
		switch {
		case p == nil:
			missing = append(missing, string(purpose))
		case !slices.Contains(found, p.Ref()):
			found = append(found, p.Ref())
		}
	}
	if len(missing) > 0 {
		return conformity.Unmet(proceduresMissing, missing)
	}
	return conformity.Met(proceduresThere, names, found)
}

const (
	methodologyComplete conformity.Message = "risk.methodology.defined: {subject} is in force since {0}, says what it covers, what kind of method it is and when it is applied, and acts ahead of events"
	methodologySilent   conformity.Message = "risk.methodology.silent: {subject} does not say {0}: complete it, and have it approved anew"
	methodologyReactive conformity.Message = "risk.methodology.reactive: {subject} is applied only after events: have it applied at set times or before changes as well"
	methodologyNone     conformity.Message = "risk.methodology.none: no methodology is in force: lay down how threats are found and risks assessed, and have it approved"
	methodologyDraft    conformity.Message = "risk.methodology.draft: {0} has not been approved, and no methodology is in force: have it approved, and record by whom and when"
	methodologyLater    conformity.Message = "risk.methodology.later: {0} takes effect only on {1}, and no methodology is in force until then: bring the day forward"
	methodologyUndated  conformity.Message = "risk.methodology.undated: {0} is approved and does not say from which day it applies, and no methodology is in force: enter the day"
	methodologyGone     conformity.Message = "risk.methodology.withdrawn: {0} was withdrawn on {1} and no methodology has taken its place: have a new one approved"
	methodologyNeeded   conformity.Message = "risk.methodology.needed: no methodology is in force, so that nothing can be said of what it provides for"
	methodologyOther    conformity.Message = "risk.methodology.other: what is asked of the methodology in force is not asked of others"
)

// methodologyDefined decides 4.3.1.method.a for the methodology in force: it says what it covers, what
// kind of method it is, and when it is applied; and not only after events. To apply it before
// something changes counts as ahead of events. Whether it suits the organization is for
// 4.3.1.proportionate.
func methodologyDefined(r *conformity.Reader, m *Methodology) conformity.Verdict {
	if !isInForce(r, m) {
		return conformity.Nothing(methodologyOther)
	}
	var silent []string
	field := ""
	for _, part := range []struct {
		field, name string
		missing     bool
	}{
		{"scope", "what it covers", blank(m.Scope)},
		{"nature", "what kind of method it is", blank(m.Nature)},
		{"timing", "when it is applied", len(m.Timing) == 0},
	} {
		if part.missing {
			silent = append(silent, part.name)
			if field == "" {
				field = part.field
			}
		}
	}
	switch {
	case len(silent) > 0:
		return conformity.Unmet(methodologySilent, silent).At(field)
	case !m.Proactive():
		return conformity.Unmet(methodologyReactive).At("timing")
	}
	return conformity.Met(methodologyComplete, m.EffectiveFrom)
}

func isInForce(r *conformity.Reader, m *Methodology) bool {
	current := methodologyInForce(r)
	return current != nil && current.ID == m.ID
}

// methodologyAtAll decides 4.3.1.method.a where no methodology is in force.
func methodologyAtAll(r *conformity.Reader) conformity.Verdict {
	if methodologyInForce(r) != nil {
		return conformity.Nothing(methodologyOther)
	}
	all := conformity.All[Methodology](r)
	state := func(wanted records.State) *Methodology {
		return all.First(func(m *Methodology) bool { return m.life().State(r) == wanted })
	}
	if m := state(records.Approved); m != nil {
		if m.EffectiveFrom.IsZero() {
			return conformity.Unmet(methodologyUndated, m.Ref())
		}
		return conformity.Unmet(methodologyLater, m.Ref(), m.EffectiveFrom)
	}
	if m := state(records.Draft); m != nil {
		return conformity.Unmet(methodologyDraft, m.Ref())
	}
	if m := all.Latest(func(m *Methodology) records.Date { return m.WithdrawnOn }); m != nil {
		return conformity.Unmet(methodologyGone, m.Ref(), m.WithdrawnOn)
	}
	return conformity.Unmet(methodologyNone)
}

// methodologyAwaited keeps what is asked of the methodology, and of other records beside it, open
// while none is in force: that there is none is for 4.3.1.method.a to fail.
func methodologyAwaited(r *conformity.Reader) conformity.Verdict {
	if methodologyInForce(r) == nil {
		return conformity.Undetermined(methodologyNeeded)
	}
	return conformity.Nothing(methodologyOther)
}

// methodologySuits decides 4.3.1.proportionate: somebody competent has judged that the methodology in
// force is in proportion to the nature and the size of what the organization does. The judgement is
// of that methodology and for that scope: of older ones it says nothing. The standard has a should
// here.
func methodologySuits(r *conformity.Reader, m *Methodology) conformity.Verdict {
	if !isInForce(r, m) {
		return conformity.Nothing(methodologyNeeded)
	}
	judged := []conformity.Judged{{Record: *m, ChangedOn: m.ApprovedOn}}
	if scope := organization.ScopeInForce(r); scope != nil {
		judged = append(judged, conformity.Judged{Record: *scope, ChangedOn: scope.EffectiveFrom})
	}
	return conformity.Attested(r, "4.3.1.proportionate", m.Ref(), judged...)
}

const (
	sourcesThere     conformity.Message = "risk.sources.named: {subject} names {0} sources of information on threats"
	sourcesNone      conformity.Message = "risk.sources.none: {subject} names no source of information on threats: name those that are consulted, each with its interval"
	sourceGone       conformity.Message = "risk.sources.gone: {subject} names {0}, which is not on record: enter the source, or take it off"
	sourceFresh      conformity.Message = "risk.source.fresh: {subject} was consulted on {0}, and has to be again by {1}"
	sourceDue        conformity.Message = "risk.source.due: {subject} has to be consulted for the first time by {0}"
	sourceLate       conformity.Message = "risk.source.late: {subject} was last consulted on {0} and had to be again by {1}: consult it, and record what it says"
	sourceNever      conformity.Message = "risk.source.never: {subject} had to be consulted by {0} and never was: consult it, and record what it says"
	sourceUnset      conformity.Message = "risk.source.unset: nothing says how often {subject} has to be consulted: set an interval"
	sourceUnneeded   conformity.Message = "risk.source.unneeded: no source of information on threats is named by the methodology in force"
	sourceNotStarted conformity.Message = "risk.source.later: a source has to be consulted only from {0} on"
)

// sourcesNamed decides 4.3.1.method.b for the methodology in force: it names sources of information on
// threats. Whether they are consulted is said of each source.
func sourcesNamed(r *conformity.Reader, m *Methodology) conformity.Verdict {
	if !isInForce(r, m) {
		return conformity.Nothing(methodologyOther)
	}
	for _, id := range m.Sources {
		if conformity.Look(r, id) == nil {
			return conformity.Undetermined(sourceGone, id).At("sources")
		}
	}
	if len(m.Sources) == 0 {
		return conformity.Unmet(sourcesNone).At("sources")
	}
	return conformity.Met(sourcesThere, len(m.Sources))
}

// sourceConsulted decides 4.3.1.method.b for each source that the methodology in force names: it was
// consulted, or information came from it, within its interval. Before the first time that runs from
// the day set with the source, or else from when the methodology took effect.
func sourceConsulted(r *conformity.Reader, s *Source) conformity.Verdict {
	m := methodologyInForce(r)
	if m == nil || !methodologiesBySource.Of(r, s.ID).Any(func(other *Methodology) bool { return other.ID == m.ID }) {
		return conformity.Nothing(sourceUnneeded)
	}
	var collected records.Date
	if i := intelligenceBySource.Of(r, s.ID).Latest(func(i *Intelligence) records.Date { return i.CollectedOn }); i != nil {
		collected = i.CollectedOn
	}
	c := s.consultation(r, m.EffectiveFrom, collected)
	due := lastDay(c.From, s.Interval)
	switch {
	case s.Interval.IsZero():
		return conformity.Undetermined(sourceUnset).At("interval")
	case !r.Happened(c.From):
		return conformity.Nothing(sourceNotStarted, c.From)
	case !c.Late(r) && c.Last.IsZero():
		return conformity.Met(sourceDue, due)
	case !c.Late(r):
		return conformity.Met(sourceFresh, c.Last, due)
	case c.Last.IsZero():
		return conformity.Unmet(sourceNever, due).At("consulted_on")
	}
	return conformity.Unmet(sourceLate, c.Last, due).At("consulted_on")
}

const (
	effectivenessThere conformity.Message = "risk.monitoring.effectiveness: {subject} provides for finding out whether measures work"
	effectivenessNone  conformity.Message = "risk.monitoring.noeffectiveness: {subject} provides for no check of whether measures work: lay down how that is found out, and by when"
	timelinessThere    conformity.Message = "risk.monitoring.timeliness: {subject} provides for following the days by which measures are due"
	timelinessNone     conformity.Message = "risk.monitoring.notimeliness: {subject} does not provide for following the days by which measures are due: lay down who does so and how"
)

// effectivenessProvided decides 4.3.1.method.d for the methodology in force: it provides for checks of
// whether measures work. Whether those are made is said of each treatment.
func effectivenessProvided(r *conformity.Reader, m *Methodology) conformity.Verdict {
	switch {
	case !isInForce(r, m):
		return conformity.Nothing(methodologyOther)
	case blank(m.ActionMonitoring.Effectiveness):
		return conformity.Unmet(effectivenessNone).At("action_monitoring.effectiveness")
	}
	return conformity.Met(effectivenessThere)
}

// timelinessProvided decides 4.3.1.method.d.timeliness for the methodology in force: it provides for
// following due dates. Whether they are followed is said of each treatment.
func timelinessProvided(r *conformity.Reader, m *Methodology) conformity.Verdict {
	switch {
	case !isInForce(r, m):
		return conformity.Nothing(methodologyOther)
	case blank(m.ActionMonitoring.Timeliness):
		return conformity.Unmet(timelinessNone).At("action_monitoring.timeliness")
	}
	return conformity.Met(timelinessThere)
}
