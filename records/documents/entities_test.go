package documents

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// Every fault of an entity is reported at once, at its field.
func TestFaults(t *testing.T) {
	d := func(s string) records.Date { return day(s) }
	for _, tt := range []struct {
		name   string
		entity interface{ Validate() error }
		paths  []string
	}{
		{"document", Document{ID: "D", Title: "d", Purposes: []Purpose{Plan}, Locations: []Location{{}}, Elements: []ElementDescription{{Element: "4.2"}, {Element: "4.2"}, {Element: "4.7"}},
			Reviews: []Review{{Outcome: "good", ActBy: d("2026-01-01")}}, Archive: Archive{Marking: "m"}},
			[]string{"locations[0]", "elements[1].element", "elements[2].element", "reviews[0].on", "reviews[0].outcome", "archive.from"}},
		{"procedure", Procedure{ID: "P", Title: "p", Purposes: []ProcedurePurpose{Awareness}, Covers: []Material{"papers"}, LeavesOut: []Purpose{"x"}},
			[]string{"covers[0]", "leaves_out[0]"}},
		{"register", Register{Entries: []Entry{{}, {Document: "D", Series: "S"}, {Series: "S"}, {Series: "S"}}}, []string{"id", "title", "entries[0]", "entries[1]", "entries[3]"}},
		{"classification", Classification{Public: "maybe", Protection: []Protection{"magic"}, AccessMeasures: []AccessMeasure{{From: d("2026-02-01"), Until: d("2026-01-01")}}},
			[]string{"id", "title", "public", "access_measures[0].title", "access_measures[0].until", "protection[0]"}},
		{"grant", AccessGrant{AuthorizedBy: "P"}, []string{"id", "person", "document", "authorized_on", "from"}},
		{"grant of two", AccessGrant{ID: "G", Person: "P", Document: "D", Repository: "R", AuthorizedOn: d("2026-01-01"), From: d("2026-02-01"), Until: d("2026-01-01"), EndedOn: d("2026-01-01")},
			[]string{"repository", "authorized_by", "until", "ended_on"}},
		{"event", AccessEvent{Authorized: "perhaps", FollowUp: FollowUp{What: "x"}}, []string{"id", "on", "what", "authorized", "follow_up.by", "follow_up.on"}},
		{"authority", ApprovalAuthority{Purposes: []Purpose{"x"}, From: d("2026-02-01"), Until: d("2026-01-01")}, []string{"id", "role", "authority", "purposes[0]", "until"}},
		{"issue", Issue{IssuedOn: d("2026-02-01"), WithdrawnOn: d("2026-01-01"), MarkedObsolete: d("2026-01-01")},
			[]string{"id", "revision.document", "revision.revision", "point_of_use", "withdrawn_on", "marked_obsolete"}},
		{"repository", Repository{Holds: []Holding{"gold"}, Protection: []Protection{"x"}, IntervalSetOn: d("2026-01-01"), Backups: []Backup{{Protection: []Protection{"x"}}},
			RestoreTests: []RestoreTest{{Successful: "x"}}, IntegrityChecks: []IntegrityCheck{{Intact: "x"}}, From: d("2026-02-01"), Until: d("2026-01-01")},
			[]string{"id", "title", "medium", "holds[0]", "protection[0]", "until", "interval_set_by", "backups[0].at", "backups[0].protection[0]",
				"restore_tests[0].on", "restore_tests[0].successful", "integrity_checks[0].on", "integrity_checks[0].intact"}},
		{"series", Series{Requirements: []string{"4.9"}, Medium: "stone", Retention: Retention{Period: records.Months(1), Permanently: true}, Disposal: DisposalRule{Method: "fire"},
			Holds: []Hold{{}}, From: d("2026-02-01"), Until: d("2026-01-01"), Nothing: []Nothing{{}}},
			[]string{"id", "title", "requirements[0]", "medium", "retention.period", "disposal.method", "holds[0].reason", "holds[0].from", "until",
				"nothing[0].from", "nothing[0].until", "nothing[0].reason", "nothing[0].by", "nothing[0].on"}},
		{"record", Record{ReadableOn: d("2026-01-01")}, []string{"id", "readable_on"}},
		{"record in the wrong order", Record{ID: "r", KeptOn: d("2026-03-01"), UnreadableOn: d("2026-02-01"), ReadableOn: d("2026-01-01")}, []string{"unreadable_on", "readable_on"}},
		{"disposal", Disposal{LatestOn: d("2026-02-01"), FollowUp: FollowUp{By: "P"}}, []string{"id", "series", "records", "on", "method", "follow_up.what", "follow_up.on"}},
		{"disposal of one twice", Disposal{ID: "X", Series: "S", Records: []records.ID[Record]{"r", "r"}, On: d("2026-01-01"), Method: Erasure}, []string{"records[1]"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var paths []string
			for _, fault := range records.FaultsOf(tt.entity.Validate()) {
				paths = append(paths, fault.Path)
			}
			assert.Equal(t, tt.paths, paths)
		})
	}
}

// What is written to a file is read back as it was.
func TestFilesOfEverything(t *testing.T) {
	type files struct {
		Documents           []Document          `json:"documents,omitempty"`
		Procedures          []Procedure         `json:"procedures,omitempty"`
		Registers           []Register          `json:"registers,omitempty"`
		Classifications     []Classification    `json:"classifications,omitempty"`
		AccessGrants        []AccessGrant       `json:"access_grants,omitempty"`
		AccessEvents        []AccessEvent       `json:"access_events,omitempty"`
		ApprovalAuthorities []ApprovalAuthority `json:"approval_authorities,omitempty"`
		Issues              []Issue             `json:"issues,omitempty"`
		Repositories        []Repository        `json:"repositories,omitempty"`
		Series              []Series            `json:"series,omitempty"`
		Records             []Record            `json:"records,omitempty"`
		Disposals           []Disposal          `json:"disposals,omitempty"`
	}
	g := good()
	g.Series[0].Nothing = []Nothing{{From: day("2026-01-01"), Until: day("2026-12-31"), Reason: "none", By: "P", On: day("2026-01-01")}}
	g.Series[0].Holds = []Hold{{Reason: "a court", From: day("2026-01-01")}}
	in := files{g.Documents, g.Procedures, g.Registers, g.Classifications, g.AccessGrants, g.AccessEvents, g.ApprovalAuthorities, g.Issues, g.Repositories, g.Series, g.Records, g.Disposals}
	node, err := records.Encode(in)
	require.NoError(t, err)
	data, err := records.JSON.Format(node)
	require.NoError(t, err)
	var back files
	require.NoError(t, records.ReadFile("documents.json", data, &back))
	assert.Equal(t, in, back)
}
