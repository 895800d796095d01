package sqlite

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/internal/migrations"
	"github.com/iso28000/iso28000/records/storetest"
)

// works commits to a store, and looks at what is in the file and beside it afterwards.
func works(t *testing.T, s *Store, beside ...string) {
	t.Helper()
	m := storetest.NewMaker(1)
	b := m.Plain(3, 100)
	require.NoError(t, s.Commit(t.Context(), b))
	m.Stored(b)
	heads, err := s.Heads(t.Context())
	require.NoError(t, err)
	assert.Equal(t, m.Heads[:], heads)
	result, err := s.writer.text(t.Context(), "PRAGMA integrity_check")
	require.NoError(t, err)
	assert.Equal(t, "ok", result)
	require.NoError(t, s.Close())
	path, err := s.engine.folder.real(s.path)
	require.NoError(t, err)
	assert.Equal(t, append([]string{filepath.Base(path)}, beside...), names(t, filepath.Dir(path)))
}

func names(t *testing.T, folder string) (list []string) {
	t.Helper()
	files, err := os.ReadDir(folder)
	require.NoError(t, err)
	for _, f := range files {
		list = append(list, f.Name())
	}
	return list
}

func permissions(t *testing.T, path string) os.FileMode {
	t.Helper()
	info, err := os.Stat(path)
	require.NoError(t, err)
	return info.Mode().Perm()
}

func TestEmptyFileIsFilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "system.db")
	require.NoError(t, os.WriteFile(path, nil, 0o600))
	require.NoError(t, os.Chmod(path, 0o640))
	before, err := os.Stat(path)
	require.NoError(t, err)
	s, err := Open(t.Context(), path, Options{})
	require.NoError(t, err)
	works(t, s)
	after, err := os.Stat(path)
	require.NoError(t, err)
	assert.True(t, os.SameFile(before, after), "who has it open or has linked it has the one that is used")
	assert.Equal(t, os.FileMode(0o640), permissions(t, path))
}

func TestFileIsMadeWhereALinkLeads(t *testing.T) {
	folder := t.TempDir()
	real := filepath.Join(folder, "data", "archive.db")
	require.NoError(t, os.MkdirAll(filepath.Dir(real), 0o700))
	require.NoError(t, os.Symlink("data", filepath.Join(folder, "volume")))
	require.NoError(t, os.Symlink("../system.db", filepath.Join(folder, "volume", "hop.db")))
	require.NoError(t, os.Symlink(filepath.Join("volume", "archive.db"), filepath.Join(folder, "system.db")))
	s, err := Open(t.Context(), filepath.Join(folder, "volume", "hop.db"), Options{})
	require.NoError(t, err)
	works(t, s, "hop.db")
	assert.Equal(t, os.FileMode(0o600), permissions(t, real))
	assert.Equal(t, []string{"data", "system.db", "volume"}, names(t, folder))

	circle := filepath.Join(folder, "circle.db")
	require.NoError(t, os.Symlink(circle, circle))
	_, err = Open(t.Context(), circle, Options{})
	assert.ErrorContains(t, err, "circle")
	lost := filepath.Join(folder, "lost.db")
	require.NoError(t, os.Symlink(filepath.Join(folder, "none", "system.db"), lost))
	_, err = Open(t.Context(), lost, Options{})
	assert.ErrorIs(t, err, fs.ErrNotExist)
}

// TestRestOfAFileThatIsGoneIsNotTakenForTheNewOnes has a WAL beside a file that is not there.
func TestRestOfAFileThatIsGoneIsNotTakenForTheNewOnes(t *testing.T) {
	path, m := filled(t)
	s, err := Open(t.Context(), path, Options{})
	require.NoError(t, err)
	defer s.Close()
	require.NoError(t, s.Commit(t.Context(), m.Plain(300, 100)))
	wal, err := os.ReadFile(path + "-wal")
	require.NoError(t, err)
	require.Greater(t, len(wal), 10_000)
	next := filepath.Join(t.TempDir(), "system.db")
	require.NoError(t, os.WriteFile(next+"-wal", wal, 0o600))
	second, err := Open(t.Context(), next, Options{})
	require.NoError(t, err)
	works(t, second)
	assert.Equal(t, os.FileMode(0o600), permissions(t, next))
}

// TestEmptyStoreIsOnTheDiskBeforeItIsBuiltOn has somebody keep the tables from being brought
// from the WAL into the file, in which there is nothing else.
func TestEmptyStoreIsOnTheDiskBeforeItIsBuiltOn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "system.db")
	alter(t, path, "PRAGMA journal_mode = WAL")
	connect := func() *conn {
		e := usual()
		raw, err := e.connect(t.Context(), path)
		require.NoError(t, err)
		return newConn(raw, e.code)
	}
	reads, maker := connect(), connect()
	require.NoError(t, reads.run(t.Context(), "BEGIN"))
	_, err := reads.integer(t.Context(), "SELECT count(*) FROM sqlite_schema")
	require.NoError(t, err)
	list, err := migrations.Read(Migrations)
	require.NoError(t, err)
	require.NoError(t, maker.migrate(t.Context(), list))

	_, err = Open(t.Context(), path, Options{Wait: 50 * time.Millisecond})
	assert.ErrorIs(t, err, ErrBusy)
	require.NoError(t, reads.run(t.Context(), "ROLLBACK"))
	s, err := Open(t.Context(), path, Options{Wait: 50 * time.Millisecond})
	require.NoError(t, err)
	require.NoError(t, s.Read(t.Context(), func(records.Snapshot) error { // who reads what is in the file is in nobody's way
		second, err := Open(t.Context(), path, Options{Wait: 50 * time.Millisecond})
		require.NoError(t, err)
		return second.Close()
	}))
	require.NoError(t, reads.close())
	require.NoError(t, maker.close())
	works(t, s)
}

// A strange folder is another one but for what is said.
type strange struct {
	folder
	naming  func(from, to string) error
	syncing func() error
}

func (s strange) name(from, to string) error {
	if s.naming == nil {
		return s.folder.name(from, to)
	}
	return s.naming(from, to)
}

func (s strange) sync(path string) error {
	if s.syncing == nil {
		return s.folder.sync(path)
	}
	return s.syncing()
}

// openWith opens a store on an engine that was changed.
func openWith(t *testing.T, path string, change func(*engine)) (*Store, error) {
	e := usual()
	change(&e)
	s := newStore(path, Options{}, e)
	if err := s.enter(t.Context()); err != nil {
		return nil, err
	}
	s.running.Done()
	return s, nil
}

func TestWhoIsSlowerOpensTheFileOfTheOther(t *testing.T) {
	path := filepath.Join(t.TempDir(), "system.db")
	b := storetest.NewMaker(1).Plain(3, 100)
	s, err := openWith(t, path, func(e *engine) {
		e.folder = strange{folder: e.folder, naming: func(from, to string) error {
			faster, err := Open(t.Context(), path, Options{})
			require.NoError(t, err)
			require.NoError(t, faster.Commit(t.Context(), b))
			require.NoError(t, faster.Close())
			return osFolder{}.name(from, to)
		}}
	})
	require.NoError(t, err)
	heads, err := s.Heads(t.Context())
	require.NoError(t, err)
	assert.Equal(t, b.Next[0], heads[0])
	require.NoError(t, s.Close())
	assert.Equal(t, []string{"system.db"}, names(t, filepath.Dir(path)))
}

func TestFileSystemWithoutLinks(t *testing.T) {
	s, err := openWith(t, filepath.Join(t.TempDir(), "system.db"), func(e *engine) {
		e.folder = strange{folder: e.folder, naming: func(string, string) error { return errors.ErrUnsupported }}
	})
	require.NoError(t, err)
	works(t, s)
}

func TestFileThatIsNotMadeLeavesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "system.db")
	broken := errors.New("the cable is loose")
	_, err := openWith(t, path, func(e *engine) {
		e.file = func(string) (file, error) { return nil, broken }
	})
	assert.ErrorIs(t, err, broken)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	_, err = Open(ctx, path, Options{})
	assert.ErrorIs(t, err, context.Canceled)
	assert.Empty(t, names(t, filepath.Dir(path)))

	// A name that is not on the disk is not built upon, by nobody.
	for range 2 {
		_, err = openWith(t, path, func(e *engine) {
			e.folder = strange{folder: e.folder, syncing: func() error { return broken }}
		})
		assert.ErrorIs(t, err, broken)
	}
	s, err := Open(t.Context(), path, Options{})
	require.NoError(t, err)
	works(t, s)
}

// TestManyMakeOneFile has all of them find one store, whether there was nothing or an empty file.
func TestManyMakeOneFile(t *testing.T) {
	for name, empty := range map[string]bool{"nothing": false, "an empty file": true} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "system.db")
			if empty {
				require.NoError(t, os.WriteFile(path, nil, 0o600))
			}
			var all sync.WaitGroup
			stores := make([]*Store, 12)
			for i := range stores {
				all.Go(func() {
					s, err := Open(t.Context(), path, Options{})
					if assert.NoError(t, err) {
						stores[i] = s
					}
				})
			}
			all.Wait()
			require.False(t, t.Failed())
			b := storetest.NewMaker(1).Plain(3, 100)
			require.NoError(t, stores[0].Commit(t.Context(), b))
			for _, s := range stores {
				heads, err := s.Heads(t.Context())
				require.NoError(t, err)
				assert.Equal(t, b.Next[0], heads[0])
				require.NoError(t, s.Close())
			}
			assert.Equal(t, []string{"system.db"}, names(t, filepath.Dir(path)))
		})
	}
}
