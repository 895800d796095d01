//go:build linux

package postgres

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/internal/migrations"
	"github.com/iso28000/iso28000/records/storetest"
)

// opening opens a schema, and closes it again.
func opening(t *testing.T, options Options) error {
	t.Helper()
	s, err := Open(t.Context(), server(t), options)
	if err == nil {
		require.NoError(t, s.Close())
	}
	return err
}

func TestOpenMakesTablesOnlyIfToldTo(t *testing.T) {
	schema := newSchema()
	require.ErrorIs(t, opening(t, Options{Schema: schema}), ErrOlder)
	require.ErrorIs(t, opening(t, Options{Schema: schema, ReadOnly: true}), records.ErrForeign)
	require.NoError(t, opening(t, Options{Schema: schema, Migrate: true}))
	require.NoError(t, opening(t, Options{Schema: schema}))
	require.NoError(t, opening(t, Options{Schema: schema, ReadOnly: true}))
}

func TestSeveralOpenAtOnce(t *testing.T) {
	schema := newSchema()
	var all sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		all.Go(func() { errs[i] = opening(t, Options{Schema: schema, Migrate: true}) })
	}
	all.Wait()
	require.NoError(t, errors.Join(errs...))
}

func TestForeignTablesAreLeftAlone(t *testing.T) {
	c := admin(t, server(t), "public")
	for name, sql := range map[string]string{
		"of another program":                       "CREATE TABLE %s.customers (n int)",
		"of another program, and of the same name": "CREATE TABLE %s.store (city text)",
		"of a program that we do not know":         "CREATE TABLE %[1]s.store (program text, version bigint); INSERT INTO %[1]s.store VALUES ('warehouse', 1)",
		"of a newer version":                       "CREATE TABLE %[1]s.store (program text, version bigint); INSERT INTO %[1]s.store VALUES ('iso28000', 99)",
	} {
		t.Run(name, func(t *testing.T) {
			schema := newSchema()
			quoted := `"` + schema + `"`
			run(t, c, "CREATE SCHEMA "+quoted)
			for _, s := range strings.Split(fmt.Sprintf(sql, quoted), "; ") {
				run(t, c, s)
			}
			require.ErrorIs(t, opening(t, Options{Schema: schema, Migrate: true}), records.ErrForeign)
			require.ErrorIs(t, opening(t, Options{Schema: schema}), records.ErrForeign)
		})
	}
}

func TestAlteredTriggersAreSeen(t *testing.T) {
	for _, sql := range []string{
		"ALTER TABLE record DISABLE TRIGGER record_unchanged",
		"DROP TRIGGER tile_stays ON tile",
		"CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$",
		"CREATE TRIGGER another BEFORE INSERT ON record FOR EACH ROW EXECUTE FUNCTION refuse_return()",
	} {
		schema := newSchema()
		require.NoError(t, opening(t, Options{Schema: schema, Migrate: true}))
		run(t, admin(t, server(t), schema), sql)
		err := opening(t, Options{Schema: schema})
		require.ErrorIs(t, err, ErrSchema, sql)
		require.ErrorIs(t, err, records.ErrDamaged, sql)
		require.NoError(t, opening(t, Options{Schema: schema, ReadOnly: true}), sql)
	}
}

func TestServersThatLoseRecordsAreRefused(t *testing.T) {
	conn := server(t)
	_, err := Open(t.Context(), conn+" options='-c synchronous_commit=off'", Options{Schema: newSchema(), Migrate: true})
	require.ErrorContains(t, err, "synchronous_commit is off")

	root := admin(t, conn, "public")
	run(t, root, "DROP DATABASE IF EXISTS latin")
	run(t, root, "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
	_, err = Open(t.Context(), strings.Replace(conn, "dbname=postgres", "dbname=latin", 1), Options{Migrate: true})
	require.ErrorContains(t, err, "server_encoding is LATIN1")
}

func TestInterruptedMigrationLeavesNothingBehind(t *testing.T) {
	list, err := migrations.Read(Migrations)
	require.NoError(t, err)
	second := func(statements ...string) []migrations.Step {
		return append(list[:len(list):len(list)], migrations.Step{Version: int64(len(list) + 1), Name: "the next", Statements: append([]string{fmt.Sprint("UPDATE store SET version = ", len(list)+1)}, statements...)})
	}
	schema := newSchema()
	require.NoError(t, opening(t, Options{Schema: schema, Migrate: true}))
	s := openStore(t, server(t), Options{Schema: schema})
	c, err := s.writing.Acquire(t.Context())
	require.NoError(t, err)
	defer c.Release()
	require.Error(t, s.migrate(t.Context(), c.Conn(), second("CREATE TABLE half (n int)", "SELECT 1 / 0")))
	version, err := s.version(t.Context(), c.Conn())
	require.NoError(t, err)
	assert.EqualValues(t, len(list), version)
	_, err = c.Exec(t.Context(), "SELECT 1 FROM half")
	assert.Equal(t, stateNoTable, codeOf(err))

	// One that says nothing of its version is a mistake of ours, and undone as well.
	require.ErrorContains(t, s.migrate(t.Context(), c.Conn(), append(list, migrations.Step{Version: int64(len(list) + 1), Name: "silent", Statements: nil})), "silent left version")

	// One that works makes a store that this version does not read any more.
	require.NoError(t, s.migrate(t.Context(), c.Conn(), second("CREATE TABLE half (n int)")))
	require.ErrorIs(t, opening(t, Options{Schema: schema, Migrate: true}), records.ErrForeign)
}

func TestMigrationsAreThoseOfGoose(t *testing.T) {
	data, err := Migrations.ReadFile("migrations/0001_logs.sql")
	require.NoError(t, err)
	assert.Equal(t, 1, strings.Count(string(data), "-- +goose Up\n"))
	assert.Equal(t, strings.Count(string(data), "StatementBegin"), strings.Count(string(data), "StatementEnd"))
}

func TestClosedStore(t *testing.T) {
	s, err := Open(t.Context(), server(t), Options{Schema: newSchema(), Migrate: true})
	require.NoError(t, err)
	require.NoError(t, s.Close())
	require.NoError(t, s.Close())
	require.ErrorIs(t, s.Commit(t.Context(), storetest.NewMaker(1).Plain(1, 1)), records.ErrClosed)
}

func TestReadOnlyStoreWritesNothing(t *testing.T) {
	schema := newSchema()
	require.NoError(t, opening(t, Options{Schema: schema, Migrate: true}))
	s := openStore(t, server(t), Options{Schema: schema, ReadOnly: true})
	require.ErrorIs(t, s.Commit(t.Context(), storetest.NewMaker(1).Plain(1, 1)), ErrReadOnly)
	_, err := s.Restore(t.Context(), strings.NewReader(""))
	require.ErrorIs(t, err, ErrReadOnly)
}

func TestWaitEnds(t *testing.T) {
	schema := newSchema()
	require.NoError(t, opening(t, Options{Schema: schema, Migrate: true}))
	s := openStore(t, server(t), Options{Schema: schema, Wait: 50 * time.Millisecond})
	c := admin(t, server(t), schema)
	run(t, c, "BEGIN")
	run(t, c, "SELECT 1 FROM head FOR UPDATE")
	m := storetest.NewMaker(1)
	for _, entries := range []int{1, 100} {
		b := m.Plain(entries, 10)
		require.ErrorIs(t, s.Commit(t.Context(), b), ErrBusy)
	}
	run(t, c, "ROLLBACK")
	m = storetest.NewMaker(1)
	require.NoError(t, s.Commit(t.Context(), m.Plain(1, 10)))
}
