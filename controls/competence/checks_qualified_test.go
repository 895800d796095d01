package competence

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

func qualification(change func(q *Qualification)) Input {
	return with(func(in *Input) { change(&in.Qualifications[0]) })
}

func guard(change func(role *organization.Role)) Input {
	return with(func(in *Input) { change(&in.Roles[0]) })
}

func TestHolderQualified(t *testing.T) {
	assessed := func(on string, outcome Outcome, more ...Assessment) Input {
		return with(func(in *Input) {
			in.Assessments = append([]Assessment{{ID: "S1", Person: "ana", Competence: "search", On: day(on), Outcome: outcome}}, more...)
		})
	}
	renewed := func(from string) Input {
		return with(func(in *Input) {
			next := in.Qualifications[0]
			next.ID, next.From, next.ValidUntil = "Q2", day(from), day("")
			in.Qualifications = append(in.Qualifications, next)
		})
	}
	tryOf(t, "4.4.2.qualified", "person ana", []row{
		{"qualified", good(), "2026-06-01", met, "competence.qualified.until", "", "2027-02-02", unmet},
		{"last second of the last day", good(), "2027-02-01T23:59:59Z", met, "competence.qualified.until", "", "2027-02-02", unmet},
		{"ran out", good(), "2027-02-02", unmet, "competence.qualified.over", "", "", none},
		{"renewed in time", renewed("2027-02-02"), "2026-06-01", met, "competence.qualified.until", "", "", none},
		{"renewed a day late", renewed("2027-02-03"), "2026-06-01", met, "competence.qualified.until", "", "2027-02-02", unmet},
		{"renewed while the old one holds", renewed("2026-05-01"), "2026-06-01", met, "competence.qualified.yes", "", "", none},
		{"without end", qualification(func(q *Qualification) { q.ValidUntil = day("") }), "2026-06-01", met, "competence.qualified.yes", "", "", none},
		{"never qualified", with(func(in *Input) { in.Qualifications = nil }), "2026-06-01", unmet, "competence.qualified.no", "", "", none},
		{"qualified for something else", qualification(func(q *Qualification) { q.Competence = "x-ray" }), "2026-06-01", unmet, "competence.qualified.no", "", "", none},
		{"somebody else is qualified", qualification(func(q *Qualification) { q.Person = "bo" }), "2026-06-01", unmet, "competence.qualified.no", "", "", none},
		{"qualified later than asked", qualification(func(q *Qualification) { q.From = day("2026-06-02") }), "2026-06-01T23:59:59Z", unmet, "competence.qualified.later", "", "2026-06-02", met},
		{"from a day that nobody entered", qualification(func(q *Qualification) { q.From = day("") }), "2026-06-01", undetermined, "competence.qualified.undated", "", "", none},
		{"withdrawn", qualification(func(q *Qualification) { q.WithdrawnOn = day("2026-06-01") }), "2026-06-01", unmet, "competence.qualified.withdrawn", "", "", none},
		{"withdrawn tomorrow", qualification(func(q *Qualification) { q.WithdrawnOn = day("2026-06-02") }), "2026-06-01T23:59:59Z", met, "competence.qualified.until", "", "2026-06-02", unmet},
		{"found wanting", assessed("2026-06-01", NotCompetent), "2026-06-01", unmet, "competence.qualified.failed", "", "", none},
		{"found wanting later than asked", assessed("2026-06-02", NotCompetent), "2026-06-01T23:59:59Z", met, "competence.qualified.until", "", "2026-06-02", unmet},
		{"found wanting, before qualifying", assessed("2025-01-31", NotCompetent), "2026-06-01", met, "competence.qualified.until", "", "2027-02-02", unmet},
		{"found wanting on the day of qualifying", assessed("2025-02-01", NotCompetent), "2026-06-01", met, "competence.qualified.until", "", "2027-02-02", unmet},
		{"found wanting, and right later", assessed("2026-05-01", NotCompetent, Assessment{ID: "S2", Person: "ana", Competence: "search", On: day("2026-05-20"), Outcome: Competent}), "2026-06-01", met, "competence.qualified.until", "", "2027-02-02", unmet},
		{"found both on one day", assessed("2026-05-20", NotCompetent, Assessment{ID: "S0", Person: "ana", Competence: "search", On: day("2026-05-20"), Outcome: Competent}), "2026-06-01", unmet, "competence.qualified.failed", "", "", none},
		{"found right by an assessment alone", with(func(in *Input) {
			*in = assessed("2026-05-20", Competent)
			in.Qualifications = nil
		}), "2026-06-01", unmet, "competence.qualified.no", "", "", none},
		{"the requirement begins later", with(func(in *Input) { in.Requirements[0].From = day("2026-06-02") }), "2026-06-01", none, "", "", "", none},
		{"the requirement ended", with(func(in *Input) { in.Requirements[0].Until = day("2026-05-31") }), "2026-06-01", none, "", "", "", none},
		{"a clearance is not a matter of qualification", with(func(in *Input) {
			in.Requirements = append(in.Requirements, Requirement{ID: "N3", Role: "guard", Clearance: "secret"})
		}), "2026-06-01", met, "competence.qualified.until", "", "2027-02-02", unmet},
		{"a competence that there is not", with(func(in *Input) { in.Competences = nil }), "2026-06-01", undetermined, "competence.lost", "", "", none},
		{"the role was handed over", guard(func(role *organization.Role) { role.Holders[0].Until = day("2026-05-31") }), "2026-06-01", none, "", "", "", none},
		{"the role is no more", guard(func(role *organization.Role) { role.Until = day("2026-05-31") }), "2026-06-01", none, "", "", "", none},
		{"a role without security duties", guard(func(role *organization.Role) { role.SecurityDuties = records.No }), "2026-06-01", none, "", "", "", none},
		{"a role of which that is not decided", guard(func(role *organization.Role) { role.SecurityDuties = "" }), "2026-06-01", met, "competence.qualified.until", "", "2027-02-02", unmet},
		{"gone, and still entered as holder", with(func(in *Input) {
			in.Persons[0].Until = day("2026-05-31")
			in.Qualifications = nil
		}), "2026-06-01", none, "", "", "", none},
	})
}

// Of several qualifications that do not hold, the one that comes nearest is named.
func TestNearestMissIsNamed(t *testing.T) {
	in := good()
	q := in.Qualifications[0]
	older, oldest, later, latest := q, q, q, q
	older.ID, older.ValidUntil = "Q0", day("2026-03-31")
	oldest.ID, oldest.ValidUntil = "Q2", day("2025-12-31")
	later.ID, later.From = "Q3", day("2026-07-01")
	latest.ID, latest.From = "Q4", day("2026-08-01")
	named := func(qualifications ...Qualification) string {
		in.Qualifications = qualifications
		f := decide(in, "4.4.2.qualified", "2026-06-01")[0]
		return f.Arguments()[3].Text + " " + f.Arguments()[4].Text
	}
	assert.Equal(t, "qualification Q0 2026-03-31", named(oldest, older, later))
	assert.Equal(t, "qualification Q0 2026-03-31", named(older, oldest, latest))
	assert.Equal(t, "qualification Q3 2026-07-01", named(latest, later))
	assert.Equal(t, "qualification Q3 2026-07-01", named(later, latest))
}

func TestRequirementsLaidDown(t *testing.T) {
	tryOf(t, "4.4.2.qualified", "role clerk", []row{
		{"decided that it requires none", good(), "2026-06-01", met, "competence.role.needless", "", "", none},
		{"that decision has ended", with(func(in *Input) { in.Requirements[1].Until = day("2026-06-01") }), "2026-06-01", met, "competence.role.needless", "", "2026-06-02", undetermined},
		{"not laid down what it requires", with(func(in *Input) { in.Requirements = in.Requirements[:1] }), "2026-06-01", undetermined, "competence.role.open", "", "", none},
		{"only a clearance is laid down", with(func(in *Input) {
			in.Requirements[1] = Requirement{ID: "N2", Role: "clerk", Clearance: "basic"}
		}), "2026-06-01", undetermined, "competence.role.open", "", "", none},
		{"a competence is laid down", with(func(in *Input) {
			in.Requirements[1] = Requirement{ID: "N2", Role: "clerk", Competence: "search"}
		}), "2026-06-01", none, "", "", "", none},
		{"not decided whether it has security duties", with(func(in *Input) { in.Roles[1].SecurityDuties = "" }), "2026-06-01", undetermined, "competence.role.undecided", "security_duties", "", none},
		{"it has none", with(func(in *Input) { in.Roles[1].SecurityDuties = records.No }), "2026-06-01", met, "competence.role.unconcerned", "security_duties", "", none},
		{"held by somebody who has no entry", with(func(in *Input) {
			in.Roles[1].Holders = []organization.Holder{{Person: "zoe", From: day("2026-06-01"), Until: day("2026-06-30")}}
		}), "2026-06-01", undetermined, "competence.role.lostholder", "holders", "2026-07-01", met},
		{"it is no more", with(func(in *Input) { in.Roles[1].Until = day("2026-05-31") }), "2026-06-01", none, "", "", "", none},
	})
	tryOf(t, "4.4.2.qualified", "", []row{
		{"no role on record", with(func(in *Input) { in.Roles = nil }), "2026-06-01", undetermined, "competence.person.norole", "", "", none},
		{"nothing on record", Input{}, "2026-06-01", undetermined, "competence.role.none", "", "", none},
	})
}

// filed returns the good input with a record in a series, and what change makes of it.
func filed(change func(in *Input)) Input {
	return with(func(in *Input) {
		in.Series = []documents.Series{{ID: "RS", Title: "training", Retention: documents.Retention{Period: records.Months(12)}}}
		in.Records = []documents.Record{{ID: "R", Series: "RS", KeptOn: day("2025-02-01")}}
		in.Qualifications[0].Record = Record{Ref: records.Ref{Kind: "record", ID: "R"}}
		in.Trainings[0].Record = in.Qualifications[0].Record
		change(in)
	})
}

func disposed(on string, change func(in *Input)) Input {
	return filed(func(in *Input) {
		in.Disposals = []documents.Disposal{{ID: "D", Series: "RS", Records: []records.ID[documents.Record]{"R"}, On: day(on)}}
		change(in)
	})
}

func nothing(*Input) {}

func TestQualificationRecorded(t *testing.T) {
	inDocument := func(in *Input) {
		in.Qualifications[0].Record = Record{Ref: records.Ref{Kind: "document", ID: "D"}}
		in.Documents = []documents.Document{{ID: "D", Title: "file", Purposes: []documents.Purpose{documents.OtherPurpose}}}
	}
	tryOf(t, "4.4.2.records", "qualification Q1", []row{
		{"the evidence is kept", good(), "2026-06-01", met, "competence.record.kept", "record", "2027-02-02", none},
		{"kept as a document", with(inDocument), "2026-06-01", met, "competence.record.kept", "record", "2027-02-02", none},
		{"kept as something else that has an entry", qualification(func(q *Qualification) { q.Record = Record{Ref: records.Ref{Kind: "audit", ID: "A"}} }), "2026-06-01", met, "competence.record.kept", "record", "2027-02-02", none},
		{"kept as a document that there is not", with(func(in *Input) { inDocument(in); in.Documents = nil }), "2026-06-01", undetermined, "competence.record.lost", "record.ref", "2027-02-02", none},
		{"kept as a record", filed(nothing), "2026-06-01", met, "competence.record.kept", "record", "2027-02-02", none},
		{"kept as a record that there is not", filed(func(in *Input) { in.Records = nil }), "2026-06-01", undetermined, "competence.record.lost", "record.ref", "2027-02-02", none},
		{"the record was got rid of, be it that it need not be kept", disposed("2026-06-01", nothing), "2026-06-01", unmet, "competence.record.disposed", "record.ref", "2027-02-02", none},
		{"it will be got rid of", disposed("2026-06-02", nothing), "2026-06-01T23:59:59Z", met, "competence.record.kept", "record", "2026-06-02", unmet},
		{"and that was made good", disposed("2026-05-01", func(in *Input) {
			in.Disposals[0].FollowUp = documents.FollowUp{What: "copy fetched", By: "ana", On: day("2026-05-10")}
		}), "2026-06-01", met, "competence.record.kept", "record", "2027-02-02", none},
		{"no evidence", qualification(func(q *Qualification) { q.Record = Record{} }), "2026-06-01", unmet, "competence.record.missing", "record", "2027-02-02", none},
		{"kept to the end of its day", qualification(func(q *Qualification) { q.Record.KeptUntil = day("2026-06-01") }), "2026-06-01T23:59:59Z", met, "competence.record.kept", "record", "2026-06-02", unmet},
		{"kept no longer", qualification(func(q *Qualification) { q.Record.KeptUntil = day("2026-05-31") }), "2026-06-01", unmet, "competence.record.over", "record.kept_until", "2027-02-02", none},
		{"of a role that is not held any more", guard(func(role *organization.Role) { role.Holders[0].Until = day("2026-05-31") }), "2026-06-01", none, "", "", "", none},
		{"the role requires something else", qualification(func(q *Qualification) { q.Competence = "x-ray" }), "2026-06-01", none, "", "", "", none},
		{"the role requires it no more", with(func(in *Input) { in.Requirements[0].Until = day("2026-05-31") }), "2026-06-01", none, "", "", "", none},
		{"required by no role", with(func(in *Input) { in.Requirements = nil }), "2026-06-01", none, "", "", "", none},
		{"withdrawn", qualification(func(q *Qualification) { q.WithdrawnOn, q.Record = day("2026-05-01"), Record{} }), "2026-06-01", none, "", "", "", none},
	})
}

func TestTrainingRecorded(t *testing.T) {
	training := func(change func(t *Training)) Input {
		return with(func(in *Input) { change(&in.Trainings[0]) })
	}
	tryOf(t, "4.4.2.records", "training T1", []row{
		{"it is kept who was there", good(), "2026-06-01", met, "competence.record.training", "record", "", none},
		{"it is not", training(func(t *Training) { t.Record = Record{} }), "2026-06-01", unmet, "competence.record.nottraining", "record", "", none},
		{"not any more", training(func(t *Training) { t.Record.KeptUntil = day("2026-05-31") }), "2026-06-01", unmet, "competence.record.trainingover", "record.kept_until", "", none},
		{"kept as a record", filed(nothing), "2026-06-01", met, "competence.record.training", "record", "", none},
		{"kept as a record that there is not", filed(func(in *Input) { in.Records = nil }), "2026-06-01", undetermined, "competence.record.lost", "record.ref", "", none},
		{"got rid of on the last day on which it had to be kept", disposed("2026-02-01", nothing), "2026-06-01", unmet, "competence.record.trainingdisposed", "record.ref", "", none},
		{"got rid of the day after", disposed("2026-02-02", nothing), "2026-06-01", none, "", "", "", none},
		{"got rid of, to be kept permanently", disposed("2026-02-02", func(in *Input) { in.Series[0].Retention = documents.Retention{Permanently: true} }), "2026-06-01", unmet, "competence.record.trainingdisposed", "record.ref", "", none},
		{"got rid of, of no series", disposed("2026-02-02", func(in *Input) { in.Series = nil }), "2026-06-01", unmet, "competence.record.trainingdisposed", "record.ref", "", none},
		{"got rid of, from a series that does not say how long", disposed("2026-02-02", func(in *Input) { in.Series[0].Retention = documents.Retention{} }), "2026-06-01", unmet, "competence.record.trainingdisposed", "record.ref", "", none},
		{"not held yet", training(func(t *Training) { t.CompletedOn, t.Record = day(""), Record{} }), "2026-06-01", none, "", "", "", none},
		{"held tomorrow", training(func(t *Training) { t.CompletedOn, t.Record = day("2026-06-02"), Record{} }), "2026-06-01T23:59:59Z", none, "", "", "", none},
	})
	tryOf(t, "4.4.2.records", "", []row{
		{"nothing to keep records of", with(func(in *Input) { in.Qualifications, in.Trainings = nil, nil }), "2026-06-01", undetermined, "competence.record.none", "", "", none},
	})
}
