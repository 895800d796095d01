// Command register rates a risk register that someone else made.
//
//	register -csv register.csv -mapping mapping.yaml -criteria criteria.yaml
//
// The register is delimited text of any kind, or JSON; the mapping says which column is what; the
// criteria say how likelihood and consequence make a level, and which risks are tolerable. It prints
// the level and tolerability of each risk, where the risks lie on the map of likelihood and
// consequence, and each score or level that the register states and the criteria do not come to.
//
// Without arguments it rates an invented register of a forwarder, from the folder sample, with the
// dirt that real ones have. Copy the mapping and the criteria there as a beginning of your own.
package main
