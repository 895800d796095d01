package records

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"math/bits"

	"github.com/iso28000/iso28000/records/internal/tiles"
)

// Content may be committed to field by field, so that some of its fields can be shown to a
// third party, and proved, while the others stay unknown. It is then a JSON object without
// white space, as [RecordOf] writes it. Each field of its top is committed to by the HMAC of
// its name and value under a key of its own, which is the HMAC of the name under the salt of
// the record: who is shown one key learns nothing about another, nor about the salt. The
// commitment is the root of the Merkle tree over those of the fields, in their order.

// A FieldCommitment is that to one field.
type FieldCommitment struct {
	Name  string
	Value []byte // as JSON
	Key   Hash
}

// Hash returns the commitment to the field.
func (f FieldCommitment) Hash() Hash {
	mac := hmac.New(sha256.New, f.Key[:])
	var length [8]byte
	binary.BigEndian.PutUint64(length[:], uint64(len(f.Name)))
	mac.Write(length[:])
	mac.Write([]byte(f.Name))
	mac.Write(f.Value)
	var sum Hash
	mac.Sum(sum[:0])
	return sum
}

// FieldsRoot returns the commitment to content from those to its fields, in their order.
func FieldsRoot(fields []Hash) Hash {
	switch n := len(fields); n {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return Hash(tiles.Leaf(fields[0][:]))
	default:
		left := 1 << (bits.Len(uint(n-1)) - 1) // the greatest power of two below n
		return Hash(tiles.Node(tiles.Hash(FieldsRoot(fields[:left])), tiles.Hash(FieldsRoot(fields[left:]))))
	}
}

// MaxFields bounds how many fields content that is committed to by fields has.
const MaxFields = 1000

// FieldsOf returns the commitments to the fields of content; their values are parts of it. It refuses content that is no
// JSON object in the form without white space: another form would have other commitments.
func FieldsOf(salt, content []byte) ([]FieldCommitment, error) {
	node, err := JSON.Parse("", content, FileLimits{Bytes: MaxContent, Scalar: MaxContent})
	if err != nil {
		return nil, err
	}
	if node.Kind != MapNode || len(node.Fields) > MaxFields {
		return nil, errors.New("only a JSON object of at most 1000 fields is committed to by fields")
	}
	w := &jsonWriter{out: make([]byte, 0, len(content))}
	list := make([]FieldCommitment, len(node.Fields))
	key := hmac.New(sha256.New, salt)
	w.out = append(w.out, '{')
	for i := range node.Fields {
		f := &node.Fields[i]
		if i > 0 {
			w.out = append(w.out, ',')
		}
		w.text(f.Name)
		w.out = append(w.out, ':')
		from := len(w.out)
		w.compact(f.Value)
		if len(w.out) > len(content) { // what stands there is another form
			break
		}
		key.Reset()
		key.Write([]byte(f.Name))
		list[i] = FieldCommitment{Name: f.Name, Value: content[from:len(w.out):len(w.out)]}
		key.Sum(list[i].Key[:0])
	}
	w.out = append(w.out, '}')
	if err := w.faults.Err(); err != nil {
		return nil, err
	}
	if !bytes.Equal(w.out, content) {
		return nil, errors.New("content that is committed to by fields is JSON without white space and needless escapes")
	}
	return list, nil
}

// commitment returns that to content, as a whole or by fields.
func commitment(salt, content []byte, byFields bool) (Hash, error) {
	if !byFields {
		return commitTo(salt, content), nil
	}
	fields, err := FieldsOf(salt, content)
	if err != nil {
		return Hash{}, err
	}
	hashes := make([]Hash, len(fields))
	for i, f := range fields {
		hashes[i] = f.Hash()
	}
	return FieldsRoot(hashes), nil
}
