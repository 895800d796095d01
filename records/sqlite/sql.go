package sqlite

import (
	"strings"

	"github.com/iso28000/iso28000/records"
)

// tableOf names the table of a log; the table of its index columns is named after it.
func tableOf(log records.LogID) string {
	if log == records.AccessLog {
		return "access"
	}
	return "record"
}

func isLog(log records.LogID) bool { return log == records.RecordLog || log == records.AccessLog }

// chunks are how many rows one statement takes. A statement of many rows costs less for each,
// and one of each size is prepared once.
var chunks = [...]int{100, 10, 1}

// inChunks calls fn with parts of a list whose lengths are in chunks.
func inChunks[T any](list []T, fn func(part []T) error) error {
	for _, size := range chunks {
		for len(list) >= size {
			if err := fn(list[:size]); err != nil {
				return err
			}
			list = list[size:]
		}
	}
	return nil
}

// rowsOf writes (?,?),(?,?) with so many values in each of so many rows.
func rowsOf(rows, values int) string {
	row := "(" + strings.Repeat("?,", values-1) + "?)"
	return strings.Repeat(row+",", rows-1) + row
}
