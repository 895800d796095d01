package records_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/postgres"
)

// A server is PostgreSQL, to ask how long it has worked. That of SQLite is nil, and never has.
type server struct{ postmaster string }

// serverOf returns the server that a connection string of startPostgres leads to.
func serverOf(b *testing.B, connect string) *server {
	folder, _, _ := strings.Cut(strings.TrimPrefix(connect, "host="), " ")
	text, err := os.ReadFile(filepath.Join(folder, "data", "postmaster.pid"))
	must(b, err)
	pid, _, _ := strings.Cut(string(text), "\n")
	return &server{pid}
}

// processor returns how long all cores have worked for the processes of the server. It goes
// back when one of them has ended.
func (s *server) processor() (worked time.Duration) {
	if s == nil {
		return 0
	}
	list, _ := os.ReadFile(fmt.Sprintf("/proc/%s/task/%s/children", s.postmaster, s.postmaster))
	for _, pid := range strings.Fields(string(list)) {
		stat, _ := os.ReadFile("/proc/" + pid + "/schedstat") // in ns; the fields of stat are in 10 ms
		text, _, _ := strings.Cut(string(stat), " ")
		n, _ := strconv.ParseInt(text, 10, 64)
		worked += time.Duration(n)
	}
	return worked
}

// A work is what slices have taken of both sides.
type work struct {
	times
	server durations
}

func (w *work) clock(s *server, do func()) {
	before := s.processor()
	w.times.clock(do)
	w.server = append(w.server, s.processor()-before)
}

// report says what a record takes of the processors of both sides, as medians.
func (w *work) report(b *testing.B, name string, records int) {
	each := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e3 / float64(records) }
	b.ReportMetric(each(w.cpu.median()), name+"-client-us")
	b.ReportMetric(each(w.server.median()), name+"-server-us")
}

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
	here := serverOf(b, connect)
	var copied work
	took := make([]work, len(ways))
	next := 0
	plain := func(list []records.NewRecord) {
		for i := range each {
			first := next + i*size
			_, err := conn.CopyFrom(ctx, pgx.Identifier{"record"}, columns, pgx.CopyFromSlice(size, func(k int) ([]any, error) {
				d := &list[i*size+k]
				return []any{first + k, d.ID, d.Kind, someone.ID, d.Marking.Level, d.Class, 0, 1_700_000_000_000_000_000 + first + k, d.Content}, nil
			}))
			must(b, err)
		}
	}
	for turn := 0; b.Loop(); turn++ {
		for w := range len(ways) + 1 { // each begins as often as the others: what came before warms or cools
			w = (turn + w) % (len(ways) + 1)
			list := drafts(next, each*size)
			if w == len(ways) {
				copied.clock(here, func() { plain(list) })
				continue
			}
			took[w].clock(here, func() {
				for batch := range slices.Chunk(list, size) {
					_, err := ways[w].archive.SaveAll(ctx, someone, batch)
					must(b, err)
				}
			})
		}
		next += each * size
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(perSecond(each*size, copied.wall.median()), "copy/s")
	copied.report(b, "copy", each*size)
	for w, way := range ways {
		took[w].report(b, way.name, each*size)
		b.ReportMetric(perSecond(each*size, took[w].wall.median()), way.name+"/s")
		b.ReportMetric(ratio(took[w].wall.median(), copied.wall.median()), "x-"+way.name)
		b.ReportMetric(ratio(took[w].wall.at(0), copied.wall.at(0)), "best-x-"+way.name)
		b.ReportMetric(ratio(took[w].server.median(), copied.server.median()), "server-x-"+way.name)
	}
}

// BenchmarkPostgresWriters is BenchmarkWriters on PostgreSQL.
func BenchmarkPostgresWriters(b *testing.B) {
	connect := startPostgres(b)
	writersOn(b, serverOf(b, connect), newPostgres(b, connect, "together", records.Options{}), newPostgres(b, connect, "apart", records.Options{}))
}
