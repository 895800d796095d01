package rules

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/iso28000/iso28000/records"
)

// A Difference is for which facts two rule sets decide differently: what whoever answers for
// the rules signs when they change.
type Difference[Facts any] struct {
	// Blocks are the facts whose outcome changes, each block with its change, disjoint.
	Blocks []Block[Facts] `json:"blocks,omitempty"`

	// More is how many changed combinations are in none of the blocks, since there would be more
	// blocks than the limit of findings.
	More uint64 `json:"more,omitzero"`

	// Changed counts the combinations of facts that change, Of those that there are. A value that
	// is listed counts for itself, a stretch of values that the rules do not tell apart as one.
	// Beyond 2^64 both stay there.
	Changed uint64 `json:"changed"`
	Of      uint64 `json:"of"`

	// Open says why the difference is not known, where the combinations are too many: there are
	// no blocks then. Where it is empty, nothing that changes is missing.
	Open []Open `json:"open,omitempty"`
}

// A Block is facts whose outcome changes in the same way.
type Block[Facts any] struct {
	Before      string  `json:"before,omitzero"` // the outcome; empty where a rule cannot be worked out
	After       string  `json:"after,omitzero"`
	RulesBefore []int   `json:"rules_before,omitempty"` // that decide there, from 0; -1 is the default
	RulesAfter  []int   `json:"rules_after,omitempty"`
	Where       []Range `json:"where,omitempty"` // all of them have to be so; facts that are not named can be anything
	Cells       uint64  `json:"cells"`           // combinations of facts, counted as in Difference

	// Facts is one case of the block, on which both sets have been run; nil where none could be
	// found: what stands in Where of the parts of a text, of a list or of the time may then not be
	// possible together.
	Facts *Facts    `json:"facts,omitempty"`
	At    time.Time `json:"at,omitzero"` // the instant of the case, where rules ask for the time
}

// A Range says what a fact can be.
type Range struct {
	Fact string `json:"fact"` // its name, or the text of a condition that cannot be taken apart
	Is   []Span `json:"is"`   // one of these
}

// A Span is a value, or the values from one to another, as rules write them. Where both are
// empty it is every value but nil.
type Span struct {
	From string `json:"from,omitzero"` // empty where there is no lowest
	To   string `json:"to,omitzero"`   // empty where there is no highest

	After  bool `json:"after,omitzero"`  // From itself is not among them
	Before bool `json:"before,omitzero"` // To itself is not among them

	Not []string `json:"not,omitempty"` // any text but these, in place of From and To
}

// String writes the span for people.
func (s Span) String() string {
	switch {
	case len(s.Not) > 0:
		return "not " + strings.Join(s.Not, ", ")
	case s.From == "" && s.To == "":
		return "not nil"
	case s.From == s.To:
		return s.From
	case s.From == "" && s.Before:
		return "below " + s.To
	case s.From == "":
		return "at most " + s.To
	case s.To == "" && s.After:
		return "above " + s.From
	case s.To == "":
		return s.From + " or more"
	case s.After && s.Before:
		return "between " + s.From + " and " + s.To
	case s.After:
		return "above " + s.From + " to " + s.To
	case s.Before:
		return s.From + " to below " + s.To
	}
	return s.From + " to " + s.To
}

// String writes the range for people.
func (r Range) String() string {
	parts := make([]string, len(r.Is))
	for i, span := range r.Is {
		parts[i] = span.String()
	}
	if len(parts) > 1 {
		return r.Fact + " " + strings.Join(parts[:len(parts)-1], ", ") + " or " + parts[len(parts)-1]
	}
	return r.Fact + " " + strings.Join(parts, "")
}

// String writes the block for people: what changes, and for which facts.
func (b Block[Facts]) String() string {
	name := func(outcome string) string {
		if outcome == "" {
			return "not to be worked out"
		}
		return outcome
	}
	parts := make([]string, len(b.Where))
	for i, r := range b.Where {
		parts[i] = r.String()
	}
	where := strings.Join(parts, "; ")
	if where == "" {
		where = "always"
	}
	text := fmt.Sprintf("%s → %s (%d): %s", name(b.Before), name(b.After), b.Cells, where)
	if b.Facts == nil {
		text += " (no such case was found)"
	}
	return text
}

// String writes the difference for people: how much changes, and a line for each block.
func (d Difference[Facts]) String() string {
	var b strings.Builder
	for _, o := range d.Open {
		fmt.Fprintf(&b, "what changes is not known: %s (%d, the limit is %d)\n", o.Because, o.Size, o.Limit)
	}
	switch {
	case len(d.Open) > 0:
	case d.Changed == 0:
		b.WriteString("no decision changes\n")
	default:
		fmt.Fprintf(&b, "%d of %d combinations of facts change:\n", d.Changed, d.Of)
	}
	for _, block := range d.Blocks {
		fmt.Fprintf(&b, "  %s\n", block)
	}
	if d.More > 0 {
		fmt.Fprintf(&b, "  and %d more\n", d.More)
	}
	return b.String()
}

// Diff finds the facts whose outcome differs between two sets, before and after a change. It
// goes through every combination of facts that the two tell apart, as [Analyze] does, and says
// so where these are too many. That another rule comes to the same outcome is no difference.
//
// The error says what is wrong with the environment, as [records.Faults]; its order and
// outcomes do not matter.
func Diff[Facts any, Outcome records.Enum](before, after *Set[Facts, Outcome], env Environment[Facts]) (Difference[Facts], error) {
	w := newWorks(reflect.TypeFor[Facts](), env.At, env.Limits)
	domains := domainsOf(&env)
	var f records.Faults
	checkDomains(&f, after.runner.engine.facts, domains)
	if err := f.Err(); err != nil {
		return Difference[Facts]{}, err
	}
	d := &comparison{works: w}
	for i, set := range []*Set[Facts, Outcome]{before, after} {
		side := &d.sides[i]
		side.definition = set.definition
		for _, x := range set.runner.engine.exprs {
			side.formulas = append(side.formulas, w.digest.formula(set.runner.engine, x))
		}
		side.outcome = func(s sighting) string {
			decision, err := set.Decide(s.facts.Addr().Interface().(*Facts), s.clock())
			if err != nil {
				return ""
			}
			return string(decision.Outcome)
		}
	}
	w.settle(domains)
	s, size := w.space(slices.Concat(d.sides[0].formulas, d.sides[1].formulas)...)
	if s == nil {
		o := Open{Index: -1, Size: size, Limit: w.limits.Cells, Because: "more combinations of facts would have to be tried than the limit allows"}
		return Difference[Facts]{Of: size, Open: []Open{o}}, nil
	}
	d.space = s
	d.compare()
	made := Difference[Facts]{More: d.more, Changed: d.changed, Of: d.weigh(s.all())}
	for _, b := range d.blocks {
		block := b.block
		out := Block[Facts]{Before: block.Before, After: block.After, RulesBefore: block.RulesBefore, RulesAfter: block.RulesAfter, Where: block.Where, Cells: block.Cells}
		if b.found {
			out.Facts, out.At = b.seen.facts.Addr().Interface().(*Facts), w.instant(b.seen)
		}
		made.Blocks = append(made.Blocks, out)
	}
	return made, nil
}
