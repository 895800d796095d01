package iso28000

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/records"
)

// A Link is a reference from one record to another, and the field that holds it.
type Link struct {
	From  records.Ref `json:"from"`
	To    records.Ref `json:"to"`
	Field string      `json:"field"` // as in files: revisions[2].authorization.by
}

// A Graph holds every reference between the records of a system. It does not change, and is
// safe for concurrent use. Links are stored on the later of two records; the graph knows both ways.
type Graph struct {
	links   []Link
	from    map[records.Ref][]int
	to      map[records.Ref][]int
	records map[records.Ref]string // with what people call it
}

// Graph gathers the references between the records of the system.
func (s *System) Graph() *Graph {
	g := &Graph{from: map[records.Ref][]int{}, to: map[records.Ref][]int{}, records: map[records.Ref]string{}}
	system := reflect.ValueOf(s).Elem()
	for i := range system.NumField() {
		list := system.Field(i)
		if list.Kind() != reflect.Slice || !list.Type().Elem().Implements(reflect.TypeFor[records.Entity]()) {
			continue
		}
		for j := range list.Len() {
			row := list.Index(j)
			ref := row.Interface().(records.Entity).Ref()
			g.records[ref] = label(row)
			g.gather(ref, row, "", true)
		}
	}
	slices.SortFunc(g.links, func(a, b Link) int {
		return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To), strings.Compare(a.Field, b.Field))
	})
	for i, link := range g.links {
		g.from[link.From] = append(g.from[link.From], i)
		g.to[link.To] = append(g.to[link.To], i)
	}
	return g
}

func (g *Graph) gather(from records.Ref, v reflect.Value, path string, top bool) {
	switch v.Kind() {
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			g.gather(from, v.Index(i), fmt.Sprintf("%s[%d]", path, i), false)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			g.gather(from, v.Elem(), path, false)
		}
	case reflect.String:
		if id, isID := v.Interface().(records.Entity); isID && v.String() != "" {
			g.links = append(g.links, Link{from, id.Ref(), path})
		}
	case reflect.Struct:
		if ref, isRef := v.Interface().(records.Ref); isRef {
			if !ref.IsZero() {
				g.links = append(g.links, Link{from, ref, path})
			}
			return
		}
		for i := range v.NumField() {
			field := v.Type().Field(i)
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			switch {
			case !field.IsExported() || name == "-" || top && name == "id":
			case field.Anonymous && name == "":
				g.gather(from, v.Field(i), path, false)
			case path == "":
				g.gather(from, v.Field(i), name, false)
			default:
				g.gather(from, v.Field(i), path+"."+name, false)
			}
		}
	}
}

// A Trace is how one record hangs together with the others: why it exists, what rests on it,
// and what verifies it.
type Trace struct {
	Record   records.Ref `json:"record"`
	Label    string      `json:"label,omitzero"`
	Grounds  []Step      `json:"grounds,omitempty"`  // what it refers to, directly or through others: policy, law, threat
	Rests    []Step      `json:"rests,omitempty"`    // what refers to it, directly or through others
	Verified []Step      `json:"verified,omitempty"` // of what refers to it: audits, measurements, evaluations, drills, judgements

	links []Link
}

// A Step is a record on a trace, reached over the shortest way.
type Step struct {
	Record records.Ref `json:"record"`
	Label  string      `json:"label,omitzero"`
	Over   Link        `json:"over"` // the last link of the way
	Far    int         `json:"far"`  // how many links away
}

// leaf kinds are shown and not passed through: that one person owns two risks says nothing of
// how the risks hang together.
func leaf(kind string) bool {
	switch kind {
	case "person", "role", "setting", "competence":
		return true
	}
	return false
}

// verifies reports whether records of the kind are looks at whether others hold.
func verifies(kind string) bool {
	switch kind {
	case "attestation", "audit", "audit finding", "measurement", "indicator", "inspection", "evaluation", "drill", "management review":
		return true
	}
	return false
}

// Trace follows the references of a record in both directions. Where the graph has no such
// record, ok is false.
func (g *Graph) Trace(record records.Ref) (trace Trace, ok bool) {
	name, ok := g.records[record]
	if !ok {
		return Trace{}, false
	}
	trace = Trace{Record: record, Label: name}
	trace.Grounds = g.walk(&trace, g.from, func(l Link) records.Ref { return l.To })
	for _, step := range g.walk(&trace, g.to, func(l Link) records.Ref { return l.From }) {
		if verifies(step.Record.Kind) {
			trace.Verified = append(trace.Verified, step)
		} else {
			trace.Rests = append(trace.Rests, step)
		}
	}
	return trace, true
}

// walk goes breadth first, in the order of the links, so that the same graph gives the same trace.
func (g *Graph) walk(trace *Trace, links map[records.Ref][]int, end func(Link) records.Ref) []Step {
	seen := map[records.Ref]bool{trace.Record: true}
	var steps []Step
	front := []records.Ref{trace.Record}
	for far := 1; len(front) > 0; far++ {
		var next []records.Ref
		for _, ref := range front {
			for _, i := range links[ref] {
				link := g.links[i]
				to := end(link)
				trace.links = append(trace.links, link)
				if seen[to] {
					continue
				}
				seen[to] = true
				steps = append(steps, Step{Record: to, Label: g.records[to], Over: link, Far: far})
				if !leaf(to.Kind) {
					next = append(next, to)
				}
			}
		}
		front = next
	}
	return steps
}

// drawn returns the records and links of a trace, each once and in order.
func (t Trace) drawn() ([]Step, []Link) {
	nodes := append([]Step{{Record: t.Record, Label: t.Label}}, slices.Concat(t.Grounds, t.Rests, t.Verified)...)
	slices.SortFunc(nodes, func(a, b Step) int { return a.Record.Compare(b.Record) })
	nodes = slices.CompactFunc(nodes, func(a, b Step) bool { return a.Record == b.Record })
	links := slices.Clone(t.links)
	slices.SortFunc(links, func(a, b Link) int { return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To)) })
	links = slices.CompactFunc(links, func(a, b Link) bool { return a.From == b.From && a.To == b.To })
	return nodes, links
}

// Mermaid writes the trace as a Mermaid flow chart.
func (t Trace) Mermaid() string {
	var b strings.Builder
	b.WriteString("flowchart LR\n")
	nodes, links := t.drawn()
	names := map[records.Ref]string{}
	for i, node := range nodes {
		names[node.Record] = fmt.Sprintf("n%d", i)
		fmt.Fprintf(&b, "  n%d[\"%s\"]\n", i, escape(caption(node), mermaidSafe, "#%d;"))
	}
	for _, link := range links {
		fmt.Fprintf(&b, "  %s --> %s\n", names[link.From], names[link.To])
	}
	fmt.Fprintf(&b, "  style %s stroke-width:3px\n", names[t.Record])
	return b.String()
}

// DOT writes the trace in the language of Graphviz.
func (t Trace) DOT() string {
	var b strings.Builder
	b.WriteString("digraph trace {\n  rankdir=LR;\n  node [shape=box];\n")
	nodes, links := t.drawn()
	names := map[records.Ref]string{}
	for i, node := range nodes {
		names[node.Record] = fmt.Sprintf("n%d", i)
		style := ""
		if node.Record == t.Record {
			style = ", penwidth=3"
		}
		fmt.Fprintf(&b, "  n%d [label=\"%s\"%s];\n", i, escape(caption(node), dotSafe, "&#%d;"), style)
	}
	for _, link := range links {
		fmt.Fprintf(&b, "  %s -> %s;\n", names[link.From], names[link.To])
	}
	b.WriteString("}\n")
	return b.String()
}

func caption(s Step) string {
	if s.Label == "" {
		return s.Record.String()
	}
	return s.Record.String() + ": " + s.Label
}

// mermaidSafe and dotSafe report whether a character stands for itself in a label.
func mermaidSafe(r rune) bool { return r >= ' ' && !strings.ContainsRune("\"#&<>`\\;{}[]()|", r) }

func dotSafe(r rune) bool { return r >= ' ' && !strings.ContainsRune("\"&<>\\{}|", r) }

// escape writes what has a meaning of its own as a numbered character, and control characters
// as spaces, so that no label can break out of the diagram.
func escape(text string, safe func(rune) bool, numbered string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case safe(r):
			b.WriteRune(r)
		case r < ' ':
			b.WriteByte(' ')
		default:
			fmt.Fprintf(&b, numbered, r)
		}
	}
	return b.String()
}
