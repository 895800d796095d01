package rulecheck

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
)

const (
	outOfRange   conformity.Message = "rulecheck.out: {subject} is not concerned: {0} is not so"
	notWorked    conformity.Message = "rulecheck.failed: {subject} could not be judged: {0}: {1}: {2}"
	notEnough    conformity.Message = "rulecheck.open: {0} of the list {1} are known to satisfy {2}, where {3} have to; {4} could not be judged: {5}"
	unknownThere                    = "what has to be known is not"
)

// checksOf makes the checks of a definition: what it says of each record, or of the list as a
// whole, and what it says where no record is concerned.
func checksOf[S any](k *check) []conformity.Check[*S] {
	rows := func(system *S) any { return k.list.of(reflect.ValueOf(system).Elem()).Interface() }
	var checks []conformity.Check[*S]
	if k.AtLeast > 0 {
		checks = append(checks, conformity.Whole[*S](k.Check, k.weigh))
	} else {
		checks = append(checks,
			conformity.Whole[*S](k.Check, k.silence), // before the others, so that its word on why there is nothing counts
			conformity.EachOf(k.Check, k.list.record, rows, k.judge))
	}
	for i := range checks {
		checks[i] = checks[i].About(k.requirement())
	}
	return checks
}

// oneLine writes a rule of several lines in one.
func oneLine(rule string) string { return strings.Join(strings.Fields(rule), " ") }

// requirement describes what the check decides.
func (k *check) requirement() conformity.Requirement {
	fails := fmt.Sprintf("one of %s does not satisfy %s", k.For, oneLine(k.Require))
	if k.AtLeast > 0 {
		fails = fmt.Sprintf("fewer than %d of %s satisfy %s", k.AtLeast, k.For, oneLine(k.Require))
	}
	if k.Where != "" {
		fails += ", of those where " + oneLine(k.Where)
	}
	return conformity.Requirement{
		Clause: k.Clause, Title: k.Title, Summary: k.Summary, FailsWhen: fails, Severity: k.Severity, References: k.References,
		Verification: conformity.ByData,
	}
}

// judge decides for one record.
func (k *check) judge(r *conformity.Reader, e records.Entity) conformity.Verdict {
	return k.question(r, e).verdict()
}

// A question is a check that is asked about one record.
type question struct {
	*check
	reader *conformity.Reader
	record records.Entity
	all    any                                               // the record with what is beside it, once that was looked up
	why    string                                            // a condition could not be worked out
	ask    func(condition, any, records.Clock) (bool, error) // how conditions are asked, where somebody wants to know more than the answer
}

func (k *check) question(r *conformity.Reader, e records.Entity) *question {
	return &question{check: k, reader: r, record: e}
}

func (q *question) verdict() conformity.Verdict {
	concerned, failed := q.holds(q.where)
	switch {
	case failed != nil:
		return *failed
	case !concerned:
		return conformity.Nothing(outOfRange, oneLine(q.Where))
	}
	return q.satisfies()
}

// satisfies decides for a record that is concerned.
func (q *question) satisfies() conformity.Verdict {
	known, failed := q.holds(q.known)
	switch {
	case failed != nil:
		return *failed
	case !known:
		return conformity.Undetermined(q.unknown.message, q.args(q.unknown)...).At(q.At)
	}
	good, failed := q.holds(q.require)
	switch {
	case failed != nil:
		return *failed
	case !good:
		return conformity.Unmet(q.message.message, q.args(q.message)...).At(q.At)
	}
	return conformity.Met(q.met.message, q.args(q.met)...)
}

func (q *question) args(t template) []any {
	if q.AtLeast > 0 { // the text is about the list as a whole
		return nil
	}
	return t.args(q.record, q.beside)
}

// holds asks a condition. Where it cannot be worked out there is a verdict that says so.
func (q *question) holds(c condition) (bool, *conformity.Verdict) {
	if c.RecordCondition == nil {
		return true, nil
	}
	var facts any = q.record
	if c.beside {
		facts = q.beside()
	}
	var holds bool
	var err error
	if q.ask == nil {
		holds, err = c.Holds(facts, q.reader)
	} else {
		holds, err = q.ask(c, facts, q.reader)
	}
	if err == nil {
		return holds, nil
	}
	at, part, why := c.name, c.String(), err.Error()
	var wrong *rules.RunError
	if errors.As(err, &wrong) && wrong.Line > 0 {
		at, why = q.place(c.name, wrong.Offset), wrong.Message
		if wrong.Text != "" {
			part = wrong.Text
		}
	}
	q.why = why
	failed := conformity.Undetermined(notWorked, at, text(part), why).At(q.At)
	return false, &failed
}

// beside returns the record with what is beside it. Looking that up makes it evidence.
func (q *question) beside() any {
	if q.all != nil {
		return q.all
	}
	facts := reflect.New(q.facts)
	facts.Elem().Field(0).Set(reflect.ValueOf(q.record).Elem())
	for i := range q.lookups {
		q.lookups[i].fill(q.reader, q.record, facts.Elem().Field(i+1))
	}
	q.all = facts.Interface()
	return q.all
}

func (l *lookup) fill(r *conformity.Reader, record records.Entity, into reflect.Value) {
	add := func(e records.Entity) { into.Set(reflect.Append(into, reflect.ValueOf(e).Elem())) }
	switch {
	case l.index != nil:
		for e := range l.index.Of(r, record.Ref().ID) {
			add(e)
		}
	case l.path.many:
		for _, id := range l.path.ids(record) {
			if e := conformity.LookOf(r, l.list.record, id); e != nil {
				add(e)
			}
		}
	default:
		for _, id := range l.path.ids(record) {
			if e := conformity.LookOf(r, l.list.record, id); e != nil {
				into.Set(reflect.ValueOf(e))
			}
		}
	}
}

// silence says what there is to say where no record is concerned. Where one is, or may be, it
// says nothing.
func (k *check) silence(r *conformity.Reader) conformity.Verdict {
	for range conformity.WhereOf(r, k.list.record, func(e records.Entity) bool {
		concerned, failed := k.question(r, e).holds(k.where)
		return concerned || failed != nil
	}) {
		return conformity.Verdict{}
	}
	return k.none()
}

func (k *check) none() conformity.Verdict {
	args := k.nothing.args(nil, nil)
	switch k.None {
	case NoneMet:
		return conformity.Met(k.nothing.message, args...)
	case NoneUnmet:
		return conformity.Unmet(k.nothing.message, args...)
	}
	return conformity.Nothing(k.nothing.message, args...)
}

// weigh decides whether enough records satisfy the rule. Those that do are its evidence.
func (k *check) weigh(r *conformity.Reader) conformity.Verdict {
	concerned, open, count := 0, 0, 0
	why := ""
	for range conformity.WhereOf(r, k.list.record, func(e records.Entity) bool {
		q := k.question(r, e)
		within, failed := q.holds(k.where)
		v := conformity.Verdict{}
		switch {
		case failed != nil:
			v = *failed
		case within:
			v = q.satisfies()
		}
		if v.Status != conformity.StatusNone {
			concerned++
		}
		if v.Status == conformity.StatusUndetermined {
			if open++; open == 1 {
				why = cmp.Or(q.why, unknownThere)
			}
		}
		return v.Status == conformity.StatusMet
	}) {
		count++
	}
	if concerned == 0 {
		return k.none()
	}
	numbers := []int{count, concerned, k.AtLeast}
	switch {
	case count >= k.AtLeast:
		return conformity.Met(k.met.message, k.met.args(numbers, nil)...)
	case count+open >= k.AtLeast:
		return conformity.Undetermined(notEnough, count, k.For, oneLine(k.Require), k.AtLeast, open, why)
	}
	return conformity.Unmet(k.message.message, k.message.args(numbers, nil)...).At(k.At)
}
