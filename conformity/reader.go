package conformity

import (
	"fmt"
	"iter"
	"reflect"
	"slices"
	"time"

	"github.com/iso28000/iso28000/records"
)

// A Reader is how a check reaches other records and the time. What is read through it is
// the evidence of the verdict; what was asked about time decides when the verdict is asked
// again. A Reader is made by this package, serves one verdict, and is not safe for
// concurrent use. It is a [records.Clock].
type Reader struct {
	source *source
	at     time.Time
	next   time.Time     // the earliest instant after at on which an answer given here turns
	read   []records.Ref // records that were found, in the order of reading
	missed []records.Ref // records that were looked for by id and not found
	out    []Verdict     // what the check has said
}

var _ records.Clock = (*Reader)(nil)

func (r *Reader) reset(at time.Time) {
	r.at, r.next = at, time.Time{}
	r.read, r.missed, r.out = r.read[:0], r.missed[:0], r.out[:0]
}

// Reached reports whether the instant has come. The zero time never comes.
func (r *Reader) Reached(t time.Time) bool {
	switch {
	case t.IsZero():
		return false
	case !r.at.Before(t):
		return true
	case r.next.IsZero() || t.Before(r.next):
		r.next = t
	}
	return false
}

// Happened reports whether the day has begun, so that what is dated on it is a fact.
// No day never happens.
func (r *Reader) Happened(d records.Date) bool {
	begins := d.Start()
	return !d.IsZero() && (begins.IsZero() || r.Reached(begins)) // the first day of all begins at the zero time
}

// Over reports whether the day has ended, so that what was due on it is late, and what was
// valid until it is not. No day is never over.
func (r *Reader) Over(d records.Date) bool { return r.Reached(d.End()) }

// Within reports whether the day has begun and the period from it is not yet over: whether
// what happened on it is recent enough. Without a day or a period it is not.
func (r *Reader) Within(d records.Date, p records.Period) bool {
	end := p.After(d)
	return r.Happened(d) && !end.IsZero() && !r.Reached(end)
}

// note adds a record to the evidence.
func (r *Reader) note(ref records.Ref) {
	// Checks read few records, so a scan is faster than a set; past that, order alone has to do.
	if len(r.read) > 64 || !slices.Contains(r.read, ref) {
		r.read = append(r.read, ref)
	}
}

// unlistedError is the panic of a check that reads a kind of record which its input does not
// list: on its own package's input it would find nothing, on the whole system something.
type unlistedError struct{ kind string }

func (e unlistedError) Error() string {
	return fmt.Sprintf("it reads records of the kind %q, of which its input has no list", e.kind)
}

func unlisted[T records.Entity]() unlistedError {
	var t T
	return unlistedError{t.Ref().Kind}
}

// Look returns the record that the id names, or nil where there is none. It becomes evidence.
func Look[T records.Entity](r *Reader, id records.ID[T]) *T {
	if id == "" {
		return nil
	}
	t, listed := find(r.source, id)
	if !listed {
		panic(unlisted[T]())
	}
	if track := r.source.track; track != nil {
		track.record(reflect.TypeFor[T](), string(id))
	}
	if t == nil {
		r.missed = append(r.missed, id.Ref())
		return nil
	}
	r.note((*t).Ref())
	return t
}

// All returns every record of type T.
func All[T records.Entity](r *Reader) Rows[T] {
	rows, l, listed := rowsOf[T](r.source)
	if !listed {
		panic(unlisted[T]())
	}
	if track := r.source.track; track != nil {
		track.list(reflect.TypeFor[T]())
	}
	return Rows[T]{reader: r, rows: rows, at: l.order}
}

// Of returns the records under the key: the treatments of a risk, say.
func (x *Index[K, T]) Of(r *Reader, key K) Rows[T] {
	rows, _, listed := rowsOf[T](r.source)
	if !listed {
		panic(unlisted[T]())
	}
	if track := r.source.track; track != nil {
		track.bucket(x, key)
	}
	return Rows[T]{reader: r, rows: rows, at: x.under(r.source)[key]}
}

// Rows are records that a check can choose from, in the order of their ids. Those that it
// chooses become evidence, those that it passes over do not.
type Rows[T records.Entity] struct {
	reader *Reader
	rows   []T
	at     []int32 // positions in rows
}

func (rows Rows[T]) each(yield func(*T) bool) {
	for _, i := range rows.at {
		if !yield(&rows.rows[i]) {
			return
		}
	}
}

// Len counts the records.
func (rows Rows[T]) Len() int { return len(rows.at) }

// Where yields the records for which the condition holds. Each one yielded
// becomes evidence.
func (rows Rows[T]) Where(holds func(*T) bool) iter.Seq[*T] {
	return func(yield func(*T) bool) {
		rows.each(func(t *T) bool {
			if !holds(t) {
				return true
			}
			rows.reader.note((*t).Ref())
			return yield(t)
		})
	}
}

// Every yields all of the records; each one yielded becomes evidence.
func (rows Rows[T]) Every() iter.Seq[*T] { return rows.Where(func(*T) bool { return true }) }

// First returns the first record for which the condition holds, or nil. It becomes evidence.
func (rows Rows[T]) First(holds func(*T) bool) *T {
	for t := range rows.Where(holds) {
		return t
	}
	return nil
}

// Any reports whether the condition holds for a record; the first such becomes evidence.
func (rows Rows[T]) Any(holds func(*T) bool) bool { return rows.First(holds) != nil }

// Latest returns the record with the latest day that has begun, or nil; of several on that
// day the one with the greatest id. It becomes evidence. Records without a day are passed over.
func (rows Rows[T]) Latest(day func(*T) records.Date) *T {
	var latest *T
	rows.each(func(t *T) bool {
		d := day(t)
		if !rows.reader.Happened(d) {
			return true
		}
		if latest == nil || day(latest).Before(d) || day(latest) == d && (*latest).Ref().ID < (*t).Ref().ID {
			latest = t
		}
		return true
	})
	if latest != nil {
		rows.reader.note((*latest).Ref())
	}
	return latest
}
