package rules

import "fmt"

// Limits bound what rules may cost, since whoever writes a rule file decides how much work it
// is. A field that is zero or negative means its default, one above its ceiling the ceiling.
// What a limit refuses is refused with an error that names the limit: when compiling with a
// [SourceError], when running with a [RunError].
//
// A step is about the work of one operator. A loop (any, all, filter and the like) costs the
// number of its elements times the operators of its condition, and that is counted before it
// runs; a loop inside a loop is counted each time it starts. Reading a list, in, sum, min and
// max cost a step an element, looking at a text one for each 64 bytes, matching a pattern
// at least two a byte, and long decimal numbers a step for each 32 digits. Ten million steps
// are about half a second, several times that where they are explained.
type Limits struct {
	Rules  int // rules of a set. Defaults to 1,000, at most 10,000.
	Bytes  int // length of an expression. Defaults to 65,536, at most 1,048,576.
	Nodes  int // names, values, operators and calls of an expression. Defaults to 5,000, at most 100,000.
	Depth  int // how deep brackets nest. Defaults to 64, at most 500.
	Loops  int // how deep loops nest. Defaults to 3, at most 8.
	Steps  int // of one question: a decision, or one rule of those that all may match. Defaults to 10,000,000, at most 1,000,000,000.
	Memory int // elements of the lists that one question builds. Defaults to 100,000, at most 100,000,000.
	Text   int // bytes of a text that is read or made. Defaults to 65,536, at most 1,073,741,824.
	Digits int // digits of a decimal number, and places behind its point. Defaults to 200, at most 10,000.
}

type limitRow struct {
	name           string
	value          *int
	usual, ceiling int
}

func (l *Limits) rows() []limitRow {
	return []limitRow{
		{"Rules", &l.Rules, 1000, 10_000},
		{"Bytes", &l.Bytes, 64 << 10, 1 << 20},
		{"Nodes", &l.Nodes, 5000, 100_000},
		{"Depth", &l.Depth, 64, 500},
		{"Loops", &l.Loops, 3, 8},
		{"Steps", &l.Steps, 10_000_000, 1_000_000_000},
		{"Memory", &l.Memory, 100_000, 100_000_000},
		{"Text", &l.Text, 64 << 10, 1 << 30},
		{"Digits", &l.Digits, 200, 10_000},
	}
}

// WithDefaults returns the limits with every field that is zero or negative replaced by its
// default, and every one above its ceiling by that.
func (l Limits) WithDefaults() Limits { return l.settled() }

// settled returns the limits with every field filled in.
func (l Limits) settled() Limits {
	for _, row := range l.rows() {
		if *row.value <= 0 {
			*row.value = row.usual
		}
		*row.value = min(*row.value, row.ceiling)
	}
	return l
}

// refusal goes on with a message about a limit: its name, what it allows, and the two ways out.
func (l Limits) refusal(name, wayOut string) string {
	for _, row := range l.rows() {
		if row.name == name {
			return fmt.Sprintf(": Limits.%s allows %d, so %s or raise the limit", name, *row.value, wayOut)
		}
	}
	return ""
}
