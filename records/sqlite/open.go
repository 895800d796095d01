package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/internal/migrations"
)

// oldest is the first SQLite that is used: those before it lose committed transactions where a
// WAL is begun anew while another connection writes it into the file.
const oldest = "3.51.3"

// open makes the file if it is not there, and checks that it is ours.
func (s *Store) open(ctx context.Context) error {
	list, err := migrations.Read(Migrations)
	if err != nil {
		return err
	}
	if err := s.make(ctx, list); err != nil {
		return err
	}
	// The engine retries while another process makes the file, or mends it after a crash; what it
	// does not retry is retried here.
	var c *conn
	deadline := time.Now().Add(s.options.Wait)
	for {
		if c, err = s.prepare(ctx, list); err == nil || !errors.Is(err, ErrBusy) || time.Now().After(deadline) {
			break
		}
		select {
		case <-time.After(5 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if err != nil {
		return err
	}
	if err := s.stays(); err != nil {
		c.close()
		return err
	}
	if !s.engine.memory {
		if s.file, err = os.Stat(s.path); err != nil {
			c.close()
			return err
		}
	}
	s.writer = c
	return nil
}

// prepare opens the connection that writes, and makes or checks what is in the file.
func (s *Store) prepare(ctx context.Context, list []migrations.Step) (*conn, error) {
	raw, err := s.engine.connect(ctx, s.path)
	c := newConn(raw, s.engine.code)
	if err != nil {
		return nil, s.unopened(c.failed(ctx, err))
	}
	if err := s.ours(ctx, c, list); err != nil {
		c.close()
		return nil, s.unopened(err)
	}
	return c, nil
}

// ours makes or checks the tables.
func (s *Store) ours(ctx context.Context, c *conn, list []migrations.Step) error {
	if err := c.safe(ctx, s.options.Wait, s.engine.pragmas); err != nil {
		return err
	}
	newest := list[len(list)-1].Version
	version, err := c.known(ctx, newest)
	if err != nil {
		return err
	}
	if s.options.ReadOnly {
		if version == 0 {
			return fmt.Errorf("%w: it is empty", records.ErrForeign)
		}
		_, err := c.exec(ctx, "PRAGMA query_only = ON")
		return err
	}
	if version != 0 && version != newest && !s.options.Migrate {
		return fmt.Errorf("%w (it has version %d, this writes %d)", ErrOlder, version, newest)
	}
	if err := c.durable(ctx); err != nil {
		return err
	}
	want, err := s.engine.schemaOf(ctx, list)
	if err != nil {
		return err
	}
	if version == newest { // what is refused is left as it is
		if err := c.sameSchema(ctx, want); err != nil {
			return err
		}
	}
	left := version == 0 // whether something has to be brought into the file
	if version != 0 {
		if left, err = s.inherit(ctx, c); err != nil {
			return err
		}
	}
	if version != newest {
		if err := c.migrate(ctx, list); err != nil {
			return err
		}
		if err := c.sameSchema(ctx, want); err != nil {
			return err
		}
	}
	if left {
		if err := s.emptyWAL(ctx, c); err != nil {
			return err
		}
	}
	return c.pragmas(ctx, s.engine.last)
}

// inherit settles what whoever used the file last has left, who may have ended in the middle of
// a commit, or with one in doubt: what is answered from the file has to be there after a power
// cut too, and what is not in it must not be there then. It reports whether there was a WAL.
func (s *Store) inherit(ctx context.Context, c *conn) (wal bool, err error) {
	size, err, _ := s.settle(ctx, c)
	if codeOf(err) == codeFull {
		if err := s.emptyWAL(ctx, c); err != nil { // which makes room
			return false, err
		}
		_, err, _ = s.settle(ctx, c)
	}
	if err != nil && ctx.Err() == nil {
		c.unsettled = codeOf(err) != codeBusy
		err = fmt.Errorf("what is in the file has to be brought to the disk before it is read: %w", err)
	}
	return size > 0, err
}

// emptyWAL brings what is in the WAL into the file. There may be something in it that was
// erased. And where the file was not made as make does it, its beginning may be nowhere else,
// and SQLite drops the WAL of a file that has none: that is not built upon.
func (s *Store) emptyWAL(ctx context.Context, c *conn) error {
	done, some, err := c.cutOff(ctx, s.options.Wait)
	s.erased.Store(!done)
	if some || err != nil && codeOf(err) != codeFull {
		return err
	}
	heads, unread := c.heads(ctx, "main")
	if unread != nil || heads[0].Size > 0 || heads[1].Size > 0 {
		return unread // it stays in the WAL, which is on the disk
	}
	if err == nil {
		err = fmt.Errorf("%w: nothing is in the file yet, and its beginning has to be brought to the disk first", ErrBusy)
	}
	return err
}

// unopened says what to do about a file that cannot be opened.
func (s *Store) unopened(err error) error {
	switch codeOf(err) {
	case codeNotADB:
		return fmt.Errorf("%w: it is no SQLite file, or one that is encrypted or whose beginning was altered (%w)", records.ErrForeign, err)
	case codeCantOpen, codeReadOnly:
		return fmt.Errorf("file and folder have to be writable, since a -wal and a -shm file are made beside it: %w", err)
	}
	return err
}

// safe sets what holds for a connection only, before anything is read.
func (c *conn) safe(ctx context.Context, wait time.Duration, first []string) error {
	pragmas := append([]string{}, first...)
	pragmas = append(pragmas,
		fmt.Sprintf("busy_timeout = %d", wait.Milliseconds()),
		"trusted_schema = OFF", // the file may come from anywhere
		"cell_size_check = ON",
		"mmap_size = 0",       // else a disk that fails ends the process
		"temp_store = MEMORY", // what is sorted leaves no copy on disk
		"secure_delete = ON",
		"checkpoint_fullfsync = ON",
		"fullfsync = ON", // where fsync alone does not reach the disk: macOS
	)
	if err := c.pragmas(ctx, pragmas); err != nil {
		return err
	}
	version, err := c.text(ctx, "SELECT sqlite_version()") // which reads the file already
	if err != nil {
		return err
	}
	if older(version, oldest) {
		return fmt.Errorf("SQLite %s is built in, and loses transactions that were committed: build with %s or later", version, oldest)
	}
	return nil
}

func (c *conn) pragmas(ctx context.Context, list []string) error {
	for _, pragma := range list {
		if _, err := c.one(ctx, "PRAGMA "+pragma); err != nil {
			return err
		}
	}
	return nil
}

// durable sets what keeps an acknowledged commit, and checks that it was set.
func (c *conn) durable(ctx context.Context) error {
	mode, err := c.text(ctx, "PRAGMA journal_mode = WAL")
	if err != nil {
		return err
	}
	if mode != "wal" {
		return fmt.Errorf("the journal is in mode %s, and cannot be brought to wal", mode)
	}
	if _, err := c.one(ctx, "PRAGMA synchronous = FULL"); err != nil {
		return err
	}
	for pragma, want := range map[string]int64{"synchronous": 2, "secure_delete": 1} {
		if got, err := c.integer(ctx, "PRAGMA "+pragma); err != nil {
			return err
		} else if got != want {
			return fmt.Errorf("%s is %d, and cannot be brought to %d", pragma, got, want)
		}
	}
	return nil
}

// older compares versions by their numbers.
func older(version, than string) bool {
	a, b := strings.Split(version, "."), strings.Split(than, ".")
	for i := range b {
		x := 0
		if i < len(a) {
			x, _ = strconv.Atoi(a[i])
		}
		if y, _ := strconv.Atoi(b[i]); x != y {
			return x < y
		}
	}
	return false
}

// reader takes an idle connection for reading, or opens one. What is returned gives it back:
// whole says that it may be used again.
func (s *Store) reader(ctx context.Context) (*conn, func(whole bool), error) {
	if s.engine.single {
		c, err := s.takeWriter(ctx)
		return c, func(whole bool) { s.giveWriter(whole) }, err
	}
	s.mu.Lock()
	var c *conn
	if n := len(s.idle); n > 0 {
		c, s.idle = s.idle[n-1], s.idle[:n-1]
	}
	s.mu.Unlock()
	if c == nil {
		var err error
		if c, err = s.another(ctx); err != nil {
			return nil, nil, err
		}
		if _, err := c.one(ctx, "PRAGMA query_only = ON"); err != nil {
			c.close()
			return nil, nil, err
		}
	}
	return c, func(whole bool) {
		s.mu.Lock()
		keep := whole && len(s.idle) < maxIdle
		if keep {
			s.idle = append(s.idle, c)
		}
		s.mu.Unlock()
		if !keep {
			c.close()
		}
		s.scrubSoon(ctx)
	}, nil
}

// maxIdle is how many connections are kept for later readers. More are opened where more read
// at once, so that a reader never waits for another one, which may wait for it.
const maxIdle = 16

// another opens one more connection to a file that was checked.
func (s *Store) another(ctx context.Context) (*conn, error) {
	raw, err := s.engine.connect(ctx, s.path)
	c := newConn(raw, s.engine.code)
	if err != nil {
		return nil, s.unopened(c.failed(ctx, err))
	}
	err = c.safe(ctx, s.options.Wait, s.engine.pragmas)
	if err == nil && !s.options.ReadOnly {
		err = c.durable(ctx)
	}
	if err == nil {
		err = c.pragmas(ctx, s.engine.last)
	}
	if err != nil {
		c.close()
		return nil, err
	}
	return c, nil
}
