package records

import (
	"context"
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/records/internal/tiles"
	"golang.org/x/mod/sumdb/note"
)

// An Auditor verifies that a store holds what was written, with no signing key and no trust in
// the store: every header is hashed again, every content compared with the commitment to it,
// every column, row, tile and checkpoint derived again. The zero value verifies that a store
// agrees with itself. That nobody has rewritten all of it shows only against a checkpoint
// from elsewhere: see Trusted.
//
// It reads the store from beginning to end once, in memory that does not grow with it.
type Auditor struct {
	// Name is that of the archive. Defaults to "records".
	Name string
	// Verifiers are the public keys of those who signed. Without any, signatures are not
	// verified, and Trusted checkpoints are taken as they are.
	Verifiers []note.Verifier
	// Trusted are checkpoints that were kept outside of the store: by witnesses (see [Witnessed]),
	// in receipts, in earlier reports. The log has to continue each, also those of earlier epochs:
	// what it lacks of one, the record has to state that opened the next.
	Trusted []Checkpoint
	// Sealer opens sealed content. Without one, of sealed content only what is stored is
	// compared, which finds any change of it all the same.
	Sealer Sealer
	// EverySignature has the signature of each stored checkpoint verified. Else it is that of the
	// newest, and of the others the root.
	EverySignature bool
	// Most bounds the findings that are kept. Defaults to 1000.
	Most int
	// Pipelined reads the store on one core while what was read is verified on another.
	Pipelined bool
	// Indexes has the store verify too what it finds entries by, if it is an [IndexChecker]: an
	// index that was damaged hides from queries what is there. It takes about as long again.
	Indexes bool
}

// A Fraud is what kind of thing is wrong.
type Fraud string

// The kinds.
const (
	Altered    Fraud = "altered"      // it is not what was written
	Missing    Fraud = "missing"      // it was written, and is not there
	OutOfOrder Fraud = "out of order" // it is there, in another place
	Unfounded  Fraud = "unfounded"    // it is there, and was never written
	RolledBack Fraud = "rolled back"  // the log is shorter than it was known to be
	Unsigned   Fraud = "unsigned"     // a checkpoint is not signed as it has to be
)

// An AuditFinding is one thing that is wrong.
type AuditFinding struct {
	Fraud   Fraud
	Log     LogID
	Seq     int64  // of the record; -1 where it is not about one
	ID      string // of the record, where its header says so
	Message string
}

// String says what is wrong, and where.
func (f AuditFinding) String() string {
	place := "the log " + f.Log.String()
	if f.Seq >= 0 {
		place = fmt.Sprintf("entry %d of the log %s", f.Seq, f.Log)
	}
	return fmt.Sprintf("%s: %s: %s", place, f.Fraud, f.Message)
}

// An AuditReport is what an audit found.
type AuditReport struct {
	Heads    []Head         // up to where it looked
	Entries  int64          // that were verified, of both logs
	Contents int64          // that were compared with their commitments
	Unopened int64          // of those: sealed ones, of which only what is stored was compared
	Erased   int64          // that were disposed of, each with its tombstone
	Epochs   []EpochOpening // the losses that were stated: no findings, and somebody has to answer for each
	Findings []AuditFinding
	More     int // findings beyond those that are kept
}

// Clean reports whether nothing is wrong.
func (r *AuditReport) Clean() bool { return len(r.Findings) == 0 && r.More == 0 }

// Full verifies everything. An error means that the audit was not brought to its end; what is
// wrong with the store stands in the report.
func (a Auditor) Full(ctx context.Context, store Store) (*AuditReport, error) {
	return a.audit(ctx, store, [2]Head{})
}

// Since verifies what came after a checkpoint of one or both logs, and that it continues what
// the checkpoint says: in time that grows with what is new. It reads of a log from which no
// checkpoint is given everything, and once after an epoch was opened. Older content and rows
// are for Full, now and then.
func (a Auditor) Since(ctx context.Context, store Store, last ...Checkpoint) (*AuditReport, error) {
	var from [2]Head
	for _, c := range last {
		head, err := a.trusted(c)
		if err != nil {
			return nil, err
		}
		from[head.Log-1] = head
	}
	return a.audit(ctx, store, from)
}

// trusted reads a checkpoint from outside of the store.
func (a Auditor) trusted(c Checkpoint) (Head, error) {
	if len(a.Verifiers) > 0 {
		return OpenCheckpoint(a.name(), c.Note, a.Verifiers...)
	}
	head, err := parseCheckpoint(a.name(), textOf(c.Note))
	if err != nil {
		err = fmt.Errorf("%w: %w", ErrUntrusted, err)
	}
	return head, err
}

func (a Auditor) name() string {
	if a.Name == "" {
		return "records"
	}
	return a.Name
}

// audit verifies both logs from the given heads on.
func (a Auditor) audit(ctx context.Context, store Store, from [2]Head) (*AuditReport, error) {
	if a.Most == 0 {
		a.Most = 1000
	}
	r := &auditRun{Auditor: a, report: &AuditReport{}}
	for _, c := range a.Trusted {
		head, err := a.trusted(c)
		if err != nil {
			return nil, err
		}
		r.known = append(r.known, head)
	}
	err := store.Read(ctx, func(s Snapshot) error {
		heads, err := headsOf(ctx, s)
		if errors.Is(err, ErrDamaged) {
			r.find(Altered, RecordLog, -1, "", "%v", err)
			return nil
		}
		if err != nil {
			return err
		}
		r.report.Heads = heads[:]
		r.heads = heads
		for l, head := range heads {
			if err := r.log(ctx, s, head, from[l]); err != nil {
				return err
			}
		}
		if a.Indexes {
			return r.indexes(ctx, s)
		}
		return nil
	})
	return r.report, err
}

// An auditRun is one audit.
type auditRun struct {
	Auditor
	report *AuditReport
	heads  [2]Head
	known  []Head // from outside
}

// find notes that something is wrong.
func (r *auditRun) find(fraud Fraud, log LogID, seq int64, id, format string, args ...any) {
	if len(r.report.Findings) >= r.Most {
		r.report.More++
		return
	}
	r.report.Findings = append(r.report.Findings, AuditFinding{fraud, log, seq, id, fmt.Sprintf(format, args...)})
}

// log verifies one log.
func (r *auditRun) log(ctx context.Context, s Snapshot, head, from Head) error {
	if from.Size > 0 && from.Epoch < head.Epoch { // what was lost since is nothing to go on from
		r.known, from = append(r.known, from), Head{}
	}
	for _, known := range append([]Head{from}, r.known...) {
		if known.Log == head.Log && (known.Epoch > head.Epoch || known.Epoch == head.Epoch && known.Size > head.Size) {
			r.find(RolledBack, head.Log, -1, "", "it had %d entries in epoch %d, and has %d in epoch %d: the newest were taken away, or an older copy was put in its place",
				known.Size, known.Epoch, head.Size, head.Epoch)
			if known == from {
				from = Head{}
			}
		}
	}
	scan := &logScan{auditRun: r, snapshot: s, head: head, own: &tiles.Tree{}, exact: map[Ref]int64{}}
	if from.Size > 0 {
		tree, last, err := loadTree(ctx, s, from)
		if errors.Is(err, ErrDamaged) {
			r.find(Altered, head.Log, -1, "", "it does not continue the checkpoint of size %d: %v", from.Size, err)
		} else if err != nil {
			return err
		} else {
			scan.own, scan.next, scan.at, scan.begin, scan.good, scan.vouched = tree, from.Size, last, from.Size, from.Size, from.Size
			if err := scan.earlier(ctx, from); err != nil {
				return err
			}
		}
	}
	if scan.begin == 0 {
		scan.exact = nil
	}
	if err := scan.run(ctx); err != nil {
		return err
	}
	return scan.end(ctx)
}
