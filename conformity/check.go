package conformity

import (
	"reflect"
	"time"

	"github.com/iso28000/iso28000/records"
)

// A Check decides one requirement over the records of an input: a small struct of exactly
// the lists that the checks of a package range over and look up. It is a value; two checks
// may decide one requirement, and every failure of either is reported. A Check is immutable
// and safe for concurrent use.
type Check[In any] struct {
	requirement string
	about       Requirement  // of the host's own scheme; zero for the standard's
	over        reflect.Type // of the records that it looks at one at a time; nil where it decides for the system as a whole
	bind        func(In) bound
}

// A bound check is one that has its records before it.
type bound struct {
	len int
	ref func(i int) records.Ref
	ask func(r *Reader, i int) // for the verdicts on a record
}

// whole is a bound check that decides for the system as a whole.
func whole(ask func(*Reader)) bound {
	return bound{1, func(int) records.Ref { return records.Ref{} }, func(r *Reader, _ int) { ask(r) }}
}

// Requirement returns the id of the requirement that the check decides.
func (c Check[In]) Requirement() string { return c.requirement }

// About describes a requirement of the host's own scheme, for the report: its title, what
// it asks, what fails it and how much that weighs. Its id and clause are the check's.
// Requirements of the standard are described by the catalogue, which this does not change.
func (c Check[In]) About(requirement Requirement) Check[In] {
	c.about = requirement
	return c
}

// Doc describes what is decided: title, what is asked, and what fails it.
func (c Check[In]) Doc() string {
	requirement := describe(c.requirement, c.about)
	doc := requirement.ID + " " + requirement.Title
	if requirement.Summary != "" {
		doc += "\n" + requirement.Summary
	}
	if requirement.FailsWhen != "" {
		doc += "\nUnmet when " + requirement.FailsWhen + "."
	}
	return doc
}

// Each makes a check that looks at one record at a time. The list must be a field of the
// input, whole and unfiltered: whether a record is of concern is for the check to say.
func Each[In any, T records.Entity](requirement string, list func(In) []T, check func(*Reader, *T) Verdict) Check[In] {
	return EachMany(requirement, list, func(r *Reader, t *T, say Say) { say("", check(r, t)) })
}

// Say takes the verdict on one part of a record. The part is named by what stays the same
// whatever the verdict and the day: "expectation E-2", not the field that is missing. What is
// said about a part at one time is compared with what is said about it at another.
type Say func(part string, v Verdict)

// EachMany makes a check that may say several things about one record, each about another
// part of it: the expectations of a stakeholder, say.
func EachMany[In any, T records.Entity](requirement string, list func(In) []T, check func(r *Reader, t *T, say Say)) Check[In] {
	return Check[In]{requirement: requirement, over: reflect.TypeFor[T](), bind: func(in In) bound {
		rows := list(in)
		return bound{
			len: len(rows),
			ref: func(i int) records.Ref { return rows[i].Ref() },
			ask: func(r *Reader, i int) { check(r, &rows[i], r.say) },
		}
	}}
}

// Whole makes a check that decides for the system as a whole, or over a whole list, which it
// reads through the Reader.
func Whole[In any](requirement string, check func(*Reader) Verdict) Check[In] {
	return Check[In]{requirement: requirement, bind: func(In) bound {
		return whole(func(r *Reader) { r.say("", check(r)) })
	}}
}

// For turns checks of a package's input into checks of what holds all records.
func For[System, In any](checks []Check[In], input func(System) In) []Check[System] {
	adapted := make([]Check[System], len(checks))
	for i, check := range checks {
		adapted[i] = Check[System]{requirement: check.requirement, about: check.about, over: check.over, bind: func(system System) bound {
			return check.bind(input(system))
		}}
	}
	return adapted
}

// Run decides what the checks decide over an input, as of an instant: a package alone, with
// no system around it. It returns the findings in the order of the checks, worst first
// within each requirement. An input that cannot be read, or a check that fails of itself,
// is a finding too: undetermined, and the message says why.
func Run[In any](checks []Check[In], in In, at time.Time) []Finding {
	report := Assess(in, checks, at, Options{only: true})
	var findings []Finding
	for result := range report.Results() {
		findings = append(findings, result.Findings...)
	}
	return findings
}
