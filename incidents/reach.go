package incidents

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

// How the checks reach from one record to others.

var (
	mandatesByTask         = conformity.NewIndexAll(func(m *Mandate) []Task { return m.Tasks })
	mandatesByProcedure    = conformity.NewIndex(func(m *Mandate) records.ID[documents.Procedure] { return m.Procedure })
	investigationsOf       = conformity.NewIndexAll(func(v *Investigation) []records.ID[Incident] { return v.Incidents })
	investigationsByCause  = conformity.NewIndexAll(causesFound)
	actionsByInvestigation = conformity.NewIndex(func(a *Action) records.ID[Investigation] { return a.Investigation })
	actionsByReopening     = conformity.NewIndexAll(func(a *Action) []records.ID[Incident] {
		var because []records.ID[Incident]
		for _, reopening := range a.Reopenings {
			because = append(because, reopening.Because)
		}
		return because
	})
	actionsByFollowed = conformity.NewIndex(func(a *Action) records.ID[Action] { return a.Follows })
	incidentsByRisk   = conformity.NewIndexAll(func(x *Incident) []records.ID[risk.Risk] { return x.Risks })
	changesByRisk     = conformity.NewIndexAll(risksOfChange)
)

func causesFound(v *Investigation) []records.ID[Cause] {
	causes := make([]records.ID[Cause], len(v.Causes))
	for i, found := range v.Causes {
		causes[i] = found.Cause
	}
	return causes
}

func risksOfChange(x *change.Change) []records.ID[risk.Risk] {
	risks := make([]records.ID[risk.Risk], len(x.Risks))
	for i, v := range x.Risks {
		risks[i] = v.Risk
	}
	return risks
}

// procedureInForce returns a procedure for incidents and actions that is in force and satisfies
// the condition, or nil. It becomes evidence.
func procedureInForce(r *conformity.Reader, holds func(*documents.Procedure) bool) *documents.Procedure {
	return documents.ProceduresFor(r, documents.IncidentsAndActions).First(func(p *documents.Procedure) bool {
		return p.InForce(r) && holds(p)
	})
}

func anyProcedure(*documents.Procedure) bool { return true }

// empowered returns a mandate that gives a role the task under a procedure in force, or nil.
func empowered(r *conformity.Reader, task Task) *Mandate {
	return mandatesByTask.Of(r, task).First(func(m *Mandate) bool { return m.Gives(task) && inEffect(r, m) })
}

// inEffect reports whether a mandate lasts, is given to a role that there is, and rests on a
// procedure for incidents and actions that is in force.
func inEffect(r *conformity.Reader, m *Mandate) bool {
	if !m.Holds(r) {
		return false
	}
	procedure := conformity.Look(r, m.Procedure)
	if procedure == nil || !procedure.Serves(documents.IncidentsAndActions) || !procedure.InForce(r) {
		return false
	}
	role := conformity.Look(r, m.Role)
	return role != nil && role.Exists(r)
}

// hadAuthority returns a mandate for the task that a role gave the person on that day, or nil.
// What happened is judged by who held what then. Whether the day has come is for the caller.
func hadAuthority(r *conformity.Reader, task Task, person records.ID[records.Person], day records.Date) *Mandate {
	return mandatesByTask.Of(r, task).First(func(m *Mandate) bool {
		return m.Gives(task) && m.on(day) && heldRole(conformity.Look(r, m.Role), person, day)
	})
}

func heldRole(role *organization.Role, person records.ID[records.Person], day records.Date) bool {
	return role != nil && role.HeldBy(person, day)
}

// investigated returns the investigation of an incident that has begun, or nil.
func investigated(r *conformity.Reader, x *Incident) *Investigation {
	return investigationsOf.Of(r, x.ID).First(func(v *Investigation) bool { return v.Begun(r) })
}

// recurrence returns an incident in which a cause that the action was to remove came back
// within the watch that began with its completion, and the investigation that found so; nil
// where there is none.
func recurrence(r *conformity.Reader, a *Action) (*Incident, *Investigation) {
	if a.WatchedUntil(r).IsZero() {
		return nil, nil
	}
	for _, cause := range a.Causes {
		found := investigationsByCause.Of(r, cause).Where(func(v *Investigation) bool { return v.Completed(r) })
		for v := range found {
			for _, id := range v.Incidents {
				if x := conformity.Look(r, id); x != nil && a.struckAgain(r, x) {
					return x, v
				}
			}
		}
	}
	return nil, nil
}
