package records_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/iso28000/iso28000/records"
)

// A diskKeys is the file of a keyring on a disk: on another one than the database, and not
// among what is backed up with it.
type diskKeys string

func (name diskKeys) Read() ([]byte, error) {
	data, err := os.ReadFile(string(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

// Write writes beside the file, and puts that in its place once it is on the disk.
func (name diskKeys) Write(data []byte) error {
	fresh, err := os.CreateTemp(filepath.Dir(string(name)), "keyring")
	if err != nil {
		return err
	}
	defer os.Remove(fresh.Name())
	_, err = fresh.Write(data)
	if err := errors.Join(err, fresh.Sync(), fresh.Close()); err != nil {
		return err
	}
	if err := os.Rename(fresh.Name(), string(name)); err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(string(name)))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// A keyring in a file on a disk is there again when the program is started again.
func ExampleKeyFile() {
	folder, err := os.MkdirTemp("", "keys")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(folder)
	file := diskKeys(filepath.Join(folder, "keyring"))
	ctx := context.Background()
	ring, err := records.FileKeyring(file, "seventeen containers", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	id, err := ring.Rotate(ctx, records.KeyGroup{Class: "reports", Period: "2031"})
	fmt.Println(err)

	again, err := records.FileKeyring(file, "seventeen containers", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	keys, err := again.Keys(ctx)
	fmt.Println(len(keys), keys[0].ID == id, err)
	// Output:
	// <nil>
	// 1 true <nil>
}
