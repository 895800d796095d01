package sqlite

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/storetest"
)

// TestNothingIsAnsweredWhileACommitIsInDoubt has a disk that takes nothing any more, and then
// takes everything again.
func TestNothingIsAnsweredWhileACommitIsInDoubt(t *testing.T) {
	for seed := range uint64(20) {
		d := storetest.NewDisk(seed)
		s, err := openOn(d)
		require.NoError(t, err)
		m := storetest.NewMaker(1)
		b := m.Plain(3, 100)
		require.NoError(t, s.Commit(t.Context(), b))
		m.Stored(b)

		d.FailSync = 0
		require.ErrorIs(t, s.Commit(t.Context(), m.Plain(3, 100)), records.ErrInDoubt)
		require.False(t, s.(*Store).doubtful.Load(), "others could still find it: it is decided at once where the disk lets it")

		d.FailSync, d.Failures = 0, 1000
		require.ErrorIs(t, s.Commit(t.Context(), m.Plain(3, 100)), records.ErrInDoubt)
		_, err = s.Heads(t.Context())
		require.ErrorIs(t, err, records.ErrInDoubt)
		require.ErrorContains(t, err, "see to the disk")
		require.ErrorIs(t, s.Read(t.Context(), func(records.Snapshot) error {
			t.Error("a state was read")
			return nil
		}), records.ErrInDoubt)
		require.ErrorIs(t, s.Commit(t.Context(), m.Plain(3, 100)), records.ErrInDoubt)
		_, err = s.Backup(t.Context(), &bytes.Buffer{})
		require.ErrorIs(t, err, records.ErrInDoubt)
		_, err = s.Restore(t.Context(), &bytes.Buffer{})
		require.ErrorIs(t, err, records.ErrInDoubt)

		d.FailSync = -1
		heads, err := s.Heads(t.Context())
		require.NoError(t, err)
		require.Equal(t, m.Heads[:], heads, "it is decided that it is not there")
		after, err := openOn(d.Restart())
		require.NoError(t, err)
		heads, err = after.Heads(t.Context())
		require.NoError(t, err)
		require.Equal(t, m.Heads[:], heads)
	}
}

// TestKilledInDoubt kills a process at each step after a sync has failed, and cuts the power at
// each step of the next one, which has to see to it that what it answers stays true.
func TestKilledInDoubt(t *testing.T) {
	t.Parallel()
	came, went := 0, 0
	for seed := range uint64(3 * 8 * 12) {
		d := storetest.NewDisk(seed)
		s, err := openOn(d)
		require.NoError(t, err)
		m := storetest.NewMaker(1)
		if seed%3 > 0 { // else it is the first in the WAL
			b := m.Plain(3, 100)
			require.NoError(t, s.Commit(t.Context(), b))
			m.Stored(b)
			d.FailSync = 0
		} else {
			_, _, err := s.(*Store).writer.cutOff(t.Context(), 0)
			require.NoError(t, err)
			d.FailSync = 1 // the first brings the beginning of the WAL to the disk
		}
		if seed%3 == 2 {
			d.Failures = 1000
		}
		d.FailCut = int(seed / 3 % 8)
		b := m.Plain(30, 300)
		err = s.Commit(t.Context(), b)
		require.Error(t, err)

		next := d.Kill()
		next.Cut(int(seed / 3 / 8))
		said, answered := headsOn(next)
		after, err := openOn(next.Restart())
		require.NoError(t, err, "seed %d", seed)
		heads, err := after.Heads(t.Context())
		require.NoError(t, err)
		if answered {
			require.Equal(t, said, heads, "seed %d", seed)
		}
		if heads[0] == b.Next[0] {
			came++
		} else {
			went++
			require.Equal(t, m.Heads[0], heads[0])
		}
		result, err := after.(*Store).writer.text(t.Context(), "PRAGMA integrity_check")
		require.NoError(t, err, "seed %d", seed)
		require.Equal(t, "ok", result, "seed %d", seed)
	}
	t.Logf("%d commits in doubt were stored, %d were not", came, went)
	assert.NotZero(t, came)
	assert.NotZero(t, went)
}

func headsOn(d *storetest.Disk) ([]records.Head, bool) {
	s, err := openOn(d)
	if err != nil {
		return nil, false
	}
	heads, err := s.Heads(context.Background())
	return heads, err == nil
}

// TestSettlementIsACommit looks at a real file: the WAL has one more frame afterwards, and what
// was there is as it was.
func TestSettlementIsACommit(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "system.db")
	link := filepath.Join(folder, "link.db")
	require.NoError(t, os.Symlink(path, link))
	s, err := Open(t.Context(), path, Options{})
	require.NoError(t, err)
	require.NoError(t, s.Close())
	s, err = Open(t.Context(), link, Options{})
	require.NoError(t, err)
	defer s.Close()
	m := storetest.NewMaker(1)
	b := m.Plain(3, 100)
	require.NoError(t, s.Commit(t.Context(), b))
	m.Stored(b)
	before, err := os.ReadFile(path + "-wal")
	require.NoError(t, err)
	s.doubtful.Store(true)
	heads, err := s.Heads(t.Context())
	require.NoError(t, err)
	assert.Equal(t, m.Heads[:], heads)
	assert.False(t, s.doubtful.Load())
	after, err := os.ReadFile(path + "-wal")
	require.NoError(t, err)
	assert.Len(t, after, len(before)+24+4096)
	assert.Equal(t, before, after[:len(before)])
}

// TestEngineThatFailsAtTheWALIsInDoubt has the WAL not to be had past SQLite.
func TestEngineThatFailsAtTheWALIsInDoubt(t *testing.T) {
	broken := errors.New("the cable is loose")
	s := tempStore(t)
	_, err := s.Heads(t.Context())
	require.NoError(t, err)
	whole := s.engine.file
	s.engine.file = func(string) (file, error) { return nil, broken }
	s.doubtful.Store(true)
	_, err = s.Heads(t.Context())
	assert.ErrorIs(t, err, records.ErrInDoubt)
	assert.ErrorIs(t, err, broken)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	_, err = s.Heads(ctx)
	assert.ErrorIs(t, err, context.Canceled)
	s.engine.file = whole
	_, err = s.Heads(t.Context())
	assert.NoError(t, err)
}
