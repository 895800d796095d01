// Package records holds what every clause of ISO 28000 keeps its evidence in: identities,
// days, persons, signed judgements, the files that hold them, and the log that keeps every
// version of them.
//
// It is the lowest package: it knows no clause and decides no requirement. An entity of a
// clause is a plain struct with json tags, an [ID] of its own type and a Validate method
// that reports every fault at once ([Faults]).
//
// An [Archive] keeps entities in an append-only log on a [Store], so that nobody can alter
// them unnoticed (4.4.5 and 4.5.4). [Open] opens one, [In] gives the entities of one type, and
// an [Auditor] verifies a store without trusting it. What somebody with the signing key could
// still rewrite is bounded by each [Witness].
//
// An [Authorizer] decides who may do what, and the log of accesses says who was given or
// refused what ([AccessKind]). A [RetentionClass] says how long records are kept; a [Hold] keeps
// them longer; a [Disposal] gets rid of their content, on the decision of two people. Content
// is sealed by a [KeySealer] with keys of a [Keyring], so that destroying a key takes it out
// of every backup. [Archive.Backup] makes one that is verified, and a [Restore] brings it back.
package records
