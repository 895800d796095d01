package postgres

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/internal/migrations"
)

// How many connections a store opens at most, unless pool_max_conns in the connection string
// or [Options].Configure says otherwise.
const (
	maxReading = 16
	maxWriting = 4 // commits to one log wait for each other: more would only wait
)

// Open opens a database. The connection string is a URL or a list of settings, as libpq takes
// it; where it names several hosts, write target_session_attrs=read-write, so that after a
// failover the new primary is found.
//
// Tables that another program or a newer version has made are records.ErrForeign, missing or
// earlier ones [ErrOlder], altered triggers [ErrSchema]. A server that would lose what it has
// acknowledged (fsync or synchronous_commit off) is refused. Whether somebody has altered what
// stands in the logs is not looked at: that takes an auditor.
func Open(ctx context.Context, connString string, options Options) (*Store, error) {
	if options.Schema == "" {
		options.Schema = "iso28000"
	}
	if options.Wait <= 0 {
		options.Wait = 10 * time.Second
	}
	if options.Timeout <= 0 {
		options.Timeout = time.Minute
	}
	s := &Store{options: options, begin: "BEGIN ISOLATION LEVEL READ COMMITTED"}
	err := s.connect(ctx, connString)
	if err == nil {
		err = s.ours(ctx)
	}
	if err != nil {
		s.closePools()
		return nil, err
	}
	return s, nil
}

// connect makes the pools, which open connections when they are needed.
func (s *Store) connect(ctx context.Context, connString string) (err error) {
	if s.reading, err = s.pool(ctx, connString, false); err != nil || s.options.ReadOnly {
		return err
	}
	if s.writing, err = s.pool(ctx, connString, true); err != nil {
		return err
	}
	s.disposal = s.writing
	if s.options.Disposal != "" {
		s.disposal, err = s.pool(ctx, s.options.Disposal, true)
	}
	return err
}

func (s *Store) pool(ctx context.Context, connString string, writing bool) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(connString)
	if err != nil {
		return nil, fmt.Errorf("postgres: the connection string: %w", err)
	}
	switch {
	case writing:
		config.MaxConns, config.MinConns = maxWriting, 0
	case !strings.Contains(connString, "pool_max_conns"):
		config.MaxConns = maxReading
	}
	params := config.ConnConfig.RuntimeParams
	if params["application_name"] == "" {
		params["application_name"] = "iso28000"
	}
	// The folder for temporary tables comes last, so that nobody's table there is taken for ours.
	params["search_path"] = pgx.Identifier{s.options.Schema}.Sanitize() + ", pg_temp"
	params["lock_timeout"] = fmt.Sprint(s.options.Wait.Milliseconds())
	params["statement_timeout"] = fmt.Sprint(s.options.Timeout.Milliseconds())
	if s.options.Configure != nil {
		s.options.Configure(config)
	}
	config.AfterConnect = after(config.AfterConnect, checkEncoding)
	if writing {
		config.AfterConnect = after(after(config.AfterConnect, checkDurable), noteBackend)
		config.ConnConfig.OnNotice = noteWarnings(config.ConnConfig.OnNotice)
		withoutCancel(config)
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, failed(ctx, err)
	}
	return pool, nil
}

func after(first, then func(context.Context, *pgx.Conn) error) func(context.Context, *pgx.Conn) error {
	if first == nil {
		return then
	}
	return func(ctx context.Context, c *pgx.Conn) error {
		if err := first(ctx, c); err != nil {
			return err
		}
		return then(ctx, c)
	}
}

// checkEncoding refuses a database that cannot hold every text, or would change it.
func checkEncoding(_ context.Context, c *pgx.Conn) error {
	for _, side := range []string{"server_encoding", "client_encoding"} {
		if got := c.PgConn().ParameterStatus(side); got != "" && !strings.EqualFold(strings.ReplaceAll(got, "-", ""), "utf8") {
			return fmt.Errorf("%s is %s, in which not every text can be kept: make the database with encoding UTF8", side, got)
		}
	}
	return nil
}

// checkDurable refuses a server that acknowledges what it may lose. Engines that do not know
// these settings do not know how to turn them off either.
func checkDurable(ctx context.Context, c *pgx.Conn) error {
	for _, setting := range []string{"fsync", "full_page_writes", "synchronous_commit"} {
		var value *string
		if err := c.QueryRow(ctx, "SELECT current_setting($1, true)", setting).Scan(&value); err != nil {
			return failed(ctx, err)
		}
		if value != nil && *value == "off" {
			return fmt.Errorf("%s is off: what is acknowledged could be lost: turn it on", setting)
		}
	}
	return nil
}

// warned is where a connection keeps a warning of the server.
const warned = "iso28000 warned"

// noteWarnings keeps the warning by which the server says, beside an acknowledgement, that a
// commit did not wait for its standby.
func noteWarnings(before pgconn.NoticeHandler) pgconn.NoticeHandler {
	return func(c *pgconn.PgConn, n *pgconn.Notice) {
		if n.SeverityUnlocalized == "WARNING" {
			c.CustomData()[warned] = n.Message
		}
		if before != nil {
			before(c, n)
		}
	}
}

var errNoCancel = errors.New("postgres: a commit is not cancelled")

// withoutCancel keeps pgx from sending a request to cancel when it gives up a connection. Where
// a commit waits for its standby, that would end the waiting, and others would see as stored
// what a failover then loses.
func withoutCancel(config *pgxpool.Config) {
	before := config.BeforeConnect
	config.BeforeConnect = func(ctx context.Context, c *pgx.ConnConfig) error {
		if before != nil {
			if err := before(ctx, c); err != nil {
				return err
			}
		}
		var connected atomic.Bool
		dial, then := c.DialFunc, c.Config.AfterConnect
		c.DialFunc = func(ctx context.Context, network, addr string) (net.Conn, error) {
			if connected.Load() {
				return nil, errNoCancel
			}
			return dial(ctx, network, addr)
		}
		c.Config.AfterConnect = func(ctx context.Context, p *pgconn.PgConn) error {
			connected.Store(true)
			if then != nil {
				return then(ctx, p)
			}
			return nil
		}
		return nil
	}
}

// ours makes or checks the tables.
func (s *Store) ours(ctx context.Context) error {
	pool := s.writing
	if s.options.ReadOnly {
		pool = s.reading
	}
	c, err := pool.Acquire(ctx)
	if err != nil {
		return failed(ctx, err)
	}
	defer c.Release()
	list, err := migrations.Read(Migrations)
	if err != nil {
		return err
	}
	newest := list[len(list)-1].Version
	version, err := s.version(ctx, c.Conn())
	switch {
	case err != nil:
		return err
	case version > newest:
		return fmt.Errorf("%w: it has version %d of the tables, and this reads up to %d: use the newer release that made them", records.ErrForeign, version, newest)
	case s.options.ReadOnly && version == 0:
		return fmt.Errorf("%w: there are no tables in the schema %s", records.ErrForeign, s.options.Schema)
	case s.options.ReadOnly:
		return nil
	case version < newest && !s.options.Migrate:
		return fmt.Errorf("%w (the schema %s has version %d, this writes %d)", ErrOlder, s.options.Schema, version, newest)
	case version < newest:
		if err := s.migrate(ctx, c.Conn(), list); err != nil {
			return err
		}
	}
	return s.sameSchema(ctx, c.Conn(), list)
}
