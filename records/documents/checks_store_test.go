package documents

import (
	"testing"

	"github.com/iso28000/iso28000/records"
)

func TestKeptSecurely(t *testing.T) {
	try(t, "4.4.5.f", []row{
		{Name: "as demanded", In: good(), Want: met, Message: "documents.secure.met", Field: "locations"},
		{Name: "below it", In: with(func(in *Input) { in.Repositories[0].Protection = []Protection{Encrypted} }), Want: unmet, Message: "documents.secure.lacking", Field: "locations"},
		{Name: "one of two stores below it", In: with(func(in *Input) {
			in.Documents[0].Locations = append(in.Documents[0].Locations, Location{Repository: "room"})
		}), Want: unmet, Message: "documents.secure.lacking", Field: "locations"},
		{Name: "nothing demanded", In: with(func(in *Input) { in.Classifications[1].Protection = nil }), Want: met, Message: "documents.secure.undemanding", Field: "sensitivity"},
		{Name: "no class", In: with(func(in *Input) { in.Documents[0].Sensitivity = "" }), Want: undetermined, Message: "documents.secure.unclassed", Field: "sensitivity"},
		{Name: "in no store", In: with(func(in *Input) { in.Documents[0].Locations[0].Repository = "" }), Want: undetermined, Message: "documents.secure.nowhere", Field: "locations"},
	})
}

func TestBackup(t *testing.T) {
	never := func(in *Input) {
		in.Repositories[0].Backups = nil
		in.Repositories[0].IntervalSetOn = day("2026-06-01")
	}
	try(t, "4.4.5.f.backup", []row{
		{Name: "within the interval", In: good(), Want: met, Message: "documents.backup.made", Field: "backups", Lapses: "2026-06-01T22:00:00.000000001Z", Becomes: unmet},
		{Name: "at its last instant", In: good(), At: "2026-06-01T22:00:00Z", Want: met, Message: "documents.backup.made", Field: "backups", Lapses: "2026-06-01T22:00:00.000000001Z", Becomes: unmet},
		{Name: "after it", In: good(), At: "2026-06-01T22:00:01Z", Want: unmet, Message: "documents.backup.old", Field: "backups"},
		{Name: "one that failed does not count", In: with(func(in *Input) {
			in.Repositories[0].Backups = append(in.Repositories[0].Backups, Backup{At: instant("2026-06-01T21:00:00Z"), Failed: true})
		}), At: "2026-06-01T22:00:01Z", Want: unmet, Message: "documents.backup.old", Field: "backups"},
		{Name: "one to come does not count yet", In: with(func(in *Input) {
			in.Repositories[0].Backups = append(in.Repositories[0].Backups, Backup{At: instant("2026-06-01T23:00:00Z")})
		}), At: "2026-06-01T22:30:00Z", Want: unmet, Message: "documents.backup.old", Field: "backups", Lapses: "2026-06-01T23:00:00Z", Becomes: met},
		{Name: "none yet", In: with(never), Want: met, Message: "documents.backup.starting", Field: "backups", Lapses: "2026-06-03", Becomes: unmet},
		{Name: "never", In: with(never), At: "2026-06-03", Want: unmet, Message: "documents.backup.never", Field: "backups"},
		{Name: "no interval", In: with(func(in *Input) { in.Repositories[0].BackupInterval = records.Period{} }), Want: undetermined, Message: "documents.backup.unset", Field: "backup_interval"},
		{Name: "an interval that nobody set", In: with(func(in *Input) { in.Repositories[0].IntervalSetBy = "" }), Want: undetermined, Message: "documents.backup.unset", Field: "backup_interval"},
		{Name: "holds records only", In: with(func(in *Input) { in.Documents[0].Locations = nil; in.Repositories[0].Backups = nil }), Want: undetermined, Message: "documents.store.none"},
		{Name: "says that it holds data", In: with(func(in *Input) {
			in.Documents[0].Locations, in.Repositories[0].Backups, in.Repositories[0].Holds = nil, nil, []Holding{HoldsData}
		}), Want: unmet, Message: "documents.backup.never", Field: "backups"},
		{Name: "paper only", In: with(func(in *Input) { in.Repositories = in.Repositories[1:] }), Want: undetermined, Message: "documents.store.none"},
	})
}

func TestRecovery(t *testing.T) {
	try(t, "4.4.5.f.recover", []row{
		{Name: "tried", In: good(), Want: met, Message: "documents.recovery.proved", Field: "restore_tests", Lapses: "2026-09-02", Becomes: unmet},
		{Name: "too long ago", In: good(), At: "2026-09-02", Want: unmet, Message: "documents.recovery.old", Field: "restore_tests"},
		{Name: "the latest failed", In: with(func(in *Input) {
			in.Repositories[0].RestoreTests = append(in.Repositories[0].RestoreTests, RestoreTest{On: day("2026-04-01"), Successful: records.No})
		}), Want: unmet, Message: "documents.recovery.failed", Field: "restore_tests"},
		{Name: "no result", In: with(func(in *Input) { in.Repositories[0].RestoreTests[0].Successful = "" }), Want: undetermined, Message: "documents.recovery.unsaid", Field: "restore_tests"},
		{Name: "new", In: with(func(in *Input) { in.Repositories[0].RestoreTests, in.Repositories[0].From = nil, day("2026-01-01") }), Want: met, Message: "documents.recovery.new", Field: "restore_tests", Lapses: "2026-07-02", Becomes: unmet},
		{Name: "never", In: with(func(in *Input) { in.Repositories[0].RestoreTests = nil }), Want: unmet, Message: "documents.recovery.never", Field: "restore_tests"},
		{Name: "since when not known", In: with(func(in *Input) { in.Repositories[0].RestoreTests, in.Repositories[0].From = nil, records.Date{} }), Want: undetermined, Message: "documents.recovery.undated", Field: "restore_tests"},
		{Name: "no interval set", In: with(func(in *Input) { in.Settings = in.Settings[:1] }), Want: undetermined, Message: "organization.unset"},
	})
}

func TestElectronicRecords(t *testing.T) {
	homeless := func(in *Input) { in.Series[0].Repository = "" }
	try(t, "4.5.4.electronic.tamperproof", []row{
		{Name: "guarded", In: good(), Want: met, Message: "documents.tamper.guarded", Field: "tamper_protection"},
		{Name: "not guarded", In: with(func(in *Input) { in.Repositories[0].TamperProtection = "" }), Want: unmet, Message: "documents.tamper.open", Field: "tamper_protection"},
		{Name: "altered", In: with(func(in *Input) { in.Repositories[0].IntegrityChecks[0].Intact = records.No }), Want: unmet, Message: "documents.tamper.found", Field: "integrity_checks"},
		{Name: "restored tomorrow", In: with(func(in *Input) {
			in.Repositories[0].IntegrityChecks[0].Intact = records.No
			in.Repositories[0].IntegrityChecks = append(in.Repositories[0].IntegrityChecks, IntegrityCheck{On: day("2026-06-02"), Intact: records.Yes})
		}), Want: unmet, Message: "documents.tamper.found", Field: "integrity_checks", Lapses: "2026-06-02", Becomes: met},
		{Name: "a check without a result", In: with(func(in *Input) { in.Repositories[0].IntegrityChecks[0].Intact = "" }), Want: undetermined, Message: "documents.tamper.unsaid", Field: "integrity_checks"},
		{Name: "a series without a store", In: with(homeless), Want: undetermined, Message: "documents.store.unknown"},
	})
	try(t, "4.5.4.electronic.backup", []row{
		{Name: "protected", In: good(), Want: met, Message: "documents.backup.made", Field: "backups", Lapses: "2026-06-01T22:00:00.000000001Z", Becomes: unmet},
		{Name: "not protected", In: with(func(in *Input) { in.Repositories[0].Backups[0].Protection = nil }), Want: unmet, Message: "documents.backup.bare", Field: "backups"},
		{Name: "too old", In: good(), At: "2026-06-02", Want: unmet, Message: "documents.backup.should", Field: "backups"},
		{Name: "no interval", In: with(func(in *Input) { in.Repositories[0].BackupInterval = records.Period{} }), Want: undetermined, Message: "documents.backup.unset", Field: "backup_interval"},
		{Name: "a series without a store", In: with(homeless), Want: undetermined, Message: "documents.store.unknown"},
	})
	try(t, "4.5.4.electronic.access", []row{
		{Name: "guarded", In: good(), Want: met, Message: "documents.grant.authorized", Field: "authorized_by"},
		{Name: "not guarded", In: with(func(in *Input) { in.Repositories[0].AccessControl = "" }), Want: unmet, Message: "documents.store.open", Field: "access_control"},
		{Name: "a grant that nobody authorized", In: with(func(in *Input) { in.AccessGrants[1].AuthorizedBy = "" }), Want: unmet, Message: "documents.grant.bare", Field: "authorized_by"},
		{Name: "a record elsewhere", In: with(func(in *Input) { in.Records[0].Repository, in.Repositories[1].Medium = "room", Electronic }), Want: unmet, Message: "documents.store.open", Field: "access_control"},
		{Name: "a series without a store", In: with(homeless), Want: undetermined, Message: "documents.store.unknown"},
	})
}
