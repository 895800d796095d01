package sqlite

import (
	"context"
	"database/sql/driver"
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/internal/migrations"
)

// Migrations are the steps that make the tables, in the order of their names, for hosts that
// run migrations by themselves. They are written for goose; each sets user_version to its own
// number in the transaction that it runs in, so that whoever runs them, [Open] knows.
//
//go:embed migrations/*.sql
var Migrations embed.FS

// migrate brings a file from the version that it has to the newest, all steps or none. The
// version is read again in the transaction: another process may have been quicker.
func (c *conn) migrate(ctx context.Context, list []migrations.Step) error {
	err, _ := c.within(ctx, "BEGIN IMMEDIATE", func() error {
		have, err := c.integer(ctx, "PRAGMA user_version")
		if err != nil {
			return err
		}
		return migrations.Take(list, have, func(statement string) error { return c.run(ctx, statement) }, func() (int64, error) { return c.integer(ctx, "PRAGMA user_version") })
	})
	return err
}

// An object is something of a schema: a table, an index, a trigger.
type object struct{ kind, name string }

// schema returns the text of every object of the main database but those that SQLite makes
// by itself.
func (c *conn) schema(ctx context.Context) (map[object]string, error) {
	found := map[object]string{}
	const query = "SELECT type, name, sql FROM main.sqlite_schema WHERE name NOT LIKE 'sqlite_%'"
	err := c.query(ctx, query, nil, func(row []driver.Value) (bool, error) {
		kind, _ := row[0].(string)
		name, _ := row[1].(string)
		text, _ := row[2].(string)
		found[object{kind, name}] = text
		return true, nil
	})
	return found, err
}

// sameSchema refuses a file that lacks one of the objects that the migrations make, or has it
// otherwise. What a host has beside them is its own, as long as it does not hang on our tables.
func (c *conn) sameSchema(ctx context.Context, want map[object]string) error {
	have, err := c.schema(ctx)
	if err != nil {
		return err
	}
	var faults []string
	for o, text := range want {
		switch got, found := have[o]; {
		case !found:
			faults = append(faults, fmt.Sprintf("the %s %s is missing", o.kind, o.name))
		case got != text:
			faults = append(faults, fmt.Sprintf("the %s %s is not as it was made", o.kind, o.name))
		}
	}
	for o := range have {
		if _, ours := want[o]; !ours && o.kind == "trigger" {
			faults = append(faults, fmt.Sprintf("the trigger %s is none of those that were made", o.name))
		}
	}
	if len(faults) > 0 {
		slices.Sort(faults)
		return fmt.Errorf("%w: %s", ErrSchema, strings.Join(faults, "; "))
	}
	return nil
}

// schemaOf returns the objects that the steps make in an empty database.
func (e engine) schemaOf(ctx context.Context, list []migrations.Step) (map[object]string, error) {
	raw, err := e.connect(ctx, inMemory)
	if err != nil {
		return nil, err
	}
	c := newConn(raw, e.code)
	defer c.close()
	if err := c.migrate(ctx, list); err != nil {
		return nil, err
	}
	return c.schema(ctx)
}

// known reads what kind of file it is: version 0 is an empty one.
func (c *conn) known(ctx context.Context, newest int64) (version int64, err error) {
	var application, objects int64
	err, _ = c.within(ctx, "BEGIN", func() (err error) { // since another process may make the tables just now
		if application, err = c.integer(ctx, "PRAGMA application_id"); err != nil {
			return err
		}
		if version, err = c.integer(ctx, "PRAGMA user_version"); err != nil {
			return err
		}
		objects, err = c.integer(ctx, "SELECT count(*) FROM sqlite_schema")
		return err
	})
	switch {
	case err != nil:
		return 0, err
	case application == 0 && version == 0 && objects == 0:
		return 0, nil
	case application != applicationID:
		return 0, fmt.Errorf("%w: it is an SQLite file of another program", records.ErrForeign)
	case version > newest:
		return 0, fmt.Errorf("%w: it has version %d of the tables, and this reads up to %d: use the newer release that wrote it", records.ErrForeign, version, newest)
	case version < 1:
		return 0, fmt.Errorf("%w: it names no version of its tables", records.ErrForeign)
	}
	return version, nil
}

// applicationID stands in the file, as the letters IS28.
const applicationID = 'I'<<24 | 'S'<<16 | '2'<<8 | '8'
