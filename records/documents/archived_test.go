package documents

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000/records"
)

var owner = records.Principal{ID: "p1", Clearance: records.Clearance{Level: 3, Compartments: []string{records.AccessCompartment}}}

// archive makes one with a few records, and returns it with its store.
func archive(t *testing.T) (*records.Archive, records.Store) {
	t.Helper()
	store := records.Memory()
	a, err := records.Open(t.Context(), store, records.Options{Now: func() time.Time { return instant("2026-06-01T12:00:00Z") }})
	require.NoError(t, err)
	t.Cleanup(func() { _ = a.Close() })
	for _, x := range []string{"one", "two", "three"} {
		_, err := a.Save(t.Context(), owner, records.NewRecord{Kind: "record", Entity: x, Content: []byte(`{"id":"` + x + `"}`), Marking: records.Marking{Level: 2}})
		require.NoError(t, err)
	}
	return a, store
}

// 4.5.4.electronic.tamperproof is decided by what an audit finds, not by what somebody enters.
func TestAuditDecidesTamperProof(t *testing.T) {
	ctx := t.Context()
	_, store := archive(t)
	trusted := records.Auditor{}
	report, err := trusted.Full(ctx, store)
	require.NoError(t, err)
	wrong := *report
	for _, seq := range []int64{1, 2, 3, 4} {
		wrong.Findings = append(wrong.Findings, records.AuditFinding{Fraud: records.Altered, Log: records.RecordLog, Seq: seq, Message: "its content was changed"})
	}
	wrong.More = 7
	signed := records.Auditor{Verifiers: make([]note.Verifier, 1)}
	witnessed := records.Auditor{Trusted: make([]records.Checkpoint, 2)}
	into := func(a Archived) Input {
		return with(func(in *Input) {
			a.On, a.By = day("2026-06-01"), "p1"
			x := &in.Repositories[0]
			x.Holds, x.TamperProtection = []Holding{HoldsRecords}, ""
			*x = a.Into(*x)
		})
	}
	try(t, "4.5.4.electronic.tamperproof", []row{
		{Name: "nobody has looked", In: into(Archived{}), Want: unmet, Message: "documents.tamper.open", Field: "tamper_protection"},
		{Name: "intact, and nobody signs", In: into(Archived{Auditor: trusted, Report: report}), Want: unmet, Message: "documents.tamper.open", Field: "tamper_protection"},
		{Name: "intact and signed", In: into(Archived{Auditor: signed, Report: report}), Want: met, Message: "documents.tamper.guarded", Field: "tamper_protection"},
		{Name: "intact and witnessed", In: into(Archived{Auditor: witnessed, Report: report}), Want: met, Message: "documents.tamper.guarded", Field: "tamper_protection"},
		{Name: "altered", In: into(Archived{Auditor: witnessed, Report: &wrong}), Want: unmet, Message: "documents.tamper.found", Field: "integrity_checks"},
		{Name: "not brought to its end", In: into(Archived{Auditor: witnessed, Report: report, Failed: errors.New("the disk does not answer")}), Want: undetermined, Message: "documents.tamper.unsaid", Field: "integrity_checks"},
		{Name: "altered, as far as it came", In: into(Archived{Auditor: witnessed, Report: &wrong, Failed: errors.New("the disk does not answer")}), Want: unmet, Message: "documents.tamper.found", Field: "integrity_checks"},
		{Name: "could not begin", In: into(Archived{Auditor: witnessed, Failed: errors.New("no such file")}), Want: undetermined, Message: "documents.tamper.unsaid", Field: "integrity_checks"},
	})
	check := Archived{Auditor: witnessed, Report: &wrong}.check()
	assert.Equal(t, "audit of the record log: 3 entries hashed anew, 3 contents compared, 2 checkpoints from outside", check.Means)
	assert.Equal(t, "entry 1 of the log records: altered: its content was changed; entry 2 of the log records: altered: its content was changed; "+
		"entry 3 of the log records: altered: its content was changed; 8 more findings", check.Note)

	before := Repository{ID: "r", IntegrityChecks: make([]IntegrityCheck, 1, 8)}
	_ = Archived{Report: report}.Into(before)
	assert.Zero(t, before.IntegrityChecks[:2][1], "what was given is not changed")
}

func TestAuthorizerDecidesAccess(t *testing.T) {
	for name, a := range map[string]records.Authorizer{"markings": records.Dominance{}, "grants": records.Grants{}} {
		in := with(func(in *Input) {
			in.Repositories[0].Holds, in.Repositories[0].AccessControl = []Holding{HoldsRecords}, ""
			in.Repositories[0] = Archived{Authorizer: a}.Into(in.Repositories[0])
		})
		try(t, "4.5.4.electronic.access", []row{{Name: name, In: in, Want: met, Message: "documents.store.guarded", Field: "access_control"}})
	}
}

// A copy counts if it was verified, and a trial if what was copied came back.
func TestCopiesOfAnArchive(t *testing.T) {
	at := instant("2026-06-01T00:00:00Z")
	assert.Equal(t, Backup{At: at, To: "vault", Protection: []Protection{Encrypted}}, Copied(at, "vault", nil, Encrypted))
	assert.True(t, Copied(at, "vault", records.ErrDamaged).Failed)
	assert.Equal(t, records.Yes, BroughtBack(day("2026-06-01"), "p1", nil).Successful)
	failed := BroughtBack(day("2026-06-01"), "p1", records.ErrDamaged)
	assert.Equal(t, records.No, failed.Successful)
	assert.Equal(t, records.ErrDamaged.Error(), failed.Note)
}

func TestErasedByCertificate(t *testing.T) {
	c := &records.Certificate{
		Disposal: records.Disposal{ID: "d1", Class: "films", DecidedBy: "p2", ExecutedAt: instant("2026-06-01T12:00:00Z")},
		Records: []records.DisposedRecord{
			{Kind: "record", Entity: "one", RecordedAt: instant("2025-01-03T12:00:00Z")},
			{Kind: "record", Entity: "one", RecordedAt: instant("2025-01-02T12:00:00Z")},
			{Kind: "film", Entity: "two", RecordedAt: instant("2025-01-01T12:00:00Z")},
		},
	}
	want := Disposal{
		ID: "d1", Series: "s1", Records: []records.ID[Record]{"one"}, Which: "3 of class films", LatestOn: day("2025-01-03"),
		On: day("2026-06-01"), Method: Erasure, AuthorizedBy: "p2",
	}
	got := Erased(c, "s1")
	assert.Equal(t, want, got)
	assert.NoError(t, got.Validate())
}

func TestAccessesTo(t *testing.T) {
	ctx := t.Context()
	a, _ := archive(t)
	_, err := a.Load(ctx, owner, records.Ref{Kind: "record", ID: "two"}, records.AsOf{})
	require.NoError(t, err)
	_, err = a.Load(ctx, records.Principal{ID: "stranger"}, records.Ref{Kind: "record", ID: "one"}, records.AsOf{})
	require.ErrorIs(t, err, records.ErrNotFound)
	persons := func(actor string) bool { return actor == "p1" }
	events, err := AccessesTo(ctx, a, owner, "server", day("2026-06-01"), day("2026-06-01"), persons)
	require.NoError(t, err)
	require.Len(t, events, 1, "who was refused got at nothing")
	e := events[0]
	assert.NoError(t, e.Validate())
	e.ID = ""
	assert.Equal(t, AccessEvent{On: day("2026-06-01"), What: "p1: read record/two", Person: "p1", Repository: "server", Authorized: records.Yes}, e)
	for _, days := range [][2]string{{"2026-05-01", "2026-05-31"}, {"2026-06-02", "2026-06-30"}} {
		events, err = AccessesTo(ctx, a, owner, "server", day(days[0]), day(days[1]), persons)
		require.NoError(t, err)
		assert.Empty(t, events)
	}
}
