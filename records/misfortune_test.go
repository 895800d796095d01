package records_test

import (
	"context"
	"errors"
	"iter"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000/records"
)

// fooling is a store whose snapshots lie about one entity.
type fooling struct {
	records.Store
	with func(*records.Entry) *records.Entry
}

func (f fooling) Read(ctx context.Context, fn func(records.Snapshot) error) error {
	return f.Store.Read(ctx, func(s records.Snapshot) error { return fn(foolingSnapshot{s, f.with}) })
}

type foolingSnapshot struct {
	records.Snapshot
	with func(*records.Entry) *records.Entry
}

func (s foolingSnapshot) Revision(ctx context.Context, entity records.Ref, before int64) (*records.Entry, error) {
	e, err := s.Snapshot.Revision(ctx, entity, before)
	if err != nil {
		return nil, err
	}
	return s.with(e), nil
}

func (s foolingSnapshot) Revisions(ctx context.Context, entity records.Ref, from, to, before int64, content bool) iter.Seq2[*records.Entry, error] {
	return func(yield func(*records.Entry, error) bool) {
		for e, err := range s.Snapshot.Revisions(ctx, entity, from, to, before, content) {
			if err == nil {
				c := *e
				e = s.with(&c)
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// Each misfortune has an error of its own, and loses nothing: with what was right before, all
// is there again.
func TestEachMisfortuneIsNamed(t *testing.T) {
	ctx := t.Context()
	ref := records.Ref{Kind: "plan", ID: "1"}
	store, clock, ring := records.Memory(), newWatch(), records.MemoryKeyring(nil)
	key, public, err := note.GenerateKey(nil, "records")
	require.NoError(t, err)
	signer, err := note.NewSigner(key)
	require.NoError(t, err)
	verifier, err := note.NewVerifier(public)
	require.NoError(t, err)
	_, otherPublic, err := note.GenerateKey(nil, "records")
	require.NoError(t, err)
	other, err := note.NewVerifier(otherPublic)
	require.NoError(t, err)
	right := records.Options{Signer: signer, Verifiers: []note.Verifier{verifier}, Now: clock.Now, Sealer: records.KeySealer{Keyring: ring}}
	a := openArchive(t, shared{store}, right)
	_, err = a.Save(ctx, officer, records.NewRecord{Kind: "plan", Entity: "1", Content: []byte("1")})
	require.NoError(t, err)
	load := func(a *records.Archive) error {
		_, err := a.Load(ctx, officer, ref, records.AsOf{})
		return err
	}
	save := func(a *records.Archive) error {
		_, err := a.Save(ctx, officer, records.NewRecord{Kind: "plan", Entity: "1", Base: 1, Content: []byte("2")})
		return err
	}
	file := &keyFile{}
	_, err = records.FileKeyring(file, passphrase, nil)
	require.NoError(t, err)
	lying := func(with func(*records.Entry) *records.Entry) records.Store { return fooling{store, with} }
	for _, tt := range []struct {
		name    string
		store   records.Store
		options func(records.Options) records.Options
		do      func(*records.Archive) error
		want    error
	}{
		{"verifier of another key", store, func(o records.Options) records.Options { o.Verifiers = []note.Verifier{other}; return o }, load, records.ErrSignature},
		{"name of another archive", store, func(o records.Options) records.Options { o.Name = "other"; return o }, load, records.ErrSignature},
		{"keyring of another archive", store, func(o records.Options) records.Options {
			o.Sealer = records.KeySealer{Keyring: records.MemoryKeyring(nil)}
			return o
		}, load, records.ErrKey},
		{"no keyring", store, func(o records.Options) records.Options { o.Sealer = nil; return o }, load, records.ErrSealed},
		{"wrong passphrase", store, nil, func(*records.Archive) error {
			_, err := records.FileKeyring(file, "another passphrase", nil)
			return err
		}, records.ErrPassphrase},
		{"keyring cut off", store, nil, func(*records.Archive) error {
			_, err := records.FileKeyring(&keyFile{data: file.data[:30]}, passphrase, nil)
			return err
		}, records.ErrDamaged},
		{"clock goes backwards", store, func(o records.Options) records.Options {
			o.Now = func() time.Time { return clock.Now().Add(-2 * time.Minute) }
			return o
		}, save, records.ErrClock},
		{"clock of no year", store, func(o records.Options) records.Options { o.Now = func() time.Time { return time.Time{} }; return o }, save, records.ErrClock},
		{"store gives nothing", lying(func(*records.Entry) *records.Entry { return nil }), nil, func(a *records.Archive) error {
			_, _, err := a.Version(ctx, officer, ref)
			return err
		}, records.ErrDamaged},
		{"store gives another marking", lying(func(e *records.Entry) *records.Entry { e.Level = 3; return e }), nil, load, records.ErrDamaged},
		{"store gives other content", lying(func(e *records.Entry) *records.Entry {
			e.Content = &records.Content{Salt: make([]byte, 32), Data: []byte("3")}
			return e
		}), nil, load, records.ErrDamaged},
		{"store hides content", lying(func(e *records.Entry) *records.Entry { e.Content = nil; return e }), nil, load, records.ErrDamaged},
		{"store calls it erased", lying(func(e *records.Entry) *records.Entry { e.Erased = true; return e }), nil, load, records.ErrDamaged},
		{"store lies to who writes", lying(func(e *records.Entry) *records.Entry { e.Level = 0; e.Kind = "x"; return e }), nil, save, records.ErrDamaged},
	} {
		options := right
		if tt.options != nil {
			options = tt.options(options)
		}
		broken, err := records.Open(ctx, shared{tt.store}, options)
		if err == nil {
			err = tt.do(broken)
			require.NoError(t, broken.Close())
		}
		assert.ErrorIs(t, err, tt.want, tt.name)
		assert.False(t, errors.Is(err, records.ErrNotFound), tt.name)
	}
	assert.NoError(t, load(a))
	assert.Equal(t, int64(1), size(t, store, records.RecordLog))
	assert.NoError(t, save(a))
}
