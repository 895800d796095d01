//go:build linux

package postgres

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/storetest"
)

// A plain is what a program without a log would do: one table, and COPY or INSERT.
type plain struct {
	c     *pgx.Conn
	table string
	n     int64
}

func newPlain(b *testing.B, table, id string) *plain {
	c := admin(b, server(b), "public")
	run(b, c, "DROP TABLE IF EXISTS "+table)
	run(b, c, "CREATE TABLE "+table+" (seq bigint PRIMARY KEY, id text "+id+", kind text, data bytea)")
	return &plain{c: c, table: table}
}

func (p *plain) commit(b *testing.B, entries, size int) {
	row := func() []any {
		p.n++
		return []any{p.n, fmt.Sprintf("0191b2c3-0000-7000-8000-%012d", p.n), "inspection", make([]byte, size)}
	}
	if entries == 1 {
		run(b, p.c, "INSERT INTO "+p.table+" (seq, id, kind, data) VALUES ($1, $2, $3, $4)", row()...)
		return
	}
	rows := make([][]any, entries)
	for i := range rows {
		rows[i] = row()
	}
	_, err := p.c.CopyFrom(b.Context(), pgx.Identifier{p.table}, []string{"seq", "id", "kind", "data"}, pgx.CopyFromRows(rows))
	require.NoError(b, err)
}

// BenchmarkAppend compares the store with COPY, and with plain inserts singly, of the same
// driver into the same server, in slices that take turns, so that both see the same machine.
// The plain rows have the 600 bytes of the content; the header of 160 comes on top. The plain
// table has a primary key; the keyed one a unique id beside it, as that of the store has.
func BenchmarkAppend(b *testing.B) {
	for _, entries := range []int{1, 500} {
		b.Run(fmt.Sprint("batch=", entries), func(b *testing.B) {
			m, s := storetest.NewMaker(1), tempStore(b)
			bare, keyed := newPlain(b, "bare", ""), newPlain(b, "keyed", "NOT NULL UNIQUE")
			const size = 600
			var took [3]time.Duration
			for b.Loop() {
				begin := time.Now()
				bare.commit(b, entries, size)
				then := time.Now()
				keyed.commit(b, entries, size)
				after := time.Now()
				batch := m.Plain(entries, size)
				ready := time.Now()
				require.NoError(b, s.Commit(b.Context(), batch))
				end := time.Now()
				m.Stored(batch)
				took[0] += then.Sub(begin)
				took[1] += after.Sub(then)
				took[2] += end.Sub(ready)
			}
			rate := func(d time.Duration) float64 { return float64(b.N*entries) / d.Seconds() }
			b.ReportMetric(rate(took[0]), "bare/s")
			b.ReportMetric(rate(took[1]), "keyed/s")
			b.ReportMetric(rate(took[2]), "store/s")
			b.ReportMetric(took[2].Seconds()/took[0].Seconds(), "x-bare")
			b.ReportMetric(took[2].Seconds()/took[1].Seconds(), "x-keyed")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkWriters has 64 goroutines append single records through an archive, which puts
// together what waits, and through a transaction each to the same log.
func BenchmarkWriters(b *testing.B) {
	const writers = 64
	content := make([]byte, 600)
	measure := func(b *testing.B, write func() error) {
		took := make([][]time.Duration, writers)
		begin := time.Now()
		var all sync.WaitGroup
		for n := range writers {
			all.Go(func() {
				for range (b.N + writers - 1) / writers {
					start := time.Now()
					if err := write(); err != nil {
						b.Error(err)
						return
					}
					took[n] = append(took[n], time.Since(start))
				}
			})
		}
		all.Wait()
		waited := slices.Concat(took...)
		slices.Sort(waited)
		b.ReportMetric(float64(len(waited))/time.Since(begin).Seconds(), "acknowledged/s")
		b.ReportMetric(float64(waited[len(waited)*99/100].Microseconds())/1000, "p99-ms")
		b.ReportMetric(0, "ns/op")
	}
	b.Run("archive", func(b *testing.B) {
		a, err := records.Open(b.Context(), tempStore(b), records.Options{})
		require.NoError(b, err)
		by := records.Principal{ID: "officer"}
		b.ResetTimer()
		measure(b, func() error {
			_, err := a.Append(context.Background(), by, records.NewRecord{Kind: "inspection", Content: content})
			return err
		})
	})
	b.Run("a transaction each", func(b *testing.B) {
		m, s := storetest.NewMaker(1), tempStore(b)
		var mu sync.Mutex
		b.ResetTimer()
		measure(b, func() error {
			mu.Lock() // the head is known to one at a time, as if each had read it under a lock
			defer mu.Unlock()
			batch := m.Plain(1, 600)
			err := s.Commit(context.Background(), batch)
			if err == nil {
				m.Stored(batch)
			}
			return err
		})
	})
}
