package records

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"

	"golang.org/x/mod/sumdb/note"
)

// A Restore brings a backup into a new store.
type Restore struct {
	// Name is that of the archive. Defaults to "records".
	Name string
	// Verifiers are the public keys of those who may have signed manifest and checkpoints. Required.
	Verifiers []note.Verifier
	// Witnesses are asked for the newest checkpoints: a backup that lacks any of what they have
	// seen is refused, as [ErrOldBackup], unless an Epoch is opened. Defaults to none, and then
	// nothing tells whether the backup is the newest.
	Witnesses []Witness
	// Epoch opens a new epoch in what is restored, where it lacks something. Defaults to none.
	Epoch *NewEpoch
}

// A NewEpoch is the decision to go on with a copy that lacks records.
type NewEpoch struct {
	By      Principal
	Reason  string  // why it is restored although records are lost. Required
	Options Options // of the archive: its Name, Signer, Sealer. It writes the first record of the epoch
}

// EpochKind is the kind of the record that begins an epoch.
const EpochKind = ownKinds + "epoch"

// An EpochStatement is the content of the record that begins an epoch: what was lost.
type EpochStatement struct {
	Reason string     `json:"reason"`
	Lost   []LostPart `json:"lost"`
}

// A LostPart is what one log lacks since a restore, as far as witnesses know: what was
// written after the checkpoint is lost too, and was seen by nobody.
type LostPart struct {
	Log        string `json:"log"`
	Epoch      int64  `json:"epoch"`      // that the lost records were of
	Size       int64  `json:"size"`       // that the log had
	Records    int64  `json:"records"`    // that are lost of those, at least
	Restored   int64  `json:"restored"`   // entries that were restored
	Checkpoint string `json:"checkpoint"` // the note of the witness
}

// Run restores a backup into an empty store, and returns the manifest and, where an epoch was
// opened, what was lost. Everything that can be refused before the store is touched is: a
// manifest that is not signed or of another archive, a backup that is cut off, altered, or
// older than what was witnessed. Then it is restored and audited in full; after an error from
// there on, throw the store away.
func (o Restore) Run(ctx context.Context, backup io.ReadSeeker, manifest []byte, to Store) (*Manifest, []LostPart, error) {
	if o.Name == "" {
		o.Name = "records"
	}
	m, err := OpenManifest(o.Name, manifest, o.Verifiers...)
	if err != nil {
		return nil, nil, err
	}
	heads, err := to.Heads(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, h := range heads {
		if h.Size > 0 || h.Epoch > 1 {
			return nil, nil, ErrNotEmpty
		}
	}
	if err := m.compare(backup); err != nil {
		return nil, nil, err
	}
	witnessed, err := latest(ctx, o.Witnesses)
	if err != nil {
		return nil, nil, err
	}
	lost, trusted, err := m.lacks(o, witnessed)
	if err != nil {
		return nil, nil, err
	}
	switch {
	case len(lost) > 0 && o.Epoch == nil:
		l := lost[0]
		return nil, lost, fmt.Errorf("%w: its log %s ends at %d in epoch %d, and had %d entries in epoch %d: look for a newer one, or open a new epoch that states the loss",
			ErrOldBackup, l.Log, l.Restored, m.Heads[0].Epoch, l.Size, l.Epoch)
	case len(lost) > 0 && o.Epoch.Reason == "":
		return nil, lost, fmt.Errorf("%w: a new epoch is opened for no reason: say which", ErrInvalid)
	}
	if _, err := backup.Seek(0, io.SeekStart); err != nil {
		return nil, nil, err
	}
	if err := m.fill(ctx, backup, to); err != nil {
		return nil, nil, err
	}
	if err := m.audit(ctx, to, trusted, o.Verifiers); err != nil {
		return nil, nil, err
	}
	if len(lost) > 0 {
		err = o.openEpoch(ctx, to, lost)
	}
	return m, lost, err
}

// compare reads a backup, and compares it with its manifest.
func (m *Manifest) compare(backup io.ReadSeeker) error {
	if _, err := backup.Seek(0, io.SeekStart); err != nil {
		return err
	}
	sum := sha256.New()
	n, err := io.Copy(sum, backup)
	switch {
	case err != nil:
		return err
	case n != m.Bytes:
		return damaged("the backup has %d bytes, and its manifest says %d: it is cut off, or another", n, m.Bytes)
	case [sha256.Size]byte(sum.Sum(nil)) != m.Sum:
		return damaged("the backup does not have the hash that its manifest says: it was altered, or is another")
	}
	return nil
}

// lacks compares a backup with what witnesses have seen: it returns what is lost with it, and
// the checkpoints that it has to continue.
func (m *Manifest) lacks(o Restore, witnessed []Checkpoint) (lost []LostPart, trusted []Checkpoint, err error) {
	var worst [2]int // by log, 1 + place of the part in lost
	for _, c := range witnessed {
		seen, err := OpenCheckpoint(o.Name, c.Note, o.Verifiers...)
		if err != nil {
			return nil, nil, err
		}
		have := m.Heads[seen.Log-1]
		if seen.Epoch < have.Epoch || seen.Epoch == have.Epoch && seen.Size <= have.Size {
			trusted = append(trusted, c)
			continue
		}
		part := LostPart{seen.Log.String(), seen.Epoch, seen.Size, max(0, seen.Size-have.Size), have.Size, string(c.Note)}
		if w := worst[seen.Log-1]; w == 0 {
			lost = append(lost, part)
			worst[seen.Log-1] = len(lost)
		} else if old := &lost[w-1]; part.Epoch > old.Epoch || part.Epoch == old.Epoch && part.Size > old.Size {
			*old = part
		}
	}
	return lost, trusted, nil
}

// openEpoch writes the record that begins an epoch, and a line of the access log.
func (o Restore) openEpoch(ctx context.Context, to Store, lost []LostPart) error {
	options := o.Epoch.Options
	options.Name, options.Witnesses = o.Name, nil // witnesses have seen more; they take the new epoch once it is there
	a, err := Open(ctx, kept{to}, options)
	if err != nil {
		return err
	}
	defer a.Close()
	epoch := int64(0)
	for _, h := range a.Heads() {
		epoch = max(epoch, h.Epoch+1)
	}
	for _, l := range lost {
		epoch = max(epoch, l.Epoch+1)
	}
	node, err := Encode(EpochStatement{o.Epoch.Reason, lost})
	if err != nil {
		return err
	}
	content, err := compactJSON(node)
	if err != nil {
		return err
	}
	by := o.Epoch.By
	if by.ID == "" {
		return errNobody
	}
	r, err := a.compose(ctx, RecordLog, by, []NewRecord{{Kind: EpochKind, Content: content, Index: []Column{{Name: "epoch", Number: true, Int: epoch}}}})
	if err != nil {
		return err
	}
	line, err := a.noting(ctx, by, []access{{action: WriteRecord, outcome: Allowed, asked: EpochKind}})
	if err != nil {
		return err
	}
	r.records = append(r.records, line.records...)
	r.epoch = epoch
	r.check = func(context.Context, Snapshot) error { return nil }
	_, err = a.submit(ctx, r)
	return err
}

// kept is a store that stays open when the archive on it is closed.
type kept struct{ Store }

func (kept) Close() error { return nil }

// Epochs yields what was lost on restores, from the first epoch that was opened to the newest.
func (a *Archive) Epochs(ctx context.Context, by Principal) ([]EpochStatement, error) {
	var list []EpochStatement
	var faults []error
	for r, err := range a.Find(ctx, by, Query{Kind: EpochKind, Records: true, Content: true}) {
		if err != nil {
			return nil, err
		}
		var s EpochStatement
		node, err := JSON.Parse("", r.Content, FileLimits{Bytes: MaxContent, Scalar: MaxContent})
		if err == nil {
			err = node.Decode(&s)
		}
		if err != nil {
			faults = append(faults, err)
		}
		list = append(list, s)
	}
	return list, errors.Join(faults...)
}
