package records

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"slices"
	"strconv"

	"github.com/iso28000/iso28000/records/internal/tiles"
)

// chunkSize is how many entries are looked at before what belongs to them is: tiles and
// checkpoints. It is a whole number of tiles.
const chunkSize = 64 * tiles.Width

// A logScan verifies one log from its beginning, or from a checkpoint, to its head.
type logScan struct {
	*auditRun
	snapshot Snapshot
	head     Head
	begin    int64 // of what is verified
	next     int64 // Seq that is to come
	at       int64 // time of the entry before

	own    *tiles.Tree // over what the entries hash to
	stored *tiles.Tree // over the leaves in the stored tiles, once they differ from that; else nil

	// Of the revisions, the hash of each is added and that of its predecessor taken away, so
	// that what remains is the sum over the newest ones: over those that are found, and over
	// those that are listed. The key is the auditor's secret, so that nobody can prepare
	// revisions that add up.
	secret    []byte
	sums      revisionSums
	foundSums revisionSums
	exact     map[Ref]int64 // of a scan from a checkpoint: the newest version of each entity that is new
	found     map[Ref]int64 // and the versions that are found

	good      int64 // size up to which the roots are right
	vouched   int64 // and up to which they are those from outside: what is rewritten agrees with itself
	rewritten bool  // whether a root from outside was found to differ
	differs   bool  // and one of the store
	misdated  bool  // and one of the store that is of another epoch

	chunk  []seen // by Seq - its begin
	leaves []Hash
	erased []erasedEntry
	names  texts // that stand in headers again and again
}

// seen is what a chunk keeps of an entry.
type seen struct {
	id      string // of the record; empty where its header cannot be read
	missing bool
}

type erasedEntry struct {
	seq, tombstone int64
	id             string
}

// revisionSums is a sum of keyed hashes, in four lanes.
type revisionSums [4]uint64

// add adds the hash of a revision, or takes it away. Version 0, which there is not, is nothing.
func (r *revisionSums) add(secret []byte, ref Ref, version int64, sign uint64) {
	if version == 0 {
		return
	}
	b := make([]byte, 0, 128)
	b = append(b, secret...)
	b = binary.BigEndian.AppendUint64(b, uint64(version))
	b = appendText(b, ref.Kind)
	b = appendText(b, ref.ID)
	sum := sha256.Sum256(b)
	for i := range r {
		r[i] += sign * binary.BigEndian.Uint64(sum[8*i:])
	}
}

// auditSecret makes the secret of one audit.
func auditSecret() ([]byte, error) {
	secret := make([]byte, 16)
	_, err := rand.Read(secret)
	return secret, err
}

// run looks at chunk after chunk.
func (c *logScan) run(ctx context.Context) error {
	var err error
	if c.secret, err = auditSecret(); err != nil {
		return err
	}
	if c.exact != nil {
		c.found = map[Ref]int64{}
	}
	for from := c.next; from < c.head.Size; {
		to := min(c.head.Size, (from/chunkSize+1)*chunkSize)
		marks, err := c.checkpoints(ctx, from, to)
		if err != nil {
			return err
		}
		c.chunk, c.leaves = c.chunk[:0], c.leaves[:0]
		if err := c.rows(ctx, from, to); err != nil {
			return err
		}
		if err := c.tree(ctx, from, to, marks); err != nil {
			return err
		}
		if err := c.tombstones(ctx); err != nil {
			return err
		}
		from = to
	}
	return nil
}

// rows looks at the entries from <= Seq < to one by one, and at what queries find them by.
func (c *logScan) rows(ctx context.Context, from, to int64) error {
	list := c.snapshot.Rows(ctx, c.head.Log, from, to)
	if c.Pipelined {
		list = ahead(list)
	}
	for row, err := range list {
		if err != nil {
			return err
		}
		if e := row.Entry; e == nil || e.Log != c.head.Log || e.Seq < c.next || e.Seq >= to {
			seq := int64(-1)
			if e != nil {
				seq = e.Seq
			}
			c.find(OutOfOrder, c.head.Log, c.next, "", "entry %d stands in its place", seq)
			continue
		}
		c.gap(row.Seq)
		c.row(ctx, row)
		c.next++
	}
	c.gap(to)
	return nil
}

// gap notes entries that are missing before one.
func (c *logScan) gap(to int64) {
	for ; c.next < to; c.next++ {
		c.find(Missing, c.head.Log, c.next, "", "the log goes on without it")
		c.chunk, c.leaves = append(c.chunk, seen{missing: true}), append(c.leaves, Hash{})
	}
}

// row looks at one entry, and at what it is found by.
func (c *logScan) row(ctx context.Context, row Row) {
	e := row.Entry
	c.report.Entries++
	c.leaves = append(c.leaves, Leaf(e.Header))
	h, err := parseHeader(e.Header, &c.names, e)
	if err != nil {
		c.chunk = append(c.chunk, seen{})
		c.find(Altered, e.Log, e.Seq, e.ID, "%v", err)
		return
	}
	c.chunk = append(c.chunk, seen{id: h.ID})
	if h.Log != e.Log || h.Seq != e.Seq {
		c.find(OutOfOrder, e.Log, e.Seq, h.ID, "its header is that of entry %d of the log %s", h.Seq, h.Log)
	}
	if !h.Columns.Equal(e.Columns) {
		c.find(Altered, e.Log, e.Seq, h.ID, "its columns are not those of its header: %s", difference(e.Columns, h.Columns))
	}
	if h.At < c.at {
		c.find(OutOfOrder, e.Log, e.Seq, h.ID, "it is older than the entry before it")
	}
	c.at = max(c.at, h.At)
	if h.Kind == EpochKind && h.Log == RecordLog {
		c.opened(h)
	}
	if row.Found && !slices.Equal(h.Index, row.Index) {
		c.find(Altered, e.Log, e.Seq, h.ID, "its index columns are not those of its header")
	}
	switch {
	case h.Entity != "":
		c.revision(&h, row.Found)
	case !row.Found:
		c.find(Missing, e.Log, e.Seq, h.ID, "no query finds it")
	}
	c.content(ctx, e, &h)
}

// revision adds a revision to those of which the newest are found.
func (c *logScan) revision(h *Header, found bool) {
	ref := Ref{h.Kind, h.Entity}
	c.sums.add(c.secret, ref, h.Version, 1)
	c.sums.add(c.secret, ref, h.Version-1, ^uint64(0))
	if found {
		c.foundSums.add(c.secret, ref, h.Version, 1)
	}
	if c.exact == nil {
		return
	}
	if before := c.exact[ref]; before != 0 && h.Version != before+1 {
		c.find(OutOfOrder, h.Log, h.Seq, h.ID, "version %d of %s follows version %d", h.Version, ref, before)
	}
	c.exact[ref] = h.Version
	if found {
		c.found[ref] = h.Version
	}
}

// difference names the first columns that differ.
func difference(have, want Columns) string {
	for _, c := range []struct{ name, have, want string }{
		{"id", have.ID, want.ID}, {"kind", have.Kind, want.Kind}, {"entity", have.Entity, want.Entity},
		{"version", strconv.FormatInt(have.Version, 10), strconv.FormatInt(want.Version, 10)},
		{"deleted", strconv.FormatBool(have.Deleted), strconv.FormatBool(want.Deleted)},
		{"level", strconv.FormatInt(have.Level, 10), strconv.FormatInt(want.Level, 10)},
	} {
		if c.have != c.want {
			return c.name + " is " + quote(c.have) + ", and was " + quote(c.want)
		}
	}
	return "the compartments"
}

// content compares content with the commitment to it.
func (c *logScan) content(ctx context.Context, e *Entry, h *Header) {
	if e.Erased && e.Content == nil && h.Commitment.Type != "" {
		c.report.Erased++
		c.erased = append(c.erased, erasedEntry{e.Seq, e.Tombstone, h.ID})
		return
	}
	if e.Content != nil {
		c.report.Contents++
	}
	if k := e.Content; k != nil && h.Commitment.Sealed && c.Sealer == nil && k.KeyID != "" && !e.Erased {
		c.report.Unopened++
		if Hash(sha256.Sum256(k.Data)) != h.Commitment.Stored {
			c.find(Altered, e.Log, e.Seq, h.ID, "its sealed content was changed")
		}
		return
	}
	_, err := openContent(ctx, e, *h, c.Sealer)
	var wrong *TamperedError
	switch {
	case err == nil:
	case errors.Is(err, ErrKeyDestroyed):
		c.find(Missing, e.Log, e.Seq, h.ID, "its key was destroyed, and no tombstone says that it was disposed of: if this is a copy from before, dispose of it here too, with the certificate of then as the reason")
	case errors.As(err, &wrong) && e.Content == nil:
		c.find(Missing, e.Log, e.Seq, h.ID, "%s", wrong.What)
	case errors.As(err, &wrong):
		c.find(Altered, e.Log, e.Seq, h.ID, "%s", wrong.What)
	default:
		c.find(Altered, e.Log, e.Seq, h.ID, "its content cannot be opened: %v", err)
	}
}

// TombstoneKind is the kind of the records which say that content was erased. Their columns
// name it: see [Erases].
const TombstoneKind = "records/tombstone"

// Erases returns the column by which a tombstone names an entry whose content it erases. A
// tombstone may have several. It stands in the header, so that an erasure without is found.
func Erases(log LogID, seq int64) Column {
	return Column{Name: "erases", Text: log.String() + "/" + strconv.FormatInt(seq, 10)}
}

// tombstones verifies that what was erased in the chunk was erased by a record that says so.
func (c *logScan) tombstones(ctx context.Context) error {
	for _, x := range c.erased {
		h, err := Header{}, error(ErrNotFound)
		if x.tombstone >= 0 && x.tombstone < c.heads[0].Size {
			h, err = headerAt(ctx, c.snapshot, RecordLog, x.tombstone)
			if err != nil && !errors.Is(err, ErrDamaged) {
				return err
			}
		}
		if err != nil || h.Kind != TombstoneKind || !slices.Contains(h.Index, Erases(c.head.Log, x.seq)) {
			c.report.Erased--
			c.find(Missing, c.head.Log, x.seq, x.id, "its content was erased, and entry %d, which would say so, does not", x.tombstone)
		}
	}
	c.erased = c.erased[:0]
	return nil
}
