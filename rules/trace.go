package rules

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/iso28000/iso28000/records"
	"github.com/shopspring/decimal"
)

const (
	shownElements = 5       // of a loop, besides the one that decided it
	shownParts    = 2000    // of one condition
	shownText     = 200     // characters of a value
	spareSteps    = 100_000 // that working out what was skipped may take
)

// A tracer notes what an evaluator works out. Its parts are in the order of the source.
type tracer struct {
	expression *expression
	parent     *Part
	parts      int
	spare      int
	skipping   bool
	above      op // of the node whose part is made
}

// reason explains how an expression comes out.
func (x *expression) reason(m *machine) (Reason, error) {
	var top Part
	e := &evaluator{m: m, trace: &tracer{expression: x, parent: &top, spare: spareSteps}}
	value, n, failed := e.run(x.root)
	reason := Reason{Rule: x.rule, Part: Part{Text: x.source.between(x.root.lo, x.root.hi)}}
	if x.root.op == opConst {
		reason.Part.Value = show(value)
	} else {
		reason.Part = top.Parts[0]
	}
	if failed != nil {
		err := x.failed(n, failed)
		reason.Error = err.Error()
		return reason, err
	}
	reason.Holds = value.(bool)
	return reason, nil
}

func (t *tracer) eval(e *evaluator, n *node) (any, error) {
	if n.op == opConst || n.op == opChain || n.value != nil {
		return e.checked(n) // it is what it says; of a chain, what it ends with says it
	}
	above := t.above
	t.above = n.op
	defer func() { t.above = above }()
	part := Part{Text: t.expression.source.between(n.lo, n.hi), Offset: t.expression.source.tokens[n.lo].from, Skipped: t.skipping}
	up := t.parent
	t.parent = &part
	value, err := e.checked(n)
	t.parent = up
	switch {
	case err == nil:
		part.Value = show(value)
	case e.failed == n:
		part.Error = err.Error()
	}
	record := n.typ.kind == kindObject && value != nil && value != (absent{})
	joined := n.op == above && (n.op == opAnd || n.op == opOr) // a && b && c is one row of three
	if err == nil && (record || part.Text == ".") || n.quiet || joined {
		up.Parts = append(up.Parts, part.Parts...)
		up.Omitted += part.Omitted
		return value, err
	}
	if t.parts < shownParts {
		t.parts++
		up.Parts = append(up.Parts, part)
	} else {
		up.Omitted++
	}
	return value, err
}

// skip works out what the answer does not depend on, as far as that is safe and cheap.
func (t *tracer) skip(e *evaluator, n *node) {
	steps, memory, skipping := e.m.steps, e.m.memory, t.skipping
	e.m.steps, t.skipping = min(steps, t.spare), true
	allowed := e.m.steps
	_, _ = t.eval(&evaluator{m: e.m, trace: t}, n)
	t.spare -= allowed - e.m.steps
	e.m.steps, e.m.memory, t.skipping = steps, memory, skipping
}

// element notes the condition of a loop for the first few elements, and for the one that
// decided the loop or could not be worked out: that one is worked out again to be shown.
func (t *tracer) element(e *evaluator, loop *node, i int) (any, error) {
	if i < shownElements {
		return t.shown(e, loop, i)
	}
	e.trace = nil
	value, err := e.eval(loop.kids[1])
	e.trace = t
	if err == nil && !decides(loop, value) {
		t.parent.Omitted++
		return value, nil
	}
	steps, memory, failed := e.m.steps, e.m.memory, e.failed
	e.m.steps, e.failed = max(steps, t.spare), nil // so that it gets as far again
	_, _ = t.shown(e, loop, i)
	e.m.steps, e.m.memory, e.failed = steps, memory, failed
	return value, err
}

func (t *tracer) shown(e *evaluator, loop *node, i int) (any, error) {
	parent := t.parent
	var own Part
	t.parent = &own
	value, err := e.eval(loop.kids[1])
	t.parent = parent
	for k := range own.Parts {
		own.Parts[k].Element = i + 1
	}
	parent.Parts = append(parent.Parts, own.Parts...)
	parent.Omitted += own.Omitted
	return value, err
}

// show writes a value as a rule would, and not too long.
func show(value any) string {
	switch v := value.(type) {
	case nil, absent:
		return "nil"
	case bool:
		return strconv.FormatBool(v)
	case int:
		return strconv.Itoa(v)
	case decimal.Decimal:
		return cut(showDecimal(v), shownText)
	case string:
		return strconv.Quote(cut(v, shownText))
	case records.Date:
		return v.String()
	case records.Period:
		return v.String()
	case []any:
		return showList(v)
	}
	if v := reflect.ValueOf(value); v.Kind() == reflect.Map {
		return counted(v.Len(), "value")
	}
	return "a record"
}

func showList(list []any) string {
	const most = 8
	var b strings.Builder
	b.WriteByte('[')
	for i, v := range list {
		if _, nested := v.([]any); nested || i == most || show(v) == "a record" {
			return counted(len(list), "element")
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(show(v))
	}
	b.WriteByte(']')
	return cut(b.String(), shownText)
}

// showDecimal writes all digits, whatever the settings of package decimal.
func showDecimal(d decimal.Decimal) string {
	places := max(-d.Exponent(), 0)
	text := d.StringFixed(places)
	if places > 0 {
		text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}
	return text
}
