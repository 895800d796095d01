// Package migrations reads the steps by which a store makes its tables, and takes them. They are
// files that a host may as well run by itself, with goose: numbered, forward only, each of which
// sets the number of the version that it leads to.
//
// What goes in is a folder of files and the version that a database has; what comes out are the
// statements that are missing, run in order, or the first error with the name of its file. The
// transaction around them is the store's.
package migrations
