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
// second run a sync fails before, or several; in every second the process is killed first, and
// another goes on from what it finds. What was acknowledged has to be there, and so has what a store was found
// to hold; what it was found not to hold after a commit in doubt must not come back. open opens
// the store that a disk holds, or makes it.
func PowerCut(t *testing.T, open func(*Disk) (records.Store, error)) {
	doubts := 0
	for seed := range times(t, "STORETEST_POWER_CUTS", amount(100, 20)) {
		n, err := cutPower(t.Context(), uint64(seed), open, func(*Disk) {})
		if err != nil {
			t.Fatalf("power cut %d: %v", seed, err)
		}
		doubts += n
	}
	t.Logf("%d commits were in doubt", doubts)
}

// CutPower cuts the power once, on a disk that was made bad by spoil, and says what was lost.
// The same seed gives the same history.
func CutPower(ctx context.Context, seed uint64, open func(*Disk) (records.Store, error), spoil func(*Disk)) error {
	_, err := cutPower(ctx, seed, open, spoil)
	return err
}

func cutPower(ctx context.Context, seed uint64, open func(*Disk) (records.Store, error), spoil func(*Disk)) (doubts int, err error) {
	r := outage{history: newHistory(), chance: chance{seed}, open: open, fails: seed%2 == 1}
	disk := NewDisk(r.chance.next())
	spoil(disk)
	r.tried = r.history.heads
	cut := 1 + r.chance.IntN(300)
	if err := r.untilItEnds(ctx, disk, cut); err != nil {
		return r.doubts, fmt.Errorf("before the cut: %w", err)
	}
	if seed/2%2 == 1 {
		disk, cut = disk.Kill(), r.chance.IntN(1+60*r.chance.IntN(2))+r.chance.IntN(20)
		if err := r.untilItEnds(ctx, disk, cut); err != nil {
			return r.doubts, fmt.Errorf("after a process was killed, and before the cut: %w", err)
		}
	}
	after, err := open(disk.Restart())
	if err != nil {
		return r.doubts, fmt.Errorf("opening after the power was gone at change %d, with %d entries acknowledged: %w", cut, r.heads[0].Size, err)
	}
	defer after.Close()
	h := r.history
	heads, err := survived(ctx, after, h.heads, r.tried)
	if err != nil {
		return r.doubts, fmt.Errorf("the power was gone at change %d: %w", cut, err)
	}
	// And it goes on from there.
	h.reachAll(heads)
	b := h.batch(5)
	if err := after.Commit(ctx, b); err != nil {
		return r.doubts, fmt.Errorf("committing after the cut: %w", err)
	}
	h.take(b)
	_, err = survived(ctx, after, h.heads, h.heads)
	return r.doubts, err
}

// An outage is a history of commits until the power goes.
type outage struct {
	*history                 // of what is known to be stored
	tried    [2]records.Head // where the batch leads of which it is not known
	chance   chance
	open     func(*Disk) (records.Store, error)
	fails    bool // whether syncs fail
	doubts   int  // commits whose answer was records.ErrInDoubt
}

// untilItEnds opens a store, looks at what it holds, and commits until the disk is dead, after
// so many changes, or fails for good.
func (r *outage) untilItEnds(ctx context.Context, disk *Disk, changes int) error {
	disk.Cut(changes)
	if r.fails {
		disk.FailSync = r.chance.IntN(1 + min(12, changes/10))
		if r.chance.IntN(3) == 0 {
			disk.Failures = 1 + r.chance.IntN(6)
		}
		if r.chance.IntN(2) == 0 {
			disk.FailCut = r.chance.IntN(12)
		}
	}
	store, err := r.open(disk)
	if err != nil {
		return disk.blame(err)
	}
	defer store.Close()
	if known, err := r.ask(ctx, disk, store); err != nil || !known {
		return err
	}
	for {
		b := r.batch(1 + r.chance.IntN(entities))
		r.tried = r.after(b)
		err := store.Commit(ctx, b)
		if err == nil {
			r.take(b)
			continue
		}
		if disk.dead() || !errors.Is(err, records.ErrInDoubt) {
			return disk.blame(err)
		}
		r.doubts++
		if known, err := r.ask(ctx, disk, store); err != nil || !known {
			return err
		}
		if r.chance.IntN(2) == 0 {
			disk.Cut(r.chance.IntN(8)) // as long as little else was written
		}
	}
}

// ask asks a store for its heads, some times while it is in doubt, and reports whether it has
// answered. What it says holds from then on.
func (r *outage) ask(ctx context.Context, disk *Disk, store records.Store) (known bool, err error) {
	for range 3 {
		list, err := store.Heads(ctx)
		if errors.Is(err, records.ErrInDoubt) {
			continue
		}
		if err != nil {
			return false, disk.blame(err)
		}
		heads := [2]records.Head(list)
		if heads != r.heads && heads != r.tried {
			return false, fmt.Errorf("the logs are said to have %d and %d entries: acknowledged were %d and %d, and under way %d and %d",
				heads[0].Size, heads[1].Size, r.heads[0].Size, r.heads[1].Size, r.tried[0].Size, r.tried[1].Size)
		}
		r.reachAll(heads)
		r.tried = heads
		return true, nil
	}
	return false, nil
}

// dead reports whether the power is gone.
func (d *Disk) dead() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.off
}

// blame returns nil where the disk is the reason why something did not go well.
func (d *Disk) blame(err error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.off || d.failed && !errors.Is(err, records.ErrDamaged) {
		return nil
	}
	return err
}

// DiskFull fills a disk, of 30 sizes or of as many as the environment variable
// STORETEST_DISK_SIZES says. What was acknowledged stays and can be read, nothing else does,
// and once there is room writing goes on.
func DiskFull(t *testing.T, open func(*Disk) (records.Store, error)) {
	n := times(t, "STORETEST_DISK_SIZES", amount(30, 8))
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
