package sqlite

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/iso28000/iso28000/records"
)

// Options say how a file is opened. The zero value is for the usual case.
type Options struct {
	// Wait is how long to wait for another process that is writing. Beyond it the error is
	// [ErrBusy]. Defaults to 10 s.
	Wait time.Duration

	// Migrate brings a file with an earlier schema to the one of this version while it is
	// opened. Without it such a file is refused with [ErrOlder]: take a backup first.
	Migrate bool

	// ReadOnly opens a file that is there to look into it: nothing is written to the logs, and a
	// schema that was altered does not keep anybody from it. It is for who audits a file that
	// something is wrong with. What a process has left that ended in the middle of a commit is then
	// read as it is found, and may be otherwise after a power cut.
	ReadOnly bool

	// TempDir is where Backup and Restore put the copy that they need, readable by the user
	// alone, and taken away afterwards. Defaults to the folder of the file.
	TempDir string
}

// A Store keeps record logs in a file. It implements records.Store; all of its methods are
// safe for concurrent use.
type Store struct {
	path    string
	options Options
	engine  engine

	mu      sync.Mutex // of the fields below
	closed  bool
	running sync.WaitGroup // calls; added to under mu
	idle    []*conn        // readers

	opening chan struct{} // holds one thing; taken while the file is opened
	opened  bool          // written while opening is taken, once
	file    os.FileInfo   // of the file that was opened; nil where there is none

	writing  chan struct{} // holds one thing; taken while the writer is used
	writer   *conn         // nil where it has to be opened again
	erased   atomic.Bool   // whether the WAL may still hold what was erased
	doubtful atomic.Bool   // whether it may hold a commit that nobody has decided on
}

var _ records.Store = (*Store)(nil)

// File names a store in a file, for records.Open. The file is opened, or made, on first use,
// as [Open] does it, whose error is then that of each method.
func File(path string) *Store { return newStore(path, Options{}, usual()) }

// Open opens a file, or makes it, readable by the user alone.
//
// A file that another program or a newer version has written is records.ErrForeign, one that
// is cut off records.ErrDamaged, one with an earlier schema [ErrOlder]. Whether somebody has
// altered what stands in the logs is not looked at: that takes an auditor.
//
// It decides first what became of the last commit of a process that ended in the middle of it,
// so that what is found stays there, and what is not there does not come back, even if the power
// goes next. That takes a write, so there has to be room on the disk for a few pages, and another
// process must not be writing for longer than [Options].Wait.
func Open(ctx context.Context, path string, options Options) (*Store, error) {
	s := newStore(path, options, usual())
	if err := s.enter(ctx); err != nil {
		return nil, err
	}
	s.running.Done()
	return s, nil
}

func newStore(path string, options Options, e engine) *Store {
	if options.Wait <= 0 {
		options.Wait = 10 * time.Second
	}
	if !e.memory {
		if abs, err := filepath.Abs(path); err == nil {
			path = abs // the working folder may change while the file is open
		}
	}
	if options.TempDir == "" {
		options.TempDir = filepath.Dir(path)
	}
	s := &Store{path: path, options: options, engine: e, opening: make(chan struct{}, 1), writing: make(chan struct{}, 1)}
	s.opening <- struct{}{}
	s.writing <- struct{}{}
	return s
}

// enter begins a call, which ends with s.running.Done, and opens the file where it is not open.
func (s *Store) enter(ctx context.Context) error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return records.ErrClosed
	}
	s.running.Add(1)
	s.mu.Unlock()
	err := ctx.Err()
	if err == nil {
		err = s.ready(ctx)
	}
	if err != nil {
		s.running.Done()
	}
	return err
}

// ready opens the file unless it is.
func (s *Store) ready(ctx context.Context) error {
	if err := take(ctx, s.opening); err != nil {
		return err
	}
	defer give(s.opening)
	if s.opened {
		return nil
	}
	if err := s.open(ctx); err != nil {
		return fmt.Errorf("%s: %w", s.path, err)
	}
	s.opened = true
	return nil
}

func take(ctx context.Context, token chan struct{}) error {
	select {
	case <-token:
		return nil
	default:
	}
	select {
	case <-token:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func give(token chan struct{}) { token <- struct{}{} }

// Close waits for running calls, writes what stands in the WAL into the file if nobody else
// has it open, and closes it.
func (s *Store) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	s.mu.Unlock()
	s.running.Wait()
	var first error
	keep := func(err error) {
		if first == nil {
			first = err
		}
	}
	for _, c := range s.idle {
		keep(c.close())
	}
	if s.writer != nil {
		if s.doubtful.Load() { // else the next to open the file decides
			_, err, _ := s.settle(context.Background(), s.writer)
			keep(err)
		}
		if s.erased.Load() {
			s.scrub(context.Background())
		}
		keep(s.writer.close())
	}
	s.idle, s.writer = nil, nil
	if first != nil {
		return fmt.Errorf("%s: %w", s.path, first)
	}
	return nil
}

// moved reports that the file which is open is not the one under its name any more: what is
// committed to it would be lost with its last user.
func (s *Store) moved() error {
	if s.file == nil {
		return nil
	}
	now, err := os.Stat(s.path)
	if err == nil && os.SameFile(s.file, now) {
		return nil
	}
	return fmt.Errorf("%w: the file %s was taken away or replaced while it was open: close it, and open the one that is wanted", records.ErrDamaged, s.path)
}

// usable reports why nothing can be read or written.
func (s *Store) usable(ctx context.Context) error {
	if err := s.moved(); err != nil {
		return err
	}
	return s.settled(ctx)
}

// Heads returns the head of each log.
func (s *Store) Heads(ctx context.Context) (heads []records.Head, err error) {
	err = s.Read(ctx, func(snapshot records.Snapshot) error {
		heads, err = snapshot.Heads(ctx)
		return err
	})
	return heads, err
}

// Read calls fn with one state of the store.
func (s *Store) Read(ctx context.Context, fn func(records.Snapshot) error) (err error) {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.running.Done()
	if err := s.usable(ctx); err != nil {
		return err
	}
	c, release, err := s.reader(ctx)
	if err != nil {
		return err
	}
	whole := false
	defer func() { release(whole) }()
	if _, err := c.exec(ctx, "BEGIN"); err != nil {
		return err
	}
	snap := &snapshot{c: c}
	defer func() {
		snap.over = true
		_, err := c.exec(context.WithoutCancel(ctx), "ROLLBACK")
		whole = err == nil
	}()
	// The state is that of the first look, not of BEGIN.
	if _, err := c.integer(ctx, "SELECT count(*) FROM head"); err != nil {
		return err
	}
	return fn(snap)
}
