package records_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000/records"
)

// BenchmarkReads lets 64 goroutines load a record each at a time: some that anybody may read,
// and such as are marked. A read of these is in the access log, durably, before the content is
// given away.
func BenchmarkReads(b *testing.B) {
	const readers, each, there = 64, 40, 2000
	a := newArchive(b, records.Options{})
	for _, level := range []int64{0, 1} {
		list := make([]records.NewRecord, there)
		for i := range list {
			list[i] = records.NewRecord{Kind: kindAt(level), Entity: fmt.Sprintf("P-%05d", i), Content: body, Marking: records.Marking{Level: level}}
		}
		_, err := a.SaveAll(b.Context(), someone, list)
		must(b, err)
	}
	var took [2]times
	var waits [2]durations
	for b.Loop() {
		for level := range took {
			took[level].clock(func() { waits[level] = append(waits[level], read(b, a, kindAt(int64(level)), readers, each, there)...) })
		}
	}
	lines := a.Heads()[1].Size
	if lines != int64(len(waits[1])) {
		b.Errorf("the access log has %d lines after %d reads of what is marked", lines, len(waits[1]))
	}
	b.ReportMetric(0, "ns/op")
	for level, what := range []string{"open", "marked"} {
		b.ReportMetric(perSecond(readers*each, took[level].wall.median()), what+"/s")
		b.ReportMetric(milliseconds(waits[level].median()), what+"-p50-ms")
		b.ReportMetric(milliseconds(waits[level].at(990)), what+"-p99-ms")
	}
	b.ReportMetric(milliseconds(waits[1].at(990)-waits[0].at(990)), "added-p99-ms")
}

func kindAt(level int64) string { return []string{"notice", "plan"}[level] }

// read has each reader load so many records, and returns how long each of them took.
func read(b *testing.B, a *records.Archive, kind string, readers, each, there int) durations {
	waits := make([]durations, readers)
	var all sync.WaitGroup
	for r := range waits {
		all.Go(func() {
			for n := range each {
				begin := time.Now()
				ref := records.Ref{Kind: kind, ID: fmt.Sprintf("P-%05d", (r*7919+n*104729)%there)}
				if _, err := a.Load(b.Context(), someone, ref, records.AsOf{}); err != nil {
					b.Error(err)
					return
				}
				waits[r] = append(waits[r], time.Since(begin))
			}
		})
	}
	all.Wait()
	var list durations
	for _, w := range waits {
		list = append(list, w...)
	}
	return list
}

// BenchmarkFields writes records whose content is committed to as a whole, and field by field, so
// that chosen fields can be shown: 500 at once, of 600 bytes in 12 fields. Then it proves one of
// each, and audits all.
func BenchmarkFields(b *testing.B) {
	const batch = 500
	var fields []string
	for i := range 12 {
		fields = append(fields, fmt.Sprintf(`"field_%02d":"%s"`, i, strings.Repeat("x", 36)))
	}
	content := []byte("{" + strings.Join(fields, ",") + "}")
	signer, verifier := key(b)
	stores := [2]records.Store{openStore(b, b.TempDir()+"/whole.db"), openStore(b, b.TempDir()+"/fields.db")}
	var archives [2]*records.Archive
	for i, store := range stores {
		archives[i] = openArchive(b, store, records.Options{Signer: signer})
		b.Cleanup(func() { must(b, archives[i].Close()) })
	}
	var write, prove, audit [2]times
	n := 0
	for b.Loop() {
		for i, a := range archives {
			list := make([]records.NewRecord, batch)
			for k := range list {
				list[k] = records.NewRecord{ID: identify(n + k), Kind: "inspection", Content: content, ByFields: i == 1}
			}
			write[i].clock(func() {
				_, err := a.SaveAll(b.Context(), someone, list)
				must(b, err)
			})
			prove[i].clock(func() {
				_, err := a.ProveInclusion(b.Context(), someone, identify(n), true)
				must(b, err)
			})
		}
		n += batch
	}
	b.StopTimer()
	for i, store := range stores {
		for range 3 {
			audit[i].clock(func() {
				report, err := records.Auditor{Name: archiveName, Verifiers: []note.Verifier{verifier}}.Full(b.Context(), store)
				must(b, err)
				if !report.Clean() {
					b.Error(report.Findings)
				}
			})
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ratio(write[1].wall.median(), write[0].wall.median()), "x-write")
	b.ReportMetric(ratio(write[1].cpu.median(), write[0].cpu.median()), "cpu-x-write")
	b.ReportMetric(ratio(audit[1].cpu.median(), audit[0].cpu.median()), "cpu-x-audit")
	b.ReportMetric(milliseconds(prove[0].wall.median()), "whole-prove-ms")
	b.ReportMetric(milliseconds(prove[1].wall.median()), "fields-prove-ms")
}
