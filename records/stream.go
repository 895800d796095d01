package records

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
)

// streamMagic begins a stream; its last number is the version of the form.
const streamMagic = "iso28000 record logs, stream 1\n"

// What a part of a stream is. Each is followed by its length in 8 bytes, the highest first.
const (
	streamHead       = 'H' // log, epoch, size, root
	streamEntry      = 'E' // header
	streamContent    = 'C' // of the entry before: salt, key id, wrapped key, data
	streamErased     = 'X' // of the entry before: Seq of the tombstone
	streamCheckpoint = 'K' // log, size, note
	streamEnd        = 'Z' // SHA-256 of all before
)

// WriteStream writes everything that a snapshot holds in a form that [ReadStream] brings into
// any store: to move from one kind of store to another, and for stores that have no backup of
// their own. It ends with a hash, against accidents: whether what is read is genuine shows
// when it is verified.
func WriteStream(ctx context.Context, s Snapshot, w io.Writer) ([]Head, error) {
	heads, err := s.Heads(ctx)
	if err != nil {
		return nil, err
	}
	sw := streamWriter{w: bufio.NewWriterSize(w, 1<<16), sum: sha256.New()}
	sw.write([]byte(streamMagic))
	for _, h := range heads {
		b := binary.BigEndian.AppendUint64([]byte{byte(h.Log)}, uint64(h.Epoch))
		b = binary.BigEndian.AppendUint64(b, uint64(h.Size))
		sw.part(streamHead, append(b, h.Root[:]...))
	}
	// The access log first: what was erased in it has its tombstone in the other.
	for i := len(heads) - 1; i >= 0; i-- {
		if err := sw.log(ctx, s, heads[i]); err != nil {
			return nil, err
		}
	}
	sw.part(streamEnd, sw.sum.Sum(nil))
	if sw.err == nil {
		sw.err = sw.w.Flush()
	}
	return heads, sw.err
}

type streamWriter struct {
	w   *bufio.Writer
	sum hash.Hash
	err error
}

func (sw *streamWriter) write(b []byte) {
	sw.sum.Write(b)
	if sw.err == nil {
		_, sw.err = sw.w.Write(b)
	}
}

func (sw *streamWriter) part(kind byte, b []byte) {
	sw.write(binary.BigEndian.AppendUint64([]byte{kind}, uint64(len(b))))
	sw.write(b)
}

func (sw *streamWriter) log(ctx context.Context, s Snapshot, head Head) error {
	for c, err := range s.Checkpoints(ctx, head.Log, 0, head.Size+1) {
		if err != nil {
			return err
		}
		b := binary.BigEndian.AppendUint64([]byte{byte(c.Log)}, uint64(c.Size))
		if sw.part(streamCheckpoint, append(b, c.Note...)); sw.err != nil {
			return sw.err
		}
	}
	next := int64(0)
	for e, err := range s.Entries(ctx, head.Log, 0, head.Size, true) {
		if err != nil {
			return err
		}
		if e.Seq != next {
			return fmt.Errorf("%w: entry %d of the log %s is missing", ErrDamaged, next, head.Log)
		}
		next++
		sw.part(streamEntry, e.Header)
		if c := e.Content; c != nil {
			var b []byte
			for _, field := range [][]byte{c.Salt, []byte(c.KeyID), c.Wrapped} {
				b = appendText(b, string(field))
			}
			sw.part(streamContent, append(b, c.Data...))
		}
		if e.Erased {
			sw.part(streamErased, binary.BigEndian.AppendUint64(nil, uint64(e.Tombstone)))
		}
		if sw.err != nil {
			return sw.err
		}
	}
	if next != head.Size {
		return fmt.Errorf("%w: the log %s ends at %d, and its head says %d", ErrDamaged, head.Log, next, head.Size)
	}
	return nil
}

// ReadStream commits what [WriteStream] has written to an empty store, and returns the heads.
// It derives columns and tiles from the headers, and refuses, as [ErrDamaged], a stream that is
// cut off or whose headers do not have the root that it names. After an error the store holds
// a part: throw it away.
func ReadStream(ctx context.Context, r io.Reader, to Store) ([]Head, error) {
	heads, err := to.Heads(ctx)
	if err != nil {
		return nil, err
	}
	for _, h := range heads {
		if h.Size > 0 || h.Epoch != 1 {
			return nil, ErrNotEmpty
		}
	}
	sr := streamReader{r: bufio.NewReaderSize(r, 1<<16), sum: sha256.New()}
	magic := make([]byte, len(streamMagic))
	if err := sr.read(magic); err != nil || string(magic) != streamMagic {
		return nil, damaged("it does not begin as a stream of record logs does")
	}
	in := newImporter(to, heads)
	for {
		kind, data, err := sr.part()
		if err != nil {
			return nil, err
		}
		if kind == streamEnd {
			break
		}
		if err := sr.bring(ctx, in, kind, data); err != nil {
			return nil, err
		}
	}
	if _, err := sr.r.ReadByte(); !errors.Is(err, io.EOF) {
		return nil, damaged("something stands after its end")
	}
	return in.finish(ctx, sr.heads)
}

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
}

type streamReader struct {
	r     *bufio.Reader
	sum   hash.Hash
	heads []Head
}

func (sr *streamReader) read(b []byte) error {
	if _, err := io.ReadFull(sr.r, b); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return damaged("it is cut off")
		}
		return err
	}
	sr.sum.Write(b)
	return nil
}

// part reads the next part. Its length is not believed: memory grows with what is there.
func (sr *streamReader) part() (kind byte, data []byte, err error) {
	sum := sr.sum.Sum(nil)
	var head [9]byte
	if err := sr.read(head[:]); err != nil {
		return 0, nil, err
	}
	const most = MaxContent + 1<<20
	n := binary.BigEndian.Uint64(head[1:])
	if n > most {
		return 0, nil, damaged("one of its parts has %d bytes, more than %d", n, most)
	}
	for left := int(n); left > 0; {
		step := min(left, 1<<20)
		start := len(data)
		data = append(data, make([]byte, step)...)
		if err := sr.read(data[start:]); err != nil {
			return 0, nil, err
		}
		left -= step
	}
	if head[0] == streamEnd && string(data) != string(sum) {
		return 0, nil, damaged("its bytes do not have the hash that it ends with")
	}
	return head[0], data, nil
}

// bring gives one part to the importer.
func (sr *streamReader) bring(ctx context.Context, in *importer, kind byte, data []byte) error {
	p := headerParser{data: data}
	switch kind {
	case streamHead:
		h := Head{Log: LogID(p.byte()), Epoch: p.integer(), Size: p.integer(), Root: p.hash()}
		if p.short || len(p.data) > 0 || len(sr.heads) >= 2 || h.Log != LogID(len(sr.heads)+1) || h.Epoch < 1 || h.Size < 0 {
			return damaged("its heads are not those of two logs")
		}
		sr.heads = append(sr.heads, h)
	case streamEntry:
		return in.entry(ctx, data)
	case streamContent:
		c := &Content{Salt: []byte(p.text()), KeyID: p.text(), Wrapped: []byte(p.text())}
		if c.Data = p.data; p.short {
			return damaged("a content in it is cut off")
		}
		return in.content(c)
	case streamErased:
		if n := p.integer(); !p.short && len(p.data) == 0 {
			return in.erased(n)
		}
		return damaged("a tombstone in it is none")
	case streamCheckpoint:
		c := Checkpoint{Log: LogID(p.byte()), Size: p.integer(), Note: p.data}
		if p.short {
			return damaged("a checkpoint in it is cut off")
		}
		return in.checkpoint(c)
	default:
		return damaged("it holds a part %q, which is not known", kind)
	}
	return nil
}
