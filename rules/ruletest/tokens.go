package ruletest

import (
	"strings"

	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser/lexer"
)

// A token is a word, a sign or a value of a condition.
type token struct {
	kind     lexer.Kind
	value    string
	from, to int // bytes of the text
	match    int // of a bracket: the token that it pairs with, or -1
}

func (t token) is(values ...string) bool {
	for _, v := range values {
		if t.value == v && t.kind != lexer.String {
			return true
		}
	}
	return false
}

// cutTokens cuts a condition, which compiles, into tokens.
func cutTokens(text string) []token {
	starts := make([]int, 0, len(text)+1) // of each character
	for i := range text {
		starts = append(starts, i)
	}
	starts = append(starts, len(text))
	at := func(character int) int { return starts[min(max(character, 0), len(starts)-1)] }
	lex := lexer.New()
	lex.Reset(file.NewSource(text))
	var tokens []token
	var open []int
	for {
		t, err := lex.Next()
		if err != nil || t.Kind == lexer.EOF {
			return tokens
		}
		made := token{kind: t.Kind, value: t.Value, from: at(t.From), to: at(t.To), match: -1}
		if made.kind == lexer.Bracket {
			if strings.Contains("([{", made.value) {
				open = append(open, len(tokens))
			} else if n := len(open); n > 0 {
				made.match = open[n-1]
				tokens[made.match].match = len(tokens)
				open = open[:n-1]
			}
		}
		tokens = append(tokens, made)
	}
}

// spaces returns how many bytes of blanks follow a place.
func spaces(text string, from int) int {
	rest := text[from:]
	return len(rest) - len(strings.TrimLeft(rest, " \t\r\n"))
}
