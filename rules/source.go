package rules

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/parser/lexer"
)

// A source is the text of an expression, cut into tokens.
type source struct {
	text   string
	tokens []token
	starts map[int]int // the token that begins at a character
	bytes  []int       // where each character begins; nil where every character is one byte
}

type token struct {
	kind     lexer.Kind
	value    string
	from, to int // bytes of the text
	match    int // of a bracket: the token that it pairs with
}

func (t token) is(kind lexer.Kind, value string) bool { return t.kind == kind && t.value == value }

// A problem is something wrong with a source, before it is known which rule it belongs to.
type problem struct {
	offset  int
	message string
	near    string
	limit   string
}

// readSource cuts the text into tokens, and refuses what the parser would not survive: it
// works by recursion, and bounds neither brackets nor chains of operators.
func readSource(text string, limits Limits) (*source, *problem) {
	s := &source{text: text, starts: map[int]int{}}
	if len(text) > limits.Bytes {
		return s, &problem{message: fmt.Sprintf("is %d bytes long%s", len(text), limits.refusal("Bytes", "split the rule")), limit: "Bytes"}
	}
	for i, r := range text {
		if _, size := utf8.DecodeRuneInString(text[i:]); r == utf8.RuneError && size == 1 {
			return s, &problem{offset: i, message: "is not UTF-8 here"}
		}
	}
	if utf8.RuneCountInString(text) < len(text) {
		for i := range text {
			s.bytes = append(s.bytes, i)
		}
	}
	return s, s.cut(limits)
}

func (s *source) cut(limits Limits) *problem {
	lex := lexer.New()
	lex.Reset(file.NewSource(s.text))
	var within nesting
	for {
		t, err := lex.Next()
		var refused *file.Error
		switch {
		case err == nil && t.Kind == lexer.EOF:
			s.tokens = append(s.tokens, token{kind: lexer.EOF, from: len(s.text), to: len(s.text), match: -1})
		case err == nil:
			s.starts[t.From] = len(s.tokens)
			s.tokens = append(s.tokens, token{kind: t.Kind, value: t.Value, from: s.byteAt(t.From), to: s.byteAt(t.To), match: -1})
			if p := s.nest(&within, limits); p != nil {
				return p
			}
		case errors.Is(err, io.EOF):
			return s.unclosed(within)
		case errors.As(err, &refused):
			return s.explainToken(refused)
		default:
			return &problem{message: "cannot be read"}
		}
	}
}

// A nesting is what the parser would be inside of at a token.
type nesting struct {
	open []int // brackets
	deep int   // operators for which it has gone one level deeper, for good
}

// nest takes account of the last token: it pairs the brackets, and bounds what the parser
// recurses on.
func (s *source) nest(within *nesting, limits Limits) *problem {
	i := len(s.tokens) - 1
	t := s.tokens[i]
	switch {
	case t.kind == lexer.Bracket && strings.Contains("([{", t.value):
		if within.open = append(within.open, i); len(within.open) > limits.Depth {
			return &problem{offset: t.from, message: "brackets nest too deep here" + limits.refusal("Depth", "simplify the rule"), limit: "Depth"}
		}
	case t.kind == lexer.Bracket:
		n := len(within.open)
		if n == 0 || closing(s.tokens[within.open[n-1]].value) != t.value {
			return &problem{offset: t.from, message: s.unopened(within.open, t)}
		}
		s.tokens[within.open[n-1]].match, s.tokens[i].match = i, within.open[n-1]
		within.open = within.open[:n-1]
	case t.kind == lexer.Operator && s.recurses(i):
		if within.deep++; within.deep > limits.Nodes {
			return &problem{offset: t.from, message: "holds too many operators" + limits.refusal("Nodes", "split the rule"), limit: "Nodes"}
		}
	}
	return nil
}

func (s *source) unclosed(within nesting) *problem {
	if len(within.open) == 0 {
		return nil
	}
	t := s.tokens[within.open[len(within.open)-1]]
	return &problem{offset: t.from, message: fmt.Sprintf("%s is never closed: add %s", t.value, closing(t.value))}
}

// recurses reports whether the parser goes one level deeper for this operator, for good.
func (s *source) recurses(i int) bool {
	switch s.tokens[i].value {
	case "?", "let", "if", "else", "!", "not", "^", "**":
		return true
	case "+", "-":
		return i == 0 || s.tokens[i-1].kind == lexer.Operator || s.tokens[i-1].kind == lexer.Bracket
	}
	return false
}

func closing(bracket string) string {
	switch bracket {
	case "(":
		return ")"
	case "[":
		return "]"
	}
	return "}"
}

func (s *source) unopened(open []int, t token) string {
	if len(open) == 0 {
		return fmt.Sprintf("%s closes nothing: remove it, or add what opens it", t.value)
	}
	before := s.tokens[open[len(open)-1]]
	line, column := position(s.text, before.from)
	return fmt.Sprintf("%s closes the %s of %d:%d: write %s", t.value, before.value, line, column, closing(before.value))
}

// parse returns the tree that the parser makes of the text.
func (s *source) parse(limits Limits) (root ast.Node, p *problem) {
	defer func() {
		if recover() != nil {
			root, p = nil, &problem{message: "cannot be read: the parser gave up on it"}
		}
	}()
	config := conf.CreateNew()
	config.MaxNodes = uint(limits.Nodes)
	tree, err := parser.ParseWithConfig(s.text, config)
	var refused *file.Error
	switch {
	case err == nil:
		return tree.Node, nil
	case !errors.As(err, &refused):
		return nil, &problem{message: "cannot be read"}
	case strings.Contains(refused.Message, "maximum allowed nodes"):
		return nil, &problem{offset: s.byteAt(refused.From), message: "the names, values and operators up to here are too many" + limits.refusal("Nodes", "split the rule"), limit: "Nodes"}
	}
	return nil, s.explainSyntax(refused)
}

// byteAt returns where a character begins.
func (s *source) byteAt(character int) int {
	switch {
	case s.bytes == nil:
		return min(character, len(s.text))
	case character < len(s.bytes):
		return s.bytes[character]
	}
	return len(s.text)
}

// token returns the token that begins at the node's place, or -1.
func (s *source) token(at file.Location) int {
	if i, found := s.starts[at.From]; found {
		return i
	}
	return -1
}

// position returns the line and column of a byte, from 1; columns count characters.
func position(text string, offset int) (line, column int) {
	before := text[:min(offset, len(text))]
	line = 1 + strings.Count(before, "\n")
	return line, 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
}
