// Package yaml reads and writes the files of a system in YAML, the format that people write
// by hand. It is a module of its own, so that who does without pays nothing for it:
//
//	go get github.com/iso28000/iso28000/records/exchange/yaml
//
// Hand [Format] to whatever takes a records.Format: records.ReadFolder, records.ReadFile,
// iso28000.Load.
//
// The core schema of YAML 1.2 is read, strictly. true and false are booleans, null, ~ and
// nothing at all are null, numbers are kept as they are written; yes, no, 2026-05-04 and
// whatever else is not quoted is text. Names are texts. Anchors and aliases may be used, and
// each use counts against the limits as if it were written out.
//
// Refused, with line and column: a name given twice, the merge key <<, tags other than those
// of the core schema, .inf and .nan, several documents in a file, text that is not UTF-8,
// line breaks that only YAML 1.1 knew.
package yaml
