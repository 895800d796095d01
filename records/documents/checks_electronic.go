package documents

import (
	"strings"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// electronicChecks are those of 4.5.4 about electronic records, in its last sentence, which
// says what should be: in the words of its messages, too.
func electronicChecks() []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.Each("4.5.4.electronic.tamperproof", repositories, tamperProof),
		conformity.Whole[Input]("4.5.4.electronic.tamperproof", recordStoreAwaited),
		conformity.Each("4.5.4.electronic.backup", repositories, recordsBackedUp),
		conformity.Whole[Input]("4.5.4.electronic.backup", recordStoreAwaited),
		conformity.Each("4.5.4.electronic.access", repositories, recordsGuarded),
		conformity.Each("4.5.4.electronic.access", grants, recordGrantAuthorized),
		conformity.Whole[Input]("4.5.4.electronic.access", recordStoreAwaited),
	}
}

const (
	noRecordStore conformity.Message = "documents.store.norecords: no store of electronic records is on record: enter those that there are or, where nothing is held in electronic form, state that (electronic), with who says so and until when"
	storeUnknown  conformity.Message = "documents.store.unknown: {0}, {1}, is electronic, and it is not on record in which store it is kept: enter the repository"
)

// recordStoreAwaited says why what is asked of stores of electronic records is undetermined:
// a series has no store, or there is none at all.
func recordStoreAwaited(r *conformity.Reader) conformity.Verdict {
	homeless := conformity.All[Series](r).First(func(s *Series) bool {
		return s.Medium == Electronic && s.Repository == "" && s.InUse(r)
	})
	if homeless != nil {
		return conformity.Undetermined(storeUnknown, *homeless, homeless.Title)
	}
	return conformity.Nothing(noRecordStore)
}

// recordsBackedUp decides 4.5.4.electronic.backup for a store of electronic records: a copy
// within the interval set is protected.
func recordsBackedUp(r *conformity.Reader, x *Repository) conformity.Verdict {
	if !electronic(r, x) || !holdsRecords(r, x) {
		return conformity.Nothing(noRecordStore)
	}
	since := x.intervalSince()
	last := x.latestBackup(r, func(b *Backup) bool { return len(b.Protection) > 0 })
	switch {
	case !r.Happened(since):
		return conformity.Undetermined(backupUnset, x.Title).At("backup_interval")
	case recent(r, last, x.BackupInterval):
		return conformity.Met(backupMade, x.Title, last, x.BackupInterval).At("backups")
	case recent(r, x.latestBackup(r, func(*Backup) bool { return true }), x.BackupInterval):
		return conformity.Unmet(backupBare, x.Title, x.BackupInterval).At("backups")
	case last.IsZero() && r.Within(since, x.BackupInterval):
		return conformity.Met(backupStarting, x.Title, since, x.BackupInterval).At("backups")
	}
	return conformity.Unmet(backupShould, x.Title, x.BackupInterval).At("backups")
}

const (
	tamperGuarded conformity.Message = "documents.tamper.guarded: records in {subject}, {0}, cannot be altered unnoticed: {1}"
	tamperOpen    conformity.Message = "documents.tamper.open: nothing keeps records in {subject}, {0}, from being altered unnoticed, as they should be: take a measure, and enter it"
	tamperFound   conformity.Message = "documents.tamper.found: the check of {1} found that something in {subject}, {0}, was altered ({2}): restore it, and record a check that finds it intact"
	tamperUnsaid  conformity.Message = "documents.tamper.unsaid: the check of {1} does not say whether what {subject}, {0}, holds is intact: enter yes or no"
	accessGuarded conformity.Message = "documents.store.guarded: only those with permission get into {subject}, {0}: {1}"
	accessOpen    conformity.Message = "documents.store.open: nothing keeps those without permission out of {subject}, {0}, as electronic records should be: set up an access control, and enter it"
)

// tamperProof decides 4.5.4.electronic.tamperproof for a store of electronic records: it is
// protected, and the latest check found nothing altered.
func tamperProof(r *conformity.Reader, x *Repository) conformity.Verdict {
	if !electronic(r, x) || !holdsRecords(r, x) {
		return conformity.Nothing(noRecordStore)
	}
	var last *IntegrityCheck
	for i := range x.IntegrityChecks {
		if c := &x.IntegrityChecks[i]; r.Happened(c.On) && (last == nil || !c.On.Before(last.On)) {
			last = c
		}
	}
	switch {
	case last != nil && last.Intact == records.No:
		return conformity.Unmet(tamperFound, x.Title, last.On, last.Note).At("integrity_checks")
	case blank(x.TamperProtection):
		return conformity.Unmet(tamperOpen, x.Title).At("tamper_protection")
	case last != nil && last.Intact != records.Yes:
		return conformity.Undetermined(tamperUnsaid, x.Title, last.On).At("integrity_checks")
	}
	return conformity.Met(tamperGuarded, x.Title, strings.TrimSpace(x.TamperProtection)).At("tamper_protection")
}

// recordsGuarded decides the part of 4.5.4.electronic.access that is about a store.
func recordsGuarded(r *conformity.Reader, x *Repository) conformity.Verdict {
	switch {
	case !electronic(r, x) || !holdsRecords(r, x):
		return conformity.Nothing(noRecordStore)
	case blank(x.AccessControl):
		return conformity.Unmet(accessOpen, x.Title).At("access_control")
	}
	return conformity.Met(accessGuarded, x.Title, strings.TrimSpace(x.AccessControl)).At("access_control")
}

// recordGrantAuthorized decides the part of 4.5.4.electronic.access that is about a grant: into a
// store of electronic records.
func recordGrantAuthorized(r *conformity.Reader, g *AccessGrant) conformity.Verdict {
	x := conformity.Look(r, g.Repository)
	if x == nil {
		return conformity.Nothing(grantElse, *g)
	}
	if !electronic(r, x) || !holdsRecords(r, x) {
		return conformity.Nothing(noRecordStore)
	}
	return grantValid(r, g)
}
