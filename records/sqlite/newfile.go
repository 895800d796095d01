package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/internal/migrations"
)

// A process that is killed after a sync has failed leaves to the next one what is in the memory
// of the operating system and perhaps never on the disk. Of a WAL that can be written anew; a file
// that lacks its beginning on the disk takes the WAL down with it. So a new file is made under
// another name, and gets its own when all of it is on the disk: whoever finds it can build on it.

// A folder is where files get and lose their names.
type folder interface {
	// real follows symbolic links, also to where nothing is yet.
	real(path string) (string, error)
	// look returns nil for a file, fs.ErrNotExist where there is nothing, and else what is wrong.
	look(path string) error
	// temp makes an empty file beside that path, which nobody else uses or may read.
	temp(path string) (string, error)
	// name gives a file one more name, or another, unless that is taken.
	name(from, to string) error
	remove(path string) error
	// sync brings to the disk which names there are beside that path.
	sync(path string) error
}

// make makes the file, unless there is one.
func (s *Store) make(ctx context.Context, list []migrations.Step) error {
	path, err := s.engine.folder.real(s.path)
	if err != nil {
		return err
	}
	if err := s.engine.folder.look(path); !errors.Is(err, fs.ErrNotExist) || s.options.ReadOnly {
		return err
	}
	temp, err := s.engine.folder.temp(path)
	if err != nil {
		return fmt.Errorf("the file cannot be made: %w", err)
	}
	defer func() {
		for _, end := range []string{"", "-wal", "-shm", "-journal"} {
			_ = s.engine.folder.remove(temp + end) // before anybody opens it: SQLite is not made for a file of two names
		}
	}()
	// What is left of a file that was taken away would be taken for part of the new one. SQLite
	// removes it where the file is empty, and is the one who knows when it may.
	if !s.remains(path) {
		if err := s.whole(ctx, temp, list); err != nil {
			return err
		}
	}
	// Where it does not get the name, another process was faster; or there are no links to files,
	// which each file system says in its own way: then SQLite makes the file in its place, with
	// the permissions that are usual there, or says what is wrong.
	_ = s.engine.folder.name(temp, path)
	return nil
}

// remains reports whether there is what SQLite keeps beside a file.
func (s *Store) remains(path string) bool {
	return s.engine.folder.look(path+"-wal") == nil || s.engine.folder.look(path+"-journal") == nil
}

// whole makes the tables in an empty file that nobody else uses, and brings it to the disk.
func (s *Store) whole(ctx context.Context, path string, list []migrations.Step) error {
	raw, err := s.engine.connect(ctx, path)
	c := newConn(raw, s.engine.code)
	if err != nil {
		return s.unopened(c.failed(ctx, err))
	}
	err = c.safe(ctx, s.options.Wait, s.engine.pragmas)
	if err == nil {
		err = c.pragmas(ctx, []string{"journal_mode = MEMORY", "synchronous = OFF"}) // it is whole or of no use
	}
	if err == nil {
		err = c.migrate(ctx, list)
	}
	if err == nil {
		err = c.durable(ctx)
	}
	if err = errors.Join(err, c.close()); err != nil {
		return err
	}
	if s.remains(path) {
		return errors.New("the new file has parts beside it that SQLite should have brought into it")
	}
	if _, err := rewrite(s.engine.file, path); err != nil {
		return fmt.Errorf("the new file has to be brought to the disk: %w", err)
	}
	return nil
}

// stays brings the name of the file to the disk: whoever gave it may have ended before.
func (s *Store) stays() error {
	if s.options.ReadOnly {
		return nil
	}
	path, err := s.engine.folder.real(s.path)
	if err == nil {
		err = s.engine.folder.sync(path)
	}
	if err != nil {
		return fmt.Errorf("the name of the file has to be brought to the disk: %w", err)
	}
	return nil
}

// osFolder is one of the operating system.
type osFolder struct{}

func (osFolder) real(path string) (string, error) {
	for range 40 {
		to, err := os.Readlink(path)
		if err != nil {
			return path, nil // no link, or nothing, or what look says
		}
		if !filepath.IsAbs(to) {
			dir, err := filepath.EvalSymlinks(filepath.Dir(path))
			if err != nil {
				return "", err
			}
			to = filepath.Join(dir, to)
		}
		path = to
	}
	return "", errors.New("it is a symbolic link that leads in a circle")
}

func (osFolder) look(path string) error {
	switch info, err := os.Stat(path); {
	case err != nil:
		return err
	case info.IsDir():
		return errors.New("it is a folder: name a file in it")
	case !info.Mode().IsRegular():
		return fmt.Errorf("%w: it is no file", records.ErrForeign)
	}
	return nil
}

func (osFolder) temp(path string) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+"-new-*")
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// name links: a new name does not take the place of a file that has it, as renaming does.
func (osFolder) name(from, to string) error { return os.Link(from, to) }

func (osFolder) remove(path string) error { return os.Remove(path) }

// sync does what it can: not everywhere can a folder be opened or synced.
func (osFolder) sync(path string) error {
	f, err := os.Open(filepath.Dir(path))
	if errors.Is(err, fs.ErrPermission) {
		return nil
	} else if err != nil {
		return err
	}
	defer f.Close()
	err = f.Sync()
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EINVAL) {
		return nil
	}
	return err
}
