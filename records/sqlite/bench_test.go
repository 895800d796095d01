package sqlite

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/storetest"
)

// A plain is what a program without a log would do: one table, one prepared statement.
type plain struct {
	db     *sql.DB
	insert *sql.Stmt
	n      int
}

func newPlain(b *testing.B, table string) *plain {
	db, err := sql.Open("sqlite", filepath.Join(b.TempDir(), "plain.db")+"?_pragma=journal_mode(wal)&_pragma=synchronous(full)&_txlock=immediate")
	require.NoError(b, err)
	db.SetMaxOpenConns(1)
	b.Cleanup(func() { db.Close() })
	_, err = db.Exec(table)
	require.NoError(b, err)
	insert, err := db.Prepare("INSERT INTO record (seq, id, kind, data) VALUES (?, ?, ?, ?)")
	require.NoError(b, err)
	return &plain{db: db, insert: insert}
}

func (p *plain) commit(b *testing.B, entries, size int) {
	ctx := b.Context()
	tx, err := p.db.BeginTx(ctx, nil)
	require.NoError(b, err)
	insert := tx.StmtContext(ctx, p.insert)
	for range entries {
		p.n++
		id := fmt.Sprintf("0191b2c3-0000-7000-8000-%012d", p.n)
		_, err := insert.Exec(p.n, id, "inspection", make([]byte, size))
		require.NoError(b, err)
	}
	require.NoError(b, tx.Commit())
}

// BenchmarkAppend compares the store with plain inserts of the same driver, in slices that
// take turns, so that both see the same machine. The header and the content have 760 bytes
// together, the plain rows 600 as the content does.
func BenchmarkAppend(b *testing.B) {
	for _, entries := range []int{1, 500} {
		b.Run(fmt.Sprint("batch=", entries), func(b *testing.B) {
			m, s := storetest.NewMaker(1), benchStore(b)
			bare := newPlain(b, "CREATE TABLE record (seq INTEGER PRIMARY KEY, id TEXT, kind TEXT, data BLOB)")
			keyed := newPlain(b, "CREATE TABLE record (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT, data BLOB)")
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

func benchStore(b *testing.B) *Store {
	s, err := Open(b.Context(), filepath.Join(b.TempDir(), "system.db"), Options{})
	require.NoError(b, err)
	b.Cleanup(func() { s.Close() })
	return s
}

// BenchmarkConcurrent lets 64 goroutines save one record each at a time: through an archive,
// which commits for all of them at once, and each in a transaction of its own.
func BenchmarkConcurrent(b *testing.B) {
	const writers = 64
	content := []byte(fmt.Sprintf("{%q:%q}", "text", strings.Repeat("x", 590)))
	b.Run("archive", func(b *testing.B) {
		a, err := records.Open(b.Context(), benchStore(b), records.Options{Name: "acme.example/security"})
		require.NoError(b, err)
		defer a.Close()
		by := records.Principal{ID: "harbour master"}
		everyone(b, writers, func() error {
			_, err := a.Append(b.Context(), by, records.NewRecord{Kind: "inspection", Content: content})
			return err
		})
	})
	b.Run("transaction each", func(b *testing.B) {
		s, m := benchStore(b), storetest.NewMaker(1)
		var mu sync.Mutex
		everyone(b, writers, func() error {
			mu.Lock()
			defer mu.Unlock()
			batch := m.Plain(1, len(content))
			m.Stored(batch)
			return s.Commit(b.Context(), batch)
		})
	})
}

// everyone calls do b.N times, from so many goroutines.
func everyone(b *testing.B, writers int, do func() error) {
	var next atomic.Int64
	took := make([][]time.Duration, writers)
	b.ResetTimer()
	var all sync.WaitGroup
	for w := range took {
		all.Go(func() {
			for next.Add(1) <= int64(b.N) {
				begin := time.Now()
				if err := do(); err != nil {
					b.Error(err)
					return
				}
				took[w] = append(took[w], time.Since(begin))
			}
		})
	}
	all.Wait()
	list := slices.Concat(took...)
	if b.Failed() {
		return
	}
	slices.Sort(list)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "records/s")
	b.ReportMetric(float64(list[len(list)*99/100].Microseconds())/1000, "p99-ms")
}
