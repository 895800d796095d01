package records

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"strconv"
)

// A KeySealer is the Sealer of this module: AES-256-GCM with a key of its own for each record,
// which is wrapped with a key of a [Keyring] and stored beside the content. The ciphertext is
// bound to the record: to its log, id, kind and entity, and to the commitment in its header,
// so that content put in the place of another is not opened.
type KeySealer struct {
	Keyring Keyring
	// Period names the period in which a retention ends, for [KeyGroup]: what ends in one period
	// shares a key. Of 0 the end is not known. Defaults to the year.
	Period func(due int64) string
	// Random is where the keys of records come from. Defaults to the system's.
	Random io.Reader
}

// A Rewrapper is a Sealer that can wrap the key of a record anew.
type Rewrapper interface {
	Sealer
	// Rewrap wraps the key of a record with the newest key of a group, and returns nothing where
	// it is wrapped with that already. Of the content only KeyID and Wrapped are read.
	Rewrap(ctx context.Context, h Header, c *Content, group KeyGroup) (id string, wrapped []byte, err error)
	// Group returns the group that the record belongs to by its class and the end of its retention.
	Group(h Header) KeyGroup
}

// sealVersion begins the sealed data.
const sealVersion = 1

// Group implements [Rewrapper].
func (s KeySealer) Group(h Header) KeyGroup {
	period := s.Period
	if period == nil {
		period = func(due int64) string {
			if due == 0 {
				return ""
			}
			return strconv.Itoa(instantOf(due).Year())
		}
	}
	return KeyGroup{Class: h.Class, Period: period(h.Due)}
}

// binding is what a ciphertext is bound to.
func binding(h Header) []byte {
	b := make([]byte, 0, 128+len(h.ID)+len(h.Kind)+len(h.Entity)+len(h.Commitment.Type))
	b = append(append(b, "iso28000 sealed record 1\n"...), byte(h.Log))
	for _, text := range []string{h.ID, h.Kind, h.Entity, h.Commitment.Type} {
		b = appendText(b, text)
	}
	b = binary.BigEndian.AppendUint64(b, uint64(h.Commitment.Length))
	return append(b, h.Commitment.Hash[:]...)
}

// keyBinding is what a wrapped key is bound to.
func keyBinding(h Header) []byte {
	b := make([]byte, 0, 64+len(h.ID))
	return appendText(append(append(b, "iso28000 key of a record 1\n"...), byte(h.Log)), h.ID)
}

// Seal implements [Sealer].
func (s KeySealer) Seal(ctx context.Context, h Header, salt, content []byte) (*Content, error) {
	key := make([]byte, keyBytes)
	if _, err := io.ReadFull(secrets(s.Random), key); err != nil {
		return nil, fmt.Errorf("records: no key could be made: %w", err)
	}
	aead, err := gcm(key)
	if err != nil {
		return nil, err
	}
	id, wrapped, err := s.Keyring.Wrap(ctx, s.Group(h), keyBinding(h), key)
	if err != nil {
		return nil, err
	}
	data := append(make([]byte, 0, 1+2+len(salt)+len(content)+aead.Overhead()), sealVersion)
	data = append(append(binary.BigEndian.AppendUint16(data, uint16(len(salt))), salt...), content...)
	// The key encrypts this once and nothing else, so the nonce may be the same always.
	nonce := make([]byte, aead.NonceSize())
	return &Content{KeyID: id, Wrapped: wrapped, Data: aead.Seal(data[:1], nonce, data[1:], binding(h))}, nil // in its place
}

// Unseal implements [Sealer].
func (s KeySealer) Unseal(ctx context.Context, h Header, c *Content) (salt, content []byte, err error) {
	key, err := s.Keyring.Unwrap(ctx, c.KeyID, keyBinding(h), c.Wrapped)
	if err != nil {
		return nil, nil, err
	}
	aead, err := gcm(key)
	if err != nil {
		return nil, nil, err
	}
	if len(c.Data) == 0 || c.Data[0] != sealVersion {
		return nil, nil, fmt.Errorf("%w: the content is sealed in a form that is not known", ErrForeign)
	}
	plain, err := aead.Open(nil, make([]byte, aead.NonceSize()), c.Data[1:], binding(h))
	if err != nil {
		return nil, nil, fmt.Errorf("%w: the content was altered, or is of another record", ErrKey)
	}
	if len(plain) < 2 || len(plain) < 2+int(binary.BigEndian.Uint16(plain)) {
		return nil, nil, fmt.Errorf("%w: the content is cut off", ErrKey)
	}
	n := 2 + int(binary.BigEndian.Uint16(plain))
	return plain[2:n:n], plain[n:], nil
}

// Rewrap implements [Rewrapper].
func (s KeySealer) Rewrap(ctx context.Context, h Header, c *Content, group KeyGroup) (string, []byte, error) {
	key, err := s.Keyring.Unwrap(ctx, c.KeyID, keyBinding(h), c.Wrapped)
	if err != nil {
		return "", nil, err
	}
	id, wrapped, err := s.Keyring.Wrap(ctx, group, keyBinding(h), key)
	if err != nil || id == c.KeyID {
		return "", nil, err
	}
	return id, wrapped, nil
}
