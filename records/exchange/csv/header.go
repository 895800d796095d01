package csv

import (
	"strings"
	"unicode"
)

// A Header is the row that names the columns.
type Header []string

// Find returns the columns, from 0, that bear the name: those that bear it exactly, spaces around
// it aside; where there are none, those that bear it but for case, spaces, and _ or - in their place.
// Several columns may bear one name.
func (h Header) Find(name string) []int {
	for _, form := range []func(string) string{strings.TrimSpace, Fold} {
		var found []int
		for i, column := range h {
			if form(column) == form(name) {
				found = append(found, i)
			}
		}
		if found != nil {
			return found
		}
	}
	return nil
}

// Names returns what the columns are called, without those that have no name.
func (h Header) Names() []string {
	var names []string
	for _, name := range h {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// Fold returns the form in which two texts are equal that differ in case, in spaces, or in _ or -
// in their place: "Risk  ID", "risk_id" and " RISK-ID " are "risk id".
func Fold(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(c rune) bool {
		return c == '_' || c == '-' || c == '\ufeff' || unicode.IsSpace(c)
	})
	return strings.Join(words, " ")
}
