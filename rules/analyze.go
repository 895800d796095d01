package rules

import (
	"fmt"
	"iter"
	"math"
	"time"
)

// An Environment says what facts are possible, and which of them are worse than others. Its
// zero value is an environment in which facts can be whatever their types hold, and none is
// worse than another. An enum has its listed values, and is empty where a rule asks for that.
type Environment[Facts any] struct {
	// Domains say what facts can be. What none of them speaks of can be anything of its type.
	Domains []Domain[Facts]

	// Worse names the facts that make a case worse or milder. Without it nobody asks whether a
	// worse case is tolerated where a milder one is not.
	Worse []Order

	// Outcomes lists the outcomes, the best first. Defaults to the order in which their type lists them.
	Outcomes []string

	// At is the instant at which witnesses are tried of rules that ask for the time. Claims hold
	// at all times. Defaults to the first day of 2020.
	At time.Time

	Limits AnalysisLimits
}

// A Domain says which values some facts can have.
type Domain[Facts any] struct {
	// Facts are the names, as rules write them: level, inherent.level. That of a struct stands for
	// all that is in it.
	Facts []string

	// Rows are all combinations of values that these facts can have, each in the fields of the
	// same name; the other fields do not count. They are read once, each before the next is
	// asked for, and what they point to is kept.
	Rows iter.Seq[*Facts]

	// From and To bound whole numbers where there are no Rows: from 1 to 5, say.
	From, To int

	// Examples says that the rows are some of the possible values, not all: then they serve as
	// witnesses, and nothing is concluded from what is not among them. Where there are none, nothing
	// is shown by facts of which the domain speaks. Examples may name facts of another domain too:
	// lists, say, with the numbers that go with them.
	Examples bool
}

// An Order says which values of a fact are worse. A case is worse than another if it is worse
// or equal in each fact that is ordered, and equal in all others.
type Order struct {
	Fact  string // as rules write it; the name of a struct stands for all that is in it
	Worse Direction
}

// A Direction says in which direction a fact grows worse.
type Direction string

// The directions. Numbers and days have their order, false is below true, and an enum is
// ordered as its type lists it.
const (
	Higher Direction = "higher"
	Lower  Direction = "lower"
	Either Direction = "either" // it follows from the other facts, and does not count
)

// Values lists the directions there are.
func (Direction) Values() []string { return []string{string(Higher), string(Lower), string(Either)} }

// AnalysisLimits bound the work of an analysis. What does not fit is not looked at in part: the
// analysis says so, with its size ([Open]).
type AnalysisLimits struct {
	Rows     int // combinations of values of facts that one condition compares with each other. Defaults to 200,000, at most 2,000,000.
	Cells    int // combinations that the rules tell apart. Defaults to 1,048,576, at most 16,777,216.
	Findings int // that are listed of one kind; the rest is counted. Defaults to 100, at most 10,000.
	Pairs    int // of rules that are held to each other. Defaults to 100,000, at most 1,000,000.
}

func (l AnalysisLimits) settled() AnalysisLimits {
	for _, row := range []struct {
		value          *int
		usual, ceiling int
	}{{&l.Rows, 200_000, 2_000_000}, {&l.Cells, 1 << 20, 1 << 24}, {&l.Findings, 100, 10_000}, {&l.Pairs, 100_000, 1_000_000}} {
		if *row.value <= 0 {
			*row.value = row.usual
		}
		*row.value = min(*row.value, row.ceiling)
	}
	return l
}

// An Analysis is what is true of a rule set for all facts that are possible.
type Analysis[Facts any] struct {
	// Findings are the faults and the notes, in the order of their kinds and of the rules.
	Findings []Finding[Facts] `json:"findings,omitempty"`

	// More counts, for each kind, the findings that are not listed.
	More map[FindingKind]int `json:"more,omitempty"`

	// Open are the questions that could not be answered for all facts, and why. Where it is empty,
	// what is not among the findings is not there.
	Open []Open `json:"open,omitempty"`

	Cells int `json:"cells"` // combinations of facts that the rules tell apart; 0 where they are too many
}

// Faults returns the findings that are likely to be mistakes. The others are notes: that
// rules overlap, or that something is left to the default, is often meant so.
func (a Analysis[Facts]) Faults() []Finding[Facts] {
	var faults []Finding[Facts]
	for _, f := range a.Findings {
		if f.Kind.Fault() {
			faults = append(faults, f)
		}
	}
	return faults
}

// A FindingKind says what was found.
type FindingKind string

// The kinds of finding, in the order in which they are reported.
const (
	NeverHolds     FindingKind = "never holds"          // the condition of a rule is true of no facts
	NeverDecides   FindingKind = "never decides"        // wherever a rule holds, rules before it decide
	Unworkable     FindingKind = "cannot be worked out" // a rule that is asked has no answer for some facts
	NotMonotone    FindingKind = "not monotone"         // a worse case has a better outcome than a milder one
	Contradictory  FindingKind = "contradictory"        // of rules that are all asked, two hold with different outcomes
	PartlyShadowed FindingKind = "partly shadowed"      // where a rule holds, rules before it decide otherwise for some facts; a note
	DefaultOnly    FindingKind = "left to the default"  // for some facts no rule holds; a note
)

// Values lists the kinds there are.
func (FindingKind) Values() []string {
	return []string{string(NeverHolds), string(NeverDecides), string(Unworkable), string(NotMonotone), string(Contradictory), string(PartlyShadowed), string(DefaultOnly)}
}

// Fault reports whether a finding of the kind is likely to be a mistake.
func (k FindingKind) Fault() bool { return k != PartlyShadowed && k != DefaultOnly }

// A Finding is something that is true of a rule set.
type Finding[Facts any] struct {
	Kind    FindingKind `json:"kind"`
	Rule    string      `json:"rule,omitzero"` // the name of the rule; empty for the default
	Index   int         `json:"index"`         // of the rule in the set, from 0; -1 for the default
	Path    string      `json:"path"`          // of what is meant in the definition: rules[3].when
	Line    int         `json:"line,omitzero"` // in the condition, from 1; 0 where no condition is meant
	Column  int         `json:"column,omitzero"`
	Text    string      `json:"text,omitzero"`    // the part of the condition that is meant
	By      []int       `json:"by,omitempty"`     // the other rules that it is about, from 0; -1 is the default
	Message string      `json:"message"`          // what is wrong, and where to look
	Cells   int         `json:"cells,omitzero"`   // in how many of the combinations it shows
	Facts   *Facts      `json:"facts,omitempty"`  // for which it shows, as running the set on them has proven; nil where it is true of all facts
	Milder  *Facts      `json:"milder,omitempty"` // of what is not monotone: the milder case, which has the worse outcome
	At      time.Time   `json:"at,omitzero"`      // the instant at which it shows, where the rules ask for the time
	Reason  string      `json:"reason,omitzero"`  // why it cannot be worked out
	Shown   string      `json:"shown,omitzero"`   // the facts that the rules look at, in words; of what is not monotone those in which the two cases differ
	Against string      `json:"against,omitzero"` // of what is not monotone: the same of the milder case
}

// String returns the place and the message.
func (f Finding[Facts]) String() string {
	if f.Line == 0 {
		return f.Path + ": " + f.Message
	}
	return place(f.Path, f.Line, f.Column) + ": " + f.Message
}

// An Open is a question that could not be answered for all facts.
type Open struct {
	Question FindingKind `json:"question"`
	Rule     string      `json:"rule,omitzero"`  // the name of the rule that it is about; empty where it is about the set
	Index    int         `json:"index"`          // of that rule, from 0, or -1
	Path     string      `json:"path,omitzero"`  // of that rule
	Size     uint64      `json:"size,omitzero"`  // combinations that would have to be tried, as far as they can be counted; 0 where there is no end to them
	Limit    int         `json:"limit,omitzero"` // that they are held to
	Because  string      `json:"because"`        // why it was not answered
}

// String says what was not answered, and why.
func (o Open) String() string {
	at := o.Path
	if at == "" {
		at = "rules"
	}
	text := at + ": " + o.Question.asks() + " was not found out: " + o.Because
	switch {
	case o.Size == 0:
		return text
	case o.Size == math.MaxUint64:
		return fmt.Sprintf("%s (the limit is %d)", text, o.Limit)
	}
	return fmt.Sprintf("%s (%d, the limit is %d)", text, o.Size, o.Limit)
}

// asks is the question that findings of the kind answer.
func (k FindingKind) asks() string {
	switch k {
	case NeverHolds:
		return "whether it ever holds"
	case NeverDecides:
		return "whether it ever decides"
	case Unworkable:
		return "whether it can be worked out whenever it is asked"
	case NotMonotone:
		return "whether a worse case ever has a better outcome"
	case Contradictory:
		return "whether it contradicts another rule"
	case PartlyShadowed:
		return "whether rules before it ever decide otherwise where it holds"
	}
	return "whether anything is left to the default"
}
