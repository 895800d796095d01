package rules

import (
	"fmt"
	"reflect"
	"strconv"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/types"
	"github.com/expr-lang/expr/vm"
)

// A lowering turns checked nodes into a tree for expr's compiler. What expr would do in a way
// of its own (wrap around, take a missing key for zero, compare as floats) becomes a call of
// our functions; what it does as we mean it (truth values, comparing whole numbers and texts,
// loops, let) stays expr's. The place of each of its nodes is the number of ours.
//
// The VM sees no struct: facts are values of basic types in a map, and further in all reading
// is by calls. So it meets no named types, and no pointers that it would follow by itself.
type lowering struct {
	engine    *engine
	places    []*node // by number, from 1
	ids       map[*node]int
	functions map[string]*builtinFunction
}

type builtinFunction struct {
	fn     impl
	result *typ
	params int
}

const machineName = "machine"

func (l *lowering) at(made ast.Node, n *node) ast.Node {
	made.SetLocation(file.Location{From: l.ids[n], To: l.ids[n]})
	return made
}

// lower returns the tree of a node.
func (l *lowering) lower(n *node) ast.Node {
	if l.ids[n] == 0 {
		l.places = append(l.places, n)
		l.ids[n] = len(l.places)
	}
	return l.at(l.node(n), n)
}

func (l *lowering) node(n *node) ast.Node {
	switch n.op {
	case opConst:
		return constantNode(n.value)
	case opFact:
		return l.fact(n)
	case opVariable:
		return &ast.IdentifierNode{Value: variableName(n.slot)}
	case opItem:
		return &ast.PointerNode{}
	case opChain:
		return l.call(n, "unchain", unchain, n.typ, l.lower(n.kids[0]))
	case opNot:
		return &ast.UnaryNode{Operator: "!", Node: l.lower(n.kids[0])}
	case opAnd:
		return &ast.BinaryNode{Operator: "&&", Left: l.lower(n.kids[0]), Right: l.lower(n.kids[1])}
	case opOr:
		return &ast.BinaryNode{Operator: "||", Left: l.lower(n.kids[0]), Right: l.lower(n.kids[1])}
	case opCompare:
		return &ast.BinaryNode{Operator: n.name, Left: l.lower(n.kids[0]), Right: l.lower(n.kids[1])}
	case opIf:
		return &ast.ConditionalNode{Ternary: true, Cond: l.lower(n.kids[0]), Exp1: l.lower(n.kids[1]), Exp2: l.lower(n.kids[2])}
	case opLet:
		return &ast.VariableDeclaratorNode{Name: variableName(n.slot), Value: l.lower(n.kids[0]), Expr: l.lower(n.kids[1])}
	case opCoalesce:
		return l.coalesce(n)
	case opList:
		return l.list(n)
	case opLoop:
		list := l.call(n, "startLoop", startLoop, n.kids[0].typ, l.lower(n.kids[0]), l.at(&ast.IntegerNode{Value: n.weight()}, n))
		condition := l.at(&ast.PredicateNode{Node: l.lower(n.kids[1])}, n)
		return &ast.BuiltinNode{Name: n.name, Arguments: []ast.Node{l.at(list, n), condition}}
	}
	args := make([]ast.Node, len(n.kids))
	for i, kid := range n.kids {
		args[i] = l.lower(kid)
	}
	return l.call(n, n.call.name, n.call.fn, n.typ, args...)
}

func variableName(slot int) string { return "let " + strconv.Itoa(slot) }

func constantNode(value any) ast.Node {
	switch v := value.(type) {
	case nil:
		return &ast.NilNode{}
	case bool:
		return &ast.BoolNode{Value: v}
	case int:
		return &ast.IntegerNode{Value: v}
	case string:
		return &ast.StringNode{Value: v}
	}
	return &ast.ConstantNode{Value: value}
}

// fact reads a fact from the environment, or asks the machine for it where reading it may
// take work or fail.
func (l *lowering) fact(n *node) ast.Node {
	s := l.engine.slots[n.slot]
	if !s.lazy {
		return &ast.IdentifierNode{Value: s.key}
	}
	return l.call(n, s.key, readSlot(n.slot), n.typ)
}

func readSlot(slot int) impl {
	return func(m *machine, _ []any) (any, error) { return m.fact(slot) }
}

// unchain ends a chain: what an optional step did not find is nil to the outside.
func unchain(_ *machine, args []any) (any, error) {
	if args[0] == (absent{}) {
		return nil, nil
	}
	return args[0], nil
}

// coalesce keeps the value in a variable: expr's own ?? would follow pointers.
func (l *lowering) coalesce(n *node) ast.Node {
	name := fmt.Sprintf("coalesce %d", l.ids[n])
	value := func() ast.Node { return l.at(&ast.IdentifierNode{Value: name}, n) }
	none := l.at(l.call(n, "isNil", isNil, tBool(), value()), n)
	choice := l.at(&ast.ConditionalNode{Ternary: true, Cond: none, Exp1: l.lower(n.kids[1]), Exp2: value()}, n)
	return &ast.VariableDeclaratorNode{Name: name, Value: l.lower(n.kids[0]), Expr: choice}
}

func (l *lowering) list(n *node) ast.Node {
	if n.value != nil {
		return &ast.ConstantNode{Value: n.value}
	}
	made := &ast.ArrayNode{}
	for _, kid := range n.kids {
		made.Nodes = append(made.Nodes, l.lower(kid))
	}
	return made
}

func (l *lowering) call(n *node, name string, fn impl, result *typ, args ...ast.Node) ast.Node {
	name += "/" + strconv.Itoa(len(args)) + "/" + strconv.Itoa(int(goKind(result)))
	if l.functions[name] == nil {
		l.functions[name] = &builtinFunction{fn: fn, result: result, params: len(args)}
	}
	machine := l.at(&ast.IdentifierNode{Value: machineName}, n)
	callee := l.at(&ast.IdentifierNode{Value: name}, n)
	return &ast.CallNode{Callee: callee, Arguments: append([]ast.Node{machine}, args...)}
}

// goKind returns the Go kind that the VM may count on; Interface where it may count on none.
func goKind(t *typ) reflect.Kind {
	if t.optional {
		return reflect.Interface
	}
	switch t.kind {
	case kindBool:
		return reflect.Bool
	case kindInt:
		return reflect.Int
	case kindText:
		return reflect.String
	case kindList:
		return reflect.Slice
	}
	return reflect.Interface
}

func goType(t *typ) reflect.Type {
	switch goKind(t) {
	case reflect.Bool:
		return reflect.TypeFor[bool]()
	case reflect.Int:
		return reflect.TypeFor[int]()
	case reflect.String:
		return reflect.TypeFor[string]()
	case reflect.Slice:
		return reflect.TypeFor[[]any]()
	}
	return reflect.TypeFor[any]()
}

// options returns what the VM's compiler has to know: the facts with their types, and the functions.
func (l *lowering) options(root ast.Node) []expr.Option {
	env := types.Map{machineName: types.TypeOf((*machine)(nil))}
	for _, s := range l.engine.slots {
		switch goKind(s.typ) {
		case reflect.Bool:
			env[s.key] = types.Bool
		case reflect.Int:
			env[s.key] = types.Int
		case reflect.String:
			env[s.key] = types.String
		default:
			env[s.key] = types.Any
		}
	}
	options := []expr.Option{
		expr.Env(env),
		expr.MaxNodes(0),     // ours were counted
		expr.Optimize(false), // it changes which operands are worked out, and so which faults show
		expr.Patch(replace{root}),
	}
	for name, f := range l.functions {
		options = append(options, expr.Function(name, f.call, f.signature()))
	}
	return options
}

func (f *builtinFunction) call(args ...any) (any, error) { return f.fn(args[0].(*machine), args[1:]) }

func (f *builtinFunction) signature() any {
	in := []reflect.Type{reflect.TypeFor[*machine]()}
	for range f.params {
		in = append(in, reflect.TypeFor[any]())
	}
	return reflect.Zero(reflect.PointerTo(reflect.FuncOf(in, []reflect.Type{goType(f.result)}, false))).Interface()
}

// replace puts our tree in the place of what expr parsed.
type replace struct{ root ast.Node }

func (r replace) Visit(n *ast.Node) { *n = r.root }

// build compiles a tree for the VM. Whatever happens inside, it ends in an error.
func (l *lowering) build(root ast.Node) (program *vm.Program, err error) {
	defer func() {
		if r := recover(); r != nil {
			program, err = nil, fmt.Errorf("%v", r)
		}
	}()
	return expr.Compile("0", l.options(root)...)
}
