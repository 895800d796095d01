package postgres

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"hash"
	"io"

	"github.com/iso28000/iso28000/records"
)

// A backup begins with backupMagic, whose last number is the version of the form. What follows
// is in parts, each behind its length in 4 bytes, the highest first: the manifest, then of each
// table what COPY says of it and an empty part. At the end stands the SHA-256 of all before.
const backupMagic = "iso28000 postgres backup 1\n"

// maxPart bounds what is read into memory at once.
const maxPart = 1 << 20

// A manifest says what is in a backup.
type manifest struct {
	Version int64          `json:"version"` // of the tables
	Heads   []records.Head `json:"heads"`
	Tables  []copiedTable  `json:"tables"`
}

// A copiedTable is a table and its columns, in the order in which they are copied.
type copiedTable struct {
	Name    string `json:"name"`
	Columns string `json:"columns"`
}

// copiedTables are those of this version, apart from the heads, which the manifest has.
func copiedTables() []copiedTable {
	return []copiedTable{
		{"record", entryColumns + ", tombstone"},
		{"entity", "kind, id, seq, version"},
		{"record_index", cellColumns},
		{"tile", "log, level, place, hashes"},
		{"checkpoint", "log, size, note"},
	}
}

// Backup writes one state of the tables, while others read and commit. [Store.Restore] reads
// it, with this version or a newer one; a role that reads is enough. For a copy of the whole
// server, and to go back to a moment in between, archive its WAL (pg_basebackup).
func (s *Store) Backup(ctx context.Context, w io.Writer) ([]records.Head, error) {
	if err := s.enter(ctx); err != nil {
		return nil, err
	}
	defer s.running.Done()
	var heads []records.Head
	err := s.read(ctx, func(snap *snapshot) error {
		heads = snap.heads
		return snap.backup(ctx, w)
	})
	if err != nil {
		return nil, err
	}
	return heads, nil
}

func (s *snapshot) backup(ctx context.Context, w io.Writer) error {
	var version int64
	if err := s.c.QueryRow(ctx, "SELECT version FROM store").Scan(&version); err != nil {
		return failed(ctx, err)
	}
	if _, err := s.c.Exec(ctx, "SET LOCAL statement_timeout = 0"); err != nil {
		return failed(ctx, err)
	}
	out := &parts{w: bufio.NewWriterSize(w, 1<<16), sum: sha256.New()}
	out.raw([]byte(backupMagic))
	m := manifest{version, s.heads, copiedTables()}
	data, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if _, err := out.Write(data); err != nil {
		return err
	}
	for _, t := range m.Tables {
		if _, err := s.c.PgConn().CopyTo(ctx, out, "COPY "+t.Name+" ("+t.Columns+") TO STDOUT (FORMAT binary)"); err != nil {
			if out.err != nil {
				return out.err
			}
			return failed(ctx, err)
		}
		out.raw([]byte{0, 0, 0, 0})
	}
	out.raw(out.sum.Sum(nil))
	if out.err == nil {
		out.err = out.w.Flush()
	}
	return out.err
}

// parts writes what it is given in parts.
type parts struct {
	w   *bufio.Writer
	sum hash.Hash
	err error
}

func (p *parts) raw(b []byte) {
	p.sum.Write(b)
	if p.err == nil {
		_, p.err = p.w.Write(b)
	}
}

func (p *parts) Write(b []byte) (int, error) {
	for rest := b; len(rest) > 0; {
		n := min(len(rest), maxPart)
		p.raw(binary.BigEndian.AppendUint32(nil, uint32(n)))
		p.raw(rest[:n])
		rest = rest[n:]
	}
	if p.err != nil {
		return 0, p.err
	}
	return len(b), nil
}
