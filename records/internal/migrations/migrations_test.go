package migrations

import (
	"errors"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const first = `-- What a reader reads.
-- +goose Up
CREATE TABLE a (
  b TEXT, -- a comment; with a semicolon
  c TEXT
);
INSERT INTO a VALUES ('x;y', 'z'); -- after it

-- +goose StatementBegin
CREATE TRIGGER t BEFORE UPDATE ON a BEGIN
  SELECT RAISE(ABORT, 'no');
END;
-- +goose StatementEnd
UPDATE a SET b = 'c'`

func TestRead(t *testing.T) {
	list, err := Read(fstest.MapFS{
		"migrations/0002_more.sql": {Data: []byte("DROP TABLE a;\r\n")},
		"migrations/0001_a.sql":    {Data: []byte(first)},
		"migrations/notes.txt":     {Data: []byte("no step")},
	})
	require.NoError(t, err)
	assert.Equal(t, []Step{
		{1, "migrations/0001_a.sql", []string{
			"CREATE TABLE a (\n  b TEXT, -- a comment; with a semicolon\n  c TEXT\n)",
			"INSERT INTO a VALUES ('x;y', 'z')",
			"CREATE TRIGGER t BEFORE UPDATE ON a BEGIN\n  SELECT RAISE(ABORT, 'no');\nEND",
			"UPDATE a SET b = 'c'",
		}},
		{2, "migrations/0002_more.sql", []string{"DROP TABLE a"}},
	}, list)
	_, err = Read(fstest.MapFS{"migrations/0002_more.sql": {}})
	assert.EqualError(t, err, "the migration migrations/0002_more.sql stands where number 1 would")
}

func TestTake(t *testing.T) {
	list := []Step{{1, "one", []string{"a", "b"}}, {2, "two", []string{"c"}}, {3, "three", []string{"d"}}}
	broken := errors.New("broken")
	for _, tt := range []struct {
		name  string
		have  int64
		fails string // this statement
		sets  map[string]int64
		ran   []string
		err   string
	}{
		{"all", 0, "", map[string]int64{"b": 1, "c": 2, "d": 3}, []string{"a", "b", "c", "d"}, ""},
		{"the rest", 2, "", map[string]int64{"d": 3}, []string{"d"}, ""},
		{"none", 3, "", nil, nil, ""},
		{"one fails", 0, "b", nil, []string{"a", "b"}, "one: broken"},
		{"one does not say that it was taken", 1, "", map[string]int64{"c": 1}, []string{"c"}, "two left version 1 behind, not 2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			version := tt.have
			var ran []string
			err := Take(list, tt.have, func(s string) error {
				ran = append(ran, s)
				if s == tt.fails {
					return broken
				}
				if v, sets := tt.sets[s]; sets {
					version = v
				}
				return nil
			}, func() (int64, error) { return version, nil })
			assert.Equal(t, tt.ran, ran)
			if tt.err == "" {
				assert.NoError(t, err)
			} else {
				assert.EqualError(t, err, tt.err)
			}
		})
	}
	assert.ErrorIs(t, Take(list, 0, func(string) error { return nil }, func() (int64, error) { return 0, broken }), broken)
}
