package records

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// What a store has to hold. [Batch.Validate] refuses what is beyond.
const (
	MaxName    = 255       // bytes of an id, kind, actor, class, key id, compartment, name of a column
	MaxText    = 1024      // bytes of the text in an index column
	MaxHeader  = 64 << 10  // bytes of a header
	MaxContent = 64 << 20  // bytes of a content, sealed or not
	MaxKey     = 4 << 10   // bytes of a salt or of a wrapped key
	MaxColumns = 64        // index columns of one entry
	MaxEntries = 100_000   // entries, erasures and rewraps of one batch, each
	MaxBatch   = 256 << 20 // bytes of headers and contents of one batch
	MaxNote    = 64 << 10  // bytes of a checkpoint
	tileBytes  = 256 * 32
)

// Validate reports the first thing by which the batch is not well formed, as [ErrBatch] or
// [ErrNoTombstone]. It looks at the batch alone. A store calls it first, and then need not
// look after the shape of what it gets: texts are UTF-8 without the byte 0 and no longer than
// the limits, sequences have no gaps, no record, entity, tile or content stands in it twice.
func (b Batch) Validate() error {
	for _, check := range []func() error{b.validateHeads, b.validateEntries, b.validateTree, b.validateErasures} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func malformed(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrBatch, fmt.Sprintf(format, args...))
}

func (b Batch) validateHeads() error {
	if len(b.Base) != len(b.Next) {
		return malformed("it has %d heads to start from and %d to end at", len(b.Base), len(b.Next))
	}
	if len(b.Base) == 0 || len(b.Base) > 2 {
		return malformed("it adds to %d logs: there are two, and a batch adds to one at least", len(b.Base))
	}
	for i, base := range b.Base {
		next := b.Next[i]
		switch {
		case base.Log != RecordLog && base.Log != AccessLog:
			return malformed("%d is no log", base.Log)
		case i > 0 && base.Log <= b.Base[i-1].Log:
			return malformed("the heads are not in the order of the logs")
		case next.Log != base.Log:
			return malformed("a head of the log %s is followed by one of %s", base.Log, next.Log)
		case base.Size < 0 || base.Epoch < 1 || next.Size < base.Size || next.Epoch < base.Epoch:
			return malformed("the log %s goes back", base.Log)
		}
	}
	return nil
}

func (b Batch) validateEntries() error {
	if len(b.Entries) > MaxEntries {
		return malformed("it has %d entries, more than %d", len(b.Entries), MaxEntries)
	}
	entities := map[Ref]bool{}
	ids := make(map[string]bool, len(b.Entries))
	i, bytes := 0, 0
	for h, base := range b.Base {
		for seq := base.Size; seq < b.Next[h].Size; seq++ {
			if i >= len(b.Entries) {
				return malformed("the entry %d of the log %s is missing", seq, base.Log)
			}
			e := &b.Entries[i]
			if e.Log != base.Log || e.Seq != seq {
				return malformed("entry %d of the log %s stands where %d of %s would", e.Seq, e.Log, seq, base.Log)
			}
			if err := e.validate(); err != nil {
				return malformed("entry %d of the log %s: %v", e.Seq, e.Log, err)
			}
			if ids[e.ID] {
				return malformed("the record %q stands in it twice", e.ID)
			}
			ids[e.ID] = true
			if e.Entity != "" {
				ref := Ref{e.Kind, e.Entity}
				if entities[ref] {
					return malformed("%s is changed twice", ref)
				}
				entities[ref] = true
			}
			bytes += len(e.Header)
			if e.Content != nil {
				bytes += len(e.Content.Data)
			}
			i++
		}
	}
	if i < len(b.Entries) {
		return malformed("it has %d entries more than its heads say", len(b.Entries)-i)
	}
	if bytes > MaxBatch {
		return malformed("it has %d bytes, more than %d", bytes, MaxBatch)
	}
	return nil
}

// validate looks at one entry by itself.
func (e *Entry) validate() error {
	for _, name := range []struct {
		what, text string
		required   bool
	}{
		{"id", e.ID, true}, {"kind", e.Kind, true}, {"entity", e.Entity, false},
	} {
		if err := validateName(name.what, name.text, name.required); err != nil {
			return err
		}
	}
	switch {
	case (e.Entity == "") != (e.Version == 0) || e.Version < 0:
		return fmt.Errorf("version %d: a revision of an entity has one from 1 on, and nothing else has one", e.Version)
	case e.Entity != "" && e.Log != RecordLog:
		return fmt.Errorf("a revision of an entity stands in the log %s", e.Log)
	case e.Deleted && e.Entity == "":
		return fmt.Errorf("it deletes, and names no entity")
	case e.Level < 0:
		return fmt.Errorf("its marking has the level %d: levels count from 0", e.Level)
	case len(e.Header) == 0 || len(e.Header) > MaxHeader:
		return fmt.Errorf("its header has %d bytes: 1 to %d are allowed", len(e.Header), MaxHeader)
	case e.Erased || e.Tombstone != 0:
		return fmt.Errorf("it is erased already")
	}
	if err := validateCompartments(e.Compartments); err != nil {
		return err
	}
	if err := validateColumns(e.Index); err != nil {
		return err
	}
	return e.Content.validate()
}

func validateName(what, text string, required bool) error {
	switch {
	case text == "" && required:
		return fmt.Errorf("its %s is empty", what)
	case len(text) > MaxName:
		return fmt.Errorf("its %s has %d bytes, more than %d", what, len(text), MaxName)
	case !plainText(text):
		return fmt.Errorf("its %s %s is no text: it holds the byte 0 or is not UTF-8", what, quote(text))
	}
	return nil
}

// plainText reports whether every store can hold the text: PostgreSQL has no byte 0 in texts.
func plainText(text string) bool {
	return utf8.ValidString(text) && strings.IndexByte(text, 0) < 0
}

func validateCompartments(list []string) error {
	if len(list) > MaxColumns {
		return fmt.Errorf("it is in %d compartments, more than %d", len(list), MaxColumns)
	}
	for i, c := range list {
		if err := validateName("compartment", c, true); err != nil {
			return err
		}
		if i > 0 && c <= list[i-1] {
			return fmt.Errorf("its compartments are not in order, or one stands there twice: %s", quote(c))
		}
	}
	return nil
}

func validateColumns(list []Column) error {
	if len(list) > MaxColumns {
		return fmt.Errorf("it has %d index columns, more than %d", len(list), MaxColumns)
	}
	for i, c := range list {
		if err := validateName("column", c.Name, true); err != nil {
			return err
		}
		switch {
		case c.Number && c.Text != "" || !c.Number && c.Int != 0:
			return fmt.Errorf("the column %s is a text and a number", c.Name)
		case len(c.Text) > MaxText || !plainText(c.Text):
			return fmt.Errorf("the column %s is no text of at most %d bytes", c.Name, MaxText)
		case i > 0 && CompareColumns(list[i-1], c) >= 0:
			return fmt.Errorf("its columns are not in order, or one stands there twice: %s", c.Name)
		}
	}
	return nil
}

// CompareColumns orders index columns: by name, texts before numbers, by value.
func CompareColumns(a, b Column) int {
	switch {
	case a.Name != b.Name:
		return strings.Compare(a.Name, b.Name)
	case a.Number != b.Number && b.Number:
		return -1
	case a.Number != b.Number:
		return 1
	case a.Text != b.Text:
		return strings.Compare(a.Text, b.Text)
	case a.Int < b.Int:
		return -1
	case a.Int > b.Int:
		return 1
	}
	return 0
}

// Holds reports whether a row with these index columns meets the condition.
func (c Condition) Holds(index []Column) bool {
	return slices.ContainsFunc(index, func(have Column) bool {
		if have.Name != c.Column.Name || have.Number != c.Column.Number {
			return false
		}
		order := CompareColumns(have, c.Column)
		switch c.Op {
		case Equal:
			return order == 0
		case Less:
			return order < 0
		case AtMost:
			return order <= 0
		case Greater:
			return order > 0
		case AtLeast:
			return order >= 0
		}
		return false
	})
}

func (c *Content) validate() error {
	if c == nil {
		return nil
	}
	switch {
	case len(c.Data) > MaxContent:
		return fmt.Errorf("its content has %d bytes, more than %d", len(c.Data), MaxContent)
	case len(c.Salt) > MaxKey || len(c.Wrapped) > MaxKey:
		return fmt.Errorf("its salt or its key has more than %d bytes", MaxKey)
	case c.KeyID == "" && len(c.Wrapped) > 0:
		return fmt.Errorf("it has a wrapped key, and does not say under which")
	case c.KeyID != "" && (len(c.Wrapped) == 0 || len(c.Salt) > 0):
		return fmt.Errorf("sealed content has a wrapped key, and its salt is sealed with it")
	}
	return validateName("key", c.KeyID, false)
}

// validateTree looks at tiles and checkpoints: those that the growth of the log brings.
func (b Batch) validateTree() error {
	type place struct {
		log   LogID
		level int
		index int64
	}
	seen := map[place]bool{}
	for _, t := range b.Tiles {
		i := slices.IndexFunc(b.Base, func(h Head) bool { return h.Log == t.Log })
		at := place{t.Log, t.Level, t.Index}
		switch {
		case i < 0 || t.Level < 0 || t.Level > 7 || t.Index < 0 || len(t.Hashes) != tileBytes:
			return malformed("tile %d of level %d of the log %s is none", t.Index, t.Level, t.Log)
		case seen[at]:
			return malformed("tile %d of level %d of the log %s stands in it twice", t.Index, t.Level, t.Log)
		}
		shift := 8 * (t.Level + 1)
		if before, after := b.Base[i].Size>>shift, b.Next[i].Size>>shift; t.Index < before || t.Index >= after {
			return malformed("tile %d of level %d of the log %s does not become whole by it", t.Index, t.Level, t.Log)
		}
		seen[at] = true
	}
	last := map[LogID]int64{}
	for _, c := range b.Checkpoints {
		i := slices.IndexFunc(b.Base, func(h Head) bool { return h.Log == c.Log })
		if i < 0 || c.Size <= max(b.Base[i].Size, last[c.Log]) || c.Size > b.Next[i].Size || len(c.Note) == 0 || len(c.Note) > MaxNote {
			return malformed("the checkpoint of the log %s at %d is none of a size that it gets", c.Log, c.Size)
		}
		last[c.Log] = c.Size
	}
	return nil
}

func (b Batch) validateErasures() error {
	if len(b.Erase) > MaxEntries || len(b.Rewrap) > MaxEntries {
		return malformed("it erases or wraps anew more than %d contents", MaxEntries)
	}
	type place struct {
		log LogID
		seq int64
	}
	seen := map[place]bool{}
	touch := func(log LogID, seq int64, copied bool) error {
		switch {
		case log != RecordLog && log != AccessLog || seq < 0:
			return malformed("entry %d of the log %s is none", seq, log)
		case seen[place{log, seq}]:
			return malformed("the content of entry %d of the log %s is changed twice", seq, log)
		}
		for i, base := range b.Base {
			if base.Log == log && (seq >= b.Next[i].Size || seq >= base.Size && !copied) {
				return malformed("the content of entry %d of the log %s is changed before it is there (the log ends at %d)", seq, log, b.Next[i].Size)
			}
		}
		seen[place{log, seq}] = true
		return nil
	}
	for _, e := range b.Erase {
		if err := touch(e.Log, e.Seq, e.Copied); err != nil {
			return err
		}
		if !slices.ContainsFunc(b.Base, func(h Head) bool { return h.Log == RecordLog && e.Tombstone >= h.Size }) ||
			!slices.ContainsFunc(b.Next, func(h Head) bool { return h.Log == RecordLog && e.Tombstone < h.Size }) {
			return fmt.Errorf("%w: entry %d of the log %s names entry %d, which is not of this batch", ErrNoTombstone, e.Seq, e.Log, e.Tombstone)
		}
	}
	for _, r := range b.Rewrap {
		if err := touch(r.Log, r.Seq, false); err != nil {
			return err
		}
		if r.From == "" || r.KeyID == "" || len(r.Wrapped) == 0 || len(r.Wrapped) > MaxKey {
			return malformed("the rewrap of entry %d of the log %s lacks a key", r.Seq, r.Log)
		}
		if err := validateName("key", r.KeyID, true); err != nil {
			return malformed("the rewrap of entry %d of the log %s: %v", r.Seq, r.Log, err)
		}
	}
	return nil
}
