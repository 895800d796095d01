package storetest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"testing"

	"github.com/iso28000/iso28000/records"
)

// times returns how often to do something: as the environment says, else a few times.
func times(t *testing.T, variable string, few int) int {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return few
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s is %q: write how many times", variable, text)
	}
	return n
}

// PowerCut cuts the power in the middle of writing, 100 times or as often as the environment
// variable STORETEST_POWER_CUTS says, and looks at what is found when it is back. In every
// fourth run a sync fails beforehand. open opens the store that a disk holds, or makes it.
func PowerCut(t *testing.T, open func(*Disk) (records.Store, error)) {
	for seed := range times(t, "STORETEST_POWER_CUTS", 100) {
		if err := CutPower(t.Context(), uint64(seed), open, func(*Disk) {}); err != nil {
			t.Fatalf("power cut %d: %v", seed, err)
		}
	}
}

// CutPower cuts the power once, on a disk that was made bad by spoil, and says what was lost.
// The same seed gives the same history.
func CutPower(ctx context.Context, seed uint64, open func(*Disk) (records.Store, error), spoil func(*Disk)) error {
	c := chance{seed}
	disk := NewDisk(c.next())
	spoil(disk)
	cut := 1 + c.IntN(300)
	disk.Cut(cut)
	if seed%4 == 3 {
		disk.FailSync = 10 + c.IntN(20)
	}
	h := newHistory()
	tried, err := h.untilPowerIsGone(ctx, disk, &c, open)
	if err != nil {
		return fmt.Errorf("before the cut: %w", err)
	}
	after, err := open(disk.Restart())
	if err != nil {
		return fmt.Errorf("opening after the power was gone at change %d: %w", cut, err)
	}
	defer after.Close()
	heads, err := survived(ctx, after, h.heads, tried)
	if err != nil {
		return fmt.Errorf("the power was gone at change %d: %w", cut, err)
	}
	// And it goes on from there.
	for _, head := range heads {
		h.reach(head.Log, head.Size)
	}
	b := h.batch(5)
	if err := after.Commit(ctx, b); err != nil {
		return fmt.Errorf("committing after the cut: %w", err)
	}
	h.take(b)
	_, err = survived(ctx, after, h.heads, h.heads)
	return err
}

// untilPowerIsGone commits, and returns where the batch leads that was under way at the end.
func (h *history) untilPowerIsGone(ctx context.Context, disk *Disk, c *chance, open func(*Disk) (records.Store, error)) (tried [2]records.Head, err error) {
	tried = h.heads
	store, err := open(disk)
	if err != nil {
		return tried, disk.blame(err)
	}
	defer store.Close()
	for {
		b := h.batch(1 + c.IntN(entities))
		tried = h.after(b)
		err := store.Commit(ctx, b)
		if err == nil {
			h.take(b)
			continue
		}
		if disk.dead() {
			return tried, nil
		}
		if !errors.Is(err, records.ErrInDoubt) {
			return tried, disk.blame(err)
		}
		heads, err := store.Heads(ctx)
		if err != nil {
			return tried, disk.blame(err)
		}
		if [2]records.Head(heads) == tried {
			h.take(b)
		}
	}
}

// dead reports whether the power is gone.
func (d *Disk) dead() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.off
}

// blame returns nil where the disk is the reason why something did not go well.
func (d *Disk) blame(err error) error {
	if d.dead() || errors.Is(err, ErrSync) {
		return nil
	}
	return err
}

// DiskFull fills a disk, of 30 sizes or of as many as the environment variable
// STORETEST_DISK_SIZES says. What was acknowledged stays and can be read, nothing else does,
// and once there is room writing goes on.
func DiskFull(t *testing.T, open func(*Disk) (records.Store, error)) {
	n := times(t, "STORETEST_DISK_SIZES", 30)
	for i := range n {
		disk := NewDisk(uint64(i))
		disk.Room = 20_000 + int64(i)*1_000_000/int64(n)
		if err := fill(t.Context(), disk, open); err != nil {
			t.Fatalf("a disk of %d bytes: %v", disk.Room, err)
		}
	}
}

func fill(ctx context.Context, disk *Disk, open func(*Disk) (records.Store, error)) error {
	h := newHistory()
	store, err := open(disk)
	if errors.Is(err, records.ErrFull) {
		disk.SetRoom(0)
		store, err = open(disk)
	}
	if err != nil {
		return fmt.Errorf("opening: %w", err)
	}
	defer func() { store.Close() }()
	c := chance{uint64(disk.Room)}
	bytes := int64(0)
	for disk.Room > 0 {
		b := h.batch(1 + c.IntN(entities))
		err := store.Commit(ctx, b)
		switch {
		case err == nil:
			for _, e := range b.Entries {
				bytes += int64(len(e.Header) + len(e.Content.Data))
			}
			if h.take(b); bytes > disk.Room {
				return fmt.Errorf("%d bytes were acknowledged, and the disk is said not to be full", bytes)
			}
			continue
		case !errors.Is(err, records.ErrFull):
			return fmt.Errorf("the disk is full, and the error is another: %w", err)
		}
		if _, err := survived(ctx, store, h.heads, h.heads); err != nil {
			return fmt.Errorf("while it is full: %w", err)
		}
		disk.SetRoom(0)
	}
	b := h.batch(entities)
	if err := store.Commit(ctx, b); err != nil {
		return fmt.Errorf("committing when there is room again: %w", err)
	}
	h.take(b)
	if err := store.Close(); err != nil {
		return fmt.Errorf("closing: %w", err)
	}
	if store, err = open(disk); err != nil {
		return fmt.Errorf("opening again: %w", err)
	}
	_, err = survived(ctx, store, h.heads, h.heads)
	return err
}
