package records_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/iso28000/iso28000/records"
)

// BenchmarkWriters lets 64 goroutines append a record each at a time: to an archive, which
// commits for all of them at once, and to the same kind of archive one after the other, so that
// each has a transaction of its own. An append counts when it is acknowledged.
func BenchmarkWriters(b *testing.B) {
	writersOn(b, nil, newArchive(b, records.Options{}), newArchive(b, records.Options{}))
}

func writersOn(b *testing.B, here *server, together, apart *records.Archive) {
	const writers, each, alone = 64, 40, 3 // in a turn
	var next atomic.Int64
	var group, single work
	var waits, waitsApart durations
	var turn sync.Mutex
	for b.Loop() {
		group.clock(here, func() {
			waits = append(waits, write(b, &next, together, writers, each, nil)...)
		})
		single.clock(here, func() {
			waitsApart = append(waitsApart, write(b, &next, apart, writers, alone, &turn)...)
		})
	}
	b.ReportMetric(0, "ns/op")
	rate, rateApart := perSecond(writers*each, group.wall.median()), perSecond(writers*alone, single.wall.median())
	b.ReportMetric(rate, "together/s")
	b.ReportMetric(rateApart, "apart/s")
	b.ReportMetric(rate/rateApart, "times-as-many")
	group.report(b, "together", writers*each)
	single.report(b, "apart", writers*alone)
	b.ReportMetric(milliseconds(waits.median()), "p50-ms")
	b.ReportMetric(milliseconds(waits.at(990)), "p99-ms")
	b.ReportMetric(milliseconds(waitsApart.at(990)), "apart-p99-ms")
}

// write has each writer append so many records, and returns how long each of them waited.
func write(b *testing.B, next *atomic.Int64, a *records.Archive, writers, each int, turn *sync.Mutex) durations {
	waits := make([]durations, writers)
	var all sync.WaitGroup
	for w := range waits {
		all.Go(func() {
			for range each {
				r := drafts(int(next.Add(1)), 1)[0]
				begin := time.Now()
				if turn != nil {
					turn.Lock()
				}
				_, err := a.Append(b.Context(), someone, r)
				if turn != nil {
					turn.Unlock()
				}
				if err != nil {
					b.Error(err)
					return
				}
				waits[w] = append(waits[w], time.Since(begin))
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
