package records

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// A KeyFile is where keys are kept: outside of the database, and of its backups. [KeyFileAt] is
// one on a disk. Write replaces all of it, durably and at once: who reads finds the old or the
// new, never a part. The old must not remain, nor copies of it: a copy from before still has
// what was destroyed since. Read of a file that is not there returns nothing.
type KeyFile interface {
	Read() ([]byte, error)
	Write(data []byte) error
}

// ErrKeyringMoved is returned where a keyring was written by somebody else since it was read,
// so that writing it would lose what they did. Nothing was written: open it again.
var ErrKeyringMoved = errors.New("records: the keyring was changed by somebody else: open it again")

// FileKeyring opens the keyring in a file, or makes a new one where the file is empty. The
// passphrase is stretched with PBKDF2 (SHA-256, 600,000 rounds), which takes some tenths of a
// second. A wrong one is [ErrPassphrase]; a file that was cut off, or that its medium has
// changed, is [ErrDamaged]; a newer form is [ErrForeign]. One process at a time uses a file;
// one that was changed meanwhile is left as it is, as [ErrKeyringMoved]. random defaults to the
// system's.
func FileKeyring(file KeyFile, passphrase string, random io.Reader) (Keyring, error) {
	if len(passphrase) < minPassphrase {
		return nil, fmt.Errorf("%w: it has %d bytes: use at least %d", ErrPassphrase, len(passphrase), minPassphrase)
	}
	data, err := file.Read()
	if err != nil {
		return nil, err
	}
	f := &fileKeys{file: file, seen: sha256.Sum256(data)}
	ring := newKeyRing(random, f.write)
	f.random = ring.random
	if len(data) == 0 {
		if f.lock, err = newLock(passphrase, f.random); err != nil {
			return nil, err
		}
		return ring, f.write(nil)
	}
	plain, lock, err := unseal(keyringMagic, data, passphrase)
	if err != nil {
		return nil, err
	}
	f.lock = lock
	var keys []fileKey
	if err := json.Unmarshal(plain, &keys); err != nil {
		return nil, damaged("the keyring holds no list of keys: %v", err)
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

// fileKeys writes the keys of a ring to its file.
type fileKeys struct {
	file   KeyFile
	random io.Reader
	lock   keyLock
	seen   [sha256.Size]byte // of the file, as it was read or written last
}

// A fileKey is a key as it stands in the file.
type fileKey struct {
	Key
	Secret []byte `json:"secret,omitempty"`
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
	data, err := f.lock.seal(keyringMagic, plain, f.random)
	if err != nil {
		return err
	}
	now, err := f.file.Read()
	if err != nil {
		return err
	}
	if sha256.Sum256(now) != f.seen {
		return ErrKeyringMoved
	}
	if err := f.file.Write(data); err != nil {
		return err
	}
	f.seen = sha256.Sum256(data)
	return nil
}
