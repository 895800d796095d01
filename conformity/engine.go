package conformity

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/iso28000/iso28000/records"
)

// maxTurns bounds how often the verdict on one record may be asked again to see when it
// lapses. Every turn comes from a day on record, so only a check that makes up days gets there.
const maxTurns = 10_000

// An engine runs checks over a source, one at a time, as of an instant.
type engine struct {
	source  *source
	at      time.Time
	now     Reader
	later   Reader
	limit   int       // of met findings kept for a requirement
	current *decision // of the requirement that is being checked
	steps   []step

	foreseen int // what lies ahead as of earlier records
}

func newEngine(s *source, at time.Time, limit int) *engine {
	e := &engine{source: s, at: at.UTC(), limit: limit}
	e.now.source, e.later.source = s, s
	return e
}

const restsOnMissing Message = "evidence.missing: would be met, but {0} that this rests on is not on record: record it again, or name another"

// say takes a verdict. Nothing is met on the strength of a record that is not there.
func (r *Reader) say(part string, v Verdict) {
	if v.Status == StatusMet && len(r.missed) > 0 {
		v = Undetermined(restsOnMissing, r.missed[0]).At(v.field)
	}
	v.part, v.missed = part, len(r.missed)
	r.out = append(r.out, v)
}

// A step is what is said about a record from an instant on.
type step struct {
	at  time.Time
	out []Verdict
}

// judgeAll judges every record of a check.
func (e *engine) judgeAll(b bound) {
	for i := range b.len {
		e.judge(b.ref(i), b.ask, i)
	}
}

// judge asks for the verdicts on one record, now and at each instant on which an answer
// turns, and adds what it learns to the current decision.
func (e *engine) judge(subject records.Ref, ask func(*Reader, int), i int) {
	e.foreseen = len(e.current.ahead)
	steps, err := e.follow(subject, ask, i)
	if err != nil {
		e.fail(subject, err)
		return
	}
	for n, now := range steps {
		for i, v := range now.out {
			if n == 0 {
				e.keep(subject, v, steps[1:])
			}
			if !seen(v.part, steps[:n], now.out[:i]) {
				e.trace(subject, v.part, n, steps)
			}
		}
	}
}

func seen(part string, earlier []step, said []Verdict) bool {
	has := func(v Verdict) bool { return v.part == part }
	return slices.ContainsFunc(said, has) ||
		slices.ContainsFunc(earlier, func(s step) bool { return slices.ContainsFunc(s.out, has) })
}

// follow asks now, and again at each instant on which an answer turns. The first step is
// now; each later one is a change of status. The evidence of the first is left in e.now.
func (e *engine) follow(subject records.Ref, ask func(*Reader, int), i int) ([]step, error) {
	if err := e.ask(&e.now, e.at, subject, ask, i); err != nil {
		return nil, err
	}
	e.steps = append(e.steps[:0], step{e.at, e.now.out})
	next := e.now.next
	for turns := 0; !next.IsZero(); turns++ {
		if turns == maxTurns {
			return nil, &CheckError{e.current.requirement.ID, subject, fmt.Sprintf("its answer turns on more than %d instants", maxTurns)}
		}
		at := next
		if err := e.ask(&e.later, at, subject, ask, i); err != nil {
			return nil, err
		}
		next = e.later.next
		if last := e.steps[len(e.steps)-1].out; !sameStatuses(last, e.later.out) {
			e.steps = append(e.steps, step{at, slices.Clone(e.later.out)})
		}
	}
	return e.steps, nil
}

// ask runs the check once. What it panics with becomes an error, and stops nothing else.
func (e *engine) ask(r *Reader, at time.Time, subject records.Ref, ask func(*Reader, int), i int) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = &CheckError{e.current.requirement.ID, subject, cause}
		}
	}()
	r.reset(at)
	ask(r, i)
	return nil
}

func (e *engine) fail(subject records.Ref, err error) {
	failed := Undetermined(checkFailed, strings.TrimSpace(err.Error()))
	e.current.findings = append(e.current.findings, Finding{
		Requirement: e.current.requirement.ID, Subject: subject, Status: StatusUndetermined, verdict: failed, Err: err,
	})
	e.current.timeline.add(e.at, failed, 1)
}

// worst returns what is said about a part: the worst, where there is more than one verdict.
func worst(out []Verdict, part string) Verdict {
	var worst Verdict
	for _, v := range out {
		if v.part == part && v.Status != StatusNone &&
			(worst.Status == StatusNone || v.Status < worst.Status || v.Status == worst.Status && worst.exempt && !v.exempt) {
			worst = v
		}
	}
	return worst
}

func sameStatuses(a, b []Verdict) bool {
	if len(a) == 1 && len(b) == 1 && a[0].part == b[0].part { // nearly always
		return a[0].Status == b[0].Status && a[0].exempt == b[0].exempt
	}
	return covers(a, b) && covers(b, a)
}

func covers(a, b []Verdict) bool {
	for _, v := range a {
		x, y := worst(a, v.part), worst(b, v.part)
		if x.Status != y.Status || x.exempt != y.exempt {
			return false
		}
	}
	return true
}

// keep adds a finding for what is said now.
func (e *engine) keep(subject records.Ref, v Verdict, later []step) {
	d := e.current
	if v.Status == StatusNone {
		d.hush(subject, v)
		return
	}
	lapses, then := lapse(v, later)
	if !d.wants(v.Status, lapses, subject) {
		return
	}
	d.add(Finding{
		Requirement: d.requirement.ID, Status: v.Status, Subject: subject, Field: v.field, Exempt: v.exempt,
		Evidence: slices.Clone(e.now.read), Missing: slices.Clone(e.now.missed[:v.missed]),
		Lapses: lapses, Becomes: then.Status, verdict: v, then: then,
	}, e.limit)
}

func lapse(v Verdict, later []step) (time.Time, Verdict) {
	for _, step := range later {
		if then := worst(step.out, v.part); then.Status != v.Status {
			if then.Status == StatusNone && len(step.out) == 1 {
				then = step.out[0] // says why there is nothing to judge any more
			}
			return step.at, then
		}
	}
	return time.Time{}, Verdict{}
}

// trace follows a part of the record from the step on in which something is first said about it: into
// the timeline of the requirement and, where nothing counts yet but something will, into
// what lies ahead, so that no change goes unannounced.
func (e *engine) trace(subject records.Ref, part string, first int, steps []step) {
	var last Verdict
	for _, step := range steps[first:] {
		v := worst(step.out, part)
		if v.Status == last.Status && v.exempt == last.exempt {
			continue
		}
		e.current.timeline.add(step.at, last, -1)
		e.current.timeline.add(step.at, v, 1)
		if last.Status == StatusNone && step.at.After(e.at) && worst(e.now.out, part).Status == StatusNone {
			e.foresee(subject, step.at, v)
		}
		last = v
	}
}

// foresee keeps the first thing that will be said of a part of which nothing is said yet.
func (e *engine) foresee(subject records.Ref, at time.Time, v Verdict) {
	d := e.current
	if n := len(d.ahead); n > e.foreseen && d.ahead[n-1].then.part == v.part {
		return
	}
	d.ahead = append(d.ahead, Finding{
		Requirement: d.requirement.ID, Subject: subject, Field: v.field, Lapses: at, Becomes: v.Status, then: v,
	})
}
