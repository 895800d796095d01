package sqlite

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/storetest"
)

// filled makes a file with some batches in it, and returns its path and what was committed.
func filled(t testing.TB) (string, *storetest.Maker) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "system.db")
	s, err := Open(t.Context(), path, Options{})
	require.NoError(t, err)
	m := storetest.NewMaker(7)
	for range 10 {
		b := m.Batch(40)
		require.NoError(t, s.Commit(t.Context(), b))
		m.Stored(b)
	}
	require.NoError(t, s.Close())
	return path, m
}

// alter runs statements on a file that nobody has open.
func alter(t testing.TB, path string, statements ...string) {
	t.Helper()
	e := usual()
	raw, err := e.connect(t.Context(), path)
	require.NoError(t, err)
	c := newConn(raw, e.code)
	for _, s := range statements {
		require.NoError(t, c.run(t.Context(), s), s)
	}
	require.NoError(t, c.close())
}

func TestOpenRefusesWhatIsNotIts(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "notes.txt")
	require.NoError(t, os.WriteFile(text, bytes.Repeat([]byte("no database "), 1000), 0o600))
	other := filepath.Join(dir, "other.db")
	alter(t, other, "CREATE TABLE risk (id TEXT)")
	theirs := filepath.Join(dir, "theirs.db")
	alter(t, theirs, "PRAGMA application_id = 4711", "PRAGMA user_version = 1")
	newer, _ := filled(t)
	alter(t, newer, "PRAGMA user_version = 2")
	older, _ := filled(t)
	alter(t, older, "PRAGMA user_version = 0")
	dropped, _ := filled(t)
	alter(t, dropped, "DROP TRIGGER record_unchanged")
	added, _ := filled(t)
	alter(t, added, "CREATE TRIGGER quiet AFTER INSERT ON record BEGIN DELETE FROM record_index; END")
	changed, _ := filled(t)
	alter(t, changed, "DROP INDEX record_kind", "CREATE INDEX record_kind ON record (kind)")
	cut, _ := filled(t)
	info, err := os.Stat(cut)
	require.NoError(t, err)
	require.NoError(t, os.Truncate(cut, info.Size()/2))
	for _, tt := range []struct {
		name, path string
		want       error
	}{
		{"a text", text, records.ErrForeign},
		{"the database of another program", other, records.ErrForeign},
		{"one with a mark of its own", theirs, records.ErrForeign},
		{"a newer version", newer, records.ErrForeign},
		{"no version", older, records.ErrForeign},
		{"a trigger was dropped", dropped, ErrSchema},
		{"a trigger was added", added, ErrSchema},
		{"an index was replaced", changed, ErrSchema},
		{"cut off", cut, records.ErrDamaged},
		{"a folder", dir, nil},
		{"a folder that is not there", filepath.Join(dir, "none", "system.db"), os.ErrNotExist},
		{"where nobody can make a file", "/proc/system.db", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before, _ := os.ReadFile(tt.path)
			s, err := Open(t.Context(), tt.path, Options{})
			require.Error(t, err)
			assert.Nil(t, s)
			if tt.want != nil {
				assert.ErrorIs(t, err, tt.want)
			}
			after, _ := os.ReadFile(tt.path)
			assert.Equal(t, before, after, "what was refused is as it was")
			_, err = File(tt.path).Heads(t.Context())
			assert.Error(t, err, "a file that is opened on first use is refused then")
		})
	}
}

func TestReadOnlyOpensWhatWasAltered(t *testing.T) {
	path, m := filled(t)
	alter(t, path, "DROP TRIGGER record_unchanged")
	s, err := Open(t.Context(), path, Options{ReadOnly: true})
	require.NoError(t, err)
	defer s.Close()
	heads, err := s.Heads(t.Context())
	require.NoError(t, err)
	assert.Equal(t, m.Heads[:], heads)
	assert.ErrorIs(t, s.Commit(t.Context(), m.Batch(3)), ErrReadOnly)
	_, err = s.Restore(t.Context(), bytes.NewReader(nil))
	assert.ErrorIs(t, err, ErrReadOnly)
	var backup bytes.Buffer
	_, err = s.Backup(t.Context(), &backup)
	assert.NoError(t, err)
	_, err = Open(t.Context(), filepath.Join(t.TempDir(), "none.db"), Options{ReadOnly: true})
	assert.ErrorIs(t, err, os.ErrNotExist)
}

// TestDamagedFilesNeverPanic reads everything of files in which bytes were changed. What cannot
// be read is an error; what was altered and can be read is for an auditor.
func TestDamagedFilesNeverPanic(t *testing.T) {
	t.Parallel()
	path, m := filled(t)
	good, err := os.ReadFile(path)
	require.NoError(t, err)
	chance := rand.New(rand.NewPCG(1, 2))
	refused := 0
	files := 60
	if underRace {
		files = 18
	}
	for i := range files {
		data := bytes.Clone(good)
		switch place := chance.IntN(len(data)); i % 3 {
		case 0:
			data[place] ^= 1 << chance.IntN(8)
		case 1:
			clear(data[place&^4095 : place&^4095+4096])
		case 2:
			data = data[:place]
		}
		spoilt := filepath.Join(t.TempDir(), "spoilt.db")
		require.NoError(t, os.WriteFile(spoilt, data, 0o600))
		if err := readAll(t, spoilt, m); err != nil {
			refused++
		}
	}
	assert.Greater(t, refused, files/6)
}

// readAll reads everything that there is, and stops at the first error.
func readAll(t *testing.T, path string, m *storetest.Maker) error {
	s, err := Open(t.Context(), path, Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	return s.Read(t.Context(), func(s records.Snapshot) error {
		for log := records.RecordLog; log <= records.AccessLog; log++ {
			for _, err := range s.Entries(t.Context(), log, 0, 1<<40, true) {
				if err != nil {
					return err
				}
			}
			for _, err := range s.Rows(t.Context(), log, 0, 1<<40) {
				if err != nil {
					return err
				}
			}
			for ref := range m.Versions {
				anyText := records.Condition{Op: records.AtLeast, Column: records.Column{Name: "a"}}
				q := records.Query{Log: log, Kind: ref.Kind, Records: log == records.AccessLog, Content: true, Where: []records.Condition{anyText}}
				for _, err := range s.Find(t.Context(), q) {
					if err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
}

func TestFileThatIsReplacedIsSeen(t *testing.T) {
	path, m := filled(t)
	s, err := Open(t.Context(), path, Options{})
	require.NoError(t, err)
	defer s.Close()
	require.NoError(t, os.Rename(path, path+".old"))
	assert.ErrorIs(t, s.Commit(t.Context(), m.Batch(3)), records.ErrDamaged)
	other, _ := filled(t)
	require.NoError(t, os.Rename(other, path))
	_, err = s.Heads(t.Context())
	assert.ErrorIs(t, err, records.ErrDamaged)
	_, err = s.Backup(t.Context(), &bytes.Buffer{})
	assert.ErrorIs(t, err, records.ErrDamaged)
}

func TestFullFileKeepsWhatItHas(t *testing.T) {
	s, m := tempStore(t), storetest.NewMaker(3)
	pages, err := s.writer.integer(t.Context(), "PRAGMA page_count")
	require.NoError(t, err)
	require.NoError(t, s.writer.pragmas(t.Context(), []string{fmt.Sprint("max_page_count = ", pages+50)}))
	for {
		b := m.Plain(20, 600)
		if err := s.Commit(t.Context(), b); err != nil {
			require.ErrorIs(t, err, records.ErrFull)
			require.NotErrorIs(t, err, records.ErrInDoubt)
			break
		}
		m.Stored(b)
	}
	heads, err := s.Heads(t.Context())
	require.NoError(t, err)
	assert.Equal(t, m.Heads[:], heads)
	require.NoError(t, s.writer.pragmas(t.Context(), []string{"max_page_count = 100000"}))
	m.Heads = [2]records.Head(heads)
	b := m.Plain(20, 600)
	assert.NoError(t, s.Commit(t.Context(), b))
}

func TestWaitsForAnotherProcessAsLongAsItIsTold(t *testing.T) {
	path, m := filled(t)
	s, err := Open(t.Context(), path, Options{Wait: 50 * time.Millisecond})
	require.NoError(t, err)
	defer s.Close()
	e := usual()
	raw, err := e.connect(t.Context(), path)
	require.NoError(t, err)
	other := newConn(raw, e.code)
	require.NoError(t, other.run(t.Context(), "BEGIN IMMEDIATE"))
	b := m.Batch(3)
	assert.ErrorIs(t, s.Commit(t.Context(), b), ErrBusy)
	require.NoError(t, other.run(t.Context(), "ROLLBACK"))
	require.NoError(t, other.close())
	assert.NoError(t, s.Commit(t.Context(), b))
}

func TestFileIsForItsUserAlone(t *testing.T) {
	path, _ := filled(t)
	info, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	left, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	assert.Len(t, left, 1, "nothing is left beside it")
}

func TestOldEnginesAreRefused(t *testing.T) {
	for version, old := range map[string]bool{"3.51.2": true, "3.51.3": false, "3.7.0": true, "3.54.1": false, "4.0": false, "3.51": true, "": true} {
		assert.Equal(t, old, older(version, oldest), version)
	}
}
