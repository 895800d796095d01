package competence

import (
	"testing"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

func TestAwarenessProcedure(t *testing.T) {
	procedure := func(change func(p *documents.Procedure)) Input {
		return with(func(in *Input) { change(&in.Procedures[0]) })
	}
	revision := func(change func(r *documents.Revision)) Input {
		return procedure(func(p *documents.Procedure) { change(&p.Revisions[0]) })
	}
	tryOf(t, "4.4.2.procedure", "procedure PRO", []row{
		{Name: "in force", In: good(), Want: met, Message: "competence.procedure.held"},
		{Name: "not in force before its day", In: good(), At: "2024-12-31T23:59:59Z", Want: unmet, Message: "competence.procedure.later", Field: "revisions[0].effective_from", Lapses: "2025-01-01", Becomes: met},
		{Name: "not approved", In: revision(func(r *documents.Revision) { r.ApprovedBy = "" }), Want: unmet, Message: "competence.procedure.draft", Field: "revisions[0].approved_by"},
		{Name: "approved, from no day", In: revision(func(r *documents.Revision) { r.EffectiveFrom = day("") }), Want: unmet, Message: "competence.procedure.undated", Field: "revisions[0].effective_from"},
		{Name: "never written", In: procedure(func(p *documents.Procedure) { p.Revisions = nil }), Want: unmet, Message: "competence.procedure.empty", Field: "revisions"},
		{Name: "withdrawn tomorrow", In: revision(func(r *documents.Revision) { r.WithdrawnOn = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: met, Message: "competence.procedure.held", Lapses: "2026-06-02"},
		{Name: "a draft beside one in force", In: with(func(in *Input) {
			in.Procedures = append(in.Procedures, in.Procedures[0])
			in.Procedures[0].Revisions = nil
			in.Procedures[1].ID = "PRO-2"
		}), Want: none},
	})
	programme := func(change func(p *Programme)) Input {
		return with(func(in *Input) { change(&in.Programmes[0]) })
	}
	reaches := func(audience ...Audience) Input { return programme(func(p *Programme) { p.Audience = audience }) }
	alone := func() Input {
		return with(func(in *Input) {
			in.Programmes[0].Audience = []Audience{OwnPersonnel}
			in.Persons = in.Persons[:1]
		})
	}
	tryOf(t, "4.4.2.procedure", "the system", []row{
		{Name: "everybody is reached", In: good(), Want: met, Message: "competence.reach.yes"},
		{Name: "no procedure", In: with(func(in *Input) { in.Procedures = nil }), Want: unmet, Message: "competence.procedure.none"},
		{Name: "withdrawn", In: revision(func(r *documents.Revision) { r.WithdrawnOn = day("2026-06-01") }), Want: unmet, Message: "competence.procedure.none"},
		{Name: "a procedure for something else", In: procedure(func(p *documents.Procedure) { p.Purposes[0] = documents.Communication }), Want: unmet, Message: "competence.procedure.none"},
		{Name: "a draft is said of the draft", In: procedure(func(p *documents.Procedure) { p.Revisions = nil }), Want: none},
		{Name: "no programme", In: with(func(in *Input) { in.Programmes = nil }), Want: unmet, Message: "competence.reach.others"},
		{Name: "the programme is of another procedure", In: programme(func(p *Programme) { p.Procedure = "PRO-9" }), Want: unmet, Message: "competence.reach.others"},
		{Name: "the programme has ended", In: programme(func(p *Programme) { p.Until = day("2026-05-31") }), Want: unmet, Message: "competence.reach.others"},
		{Name: "the programme begins tomorrow", In: programme(func(p *Programme) { p.From = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: unmet, Message: "competence.reach.others", Lapses: "2026-06-02", Becomes: met},
		{Name: "own personnel is not reached", In: reaches(OnBehalf, Visitors), Want: unmet, Message: "competence.reach.own"},
		{Name: "those who work in its name are not reached", In: reaches(OwnPersonnel), Want: unmet, Message: "competence.reach.others"},
		{Name: "an outsider with a role works in its name", In: with(func(in *Input) {
			*in = alone()
			in.Persons = append(in.Persons, records.Person{ID: "eve", Name: "Eve", Organization: "Law Ltd"})
			in.Roles[1].Holders = []organization.Holder{{Person: "eve", From: day("2026-01-01")}}
		}), Want: unmet, Message: "competence.reach.others"},
		{Name: "nobody is known who does, and it is not stated", In: alone(), Want: undetermined, Message: "competence.reach.open"},
		{Name: "nobody does, as stated", In: stated(alone(), "third-parties"), Want: met, Message: "competence.reach.yes"},
		{Name: "a customs officer does not", In: stated(with(func(in *Input) {
			*in = alone()
			in.Persons = append(in.Persons, records.Person{ID: "cy", Name: "Cy", Organization: "customs", OnBehalf: records.No})
		}), "third-parties"), Want: met, Message: "competence.reach.yes"},
	})
}

func TestAware(t *testing.T) {
	entry := func(change func(a *Awareness)) Input {
		return with(func(in *Input) { change(&in.Awareness[0]) })
	}
	for requirement, topic := range map[string]Topic{"4.4.2.a": ImportanceOfCompliance, "4.4.2.b": OwnRole, "4.4.2.c": ConsequencesOfDeparture} {
		without := func(topics []Topic) []Topic {
			var left []Topic
			for _, other := range topics {
				if other != topic {
					left = append(left, other)
				}
			}
			return left
		}
		t.Run(requirement, func(t *testing.T) {
			tryOf(t, requirement, "person ana", []row{
				{Name: "made aware", In: good(), Want: met, Message: "competence.aware.until", Lapses: "2027-01-15", Becomes: unmet},
				{Name: "last second of the last day", In: good(), At: "2027-01-14T23:59:59Z", Want: met, Message: "competence.aware.until", Lapses: "2027-01-15", Becomes: unmet},
				{Name: "that is over", In: good(), At: "2027-01-15", Want: unmet, Message: "competence.aware.over"},
				{Name: "without end", In: entry(func(a *Awareness) { a.ValidUntil = day("") }), Want: met, Message: "competence.aware.yes"},
				{Name: "of something else", In: entry(func(a *Awareness) { a.Topics = without(a.Topics) }), Want: unmet, Message: "competence.aware.no"},
				{Name: "somebody else was", In: entry(func(a *Awareness) { a.Persons = a.Persons[1:] }), Want: unmet, Message: "competence.aware.no"},
				{Name: "tomorrow", In: entry(func(a *Awareness) { a.On = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: unmet, Message: "competence.aware.no", Lapses: "2026-06-02", Becomes: met},
				{Name: "again, before it is over", In: with(func(in *Input) {
					in.Awareness = append(in.Awareness, Awareness{ID: "A2", Topics: []Topic{topic}, Persons: []personID{"ana"}, On: day("2026-05-01")})
				}), Want: met, Message: "competence.aware.yes"},
				{Name: "a later entry that ran out sooner", In: with(func(in *Input) {
					in.Awareness = append(in.Awareness, Awareness{ID: "A2", Topics: []Topic{topic}, Persons: []personID{"ana"}, On: day("2026-05-01"), ValidUntil: day("2026-05-02")})
				}), Want: met, Message: "competence.aware.until", Lapses: "2027-01-15", Becomes: unmet},
				{Name: "gone", In: with(func(in *Input) { in.Persons[0].Until, in.Awareness = day("2026-05-31"), nil }), Want: none},
				{Name: "here from tomorrow", In: with(func(in *Input) { in.Persons[0].From, in.Awareness = day("2026-06-02"), nil }), Want: none},
			})
			tryOf(t, requirement, "person bo", []row{
				{Name: "of another organization, in our name", In: good(), Want: met, Message: "competence.aware.until", Lapses: "2027-01-15", Becomes: unmet},
				{Name: "not decided", In: with(func(in *Input) { in.Persons[1].OnBehalf = "" }), Want: undetermined, Message: "competence.person.undecided", Field: "on_behalf"},
				{Name: "not decided, but holds a role", In: with(func(in *Input) {
					in.Persons[1].OnBehalf, in.Awareness = "", nil
					in.Roles[1].Holders = []organization.Holder{{Person: "bo", From: day("2026-06-01")}}
				}), Want: unmet, Message: "competence.aware.no"},
				{Name: "decided that not, but holds a role", In: with(func(in *Input) {
					in.Persons[1].OnBehalf, in.Awareness = records.No, nil
					in.Roles[1].Holders = []organization.Holder{{Person: "bo", From: day("2026-06-01")}}
				}), Want: unmet, Message: "competence.aware.no"},
				{Name: "decided that not", In: with(func(in *Input) { in.Persons[1].OnBehalf, in.Awareness = records.No, nil }), Want: met, Message: "competence.person.outside", Field: "on_behalf"},
			})
			tryOf(t, requirement, "the system", []row{
				{Name: "covered", In: good(), Want: met, Message: "competence.topic.covered"},
				{Name: "left out", In: with(func(in *Input) { in.Programmes[0].Topics = without(in.Programmes[0].Topics) }), Want: unmet, Message: "competence.topic.leftout"},
				{Name: "left out for those who work in its name", In: with(func(in *Input) {
					in.Programmes = append(in.Programmes, Programme{ID: "PG-2", Procedure: "PRO", Audience: []Audience{OnBehalf}, Topics: without(in.Programmes[0].Topics)})
					in.Programmes[0].Audience = []Audience{OwnPersonnel}
				}), Want: unmet, Message: "competence.topic.leftout"},
				{Name: "covered by two programmes together", In: with(func(in *Input) {
					in.Programmes = append(in.Programmes, Programme{ID: "PG-2", Procedure: "PRO", Audience: []Audience{OwnPersonnel, OnBehalf}, Topics: []Topic{topic}})
					in.Programmes[0].Topics = without(in.Programmes[0].Topics)
				}), Want: met, Message: "competence.topic.covered"},
				{Name: "no programme to cover it", In: with(func(in *Input) { in.Programmes = nil }), Want: none},
				{Name: "its procedure is not in force", In: with(func(in *Input) { in.Procedures[0].Revisions[0].ApprovedBy = "" }), Want: none},
				{Name: "nobody on record", In: with(func(in *Input) { in.Persons = nil }), Want: undetermined, Message: "competence.persons.none"},
				{Name: "all gone", In: with(func(in *Input) {
					for i := range in.Persons {
						in.Persons[i].Until = day("2026-05-31")
					}
				}), Want: undetermined, Message: "competence.persons.none"},
			})
		})
	}
}
