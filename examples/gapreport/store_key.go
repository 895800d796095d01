package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// A signingKey signs the checkpoints of a store. Its name is that of the archive, too: no
// other archive has it.
type signingKey struct {
	name     string
	public   string // as it is given to whoever verifies
	signer   note.Signer
	verifier note.Verifier
}

// keyOf reads the key beside a store, or makes one for a store that is made.
func keyOf(store string, k *kept) (*signingKey, error) {
	file := store + ".key"
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(store); err == nil {
			return nil, fmt.Errorf("%s is not there, and %s is: put back the key that it was made with, without which nobody can tell who signed what", file, store)
		}
		return makeKey(file, k)
	}
	if err != nil {
		return nil, err
	}
	key, err := readKey(string(bytes.TrimSpace(data)))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return key, nil
}

func makeKey(file string, k *kept) (*signingKey, error) {
	unique := make([]byte, 8)
	if _, err := rand.Read(unique); err != nil {
		return nil, err
	}
	private, _, err := note.GenerateKey(rand.Reader, "gapreport-"+hex.EncodeToString(unique))
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	_, err = f.WriteString(private + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, err
	}
	k.note("made %s, which signs: keep a copy, and let nobody else read it", file)
	return readKey(private)
}

// errNoKey is what is wrong with a file that holds something else.
var errNoKey = errors.New("it holds no ed25519 key of a signed note")

// readKey makes signer and verifier of the text of a private key.
func readKey(private string) (*signingKey, error) {
	signer, err := note.NewSigner(private)
	if err != nil {
		return nil, errNoKey // the error of the package may show the key
	}
	parts := strings.SplitN(private, "+", 5) // PRIVATE+KEY+name+hash+key, whose base64 may have more
	secret, err := base64.StdEncoding.DecodeString(parts[len(parts)-1])
	if err != nil || len(secret) != 1+ed25519.SeedSize {
		return nil, errNoKey
	}
	public, err := note.NewEd25519VerifierKey(signer.Name(), ed25519.NewKeyFromSeed(secret[1:]).Public().(ed25519.PublicKey))
	if err != nil {
		return nil, errNoKey
	}
	verifier, err := note.NewVerifier(public)
	if err != nil {
		return nil, errNoKey
	}
	return &signingKey{signer.Name(), public, signer, verifier}, nil
}
