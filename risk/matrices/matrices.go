package matrices

import (
	"embed"
	"fmt"
	"path"
	"strings"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

//go:embed *.json
var files embed.FS

// IDs returns the ids of the matrices, in alphabetical order.
func IDs() []string {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic("matrices: " + err.Error()) // the files are part of the program
	}
	ids := make([]string, len(entries))
	for i, entry := range entries {
		ids[i] = strings.TrimSuffix(entry.Name(), path.Ext(entry.Name()))
	}
	return ids
}

// All returns the matrices, in the order of their ids. They are the caller's to change.
func All() []risk.Criteria {
	ids := IDs()
	all := make([]risk.Criteria, len(ids))
	for i, id := range ids {
		all[i] = read(id)
	}
	return all
}

// ByID returns the matrix with that id. It is the caller's to change.
func ByID(id string) (risk.Criteria, error) {
	for _, known := range IDs() {
		if known == id {
			return read(id), nil
		}
	}
	return risk.Criteria{}, fmt.Errorf("there is no matrix %q%s: there are %s", id, records.DidYouMean(id, IDs()), strings.Join(IDs(), ", "))
}

func read(id string) risk.Criteria {
	file := id + ".json"
	data, err := files.ReadFile(file)
	var criteria risk.Criteria
	if err == nil {
		err = records.ReadFile(file, data, &criteria)
	}
	if err != nil {
		panic("matrices: " + err.Error()) // the files are part of the program, and tested
	}
	return criteria
}
