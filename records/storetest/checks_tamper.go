package storetest

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000/records"
)

// A Tamperer is a store whose tests can get at what it holds behind its back. Where a store is
// one, what was altered has to be found by an auditor.
type Tamperer interface {
	// Overwrite puts entries, tiles, heads (Next) and checkpoints in the place of those that are
	// there, and takes away the entries that drop names, without any check. What entries are
	// found by need not follow.
	Overwrite(ctx context.Context, put records.Batch, drop []records.Erasure) error
}

// keys are of an archive whose signing key the insider has.
func keys() (note.Signer, note.Verifier) {
	private, public, err := note.GenerateKey(bytes.NewReader(make([]byte, 64)), "acme.example/security")
	must(err, "making a key")
	signer, err := note.NewSigner(private)
	must(err, "making a signer")
	verifier, err := note.NewVerifier(public)
	must(err, "making a verifier")
	return signer, verifier
}

// A kept is a store that an archive has written to, and what is known of it elsewhere.
type kept struct {
	store   records.Store
	outside []records.Checkpoint
	auditor records.Auditor
	entries []*records.Entry
}

// write fills a store through an archive: entities, notes, one content that is erased by rule.
// With another last word it is the store of somebody who has rewritten history.
func (w *world) write(store records.Store, n int, word string) kept {
	signer, verifier := keys()
	options := records.Options{Name: "acme.example/security", Signer: signer, Verifiers: []note.Verifier{verifier}}
	a, err := records.Open(w.ctx, shared{store}, options)
	must(err, "opening an archive")
	by := officer()
	for i := range n {
		text := fmt.Sprintf("{%q:%d}", "n", i)
		if i == 40 {
			text = word
		}
		_, err := a.Save(w.ctx, by, records.NewRecord{ID: fmt.Sprint("id", i), Kind: "risk", Entity: fmt.Sprint("R", i%7), Base: int64(i / 7), Content: []byte(text),
			Index: []records.Column{{Name: "n", Number: true, Int: int64(i)}}})
		must(err, "saving")
	}
	must(a.Close(), "closing the archive")
	out := kept{store: store, auditor: records.Auditor{Name: options.Name, Verifiers: options.Verifiers}}
	must(store.Read(w.ctx, func(s records.Snapshot) error {
		c, err := s.Checkpoint(w.ctx, records.RecordLog, 1<<40)
		out.outside = []records.Checkpoint{c}
		out.entries = collect(s.Entries(w.ctx, records.RecordLog, 0, 1<<40, true), "Entries")
		return err
	}), "Read")
	return out
}

// audit returns how many things an auditor finds, with or without what is known outside.
func (w *world) audit(at kept, outside, pipelined bool) *records.AuditReport {
	a := at.auditor
	if a.Pipelined = pipelined; outside {
		a.Trusted = at.outside
	}
	report, err := a.Full(w.ctx, at.store)
	must(err, "an audit")
	return report
}

// size is how many entries are written: more than one tile, and a right edge.
const size = 300

// checkHonest audits what nobody has tampered with.
func checkHonest(w *world) {
	at := w.write(w.store, size, "{}")
	for _, pipelined := range []bool{false, true} {
		report := w.audit(at, true, pipelined)
		same(report.Findings, []records.AuditFinding(nil), "the findings in a store that nobody tampered with")
		same(report.Entries, int64(size), "how many entries were audited")
		same(report.Contents, int64(size), "how many contents were audited")
	}
}

// checkTamper carries out the attacks of somebody who gets at the medium. All are found without
// knowing anything from outside, and those in the whole tiles by name.
func checkTamper(w *world) {
	if _, can := w.store.(Tamperer); !can {
		return
	}
	copies := w.copies(w.write(w.store, size, "{}"))
	for _, attack := range attacks() {
		for _, seq := range []int64{3, size - 2} {
			at := copies()
			put, drop := attack.how(at.entries, seq)
			must(at.store.(Tamperer).Overwrite(w.ctx, put, drop), "tampering: %s", attack.name)
			for _, pipelined := range []bool{false, true} {
				report := w.audit(at, false, pipelined)
				if report.Clean() {
					fail("an attack is not found: %s, at entry %d", attack.name, seq)
				}
				where := seq
				if attack.newest {
					where = size - 1
				}
				named := slices.ContainsFunc(report.Findings, func(f records.AuditFinding) bool { return f.Seq == where || f.Seq == where+1 })
				if (seq < 256 || attack.named) && !named {
					fail("an attack is found, and not where: %s, at entry %d: %v", attack.name, seq, report.Findings)
				}
			}
			must(at.store.Close(), "Close")
		}
	}
}

// copies returns what makes stores that hold the same, which costs less than writing it again.
func (w *world) copies(at kept) func() kept {
	var backup bytes.Buffer
	_, err := at.store.Backup(w.ctx, &backup)
	must(err, "Backup")
	return func() kept {
		again := at
		again.store = w.open()
		_, err := again.store.Restore(w.ctx, bytes.NewReader(backup.Bytes()))
		must(err, "Restore")
		return again
	}
}

// An attack is a change behind the back of the store.
type attack struct {
	name   string
	named  bool // whether the record is named wherever it stands
	newest bool // whether it is the newest that is altered
	how    func(list []*records.Entry, seq int64) (records.Batch, []records.Erasure)
}

func one(e *records.Entry) records.Batch { return records.Batch{Entries: []records.Entry{*e}} }

func attacks() []attack {
	type entries = []*records.Entry
	drop := func(seq int64) records.Erasure { return records.Erasure{Log: records.RecordLog, Seq: seq} }
	edit := func(e *records.Entry) {
		h, err := records.ParseHeader(e.Header)
		must(err, "reading a header")
		h.Actor = "somebody else"
		e.Columns = h.Columns
		e.Header, err = h.AppendBinary(nil)
		must(err, "writing a header")
	}
	return []attack{
		{name: "content edited", named: true, how: func(list entries, seq int64) (records.Batch, []records.Erasure) {
			e := exact(*list[seq])
			e.Content.Data = []byte(`{"n":99}`)
			return one(e), nil
		}},
		{name: "header edited", named: false, how: func(list entries, seq int64) (records.Batch, []records.Erasure) {
			e := exact(*list[seq])
			edit(e)
			return one(e), nil
		}},
		{name: "column edited", named: true, how: func(list entries, seq int64) (records.Batch, []records.Erasure) {
			e := exact(*list[seq])
			e.Level++
			return one(e), nil
		}},
		{name: "index edited", named: true, newest: true, how: func(list entries, _ int64) (records.Batch, []records.Erasure) {
			e := exact(*list[len(list)-1]) // others have no index
			e.Index = []records.Column{{Name: "n", Text: "other"}}
			return one(e), nil
		}},
		{name: "header and content edited", named: false, how: func(list entries, seq int64) (records.Batch, []records.Erasure) {
			e := exact(*list[seq])
			edit(e)
			e.Content.Data = []byte(`{"n":99}`)
			return one(e), nil
		}},
		{name: "one deleted", named: true, how: func(list entries, seq int64) (records.Batch, []records.Erasure) {
			return records.Batch{}, []records.Erasure{drop(seq)}
		}},
		{name: "the newest ten deleted", named: true, newest: true, how: func(list entries, seq int64) (records.Batch, []records.Erasure) {
			var all []records.Erasure
			for i := range int64(10) {
				all = append(all, drop(int64(len(list))-1-i))
			}
			return records.Batch{}, all
		}},
		{name: "contents swapped", named: true, how: func(list entries, seq int64) (records.Batch, []records.Erasure) {
			a, b := exact(*list[seq]), exact(*list[seq+1])
			a.Content, b.Content = b.Content, a.Content
			return records.Batch{Entries: []records.Entry{*a, *b}}, nil
		}},
		{name: "two in each other's place", named: true, how: func(list entries, seq int64) (records.Batch, []records.Erasure) {
			a, b := exact(*list[seq]), exact(*list[seq+1])
			a.Seq, b.Seq = b.Seq, a.Seq
			return records.Batch{Entries: []records.Entry{*a, *b}}, nil
		}},
		{name: "content destroyed", named: true, how: func(list entries, seq int64) (records.Batch, []records.Erasure) {
			e := exact(*list[seq])
			e.Content = nil
			return one(e), nil
		}},
		{name: "content destroyed, and another record named as its tombstone", named: true, how: func(list entries, seq int64) (records.Batch, []records.Erasure) {
			e := exact(*list[seq])
			e.Content, e.Erased, e.Tombstone = nil, true, int64(len(list))-1
			return one(e), nil
		}},
	}
}

// checkInsider has somebody rewrite everything who has the store and the signing key. Without
// a checkpoint from outside that cannot be found, and with one it has to be.
func checkInsider(w *world) {
	honest := w.write(w.store, size, "{}")
	for _, crime := range insiders() {
		at := honest
		at.store = crime.how(w)
		if report := w.audit(at, false, false); !report.Clean() {
			fail("%s: the store agrees with itself, and the auditor finds %v", crime.name, report.Findings)
		}
		if report := w.audit(at, true, false); report.Clean() {
			fail("%s: with a checkpoint from outside it is not found", crime.name)
		}
		if report, err := at.auditor.Since(w.ctx, at.store, at.outside...); err != nil || report.Clean() {
			fail("%s: an audit since the checkpoint from outside does not find it: %v", crime.name, err)
		}
		must(at.store.Close(), "Close")
	}
	report, err := honest.auditor.Since(w.ctx, honest.store, honest.outside...)
	must(err, "an audit since the newest checkpoint")
	same(report.Findings, []records.AuditFinding(nil), "the findings in a store that nobody tampered with")
	same(report.Entries, int64(0), "how many entries were audited that came since")
}

// A crime of an insider puts another store in the place of the honest one.
type crime struct {
	name string
	how  func(w *world) records.Store
}

func insiders() []crime {
	return []crime{
		{"history rewritten", func(w *world) records.Store { return w.write(w.open(), size, `{"n":99}`).store }},
		{"history rewritten, longer", func(w *world) records.Store { return w.write(w.open(), size+30, `{"n":99}`).store }},
		{"the newest taken away", func(w *world) records.Store { return w.write(w.open(), size-20, "{}").store }},
		{"an older copy put back", func(w *world) records.Store {
			older := w.write(w.open(), size-20, "{}")
			restored := w.copies(older)().store
			must(older.store.Close(), "Close")
			return restored
		}},
	}
}
