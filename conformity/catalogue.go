package conformity

import (
	_ "embed"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/iso28000/iso28000/records"
)

// A Requirement is one obligation of the standard, or of a scheme of the host's own.
type Requirement struct {
	ID           string       // stable for good: clause and letter, with words where one sentence holds several
	Clause       string       // 4.3.1
	Letter       string       // of the list in the clause; empty where it has none
	Title        string       // a few words
	Summary      string       // what is asked, in our own words
	Verification Verification // what it can be decided by
	FailsWhen    string       // what makes it unmet, the reading of the standard that the checks follow
	Condition    string       // id of the condition under which it applies; empty where it always does
	Severity     Grade        // of total absence
	References   []string     // of a scheme of the host's own: where the obligation stands, requirements of the standard among them

	links []string
}

// Links returns the ids of requirements that can fail for the same cause.
func (r Requirement) Links() []string { return slices.Clone(r.links) }

// Verification says what decides a requirement.
type Verification string

// The ways of verification.
const (
	ByData     Verification = "data"     // records alone
	ByBoth     Verification = "both"     // records and a judgement; each can fail it
	ByJudgment Verification = "attested" // a judgement alone
)

// A Condition is a circumstance on which some requirements depend. Where the organization
// states that it does not hold, and no record contradicts that, they are not applicable.
type Condition struct {
	ID   string
	Text string // the circumstance, as a clause of a sentence
}

// A Clause is a heading of the standard, with the clauses of ISO 14001:2004 and ISO 9001:2000
// that correspond to it.
type Clause struct {
	ID       string
	Title    string
	ISO14001 []string
	ISO9001  []string
}

//go:embed requirements.tsv
var requirementsTSV string

//go:embed conditions.tsv
var conditionsTSV string

//go:embed clauses.tsv
var clausesTSV string

type catalogue struct {
	requirements []Requirement
	conditions   []Condition
	clauses      []Clause
	position     map[string]int // of a requirement
}

// standard holds the embedded catalogue, read once and never changed.
var standard = sync.OnceValue(func() *catalogue {
	c := &catalogue{position: map[string]int{}}
	for row := range table(requirementsTSV, 10) {
		c.position[row[0]] = len(c.requirements)
		c.requirements = append(c.requirements, Requirement{
			ID: row[0], Clause: row[1], Letter: row[2], Title: row[3], Summary: row[4],
			Verification: Verification(row[5]), FailsWhen: row[6], Condition: row[7],
			Severity: gradeOf(row[8]), links: fields(row[9], ","),
		})
	}
	for row := range table(conditionsTSV, 2) {
		c.conditions = append(c.conditions, Condition{ID: row[0], Text: row[1]})
	}
	for row := range table(clausesTSV, 4) {
		c.clauses = append(c.clauses, Clause{ID: row[0], Title: row[1], ISO14001: fields(row[2], ";"), ISO9001: fields(row[3], ";")})
	}
	return c
})

// table yields the rows of an embedded table, without its header. The tables are ours, and a
// test reads them all, so a broken one does not get as far as a user.
func table(tsv string, columns int) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		lines := strings.Split(strings.TrimSuffix(tsv, "\n"), "\n")
		for _, line := range lines[1:] {
			row := strings.Split(line, "\t")
			if len(row) != columns {
				panic(fmt.Sprintf("conformity: embedded table: %d columns instead of %d: %s", len(row), columns, line))
			}
			if !yield(row) {
				return
			}
		}
	}
}

func fields(list, separator string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, separator)
}

// Requirements yields the 249 requirements of ISO 28000:2007 in the order of the standard.
func Requirements() iter.Seq[Requirement] {
	return func(yield func(Requirement) bool) {
		for _, requirement := range standard().requirements {
			if !yield(requirement) {
				return
			}
		}
	}
}

// InClause yields the requirements of a clause and of those below it, in the order of the
// standard: 4.3 gives those of 4.3.1 to 4.3.5.
func InClause(clause string) iter.Seq[Requirement] {
	return func(yield func(Requirement) bool) {
		for requirement := range Requirements() {
			if inClause(requirement.Clause, clause) && !yield(requirement) {
				return
			}
		}
	}
}

func inClause(clause, of string) bool {
	return clause == of || strings.HasPrefix(clause, of+".")
}

// ByID returns the requirement with that id.
func ByID(id string) (Requirement, bool) {
	if i, found := standard().position[id]; found {
		return standard().requirements[i], true
	}
	return Requirement{}, false
}

// ByLetter returns the requirements that a letter of a clause stands for: 4.2 i has three.
// Where a clause has several lists a letter means an item of each.
func ByLetter(clause, letter string) []Requirement {
	var found []Requirement
	for requirement := range Requirements() {
		if requirement.Clause == clause && requirement.Letter == letter {
			found = append(found, requirement)
		}
	}
	return found
}

// Clauses returns the headings from 4 to 4.6, in order.
func Clauses() []Clause {
	clauses := slices.Clone(standard().clauses)
	for i := range clauses {
		clauses[i].ISO14001 = slices.Clone(clauses[i].ISO14001)
		clauses[i].ISO9001 = slices.Clone(clauses[i].ISO9001)
	}
	return clauses
}

// ClauseByID returns the heading of a clause.
func ClauseByID(id string) (Clause, bool) {
	for _, clause := range Clauses() {
		if clause.ID == id {
			return clause, true
		}
	}
	return Clause{}, false
}

// Conditions returns the circumstances that requirements depend on, in the order of the standard.
func Conditions() []Condition { return slices.Clone(standard().conditions) }

// ConditionByID returns the condition with that id.
func ConditionByID(id string) (Condition, bool) {
	for _, condition := range standard().conditions {
		if condition.ID == id {
			return condition, true
		}
	}
	return Condition{}, false
}

// An UnknownRequirementError says that no requirement has the id, and which is nearest.
type UnknownRequirementError struct {
	ID   string
	Near string // empty where none is near
}

func (e *UnknownRequirementError) Error() string {
	if e.Near != "" {
		return fmt.Sprintf("no requirement has the id %q, did you mean %s?", e.ID, e.Near)
	}
	return fmt.Sprintf("no requirement has the id %q: ids are made of clause, letter and words, as in 4.3.1.consequence.a", e.ID)
}

func unknownRequirement(id string) *UnknownRequirementError {
	ids := make([]string, 0, len(standard().requirements))
	for _, requirement := range standard().requirements {
		ids = append(ids, requirement.ID)
	}
	return &UnknownRequirementError{ID: id, Near: records.Nearest(id, ids)}
}
