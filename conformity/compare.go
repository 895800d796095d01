package conformity

import (
	"iter"
	"slices"
	"time"
)

// A Difference is how two reports differ on one requirement: what a change does, or what time
// has done.
type Difference struct {
	Requirement
	Before, After Status    // none where the report does not have the requirement
	Gone          []Finding // what was said and is not any more
	New           []Finding // what is said now and was not
}

// Compare returns how a report differs from an earlier one, in the order of the standard:
// requirements whose status is another, or about which something else is said. A finding whose
// record, message and status are as before is the same, though its evidence or the day on
// which it lapses may be others. Where a report only counts some of the met findings of a
// requirement, those that are met are left out of Gone and New.
func Compare(before, after *Report) []Difference {
	var differences []Difference
	earlier := make(map[string]*Result, len(before.results))
	for i := range before.results {
		earlier[before.results[i].ID] = &before.results[i]
	}
	for i := range after.results {
		now := &after.results[i]
		then := earlier[now.ID]
		delete(earlier, now.ID)
		if then == nil {
			then = &Result{}
		}
		differences = appendDifference(differences, now.Requirement, then, now)
	}
	for i := range before.results {
		if then := &before.results[i]; earlier[then.ID] != nil {
			differences = appendDifference(differences, then.Requirement, then, &Result{})
		}
	}
	return differences
}

func appendDifference(list []Difference, requirement Requirement, then, now *Result) []Difference {
	d := Difference{
		Requirement: requirement, Before: then.Status, After: now.Status,
	}
	all := then.MetNotShown+now.MetNotShown == 0
	d.Gone, d.New = beyond(then.Findings, now.Findings, all), beyond(now.Findings, then.Findings, all)
	if d.Before == d.After && len(d.Gone)+len(d.New) == 0 {
		return list
	}
	return append(list, d)
}

type saidKey struct {
	id     string
	status Status
}

// beyond returns the findings that the others have not.
func beyond(findings, others []Finding, met bool) []Finding {
	said := make(map[saidKey]bool, len(others))
	for _, f := range others {
		said[saidKey{f.ID(), f.Status}] = true
	}
	var rest []Finding
	for _, f := range findings {
		if !said[saidKey{f.ID(), f.Status}] && (met || f.Status != StatusMet) {
			rest = append(rest, f)
		}
	}
	return rest
}

// A Foretold is a change of a requirement's status that comes with time alone.
type Foretold struct {
	At time.Time
	Requirement
	From, To Status
}

// Forecast yields how the statuses of requirements change from the report's instant up to
// another, which is not included, if nobody changes a record: in the order of time, and at one
// instant in that of the standard. A waiver that runs out changes no status.
func (r *Report) Forecast(until time.Time) iter.Seq[Foretold] {
	var list []Foretold
	for i := range r.results {
		result := &r.results[i]
		from := result.Status
		for _, turn := range result.Turns {
			if !turn.At.Before(until) {
				break
			}
			list = append(list, Foretold{turn.At, result.Requirement, from, turn.Status})
			from = turn.Status
		}
	}
	slices.SortStableFunc(list, func(a, b Foretold) int { return a.At.Compare(b.At) })
	return slices.Values(list)
}
