package postgres

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/internal/migrations"
)

// Migrations are the steps that make the tables, in the order of their names, for hosts that
// run migrations by themselves. They are written for goose, and make the tables in the first
// schema of search_path; each sets the version in the table store in the transaction that it
// runs in, so that whoever runs them, [Open] knows. [Grants] says what the roles then need.
//
//go:embed migrations/*.sql
var Migrations embed.FS

// version reads which version of the tables there is: 0 where there is none and the schema is
// free for them.
func (s *Store) version(ctx context.Context, c *pgx.Conn) (version int64, err error) {
	const ours = "SELECT version FROM store WHERE program = 'iso28000'"
	err = c.QueryRow(ctx, ours).Scan(&version)
	switch {
	case err == nil && version < 1, errors.Is(err, pgx.ErrNoRows), codeOf(err) == "42703": // no such column
		return 0, fmt.Errorf("%w: the table store in the schema %s is not ours", records.ErrForeign, s.options.Schema)
	case err == nil:
		return version, nil
	case codeOf(err) != stateNoTable:
		return 0, failed(ctx, err)
	}
	var others int64
	const count = "SELECT count(*) FROM information_schema.tables WHERE table_schema = $1 AND table_name NOT LIKE 'goose%'"
	if err := c.QueryRow(ctx, count, s.options.Schema).Scan(&others); err != nil {
		return 0, failed(ctx, err)
	}
	if others > 0 {
		if err := c.QueryRow(ctx, ours).Scan(&version); err == nil && version >= 1 {
			return version, nil // somebody else has made them since
		}
		return 0, fmt.Errorf("%w: in the schema %s are tables of another program: name another schema", records.ErrForeign, s.options.Schema)
	}
	return 0, nil
}

// migrate brings the tables to the newest version. Of several that come at once one does it:
// where there are tables, the row in store is the lock; where there are none, only one can make
// them, and the others look again.
func (s *Store) migrate(ctx context.Context, c *pgx.Conn, list []migrations.Step) error {
	for try := 0; ; try++ {
		err := s.migrateOnce(ctx, c, list)
		rollback(ctx, c)
		if err == nil || try >= maxAttempts {
			return err
		}
		switch f := new(fault); {
		case !errors.As(err, &f):
			return err
		case f.code == stateUnique, f.code == "42P06", f.code == "42P07", f.code == "42723", aborted(err): // made meanwhile
			if err := pause(ctx, try); err != nil {
				return err
			}
		default:
			return err
		}
	}
}

func (s *Store) migrateOnce(ctx context.Context, c *pgx.Conn, list []migrations.Step) error {
	run := func(sql string) error {
		_, err := c.Exec(ctx, sql, pgx.QueryExecModeSimpleProtocol)
		return failed(ctx, err)
	}
	for _, sql := range []string{"BEGIN", "SET LOCAL statement_timeout = 0", "SET LOCAL lock_timeout = 0"} {
		if err := run(sql); err != nil {
			return err
		}
	}
	var there bool
	const exists = "SELECT EXISTS (SELECT 1 FROM information_schema.schemata WHERE schema_name = $1)"
	if err := c.QueryRow(ctx, exists, s.options.Schema).Scan(&there); err != nil {
		return failed(ctx, err)
	}
	if !there {
		if err := run("CREATE SCHEMA " + pgx.Identifier{s.options.Schema}.Sanitize()); err != nil {
			return err
		}
	}
	have, err := s.lockVersion(ctx, c)
	if err != nil {
		return err
	}
	if err := migrations.Take(list, have, run, func() (int64, error) { return s.version(ctx, c) }); err != nil {
		return err
	}
	for _, grant := range grants(s.options.Schema, s.options.Roles) {
		if err := run(grant); err != nil {
			return fmt.Errorf("what the roles are allowed: %w", err)
		}
	}
	tag, err := c.Exec(ctx, "COMMIT")
	if err == nil && tag.String() != "COMMIT" {
		err = fmt.Errorf("the tables were not made: the server says %s", tag)
	}
	return failed(ctx, err)
}

// lockVersion reads the version as nobody else can while this transaction lasts.
func (s *Store) lockVersion(ctx context.Context, c *pgx.Conn) (version int64, err error) {
	var there bool
	const exists = "SELECT EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = $1 AND table_name = 'store')"
	if err := c.QueryRow(ctx, exists, s.options.Schema).Scan(&there); err != nil || !there {
		return 0, failed(ctx, err)
	}
	err = c.QueryRow(ctx, "SELECT version FROM store WHERE program = 'iso28000' FOR UPDATE").Scan(&version)
	return version, failed(ctx, err)
}

// aborted reports whether the server has given up a transaction so that others could go on:
// as it was, it may be tried again.
func aborted(err error) bool {
	f := new(fault)
	return errors.As(err, &f) && (f.code == stateSerializable || f.code == stateDeadlock)
}

// maxAttempts is how often a transaction that the server has given up is tried.
const maxAttempts = 10

// pause waits a little, longer each time.
func pause(ctx context.Context, try int) error {
	select {
	case <-time.After(time.Duration(1<<min(try, 7)) * time.Millisecond):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

var (
	triggerPattern  = regexp.MustCompile(`(?m)^CREATE TRIGGER (\w+) .* ON (\w+) .*EXECUTE FUNCTION (\w+)\(\)`)
	functionPattern = regexp.MustCompile(`(?s)CREATE FUNCTION (\w+)\(\).*AS \$\$(.*)\$\$`)
)

// triggers says what the steps make: of each trigger, by table and name, the body of its function.
func triggers(list []migrations.Step) map[string]string {
	made, bodies := map[string]string{}, map[string]string{}
	for _, step := range list {
		for _, statement := range step.Statements {
			if m := functionPattern.FindStringSubmatch(statement); m != nil {
				bodies[m[1]] = m[2]
			}
			if m := triggerPattern.FindStringSubmatch(statement); m != nil {
				made[m[2]+"."+m[1]] = bodies[m[3]]
			}
		}
	}
	return made
}

// sameSchema refuses tables whose triggers are not those that the migrations make. Other
// engines than PostgreSQL keep them elsewhere, and are not asked.
func (s *Store) sameSchema(ctx context.Context, c *pgx.Conn, list []migrations.Step) error {
	var server string
	if err := c.QueryRow(ctx, "SELECT version()").Scan(&server); err != nil {
		return failed(ctx, err)
	}
	if !strings.HasPrefix(server, "PostgreSQL") {
		return nil
	}
	rows, err := c.Query(ctx, `SELECT c.relname || '.' || t.tgname, t.tgenabled::text, p.prosrc FROM pg_catalog.pg_trigger t
		JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
		JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal AND n.nspname = $1`, s.options.Schema)
	if err != nil {
		return failed(ctx, err)
	}
	want, found := triggers(list), map[string]bool{}
	var faults []string
	var name, enabled, body string
	_, err = pgx.ForEachRow(rows, []any{&name, &enabled, &body}, func() error {
		found[name] = true
		switch expected, ours := want[name]; {
		case !ours && slices.Contains(tables, strings.Split(name, ".")[0]):
			faults = append(faults, fmt.Sprintf("the trigger %s is none of those that were made", name))
		case !ours:
		case enabled != "O" && enabled != "A":
			faults = append(faults, fmt.Sprintf("the trigger %s was turned off", name))
		case body != expected:
			faults = append(faults, fmt.Sprintf("the trigger %s does not do what it did", name))
		}
		return nil
	})
	if err != nil {
		return failed(ctx, err)
	}
	for name := range want {
		if !found[name] {
			faults = append(faults, fmt.Sprintf("the trigger %s is missing", name))
		}
	}
	if len(faults) > 0 {
		slices.Sort(faults)
		return fmt.Errorf("%w: %s", ErrSchema, strings.Join(faults, "; "))
	}
	return nil
}
