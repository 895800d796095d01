package records

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
)

// A Keyring holds the keys that the keys of records are wrapped with. It lies outside of the
// store and of its backups: that is how destroying a key takes what was wrapped with it out of
// every copy there is. It is safe for concurrent use.
type Keyring interface {
	// Wrap encrypts the key of a record with the newest key of a group, which it makes where there
	// is none, and says which that is. bind has to be given again to unwrap it.
	Wrap(ctx context.Context, group KeyGroup, bind, key []byte) (id string, wrapped []byte, err error)
	// Unwrap decrypts it. The error is [ErrKey] where the key is not in the ring, and where what
	// was wrapped was altered or bound to something else; of a destroyed one it is [ErrKeyDestroyed].
	Unwrap(ctx context.Context, id string, bind, wrapped []byte) ([]byte, error)
	// Rotate makes a new key for a group: what is wrapped from then on is wrapped with it.
	Rotate(ctx context.Context, group KeyGroup) (id string, err error)
	// Destroy takes a key away for good. A group whose newest key it was gets a new one. Of one
	// that is destroyed it does nothing.
	Destroy(ctx context.Context, id string) error
	// Keys lists the keys there are and were, from the oldest to the newest of each group.
	Keys(ctx context.Context) ([]Key, error)
}

// A KeyGroup is the records whose keys are wrapped with the same key: those of one class of
// retention whose retention ends in the same period, so that one key is destroyed when the
// last of them is disposed of. Held records have a group of their hold.
type KeyGroup struct {
	Class  string `json:"class,omitzero"`
	Period string `json:"period,omitzero"` // such as 2033; empty where the end is not known
}

// A Key is what is known of a key beside itself.
type Key struct {
	ID        string   `json:"id"`
	Group     KeyGroup `json:"group"`
	Destroyed bool     `json:"destroyed,omitzero"`
}

// What a [Keyring] returns.
var (
	ErrKey          = errors.New("records: the key does not open it")
	ErrKeyDestroyed = errors.New("records: the key was destroyed, and with it the content")
)

// keyBytes is the length of every key: AES-256.
const keyBytes = 32

// A ringKey is a key in a ring.
type ringKey struct {
	Key
	secret []byte // nil once it is destroyed
	aead   cipher.AEAD
}

// keyRing is a keyring in memory. change is called before a change counts, with the keys as
// they will be: its error undoes it.
type keyRing struct {
	mu     sync.Mutex
	random io.Reader
	keys   []*ringKey
	byID   map[string]*ringKey
	newest map[KeyGroup]*ringKey
	change func(keys []*ringKey) error
}

// MemoryKeyring returns an empty keyring in memory, for tests: what was sealed with it is gone
// with the process. random defaults to the system's.
func MemoryKeyring(random io.Reader) Keyring {
	return newKeyRing(random, func([]*ringKey) error { return nil })
}

func newKeyRing(random io.Reader, change func([]*ringKey) error) *keyRing {
	return &keyRing{random: secrets(random), byID: map[string]*ringKey{}, newest: map[KeyGroup]*ringKey{}, change: change}
}

// secrets returns where keys and nonces come from: the system, unless something else is given.
func secrets(random io.Reader) io.Reader {
	if random == nil {
		return rand.Reader
	}
	return random
}

// gcm makes what encrypts with a key.
func gcm(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// put takes a key into the ring.
func (r *keyRing) put(k *ringKey) error {
	if k.secret != nil {
		var err error
		if k.aead, err = gcm(k.secret); err != nil {
			return err
		}
		r.newest[k.Group] = k
	}
	r.keys, r.byID[k.ID] = append(r.keys, k), k
	return nil
}

// add makes a new key for a group.
func (r *keyRing) add(group KeyGroup) (*ringKey, error) {
	const name = 10 // bytes; each record that is sealed has it
	fresh := make([]byte, name+keyBytes)
	if _, err := io.ReadFull(r.random, fresh); err != nil {
		return nil, fmt.Errorf("records: no key could be made: %w", err)
	}
	id := "key-" + strings.ToLower(base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(fresh[:name]))
	k := &ringKey{Key: Key{ID: id, Group: group}, secret: fresh[name:]}
	if err := r.change(append(slices.Clip(r.keys), k)); err != nil {
		return nil, err
	}
	return k, r.put(k)
}

func (r *keyRing) Wrap(ctx context.Context, group KeyGroup, bind, key []byte) (string, []byte, error) {
	if err := ctx.Err(); err != nil {
		return "", nil, err
	}
	r.mu.Lock()
	k := r.newest[group]
	if k == nil {
		var err error
		if k, err = r.add(group); err != nil {
			r.mu.Unlock()
			return "", nil, err
		}
	}
	aead := k.aead
	r.mu.Unlock()
	nonce := make([]byte, aead.NonceSize(), aead.NonceSize()+len(key)+aead.Overhead())
	if _, err := io.ReadFull(r.random, nonce); err != nil {
		return "", nil, fmt.Errorf("records: no nonce could be made: %w", err)
	}
	return k.ID, aead.Seal(nonce, nonce, key, bind), nil
}

func (r *keyRing) Unwrap(ctx context.Context, id string, bind, wrapped []byte) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r.mu.Lock()
	k := r.byID[id]
	var aead cipher.AEAD
	if k != nil {
		aead = k.aead
	}
	r.mu.Unlock()
	switch {
	case k == nil:
		return nil, fmt.Errorf("%w: %s is not in the keyring: is it the one of this archive, and the newest copy?", ErrKey, quote(id))
	case aead == nil:
		return nil, fmt.Errorf("%w: %s", ErrKeyDestroyed, id)
	case len(wrapped) < aead.NonceSize():
		return nil, fmt.Errorf("%w: what was wrapped with %s is cut off", ErrKey, id)
	}
	key, err := aead.Open(nil, wrapped[:aead.NonceSize()], wrapped[aead.NonceSize():], bind)
	if err != nil {
		return nil, fmt.Errorf("%w: what was wrapped with %s was altered, or is of another record", ErrKey, id)
	}
	return key, nil
}

func (r *keyRing) Rotate(ctx context.Context, group KeyGroup) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	k, err := r.add(group)
	if err != nil {
		return "", err
	}
	return k.ID, nil
}

func (r *keyRing) Destroy(ctx context.Context, id string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	k := r.byID[id]
	switch {
	case k == nil:
		return fmt.Errorf("%w: %s is not in the keyring", ErrKey, quote(id))
	case k.Destroyed:
		return nil
	}
	gone := &ringKey{Key: Key{ID: k.ID, Group: k.Group, Destroyed: true}}
	keys := slices.Clone(r.keys)
	keys[slices.Index(keys, k)] = gone
	if err := r.change(keys); err != nil {
		return err
	}
	r.keys, r.byID[id] = keys, gone
	if r.newest[k.Group] == k {
		delete(r.newest, k.Group)
	}
	clear(k.secret)
	return nil
}

func (r *keyRing) Keys(ctx context.Context) ([]Key, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := make([]Key, len(r.keys))
	for i, k := range r.keys {
		list[i] = k.Key
	}
	slices.SortStableFunc(list, func(a, b Key) int {
		return strings.Compare(a.Group.Class+"\x00"+a.Group.Period, b.Group.Class+"\x00"+b.Group.Period)
	})
	return list, ctx.Err()
}
