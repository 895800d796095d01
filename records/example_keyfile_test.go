//go:build !race

// A passphrase takes its time, and with the race detector ten times as long.

package records_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000/records"
)

// A keyring and a signing key in files are there again when the program is started again, for
// who has the passphrase.
func ExampleKeyFileAt() {
	folder, err := os.MkdirTemp("", "keys")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(folder)
	const passphrase = "seventeen containers" // ask for it, or read it from where secrets are kept
	ctx := context.Background()
	file := records.KeyFileAt(filepath.Join(folder, "keyring"))
	ring, err := records.FileKeyring(file, passphrase, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	id, err := ring.Rotate(ctx, records.KeyGroup{Class: "reports", Period: "2031"})
	fmt.Println(err)
	again, err := records.FileKeyring(file, passphrase, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	keys, err := again.Keys(ctx)
	fmt.Println(len(keys), keys[0].ID == id, err)

	private, public, err := note.GenerateKey(nil, "acme.example/security")
	if err != nil {
		fmt.Println(err)
		return
	}
	signing := records.KeyFileAt(filepath.Join(folder, "signing.key"))
	fmt.Println(records.WriteSigningKey(signing, private, passphrase, nil))
	signer, verifies, err := records.ReadSigningKey(signing, passphrase)
	fmt.Println(signer.Name(), verifies == public, err)
	_, _, err = records.ReadSigningKey(signing, "eighteen containers")
	fmt.Println(errors.Is(err, records.ErrPassphrase))
	// Output:
	// <nil>
	// 1 true <nil>
	// <nil>
	// acme.example/security true <nil>
	// true
}
