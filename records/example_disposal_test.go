package records_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000/records"
)

// Reports are kept for five years, sealed. Then one person proposes that they go, and another
// approves it; the entry stays, and the content is gone.
func ExampleArchive_ExecuteDisposal() {
	ctx := context.Background()
	now := time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)
	class := records.RetentionClass{
		ID: "reports", Title: "patrol reports", Period: records.Months(60), Trigger: records.WhenRecorded,
		Disposition: records.EraseContent, Authority: "head of records", Kinds: []string{"report"},
	}
	archive, _ := records.Open(ctx, records.Memory(), records.Options{
		Now: func() time.Time { return now }, Retainer: records.Schedule{class},
		Sealer: records.KeySealer{Keyring: records.MemoryKeyring(nil)},
	})
	defer archive.Close()
	clerk := records.Principal{ID: "Piet"}
	head := records.Principal{ID: "Zoë", Roles: []string{"head of records"}}
	_, _ = records.In[records.RetentionClass](archive).Save(ctx, head, class, 0)
	_, _ = archive.Append(ctx, clerk, records.NewRecord{ID: "P-1", Kind: "report", Content: []byte(`"gate 4 open at 02:10"`)})

	_, err := archive.ProposeDisposal(ctx, clerk, "D-1", "reports", "retention is over", "P-1")
	fmt.Println(err)
	now = now.AddDate(5, 0, 1)
	_, err = archive.ProposeDisposal(ctx, clerk, "D-1", "reports", "retention is over", "P-1")
	fmt.Println(err)
	_, err = archive.ApproveDisposal(ctx, clerk, "D-1", "fine")
	fmt.Println(errors.Is(err, records.ErrOwnWork))
	_, err = archive.ApproveDisposal(ctx, head, "D-1", "agreed")
	fmt.Println(err)
	certificate, err := archive.ExecuteDisposal(ctx, clerk, "D-1", "as approved")
	fmt.Println(len(certificate.Records), err)
	for r := range archive.Find(ctx, clerk, records.Query{Kind: "report", Records: true, Content: true}) {
		fmt.Println(r.ID, r.Erased, string(r.Content))
	}
	// Output:
	// records: the record is to be kept: "P-1" until 2031-05-05T00:00:00Z
	// <nil>
	// true
	// <nil>
	// 1 <nil>
	// P-1 true
}

// The keyring lies in a file of its own, under a passphrase. Without it nobody reads what is
// stored, and a wrong passphrase is told from a damaged file.
func ExampleFileKeyring() {
	ctx := context.Background()
	file := &keyFile{} // on a disk: another one than the database
	ring, _ := records.FileKeyring(file, "seventeen containers", nil)
	archive, _ := records.Open(ctx, records.Memory(), records.Options{Sealer: records.KeySealer{Keyring: ring}})
	defer archive.Close()
	_, err := records.In[seal](archive).Save(ctx, records.Principal{ID: "Zoë"}, seal{ID: "S-1", Number: "604218"}, 0)
	fmt.Println(err)
	_, err = records.FileKeyring(file, "eighteen containers", nil)
	fmt.Println(err)
	// Output:
	// <nil>
	// records: the passphrase does not open the keys: it is another one, or somebody has altered the keyring
}

// A backup counts once it was read back and audited. It is restored into a new store, and one
// that was altered is refused.
func ExampleArchive_Backup() {
	ctx := context.Background()
	private, public, _ := note.GenerateKey(nil, "acme.example/security")
	signer, _ := note.NewSigner(private)
	verifier, _ := note.NewVerifier(public)
	archive, _ := records.Open(ctx, records.Memory(), records.Options{Name: "acme.example/security", Signer: signer})
	defer archive.Close()
	_, _ = records.In[seal](archive).Save(ctx, records.Principal{ID: "Zoë"}, seal{ID: "S-1", Number: "604218"}, 0)

	file, err := os.CreateTemp("", "backup")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.Remove(file.Name())
	defer file.Close()
	manifest, err := archive.Backup(ctx, file, records.Memory())
	fmt.Println(manifest.Heads[0].Size, err)

	restore := records.Restore{Name: "acme.example/security", Verifiers: []note.Verifier{verifier}}
	_, _, err = restore.Run(ctx, file, manifest.Note, records.Memory())
	fmt.Println(err)
	_ = file.Truncate(100)
	_, _ = file.Seek(0, io.SeekStart)
	_, _, err = restore.Run(ctx, file, manifest.Note, records.Memory())
	fmt.Println(errors.Is(err, records.ErrDamaged))
	// Output:
	// 1 <nil>
	// <nil>
	// true
}
