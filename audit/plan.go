package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// A Request is what a programme is planned from.
type Request struct {
	From, Until records.Date // the period of the programme, at least a day
	Topics      []Topic
	Auditors    []Auditor
	Held        []Audit   // earlier audits
	Findings    []Finding // what they found
	Competences []CompetenceID
}

// A Topic is what one audit looks at: an area, with the clauses that it falls under.
type Topic struct {
	Name    string                 `json:"name"`
	Area    Area                   `json:"area"`
	Clauses []organization.Element `json:"clauses"`
	Risk    int                    `json:"risk"` // the level of its worst risk, 1 the best; 0 where it has none
}

// An Auditor is a person who can audit.
type Auditor struct {
	Person      records.ID[records.Person]      `json:"person"`
	AnswersFor  []records.ID[organization.Role] `json:"answers_for,omitempty"` // roles held: what their holders do this person does not audit
	Competences []CompetenceID                  `json:"competences,omitempty"`
	Audits      int                             `json:"audits"` // how many audits the person has time for in the period
}

// A Proposal is a programme that [Plan] proposes.
type Proposal struct {
	Audits     []Proposed `json:"audits"`
	NotCovered []Gap      `json:"not_covered,omitempty"`
}

// Proposed is one audit of a proposal, with the reasons.
type Proposed struct {
	Topic     string                     `json:"topic"`
	PlannedOn records.Date               `json:"planned_on"`
	Auditor   records.ID[records.Person] `json:"auditor"`
	Why       []string                   `json:"why"`      // why it comes when it comes
	WhyWho    string                     `json:"why_who"`  // why this auditor
	Findings  []records.ID[Finding]      `json:"findings"` // earlier ones to look back at
}

// A Gap is a topic or a clause that nobody can audit, or that no topic covers, and why.
type Gap struct {
	What string `json:"what"`
	Why  string `json:"why"`
}

// Plan proposes audits for a period: every topic once, those first that weigh most (open
// nonconformities, then the level of risk, then how long ago the last audit was), spread
// evenly, each with the least busy auditor who is competent and does not answer for it. It
// explains each choice, and says which topics cannot be covered with the auditors at hand and
// which sub-clauses of the standard no topic covers. The same request gives the same proposal.
func Plan(request Request) Proposal {
	ranked := request.rank()
	busy := map[records.ID[records.Person]]int{}
	var proposal Proposal
	var chosen []Proposed
	for _, w := range ranked {
		auditor, why, found := request.choose(w.topic, busy)
		if !found {
			proposal.NotCovered = append(proposal.NotCovered, Gap{w.topic.Name, why})
			continue
		}
		busy[auditor]++
		chosen = append(chosen, Proposed{Topic: w.topic.Name, Auditor: auditor, Why: w.why(), WhyWho: why, Findings: w.findings})
	}
	days := int(request.Until.Start().Sub(request.From.Start())/(24*time.Hour)) + 1
	for i := range chosen {
		// The end of the i-th of as many equal parts of the period.
		chosen[i].PlannedOn = request.From.AddDays(days*(i+1)/len(chosen) - 1)
	}
	proposal.Audits = chosen
	for _, element := range organization.Element("").Values() {
		if !slices.ContainsFunc(request.Topics, func(t Topic) bool { return slices.Contains(t.Clauses, organization.Element(element)) }) {
			proposal.NotCovered = append(proposal.NotCovered, Gap{"clause " + element, "no topic covers it: add it to one"})
		}
	}
	return proposal
}

// A weighed topic knows what speaks for auditing it early.
type weighed struct {
	topic    Topic
	open     int // nonconformities that are not closed
	last     records.Date
	findings []records.ID[Finding]
}

func (r *Request) rank() []weighed {
	list := make([]weighed, 0, len(r.Topics))
	for _, topic := range r.Topics {
		w := weighed{topic: topic}
		for i := range r.Held {
			a := &r.Held[i]
			if a.PerformedOn.Before(r.From) && a.looksAt(topic) && a.PerformedOn.After(w.last) {
				w.last = a.PerformedOn
			}
		}
		for i := range r.Findings {
			x := &r.Findings[i]
			if x.ClosedOn.IsZero() && x.Grade.IsNonconformity() && x.falls(topic) {
				w.open++
				w.findings = append(w.findings, x.ID)
			}
		}
		slices.Sort(w.findings)
		list = append(list, w)
	}
	slices.SortStableFunc(list, func(a, b weighed) int {
		return cmp.Or(cmp.Compare(b.open, a.open), cmp.Compare(b.topic.Risk, a.topic.Risk), a.last.Compare(b.last), cmp.Compare(a.topic.Name, b.topic.Name))
	})
	return list
}

func (a *Audit) looksAt(topic Topic) bool {
	return slices.ContainsFunc(a.Areas, func(area Area) bool { return area.Name == topic.Area.Name })
}

// falls reports whether a finding falls into a topic: by its area or, where it names none, by
// its clause. That gates fail a clause says nothing about the stores under the same clause.
func (x *Finding) falls(topic Topic) bool {
	if x.Area != "" {
		return x.Area == topic.Area.Name
	}
	return slices.Contains(topic.Clauses, x.Clause)
}

func (w *weighed) why() []string {
	var why []string
	if w.open > 0 {
		why = append(why, fmt.Sprintf("nonconformities that are not closed: %d", w.open))
	}
	if w.topic.Risk > 0 {
		why = append(why, fmt.Sprintf("its worst risk is at level %d", w.topic.Risk))
	}
	if w.last.IsZero() {
		return append(why, "it was never audited")
	}
	return append(why, fmt.Sprintf("it was last audited on %s", w.last))
}

// choose returns the least busy auditor who can audit the topic, of equals the one with the
// smallest id; or why there is none.
func (r *Request) choose(topic Topic, busy map[records.ID[records.Person]]int) (records.ID[records.Person], string, bool) {
	var able []Auditor
	var barred []string
	for _, a := range r.Auditors {
		lacks := slices.DeleteFunc(slices.Clone(r.Competences), func(c CompetenceID) bool { return slices.Contains(a.Competences, c) })
		switch {
		case topic.Area.Role != "" && slices.Contains(a.AnswersFor, topic.Area.Role):
			barred = append(barred, fmt.Sprintf("%s answers for it", a.Person))
		case len(lacks) > 0:
			barred = append(barred, fmt.Sprintf("%s lacks %s", a.Person, lacks[0]))
		case busy[a.Person] >= a.Audits:
			barred = append(barred, fmt.Sprintf("%s has no time left", a.Person))
		default:
			able = append(able, a)
		}
	}
	if len(able) == 0 {
		slices.Sort(barred) // the order of the auditors changes nothing
		return "", nobody(barred), false
	}
	best := slices.MinFunc(able, func(a, b Auditor) int {
		return cmp.Or(cmp.Compare(busy[a.Person], busy[b.Person]), cmp.Compare(a.Person, b.Person))
	})
	why := "competent, and does not answer for it"
	if len(able) > 1 {
		why += fmt.Sprintf("; of %d who could, the least busy so far", len(able))
	}
	return best.Person, why, true
}

// nobody says why none of the auditors can audit a topic; the first few by name.
func nobody(barred []string) string {
	const named = 5
	switch {
	case len(barred) == 0:
		return "there is no auditor"
	case len(barred) > named:
		return fmt.Sprintf("%s, and so on for %d more auditors", strings.Join(barred[:named], ", "), len(barred)-named)
	}
	return strings.Join(barred, ", ")
}
