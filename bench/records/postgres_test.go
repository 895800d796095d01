package records_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/postgres"
)

// newPostgres opens an archive in a schema of its own.
func newPostgres(b *testing.B, connect, schema string, options records.Options) *records.Archive {
	store, err := postgres.Open(b.Context(), connect, postgres.Options{Schema: schema, Migrate: true})
	must(b, err)
	a := openArchive(b, store, options)
	b.Cleanup(func() { must(b, a.Close()) })
	return a
}

// keyedPostgres is the table of [keyed], as PostgreSQL has it.
const keyedPostgres = `CREATE TABLE record (seq BIGINT PRIMARY KEY, id TEXT COLLATE "C" NOT NULL UNIQUE, kind TEXT NOT NULL, actor TEXT NOT NULL,
	level BIGINT NOT NULL, class TEXT NOT NULL, due BIGINT NOT NULL, at BIGINT NOT NULL, data BYTEA)`

// BenchmarkPostgresAppend writes records of 600 bytes, 500 at once: with COPY to a plain table,
// which is the fastest way there is, and to an archive.
func BenchmarkPostgresAppend(b *testing.B) {
	connect := startPostgres(b)
	ctx := b.Context()
	conn, err := pgx.Connect(ctx, connect)
	must(b, err)
	b.Cleanup(func() { conn.Close(context.Background()) })
	_, err = conn.Exec(ctx, keyedPostgres)
	must(b, err)
	signer, _ := key(b)
	ways := []struct {
		name    string
		archive *records.Archive
	}{
		{"log", newPostgres(b, connect, "log", records.Options{})},
		{"sealed", newPostgres(b, connect, "sealed", records.Options{Sealer: newSealer()})},
		{"signed", newPostgres(b, connect, "signed", records.Options{Signer: signer})},
	}
	columns := []string{"seq", "id", "kind", "actor", "level", "class", "due", "at", "data"}
	const size, each = 500, 4
	var copied times
	took := make([]times, len(ways))
	next := 0
	for b.Loop() {
		copied.clock(func() {
			for i := range each {
				first := next + i*size
				_, err := conn.CopyFrom(ctx, pgx.Identifier{"record"}, columns, pgx.CopyFromSlice(size, func(k int) ([]any, error) {
					n := first + k
					return []any{n, identify(n), "inspection", "harbour master", 0, "five years", 0, 1_700_000_000_000_000_000 + n, body}, nil
				}))
				must(b, err)
			}
		})
		for w, way := range ways {
			list := drafts(next, each*size)
			took[w].clock(func() {
				for i := range each {
					_, err := way.archive.SaveAll(ctx, someone, list[i*size:(i+1)*size])
					must(b, err)
				}
			})
		}
		next += each * size
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(perSecond(each*size, copied.wall.median()), "copy/s")
	for w, way := range ways {
		b.ReportMetric(perSecond(each*size, took[w].wall.median()), way.name+"/s")
		b.ReportMetric(ratio(took[w].wall.median(), copied.wall.median()), "x-"+way.name)
		b.ReportMetric(ratio(took[w].wall.at(0), copied.wall.at(0)), "best-x-"+way.name)
	}
}

// BenchmarkPostgresWriters is BenchmarkWriters on PostgreSQL.
func BenchmarkPostgresWriters(b *testing.B) {
	connect := startPostgres(b)
	writersOn(b, newPostgres(b, connect, "together", records.Options{}), newPostgres(b, connect, "apart", records.Options{}))
}
