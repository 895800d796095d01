package storetest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/iso28000/iso28000/records"
)

// What a process that a test has started finds in its environment: the folder to work in, and
// how many batches to commit.
const (
	childFolder  = "STORETEST_CHILD_FOLDER"
	childBatches = "STORETEST_CHILD_BATCHES"
)

// Kill lets another process write, and ends it with a signal that it cannot catch, 10 times or
// as often as the environment variable STORETEST_KILLS says: everything that was acknowledged
// is there afterwards. That process is the test again, so Kill is all that the test does. open
// opens the store that belongs to a folder, or makes it.
//
// A missing fsync is not found by it, since what was written outlives the process: for that
// there is [PowerCut].
func Kill(t *testing.T, open func(ctx context.Context, folder string) (records.Store, error)) {
	if isChild(t, open) {
		return
	}
	c := chance{28000}
	var folder string
	for i := range times(t, "STORETEST_KILLS", amount(10, 4)) {
		if i%20 == 0 {
			folder = t.TempDir() // what is looked at each time shall not grow without end
		}
		acknowledged, tried := killed(t, folder, 1+c.IntN(30), time.Duration(c.IntN(3000))*time.Microsecond)
		store, err := open(t.Context(), folder)
		if err != nil {
			t.Fatalf("kill %d: opening afterwards: %v", i, err)
		}
		_, err = survived(t.Context(), store, acknowledged.heads, tried.heads)
		if err := errors.Join(err, store.Close()); err != nil {
			t.Fatalf("kill %d: %v", i, err)
		}
	}
}

// killed starts a process that writes, lets it commit so many batches and a little longer, and
// kills it.
func killed(t *testing.T, folder string, batches int, longer time.Duration) (acknowledged, tried *history) {
	t.Helper()
	cmd, out := child(t, folder, 1_000_000)
	acknowledged, tried = newHistory(), newHistory()
	for lines := bufio.NewScanner(out); lines.Scan(); {
		word, sizes := report(lines.Text())
		switch word {
		case "begins":
			acknowledged.reachBoth(sizes)
			tried.reachBoth(sizes)
		case "tries":
			tried.reachBoth(sizes)
		case "has":
			acknowledged.reachBoth(sizes)
			if batches--; batches == 0 {
				time.AfterFunc(longer, func() { cmd.Process.Kill() })
			}
		}
	}
	if err := cmd.Wait(); err == nil || batches > 0 {
		t.Fatalf("the process that was to be killed ended by itself (%v): %s", err, cmd.Stderr)
	}
	return acknowledged, tried
}

func (h *history) reachBoth(sizes [2]int64) {
	h.reach(records.RecordLog, sizes[0])
	h.reach(records.AccessLog, sizes[1])
}

// report reads a line of a child: other lines are those of the test itself.
func report(line string) (word string, sizes [2]int64) {
	var child string
	n, err := fmt.Sscanf(line, "%s %s %d %d", &child, &word, &sizes[0], &sizes[1])
	if err != nil || n != 4 || child != "child" {
		return "", sizes
	}
	return word, sizes
}

// child starts the test that runs, once more.
func child(t *testing.T, folder string, batches int) (*exec.Cmd, io.Reader) {
	t.Helper()
	name := "^" + strings.ReplaceAll(t.Name(), "/", "$/^") + "$"
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run="+name, "-test.count=1", "-test.timeout=5m")
	cmd.Env = append(os.Environ(), childFolder+"="+folder, fmt.Sprint(childBatches, "=", batches))
	cmd.Stderr = &strings.Builder{}
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	return cmd, out
}

// isChild does the work of a child, and reports whether this is one.
func isChild(t *testing.T, open func(ctx context.Context, folder string) (records.Store, error)) bool {
	t.Helper()
	folder := os.Getenv(childFolder)
	if folder == "" {
		return false
	}
	store, err := open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := write(t.Context(), store, times(t, childBatches, 1)); err != nil {
		t.Fatal(err)
	}
	return true
}

// write commits batches beside whoever else does, and says on standard output how far it is.
func write(ctx context.Context, store records.Store, batches int) error {
	h := newHistory()
	say := func(word string, heads [2]records.Head) error {
		_, err := fmt.Printf("\nchild %s %d %d\n", word, heads[0].Size, heads[1].Size)
		return err
	}
	c := chance{uint64(os.Getpid())}
	for i := 0; i < batches; {
		heads, err := store.Heads(ctx)
		if err != nil {
			return err
		}
		for _, head := range heads {
			h.reach(head.Log, head.Size)
		}
		if i == 0 {
			if err := say("begins", h.heads); err != nil {
				return err
			}
		}
		b := h.batch(1 + c.IntN(entities))
		if err := say("tries", h.after(b)); err != nil {
			return err
		}
		err = store.Commit(ctx, b)
		if errors.Is(err, records.ErrHeadMoved) {
			continue
		}
		if err != nil {
			return err
		}
		h.take(b)
		i++
		if err := say("has", h.heads); err != nil {
			return err // whoever reads is gone
		}
	}
	return nil
}

// Processes lets several processes write to one store at once. No batch of any of them is lost,
// and none is there twice. As with [Kill], it is all that the test does.
func Processes(t *testing.T, open func(ctx context.Context, folder string) (records.Store, error)) {
	if isChild(t, open) {
		return
	}
	const processes, batches = 3, 25
	folder := t.TempDir()
	store, err := open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	ends := make(chan map[int64]bool, processes)
	for range processes {
		cmd, out := child(t, folder, batches)
		go func() {
			mine := map[int64]bool{} // where a batch of this process ends
			for lines := bufio.NewScanner(out); lines.Scan(); {
				if word, sizes := report(lines.Text()); word == "has" {
					mine[sizes[0]] = true
				}
			}
			if err := cmd.Wait(); err != nil {
				t.Errorf("a process: %v: %s", err, cmd.Stderr)
			}
			ends <- mine
		}()
	}
	all := map[int64]bool{}
	last := int64(0)
	for range processes {
		for end := range <-ends {
			if all[end] {
				t.Errorf("two processes were told that their batch ends at %d", end)
			}
			all[end] = true
			last = max(last, end)
		}
	}
	heads, err := found(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != processes*batches || heads[0].Size != last {
		t.Errorf("%d batches were acknowledged, of %d, the last at %d, and the log ends at %d", len(all), processes*batches, last, heads[0].Size)
	}
}
