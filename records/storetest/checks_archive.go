package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/proof"
)

// officer is who writes and reads.
func officer() records.Principal {
	return records.Principal{ID: "officer", Clearance: records.Clearance{Level: 9, Compartments: []string{"yard"}}}
}

// checkArchive uses the store as an archive does, and opens it again as another process would.
func checkArchive(w *world) {
	now := time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)
	options := records.Options{Now: func() time.Time { now = now.Add(time.Second); return now }}
	a, err := records.Open(w.ctx, shared{w.store}, options)
	must(err, "opening an archive")
	by := officer()
	ref := records.Ref{Kind: "risk", ID: "R-1"}
	var contents []string
	var receipts []records.Receipt
	for v := range int64(5) {
		text := fmt.Sprintf(`{"version":%d}`, v+1)
		r, err := a.Save(w.ctx, by, records.NewRecord{Kind: ref.Kind, Entity: ref.ID, Base: v, Content: []byte(text), Index: []records.Column{{Name: "version", Number: true, Int: v + 1}}})
		must(err, "saving version %d", v+1)
		contents, receipts = append(contents, text), append(receipts, r)
		_, err = a.Append(w.ctx, by, records.NewRecord{Kind: "note", Content: []byte(text)})
		must(err, "appending")
	}
	_, err = a.Save(w.ctx, by, records.NewRecord{Kind: ref.Kind, Entity: ref.ID, Base: 2})
	refused(err, records.ErrConflict, "saving from an old version")
	must(a.Close(), "closing the archive")

	a, err = records.Open(w.ctx, shared{w.store}, options)
	must(err, "opening the archive again")
	for i, want := range contents {
		for _, at := range []records.AsOf{records.AsOfSize(receipts[i].Seq + 1), records.AsOfTime(receipts[i].At)} {
			r, err := a.Load(w.ctx, by, ref, at)
			must(err, "loading version %d", i+1)
			same(string(r.Content), want, "version %d", i+1)
		}
	}
	n := 0
	for r, err := range a.History(w.ctx, by, ref) {
		must(err, "History")
		same(string(r.Content), contents[n], "version %d of the history", n+1)
		n++
	}
	same(n, len(contents), "revisions in the history")
	for version, want := range map[int64]int64{4: 0, 5: 1} {
		n, err := a.Count(w.ctx, by, records.Query{Kind: ref.Kind, Where: []records.Condition{{Column: records.Column{Name: "version", Number: true, Int: version}}}})
		must(err, "Count")
		same(n, want, "entities at version %d", version)
	}
	var seqs []int64
	for c, err := range a.Changes(w.ctx, by, records.Position{}) {
		must(err, "Changes")
		seqs = append(seqs, c.Record.Seq)
	}
	same(seqs, []int64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, "the changes")
	must(a.Close(), "closing the archive again")
}

// shared is a store that is closed by somebody else.
type shared struct{ records.Store }

func (shared) Close() error { return nil }

// checkWriters has 64 goroutines write through two archives, a quarter of which count up one
// entity: none loses an update, and the log has no gap.
func checkWriters(w *world) {
	const writers, each, counters = 64, 5, 16 // more counters prove no more, and are refused a thousand times
	var archives [2]*records.Archive
	for i := range archives {
		a, err := records.Open(w.ctx, shared{w.store}, records.Options{})
		must(err, "opening an archive")
		archives[i] = a
	}
	var all sync.WaitGroup
	errs := make([]error, writers)
	for n := range writers {
		all.Go(func() { errs[n] = countUp(w.ctx, archives[n%2], n, n < counters, each) })
	}
	all.Wait()
	must(errors.Join(errs...), "writing at the same time")
	by := officer()
	last, err := archives[0].Load(w.ctx, by, records.Ref{Kind: "counter", ID: "shared"}, records.AsOf{})
	must(err, "loading")
	same(last.Version, int64(counters*each), "the version after so many updates")
	same(len(last.Content), counters*each, "the updates that are not lost")
	next, seen := int64(0), map[string]bool{}
	for c, err := range archives[1].Changes(w.ctx, by, records.Position{}) {
		must(err, "Changes")
		same(c.Record.Seq, next, "the next change")
		if seen[c.Record.ID] {
			fail("the record %q is there twice", c.Record.ID)
		}
		seen[c.Record.ID] = true
		next++
	}
	same(next, int64((writers+counters)*each), "how many changes")
	for _, a := range archives {
		must(a.Close(), "closing an archive")
	}
}

// countUp creates so many entities of its own, and as often, if it is to, adds a byte to one that
// it shares with others.
func countUp(ctx context.Context, a *records.Archive, n int, shares bool, times int) error {
	by := officer()
	for i := range times {
		for shares {
			var content []byte
			version := int64(0)
			r, err := a.Load(ctx, by, records.Ref{Kind: "counter", ID: "shared"}, records.AsOf{})
			switch {
			case err == nil:
				content, version = r.Content, r.Version
			case !errors.Is(err, records.ErrNotFound):
				return err
			}
			_, err = a.Save(ctx, by, records.NewRecord{Kind: "counter", Entity: "shared", Base: version, Type: "text/plain", Content: append(slices.Clone(content), 'x')})
			if err == nil {
				break
			}
			if !errors.Is(err, records.ErrConflict) {
				return err
			}
		}
		if _, err := a.Save(ctx, by, records.NewRecord{Kind: "own", Entity: fmt.Sprint(n, ".", i), Content: []byte("{}")}); err != nil {
			return err
		}
	}
	return nil
}

// checkProofs grows a log to 1,024 entries and has proofs made at every size: that records
// stand in it, and that it only grew. golang.org/x/mod checks each.
func checkProofs(w *world) {
	signer, verifier := keys()
	name := "acme.example/security"
	options := records.Options{Name: name, Signer: signer, Verifiers: []note.Verifier{verifier}}
	a, err := records.Open(w.ctx, shared{w.store}, options)
	must(err, "opening an archive")
	by := officer()
	most := int64(amount(1024, 300)) // of which a tile is whole
	for n := int64(1); n <= most; n++ {
		_, err := a.Append(w.ctx, by, records.NewRecord{ID: fmt.Sprint(n - 1), Kind: "note", Content: []byte(fmt.Sprint("note ", n-1))})
		must(err, "appending")
		for _, seq := range []int64{0, n - 1, w.chance.Int64N(n)} {
			p, err := a.ProveInclusion(w.ctx, by, fmt.Sprint(seq), true)
			must(err, "proving entry %d of %d", seq, n)
			shown, err := proof.Of(p).Verify(name, verifier)
			must(err, "verifying entry %d of %d", seq, n)
			same(shown.Head.Size, n, "the size that is proved")
			same(string(shown.Content), fmt.Sprint("note ", seq), "the content that is proved")
		}
		old, now, hashes, err := a.ProveGrowth(w.ctx, records.RecordLog, 1+w.chance.Int64N(n))
		must(err, "proving that the log grew to %d", n)
		_, _, err = proof.OfGrowth(old, now, hashes).Verify(name, verifier)
		must(err, "verifying that the log grew to %d", n)
	}
	must(a.Close(), "closing the archive")
}
