package records_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	_ "modernc.org/sqlite"

	"github.com/iso28000/iso28000/records"
)

// A plain table is what a program without a log would write to: through database/sql and the
// driver that the store uses, one prepared statement, WAL and synchronous=FULL as the store has.
type plain struct {
	db     *sql.DB
	insert *sql.Stmt
	many   *sql.Stmt // of 50 rows
	next   int
}

// keyed is the table that the log is compared with: what an application needs that keeps
// records and finds them by id, with the columns of ours.
const keyed = `CREATE TABLE record (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, actor TEXT NOT NULL,
	level INTEGER NOT NULL, class TEXT NOT NULL, due INTEGER NOT NULL, at INTEGER NOT NULL, data BLOB)`

// bare has no unique id, by which nothing can be found and nothing is refused that is there.
const bare = `CREATE TABLE record (seq INTEGER PRIMARY KEY, id TEXT, kind TEXT, actor TEXT, level INTEGER, class TEXT, due INTEGER, at INTEGER, data BLOB)`

// listed can also list the records of one kind, as an archive can.
const listed = keyed + "; CREATE INDEX record_kind ON record (kind, id)"

const plainInsert = "INSERT INTO record (seq, id, kind, actor, level, class, due, at, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"

const manyRows = 50

func newPlain(b *testing.B, table string) *plain {
	db, err := sql.Open("sqlite", filepath.Join(b.TempDir(), "plain.db")+"?_pragma=journal_mode(wal)&_pragma=synchronous(full)&_txlock=immediate")
	must(b, err)
	b.Cleanup(func() { must(b, db.Close()) })
	db.SetMaxOpenConns(1)
	_, err = db.Exec(table)
	must(b, err)
	p := &plain{db: db}
	p.insert, err = db.Prepare(plainInsert)
	must(b, err)
	query := plainInsert
	for range manyRows - 1 {
		query += ", (?, ?, ?, ?, ?, ?, ?, ?, ?)"
	}
	p.many, err = db.Prepare(query)
	must(b, err)
	return p
}

func (p *plain) row(args []any) []any {
	p.next++
	return append(args, p.next, identify(p.next), "inspection", "harbour master", 0, "five years", 0, 1_700_000_000_000_000_000+p.next, body)
}

// one writes a record in a transaction of its own, as programs do.
func (p *plain) one(b *testing.B) {
	_, err := p.insert.Exec(p.row(nil)...)
	must(b, err)
}

// batch writes records in one transaction, a statement each.
func (p *plain) batch(b *testing.B, count int) {
	tx, err := p.db.Begin()
	must(b, err)
	insert := tx.Stmt(p.insert)
	for range count {
		_, err := insert.Exec(p.row(nil)...)
		must(b, err)
	}
	must(b, tx.Commit())
}

// write writes so many batches of that size.
func (p *plain) write(b *testing.B, batches, size int) {
	for range batches {
		if size == 1 {
			p.one(b)
		} else {
			p.batch(b, size)
		}
	}
}

// rows writes records in one transaction, 50 with a statement.
func (p *plain) rows(b *testing.B, count int) {
	tx, err := p.db.Begin()
	must(b, err)
	insert := tx.Stmt(p.many)
	for range count / manyRows {
		var args []any
		for range manyRows {
			args = p.row(args)
		}
		_, err := insert.Exec(args...)
		must(b, err)
	}
	must(b, tx.Commit())
}

// BenchmarkAppend writes records of 600 bytes, 500 at once and one by one: to a plain table, and
// to an archive in four ways. Each turn writes as many records in each way.
func BenchmarkAppend(b *testing.B) {
	for _, size := range []int{500, 1} {
		b.Run(fmt.Sprint("batch=", size), func(b *testing.B) { appendTo(b, size) })
	}
}

func appendTo(b *testing.B, size int) {
	signer, _ := key(b)
	table, noID, by50, byKind := newPlain(b, keyed), newPlain(b, bare), newPlain(b, keyed), newPlain(b, listed)
	seal := newSealer()
	ways := []struct {
		name    string
		archive *records.Archive
	}{
		{"log", newArchive(b, records.Options{})},
		{"sealed", newArchive(b, records.Options{Sealer: seal})},
		{"signed", newArchive(b, records.Options{Signer: signer})},
		{"sealed+signed", newArchive(b, records.Options{Sealer: seal, Signer: signer})},
	}
	took := make([]times, len(ways))
	var plainly, without, manyAtOnce, byKindToo times
	next := 0
	each := 1 // calls in a turn
	if size == 1 {
		each = 25
	}
	for b.Loop() {
		plainly.clock(func() { table.write(b, each, size) })
		without.clock(func() { noID.write(b, each, size) })
		byKindToo.clock(func() { byKind.write(b, each, size) })
		if size > 1 {
			manyAtOnce.clock(func() { by50.rows(b, size) })
		}
		for w, way := range ways {
			list := drafts(next, each*size)
			took[w].clock(func() {
				for i := range each {
					_, err := way.archive.SaveAll(b.Context(), someone, list[i*size:(i+1)*size])
					must(b, err)
				}
			})
		}
		next += each * size
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(perSecond(each*size, plainly.wall.median()), "plain/s")
	b.ReportMetric(ratio(without.wall.median(), plainly.wall.median()), "x-plain-without-unique-id")
	b.ReportMetric(ratio(byKindToo.wall.median(), plainly.wall.median()), "x-plain-listed-by-kind")
	b.ReportMetric(ratio(byKindToo.cpu.median(), plainly.cpu.median()), "cpu-x-plain-listed-by-kind")
	if size > 1 {
		b.ReportMetric(ratio(manyAtOnce.wall.median(), plainly.wall.median()), "x-plain-50-rows-a-statement")
	}
	for w, way := range ways {
		b.ReportMetric(perSecond(each*size, took[w].wall.median()), way.name+"/s")
		b.ReportMetric(ratio(took[w].wall.median(), plainly.wall.median()), "x-"+way.name)
		b.ReportMetric(ratio(took[w].wall.at(0), plainly.wall.at(0)), "best-x-"+way.name)
		b.ReportMetric(ratio(took[w].cpu.median(), plainly.cpu.median()), "cpu-x-"+way.name)
	}
}
