package sqlite

import (
	"context"
	"database/sql/driver"
	"fmt"
	"strings"

	"github.com/iso28000/iso28000/records"
)

// CheckIndexes implements records.IndexChecker: SQLite compares each index with its table, and
// looks at how the pages of the file hang together. It reads the whole file.
func (s *snapshot) CheckIndexes(ctx context.Context) error {
	if err := s.usable(ctx); err != nil {
		return err
	}
	const most = 10
	var wrong []string
	err := s.c.query(ctx, fmt.Sprintf("PRAGMA integrity_check(%d)", most), nil, func(values []driver.Value) (bool, error) {
		r := row{values: values}
		if said := r.text(); said != "ok" {
			wrong = append(wrong, said)
		}
		return true, nil
	})
	if err != nil || len(wrong) == 0 {
		return err
	}
	return fmt.Errorf("%w: SQLite finds that indexes and tables do not agree: %s. Back the file up as it is, then let SQLite make the indexes again (REINDEX), and audit once more",
		records.ErrDamaged, strings.Join(wrong, "; "))
}
