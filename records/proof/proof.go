package proof

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/iso28000/iso28000/records"
)

// Format is the version of the proofs that are made and read here.
const Format = 1

// ErrProof is returned for what does not prove what it says.
var ErrProof = errors.New("proof: it does not hold")

// Limits of what is read.
const (
	MaxBytes  = 128 << 20 // of a proof as JSON
	maxHashes = 64        // of the way to a root
)

// A Record proves that a record stands in a log.
type Record struct {
	Format     int            `json:"format"`
	Header     []byte         `json:"header"`            // as it was hashed
	Hashes     []records.Hash `json:"hashes"`            // from the leaf to the root
	Checkpoint string         `json:"checkpoint"`        // a signed note
	Salt       []byte         `json:"salt,omitempty"`    // where the content is shown
	Content    []byte         `json:"content,omitempty"` // the content
	Shown      bool           `json:"shown"`             // whether the content is shown, be it of no bytes
	Fields     []Field        `json:"fields,omitempty"`  // of content that is committed to by fields, all of them in their order
}

// A Field is one field of content, shown or not.
type Field struct {
	Name  string        `json:"name,omitempty"`
	Value string        `json:"value,omitempty"` // as JSON, in the form in which it was committed to
	Key   *records.Hash `json:"key,omitempty"`
	Hash  *records.Hash `json:"hash,omitempty"` // in place of the others, where it is not shown
}

// A Shown is what a proof has proved.
type Shown struct {
	Header  records.Header
	At      time.Time    // when the record was committed, as its writer says
	Content []byte       // nil where it is not shown
	Fields  []Field      // those that are shown, where only chosen ones are
	Head    records.Head // of the log, as signed
}

// Verify verifies the proof against an archive of that name and the public keys of its
// signers. The error is [ErrProof], or [records.ErrUntrusted] where the checkpoint is not
// signed by one of them. It says nothing of whether the signer has shown others another log:
// that is what witnesses are for.
func (p *Record) Verify(archive string, verifiers ...note.Verifier) (*Shown, error) {
	if p.Format != Format {
		return nil, fmt.Errorf("%w: its format is %d, and this reads %d", ErrProof, p.Format, Format)
	}
	head, err := records.OpenCheckpoint(archive, []byte(p.Checkpoint), verifiers...)
	if err != nil {
		return nil, err
	}
	h, err := records.ParseHeader(p.Header)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrProof, err)
	}
	if h.Log != head.Log {
		return nil, fmt.Errorf("%w: the record is of the log %s, and the checkpoint of %s", ErrProof, h.Log, head.Log)
	}
	if h.Seq >= head.Size || len(p.Hashes) > maxHashes {
		return nil, fmt.Errorf("%w: the record is entry %d, and the checkpoint is of %d entries", ErrProof, h.Seq, head.Size)
	}
	leaf := records.Leaf(p.Header)
	if err := tlog.CheckRecord(hashes(p.Hashes), head.Size, tlog.Hash(head.Root), h.Seq, tlog.Hash(leaf)); err != nil {
		return nil, fmt.Errorf("%w: the record does not stand in the log: %w", ErrProof, err)
	}
	shown := &Shown{Header: h, At: time.Unix(0, h.At).UTC(), Head: head}
	switch {
	case len(p.Fields) > 0:
		if err := p.verifyFields(shown); err != nil {
			return nil, err
		}
		return shown, nil
	case !p.Shown:
		return shown, nil
	case !p.commits(h.Commitment):
		return nil, fmt.Errorf("%w: the content is not that of the record", ErrProof)
	}
	if shown.Content = p.Content; shown.Content == nil {
		shown.Content = []byte{}
	}
	return shown, nil
}

// commits reports whether the content that is shown is the one that was committed to.
func (p *Record) commits(c records.Commitment) bool {
	if c.Type == "" || int64(len(p.Content)) != c.Length {
		return false
	}
	if !c.ByFields {
		sum := sha256.New()
		sum.Write(p.Salt)
		sum.Write(p.Content)
		return records.Hash(sum.Sum(nil)) == c.Hash
	}
	fields, err := records.FieldsOf(p.Salt, p.Content)
	hashes := make([]records.Hash, len(fields))
	for i, f := range fields {
		hashes[i] = f.Hash()
	}
	return err == nil && records.FieldsRoot(hashes) == c.Hash
}

// verifyFields verifies the fields that are shown, among all there are.
func (p *Record) verifyFields(shown *Shown) error {
	if p.Shown || len(p.Salt) > 0 || len(p.Content) > 0 || len(p.Fields) > records.MaxFields || !shown.Header.Commitment.ByFields {
		return fmt.Errorf("%w: it shows fields of a content that is not committed to by fields, or is shown whole", ErrProof)
	}
	hashes := make([]records.Hash, len(p.Fields))
	for i, f := range p.Fields {
		switch {
		case f.Hash != nil && f.Key == nil && f.Name == "" && f.Value == "":
			hashes[i] = *f.Hash
		case f.Hash == nil && f.Key != nil && f.Value != "":
			hashes[i] = records.FieldCommitment{Name: f.Name, Value: []byte(f.Value), Key: *f.Key}.Hash()
			shown.Fields = append(shown.Fields, f)
		default:
			return fmt.Errorf("%w: field %d is neither shown nor left out", ErrProof, i)
		}
	}
	if records.FieldsRoot(hashes) != shown.Header.Commitment.Hash {
		return fmt.Errorf("%w: the fields are not those of the record", ErrProof)
	}
	return nil
}

// Only returns a proof that shows the named fields and nothing else of the content. It is made
// of one that shows the content, of a record that was committed to by fields. A name that the
// content does not have is an error: that a field is not there cannot be shown.
func (p *Record) Only(names ...string) (*Record, error) {
	if !p.Shown {
		return nil, fmt.Errorf("%w: it does not show the content of which fields are to be chosen", ErrProof)
	}
	if h, err := records.ParseHeader(p.Header); err != nil || !h.Commitment.ByFields {
		return nil, fmt.Errorf("%w: the record was not committed to by fields: it is shown whole or not at all", ErrProof)
	}
	all, err := records.FieldsOf(p.Salt, p.Content)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrProof, err)
	}
	only := *p
	only.Salt, only.Content, only.Shown = nil, nil, false
	left := slices.Clone(names)
	for _, f := range all {
		if slices.Contains(names, f.Name) {
			left = slices.DeleteFunc(left, func(name string) bool { return name == f.Name })
			only.Fields = append(only.Fields, Field{Name: f.Name, Value: string(f.Value), Key: &f.Key})
			continue
		}
		hash := f.Hash()
		only.Fields = append(only.Fields, Field{Hash: &hash})
	}
	if len(left) > 0 {
		return nil, fmt.Errorf("%w: the content has no field %q", ErrProof, left[0])
	}
	return &only, nil
}

// A Growth proves that a log only grew from one checkpoint to a later one.
type Growth struct {
	Format int            `json:"format"`
	Old    string         `json:"old"` // signed notes
	New    string         `json:"new"`
	Hashes []records.Hash `json:"hashes"`
}

// Verify verifies the proof as [Record.Verify] does, and returns both heads.
func (p *Growth) Verify(archive string, verifiers ...note.Verifier) (old, now records.Head, err error) {
	if p.Format != Format {
		return old, now, fmt.Errorf("%w: its format is %d, and this reads %d", ErrProof, p.Format, Format)
	}
	if old, err = records.OpenCheckpoint(archive, []byte(p.Old), verifiers...); err != nil {
		return old, now, err
	}
	if now, err = records.OpenCheckpoint(archive, []byte(p.New), verifiers...); err != nil {
		return old, now, err
	}
	if old.Epoch != now.Epoch || len(p.Hashes) > 2*maxHashes {
		return old, now, fmt.Errorf("%w: the checkpoints are of the epochs %d and %d: in between entries were lost", ErrProof, old.Epoch, now.Epoch)
	}
	if err := records.CheckGrowth(old, now, p.Hashes); err != nil {
		return old, now, fmt.Errorf("%w: %w", ErrProof, err)
	}
	return old, now, nil
}

func hashes(list []records.Hash) tlog.RecordProof {
	proof := make(tlog.RecordProof, len(list))
	for i, hash := range list {
		proof[i] = tlog.Hash(hash)
	}
	return proof
}

// Parse reads the JSON of a proof that a record stands in a log.
func Parse(data []byte) (*Record, error) { return parse[Record](data) }

// ParseGrowth reads the JSON of a proof that a log only grew.
func ParseGrowth(data []byte) (*Growth, error) { return parse[Growth](data) }

func parse[T any](data []byte) (*T, error) {
	if len(data) > MaxBytes {
		return nil, fmt.Errorf("%w: it has %d bytes, more than %d", ErrProof, len(data), MaxBytes)
	}
	p := new(T)
	if err := json.Unmarshal(data, p); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrProof, err)
	}
	return p, nil
}

// Of puts what an archive has proved of a record into a form that can be handed over:
//
//	inclusion, err := archive.ProveInclusion(ctx, by, id, true)
//	data, err := json.Marshal(proof.Of(inclusion))
func Of(p *records.Inclusion) *Record {
	return &Record{
		Format: Format, Header: p.Header, Hashes: p.Hashes, Checkpoint: string(p.Checkpoint.Note),
		Salt: p.Salt, Content: p.Content, Shown: p.Shown,
	}
}

// OfGrowth does the same with what [records.Archive.ProveGrowth] returns.
func OfGrowth(old, now records.Checkpoint, hashes []records.Hash) *Growth {
	return &Growth{Format: Format, Old: string(old.Note), New: string(now.Note), Hashes: hashes}
}
