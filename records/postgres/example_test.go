package postgres_test

import (
	"context"
	"fmt"
	"os"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/postgres"
)

// The application logs in as a member of the writer; what erases has a login of its own.
func ExampleOpen() {
	ctx := context.Background()
	store, err := postgres.Open(ctx, os.Getenv("RECORDS_DATABASE"), postgres.Options{
		Disposal: os.Getenv("RECORDS_DISPOSAL"), // empty where this process does not dispose
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	archive, err := records.Open(ctx, store, records.Options{Name: "acme.example/security"})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer archive.Close() // which closes the store
	receipt, err := archive.Append(ctx, records.Principal{ID: "harbour master"}, records.NewRecord{
		Kind: "inspection", Content: []byte(`{"gate": 3, "seal": "intact"}`),
	})
	fmt.Println(receipt.Seq, err)
}

// What the roles of the day may do is given to them once, by the owner of the tables.
func ExampleGrants() {
	fmt.Print(postgres.Grants("iso28000", postgres.Roles{Reader: "records_reader"}))
	// Output:
	// GRANT USAGE ON SCHEMA "iso28000" TO "records_reader";
	// GRANT SELECT ON "iso28000"."store" TO "records_reader";
	// GRANT SELECT ON "iso28000"."head" TO "records_reader";
	// GRANT SELECT ON "iso28000"."record" TO "records_reader";
	// GRANT SELECT ON "iso28000"."entity" TO "records_reader";
	// GRANT SELECT ON "iso28000"."record_index" TO "records_reader";
	// GRANT SELECT ON "iso28000"."tile" TO "records_reader";
	// GRANT SELECT ON "iso28000"."checkpoint" TO "records_reader";
}
