package records

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"

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
	mac.Write(binary.BigEndian.AppendUint64(nil, uint64(len(f.Name))))
	mac.Write([]byte(f.Name))
	mac.Write(f.Value)
	return Hash(mac.Sum(nil))
}

// FieldsRoot returns the commitment to content from those to its fields, in their order.
func FieldsRoot(fields []Hash) Hash {
	var tree tiles.Tree
	for _, field := range fields {
		tree.Append(tiles.Leaf(field[:]))
	}
	return tree.Root()
}

// MaxFields bounds how many fields content that is committed to by fields has.
const MaxFields = 1000

// FieldsOf returns the commitments to the fields of content. It refuses content that is no
// JSON object in the form without white space: another form would have other commitments.
func FieldsOf(salt, content []byte) ([]FieldCommitment, error) {
	node, err := JSON.Parse("", content, FileLimits{Bytes: MaxContent, Scalar: MaxContent})
	if err != nil {
		return nil, err
	}
	if node.Kind != MapNode || len(node.Fields) > MaxFields {
		return nil, errors.New("only a JSON object of at most 1000 fields is committed to by fields")
	}
	form, err := compactJSON(node)
	if err != nil {
		return nil, err
	}
	if string(form) != string(content) {
		return nil, errors.New("content that is committed to by fields is JSON without white space and needless escapes")
	}
	list := make([]FieldCommitment, len(node.Fields))
	for i := range node.Fields {
		w := &jsonWriter{}
		w.compact(node.Fields[i].Value)
		mac := hmac.New(sha256.New, salt)
		mac.Write([]byte(node.Fields[i].Name))
		list[i] = FieldCommitment{node.Fields[i].Name, w.out, Hash(mac.Sum(nil))}
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
