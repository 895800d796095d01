package main

import (
	"fmt"
	"io"
	"strings"

	colour "github.com/jedib0t/go-pretty/v6/text"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/examples/terminal"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/records"
)

// maxDays is how many columns fit beside the ids of the requirements.
const maxDays = 6

// asked are the requirements about the record of the case, in the order of the standard.
var asked = []string{"4.5.3.a", "4.5.3.investigate.3", "4.5.3.c", "4.5.3.d", "4.5.3.e", "4.5.3.riskreview"}

// report says what the checks of the standard find on each of some days: first side by side,
// then in words for whatever is not met. The record is the same on all of them: what is dated
// after the day had not happened.
func report(w io.Writer, c *file, days []records.Date, screen terminal.Screen) error {
	in := incidents.Input{
		Incidents: c.Incidents, Investigations: c.Investigations, Causes: c.Causes, Actions: c.Actions,
		Mandates: c.mandates, Procedures: c.procedures, Roles: c.roles, Persons: c.persons,
	}
	in.Settings = c.settings()
	fmt.Fprintf(w, "\n%s\n  the same record, asked on %s; what is dated later had not happened yet\n\n", screen.Paint("WHAT THE CHECKS SAY", colour.Bold), plural(len(days), "day"))
	found := make([][]conformity.Finding, len(days))
	header := []string{""}
	for i, day := range days {
		found[i] = conformity.Run(incidents.Checks(), in, day.Start())
		header = append(header, day.String())
	}
	row(w, header)
	for _, id := range asked {
		cells := []string{id}
		for i := range days {
			mark, paint := markOf(found[i], id)
			cells = append(cells, screen.Paint(fmt.Sprintf("%-10s", mark), paint))
		}
		row(w, cells)
	}
	for _, action := range c.Actions {
		cells := []string{"action " + string(action.ID)}
		for _, day := range days {
			state := string(action.State(records.At(day.Start())))
			if day.Before(action.ProposedOn) {
				state = "."
			}
			cells = append(cells, state)
		}
		row(w, cells)
	}
	words := map[string][]string{} // what is not met, and on which of the days
	var order []string
	for i, day := range days {
		for _, f := range found[i] {
			if !about(f) || f.Status == conformity.StatusMet {
				continue
			}
			if words[f.String()] == nil {
				order = append(order, f.String())
			}
			words[f.String()] = append(words[f.String()], day.String())
		}
	}
	for _, finding := range order {
		fmt.Fprintf(w, "\n  %s\n%s", screen.Paint("on "+strings.Join(words[finding], ", "), colour.Bold), screen.Indent("    ", "    ", finding))
	}
	return nil
}

// row writes the name of a line, and its cells in columns as wide as a day.
func row(w io.Writer, cells []string) {
	line := fmt.Sprintf("  %-19s", cells[0])
	for _, cell := range cells[1:] {
		line += fmt.Sprintf("  %-10s", cell)
	}
	fmt.Fprintln(w, strings.TrimRight(line, " "))
}

func plural(n int, what string) string {
	if n == 1 {
		return "one " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// about reports whether a finding is about the record of the case.
func about(f conformity.Finding) bool {
	for _, id := range asked {
		if f.Requirement == id {
			return !f.Subject.IsZero()
		}
	}
	return false
}

// markOf is the worst of what was found about a requirement, or a dot where there is nothing
// to decide yet.
func markOf(found []conformity.Finding, id string) (string, colour.Color) {
	mark, paint := ".", colour.Faint
	for _, f := range found {
		switch {
		case f.Requirement != id || f.Subject.IsZero():
		case f.Status == conformity.StatusUnmet:
			return "UNMET", colour.FgRed
		case f.Status == conformity.StatusUndetermined:
			mark, paint = "open", colour.FgYellow
		case f.Status == conformity.StatusMet && mark == ".":
			mark, paint = "met", colour.FgGreen
		}
	}
	return mark, paint
}
