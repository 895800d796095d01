package storetest

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
)

// What a [Disk] returns.
var (
	// ErrPower is returned by everything once the power is gone.
	ErrPower = errors.New("storetest: the power is gone")
	// ErrNoRoom is returned for a write that needs more room than there is. Nothing was written.
	ErrNoRoom = errors.New("storetest: the disk is full")
	// ErrSync is returned by a sync that fails.
	ErrSync = errors.New("storetest: the disk has not taken what was written")
	// ErrNoFile is returned for a file that is not there.
	ErrNoFile = errors.New("storetest: there is no such file")
	// ErrFileThere is returned for a name that another file has.
	ErrFileThere = errors.New("storetest: there is a file of that name")
)

// A Disk is one that loses power, in memory. What was written is there to be read at once, and
// is there after the power was gone only if it was synced before, or by luck: of each write
// since, any of its sectors of 512 bytes may have reached the disk, in any order. That a file
// was made, named otherwise or taken away is durable at once.
//
// It is for stores whose engine lets Go take the place of the file system. The zero value is
// no disk: [NewDisk] makes one.
type Disk struct {
	mu     sync.Mutex
	files  map[string]*diskFile
	chance chance
	off    bool
	left   int  // changes until the power goes; less than 0: it stays
	failed bool // whether a sync has failed

	// IgnoreSync makes a sync do nothing and say that it did: what a bad disk does, and a store
	// does not survive.
	IgnoreSync bool

	// Room is how many bytes all files may have together; 0: as many as they like.
	Room int64

	// FailSync is how many syncs go well before one fails; less than 0: none does. What it was to
	// bring to the disk is read back afterwards. Operating systems differ in what else becomes
	// of it, so it is left to chance: none of it reaches the disk, or a part, or all, and no
	// later sync brings the rest there; or it is kept for the next sync, and until then is what
	// any write is.
	FailSync int

	// Failures is how many syncs fail then, one after the other; 0 is 1.
	Failures int

	// FailCut is after how many more changes the power goes once a sync has failed; less than 0:
	// as [Disk.Cut] says.
	FailCut int
}

type diskFile struct {
	now, safe []byte
	pending   []diskWrite // since the last sync, in order
}

// A diskWrite is data at a place, or, without data, a new length.
type diskWrite struct {
	off  int64
	data []byte
}

// NewDisk returns an empty disk. The seed decides what a power cut leaves of what was not synced.
func NewDisk(seed uint64) *Disk {
	return &Disk{files: map[string]*diskFile{}, chance: chance{seed}, left: -1, FailSync: -1, FailCut: -1}
}

// Cut makes the power go after so many more changes: writes, syncs, changes of length.
func (d *Disk) Cut(after int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.left = after
}

// change counts one, and says whether there is power for it.
func (d *Disk) change() error {
	if d.off {
		return ErrPower
	}
	if d.left == 0 {
		d.off = true
		return ErrPower
	}
	d.left--
	return nil
}

// Kill returns the disk as it is found by the next process after one was killed: what was
// written is there to be read, and whether it was synced makes the difference that it made
// before. Files that are open fail from now on as if the power were gone.
func (d *Disk) Kill() *Disk {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.off = true
	after := NewDisk(d.chance.next())
	after.IgnoreSync, after.Room, after.failed = d.IgnoreSync, d.Room, d.failed
	for name, f := range d.files {
		after.files[name] = &diskFile{now: slices.Clone(f.now), safe: slices.Clone(f.safe), pending: slices.Clone(f.pending)}
	}
	return after
}

// Restart returns the disk as it is found when the power is back.
func (d *Disk) Restart() *Disk {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.off = true
	after := NewDisk(d.chance.next())
	luck := d.chance.IntN(4) // of three cuts one loses all, one keeps all; else it is as it comes
	for name, f := range d.files {
		data := append([]byte(nil), f.safe...)
		for _, w := range f.pending {
			data = d.settle(data, w, luck)
		}
		after.files[name] = &diskFile{now: data, safe: append([]byte(nil), data...)}
	}
	return after
}

const sector = 512

func (d *Disk) settle(data []byte, w diskWrite, luck int) []byte {
	reached := func() bool { return luck == 1 || luck > 1 && d.chance.IntN(2) == 0 }
	if w.data == nil {
		if reached() {
			data = resized(data, w.off)
		}
		return data
	}
	for off := w.off; off < w.off+int64(len(w.data)); {
		end := min(off-off%sector+sector, w.off+int64(len(w.data)))
		if reached() {
			data = overlaid(data, off, w.data[off-w.off:end-w.off])
		}
		off = end
	}
	return data
}

func resized(data []byte, size int64) []byte {
	if size <= int64(len(data)) {
		return data[:size]
	}
	return append(data, make([]byte, size-int64(len(data)))...)
}

func overlaid(data []byte, off int64, b []byte) []byte {
	data = resized(data, max(int64(len(data)), off+int64(len(b))))
	copy(data[off:], b)
	return data
}

// Open returns a file, which it makes if told to.
func (d *Disk) Open(name string, create bool) (*DiskFile, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.off {
		return nil, ErrPower
	}
	f := d.files[name]
	if f == nil {
		if !create {
			return nil, fmt.Errorf("%w: %s", ErrNoFile, name)
		}
		f = &diskFile{}
		d.files[name] = f
	}
	return &DiskFile{d, f}, nil
}

// Exists reports whether there is a file of that name.
func (d *Disk) Exists(name string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.files[name] != nil
}

// Delete takes a file away.
func (d *Disk) Delete(name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.change(); err != nil {
		return err
	}
	if d.files[name] == nil {
		return fmt.Errorf("%w: %s", ErrNoFile, name)
	}
	delete(d.files, name)
	return nil
}

// Rename gives a file another name, unless that is taken.
func (d *Disk) Rename(from, to string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.change(); err != nil {
		return err
	}
	f := d.files[from]
	if f == nil {
		return fmt.Errorf("%w: %s", ErrNoFile, from)
	}
	if d.files[to] != nil {
		return fmt.Errorf("%w: %s", ErrFileThere, to)
	}
	d.files[to] = f
	delete(d.files, from)
	return nil
}

// Sync brings to the disk which files there are. They are there anyway; but like every sync it
// may fail, and the power may go at it.
func (d *Disk) Sync() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.change(); err != nil {
		return err
	}
	if d.fails() {
		return ErrSync
	}
	return nil
}

// fails counts a sync, and says whether it fails.
func (d *Disk) fails() bool {
	switch {
	case d.IgnoreSync || d.FailSync < 0:
		return false
	case d.FailSync > 0:
		d.FailSync--
		return false
	}
	if d.Failures--; d.Failures <= 0 {
		d.FailSync = -1
	}
	if d.failed = true; d.FailCut >= 0 {
		d.left, d.FailCut = d.FailCut, -1
	}
	return true
}

// SetRoom changes Room while the disk is used; 0 takes the limit away.
func (d *Disk) SetRoom(bytes int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.Room = bytes
}

// room reports whether a file may have that size.
func (d *Disk) room(f *diskFile, size int64) bool {
	if d.Room == 0 || size <= int64(len(f.now)) {
		return true
	}
	for _, other := range d.files {
		if other != f {
			size += int64(len(other.now))
		}
	}
	return size <= d.Room
}

// A DiskFile is a file of a [Disk].
type DiskFile struct {
	disk *Disk
	file *diskFile
}

// ReadAt reads what was written last, whether it was synced or not.
func (f *DiskFile) ReadAt(b []byte, off int64) (int, error) {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if f.disk.off {
		return 0, ErrPower
	}
	if off >= int64(len(f.file.now)) {
		return 0, io.EOF
	}
	n := copy(b, f.file.now[off:])
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

// WriteAt writes. While the power goes a part of it may still reach the disk.
func (f *DiskFile) WriteAt(b []byte, off int64) (int, error) {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	last := f.disk.left == 0 && !f.disk.off
	err := f.disk.change()
	if err == nil && !f.disk.room(f.file, off+int64(len(b))) {
		return 0, ErrNoRoom
	}
	if err == nil || last {
		f.file.now = overlaid(f.file.now, off, b)
		f.file.pending = append(f.file.pending, diskWrite{off, append([]byte{}, b...)})
	}
	if err != nil {
		return 0, err
	}
	return len(b), nil
}

// Truncate changes the length.
func (f *DiskFile) Truncate(size int64) error {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if err := f.disk.change(); err != nil {
		return err
	}
	if !f.disk.room(f.file, size) {
		return ErrNoRoom
	}
	f.file.now = resized(f.file.now, size)
	f.file.pending = append(f.file.pending, diskWrite{off: size})
	return nil
}

// Sync brings what was written to the disk.
func (f *DiskFile) Sync() error {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if err := f.disk.change(); err != nil {
		return err
	}
	if f.disk.IgnoreSync {
		return nil
	}
	if f.disk.fails() {
		f.file.fail(f.disk)
		return ErrSync
	}
	for _, w := range f.file.pending { // not all of now: what a failed sync has dropped stays dropped
		if w.data == nil {
			f.file.safe = resized(f.file.safe, w.off)
		} else {
			f.file.safe = overlaid(f.file.safe, w.off, w.data)
		}
	}
	f.file.pending = nil
	return nil
}

// fail does to what was written since the last sync what a failed one does.
func (f *diskFile) fail(d *Disk) {
	luck := d.chance.IntN(4) // as in Restart, but that it may be kept too
	if luck == 3 {
		return
	}
	for _, w := range f.pending {
		f.safe = d.settle(f.safe, w, luck)
	}
	f.pending = nil
}

// Size returns the length.
func (f *DiskFile) Size() (int64, error) {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if f.disk.off {
		return 0, ErrPower
	}
	return int64(len(f.file.now)), nil
}
