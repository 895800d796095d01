package main

import (
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"
)

// A criterion is one line of the checklist.
type criterion struct {
	ID         string // q67
	Section    string // 6.1
	Obligation string // must or should
	Title      string
	Question   string
}

// readCriteria reads the checklist. Its columns are known by their names.
func readCriteria(folder fs.FS) ([]criterion, error) {
	const name = "criteria.csv"
	f, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("%s is empty", name)
	}
	var columns [5]int
	for i, column := range []string{"id", "msc", "obligation", "criterion", "question"} {
		if columns[i] = slices.Index(rows[0], column); columns[i] < 0 {
			return nil, fmt.Errorf("%s has no column %q", name, column)
		}
	}
	var criteria []criterion
	for _, row := range rows[1:] {
		criteria = append(criteria, criterion{row[columns[0]], row[columns[1]], row[columns[2]], row[columns[3]], row[columns[4]]})
	}
	return criteria, nil
}
