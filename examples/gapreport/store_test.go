package main

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/examples/terminal"
	"github.com/iso28000/iso28000/records"
)

const operator = "../systems/operator"

// stored makes a store of the operator, and a folder for it. Each has a key of its own.
func stored(t *testing.T) (store, witness string) {
	t.Helper()
	dir := t.TempDir()
	store, witness = filepath.Join(dir, "system.db"), filepath.Join(dir, "witness")
	code, _, stderr := gapreport(terminal.Screen{}, "-store", store, "-witness", witness, "-system", operator)
	require.Zero(t, code, stderr)
	assert.Contains(t, stderr, "system.db.key, which signs: keep a copy, and let nobody else read it")
	assert.Contains(t, stderr, "new, 0 changed, 0 gone")
	return store, witness
}

// spoil changes a store as somebody does who can write the file.
func spoil(t *testing.T, store string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", store)
	require.NoError(t, err)
	for _, s := range statements {
		_, err := db.Exec(s)
		require.NoError(t, err, s)
	}
	require.NoError(t, db.Close())
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(to, data, 0o600))
}

func TestStoreKeepsTheSystem(t *testing.T) {
	store, witness := stored(t)
	_, folder, _ := gapreport(terminal.Screen{}, "-system", operator)
	code, got, stderr := gapreport(terminal.Screen{}, "-store", store, "-witness", witness)
	require.Zero(t, code, stderr)
	assert.Empty(t, stderr)
	report, under, found := strings.Cut(got, "\nRecords: ")
	require.True(t, found)
	assert.Equal(t, folder, report, "the same report as from the folder")
	assert.Regexp(t, `(?s)^\S+system\.db, verified.* nothing altered,\s+removed or reordered\..*\nCheckpoint: 473 entries, root \S{44}, \d{4}-\d\d-\d\dT\S+Z\nSigned by: gapreport-[0-9a-f]{16}\+[0-9a-f]{8}\+\S+\nWitness: \S+ has this`, under)

	code, again, stderr := gapreport(terminal.Screen{}, "-store", store, "-system", operator)
	require.Zero(t, code)
	assert.Contains(t, stderr, "0 new, 0 changed, 0 gone", "nothing differs")
	assert.Contains(t, again, "Witness: none.")

	code, stdout, stderr := gapreport(terminal.Screen{}, "-store", store, "-format", "json")
	require.Zero(t, code)
	assert.True(t, strings.HasSuffix(stdout, "}\n"), "only the report is on the standard output")
	assert.Contains(t, stderr, "Checkpoint: 473 entries")
	for _, file := range []string{store, store + ".key", witness} {
		info, err := os.Stat(file)
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm(), file)
	}
}

// As of a day, the records are those of then.
func TestStoreAsOfADay(t *testing.T) {
	store := filepath.Join(t.TempDir(), "system.db")
	day := func(month time.Month) func() time.Time {
		return func() time.Time { return time.Date(2026, month, 15, 12, 0, 0, 0, time.UTC) }
	}
	_, err := keep(context.Background(), options{store: store, system: operator, now: day(1)})
	require.NoError(t, err)
	k, err := keep(context.Background(), options{store: store, system: "../systems/complete", now: day(6)})
	require.NoError(t, err)
	newest := k.system
	for at, want := range map[string]string{
		"2025-12-31": "These are the newest records: the store begins on 2026-01-15 only.",
		"2026-01-15": "These are the records as they were at the end of 2026-01-15.",
		"2026-06-14": "These are the records as they were at the end of 2026-06-14.",
		"2026-06-15": "These are the newest records.",
		"2027-01-01": "These are the newest records.",
	} {
		parsed, err := records.ParseDate(at)
		require.NoError(t, err)
		k, err := keep(context.Background(), options{store: store, day: parsed, now: day(7)})
		require.NoError(t, err)
		assert.Equal(t, want, k.state, at)
		assert.Equal(t, strings.Contains(want, "newest"), len(k.system.Risks) == len(newest.Risks) && len(k.system.Waivers) == 0, at)
	}
}

// A store that is not what was written is not believed, and what is wrong is said.
func TestStoreThatWasAltered(t *testing.T) {
	made, witnessed := stored(t)
	copyFile(t, made, made+".old")
	code, _, stderr := gapreport(terminal.Screen{}, "-store", made, "-witness", witnessed, "-system", "../systems/small")
	require.Zero(t, code, stderr)
	for _, tt := range []struct {
		name  string
		spoil func(t *testing.T, store, witness string)
		args  []string
		want  string
	}{
		{"content", func(t *testing.T, store, _ string) {
			spoil(t, store, "DROP TRIGGER record_erased", "UPDATE record SET data = CAST(replace(data, 'a', 'e') AS BLOB) WHERE seq = 7")
		}, nil, "entry 7 of the log records: altered: "},
		{"a record taken away", func(t *testing.T, store, _ string) {
			spoil(t, store, "DROP TRIGGER record_stays", "DELETE FROM record WHERE seq = 8")
		}, nil, "entry 8 of the log records: missing: "},
		{"an older copy", func(t *testing.T, store, _ string) {
			copyFile(t, store+".old", store)
		}, []string{"-witness"}, "the log records: rolled back: "},
		{"no key", func(t *testing.T, store, _ string) { require.NoError(t, os.Remove(store+".key")) }, nil, "put back the key"},
		{"another key", func(t *testing.T, store, _ string) {
			other, _ := stored(t)
			copyFile(t, other+".key", store+".key")
		}, nil, "unsigned: "},
		{"no key in the file", func(t *testing.T, store, _ string) {
			require.NoError(t, os.WriteFile(store+".key", []byte("secret"), 0o600))
		}, nil, "it is no private ed25519 key"},
		{"no store", func(t *testing.T, store, _ string) {
			require.NoError(t, os.WriteFile(store, []byte("not SQLite, and long enough"), 0o600))
		}, nil, "it is no SQLite file"},
		{"a witness of another", func(t *testing.T, _, witness string) {
			_, other := stored(t)
			copyFile(t, other, witness)
		}, []string{"-witness"}, "witness: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			require.NoError(t, os.CopyFS(dir, os.DirFS(filepath.Dir(made))))
			store, witness := filepath.Join(dir, filepath.Base(made)), filepath.Join(dir, filepath.Base(witnessed))
			tt.spoil(t, store, witness)
			args := []string{"-store", store}
			if len(tt.args) > 0 {
				args = append(args, "-witness", witness)
			}
			code, stdout, stderr := gapreport(terminal.Screen{}, args...)
			assert.Equal(t, exitBadInput, code)
			assert.Empty(t, stdout)
			assert.Contains(t, stderr, tt.want)
		})
	}
}

func TestStoreIsAskedForRightly(t *testing.T) {
	dir := t.TempDir()
	store := filepath.Join(dir, "system.db")
	for want, args := range map[string][]string{
		"say -store too":           {"-witness", "w"},
		"say -system too":          {"-store", store},
		"no such file":             {"-store", store, "-system", filepath.Join(dir, "nowhere")},
		`"yesterday" is not a day`: {"-store", store, "-system", operator, "-at", "yesterday"},
	} {
		code, stdout, stderr := gapreport(terminal.Screen{}, args...)
		assert.Equal(t, exitBadInput, code)
		assert.Empty(t, stdout)
		assert.Contains(t, stderr, want)
		files, err := os.ReadDir(dir)
		require.NoError(t, err)
		assert.Empty(t, files, "nothing is made for nothing: %s", want)
	}
}

// A key under a passphrase signs as any, and is read by who has the passphrase only.
func TestKeyUnderAPassphrase(t *testing.T) {
	dir := t.TempDir()
	store, right, wrong, empty := filepath.Join(dir, "system.db"), filepath.Join(dir, "right"), filepath.Join(dir, "wrong"), filepath.Join(dir, "empty")
	require.NoError(t, os.WriteFile(right, []byte("seventeen containers\n"), 0o600))
	require.NoError(t, os.WriteFile(wrong, []byte("eighteen containers\n"), 0o600))
	require.NoError(t, os.WriteFile(empty, []byte("\n"), 0o600))
	code, _, stderr := gapreport(terminal.Screen{}, "-store", store, "-passphrase", right, "-system", "../systems/small")
	require.NotEqual(t, 2, code, stderr)
	data, err := os.ReadFile(store + ".key")
	require.NoError(t, err)
	assert.NotContains(t, string(data), "PRIVATE")
	code, _, stderr = gapreport(terminal.Screen{}, "-store", store, "-passphrase", right)
	require.NotEqual(t, 2, code, stderr)
	for file, says := range map[string]string{
		wrong: "the passphrase does not open the keys", empty: "its first line is empty", filepath.Join(dir, "absent"): "absent", "": "say -passphrase",
	} {
		args := []string{"-store", store}
		if file != "" {
			args = append(args, "-passphrase", file)
		}
		code, stdout, stderr := gapreport(terminal.Screen{}, args...)
		assert.Equal(t, 2, code, says)
		assert.Empty(t, stdout)
		assert.Contains(t, stderr, says)
	}
	after, err := os.ReadFile(store + ".key")
	require.NoError(t, err)
	assert.Equal(t, data, after, "nothing is lost by a mistake")
	plain, _ := stored(t)
	code, _, stderr = gapreport(terminal.Screen{}, "-store", plain, "-passphrase", right)
	assert.Equal(t, 2, code)
	assert.Contains(t, stderr, "leave out -passphrase")
}
