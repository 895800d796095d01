package competence

import (
	"cmp"
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
	Lapsed      records.Ref                   // what ran out, was withdrawn or was put in doubt when it opened; none: nothing ever filled it
	Training    records.ID[Training]          // that is planned for the person and would fill it, the one due first
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
	f := newFinder(in, span{from, until})
	roles := map[records.ID[organization.Role]]*organization.Role{}
	for i := range in.Roles {
		if role := &in.Roles[i]; roles[role.ID] == nil { // of two with one id the first counts
			roles[role.ID] = role
		}
	}
	for i := range in.Requirements {
		q := &in.Requirements[i]
		if role := roles[q.Role]; role != nil && role.SecurityDuties != records.No && (q.Competence != "" || q.Clearance != "") {
			f.inRole(role, q)
		}
	}
	for _, p := range f.persons {
		f.inAwareness(p)
	}
	slices.SortFunc(f.gaps, func(a, b Gap) int {
		return cmp.Or(
			a.Opens.Compare(b.Opens), cmp.Compare(a.Person, b.Person), cmp.Compare(a.Role, b.Role), cmp.Compare(a.Competence, b.Competence),
			cmp.Compare(a.Clearance, b.Clearance), cmp.Compare(a.Topic, b.Topic), cmp.Compare(a.Requirement, b.Requirement), a.Closes.Compare(b.Closes),
		)
	})
	return f.gaps
}

// A cover is days on which a need is filled, and by what.
type cover struct {
	span
	by records.Ref
}

// A finder gathers gaps, and has what fills needs at hand.
type finder struct {
	window         span
	persons        map[records.ID[records.Person]]*records.Person
	held           map[records.ID[records.Person]][]span // when a person holds any role
	qualifications map[pair][]*Qualification
	assessments    map[pair][]*Assessment
	clearances     map[records.ID[records.Person]][]*Clearance
	awareness      map[told][]cover
	taught         map[pair]*Training // planned for a person, by competence
	topics         map[told]*Training // and by topic
	gaps           GapList
}

func newFinder(in Input, window span) *finder {
	f := &finder{
		window: window, persons: map[records.ID[records.Person]]*records.Person{}, held: map[records.ID[records.Person]][]span{},
		qualifications: map[pair][]*Qualification{}, assessments: map[pair][]*Assessment{},
		clearances: map[records.ID[records.Person]][]*Clearance{}, awareness: map[told][]cover{},
		taught: map[pair]*Training{}, topics: map[told]*Training{},
	}
	for i := range in.Persons {
		if p := &in.Persons[i]; f.persons[p.ID] == nil {
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
		for _, key := range a.told() {
			if !a.On.IsZero() {
				f.awareness[key] = append(f.awareness[key], cover{a.span(), a.Ref()})
			}
		}
	}
	for i := range in.Trainings {
		f.plan(&in.Trainings[i])
	}
	return f
}

// plan notes for whom a training that is still to be held would fill which needs.
func (f *finder) plan(t *Training) {
	if !t.CompletedOn.IsZero() || !t.CalledOffOn.IsZero() {
		return
	}
	for _, p := range t.Participants {
		for _, competence := range t.Competences {
			key := pair{p.Person, competence}
			f.taught[key] = sooner(f.taught[key], t)
		}
		for _, topic := range t.Topics {
			key := told{p.Person, topic}
			f.topics[key] = sooner(f.topics[key], t)
		}
	}
}

// sooner returns the training that is due first; of two due on one day that with the lesser
// id, and one that is due on no day last.
func sooner(a, b *Training) *Training {
	if a == nil {
		return b
	}
	if x, y := a.planned(), b.planned(); x != y {
		if x.IsZero() || !y.IsZero() && y.Before(x) {
			return b
		}
		return a
	}
	if b.ID < a.ID {
		return b
	}
	return a
}

// inRole finds the gaps of those who hold, held or will hold a role, in what it requires.
func (f *finder) inRole(role *organization.Role, q *Requirement) {
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
		gap := Gap{Person: person, Role: role.ID, Requirement: q.ID, Competence: q.Competence, Clearance: q.Clearance}
		covers := f.competence(pair{person, q.Competence})
		if q.Clearance != "" {
			covers = f.cleared(person, q.Clearance)
		} else if t := f.taught[pair{person, q.Competence}]; t != nil {
			gap.Training = t.ID
		}
		f.find(union(spans), covers, gap)
	}
}

// inAwareness finds the gaps of a person in the topics that concern all.
func (f *finder) inAwareness(p *records.Person) {
	for _, topic := range [...]Topic{ImportanceOfCompliance, OwnRole, ConsequencesOfDeparture} {
		gap := Gap{Person: p.ID, Topic: topic}
		if t := f.topics[told{p.ID, topic}]; t != nil {
			gap.Training = t.ID
		}
		f.find(f.works(p), f.awareness[told{p.ID, topic}], gap)
	}
}

// find keeps the parts of the needs that nothing covers, as far as they are asked for.
func (f *finder) find(needs []span, covers []cover, gap Gap) {
	spans := make([]span, len(covers))
	for i, c := range covers {
		spans[i] = c.span
	}
	for _, need := range needs {
		for _, left := range need.without(spans) {
			if f.window.meet(left).empty() {
				continue
			}
			g := gap
			g.Opens, g.Closes = left.from, left.until
			for _, c := range covers {
				if !c.empty() && !left.from.IsZero() && c.until.AddDays(1) == left.from && (g.Lapsed.IsZero() || c.by.Compare(g.Lapsed) < 0) {
					g.Lapsed = c.by
				}
			}
			f.gaps = append(f.gaps, g)
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
	if blank(p.Organization) || p.OnBehalf == records.Yes {
		return []span{with}
	}
	var spans []span
	for _, s := range f.held[p.ID] {
		spans = append(spans, with.meet(s))
	}
	return union(spans)
}
