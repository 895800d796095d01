package conformity

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/iso28000/iso28000/records"
)

// A Live assessment is kept up to date: a record that is put or removed costs what rests on
// it, not the whole system. Its report equals what [Assess] would say of the same records at
// the same instant, to the byte.
//
// It remembers every verdict and what each rests on, a few hundred bytes a verdict. It serves
// one goroutine at a time; the reports that it has given are immutable and stay as they were.
type Live[System any] struct {
	system   System
	checks   []Check[System]
	options  Options
	engine   *engine
	source   *source
	tracker  *tracker
	bound    []bound
	kinds    map[string]reflect.Type
	over     map[reflect.Type][]int // the checks that look at records of a type one at a time
	judged   [][]*judgement         // by check, then by position in its list
	free     map[reflect.Type][]int // positions whose record was removed
	standing []*standing            // by requirement, in the order of the report
	of       map[string]*standing
	results  []Result // as proposed, before clauses with many minors are looked at
	report   *Report
}

// ErrNoList is the error of [Live.Apply] where a change names a kind of record of which the
// system has no list.
var ErrNoList = errors.New("the system has no list of such records")

// A Change is what a [Live] assessment is to take in at once: records that are new or take
// the place of those with the same id, and records that are gone.
type Change struct {
	Put    []records.Entity
	Remove []records.Ref
}

// NewLive assesses a system, as [Assess] does, and remembers what each verdict rests on. The
// system's lists are copied, what its records hold is not: it must not change afterwards, nor
// must a record that was put. Two records of one kind with one id are refused, as
// [records.Faults].
func NewLive[System any](system System, checks []Check[System], at time.Time, options Options) (*Live[System], error) {
	if options.Met == 0 {
		options.Met = defaultMetLimit
	}
	l := &Live[System]{
		checks: slices.Clone(checks), options: options, tracker: newTracker(),
		over: map[reflect.Type][]int{}, free: map[reflect.Type][]int{},
	}
	input, err := l.own(system)
	if err != nil {
		return nil, err
	}
	if l.source, err = newSource(input); err != nil {
		return nil, err
	}
	if err := l.prepare(); err != nil {
		return nil, err
	}
	l.source.track = l.tracker
	l.engine = newEngine(l.source, at, unlimited)
	if err := l.judgeAll(); err != nil {
		return nil, err
	}
	l.results = make([]Result, len(l.standing))
	for i := range l.standing {
		l.decide(i)
	}
	l.publish()
	return l, nil
}

// prepare makes the look-up tables of all lists.
func (l *Live[System]) prepare() error {
	l.kinds = make(map[string]reflect.Type, len(l.source.lists))
	var faults records.Faults
	types := slices.SortedFunc(maps.Keys(l.source.lists), func(a, b reflect.Type) int { return strings.Compare(a.String(), b.String()) })
	for _, t := range types {
		kind := reflect.Zero(t).Interface().(records.Entity).Ref().Kind
		if other, twice := l.kinds[kind]; twice {
			faults.Add(kind, "is the kind of %s and of %s: a change could not tell them apart", other, t)
		}
		l.kinds[kind] = t
		l.source.lists[t].prepare(&faults)
	}
	return faults.Err()
}

// own copies the system and its lists, and returns a pointer to the copy.
func (l *Live[System]) own(system System) (any, error) {
	v := reflect.ValueOf(&system).Elem()
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		fresh := reflect.New(v.Type().Elem())
		fresh.Elem().Set(v.Elem())
		v.Set(fresh)
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return nil, fmt.Errorf("an assessment needs a struct of lists of records, not %T", system)
	}
	copyLists(v)
	l.system = system
	if reflect.TypeFor[System]().Kind() == reflect.Struct {
		v = reflect.ValueOf(&l.system).Elem()
	}
	return v.Addr().Interface(), nil
}

func copyLists(v reflect.Value) {
	for i := range v.NumField() {
		field := v.Field(i)
		switch {
		case !v.Type().Field(i).IsExported():
		case field.Kind() == reflect.Struct && v.Type().Field(i).Anonymous:
			copyLists(field)
		case field.Kind() == reflect.Slice && !field.IsNil():
			fresh := reflect.MakeSlice(field.Type(), field.Len(), field.Len())
			reflect.Copy(fresh, field)
			field.Set(fresh)
		}
	}
}

// judgeAll makes every judgement for the first time.
func (l *Live[System]) judgeAll() error {
	decisions, of := decisionsOn(l.checks, l.options.only)
	l.of = make(map[string]*standing, len(of))
	for i, d := range decisions {
		s := newStanding(d.requirement, i)
		l.standing = append(l.standing, s)
		l.of[d.requirement.ID] = s
	}
	l.bound, l.judged = make([]bound, len(l.checks)), make([][]*judgement, len(l.checks))
	for i, check := range l.checks {
		s := l.of[check.requirement]
		if isStandard(check.requirement) && s.requirement.Summary == "" {
			return unknownRequirement(check.requirement)
		}
		s.rounds = append(s.rounds, i)
		if check.over != nil {
			if l.source.lists[check.over] == nil {
				return fmt.Errorf("the check of %s looks at records of the type %s, of which the system has no list", check.requirement, check.over)
			}
			l.over[check.over] = append(l.over[check.over], i)
		}
		if err := l.rebind(i); err != nil {
			return err
		}
		for at := range l.bound[i].len {
			j := &judgement{check: i, at: at, round: len(s.rounds)}
			l.judged[i] = append(l.judged[i], j)
			l.judge(j)
			s.gather(j)
		}
	}
	for _, s := range l.standing {
		s.sort()
	}
	return nil
}

// rebind puts a list as it is now before a check.
func (l *Live[System]) rebind(check int) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = &CheckError{l.checks[check].requirement, records.Ref{}, cause}
		}
	}()
	l.bound[check] = l.checks[check].bind(l.system)
	return nil
}

// judge asks a check about a record, and keeps in the judgement what it says.
func (l *Live[System]) judge(j *judgement) {
	d := &decision{requirement: l.of[l.checks[j.check].requirement].requirement, round: j.round}
	b := l.bound[j.check]
	l.engine.current = d
	l.tracker.begin()
	l.engine.judge(b.ref(j.at), b.ask, j.at)
	l.tracker.restOn(j, l.tracker.end())
	j.take(d)
}

// decide weighs what stands about a requirement.
func (l *Live[System]) decide(i int) {
	s := l.standing[i]
	d := s.decision(max(0, l.options.Met))
	if len(d.findings) == 0 {
		d.nothing = s.firstWord(l.judged)
	}
	l.engine.current = d
	l.tracker.begin()
	l.results[i] = l.engine.decide(d, l.options)
	l.tracker.restOn(&s.weighed, l.tracker.end())
}

func (l *Live[System]) publish() {
	l.report = &Report{At: l.engine.at}
	l.report.results, l.report.advice = adviceApart(slices.Clone(l.results))
	l.options.Grades.apply(l.report.results)
}

// Report returns the report as of the changes taken in so far.
func (l *Live[System]) Report() *Report { return l.report }

// Apply takes in a change and returns the report of it. A record that is put takes the place
// of the one with its id, or is new; to remove one that is not there changes nothing. A change
// that names a kind of record of which there is no list is refused with [ErrNoList], before
// anything has changed.
func (l *Live[System]) Apply(c Change) (*Report, error) {
	if err := l.refuse(c); err != nil {
		return nil, err
	}
	reached := &stale{tracker: l.tracker, source: l.source, reached: map[*judgement]bool{}}
	for _, ref := range c.Remove {
		l.remove(ref, reached)
	}
	for _, e := range c.Put {
		if err := l.put(e, reached); err != nil {
			return nil, err
		}
	}
	l.judgeAgain(reached.reached)
	return l.report, nil
}

func (l *Live[System]) refuse(c Change) error {
	for _, e := range c.Put {
		v := reflect.ValueOf(e)
		if v.Kind() == reflect.Pointer && v.IsNil() || !v.IsValid() {
			return errors.New("a record that is put is nil")
		}
		if l.source.lists[entityOf(v).Type()] == nil {
			return fmt.Errorf("%s: %w", e.Ref(), ErrNoList)
		}
	}
	for _, ref := range c.Remove {
		if l.kinds[ref.Kind] == nil {
			return fmt.Errorf("%s: %w", ref, ErrNoList)
		}
	}
	return nil
}

func entityOf(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	return v
}

// judgeAgain judges what a change has reached, and decides where that said something else.
func (l *Live[System]) judgeAgain(reached map[*judgement]bool) {
	again := slices.SortedFunc(maps.Keys(reached), compareJudgements)
	touched := map[int]bool{}
	for _, j := range again {
		switch {
		case j.check < 0: // a requirement that is to be weighed anew
			touched[j.at] = true
		default:
			s := l.of[l.checks[j.check].requirement]
			before := *j
			if j.gone {
				j.said = said{}
				l.tracker.restOn(j, nil)
			} else {
				l.judge(j)
			}
			if before.same(j) {
				j.said = before.said // what stands is known by where it is
				continue
			}
			s.replace(j, &before)
			touched[s.at] = true
		}
	}
	for _, i := range slices.Sorted(maps.Keys(touched)) {
		l.decide(i)
	}
	if len(touched) > 0 {
		l.publish()
	}
}
