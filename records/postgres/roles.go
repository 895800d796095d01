package postgres

import (
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Roles are roles of the database that exist already, by their names. One that is not named
// gets nothing. Give each to the logins that need it.
type Roles struct {
	Reader   string // reads everything, writes nothing: for audits, backups, reports
	Writer   string // adds entries, and changes nothing of them
	Disposal string // a writer that can also erase content and wrap keys anew
}

// tables has every table of the store.
var tables = []string{"store", "head", "record", "entity", "record_index", "tile", "checkpoint"}

// Grants returns the statements that give the roles what they need in a schema, and no more,
// for the owner of the tables to run after the migrations, as often as wanted.
//
// A writer adds rows, moves heads and newest revisions on, and takes away the index of former
// revisions; what it has added it can neither change nor take away. The role for disposal can,
// beside that, change what erasing and rewrapping change. On an engine that knows no privileges
// on columns, leave the columns in brackets out: the triggers still hold.
func Grants(schema string, roles Roles) string {
	var b strings.Builder
	for _, grant := range grants(schema, roles) {
		b.WriteString(grant + ";\n")
	}
	return b.String()
}

func grants(schema string, roles Roles) []string {
	in := func(table string) string { return pgx.Identifier{schema, table}.Sanitize() }
	var list []string
	give := func(role, what string) {
		list = append(list, fmt.Sprintf("GRANT %s TO %s", what, pgx.Identifier{role}.Sanitize()))
	}
	for i, role := range []string{roles.Reader, roles.Writer, roles.Disposal} {
		if role == "" {
			continue
		}
		give(role, "USAGE ON SCHEMA "+pgx.Identifier{schema}.Sanitize())
		for _, table := range tables {
			give(role, "SELECT ON "+in(table))
		}
		if i == 0 {
			continue
		}
		for _, table := range []string{"record", "entity", "record_index", "tile", "checkpoint"} {
			give(role, "INSERT ON "+in(table))
		}
		give(role, "UPDATE (epoch, size, root) ON "+in("head"))
		give(role, "UPDATE (seq, version) ON "+in("entity"))
		give(role, "DELETE ON "+in("record_index"))
		if i == 2 {
			give(role, "UPDATE (tombstone, salt, key_id, wrapped, data) ON "+in("record"))
		}
	}
	return list
}
