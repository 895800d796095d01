package rules

// holds works the expression out without the VM: for an explanation, and where a fact cannot
// be read, which matters only if it is asked for. Operators and functions are the same as
// the VM's; what is said again here is what the VM does by itself. That both agree, in values,
// in faults and in their places, is held by a fuzz test.
func (x *expression) holds(m *machine) (bool, error) {
	value, n, err := (&evaluator{m: m}).run(x.root)
	if err != nil {
		return false, x.failed(n, err)
	}
	return value.(bool), nil
}

// An evaluator works out one expression.
type evaluator struct {
	m      *machine
	failed *node // where it failed first
	trace  *tracer
	seen   func(n *node, value any) // told of each value, where somebody counts; see terms.go
}

func (e *evaluator) run(root *node) (value any, at *node, why *fault) {
	defer func() {
		if r := recover(); r != nil {
			value, at, why = nil, root, &fault{message: mistake}
		}
	}()
	value, err := e.eval(root)
	if err != nil {
		return nil, e.failed, err.(*fault)
	}
	return value, nil, nil
}

// eval works out a node, and notes it where somebody wants to know.
func (e *evaluator) eval(n *node) (any, error) {
	if e.trace != nil {
		return e.trace.eval(e, n)
	}
	value, err := e.checked(n)
	if e.seen != nil && err == nil {
		e.seen(n, value)
	}
	return value, err
}

// checked guards what a condition has ruled out: an explanation works out parts that the
// condition would have kept from being asked.
func (e *evaluator) checked(n *node) (any, error) {
	value, err := e.value(n)
	if err == nil && value == nil && n.narrow {
		return e.fail(n, faultf("is nil"))
	}
	return value, err
}

func (e *evaluator) fail(n *node, err error) (any, error) {
	if e.failed == nil {
		e.failed = n
	}
	return nil, err
}

func (e *evaluator) value(n *node) (any, error) {
	switch n.op {
	case opConst:
		return n.value, nil
	case opFact:
		value, err := e.m.fact(n.slot)
		if err != nil {
			return e.fail(n, err)
		}
		return value, nil
	case opVariable:
		return e.m.variables[n.slot], nil
	case opItem:
		return e.m.items[len(e.m.items)-1], nil
	case opNot:
		value, err := e.eval(n.kids[0])
		if err != nil {
			return nil, err
		}
		return !value.(bool), nil
	case opAnd, opOr:
		return e.connective(n)
	case opIf:
		return e.choice(n)
	case opLet:
		value, err := e.eval(n.kids[0])
		if err != nil {
			return nil, err
		}
		e.m.variables[n.slot] = value
		return e.eval(n.kids[1])
	case opCoalesce:
		value, err := e.eval(n.kids[0])
		if none, _ := isNil(e.m, []any{value}); err != nil || !none.(bool) {
			return value, err
		}
		return e.eval(n.kids[1])
	case opLoop:
		return e.loop(n)
	}
	return e.strict(n)
}

// strict works out what needs all of its kids.
func (e *evaluator) strict(n *node) (any, error) {
	if n.op == opList && n.value != nil {
		return n.value, nil
	}
	args := make([]any, len(n.kids))
	for i, kid := range n.kids {
		value, err := e.eval(kid)
		if err != nil {
			return nil, err
		}
		args[i] = value
	}
	switch n.op {
	case opList:
		if err := e.m.build(len(args)); err != nil {
			return e.fail(n, err)
		}
		return args, nil
	case opChain:
		return unchain(e.m, args)
	case opCompare:
		return compareSimple(n.name, args[0], args[1]), nil
	}
	value, err := n.call.fn(e.m, args)
	if err != nil {
		return e.fail(n, err)
	}
	return value, nil
}

// compareSimple compares two texts, two whole numbers or two truth values.
func compareSimple(operator string, a, b any) bool {
	switch operator {
	case "==":
		return a == b
	case "!=":
		return a != b
	}
	c, _ := compare(a, b)
	switch operator {
	case "<":
		return c < 0
	case "<=":
		return c <= 0
	case ">":
		return c > 0
	}
	return c >= 0
}

func (e *evaluator) connective(n *node) (any, error) {
	left, err := e.eval(n.kids[0])
	if err != nil {
		return nil, err
	}
	if left.(bool) == (n.op == opOr) {
		e.skip(n.kids[1])
		return left, nil
	}
	return e.eval(n.kids[1])
}

func (e *evaluator) choice(n *node) (any, error) {
	condition, err := e.eval(n.kids[0])
	if err != nil {
		return nil, err
	}
	taken, other := n.kids[1], n.kids[2]
	if !condition.(bool) {
		taken, other = other, taken
	}
	value, err := e.eval(taken)
	if err == nil {
		e.skip(other)
	}
	return value, err
}

// skip tells of what short-circuiting leaves out.
func (e *evaluator) skip(n *node) {
	if e.trace != nil {
		e.trace.skip(e, n)
	}
}

// loop asks its condition of each element, as long as the answer is open.
func (e *evaluator) loop(n *node) (any, error) {
	value, err := e.eval(n.kids[0])
	if err != nil {
		return nil, err
	}
	list := value.([]any)
	if err := e.m.payLoop(len(list), n.weight()); err != nil {
		return e.fail(n, err)
	}
	found := make([]any, 0)
	count := 0
	for i, item := range list {
		e.m.items = append(e.m.items, item)
		value, err := e.element(n, i)
		e.m.items = e.m.items[:len(e.m.items)-1]
		if err != nil {
			return nil, err
		}
		if n.name == "map" {
			found = append(found, value)
			continue
		}
		holds := value.(bool)
		switch over := decides(n, value); {
		case over && n.name == "find":
			return item, nil
		case over:
			return n.name == "any", nil
		case holds && n.name == "filter":
			found = append(found, item)
		case holds:
			count++
		}
	}
	return e.looped(n, found, count)
}

// looped returns what a loop comes to that went through the whole list.
func (e *evaluator) looped(n *node, found []any, count int) (any, error) {
	switch n.name {
	case "all", "none":
		return true, nil
	case "any":
		return false, nil
	case "one":
		return count == 1, nil
	case "count":
		return count, nil
	case "find":
		return nil, nil
	}
	if err := e.m.build(len(found)); err != nil {
		return e.fail(n, err)
	}
	return found, nil
}

func (e *evaluator) element(loop *node, i int) (any, error) {
	if e.trace != nil {
		return e.trace.element(e, loop, i)
	}
	return e.eval(loop.kids[1])
}

// decides reports whether a loop is over once its condition came out so for an element.
func decides(loop *node, holds any) bool {
	switch loop.name {
	case "any", "none", "find":
		return holds.(bool)
	case "all":
		return !holds.(bool)
	}
	return false
}
