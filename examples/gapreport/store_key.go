package main

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000/records"
)

// A signingKey signs the checkpoints of a store. Its name is that of the archive, too: no
// other archive has it.
type signingKey struct {
	name     string
	public   string // as it is given to whoever verifies
	signer   note.Signer
	verifier note.Verifier
}

// keyOf reads the key beside a store, or makes one for a store that is made. With a passphrase
// it is kept under that.
func keyOf(o options, k *kept) (*signingKey, error) {
	passphrase := ""
	if o.passphrase != "" {
		data, err := os.ReadFile(o.passphrase)
		if err != nil {
			return nil, err
		}
		line, _, _ := bytes.Cut(data, []byte("\n"))
		if passphrase = string(bytes.TrimSuffix(line, []byte("\r"))); passphrase == "" {
			return nil, fmt.Errorf("%s: its first line is empty, and would be the passphrase", o.passphrase)
		}
	}
	name := o.store + ".key"
	file := records.KeyFileAt(name)
	data, err := file.Read()
	if err != nil {
		return nil, err
	}
	if len(data) == 0 {
		if _, err := os.Stat(o.store); !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s is not there, and %s is: put back the key that it was made with, without which nobody can tell who signed what", name, o.store)
		}
		if err := makeKey(file, passphrase); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		k.note("made %s, which signs: keep a copy, and let nobody else read it", name)
	}
	key, err := readKey(file, passphrase)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return key, nil
}

// makeKey makes a key of a name that no other has.
func makeKey(file records.KeyFile, passphrase string) error {
	unique := make([]byte, 8)
	if _, err := rand.Read(unique); err != nil {
		return err
	}
	private, _, err := note.GenerateKey(rand.Reader, "gapreport-"+hex.EncodeToString(unique))
	if err != nil {
		return err
	}
	if passphrase != "" {
		return records.WriteSigningKey(file, private, passphrase, nil)
	}
	return file.Write([]byte(private + "\n"))
}

// readKey reads a key, which is kept under a passphrase or as it is.
func readKey(file records.KeyFile, passphrase string) (*signingKey, error) {
	data, err := file.Read()
	if err != nil {
		return nil, err
	}
	var signer note.Signer
	var public string
	plain := bytes.HasPrefix(data, []byte("PRIVATE+KEY+"))
	switch {
	case plain && passphrase != "":
		return nil, errors.New("it is kept without a passphrase: leave out -passphrase")
	case plain || passphrase == "" && !bytes.HasPrefix(data, []byte("iso28000 ")):
		signer, public, err = records.SigningKey(string(bytes.TrimSpace(data)))
	case passphrase == "":
		return nil, errors.New("it is kept under a passphrase: say -passphrase, and the file that has it")
	default:
		signer, public, err = records.ReadSigningKey(file, passphrase)
	}
	if err != nil {
		return nil, err
	}
	verifier, err := note.NewVerifier(public)
	if err != nil {
		return nil, err
	}
	return &signingKey{signer.Name(), public, signer, verifier}, nil
}
