package ruletest

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// String writes the report for people: how the cases came out, with the explanation of those
// that failed, which rules they reach, what they have not seen, and which changes none noticed.
func (r *Report) String() string {
	var b strings.Builder
	b.WriteString(r.Suite)
	if r.File != "" && r.File != r.Suite {
		b.WriteString(" (" + r.File + ")")
	}
	fmt.Fprintf(&b, "\n  %s\n", r.summary())
	for i := range r.Results {
		if !r.Results[i].Passed {
			b.WriteString("\n" + indent(r.Results[i].String(), "  "))
		}
	}
	if len(r.Results) == 0 {
		return b.String()
	}
	b.WriteString("\n" + indent(r.Coverage.String(), "  "))
	if r.Mutation != nil {
		b.WriteString("\n" + indent(r.Mutation.String(), "  "))
	}
	return b.String()
}

func (r *Report) summary() string {
	if len(r.Results) == 0 {
		return "no cases"
	}
	text := counted(len(r.Results), "case") + ", "
	switch failed := r.Failed(); failed {
	case 0:
		text += "all as expected"
	default:
		text += fmt.Sprintf("%d not as expected", failed)
	}
	text += fmt.Sprintf("; %d %% covered", r.Coverage.Percent())
	if r.Mutation != nil {
		text += fmt.Sprintf("; %d %% of the changes noticed", r.Mutation.Percent())
	}
	return text
}

// String writes how a case came out: where it stands, what was expected, what came of it and,
// where that is something else, how.
func (r Result) String() string {
	if r.Passed {
		return fmt.Sprintf("%s: %s: as expected\n", r.Place, r.Case)
	}
	text := fmt.Sprintf("%s: %s\n  expected  %s\n  got       %s\n", r.Place, r.Case, r.Expected, r.Got)
	return text + indent(r.Explanation, "    ")
}

// widestRule is how much is shown of the name of a rule in a table.
const widestRule = 80

// String writes which rules the cases reach, and which sides of which terms they have not seen.
func (c Coverage) String() string {
	var b strings.Builder
	seen, all := c.Seen()
	fmt.Fprintf(&b, "covered: %d of %d, %d %%\n", seen, all, c.Percent())
	rules := make([][]string, 0, len(c.Rules)+1)
	for i, rule := range c.Rules {
		rules = append(rules, []string{fmt.Sprintf("%d.", i+1), cut(rule.Rule, widestRule), decided(rule.Decided)})
	}
	table(&b, append(rules, []string{"", ByDefault, decided(c.Default)}))
	rows := c.unseen()
	if len(rows) > 0 {
		b.WriteString("not seen:\n")
		table(&b, rows)
	}
	return b.String()
}

func decided(cases int) string {
	if cases == 0 {
		return "decided no case"
	}
	return "decided " + counted(cases, "case")
}

// unseen lists what no case has seen, with its place.
func (c Coverage) unseen() [][]string {
	var rows [][]string
	for _, rule := range c.Rules {
		for _, term := range rule.Terms {
			text := cut(term.Text, 60)
			switch {
			case term.True == 0 && term.False == 0:
				rows = append(rows, []string{term.Place.String(), text, "never asked"})
			case term.True == 0:
				rows = append(rows, []string{term.Place.String(), text, "never true"})
			case term.False == 0:
				rows = append(rows, []string{term.Place.String(), text, "never false"})
			}
		}
		if rule.Decided == 0 && (len(rule.Terms) == 0 || rule.Terms[0].True > 0) {
			rows = append(rows, []string{rule.Place.String(), cut(rule.Rule, 60), "never decided"})
		}
	}
	if c.Default == 0 {
		rows = append(rows, []string{c.Place.String(), "default", "never decided"})
	}
	return rows
}

// String writes how many changes were noticed, and each that was not.
func (m *Mutation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "changes to the rules: %d tried, %d noticed, %d %%\n", m.Tried, m.Noticed, m.Percent())
	if m.Untried > 0 {
		fmt.Fprintf(&b, "%s more were not tried\n", counted(m.Untried, "change"))
	}
	if len(m.Unseen) > 0 {
		b.WriteString("no case notices:\n")
		rows := make([][]string, len(m.Unseen))
		for i, c := range m.Unseen {
			rows[i] = []string{c.Place.String(), c.String()}
		}
		table(&b, rows)
	}
	return b.String()
}

// String says what was changed: <= becomes < in level <= 2.
func (c Change) String() string {
	text := cut(c.From, 40) + " becomes " + cut(c.To, 40)
	if c.To == "" {
		text = cut(c.From, 80) + " left out"
	}
	if sign := len(c.From) < 4; c.In != "" && (c.To != "" || sign) {
		text += " in " + cut(c.In, max(20, 80-utf8.RuneCountInString(text)))
	}
	return text
}

// table writes rows in columns, two blanks apart.
func table(b *strings.Builder, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		line := " "
		for i, cell := range row {
			if i < len(row)-1 {
				cell = pad(cell, widths[i])
			}
			line += " " + cell + " "
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text)))
}
