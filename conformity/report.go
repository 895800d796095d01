package conformity

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/iso28000/iso28000/records"
)

// A Report says of every requirement whether it is met, as of an instant. It is immutable
// and safe for concurrent use.
type Report struct {
	At time.Time

	results []Result
	advice  []Result // kept apart from the results of requirements
}

// A Result is the answer for one requirement. Its findings are all there is to say about it,
// worst first; of met ones beyond a limit only the count is kept.
type Result struct {
	Requirement
	Status       Status
	Checked      bool // false where no check decides the requirement yet
	Findings     []Finding
	MetNotShown  int           // met findings of which only the count is kept
	Grade        Grade         // proposed, where unmet
	Graded       *Grading      // what an auditor said, beside ours
	Waiver       *Waiver       // in force: the host lives with it; the status beneath is shown
	Contradicted []records.Ref // statements that this does not apply, contradicted by records
	Turns        []Turn        // how the status changes from here on, if no record does

	ahead []Finding
}

// Totals count results by status. Waived are those unmet under a waiver; they count
// nowhere else, least of all as met.
type Totals struct {
	Met           int `json:"met"`
	Unmet         int `json:"unmet"`
	Major         int `json:"major"` // of the unmet
	Minor         int `json:"minor"`
	Undetermined  int `json:"undetermined"`
	Unchecked     int `json:"unchecked"` // of the undetermined: no check yet
	NotApplicable int `json:"not_applicable"`
	Waived        int `json:"waived"`
}

// All counts the results.
func (t Totals) All() int { return t.Met + t.Unmet + t.Undetermined + t.NotApplicable + t.Waived }

// Plus adds up counts.
func (t Totals) Plus(u Totals) Totals {
	return Totals{
		Met: t.Met + u.Met, Unmet: t.Unmet + u.Unmet, Major: t.Major + u.Major, Minor: t.Minor + u.Minor,
		Undetermined: t.Undetermined + u.Undetermined, Unchecked: t.Unchecked + u.Unchecked,
		NotApplicable: t.NotApplicable + u.NotApplicable, Waived: t.Waived + u.Waived,
	}
}

func (t *Totals) add(r *Result) {
	switch {
	case r.Waiver != nil:
		t.Waived++
	case r.Status == StatusMet:
		t.Met++
	case r.Status == StatusNotApplicable:
		t.NotApplicable++
	case r.Status == StatusUnmet:
		t.Unmet++
		if r.Grade == Major {
			t.Major++
		} else {
			t.Minor++
		}
	default:
		t.Undetermined++
		if !r.Checked {
			t.Unchecked++
		}
	}
}

// Results yields the answer for every requirement, in the order of the standard, the host's
// own schemes last.
func (r *Report) Results() iter.Seq[*Result] { return r.where(func(*Result) bool { return true }) }

func (r *Report) where(holds func(*Result) bool) iter.Seq[*Result] {
	return func(yield func(*Result) bool) {
		for i := range r.results {
			if holds(&r.results[i]) && !yield(&r.results[i]) {
				return
			}
		}
	}
}

// Result returns the answer for one requirement.
func (r *Report) Result(id string) (*Result, error) {
	for i := range r.results {
		if r.results[i].ID == id {
			return &r.results[i], nil
		}
	}
	return nil, r.unknown(id)
}

func (r *Report) unknown(id string) error {
	ids := make([]string, len(r.results))
	for i := range r.results {
		ids[i] = r.results[i].ID
	}
	return &UnknownRequirementError{ID: id, Near: records.Nearest(id, ids)}
}

// Unmet yields the unmet requirements that no waiver covers, worst first: major before
// minor, then in the order of the standard.
func (r *Report) Unmet() iter.Seq[*Result] {
	unmet := slices.Collect(r.where(func(r *Result) bool { return r.Status == StatusUnmet && r.Waiver == nil }))
	slices.SortStableFunc(unmet, func(a, b *Result) int { return cmp.Compare(b.Grade, a.Grade) })
	return slices.Values(unmet)
}

// Undetermined yields the requirements that nothing, or not enough, is on record for.
func (r *Report) Undetermined() iter.Seq[*Result] {
	return r.where(func(r *Result) bool { return r.Status == StatusUndetermined })
}

// Waived yields the unmet requirements that the host lives with for a time.
func (r *Report) Waived() iter.Seq[*Result] {
	return r.where(func(r *Result) bool { return r.Waiver != nil })
}

// InClause yields the answers for a clause and those below it.
func (r *Report) InClause(clause string) iter.Seq[*Result] {
	return r.where(func(r *Result) bool { return inClause(r.Clause, clause) })
}

// Totals counts all results.
func (r *Report) Totals() Totals {
	var totals Totals
	for i := range r.results {
		totals.add(&r.results[i])
	}
	return totals
}

// A ClauseSummary counts the results of one clause, or of one scheme of the host's own.
type ClauseSummary struct {
	Clause Clause
	Totals Totals
}

// ByClause yields the counts for each clause that has requirements, in the order of the standard.
func (r *Report) ByClause() iter.Seq[ClauseSummary] {
	return func(yield func(ClauseSummary) bool) {
		var summaries []ClauseSummary
		for i := range r.results {
			result := &r.results[i]
			at := slices.IndexFunc(summaries, func(s ClauseSummary) bool { return s.Clause.ID == result.Clause })
			if at < 0 {
				clause, found := ClauseByID(result.Clause)
				if !found {
					clause = Clause{ID: result.Clause, Title: result.Clause}
				}
				at = len(summaries)
				summaries = append(summaries, ClauseSummary{Clause: clause})
			}
			summaries[at].Totals.add(result)
		}
		for _, summary := range summaries {
			if !yield(summary) {
				return
			}
		}
	}
}

// Errors yields what went wrong in checks themselves, each a [CheckError]. The requirements
// concerned are undetermined at best.
func (r *Report) Errors() iter.Seq[error] {
	return func(yield func(error) bool) {
		for i := range r.results {
			for _, f := range r.results[i].Findings {
				if f.Err != nil && !yield(f.Err) {
					return
				}
			}
		}
	}
}

// waiverEnds is what a lapse says when a waiver runs out.
const (
	waived     Message = "waiver.granted: the requirement is unmet, and waived until {0}"
	waiverEnds Message = "waiver.ends: the waiver granted on {0} runs out: the requirement counts as unmet again"
)

// Lapses yields what stops being so by itself from the report's instant up to another, which
// is not included, in the order of time: findings whose status changes, verdicts on what is
// not yet in effect (their status until then is none), waivers that run out. Each is the
// first change of its record; a report made then shows what follows.
func (r *Report) Lapses(until time.Time) iter.Seq[Finding] {
	var lapses []Finding
	for i := range r.results {
		result := &r.results[i]
		for _, f := range slices.Concat(result.Findings, result.ahead) {
			if !f.Lapses.IsZero() && f.Lapses.Before(until) {
				lapses = append(lapses, f)
			}
		}
		if w := result.Waiver; w != nil && w.ValidUntil.End().Before(until) {
			lapses = append(lapses, Finding{
				Requirement: result.ID, Subject: w.Ref(), Evidence: []records.Ref{w.Ref()},
				Lapses: w.ValidUntil.End(), Becomes: StatusUnmet,
				verdict: Verdict{message: waived, args: []any{w.ValidUntil}}, then: Unmet(waiverEnds, w.GrantedOn),
			})
		}
	}
	slices.SortStableFunc(lapses, func(a, b Finding) int { return a.Lapses.Compare(b.Lapses) })
	return slices.Values(lapses)
}

// Transcript writes findings a line each with evidence and lapse: the same text for the same
// findings, for the golden file of a test.
func Transcript(findings iter.Seq[Finding]) string {
	var b strings.Builder
	for f := range findings {
		fmt.Fprintln(&b, f)
		if f.Field != "" {
			fmt.Fprintf(&b, "\tfield %s\n", f.Field)
		}
		if len(f.Evidence) > 0 {
			fmt.Fprintf(&b, "\tevidence %s\n", joined(f.Evidence))
		}
		if !f.Lapses.IsZero() {
			fmt.Fprintf(&b, "\tfrom %s %s: %s\n", instantText(f.Lapses), becomes(f), f.Then())
		}
	}
	return b.String()
}

func joined(refs []records.Ref) string {
	texts := make([]string, len(refs))
	for i, ref := range refs {
		texts[i] = ref.String()
	}
	return strings.Join(texts, ", ")
}
