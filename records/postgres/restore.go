package postgres

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/iso28000/iso28000/records"
)

// Restore fills an empty store from what Backup has written, in one transaction: all of it, or
// nothing. Others that commit meanwhile wait, and then find that the heads have moved. The role
// that writes is enough.
func (s *Store) Restore(ctx context.Context, r io.Reader) ([]records.Head, error) {
	if err := s.enter(ctx); err != nil {
		return nil, err
	}
	defer s.running.Done()
	if s.options.ReadOnly {
		return nil, ErrReadOnly
	}
	c, err := s.writing.Acquire(ctx)
	if err != nil {
		return nil, failed(ctx, err)
	}
	defer c.Release()
	defer rollback(ctx, c.Conn())
	in := restoring{ctx: ctx, conn: c.Conn(), r: bufio.NewReaderSize(r, 1<<16), sum: sha256.New()}
	if err := in.begin(); err != nil {
		return nil, err
	}
	if err := in.manifest(); err != nil {
		return nil, err
	}
	if err := in.fill(); err != nil {
		return nil, err
	}
	a := adding{ctx: ctx, conn: c.Conn()}
	a.put(committing, "COMMIT")
	if err := a.send(); a.doubtful(err) {
		err = fmt.Errorf("%w: %w", records.ErrInDoubt, a.reason(err))
		_ = c.Conn().Close(context.WithoutCancel(ctx))
		return nil, err
	} else if err != nil {
		return nil, failed(ctx, err)
	}
	return in.said.Heads, nil
}

// restoring is a backup on its way into the tables. It is read as what COPY takes, and notes
// what is wrong with it.
type restoring struct {
	ctx  context.Context
	conn *pgx.Conn
	r    *bufio.Reader
	sum  hash.Hash
	said manifest

	left  uint32 // bytes of the part that is being read
	ended bool   // whether the empty part was read that ends a table
	err   error
}

func spoilt(why string, args ...any) error {
	return fmt.Errorf("%w: the backup %s", records.ErrDamaged, fmt.Sprintf(why, args...))
}

// begin begins the transaction, and holds the heads of an empty store.
func (in *restoring) begin() error {
	for _, sql := range []string{"BEGIN ISOLATION LEVEL READ COMMITTED", "SET LOCAL statement_timeout = 0"} {
		if _, err := in.conn.Exec(in.ctx, sql); err != nil {
			return failed(in.ctx, err)
		}
	}
	return query(in.ctx, in.conn, "SELECT size FROM head ORDER BY log FOR UPDATE", nil, func(values [][]byte) (bool, error) {
		r := row{values: values}
		if r.integer() > 0 {
			return false, records.ErrNotEmpty
		}
		return true, nil
	})
}

// read fills b from the backup.
func (in *restoring) read(b []byte) error {
	if err := in.ctx.Err(); err != nil {
		return err
	}
	if _, err := io.ReadFull(in.r, b); errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return spoilt("is cut off, or is none")
	} else if err != nil {
		return err
	}
	in.sum.Write(b)
	return nil
}

// length reads how long the next part is.
func (in *restoring) length() (uint32, error) {
	var b [4]byte
	if err := in.read(b[:]); err != nil {
		return 0, err
	}
	n := binary.BigEndian.Uint32(b[:])
	if n > maxPart {
		return 0, spoilt("has a part of %d bytes, more than %d", n, maxPart)
	}
	return n, nil
}

// manifest reads what the backup says of itself.
func (in *restoring) manifest() error {
	magic := make([]byte, len(backupMagic))
	if err := in.read(magic); err != nil {
		return err
	}
	if string(magic) != backupMagic {
		return spoilt("does not begin as one does")
	}
	n, err := in.length()
	if err != nil {
		return err
	}
	data := make([]byte, n)
	if err := in.read(data); err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&in.said); err != nil {
		return spoilt("does not say what is in it: %v", err)
	}
	var version int64
	if err := in.conn.QueryRow(in.ctx, "SELECT version FROM store").Scan(&version); err != nil {
		return failed(in.ctx, err)
	}
	if in.said.Version > version {
		return fmt.Errorf("%w: the backup has version %d of the tables, and these are of version %d: migrate them first", records.ErrForeign, in.said.Version, version)
	}
	if bothHeads(in.said.Heads) != nil || !slices.Equal(in.said.Tables, copiedTables()) {
		return spoilt("does not hold the tables of a store")
	}
	return nil
}

// Read gives the bytes of a table to COPY.
func (in *restoring) Read(b []byte) (n int, err error) {
	switch {
	case in.err != nil:
		return 0, in.err
	case in.ended:
		return 0, io.EOF
	case in.left == 0:
		if in.left, in.err = in.length(); in.err != nil {
			return 0, in.err
		}
		if in.left == 0 {
			in.ended = true
			return 0, io.EOF
		}
	}
	n = min(len(b), int(in.left))
	if in.err = in.read(b[:n]); in.err != nil {
		return 0, in.err
	}
	in.left -= uint32(n)
	return n, nil
}

// elsewhere are the classes of errors that do not come from what is copied: of the transaction,
// of room, of locks, of the operator, of the system.
var elsewhere = []string{"25", "40", "53", "55", "57", "58"}

// refused reports whether an error of the server is about what was copied. A value that is too
// short for its type is a breach of protocol to it, as what a broken connection brings would be.
func (in *restoring) refused(err error) bool {
	code := codeOf(err)
	if code == stateProtocol {
		return !in.conn.IsClosed()
	}
	return !lost(err) && !slices.Contains(elsewhere, code[:2]) && code != stateDenied
}

// fill copies the tables, checks the hash, and moves the heads to where the entries end.
func (in *restoring) fill() error {
	for _, t := range in.said.Tables {
		in.ended = false
		_, err := in.conn.PgConn().CopyFrom(in.ctx, in, "COPY "+t.Name+" ("+t.Columns+") FROM STDIN (FORMAT binary)")
		switch {
		case in.err != nil:
			return in.err
		case err != nil && in.refused(err):
			return spoilt("holds what does not fit into the table %s: %v", t.Name, err)
		case err != nil:
			return failed(in.ctx, err)
		case !in.ended:
			return spoilt("holds more than the table %s", t.Name)
		}
	}
	sum, end := in.sum.Sum(nil), make([]byte, sha256.Size)
	if err := in.read(end); err != nil {
		return err
	}
	if !bytes.Equal(end, sum) {
		return spoilt("does not have the hash that it ends with: it was altered")
	}
	if _, err := in.r.ReadByte(); !errors.Is(err, io.EOF) {
		return spoilt("goes on after its end")
	}
	for _, h := range in.said.Heads {
		if err := in.whole(h); err != nil {
			return err
		}
	}
	return nil
}

// whole refuses a log that does not end where its head says, and sets the head.
func (in *restoring) whole(h records.Head) error {
	var n, last int64
	if err := in.conn.QueryRow(in.ctx, "SELECT count(*), coalesce(max(seq), -1) FROM record WHERE log = $1", int16(h.Log)).Scan(&n, &last); err != nil {
		return failed(in.ctx, err)
	}
	if n != h.Size || last != h.Size-1 || h.Epoch < 1 {
		return spoilt("has %d entries of the log %s, and its head says %d", n, h.Log, h.Size)
	}
	_, err := in.conn.Exec(in.ctx, "UPDATE head SET epoch = $1, size = $2, root = $3 WHERE log = $4", h.Epoch, h.Size, h.Root[:], int16(h.Log))
	return failed(in.ctx, err)
}
