package sqlite_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/sqlite"
)

// A host keeps its records in a file, closes it, and finds them again.
func ExampleFile() {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "system.db")
	ctx := context.Background()
	by := records.Principal{ID: "P-1"}

	archive, err := records.Open(ctx, sqlite.File(path), records.Options{Name: "acme.example/security"})
	if err != nil {
		fmt.Println(err)
		return
	}
	receipt, err := archive.Append(ctx, by, records.NewRecord{Kind: "seal check", Content: []byte(`{"seal":"4711"}`)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("saved as entry", receipt.Seq)
	if err := archive.Close(); err != nil {
		fmt.Println(err)
		return
	}

	again, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer again.Close()
	heads, err := again.Heads(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, head := range heads {
		fmt.Println(head.Log, head.Size)
	}
	// Output:
	// saved as entry 0
	// records 1
	// access 0
}
