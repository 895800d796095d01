package records

import (
	"encoding"
	"reflect"
	"strings"
	"time"
)

// value reads a value that is no field: null stands for its zero value.
func (d *Decoder) value(p *plan, n *Node, v reflect.Value) {
	switch {
	case p.validates && !d.within:
		d.outermost(p, n, v)
	case n.Kind == NullNode:
		v.SetZero()
	default:
		p.read(d, p, n, v)
	}
}

// mismatch notes that something else stands where a value of some kind is needed.
func (d *Decoder) mismatch(n *Node, need string) {
	switch n.Kind {
	case ListNode, MapNode:
		d.refuse(n, "is %v, where %s is needed", n.Kind, need)
	case BoolNode:
		d.refuse(n, "is %s, where %s is needed", n.Text, need)
	default:
		d.refuse(n, "%s is %v, where %s is needed", quoteScalar(n), n.Kind, need)
	}
}

// quoteScalar shows a scalar as it looks in a file.
func quoteScalar(n *Node) string {
	if n.Kind == StringNode {
		return quote(n.Text)
	}
	return shorten(n.Text, 60)
}

// text returns the text of a node, without control characters.
func (d *Decoder) text(n *Node) (text string, ok bool) {
	if n.Kind != StringNode {
		need := "a text"
		if !n.isCollection() {
			need += " in quotes"
		}
		d.mismatch(n, need)
		return "", false
	}
	if c, found := controlCharacter(n.Text); found {
		d.refuse(n, "holds the control character %s: texts have none but tabs and line breaks", quote(c))
		return "", false
	}
	return n.Text, true
}

// controlCharacter returns the first character that no text may hold.
func controlCharacter(text string) (c string, found bool) {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c == 0x7F {
			return text[i : i+1], true
		}
	}
	return "", false
}

func (d *Decoder) readString(p *plan, n *Node, v reflect.Value) {
	text, ok := d.text(n)
	if ok && p.enum != nil {
		text, ok = d.enumValue(p.enum, n, text)
	}
	if ok {
		v.SetString(text)
	}
}

// enumValue returns the value of the enum that the text is. No text at all is none yet.
func (d *Decoder) enumValue(e *enum, n *Node, text string) (value string, ok bool) {
	value, ok = e.known[text]
	if !ok && text != "" {
		if d.faults.full() {
			d.refuse(n, "")
			return "", false
		}
		d.refuse(n, "%s is none of %s%s", quote(text), strings.Join(e.values, ", "), DidYouMean(text, e.values))
		return "", false
	}
	return value, true
}

func (d *Decoder) readID(p *plan, n *Node, v reflect.Value) {
	text, ok := d.text(n)
	if !ok {
		return
	}
	v.SetString(text)
	if text != "" {
		d.refer(p.kind, text, n.Line, n.Column)
	}
}

func (d *Decoder) readRef(_ *plan, n *Node, v reflect.Value) {
	text, ok := d.text(n)
	if !ok {
		return
	}
	ref := v.Addr().Interface().(*Ref)
	if err := ref.UnmarshalText([]byte(text)); err != nil {
		d.refuse(n, "%v", err)
	} else if !ref.IsZero() {
		d.refer(d.kindOf(ref.Kind, false), ref.ID, n.Line, n.Column)
	}
}

func (d *Decoder) readText(_ *plan, n *Node, v reflect.Value) {
	if n.isCollection() {
		d.mismatch(n, "a text")
		return
	}
	u := v.Addr().Interface().(encoding.TextUnmarshaler)
	if err := u.UnmarshalText([]byte(n.Text)); err != nil {
		v.SetZero()
		d.refuse(n, "%v", err)
	} else if n.Kind != StringNode {
		// It would do, but 2026 that is a number here is a text when it is written again.
		v.SetZero()
		d.mismatch(n, "a text in quotes")
	}
}

func (d *Decoder) readTime(_ *plan, n *Node, v reflect.Value) {
	if n.Kind == StringNode && n.Text == "" {
		v.SetZero()
		return
	}
	var t time.Time
	err := t.UnmarshalText([]byte(n.Text))
	if n.Kind != StringNode || err != nil || t.UTC().Year() < 1 || t.UTC().Year() > 9999 {
		d.mismatch(n, "an instant, as in 2006-01-02T15:04:05Z,")
		return
	}
	v.Set(reflect.ValueOf(t.UTC()))
}

func (d *Decoder) readBool(_ *plan, n *Node, v reflect.Value) {
	if n.Kind != BoolNode {
		d.mismatch(n, "true or false")
		return
	}
	v.SetBool(n.Text == "true")
}

func (d *Decoder) readNode(_ *plan, n *Node, v reflect.Value) { v.Set(reflect.ValueOf(*n)) }

func (d *Decoder) readNodePointer(_ *plan, n *Node, v reflect.Value) { v.Set(reflect.ValueOf(n)) }

func (d *Decoder) readNodeUnmarshaler(_ *plan, n *Node, v reflect.Value) {
	if err := v.Addr().Interface().(NodeUnmarshaler).UnmarshalNode(n); err != nil {
		v.SetZero()
		d.addFaults(n, err)
		d.spoiled[n] = true
	}
}
