package records

import (
	"encoding/binary"
	"errors"
	"fmt"
)

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
