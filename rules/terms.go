package rules

import (
	"reflect"

	"github.com/expr-lang/expr/parser/lexer"
	"github.com/iso28000/iso28000/records"
)

// A Term is a part of a condition that is itself true or false: the condition as a whole, what
// && and || join, what ! turns, what a loop asks of each element. Whether each of them came
// out both ways is what the coverage of a rule is about.
type Term struct {
	Text   string // as it stands in the rule
	Offset int    // of the text in the condition, in bytes
	Joined string // && or || where it is one side of it, ! where it is what that turns; otherwise empty
	Plain  bool   // a name or a call, with no operator outside of its brackets
}

// Terms returns the terms of each rule, in the order of the rules, and of each condition in the
// order of its text, the condition as a whole first. What is the same whatever the facts are,
// such as true, is no term.
func (s *Set[Facts, Outcome]) Terms() [][]Term { return s.runner.terms() }

// Observe decides as [Set.Decide] does, and tells seen how each term came out that had to be
// asked: what short-circuiting skips is not, and a term in a loop is told of once for each
// element. It works rules out one part at a time, many times slower than Decide.
func (s *Set[Facts, Outcome]) Observe(facts *Facts, at records.Clock, seen func(rule, term int, holds bool)) (Decision[Outcome], error) {
	if facts == nil || at == nil {
		return Decision[Outcome]{}, missing(facts == nil)
	}
	index := -1
	err := s.runner.observe(reflect.ValueOf(facts).Elem(), at, seen, func(rule int, holds bool) bool {
		if holds {
			index = rule
		}
		return !holds
	})
	if err != nil {
		return Decision[Outcome]{}, err
	}
	return s.decision(index), nil
}

// Terms returns the terms of the condition, as [Set.Terms] does for each rule.
func (c *Condition[Facts]) Terms() []Term { return c.runner.terms()[0] }

// Observe answers as [Condition.Holds] does, and tells seen how each term came out that had to
// be asked, as [Set.Observe] does.
func (c *Condition[Facts]) Observe(facts *Facts, at records.Clock, seen func(term int, holds bool)) (holds bool, err error) {
	if facts == nil || at == nil {
		return false, missing(facts == nil)
	}
	err = c.runner.observe(reflect.ValueOf(facts).Elem(), at, func(_, term int, holds bool) { seen(term, holds) }, func(_ int, came bool) bool {
		holds = came
		return true
	})
	return holds && err == nil, err
}

func (r *runner) terms() [][]Term {
	all := make([][]Term, len(r.engine.exprs))
	for i, x := range r.engine.exprs {
		x.eachTerm(func(_ *node, t Term) { all[i] = append(all[i], t) })
	}
	return all
}

// observe works out one expression after the other, for as long as next says so.
func (r *runner) observe(facts reflect.Value, at records.Clock, seen func(rule, term int, holds bool), next func(rule int, holds bool) bool) error {
	m := r.machines.Get().(*machine)
	defer r.machines.Put(m)
	m.start(facts, at)
	defer m.stop()
	for i, x := range r.engine.exprs {
		places := map[*node]int{}
		x.eachTerm(func(n *node, _ Term) { places[n] = len(places) })
		e := &evaluator{m: m, seen: func(n *node, value any) {
			term, listed := places[n]
			if holds, known := value.(bool); listed && known {
				seen(i, term, holds)
			}
		}}
		value, at, failed := e.run(x.root)
		if failed != nil {
			return x.failed(at, failed)
		}
		if !next(i, value.(bool)) {
			break
		}
	}
	return nil
}

// eachTerm calls visit with each term of the expression, in the order of the text.
func (x *expression) eachTerm(visit func(*node, Term)) {
	seen := map[*node]bool{} // the b of a < b < c is part of both comparisons
	var walk func(n *node, above op, joined string)
	walk = func(n *node, above op, joined string) {
		if seen[n] {
			return
		}
		seen[n] = true
		row := n.op == above && (n.op == opAnd || n.op == opOr) // a && b && c is one row of three
		constant := n.op == opConst || n.value != nil
		chained := n.op == opChain || above == opChain // a?.b may be nil as well
		if n.typ.is(kindBool) && !constant && !n.quiet && !row && !chained {
			visit(n, Term{
				Text: x.source.between(n.lo, n.hi), Offset: x.source.tokens[n.lo].from,
				Joined: joined, Plain: x.plain(n),
			})
		}
		side := ""
		switch {
		case n.op == opAnd:
			side = "&&"
		case n.op == opOr:
			side = "||"
		case n.op == opNot:
			side = "!"
		case n.quiet || n.op == opChain:
			side = joined
		}
		for _, kid := range n.kids {
			walk(kid, n.op, side)
		}
	}
	walk(x.root, opConst, "")
}

// plain reports whether a node is written as a name with what follows it, or as a call.
func (x *expression) plain(n *node) bool {
	for i := n.lo; i <= n.hi; i++ {
		switch t := x.source.tokens[i]; {
		case t.kind == lexer.Bracket && t.match > i:
			i = t.match
		case t.kind == lexer.Operator && t.value != "." && t.value != "?." && t.value != "#", t.kind == lexer.Bracket:
			return false
		}
	}
	return true
}
