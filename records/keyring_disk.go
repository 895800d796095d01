package records

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// KeyFileAt is a file of keys on a disk: on another one than the database, and not among what
// is backed up with it, but with copies that are kept as well as a safe is. Nobody but its
// owner may read it. It is written beside, and takes its place once it is on the disk, so that
// a crash leaves the old one or the new one.
//
// What the old one held may be read off the medium until it is written over: a key that is
// destroyed is gone for who reads files, and for who takes disks apart where the disk is
// encrypted.
func KeyFileAt(path string) KeyFile { return diskKeys(path) }

type diskKeys string

func (path diskKeys) Read() ([]byte, error) { return readKeyFile(string(path)) }

func (path diskKeys) Write(data []byte) error { return replaceKeyFile(string(path), data) }

// readKeyFile reads a file whole, or nothing where there is none.
func readKeyFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxKeyring+1))
	if err == nil && len(data) > maxKeyring {
		err = fmt.Errorf("%w: %s has more than %d bytes, and is no file of keys", ErrForeign, path, maxKeyring)
	}
	return data, err
}

// replaceKeyFile puts a new file in the place of an old one.
func replaceKeyFile(path string, data []byte) error {
	if to, err := filepath.EvalSymlinks(path); err == nil {
		path = to // not the link is replaced
	}
	folder := filepath.Dir(path)
	fresh, err := os.CreateTemp(folder, "."+filepath.Base(path)+"-*") // 0600
	if err != nil {
		return err
	}
	_, err = fresh.Write(data)
	if err = errors.Join(err, fresh.Sync(), fresh.Close()); err == nil {
		err = os.Rename(fresh.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(fresh.Name()))
	}
	if runtime.GOOS == "windows" { // where a folder cannot be synced, and a rename is durable
		return nil
	}
	dir, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
