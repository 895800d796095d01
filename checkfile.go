package iso28000

import (
	"io/fs"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
	"github.com/iso28000/iso28000/rules/rulecheck"
)

// LoadChecks reads checks of the host's own from a folder of files, for [WithChecks]. It is a
// folder beside that of the system, whose files hold records alone. What stands in such a file
// is said in package rulecheck, which also tries the cases that the files hold.
//
// Like those of [Load], the faults of all files come back at once, as [records.FileErrors],
// each with its file, line and column; of a folder with a fault nothing is returned.
func LoadChecks(fsys fs.FS, formats ...records.Format) ([]conformity.Check[*System], error) {
	set, err := rulecheck.Load[System](fsys, rules.Limits{}, formats...)
	if err != nil {
		return nil, err
	}
	return set.Checks(), nil
}
