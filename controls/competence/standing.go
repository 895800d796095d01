package competence

import (
	"slices"
	"strings"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// A pair is a person and a competence of that person.
type pair struct {
	person     records.ID[records.Person]
	competence records.ID[Competence]
}

var (
	qualificationsByPair = conformity.NewIndex(func(q *Qualification) pair { return pair{q.Person, q.Competence} })
	assessmentsByPair    = conformity.NewIndex(func(a *Assessment) pair { return pair{a.Person, a.Competence} })
	clearancesByPerson   = conformity.NewIndex(func(c *Clearance) records.ID[records.Person] { return c.Person })
	requirementsByRole   = conformity.NewIndex(func(q *Requirement) records.ID[organization.Role] { return q.Role })
)

// listed returns the records without making evidence of any: what is chosen of them becomes
// evidence when it is looked at by its id.
func listed[T records.Entity](rows conformity.Rows[T]) []*T {
	list := make([]*T, 0, rows.Len())
	for range rows.Where(func(t *T) bool { list = append(list, t); return false }) {
	}
	return list
}

// A standing is what is on record of a person's competence.
type standing struct {
	qualifications []*Qualification
	doubts         []doubt
}

func standingOf(r *conformity.Reader, p pair) standing {
	return standing{listed(qualificationsByPair.Of(r, p)), doubts(listed(assessmentsByPair.Of(r, p)))}
}

// A moment is a time to ask for: which spans it lies in, and which days are over by then.
type moment struct {
	in   func(span) bool
	over func(records.Date) bool
}

func on(day records.Date) moment {
	return moment{
		func(s span) bool { return s.on(day) },
		func(d records.Date) bool { return !d.IsZero() && d.Before(day) },
	}
}

func now(r *conformity.Reader) moment {
	return moment{func(s span) bool { return s.holds(r) }, r.Over}
}

// doubted returns the finding that casts doubt on the qualification at a time, or nil: one
// made after the person qualified. On the same day the qualification counts.
func (s standing) doubted(q *Qualification, at moment) *doubt {
	for i := range s.doubts {
		if d := &s.doubts[i]; q.From.Before(d.from) && at.in(d.span) {
			return d
		}
	}
	return nil
}

// holding returns the qualification that makes the person competent at a time, or nil: of
// several the one that is good for longest, of those the one with the least id.
func (s standing) holding(at moment) *Qualification {
	var best *Qualification
	for _, q := range s.qualifications {
		if q.From.IsZero() || !at.in(q.span()) || s.doubted(q, at) != nil {
			continue
		}
		if best == nil || outlasts(q.span().until, best.span().until) {
			best = q
		}
	}
	return best
}

// outlasts reports whether one last day is later than another, where none is later than any.
func outlasts(a, b records.Date) bool {
	return !b.IsZero() && (a.IsZero() || a.After(b))
}

// evident returns the qualification that makes the person competent at a time, or nil. It
// becomes evidence, with the assessment that lifted the last doubt there was about it.
func (s standing) evident(r *conformity.Reader, at moment) *Qualification {
	q := s.holding(at)
	if q == nil {
		return nil
	}
	var lifted records.ID[Assessment]
	for _, d := range s.doubts {
		if q.From.Before(d.from) && at.over(d.until) {
			lifted = d.lifted
		}
	}
	conformity.Look(r, lifted)
	return q.noted(r)
}

// noted makes evidence of the qualification, which was found without being looked at.
func (q *Qualification) noted(r *conformity.Reader) *Qualification {
	conformity.Look(r, q.ID)
	return q
}

// CompetentOn returns the qualification by which a person had a competence on a day, or nil:
// what happened is judged by who was competent then. The qualification becomes evidence.
// Whether the day has come is for the caller to ask; the input has to list qualifications
// and assessments.
func CompetentOn(r *conformity.Reader, person records.ID[records.Person], competence records.ID[Competence], day records.Date) *Qualification {
	return standingOf(r, pair{person, competence}).evident(r, on(day))
}

// CompetentNow is [CompetentOn] for the time of the reader: the verdict lapses when the
// qualification does.
func CompetentNow(r *conformity.Reader, person records.ID[records.Person], competence records.ID[Competence]) *Qualification {
	return standingOf(r, pair{person, competence}).evident(r, now(r))
}

// LackedOn returns the competences that a role required on a day and that a person lacked
// then, in the order of their ids, and whether the role required any or was said to require
// none. The input has to list requirements, qualifications and assessments.
func LackedOn(r *conformity.Reader, person records.ID[records.Person], role records.ID[organization.Role], day records.Date) (lacked []records.ID[Competence], known bool) {
	for q := range requirementsByRole.Of(r, role).Where(func(q *Requirement) bool { return q.Clearance == "" && q.span().on(day) }) {
		known = true
		if q.Competence != "" && CompetentOn(r, person, q.Competence, day) == nil {
			lacked = append(lacked, q.Competence)
		}
	}
	slices.Sort(lacked)
	return slices.Compact(lacked), known
}

// ClearedOn returns the security clearance of that grade which a person had on a day, or nil.
// It becomes evidence. The input has to list clearances.
func ClearedOn(r *conformity.Reader, person records.ID[records.Person], grade string, day records.Date) *Clearance {
	return clearancesByPerson.Of(r, person).First(func(c *Clearance) bool { return c.Grade == grade && c.HoldsOn(day) })
}

// ClearedNow is [ClearedOn] for the time of the reader.
func ClearedNow(r *conformity.Reader, person records.ID[records.Person], grade string) *Clearance {
	return clearancesByPerson.Of(r, person).First(func(c *Clearance) bool { return c.Grade == grade && c.Holds(r) })
}

// AuthorLacks returns what the author of an attestation lacked, on the day of the judgement,
// of the competences that the role required in which the author judged, and that role. It is
// known only where the author held a role of that title or id on that day, and it is laid
// down what the role requires. The input has to list roles, requirements, qualifications and
// assessments.
func AuthorLacks(r *conformity.Reader, a *records.Attestation) (lacked []records.ID[Competence], role *organization.Role) {
	held := organization.RolesOf(r, a.By).First(func(role *organization.Role) bool {
		return (sameText(role.Title, a.Role) || string(role.ID) == a.Role) && role.HeldBy(a.By, a.MadeOn)
	})
	if held == nil {
		return nil, nil
	}
	lacked, known := LackedOn(r, a.By, held.ID, a.MadeOn)
	if !known {
		return nil, nil
	}
	return lacked, held
}

func sameText(a, b string) bool {
	return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b)) && !blank(a)
}
