package storetest

import (
	"context"
	"errors"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// hasty is a store that says of every third batch that it is stored, and drops it.
type hasty struct {
	records.Store
	n int
}

func (s *hasty) Commit(ctx context.Context, b records.Batch) error {
	if s.n++; s.n%3 == 0 {
		return nil
	}
	return s.Store.Commit(ctx, b)
}

// partial forgets the log of access where a batch adds to both.
type partial struct{ records.Store }

func (s partial) Commit(ctx context.Context, b records.Batch) error {
	if len(b.Base) == 2 {
		b.Base, b.Next, b.Checkpoints = b.Base[:1], b.Next[:1], b.Checkpoints[:1]
		b.Entries = b.Entries[:b.Next[0].Size-b.Base[0].Size]
	}
	return s.Store.Commit(ctx, b)
}

// careless stores other content than it was given.
type careless struct{ records.Store }

func (s careless) Commit(ctx context.Context, b records.Batch) error {
	b.Entries[0].Content = &records.Content{Salt: b.Entries[0].Content.Salt}
	return s.Store.Commit(ctx, b)
}

func TestCrashChecksFindWhatIsLost(t *testing.T) {
	for _, tt := range []struct {
		name  string
		store records.Store
		holds bool
	}{
		{"nothing lost", records.Memory(), true},
		{"a batch was acknowledged and is not there", &hasty{Store: records.Memory()}, false},
		{"half of a batch is there", partial{records.Memory()}, false},
		{"content is not what was written", careless{records.Memory()}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHistory()
			for i := range 3 {
				b := h.batch(1 + 5*i)
				require.NoError(t, tt.store.Commit(t.Context(), b))
				h.take(b)
			}
			_, err := survived(t.Context(), tt.store, h.heads, h.heads)
			assert.Equal(t, tt.holds, err == nil, err)
		})
	}
}

// cramped is a store whose room is that of a disk. It does not see that there is none.
type cramped struct {
	records.Store
	file   *DiskFile
	honest bool
}

func (s *cramped) Commit(ctx context.Context, b records.Batch) error {
	if _, err := s.file.WriteAt(make([]byte, 20_000), b.Next[0].Size*1000); errors.Is(err, ErrNoRoom) {
		if s.honest {
			return records.ErrFull
		}
		return nil
	}
	return s.Store.Commit(ctx, b)
}

func (s *cramped) Close() error { return nil }

func TestFullDiskIsSeen(t *testing.T) {
	for _, honest := range []bool{true, false} {
		disk := NewDisk(1)
		disk.Room = 100_000
		file, err := disk.Open("f", true)
		require.NoError(t, err)
		store := &cramped{records.Memory(), file, honest}
		got := make(chan error, 1)
		ctx, stop := context.WithCancel(t.Context())
		go func() { got <- fill(ctx, disk, func(*Disk) (records.Store, error) { return store, nil }) }()
		if honest {
			assert.NoError(t, <-got)
		} else {
			assert.Error(t, <-got)
		}
		stop()
	}
}

func TestDiskKeepsWhatWasSyncedAndForgetsTheRest(t *testing.T) {
	outcomes := map[string]bool{}
	for seed := range uint64(200) {
		d := NewDisk(seed)
		f, err := d.Open("f", true)
		require.NoError(t, err)
		_, err = f.WriteAt(make([]byte, 1024), 0)
		require.NoError(t, err)
		require.NoError(t, f.Sync())
		ones := make([]byte, 1024)
		for i := range ones {
			ones[i] = 1
		}
		_, err = f.WriteAt(ones, 0)
		require.NoError(t, err)
		b := make([]byte, 2000)
		n, err := f.ReadAt(b, 0)
		require.ErrorIs(t, err, io.EOF)
		require.Equal(t, ones, b[:n], "what was written is read at once")

		after := d.Restart()
		_, err = f.Size()
		require.ErrorIs(t, err, ErrPower)
		f, err = after.Open("f", false)
		require.NoError(t, err)
		n, err = f.ReadAt(b[:1024], 0)
		require.NoError(t, err)
		require.Equal(t, 1024, n)
		for _, start := range []int{0, 512} {
			for _, x := range b[start : start+512] {
				require.Equal(t, b[start], x, "a sector is old or new")
			}
		}
		outcomes[string([]byte{'0' + b[0], '0' + b[512]})] = true
	}
	assert.Len(t, outcomes, 4, "each sector by itself reaches the disk or does not")
}

func TestDiskFailsASync(t *testing.T) {
	outcomes := map[string]bool{}
	for seed := range uint64(40) {
		d := NewDisk(seed)
		d.FailSync, d.Failures = 1, 2
		f, err := d.Open("f", true)
		require.NoError(t, err)
		for i, want := range []error{nil, ErrSync, ErrSync, nil} {
			_, err = f.WriteAt([]byte{byte(1 + i)}, int64(i*sector))
			require.NoError(t, err)
			require.ErrorIs(t, f.Sync(), want)
		}
		_, err = d.Open("g", false)
		require.ErrorIs(t, err, ErrNoFile)
		read := func(f *DiskFile) string {
			b := make([]byte, 3*sector+1)
			_, err := f.ReadAt(b, 0)
			require.NoError(t, err)
			return string([]byte{'0' + b[0], '0' + b[sector], '0' + b[2*sector], '0' + b[3*sector]})
		}
		require.Equal(t, "1234", read(f), "what was written is read back")
		killed := d.Kill()
		_, err = f.WriteAt([]byte{1}, 0)
		require.ErrorIs(t, err, ErrPower)
		next, err := killed.Open("f", false)
		require.NoError(t, err)
		require.Equal(t, "1234", read(next), "by the next process too")
		require.NoError(t, next.Sync())
		found, err := killed.Restart().Open("f", false)
		require.NoError(t, err)
		outcomes[read(found)] = true
	}
	assert.Equal(t, map[string]bool{"1004": true, "1034": true, "1204": true, "1234": true}, outcomes,
		"what a failed sync was to bring to the disk is on it or not, whatever is synced later")
}

func TestPowerGoesAfterAFailedSync(t *testing.T) {
	d := NewDisk(0)
	d.FailSync, d.FailCut = 0, 1
	f, err := d.Open("f", true)
	require.NoError(t, err)
	require.ErrorIs(t, f.Sync(), ErrSync)
	require.NoError(t, f.Sync())
	require.ErrorIs(t, f.Sync(), ErrPower)
}

func TestDiskGivesAFileAnotherName(t *testing.T) {
	d := NewDisk(0)
	f, err := d.Open("f", true)
	require.NoError(t, err)
	_, err = f.WriteAt([]byte("what is in it"), 0)
	require.NoError(t, err)
	require.NoError(t, f.Sync())
	_, err = d.Open("g", true)
	require.NoError(t, err)
	require.ErrorIs(t, d.Rename("f", "g"), ErrFileThere)
	require.ErrorIs(t, d.Rename("none", "h"), ErrNoFile)
	require.NoError(t, d.Rename("f", "h"))
	assert.False(t, d.Exists("f"))
	d.FailSync, d.FailCut = 1, 1
	require.NoError(t, d.Sync())
	require.ErrorIs(t, d.Sync(), ErrSync)
	require.NoError(t, d.Sync(), "one fails")
	require.ErrorIs(t, d.Sync(), ErrPower)
	require.ErrorIs(t, d.Rename("h", "f"), ErrPower)
	after := d.Restart()
	found, err := after.Open("h", false)
	require.NoError(t, err)
	size, err := found.Size()
	require.NoError(t, err)
	assert.Equal(t, int64(13), size)
}
