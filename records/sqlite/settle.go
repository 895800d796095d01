package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/iso28000/iso28000/records"
)

// A COMMIT whose sync failed has its frames in the WAL: in the memory of the operating system,
// perhaps on the disk. The index of the WAL, which this process and others read by, does not
// know of them; whoever reads the WAL from its beginning, after a crash, takes them for stored.
// So nothing is answered until that is decided for good. What decides it is a commit that is
// synced: its frame lies over the first of theirs, and each frame has a checksum of all before
// it, so that the rest is cut off. Where another process has committed in between, or has begun
// the WAL anew, that has happened already, and does no harm once more.
//
// What the operating system has kept in memory after a failed sync, it may never write again,
// and say of a later sync that all is well. Who reads the WAL after a crash may find commits
// there that are nowhere else, so a settlement writes anew what is in the WAL.

// settled returns nil if there is no commit in doubt, and else decides what became of it. As
// long as the disk does not take that, it is records.ErrInDoubt, whatever is asked.
func (s *Store) settled(ctx context.Context) error {
	if !s.doubtful.Load() {
		return nil
	}
	c, err := s.takeWriter(ctx)
	if err == nil {
		broken := true // which a panic leaves it
		defer func() { s.giveWriter(!broken) }()
		_, err, broken = s.settle(ctx, c)
	}
	if err == nil || ctx.Err() != nil {
		return err
	}
	return fmt.Errorf("%w: the disk has failed at a commit, and does not take what would decide it: "+
		"nothing is answered until it does, which is tried anew each time: see to the disk (%w)", records.ErrInDoubt, err)
}

// settle writes over what may be in the WAL behind the last commit, syncs, and returns how many
// bytes the WAL had before. It is called by who has taken the writer.
func (s *Store) settle(ctx context.Context, c *conn) (wal int64, err error, broken bool) {
	err, broken = c.within(ctx, "BEGIN IMMEDIATE", func() error {
		// Nobody else writes to the WAL now, and who copies it into the file only reads it.
		path, err := c.text(ctx, "SELECT file FROM pragma_database_list WHERE name = 'main'") // without symbolic links
		if err != nil {
			return err
		}
		if wal, err = rewrite(s.engine.file, path+"-wal"); err != nil {
			return err
		}
		version, err := c.integer(ctx, "PRAGMA user_version")
		if err != nil {
			return err
		}
		// The same again, which is written all the same: one page, the first, as a commit of its own.
		return c.run(ctx, fmt.Sprintf("PRAGMA user_version = %d", version))
	})
	if err == nil {
		s.doubtful.Store(false)
	}
	return wal, err, broken
}

// A file is what is written to past SQLite.
type file interface {
	io.ReaderAt
	io.WriterAt
	Sync() error
	Close() error
}

// rewrite writes what is in a file once more, and syncs it. A file that is not there has nothing.
func rewrite(open func(path string) (file, error), path string) (size int64, err error) {
	f, err := open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	} else if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	b := make([]byte, 1<<18)
	for {
		n, err := f.ReadAt(b, size)
		if err != nil && !errors.Is(err, io.EOF) {
			return size, err
		}
		end := err != nil
		if n > 0 {
			if _, err := f.WriteAt(b[:n], size); err != nil {
				return size, err
			}
			size += int64(n)
		}
		if end {
			break
		}
	}
	if size == 0 {
		return 0, nil
	}
	return size, f.Sync()
}
