package iso28000

import (
	"io/fs"

	"github.com/iso28000/iso28000/records"
)

// Format is the version of the files that this package reads and writes.
const Format = 1

// Load reads a system from a folder: every file of it that one of the formats reads,
// subfolders included. A file may hold one list or many; its name is for people. Without
// formats, JSON is read.
//
// The faults of all files come back at once, as [records.FileErrors], each with its file,
// line and column: syntax, unknown names, wrong types, what Validate finds wrong with a
// record, ids given twice, ids that name nothing. Sizes are bounded; see [records.FolderLimits].
// Of a folder with a fault nothing is returned.
func Load(fsys fs.FS, formats ...records.Format) (*System, error) {
	var system System
	if _, err := records.ReadFolder(fsys, &system, formats, records.FolderLimits{}); err != nil {
		return nil, err
	}
	return &system, nil
}

// Save writes the system as the files of a folder, by name: system with what stands alone
// and the settings, and a file for each list. Load reads them back to an equal system.
func Save(system *System, format records.Format) (map[string][]byte, error) {
	return records.WriteFolder(system, format)
}

// Validate reports what is wrong with the system itself. Its records are validated each by
// itself, and its references by Load.
func (s System) Validate() error {
	var f records.Faults
	switch s.Format {
	case Format:
	case 0:
		f.Add("format", "is missing: write format: %d", Format)
	default:
		f.Add("format", "%d is not read here: this reads format %d", s.Format, Format)
	}
	f.Require("organization", s.Organization)
	return f.Err()
}
