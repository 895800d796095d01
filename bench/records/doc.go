// Package records measures what the record log costs and how fast it is proved: appending
// beside plain inserts of the same driver, concurrent writers beside a transaction each,
// audits beside hashing from memory, proofs beside reading by primary key. It holds benchmarks
// and nothing to import. To run it in a module of one's own:
//
//	go get github.com/iso28000/iso28000/bench/records
//
// In the tree, ./ratios runs it some times and prints figures with their spread. What is
// compared takes turns in short slices, so that both see the same machine. README.md has the
// goals, and what was measured.
package records
