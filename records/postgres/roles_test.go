//go:build linux

package postgres

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/storetest"
)

// logins are roles with what Roles says, that can connect.
func logins(t *testing.T, conn string) (Roles, func(role string) string) {
	t.Helper()
	root := admin(t, conn, "public")
	n := schemas.Add(1)
	name := func(what string) string { return fmt.Sprintf("%s_%d", what, n) }
	roles := Roles{Reader: name("reader"), Writer: name("writer"), Disposal: name("disposal")}
	for _, role := range []string{roles.Reader, roles.Writer, roles.Disposal} {
		run(t, root, "CREATE ROLE "+role+" LOGIN")
	}
	return roles, func(role string) string { return strings.Replace(conn, "user=postgres", "user="+role, 1) }
}

func TestWriterAddsAndChangesNothing(t *testing.T) {
	owner := server(t)
	roles, as := logins(t, owner)
	schema := newSchema()
	openStore(t, owner, Options{Schema: schema, Migrate: true, Roles: roles})
	writer := openStore(t, as(roles.Writer), Options{Schema: schema})

	m := storetest.NewMaker(7)
	for range 6 {
		b := m.Batch(60)
		b.Erase, b.Rewrap = nil, nil
		require.NoError(t, writer.Commit(t.Context(), b))
		m.Stored(b)
	}
	c := admin(t, as(roles.Writer), schema)
	for _, sql := range []string{
		"UPDATE record SET data = 'x'", "UPDATE record SET tombstone = 1", "UPDATE record SET key_id = 'x'", "DELETE FROM record", "TRUNCATE record",
		"UPDATE head SET log = 3 - log", "DELETE FROM head", "INSERT INTO head VALUES (3, 1, 0, '')",
		"UPDATE tile SET hashes = ''", "DELETE FROM tile", "UPDATE checkpoint SET note = ''", "DELETE FROM checkpoint",
		"UPDATE entity SET kind = 'x'", "DELETE FROM entity", "UPDATE record_index SET text = 'x'", "UPDATE store SET version = 9",
		"DROP TABLE record", "ALTER TABLE record DISABLE TRIGGER ALL", "CREATE TABLE mine (n int)", "SET session_replication_role = replica",
	} {
		_, err := c.Exec(t.Context(), sql)
		assert.Equal(t, stateDenied, codeOf(err), "%s: %v", sql, err)
	}

	// Who may not erase is told so, and nothing of the batch is there.
	erase := m.Plain(1, 10)
	require.NotEmpty(t, m.Contents)
	at := m.Contents[0]
	at.Tombstone = erase.Base[0].Size
	erase.Erase = []records.Erasure{at}
	require.ErrorIs(t, writer.Commit(t.Context(), erase), records.ErrDenied)
	heads, err := writer.Heads(t.Context())
	require.NoError(t, err)
	assert.Equal(t, m.Heads[:], heads)

	// With the other role the same batch is carried out.
	both := openStore(t, as(roles.Writer), Options{Schema: schema, Disposal: as(roles.Disposal)})
	require.NoError(t, both.Commit(t.Context(), erase))
	m.Stored(erase)
	require.NoError(t, both.Read(t.Context(), func(s records.Snapshot) error {
		for e, err := range s.Entries(t.Context(), at.Log, at.Seq, at.Seq+1, true) {
			require.NoError(t, err)
			assert.True(t, e.Erased)
			assert.Nil(t, e.Content)
		}
		return nil
	}))

	reader := openStore(t, as(roles.Reader), Options{Schema: schema})
	_, err = reader.Backup(t.Context(), new(bytes.Buffer))
	require.NoError(t, err)
	require.ErrorIs(t, reader.Commit(t.Context(), m.Plain(1, 10)), records.ErrDenied)
}

func TestDisposalOnlyErasesAndWrapsAnew(t *testing.T) {
	owner := server(t)
	roles, as := logins(t, owner)
	schema := newSchema()
	s := openStore(t, owner, Options{Schema: schema, Migrate: true, Roles: roles})
	m := storetest.NewMaker(1)
	b := m.Plain(3, 10)
	b.Entries[1].Content = &records.Content{KeyID: "k", Wrapped: []byte("w"), Data: []byte("sealed")}
	require.NoError(t, s.Commit(t.Context(), b))

	refused := func(c *pgx.Conn, state, sql string) {
		t.Helper()
		_, err := c.Exec(t.Context(), sql)
		assert.Equal(t, state, codeOf(err), "%s: %v", sql, err)
	}
	disposal := admin(t, as(roles.Disposal), schema)
	for _, sql := range []string{"UPDATE record SET header = ''", "UPDATE record SET seq = 9", "DELETE FROM record", "UPDATE checkpoint SET note = ''"} {
		refused(disposal, stateDenied, sql)
	}
	for _, sql := range []string{
		"UPDATE record SET data = 'x' WHERE seq = 0", "UPDATE record SET salt = NULL, data = NULL WHERE seq = 0",
		"UPDATE record SET tombstone = 99, salt = NULL, data = NULL WHERE seq = 0",
		"UPDATE record SET tombstone = 2 WHERE seq = 0", "UPDATE record SET key_id = 'x', wrapped = 'y' WHERE seq = 0",
		"UPDATE record SET key_id = NULL, wrapped = NULL WHERE seq = 1",
	} {
		refused(disposal, stateRestricted, sql)
	}
	run(t, disposal, "UPDATE record SET tombstone = 2, salt = NULL, data = NULL WHERE seq = 0")
	run(t, disposal, "UPDATE record SET key_id = 'x', wrapped = 'y' WHERE seq = 1")
	refused(disposal, stateRestricted, "UPDATE record SET tombstone = 1 WHERE seq = 0")

	// The owner is held by the triggers, as long as they are there.
	owns := admin(t, owner, schema)
	run(t, owns, "INSERT INTO tile VALUES (1, 0, 0, $1)", make([]byte, 8192))
	run(t, owns, "INSERT INTO checkpoint VALUES (1, 1, 'note')")
	for _, sql := range []string{
		"UPDATE record SET header = 'x'", "UPDATE record SET level = 9", "UPDATE record SET compartments = '{x}'", "DELETE FROM record", "TRUNCATE record",
		"UPDATE head SET size = 0", "UPDATE head SET epoch = 0", "DELETE FROM head", "TRUNCATE head",
		"UPDATE tile SET level = 1", "DELETE FROM tile", "TRUNCATE tile", "UPDATE checkpoint SET note = 'x'", "DELETE FROM checkpoint", "TRUNCATE checkpoint",
	} {
		refused(owns, stateRestricted, sql)
	}
}
