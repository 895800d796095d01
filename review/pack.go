package review

import (
	"slices"

	"github.com/iso28000/iso28000/audit"
	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/controls/communication"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/review/evaluation"
	"github.com/iso28000/iso28000/review/monitoring"
)

// Material is what a pack is gathered from: the lists that the host has, whole.
type Material struct {
	Reviews      []Review
	Decisions    []Decision
	Audits       []audit.Audit
	Findings     []audit.Finding
	Evaluations  []evaluation.Evaluation
	Messages     []communication.Message
	Measurements []monitoring.Measurement
	Objectives   []objectives.Objective
	Targets      []objectives.Target
	Actions      []incidents.Action
	Changes      []change.Change
}

// A Pack is what there is for the inputs of a review.
type Pack struct {
	Since  records.Date // the day of the review before; no day where there was none
	On     records.Date
	Inputs []Gathered // one a kind, in the order of the standard
}

// Gathered is what there is for one input.
type Gathered struct {
	Kind    Kind          `json:"kind"`
	State   InputState    `json:"state"`
	Records []records.Ref `json:"records,omitempty"` // in the order of their ids
}

// InputState says whether there is something for an input.
type InputState string

// The states. Nothing on record is missing until somebody states that there is nothing.
const (
	Present         InputState = "present"
	NothingToReport InputState = "nothing to report" // stated in the review that is being prepared
	Missing         InputState = "missing"
)

// Gather makes the pack for a review on a day: for each input the records since the review
// before. A kind for which there are none is missing, unless the review that is planned for
// the day states that there is nothing to report.
func Gather(m Material, on records.Date) Pack {
	pack := Pack{On: on, Since: before(m.Reviews, on)}
	since := func(d records.Date) bool { return !d.IsZero() && d.After(pack.Since) && !d.After(on) }
	clock := records.At(on.Start())
	found := map[Kind][]records.Ref{}
	add := func(kind Kind, e records.Entity) { found[kind] = append(found[kind], e.Ref()) }
	for _, a := range m.Audits {
		if since(a.Report.On) {
			add(AuditResults, a)
		}
	}
	for _, x := range m.Findings {
		if x.Grade == audit.Opportunity && reportedSince(m.Audits, x.Audit, since) {
			add(Recommendations, x)
		}
	}
	for _, e := range m.Evaluations {
		switch {
		case !since(e.On):
		case e.Kind == evaluation.LegalCompliance:
			add(LegalCompliance, e)
		case e.Kind == evaluation.BestPractice || e.Kind == evaluation.PolicyAndObjectives:
			add(OtherCompliance, e)
		}
	}
	for _, c := range m.Messages {
		switch {
		case c.Direction != communication.Incoming || !since(c.ReceivedOn):
		case c.Kind == communication.Suggestion:
			add(Recommendations, c)
		default:
			add(ExternalCommunication, c)
		}
	}
	for _, x := range m.Measurements {
		if since(x.On) {
			add(SecurityPerformance, x)
		}
	}
	for _, o := range m.Objectives {
		if o.InForce(clock) {
			add(ObjectivesAndTargets, o)
		}
	}
	for _, t := range m.Targets {
		if t.InForce(clock) {
			add(ObjectivesAndTargets, t)
		}
	}
	for _, a := range m.Actions {
		if a.Open(clock) {
			add(ActionStatus, a)
		}
	}
	for _, d := range m.Decisions {
		if held := heldOn(m.Reviews, d.Review); !held.IsZero() && held.Before(on) {
			add(FollowUp, d)
		}
	}
	for _, c := range m.Changes {
		if since(c.EffectiveOn) {
			add(ChangingCircumstances, c)
		}
	}
	planned := plannedFor(m.Reviews, on)
	for _, kind := range kinds {
		g := Gathered{Kind: kind, State: Missing, Records: found[kind]}
		slices.SortFunc(g.Records, records.Ref.Compare)
		if len(g.Records) > 0 {
			g.State = Present
		} else if planned != nil {
			if in, stated := planned.Input(kind); stated && in.NothingToReport != "" {
				g.State = NothingToReport
			}
		}
		pack.Inputs = append(pack.Inputs, g)
	}
	return pack
}

// before returns the day of the latest review held before a day, or no day.
func before(reviews []Review, on records.Date) records.Date {
	var latest records.Date
	for _, v := range reviews {
		if v.HeldOn.Before(on) && v.HeldOn.After(latest) {
			latest = v.HeldOn
		}
	}
	return latest
}

func heldOn(reviews []Review, id records.ID[Review]) records.Date {
	for _, v := range reviews {
		if v.ID == id {
			return v.HeldOn
		}
	}
	return records.Date{}
}

func plannedFor(reviews []Review, on records.Date) *Review {
	for i := range reviews {
		if reviews[i].HeldOn == on || reviews[i].HeldOn.IsZero() && reviews[i].PlannedOn == on {
			return &reviews[i]
		}
	}
	return nil
}

func reportedSince(audits []audit.Audit, id records.ID[audit.Audit], since func(records.Date) bool) bool {
	return slices.ContainsFunc(audits, func(a audit.Audit) bool { return a.ID == id && since(a.Report.On) })
}
