package storetest

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/records"
)

// Stores that are right while contents are small.
func TestStoresBrokenByLargeContentAreFound(t *testing.T) {
	for name, commit := range map[string]func(b *records.Batch) error{
		"cuts it off": func(b *records.Batch) error {
			b.Entries = slices.Clone(b.Entries)
			for i := range b.Entries {
				if c := b.Entries[i].Content; c != nil && len(c.Data) > 1<<19 {
					b.Entries[i].Content = &records.Content{Salt: c.Salt, KeyID: c.KeyID, Wrapped: c.Wrapped, Data: c.Data[:1<<19]}
				}
			}
			return nil
		},
		"has no room for it": func(b *records.Batch) error {
			for i := range b.Entries {
				if c := b.Entries[i].Content; c != nil && len(c.Data) > 1<<19 {
					return errors.New("too large a value")
				}
			}
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			open := func() records.Store {
				return broken{Store: records.Memory(), commit: func(ctx context.Context, s records.Store, b records.Batch) error {
					if err := commit(&b); err != nil {
						return err
					}
					return s.Commit(ctx, b)
				}}
			}
			assert.Error(t, checkNamed(t, "Large").Try(t.Context(), open))
		})
	}
}
