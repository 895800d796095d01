package systems_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/records"
)

// A change is one smallest change to the complete system, as data: what it removes, sets or
// adds, by the path of what is changed. In a path, brackets hold the id of a record, the
// place in a list from 0, or field=value: policies[POL].revisions[number=3].issued_on.
type change struct {
	Requirement string       `json:"requirement"`
	Breaks      string       `json:"breaks"`           // what is wrong then, for a reader
	Variant     string       `json:"variant,omitzero"` // of a judgement: missing, negative, lapsed, stale, contradicted
	Remove      []string     `json:"remove,omitempty"`
	Set         []assignment `json:"set,omitempty"`
	Add         []assignment `json:"add,omitempty"`  // to the end of a list
	Want        string       `json:"want,omitzero"`  // unmet, unless said otherwise
	Also        []string     `json:"also,omitempty"` // requirements about the system as a whole, and others that fall with it though no link says so
}

type assignment struct {
	Path  string `json:"path"`
	Value value  `json:"value"`
}

// A value is anything that a file can hold.
type value struct{ *records.Node }

func (v *value) UnmarshalNode(n *records.Node) error {
	v.Node = n
	return nil
}

func (c change) name() string {
	if c.Variant != "" {
		return c.Requirement + "/" + c.Variant
	}
	return c.Requirement + "/" + c.Breaks
}

// apply makes the change to a copy of the tree, and reads a system of it.
func (c change) apply(t *testing.T, tree *records.Node) *iso28000.System {
	t.Helper()
	changed := clone(tree)
	for _, path := range c.Remove {
		require.NoError(t, remove(changed, path), path)
	}
	for _, s := range c.Set {
		require.NoError(t, set(changed, s.Path, s.Value.Node), s.Path)
	}
	for _, a := range c.Add {
		list, err := follow(changed, steps(a.Path))
		require.NoError(t, err, a.Path)
		require.Equal(t, records.ListNode, list.Kind, "%s is no list", a.Path)
		list.Items = append(list.Items, a.Value.Node)
	}
	var system iso28000.System
	d := records.NewDecoder()
	d.Decode("changed", changed, &system)
	require.NoError(t, d.Err(), "a change must leave a system that can be read")
	return &system
}

func clone(n *records.Node) *records.Node {
	c := *n
	c.Items = slices.Clone(n.Items)
	for i := range c.Items {
		c.Items[i] = clone(c.Items[i])
	}
	c.Fields = slices.Clone(n.Fields)
	for i := range c.Fields {
		c.Fields[i].Value = clone(c.Fields[i].Value)
	}
	return &c
}

// steps splits a path at dots and brackets: policies[POL].title is policies, [POL], title.
func steps(path string) []string {
	var list []string
	start, depth := 0, 0
	cut := func(end int) {
		if end > start {
			list = append(list, path[start:end])
		}
	}
	for i, c := range path {
		switch {
		case c == '[' && depth == 0:
			cut(i)
			start = i
			depth++
		case c == ']' && depth == 1:
			cut(i + 1)
			start = i + 1
			depth--
		case c == '.' && depth == 0:
			cut(i)
			start = i + 1
		}
	}
	cut(len(path))
	return list
}

func follow(n *records.Node, path []string) (*records.Node, error) {
	for _, step := range path {
		next, err := child(n, step)
		if err != nil {
			return nil, err
		}
		n = *next
	}
	return n, nil
}

// child returns where the value of a step is held.
func child(n *records.Node, step string) (**records.Node, error) {
	if key, isKey := strings.CutPrefix(step, "["); isKey {
		i, err := item(n, strings.TrimSuffix(key, "]"))
		if err != nil {
			return nil, err
		}
		return &n.Items[i], nil
	}
	for i := range n.Fields {
		if n.Fields[i].Name == step {
			return &n.Fields[i].Value, nil
		}
	}
	return nil, fmt.Errorf("there is no %s", step)
}

func item(n *records.Node, key string) (int, error) {
	field, value, named := strings.Cut(key, "=")
	if !named {
		field, value = "id", key
	}
	for i, it := range n.Items {
		if it.Kind == records.StringNode && it.Text == key {
			return i, nil
		}
		for _, f := range it.Fields {
			if f.Name == field && f.Value.Text == value {
				return i, nil
			}
		}
	}
	if i, err := strconv.Atoi(key); err == nil && i >= 0 && i < len(n.Items) {
		return i, nil
	}
	return 0, fmt.Errorf("there is no [%s]", key)
}

func remove(n *records.Node, path string) error {
	list := steps(path)
	parent, err := follow(n, list[:len(list)-1])
	if err != nil {
		return err
	}
	last := list[len(list)-1]
	if key, isKey := strings.CutPrefix(last, "["); isKey {
		i, err := item(parent, strings.TrimSuffix(key, "]"))
		if err == nil {
			parent.Items = slices.Delete(parent.Items, i, i+1)
		}
		return err
	}
	if _, err := child(parent, last); err != nil {
		return err
	}
	parent.Fields = slices.DeleteFunc(parent.Fields, func(f records.Field) bool { return f.Name == last })
	return nil
}

func set(n *records.Node, path string, value *records.Node) error {
	list := steps(path)
	parent, err := follow(n, list[:len(list)-1])
	if err != nil {
		return err
	}
	last := list[len(list)-1]
	if held, err := child(parent, last); err == nil {
		*held = value
		return nil
	} else if strings.HasPrefix(last, "[") {
		return err
	}
	parent.Fields = append(parent.Fields, records.Field{Name: last, Value: value})
	return nil
}
