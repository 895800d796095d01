package sqlite

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"sync/atomic"

	sqlite3 "github.com/ncruces/go-sqlite3"
	ncruces "github.com/ncruces/go-sqlite3/driver"
	"github.com/ncruces/go-sqlite3/vfs"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/storetest"
)

// The store runs here on another engine, the same SQLite translated in another way, which lets
// Go take the place of the file system. It has one connection, in exclusive mode, since a
// simulated disk has no memory to share between several.

// onDisk returns an engine whose files lie on a simulated disk. Names of a VFS are global, so
// each connection gets its own, for as long as it is open.
func onDisk(d *storetest.Disk) engine {
	return engine{
		connect: func(ctx context.Context, path string) (driver.Conn, error) {
			if path == inMemory {
				return (&ncruces.SQLite{}).Open(inMemory)
			}
			name := fmt.Sprint("disk-", disks.Add(1))
			vfs.Register(name, diskVFS{d})
			c, err := (&ncruces.SQLite{}).Open("file:" + path + "?vfs=" + name)
			if err != nil {
				vfs.Unregister(name)
				return nil, err
			}
			return onVFS{c, name}, nil
		},
		code: func(err error) int {
			if e := new(sqlite3.Error); errors.As(err, &e) {
				return int(e.ExtendedCode())
			}
			if e := sqlite3.ExtendedErrorCode(0); errors.As(err, &e) {
				return int(e)
			}
			if e := sqlite3.ErrorCode(0); errors.As(err, &e) {
				return int(e)
			}
			return 0
		},
		file: func(path string) (file, error) {
			f, err := d.Open(path, false)
			if errors.Is(err, storetest.ErrNoFile) {
				err = fs.ErrNotExist
			}
			return closing{f}, err
		},
		folder:  diskFolder{d},
		pragmas: []string{"locking_mode = EXCLUSIVE"},
		last:    []string{"wal_autocheckpoint = 40"}, // so that the power goes in the middle of some
		single:  true,
		memory:  true,
	}
}

var disks atomic.Int64

// onVFS is a connection whose files lie on a VFS of its own, which goes with it: it holds the disk.
type onVFS struct {
	driver.Conn
	name string
}

func (c onVFS) Close() error {
	defer vfs.Unregister(c.name)
	return c.Conn.Close()
}

// openOn opens the store on a disk.
func openOn(d *storetest.Disk, change ...func(*engine)) (records.Store, error) {
	e := onDisk(d)
	for _, c := range change {
		c(&e)
	}
	s := newStore("/system.db", Options{}, e)
	if err := s.enter(context.Background()); err != nil {
		return nil, err
	}
	s.running.Done()
	return s, nil
}

type diskVFS struct{ disk *storetest.Disk }

func (v diskVFS) Open(name string, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	f, err := v.disk.Open(name, flags&vfs.OPEN_CREATE != 0)
	if err != nil {
		return nil, flags, vfs.SystemError(err, sqlite3.CANTOPEN)
	}
	return diskFile{f}, flags, nil
}

func (v diskVFS) Delete(name string, _ bool) error {
	err := v.disk.Delete(name)
	if errors.Is(err, storetest.ErrNoFile) {
		return sqlite3.IOERR_DELETE_NOENT
	}
	return vfs.SystemError(err, sqlite3.IOERR_DELETE)
}

func (v diskVFS) Access(name string, _ vfs.AccessFlag) (bool, error) { return v.disk.Exists(name), nil }

func (diskVFS) FullPathname(name string) (string, error) { return name, nil }

// diskFolder is the one folder that a disk has.
type diskFolder struct{ disk *storetest.Disk }

func (f diskFolder) real(path string) (string, error) { return path, nil }

func (f diskFolder) look(path string) error {
	if !f.disk.Exists(path) {
		return fs.ErrNotExist
	}
	return nil
}

func (f diskFolder) temp(path string) (string, error) {
	for n := 1; ; n++ {
		if name := fmt.Sprint(path, "-new-", n); !f.disk.Exists(name) {
			_, err := f.disk.Open(name, true)
			return name, err
		}
	}
}

func (f diskFolder) name(from, to string) error { return f.disk.Rename(from, to) }

func (f diskFolder) remove(path string) error {
	if err := f.look(path); err != nil {
		return err
	}
	return f.disk.Delete(path)
}

func (f diskFolder) sync(string) error { return f.disk.Sync() }

// closing has nothing to close.
type closing struct{ *storetest.DiskFile }

func (closing) Close() error { return nil }

type diskFile struct{ *storetest.DiskFile }

func (f diskFile) Close() error { return nil }

func (f diskFile) WriteAt(b []byte, off int64) (int, error) {
	n, err := f.DiskFile.WriteAt(b, off)
	if errors.Is(err, storetest.ErrNoRoom) {
		return n, vfs.SystemError(err, sqlite3.FULL)
	}
	return n, vfs.SystemError(err, sqlite3.IOERR_WRITE)
}

func (f diskFile) Sync(vfs.SyncFlag) error {
	return vfs.SystemError(f.DiskFile.Sync(), sqlite3.IOERR_FSYNC)
}

func (f diskFile) Lock(vfs.LockLevel) error         { return nil }
func (f diskFile) Unlock(vfs.LockLevel) error       { return nil }
func (f diskFile) CheckReservedLock() (bool, error) { return false, nil }
func (f diskFile) SectorSize() int                  { return 512 }
func (f diskFile) DeviceCharacteristics() vfs.DeviceCharacteristic {
	return vfs.IOCAP_POWERSAFE_OVERWRITE
}
