package yaml

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/iso28000/iso28000/records"
)

// scalar fills the node of a scalar.
func (r *reading) scalar(n *yaml.Node, node *records.Node) {
	if len(n.Value) > r.limits.Scalar {
		r.fault(n.Line, n.Column, "holds %d bytes, more than the %d of one text or number", len(n.Value), r.limits.Scalar)
		return
	}
	node.Kind, node.Text = r.resolve(n)
	if node.Kind == records.StringNode && n.Style&yaml.FoldedStyle == 0 {
		node.Origin = r.source.origin(node, n.Style&yaml.LiteralStyle != 0)
	}
}

// isPlain reports whether a scalar has no quotes, no tag and is no block.
func isPlain(n *yaml.Node) bool {
	return n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0 && n.Tag != "!" && n.Style&yaml.TaggedStyle == 0
}

// resolve returns what a scalar is by the core schema, and its text.
func (r *reading) resolve(n *yaml.Node) (records.NodeKind, string) {
	quoted := n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
	if n.Style&yaml.TaggedStyle == 0 {
		if quoted || n.Tag == "!" {
			return records.StringNode, n.Value
		}
		kind, text := plain(n.Value)
		if kind == records.NumberNode && isSpecial(n.Value) {
			r.fault(n.Line, n.Column, "%s is no number that is kept here: write digits, or put a text in quotes", n.Value)
		}
		return kind, text
	}
	kind, text := plain(n.Value)
	switch fits := n.Tag; {
	case fits == "!!str":
		return records.StringNode, n.Value
	case fits == "!!null" && kind == records.NullNode,
		fits == "!!bool" && kind == records.BoolNode,
		fits == "!!int" && kind == records.NumberNode && isInteger(n.Value),
		fits == "!!float" && kind == records.NumberNode && !isSpecial(n.Value):
		return kind, text
	case fits == "!!null", fits == "!!bool", fits == "!!int", fits == "!!float":
		r.fault(n.Line, n.Column, "%.60q is not what its tag %s says: take the tag out", n.Value, fits)
	case !strings.HasPrefix(n.Tag, "!!"): // a rule such as !sealed, more likely than a tag
		r.fault(n.Line, n.Column, "the tag %s is not read here: take it out, or put a text that begins with ! in quotes", shownTag(n.Tag))
	default:
		r.fault(n.Line, n.Column, "the tag %s is not read here: take it out", shownTag(n.Tag))
	}
	return records.NullNode, ""
}

// plain returns what a text is without quotes and tag. Numbers keep the way they are written.
func plain(text string) (records.NodeKind, string) {
	switch text {
	case "", "~", "null", "Null", "NULL":
		return records.NullNode, ""
	case "true", "True", "TRUE":
		return records.BoolNode, "true"
	case "false", "False", "FALSE":
		return records.BoolNode, "false"
	}
	if isInteger(text) || isFloat(text) || isSpecial(text) {
		return records.NumberNode, text
	}
	return records.StringNode, text
}

const decimalDigits = "0123456789"

// isInteger reports whether a text is an integer of the core schema.
func isInteger(s string) bool {
	switch {
	case strings.HasPrefix(s, "0o"):
		return only(s[2:], "01234567")
	case strings.HasPrefix(s, "0x"):
		return only(s[2:], decimalDigits+"abcdefABCDEF")
	}
	return only(unsigned(s), decimalDigits)
}

// isFloat reports whether a text is a number with a point or an exponent in the core schema.
func isFloat(s string) bool {
	s = unsigned(s)
	mantissa, exponent, found := strings.Cut(strings.ToLower(s), "e")
	if found && !only(unsigned(exponent), decimalDigits) {
		return false
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	return only(whole+fraction, decimalDigits) && (whole != "" || fraction != "")
}

// isSpecial reports whether a text is one of the numbers without digits.
func isSpecial(s string) bool {
	switch unsigned(s) {
	case ".inf", ".Inf", ".INF":
		return true
	}
	switch s {
	case ".nan", ".NaN", ".NAN":
		return true
	}
	return false
}

// unsigned takes off one sign.
func unsigned(s string) string {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		return s[1:]
	}
	return s
}

// only reports whether a text consists of those characters, and is not empty.
func only(s, characters string) bool {
	return s != "" && strings.Trim(s, characters) == ""
}

func shownTag(tag string) string {
	if len(tag) > 60 {
		return tag[:60] + "…"
	}
	return tag
}
