package yaml

import (
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
)

// syntax notes the fault that ended the parsing, in words for people who know their data
// better than YAML.
func (r *reading) syntax(err error, m *meter) {
	var fault *yaml.LoadError
	if !errors.As(err, &fault) {
		fault = &yaml.LoadError{Message: err.Error()}
	}
	s := newSource(m.data)
	line, column := s.clamp(fault.Mark.Line, fault.Mark.Column)
	switch m.cause {
	case errTooDeep:
		r.fault(line, column, "is nested too deep: lists and maps go at most %d deep", m.depth)
		return
	case errTooWide:
		r.fault(line, column, "a list or map in brackets holds more than %d values: write each on a line of its own, without brackets", maxFlowMarks)
		return
	}
	message, known := plainWords[fault.Message]
	if !known {
		message = strings.TrimPrefix(fault.Message, "yaml: ")
		if fault.ContextMsg != "" {
			message += " (" + fault.ContextMsg + ")"
		}
	}
	switch name, isAnchor := strings.CutPrefix(fault.Message, "unknown anchor '"); {
	case isAnchor:
		name = strings.TrimSuffix(name, "' referenced")
		message = fmt.Sprintf("the alias *%s stands for nothing: no &%s comes before it", name, name)
	case fault.Message == cannotStart:
		message = s.cannotStart(line, column)
	}
	if begin := fault.ContextMark; begin.Line > 0 && (begin.Line < line || begin.Line == line && begin.Column < column) {
		message += fmt.Sprintf("; it begins in line %d, column %d", begin.Line, begin.Column)
	}
	r.fault(line, column, "%s", message)
}

const cannotStart = "found character that cannot start any token"

// plainWords says what the parser's messages mean.
var plainWords = map[string]string{
	"mapping values are not allowed in this context":               "a colon stands where no name can: put a text with a colon in quotes, or correct the indent",
	"block sequence entries are not allowed in this context":       "a dash stands where no list can begin: put the list on lines of its own, or the text in quotes",
	"mapping keys are not allowed in this context":                 "a question mark stands where no name can: put the text in quotes",
	"did not find expected key":                                    "the line fits in nowhere: its indent is that of no line above, or a quote or bracket before it is not closed",
	"did not find expected '-' indicator":                          "an item of the list is needed: begin the line with a dash, or correct the indent",
	"could not find expected ':'":                                  "a name without a colon: write name: value, or correct the indent",
	"did not find expected ',' or ']'":                             "the list in brackets is not closed: a comma or ] is needed",
	"did not find expected ',' or '}'":                             "the map in brackets is not closed: a comma or } is needed",
	"found unexpected end of stream":                               "the text in quotes is not closed",
	"found unexpected document indicator":                          "the text in quotes is not closed",
	"found unknown escape character":                               "no such escape: in double quotes write a backslash as \\\\, or use single quotes",
	"found undefined tag handle":                                   "a tag that is not known here: take it out, or put the text in quotes",
	"found a tab character where an indentation space is expected": "a tab in the indent: use spaces",
	"found a tab character that violates indentation":              "a tab in the indent: use spaces",
	"found mixed spaces and tabs in indentation":                   "a tab in the indent: use spaces",
	"did not find expected node content":                           "a value is needed",
	"found a comment without preceding whitespace":                 "a comment needs a space before its #",
	"did not find expected <document start>":                       "something stands after the end of the document: a file holds one value",
}

// cannotStart says why nothing can begin with the character at a place.
func (s *source) cannotStart(line, column int) string {
	switch at := s.offset(line, column); {
	case at >= len(s.data):
	case s.data[at] == '\t':
		return "a tab in the indent: use spaces"
	default:
		return fmt.Sprintf("no text can begin with %q: put it in quotes", s.data[at])
	}
	return "a value is needed"
}
