package records_test

import (
	"context"
	"encoding/json"
	"iter"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/proof"
)

// counted is a store that counts the tiles that are read.
type counted struct {
	records.Store
	tiles *int
}

func (c counted) Close() error { return nil }

func (c counted) Read(ctx context.Context, fn func(records.Snapshot) error) error {
	return c.Store.Read(ctx, func(s records.Snapshot) error { return fn(counting{s, c.tiles}) })
}

type counting struct {
	records.Snapshot
	tiles *int
}

func (c counting) Tiles(ctx context.Context, log records.LogID, level int, from, to int64) iter.Seq2[records.Tile, error] {
	return func(yield func(records.Tile, error) bool) {
		for t, err := range c.Snapshot.Tiles(ctx, log, level, from, to) {
			*c.tiles++
			if !yield(t, err) {
				return
			}
		}
	}
}

// BenchmarkProof proves that a record stands in a large log, with what that takes, beside
// reading the same record by its primary key. Cold is the first read after the file was
// opened, of a place that chance has chosen; warm is the same again.
func BenchmarkProof(b *testing.B) {
	ctx := b.Context()
	signer, verifier := key(b)
	n := many(b)
	path := filepath.Join(b.TempDir(), "log.db")
	a := openArchive(b, openStore(b, path), records.Options{Signer: signer})
	fill(b, a, n)
	must(b, a.Close())

	var cold, warm, keyCold, keyWarm, check, checkAll times
	most, hashes, shown := 0, 0, 0
	chance := rand.New(rand.NewPCG(28000, 1))
	for b.Loop() {
		for range 50 {
			seq := chance.IntN(n)
			id := identify(seq)
			read := func(store records.Store) {
				must(b, store.Read(ctx, func(s records.Snapshot) error {
					for e, err := range s.Entries(ctx, records.RecordLog, int64(seq), int64(seq)+1, true) {
						if err != nil || e.ID != id {
							b.Fatalf("entry %d is %v: %v", seq, e, err)
						}
					}
					return nil
				}))
			}
			var tiles int
			store := openStore(b, path)
			a := openArchive(b, counted{store, &tiles}, records.Options{Signer: signer})
			var p *records.Inclusion
			prove := func() {
				var err error
				p, err = a.ProveInclusion(ctx, someone, id, false)
				must(b, err)
			}
			tiles = 0
			cold.clock(prove)
			most = max(most, tiles)
			prove()
			warm.clock(prove)
			must(b, a.Close())
			must(b, store.Close())

			store = openStore(b, path)
			_, err := store.Heads(ctx) // opens the connection that reads
			must(b, err)
			keyCold.clock(func() { read(store) })
			read(store)
			keyWarm.clock(func() { read(store) })
			must(b, store.Close())

			hashes = max(hashes, len(p.Hashes))
			list := make(tlog.RecordProof, len(p.Hashes))
			for i, hash := range p.Hashes {
				list[i] = tlog.Hash(hash)
			}
			head, err := records.OpenCheckpoint(archiveName, p.Checkpoint.Note, verifier)
			must(b, err)
			check.clock(func() {
				must(b, tlog.CheckRecord(list, head.Size, tlog.Hash(head.Root), int64(seq), tlog.Hash(records.Leaf(p.Header))))
			})
			handed := proof.Of(p)
			data, err := json.Marshal(handed)
			must(b, err)
			shown = max(shown, len(data))
			checkAll.clock(func() {
				_, err := handed.Verify(archiveName, verifier)
				must(b, err)
			})
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(most), "tile-reads")
	b.ReportMetric(float64(hashes), "hashes")
	b.ReportMetric(float64(hashes*32), "bytes-of-hashes")
	b.ReportMetric(float64(shown), "bytes-of-json")
	b.ReportMetric(milliseconds(cold.wall.median()), "cold-ms")
	b.ReportMetric(milliseconds(warm.wall.median()), "warm-ms")
	b.ReportMetric(milliseconds(keyCold.wall.median()), "key-cold-ms")
	b.ReportMetric(milliseconds(keyWarm.wall.median()), "key-warm-ms")
	b.ReportMetric(ratio(cold.wall.median(), keyCold.wall.median()), "x-key-cold")
	b.ReportMetric(ratio(warm.wall.median(), keyWarm.wall.median()), "x-key-warm")
	b.ReportMetric(float64(check.wall.median().Nanoseconds())/1000, "check-us")
	b.ReportMetric(float64(checkAll.wall.median().Nanoseconds())/1000, "check-with-signature-us")
}
