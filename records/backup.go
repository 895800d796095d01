package records

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// A Manifest says what a backup holds. It is kept beside the backup as a signed note, whose
// text has a line each: the name of the archive with /backup, the epoch, size and root of
// either log, the number of bytes of the backup and their SHA-256.
//
//	acme.example/security/backup
//	records 1 4711 <root in base64>
//	access 1 86 <root in base64>
//	1048576 <SHA-256 in hexadecimal>
type Manifest struct {
	Archive string
	Heads   [2]Head
	Bytes   int64
	Sum     [sha256.Size]byte
	Note    []byte // as it is signed
}

// What a backup is refused for, beside [ErrDamaged] (it is cut off or was altered) and
// [ErrUntrusted] (its manifest is not signed, or is of another archive).
var (
	// ErrOldBackup is returned for a backup that lacks what a witness has seen.
	ErrOldBackup = errors.New("records: the backup is older than the newest witnessed checkpoint")
	// ErrUnverified is returned for a backup that does not hold what it should.
	ErrUnverified = errors.New("records: the backup does not pass the audit")
)

func (m *Manifest) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s/backup\n", m.Archive)
	for _, h := range m.Heads {
		fmt.Fprintf(&b, "%s %d %d %s\n", h.Log, h.Epoch, h.Size, h.Root)
	}
	fmt.Fprintf(&b, "%d %s\n", m.Bytes, hex.EncodeToString(m.Sum[:]))
	return b.String()
}

// OpenManifest reads the manifest of a backup of the archive of that name, and verifies that
// one of the verifiers has signed it: else it is [ErrUntrusted].
func OpenManifest(archive string, data []byte, verifiers ...note.Verifier) (*Manifest, error) {
	if len(data) > MaxNote {
		return nil, fmt.Errorf("%w: the manifest has %d bytes, more than %d", ErrUntrusted, len(data), MaxNote)
	}
	n, err := note.Open(data, note.VerifierList(verifiers...))
	if err != nil {
		return nil, fmt.Errorf("%w: the manifest: %w", ErrUntrusted, err)
	}
	m := &Manifest{Archive: archive, Note: data}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 5 {
		return nil, fmt.Errorf("%w: the manifest has %d lines, not 4", ErrUntrusted, len(lines)-1)
	}
	if lines[0] != archive+"/backup" {
		return nil, fmt.Errorf("%w: it is the manifest of %s, not of %s", ErrUntrusted, quote(lines[0]), quote(archive+"/backup"))
	}
	for i := range m.Heads {
		h := &m.Heads[i]
		if h.Log = LogID(i + 1); len(strings.Fields(lines[i+1])) == 4 {
			parts := strings.Fields(lines[i+1])
			h.Epoch, _ = strconv.ParseInt(parts[1], 10, 64)
			h.Size, _ = strconv.ParseInt(parts[2], 10, 64)
			_ = h.Root.UnmarshalText([]byte(parts[3]))
		}
	}
	if parts := strings.Fields(lines[3]); len(parts) == 2 {
		m.Bytes, _ = strconv.ParseInt(parts[0], 10, 64)
		if sum, err := hex.DecodeString(parts[1]); err == nil && len(sum) == len(m.Sum) {
			m.Sum = [sha256.Size]byte(sum)
		}
	}
	// What could not be read would be written otherwise.
	if m.text() != n.Text || m.Heads[0].Epoch < 1 || m.Heads[1].Epoch < 1 || m.Heads[0].Size < 0 || m.Heads[1].Size < 0 {
		return nil, fmt.Errorf("%w: the manifest is not in its one form", ErrUntrusted)
	}
	return m, nil
}

// Backup writes a copy of the store to a file, empty and at its beginning, while others read
// and write, and returns the manifest, to be kept beside it. The copy counts only when it is
// verified: it is read back, brought into scratch (a new and empty store of the same kind,
// which is left to the caller), and audited in full there, against the checkpoints of the
// witnesses and the newest of this archive. An error means that there is no backup.
//
// The copy holds sealed content sealed, and no keys: those of the keyring are kept apart.
func (a *Archive) Backup(ctx context.Context, file io.ReadWriteSeeker, scratch Store) (*Manifest, error) {
	if a.options.Signer == nil {
		return nil, ErrNoSigner
	}
	trusted, err := a.newestCheckpoints(ctx)
	if err != nil {
		return nil, err
	}
	m := &Manifest{Archive: a.options.Name}
	sum := sha256.New()
	counted := &counter{w: io.MultiWriter(file, sum)}
	err = guard(func() error {
		heads, err := a.store.Backup(ctx, counted)
		if err == nil && (len(heads) != 2 || heads[0].Log != RecordLog || heads[1].Log != AccessLog) {
			err = damaged("the backup does not have the heads of two logs")
		}
		copy(m.Heads[:], heads)
		return err
	})
	if err != nil {
		return nil, err
	}
	m.Bytes, m.Sum = counted.n, [sha256.Size]byte(sum.Sum(nil))
	if s, syncs := file.(interface{ Sync() error }); syncs {
		if err := s.Sync(); err != nil {
			return nil, err
		}
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	if err := m.fill(ctx, file, scratch); err != nil {
		return nil, err
	}
	if err := m.audit(ctx, scratch, trusted, a.options.Verifiers); err != nil {
		return nil, err
	}
	m.Note, err = note.Sign(&note.Note{Text: m.text()}, a.options.Signer)
	return m, err
}

// newestCheckpoints returns what a copy made from now on has to continue.
func (a *Archive) newestCheckpoints(ctx context.Context) ([]Checkpoint, error) {
	var list []Checkpoint
	logs := a.published.get()
	for _, head := range logs.heads {
		if head.Size == 0 {
			continue
		}
		c, err := signCheckpoint(a.options.Name, head, a.options.Signer)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	witnessed, err := Witnessed(ctx, a.options.Witnesses...)
	return append(list, witnessed...), err
}

// fill restores a backup into an empty store, and compares what was read with the manifest.
func (m *Manifest) fill(ctx context.Context, r io.Reader, to Store) error {
	sum := sha256.New()
	tee := io.TeeReader(r, sum)
	heads, err := to.Restore(ctx, tee)
	if err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, tee); err != nil {
		return err
	}
	if [sha256.Size]byte(sum.Sum(nil)) != m.Sum {
		return damaged("the backup does not read as it was written")
	}
	if len(heads) != 2 || heads[0] != m.Heads[0] || heads[1] != m.Heads[1] {
		return damaged("the backup does not have the heads that its manifest says")
	}
	return nil
}

// audit verifies a store that a backup was restored into.
func (m *Manifest) audit(ctx context.Context, store Store, trusted []Checkpoint, verifiers []note.Verifier) error {
	report, err := Auditor{Name: m.Archive, Verifiers: verifiers, Trusted: trusted}.Full(ctx, store)
	if err != nil {
		return err
	}
	if len(report.Heads) != 2 || report.Heads[0] != m.Heads[0] || report.Heads[1] != m.Heads[1] {
		return damaged("the restored store does not have the heads that the manifest says")
	}
	if !report.Clean() {
		return fmt.Errorf("%w: %d findings, the first: %s", ErrUnverified, len(report.Findings)+report.More, report.Findings[0])
	}
	return nil
}

// counter counts what is written.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}
