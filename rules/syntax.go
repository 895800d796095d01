package rules

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser/lexer"
)

// explainToken says in our words what the lexer stopped at. It comes after the last token.
func (s *source) explainToken(refused *file.Error) *problem {
	start := 0
	if n := len(s.tokens); n > 0 {
		start = s.tokens[n-1].to
	}
	start += len(s.text[start:]) - len(strings.TrimLeft(s.text[start:], " \t\r\n"))
	at := s.byteAt(refused.From)
	switch {
	case strings.HasPrefix(refused.Message, "literal not terminated"):
		return &problem{offset: start, message: "a text begins here and never ends: add the closing quote"}
	case strings.HasPrefix(refused.Message, "unclosed comment"):
		return &problem{offset: start, message: "a comment begins here and never ends: add */"}
	case strings.HasPrefix(refused.Message, "bad number syntax"):
		return &problem{offset: start, message: "this is no number, and a name cannot begin with a digit"}
	case strings.Contains(refused.Message, "escape"):
		return &problem{offset: start, message: `a text here holds a \ that stands for nothing: write \\ for the character itself`}
	}
	char, _ := utf8.DecodeRuneInString(s.text[min(at, len(s.text)):])
	for _, typed := range []struct{ odd, write string }{
		{"≤", "<="}, {"≥", ">="}, {"≠", "!="}, {"×", "*"}, {"÷", "/"}, {"−", "-"}, {"∧", "and"}, {"∨", "or"}, {"¬", "not"},
		{"“”„«»‟", `"`}, {"‘’‚", "'"},
	} {
		if strings.ContainsRune(typed.odd, char) {
			return &problem{offset: at, message: fmt.Sprintf("%c is not part of the language: write %s", char, typed.write)}
		}
	}
	return &problem{offset: at, message: fmt.Sprintf("%s is not part of the language", strconv.QuoteRune(char))}
}

// explainSyntax says in our words what the parser stopped at.
func (s *source) explainSyntax(refused *file.Error) *problem {
	at := s.byteAt(refused.From)
	i := s.token(refused.Location)
	if i < 0 || strings.Contains(refused.Message, "unexpected end") || strings.Contains(refused.Message, "token EOF") {
		i = len(s.tokens) - 1 // expr places the end on the last character
	}
	t, before := s.tokens[i], token{}
	if i > 0 {
		before = s.tokens[i-1]
	}
	switch {
	case strings.Contains(refused.Message, "integer literal"), strings.Contains(refused.Message, "binary literal"),
		strings.Contains(refused.Message, "octal literal"), strings.Contains(refused.Message, "hex literal"):
		return &problem{offset: before.from, message: quoteSource(before.value) + " is no whole number that rules can hold: the largest is 9223372036854775807"}
	case strings.Contains(refused.Message, "float literal"):
		return &problem{offset: before.from, message: quoteSource(before.value) + " is no number that rules can hold"}
	case strings.Contains(refused.Message, "cannot be mixed"):
		return &problem{offset: at, message: fmt.Sprintf("?? and %s stand side by side: put the ?? and its two sides in brackets", quoteSource(t.value))}
	case strings.Contains(refused.Message, "at least"):
		return &problem{offset: t.from, message: "a condition is missing before this ): a loop takes a list and a condition, as in any(list, .field > 1)"}
	case strings.Contains(refused.Message, "wrap predicate"):
		return &problem{offset: t.from, message: "put a condition that holds a ; into { and }"}
	case i > 1 && s.tokens[i-2].is(lexer.Operator, "|") && before.kind == lexer.Identifier:
		return &problem{offset: s.tokens[i-2].from, message: "| hands a list to a function, as in list | any(.field > 1): to join conditions write || or or"}
	case t.kind == lexer.EOF && before.value != "":
		return &problem{offset: before.to, message: fmt.Sprintf("ends too early: something is missing after %s", quoteSource(before.value))}
	case t.kind == lexer.EOF:
		return &problem{message: "is empty: write a condition"}
	}
	return &problem{offset: t.from, message: s.unexpected(t, before, s.tokens[min(i+1, len(s.tokens)-1)])}
}

// unexpected says what is wrong with a token that cannot stand where it does.
func (s *source) unexpected(t, before, after token) string {
	switch {
	case t.value == "=" && (before.value == "<" || before.value == ">"):
		return fmt.Sprintf("the two signs of %s= belong together", before.value)
	case t.value == "=" && (after.value == ">" || after.value == "<"):
		return fmt.Sprintf("=%s is not part of the language: write %s=", after.value, after.value)
	case t.value == ">" && before.value == "<":
		return "<> is not part of the language: write !="
	case t.value == "=":
		return "= is not part of the language: write == to compare"
	case t.value == "&":
		return "& is not part of the language: write && or and"
	case t.value == "#":
		return "# stands for the element of a list, and there is none here: use it inside any, all, count and the like"
	case t.value == "." && t.kind == lexer.Operator:
		return "a name that begins with . is a field of the element of a list, and there is none here"
	}
	if t.kind == lexer.Identifier {
		switch strings.ToLower(t.value) {
		case "and", "or", "not", "in", "if", "else", "contains", "matches":
			return fmt.Sprintf("%s is written %s", t.value, strings.ToLower(t.value))
		case "is", "equals", "eq":
			return fmt.Sprintf("%s is not part of the language: write == to compare", t.value)
		case "between":
			return "between is not part of the language: write 1 <= x && x <= 5, or x in 1..5"
		}
	}
	found := quoteSource(s.text[t.from:t.to])
	if before.value == "" {
		return found + " cannot stand at the beginning"
	}
	return fmt.Sprintf("did not expect %s after %s: an operator, a comma or a bracket is missing or too much", found, quoteSource(before.value))
}

// quoteSource shows a piece of a rule in a message, on one line and not too long.
func quoteSource(text string) string {
	const most = 60
	if len(text) > 8*most { // of a long text the beginning will do
		text = strings.ToValidUTF8(text[:8*most], "") + strings.Repeat("x", most)
	}
	return cut(strings.Join(strings.Fields(text), " "), most)
}

// quote shows a text that somebody wrote: quoted, and not too long.
func quote(text string) string { return strconv.Quote(cut(text, 60)) }

// cut shortens a text to that many characters.
func cut(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}
