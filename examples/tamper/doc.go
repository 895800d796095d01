// Command tamper shows what becomes of a record that somebody alters behind the back of an
// organization.
//
// It saves the system of an invented forwarder in a SQLite file, twice, with a quarter between.
// Then it does to copies of the file what people do who have something to hide and can write to
// it: edit, delete, reorder, put an older copy in place, write all of it anew with the stolen
// key. Of each it prints what SQLite says of the file, what an auditor finds who has nothing but
// the file, and what one finds who has a checkpoint of it: three lines that were kept elsewhere.
//
//	go run ./examples/tamper
//
// Keys, times and salts are fixed, so that it prints the same each time. It exits with 0, and
// with 2 if something went otherwise than it is there to show.
package main
