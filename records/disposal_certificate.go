package records

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A Certificate says that content was disposed of: what, by which rule, on whose decision, and
// with the proof that the log says so. Package proof verifies each of its tombstones.
type Certificate struct {
	Archive    string           `json:"archive"`
	Disposal   Disposal         `json:"disposal"`
	Class      RetentionClass   `json:"class"`
	Records    []DisposedRecord `json:"records"`
	Tombstones []*Inclusion     `json:"-"` // none where nobody signs checkpoints
}

// A DisposedRecord is a record whose content is gone.
type DisposedRecord struct {
	ID         string    `json:"id"`
	Kind       string    `json:"kind"`
	Entity     string    `json:"entity,omitzero"`
	Version    int64     `json:"version,omitzero"`
	Seq        int64     `json:"seq"`
	RecordedAt time.Time `json:"recorded_at"`
	Leaf       Hash      `json:"leaf"`      // of its entry, which stays in the tree
	Tombstone  string    `json:"tombstone"` // id of the record that says that it is gone
}

// Certificate returns the certificate of a disposal that was carried out. It fails where the
// store still has any of the content, or has no tombstone for it.
func (a *Archive) Certificate(ctx context.Context, by Principal, id ID[Disposal]) (*Certificate, error) {
	d, _, err := a.Disposal(ctx, by, id)
	if err != nil {
		return nil, err
	}
	if d.State != DisposalExecuted {
		return nil, fmt.Errorf("%w: %s is %s, and has no certificate before it is %s", ErrState, d.Ref(), d.State, DisposalExecuted)
	}
	c := &Certificate{Archive: a.options.Name, Disposal: d}
	var stones []string
	err = a.read(ctx, func(s Snapshot, heads [2]Head) error {
		if c.Class, err = a.classOf(ctx, s, d.Class, heads[0].Size); err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		for _, id := range d.Records {
			e, err := s.Entry(ctx, id)
			if err != nil {
				return err
			}
			h, err := headerOf(e)
			if err != nil {
				return err
			}
			if !e.Erased || e.Content != nil {
				return tampered(e, "its content was disposed of, and is there")
			}
			stone, err := headerAt(ctx, s, RecordLog, e.Tombstone)
			if err != nil {
				return err
			}
			if stone.Kind != TombstoneKind || !slices.Contains(stone.Index, Erases(h.Log, h.Seq)) {
				return tampered(e, "entry %d, which would say that its content was erased, does not", e.Tombstone)
			}
			if len(stones) == 0 || stones[len(stones)-1] != stone.ID {
				stones = append(stones, stone.ID)
			}
			c.Records = append(c.Records, DisposedRecord{h.ID, h.Kind, h.Entity, h.Version, h.Seq, instantOf(h.At), Leaf(e.Header), stone.ID})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if a.options.Signer == nil {
		return c, nil
	}
	for _, id := range stones {
		p, err := a.ProveInclusion(ctx, by, id, false)
		if err != nil {
			return nil, err
		}
		c.Tombstones = append(c.Tombstones, p)
	}
	return c, nil
}

// Text is the certificate for people.
func (c *Certificate) Text() string {
	var b strings.Builder
	day := func(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }
	d := &c.Disposal
	fmt.Fprintf(&b, "Certificate of disposal %s\nArchive: %s\n\n", d.ID, c.Archive)
	fmt.Fprintf(&b, "The content of %d of the class %s (%s) was erased, with its salt and its key.\n", len(c.Records), d.Class, c.Class.Title)
	if c.Class.LegalBasis != "" {
		fmt.Fprintf(&b, "Basis: %s\n", c.Class.LegalBasis)
	}
	fmt.Fprintf(&b, "Proposed by %s, %s\nApproved by %s as %s, %s\nCarried out by %s, %s: %s\n\n",
		d.ProposedBy, day(d.ProposedAt), d.DecidedBy, c.Class.Authority, day(d.DecidedAt), d.ExecutedBy, day(d.ExecutedAt), d.Reason)
	for _, r := range c.Records {
		name := r.Kind
		if r.Entity != "" {
			name = fmt.Sprintf("%s %s version %d", r.Kind, r.Entity, r.Version)
		}
		fmt.Fprintf(&b, "- entry %d, %s, recorded %s, leaf %s\n", r.Seq, name, day(r.RecordedAt), r.Leaf)
	}
	if len(c.Tombstones) == 0 {
		b.WriteString("\nNobody signs the checkpoints of this archive, so that nothing proves this certificate.\n")
	} else {
		fmt.Fprintf(&b, "\nThe log says so under this checkpoint, with %d proofs:\n%s", len(c.Tombstones), c.Tombstones[len(c.Tombstones)-1].Checkpoint.Note)
	}
	return b.String()
}
