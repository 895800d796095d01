package iso28000

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/iso28000/iso28000/records"
)

// An archive keeps a system record by record, so that each has a history of its own: a revision
// for each change, and none for a save that changes nothing. What a system says of itself is
// one more entity. Entities of other kinds, which a host keeps beside, are left alone.

// ErrNoSystem is returned where an archive holds no system, or none yet in the state that was
// asked for.
var ErrNoSystem = errors.New("iso28000: the archive holds no system in that state")

// An identity is what a system says of itself, as an entity. It is validated as the system is.
type identity struct {
	Format       int          `json:"format"`
	Organization string       `json:"organization"`
	AsOf         records.Date `json:"as_of,omitzero"`
}

// Ref names the one that there is.
func (identity) Ref() records.Ref { return records.Ref{Kind: "system", ID: "system"} }

// A listOf is one list of a system.
type listOf struct {
	name  string // in files
	place int    // among the fields of System
}

// listsOf returns the lists of a system by the kind of their records.
func listsOf() map[string]listOf {
	lists := map[string]listOf{}
	system := reflect.TypeFor[System]()
	for i := range system.NumField() {
		field := system.Field(i)
		if field.Type.Kind() != reflect.Slice {
			continue
		}
		if e, is := reflect.Zero(field.Type.Elem()).Interface().(records.Entity); is {
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			lists[e.Ref().Kind] = listOf{name, i}
		}
	}
	return lists
}

// A gathering makes a system of the contents of records, with everything that is wrong with
// them as [Load] would say it.
type gathering struct {
	lists   map[string]listOf
	system  System
	decoder *records.Decoder
	faults  records.FileFaults
	found   bool                 // whether there was any record of a system
	seen    map[records.Ref]bool // what was there in the state that was read
}

// systemFile is where what a system says of itself is said to stand.
const systemFile = "system"

func newGathering() *gathering {
	g := &gathering{lists: listsOf(), decoder: records.NewDecoder(), seen: map[records.Ref]bool{}}
	// It comes first, since what it lacks is said to be missing in the first file.
	g.decoder.Decode(systemFile, &records.Node{Kind: records.MapNode}, &g.system)
	return g
}

// ours reports whether records of the kind are parts of a system.
func (g *gathering) ours(kind string) bool {
	_, list := g.lists[kind]
	return list || kind == identity{}.Ref().Kind
}

// add takes in the content of a record.
func (g *gathering) add(ref records.Ref, content []byte) {
	g.found = true
	node, err := parseContent(ref, content)
	if err != nil {
		g.decoder.Refuse(ref.String(), err)
		return
	}
	if ref == (identity{}).Ref() {
		g.decoder.Decode(systemFile, node, &g.system)
		return
	}
	list, known := g.lists[ref.Kind]
	if !known {
		g.faults.Add(records.FileError{File: ref.String(), Message: "is no part of a system"})
		return
	}
	if id := idOf(node); id != ref.ID {
		g.faults.Add(records.FileError{File: ref.String(), Path: "id", Message: fmt.Sprintf("is %q: the record is kept under another name than it has", id)})
		return
	}
	items := &records.Node{Kind: records.ListNode, Items: []*records.Node{node}}
	g.decoder.Decode(ref.String(), &records.Node{Kind: records.MapNode, Fields: []records.Field{{Name: list.name, Value: items}}}, &g.system)
}

// parseContent reads the content of a record.
func parseContent(ref records.Ref, content []byte) (*records.Node, error) {
	return records.JSON.Parse(ref.String(), content, records.FileLimits{Bytes: records.MaxContent, Scalar: records.MaxContent})
}

// idOf returns the id in the content of a record.
func idOf(node *records.Node) string {
	for _, f := range node.Fields {
		if f.Name == "id" {
			return f.Value.Text
		}
	}
	return ""
}

// end resolves references, and returns the system or what is wrong with it.
func (g *gathering) end() (*System, error) {
	g.decoder.Resolve()
	var all records.FileErrors
	if err := g.decoder.Err(); errors.As(err, &all) {
		for _, fault := range all {
			g.faults.Add(placed(fault))
		}
	}
	if err := g.faults.Err(); err != nil {
		return nil, err
	}
	return &g.system, nil
}

// placed says where in a record a fault is. A record stands in one line, and alone in its list.
func placed(fault records.FileError) records.FileError {
	fault.Line, fault.Column = 0, 0
	if _, path, is := strings.Cut(fault.Path, "[0]"); is && fault.File != systemFile {
		fault.Path = strings.TrimPrefix(path, ".")
	}
	return fault
}
