package main

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	colour "github.com/jedib0t/go-pretty/v6/text"

	"github.com/iso28000/iso28000/audit"
	"github.com/iso28000/iso28000/examples/terminal"
	"github.com/iso28000/iso28000/records"
)

// write says what is proposed, why so, and what is left open.
func (p *plan) write(w *bytes.Buffer, proposal audit.Proposal, screen terminal.Screen) {
	fmt.Fprintf(w, "%s\naudit programme proposed for %s to %s\n", screen.Paint(p.system.Organization, colour.Bold), p.request.From, p.request.Until)

	heading := func(title string) { fmt.Fprintf(w, "\n%s\n", screen.Paint(title, colour.Bold)) }
	heading("AUDITORS AT HAND")
	for _, a := range p.request.Auditors {
		w.WriteString(screen.Indent("  - ", "    ", p.auditor(a)))
	}
	if len(p.request.Auditors) == 0 {
		w.WriteString(screen.Indent("  - ", "    ", "nobody: the audit procedure asks for "+p.asked()+", and nobody who is there has it"))
	}
	for _, why := range p.unable {
		w.WriteString(screen.Indent("  - ", "    ", "not at hand: "+why))
	}

	heading("PROPOSED, the weightiest first")
	for _, x := range proposal.Audits {
		topic := p.topic(x.Topic)
		fmt.Fprintf(w, "\n  %s  %s\n", screen.Paint("by "+x.PlannedOn.String(), colour.FgGreen), screen.Paint(x.Topic, colour.Bold))
		line := func(label, text string) { w.WriteString(screen.Indent("    "+label, "           ", text)) }
		line("who    ", p.name(x.Auditor)+": "+x.WhyWho)
		line("why    ", strings.Join(x.Why, "; "))
		line("what   ", "clauses "+joined(topic.Clauses)+p.answerer(topic))
		if len(x.Findings) > 0 {
			line("back   ", "looks again at "+joined(x.Findings))
		}
	}
	if len(proposal.Audits) == 0 {
		w.WriteString("\n  nothing: there is nobody to audit\n")
	}

	heading("NOT COVERED")
	for _, gap := range proposal.NotCovered {
		w.WriteString(screen.Indent("  - ", "    ", screen.Paint(gap.What, colour.FgRed)+": "+gap.Why))
	}
	if left := p.unaudited(proposal); len(left) > 0 {
		w.WriteString(screen.Indent("  - ", "    ", screen.Paint("of the standard "+joined(left), colour.FgRed)+": only topics that are not covered look at it"))
	}
	if len(proposal.NotCovered) == 0 {
		w.WriteString("  nothing: every topic and every clause is looked at\n")
	}

	if settle := p.settle(proposal); len(settle) > 0 {
		heading("TO SETTLE FIRST")
		for _, text := range settle {
			w.WriteString(screen.Indent("  - ", "    ", text))
		}
	}
}

func (p *plan) auditor(a audit.Auditor) string {
	text := fmt.Sprintf("%s (%s), with time for %s", p.name(a.Person), a.Person, count(a.Audits, "audit"))
	if slices.Contains(p.options.trained, a.Person) {
		text += "; supposed to be trained by then"
	}
	for _, c := range a.Competences {
		if q := p.until(a.Person, c, p.request.From); q != nil && !q.ValidUntil.IsZero() {
			text += fmt.Sprintf("; %s until %s", c, q.ValidUntil)
		}
	}
	if len(a.AnswersFor) > 0 {
		text += "; answers for " + joined(a.AnswersFor) + ", and does not audit that"
	}
	return text
}

func (p *plan) asked() string {
	if len(p.demands) == 0 {
		return "nothing in particular"
	}
	return joined(p.demands)
}

// unaudited are the clauses that only topics look at which nobody can audit.
func (p *plan) unaudited(proposal audit.Proposal) []string {
	covered := map[string]bool{}
	for _, x := range proposal.Audits {
		for _, clause := range p.topic(x.Topic).Clauses {
			covered[string(clause)] = true
		}
	}
	var left []string
	for _, topic := range p.request.Topics {
		for _, clause := range topic.Clauses {
			if !covered[string(clause)] {
				covered[string(clause)] = true
				left = append(left, string(clause))
			}
		}
	}
	slices.Sort(left)
	return left
}

// settle is what the proposal rests on and is not so yet: a qualification that ends before the
// audit, a person who is only supposed to be trained.
func (p *plan) settle(proposal audit.Proposal) []string {
	var list []string
	late := map[string][]string{} // the audits that come after the end of a qualification
	trained := map[records.ID[records.Person]]bool{}
	for _, x := range proposal.Audits {
		if slices.Contains(p.options.trained, x.Auditor) {
			if !trained[x.Auditor] {
				trained[x.Auditor] = true
				list = append(list, fmt.Sprintf("%s has to be trained (%s) before the audit of %s, by %s", p.name(x.Auditor), p.asked(), x.Topic, x.PlannedOn))
			}
			continue
		}
		for _, c := range p.demands {
			if q := p.until(x.Auditor, c, p.request.From); q != nil && !q.HoldsOn(x.PlannedOn) {
				ends := fmt.Sprintf("%s of %s ends on %s", c, p.name(x.Auditor), q.ValidUntil)
				late[ends] = append(late[ends], fmt.Sprintf("%s (by %s)", x.Topic, x.PlannedOn))
			}
		}
	}
	for _, ends := range slices.Sorted(maps.Keys(late)) {
		list = append(list, fmt.Sprintf("%s, before %s: have it renewed, or hold them earlier", ends, strings.Join(late[ends], ", ")))
	}
	return list
}

func (p *plan) topic(name string) audit.Topic {
	for _, topic := range p.request.Topics {
		if topic.Name == name {
			return topic
		}
	}
	return audit.Topic{Name: name}
}

func (p *plan) name(id records.ID[records.Person]) string {
	for _, x := range p.system.Persons {
		if x.ID == id {
			return x.Name
		}
	}
	return string(id)
}

// answerer names who answers for a topic.
func (p *plan) answerer(topic audit.Topic) string {
	for _, role := range p.system.Roles {
		if role.ID == topic.Area.Role {
			return ", with the " + role.Title
		}
	}
	return ""
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func joined[T ~string](list []T) string {
	texts := make([]string, len(list))
	for i, x := range list {
		texts[i] = string(x)
	}
	return strings.Join(texts, ", ")
}
