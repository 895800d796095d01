package risk

import (
	"bytes"
	"io"

	"github.com/iso28000/iso28000/records"
)

// A Register is somebody else's risk register, rated: each of its risks with what the criteria
// make of it, beside what the register itself makes of it.
type Register struct {
	File string        `json:"file"`
	Rows []RegisterRow `json:"rows"` // in the order of the file

	plan *registerPlan
}

// A RegisterRow is one risk of a register.
type RegisterRow struct {
	Row    int    `json:"row"`  // in the file, as a spreadsheet shows it; in JSON the place in the list, from 1
	Line   int    `json:"line"` // on which it begins
	Rated  Rated  `json:"rated"`
	Stated Stated `json:"stated,omitzero"`
}

// Stated are the register's own scores and levels, as they stand there. Empty is not stated.
type Stated struct {
	InherentScore string `json:"inherent_score,omitzero"`
	InherentLevel string `json:"inherent_level,omitzero"`
	ResidualScore string `json:"residual_score,omitzero"`
	ResidualLevel string `json:"residual_level,omitzero"`
}

// ReadRegister reads a register and rates each of its risks. The file is named in messages, and its
// ending, or the text itself, tells JSON from delimited text.
//
// If the mapping does not fit the register or the criteria, the error holds [records.Faults] with
// paths in the mapping. If cells cannot be read it is a [*RegisterError], which lists the first of
// them and counts all. There is then no register: half of one would be taken for the whole.
//
// A register has at most 500,000 rows and 512 MiB, in JSON 64 MiB.
//
// An empty cell is no such fault: what it would rate is not rated, and the risk says so.
func ReadRegister(r io.Reader, file string, mapping Mapping, rater *Rater) (*Register, error) {
	if err := mapping.Validate(); err != nil {
		return nil, err
	}
	problems := &RegisterError{File: file}
	rows, err := openRows(r, file, &mapping, problems)
	if err != nil {
		return nil, err
	}
	plan, err := planRegister(file, rows.header(), &mapping, rater)
	if err != nil {
		return nil, err
	}
	reading := registerReading{plan: plan, problems: problems, ids: map[string]int{}}
	register := &Register{File: file, plan: plan}
	for {
		cells, err := rows.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		row := reading.row(cells)
		if problems.Count == 0 { // else there is no register, and rows need not be kept
			register.Rows = append(register.Rows, row)
		} else {
			register.Rows = nil
		}
	}
	if problems.Count > 0 {
		return nil, problems
	}
	return register, nil
}

// LoadMapping reads a mapping from the bytes of a file. The format is that of the file's ending;
// JSON is always known. Faults come back together, as [records.FileErrors].
func LoadMapping(file string, data []byte, formats ...records.Format) (Mapping, error) {
	var m Mapping
	err := records.ReadFile(file, data, &m, withJSON(formats)...)
	return m, err
}

// LoadCriteria reads criteria from the bytes of a file. The format is that of the file's ending;
// JSON is always known. Faults come back together, as [records.FileErrors], those inside of rules
// at their own line and column.
func LoadCriteria(file string, data []byte, formats ...records.Format) (Criteria, error) {
	var c Criteria
	err := records.ReadFile(file, data, &c, withJSON(formats)...)
	return c, err
}

func withJSON(formats []records.Format) []records.Format {
	if len(formats) == 0 {
		return nil // which is JSON
	}
	return append(formats[:len(formats):len(formats)], records.JSON)
}

// looksLikeJSON reports whether a text begins as a JSON list or map does.
func looksLikeJSON(start []byte) bool {
	start = bytes.TrimLeft(bytes.TrimPrefix(start, []byte("\ufeff")), " \t\r\n")
	return len(start) > 0 && (start[0] == '[' || start[0] == '{')
}
