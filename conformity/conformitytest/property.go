package conformitytest

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// rounds is how often what is random is tried. The seed is fixed: a test that fails fails again.
const rounds = 20

// Properties runs all properties as subtests: a good input, in which all requirements of the
// checks are met, and one with faults of many kinds, in which something is due. Run it for every
// package of checks; it takes a second or two.
func (s Suite[In]) Properties(t *testing.T, good, faulty In) {
	t.Helper()
	for _, property := range []struct {
		name  string
		holds func(t testing.TB, in In)
		of    In
	}{
		{"the good input meets all", s.AllMet, good},
		{"order changes nothing", s.OrderChangesNothing, faulty},
		{"centuries change nothing", s.CenturiesChangeNothing, faulty},
		{"lapses come true", s.LapsesComeTrue, faulty},
		{"evidence counts", s.EvidenceCounts, good},
		{"empty fields break nothing", s.EmptyFieldsBreakNothing, good},
	} {
		t.Run(property.name, func(t *testing.T) { property.holds(t, property.of) })
	}
}

// OrderChangesNothing fails the test if the findings depend on the order in which the records
// of the input are listed. An input with faults of many kinds says more than a good one.
func (s Suite[In]) OrderChangesNothing(t testing.TB, in In) {
	t.Helper()
	if wrong := s.ordered(in); wrong != "" {
		t.Error(wrong)
	}
}

func (s Suite[In]) ordered(in In) string {
	want := s.transcript(in)
	for seed := range uint64(rounds) {
		if got := s.transcript(Shuffled(in, seed)); got != want {
			return "the order of records changes what is found (- as listed, + shuffled)\n" + lineDifference(want, got)
		}
	}
	return ""
}

// Shuffled returns a copy of an input with the records of each list in another order, the same
// for the same seed: for what a package works out of an input beside its checks.
func Shuffled[In any](in In, seed uint64) In {
	c := copied(in)
	random := sequence(seed)
	for _, list := range lists(&c) {
		swap := reflect.Swapper(list.Interface())
		for i := list.Len() - 1; i > 0; i-- {
			swap(i, random.below(i+1))
		}
	}
	return c
}

// A sequence is numbers with no pattern that a check could keep to (SplitMix64).
type sequence uint64

func (x *sequence) below(n int) int {
	*x += 0x9e3779b97f4a7c15
	z := uint64(*x)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return int((z ^ z>>31) % uint64(n))
}

func (s Suite[In]) transcript(in In) string {
	return conformity.Transcript(slices.Values(s.Findings(in, "", "")))
}

// CenturiesChangeNothing fails the test if the findings are others once every day of the
// input, and the day that is asked for, lie 400 years later, when the calendar is the same.
func (s Suite[In]) CenturiesChangeNothing(t testing.TB, in In) {
	t.Helper()
	if wrong := s.timeless(in); wrong != "" {
		t.Error(wrong)
	}
}

func (s Suite[In]) timeless(in In) string {
	later := copied(in)
	shift(reflect.ValueOf(&later).Elem())
	at := s.instant("")
	want := dated(s.Findings(in, "", ""), century)
	got := dated(conformity.Run(s.Checks, later, at.AddDate(0, 0, century)), 0)
	if want != got {
		return "what is found is not the same 400 years later (- now, + then)\n" + lineDifference(want, got)
	}
	return ""
}

// dated writes findings without the days in their texts, and each lapse some days later.
func dated(findings []conformity.Finding, days int) string {
	var b strings.Builder
	for _, f := range findings {
		lapses := f.Lapses
		if !lapses.IsZero() {
			lapses = lapses.AddDate(0, 0, days)
		}
		fmt.Fprintln(&b, f.Requirement, f.Status, f.Subject, f.Field, f.MessageID(), f.Evidence, when(lapses), f.Becomes)
	}
	return b.String()
}

// LapsesComeTrue fails the test unless what each finding says of the future is what is found
// then: up to the instant at which it lapses its status, from that instant on the one that was
// foretold, in the words that were. It fails too where no finding lapses: the input is then no
// test.
func (s Suite[In]) LapsesComeTrue(t testing.TB, in In) {
	t.Helper()
	for _, wrong := range s.foretold(in) {
		t.Error(wrong)
	}
}

func (s Suite[In]) foretold(in In) []string {
	var wrong []string
	findings := s.Findings(in, "", "")
	lapsing := 0
	for _, f := range findings {
		if f.Lapses.IsZero() {
			continue
		}
		lapsing++
		checks := s.of(f.Requirement)
		before := conformity.Run(checks, in, f.Lapses.Add(-time.Nanosecond))
		if !slices.ContainsFunc(before, func(g conformity.Finding) bool {
			return g.Subject == f.Subject && g.Status == f.Status && g.Lapses.Equal(f.Lapses) && g.Becomes == f.Becomes
		}) {
			wrong = append(wrong, fmt.Sprintf("%s\n  is not found any more just before %s, when it is to lapse\n%s", f, when(f.Lapses), indented(before)))
		}
		after := conformity.Run(checks, in, f.Lapses)
		foretold := func(g conformity.Finding) bool {
			return g.Subject == f.Subject && g.Status == f.Becomes && g.Message() == f.Then()
		}
		if f.Becomes == conformity.StatusNone {
			if slices.ContainsFunc(after, same(f)) {
				wrong = append(wrong, fmt.Sprintf("%s\n  is still found on %s, when it is to be over", f, when(f.Lapses)))
			}
		} else if !slices.ContainsFunc(after, foretold) {
			wrong = append(wrong, fmt.Sprintf("%s\n  was to be, on %s, %s: %s\n%s", f, when(f.Lapses), f.Becomes, f.Then(), indented(after)))
		}
	}
	if lapsing == 0 {
		wrong = append(wrong, "nothing lapses, so that nothing was tried: take an input in which something is due")
	}
	return wrong
}

// same reports whether a finding is the one given, on whatever day.
func same(f conformity.Finding) func(conformity.Finding) bool {
	return func(g conformity.Finding) bool { return g.Requirement == f.Requirement && g.ID() == f.ID() }
}

func indented(findings []conformity.Finding) string {
	return "  found then:\n    " + strings.ReplaceAll(strings.TrimRight(conformity.Transcript(slices.Values(findings)), "\n"), "\n", "\n    ")
}

// EvidenceCounts fails the test if a record can be taken out of the input while all that a check
// says of a subject, and rests on it, stays as it is, word for word, on what is left of the
// evidence, and misses nothing. Evidence that does not count is none: the check should not have
// read the record, or should have asked for more of it. What a check says of the parts of one
// record rests on all that it read for them.
func (s Suite[In]) EvidenceCounts(t testing.TB, in In) {
	t.Helper()
	for _, wrong := range s.idle(in) {
		t.Error(wrong)
	}
}

// A matter is what the findings on one record are about.
type matter struct {
	requirement string
	subject     records.Ref
}

func (s Suite[In]) idle(in In) []string {
	var wrong []string
	found, order := matters(s.Findings(in, "", ""))
	without := map[records.Ref]map[matter][]conformity.Finding{}
	for _, m := range order {
		var evidence []records.Ref
		for _, f := range found[m] {
			evidence = append(evidence, f.Evidence...)
		}
		slices.SortFunc(evidence, records.Ref.Compare)
		for _, ref := range slices.Compact(evidence) {
			if ref == m.subject {
				continue
			}
			if without[ref] == nil {
				without[ref], _ = matters(s.Findings(removed(in, ref), "", ""))
			}
			if before := saidWithout(found[m], ref); before == saidWithout(without[ref][m], ref) {
				wrong = append(wrong, fmt.Sprintf("%s of %s is said to rest on %s, and nothing changes without it\n%s", m.requirement, m.subject, ref, before))
			}
		}
	}
	return wrong
}

func matters(findings []conformity.Finding) (map[matter][]conformity.Finding, []matter) {
	found, order := map[matter][]conformity.Finding{}, []matter(nil)
	for _, f := range findings {
		m := matter{f.Requirement, f.Subject}
		if found[m] == nil {
			order = append(order, m)
		}
		found[m] = append(found[m], f)
	}
	return found, order
}

// saidWithout writes findings as if they did not rest on a record.
func saidWithout(findings []conformity.Finding, ref records.Ref) string {
	var b strings.Builder
	for _, f := range findings {
		evidence := slices.DeleteFunc(slices.Clone(f.Evidence), func(r records.Ref) bool { return r == ref })
		fmt.Fprintf(&b, "  %s\n    field %s, evidence %v, missing %v, lapses %s\n", f, f.Field, evidence, f.Missing, when(f.Lapses))
	}
	return b.String()
}

// removed returns a copy of an input without a record.
func removed[In any](in In, ref records.Ref) In {
	c := copied(in)
	for _, list := range lists(&c) {
		kept := reflect.MakeSlice(list.Type(), 0, list.Len())
		for i := range list.Len() {
			if list.Index(i).Interface().(records.Entity).Ref() != ref {
				kept = reflect.Append(kept, list.Index(i))
			}
		}
		list.Set(kept)
	}
	return c
}

// emptied bounds how many fields are emptied, one at a time.
const emptied = 1000

// EmptyFieldsBreakNothing empties one field of the input at a time, a sample of them where there
// are very many, and fails the test where a check then fails of itself or leaves a place in its
// message open.
func (s Suite[In]) EmptyFieldsBreakNothing(t testing.TB, in In) {
	t.Helper()
	for _, wrong := range s.fragile(in) {
		t.Error(wrong)
	}
}

func (s Suite[In]) fragile(in In) []string {
	places := 0
	fields(reflect.ValueOf(&in).Elem(), func(reflect.Value) bool { places++; return true })
	step := max(1, places/emptied)
	var wrong []string
	for n := 0; n < places; n += step {
		c, i := copied(in), 0
		fields(reflect.ValueOf(&c).Elem(), func(v reflect.Value) bool {
			if i++; i <= n {
				return true
			}
			v.SetZero()
			return false
		})
		for _, f := range s.Findings(c, "", "") {
			d := &difference{}
			if d.sound(f); len(d.lines) > 0 {
				wrong = append(wrong, fmt.Sprintf("%s, with the field %d of the input emptied\n  %s", f, n, strings.Join(d.lines, "\n  ")))
			}
		}
	}
	return wrong
}
