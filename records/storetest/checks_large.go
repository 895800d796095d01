package storetest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000/records"
)

// mostContent is the largest content that an archive takes: sealing adds a little.
const mostContent = records.MaxContent - 1024

// largeBody is content of which no part is like another.
func largeBody(seed, size int) []byte {
	c := chance{uint64(seed)}
	body := make([]byte, 0, size+8)
	for len(body) < size {
		body = binary.LittleEndian.AppendUint64(body, c.next())
	}
	return body[:size]
}

// Large does what the check of that name does with contents of 1 MiB, or of as many as the
// environment variable STORETEST_LARGE says: 64 are the largest that an archive takes.
func Large(t *testing.T, open func(t *testing.T) records.Store) {
	size := min(times(t, "STORETEST_LARGE", 1)<<20, mostContent)
	c := Check{"Large", func(w *world) { throughAll(w, size) }}
	if err := c.Try(t.Context(), func() records.Store { return open(t) }); err != nil {
		t.Error(err)
	}
}

func checkLarge(w *world) { throughAll(w, amount(10<<20, 1<<20)) }

// throughAll takes scans and films through everything that there is: written and revised, in
// the open and sealed, read, found, followed, proved, backed up, restored, exported, copied to
// another kind of store, audited.
func throughAll(w *world, size int) {
	signer, verifier := keys()
	const name = "acme.example/security"
	options := records.Options{Name: name, Signer: signer, Verifiers: []note.Verifier{verifier}}
	sealed := options
	sealed.Sealer = records.KeySealer{Keyring: records.MemoryKeyring(nil)}
	by := officer()
	var saved []records.Receipt
	seeds := 0
	save := func(a *records.Archive, entity string, base int64) {
		r, err := a.Save(w.ctx, by, records.NewRecord{Kind: "scan", Entity: entity, Base: base, Type: "image/tiff", Content: largeBody(seeds, size)})
		must(err, "saving %d bytes", size)
		saved, seeds = append(saved, r), seeds+1
	}
	a, err := records.Open(w.ctx, shared{w.store}, options)
	must(err, "opening an archive")
	save(a, "plain", 0)
	save(a, "plain", 1)
	_, err = a.Save(w.ctx, by, records.NewRecord{Kind: "scan", Entity: "more", Content: make([]byte, mostContent+1)})
	refused(err, records.ErrInvalid, "saving one byte more than there may be")
	must(a.Close(), "closing the archive")
	a, err = records.Open(w.ctx, shared{w.store}, sealed)
	must(err, "opening an archive that seals")
	save(a, "sealed", 0)
	save(a, "sealed", 1)

	// through reads every revision in every way.
	through := func(a *records.Archive) {
		body := func(r *records.Record, seed int) {
			if !bytes.Equal(r.Content, largeBody(seed, size)) {
				fail("the content of %s version %d is not what was written: %d bytes", r.Entity, r.Version, len(r.Content))
			}
		}
		n := 0
		for _, entity := range []string{"plain", "sealed"} {
			ref := records.Ref{Kind: "scan", ID: entity}
			for r, err := range a.History(w.ctx, by, ref) {
				must(err, "History")
				body(r, n)
				n++
			}
			r, err := a.Load(w.ctx, by, ref, records.AsOf{})
			must(err, "Load")
			body(r, n-1)
			r, err = a.Load(w.ctx, by, ref, records.AsOfSize(saved[n-2].Seq+1))
			must(err, "Load as of before")
			body(r, n-2)
		}
		same(n, 4, "the revisions")
		for r, err := range a.Find(w.ctx, by, records.Query{Kind: "scan", Content: true}) {
			must(err, "Find")
			body(r, int(r.Seq))
			n++
		}
		for r, err := range a.State(w.ctx, by, "", records.AsOf{}) {
			must(err, "State")
			body(r, int(r.Seq))
			n++
		}
		for c, err := range a.Changes(w.ctx, by, records.Position{}) {
			must(err, "Changes")
			body(c.Record, int(c.Record.Seq))
			n++
		}
		same(n, 4+2+2+4, "what is found, is there and has changed")
		p, err := a.ProveInclusion(w.ctx, by, saved[3].ID, true)
		must(err, "proving")
		same(bytes.Equal(p.Content, largeBody(3, size)), true, "whether the content that is proved is what was written")
	}
	through(a)
	audited := func(s records.Store, what string) {
		for _, sealer := range []records.Sealer{nil, sealed.Sealer} {
			report, err := records.Auditor{Name: name, Verifiers: []note.Verifier{verifier}, Sealer: sealer, Pipelined: sealer != nil}.Full(w.ctx, s)
			must(err, "auditing %s", what)
			same(report.Findings, []records.AuditFinding(nil), "the findings in %s", what)
			same(report.Contents, int64(4), "the contents in %s", what)
		}
	}
	audited(w.store, "the store")

	file := &memoryFile{}
	scratch := w.open()
	manifest, err := a.Backup(w.ctx, file, scratch)
	must(err, "making a backup")
	must(scratch.Close(), "closing what the backup was tried in")
	fresh := w.open()
	_, _, err = records.Restore{Name: name, Verifiers: options.Verifiers}.Run(w.ctx, file, manifest.Note, fresh)
	must(err, "restoring")
	file.data = nil
	b, err := records.Open(w.ctx, shared{fresh}, sealed)
	must(err, "opening what was restored")
	through(b)
	must(b.Close(), "closing what was restored")
	must(fresh.Close(), "closing its store")

	exported := 0
	_, err = a.Export(w.ctx, by, records.RecordLog, func(string, []byte) error { exported++; return nil })
	must(err, "exporting")
	same(exported, 3, "the files of an export: entries, a tile and the checkpoint")
	var stream bytes.Buffer
	must(w.store.Read(w.ctx, func(s records.Snapshot) error { _, err := records.WriteStream(w.ctx, s, &stream); return err }), "writing a stream")
	other := records.Memory()
	heads, err := records.ReadStream(w.ctx, &stream, other)
	must(err, "reading the stream into another kind of store")
	same(fmt.Sprint(heads), fmt.Sprint(a.Heads()), "the heads of the copy")
	audited(other, "the copy")
	must(a.Close(), "closing the archive")
}
