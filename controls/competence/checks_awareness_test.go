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
		{"in force", good(), "2026-06-01", met, "competence.procedure.held", "", "", none},
		{"not in force before its day", good(), "2024-12-31T23:59:59Z", unmet, "competence.procedure.later", "revisions", "2025-01-01", met},
		{"not approved", revision(func(r *documents.Revision) { r.ApprovedBy = "" }), "2026-06-01", unmet, "competence.procedure.draft", "revisions", "", none},
		{"approved, from no day", revision(func(r *documents.Revision) { r.EffectiveFrom = day("") }), "2026-06-01", unmet, "competence.procedure.undated", "revisions", "", none},
		{"never written", procedure(func(p *documents.Procedure) { p.Revisions = nil }), "2026-06-01", unmet, "competence.procedure.empty", "revisions", "", none},
		{"withdrawn tomorrow", revision(func(r *documents.Revision) { r.WithdrawnOn = day("2026-06-02") }), "2026-06-01T23:59:59Z", met, "competence.procedure.held", "", "2026-06-02", none},
		{"a draft beside one in force", with(func(in *Input) {
			in.Procedures = append(in.Procedures, in.Procedures[0])
			in.Procedures[0].Revisions = nil
			in.Procedures[1].ID = "PRO-2"
		}), "2026-06-01", none, "", "", "", none},
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
		{"everybody is reached", good(), "2026-06-01", met, "competence.reach.yes", "", "", none},
		{"no procedure", with(func(in *Input) { in.Procedures = nil }), "2026-06-01", unmet, "competence.procedure.none", "", "", none},
		{"withdrawn", revision(func(r *documents.Revision) { r.WithdrawnOn = day("2026-06-01") }), "2026-06-01", unmet, "competence.procedure.none", "", "", none},
		{"a procedure for something else", procedure(func(p *documents.Procedure) { p.Purposes[0] = documents.Communication }), "2026-06-01", unmet, "competence.procedure.none", "", "", none},
		{"a draft is said of the draft", procedure(func(p *documents.Procedure) { p.Revisions = nil }), "2026-06-01", none, "", "", "", none},
		{"no programme", with(func(in *Input) { in.Programmes = nil }), "2026-06-01", unmet, "competence.reach.others", "", "", none},
		{"the programme is of another procedure", programme(func(p *Programme) { p.Procedure = "PRO-9" }), "2026-06-01", unmet, "competence.reach.others", "", "", none},
		{"the programme has ended", programme(func(p *Programme) { p.Until = day("2026-05-31") }), "2026-06-01", unmet, "competence.reach.others", "", "", none},
		{"the programme begins tomorrow", programme(func(p *Programme) { p.From = day("2026-06-02") }), "2026-06-01T23:59:59Z", unmet, "competence.reach.others", "", "2026-06-02", met},
		{"own personnel is not reached", reaches(OnBehalf, Visitors), "2026-06-01", unmet, "competence.reach.own", "", "", none},
		{"those who work in its name are not reached", reaches(OwnPersonnel), "2026-06-01", unmet, "competence.reach.others", "", "", none},
		{"an outsider with a role works in its name", with(func(in *Input) {
			*in = alone()
			in.Persons = append(in.Persons, records.Person{ID: "eve", Name: "Eve", Organization: "Law Ltd"})
			in.Roles[1].Holders = []organization.Holder{{Person: "eve", From: day("2026-01-01")}}
		}), "2026-06-01", unmet, "competence.reach.others", "", "", none},
		{"nobody is known who does, and it is not stated", alone(), "2026-06-01", undetermined, "competence.reach.open", "", "", none},
		{"nobody does, as stated", stated(alone(), "third-parties"), "2026-06-01", met, "competence.reach.yes", "", "", none},
		{"a customs officer does not", stated(with(func(in *Input) {
			*in = alone()
			in.Persons = append(in.Persons, records.Person{ID: "cy", Name: "Cy", Organization: "customs", OnBehalf: records.No})
		}), "third-parties"), "2026-06-01", met, "competence.reach.yes", "", "", none},
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
				{"made aware", good(), "2026-06-01", met, "competence.aware.until", "", "2027-01-15", unmet},
				{"last second of the last day", good(), "2027-01-14T23:59:59Z", met, "competence.aware.until", "", "2027-01-15", unmet},
				{"that is over", good(), "2027-01-15", unmet, "competence.aware.over", "", "", none},
				{"without end", entry(func(a *Awareness) { a.ValidUntil = day("") }), "2026-06-01", met, "competence.aware.yes", "", "", none},
				{"of something else", entry(func(a *Awareness) { a.Topics = without(a.Topics) }), "2026-06-01", unmet, "competence.aware.no", "", "", none},
				{"somebody else was", entry(func(a *Awareness) { a.Persons = a.Persons[1:] }), "2026-06-01", unmet, "competence.aware.no", "", "", none},
				{"tomorrow", entry(func(a *Awareness) { a.On = day("2026-06-02") }), "2026-06-01T23:59:59Z", unmet, "competence.aware.no", "", "2026-06-02", met},
				{"again, before it is over", with(func(in *Input) {
					in.Awareness = append(in.Awareness, Awareness{ID: "A2", Topics: []Topic{topic}, Persons: []personID{"ana"}, On: day("2026-05-01")})
				}), "2026-06-01", met, "competence.aware.yes", "", "", none},
				{"a later entry that ran out sooner", with(func(in *Input) {
					in.Awareness = append(in.Awareness, Awareness{ID: "A2", Topics: []Topic{topic}, Persons: []personID{"ana"}, On: day("2026-05-01"), ValidUntil: day("2026-05-02")})
				}), "2026-06-01", met, "competence.aware.until", "", "2027-01-15", unmet},
				{"gone", with(func(in *Input) { in.Persons[0].Until, in.Awareness = day("2026-05-31"), nil }), "2026-06-01", none, "", "", "", none},
				{"here from tomorrow", with(func(in *Input) { in.Persons[0].From, in.Awareness = day("2026-06-02"), nil }), "2026-06-01", none, "", "", "", none},
			})
			tryOf(t, requirement, "person bo", []row{
				{"of another organization, in our name", good(), "2026-06-01", met, "competence.aware.until", "", "2027-01-15", unmet},
				{"not decided", with(func(in *Input) { in.Persons[1].OnBehalf = "" }), "2026-06-01", undetermined, "competence.person.undecided", "on_behalf", "", none},
				{"not decided, but holds a role", with(func(in *Input) {
					in.Persons[1].OnBehalf, in.Awareness = "", nil
					in.Roles[1].Holders = []organization.Holder{{Person: "bo", From: day("2026-06-01")}}
				}), "2026-06-01", unmet, "competence.aware.no", "", "", none},
				{"decided that not, but holds a role", with(func(in *Input) {
					in.Persons[1].OnBehalf, in.Awareness = records.No, nil
					in.Roles[1].Holders = []organization.Holder{{Person: "bo", From: day("2026-06-01")}}
				}), "2026-06-01", unmet, "competence.aware.no", "", "", none},
				{"decided that not", with(func(in *Input) { in.Persons[1].OnBehalf, in.Awareness = records.No, nil }), "2026-06-01", met, "competence.person.outside", "on_behalf", "", none},
			})
			tryOf(t, requirement, "the system", []row{
				{"covered", good(), "2026-06-01", met, "competence.topic.covered", "", "", none},
				{"left out", with(func(in *Input) { in.Programmes[0].Topics = without(in.Programmes[0].Topics) }), "2026-06-01", unmet, "competence.topic.leftout", "", "", none},
				{"left out for those who work in its name", with(func(in *Input) {
					in.Programmes = append(in.Programmes, Programme{ID: "PG-2", Procedure: "PRO", Audience: []Audience{OnBehalf}, Topics: without(in.Programmes[0].Topics)})
					in.Programmes[0].Audience = []Audience{OwnPersonnel}
				}), "2026-06-01", unmet, "competence.topic.leftout", "", "", none},
				{"covered by two programmes together", with(func(in *Input) {
					in.Programmes = append(in.Programmes, Programme{ID: "PG-2", Procedure: "PRO", Audience: []Audience{OwnPersonnel, OnBehalf}, Topics: []Topic{topic}})
					in.Programmes[0].Topics = without(in.Programmes[0].Topics)
				}), "2026-06-01", met, "competence.topic.covered", "", "", none},
				{"no programme to cover it", with(func(in *Input) { in.Programmes = nil }), "2026-06-01", none, "", "", "", none},
				{"its procedure is not in force", with(func(in *Input) { in.Procedures[0].Revisions[0].ApprovedBy = "" }), "2026-06-01", none, "", "", "", none},
				{"nobody on record", with(func(in *Input) { in.Persons = nil }), "2026-06-01", undetermined, "competence.persons.none", "", "", none},
				{"all gone", with(func(in *Input) {
					for i := range in.Persons {
						in.Persons[i].Until = day("2026-05-31")
					}
				}), "2026-06-01", undetermined, "competence.persons.none", "", "", none},
			})
		})
	}
}
