// Package records holds what every clause of ISO 28000 keeps its evidence in: identities,
// days, persons, signed judgements, and the files that hold them.
//
// It is the lowest package: it knows no clause and decides no requirement. An entity of a
// clause is a plain struct with json tags, an [ID] of its own type and a Validate method
// that reports every fault at once ([Faults]).
package records
