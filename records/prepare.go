package records

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"time"
)

// A NewRecord is a record that is to be written.
type NewRecord struct {
	// ID is that of the record. A host that makes it can ask, after an answer was lost, whether
	// the record was stored, and can write it again: a second of that id is [ErrDuplicate].
	// Empty: one is made.
	ID string
	// Kind and Entity name the entity of which it is a revision; Entity is empty where the
	// record belongs to none. A kind has no slash in it.
	Kind, Entity string
	// Base is the version that the revision started from; 0: the entity is not there.
	Base int64
	// Delete says that the entity is there no more. Content may say why.
	Delete bool

	Type    string // media type of the content. Defaults to application/json where there is content
	Content []byte // nil: none
	// ByFields has each field of the content committed to by itself, so that chosen ones can be
	// shown to others: see [FieldsOf] for the form that content then has.
	ByFields bool
	Marking  Marking
	Class    string    // of retention; empty: the Retainer says
	Due      time.Time // until when it is retained; zero: not known. Of nothing when Class is empty
	// Index has the columns to find it by, in any order. They stay when the content is erased.
	Index []Column
}

// A Receipt says where a record stands.
type Receipt struct {
	ID      string
	Log     LogID
	Seq     int64
	Version int64 // of the entity; 0 where the record is no revision
	At      time.Time
	Head    Head // of the log after the commit that it came with
}

// ErrInvalid is returned for a draft that no archive keeps. The error holds [Faults].
var ErrInvalid = errors.New("records: the record cannot be kept")

// JSONType is the content type of entities.
const JSONType = "application/json"

// A prepared record waits for its place: all is done that can be before it is known.
type prepared struct {
	header  Header
	content *Content
	base    int64 // as the draft has it
	place   int   // in the batch
}

// salts makes one for each draft that has content.
func (a *Archive) salts(list []NewRecord) ([][]byte, error) {
	salts, n := make([][]byte, len(list)), 0
	for _, d := range list {
		if d.Content != nil {
			n += saltBytes
		}
	}
	random := make([]byte, n)
	if _, err := io.ReadFull(a.options.Random, random); err != nil {
		return nil, fmt.Errorf("records: no salt could be made: %w", err)
	}
	for i, d := range list {
		if d.Content != nil {
			salts[i], random = random[:saltBytes:saltBytes], random[saltBytes:]
		}
	}
	return salts, nil
}

// prepare makes what is stored of a draft.
func (a *Archive) prepare(ctx context.Context, log LogID, by Principal, d NewRecord, salt []byte) (prepared, error) {
	p := prepared{base: d.Base}
	h := &p.header
	h.Log = log
	h.Columns = Columns{
		ID: d.ID, Kind: d.Kind, Entity: d.Entity, Deleted: d.Delete,
		Level: d.Marking.Level, Compartments: copied(d.Marking.Compartments),
	}
	h.Actor, h.Class = by.ID, d.Class
	if h.ID == "" {
		h.ID = a.options.NewID()
	}
	if d.Entity != "" {
		if d.Base < 0 || d.Base == math.MaxInt64 {
			return p, invalid(d, "base %d is no version", d.Base)
		}
		h.Version = d.Base + 1
	} else if d.Base != 0 {
		return p, invalid(d, "it started from version %d, and is no revision of an entity", d.Base)
	}
	slices.Sort(h.Compartments)
	h.Compartments = slices.Compact(h.Compartments)
	h.Index = copied(d.Index)
	slices.SortFunc(h.Index, CompareColumns)
	h.Index = slices.Compact(h.Index)
	if err := a.retain(ctx, h, d); err != nil {
		return p, err
	}
	if err := a.seal(ctx, &p, d, salt); err != nil {
		return p, err
	}
	if err := h.validate(); err != nil {
		return p, invalid(d, "%v", err)
	}
	if len(h.Index)+len(h.Compartments) > MaxColumns/2 { // with fewer it cannot become too long
		if _, err := h.AppendBinary(nil); err != nil {
			return p, invalid(d, "%v", err)
		}
	}
	return p, nil
}

// invalid says what is wrong with a draft.
func invalid(d NewRecord, format string, args ...any) error {
	ref := Ref{d.Kind, d.Entity}
	if d.Entity == "" {
		ref.ID = d.ID
	}
	var f Faults
	f.Add("", "%s: %s", ref, fmt.Sprintf(format, args...))
	return fmt.Errorf("%w: %w", ErrInvalid, f.Err())
}

// retain says how long the record is kept.
func (a *Archive) retain(ctx context.Context, h *Header, d NewRecord) error {
	due := d.Due
	if (d.Class == "" || due.IsZero()) && a.options.Retainer != nil {
		var err error
		if h.Class, due, err = a.options.Retainer.Retain(ctx, *h, a.options.Now().UTC()); err != nil {
			return fmt.Errorf("how long %s is kept is not known: %w", Ref{d.Kind, d.Entity}, err)
		}
	}
	if !due.IsZero() {
		nanos, err := nanoseconds(due)
		if err != nil {
			return invalid(d, "it is kept until %v: %v", due, err)
		}
		h.Due = nanos
	}
	return nil
}

// saltBytes is how long a salt is.
const saltBytes = 32

// seal makes what is stored of the content, and the commitment to it.
func (a *Archive) seal(ctx context.Context, p *prepared, d NewRecord, salt []byte) error {
	h := &p.header
	if d.Content == nil {
		if d.Type != "" || d.ByFields {
			return invalid(d, "it says how its content is kept, and has none")
		}
		return nil
	}
	if len(d.Content) > MaxContent-1024 { // sealing adds a little
		return invalid(d, "its content has %d bytes, more than %d", len(d.Content), MaxContent-1024)
	}
	h.Commitment.Type = d.Type
	if d.Type == "" {
		h.Commitment.Type = JSONType
	}
	h.Commitment.Length = int64(len(d.Content))
	h.Commitment.ByFields = d.ByFields
	var err error
	if h.Commitment.Hash, err = commitment(salt, d.Content, d.ByFields); err != nil {
		return invalid(d, "%v", err)
	}
	if a.options.Sealer == nil {
		p.content = &Content{Salt: salt, Data: slices.Clone(d.Content)}
		return nil
	}
	content, err := a.options.Sealer.Seal(ctx, *h, salt, d.Content)
	if err != nil {
		return fmt.Errorf("the content of %s cannot be sealed: %w", Ref{d.Kind, d.Entity}, err)
	}
	h.Commitment.Sealed = true
	h.Commitment.Stored = sha256.Sum256(content.Data)
	p.content = content
	return content.validate()
}

// commitTo returns the commitment to content.
func commitTo(salt, content []byte) Hash {
	sum := sha256.New()
	sum.Write(salt)
	sum.Write(content)
	return Hash(sum.Sum(nil))
}

// nanoseconds returns an instant as it is stored.
func nanoseconds(t time.Time) (int64, error) {
	if t.Before(time.Unix(0, 0)) || t.After(time.Unix(0, math.MaxInt64)) {
		return 0, errors.New("only the years 1970 to 2262 are kept")
	}
	return t.UnixNano(), nil
}

// instantOf returns an instant that was stored.
func instantOf(nanos int64) time.Time { return time.Unix(0, nanos).UTC() }
