package iso28000

import "github.com/iso28000/iso28000/records"

// Bounds of what is committed at once. An archive takes twice as much.
const (
	maxCommit      = 50_000
	maxCommitBytes = 64 << 20
)

// commit writes what differs.
func (s *saving) commit() (Saved, error) {
	var saved Saved
	var list []records.NewRecord
	for _, changed := range []bool{false, true} {
		for _, d := range s.order {
			if d.same || d.there != changed {
				continue
			}
			if !d.there {
				s.kept(d)
			}
			list = append(list, d.record)
		}
		if !changed {
			saved.New = len(list)
		}
	}
	saved.Changed, saved.Gone, saved.Returned = len(list)-saved.New, len(s.gone), s.back
	list = append(list, s.gone...)
	if len(list) > 0 {
		if err := s.loadable(); err != nil {
			return Saved{}, err
		}
	}
	written, seqs := make(map[string]bool, len(list)), make(map[int64]bool, len(list))
	for len(list) > 0 {
		n := commitSize(list)
		receipts, err := s.archive.SaveAll(s.ctx, s.by, list[:n])
		if err != nil {
			return Saved{}, err
		}
		for _, r := range receipts {
			written[r.ID], seqs[r.Seq] = true, true
		}
		saved.Receipts = append(saved.Receipts, receipts...)
		list = list[n:]
	}
	var err error
	saved.Position, err = s.position(written, seqs)
	return saved, err
}

// commitSize returns how many of the records are committed at once.
func commitSize(list []records.NewRecord) int {
	size := 0
	for i := range list {
		size += len(list[i].Content)
		if i > 0 && (i == maxCommit || size > maxCommitBytes) {
			return i
		}
	}
	return len(list)
}

// loadable reads what is to be saved as it will be read, and reports what would be refused.
func (s *saving) loadable() error {
	for _, d := range s.order {
		s.add(records.Ref{Kind: d.record.Kind, ID: d.record.Entity}, d.record.Content)
	}
	_, err := s.end()
	return err
}

// position returns up to where the archive has nothing of the system that others have written:
// something may have come in between, or with the same commit. What was just written, and
// follows on what was there, is not read back.
func (s *saving) position(written map[string]bool, seqs map[int64]bool) (records.Position, error) {
	if len(written) == 0 {
		return s.start, nil
	}
	next := s.start
	for seqs[next.Next] {
		next.Next++
	}
	return s.settled(s.ctx, s.archive, s.by, next, written)
}
