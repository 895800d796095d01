package ruletest

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/expr-lang/expr/parser/lexer"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
)

// An edit puts another text in the place of some bytes of a condition.
type edit struct {
	from, to int
	text     string
	drops    bool // the text only says that what was there is left out
}

// edits returns the changes of a condition that a mistake could be, each small, in the order of
// the text. What two changes would do alike is there once: n + 1 is the limit of <= n that the
// change to < n does not try already.
func edits(text string, terms []rules.Term) []edit {
	e := editor{text: text, tokens: cutTokens(text)}
	for i := range e.tokens {
		e.token(i)
	}
	for _, term := range terms {
		e.term(term)
	}
	return sorted(e.list)
}

type editor struct {
	text   string
	tokens []token
	list   []edit
}

func (e *editor) add(from, to int, text string) {
	e.list = append(e.list, edit{from: from, to: to, text: text})
}

func (e *editor) replace(i int, text string) { e.add(e.tokens[i].from, e.tokens[i].to, text) }

// at returns a token, or none where there is no such place.
func (e *editor) at(i int) token {
	if i < 0 || i >= len(e.tokens) {
		return token{match: -1}
	}
	return e.tokens[i]
}

func (e *editor) token(i int) {
	t := e.tokens[i]
	switch t.kind {
	case lexer.Number:
		e.number(i)
	case lexer.String:
		e.quoted(i)
	case lexer.Bracket:
		e.listed(i)
	case lexer.Identifier:
		if swap := otherFunction(t.value); swap != "" && e.at(i+1).is("(") && !e.at(i-1).is(".", "?.") {
			e.replace(i, swap)
		}
	case lexer.Operator:
		e.operator(i)
	}
}

func otherFunction(name string) string {
	switch name {
	case "any":
		return "all"
	case "all":
		return "any"
	case "reached", "happened":
		return "over"
	case "over":
		return "reached"
	case "min":
		return "max"
	case "max":
		return "min"
	}
	return ""
}

func (e *editor) operator(i int) {
	t := e.tokens[i]
	switch t.value {
	case "<":
		e.replace(i, "<=")
	case "<=":
		e.replace(i, "<")
	case ">":
		e.replace(i, ">=")
	case ">=":
		e.replace(i, ">")
	case "==":
		e.replace(i, "!=")
	case "!=":
		e.replace(i, "==")
	case "&&":
		e.replace(i, "||")
	case "||":
		e.replace(i, "&&")
	case "and":
		e.replace(i, "or")
	case "or":
		e.replace(i, "and")
	case "!", "not":
		e.add(t.from, t.to+spaces(e.text, t.to), "")
	}
}

// number moves a whole number by one, a decimal one by one in its last place.
func (e *editor) number(i int) {
	up, down := e.directions(i, i)
	if e.at(i-1).is("??") || e.inList(i) {
		return // nobody compares with it, or it is left out of its list
	}
	whole, fraction, point := strings.Cut(e.tokens[i].value, ".")
	n, ok := new(big.Int).SetString(whole+fraction, 10)
	if !ok || len(e.tokens[i].value) > 40 {
		return // written otherwise
	}
	write := func(by int64) string {
		digits := new(big.Int).Add(n, big.NewInt(by)).String()
		if !point {
			return digits
		}
		sign := ""
		if digits[0] == '-' {
			sign, digits = "-", digits[1:]
		}
		if missing := len(fraction) + 1 - len(digits); missing > 0 {
			digits = strings.Repeat("0", missing) + digits
		}
		return sign + digits[:len(digits)-len(fraction)] + "." + digits[len(digits)-len(fraction):]
	}
	if down {
		e.replace(i, write(-1))
	}
	if up {
		e.replace(i, write(1))
	}
}

// directions reports which way the bound from one token to another is moved: where it is one
// side of < or the like, the change of that operator moves it the other way.
func (e *editor) directions(first, last int) (up, down bool) {
	switch before := e.at(first - 1); {
	case before.is("<=", ">"):
		return true, false
	case before.is("<", ">="):
		return false, true
	}
	switch after := e.at(last + 1); {
	case e.at(first-1).is("+", "-", "*", "/", "%"):
		return true, true
	case after.is(">=", "<"):
		return true, false
	case after.is(">", "<="):
		return false, true
	}
	return true, true
}

// quoted moves a day by one day, and a period by one of its unit.
func (e *editor) quoted(i int) {
	if !e.at(i-1).is("(", ",") {
		return
	}
	text := e.tokens[i].value
	if e.at(i - 2).is("date") {
		day, err := records.ParseDate(text)
		if err != nil {
			return
		}
		up, down := e.directions(i-2, i+1)
		if down {
			e.replace(i, strconv.Quote(day.AddDays(-1).String()))
		}
		if up {
			e.replace(i, strconv.Quote(day.AddDays(1).String()))
		}
		return
	}
	if _, err := records.ParsePeriod(text); err != nil || !e.at(i-2).is("period") && !e.argumentOf(i, "within") {
		return
	}
	digits := len(text) - len(strings.TrimLeft(text, "0123456789"))
	n, err := strconv.Atoi(text[:digits])
	if err != nil {
		return
	}
	if n > 1 {
		e.replace(i, strconv.Quote(strconv.Itoa(n-1)+text[digits:]))
	}
	e.replace(i, strconv.Quote(strconv.Itoa(n+1)+text[digits:]))
}

// argumentOf reports whether a token stands in the brackets of that function.
func (e *editor) argumentOf(i int, function string) bool {
	open := e.around(i)
	return open > 0 && e.tokens[open].is("(") && e.tokens[open-1].is(function)
}

// around returns the bracket that opens around a token, or -1.
func (e *editor) around(i int) int {
	for i--; i >= 0; i-- {
		switch t := e.tokens[i]; {
		case t.kind != lexer.Bracket:
		case t.match < i && t.match >= 0:
			i = t.match // it closes
		default:
			return i
		}
	}
	return -1
}

// inList reports whether a token is an element of a list that is written out.
func (e *editor) inList(i int) bool {
	open := e.around(i)
	return open >= 0 && e.isList(open) && e.at(i-1).is("[", ",") && e.at(i+1).is("]", ",") && e.elements(open) > 1
}

// isList reports whether a bracket opens a list, and not the place of an element.
func (e *editor) isList(i int) bool {
	before := e.at(i - 1)
	return e.tokens[i].is("[") && (i == 0 || !before.is(")", "]", "?.", "#") && (before.kind != lexer.Identifier))
}

func (e *editor) elements(open int) int {
	n := 1
	for i := open + 1; i < e.tokens[open].match; i++ {
		switch t := e.tokens[i]; {
		case t.kind == lexer.Bracket && t.match > i:
			i = t.match
		case t.is(",") && i+1 < e.tokens[open].match:
			n++
		}
	}
	return n
}

// listed leaves each element out of a list of several.
func (e *editor) listed(open int) {
	if !e.isList(open) || e.tokens[open].match < 0 || e.elements(open) < 2 {
		return
	}
	end := e.tokens[open].match
	start := open + 1 // of the element
	for i := open + 1; i <= end; i++ {
		t := e.tokens[i]
		switch {
		case t.kind == lexer.Bracket && t.match > i:
			i = t.match
		case i == end && start < end: // the last one goes with the comma before it
			e.add(e.tokens[start-1].from, e.tokens[end].from, "")
		case t.is(",") && i < end:
			e.add(e.tokens[start].from, t.to+spaces(e.text, t.to), "")
			start = i + 1
		}
	}
}

// term leaves out one side of && or ||. What is true or false by itself and no such side is
// turned; of a side, leaving it out says more.
func (e *editor) term(t rules.Term) {
	from, to := t.Offset, t.Offset+len(t.Text)
	switch {
	case t.Joined == "&&":
		e.list = append(e.list, edit{from, to, "true", true})
	case t.Joined == "||":
		e.list = append(e.list, edit{from, to, "false", true})
	case t.Joined == "" && t.Plain:
		e.add(from, to, "!("+t.Text+")")
	}
}
