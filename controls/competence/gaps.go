package competence

import (
	"cmp"
	"iter"
	"slices"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// A Gap is something that a person needs and lacks for a time: a competence or a clearance
// that a role requires which the person holds, or awareness of a topic.
type Gap struct {
	Person      records.ID[records.Person]
	Role        records.ID[organization.Role] // that requires it; empty for awareness
	Requirement records.ID[Requirement]       // by which; empty for awareness
	Competence  records.ID[Competence]        // what is lacking: this,
	Clearance   string                        // or the grade of a clearance,
	Topic       Topic                         // or awareness of a topic
	Opens       records.Date                  // the first day on which it is lacking; no day where that was always so
	Closes      records.Date                  // the last day, where the gap closes by what is on record; no day where it stays
	Lapsed      records.Ref                   // what ran out, was withdrawn or was found wanting the day before it opens
}

// A GapList is gaps in the order in which they open; those that open on one day by person,
// role and what is lacking.
type GapList []Gap

// Of returns the gaps of a person.
func (l GapList) Of(person records.ID[records.Person]) GapList {
	return l.where(func(g *Gap) bool { return g.Person == person })
}

// In returns the gaps in a role.
func (l GapList) In(role records.ID[organization.Role]) GapList {
	return l.where(func(g *Gap) bool { return g.Role == role && role != "" })
}

// On returns the gaps that are open on a day.
func (l GapList) On(day records.Date) GapList {
	return l.where(func(g *Gap) bool { return span{g.Opens, g.Closes}.on(day) })
}

func (l GapList) where(holds func(*Gap) bool) GapList {
	var found GapList
	for i := range l {
		if holds(&l[i]) {
			found = append(found, l[i])
		}
	}
	return found
}

// Gaps returns the gaps that are open on some day from the first to the last given, as far as
// what is on record tells: those of everybody who holds a role (unless it was decided that the
// role has no security duties) in the competences and clearances that it requires, and those
// of everybody who works for the organization or in its name in awareness of the topics that
// concern all. Without a last day every gap to come is returned.
//
// A gap opens on the day after what filled it ends, or with the role, and not only when
// somebody looks: what will run out next year is a gap now, that opens then. The same input
// gives the same gaps, whatever the order of its lists.
func Gaps(in Input, from, until records.Date) GapList {
	f := newFinder(in)
	window := span{from, until}
	var gaps GapList
	for g := range f.all(in) {
		if !window.meet(span{g.Opens, g.Closes}).empty() {
			gaps = append(gaps, g)
		}
	}
	slices.SortFunc(gaps, func(a, b Gap) int {
		return cmp.Or(
			a.Opens.Compare(b.Opens), cmp.Compare(a.Person, b.Person), cmp.Compare(a.Role, b.Role), cmp.Compare(a.Competence, b.Competence),
			cmp.Compare(a.Clearance, b.Clearance), cmp.Compare(a.Topic, b.Topic), cmp.Compare(a.Requirement, b.Requirement), a.Closes.Compare(b.Closes),
		)
	})
	return gaps
}

// A cover is days on which a need is filled, and by what.
type cover struct {
	span
	by records.Ref
}

// A finder has what fills needs at hand.
type finder struct {
	persons        map[records.ID[records.Person]]*records.Person
	held           map[records.ID[records.Person]][]span // when a person holds any role
	qualifications map[pair][]*Qualification
	assessments    map[pair][]*Assessment
	clearances     map[records.ID[records.Person]][]*Clearance
	awareness      map[told][]cover
}

func newFinder(in Input) *finder {
	f := &finder{
		persons: map[records.ID[records.Person]]*records.Person{}, held: map[records.ID[records.Person]][]span{},
		qualifications: map[pair][]*Qualification{}, assessments: map[pair][]*Assessment{},
		clearances: map[records.ID[records.Person]][]*Clearance{}, awareness: map[told][]cover{},
	}
	for i := range in.Persons {
		if p := &in.Persons[i]; f.persons[p.ID] == nil { // of two with one id the first counts
			f.persons[p.ID] = p
		}
	}
	for i := range in.Roles {
		role := span{in.Roles[i].From, in.Roles[i].Until}
		for _, h := range in.Roles[i].Holders {
			if !h.From.IsZero() {
				f.held[h.Person] = append(f.held[h.Person], role.meet(span{h.From, h.Until}))
			}
		}
	}
	for i := range in.Qualifications {
		q := &in.Qualifications[i]
		p := pair{q.Person, q.Competence}
		f.qualifications[p] = append(f.qualifications[p], q)
	}
	for i := range in.Assessments {
		a := &in.Assessments[i]
		p := pair{a.Person, a.Competence}
		f.assessments[p] = append(f.assessments[p], a)
	}
	for i := range in.Clearances {
		c := &in.Clearances[i]
		f.clearances[c.Person] = append(f.clearances[c.Person], c)
	}
	for i := range in.Awareness {
		a := &in.Awareness[i]
		for _, person := range a.Persons {
			for _, topic := range a.Topics {
				if !a.On.IsZero() {
					f.awareness[told{person, topic}] = append(f.awareness[told{person, topic}], cover{a.span(), a.Ref()})
				}
			}
		}
	}
	return f
}

// all yields every gap there is, was or will be.
func (f *finder) all(in Input) iter.Seq[Gap] {
	return func(yield func(Gap) bool) {
		roles := map[records.ID[organization.Role]]*organization.Role{}
		for i := range in.Roles {
			if role := &in.Roles[i]; roles[role.ID] == nil {
				roles[role.ID] = role
			}
		}
		for i := range in.Requirements {
			q := &in.Requirements[i]
			if role := roles[q.Role]; role != nil && role.SecurityDuties != records.No && (q.Competence != "" || q.Clearance != "") {
				for g := range f.inRole(role, q) {
					if !yield(g) {
						return
					}
				}
			}
		}
		for _, p := range in.Persons {
			if f.persons[p.ID] == nil {
				continue
			}
			for _, topic := range [...]Topic{ImportanceOfCompliance, OwnRole, ConsequencesOfDeparture} {
				for _, need := range f.works(f.persons[p.ID]) {
					for g := range open(need, f.awareness[told{p.ID, topic}], Gap{Person: p.ID, Topic: topic}) {
						if !yield(g) {
							return
						}
					}
				}
			}
			delete(f.persons, p.ID) // so that one who is entered twice is asked once
		}
	}
}

// inRole yields the gaps of those who hold, held or will hold a role, in what it requires.
func (f *finder) inRole(role *organization.Role, q *Requirement) iter.Seq[Gap] {
	return func(yield func(Gap) bool) {
		needs := map[records.ID[records.Person]][]span{}
		for _, h := range role.Holders {
			if h.From.IsZero() || h.Person == "" {
				continue
			}
			need := span{h.From, h.Until}.meet(span{role.From, role.Until}).meet(q.span())
			if p := f.persons[h.Person]; p != nil {
				need = need.meet(span{p.From, p.Until})
			}
			needs[h.Person] = append(needs[h.Person], need)
		}
		for person, spans := range needs {
			covers := f.competence(pair{person, q.Competence})
			if q.Clearance != "" {
				covers = f.cleared(person, q.Clearance)
			}
			for _, need := range union(spans) {
				for g := range open(need, covers, Gap{Person: person, Role: role.ID, Requirement: q.ID, Competence: q.Competence, Clearance: q.Clearance}) {
					if !yield(g) {
						return
					}
				}
			}
		}
	}
}

// open yields the parts of a need that nothing covers.
func open(need span, covers []cover, gap Gap) iter.Seq[Gap] {
	return func(yield func(Gap) bool) {
		spans := make([]span, len(covers))
		for i, c := range covers {
			spans[i] = c.span
		}
		for _, left := range need.without(spans) {
			g := gap
			g.Opens, g.Closes = left.from, left.until
			if left.until == need.until {
				g.Closes = need.until // with the need itself, if that ends
			}
			for _, c := range covers {
				if !c.until.IsZero() && !c.empty() && c.until.AddDays(1) == left.from && (g.Lapsed.IsZero() || c.by.Compare(g.Lapsed) < 0) {
					g.Lapsed = c.by
				}
			}
			if !yield(g) {
				return
			}
		}
	}
}

// competence returns when a person has a competence: by each qualification, but for the days
// on which a later finding casts doubt on it.
func (f *finder) competence(p pair) []cover {
	var covers []cover
	found := doubts(f.assessments[p])
	for _, q := range f.qualifications[p] {
		if q.From.IsZero() {
			continue
		}
		var doubted []span
		for _, d := range found {
			if q.From.Before(d.from) {
				doubted = append(doubted, d.span)
			}
		}
		for _, s := range q.span().without(doubted) {
			covers = append(covers, cover{s, q.Ref()})
		}
	}
	return covers
}

func (f *finder) cleared(person records.ID[records.Person], grade string) []cover {
	var covers []cover
	for _, c := range f.clearances[person] {
		if c.Grade == grade && !c.From.IsZero() {
			covers = append(covers, cover{c.span(), c.Ref()})
		}
	}
	return covers
}

// works returns when a person works for the organization or in its name, as [Works] has it.
func (f *finder) works(p *records.Person) []span {
	with := span{p.From, p.Until}
	switch {
	case blank(p.Organization) || p.OnBehalf == records.Yes:
		return []span{with}
	case with.empty():
		return nil
	}
	var spans []span
	for _, s := range f.held[p.ID] {
		spans = append(spans, with.meet(s))
	}
	return union(spans)
}
