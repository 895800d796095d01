package records_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
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

// row adds what a record has in each column.
func (p *plain) row(args []any, d *records.NewRecord) []any {
	p.next++
	return append(args, p.next, d.ID, d.Kind, someone.ID, d.Marking.Level, d.Class, 0, 1_700_000_000_000_000_000+p.next, d.Content)
}

// write writes batches of that size, each in one transaction, with a statement for each record.
// A record alone has its transaction from the statement, as programs do it.
func (p *plain) write(b *testing.B, list []records.NewRecord, size int) {
	if size == 1 {
		for i := range list {
			_, err := p.insert.Exec(p.row(nil, &list[i])...)
			must(b, err)
		}
		return
	}
	for batch := range slices.Chunk(list, size) {
		tx, err := p.db.Begin()
		must(b, err)
		insert := tx.Stmt(p.insert)
		for i := range batch {
			_, err := insert.Exec(p.row(nil, &batch[i])...)
			must(b, err)
		}
		must(b, tx.Commit())
	}
}

// rows writes records in one transaction, 50 with a statement.
func (p *plain) rows(b *testing.B, list []records.NewRecord) {
	tx, err := p.db.Begin()
	must(b, err)
	insert := tx.Stmt(p.many)
	for part := range slices.Chunk(list, manyRows) {
		var args []any
		for i := range part {
			args = p.row(args, &part[i])
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
	seal := newSealer()
	type way struct {
		name  string
		write func(list []records.NewRecord)
		took  times
	}
	table := func(name, sql string) *way {
		p := newPlain(b, sql)
		return &way{name: name, write: func(list []records.NewRecord) { p.write(b, list, size) }}
	}
	archive := func(name string, options records.Options) *way {
		a := newArchive(b, options)
		return &way{name: name, write: func(list []records.NewRecord) {
			for batch := range slices.Chunk(list, size) {
				_, err := a.SaveAll(b.Context(), someone, batch)
				must(b, err)
			}
		}}
	}
	plain := table("plain", keyed)
	ways := []*way{
		plain,
		archive("log", records.Options{}),
		archive("sealed", records.Options{Sealer: seal}),
		archive("signed", records.Options{Signer: signer}),
		archive("sealed+signed", records.Options{Sealer: seal, Signer: signer}),
		table("plain-without-unique-id", bare),
		table("plain-listed-by-kind", listed),
	}
	if size > 1 {
		p := newPlain(b, keyed)
		ways = append(ways, &way{name: "plain-50-rows-a-statement", write: func(list []records.NewRecord) { p.rows(b, list) }})
	}
	next, each := 0, size // in a turn
	if size == 1 {
		each = 25
	}
	for turn := 0; b.Loop(); turn++ {
		for w := range ways { // each begins as often as the others: what came before warms or cools
			way := ways[(turn+w)%len(ways)]
			list := drafts(next, each)
			way.took.clock(func() { way.write(list) })
		}
		next += each
	}
	b.ReportMetric(0, "ns/op")
	for _, way := range ways {
		b.ReportMetric(perSecond(each, way.took.wall.median()), way.name+"/s")
		if way != plain {
			b.ReportMetric(ratio(way.took.wall.median(), plain.took.wall.median()), "x-"+way.name)
			b.ReportMetric(ratio(way.took.wall.at(0), plain.took.wall.at(0)), "best-x-"+way.name)
			b.ReportMetric(ratio(way.took.cpu.median(), plain.took.cpu.median()), "cpu-x-"+way.name)
		}
	}
}
