// Package rules compares package rules of this library with other ways to decide by rules:
// Go written by hand, plain expr, cel-go and OPA, on the same rules and the same data. It
// holds benchmarks and the tests that all ways agree, and nothing to import. To run it in a
// module of one's own:
//
//	go get github.com/iso28000/iso28000/bench/rules
//
// In the tree, ./ratios runs the comparison some times and prints ratios with their spread.
package rules
