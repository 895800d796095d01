package records

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// MarshalText writes a hash in base64, as checkpoints do.
func (h Hash) MarshalText() ([]byte, error) {
	return base64.StdEncoding.AppendEncode(nil, h[:]), nil
}

// UnmarshalText reads a hash in base64.
func (h *Hash) UnmarshalText(text []byte) error {
	data, err := base64.StdEncoding.Strict().DecodeString(string(text))
	if err != nil || len(data) != len(h) {
		return fmt.Errorf("%s is no hash: write 32 bytes in base64", quote(string(text)))
	}
	*h = Hash(data)
	return nil
}

// String returns the hash in base64.
func (h Hash) String() string { return base64.StdEncoding.EncodeToString(h[:]) }

// ErrNoSigner is returned where a checkpoint would have to be signed and there is no Signer.
var ErrNoSigner = errors.New("records: nobody signs checkpoints: give the archive a Signer")

// An Inclusion is what proves that a record stands in a log: package proof puts it into a form
// that can be handed over, and verifies it.
type Inclusion struct {
	Header     []byte
	Hashes     []Hash // from the leaf to the root
	Checkpoint Checkpoint
	Salt       []byte // of the content, where it may be shown
	Content    []byte
	Shown      bool
}

// ProveInclusion proves that the record of that id stands in its log as of the newest commit
// of this archive, with its content if asked: who has the proof can show both to anybody.
func (a *Archive) ProveInclusion(ctx context.Context, by Principal, id string, content bool) (*Inclusion, error) {
	if a.options.Signer == nil {
		return nil, ErrNoSigner
	}
	logs := a.published.get()
	var p *Inclusion
	var h Header
	err := a.read(ctx, func(s Snapshot, _ [2]Head) error {
		e, err := s.Entry(ctx, id)
		if err != nil {
			return err
		}
		r, err := a.record(ctx, by, ReadRecord, e)
		if err != nil {
			return err
		}
		h = r.Header
		l := r.Log - 1
		if r.Seq >= logs.heads[l].Size { // another archive has written it since
			return fmt.Errorf("%w: entry %d of the log %s was written by another archive: write, or open this one again", ErrHeadMoved, r.Seq, r.Log)
		}
		list, err := tlog.ProveRecord(logs.heads[l].Size, r.Seq, hashReader(ctx, s, &logs.trees[l], r.Log))
		if err != nil {
			return damaged("the way from entry %d of the log %s to the root: %v", r.Seq, r.Log, err)
		}
		if err := tlog.CheckRecord(list, logs.heads[l].Size, tlog.Hash(logs.heads[l].Root), r.Seq, tlog.Hash(Leaf(e.Header))); err != nil {
			return tampered(e, "it does not stand in the tree: %v", err)
		}
		p = &Inclusion{Header: e.Header, Hashes: ourHashes(list)}
		if content && r.Content != nil {
			p.Shown, p.Content, p.Salt = true, r.Content, e.Content.Salt
			if r.Commitment.Sealed {
				p.Salt, _, err = a.options.Sealer.Unseal(ctx, r.Header, e.Content)
				if err != nil {
					return err
				}
			}
		}
		p.Checkpoint, err = signCheckpoint(a.options.Name, logs.heads[l], a.options.Signer)
		return err
	})
	if err := a.answer(ctx, by, ReadRecord, id, &h, err); err != nil {
		return nil, err
	}
	return p, nil
}

// ProveGrowth proves that a log only grew since a size that it had in this epoch: it returns
// the signed heads of then and now, and the hashes that connect them.
func (a *Archive) ProveGrowth(ctx context.Context, log LogID, from int64) (old, now Checkpoint, hashes []Hash, err error) {
	if a.options.Signer == nil {
		return old, now, nil, ErrNoSigner
	}
	if log != RecordLog && log != AccessLog {
		return old, now, nil, ErrNotFound
	}
	logs := a.published.get()
	head := logs.heads[log-1]
	if from < 1 || from > head.Size {
		return old, now, nil, fmt.Errorf("%w: the log %s has %d entries, and never had %d", ErrNotFound, log, head.Size, from)
	}
	err = a.read(ctx, func(s Snapshot, _ [2]Head) error {
		reader := hashReader(ctx, s, &logs.trees[log-1], log)
		root, err := tlog.TreeHash(from, reader)
		if err != nil {
			return err
		}
		before := head
		before.Size, before.Root = from, Hash(root)
		if from < head.Size {
			list, err := tlog.ProveTree(head.Size, from, reader)
			if err != nil {
				return err
			}
			hashes = ourHashes(list)
		}
		// Only what is proved to be a part of the log as it is gets signed.
		if err := CheckGrowth(before, head, hashes); err != nil {
			return err
		}
		if old, err = signCheckpoint(a.options.Name, before, a.options.Signer); err != nil {
			return err
		}
		now, err = signCheckpoint(a.options.Name, head, a.options.Signer)
		return err
	})
	return old, now, hashes, err
}

func ourHashes[T ~[]tlog.Hash](list T) []Hash {
	out := make([]Hash, len(list))
	for i, hash := range list {
		out[i] = Hash(hash)
	}
	return out
}
