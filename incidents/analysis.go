package incidents

import (
	"cmp"
	"slices"

	"github.com/iso28000/iso28000/records"
)

// An Analysis counts what happened in a period by what it has in common, so that one sees
// where to look for root causes. It is made by [Analyse], and goes into management review.
type Analysis struct {
	From, Until records.Date // both days are part of it
	Incidents   int          // in all
	ByKind      []Count
	BySeverity  []Count
	BySite      []Count
	ByActivity  []Count
	ByAgency    []Count
	ByWeekday   []Count
	ByImpact    []Count // on what; an incident may count several times
	ByCause     []Count // by cause, as investigations have found; as above
	ByCategory  []Count // by category of root causes
	Slowest     int     // most days from an occurrence to its report
	Unreported  int     // occurred, and nobody has reported it
	Open        int     // not closed by the last day
}

// A Count is how often something occurs.
type Count struct {
	What string
	N    int
}

// unsaid stands for what nobody has entered.
const unsaid = "(not said)"

// Analyse counts the incidents that occurred from one day until another, with what was known of
// them by the end of the last. Counts are sorted by how often, then by what.
func Analyse(incidents []Incident, investigations []Investigation, causes []Cause, from, until records.Date) Analysis {
	a := Analysis{From: from, Until: until}
	clock := records.At(until.Start())
	categories := make(map[records.ID[Cause]]CauseCategory, len(causes))
	for _, c := range causes {
		categories[c.ID] = c.Category
	}
	within := make(map[records.ID[Incident]]bool, len(incidents))
	var kinds, severities, sites, activities, agencies, weekdays, impacts tally
	for i := range incidents {
		x := &incidents[i]
		if x.OccurredOn.IsZero() || x.OccurredOn.Before(from) || x.OccurredOn.After(until) || within[x.ID] {
			continue
		}
		within[x.ID] = true
		a.Incidents++
		kinds.add(string(x.Kind))
		severities.add(string(x.Severity))
		sites.add(x.Site)
		activities.add(x.Activity)
		agencies.add(x.Agency)
		weekdays.add(x.OccurredOn.Start().Weekday().String())
		for _, impact := range x.Impacts {
			impacts.add(string(impact.On))
		}
		if clock.Happened(x.ReportedOn) {
			a.Slowest = max(a.Slowest, daysBetween(x.OccurredOn, x.ReportedOn))
		} else {
			a.Unreported++
		}
		if x.State(clock) != Closed {
			a.Open++
		}
	}
	var found, roots tally
	for i := range investigations {
		v := &investigations[i]
		if !v.Completed(clock) || !slices.ContainsFunc(v.Incidents, func(id records.ID[Incident]) bool { return within[id] }) {
			continue
		}
		for _, c := range v.Causes {
			found.add(string(c.Cause))
			if c.Root {
				roots.add(string(categories[c.Cause]))
			}
		}
	}
	a.ByKind, a.BySeverity, a.BySite, a.ByActivity, a.ByAgency = kinds.counts(), severities.counts(), sites.counts(), activities.counts(), agencies.counts()
	a.ByWeekday, a.ByImpact, a.ByCause, a.ByCategory = weekdays.counts(), impacts.counts(), found.counts(), roots.counts()
	return a
}

func daysBetween(from, until records.Date) int {
	return int((until.Start().Unix() - from.Start().Unix()) / (24 * 60 * 60))
}

type tally struct{ n map[string]int }

func (t *tally) add(what string) {
	if t.n == nil {
		t.n = map[string]int{}
	}
	if blank(what) {
		what = unsaid
	}
	t.n[what]++
}

func (t *tally) counts() []Count {
	counts := make([]Count, 0, len(t.n))
	for what, n := range t.n {
		counts = append(counts, Count{what, n})
	}
	slices.SortFunc(counts, func(a, b Count) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.What, b.What)) })
	return counts
}

// A Recurrence is that a cause which a completed action was to remove was found again, in an
// incident within the watch of the action.
type Recurrence struct {
	Action        records.ID[Action]
	Cause         records.ID[Cause]
	Incident      records.ID[Incident]
	Investigation records.ID[Investigation] // that found it
	OccurredOn    records.Date
	WatchedUntil  records.Date
}

// Recurrences returns what has come back by the time of the clock although a completed action
// was to remove it: each calls for the action to be reopened. They are sorted by action, then
// by day.
func Recurrences(actions []Action, incidents []Incident, investigations []Investigation, clock records.Clock) []Recurrence {
	occurred := make(map[records.ID[Incident]]*Incident, len(incidents))
	for i := len(incidents) - 1; i >= 0; i-- {
		occurred[incidents[i].ID] = &incidents[i]
	}
	finders := map[records.ID[Cause]][]*Investigation{}
	for i := range investigations {
		for _, cause := range causesFound(&investigations[i]) {
			finders[cause] = append(finders[cause], &investigations[i])
		}
	}
	var list []Recurrence
	for i := range actions {
		a := &actions[i]
		for _, cause := range a.Causes {
			for _, v := range finders[cause] {
				if !v.Completed(clock) {
					continue
				}
				for _, id := range v.Incidents {
					if x := occurred[id]; x != nil && a.struckAgain(clock, x) {
						list = append(list, Recurrence{a.ID, cause, id, v.ID, x.OccurredOn, a.WatchedUntil(clock)})
					}
				}
			}
		}
	}
	slices.SortFunc(list, func(a, b Recurrence) int {
		return cmp.Or(cmp.Compare(a.Action, b.Action), a.OccurredOn.Compare(b.OccurredOn), cmp.Compare(a.Incident, b.Incident),
			cmp.Compare(a.Cause, b.Cause), cmp.Compare(a.Investigation, b.Investigation))
	})
	return slices.Compact(list)
}

// struckAgain reports whether the incident lies within the watch. One on the day of the
// completion itself counts as before it.
func (a *Action) struckAgain(clock records.Clock, x *Incident) bool {
	completed, until := a.Completed(clock), a.WatchedUntil(clock)
	return !completed.IsZero() && !until.IsZero() && x.OccurredOn.After(completed) && !x.OccurredOn.After(until)
}
