package conformity

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/iso28000/iso28000/records"
)

// adviceScheme begins the id of whatever is advice, and of nothing else. That is how a report
// tells the two apart, so a check of the host's own with such an id is advice too.
const adviceScheme = "guide."

const adviceFollowed Message = "advice.followed: as the guide suggests"

// Suggest makes a check of one row of the guide, which looks at one record at a time. It is
// made like a check of a requirement and handed over with them, and is told from them by its
// id, which begins with "guide.". What it says stands in [Report.Advice] and nowhere else.
func Suggest[In any, T records.Entity](row string, list func(In) []T, check func(*Reader, *T) Verdict) Check[In] {
	return suggested(row, Each(adviceScheme+row, list, check))
}

// SuggestMany is Suggest for a check that may say several things about one record, as that of
// [EachMany].
func SuggestMany[In any, T records.Entity](row string, list func(In) []T, check func(r *Reader, t *T, say Say)) Check[In] {
	return suggested(row, EachMany(adviceScheme+row, list, check))
}

// SuggestWhole makes a check of one row of the guide for the system as a whole.
func SuggestWhole[In any](row string, check func(*Reader) Verdict) Check[In] {
	return suggested(row, Whole[In](adviceScheme+row, check))
}

func suggested[In any](row string, check Check[In]) Check[In] {
	s, _ := SuggestionByID(adviceScheme + row)
	return check.About(Requirement{Title: s.Text})
}

// Followed says that the record does as the guide suggests.
func Followed() Verdict { return Met(adviceFollowed) }

// NotFollowed says that it does not, and what would.
func NotFollowed(m Message, args ...any) Verdict { return Unmet(m, args...) }

// FollowedIf says one or the other; the field is where one would do something, as that of
// [Verdict.At].
func FollowedIf(follows bool, field string, m Message, args ...any) Verdict {
	if follows {
		return Followed()
	}
	return NotFollowed(m, args...).At(field)
}

// NotConcerned says that the suggestion is not about this record: a plan that is a draft.
func NotConcerned() Verdict { return Nothing(adviceOfNone) }

// IsAdvice reports whether a check gives advice: it decides no requirement then.
func (c Check[In]) IsAdvice() bool { return isAdvice(c.requirement) }

func isAdvice(id string) bool { return strings.HasPrefix(id, adviceScheme) }

// An AdviceStatus is the answer to whether advice is followed. It has nothing to do with
// whether a requirement is met.
type AdviceStatus uint8

// The statuses of advice.
const (
	NothingToGoBy     AdviceStatus = iota // there is no record that it could be about
	AdviceNotFollowed                     // not a fault: the guide asks for nothing
	AdviceFollowed
)

var adviceNames = [...]string{"nothing to go by", "not followed", "followed"}

// String returns the status in words.
func (s AdviceStatus) String() string {
	if int(s) < len(adviceNames) {
		return adviceNames[s]
	}
	return fmt.Sprintf("status %d", uint8(s))
}

// MarshalText writes the status in words.
func (s AdviceStatus) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

func adviceStatus(s Status) AdviceStatus {
	switch s {
	case StatusUnmet:
		return AdviceNotFollowed
	case StatusMet:
		return AdviceFollowed
	}
	return NothingToGoBy
}

// Advice is what the guide has to say on one point: whether it is followed, and by which
// records it is not. It never bears on a verdict.
type Advice struct {
	Suggestion
	Status           AdviceStatus
	Hints            []Hint // those not followed first
	FollowedNotShown int    // hints that it is followed of which only the count is kept
}

// A Hint is what is said about one record, or about the system as a whole.
type Hint struct {
	Suggestion string // the id, such as guide.4.4.7.process.plan.6
	Status     AdviceStatus
	Subject    records.Ref   // zero for the system as a whole
	Field      string        // of the record: where one would do something
	Evidence   []records.Ref // what it rests on
	Lapses     time.Time     // the first instant at which the status is another, if nothing is changed until then; zero: never
	Becomes    AdviceStatus  // the status from then on
	Err        error         // a *CheckError where the check itself failed

	finding Finding
}

func hint(f Finding) Hint {
	return Hint{
		Suggestion: f.Requirement, Status: adviceStatus(f.Status), Subject: f.Subject, Field: f.Field, Evidence: f.Evidence,
		Lapses: f.Lapses, Becomes: adviceStatus(f.Becomes), Err: f.Err, finding: f,
	}
}

// Message returns what the hint says, in plain English.
func (h Hint) Message() string { return h.finding.Message() }

// MessageID returns the stable id of what the hint says.
func (h Hint) MessageID() string { return h.finding.MessageID() }

// Then returns what the hint will say once it has lapsed, or nothing.
func (h Hint) Then() string { return h.finding.Then() }

// String returns suggestion, status and message.
func (h Hint) String() string { return fmt.Sprintf("%s %s: %s", h.Suggestion, h.Status, h.Message()) }

// Advice yields what was asked for as advice, in the order of the checks that give it: nothing
// where none was asked for. None of it is among the results, the totals, the lapses or the
// errors of the report.
func (r *Report) Advice() iter.Seq[*Advice] {
	return func(yield func(*Advice) bool) {
		for i := range r.advice {
			if !yield(adviceOf(&r.advice[i])) {
				return
			}
		}
	}
}

func adviceOf(result *Result) *Advice {
	s, known := SuggestionByID(result.ID)
	if !known { // of the host's own
		s = Suggestion{ID: result.ID, Clause: result.Clause, Text: result.Title, Basis: ByAdvice}
	}
	a := &Advice{Suggestion: s, Status: adviceStatus(result.Status), FollowedNotShown: result.MetNotShown}
	for _, f := range result.Findings {
		a.Hints = append(a.Hints, hint(f))
	}
	return a
}

// AdviceTotals count advice by status.
type AdviceTotals struct {
	Followed      int `json:"followed"`
	NotFollowed   int `json:"not_followed"`
	NothingToGoBy int `json:"nothing_to_go_by"`
}

// AdviceTotals counts the advice of the report.
func (r *Report) AdviceTotals() AdviceTotals {
	var totals AdviceTotals
	for i := range r.advice {
		switch adviceStatus(r.advice[i].Status) {
		case AdviceFollowed:
			totals.Followed++
		case AdviceNotFollowed:
			totals.NotFollowed++
		default:
			totals.NothingToGoBy++
		}
	}
	return totals
}

// AdviceLapses yields the advice that turns by itself from the report's instant up to another,
// which is not included, in the order of time: [Report.Lapses] has none of it.
func (r *Report) AdviceLapses(until time.Time) iter.Seq[Hint] {
	return func(yield func(Hint) bool) {
		apart := &Report{At: r.At, results: r.advice}
		for f := range apart.Lapses(until) {
			if !yield(hint(f)) {
				return
			}
		}
	}
}

// adviceApart divides results: requirements here, advice there.
func adviceApart(results []Result) (requirements, advice []Result) {
	if !slices.ContainsFunc(results, func(r Result) bool { return isAdvice(r.ID) }) {
		return results, nil
	}
	for _, result := range results {
		if isAdvice(result.ID) {
			result.Grade, result.Graded, result.Waiver = NoGrade, nil, nil
			advice = append(advice, result)
		} else {
			requirements = append(requirements, result)
		}
	}
	return requirements, advice
}

// Advise asks the checks that give advice about an input, as of an instant, without a system
// around it; [Run] is for requirements. Other checks among them are passed over.
func Advise[In any](checks []Check[In], in In, at time.Time) []Hint {
	checks = slices.DeleteFunc(slices.Clone(checks), func(c Check[In]) bool { return !c.IsAdvice() })
	var hints []Hint
	for advice := range Assess(in, checks, at, Options{only: true}).Advice() {
		hints = append(hints, advice.Hints...)
	}
	return hints
}

type adviceJSON struct {
	ID               string       `json:"id"`
	Clause           string       `json:"clause"`
	Kind             string       `json:"kind,omitzero"`
	Text             string       `json:"text"`
	Status           AdviceStatus `json:"status"`
	Hints            []Hint       `json:"hints"`
	FollowedNotShown int          `json:"followed_not_shown,omitzero"`
}

// MarshalJSON writes what the guide has to say on one point.
func (a *Advice) MarshalJSON() ([]byte, error) {
	return json.Marshal(adviceJSON{a.ID, a.Clause, a.Kind, a.Text, a.Status, a.Hints, a.FollowedNotShown})
}

type hintJSON struct {
	ID       string        `json:"id"`
	Status   AdviceStatus  `json:"status"`
	Subject  records.Ref   `json:"subject,omitzero"`
	Field    string        `json:"field,omitzero"`
	Message  *messageJSON  `json:"message,omitempty"`
	Evidence []records.Ref `json:"evidence,omitempty"`
	Lapses   time.Time     `json:"lapses,omitzero"`
	Becomes  string        `json:"becomes,omitzero"`
	Then     *messageJSON  `json:"then,omitempty"`
	Error    string        `json:"error,omitzero"`
}

// MarshalJSON writes the hint with its message as id, typed arguments and text.
func (h Hint) MarshalJSON() ([]byte, error) {
	f := h.finding
	out := hintJSON{
		ID: f.ID(), Status: h.Status, Subject: h.Subject, Field: h.Field,
		Message: f.verdict.json(f.Subject), Evidence: h.Evidence, Lapses: h.Lapses,
	}
	if !h.Lapses.IsZero() {
		out.Becomes, out.Then = h.Becomes.String(), f.then.json(f.Subject)
	}
	if h.Err != nil {
		out.Error = h.Err.Error()
	}
	return json.Marshal(out)
}
