package records_test

import (
	"bufio"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/iso28000/iso28000/records"
)

// BenchmarkVerify audits a large log: on one core beside hashing the same kind of records from
// memory on one core, on two, sealed, and only the last thousand of it.
func BenchmarkVerify(b *testing.B) {
	seal := newSealer()
	for _, way := range []struct {
		name   string
		sealer records.Sealer
	}{{"plain", nil}, {"sealed", seal}} {
		b.Run(way.name, func(b *testing.B) { verify(b, way.sealer) })
	}
}

func verify(b *testing.B, seal records.Sealer) {
	ctx := b.Context()
	signer, verifier := key(b)
	n := many(b)
	store := openStore(b, filepath.Join(b.TempDir(), "log.db"))
	defer store.Close()
	a := openArchive(b, shared{store}, records.Options{Signer: signer, Sealer: seal})
	fill(b, a, n-1000)
	must(b, a.Close())
	before := newest(b, store)
	a = openArchive(b, shared{store}, records.Options{Signer: signer, Sealer: seal})
	last := drafts(n-1000, 1000)
	_, err := a.SaveAll(ctx, someone, last)
	must(b, err)
	must(b, a.Close())
	memory := sample(b, store, 20_000)
	auditor := records.Auditor{Name: archiveName, Sealer: seal}
	auditor.Verifiers = append(auditor.Verifiers, verifier)

	var one, two, stored, recent, hashing times
	rounds := 200_000 / len(memory) // so many records are hashed in a turn
	hash := func() {
		hashing.clock(func() {
			for range rounds {
				hashAll(memory)
			}
		})
	}
	full := func(t *times, auditor records.Auditor) {
		t.clock(func() {
			report, err := auditor.Full(ctx, store)
			must(b, err)
			if !report.Clean() || report.Entries != int64(n) {
				b.Fatalf("%d entries were audited, of %d: %v", report.Entries, n, report.Findings)
			}
		})
	}
	pipelined, closed := auditor, auditor
	pipelined.Pipelined, closed.Sealer = true, nil
	for b.Loop() {
		cores := runtime.GOMAXPROCS(1)
		hash()
		full(&one, auditor)
		hash()
		if seal != nil {
			full(&stored, closed)
			hash()
		}
		runtime.GOMAXPROCS(cores)
		full(&two, pipelined)
		for range 20 {
			recent.clock(func() {
				report, err := auditor.Since(ctx, store, before)
				must(b, err)
				if !report.Clean() || report.Entries != 1000 {
					b.Fatalf("%d entries were audited, of 1000: %v", report.Entries, report.Findings)
				}
			})
		}
	}
	b.ReportMetric(0, "ns/op")
	// Per core is per second that a processor has worked. The least of each, since what else the
	// machine does only adds.
	hashed := perSecond(rounds*len(memory), hashing.cpu.at(0))
	b.ReportMetric(hashed, "hashed/core-s")
	b.ReportMetric(perSecond(n, one.cpu.at(0)), "verified/core-s")
	b.ReportMetric(100*perSecond(n, one.cpu.at(0))/hashed, "percent-of-hashing")
	b.ReportMetric(perSecond(n, two.wall.at(0)), "pipelined/s")
	b.ReportMetric(100*perSecond(n, two.wall.at(0))/perSecond(rounds*len(memory), hashing.wall.at(0)), "percent-pipelined")
	if seal != nil {
		b.ReportMetric(100*perSecond(n, stored.cpu.at(0))/hashed, "percent-unopened")
	}
	b.ReportMetric(milliseconds(recent.wall.median()), "last-1000-ms")
	b.ReportMetric(milliseconds(recent.cpu.median()), "last-1000-core-ms")
}

// newest returns the newest checkpoint of the log of records.
func newest(b *testing.B, store records.Store) (c records.Checkpoint) {
	must(b, store.Read(b.Context(), func(s records.Snapshot) (err error) {
		c, err = s.Checkpoint(b.Context(), records.RecordLog, 1<<62)
		return err
	}))
	return c
}

// BenchmarkBackup makes a backup of a large log, restores it into a new file, and audits that
// against the newest checkpoint: only then it counts.
func BenchmarkBackup(b *testing.B) {
	signer, verifier := key(b)
	n := many(b)
	store := openStore(b, filepath.Join(b.TempDir(), "log.db"))
	defer store.Close()
	a := openArchive(b, shared{store}, records.Options{Signer: signer})
	fill(b, a, n)
	must(b, a.Close())
	auditor := records.Auditor{Name: archiveName, Pipelined: true, Trusted: []records.Checkpoint{newest(b, store)}}
	auditor.Verifiers = append(auditor.Verifiers, verifier)
	var saved, restored, audited times
	for b.Loop() {
		dir := b.TempDir()
		file := filepath.Join(dir, "backup")
		saved.clock(func() { backup(b, store, file) })
		again := openStore(b, filepath.Join(dir, "restored.db"))
		restored.clock(func() { restore(b, again, file) })
		audited.clock(func() {
			report, err := auditor.Full(b.Context(), again)
			must(b, err)
			if !report.Clean() || report.Entries != int64(n) {
				b.Fatalf("%d entries were restored, of %d: %v", report.Entries, n, report.Findings)
			}
		})
		must(b, again.Close())
		must(b, os.RemoveAll(dir))
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(saved.wall.median().Seconds(), "backup-s")
	b.ReportMetric(restored.wall.median().Seconds(), "restore-s")
	b.ReportMetric(audited.wall.median().Seconds(), "audit-s")
	b.ReportMetric(perSecond(n, saved.wall.median()+restored.wall.median()+audited.wall.median()), "records/s")
}

func backup(b *testing.B, store records.Store, file string) {
	f, err := os.Create(file)
	must(b, err)
	w := bufio.NewWriterSize(f, 1<<20)
	_, err = store.Backup(b.Context(), w)
	must(b, err)
	must(b, w.Flush())
	must(b, f.Sync())
	must(b, f.Close())
}

func restore(b *testing.B, store records.Store, file string) {
	f, err := os.Open(file)
	must(b, err)
	defer f.Close()
	_, err = store.Restore(b.Context(), bufio.NewReaderSize(f, 1<<20))
	must(b, err)
}
