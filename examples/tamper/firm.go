package main

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/examples/systems"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/yaml"
	"github.com/iso28000/iso28000/records/sqlite"
)

// The name of the archive, and of the key that signs for it.
const (
	archiveName = "maasgate.example/security"
	keyName     = "maasgate.example/security-office"
)

// The break-in, before and after it was found to be worse than was thought.
const (
	breakIn  = "IN-2026-02"
	worsened = "one container was opened, and its load is gone"
)

// A firm is what was saved: the file as it is, the file as it was a quarter ago, and the
// checkpoint of now, which somebody outside keeps.
type firm struct {
	file, before string
	witnessed    records.Checkpoint
	verifier     note.Verifier
	signer       note.Signer
	system       *iso28000.System
	dir          string
}

// keep saves the system of the operator in a file, and once more when an incident turned out
// to be worse.
func keep(ctx context.Context, dir string) (*firm, error) {
	f := &firm{dir: dir, file: filepath.Join(dir, "system.db"), before: filepath.Join(dir, "before.db")}
	if err := f.key(); err != nil {
		return nil, err
	}
	system, err := iso28000.Load(systems.Operator(), yaml.Format)
	if err != nil {
		return nil, err
	}
	f.system = system
	if err := f.write(ctx, f.file, false); err != nil {
		return nil, err
	}
	return f, nil
}

// key makes the key, always the same.
func (f *firm) key() error {
	secret := ed25519.NewKeyFromSeed([]byte("a seed for this page, and no else"[:ed25519.SeedSize]))
	public, err := note.NewEd25519VerifierKey(keyName, secret.Public().(ed25519.PublicKey))
	if err != nil {
		return err
	}
	hash := strings.Split(public, "+")[1]
	private := "PRIVATE+KEY+" + keyName + "+" + hash + "+" + base64.StdEncoding.EncodeToString(append([]byte{1}, secret.Seed()...))
	signer, err1 := note.NewSigner(private)
	verifier, err2 := note.NewVerifier(public)
	f.signer, f.verifier = signer, verifier
	return errors.Join(err1, err2)
}

// write saves the system as it was at the end of March, and as it was in June. Whoever forges
// it has the key, and leaves the incident as harmless as it was first thought to be.
func (f *firm) write(ctx context.Context, file string, forged bool) error {
	now := time.Date(2026, 3, 31, 17, 0, 0, 0, time.UTC)
	ids := 0
	store := sqlite.File(file)
	archive, err := records.Open(ctx, store, records.Options{
		Name: archiveName, Signer: f.signer, Verifiers: []note.Verifier{f.verifier},
		Now:    func() time.Time { return now },
		Random: chance{rand.New(rand.NewPCG(4, 5))},
		NewID:  func() string { ids++; return fmt.Sprintf("record-%04d", ids) },
	})
	if err != nil {
		return errors.Join(err, store.Close())
	}
	defer archive.Close()
	by := records.Principal{ID: "P-KOSTER"}
	saved, err := iso28000.SaveTo(ctx, archive, by, f.system, records.Position{})
	if err != nil {
		return err
	}
	if !forged {
		if err := backup(ctx, store, f.before); err != nil {
			return err
		}
	}
	now = time.Date(2026, 6, 15, 9, 30, 0, 0, time.UTC)
	system := *f.system
	system.Incidents = slices.Clone(system.Incidents)
	i := slices.IndexFunc(system.Incidents, func(x incidents.Incident) bool { return x.ID == breakIn })
	if i < 0 {
		return fmt.Errorf("the operator has no incident %s", breakIn)
	}
	system.Incidents[i].Description = worsened
	if forged {
		system.Incidents[i].Description = "nothing was taken"
	}
	if _, err := iso28000.SaveTo(ctx, archive, by, &system, saved.Position); err != nil {
		return err
	}
	if !forged {
		err = store.Read(ctx, func(s records.Snapshot) error {
			f.witnessed, err = s.Checkpoint(ctx, records.RecordLog, archive.Heads()[0].Size)
			return err
		})
	}
	return errors.Join(err, archive.Close())
}

// backup writes a copy of a store.
func backup(ctx context.Context, store records.Store, to string) error {
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = store.Backup(ctx, f)
	return errors.Join(err, f.Close())
}

// chance is randomness that is the same each time: for what is shown here, and nowhere else.
type chance struct{ *rand.Rand }

func (c chance) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(c.Uint32())
	}
	return len(b), nil
}

var _ io.Reader = chance{}
