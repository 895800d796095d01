package records

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

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

// EpochKind is the kind of the record that begins an epoch. An [Auditor] wants it of each
// checkpoint from outside that the log does not reach any more.
const EpochKind = ownKinds + "epoch"

// An EpochStatement is the content of the record that begins an epoch: what was lost.
type EpochStatement struct {
	Reason string     `json:"reason"`
	Lost   []LostPart `json:"lost"`
}

// A LostPart is what one log lacks of an epoch since a restore, as far as witnesses know: what
// was written after the checkpoint is lost too, and was seen by nobody. The header of the
// record states the same, for an [Auditor]: see [EpochOpening].
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
	lost, trusted, err := m.lacks(ctx, o)
	if err != nil {
		return nil, nil, err
	}
	switch {
	case len(lost) > 0 && o.Epoch == nil:
		l := lost[0]
		return nil, lost, fmt.Errorf("%w: its log %s ends at %d in epoch %d, and had %d entries in epoch %d: look for a newer one, or open a new epoch that states the loss",
			ErrOldBackup, l.Log, l.Restored, m.Heads[0].Epoch, l.Size, l.Epoch)
	case len(lost) > maxLost:
		return nil, lost, fmt.Errorf("%w: of %d epochs something is lost, and a record states at most %d", ErrInvalid, len(lost), maxLost)
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

// lacks compares a backup with what witnesses have seen: it returns what is lost with it, of
// each epoch the most that was seen, and the checkpoints that it has to continue. Of those of
// one epoch that one witness has, the largest continues the others.
func (m *Manifest) lacks(ctx context.Context, o Restore) (lost []LostPart, trusted []Checkpoint, err error) {
	type seen struct {
		witness int // 0 of what is lost: of all of them the most counts
		log     LogID
		epoch   int64
	}
	heads, notes := map[seen]Head{}, map[seen]Checkpoint{}
	for i, w := range o.Witnesses {
		for _, log := range []LogID{RecordLog, AccessLog} {
			for c, err := range w.Checkpoints(ctx, log) {
				var head Head
				if err == nil {
					head, err = OpenCheckpoint(o.Name, c.Note, o.Verifiers...)
				}
				if err != nil {
					return nil, nil, fmt.Errorf("witness %d: %w", i+1, err)
				}
				have := m.Heads[head.Log-1]
				key := seen{i + 1, head.Log, head.Epoch}
				if head.Epoch > have.Epoch || head.Epoch == have.Epoch && head.Size > have.Size {
					key.witness = 0
				}
				if head.Size > heads[key].Size || heads[key].Log == 0 {
					heads[key], notes[key] = head, c
				}
			}
		}
	}
	keys := slices.SortedFunc(maps.Keys(heads), func(a, b seen) int {
		return cmp.Or(cmp.Compare(a.witness, b.witness), compareHeads(heads[a], heads[b]))
	})
	for _, key := range keys {
		head, have := heads[key], m.Heads[key.log-1]
		if key.witness > 0 {
			trusted = append(trusted, notes[key])
			continue
		}
		lost = append(lost, LostPart{head.Log.String(), head.Epoch, head.Size, max(0, head.Size-have.Size), have.Size, string(notes[key].Note)})
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
	heads := a.Heads()
	epoch := int64(0)
	for _, h := range heads {
		epoch = max(epoch, h.Epoch+1)
	}
	for _, l := range lost {
		epoch = max(epoch, l.Epoch+1)
	}
	opening := EpochOpening{Epoch: epoch, Records: heads[0].Size, Access: heads[1].Size}
	for _, l := range lost {
		head, err := OpenCheckpoint(o.Name, []byte(l.Checkpoint), o.Verifiers...)
		if err != nil {
			return err
		}
		opening.Lost = append(opening.Lost, head)
	}
	columns, err := opening.columns()
	if err != nil {
		return err
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
	r, err := a.compose(ctx, RecordLog, by, []NewRecord{{Kind: EpochKind, Content: content, Index: columns}})
	if err != nil {
		return err
	}
	line, err := a.noting(ctx, by, []access{{action: WriteRecord, outcome: Allowed, asked: EpochKind}})
	if err != nil {
		return err
	}
	r.records = append(r.records, line.records...)
	r.epoch = epoch
	r.check = func(ctx context.Context, s Snapshot) error {
		now, err := headsOf(ctx, s)
		if err == nil && (now[0] != heads[0] || now[1] != heads[1]) {
			err = errors.New("records: somebody else writes into the store that is being restored: restore into one that nobody has")
		}
		return err
	}
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
