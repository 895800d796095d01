//go:build linux

package postgres

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// Connections that broke while nobody used them, as all do when the server is started anew, are
// nothing that a reader hears of.
func TestBrokenConnectionsAreReplaced(t *testing.T) {
	s := tempStore(t)
	root := admin(t, server(t), s.options.Schema)
	breakAll := func() (n int) {
		pids := make(chan uint32, 3)
		var all, there sync.WaitGroup
		there.Add(cap(pids))
		for range cap(pids) { // at the same time, so that each has a connection of its own
			all.Go(func() {
				assert.NoError(t, s.read(t.Context(), func(snap *snapshot) error {
					pids <- snap.c.PgConn().PID()
					there.Done()
					there.Wait()
					return nil
				}))
			})
		}
		all.Wait()
		close(pids)
		for pid := range pids {
			run(t, root, "SELECT pg_terminate_backend($1, 10000)", int32(pid))
			n++
		}
		return n
	}
	require.Equal(t, 3, breakAll())
	calls := 0
	require.NoError(t, s.Read(t.Context(), func(records.Snapshot) error { calls++; return nil }))
	assert.Equal(t, 1, calls)
	require.Equal(t, 3, breakAll())
	heads, err := s.Heads(t.Context())
	require.NoError(t, err)
	assert.Len(t, heads, 2)

	// What breaks once somebody reads is not begun again behind their back.
	calls = 0
	err = s.read(t.Context(), func(snap *snapshot) error {
		calls++
		run(t, root, "SELECT pg_terminate_backend($1, 10000)", int32(snap.c.PgConn().PID()))
		_, err := snap.Entry(t.Context(), "R-1")
		return err
	})
	require.Error(t, err)
	assert.Equal(t, 1, calls)
}
