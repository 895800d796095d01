package records

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/pbkdf2"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// ErrPassphrase is returned for keys that the passphrase does not open.
var ErrPassphrase = errors.New("records: the passphrase does not open the keys")

// A file of keys begins with a line that says what it holds, whose last number is the version
// of the form. 16 bytes of salt follow, 12 of nonce, what is held, sealed with AES-256-GCM, and
// SHA-256 of all before: so that an accident is told from a wrong passphrase.
const (
	keyringMagic = "iso28000 keyring 1\n"
	signingMagic = "iso28000 signing key 1\n"
)

// Bounds of a file of keys, and the cost of a passphrase: guesses take their time.
const (
	maxKeyring       = 16 << 20
	keyringSalt      = 16
	passphraseRounds = 600_000
	minPassphrase    = 8
)

// A keyLock seals files of keys under a passphrase.
type keyLock struct {
	salt, key []byte
}

// newLock makes one of a passphrase, with a salt of its own.
func newLock(passphrase string, random io.Reader) (keyLock, error) {
	if len(passphrase) < minPassphrase {
		return keyLock{}, fmt.Errorf("%w: the new one has %d bytes: use at least %d", ErrPassphrase, len(passphrase), minPassphrase)
	}
	l := keyLock{salt: make([]byte, keyringSalt)}
	if _, err := io.ReadFull(random, l.salt); err != nil {
		return l, fmt.Errorf("records: no salt could be made: %w", err)
	}
	return l, l.stretch(passphrase)
}

// stretch makes the key from the passphrase.
func (l *keyLock) stretch(passphrase string) (err error) {
	l.key, err = pbkdf2.Key(sha256.New, passphrase, l.salt, passphraseRounds, keyBytes)
	return err
}

// seal returns a file that holds something.
func (l *keyLock) seal(magic string, plain []byte, random io.Reader) ([]byte, error) {
	if len(plain) > maxKeyring/2 {
		return nil, fmt.Errorf("records: the keyring has more than %d bytes: take longer periods", maxKeyring/2)
	}
	aead, err := gcm(l.key)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, aead.NonceSize())
	if _, err := io.ReadFull(random, nonce); err != nil {
		return nil, fmt.Errorf("records: no nonce could be made: %w", err)
	}
	data := append(append([]byte(magic), l.salt...), nonce...)
	data = aead.Seal(data, nonce, plain, []byte(magic))
	sum := sha256.Sum256(data)
	return append(data, sum[:]...), nil
}

// unseal returns what a file holds, and what it is sealed with.
func unseal(magic string, data []byte, passphrase string) ([]byte, keyLock, error) {
	rest, found := bytes.CutPrefix(data, []byte(magic))
	kind := magic[len("iso28000 ") : len(magic)-len(" 1\n")]
	var l keyLock
	switch {
	case !found && bytes.HasPrefix(data, []byte(magic[:len(magic)-2])):
		return nil, l, fmt.Errorf("%w: it is a %s of a newer version", ErrForeign, kind)
	case !found:
		return nil, l, fmt.Errorf("%w: it does not begin as a %s does", ErrForeign, kind)
	case len(data) > maxKeyring:
		return nil, l, damaged("the %s has more than %d bytes", kind, maxKeyring)
	case len(rest) < sha256.Size || [sha256.Size]byte(rest[len(rest)-sha256.Size:]) != sha256.Sum256(data[:len(data)-sha256.Size]):
		return nil, l, damaged("the %s is cut off, or the medium has changed it: take a copy of it", kind)
	}
	rest = rest[:len(rest)-sha256.Size]
	l.salt = bytes.Clone(rest[:min(keyringSalt, len(rest))])
	if err := l.stretch(passphrase); err != nil {
		return nil, l, err
	}
	aead, err := gcm(l.key)
	if err != nil {
		return nil, l, err
	}
	rest = rest[len(l.salt):]
	if len(rest) < aead.NonceSize()+aead.Overhead() {
		return nil, l, damaged("the %s is cut off", kind)
	}
	plain, err := aead.Open(nil, rest[:aead.NonceSize()], rest[aead.NonceSize():], []byte(magic))
	if err != nil {
		return nil, l, fmt.Errorf("%w: it is another one, or somebody has altered the %s", ErrPassphrase, kind)
	}
	return plain, l, nil
}

// ChangePassphrase has a keyring from [FileKeyring], or a key from [WriteSigningKey], kept under
// a new passphrase. Who has an old copy still opens it with the old one.
func ChangePassphrase(ctx context.Context, file KeyFile, old, passphrase string, random io.Reader) error {
	data, err := file.Read()
	if err != nil {
		return err
	}
	magic := keyringMagic
	if bytes.HasPrefix(data, []byte(signingMagic)) {
		magic = signingMagic
	}
	plain, _, err := unseal(magic, data, old)
	if err != nil {
		return err
	}
	random = secrets(random)
	l, err := newLock(passphrase, random)
	if err != nil {
		return err
	}
	if data, err = l.seal(magic, plain, random); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return file.Write(data)
}

// WriteSigningKey keeps a private key, as note.GenerateKey makes it, in a file under a
// passphrase, as [FileKeyring] keeps a keyring. A file in which there is something it leaves as
// it is, and returns [ErrNotEmpty]: a key that is overwritten is lost. random defaults to the
// system's.
func WriteSigningKey(file KeyFile, private, passphrase string, random io.Reader) error {
	if _, _, err := SigningKey(private); err != nil {
		return err
	}
	data, err := file.Read()
	if err != nil {
		return err
	}
	if len(data) > 0 {
		return fmt.Errorf("%w: there is a key in the file, or something else", ErrNotEmpty)
	}
	random = secrets(random)
	l, err := newLock(passphrase, random)
	if err != nil {
		return err
	}
	if data, err = l.seal(signingMagic, []byte(private), random); err != nil {
		return err
	}
	return file.Write(data)
}

// ReadSigningKey returns what signs, and the public key for those who verify. Of a file that is
// not there it is [ErrNotFound]; a wrong passphrase is [ErrPassphrase], a file that an accident
// has changed [ErrDamaged], one of something else or of a newer version [ErrForeign].
func ReadSigningKey(file KeyFile, passphrase string) (signer note.Signer, public string, err error) {
	data, err := file.Read()
	if err != nil {
		return nil, "", err
	}
	if len(data) == 0 {
		return nil, "", fmt.Errorf("%w: the file of the signing key is not there, or empty", ErrNotFound)
	}
	plain, _, err := unseal(signingMagic, data, passphrase)
	if err != nil {
		return nil, "", err
	}
	return SigningKey(string(plain))
}

// signingKey makes of a private key what signs, and the public key.
func SigningKey(private string) (note.Signer, string, error) {
	none := fmt.Errorf("%w: it is no private ed25519 key as note.GenerateKey makes one, PRIVATE+KEY+name+hash+key", ErrForeign)
	signer, err := note.NewSigner(private)
	if err != nil {
		return nil, "", none
	}
	parts := strings.SplitN(private, "+", 5) // the base64 of the last may have more
	secret, err := base64.StdEncoding.DecodeString(parts[len(parts)-1])
	if err != nil || len(secret) != 1+ed25519.SeedSize {
		return nil, "", none
	}
	public, err := note.NewEd25519VerifierKey(signer.Name(), ed25519.NewKeyFromSeed(secret[1:]).Public().(ed25519.PublicKey))
	if err != nil {
		return nil, "", none
	}
	return signer, public, nil
}
