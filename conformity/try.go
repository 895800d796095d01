package conformity

import (
	"time"

	"github.com/iso28000/iso28000/records"
)

// Try runs one check on one record, for a test of it, with the lists of the inputs to read
// from. It returns what the check says, the worst if it says several things; of a check that
// says nothing the status is [StatusNone].
func Try[T records.Entity](check func(*Reader, *T) Verdict, record *T, at time.Time, inputs ...any) Finding {
	return try((*record).Ref(), func(r *Reader) { r.say("", check(r, record)) }, at, inputs)
}

// TryMany is Try for a check that may say several things about one record.
func TryMany[T records.Entity](check func(*Reader, *T, Say), record *T, at time.Time, inputs ...any) []Finding {
	return tryAll((*record).Ref(), func(r *Reader) { check(r, record, r.say) }, at, inputs)
}

// TryWhole is Try for a check of the system as a whole.
func TryWhole(check func(*Reader) Verdict, at time.Time, inputs ...any) Finding {
	return try(records.Ref{}, func(r *Reader) { r.say("", check(r)) }, at, inputs)
}

func try(subject records.Ref, ask func(*Reader), at time.Time, inputs []any) Finding {
	if findings := tryAll(subject, ask, at, inputs); len(findings) > 0 {
		return findings[0]
	}
	return Finding{Subject: subject}
}

// tryAll returns what is said now, or failing that what will be said: with status none.
func tryAll(subject records.Ref, ask func(*Reader), at time.Time, inputs []any) []Finding {
	source, err := newSource(inputs...)
	e := newEngine(source, at, defaultMetLimit)
	e.current = &decision{}
	if err != nil {
		e.fail(subject, err)
	} else {
		e.judge(subject, func(r *Reader, _ int) { ask(r) }, 0)
	}
	d := e.current
	if len(d.findings) == 0 && len(d.ahead) == 0 && d.nothing.message != "" {
		return []Finding{{Subject: subject, verdict: d.nothing}}
	}
	return append(d.findings, d.ahead...)
}
