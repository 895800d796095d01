package records

import (
	"context"
	"fmt"
	"time"
)

// try commits requests once, and answers them if that succeeds.
func (a *Archive) try(group []*request) error {
	next := a.log
	batch, err := a.assemble(group, &next)
	if err != nil {
		return err
	}
	if err := a.checks(group); err != nil {
		return err
	}
	if err := guard(func() error { return a.store.Commit(context.Background(), batch) }); err != nil {
		return err
	}
	a.log = next
	a.published.set(next.logs)
	a.witnesses.wake()
	for _, r := range group {
		receipts := make([]Receipt, len(r.records))
		for n := range receipts {
			e := &batch.Entries[r.records[n].place]
			receipts[n] = Receipt{e.ID, e.Log, e.Seq, e.Version, instantOf(r.records[n].header.At), next.heads[e.Log-1]}
		}
		r.end(receipts, nil)
	}
	return nil
}

// unretired refuses what is sealed with a key that is being destroyed, and returns the rest.
func (a *Archive) unretired(group []*request) []*request {
	var rest []*request
	for _, r := range group {
		gone := false
		for i := range r.records {
			if c := r.records[i].content; c != nil && c.KeyID != "" {
				_, retired := a.retired.Load(c.KeyID)
				gone = gone || retired
			}
		}
		if gone {
			r.end(nil, fmt.Errorf("%w: it was being destroyed while this was sealed: write it again", ErrKeyDestroyed))
		} else {
			rest = append(rest, r)
		}
	}
	return rest
}

// checks asks what a request that is committed alone asks of the state that it is added to.
func (a *Archive) checks(group []*request) error {
	ctx := context.Background()
	for _, r := range group {
		if r.check == nil {
			continue
		}
		err := guard(func() error {
			return a.store.Read(ctx, func(s Snapshot) error {
				heads, err := headsOf(ctx, s)
				if err != nil {
					return err
				}
				if heads != a.log.heads {
					return ErrHeadMoved
				}
				return r.check(ctx, s)
			})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// assemble gives each record its place and time, and makes the batch. next becomes what the
// committer knows once it is committed.
func (a *Archive) assemble(group []*request, next *ledger) (Batch, error) {
	var b Batch
	n := 0
	var used [2]bool
	for _, r := range group {
		n += len(r.records)
		for i := range r.records {
			used[r.records[i].header.Log-1] = true
		}
	}
	at, err := a.time(used)
	if err != nil {
		return b, err
	}
	b.Entries = make([]Entry, 0, n)
	headers := make([]byte, 0, n*256)
	for l := range used {
		log := LogID(l + 1)
		if !used[l] {
			continue
		}
		tree := &next.trees[l]
		for _, r := range group {
			for i := range r.records {
				p := &r.records[i]
				if p.header.Log != log {
					continue
				}
				p.header.Seq, p.header.At = tree.Size(), at
				start := len(headers)
				if headers, err = p.header.append(headers); err != nil { // of which all but its place was validated before
					return b, fmt.Errorf("%w: %w", ErrInvalid, err)
				}
				header := headers[start:len(headers):len(headers)]
				for _, tile := range tree.Append(Leaf(header)) {
					b.Tiles = append(b.Tiles, Tile{log, tile.Level, tile.Index, tile.Hashes})
				}
				p.place = len(b.Entries)
				b.Entries = append(b.Entries, Entry{
					Log: log, Seq: p.header.Seq, Columns: p.header.Columns, Index: p.header.Index, Header: header, Content: p.content,
				})
			}
		}
		head := next.heads[l]
		head.Size, head.Root = tree.Size(), tree.Root()
		head.Epoch = max(head.Epoch, group[0].epoch)
		b.Base, b.Next = append(b.Base, next.heads[l]), append(b.Next, head)
		next.heads[l], next.newest[l] = head, at
		if a.options.Signer != nil {
			c, err := signCheckpoint(a.options.Name, head, a.options.Signer)
			if err != nil {
				return b, err
			}
			b.Checkpoints = append(b.Checkpoints, c)
		}
	}
	for _, r := range group {
		for _, e := range r.erase {
			e.Tombstone = r.records[e.Tombstone].header.Seq
			b.Erase = append(b.Erase, e)
		}
		b.Rewrap = append(b.Rewrap, r.rewrap...)
	}
	return b, nil
}

// time returns the time of a commit: never before that of the newest entry of a log it adds to.
func (a *Archive) time(used [2]bool) (int64, error) {
	now, err := nanoseconds(a.options.Now())
	if err != nil {
		return 0, fmt.Errorf("%w: it says %v: %w", ErrClock, a.options.Now().UTC(), err)
	}
	at := now
	for l := range used {
		if used[l] {
			at = max(at, a.log.newest[l])
		}
	}
	if behind := time.Duration(at - now); behind > a.options.Behind {
		return 0, fmt.Errorf("%w: it says %s, and that entry is of %s: set the clock right",
			ErrClock, instantOf(now).Format(time.RFC3339Nano), instantOf(at).Format(time.RFC3339Nano))
	}
	return at, nil
}

// stored asks whether a group that was tried is stored after all, and answers it if so.
func (a *Archive) stored(group []*request) bool {
	ctx := context.Background()
	answers := make([][]Receipt, len(group))
	err := guard(func() error {
		return a.store.Read(ctx, func(s Snapshot) error {
			if err := a.log.follow(ctx, s); err != nil {
				return err
			}
			for g, r := range group {
				for i := range r.records {
					e, err := s.Entry(ctx, r.records[i].header.ID)
					if err != nil {
						return err
					}
					h, err := ParseHeader(e.Header)
					if err != nil || h.ID != r.records[i].header.ID || h.Commitment != r.records[i].header.Commitment || h.Entity != r.records[i].header.Entity {
						return ErrNotFound // somebody else's record of that id
					}
					answers[g] = append(answers[g], Receipt{h.ID, h.Log, h.Seq, h.Version, instantOf(h.At), a.log.heads[h.Log-1]})
				}
			}
			return nil
		})
	})
	if err != nil {
		return false
	}
	a.published.set(a.log.logs)
	for g, r := range group {
		r.end(answers[g], nil)
	}
	a.witnesses.wake()
	return true
}
