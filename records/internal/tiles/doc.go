// Package tiles keeps a Merkle tree of RFC 6962 that grows: what an append has to write down,
// and what a proof has to read.
//
// A tree is written down as tiles of 256 hashes, each when it has become whole and never
// again. What is not in a whole tile yet, the right edge, is kept in memory, and made from the
// last leaves and the tiles when a log is opened: at most 255 hashes for every eight levels.
// Roots and hashes are those of golang.org/x/mod/sumdb/tlog.
package tiles
