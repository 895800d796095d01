package records_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000/records"
)

// The old file is there, or the new one, for its owner alone, and nothing is left beside it.
func TestKeyFileAt(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "keyring")
	file := records.KeyFileAt(path)
	data, err := file.Read()
	require.NoError(t, err)
	assert.Empty(t, data)
	for _, text := range []string{"old", "new"} {
		require.NoError(t, file.Write([]byte(text)))
		data, err = file.Read()
		require.NoError(t, err)
		assert.Equal(t, text, string(data))
	}
	info, err := os.Stat(path)
	require.NoError(t, err)
	if runtime.GOOS != "windows" {
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
		link := filepath.Join(t.TempDir(), "link")
		require.NoError(t, os.Symlink(path, link))
		require.NoError(t, records.KeyFileAt(link).Write([]byte("through a link")))
		info, err = os.Lstat(link)
		require.NoError(t, err)
		assert.NotZero(t, info.Mode()&os.ModeSymlink, "the link is still one")
		data, err = file.Read()
		require.NoError(t, err)
		assert.Equal(t, "through a link", string(data))
	}
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, left, 1)
	assert.Error(t, records.KeyFileAt(filepath.Join(dir, "absent", "keyring")).Write(nil))
	require.NoError(t, os.Mkdir(filepath.Join(dir, "folder"), 0o700))
	folder := records.KeyFileAt(filepath.Join(dir, "folder"))
	_, err = folder.Read()
	assert.Error(t, err)
	assert.Error(t, folder.Write([]byte("x")))
	left, err = os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, left, 2, "what could not take its place is removed")
	require.NoError(t, os.Truncate(path, 17<<20))
	_, err = file.Read()
	assert.ErrorIs(t, err, records.ErrForeign)
}

// What is wrong with a file of a key is named: another passphrase, an accident, something else.
func TestSigningKeyFile(t *testing.T) {
	private, public, err := note.GenerateKey(nil, "acme.example/security")
	require.NoError(t, err)
	file := &keyFile{}
	_, _, err = records.ReadSigningKey(file, passphrase)
	assert.ErrorIs(t, err, records.ErrNotFound)
	assert.ErrorIs(t, records.WriteSigningKey(file, private, "short", nil), records.ErrPassphrase)
	err = records.WriteSigningKey(file, private+"x", passphrase, nil)
	assert.ErrorIs(t, err, records.ErrForeign)
	assert.NotContains(t, err.Error(), private[len(private)-20:], "no error shows a key")
	assert.Empty(t, file.data)
	require.NoError(t, records.WriteSigningKey(file, private, passphrase, nil))
	assert.NotContains(t, string(file.data), private[:20])
	was := bytes.Clone(file.data)
	assert.ErrorIs(t, records.WriteSigningKey(file, private, passphrase, nil), records.ErrNotEmpty)
	assert.Equal(t, was, file.data, "a key that is there is left as it is")
	signer, verifies, err := records.ReadSigningKey(file, passphrase)
	require.NoError(t, err)
	assert.Equal(t, public, verifies)
	signed, err := note.Sign(&note.Note{Text: "x\n"}, signer)
	require.NoError(t, err)
	verifier, err := note.NewVerifier(verifies)
	require.NoError(t, err)
	_, err = note.Open(signed, note.VerifierList(verifier))
	assert.NoError(t, err)

	_, _, err = records.ReadSigningKey(file, "eighteen containers")
	assert.ErrorIs(t, err, records.ErrPassphrase)
	for i := range was {
		for name, data := range map[string][]byte{"cut off": was[:i], "changed": append(append(bytes.Clone(was[:i]), was[i]^1), was[i+1:]...)} {
			_, _, err := records.ReadSigningKey(&keyFile{data: data}, passphrase)
			if begins := len("iso28000 signing key 1\n"); i >= begins {
				assert.ErrorIs(t, err, records.ErrDamaged, "%s at %d", name, i)
			}
			require.Error(t, err, "%s at %d", name, i)
			assert.NotErrorIs(t, err, records.ErrPassphrase, "%s at %d: an accident is no wrong passphrase", name, i)
		}
	}
	for name, data := range map[string][]byte{
		"a keyring": []byte("iso28000 keyring 1\n"), "a newer form": []byte("iso28000 signing key 2\n"), "a key that is not sealed": []byte(private),
	} {
		_, _, err := records.ReadSigningKey(&keyFile{data: data}, passphrase)
		assert.ErrorIs(t, err, records.ErrForeign, name)
	}
	if underRace {
		return // a passphrase takes its time, and much more there
	}
	require.NoError(t, records.ChangePassphrase(t.Context(), file, passphrase, "eighteen containers", nil))
	_, _, err = records.ReadSigningKey(file, passphrase)
	assert.ErrorIs(t, err, records.ErrPassphrase)
	_, verifies, err = records.ReadSigningKey(file, "eighteen containers")
	require.NoError(t, err)
	assert.Equal(t, public, verifies)
	now := bytes.Clone(file.data)
	assert.ErrorIs(t, records.ChangePassphrase(t.Context(), file, passphrase, "nineteen containers", nil), records.ErrPassphrase)
	assert.ErrorIs(t, records.ChangePassphrase(t.Context(), file, "eighteen containers", "short", nil), records.ErrPassphrase)
	assert.Equal(t, now, file.data, "nothing is lost by a mistake")
}

// Of two who have opened one keyring, the second to write loses nothing that the first wrote.
func TestKeyringOfTwo(t *testing.T) {
	ctx := t.Context()
	file := &keyFile{}
	one, err := records.FileKeyring(file, passphrase, nil)
	require.NoError(t, err)
	two, err := records.FileKeyring(file, passphrase, nil)
	require.NoError(t, err)
	id, err := one.Rotate(ctx, records.KeyGroup{Class: "a"})
	require.NoError(t, err)
	_, err = two.Rotate(ctx, records.KeyGroup{Class: "b"})
	assert.ErrorIs(t, err, records.ErrKeyringMoved)
	_, err = one.Rotate(ctx, records.KeyGroup{Class: "c"})
	require.NoError(t, err)
	two, err = records.FileKeyring(file, passphrase, nil)
	require.NoError(t, err)
	keys, err := two.Keys(ctx)
	require.NoError(t, err)
	require.Len(t, keys, 2)
	assert.Equal(t, id, keys[0].ID)
	// A keyring that an accident has changed is told from a wrong passphrase.
	for i := len("iso28000 keyring 1\n"); i < len(file.data); i += 7 {
		data := bytes.Clone(file.data)
		data[i] ^= 1
		_, err := records.FileKeyring(&keyFile{data: data}, passphrase, nil)
		require.ErrorIs(t, err, records.ErrDamaged)
	}
}
