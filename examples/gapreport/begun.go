package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	colour "github.com/jedib0t/go-pretty/v6/text"

	"github.com/iso28000/iso28000/conformity"
)

// Whoever has just begun has nothing on record for most requirements. A list of them helps
// nobody: what helps is to know what comes first, and what is wrong in what is there already.

// A stride is a piece of work that gives the next ones something to stand on.
type stride struct {
	title string
	why   string
	opens []string // requirements that say how far it has come: the first that is open says what to do
}

// strides are the way from nothing to a system, in the order in which each can be gone.
var strides = []stride{
	{"Scope", "all else is asked of what the system covers", []string{"4.1.scope", "4.1.establish"}},
	{"People", "somebody has to decide, and to answer for it", []string{"4.4.1.structure", "4.4.1.documented", "4.4.1.a", "4.4.1.communicated"}},
	{"Policy", "it says what for; objectives are built on it", []string{"4.2.authorize", "4.2.i", "4.2.j"}},
	{"Method", "risks that are rated without one cannot be compared", []string{"4.3.1.method.a", "4.3.1.procedure", "4.3.1.method.b"}},
	{"Risks", "what is to be done, measured and audited comes from here", []string{"4.3.1.ongoing", "4.3.1.likelihood", "4.3.1.consequence", "4.3.1.method.c.treatment"}},
	{"Law", "it binds whether or not anybody looked it up", []string{"4.3.2.procedure", "4.3.2.a"}},
	{"Objectives", "they turn policy and risks into what is to be reached", []string{"4.3.3.establish", "4.3.4.establish", "4.3.5.establish"}},
	{"Documents", "so that what was settled stays settled", []string{"4.1.document", "4.4.4.system", "4.4.5.procedure", "4.5.4.procedure"}},
	{"Daily work", "controls, and people who can and know", []string{"4.4.6.achieve.b", "4.4.6.condition.a", "4.4.2.procedure", "4.4.3.outbound"}},
	{"Emergencies", "for what the controls do not prevent", []string{"4.4.7.response", "4.4.7.recovery", "4.4.7.maintain"}},
	{"Looking back", "measures, incidents, audits, and the review of it all", []string{"4.5.1.system", "4.5.1.security", "4.5.3.procedure", "4.5.5.programme", "4.5.5.procedure", "4.6.review"}},
}

// shownStrides are told in full; what comes after them is only named.
const shownStrides = 3

// begun is the report of a system for most of which there is nothing to go by yet.
func (t text) begun(b *strings.Builder) {
	n := t.totals()
	fmt.Fprintf(b, "\n%s\n\n", t.Paint("WHERE TO BEGIN", colour.Bold, colour.FgGreen))
	b.WriteString(t.Indent("  ", "  ", fmt.Sprintf("For most of the %d requirements there is nothing on record yet. That is how everybody begins: they are not %d faults. Each of these steps gives the next one something to stand on.", n.All(), n.Unmet+n.Undetermined)))
	var done, later []string
	shown := 0
	for i, s := range strides {
		open := t.open(s)
		switch {
		case len(open) == 0:
			done = append(done, s.title)
		case shown == shownStrides:
			later = append(later, fmt.Sprintf("%d %s", i+1, s.title))
		default:
			shown++
			fmt.Fprintf(b, "\n  %s  %s\n", t.Paint(fmt.Sprintf("%d %s", i+1, s.title), colour.Bold), t.Paint(s.why, colour.Faint))
			for _, result := range open {
				b.WriteString(t.Indent("    - ", "      ", whatToDo(result)+" ("+result.ID+")"))
			}
		}
	}
	b.WriteByte('\n')
	if len(done) > 0 {
		b.WriteString(t.Indent("  ", "  ", "Done: "+strings.Join(done, ", ")+"."))
	}
	if len(later) > 0 {
		b.WriteString(t.Indent("  ", "  ", "Then: "+strings.Join(later, ", ")+"."))
	}
	t.wrong(b)
	t.stateable(b)
	b.WriteByte('\n')
	b.WriteString(t.Indent("", "", "All that is open in a clause: gapreport -clause 4.2. A small firm that has come all the way, and a large one, are in examples/systems: small, complete."))
}

// open returns what is not met of a stride. What is asked only of records that are not there
// yet comes with them: of the requirements that are undetermined, only the first one counts,
// and that only where none is unmet.
func (t text) open(s stride) []*conformity.Result {
	var unmet, undetermined []*conformity.Result
	for _, id := range s.opens {
		result, err := t.report.Result(id)
		if err != nil {
			continue
		}
		switch result.Status {
		case conformity.StatusUnmet:
			unmet = append(unmet, result)
		case conformity.StatusUndetermined:
			undetermined = append(undetermined, result)
		}
	}
	if len(unmet) > 0 || len(undetermined) == 0 {
		return unmet
	}
	return undetermined[:1]
}

// whatToDo says what is to be done about a result: what its worst finding says.
func whatToDo(result *conformity.Result) string {
	for _, f := range result.Findings {
		if f.Status == result.Status {
			return f.Message()
		}
	}
	return result.Title
}

// stateable are the conditions of which there is neither a record nor a statement: whoever has
// nothing of the kind can say so at once.
func (t text) stateable(b *strings.Builder) {
	hang := map[string]int{}
	for result := range t.report.Undetermined() {
		if result.Condition != "" {
			hang[result.Condition]++
		}
	}
	conditions := make([]string, 0, len(hang))
	sum := 0
	for id, n := range hang {
		conditions = append(conditions, id)
		sum += n
	}
	if len(conditions) == 0 {
		return
	}
	slices.SortFunc(conditions, func(x, y string) int { return cmp.Or(cmp.Compare(hang[y], hang[x]), strings.Compare(x, y)) })
	fmt.Fprintf(b, "\n%s\n\n", t.Paint("WHAT YOU MAY HAVE NONE OF", colour.Bold))
	b.WriteString(t.Indent("  ", "  ", fmt.Sprintf("%d requirements apply only under a condition. Where it does not hold, state so (statements: condition, reason, by, stated_on, valid_until), and they are off the list; nothing has to be invented. Those with the most behind them:", sum)))
	b.WriteByte('\n')
	listed := conditions[:min(len(conditions), shownConditions)]
	width := 0
	for _, id := range listed {
		width = max(width, len(id))
	}
	for _, id := range listed {
		condition, _ := conformity.ConditionByID(id)
		first := fmt.Sprintf("  %2d  %-*s  ", hang[id], width, id)
		b.WriteString(t.Indent(first, strings.Repeat(" ", len(first)), condition.Text))
	}
	if rest := len(conditions) - len(listed); rest > 0 {
		b.WriteString(t.Indent("      ", "      ", fmt.Sprintf("and %d more: each is named where it is asked for, clause by clause", rest)))
	}
}

// shownConditions are told with what they say.
const shownConditions = 6

// wrong is what is open about records that are there, beside what the steps above say: in the
// clauses where something is met already. Elsewhere a record only shows that nothing has been
// done there yet.
func (t text) wrong(b *strings.Builder) {
	told := map[string]bool{}
	shown := 0
	for _, s := range strides {
		if open := t.open(s); len(open) > 0 && shown < shownStrides {
			shown++
			for _, result := range open {
				told[result.ID] = true
			}
		}
	}
	first := true
	for result := range t.report.Results() {
		if told[result.ID] || result.Status == conformity.StatusMet || result.Status == conformity.StatusNotApplicable || !t.workedOn(result.Clause) {
			continue
		}
		listed, more := 0, 0
		for _, f := range result.Findings {
			if f.Status != result.Status || f.Subject.IsZero() {
				continue
			}
			if listed++; listed > shownFindings {
				more++
				continue
			}
			if first {
				fmt.Fprintf(b, "\n%s\n\n", t.Paint("TO PUT RIGHT, in what is there already", colour.Bold, colour.FgRed))
				first = false
			}
			b.WriteString(t.Indent("  - ", "    ", fmt.Sprintf("%s (%s, %s)", f.Message(), result.ID, result.Title)))
		}
		if more > 0 {
			fmt.Fprintf(b, "    and %d more of these: gapreport -explain %s\n", more, result.ID)
		}
	}
}

// workedOn reports whether something of a clause is met.
func (t text) workedOn(clause string) bool {
	for result := range t.report.InClause(clause) {
		if result.Clause == clause && result.Status == conformity.StatusMet {
			return true
		}
	}
	return false
}
