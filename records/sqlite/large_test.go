package sqlite

import (
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/storetest"
)

// peak returns the most memory that was in use on the heap while fn ran, beyond what was before.
func peak(fn func()) int64 {
	defer debug.SetGCPercent(debug.SetGCPercent(10)) // what is in use, not what waits to be freed
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before := int64(m.HeapAlloc)
	var highest atomic.Int64
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		var m runtime.MemStats
		for {
			runtime.ReadMemStats(&m)
			highest.Store(max(highest.Load(), int64(m.HeapAlloc)))
			select {
			case <-stop:
				return
			case <-time.After(2 * time.Millisecond):
			}
		}
	}()
	fn()
	close(stop)
	<-done
	return highest.Load() - before - before/10 // which waits to be freed of what others have left
}

func TestLargestContent(t *testing.T) {
	storetest.Large(t, func(t *testing.T) records.Store { return tempStore(t) })
}

// However many scans a file holds, what reads all of it holds a few of them at a time.
func TestLargeContentsInBoundedMemory(t *testing.T) {
	const scans = 16
	size := int64(10 << 20)
	if underRace {
		size = 1 << 20
	}
	store := tempStore(t)
	ring := records.MemoryKeyring(nil)
	by := records.Principal{ID: "officer"}
	body := make([]byte, size)
	_, _ = rand.NewChaCha8([32]byte{28}).Read(body)
	var sealer records.Sealer = records.KeySealer{Keyring: ring}
	a, err := records.Open(t.Context(), store, records.Options{Sealer: sealer})
	require.NoError(t, err)
	for range scans {
		_, err := a.Append(t.Context(), by, records.NewRecord{Kind: "scan", Content: body, Type: "image/tiff"})
		require.NoError(t, err)
	}
	for _, tt := range []struct {
		name string
		most int64 // scans in memory
		run  func() error
	}{
		{"audit, on a goroutine of its own", 12, func() error {
			report, err := records.Auditor{Sealer: sealer, Pipelined: true}.Full(t.Context(), store)
			assert.Equal(t, int64(scans), report.Contents)
			assert.True(t, report.Clean())
			return err
		}},
		{"audit", 6, func() error {
			_, err := records.Auditor{Sealer: sealer}.Full(t.Context(), store)
			return err
		}},
		{"changes", 8, func() error {
			for _, err := range a.Changes(t.Context(), by, records.Position{}) {
				if err != nil {
					return err
				}
			}
			return nil
		}},
		{"stream", 8, func() error {
			return store.Read(t.Context(), func(s records.Snapshot) error {
				_, err := records.WriteStream(t.Context(), s, new(discard))
				return err
			})
		}},
		{"backup", 2, func() error {
			_, err := store.Backup(t.Context(), new(discard))
			return err
		}},
	} {
		var err error
		used := peak(func() { err = tt.run() })
		require.NoError(t, err, tt.name)
		t.Logf("%s: %d MiB", tt.name, used>>20)
		assert.LessOrEqual(t, used, tt.most*size, tt.name)
	}
	require.NoError(t, a.Close())
}

type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }
