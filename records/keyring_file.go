package records

import (
	"bytes"
	"context"
	"crypto/pbkdf2"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// A KeyFile is where a keyring is kept: outside of the database, and of its backups. Write
// replaces all of it, durably and at once: who reads finds the old or the new, never a part.
// The old must not remain, nor copies of it: a copy from before still has what was destroyed
// since. Read of a file that is not there returns nothing.
type KeyFile interface {
	Read() ([]byte, error)
	Write(data []byte) error
}

// ErrPassphrase is returned for a keyring that the passphrase does not open.
var ErrPassphrase = errors.New("records: the passphrase does not open the keyring")

// keyringMagic begins the file of a keyring; its last number is the version of the form. 16
// bytes of salt follow, 12 of nonce, and the keys as JSON, sealed with AES-256-GCM.
const keyringMagic = "iso28000 keyring 1\n"

// Bounds of a keyring file, and the cost of a passphrase: guesses take their time.
const (
	maxKeyring       = 16 << 20
	keyringSalt      = 16
	passphraseRounds = 600_000
	minPassphrase    = 8
)

// FileKeyring opens the keyring in a file, or makes a new one where the file is empty. The
// passphrase is stretched with PBKDF2 (SHA-256, 600,000 rounds), which takes some tenths of a
// second. A wrong one is [ErrPassphrase]; a file that was cut off is [ErrDamaged]. One process
// at a time uses a file. random defaults to the system's.
func FileKeyring(file KeyFile, passphrase string, random io.Reader) (Keyring, error) {
	if len(passphrase) < minPassphrase {
		return nil, fmt.Errorf("%w: it has %d bytes: use at least %d", ErrPassphrase, len(passphrase), minPassphrase)
	}
	data, err := file.Read()
	if err != nil {
		return nil, err
	}
	f := &fileKeys{file: file}
	ring := newKeyRing(random, f.write)
	f.random = ring.random
	if len(data) == 0 {
		f.salt = make([]byte, keyringSalt)
		if _, err := io.ReadFull(f.random, f.salt); err != nil {
			return nil, fmt.Errorf("records: no salt could be made: %w", err)
		}
		if err := f.unlock(passphrase); err != nil {
			return nil, err
		}
		return ring, f.write(nil)
	}
	keys, err := f.open(data, passphrase)
	if err != nil {
		return nil, err
	}
	for _, k := range keys {
		secret := k.Secret
		if k.Destroyed {
			secret = nil
		} else if len(secret) != keyBytes {
			return nil, damaged("the key %s of the keyring has %d bytes, not %d", quote(k.ID), len(secret), keyBytes)
		}
		if ring.byID[k.ID] != nil || k.ID == "" {
			return nil, damaged("the key %s stands in the keyring twice", quote(k.ID))
		}
		if err := ring.put(&ringKey{Key: k.Key, secret: secret}); err != nil {
			return nil, err
		}
	}
	return ring, nil
}

// ChangePassphrase has a keyring from [FileKeyring] kept under a new passphrase.
func ChangePassphrase(ctx context.Context, file KeyFile, old, passphrase string, random io.Reader) error {
	from, err := FileKeyring(file, old, random)
	if err != nil {
		return err
	}
	if len(passphrase) < minPassphrase {
		return fmt.Errorf("%w: the new one has %d bytes: use at least %d", ErrPassphrase, len(passphrase), minPassphrase)
	}
	ring := from.(*keyRing)
	f := &fileKeys{file: file, random: ring.random, salt: make([]byte, keyringSalt)}
	if _, err := io.ReadFull(f.random, f.salt); err != nil {
		return fmt.Errorf("records: no salt could be made: %w", err)
	}
	if err := f.unlock(passphrase); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return f.write(ring.keys)
}

// fileKeys writes the keys of a ring to its file.
type fileKeys struct {
	file   KeyFile
	random io.Reader
	salt   []byte
	master []byte
}

// A fileKey is a key as it stands in the file.
type fileKey struct {
	Key
	Secret []byte `json:"secret,omitempty"`
}

// unlock makes the key of the file from the passphrase.
func (f *fileKeys) unlock(passphrase string) (err error) {
	f.master, err = pbkdf2.Key(sha256.New, passphrase, f.salt, passphraseRounds, keyBytes)
	return err
}

func (f *fileKeys) open(data []byte, passphrase string) ([]fileKey, error) {
	rest, found := bytes.CutPrefix(data, []byte(keyringMagic))
	switch {
	case !found && bytes.HasPrefix(data, []byte(keyringMagic[:len(keyringMagic)-2])):
		return nil, fmt.Errorf("%w: it is a keyring of a newer version", ErrForeign)
	case !found:
		return nil, fmt.Errorf("%w: it does not begin as a keyring does", ErrForeign)
	case len(data) > maxKeyring:
		return nil, damaged("the keyring has more than %d bytes", maxKeyring)
	}
	f.salt = bytes.Clone(rest[:min(keyringSalt, len(rest))])
	if err := f.unlock(passphrase); err != nil {
		return nil, err
	}
	aead, err := gcm(f.master)
	if err != nil {
		return nil, err
	}
	rest = rest[len(f.salt):]
	if len(rest) < aead.NonceSize()+aead.Overhead() {
		return nil, damaged("the keyring is cut off")
	}
	plain, err := aead.Open(nil, rest[:aead.NonceSize()], rest[aead.NonceSize():], []byte(keyringMagic))
	if err != nil {
		return nil, fmt.Errorf("%w: it is another one, or the keyring was altered", ErrPassphrase)
	}
	var keys []fileKey
	if err := json.Unmarshal(plain, &keys); err != nil {
		return nil, damaged("the keyring holds no list of keys: %v", err)
	}
	return keys, nil
}

// write replaces the file.
func (f *fileKeys) write(keys []*ringKey) error {
	list := make([]fileKey, len(keys))
	for i, k := range keys {
		list[i] = fileKey{k.Key, k.secret}
	}
	plain, err := json.Marshal(list)
	if err != nil {
		return err
	}
	if len(plain) > maxKeyring/2 {
		return fmt.Errorf("records: the keyring has more than %d bytes: take longer periods", maxKeyring/2)
	}
	aead, err := gcm(f.master)
	if err != nil {
		return err
	}
	nonce := make([]byte, aead.NonceSize())
	if _, err := io.ReadFull(f.random, nonce); err != nil {
		return fmt.Errorf("records: no nonce could be made: %w", err)
	}
	data := append(append([]byte(keyringMagic), f.salt...), nonce...)
	return f.file.Write(aead.Seal(data, nonce, plain, []byte(keyringMagic)))
}
