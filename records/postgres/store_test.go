//go:build linux

package postgres

import (
	"context"
	"fmt"
	"hash/fnv"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) records.Store {
		s := tempStore(t)
		return &tampered{s, admin(t, server(t), s.options.Schema)}
	})
}

func TestLargestContent(t *testing.T) {
	storetest.Large(t, func(t *testing.T) records.Store { return tempStore(t) })
}

// openIn opens the store that belongs to a folder, of which only the name is used.
func openIn(t *testing.T) func(ctx context.Context, folder string) (records.Store, error) {
	conn := server(t)
	return func(ctx context.Context, folder string) (records.Store, error) {
		h := fnv.New64a()
		h.Write([]byte(filepath.Clean(folder)))
		return Open(ctx, conn, Options{Schema: fmt.Sprintf("folder %x", h.Sum64()), Migrate: true})
	}
}

func TestKilledProcessLosesNothing(t *testing.T) { storetest.Kill(t, openIn(t)) }

func TestProcessesShareADatabase(t *testing.T) { storetest.Processes(t, openIn(t)) }

// TestSerializableGivesTheSameAnswers has the server give up transactions as a distributed
// engine does, so that they are tried again.
func TestSerializableGivesTheSameAnswers(t *testing.T) {
	for _, c := range storetest.Checks() {
		switch c.Name {
		case "Competition", "Erasure", "Archive", "Disposal", "Due", "Recovery":
			t.Run(c.Name, func(t *testing.T) {
				require.NoError(t, c.Try(t.Context(), func() records.Store {
					s := tempStore(t)
					s.begin = "BEGIN ISOLATION LEVEL SERIALIZABLE"
					return s
				}))
			})
		}
	}
}

// A tampered store lets a test change what is stored behind its back, as a superuser.
type tampered struct {
	*Store
	by *pgx.Conn
}

func (s *tampered) Overwrite(ctx context.Context, put records.Batch, drop []records.Erasure) error {
	return pgx.BeginFunc(ctx, s.by, func(tx pgx.Tx) error {
		run := func(sql string, args ...any) (int64, error) {
			tag, err := tx.Exec(ctx, sql, args...)
			return tag.RowsAffected(), err
		}
		if _, err := run("SET LOCAL session_replication_role = replica"); err != nil { // no trigger fires
			return err
		}
		for _, h := range put.Next {
			if _, err := run("UPDATE head SET epoch = $2, size = $3, root = $4 WHERE log = $1", int16(h.Log), h.Epoch, h.Size, h.Root[:]); err != nil {
				return err
			}
		}
		var there []records.Entry // so that two can change places, all are taken away first
		for _, e := range put.Entries {
			n, err := run("DELETE FROM record WHERE log = $1 AND seq = $2", int16(e.Log), e.Seq)
			if err != nil {
				return err
			}
			if e.Index != nil {
				if _, err := run("DELETE FROM record_index WHERE log = $1 AND seq = $2", int16(e.Log), e.Seq); err != nil {
					return err
				}
			}
			if n > 0 {
				there = append(there, e)
			}
		}
		a := adding{ctx: ctx, conn: s.by, batch: records.Batch{Entries: there}}
		a.entries(cellsOf(there))
		if err := a.send(); err != nil {
			return err
		}
		for _, e := range there {
			if e.Erased {
				if _, err := run("UPDATE record SET tombstone = $3 WHERE log = $1 AND seq = $2", int16(e.Log), e.Seq, e.Tombstone); err != nil {
					return err
				}
			}
		}
		for _, tile := range put.Tiles {
			const sql = "INSERT INTO tile (log, level, place, hashes) VALUES ($1, $2, $3, $4) ON CONFLICT (log, level, place) DO UPDATE SET hashes = excluded.hashes"
			if _, err := run(sql, int16(tile.Log), int16(tile.Level), tile.Index, tile.Hashes); err != nil {
				return err
			}
		}
		for _, c := range put.Checkpoints {
			if _, err := run("UPDATE checkpoint SET note = $3 WHERE log = $1 AND size = $2", int16(c.Log), c.Size, c.Note); err != nil {
				return err
			}
		}
		for _, d := range drop {
			if _, err := run("DELETE FROM record WHERE log = $1 AND seq = $2", int16(d.Log), d.Seq); err != nil {
				return err
			}
		}
		return nil
	})
}
