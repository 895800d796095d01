package postgres

import (
	"encoding/binary"
	"io"

	"github.com/iso28000/iso28000/records"
)

// What COPY takes in its binary form: a signature, then each row as the number of its values
// and each value behind its length, then the number -1. pgx has this too, but asks the server
// for the types of the columns first, each time.

var copySignature = []byte("PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00")

// roomBytes is how many bytes of rows are sent at once, at least.
const roomBytes = 1 << 15

// A copying is the input of a COPY, made row by row as it is read.
type copying struct {
	rows  int
	row   func(b []byte, i int) []byte // appends one row
	next  int
	room  []byte // that rows are made in, again and again
	buf   []byte // what of it is not read yet
	over  bool
	begun bool
}

func (c *copying) Read(p []byte) (int, error) {
	for len(c.buf) == 0 {
		switch {
		case !c.begun:
			c.begun, c.buf = true, copySignature
		case c.next < c.rows:
			c.room = c.room[:0]
			for c.next < c.rows && len(c.room) < roomBytes {
				c.room = c.row(c.room, c.next)
				c.next++
			}
			c.buf = c.room
		case !c.over:
			c.over, c.buf = true, []byte{0xff, 0xff}
		default:
			return 0, io.EOF
		}
	}
	n := copy(p, c.buf)
	c.buf = c.buf[n:]
	return n, nil
}

func putCount(b []byte, values int) []byte { return binary.BigEndian.AppendUint16(b, uint16(values)) }

func putNull(b []byte) []byte { return append(b, 0xff, 0xff, 0xff, 0xff) }

func putLog(b []byte, log records.LogID) []byte {
	return binary.BigEndian.AppendUint16(append(b, 0, 0, 0, 2), uint16(log))
}

func putInt(b []byte, n int64) []byte {
	return binary.BigEndian.AppendUint64(append(b, 0, 0, 0, 8), uint64(n))
}

func putFlag(b []byte, flag bool) []byte {
	if flag {
		return append(b, 0, 0, 0, 1, 1)
	}
	return append(b, 0, 0, 0, 1, 0)
}

func putText(b []byte, s string) []byte {
	return append(binary.BigEndian.AppendUint32(b, uint32(len(s))), s...)
}

func putBytes(b, data []byte) []byte {
	return append(binary.BigEndian.AppendUint32(b, uint32(len(data))), data...)
}

// oidText is the type of the elements of an array of texts.
const oidText = 25

func putList(b []byte, list []string) []byte {
	if len(list) == 0 {
		return putNull(b)
	}
	start := len(b)
	b = append(b, 0, 0, 0, 0)
	for _, n := range []uint32{1, 0, oidText, uint32(len(list)), 1} {
		b = binary.BigEndian.AppendUint32(b, n)
	}
	for _, s := range list {
		b = putText(b, s)
	}
	binary.BigEndian.PutUint32(b[start:], uint32(len(b)-start-4))
	return b
}

// orNull puts NULL in the place of what has no bytes.
func orNull(b, data []byte) []byte {
	if len(data) == 0 {
		return putNull(b)
	}
	return putBytes(b, data)
}

const entryColumns = "log, seq, id, kind, entity, version, deleted, level, compartments, header, salt, key_id, wrapped, data"

func putEntry(b []byte, e *records.Entry) []byte {
	b = putInt(putLog(putCount(b, 14), e.Log), e.Seq)
	b = putText(putText(b, e.ID), e.Kind)
	if e.Entity == "" {
		b = putNull(putNull(b))
	} else {
		b = putInt(putText(b, e.Entity), e.Version)
	}
	b = putList(putInt(putFlag(b, e.Deleted), e.Level), e.Compartments)
	b = putBytes(b, e.Header)
	c := e.Content
	if c == nil {
		return putNull(putNull(putNull(putNull(b))))
	}
	b = orNull(orNull(orNull(b, c.Salt), []byte(c.KeyID)), c.Wrapped)
	return putBytes(b, c.Data) // no bytes are content all the same
}

const cellColumns = "log, seq, name, number, text, int, kind, key"

func putCell(b []byte, c cell) []byte {
	b = putText(putInt(putLog(putCount(b, 8), c.e.Log), c.e.Seq), c.c.Name)
	b = putInt(putText(putFlag(b, c.c.Number), c.c.Text), c.c.Int)
	return putText(putText(b, c.e.Kind), c.e.Key())
}
