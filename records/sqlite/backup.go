package sqlite

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/internal/migrations"
)

// A backup is an SQLite file, which can be opened as a store, followed by backupMark and the
// SHA-256 of all before: SQLite does not look beyond the pages that the file has.
const backupMark = "\niso28000 backup\n"

const trailer = len(backupMark) + sha256.Size

// Backup writes a copy of one state of the file, while others read and commit. What was written
// is a store of its own: kept in a file, [Open] opens it. It takes as much room in
// [Options].TempDir while it runs.
func (s *Store) Backup(ctx context.Context, w io.Writer) ([]records.Head, error) {
	if err := s.enter(ctx); err != nil {
		return nil, err
	}
	defer s.running.Done()
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	var heads []records.Head
	err := s.withTemp(func(path string) (err error) {
		if err := s.copyTo(ctx, path); err != nil {
			return err
		}
		if heads, err = s.headsOf(ctx, path); err != nil {
			return err
		}
		return stream(ctx, path, w)
	})
	if err != nil {
		return nil, err
	}
	return heads, nil
}

// withTemp calls fn with the path of a file that is not there, in a folder that nobody else
// can look into and that is taken away afterwards.
func (s *Store) withTemp(fn func(path string) error) (err error) {
	dir, err := os.MkdirTemp(s.options.TempDir, ".iso28000-*")
	if err != nil {
		return fmt.Errorf("a copy has to be put somewhere: %w", err)
	}
	defer func() {
		if gone := os.RemoveAll(dir); err == nil && gone != nil {
			err = gone
		}
	}()
	return fn(filepath.Join(dir, "copy.db"))
}

// copyTo copies one state of the file, on a connection of its own: those of the pool refuse to
// write, even elsewhere.
func (s *Store) copyTo(ctx context.Context, path string) error {
	if s.engine.single {
		c, err := s.takeWriter(ctx)
		if err != nil {
			return err
		}
		_, err = c.exec(ctx, "VACUUM INTO ?", path)
		s.giveWriter(true)
		return err
	}
	c, err := s.another(ctx)
	if err != nil {
		return err
	}
	defer c.close()
	_, err = c.exec(ctx, "VACUUM INTO ?", path)
	return err
}

// copyOf opens a copy.
func (s *Store) copyOf(ctx context.Context, path string) (*conn, error) {
	e := usual()
	raw, err := e.connect(ctx, path)
	c := newConn(raw, e.code)
	if err != nil {
		return nil, c.failed(ctx, err)
	}
	if err := c.safe(ctx, s.options.Wait, nil); err != nil {
		c.close()
		return nil, err
	}
	return c, nil
}

func (s *Store) headsOf(ctx context.Context, path string) ([]records.Head, error) {
	c, err := s.copyOf(ctx, path)
	if err != nil {
		return nil, err
	}
	defer c.close()
	return c.heads(ctx, "main")
}

// stream writes a copy and its hash.
func stream(ctx context.Context, path string, w io.Writer) error {
	f, err := os.Open(path) // a copy that no connection has open
	if err != nil {
		return err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(w, sum), steady{ctx, f}); err != nil {
		return err
	}
	sum.Write([]byte(backupMark))
	_, err = w.Write(sum.Sum([]byte(backupMark)))
	return err
}

// A steady reader ends with its context.
type steady struct {
	ctx context.Context
	r   io.Reader
}

func (s steady) Read(b []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(b)
}

// Restore fills an empty store from what Backup has written, also what an earlier version of
// this package has.
func (s *Store) Restore(ctx context.Context, r io.Reader) ([]records.Head, error) {
	if err := s.enter(ctx); err != nil {
		return nil, err
	}
	defer s.running.Done()
	if s.options.ReadOnly {
		return nil, ErrReadOnly
	}
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	var heads []records.Head
	err := s.withTemp(func(path string) (err error) {
		if err := receive(steady{ctx, r}, path); err != nil {
			return err
		}
		if err := s.checkCopy(ctx, path); err != nil {
			return err
		}
		heads, err = s.fill(ctx, path)
		return err
	})
	if err != nil {
		return nil, err
	}
	return heads, nil
}

func spoilt(why string) error { return fmt.Errorf("%w: the backup %s", records.ErrDamaged, why) }

// receive writes a stream into a file, without its trailer, and checks the hash in it.
func receive(r io.Reader, path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	last, sum, err := holdBack(f, r)
	switch {
	case err != nil:
		return err
	case len(last) < trailer || !bytes.HasPrefix(last, []byte(backupMark)):
		return spoilt("does not end as one does: it was cut off, or is none")
	}
	sum.Write([]byte(backupMark))
	if !bytes.Equal(sum.Sum(nil), last[len(backupMark):]) {
		return spoilt("does not have the hash that it ends with: it was altered")
	}
	return f.Close()
}

// holdBack copies all but the trailer, and hashes what it copies.
func holdBack(w io.Writer, r io.Reader) (last []byte, sum hash.Hash, err error) {
	sum = sha256.New()
	in := bufio.NewReaderSize(r, 1<<16)
	out := bufio.NewWriterSize(io.MultiWriter(w, sum), 1<<16)
	for {
		part, err := in.Peek(in.Size())
		if errors.Is(err, io.EOF) {
			n := max(0, len(part)-trailer)
			if _, err := out.Write(part[:n]); err != nil {
				return nil, nil, err
			}
			return part[n:], sum, out.Flush()
		}
		if err != nil {
			return nil, nil, err
		}
		n, err := out.Write(part[:len(part)-trailer])
		if err != nil {
			return nil, nil, err
		}
		if _, err := in.Discard(n); err != nil {
			return nil, nil, err
		}
	}
}

// checkCopy refuses a copy that is not whole or not ours, and brings it to this schema.
func (s *Store) checkCopy(ctx context.Context, path string) error {
	list, err := migrations.Read(Migrations)
	if err != nil {
		return err
	}
	c, err := s.copyOf(ctx, path)
	if err != nil {
		return err
	}
	defer c.close()
	newest := list[len(list)-1].Version
	switch version, err := c.known(ctx, newest); {
	case err != nil:
		return err
	case version == 0:
		return spoilt("is empty")
	}
	if result, err := c.text(ctx, "PRAGMA quick_check(1)"); err != nil {
		return err
	} else if result != "ok" {
		return spoilt("is damaged inside: " + result)
	}
	if err := c.migrate(ctx, list); err != nil {
		return err
	}
	want, err := s.engine.schemaOf(ctx, list)
	if err != nil {
		return err
	}
	return c.sameSchema(ctx, want)
}

// fill copies every table, in one transaction that writes to the store's file alone: one that
// writes to two files is not atomic in WAL mode.
func (s *Store) fill(ctx context.Context, path string) (heads []records.Head, err error) {
	c, err := s.takeWriter(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := c.exec(ctx, "ATTACH ? AS copy", uri(path)); err != nil {
		s.giveWriter(true)
		return nil, err
	}
	defer func() {
		_, away := c.exec(context.WithoutCancel(ctx), "DETACH copy")
		s.giveWriter(away == nil)
	}()
	err, _ = c.within(ctx, "BEGIN IMMEDIATE", func() error {
		have, err := c.heads(ctx, "main")
		if err != nil {
			return err
		}
		if have[0].Size > 0 || have[1].Size > 0 {
			return records.ErrNotEmpty
		}
		if heads, err = c.heads(ctx, "copy"); err != nil {
			return err
		}
		for _, table := range []string{"record", "access"} {
			for _, t := range []string{table, table + "_index"} {
				if err := c.run(ctx, "INSERT INTO main."+t+" SELECT * FROM copy."+t); err != nil {
					return err
				}
			}
		}
		for _, t := range []string{"entity", "tile", "checkpoint"} {
			if err := c.run(ctx, "INSERT INTO main."+t+" SELECT * FROM copy."+t); err != nil {
				return err
			}
		}
		for _, h := range heads {
			if err := c.wholeLog(ctx, h); err != nil {
				return err
			}
			if _, err := c.exec(ctx, "UPDATE head SET epoch = ?, size = ?, root = ? WHERE log = ?", h.Epoch, h.Size, h.Root[:], int64(h.Log)); err != nil {
				return err
			}
		}
		return nil
	})
	if last := new(commitError); errors.As(err, &last) {
		err = s.doubt(last.error)
	}
	return heads, err
}

// wholeLog refuses a log that does not end where its head says.
func (c *conn) wholeLog(ctx context.Context, h records.Head) error {
	n, err := c.integer(ctx, "SELECT count(*) FROM "+tableOf(h.Log))
	if err != nil {
		return err
	}
	last, err := c.integer(ctx, "SELECT coalesce(max(seq), -1) FROM "+tableOf(h.Log))
	if err != nil {
		return err
	}
	if n != h.Size || last != h.Size-1 {
		return spoilt(fmt.Sprintf("has %d entries of the log %s, and its head says %d", n, h.Log, h.Size))
	}
	return nil
}
