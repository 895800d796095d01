package conformity

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"time"

	"github.com/iso28000/iso28000/records"
)

// unlimited is the limit of met findings where none is to be dropped.
const unlimited = 1 << 30

// A judgement is what one check says about one record.
type judgement struct {
	check int // of the live assessment; -1 for the weighing of a requirement
	at    int // position of the record; the requirement that is weighed
	round int // the check's, among those of its requirement, counted from 1
	gone  bool
	rests []int32 // what was read, by the tracker's numbers, in order
	said
}

type said struct {
	findings []*kept
	ahead    []*kept
	nothing  Verdict
	about    records.Ref
	marks    []mark
}

// A kept finding stands among others of its requirement.
type kept struct {
	Finding
	round, ordinal int // breaks ties as an assessment would: first come, first kept
}

// A mark is a change of a timeline.
type mark struct {
	at time.Time
	tally
}

// take keeps what a decision over this one record holds.
func (j *judgement) take(d *decision) {
	j.said = said{nothing: d.nothing, about: d.about}
	for i, f := range d.findings {
		j.findings = append(j.findings, &kept{f, j.round, i})
	}
	for i, f := range d.ahead {
		j.ahead = append(j.ahead, &kept{f, j.round, i})
	}
	for at, tally := range d.timeline.changes {
		j.marks = append(j.marks, mark{at, *tally})
	}
	slices.SortFunc(j.marks, func(a, b mark) int { return a.at.Compare(b.at) })
}

// same reports whether two judgements on a record say the same.
func (j *judgement) same(k *judgement) bool {
	return slices.Equal(j.marks, k.marks) && sameVerdict(j.nothing, k.nothing) && j.about == k.about &&
		slices.EqualFunc(j.findings, k.findings, sameFinding) && slices.EqualFunc(j.ahead, k.ahead, sameFinding)
}

func sameFinding(a, b *kept) bool {
	return a.Status == b.Status && a.Subject == b.Subject && a.Field == b.Field && a.Exempt == b.Exempt &&
		a.Lapses.Equal(b.Lapses) && a.Becomes == b.Becomes && sameVerdict(a.verdict, b.verdict) && sameVerdict(a.then, b.then) &&
		slices.Equal(a.Evidence, b.Evidence) && slices.Equal(a.Missing, b.Missing) && reflect.DeepEqual(a.Err, b.Err)
}

func sameVerdict(a, b Verdict) bool {
	return a.Status == b.Status && a.message == b.message && a.part == b.part && a.field == b.field && a.exempt == b.exempt &&
		slices.EqualFunc(a.args, b.args, func(x, y any) bool { return reflect.DeepEqual(x, y) })
}

func compareJudgements(a, b *judgement) int {
	return cmp.Or(cmp.Compare(a.check, b.check), cmp.Compare(a.at, b.at))
}

// A standing is all that is said about a requirement, kept in the order in which it counts.
type standing struct {
	requirement Requirement
	at          int       // in the report
	rounds      []int     // the checks
	weighed     judgement // carries what the weighing has read: statements, waivers, gradings
	timeline    timeline
	open        []*kept // findings that are not met, worst first
	met         []*kept // by urgency
	ahead       []*kept
}

func newStanding(requirement Requirement, at int) *standing {
	return &standing{requirement: requirement, at: at, weighed: judgement{check: -1, at: at}}
}

// gather adds a judgement without putting it in order.
func (s *standing) gather(j *judgement) {
	for _, f := range j.findings {
		if f.Status == StatusMet {
			s.met = append(s.met, f)
		} else {
			s.open = append(s.open, f)
		}
	}
	s.ahead = append(s.ahead, j.ahead...)
	s.mark(j.marks, 1)
}

func (s *standing) sort() {
	slices.SortFunc(s.met, compareKept)
	slices.SortFunc(s.open, compareOpen)
	slices.SortFunc(s.ahead, compareAhead)
}

func (s *standing) mark(marks []mark, n int) {
	if s.timeline.changes == nil {
		s.timeline.changes = map[time.Time]*tally{}
	}
	for _, m := range marks {
		sum := s.timeline.changes[m.at]
		if sum == nil {
			sum = &tally{}
			s.timeline.changes[m.at] = sum
		}
		*sum = sum.plus(m.tally.times(n))
		if *sum == (tally{}) {
			delete(s.timeline.changes, m.at)
		}
	}
}

func (t tally) times(n int) tally {
	return tally{n * t.unmet, n * t.undetermined, n * t.met, n * t.exempt, n * t.notApplicable}
}

// replace puts what a judgement says now in the place of what it said before.
func (s *standing) replace(now, before *judgement) {
	for _, f := range before.findings {
		if f.Status == StatusMet {
			s.met = removed(s.met, f, compareKept)
		} else {
			s.open = removed(s.open, f, compareOpen)
		}
	}
	for _, f := range before.ahead {
		s.ahead = removed(s.ahead, f, compareAhead)
	}
	s.mark(before.marks, -1)
	for _, f := range now.findings {
		if f.Status == StatusMet {
			s.met = inserted(s.met, f, compareKept)
		} else {
			s.open = inserted(s.open, f, compareOpen)
		}
	}
	for _, f := range now.ahead {
		s.ahead = inserted(s.ahead, f, compareAhead)
	}
	s.mark(now.marks, 1)
}

func inserted(list []*kept, f *kept, compare func(a, b *kept) int) []*kept {
	at, _ := slices.BinarySearchFunc(list, f, compare)
	return slices.Insert(list, at, f)
}

func removed(list []*kept, f *kept, compare func(a, b *kept) int) []*kept {
	at, _ := slices.BinarySearchFunc(list, f, compare)
	for at < len(list) && list[at] != f { // among those that nothing tells apart
		at++
	}
	return slices.Delete(list, at, at+1)
}

// first come, first kept: by the order of the checks, then of what each has said.
func compareArrival(a, b *kept) int {
	return cmp.Or(cmp.Compare(a.round, b.round), cmp.Compare(a.ordinal, b.ordinal))
}

func compareKept(a, b *kept) int {
	return cmp.Or(compareUrgency(a.Lapses, a.Subject, b.Lapses, b.Subject), compareArrival(a, b))
}

func compareOpen(a, b *kept) int {
	return cmp.Or(compareFindings(a.Finding, b.Finding), compareArrival(a, b))
}

func compareAhead(a, b *kept) int {
	return cmp.Or(compareForeseen(a.Finding, b.Finding), compareArrival(a, b))
}

// decision returns what stands, as an assessment would have gathered it.
func (s *standing) decision(limit int) *decision {
	d := &decision{requirement: s.requirement, checked: len(s.rounds) > 0}
	shown := s.met[:min(limit, len(s.met))]
	d.findings = make([]Finding, 0, len(s.open)+len(shown))
	for _, f := range s.open {
		d.findings = append(d.findings, f.Finding)
	}
	for _, f := range shown {
		d.findings = append(d.findings, f.Finding)
	}
	d.met, d.dropped = len(shown), len(s.met)-len(shown)
	for _, f := range s.ahead {
		d.ahead = append(d.ahead, f.Finding)
	}
	d.timeline.changes = make(map[time.Time]*tally, len(s.timeline.changes)+1)
	for at, sum := range maps.All(s.timeline.changes) {
		copied := *sum
		d.timeline.changes[at] = &copied
	}
	return d
}

// firstWord returns why there is nothing to judge: the first check's that says so.
func (s *standing) firstWord(judged [][]*judgement) Verdict {
	for _, check := range s.rounds {
		var first *judgement
		for _, j := range judged[check] {
			if j != nil && j.nothing.message != "" && (first == nil || j.about.Compare(first.about) < 0) {
				first = j
			}
		}
		if first != nil {
			return first.nothing
		}
	}
	return Verdict{}
}
