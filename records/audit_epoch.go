package records

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/iso28000/iso28000/records/internal/tiles"
	"golang.org/x/mod/sumdb/tlog"
)

// An EpochOpening is what the record says that opened an epoch: after which entries one went
// on, and which checkpoints were known that what is there does not reach. It stands in the
// index columns of the header, where no key is needed to read it and no erasure takes it away.
//
// A loss that is stated is no finding of an audit. It is still a loss: somebody has to answer
// for it, which is what the record has an actor and a reason for.
type EpochOpening struct {
	ID      string // of the record; its kind is [EpochKind]
	Epoch   int64
	Records int64  // entries of the record log that were there: the Seq of the record
	Access  int64  // entries of the access log that were there
	Lost    []Head // as they were known, in the order of log, epoch and size
}

// String says what was lost, as far as it was known.
func (o EpochOpening) String() string {
	var lost []string
	for _, h := range o.Lost {
		lost = append(lost, fmt.Sprintf("at least %d of the log %s, which had %d in epoch %d", max(0, h.Size-o.begin(h.Log)), h.Log, h.Size, h.Epoch))
	}
	if len(lost) == 0 {
		lost = []string{"nothing that was known"}
	}
	return fmt.Sprintf("epoch %d began after %d records and %d entries of the access log; lost: %s", o.Epoch, o.Records, o.Access, strings.Join(lost, ", "))
}

// begin returns how many entries of a log were there when the epoch was opened.
func (o EpochOpening) begin(log LogID) int64 {
	if log == AccessLog {
		return o.Access
	}
	return o.Records
}

// Bounds of what is read of epochs: a store that lies may hold any number.
const (
	maxEpochs = 1000
	maxLost   = MaxColumns - 8
)

// columns returns the opening as index columns.
func (o EpochOpening) columns() ([]Column, error) {
	if len(o.Lost) > maxLost {
		return nil, fmt.Errorf("%w: %d checkpoints are lost, and a record states at most %d: give fewer witnesses, those that have seen most", ErrInvalid, len(o.Lost), maxLost)
	}
	list := []Column{
		{Name: "epoch", Number: true, Int: o.Epoch},
		{Name: "restored", Text: fmt.Sprintf("%s/%d", RecordLog, o.Records)},
		{Name: "restored", Text: fmt.Sprintf("%s/%d", AccessLog, o.Access)},
	}
	for _, h := range o.Lost {
		list = append(list, Column{Name: "lost", Text: fmt.Sprintf("%s/%d/%d/%s", h.Log, h.Epoch, h.Size, h.Root)})
	}
	return list, nil
}

// openingOf reads what columns has written. It has one form only.
func openingOf(h Header) (EpochOpening, error) {
	o := EpochOpening{ID: h.ID}
	for _, c := range h.Index {
		parts := strings.SplitN(c.Text, "/", 4)
		number := func(i int) int64 {
			if i >= len(parts) {
				return 0
			}
			n, _ := strconv.ParseInt(parts[i], 10, 64)
			return n
		}
		switch {
		case c.Name == "epoch":
			o.Epoch = c.Int
		case c.Name == "restored" && parts[0] == RecordLog.String():
			o.Records = number(1)
		case c.Name == "restored":
			o.Access = number(1)
		case c.Name == "lost" && len(parts) == 4:
			lost := Head{Log: RecordLog, Epoch: number(1), Size: number(2)}
			if parts[0] != RecordLog.String() {
				lost.Log = AccessLog
			}
			_ = lost.Root.UnmarshalText([]byte(parts[3]))
			o.Lost = append(o.Lost, lost)
		}
	}
	list, err := o.columns() // what could not be read would be written otherwise
	if err != nil {
		return o, err
	}
	slices.SortFunc(list, CompareColumns)
	if !slices.Equal(list, h.Index) || o.Epoch < 2 || o.Records < 0 || o.Access < 0 {
		return o, errors.New("it is not in its one form")
	}
	if o.Records != h.Seq {
		return o, fmt.Errorf("it says that %d entries were there, and is entry %d", o.Records, h.Seq)
	}
	slices.SortFunc(o.Lost, compareHeads)
	return o, nil
}

// compareHeads orders heads by log, epoch and size.
func compareHeads(a, b Head) int {
	return cmp.Or(cmp.Compare(a.Log, b.Log), cmp.Compare(a.Epoch, b.Epoch), cmp.Compare(a.Size, b.Size))
}

// follows reports whether one opening may come after those before it.
func (o EpochOpening) follows(before []EpochOpening) error {
	if len(before) == 0 {
		return nil
	}
	last := before[len(before)-1]
	switch {
	case o.Epoch <= last.Epoch:
		return fmt.Errorf("it opens epoch %d after epoch %d", o.Epoch, last.Epoch)
	case o.Access < last.Access:
		return fmt.Errorf("it opens epoch %d after %d entries of the access log, and epoch %d began after %d", o.Epoch, o.Access, last.Epoch, last.Access)
	case len(before) == maxEpochs:
		return fmt.Errorf("it opens more than %d epochs", maxEpochs)
	}
	return nil
}

// epochAt returns the epoch that a log was in at a size.
func epochAt(list []EpochOpening, log LogID, size int64) int64 {
	epoch := int64(1)
	for _, o := range list {
		if o.begin(log) < size {
			epoch = o.Epoch
		}
	}
	return epoch
}

// lostWith returns the opening with which what a checkpoint says was lost: the first one after
// its epoch, where less was there than it says. Where there is none, the log has to continue it.
func lostWith(list []EpochOpening, known Head) (EpochOpening, bool) {
	for _, o := range list {
		if o.Epoch > known.Epoch {
			return o, o.begin(known.Log) < known.Size
		}
	}
	return EpochOpening{}, false
}

// An unstated loss is one that an opening does not account for.
type unstatedLoss struct {
	fraud   Fraud
	message string
}

func (e *unstatedLoss) Error() string { return e.message }

// accounts reports whether an opening states what was lost with it of what a checkpoint says:
// that one, or one by which the log had as much. What it states of another root was never seen
// by whoever has the checkpoint.
func (o EpochOpening) accounts(known Head) error {
	most, other := int64(0), false
	for _, h := range o.Lost {
		if h.Log != known.Log || h.Epoch < known.Epoch {
			continue
		}
		most = max(most, h.Size)
		other = other || h.Epoch == known.Epoch && h.Size == known.Size && h.Root != known.Root
	}
	switch {
	case other:
		return &unstatedLoss{Altered, fmt.Sprintf("of epoch %d it had another root at size %d than the record %s says, which opened epoch %d and states it as lost: it was rewritten before. Look for a copy with the root of the checkpoint, and ask who opened the epoch",
			known.Epoch, known.Size, o.ID, o.Epoch)}
	case most < known.Size:
		stated := "states nothing of it as lost"
		if most > 0 {
			stated = fmt.Sprintf("states no more than %d", most)
		}
		return &unstatedLoss{RolledBack, fmt.Sprintf("it had %d entries in epoch %d, epoch %d went on after %d of them, and the record %s, which opened it, %s. Restore a copy that has them, or ask who opened the epoch to account for them",
			known.Size, known.Epoch, o.Epoch, o.begin(known.Log), o.ID, stated)}
	}
	return nil
}

// openings reads the records that opened epochs up to a head of the record log, and verifies
// that each stands in its tree. One that the store does not show is missing from the epochs
// that it says there were: see epochAt. With an error come those before the one that is wrong.
func openings(ctx context.Context, s Snapshot, head Head, tree *tiles.Tree) ([]EpochOpening, error) {
	reader := hashReader(ctx, s, tree, RecordLog)
	var headers []Header
	for e, err := range s.Find(ctx, Query{Log: RecordLog, Kind: EpochKind, Records: true}) {
		if err != nil {
			return nil, err
		}
		h, err := headerOf(e)
		if err != nil {
			return nil, err
		}
		if h.Log != RecordLog || h.Kind != EpochKind || h.Entity != "" || len(headers) == maxEpochs {
			return nil, damaged("entry %d of the log %s is found as a record that opens an epoch, and is none", h.Seq, RecordLog)
		}
		if h.Seq >= head.Size {
			continue
		}
		proof, err := tlog.ProveRecord(head.Size, h.Seq, reader)
		if err != nil {
			return nil, err
		}
		if err := tlog.CheckRecord(proof, head.Size, tlog.Hash(head.Root), h.Seq, tlog.Hash(Leaf(e.Header))); err != nil {
			return nil, damaged("entry %d of the log %s, which opens an epoch, does not stand in the tree: %v", h.Seq, RecordLog, err)
		}
		headers = append(headers, h)
	}
	slices.SortFunc(headers, func(a, b Header) int { return cmp.Compare(a.Seq, b.Seq) })
	var list []EpochOpening
	for _, h := range headers {
		o, err := openingOf(h)
		if err == nil {
			err = o.follows(list)
		}
		if err != nil {
			return list, damaged("entry %d of the log %s, which opens an epoch: %v", h.Seq, RecordLog, err)
		}
		list = append(list, o)
	}
	return list, nil
}

// continues verifies that a log continues what it was known to be: that the tree of now begins
// with the one of then. The tree is read from what is stored, and nothing of it is believed.
func continues(ctx context.Context, s Snapshot, known, now Head, tree *tiles.Tree) error {
	if known.Size == 0 {
		return nil
	}
	proof, err := tlog.ProveTree(now.Size, known.Size, hashReader(ctx, s, tree, now.Log))
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(proof, now.Size, tlog.Hash(now.Root), known.Size, tlog.Hash(known.Root)); err != nil {
		return fmt.Errorf("%w: the log %s has another root at size %d: it was rewritten", ErrFork, known.Log, known.Size)
	}
	return nil
}

// opened takes note of a record that opens an epoch, as the scan comes to it.
func (r *auditRun) opened(h Header) {
	o, err := openingOf(h)
	if err == nil {
		err = o.follows(r.report.Epochs)
	}
	if err != nil {
		r.find(Altered, h.Log, h.Seq, h.ID, "what it says of the epoch that it opens cannot be: %v", err)
		return
	}
	r.report.Epochs = append(r.report.Epochs, o)
}

// account notes what is wrong with how an opening accounts for a checkpoint from outside.
func (c *logScan) account(o EpochOpening, known Head) {
	var loss *unstatedLoss
	if errors.As(o.accounts(known), &loss) {
		c.find(loss.fraud, c.head.Log, -1, "", "%s", loss.message)
	}
}

// earlier looks at what lies before the checkpoint from which a scan begins: which epochs were
// opened, and whether the checkpoint continues those from outside that are older.
func (c *logScan) earlier(ctx context.Context, from Head) error {
	if from.Log == RecordLog {
		list, err := openings(ctx, c.snapshot, from, c.own)
		if errors.Is(err, ErrDamaged) {
			c.find(Altered, c.head.Log, -1, "", "%v", err)
		} else if err != nil {
			return err
		}
		c.report.Epochs = list
	}
	for _, known := range c.known {
		if known.Log != from.Log || known.Epoch > from.Epoch || known.Size > from.Size {
			continue
		}
		if o, lost := lostWith(c.report.Epochs, known); lost {
			c.account(o, known)
			continue
		}
		switch err := continues(ctx, c.snapshot, known, from, c.own); {
		case errors.Is(err, ErrFork), errors.Is(err, ErrDamaged):
			c.find(Altered, c.head.Log, -1, "", "the checkpoint of size %d from which it was to be verified does not continue the one of size %d from outside: %v", from.Size, known.Size, err)
		case err != nil:
			return err
		}
	}
	return nil
}

// epochs compares the epoch of the head with what was said when it was opened, and notes the
// checkpoints from outside that lie beyond the end, and were lost with an epoch.
func (c *logScan) epochs() {
	if opened := epochAt(c.report.Epochs, c.head.Log, c.head.Size); opened != c.head.Epoch {
		c.find(Missing, c.head.Log, -1, "", "it is in epoch %d, and the newest epoch that a record opens is %d: what was lost is stated nowhere. Restore a copy with an epoch that states it",
			c.head.Epoch, opened)
	}
	for _, known := range c.known {
		if known.Log != c.head.Log || known.Epoch >= c.head.Epoch || known.Size <= c.head.Size {
			continue // it was compared, or reported at the beginning
		}
		if o, lost := lostWith(c.report.Epochs, known); lost {
			c.account(o, known)
			continue
		}
		c.find(RolledBack, c.head.Log, -1, "", "it had %d entries in epoch %d, and has %d: no record that opens a later epoch states the loss. Restore a copy that has them",
			known.Size, known.Epoch, c.head.Size)
	}
}
