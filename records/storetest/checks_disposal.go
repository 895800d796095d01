package storetest

import (
	"errors"
	"fmt"
	"io"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/proof"
)

// checkDisposal keeps sealed records in the store, holds some, rotates their keys, and disposes
// of the others: what is gone is gone, what is held is there, and everything verifies.
func checkDisposal(w *world) {
	now := time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)
	signer, verifier := keys()
	ring := records.MemoryKeyring(nil)
	sealer := records.KeySealer{Keyring: ring}
	class := records.RetentionClass{
		ID: "reports", Title: "patrol reports", Period: records.Months(12), Trigger: records.WhenRecorded,
		Disposition: records.EraseContent, Authority: "head of records", Kinds: []string{"report"},
	}
	const name = "acme.example/security"
	a, err := records.Open(w.ctx, shared{w.store}, records.Options{
		Name: name, Signer: signer, Verifiers: []note.Verifier{verifier}, Now: func() time.Time { return now },
		Sealer: sealer, Retainer: records.Schedule{class},
	})
	must(err, "opening an archive")
	by, head := officer(), officer()
	head.ID, head.Roles = "head", []string{"head of records"}
	_, err = records.In[records.RetentionClass](a).Save(w.ctx, by, class, 0)
	must(err, "saving the class")
	var ids []string
	var all []records.NewRecord
	for i := range 150 {
		ids = append(ids, fmt.Sprint("R-", i))
		all = append(all, records.NewRecord{ID: ids[i], Kind: "report", Content: []byte("report " + ids[i]), Type: "text/plain", Marking: records.Marking{Level: 1}})
	}
	_, err = a.SaveAll(w.ctx, by, all)
	must(err, "writing sealed records")
	old, err := ring.Keys(w.ctx)
	must(err, "Keys")
	_, err = a.PlaceHold(w.ctx, by, records.Hold{ID: "H-1", Reason: "claim", Records: ids[:20]}, 0)
	must(err, "placing a hold")
	now = now.AddDate(1, 0, 1)
	_, err = a.ProposeDisposal(w.ctx, by, "D-0", "reports", "over", ids[19:]...)
	refused(err, records.ErrHeld, "proposing to dispose of what is held")
	_, err = a.ProposeDisposal(w.ctx, by, "D-1", "reports", "over", ids[20:]...)
	must(err, "proposing a disposal")
	_, err = a.ExecuteDisposal(w.ctx, by, "D-1", "now")
	refused(err, records.ErrState, "disposing of what nobody approved")
	_, err = a.ApproveDisposal(w.ctx, head, "D-1", "agreed")
	must(err, "approving the disposal")
	certificate, err := a.ExecuteDisposal(w.ctx, by, "D-1", "as approved")
	must(err, "carrying out the disposal")
	same(len(certificate.Records), 130, "the records of the certificate")
	for _, p := range certificate.Tombstones {
		_, err := proof.Of(p).Verify(name, verifier)
		must(err, "verifying a tombstone")
	}
	for _, key := range old {
		if key.Group.Class == "reports" {
			must(a.DestroyKey(w.ctx, head, ring, key.ID, "the period is over"), "destroying the key of the period")
		}
	}
	for i, id := range ids {
		p, err := a.ProveInclusion(w.ctx, by, id, true)
		must(err, "proving %s", id)
		_, err = proof.Of(p).Verify(name, verifier)
		must(err, "verifying %s", id)
		want := ""
		if i < 20 {
			want = "report " + id
		}
		same(string(p.Content), want, "the content of %s", id)
	}
	for _, s := range []records.Sealer{nil, sealer} {
		report, err := records.Auditor{Name: name, Verifiers: []note.Verifier{verifier}, Sealer: s}.Full(w.ctx, w.store)
		must(err, "auditing")
		same(report.Findings, []records.AuditFinding(nil), "the findings")
		same(report.Erased, int64(130), "what is erased")
	}
	must(a.Close(), "closing the archive")
}

// checkRecovery makes a verified backup of the store while it is written to, and restores it
// into another: with a new epoch where records are lost, and refused where nobody opens one.
func checkRecovery(w *world) {
	signer, verifier := keys()
	options := records.Options{Name: "acme.example/security", Signer: signer, Verifiers: []note.Verifier{verifier}}
	witness := &lastSeen{}
	with := options
	with.Witnesses, with.WitnessEvery = []records.Witness{witness}, time.Hour
	a, err := records.Open(w.ctx, shared{w.store}, with)
	must(err, "opening an archive")
	by := officer()
	write := func(n int) {
		for range n {
			_, err := a.Append(w.ctx, by, records.NewRecord{Kind: "note", Content: []byte("1"), Marking: records.Marking{Level: 1}})
			must(err, "appending")
		}
		must(a.Witness(w.ctx), "witnessing")
	}
	write(40)
	stop, done := make(chan struct{}), make(chan error, 1)
	go func() {
		for {
			select {
			case <-stop:
				done <- nil
				return
			default:
				if _, err := a.Append(w.ctx, by, records.NewRecord{Kind: "load", Content: []byte("1")}); err != nil {
					done <- err
					return
				}
			}
		}
	}()
	file := &memoryFile{}
	manifest, err := a.Backup(w.ctx, file, w.open())
	must(err, "making a backup under load")
	close(stop)
	must(<-done, "writing meanwhile")
	restore := records.Restore{Name: options.Name, Verifiers: options.Verifiers}
	fresh := w.open()
	_, _, err = restore.Run(w.ctx, file, manifest.Note, fresh)
	must(err, "restoring")
	heads, err := fresh.Heads(w.ctx)
	must(err, "Heads")
	same(heads, manifest.Heads[:], "the heads of what was restored")
	must(fresh.Close(), "closing")
	write(7)
	restore.Witnesses = []records.Witness{witness}
	fresh = w.open()
	_, _, err = restore.Run(w.ctx, file, manifest.Note, fresh)
	refused(err, records.ErrOldBackup, "restoring what lacks records")
	restore.Epoch = &records.NewEpoch{By: by, Reason: "nothing newer is left", Options: options}
	_, lost, err := restore.Run(w.ctx, file, manifest.Note, fresh)
	must(err, "restoring into a new epoch")
	b, err := records.Open(w.ctx, shared{fresh}, with)
	must(err, "opening what was restored")
	same(b.Heads()[0].Epoch, int64(2), "the epoch")
	same(b.Heads()[0].Size, lost[0].Restored+1, "the size")
	statements, err := b.Epochs(w.ctx, by)
	must(err, "Epochs")
	same(statements[0].Lost, lost, "what the first record of the epoch says")
	report, err := records.Auditor{Name: options.Name, Verifiers: options.Verifiers}.Full(w.ctx, fresh)
	must(err, "auditing")
	same(report.Findings, []records.AuditFinding(nil), "the findings")
	must(b.Close(), "closing what was restored")
	must(fresh.Close(), "closing its store")
	must(a.Close(), "closing the archive")
}

// A memoryFile is a file in memory.
type memoryFile struct {
	data []byte
	at   int
}

func (f *memoryFile) Write(b []byte) (int, error) {
	f.data = append(f.data[:f.at], b...)
	f.at = len(f.data)
	return len(b), nil
}

func (f *memoryFile) Read(b []byte) (int, error) {
	if f.at == len(f.data) {
		return 0, io.EOF
	}
	n := copy(b, f.data[f.at:])
	f.at += n
	return n, nil
}

func (f *memoryFile) Seek(offset int64, whence int) (int64, error) {
	if offset != 0 || whence != io.SeekStart {
		return 0, errors.New("only its beginning is sought")
	}
	f.at = 0
	return 0, nil
}
