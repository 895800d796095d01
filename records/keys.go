package records

import (
	"context"
	"errors"
	"fmt"
)

// KeyKind is the kind of the records which say that keys were wrapped anew, or one destroyed.
// They are found by the columns wraps and destroys, which name keys of the [Keyring].
const KeyKind = ownKinds + "key"

// ErrKeyInUse is returned where a key is to be destroyed that content is still sealed with:
// dispose of that first, or wrap its key anew.
var ErrKeyInUse = errors.New("records: content is sealed with the key still")

// holdGroup is the group of the keys of what is held.
func holdGroup(h Hold) KeyGroup { return KeyGroup{Class: "hold/" + string(h.ID), Period: "hold"} }

func (a *Archive) rewrapper() Rewrapper {
	r, _ := a.options.Sealer.(Rewrapper)
	return r
}

// Bounds of one batch of keys that are wrapped anew.
const rewrapBatch = 1000

// RotateKeys wraps the keys of all records anew that are not wrapped with the newest key of
// their group, and returns how many: after [Keyring.Rotate], so that an older key can be
// destroyed, and after a hold was released. It goes batch by batch, each of them with a record
// that says so; one that was cut off is gone on with by calling it again.
func (a *Archive) RotateKeys(ctx context.Context, by Principal) (int64, error) {
	return a.rewrapAll(ctx, by, ManageKeys, func(holds []Hold, h Header, w Rewrapper) (KeyGroup, bool) {
		if hold, held := heldBy(holds, h); held {
			return holdGroup(hold), true
		}
		return w.Group(h), true
	})
}

// SecureHolds wraps the keys of all records that are held anew under a key of their hold, and
// returns how many: what [Archive.PlaceHold] does by itself. What was written since the hold
// was placed is secured by it too.
func (a *Archive) SecureHolds(ctx context.Context, by Principal) (int64, error) {
	return a.rewrapAll(ctx, by, HoldRecord, func(holds []Hold, h Header, _ Rewrapper) (KeyGroup, bool) {
		hold, held := heldBy(holds, h)
		return holdGroup(hold), held
	})
}

// rewrapAll looks at all sealed content, and wraps the keys anew that belong to another group
// than they are wrapped for.
func (a *Archive) rewrapAll(ctx context.Context, by Principal, action Action, group func([]Hold, Header, Rewrapper) (KeyGroup, bool)) (int64, error) {
	w := a.rewrapper()
	if w == nil {
		return 0, fmt.Errorf("%w: give the archive a sealer that wraps keys anew, such as KeySealer", ErrSealed)
	}
	done := int64(0)
	for _, log := range []LogID{RecordLog, AccessLog} {
		for next, end := int64(0), false; !end; {
			var batch []Rewrap
			err := a.read(ctx, func(s Snapshot, heads [2]Head) error {
				holds, err := a.holds(ctx, s)
				if err != nil {
					return err
				}
				size := heads[log-1].Size
				for e, err := range s.Entries(ctx, log, next, size, true) {
					if err != nil {
						return err
					}
					next = e.Seq + 1
					if e.Content == nil || e.Content.KeyID == "" {
						continue
					}
					h, err := headerOf(e)
					if err != nil {
						return err
					}
					g, wanted := group(holds, h, w)
					if !wanted {
						continue
					}
					id, wrapped, err := w.Rewrap(ctx, h, e.Content, g)
					if err != nil {
						return fmt.Errorf("entry %d of the log %s: %w", e.Seq, log, err)
					}
					if id != "" {
						batch = append(batch, Rewrap{Log: log, Seq: e.Seq, From: e.Content.KeyID, KeyID: id, Wrapped: wrapped})
					}
					if len(batch) == rewrapBatch {
						return nil
					}
				}
				end = true
				return nil
			})
			if err != nil {
				return done, err
			}
			if len(batch) == 0 {
				continue
			}
			if err := a.rewrap(ctx, by, action, batch); err != nil {
				return done, err
			}
			done += int64(len(batch))
		}
	}
	return done, nil
}

// rewrap commits a batch of keys that are wrapped anew, with the record that says so.
func (a *Archive) rewrap(ctx context.Context, by Principal, action Action, batch []Rewrap) error {
	record := NewRecord{Kind: KeyKind, Index: []Column{{Name: "rewrapped", Number: true, Int: int64(len(batch))}}}
	seen := map[string]bool{}
	for _, w := range batch {
		if !seen[w.KeyID] && len(record.Index) < MaxColumns {
			seen[w.KeyID] = true
			record.Index = append(record.Index, Column{Name: "wraps", Text: w.KeyID})
		}
	}
	r, err := a.compose(ctx, RecordLog, by, []NewRecord{record})
	if err != nil {
		return err
	}
	r.rewrap = batch
	of := func(*prepared) Action { return action }
	if err := a.authorize(ctx, by, r, of); err != nil {
		return err
	}
	// Nothing else is in a group with it: one of several that erases what this wraps would have
	// both refused.
	r.check = func(context.Context, Snapshot) error { return nil }
	_, err = a.submit(ctx, r)
	return err
}

// DestroyKey destroys a key of the ring, and with it whatever is sealed with it in backups and
// other copies. It refuses, as [ErrKeyInUse], while content of this archive is sealed with it:
// what is disposed of has none. What is held is first wrapped under the key of its hold. The
// record that says so is durable before the key is gone; a call that was cut off is repeated.
//
// Other processes that write to the same store have to be told, since they may be sealing
// something with it: destroy keys of periods that are over.
func (a *Archive) DestroyKey(ctx context.Context, by Principal, ring Keyring, id, reason string) error {
	record := NewRecord{Kind: KeyKind, Index: []Column{{Name: "destroys", Text: fitting(id, MaxText)}}}
	if reason == "" {
		return invalid(record, "the key is destroyed for no reason: say which")
	}
	if a.rewrapper() == nil {
		return fmt.Errorf("%w: nothing is sealed here", ErrSealed)
	}
	record.Type, record.Content = "text/plain; charset=utf-8", []byte(reason)
	if _, err := a.SecureHolds(ctx, by); err != nil {
		return err
	}
	// From here on the committer takes nothing that is sealed with it, so that nothing comes
	// between looking and destroying.
	a.retired.Store(id, true)
	_, err := a.own(ctx, by, ManageKeys, []NewRecord{record}, func(ctx context.Context, s Snapshot) error {
		return unused(ctx, s, id)
	})
	if err != nil {
		a.retired.Delete(id)
		return err
	}
	return ring.Destroy(ctx, id)
}

// unused reports, as [ErrKeyInUse], that content is sealed with a key.
func unused(ctx context.Context, s Snapshot, id string) error {
	heads, err := headsOf(ctx, s)
	if err != nil {
		return err
	}
	for _, head := range heads {
		for e, err := range s.Entries(ctx, head.Log, 0, head.Size, true) {
			if err != nil {
				return err
			}
			if e.Content != nil && e.Content.KeyID == id {
				return fmt.Errorf("%w: that of entry %d of the log %s is: dispose of it first, or wrap its key anew", ErrKeyInUse, e.Seq, e.Log)
			}
		}
	}
	return nil
}
