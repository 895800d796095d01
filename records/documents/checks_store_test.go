package documents

import (
	"testing"

	"github.com/iso28000/iso28000/records"
)

func TestKeptSecurely(t *testing.T) {
	try(t, "4.4.5.f", []row{
		{"as demanded", nil, "", met, "documents.secure.met", "locations", "", none},
		{"below it", func(in *Input) { in.Repositories[0].Protection = []Protection{Encrypted} }, "", unmet, "documents.secure.lacking", "locations", "", none},
		{"one of two stores below it", func(in *Input) {
			in.Documents[0].Locations = append(in.Documents[0].Locations, Location{Repository: "room"})
		}, "", unmet, "documents.secure.lacking", "locations", "", none},
		{"nothing demanded", func(in *Input) { in.Classifications[1].Protection = nil }, "", met, "documents.secure.undemanding", "sensitivity", "", none},
		{"no class", func(in *Input) { in.Documents[0].Sensitivity = "" }, "", undetermined, "documents.secure.unclassed", "sensitivity", "", none},
		{"in no store", func(in *Input) { in.Documents[0].Locations[0].Repository = "" }, "", undetermined, "documents.secure.nowhere", "locations", "", none},
	})
}

func TestBackup(t *testing.T) {
	never := func(in *Input) {
		in.Repositories[0].Backups = nil
		in.Repositories[0].IntervalSetOn = day("2026-06-01")
	}
	try(t, "4.4.5.f.backup", []row{
		{"within the interval", nil, "", met, "documents.backup.made", "backups", "2026-06-01T22:00:00.000000001Z", unmet},
		{"at its last instant", nil, "2026-06-01T22:00:00Z", met, "documents.backup.made", "backups", "2026-06-01T22:00:00.000000001Z", unmet},
		{"after it", nil, "2026-06-01T22:00:01Z", unmet, "documents.backup.old", "backups", "", none},
		{"one that failed does not count", func(in *Input) {
			in.Repositories[0].Backups = append(in.Repositories[0].Backups, Backup{At: instant("2026-06-01T21:00:00Z"), Failed: true})
		}, "2026-06-01T22:00:01Z", unmet, "documents.backup.old", "backups", "", none},
		{"one to come does not count yet", func(in *Input) {
			in.Repositories[0].Backups = append(in.Repositories[0].Backups, Backup{At: instant("2026-06-01T23:00:00Z")})
		}, "2026-06-01T22:30:00Z", unmet, "documents.backup.old", "backups", "2026-06-01T23:00:00Z", met},
		{"none yet", never, "", met, "documents.backup.starting", "backups", "2026-06-03", unmet},
		{"never", never, "2026-06-03", unmet, "documents.backup.never", "backups", "", none},
		{"no interval", func(in *Input) { in.Repositories[0].BackupInterval = records.Period{} }, "", undetermined, "documents.backup.unset", "backup_interval", "", none},
		{"an interval that nobody set", func(in *Input) { in.Repositories[0].IntervalSetBy = "" }, "", undetermined, "documents.backup.unset", "backup_interval", "", none},
		{"holds records only", func(in *Input) { in.Documents[0].Locations = nil; in.Repositories[0].Backups = nil }, "", undetermined, "documents.store.none", "", "", none},
		{"says that it holds data", func(in *Input) {
			in.Documents[0].Locations, in.Repositories[0].Backups, in.Repositories[0].Holds = nil, nil, []Holding{HoldsData}
		}, "", unmet, "documents.backup.never", "backups", "", none},
		{"paper only", func(in *Input) { in.Repositories = in.Repositories[1:] }, "", undetermined, "documents.store.none", "", "", none},
	})
}

func TestRecovery(t *testing.T) {
	try(t, "4.4.5.f.recover", []row{
		{"tried", nil, "", met, "documents.recovery.proved", "restore_tests", "2026-09-02", unmet},
		{"too long ago", nil, "2026-09-02", unmet, "documents.recovery.old", "restore_tests", "", none},
		{"the latest failed", func(in *Input) {
			in.Repositories[0].RestoreTests = append(in.Repositories[0].RestoreTests, RestoreTest{On: day("2026-04-01"), Successful: records.No})
		}, "", unmet, "documents.recovery.failed", "restore_tests", "", none},
		{"no result", func(in *Input) { in.Repositories[0].RestoreTests[0].Successful = "" }, "", undetermined, "documents.recovery.unsaid", "restore_tests", "", none},
		{"new", func(in *Input) { in.Repositories[0].RestoreTests, in.Repositories[0].From = nil, day("2026-01-01") }, "", met, "documents.recovery.new", "restore_tests", "2026-07-02", unmet},
		{"never", func(in *Input) { in.Repositories[0].RestoreTests = nil }, "", unmet, "documents.recovery.never", "restore_tests", "", none},
		{"since when not known", func(in *Input) { in.Repositories[0].RestoreTests, in.Repositories[0].From = nil, records.Date{} }, "", undetermined, "documents.recovery.undated", "restore_tests", "", none},
		{"no interval set", func(in *Input) { in.Settings = in.Settings[:1] }, "", undetermined, "organization.unset", "", "", none},
	})
}

func TestElectronicRecords(t *testing.T) {
	homeless := func(in *Input) { in.Series[0].Repository = "" }
	try(t, "4.5.4.electronic.tamperproof", []row{
		{"guarded", nil, "", met, "documents.tamper.guarded", "tamper_protection", "", none},
		{"not guarded", func(in *Input) { in.Repositories[0].TamperProtection = "" }, "", unmet, "documents.tamper.open", "tamper_protection", "", none},
		{"altered", func(in *Input) { in.Repositories[0].IntegrityChecks[0].Intact = records.No }, "", unmet, "documents.tamper.found", "integrity_checks", "", none},
		{"restored tomorrow", func(in *Input) {
			in.Repositories[0].IntegrityChecks[0].Intact = records.No
			in.Repositories[0].IntegrityChecks = append(in.Repositories[0].IntegrityChecks, IntegrityCheck{On: day("2026-06-02"), Intact: records.Yes})
		}, "", unmet, "documents.tamper.found", "integrity_checks", "2026-06-02", met},
		{"a check without a result", func(in *Input) { in.Repositories[0].IntegrityChecks[0].Intact = "" }, "", undetermined, "documents.tamper.unsaid", "integrity_checks", "", none},
		{"a series without a store", homeless, "", undetermined, "documents.store.unknown", "", "", none},
	})
	try(t, "4.5.4.electronic.backup", []row{
		{"protected", nil, "", met, "documents.backup.made", "backups", "2026-06-01T22:00:00.000000001Z", unmet},
		{"not protected", func(in *Input) { in.Repositories[0].Backups[0].Protection = nil }, "", unmet, "documents.backup.bare", "backups", "", none},
		{"too old", nil, "2026-06-02", unmet, "documents.backup.should", "backups", "", none},
		{"no interval", func(in *Input) { in.Repositories[0].BackupInterval = records.Period{} }, "", undetermined, "documents.backup.unset", "backup_interval", "", none},
		{"a series without a store", homeless, "", undetermined, "documents.store.unknown", "", "", none},
	})
	try(t, "4.5.4.electronic.access", []row{
		{"guarded", nil, "", met, "documents.grant.authorized", "authorized_by", "", none},
		{"not guarded", func(in *Input) { in.Repositories[0].AccessControl = "" }, "", unmet, "documents.store.open", "access_control", "", none},
		{"a grant that nobody authorized", func(in *Input) { in.AccessGrants[1].AuthorizedBy = "" }, "", unmet, "documents.grant.bare", "authorized_by", "", none},
		{"a record elsewhere", func(in *Input) { in.Records[0].Repository, in.Repositories[1].Medium = "room", Electronic }, "", unmet, "documents.store.open", "access_control", "", none},
		{"a series without a store", homeless, "", undetermined, "documents.store.unknown", "", "", none},
	})
}
