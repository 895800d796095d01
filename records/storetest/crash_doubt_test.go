package storetest

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/records"
)

// A journal is a store in one file of a disk: of each batch it keeps how many entries it has,
// with a checksum of all before it, and makes the rest anew.
type journal struct {
	records.Store
	file   *DiskFile
	kept   history
	end    int64 // of what is stored
	chain  uint32
	doubt  bool
	habits habits
}

// habits say what a journal does that it should not.
type habits struct {
	hasty   bool // it answers while a commit is in doubt
	trustee bool // it answers from what it finds, which may not be on the disk
}

// A line is an entry count, and the checksum.
const line = 8

func openJournal(d *Disk, habits habits) (records.Store, error) {
	f, err := d.Open("journal", true)
	if err != nil {
		return nil, err
	}
	j := &journal{Store: records.Memory(), file: f, kept: *newHistory(), habits: habits}
	for b := make([]byte, line); ; j.end += line {
		if _, err := f.ReadAt(b, j.end); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		n, chain := binary.BigEndian.Uint32(b), crc32.Update(j.chain, crc32.IEEETable, b[:4])
		if n == 0 || chain != binary.BigEndian.Uint32(b[4:]) {
			break
		}
		batch := j.kept.batch(int(n))
		if err := j.Store.Commit(context.Background(), batch); err != nil {
			return nil, err
		}
		j.kept.take(batch)
		j.chain = chain
	}
	j.doubt = !habits.trustee
	if err := j.settle(); err != nil {
		return nil, err
	}
	return j, nil
}

// settle writes anew what is stored, and over what is in doubt.
func (j *journal) settle() error {
	if !j.doubt {
		return nil
	}
	b := make([]byte, j.end+10*line)
	_, err := j.file.ReadAt(b[:j.end], 0)
	if err == nil || errors.Is(err, io.EOF) {
		_, err = j.file.WriteAt(b, 0)
	}
	if err == nil {
		err = j.file.Sync()
	}
	if err != nil {
		return fmt.Errorf("%w: %w", records.ErrInDoubt, err)
	}
	j.doubt = false
	return nil
}

func (j *journal) Commit(ctx context.Context, b records.Batch) error {
	if err := j.settle(); err != nil {
		return err
	}
	n := b.Next[0].Size - b.Base[0].Size
	text := binary.BigEndian.AppendUint32(nil, uint32(n))
	chain := crc32.Update(j.chain, crc32.IEEETable, text)
	for i, c := range binary.BigEndian.AppendUint32(text, chain) {
		if _, err := j.file.WriteAt([]byte{c}, j.end+int64(i)); err != nil {
			return err
		}
	}
	if err := j.file.Sync(); err != nil {
		j.doubt = !j.habits.hasty
		return fmt.Errorf("%w: %w", records.ErrInDoubt, err)
	}
	j.end, j.chain = j.end+line, chain
	return j.Store.Commit(ctx, b)
}

func (j *journal) Read(ctx context.Context, fn func(records.Snapshot) error) error {
	if err := j.settle(); err != nil {
		return err
	}
	return j.Store.Read(ctx, fn)
}

func (j *journal) Heads(ctx context.Context) ([]records.Head, error) {
	if err := j.settle(); err != nil {
		return nil, err
	}
	return j.Store.Heads(ctx)
}

func TestPowerCutFindsWhoAnswersTooEarly(t *testing.T) {
	for name, tt := range map[string]struct {
		habits habits
		holds  bool
	}{
		"who settles first": {habits{}, true},
		"who answers before a commit in doubt is decided":       {habits{hasty: true}, false},
		"who answers from what a killed process has not synced": {habits{trustee: true}, false},
	} {
		t.Run(name, func(t *testing.T) {
			var lost error
			seed := uint64(0)
			for ; seed < 200 && lost == nil; seed++ {
				lost = CutPower(t.Context(), seed, func(d *Disk) (records.Store, error) { return openJournal(d, tt.habits) }, func(*Disk) {})
			}
			t.Logf("after %d power cuts: %v", seed, lost)
			assert.Equal(t, tt.holds, lost == nil)
		})
	}
}
