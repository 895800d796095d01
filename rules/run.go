package rules

import (
	"errors"
	"reflect"
	"sync"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"
	"github.com/iso28000/iso28000/records"
)

// A runner answers questions: with closures, and with the VM where those know no answer. It is
// safe for concurrent use.
type runner struct {
	engine   *engine
	closures []func(*frame) bool // by expression; nil where closures do not cover one
	table    *tables             // of a set in which the first rule decides; may be nil
	light    bool                // the closures keep nothing in a frame that is worth keeping for the next question
	frames   sync.Pool
	machines sync.Pool

	prepare  func() error // compiles for the VM, once
	programs []*vm.Program
	places   []*node
	owners   []int // of each place: the expression that it is in
}

// runner makes closures of the expressions. It compiles for the VM now where one of them is
// left to the VM, and else when it is first needed.
func (e *engine) runner(build func(r *runner, l *lowering) error) (*runner, error) {
	r := &runner{engine: e, closures: make([]func(*frame) bool, len(e.exprs))}
	r.machines.New = func() any { return newMachine(e) }
	r.frames.New = func() any { return &frame{vars: make([]variableValue, e.variables)} }
	r.prepare = sync.OnceValue(func() error {
		l := &lowering{engine: e, ids: map[*node]int{}, functions: map[string]*builtinFunction{}}
		return build(r, l)
	})
	covered := true
	r.light = e.variables == 0
	for i, x := range e.exprs {
		r.light = r.light && x.root.light()
		r.closures[i] = e.closure(x.root)
		covered = covered && r.closures[i] != nil
	}
	if covered {
		return r, nil
	}
	return r, r.prepare()
}

// light reports whether the closure of a node keeps no variables and builds no lists.
func (n *node) light() bool {
	if n.op == opLet || n.op == opList && n.value == nil || n.op == opLoop && !loopAnswers(n.name) {
		return false
	}
	for _, kid := range n.kids {
		if !kid.light() {
			return false
		}
	}
	return true
}

// loopAnswers reports whether a loop comes to a value without building a list.
func loopAnswers(name string) bool {
	switch name {
	case "all", "any", "none", "one", "count", "find":
		return true
	}
	return false
}

// firstMatch makes one program of all expressions: it comes to the number of the first that
// holds, or -1.
func (e *engine) firstMatch() (*runner, error) {
	made, err := e.runner(func(r *runner, l *lowering) error {
		conditions := make([]ast.Node, len(e.exprs))
		for i, x := range e.exprs {
			conditions[i] = l.lower(x.root)
			r.own(l, i)
		}
		none := &ast.UnaryNode{Operator: "-", Node: &ast.IntegerNode{Value: 1}}
		var root ast.Node = none
		for i := len(conditions) - 1; i >= 0; i-- {
			root = &ast.ConditionalNode{Ternary: true, Cond: conditions[i], Exp1: &ast.IntegerNode{Value: i}, Exp2: root}
		}
		program, err := l.build(root)
		if err != nil {
			return e.blame()
		}
		r.places, r.programs = l.places, []*vm.Program{program}
		return nil
	})
	if err == nil {
		made.table = e.tables()
	}
	return made, err
}

// each makes a program of each expression.
func (e *engine) each() (*runner, error) {
	return e.runner(func(r *runner, l *lowering) error {
		var programs []*vm.Program
		for i, x := range e.exprs {
			l.functions = map[string]*builtinFunction{}
			root := l.lower(x.root)
			r.own(l, i)
			program, err := l.build(root)
			if err != nil {
				return e.refused(x)
			}
			programs = append(programs, program)
		}
		r.places, r.programs = l.places, programs
		return nil
	})
}

// own notes that the places made since the last call are in that expression.
func (r *runner) own(l *lowering, expression int) {
	for len(r.owners) < len(l.places) {
		r.owners = append(r.owners, expression)
	}
}

// blame finds the expression that expr does not compile though it passed the check.
func (e *engine) blame() error {
	for _, x := range e.exprs {
		l := &lowering{engine: e, ids: map[*node]int{}, functions: map[string]*builtinFunction{}}
		if _, err := l.build(l.lower(x.root)); err != nil {
			return e.refused(x)
		}
	}
	return &SourceError{Line: 1, Column: 1, Message: mistake}
}

// refused says that expr's compiler and our check do not agree, which is a mistake of ours.
func (e *engine) refused(x *expression) error {
	var found findings
	found.problem(x.path, x.rule, x.source.text, &problem{message: mistake})
	return found.err()
}

func newMachine(e *engine) *machine {
	m := &machine{limits: e.limits, slots: e.slots}
	n := len(e.slots)
	m.values, m.sent, m.read, m.costs = make([]any, n), make([]any, n), make([]bool, n), make([]int, n)
	m.variables = make([]any, e.variables)
	m.env = make(map[string]any, len(e.slots)+1)
	for _, s := range e.slots {
		m.env[s.key] = nil
	}
	m.env[machineName] = m
	m.vm.MemoryBudget = uint(e.limits.Memory) + 1 // it stops when it has reached it
	return m
}

// start readies a machine for a question about the facts.
func (m *machine) start(facts reflect.Value, clock records.Clock) {
	m.facts, m.clock = facts, clock
	clear(m.read)
	m.items = m.items[:0]
	m.renew()
}

// renew lets the machine spend the steps of a question again.
func (m *machine) renew() { m.steps, m.memory = m.limits.Steps, 0 }

// load reads the facts that the VM finds in its environment. It is false where one of them
// cannot be read: whether that matters shows when it is asked for, which the VM cannot tell.
func (m *machine) load() bool {
	for i := range m.slots {
		s := &m.slots[i]
		if s.lazy {
			continue
		}
		value, err := m.fact(i)
		if err != nil {
			return false
		}
		if m.sent[i] != value {
			m.sent[i], m.env[s.key] = value, value
		}
	}
	return true
}

// stop lets go of the facts.
func (m *machine) stop() {
	m.facts, m.clock = reflect.Value{}, nil
	for i := range m.slots {
		if m.slots[i].lazy {
			m.values[i] = nil
		}
	}
}

// run answers the question of one program.
func (r *runner) run(m *machine, program int) (any, error) {
	if err := r.prepare(); err != nil {
		return nil, &RunError{Message: mistake}
	}
	answer, err := m.vm.Run(r.programs[program], m.env)
	if err != nil {
		return nil, r.explain(m, err)
	}
	return answer, nil
}

// explain makes a RunError of what stopped the VM.
func (r *runner) explain(m *machine, err error) error {
	var stopped *file.Error
	if !errors.As(err, &stopped) || stopped.From < 1 || stopped.From > len(r.places) {
		return &RunError{Message: mistake}
	}
	n, x := r.places[stopped.From-1], r.engine.exprs[r.owners[stopped.From-1]]
	var why *fault
	switch {
	case errors.As(err, &why):
	case stopped.Message == "memory budget exceeded":
		why = m.refuse("builds longer lists than a question may", "Memory", "build less").(*fault)
	default:
		why = &fault{message: mistake}
	}
	return x.failed(n, why)
}

// failed makes the RunError of a part of the expression.
func (x *expression) failed(n *node, why *fault) *RunError {
	from := x.source.tokens[n.lo].from
	line, column := position(x.source.text, from)
	return &RunError{
		Path: x.path, Rule: x.rule, Text: x.source.between(n.lo, n.hi), Offset: from, Line: line, Column: column,
		Message: why.message, Limit: why.limit,
	}
}
