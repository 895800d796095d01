//go:build linux

package postgres

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/storetest"
)

// A crew writes to an archive from several goroutines, and notes what was acknowledged.
type crew struct {
	archive *records.Archive
	mu      sync.Mutex
	ids     map[string]int64 // Seq by id
	tries   int
	stop    chan struct{}
	all     sync.WaitGroup
}

func newCrew(t *testing.T, s *Store) *crew {
	a, err := records.Open(t.Context(), s, records.Options{})
	require.NoError(t, err)
	c := &crew{archive: a, ids: map[string]int64{}, stop: make(chan struct{})}
	for n := range 8 {
		c.all.Go(func() { c.write(n) })
	}
	return c
}

func (c *crew) write(n int) {
	by := records.Principal{ID: "officer"}
	for i := 0; ; i++ {
		select {
		case <-c.stop:
			return
		default:
		}
		receipt, err := c.archive.Append(context.Background(), by, records.NewRecord{ID: fmt.Sprint(n, " ", i), Kind: "note", Content: []byte(`{"seal":"intact"}`)})
		c.mu.Lock()
		c.tries++
		if err == nil {
			c.ids[receipt.ID] = receipt.Seq
		}
		c.mu.Unlock()
		if err != nil {
			time.Sleep(10 * time.Millisecond) // the server is away
		}
	}
}

// wait waits until so many more were acknowledged.
func (c *crew) wait(t *testing.T, more int) {
	t.Helper()
	c.mu.Lock()
	begin := len(c.ids)
	c.mu.Unlock()
	require.Eventually(t, func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		return len(c.ids)-begin >= more
	}, 30*time.Second, 5*time.Millisecond, "the writers are not answered any more")
}

// end stops the writers, and compares what was acknowledged with what is there.
func (c *crew) end(t *testing.T, s *Store) {
	t.Helper()
	close(c.stop)
	c.all.Wait()
	lost := 0
	require.NoError(t, s.Read(t.Context(), func(snap records.Snapshot) error {
		for id, seq := range c.ids {
			if e, err := snap.Entry(t.Context(), id); err != nil || e.Seq != seq {
				lost++
			}
		}
		return nil
	}))
	t.Logf("%d acknowledged of %d, %d lost", len(c.ids), c.tries, lost)
	assert.Zero(t, lost)
	report, err := records.Auditor{}.Full(t.Context(), s)
	require.NoError(t, err)
	assert.True(t, report.Clean(), report.Findings)
	require.NoError(t, c.archive.Close())
}

// TestKilledServerLosesNothing kills every process of the server in the middle of writes.
func TestKilledServerLosesNothing(t *testing.T) {
	t.Parallel()
	server := ownCluster(t)
	s, err := Open(t.Context(), server.conn("postgres"), Options{Migrate: true})
	require.NoError(t, err)
	defer s.Close()
	c := newCrew(t, s)
	for range 3 {
		c.wait(t, 200)
		server.kill()
		require.NoError(t, server.start())
	}
	c.wait(t, 50)
	c.end(t, s)
}

// TestPromotedStandbyHasEverything kills the primary in the middle of writes, and promotes the
// standby that commits wait for: what was acknowledged is there, and the writers go on.
func TestPromotedStandbyHasEverything(t *testing.T) {
	t.Parallel()
	primary := ownCluster(t)
	standby, err := newCluster(roomiest())
	require.NoError(t, err)
	t.Cleanup(standby.remove)
	require.NoError(t, standby.run("pg_basebackup", "-D", standby.data(), "-h", primary.folder, "-p", "5432", "-U", "postgres", "-R", "-X", "stream", "-c", "fast", "--no-sync"))
	require.NoError(t, standby.start("hot_standby=on"))
	root := admin(t, primary.conn("postgres"), "public")
	run(t, root, "ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (*)'")
	run(t, root, "SELECT pg_reload_conf()")
	require.Eventually(t, func() bool {
		var n int
		err := root.QueryRow(t.Context(), "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'quorum' AND state = 'streaming'").Scan(&n)
		return err == nil && n == 1
	}, 20*time.Second, 20*time.Millisecond, "the standby does not follow")

	hosts := fmt.Sprintf("host=%s,%s port=5432,5432 user=postgres dbname=postgres sslmode=disable target_session_attrs=read-write", primary.folder, standby.folder)
	s, err := Open(t.Context(), hosts, Options{Migrate: true})
	require.NoError(t, err)
	defer s.Close()
	c := newCrew(t, s)
	c.wait(t, 300)
	primary.kill()
	promote := admin(t, standby.conn("postgres"), "public")
	run(t, promote, "SELECT pg_promote(wait => false)")
	c.wait(t, 100)
	c.end(t, s)
}

// TestCommitThatItsStandbyHasNotIsNotAcknowledged has commits wait for a standby that is gone. One
// that is given up is not seen by others, and one that somebody cancels is in doubt: both
// could be lost by a failover. Whoever committed them answers nothing until the standby has them.
func TestCommitThatItsStandbyHasNotIsNotAcknowledged(t *testing.T) {
	t.Parallel()
	server := ownCluster(t)
	s, err := Open(t.Context(), server.conn("postgres"), Options{Migrate: true, Wait: 2 * time.Second})
	require.NoError(t, err)
	defer s.Close()
	root := admin(t, server.conn("postgres"), "public")
	waitFor := func(standbys string) {
		run(t, root, "ALTER SYSTEM SET synchronous_standby_names = '"+standbys+"'")
		run(t, root, "SELECT pg_reload_conf()")
		time.Sleep(200 * time.Millisecond)
	}
	m := storetest.NewMaker(1)
	b := m.Plain(1, 10)
	require.NoError(t, s.Commit(t.Context(), b))
	m.Stored(b)
	waitFor("gone")
	other, err := Open(t.Context(), server.conn("postgres"), Options{ReadOnly: true})
	require.NoError(t, err)
	defer other.Close()
	size := func() int64 {
		heads, err := other.Heads(t.Context())
		require.NoError(t, err)
		return heads[0].Size
	}
	inDoubt := func() {
		t.Helper()
		_, err := s.Heads(t.Context())
		require.ErrorIs(t, err, records.ErrInDoubt)
	}
	decided := func(want records.Batch) {
		t.Helper()
		var heads []records.Head
		require.Eventually(t, func() bool {
			var err error
			heads, err = s.Heads(t.Context())
			return err == nil
		}, 10*time.Second, 10*time.Millisecond)
		assert.Equal(t, want.Next[0], heads[0])
	}
	b = m.Plain(1, 10)
	ctx, end := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer end()
	require.ErrorIs(t, s.Commit(ctx, b), records.ErrInDoubt)
	time.Sleep(200 * time.Millisecond)
	assert.EqualValues(t, 1, size(), "a commit that waits for its standby is seen")
	inDoubt()
	waitFor("")
	decided(b)
	require.Eventually(t, func() bool { return size() == 2 }, 10*time.Second, 10*time.Millisecond)
	m.Stored(b)

	waitFor("gone")
	done := make(chan error)
	b = m.Plain(1, 10)
	go func() { done <- s.Commit(t.Context(), b) }()
	require.Eventually(t, func() bool {
		tag, err := root.Exec(t.Context(), "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
		return err == nil && tag.RowsAffected() > 0
	}, 10*time.Second, 10*time.Millisecond)
	require.ErrorIs(t, <-done, records.ErrInDoubt)
	inDoubt()
	waitFor("")
	decided(b)
}
