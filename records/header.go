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

// ParseHeader reads a header. It refuses bytes that are not exactly what AppendBinary writes.
func ParseHeader(data []byte) (Header, error) { return parseHeader(data, nil, nil) }

// parseHeader reads a header whose texts are often those of others, which names has, or those
// that the store says of the entry, if they are given.
func parseHeader(data []byte, names *texts, e *Entry) (Header, error) {
	if len(data) > MaxHeader {
		return Header{}, fmt.Errorf("a header has at most %d bytes, not %d", MaxHeader, len(data))
	}
	var h Header
	p := headerParser{data: data, names: names}
	if version := p.byte(); version != headerVersion && !p.short {
		return Header{}, fmt.Errorf("a header of version %d is not read here: this reads version %d", version, headerVersion)
	}
	h.Log = LogID(p.byte())
	flags := p.byte()
	h.Seq, h.Version, h.Level, h.Due, h.At = p.integer(), p.integer(), p.integer(), p.integer(), p.integer()
	if e != nil {
		h.ID, h.Kind, h.Entity = p.like(e.ID), p.like(e.Kind), p.like(e.Entity)
	} else {
		h.ID, h.Kind, h.Entity = p.text(), p.text(), p.text()
	}
	h.Actor, h.Class = p.name(), p.name()
	h.Deleted = flags&flagDeleted != 0
	if n := int(p.byte()); n > 0 && n <= MaxColumns {
		h.Compartments = make([]string, 0, n)
		for range n {
			h.Compartments = append(h.Compartments, p.name())
		}
	} else if n > 0 {
		return Header{}, fmt.Errorf("a header has at most %d compartments, not %d", MaxColumns, n)
	}
	if n := int(p.byte()); n > 0 && n <= MaxColumns {
		h.Index = make([]Column, 0, n)
		for range n {
			h.Index = append(h.Index, p.column())
		}
	} else if n > 0 {
		return Header{}, fmt.Errorf("a header has at most %d index columns, not %d", MaxColumns, n)
	}
	if flags&flagContent != 0 {
		h.Commitment = Commitment{Type: p.name(), Length: p.integer(), Hash: p.hash(), ByFields: flags&flagByFields != 0}
		if h.Commitment.Type == "" && !p.short {
			return Header{}, errors.New("the header has content of no type")
		}
		if flags&flagSealed != 0 {
			h.Commitment.Sealed, h.Commitment.Stored = true, p.hash()
		}
	} else if flags&(flagSealed|flagByFields) != 0 {
		return Header{}, errors.New("the header speaks of how content is kept, and has none")
	}
	switch {
	case p.short:
		return Header{}, errors.New("the header is cut off")
	case p.wrong != "":
		return Header{}, errors.New(p.wrong)
	case len(p.data) > 0:
		return Header{}, fmt.Errorf("%d bytes stand after the header", len(p.data))
	case flags&^(flagDeleted|flagContent|flagSealed|flagByFields) != 0:
		return Header{}, fmt.Errorf("the header has the flags %#x, which are not known", flags)
	}
	if err := h.validate(); err != nil {
		return Header{}, fmt.Errorf("the header is none: %w", err)
	}
	return h, nil
}

// A headerParser reads from the front of data, and gives zero values once it is too short.
type headerParser struct {
	data  []byte
	names *texts
	short bool
	wrong string
}

// texts are texts that were read before, so that each is kept once.
type texts map[string]string

func (p *headerParser) take(n int) []byte {
	if n > len(p.data) {
		p.short, p.data = true, nil
		return nil
	}
	part := p.data[:n]
	p.data = p.data[n:]
	return part
}

func (p *headerParser) byte() byte {
	if b := p.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (p *headerParser) integer() int64 {
	if b := p.take(8); b != nil {
		return int64(binary.BigEndian.Uint64(b))
	}
	return 0
}

func (p *headerParser) text() string {
	if b := p.take(2); b != nil {
		return string(p.take(int(binary.BigEndian.Uint16(b))))
	}
	return ""
}

// like reads a text that is most likely the one given, without another copy of it.
func (p *headerParser) like(text string) string {
	if b := p.take(2); b != nil {
		if data := p.take(int(binary.BigEndian.Uint16(b))); string(data) != text {
			return string(data)
		}
		return text
	}
	return ""
}

// name reads a text of which there are few.
func (p *headerParser) name() string {
	if p.names == nil {
		return p.text()
	}
	b := p.take(2)
	if b == nil {
		return ""
	}
	data := p.take(int(binary.BigEndian.Uint16(b)))
	if known, found := (*p.names)[string(data)]; found {
		return known
	}
	text := string(data)
	if len(*p.names) < 1000 {
		if *p.names == nil {
			*p.names = texts{}
		}
		(*p.names)[text] = text
	}
	return text
}

func (p *headerParser) hash() (h Hash) {
	copy(h[:], p.take(len(h)))
	return h
}

func (p *headerParser) column() Column {
	c := Column{Name: p.name()}
	switch p.byte() {
	case 0:
		c.Text = p.text()
	case 1:
		c.Number, c.Int = true, p.integer()
	default:
		p.wrong = "an index column of the header is neither text nor number"
	}
	return c
}

// Equal reports whether all columns are the same; no compartments are the same as nil.
func (c Columns) Equal(o Columns) bool {
	return c.ID == o.ID && c.Kind == o.Kind && c.Entity == o.Entity && c.Version == o.Version && c.Deleted == o.Deleted &&
		c.Level == o.Level && slices.Equal(c.Compartments, o.Compartments)
}
