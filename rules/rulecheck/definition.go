package rulecheck

import (
	"strconv"
	"strings"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// A Definition is a check as it stands in a file.
//
// Texts that people read (Message and the like) may hold names in braces: fields of the
// record, of what is beside it, and {subject} for the record itself.
type Definition struct {
	Check      string           `json:"check"`                // its id, and that of the requirement: acme.seal-review. What stands before the first point is the scheme.
	Title      string           `json:"title,omitzero"`       // a few words. Defaults to the id.
	Summary    string           `json:"summary,omitzero"`     // what is asked
	Clause     string           `json:"clause,omitzero"`      // under which the report files it: a heading of the scheme, or a clause of the standard. Defaults to the scheme.
	References []string         `json:"references,omitempty"` // where the obligation stands: a contract, a programme, ids of requirements of the standard
	Severity   conformity.Grade `json:"severity,omitzero"`    // of total absence. Defaults to minor.

	For     string            `json:"for"`               // the list of the system that it ranges over
	With    map[string]string `json:"with,omitempty"`    // what else the rule may name: a field that holds an id, or "inspections by schedule" for those that name this record
	Where   string            `json:"where,omitzero"`    // which records are concerned. Defaults to all.
	Known   string            `json:"known,omitzero"`    // what there has to be to go by: without it the answer is undetermined. Defaults to nothing in particular.
	Require string            `json:"require"`           // what each of them has to satisfy
	AtLeast int               `json:"at_least,omitzero"` // how many of them have to satisfy it, where not each has to

	At      string `json:"at,omitzero"`      // the field that a finding points at
	Message string `json:"message"`          // what is said where it is unmet: what is wrong, and what would be right
	Met     string `json:"met,omitzero"`     // what is said where it is met. Defaults to the rule.
	Unknown string `json:"unknown,omitzero"` // what is said where what has to be known is not. Defaults to the rule.

	None    None   `json:"none,omitzero"`    // the answer where no record is concerned. Defaults to undetermined: silence is never conformity.
	Nothing string `json:"nothing,omitzero"` // what is said then

	Cases []Case `json:"cases,omitempty"` // examples of what it has to say
}

// None is what a check answers where no record is concerned.
type None string

// The answers.
const (
	NoneUndetermined None = "undetermined"
	NoneUnmet        None = "unmet" // there has to be one
	NoneMet          None = "met"   // there need not be any
)

// Values lists the answers there are.
func (None) Values() []string {
	return []string{string(NoneUndetermined), string(NoneUnmet), string(NoneMet)}
}

// A Case is an example of what a check has to say about a record.
type Case struct {
	Case   string                     `json:"case,omitzero"`    // what it shows
	Given  *records.Node              `json:"given,omitempty"`  // the fields of the record that matter; where it is left out, the case is about the list as a whole
	Beside map[string][]*records.Node `json:"beside,omitempty"` // further records, by list
	At     records.Date               `json:"at"`               // the day that is asked for, at its beginning
	Expect Expectation                `json:"expect"`
	Lapses records.Date               `json:"lapses,omitzero"` // the day on which the answer turns by itself
	Says   string                     `json:"says,omitzero"`   // the message, word for word
}

// An Expectation is what a case expects.
type Expectation string

// The expectations.
const (
	Met          Expectation = "met"
	Unmet        Expectation = "unmet"
	Undetermined Expectation = "undetermined"
	OutOfRange   Expectation = "out of range" // the record is not concerned
)

// Values lists the expectations there are.
func (Expectation) Values() []string {
	return []string{string(Met), string(Unmet), string(Undetermined), string(OutOfRange)}
}

// Validate reports what is wrong with the definition by itself. Whether its names and rules
// mean anything shows when it is compiled for a system.
func (d Definition) Validate() error {
	var f records.Faults
	validateID(&f, d.Check)
	f.Require("for", d.For)
	f.Require("require", d.Require)
	f.Require("message", d.Message)
	f.OptionalEnum("none", d.None)
	if d.AtLeast < 0 {
		f.Add("at_least", "is %d: write how many records have to satisfy the rule, or leave it out where each has to", d.AtLeast)
	}
	for i, reference := range d.References {
		f.Require("references["+strconv.Itoa(i)+"]", reference)
	}
	for i, c := range d.Cases {
		at := "cases[" + strconv.Itoa(i) + "]."
		f.RequireDate(at+"at", c.At)
		f.Enum(at+"expect", c.Expect)
		if c.Given == nil && c.Expect == OutOfRange {
			f.Add(at+"given", "is missing: say which record is out of range")
		}
	}
	return f.Err()
}

// maxID bounds an id, which stands in each line of a report.
const maxID = 100

func validateID(f *records.Faults, id string) {
	scheme, rest, _ := strings.Cut(id, ".")
	switch {
	case strings.TrimSpace(id) == "":
		f.Add("check", "is missing: write a scheme of your own and a name, as in acme.seal-review")
	case id[0] >= '0' && id[0] <= '9':
		f.Add("check", "%s begins with a digit, as the ids of the standard do: put a scheme of your own before it, as in acme.%s", cut(id), cut(id))
	case len(id) > maxID:
		f.Add("check", "is %d bytes long: ids have at most %d", len(id), maxID)
	case strings.ContainsFunc(id, func(r rune) bool { return !isIDRune(r) }):
		f.Add("check", "%q holds something else than letters, digits, points, - and _: write it as in acme.seal-review", cut(id))
	case scheme == "" || rest == "" || strings.HasSuffix(id, "."):
		f.Add("check", "%s names no scheme: write one and a name, as in acme.%s", id, strings.Trim(id, "."))
	}
}

func isIDRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-' || r == '_'
}

// cut shortens a text of a file for a message.
func cut(text string) string {
	const most = 60
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most]) + "…"
}
