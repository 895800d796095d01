package storetest

import (
	"bytes"
	"context"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/records"
)

// frozen makes each backup what the first one was.
type frozen struct {
	records.Store
	first *bytes.Buffer
}

func (f frozen) Backup(ctx context.Context, w io.Writer) ([]records.Head, error) {
	heads, err := f.Heads(ctx)
	if f.first.Len() == 0 {
		if _, err := records.Memory().Backup(ctx, f.first); err != nil {
			return nil, err
		}
	}
	if _, failed := w.Write(f.first.Bytes()); failed != nil {
		return nil, failed
	}
	return heads, err
}

func TestBrokenDisposalAndRecoveryAreFound(t *testing.T) {
	for name, tt := range map[string]struct {
		by   string
		open func() records.Store
	}{
		"does not erase": {"Disposal", func() records.Store {
			return broken{Store: records.Memory(), commit: func(ctx context.Context, s records.Store, b records.Batch) error {
				b.Erase = nil
				return s.Commit(ctx, b)
			}}
		}},
		"erases all but one": {"Due", func() records.Store {
			return broken{Store: records.Memory(), commit: func(ctx context.Context, s records.Store, b records.Batch) error {
				if len(b.Erase) > 0 {
					b.Erase = b.Erase[1:]
				}
				return s.Commit(ctx, b)
			}}
		}},
		"does not wrap keys anew": {"Disposal", func() records.Store {
			return broken{Store: records.Memory(), commit: func(ctx context.Context, s records.Store, b records.Batch) error {
				b.Rewrap = nil
				return s.Commit(ctx, b)
			}}
		}},
		"backs up an empty state": {"Recovery", func() records.Store { return frozen{records.Memory(), &bytes.Buffer{}} }},
		"forgets the epoch": {"Recovery", func() records.Store {
			return broken{Store: records.Memory(), commit: func(ctx context.Context, s records.Store, b records.Batch) error {
				for i := range b.Next {
					b.Next[i].Epoch = 1
				}
				return s.Commit(ctx, b)
			}}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			err := checkNamed(t, tt.by).Try(t.Context(), tt.open)
			assert.Error(t, err, "the check %s does not find it", tt.by)
		})
	}
}
