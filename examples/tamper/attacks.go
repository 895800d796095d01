package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/sqlite"
	"golang.org/x/mod/sumdb/note"
)

// An attack is something that is done to a copy of the file.
type attack struct {
	title string
	how   string
	do    func(ctx context.Context, f *firm, file string) error
}

// Which records are attacked: an incident, and what an auditor has found.
const (
	theIncident = "kind = 'incident' AND entity = 'IN-2026-02'"
	theFinding  = "kind = 'audit finding' AND entity = 'AF-2025-2'"
)

func attacks() []attack {
	return []attack{
		{"Nobody does anything", "", func(context.Context, *firm, string) error { return nil }},
		{"A record is edited", "the load that is gone becomes one that is safe: an UPDATE of one field", statements(
			"DROP TRIGGER record_erased",
			"UPDATE record SET data = CAST(replace(data, 'its load is gone', 'its load is safe') AS BLOB) WHERE version = 2 AND "+theIncident)},
		{"A record is deleted", "what the auditor found at the gates was never found: a DELETE, also from what it is found by", statements(
			"DROP TRIGGER record_stays",
			"DELETE FROM record WHERE "+theFinding,
			"DELETE FROM entity WHERE kind = 'audit finding' AND id = 'AF-2025-2'")},
		{"Two records change places", "so that the one seems to have been known before the other: their numbers are swapped", statements(
			"DROP TRIGGER record_unchanged",
			"UPDATE record SET seq = 1000000 WHERE seq = 200",
			"UPDATE record SET seq = 200 WHERE seq = 201",
			"UPDATE record SET seq = 201 WHERE seq = 1000000",
		)},
		{"An older copy is put in place", "the backup of 31 March, genuine to the last byte: what came after was never there", func(_ context.Context, f *firm, file string) error {
			return duplicate(f.before, file)
		}},
		{"All of it is written anew", "by the administrator, with the signing key: the same log, in which nothing was taken", func(ctx context.Context, f *firm, file string) error {
			return errors.Join(os.Remove(file), f.write(ctx, file, true))
		}},
	}
}

// statements are run on the file by whoever can open it.
func statements(list ...string) func(context.Context, *firm, string) error {
	return func(ctx context.Context, _ *firm, file string) error {
		return withSQLite(file, func(db *sql.DB) error {
			for _, s := range list {
				result, err := db.ExecContext(ctx, s)
				if err != nil {
					return fmt.Errorf("%s: %w", s, err)
				}
				if n, err := result.RowsAffected(); err != nil || n == 0 && s[0] != 'D' {
					return fmt.Errorf("%s: changes nothing", s)
				}
			}
			return nil
		})
	}
}

func withSQLite(file string, fn func(*sql.DB) error) error {
	db, err := sql.Open("sqlite", file)
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	return errors.Join(fn(db), db.Close())
}

func duplicate(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o600)
}

// A result is what each of three says of a file.
type result struct {
	sqlite         string
	alone, outside *records.AuditReport
}

// try attacks a copy of the file, and asks what each finds.
func (f *firm) try(ctx context.Context, number int, a attack) (*result, error) {
	file := filepath.Join(f.dir, fmt.Sprintf("copy-%d.db", number))
	if err := duplicate(f.file, file); err != nil {
		return nil, err
	}
	if err := a.do(ctx, f, file); err != nil {
		return nil, err
	}
	r := &result{}
	err := withSQLite(file, func(db *sql.DB) error { return db.QueryRowContext(ctx, "PRAGMA integrity_check").Scan(&r.sqlite) })
	if err != nil {
		return nil, err
	}
	store, err := sqlite.Open(ctx, file, sqlite.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer store.Close()
	auditor := records.Auditor{Name: archiveName, Verifiers: []note.Verifier{f.verifier}}
	if r.alone, err = auditor.Full(ctx, store); err != nil {
		return nil, err
	}
	auditor.Trusted = []records.Checkpoint{f.witnessed}
	r.outside, err = auditor.Full(ctx, store)
	return r, err
}
