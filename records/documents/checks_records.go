package documents

import (
	"slices"
	"strings"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

const (
	recordsAwaited conformity.Message = "documents.record.none: no record is on record: enter those that are kept"
	recordAhead    conformity.Message = "documents.record.ahead: {0} is not made yet"

	recordNamed    conformity.Message = "documents.record.named: {subject} is {0}, {1}, of {2}"
	recordNoNumber conformity.Message = "documents.record.nonumber: {subject}, {0}, has no number or name by which people could know it: give it one by the scheme of its series"
	recordNoTitle  conformity.Message = "documents.record.notitle: {subject}, {0}, has no title: say what it is"
	recordNoDay    conformity.Message = "documents.record.noday: {subject}, {0}, has no date: enter the day of which it is"
	recordTwice    conformity.Message = "documents.record.twice: {subject} has the number {0}, and so has {1}: give one of the two another"

	recordTraced    conformity.Message = "documents.record.traced: {subject}, made by {0}, is about {1}"
	recordNoSubject conformity.Message = "documents.record.nosubject: {subject}, {0}, does not say what it is about: enter the activity, item or person"
	recordLost      conformity.Message = "documents.record.lost: {subject}, {0}, is about {1}, of which there is no entry: name what it is about"
	recordNoAuthor  conformity.Message = "documents.record.noauthor: {subject}, {0}, does not say who made it: enter the person"
	recordByNobody  conformity.Message = "documents.record.bynobody: {subject}, {0}, is said to be made by {1}, of whom there is no entry: enter the person"
)

// made reports whether a record is there by now; one without a date is.
func (x *Record) made(r *conformity.Reader) bool { return x.KeptOn.IsZero() || r.Happened(x.KeptOn) }

func (x *Record) number() string { return strings.TrimSpace(x.Number) }

// name is how a message speaks of a record of which not everything is known.
func (x *Record) name() string {
	switch {
	case !blank(x.Title):
		return strings.TrimSpace(x.Title)
	case x.number() != "":
		return "number " + x.number()
	}
	return "which has no title"
}

var recordsByNumber = conformity.NewIndex(func(x *Record) string { return x.number() })

// identifiable decides 4.5.4.identifiable for a record: it has a title, a date, and a number or
// name by which people know it, which no other record has. One that was got rid of keeps its
// number: nobody could tell it from the other in a reference.
func identifiable(r *conformity.Reader, x *Record) conformity.Verdict {
	switch {
	case !x.made(r):
		return conformity.Nothing(recordAhead, *x)
	case x.number() == "":
		return conformity.Unmet(recordNoNumber, x.name()).At("number")
	case blank(x.Title):
		return conformity.Unmet(recordNoTitle, x.name()).At("title")
	case x.KeptOn.IsZero():
		return conformity.Unmet(recordNoDay, x.name()).At("kept_on")
	}
	other := recordsByNumber.Of(r, x.number()).First(func(y *Record) bool { return y.ID != x.ID && y.made(r) })
	if other != nil {
		return conformity.Unmet(recordTwice, x.number(), *other).At("number")
	}
	return conformity.Met(recordNamed, x.number(), x.Title, x.KeptOn)
}

// traceable decides 4.5.4.traceable for a record: it says what it is about, and who made it.
// Whether a subject was ever there is looked up for the kinds of record that this package and
// those below it know; for others a host that loads its files knows it from them.
func traceable(r *conformity.Reader, x *Record) conformity.Verdict {
	if !x.made(r) {
		return conformity.Nothing(recordAhead, *x)
	}
	about := any(strings.TrimSpace(x.About))
	switch {
	case !x.Subject.IsZero():
		if known, there := lookUp(r, x.Subject); known && !there {
			return conformity.Unmet(recordLost, x.name(), x.Subject).At("subject")
		}
		about = x.Subject
	case blank(x.About):
		return conformity.Unmet(recordNoSubject, x.name()).At("subject")
	}
	if x.Author == "" {
		return conformity.Unmet(recordNoAuthor, x.name()).At("author")
	}
	if conformity.Look(r, x.Author) == nil {
		return conformity.Unmet(recordByNobody, x.name(), x.Author).At("author")
	}
	return conformity.Met(recordTraced, x.Author, about)
}

// lookUp looks for a record of a kind that is known here.
func lookUp(r *conformity.Reader, ref records.Ref) (known, there bool) {
	for _, look := range [...]func(*conformity.Reader, records.Ref) (bool, bool){
		lookFor[Document], lookFor[Procedure], lookFor[Register], lookFor[Classification], lookFor[AccessGrant], lookFor[AccessEvent],
		lookFor[ApprovalAuthority], lookFor[Issue], lookFor[Repository], lookFor[Series], lookFor[Record], lookFor[Disposal],
		lookFor[organization.Role], lookFor[organization.Scope], lookFor[organization.Setting],
		lookFor[records.Person], lookFor[records.Attestation], lookFor[conformity.Statement],
	} {
		if known, there = look(r, ref); known {
			return known, there
		}
	}
	return false, false
}

func lookFor[T records.Entity](r *conformity.Reader, ref records.Ref) (known, there bool) {
	id := records.ID[T](ref.ID)
	if id.Ref().Kind != ref.Kind {
		return false, false
	}
	return true, conformity.Look(r, id) != nil
}

var (
	seriesByRequirement = conformity.NewIndexAll(func(s *Series) []string { return s.Requirements })
	recordsBySeries     = conformity.NewIndex(func(x *Record) records.ID[Series] { return x.Series })
)

// SeriesFor returns the series in use that keep records for a requirement, by its id or that
// of its clause. They become evidence.
func SeriesFor(r *conformity.Reader, requirement string) []*Series {
	var found []*Series
	keys := []string{requirement}
	if clause := clauseOf(requirement); clause != "" && clause != requirement {
		keys = append(keys, clause)
	}
	seen := map[records.ID[Series]]bool{}
	for _, key := range keys {
		for s := range seriesByRequirement.Of(r, key).Where(func(s *Series) bool { return s.InUse(r) }) {
			if !seen[s.ID] {
				seen[s.ID] = true
				found = append(found, s)
			}
		}
	}
	return found
}

// Kept returns a record of the series from within the period that ends now, or nil: the
// latest. It becomes evidence.
func (s Series) Kept(r *conformity.Reader, period records.Period) *Record {
	latest := recordsBySeries.Of(r, s.ID).Latest(func(x *Record) records.Date { return x.KeptOn })
	if latest == nil || !r.Within(latest.KeptOn, period) {
		return nil
	}
	return latest
}

// NothingToRecord reports whether it is stated that in the period that ends now there was
// nothing of which the series would have kept a record: by somebody, from the beginning of the
// period or of the series on, and still valid.
func (s Series) NothingToRecord(r *conformity.Reader, period records.Period) bool {
	return slices.ContainsFunc(s.Nothing, func(n Nothing) bool {
		if n.By == "" || blank(n.Reason) || !r.Happened(n.On) || !r.Happened(n.From) || n.Until.IsZero() || r.Over(n.Until) {
			return false
		}
		return !s.From.IsZero() && !n.From.After(s.From) || !r.Within(n.From, period)
	})
}
