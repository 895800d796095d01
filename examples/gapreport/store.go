package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/sqlite"
)

// user is who reads and writes here: a program on the desk of whoever runs it, who may do all.
var user = records.Principal{ID: "gapreport"}

// A kept system is one that came out of a store, and what the store was found to be.
type kept struct {
	system *iso28000.System
	last   time.Time // when the newest record was saved
	state  string    // which state of the store the system is
	notes  []string  // what was made or saved, for the standard error
	about  []string  // what stands under the report
}

// keep loads the system from a store, after it has saved in it what -system says. Before
// anything of it is believed, all of it is verified.
func keep(ctx context.Context, o options) (*kept, error) {
	k := &kept{}
	var given *iso28000.System
	if o.system != "" {
		var err error
		if given, err = load(o); err != nil {
			return k, err // and nothing is made for it
		}
	} else if _, err := os.Stat(o.store); errors.Is(err, fs.ErrNotExist) {
		return k, fmt.Errorf("%s is not there: say -system too, and that is put into it", o.store)
	}
	key, err := keyOf(o, k)
	if err != nil {
		return k, err
	}
	witness, closing, err := witnessOf(o.witness, key, k)
	if err != nil {
		return k, err
	}
	defer closing()
	if _, err := os.Stat(o.store); err == nil {
		if err := key.verify(ctx, o.store, witness, k); err != nil {
			return k, err
		}
	}
	store, err := sqlite.Open(ctx, o.store, sqlite.Options{})
	if err != nil {
		return k, err
	}
	settings := records.Options{Name: key.name, Signer: key.signer, Verifiers: []note.Verifier{key.verifier}, Now: o.now}
	if witness != nil {
		settings.Witnesses = []records.Witness{witness}
	}
	archive, err := records.Open(ctx, store, settings)
	if err != nil {
		return k, errors.Join(err, store.Close())
	}
	if err = k.save(ctx, o, archive, given); err == nil {
		err = k.load(ctx, o, archive, store)
	}
	if err == nil {
		err = k.describe(ctx, o, archive, key)
	}
	return k, errors.Join(err, archive.Close())
}

// save brings the store to what the system is.
func (k *kept) save(ctx context.Context, o options, archive *records.Archive, given *iso28000.System) error {
	if given == nil {
		return nil
	}
	_, since, err := iso28000.LoadFrom(ctx, archive, user) // what the folder says replaces what is there
	var gone *iso28000.DisposedError                       // whose content cannot be had is no matter here
	if err != nil && !errors.Is(err, iso28000.ErrNoSystem) && !errors.As(err, &gone) {
		return err
	}
	saved, err := iso28000.SaveTo(ctx, archive, user, given, since)
	if err == nil {
		k.note("saved %s in %s: %d new, %d changed, %d gone", o.system, o.store, saved.New, saved.Changed, saved.Gone)
	}
	for _, ref := range saved.Returned {
		k.note("%s had been disposed of, and is in the store again: take it out of %s if it is to be gone", ref, o.system)
	}
	return err
}

// load loads the newest system or, of a day that the store reaches back to, the one of then.
func (k *kept) load(ctx context.Context, o options, archive *records.Archive, store records.Store) error {
	first, last, err := span(ctx, store)
	if err != nil {
		return err
	}
	at := records.AsOf{}
	k.last, k.state = last, "These are the newest records."
	switch end := o.day.End(); {
	case o.day.IsZero():
	case !first.Before(end):
		k.state = fmt.Sprintf("These are the newest records: the store begins on %s only.", records.DateOf(first))
	case !last.Before(end):
		at = records.AsOfTime(end.Add(-1))
		k.state = fmt.Sprintf("These are the records as they were at the end of %s.", o.day)
	}
	state, err := iso28000.LoadState(ctx, archive, user, at)
	if errors.Is(err, iso28000.ErrNoSystem) {
		return fmt.Errorf("%s holds no system: say -system too, and that is put into it", o.store)
	}
	if err != nil {
		return err
	}
	if k.system = state.System; k.system == nil {
		return state.Since()
	}
	if len(state.Disposed) > 0 {
		k.state += fmt.Sprintf(" The content of %d of them was disposed of, and the report is without it:", len(state.Disposed))
		for i, d := range state.Disposed {
			if i == mostDisposed {
				k.state += fmt.Sprintf(" and %d more;", len(state.Disposed)-i)
				break
			}
			k.state += fmt.Sprintf(" %s;", d)
		}
		k.state = strings.TrimSuffix(k.state, ";") + "."
	}
	return nil
}

// mostDisposed is how many records that were disposed of are named under a report.
const mostDisposed = 20

// span returns the times of the first and the last record.
func span(ctx context.Context, store records.Store) (first, last time.Time, err error) {
	err = store.Read(ctx, func(s records.Snapshot) error {
		heads, err := s.Heads(ctx)
		if err != nil || heads[0].Size == 0 {
			return err
		}
		for seq, at := range map[int64]*time.Time{0: &first, heads[0].Size - 1: &last} {
			for e, err := range s.Entries(ctx, records.RecordLog, seq, seq+1, false) {
				if err != nil {
					return err
				}
				h, err := records.ParseHeader(e.Header)
				if err != nil {
					return err
				}
				*at = time.Unix(0, h.At).UTC()
			}
		}
		return nil
	})
	if last.IsZero() {
		last = first
	}
	return first, last, err
}

// describe says what stands under the report. The witness has the checkpoint by then.
func (k *kept) describe(ctx context.Context, o options, archive *records.Archive, key *signingKey) error {
	if err := archive.Witness(ctx); err != nil {
		return err
	}
	head := archive.Heads()[0]
	k.about = []string{
		fmt.Sprintf("Records: %s, verified from the first to the last: nothing altered, removed or reordered. %s", o.store, k.state),
		fmt.Sprintf("Checkpoint: %d entries, root %s, %s", head.Size, head.Root, k.last.Format(time.RFC3339)),
		fmt.Sprintf("Signed by: %s", key.public),
		fmt.Sprintf("Witness: %s has this checkpoint. It is worth what keeps it out of reach of who can write the store.", o.witness),
	}
	if o.witness == "" {
		k.about[3] = "Witness: none. Who has the store and its key can rewrite both: keep this checkpoint elsewhere, or say -witness."
	}
	return nil
}

func (k *kept) note(format string, args ...any) {
	k.notes = append(k.notes, fmt.Sprintf(format, args...))
}

// shownFrauds are told in full.
const shownFrauds = 20

// verify has an auditor look at all that the store holds.
func (key *signingKey) verify(ctx context.Context, file string, witness records.Witness, k *kept) error {
	store, err := sqlite.Open(ctx, file, sqlite.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer store.Close()
	auditor := records.Auditor{Name: key.name, Verifiers: []note.Verifier{key.verifier}, Indexes: true}
	if witness != nil {
		if auditor.Trusted, err = records.Witnessed(ctx, witness); err != nil {
			return err
		}
	}
	report, err := auditor.Full(ctx, store)
	if err != nil {
		return fmt.Errorf("%s could not be verified: %w", file, err)
	}
	if report.Clean() {
		for _, o := range report.Epochs {
			k.note("%s was restored once, and lacks since what the record %s says: %s", file, o.ID, o)
		}
		return nil
	}
	lines := []string{fmt.Sprintf("%s is not what was written, and nothing in it is believed. Keep the file as it is, and restore a copy that verifies:", file)}
	for i, finding := range report.Findings {
		if i == shownFrauds {
			break
		}
		lines = append(lines, "  "+finding.String())
	}
	if more := len(report.Findings) + report.More - shownFrauds; more > 0 {
		lines = append(lines, fmt.Sprintf("  and %d more", more))
	}
	return errors.New(strings.Join(lines, "\n"))
}

// witnessOf opens the file in which checkpoints are kept apart, or makes it.
func witnessOf(file string, key *signingKey, k *kept) (records.Witness, func(), error) {
	if file == "" {
		return nil, func() {}, nil
	}
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		k.note("began %s: what came before this is not witnessed. Keep it where who can write the store cannot write", file)
	}
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, nil, err
	}
	witness, err := records.FileWitness(f, key.name, key.verifier)
	if err != nil {
		_ = f.Close()
		return nil, nil, fmt.Errorf("%s: %w", file, err)
	}
	return witness, func() { _ = f.Close() }, nil
}
