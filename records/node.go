package records

// A Node is one value of a file, with its place: what every format turns bytes into, and
// the one decoder turns into entities, criteria, mappings and rules.
type Node struct {
	Kind   NodeKind
	Text   string  // a scalar's text; of a number just as it was written
	Items  []*Node // of a list
	Fields []Field // of a map, in the order of the file; a name stands once
	Line   int     // where the value begins, from 1
	Column int     // in characters, from 1

	// Origin gives the place of a byte of Text in the file: of rules, the text of which is
	// looked into. It is nil where places inside the text cannot be told (a folded scalar,
	// one with escapes), and for other nodes than strings.
	Origin func(offset int) (line, column int)
}

// A Field is one entry of a map.
type Field struct {
	Name   string
	Line   int // where the name begins
	Column int
	Value  *Node
}

// A NodeKind says what a node holds.
type NodeKind uint8

// The kinds of node.
const (
	NullNode NodeKind = iota
	BoolNode
	NumberNode
	StringNode
	ListNode
	MapNode
)

// String names the kind for a message: "a number".
func (k NodeKind) String() string {
	return [...]string{"nothing", "true or false", "a number", "a text", "a list", "a map"}[k]
}

// A Format turns the bytes of a file into a Node and back. JSON is in this package, YAML in
// its own module. A Format is safe for concurrent use.
type Format interface {
	// Extensions are the endings of the files it reads, with the dot.
	Extensions() []string
	// Parse reads one document. What it refuses it refuses with [FileErrors], each with its
	// place: broken syntax, a name given twice in a map, more than the [FileLimits] allow.
	Parse(file string, data []byte, limits FileLimits) (*Node, error)
	// Format writes a document that Parse reads back to an equal tree, places aside.
	Format(node *Node) ([]byte, error)
}

// FileLimits bound what is read from one file. Zero fields mean the defaults.
type FileLimits struct {
	Bytes  int // size of the file. Defaults to 64 MiB.
	Depth  int // how deep lists and maps nest. Defaults to 64.
	Nodes  int // values in the file, aliases counted each time they are used. Defaults to 5,000,000.
	Scalar int // bytes of one text or number. Defaults to 1 MiB.
}

// A FileError is one thing wrong with a file, and where.
type FileError struct {
	File    string
	Line    int    // from 1; 0 where the whole file is meant
	Column  int    // from 1; 0 where the whole line is meant
	Path    string // of the value: risks[3].ratings[0].consequence; empty where there is none
	Message string // what is wrong, and what would be right

	more int // of the last of FileErrors: how many faults were not kept
}
