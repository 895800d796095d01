package sqlite

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/storetest"
)

// tempStore opens a new file.
func tempStore(t testing.TB) *Store {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "system.db"), Options{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func TestStore(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) records.Store {
		return tampered{tempStore(t)}
	})
}

// tampered is a store of somebody who gets at the file.
type tampered struct{ *Store }

var _ storetest.Tamperer = tampered{}

func (s tampered) Overwrite(ctx context.Context, put records.Batch, drop []records.Erasure) error {
	return s.write(ctx, func(c *conn) error {
		made, err := c.schema(ctx)
		if err != nil {
			return err
		}
		for o := range made {
			if o.kind == "trigger" {
				if err := c.run(ctx, "DROP TRIGGER "+o.name); err != nil {
					return err
				}
			}
		}
		for _, e := range put.Entries {
			drop = append(drop, records.Erasure{Log: e.Log, Seq: e.Seq})
		}
		for _, d := range drop {
			for _, table := range []string{tableOf(d.Log), tableOf(d.Log) + "_index"} {
				if _, err := c.exec(ctx, "DELETE FROM "+table+" WHERE seq = ?", d.Seq); err != nil {
					return err
				}
			}
		}
		a := adding{ctx: ctx, conn: c, batch: put}
		if err := errors.Join(a.entries(), a.index()); err != nil {
			return err
		}
		for _, e := range put.Entries {
			if _, err := c.exec(ctx, "UPDATE "+tableOf(e.Log)+" SET tombstone = ? WHERE seq = ? AND ?", e.Tombstone, e.Seq, e.Erased); err != nil {
				return err
			}
		}
		for _, h := range put.Next {
			if _, err := c.exec(ctx, "UPDATE head SET epoch = ?, size = ?, root = ? WHERE log = ?", h.Epoch, h.Size, h.Root[:], int64(h.Log)); err != nil {
				return err
			}
		}
		for _, t := range put.Tiles {
			if _, err := c.exec(ctx, "UPDATE tile SET hashes = ? WHERE log = ? AND level = ? AND place = ?", t.Hashes, int64(t.Log), int64(t.Level), t.Index); err != nil {
				return err
			}
		}
		for _, k := range put.Checkpoints {
			if _, err := c.exec(ctx, "UPDATE checkpoint SET note = ? WHERE log = ? AND size = ?", k.Note, int64(k.Log), k.Size); err != nil {
				return err
			}
		}
		for o, text := range made {
			if o.kind == "trigger" {
				if err := c.run(ctx, text); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
