package documents

import (
	"slices"
	"time"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// storeChecks are those of 4.4.5 f), about the stores in which documents and data are kept.
// What 4.5.4 asks of stores of records is beside them, in electronicChecks.
func storeChecks() []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.EachMany("4.4.5.f", documents, keptSecurely),
		conformity.Whole[Input]("4.4.5.f", nothing(noDocuments)),
		conformity.Each("4.4.5.f.backup", repositories, documentsBackedUp),
		conformity.Whole[Input]("4.4.5.f.backup", nothing(noStore)),
		conformity.Each("4.4.5.f.recover", repositories, recoverable),
		conformity.Whole[Input]("4.4.5.f.recover", nothing(noStore)),
	}
}

const (
	keptSafe        conformity.Message = "documents.secure.met: {1} protects {subject}, {0}, as its class, {2}, demands"
	keptUnclassed   conformity.Message = "documents.secure.unclassed: cannot be decided for {subject}, {0}, before it is settled how sensitive it is: enter its class"
	keptNowhere     conformity.Message = "documents.secure.nowhere: cannot be decided for {subject}, {0}, before it is on record in which store it is kept: enter the repository"
	keptUndemanding conformity.Message = "documents.secure.undemanding: {subject}, {0}, is {1}, which demands no protection"
	keptLacking     conformity.Message = "documents.secure.lacking: {subject}, {0}, is {2}, and {1}, in which it is kept, does not have what that demands: {3}; provide it there, or move the document"
)

// keptSecurely decides 4.4.5.f for each store in which a controlled document is kept: it has the
// protection that the class of the document demands.
func keptSecurely(r *conformity.Reader, d *Document, say conformity.Say) {
	if v, is := controlled(r, d); !is {
		say("", v)
		return
	}
	class := conformity.Look(r, d.Sensitivity)
	if class == nil {
		say("", conformity.Undetermined(keptUnclassed, d.Title).At("sensitivity"))
		return
	}
	if len(class.Protection) == 0 {
		say("", conformity.Met(keptUndemanding, d.Title, class.Title).At("sensitivity"))
		return
	}
	found := false
	for _, l := range d.Locations {
		x := conformity.Look(r, l.Repository)
		if x == nil {
			continue
		}
		found = true
		part := "repository " + string(x.ID)
		if lacks := x.Lacks(class.Protection); len(lacks) > 0 {
			say(part, conformity.Unmet(keptLacking, d.Title, *x, class.Title, words(lacks)).At("locations"))
		} else {
			say(part, conformity.Met(keptSafe, d.Title, *x, class.Title).At("locations"))
		}
	}
	if !found {
		say("", conformity.Undetermined(keptNowhere, d.Title).At("locations"))
	}
}

func words[T ~string](list []T) []string {
	texts := make([]string, len(list))
	for i, x := range list {
		texts[i] = string(x)
	}
	return texts
}

const noStore conformity.Message = "documents.store.none: no store of electronic documents is on record: enter those that there are or, where nothing is held in electronic form, state that (electronic), with who says so and until when"

var (
	seriesByRepository = conformity.NewIndex(func(s *Series) records.ID[Repository] { return s.Repository })
	recordsElsewhere   = conformity.NewIndex(func(x *Record) records.ID[Repository] { return x.Repository })
)

// electronic reports whether a repository is an electronic one in use.
func electronic(r *conformity.Reader, x *Repository) bool {
	return x.Medium == Electronic && x.InUse(r)
}

// holdsDocuments reports whether a repository says that it holds documents or data, or a
// document says that it is there.
func holdsDocuments(r *conformity.Reader, x *Repository) bool {
	return slices.Contains(x.Holds, HoldsDocuments) || slices.Contains(x.Holds, HoldsData) ||
		documentsByRepository.Of(r, x.ID).Any(func(*Document) bool { return true })
}

// holdsRecords reports whether a repository says that it holds records, or a series or a record
// says that it is there.
func holdsRecords(r *conformity.Reader, x *Repository) bool {
	return slices.Contains(x.Holds, HoldsRecords) ||
		seriesByRepository.Of(r, x.ID).Any(func(*Series) bool { return true }) ||
		recordsElsewhere.Of(r, x.ID).Any(func(*Record) bool { return true })
}

const (
	backupMade      conformity.Message = "documents.backup.made: {subject}, {0}, was last copied at {1}, within the {2} set"
	backupStarting  conformity.Message = "documents.backup.starting: the interval of {subject}, {0}, was set on {1}: there are {2} to copy it"
	backupUnset     conformity.Message = "documents.backup.unset: it is not settled how often {subject}, {0}, is copied: set an interval, and record who set it and when"
	backupOld       conformity.Message = "documents.backup.old: {subject}, {0}, was last copied at {1}, longer ago than the {2} set: copy it, and find out why that was not done"
	backupNever     conformity.Message = "documents.backup.never: {subject}, {0}, was not copied within the {2} since {1}: copy it, and record when"
	backupBare      conformity.Message = "documents.backup.bare: the copies of {subject}, {0}, that were made within the {1} set are not said to be protected: copies of records should be; say what protects them, or protect them"
	backupShould    conformity.Message = "documents.backup.should: {subject}, {0}, has no protected copy from within the {1} set: electronic records should be copied securely; do so, and record when"
	recoveryProved  conformity.Message = "documents.recovery.proved: what {subject}, {0}, holds was brought back on trial on {1}, within the {2} set"
	recoveryNew     conformity.Message = "documents.recovery.new: {subject}, {0}, is in use since {1}: there are {2} to try whether what it holds can be brought back"
	recoveryOld     conformity.Message = "documents.recovery.old: what {subject}, {0}, holds was last brought back on trial on {1}, longer ago than the {2} set: try it again, and record the result"
	recoveryFailed  conformity.Message = "documents.recovery.failed: the trial of {1} to bring back what {subject}, {0}, holds did not succeed: mend what was wrong, and try again"
	recoveryUnsaid  conformity.Message = "documents.recovery.unsaid: the trial of {1} to bring back what {subject}, {0}, holds does not say whether it succeeded: enter yes or no"
	recoveryNever   conformity.Message = "documents.recovery.never: it was never tried whether what {subject}, {0}, holds can be brought back: try it, and record the result"
	recoveryUndated conformity.Message = "documents.recovery.undated: it was never tried whether what {subject}, {0}, holds can be brought back, and it is not on record since when it is in use: enter the day, or try it"
)

// latestBackup returns when the latest copy for which the condition holds was complete.
func (x *Repository) latestBackup(r *conformity.Reader, holds func(*Backup) bool) time.Time {
	var latest time.Time
	for i := range x.Backups {
		b := &x.Backups[i]
		if !b.Failed && holds(b) && b.At.After(latest) && r.Reached(b.At) {
			latest = b.At
		}
	}
	return latest
}

// recent reports whether the interval since the instant is not over.
func recent(r *conformity.Reader, at time.Time, interval records.Period) bool {
	end := interval.AfterInstant(at)
	return !end.IsZero() && !r.Reached(end)
}

// documentsBackedUp decides 4.4.5.f.backup for a store of electronic documents or data: it was
// copied within the interval that was set for it. Before the first copy the interval runs from
// the day on which it was set or the store came into use.
func documentsBackedUp(r *conformity.Reader, x *Repository) conformity.Verdict {
	if !electronic(r, x) || !holdsDocuments(r, x) {
		return conformity.Nothing(noStore)
	}
	since := x.intervalSince()
	last := x.latestBackup(r, func(*Backup) bool { return true })
	switch {
	case !r.Happened(since):
		return conformity.Undetermined(backupUnset, x.Title).At("backup_interval")
	case recent(r, last, x.BackupInterval):
		return conformity.Met(backupMade, x.Title, last, x.BackupInterval).At("backups")
	case !last.IsZero():
		return conformity.Unmet(backupOld, x.Title, last, x.BackupInterval).At("backups")
	case r.Within(since, x.BackupInterval):
		return conformity.Met(backupStarting, x.Title, since, x.BackupInterval).At("backups")
	}
	return conformity.Unmet(backupNever, x.Title, since, x.BackupInterval).At("backups")
}

// recoverable decides 4.4.5.f.recover for a store of electronic documents or data: within the
// interval set, it was tried whether what it holds can be brought back, and it could. A trial
// that fails counts until one succeeds.
func recoverable(r *conformity.Reader, x *Repository) conformity.Verdict {
	if !electronic(r, x) || !holdsDocuments(r, x) {
		return conformity.Nothing(noStore)
	}
	setting := organization.SettingInForce(r, organization.RestoreTestInterval)
	if setting == nil {
		return organization.Unset(organization.RestoreTestInterval)
	}
	var last *RestoreTest
	for i := range x.RestoreTests {
		if t := &x.RestoreTests[i]; r.Happened(t.On) && (last == nil || !t.On.Before(last.On)) {
			last = t
		}
	}
	switch {
	case last == nil && x.From.IsZero():
		return conformity.Undetermined(recoveryUndated, x.Title).At("restore_tests")
	case last == nil && r.Within(x.From, setting.Period):
		return conformity.Met(recoveryNew, x.Title, x.From, setting.Period).At("restore_tests")
	case last == nil:
		return conformity.Unmet(recoveryNever, x.Title).At("restore_tests")
	case last.Successful == records.No:
		return conformity.Unmet(recoveryFailed, x.Title, last.On).At("restore_tests")
	case last.Successful != records.Yes:
		return conformity.Undetermined(recoveryUnsaid, x.Title, last.On).At("restore_tests")
	case r.Within(last.On, setting.Period):
		return conformity.Met(recoveryProved, x.Title, last.On, setting.Period).At("restore_tests")
	}
	return conformity.Unmet(recoveryOld, x.Title, last.On, setting.Period).At("restore_tests")
}
