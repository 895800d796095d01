package records

import "cmp"

// deepest is how deep anything nests that is read or written, whatever the limits say: it
// keeps recursion within what a stack bears.
const deepest = 10_000

// WithDefaults returns the limits with each zero field replaced by its default. A depth
// beyond 10,000 is taken as that.
func (l FileLimits) WithDefaults() FileLimits {
	return FileLimits{
		Bytes:  cmp.Or(l.Bytes, 64<<20),
		Depth:  min(cmp.Or(l.Depth, 64), deepest),
		Nodes:  cmp.Or(l.Nodes, 5_000_000),
		Scalar: cmp.Or(l.Scalar, 1<<20),
	}
}

// FolderLimits bound what is read from one folder. Zero fields mean the defaults.
type FolderLimits struct {
	Files   int        // files that are read. Defaults to 10,000.
	Entries int        // files and folders that are looked at, read or not. Defaults to 100,000.
	Bytes   int        // size of all files that are read. Defaults to 1 GiB.
	File    FileLimits // of each file
}

func (l FolderLimits) withDefaults() FolderLimits {
	return FolderLimits{
		Files:   cmp.Or(l.Files, 10_000),
		Entries: cmp.Or(l.Entries, 100_000),
		Bytes:   cmp.Or(l.Bytes, 1<<30),
		File:    l.File.WithDefaults(),
	}
}
