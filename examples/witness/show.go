package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"

	colour "github.com/jedib0t/go-pretty/v6/text"
	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000/examples/terminal"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/sqlite"
)

// The name of the archive that is shown, and who writes to it.
const archiveName = "gate.example/seals"

var by = records.Principal{ID: "P-GATE"}

// The seals that were looked at, each with what was found; and the one that somebody wishes
// had been found otherwise.
var found = []string{"intact", "intact", "broken, the load is gone", "intact", "intact"}

const theBroken = 2

// A page is what is printed.
type page struct {
	w      io.Writer
	screen terminal.Screen
}

func (p page) line(format string, args ...any) {
	io.WriteString(p.w, p.screen.Indent("   ", "   ", fmt.Sprintf(format, args...)))
}

func (p page) step(number int, title string) {
	if number > 1 {
		fmt.Fprintln(p.w)
	}
	fmt.Fprintln(p.w, p.screen.Paint(fmt.Sprintf("%d  %s", number, title), colour.Bold))
}

func (p page) said(fine bool, text string) string {
	if fine {
		return p.screen.Paint(text, colour.FgGreen)
	}
	return p.screen.Paint(text, colour.FgRed)
}

// show does it all in a folder that is gone afterwards.
func show(ctx context.Context, p page) (err error) {
	dir, err := os.MkdirTemp("", "witness-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	private, public, err := note.GenerateKey(nil, archiveName)
	if err != nil {
		return err
	}
	signer, err1 := note.NewSigner(private)
	verifier, err2 := note.NewVerifier(public)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	s, file, err := open(options{dir: filepath.Join(dir, "elsewhere"), archive: archiveName, verifiers: []note.Verifier{verifier}})
	if err != nil {
		return err
	}
	defer file.Close()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- until(ctx, newServer(s.handler()), listener) }()
	defer func() { stop(); err = errors.Join(err, <-ended) }()

	d := demonstration{page: p, file: filepath.Join(dir, "seals.db"), witness: newClient("http://" + listener.Addr().String()),
		options: records.Options{Name: archiveName, Signer: signer, Verifiers: []note.Verifier{verifier}}}
	return d.run(ctx)
}

// A demonstration is an archive in a file, and its witness.
type demonstration struct {
	page
	file    string
	witness *client
	options records.Options
}

func (d demonstration) run(ctx context.Context) error {
	d.step(1, "A gate writes down what it finds at its seals")
	with := d.options
	with.Witnesses = []records.Witness{d.witness}
	if err := d.write(ctx, with, found); err != nil {
		return err
	}
	latest, err := d.witness.Latest(ctx, records.RecordLog)
	if err != nil {
		return err
	}
	d.line("%d records in one SQLite file; seal %d was %s. The witness, which listens on this machine here and would on another one, has the checkpoint of %d entries: their number, the root of their hashes, a signature. No record.",
		len(found), theBroken+1, found[theBroken], latest.Size)

	d.step(2, "Somebody who has the signing key writes the file anew")
	forged := append([]string(nil), found...)
	forged[theBroken] = "intact"
	if err := os.Remove(d.file); err != nil {
		return err
	}
	if err := d.write(ctx, d.options, forged); err != nil {
		return err
	}
	d.line("As many records, at the same gate, with genuine signatures; seal %d is %s.", theBroken+1, forged[theBroken])

	d.step(3, "An audit of the file alone")
	report, err := d.audit(ctx)
	if err != nil {
		return err
	}
	if !report.Clean() {
		return fmt.Errorf("the file alone was to pass, and does not: %s", report.Findings[0])
	}
	d.line("%s", d.said(true, fmt.Sprintf("%d entries, nothing wrong.", report.Entries)))
	d.line("It is a genuine file of the genuine key. Nothing in it can tell.")

	d.step(4, "The same audit with what the witness has")
	known, err := records.Witnessed(ctx, d.witness)
	if err != nil {
		return err
	}
	if report, err = d.audit(ctx, known...); err != nil {
		return err
	}
	if report.Clean() {
		return errors.New("what was written anew was not noticed")
	}
	for _, finding := range report.Findings {
		d.line("%s", d.said(false, finding.String()))
	}

	d.step(5, "The witness is told to forget")
	with.Witnesses = []records.Witness{d.witness}
	store := sqlite.File(d.file)
	_, err = records.Open(ctx, store, with)
	if !errors.Is(err, records.ErrFork) {
		return errors.Join(fmt.Errorf("an archive opens on what was written anew: %w", err), store.Close())
	}
	d.line("An archive that knows the witness does not even open the file: %s", d.said(false, err.Error()))
	if err := store.Close(); err != nil {
		return err
	}
	err = d.push(ctx)
	if !errors.Is(err, records.ErrFork) && !errors.Is(err, records.ErrWitnessMoved) {
		return fmt.Errorf("the witness took what it should not: %w", err)
	}
	d.line("And sent by hand, the new checkpoint is refused: the witness has one of the same size and another root.")
	return nil
}

// write fills a file that is not there.
func (d demonstration) write(ctx context.Context, o records.Options, list []string) (err error) {
	store := sqlite.File(d.file)
	archive, err := records.Open(ctx, store, o)
	if err != nil {
		return errors.Join(err, store.Close())
	}
	defer func() { err = errors.Join(err, archive.Close()) }()
	for i, what := range list {
		_, err := archive.Save(ctx, by, records.NewRecord{
			Kind: "seal", Entity: fmt.Sprintf("S-%d", i+1), Content: fmt.Appendf(nil, `{"found":%q}`, what),
		})
		if err != nil {
			return err
		}
	}
	if len(o.Witnesses) == 0 {
		return nil
	}
	return archive.Witness(ctx) // by itself, every ten seconds
}

// audit verifies the file, with or without what is known from elsewhere.
func (d demonstration) audit(ctx context.Context, known ...records.Checkpoint) (*records.AuditReport, error) {
	store, err := sqlite.Open(ctx, d.file, sqlite.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer store.Close()
	return records.Auditor{Name: d.options.Name, Verifiers: d.options.Verifiers, Trusted: known}.Full(ctx, store)
}

// push gives the witness the newest checkpoint of the file, as somebody would who wants it to
// believe in it.
func (d demonstration) push(ctx context.Context) error {
	store, err := sqlite.Open(ctx, d.file, sqlite.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer store.Close()
	var forged records.Checkpoint
	err = store.Read(ctx, func(s records.Snapshot) error {
		heads, err := s.Heads(ctx)
		if err == nil {
			forged, err = s.Checkpoint(ctx, records.RecordLog, heads[0].Size)
		}
		return err
	})
	if err != nil {
		return err
	}
	return d.witness.Add(ctx, forged, forged.Size, nil)
}
