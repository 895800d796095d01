package rules

import (
	"reflect"

	"github.com/iso28000/iso28000/records"
)

// first returns the first expression that holds, or -1, by tables and closures. It is false
// where the VM has to be asked.
func (r *runner) first(facts spot, clock records.Clock) (index int, known bool) {
	if r.table != nil {
		return r.tabled(facts, clock)
	}
	if r.light {
		var onStack frame
		f := unescaped(&onStack)
		f.start(facts, clock, &r.engine.limits)
		return r.tried(f)
	}
	f := r.frames.Get().(*frame)
	f.start(facts, clock, &r.engine.limits)
	index, known = r.tried(f)
	f.stop()
	r.frames.Put(f)
	return index, known
}

func (r *runner) tried(f *frame) (index int, known bool) {
	defer f.guard(&known)
	for i, closure := range r.closures {
		if closure == nil {
			return 0, false
		}
		if holds := closure(f); f.failed {
			return 0, false
		} else if holds {
			return i, true
		}
	}
	return -1, true
}

// guard keeps what closures run into, which would be a mistake of ours or facts that change
// meanwhile, from the caller: the VM is asked instead.
func (f *frame) guard(known *bool) {
	if recover() != nil {
		f.failed, f.touched, f.built, *known = true, true, true, false
	}
}

// decide is first for every case.
func (r *runner) decide(at spot, facts any, clock records.Clock) (int, error) {
	if index, known := r.first(at, clock); known {
		return index, nil
	}
	return r.firstByVM(reflect.ValueOf(facts).Elem(), clock)
}

// firstByVM is first for the VM, or for the evaluator where a fact cannot be read.
func (r *runner) firstByVM(facts reflect.Value, clock records.Clock) (int, error) {
	m := r.machines.Get().(*machine)
	defer r.machines.Put(m)
	m.start(facts, clock)
	defer m.stop()
	if m.load() {
		answer, err := r.run(m, 0)
		if err != nil {
			return 0, err
		}
		return answer.(int), nil
	}
	for i, x := range r.engine.exprs {
		if holds, err := x.holds(m); err != nil || holds {
			return i, err
		}
	}
	return -1, nil
}

// holds answers the only expression.
func (r *runner) holds(at spot, facts any, clock records.Clock) (bool, error) {
	if index, known := r.first(at, clock); known {
		return index == 0, nil
	}
	q := asking{r: r, facts: facts, clock: clock}
	defer q.end()
	return q.byVM(0)
}

// An asking is one call in which some expressions are asked, each for itself.
type asking struct {
	r      *runner
	f      *frame
	m      *machine // where it was needed
	loaded bool
	facts  any // a pointer to them
	clock  records.Clock
}

func (q *asking) begin(facts spot) {
	q.f = q.r.frames.Get().(*frame)
	q.f.start(facts, q.clock, &q.r.engine.limits)
}

func (q *asking) end() {
	if q.f != nil {
		q.f.stop()
		q.r.frames.Put(q.f)
	}
	if q.m != nil {
		q.m.stop()
		q.r.machines.Put(q.m)
	}
}

// holds answers one expression.
func (q *asking) holds(i int) (bool, error) {
	if holds, known := q.closure(i); known {
		return holds, nil
	}
	return q.byVM(i)
}

// byVM is holds for the VM, or for the evaluator where a fact cannot be read.
func (q *asking) byVM(i int) (bool, error) {
	if q.m == nil {
		q.m = q.r.machines.Get().(*machine)
		q.m.start(reflect.ValueOf(q.facts).Elem(), q.clock)
		q.loaded = q.m.load()
	}
	q.m.renew()
	if !q.loaded {
		return q.r.engine.exprs[i].holds(q.m)
	}
	answer, err := q.r.run(q.m, i)
	if err != nil {
		return false, err
	}
	return answer.(bool), nil
}

func (q *asking) closure(i int) (holds, known bool) {
	if q.r.closures[i] == nil {
		return false, false
	}
	q.f.renew(&q.r.engine.limits)
	defer q.f.guard(&known)
	holds = q.r.closures[i](q.f)
	return holds, !q.f.failed
}
