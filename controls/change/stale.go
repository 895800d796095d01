package change

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/records"
)

// A Basis says of something that was settled, an assessment, a plan, an approval, on which day
// that was and on which records it rests. [Bases] makes those of the packages below this one; a
// host adds its own.
type Basis struct {
	Record    records.Ref
	SettledOn records.Date // when it was last settled: assessed, approved, evaluated, reviewed
	RestsOn   []records.Ref
}

// A Stale is something that was settled before a change was known, and is what the change
// touched or rests on that. It has to be looked at again.
type Stale struct {
	Record    records.Ref
	SettledOn records.Date
	Change    records.Ref
	KnownOn   records.Date // from when the change could be taken into account: see [Change.KnownOn]
	Touched   records.Ref  // by the change: the record itself, or what it rests on in the end
	Through   records.Ref  // what it rests on that is stale itself, and leads to what was touched; zero where it rests on that directly
}

// String says what is stale and why.
func (s Stale) String() string {
	text := fmt.Sprintf("%s was settled on %s, before %s, which touched %s, was known on %s", s.Record, s.SettledOn, s.Change, s.Touched, s.KnownOn)
	if !s.Through.IsZero() {
		text += fmt.Sprintf("; it rests on that by way of %s", s.Through)
	}
	return text
}

// KnownOn returns the first day from which what is settled can take the change into account:
// when it was decided or, where nobody here decides, when its threats were considered or it took
// effect, whichever came first. What was settled between then and the day on which the change
// took effect was settled in view of it.
func (x Change) KnownOn() records.Date {
	if x.DecidedBy != "" && !x.DecidedOn.IsZero() && !x.DecidedOn.After(x.EffectiveOn) {
		return x.DecidedOn
	}
	if !x.Assessment.On.IsZero() && x.Assessment.On.Before(x.EffectiveOn) {
		return x.Assessment.On
	}
	return x.EffectiveOn
}

// reviewed returns what somebody has looked at on account of the change.
func (x *Change) reviewed(clock records.Clock) map[records.Ref]bool {
	looked := make(map[records.Ref]bool, len(x.Reviews)+len(x.Risks))
	for _, v := range x.Reviews {
		if clock.Happened(v.On) {
			looked[v.Record] = true
		}
	}
	for _, v := range x.Risks {
		if v.Outcome != "" && clock.Happened(v.On) {
			looked[v.Risk.Ref()] = true
		}
	}
	return looked
}

// FindStale says what the changes in effect have made stale: what a change touched, and all that
// rests on it, be it by way of others that are stale themselves, where it was settled before the
// change was known. What was settled again since, or was looked at on account of the change, is
// not, and nothing becomes stale through it. The same day is not too old, and what has no day
// was never settled, so that it cannot be stale. Of several bases of one record the latest day
// counts.
//
// The answer is in the order of the changes, then of the records, each by kind and id; of several
// ways from a record to what was touched a shortest one is given. It takes time in proportion to
// what rests on what was touched, once for each change.
func FindStale(changes []Change, bases []Basis, clock records.Clock) []Stale {
	g := graph{settled: map[records.Ref]records.Date{}, resting: map[records.Ref][]records.Ref{}}
	for i := range bases {
		b := &bases[i]
		if !clock.Happened(b.SettledOn) {
			continue
		}
		if b.SettledOn.After(g.settled[b.Record]) {
			g.settled[b.Record] = b.SettledOn
		}
		for _, on := range b.RestsOn {
			g.resting[on] = append(g.resting[on], b.Record)
		}
	}
	for on, list := range g.resting {
		slices.SortFunc(list, records.Ref.Compare)
		g.resting[on] = slices.Compact(list)
	}
	var stale []Stale
	for i := range changes {
		if changes[i].InEffect(clock) {
			stale = append(stale, g.reach(&changes[i], clock)...)
		}
	}
	slices.SortStableFunc(stale, func(a, b Stale) int {
		return cmp.Or(a.Change.Compare(b.Change), a.Record.Compare(b.Record))
	})
	return stale
}

// A graph is what rests on what, with the day on which each was settled.
type graph struct {
	settled map[records.Ref]records.Date
	resting map[records.Ref][]records.Ref
}

// reach walks, breadth first, from what the change touched to all that rests on it.
func (g *graph) reach(x *Change, clock records.Clock) []Stale {
	known, reviewed := x.KnownOn(), x.reviewed(clock)
	touched := slices.Clone(x.Touches)
	for _, v := range x.Risks {
		touched = append(touched, v.Risk.Ref())
	}
	slices.SortFunc(touched, records.Ref.Compare)
	touched = slices.Compact(touched)

	var stale []Stale
	origin := make(map[records.Ref]records.Ref, len(touched)) // of what was reached: the record touched that led to it
	isStale := func(record records.Ref) bool {
		on, settled := g.settled[record]
		return settled && on.Before(known) && !reviewed[record]
	}
	for _, ref := range touched {
		origin[ref] = ref
		if isStale(ref) {
			stale = append(stale, Stale{Record: ref, SettledOn: g.settled[ref], Change: x.Ref(), KnownOn: known, Touched: ref})
		}
	}
	for queue := touched; len(queue) > 0; queue = queue[1:] {
		from := queue[0]
		for _, record := range g.resting[from] {
			if _, reached := origin[record]; reached || !isStale(record) {
				continue
			}
			s := Stale{Record: record, SettledOn: g.settled[record], Change: x.Ref(), KnownOn: known, Touched: origin[from]}
			if from != s.Touched {
				s.Through = from
			}
			origin[record] = s.Touched
			stale = append(stale, s)
			queue = append(queue, record)
		}
	}
	return stale
}
