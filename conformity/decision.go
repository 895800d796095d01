package conformity

import (
	"cmp"
	"slices"
	"time"

	"github.com/iso28000/iso28000/records"
)

// A decision gathers what the checks say about one requirement.
type decision struct {
	requirement Requirement
	checked     bool
	findings    []Finding
	met         int         // findings kept that are met
	dropped     int         // met findings beyond the limit
	pruned      bool        // whether some were dropped,
	last        Finding     // and then the last met one that was kept
	ahead       []Finding   // what is not said yet and will be
	nothing     Verdict     // the first word of a check that had nothing to judge
	about       records.Ref // the record it was said of
	round, from int         // the check that runs, counted from 1; the one whose word it is
	timeline    timeline
}

// hush keeps why there is nothing to judge: the first word by the order of the checks and then
// of the records, so that the order of a file changes nothing.
func (d *decision) hush(subject records.Ref, v Verdict) {
	if v.message != "" && (d.nothing.message == "" || d.from == d.round && subject.Compare(d.about) < 0) {
		d.nothing, d.about, d.from = v, subject, d.round
	}
}

// wants says whether a finding is to be kept. Of met ones beyond the limit those are kept that
// lapse first, since they are what somebody will have to act on; the others are counted.
func (d *decision) wants(status Status, lapses time.Time, subject records.Ref) bool {
	if status != StatusMet || !d.pruned || compareUrgency(lapses, subject, d.last.Lapses, d.last.Subject) <= 0 {
		return true
	}
	d.dropped++
	return false
}

func (d *decision) add(f Finding, limit int) {
	d.findings = append(d.findings, f)
	if f.Status != StatusMet {
		return
	}
	if d.met++; d.met > 2*limit {
		d.prune(limit)
	}
}

// prune drops met findings down to the limit.
func (d *decision) prune(limit int) {
	if d.met <= limit {
		return
	}
	var met []Finding
	rest := d.findings[:0]
	for _, f := range d.findings {
		if f.Status == StatusMet {
			met = append(met, f)
		} else {
			rest = append(rest, f)
		}
	}
	slices.SortStableFunc(met, func(a, b Finding) int { return compareUrgency(a.Lapses, a.Subject, b.Lapses, b.Subject) })
	d.findings = append(rest, met[:limit]...)
	d.dropped += len(met) - limit
	d.met = limit
	if limit > 0 {
		d.pruned, d.last = true, met[limit-1]
	}
}

func compareUrgency(lapses time.Time, subject records.Ref, otherLapses time.Time, other records.Ref) int {
	return cmp.Or(compareLapses(lapses, otherLapses), subject.Compare(other))
}

// compareLapses puts what never lapses last.
func compareLapses(a, b time.Time) int {
	if a.IsZero() != b.IsZero() {
		return compareBool(a.IsZero(), b.IsZero())
	}
	return a.Compare(b)
}

// A tally counts what is said about a requirement.
type tally struct {
	unmet, undetermined, met, exempt, notApplicable int
}

func (t *tally) add(v Verdict, n int) {
	switch v.Status {
	case StatusUnmet:
		t.unmet += n
	case StatusUndetermined:
		t.undetermined += n
	case StatusNotApplicable:
		t.notApplicable += n
	case StatusMet:
		if v.exempt {
			t.exempt += n
		} else {
			t.met += n
		}
	}
}

// status decides: unmet if one verdict is; else undetermined if one is, or if there is none;
// else met. A statement that the condition does not hold counts unless a record is concerned.
func (t tally) status() Status {
	switch {
	case t.unmet > 0:
		return StatusUnmet
	case t.undetermined > 0:
		return StatusUndetermined
	case t.met > 0:
		return StatusMet
	case t.notApplicable > 0:
		return StatusNotApplicable
	case t.exempt > 0:
		return StatusMet
	}
	return StatusUndetermined
}

// A timeline counts what is said now, and how that changes if no record does.
type timeline struct {
	changes map[time.Time]*tally
}

func (t *timeline) add(at time.Time, v Verdict, n int) {
	if v.Status == StatusNone {
		return
	}
	if t.changes == nil {
		t.changes = map[time.Time]*tally{}
	}
	if t.changes[at] == nil {
		t.changes[at] = &tally{}
	}
	t.changes[at].add(v, n)
}

// A Turn is a change of a requirement's status that comes with time alone.
type Turn struct {
	At     time.Time `json:"at"`
	Status Status    `json:"status"`
}

// follow returns the tally at the start, and each later change of the status it makes.
func (t *timeline) follow(start time.Time) (tally, []Turn) {
	instants := make([]time.Time, 0, len(t.changes))
	for at := range t.changes {
		instants = append(instants, at)
	}
	slices.SortFunc(instants, time.Time.Compare)
	var now, sum tally
	var turns []Turn
	if len(instants) == 0 || instants[0].After(start) {
		instants = append([]time.Time{start}, instants...)
	}
	last := StatusNone
	for _, at := range instants {
		if change := t.changes[at]; change != nil {
			sum = sum.plus(*change)
		}
		status := sum.status()
		if !at.After(start) {
			now = sum
		} else if status != last {
			turns = append(turns, Turn{at, status})
		}
		last = status
	}
	return now, turns
}

func (t tally) plus(u tally) tally {
	return tally{
		unmet: t.unmet + u.unmet, undetermined: t.undetermined + u.undetermined, met: t.met + u.met,
		exempt: t.exempt + u.exempt, notApplicable: t.notApplicable + u.notApplicable,
	}
}
