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
		{Name: "qualified", In: good(), Want: met, Message: "competence.qualified.until", Lapses: "2027-02-02", Becomes: unmet},
		{Name: "last second of the last day", In: good(), At: "2027-02-01T23:59:59Z", Want: met, Message: "competence.qualified.until", Lapses: "2027-02-02", Becomes: unmet},
		{Name: "ran out", In: good(), At: "2027-02-02", Want: unmet, Message: "competence.qualified.over"},
		{Name: "renewed in time", In: renewed("2027-02-02"), Want: met, Message: "competence.qualified.until"},
		{Name: "renewed a day late", In: renewed("2027-02-03"), Want: met, Message: "competence.qualified.until", Lapses: "2027-02-02", Becomes: unmet},
		{Name: "renewed while the old one holds", In: renewed("2026-05-01"), Want: met, Message: "competence.qualified.yes"},
		{Name: "without end", In: qualification(func(q *Qualification) { q.ValidUntil = day("") }), Want: met, Message: "competence.qualified.yes"},
		{Name: "never qualified", In: with(func(in *Input) { in.Qualifications = nil }), Want: unmet, Message: "competence.qualified.no"},
		{Name: "qualified for something else", In: qualification(func(q *Qualification) { q.Competence = "x-ray" }), Want: unmet, Message: "competence.qualified.no"},
		{Name: "somebody else is qualified", In: qualification(func(q *Qualification) { q.Person = "bo" }), Want: unmet, Message: "competence.qualified.no"},
		{Name: "qualified later than asked", In: qualification(func(q *Qualification) { q.From = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: unmet, Message: "competence.qualified.later", Lapses: "2026-06-02", Becomes: met},
		{Name: "from a day that nobody entered", In: qualification(func(q *Qualification) { q.From = day("") }), Want: undetermined, Message: "competence.qualified.undated"},
		{Name: "withdrawn", In: qualification(func(q *Qualification) { q.WithdrawnOn = day("2026-06-01") }), Want: unmet, Message: "competence.qualified.withdrawn"},
		{Name: "withdrawn tomorrow", In: qualification(func(q *Qualification) { q.WithdrawnOn = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: met, Message: "competence.qualified.until", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "found wanting", In: assessed("2026-06-01", NotCompetent), Want: unmet, Message: "competence.qualified.failed"},
		{Name: "found wanting later than asked", In: assessed("2026-06-02", NotCompetent), At: "2026-06-01T23:59:59Z", Want: met, Message: "competence.qualified.until", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "found wanting, before qualifying", In: assessed("2025-01-31", NotCompetent), Want: met, Message: "competence.qualified.until", Lapses: "2027-02-02", Becomes: unmet},
		{Name: "found wanting on the day of qualifying", In: assessed("2025-02-01", NotCompetent), Want: met, Message: "competence.qualified.until", Lapses: "2027-02-02", Becomes: unmet},
		{Name: "found wanting, and right later", In: assessed("2026-05-01", NotCompetent, Assessment{ID: "S2", Person: "ana", Competence: "search", On: day("2026-05-20"), Outcome: Competent}), Want: met, Message: "competence.qualified.until", Lapses: "2027-02-02", Becomes: unmet},
		{Name: "found both on one day", In: assessed("2026-05-20", NotCompetent, Assessment{ID: "S0", Person: "ana", Competence: "search", On: day("2026-05-20"), Outcome: Competent}), Want: unmet, Message: "competence.qualified.failed"},
		{Name: "found right by an assessment alone", In: with(func(in *Input) {
			*in = assessed("2026-05-20", Competent)
			in.Qualifications = nil
		}), Want: unmet, Message: "competence.qualified.no"},
		{Name: "the requirement begins later", In: with(func(in *Input) { in.Requirements[0].From = day("2026-06-02") }), Want: none},
		{Name: "the requirement ended", In: with(func(in *Input) { in.Requirements[0].Until = day("2026-05-31") }), Want: none},
		{Name: "a clearance is not a matter of qualification", In: with(func(in *Input) {
			in.Requirements = append(in.Requirements, Requirement{ID: "N3", Role: "guard", Clearance: "secret"})
		}), Want: met, Message: "competence.qualified.until", Lapses: "2027-02-02", Becomes: unmet},
		{Name: "a competence that there is not", In: with(func(in *Input) { in.Competences = nil }), Want: undetermined, Message: "competence.lost"},
		{Name: "the role was handed over", In: guard(func(role *organization.Role) { role.Holders[0].Until = day("2026-05-31") }), Want: none},
		{Name: "the role is no more", In: guard(func(role *organization.Role) { role.Until = day("2026-05-31") }), Want: none},
		{Name: "a role without security duties", In: guard(func(role *organization.Role) { role.SecurityDuties = records.No }), Want: none},
		{Name: "a role of which that is not decided", In: guard(func(role *organization.Role) { role.SecurityDuties = "" }), Want: met, Message: "competence.qualified.until", Lapses: "2027-02-02", Becomes: unmet},
		{Name: "gone, and still entered as holder", In: with(func(in *Input) {
			in.Persons[0].Until = day("2026-05-31")
			in.Qualifications = nil
		}), Want: none},
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
		{Name: "decided that it requires none", In: good(), Want: met, Message: "competence.role.needless"},
		{Name: "that decision has ended", In: with(func(in *Input) { in.Requirements[1].Until = day("2026-06-01") }), Want: met, Message: "competence.role.needless", Lapses: "2026-06-02", Becomes: undetermined},
		{Name: "not laid down what it requires", In: with(func(in *Input) { in.Requirements = in.Requirements[:1] }), Want: undetermined, Message: "competence.role.open"},
		{Name: "only a clearance is laid down", In: with(func(in *Input) {
			in.Requirements[1] = Requirement{ID: "N2", Role: "clerk", Clearance: "basic"}
		}), Want: undetermined, Message: "competence.role.open"},
		{Name: "a competence is laid down", In: with(func(in *Input) {
			in.Requirements[1] = Requirement{ID: "N2", Role: "clerk", Competence: "search"}
		}), Want: none},
		{Name: "not decided whether it has security duties", In: with(func(in *Input) { in.Roles[1].SecurityDuties = "" }), Want: undetermined, Message: "competence.role.undecided", Field: "security_duties"},
		{Name: "it has none", In: with(func(in *Input) { in.Roles[1].SecurityDuties = records.No }), Want: met, Message: "competence.role.unconcerned", Field: "security_duties"},
		{Name: "held by somebody who has no entry", In: with(func(in *Input) {
			in.Roles[1].Holders = []organization.Holder{{Person: "zoe", From: day("2026-06-01"), Until: day("2026-06-30")}}
		}), Want: undetermined, Message: "competence.role.lostholder", Field: "holders", Lapses: "2026-07-01", Becomes: met},
		{Name: "it is no more", In: with(func(in *Input) { in.Roles[1].Until = day("2026-05-31") }), Want: none},
	})
	tryOf(t, "4.4.2.qualified", "", []row{
		{Name: "no role on record", In: with(func(in *Input) { in.Roles = nil }), Want: undetermined, Message: "competence.person.norole"},
		{Name: "nothing on record", In: Input{}, Want: undetermined, Message: "competence.role.none"},
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
		{Name: "the evidence is kept", In: good(), Want: met, Message: "competence.record.kept", Field: "record", Lapses: "2027-02-02"},
		{Name: "kept as a document", In: with(inDocument), Want: met, Message: "competence.record.kept", Field: "record", Lapses: "2027-02-02"},
		{Name: "kept as something else that has an entry", In: qualification(func(q *Qualification) { q.Record = Record{Ref: records.Ref{Kind: "audit", ID: "A"}} }), Want: met, Message: "competence.record.kept", Field: "record", Lapses: "2027-02-02"},
		{Name: "kept as a document that there is not", In: with(func(in *Input) { inDocument(in); in.Documents = nil }), Want: undetermined, Message: "competence.record.lost", Field: "record.ref", Lapses: "2027-02-02"},
		{Name: "kept as a record", In: filed(nothing), Want: met, Message: "competence.record.kept", Field: "record", Lapses: "2027-02-02"},
		{Name: "kept as a record that there is not", In: filed(func(in *Input) { in.Records = nil }), Want: undetermined, Message: "competence.record.lost", Field: "record.ref", Lapses: "2027-02-02"},
		{Name: "the record was got rid of, be it that it need not be kept", In: disposed("2026-06-01", nothing), Want: unmet, Message: "competence.record.disposed", Field: "record.ref", Lapses: "2027-02-02"},
		{Name: "it will be got rid of", In: disposed("2026-06-02", nothing), At: "2026-06-01T23:59:59Z", Want: met, Message: "competence.record.kept", Field: "record", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "and that was made good", In: disposed("2026-05-01", func(in *Input) {
			in.Disposals[0].FollowUp = documents.FollowUp{What: "copy fetched", By: "ana", On: day("2026-05-10")}
		}), Want: met, Message: "competence.record.kept", Field: "record", Lapses: "2027-02-02"},
		{Name: "no evidence", In: qualification(func(q *Qualification) { q.Record = Record{} }), Want: unmet, Message: "competence.record.missing", Field: "record", Lapses: "2027-02-02"},
		{Name: "kept to the end of its day", In: qualification(func(q *Qualification) { q.Record.KeptUntil = day("2026-06-01") }), At: "2026-06-01T23:59:59Z", Want: met, Message: "competence.record.kept", Field: "record", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "kept no longer", In: qualification(func(q *Qualification) { q.Record.KeptUntil = day("2026-05-31") }), Want: unmet, Message: "competence.record.over", Field: "record.kept_until", Lapses: "2027-02-02"},
		{Name: "of a role that is not held any more", In: guard(func(role *organization.Role) { role.Holders[0].Until = day("2026-05-31") }), Want: none},
		{Name: "the role requires something else", In: qualification(func(q *Qualification) { q.Competence = "x-ray" }), Want: none},
		{Name: "the role requires it no more", In: with(func(in *Input) { in.Requirements[0].Until = day("2026-05-31") }), Want: none},
		{Name: "required by no role", In: with(func(in *Input) { in.Requirements = nil }), Want: none},
		{Name: "withdrawn", In: qualification(func(q *Qualification) { q.WithdrawnOn, q.Record = day("2026-05-01"), Record{} }), Want: none},
	})
}

func TestTrainingRecorded(t *testing.T) {
	training := func(change func(t *Training)) Input {
		return with(func(in *Input) { change(&in.Trainings[0]) })
	}
	tryOf(t, "4.4.2.records", "training T1", []row{
		{Name: "it is kept who was there", In: good(), Want: met, Message: "competence.record.training", Field: "record"},
		{Name: "it is not", In: training(func(t *Training) { t.Record = Record{} }), Want: unmet, Message: "competence.record.nottraining", Field: "record"},
		{Name: "not any more", In: training(func(t *Training) { t.Record.KeptUntil = day("2026-05-31") }), Want: unmet, Message: "competence.record.trainingover", Field: "record.kept_until"},
		{Name: "kept as a record", In: filed(nothing), Want: met, Message: "competence.record.training", Field: "record"},
		{Name: "kept as a record that there is not", In: filed(func(in *Input) { in.Records = nil }), Want: undetermined, Message: "competence.record.lost", Field: "record.ref"},
		{Name: "got rid of on the last day on which it had to be kept", In: disposed("2026-02-01", nothing), Want: unmet, Message: "competence.record.trainingdisposed", Field: "record.ref"},
		{Name: "got rid of the day after", In: disposed("2026-02-02", nothing), Want: none},
		{Name: "got rid of, to be kept permanently", In: disposed("2026-02-02", func(in *Input) { in.Series[0].Retention = documents.Retention{Permanently: true} }), Want: unmet, Message: "competence.record.trainingdisposed", Field: "record.ref"},
		{Name: "got rid of, of no series", In: disposed("2026-02-02", func(in *Input) { in.Series = nil }), Want: unmet, Message: "competence.record.trainingdisposed", Field: "record.ref"},
		{Name: "got rid of, from a series that does not say how long", In: disposed("2026-02-02", func(in *Input) { in.Series[0].Retention = documents.Retention{} }), Want: unmet, Message: "competence.record.trainingdisposed", Field: "record.ref"},
		{Name: "not held yet", In: training(func(t *Training) { t.CompletedOn, t.Record = day(""), Record{} }), Want: none},
		{Name: "held tomorrow", In: training(func(t *Training) { t.CompletedOn, t.Record = day("2026-06-02"), Record{} }), At: "2026-06-01T23:59:59Z", Want: none},
	})
	tryOf(t, "4.4.2.records", "", []row{
		{Name: "nothing to keep records of", In: with(func(in *Input) { in.Qualifications, in.Trainings = nil, nil }), Want: undetermined, Message: "competence.record.none"},
	})
}
