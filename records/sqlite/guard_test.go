package sqlite

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/internal/migrations"
	"github.com/iso28000/iso28000/records/storetest"
)

// TestTriggersRefuseWhatIsNeverRight sends SQL past the store.
func TestTriggersRefuseWhatIsNeverRight(t *testing.T) {
	path, m := filled(t)
	s, err := Open(t.Context(), path, Options{})
	require.NoError(t, err)
	defer s.Close()
	b := m.Plain(300, 10)
	require.NoError(t, s.Commit(t.Context(), b))
	seq := b.Entries[0].Seq
	for _, statement := range []string{
		"DELETE FROM record", "DELETE FROM access", "DELETE FROM head", "DELETE FROM tile", "DELETE FROM checkpoint",
		"UPDATE record SET header = x'00'", "UPDATE record SET level = 7", "UPDATE record SET seq = seq + 1000000",
		"UPDATE access SET kind = 'x'", "UPDATE checkpoint SET note = x'00'", "UPDATE tile SET hashes = hashes",
		"UPDATE head SET size = size - 1", "UPDATE head SET epoch = 0", "UPDATE head SET log = 3 - log",
		fmt.Sprintf("UPDATE record SET data = x'00' WHERE seq = %d", seq),
		fmt.Sprintf("UPDATE record SET data = NULL, salt = NULL WHERE seq = %d", seq),
		fmt.Sprintf("UPDATE record SET data = NULL, salt = NULL, tombstone = 1000000 WHERE seq = %d", seq),
		fmt.Sprintf("UPDATE record SET key_id = 'k', wrapped = x'00' WHERE seq = %d", seq),
		"INSERT INTO record_index VALUES (0, 'a', 1, 'text', 'k', 'k')", "INSERT INTO head VALUES (3, 1, 0, zeroblob(32))",
	} {
		err := s.writer.run(t.Context(), statement)
		assert.Equal(t, codeConstraint, codeOf(err), "%s: %v", statement, err)
	}
	assert.NoError(t, s.writer.run(t.Context(), fmt.Sprintf("UPDATE record SET data = NULL, salt = NULL, tombstone = %d WHERE seq = %d", seq+1, seq)))
	assert.Error(t, s.writer.run(t.Context(), fmt.Sprintf("UPDATE record SET tombstone = 0 WHERE seq = %d", seq)), "content is erased once")
}

// TestErasedContentIsOverwritten looks for it in the files.
func TestErasedContentIsOverwritten(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "system.db")
	s, err := Open(t.Context(), path, Options{})
	require.NoError(t, err)
	m := storetest.NewMaker(1)
	secret := bytes.Repeat([]byte("the key is under the mat. "), 400) // on pages of its own
	small := []byte("a word that nobody else says: xylophonist")
	b := m.Plain(3, 10)
	b.Entries[0].Content.Data, b.Entries[1].Content.Data = secret, small
	require.NoError(t, s.Commit(t.Context(), b))
	m.Stored(b)
	erase := m.Plain(1, 10)
	for seq := range int64(2) {
		erase.Erase = append(erase.Erase, records.Erasure{Log: records.RecordLog, Seq: seq, Tombstone: 3})
	}
	reading := make(chan struct{})
	read := make(chan error)
	go func() { // somebody who still sees it
		read <- s.Read(context.Background(), func(snapshot records.Snapshot) error {
			reading <- struct{}{}
			<-reading
			e, err := snapshot.Entry(context.Background(), b.Entries[1].ID)
			if err == nil && !bytes.Equal(e.Content.Data, small) {
				return errors.New("the snapshot has changed")
			}
			return err
		})
	}()
	<-reading
	require.NoError(t, s.Commit(t.Context(), erase))
	assert.True(t, s.erased.Load(), "as long as a reader needs it the WAL stays")
	reading <- struct{}{}
	require.NoError(t, <-read)
	assert.False(t, s.erased.Load(), "the last reader cuts it off")
	wal, err := os.Stat(path + "-wal")
	require.NoError(t, err)
	assert.Zero(t, wal.Size())
	require.NoError(t, s.Close())
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.False(t, bytes.Contains(data, secret[:40]) || bytes.Contains(data, []byte("xylophonist")))
	assert.True(t, bytes.Contains(data, []byte(b.Entries[0].ID)), "the entry stays")
}

// TestInterruptedMigrationLeavesNothing brings a file forward by a step that fails half way.
func TestInterruptedMigrationLeavesNothing(t *testing.T) {
	path, _ := filled(t)
	first, err := Migrations.ReadFile("migrations/0001_logs.sql")
	require.NoError(t, err)
	second := "-- +goose Up\nPRAGMA user_version = 2;\nCREATE TABLE more (id TEXT) STRICT;\n"
	folder := func(second string) []migrations.Step {
		list, err := migrations.Read(fstest.MapFS{"migrations/0001_logs.sql": {Data: first}, "migrations/0002_more.sql": {Data: []byte(second)}})
		require.NoError(t, err)
		return list
	}
	open := func() *conn {
		e := usual()
		raw, err := e.connect(t.Context(), path)
		require.NoError(t, err)
		return newConn(raw, e.code)
	}
	c := open()
	for _, broken := range []string{second + "INSERT INTO nowhere VALUES (1);\n", "-- +goose Up\nCREATE TABLE more (id TEXT) STRICT;\n"} {
		require.Error(t, c.migrate(t.Context(), folder(broken)))
		version, err := c.integer(t.Context(), "PRAGMA user_version")
		require.NoError(t, err)
		assert.Equal(t, int64(1), version)
		objects, err := c.schema(t.Context())
		require.NoError(t, err)
		assert.NotContains(t, objects, object{"table", "more"})
	}
	require.NoError(t, c.migrate(t.Context(), folder(second)))
	require.NoError(t, c.migrate(t.Context(), folder(second)), "what is done is not done again")
	require.NoError(t, c.close())

	s := newStore(path, Options{}, usual())
	_, err = s.prepare(t.Context(), append(folder(second), migrations.Step{Version: 3, Name: "3", Statements: []string{"PRAGMA user_version = 3"}}))
	assert.ErrorIs(t, err, ErrOlder)
	s.options.Migrate = true
	c, err = s.prepare(t.Context(), append(folder(second), migrations.Step{Version: 3, Name: "3", Statements: []string{"PRAGMA user_version = 3"}}))
	require.NoError(t, err)
	require.NoError(t, c.close())
}

func TestFailedSyncLeavesDoubtAndNothingElse(t *testing.T) {
	doubts := 0
	for n := range 40 {
		d := storetest.NewDisk(uint64(n))
		store, err := openOn(d)
		require.NoError(t, err)
		d.FailSync = n / 4
		m := storetest.NewMaker(1)
		for range 10 {
			b := m.Plain(3, 100)
			switch err := store.Commit(t.Context(), b); {
			case errors.Is(err, records.ErrInDoubt):
				doubts++
				heads, err := store.Heads(t.Context())
				require.NoError(t, err)
				require.Contains(t, []records.Head{m.Heads[0], b.Next[0]}, heads[0])
				m.Heads = [2]records.Head(heads)
			default:
				require.NoError(t, err)
				m.Stored(b)
			}
		}
		heads, err := store.Heads(t.Context())
		require.NoError(t, err)
		assert.Equal(t, m.Heads[:], heads)
		require.NoError(t, store.Close())
	}
	assert.Greater(t, doubts, 5)
}

// TestEndedContextStoresAllOrNothing ends it at any moment of a commit.
func TestEndedContextStoresAllOrNothing(t *testing.T) {
	s, m := tempStore(t), storetest.NewMaker(1)
	stored := map[bool]int{}
	for i := range 60 {
		ctx, stop := context.WithTimeout(t.Context(), time.Duration(i)*100*time.Microsecond)
		b := m.Plain(200, 300)
		err := s.Commit(ctx, b)
		stop()
		heads, e := s.Heads(t.Context())
		require.NoError(t, e)
		stored[err == nil]++
		if err == nil {
			require.Equal(t, b.Next[0], heads[0])
			m.Stored(b)
			continue
		}
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.NotErrorIs(t, err, records.ErrInDoubt)
		require.Equal(t, m.Heads[0], heads[0])
	}
	assert.NotZero(t, stored[false])
	require.NoError(t, s.Commit(t.Context(), m.Plain(1, 1)))
}

// TestManyGoroutines lets 64 of them commit, read and back up at once.
func TestManyGoroutines(t *testing.T) {
	s := tempStore(t)
	var mu sync.Mutex
	m := storetest.NewMaker(1)
	var all sync.WaitGroup
	for g := range 64 {
		all.Go(func() {
			for range 4 {
				switch {
				case g == 0:
					var backup bytes.Buffer
					heads, err := s.Backup(t.Context(), &backup)
					if !assert.NoError(t, err) {
						return
					}
					restored := tempStore(t)
					got, err := restored.Restore(t.Context(), &backup)
					assert.NoError(t, err)
					assert.Equal(t, heads, got)
				case g%2 == 0:
					mu.Lock()
					b := m.Plain(3, 50)
					if assert.NoError(t, s.Commit(t.Context(), b)) {
						m.Stored(b)
					}
					mu.Unlock()
				default:
					assert.NoError(t, s.Read(t.Context(), func(outer records.Snapshot) error {
						before, err := outer.Heads(t.Context())
						if err != nil {
							return err
						}
						return s.Read(t.Context(), func(inner records.Snapshot) error { // one within another
							after, err := inner.Heads(t.Context())
							assert.LessOrEqual(t, before[0].Size, after[0].Size)
							return err
						})
					}))
				}
			}
		})
	}
	all.Wait()
	heads, err := s.Heads(t.Context())
	require.NoError(t, err)
	assert.Equal(t, m.Heads[0], heads[0])
}

func TestSnapshotEndsWithRead(t *testing.T) {
	s := tempStore(t)
	var kept records.Snapshot
	require.NoError(t, s.Read(t.Context(), func(snapshot records.Snapshot) error { kept = snapshot; return nil }))
	_, err := kept.Heads(t.Context())
	assert.ErrorIs(t, err, errOver)
	for _, err := range kept.Entries(t.Context(), records.RecordLog, 0, 1, true) {
		assert.ErrorIs(t, err, errOver)
	}
	assert.Panics(t, func() { s.Read(t.Context(), func(records.Snapshot) error { panic("in the middle") }) })
	_, err = s.Heads(t.Context())
	assert.NoError(t, err, "a panic of the caller leaves the store usable")
}

// TestBackupIsAStore opens what Backup has written, as an operator would who has lost the rest.
func TestBackupIsAStore(t *testing.T) {
	path, m := filled(t)
	s, err := Open(t.Context(), path, Options{})
	require.NoError(t, err)
	defer s.Close()
	var backup bytes.Buffer
	_, err = s.Backup(t.Context(), &backup)
	require.NoError(t, err)
	copied := filepath.Join(t.TempDir(), "copy.db")
	require.NoError(t, os.WriteFile(copied, backup.Bytes(), 0o600))
	second, err := Open(t.Context(), copied, Options{})
	require.NoError(t, err)
	b := m.Plain(300, 100)
	require.NoError(t, second.Commit(t.Context(), b))
	require.NoError(t, second.Close())
	second, err = Open(t.Context(), copied, Options{})
	require.NoError(t, err)
	heads, err := second.Heads(t.Context())
	require.NoError(t, err)
	assert.Equal(t, b.Next[0], heads[0])
	require.NoError(t, second.Close())

	_, err = s.Restore(t.Context(), bytes.NewReader(backup.Bytes()))
	assert.ErrorIs(t, err, records.ErrNotEmpty)
	for _, n := range []int{0, 1, 100, backup.Len() / 2, backup.Len() - 1} {
		_, err := tempStore(t).Restore(t.Context(), bytes.NewReader(backup.Bytes()[:n]))
		assert.ErrorIs(t, err, records.ErrDamaged, "cut at %d", n)
		flipped := bytes.Clone(backup.Bytes())
		flipped[n] ^= 1
		fresh := tempStore(t)
		_, err = fresh.Restore(t.Context(), bytes.NewReader(flipped))
		assert.ErrorIs(t, err, records.ErrDamaged, "altered at %d", n)
		_, err = fresh.Restore(t.Context(), bytes.NewReader(backup.Bytes()))
		assert.NoError(t, err, "a store that refused one backup takes another")
	}
}
