package systems_test

import (
	"database/sql"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/examples/systems"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/records/sqlite"
)

// Whether electronic records can be altered unnoticed is decided by an audit of the store that
// they are in: one changed letter in its file, and the requirement is unmet.
func TestAlteredStoreIsUnmet(t *testing.T) {
	ctx := t.Context()
	file := filepath.Join(t.TempDir(), "system.db")
	store := sqlite.File(file)
	archive, err := records.Open(ctx, store, records.Options{})
	require.NoError(t, err)
	system := load(t, systems.Complete())
	by := records.Principal{ID: "P-FERREIRA"}
	_, err = iso28000.SaveTo(ctx, archive, by, system, records.Position{})
	require.NoError(t, err)
	head := archive.Heads()[0]
	require.NoError(t, archive.Close())
	outside := records.Checkpoint{Log: head.Log, Size: head.Size, Note: []byte("records/records\n" + strconv.FormatInt(head.Size, 10) + "\n" + head.Root.String() + "\n")}

	audited := func() *conformity.Report {
		store, err := sqlite.Open(ctx, file, sqlite.Options{ReadOnly: true})
		require.NoError(t, err)
		defer store.Close()
		a := documents.Archived{On: system.AsOf.AddDays(-1), By: "P-FERREIRA", Auditor: records.Auditor{Trusted: []records.Checkpoint{outside}}, Authorizer: records.Dominance{}}
		a.Report, a.Failed = a.Auditor.Full(ctx, store)
		for i := range system.Repositories {
			if system.Repositories[i].ID == "RP-RECORDS" {
				system.Repositories[i] = a.Into(system.Repositories[i])
			}
		}
		return iso28000.Assess(system, system.AsOf.Start())
	}
	report := audited()
	assert.Zero(t, report.Totals().Unmet)
	assert.Zero(t, report.Totals().Undetermined)

	db, err := sql.Open("sqlite", file)
	require.NoError(t, err)
	for _, s := range []string{"DROP TRIGGER record_erased", "UPDATE record SET data = CAST(replace(data, 'Rotterdam', 'Amsterdam') AS BLOB)"} {
		_, err = db.Exec(s)
		require.NoError(t, err)
	}
	require.NoError(t, db.Close())
	var unmet []string
	for result := range audited().Unmet() {
		unmet = append(unmet, result.ID)
		assert.Contains(t, result.Findings[0].Message(), "its content was changed")
	}
	assert.Equal(t, []string{"4.5.4.electronic.tamperproof"}, unmet)
}
