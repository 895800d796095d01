package records

import "slices"

// nest steps into a list or a map, and reports whether it is not too deep.
func (p *jsonParser) nest() bool {
	if p.depth >= p.limits.Depth {
		p.stop("is nested too deep: lists and maps go at most %d deep", p.limits.Depth)
		return false
	}
	p.depth++
	p.pos++
	return true
}

func (p *jsonParser) object() *Node {
	n := p.node(MapNode)
	if n == nil || !p.nest() {
		return nil
	}
	var names names
	first := len(p.fields)
	for next := p.space(); next != '}'; {
		if next != '"' {
			return p.badName(n)
		}
		at := Field{Line: p.line, Column: p.column()}
		name, _, ok := p.string()
		if !ok {
			return nil
		}
		at.Name = name
		p.path = append(p.path, byName(name))
		if p.space() != ':' {
			return p.stop("%s stands where a colon is needed, between a name and its value", p.here())
		}
		p.pos++
		if at.Value = p.value(); at.Value == nil {
			return nil
		}

		if line := names.add(p.fields[first:], name, at.Line); line > 0 {
			p.fault(at.Line, at.Column, "is given twice, first in line %d: keep one", line)
		} else {
			p.fields = append(p.fields, at)
		}
		p.path = p.path[:len(p.path)-1]
		if next, ok = p.separator(n, '}'); !ok {
			return nil
		}
	}
	p.pos++
	p.depth--
	if len(p.fields) > first {
		n.Fields = slices.Clone(p.fields[first:])
		clear(p.fields[first:])
		p.fields = p.fields[:first]
	}
	return n
}

// names tells whether a name was given before: by looking through the fields while they are
// few, by a map once they are many.
type names map[string]int

// add notes a name. It returns the line in which one of the given fields has it already, or 0.
func (s *names) add(given []Field, name string, line int) int {
	switch {
	case *s != nil:
	case len(given) < 16:
		if i := slices.IndexFunc(given, func(f Field) bool { return f.Name == name }); i >= 0 {
			return given[i].Line
		}
		return 0
	default:
		*s = make(names, 2*len(given))
		for _, f := range given {
			(*s)[f.Name] = f.Line
		}
	}
	if first, twice := (*s)[name]; twice {
		return first
	}
	(*s)[name] = line
	return 0
}

func (p *jsonParser) array() *Node {
	n := p.node(ListNode)
	if n == nil || !p.nest() {
		return nil
	}
	first := len(p.items)
	for next := p.space(); next != ']'; {
		if p.pos >= len(p.text) {
			return p.unclosed(n)
		}
		p.path = append(p.path, byIndex(len(p.items)-first))
		item := p.value()
		if item == nil {
			return nil
		}
		p.path = p.path[:len(p.path)-1]
		p.items = append(p.items, item)
		var ok bool
		if next, ok = p.separator(n, ']'); !ok {
			return nil
		}
	}
	p.pos++
	p.depth--
	if len(p.items) > first {
		n.Items = slices.Clone(p.items[first:])
		clear(p.items[first:])
		p.items = p.items[:first]
	}
	return n
}

// separator passes over the comma after a value and returns what follows: the next value,
// or the end of the list or map n. A comma too many or too few is noted.
func (p *jsonParser) separator(n *Node, end byte) (next byte, ok bool) {
	next = p.space()
	if next == end {
		return next, true
	}
	if next != ',' {
		if p.pos >= len(p.text) {
			p.unclosed(n)
			return 0, false
		}
		p.stop("%s stands where a comma or %q is needed", p.here(), end)
		// What can begin a value, or a name, is taken for one after a comma that was forgotten.
		begins := next == '"' || end == ']' && (next == '{' || next == '[' || next >= '0' && next <= '9')
		return next, begins && p.goOn()
	}
	line, column := p.line, p.column()
	p.pos++
	next = p.space()
	if next == end {
		p.fault(line, column, "a comma stands before %q: take it out", end)
		return next, p.goOn()
	}
	return next, true
}

// goOn counts the faults after which the reading went on by a guess, and ends it after many:
// such a file is no JSON at all.
func (p *jsonParser) goOn() bool {
	if p.guesses++; p.guesses >= maxGuesses {
		p.stop("the reading ends here, after %d faults of this kind", maxGuesses)
		return false
	}
	return true
}

// badName ends the reading where the name of a field should begin.
func (p *jsonParser) badName(n *Node) *Node {
	switch {
	case p.pos >= len(p.text):
		return p.unclosed(n)
	case p.text[p.pos] == '/':
		return p.stop("a comment stands here, and JSON has none: take it out")
	}
	return p.stop("%s stands where a name is needed: write names in double quotes", p.here())
}

// unclosed ends the reading at the end of the file.
func (p *jsonParser) unclosed(n *Node) *Node {
	what, end := "list", "]"
	if n.Kind == MapNode {
		what, end = "map", "}"
	}
	return p.stop("the file ends within the %s that begins in line %d, column %d: close it with %s", what, n.Line, n.Column, end)
}
