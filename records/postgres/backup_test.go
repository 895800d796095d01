//go:build linux

package postgres

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/storetest"
)

// TestAlteredBackupIsRefused changes a backup at many places: nothing of it is restored.
func TestAlteredBackupIsRefused(t *testing.T) {
	m, from := storetest.NewMaker(3), tempStore(t)
	for range 8 {
		b := m.Batch(30)
		require.NoError(t, from.Commit(t.Context(), b))
		m.Stored(b)
	}
	var backup bytes.Buffer
	_, err := from.Backup(t.Context(), &backup)
	require.NoError(t, err)
	whole := backup.Bytes()

	to := tempStore(t)
	refused := func(why string, r io.Reader, want error) {
		t.Helper()
		_, err := to.Restore(t.Context(), r)
		require.ErrorIs(t, err, want, why)
		heads, err := to.Heads(t.Context())
		require.NoError(t, err)
		require.Equal(t, []records.Head{records.FirstHead(records.RecordLog), records.FirstHead(records.AccessLog)}, heads)
	}
	for i := range 60 {
		at := len(whole) * i / 60
		altered := bytes.Clone(whole)
		altered[at] ^= 0x41
		refused("a byte that was changed", bytes.NewReader(altered), records.ErrDamaged)
		refused("a backup that was cut off", bytes.NewReader(whole[:at]), records.ErrDamaged)
	}
	refused("a backup that goes on", io.MultiReader(bytes.NewReader(whole), strings.NewReader("x")), records.ErrDamaged)
	refused("a backup of a newer version", bytes.NewReader(bytes.Replace(whole, []byte(`{"version":1,`), []byte(`{"version":9,`), 1)), records.ErrForeign)
	broken := errors.New("the tape tore")
	refused("a reader that fails", io.MultiReader(bytes.NewReader(whole[:len(whole)/2]), iotest.ErrReader(broken)), broken)

	heads, err := to.Restore(t.Context(), iotest.OneByteReader(bytes.NewReader(whole)))
	require.NoError(t, err)
	assert.Equal(t, m.Heads[:], heads)
	_, err = to.Restore(t.Context(), bytes.NewReader(whole))
	require.ErrorIs(t, err, records.ErrNotEmpty)

	_, err = to.Backup(t.Context(), failing{broken})
	require.ErrorIs(t, err, broken)
}

type failing struct{ error }

func (f failing) Write([]byte) (int, error) { return 0, f.error }
