package conformity

import (
	"fmt"
	"strings"
	"time"

	"github.com/iso28000/iso28000/records"
)

// An Explanation is the whole chain from what the standard asks of one requirement to the
// records that answer it, for somebody who has to defend the verdict.
type Explanation struct {
	At     time.Time
	Result *Result
}

// Explain returns the chain for one requirement. An id that is none gives an
// [UnknownRequirementError] with the nearest.
func (r *Report) Explain(id string) (Explanation, error) {
	result, err := r.Result(id)
	if err != nil {
		return Explanation{}, err
	}
	return Explanation{r.At, result}, nil
}

// String writes the chain as plain text, a line a thought.
func (e Explanation) String() string {
	var b strings.Builder
	line := func(indent int, format string, args ...any) {
		b.WriteString(strings.Repeat("  ", indent))
		fmt.Fprintf(&b, format, args...)
		b.WriteByte('\n')
	}
	r := e.Result
	line(0, "%s %s", r.ID, r.Title)
	if r.Summary != "" {
		line(1, "asks: %s", r.Summary)
	}
	if r.FailsWhen != "" {
		line(1, "unmet when: %s", r.FailsWhen)
	}
	if len(r.References) > 0 {
		line(1, "see: %s", strings.Join(r.References, ", "))
	}
	if condition, found := ConditionByID(r.Condition); found {
		line(1, "applies if: %s (condition %s)", condition.Text, condition.ID)
	}
	line(1, "decided by: %s", map[Verification]string{
		ByData: "records", ByBoth: "records and a judgement", ByJudgment: "a judgement", "": "records",
	}[r.Verification])
	line(0, "on %s: %s%s", e.At.Format(time.RFC3339), r.Status, gradeText(r))
	for _, turn := range r.Turns {
		line(1, "from %s, if nothing is done: %s", instantText(turn.At), turn.Status)
	}
	if w := r.Waiver; w != nil {
		line(1, "waived by %s from %s until %s: %s", w.By.Ref(), w.GrantedOn, w.ValidUntil, w.Reason)
	}
	for _, ref := range r.Contradicted {
		line(1, "%s says that it does not apply, and counts for nothing, because the records contradict it", ref)
	}
	met := 0
	for _, f := range r.Findings {
		if f.Status == StatusMet {
			met++
		}
	}
	for _, f := range r.Findings {
		e.finding(line, f, f.Status != StatusMet || met <= metInFull)
	}
	if r.MetNotShown > 0 {
		line(1, "met as well: %d more", r.MetNotShown)
	}
	for _, f := range r.ahead {
		line(1, "from %s: %s: %s", instantText(f.Lapses), f.Becomes, f.Then())
	}
	return b.String()
}

// metInFull bounds how many met findings are shown with their evidence; where there are more,
// each has a line, and the evidence is in the report.
const metInFull = 5

func (e Explanation) finding(line func(int, string, ...any), f Finding, full bool) {
	line(1, "%s: %s", f.Status, f.Message())
	if full && !f.Subject.IsZero() {
		at := ""
		if f.Field != "" {
			at = ", field " + f.Field
		}
		line(2, "record: %s%s", f.Subject, at)
	}
	if others := without(f.Evidence, f.Subject); full && len(others) > 0 {
		line(2, "evidence: %s", refs(others))
	}
	if len(f.Missing) > 0 {
		line(2, "referred to, and not on record: %s", refs(f.Missing))
	}
	if !f.Lapses.IsZero() {
		line(2, "until %s, then %s: %s", instantText(f.Lapses), becomes(f), f.Then())
	}
}

func gradeText(r *Result) string {
	switch {
	case r.Grade == NoGrade:
		return ""
	case r.Graded != nil:
		return fmt.Sprintf(", %s proposed, graded %s by %s on %s", r.Grade, r.Graded.Grade, r.Graded.By.Ref(), r.Graded.GradedOn)
	}
	return fmt.Sprintf(", %s proposed", r.Grade)
}

func becomes(f Finding) string {
	if f.Becomes == StatusNone {
		return "nothing to judge"
	}
	return f.Becomes.String()
}

func without(list []records.Ref, subject records.Ref) []records.Ref {
	var others []records.Ref
	for _, ref := range list {
		if ref != subject {
			others = append(others, ref)
		}
	}
	return others
}

func refs(list []records.Ref) string { return argument(list).Text }

// instantText leaves out the time of an instant that begins a day.
func instantText(t time.Time) string {
	if d := records.DateOf(t); d.Start().Equal(t) {
		return d.String()
	}
	return t.UTC().Format(time.RFC3339)
}
