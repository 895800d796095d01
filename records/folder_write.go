package records

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
)

// systemFile is the name of the file for what is no list, without its ending.
const systemFile = "system"

// WriteFolder returns the files, by name, that [ReadFolder] reads back to an equal value:
// one for each list of the struct v, named after it, and system for everything else. What
// omitempty or omitzero leaves out, or is nil, stands in none.
func WriteFolder(v any, format Format) (map[string][]byte, error) {
	top, err := Encode(v)
	if err != nil {
		return nil, err
	}
	extensions := format.Extensions()
	if top.Kind != MapNode || len(extensions) == 0 {
		return nil, fmt.Errorf("a folder is written from a struct by a format with an ending, not from %v by %T", reflect.TypeOf(v), format)
	}
	contents := map[string]*Node{}
	system := &Node{Kind: MapNode}
	for _, f := range top.Fields {
		switch {
		case f.Value.Kind == NullNode:
		case f.Value.Kind == ListNode && f.Name != systemFile && isWord(f.Name):
			contents[f.Name] = &Node{Kind: MapNode, Fields: []Field{f}}
		default:
			system.Fields = append(system.Fields, f)
		}
	}
	if len(system.Fields) > 0 || len(contents) == 0 {
		contents[systemFile] = system // an empty one too: a folder without files is refused
	}
	files := make(map[string][]byte, len(contents))
	var faults Faults
	for _, name := range slices.Sorted(maps.Keys(contents)) {
		data, err := format.Format(contents[name])
		faults.Within(name+extensions[0], err)
		files[name+extensions[0]] = data
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return files, nil
}
