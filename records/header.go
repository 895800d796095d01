package records

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/records/internal/tiles"
)

// A Header is what the log commits to of one record: its bytes are the leaf that is hashed.
// It holds everything but the content, and of that a salted commitment, so that content can
// be erased and every proof stays what it was.
//
// The bytes are canonical: a header has one form only. They begin with the version of the
// form, 1; integers have 8 bytes, the highest first; texts have their length before them, in
// 2 bytes:
//
//	version, log, flags (1 deleted, 2 content, 4 sealed, 8 by fields)   a byte each
//	seq, version of the entity, level, due, at                          integers
//	id, kind, entity, actor, class                                      texts
//	number of compartments (a byte), each a text
//	number of index columns (a byte), each a text (name), a byte (0 text, 1 number), the value
//	if there is content: its type (a text), its length (an integer), commitment (32 bytes)
//	if it is sealed: SHA-256 of what is stored (32 bytes)
type Header struct {
	Log LogID
	Seq int64
	Columns
	Actor      string // who did it; may be empty
	Class      string // of retention; empty where none was given
	Due        int64  // until when it is retained; 0 where that is not known. UTC, in nanoseconds since 1970
	At         int64  // when it was committed; never less than the At before it in the log. UTC, in nanoseconds since 1970
	Index      []Column
	Commitment Commitment
}

// A Commitment is what a header says of the content. The zero value: there is none.
type Commitment struct {
	Type   string // a media type, such as application/json. Not empty where there is content.
	Length int64  // of the content before it is sealed, in bytes
	Hash   Hash   // SHA-256 of salt and content; where it is by fields, see [FieldsRoot]

	ByFields bool // whether each field is committed to by itself
	Sealed   bool // whether it is stored encrypted
	Stored   Hash // SHA-256 of what is stored, where it is sealed: found altered without the key
}

// Leaf returns the hash of a header, which stands in the tree.
func Leaf(header []byte) Hash { return tiles.Leaf(header) }

const (
	headerVersion = 1

	flagDeleted  = 1
	flagContent  = 2
	flagSealed   = 4
	flagByFields = 8
)

// AppendBinary appends the bytes of the header. It refuses one that no store would accept.
func (h Header) AppendBinary(b []byte) ([]byte, error) {
	if err := h.validate(); err != nil {
		return nil, err
	}
	return h.append(b)
}

// append appends the bytes of a header that was validated.
func (h *Header) append(b []byte) ([]byte, error) {
	start := len(b)
	var flags byte
	if h.Deleted {
		flags |= flagDeleted
	}
	if h.Commitment.Type != "" {
		flags |= flagContent
	}
	if h.Commitment.Sealed {
		flags |= flagSealed
	}
	if h.Commitment.ByFields {
		flags |= flagByFields
	}
	b = append(b, headerVersion, byte(h.Log), flags)
	for _, n := range []int64{h.Seq, h.Version, h.Level, h.Due, h.At} {
		b = binary.BigEndian.AppendUint64(b, uint64(n))
	}
	for _, text := range []string{h.ID, h.Kind, h.Entity, h.Actor, h.Class} {
		b = appendText(b, text)
	}
	b = append(b, byte(len(h.Compartments)))
	for _, c := range h.Compartments {
		b = appendText(b, c)
	}
	b = append(b, byte(len(h.Index)))
	for _, c := range h.Index {
		if b = appendText(b, c.Name); c.Number {
			b = binary.BigEndian.AppendUint64(append(b, 1), uint64(c.Int))
		} else {
			b = appendText(append(b, 0), c.Text)
		}
	}
	if h.Commitment.Type != "" {
		b = appendText(b, h.Commitment.Type)
		b = binary.BigEndian.AppendUint64(b, uint64(h.Commitment.Length))
		b = append(b, h.Commitment.Hash[:]...)
		if h.Commitment.Sealed {
			b = append(b, h.Commitment.Stored[:]...)
		}
	}
	if len(b)-start > MaxHeader {
		return nil, fmt.Errorf("its header has %d bytes, more than %d: index less", len(b)-start, MaxHeader)
	}
	return b, nil
}

func appendText(b []byte, text string) []byte {
	b = binary.BigEndian.AppendUint16(b, uint16(len(text)))
	return append(b, text...)
}

// validate reports what no header has.
func (h *Header) validate() error {
	e := Entry{Log: h.Log, Seq: h.Seq, Columns: h.Columns, Index: h.Index, Header: []byte{headerVersion}}
	if err := e.validate(); err != nil {
		return err
	}
	c := h.Commitment
	switch {
	case h.Log != RecordLog && h.Log != AccessLog:
		return fmt.Errorf("%d is no log", h.Log)
	case h.Seq < 0:
		return fmt.Errorf("its place in the log is %d", h.Seq)
	case h.At < 0:
		return errors.New("its time lies before 1970")
	case c.Type == "" && c != Commitment{}:
		return errors.New("it commits to content of no type")
	case c.Length < 0 || c.Length > MaxContent:
		return fmt.Errorf("its content has %d bytes, more than %d", c.Length, MaxContent)
	case !c.Sealed && c.Stored != Hash{}:
		return errors.New("it commits to sealed content, and its content is not sealed")
	}
	for _, name := range []struct{ what, text string }{{"actor", h.Actor}, {"class", h.Class}, {"type of content", c.Type}} {
		if err := validateName(name.what, name.text, false); err != nil {
			return err
		}
	}
	return nil
}

// Equal reports whether all columns are the same; no compartments are the same as nil.
func (c Columns) Equal(o Columns) bool {
	return c.ID == o.ID && c.Kind == o.Kind && c.Entity == o.Entity && c.Version == o.Version && c.Deleted == o.Deleted &&
		c.Level == o.Level && slices.Equal(c.Compartments, o.Compartments)
}
