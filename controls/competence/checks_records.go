package competence

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

const (
	recordsNone    conformity.Message = "competence.record.none: there is neither a qualification that a role relies on nor a training that was held: nothing to keep records of yet"
	recordKept     conformity.Message = "competence.record.kept: evidence of {subject} is kept"
	recordMissing  conformity.Message = "competence.record.missing: {subject}, of {0}, is relied on for {1}, and it is not on record where the evidence of it is kept: enter the place"
	recordOver     conformity.Message = "competence.record.over: {subject}, of {0}, is relied on for {1}, and the evidence of it was kept until {2} only: recover it, or have the person qualify anew"
	recordDisposed conformity.Message = "competence.record.disposed: {subject}, of {0}, is relied on for {1}, and the evidence of it, {2}, was got rid of on {3}: recover it, or have the person qualify anew"
	recordLost     conformity.Message = "competence.record.lost: the evidence of {subject} is to be {0}, of which there is no entry: name one that there is, or say where it is kept"
	notReliedOn    conformity.Message = "competence.record.needless: no role relies on {0} now"

	trainingAhead    conformity.Message = "competence.record.ahead: {0} has not been held"
	trainingKept     conformity.Message = "competence.record.training: it is kept who was at {subject}, {0}, on {1}"
	trainingNoted    conformity.Message = "competence.record.nottraining: {subject}, {0}, was held on {1}, and it is not on record where it is kept who was there, and with what result: enter the place"
	trainingRotted   conformity.Message = "competence.record.trainingover: {subject}, {0}, was held on {1}, and the record of who was there was kept until {2} only: keep such records longer"
	trainingDisposed conformity.Message = "competence.record.trainingdisposed: {subject}, {0}, was held on {1}, and the record of who was there, {2}, was got rid of on {3} while it had to be kept: recover it, and keep such records longer"
	trainingPast     conformity.Message = "competence.record.past: the record of {0} was kept as long as it had to be"
)

// recordsAwaited says why 4.4.2.records is undetermined where there is nothing on record.
func recordsAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(recordsNone) }

// qualificationRecorded decides 4.4.2.records for a qualification that is relied on: it holds,
// and a role that its owner holds requires the competence. It says where the evidence is kept.
// While it is relied on, the evidence must not be got rid of, be its retention over.
func qualificationRecorded(r *conformity.Reader, q *Qualification) conformity.Verdict {
	role := reliedOnFor(r, q)
	switch {
	case role == nil:
		return conformity.Nothing(notReliedOn, *q)
	case !q.Record.named():
		return conformity.Unmet(recordMissing, q.Person, *role).At("record")
	case !q.Record.Kept(r):
		return conformity.Unmet(recordOver, q.Person, *role, q.Record.KeptUntil).At("record.kept_until")
	}
	switch w := documents.WhereaboutsOf(r, q.Record.Ref); {
	case !w.Known:
		return conformity.Undetermined(recordLost, q.Record.Ref).At("record.ref")
	case w.Gone != nil:
		return conformity.Unmet(recordDisposed, q.Person, *role, q.Record.Ref, w.Gone.On).At("record.ref")
	}
	return conformity.Met(recordKept).At("record")
}

// reliedOnFor returns a role that relies on the qualification now, or nil.
func reliedOnFor(r *conformity.Reader, q *Qualification) *organization.Role {
	if !q.Holds(r) {
		return nil
	}
	return organization.RolesOf(r, q.Person).First(func(role *organization.Role) bool {
		return role.Exists(r) && role.SecurityDuties != records.No && organization.Holds(r, role, q.Person) &&
			requirementsByRole.Of(r, role.ID).Any(func(need *Requirement) bool { return need.Competence == q.Competence && need.Holds(r) })
	})
}

// trainingRecorded decides 4.4.2.records for a training that is reported as held: it says
// where it is kept who was there. A record that was kept as long as its series demands may go.
func trainingRecorded(r *conformity.Reader, t *Training) conformity.Verdict {
	switch {
	case !t.TookPlace(r):
		return conformity.Nothing(trainingAhead, *t)
	case !t.Record.named():
		return conformity.Unmet(trainingNoted, t.Title, t.CompletedOn).At("record")
	case !t.Record.Kept(r):
		return conformity.Unmet(trainingRotted, t.Title, t.CompletedOn, t.Record.KeptUntil).At("record.kept_until")
	}
	switch w := documents.WhereaboutsOf(r, t.Record.Ref); {
	case !w.Known:
		return conformity.Undetermined(recordLost, t.Record.Ref).At("record.ref")
	case w.InTime(r):
		return conformity.Nothing(trainingPast, *t)
	case w.Gone != nil:
		return conformity.Unmet(trainingDisposed, t.Title, t.CompletedOn, t.Record.Ref, w.Gone.On).At("record.ref")
	}
	return conformity.Met(trainingKept, t.Title, t.CompletedOn).At("record")
}
