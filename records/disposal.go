package records

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// A Disposal is that the content of records is got rid of whose retention is over: clause
// 4.5.4. One person proposes it and another, in the role that the class names, approves it;
// then it is carried out. Each step is a revision of it in the log, with who took it and why.
//
// What goes is the content, with its salt and its key. The entries stay, with their columns,
// so that every proof stays what it was.
type Disposal struct {
	ID      ID[Disposal]  `json:"id"`
	Class   string        `json:"class"`   // of retention
	Records []string      `json:"records"` // by record id, at most [MaxDisposal]
	State   DisposalState `json:"state"`
	Reason  string        `json:"reason"` // for the step that led to the state

	ProposedBy string    `json:"proposed_by"`
	ProposedAt time.Time `json:"proposed_at"`
	DecidedBy  string    `json:"decided_by,omitzero"` // who approved or refused it
	DecidedAt  time.Time `json:"decided_at,omitzero"`
	ExecutedBy string    `json:"executed_by,omitzero"`
	ExecutedAt time.Time `json:"executed_at,omitzero"`
}

// A DisposalState is how far a disposal has come.
type DisposalState string

// The states.
const (
	DisposalProposed DisposalState = "proposed"
	DisposalApproved DisposalState = "approved"
	DisposalRefused  DisposalState = "refused"
	DisposalExecuted DisposalState = "executed"
)

// Values lists the states there are.
func (DisposalState) Values() []string {
	return []string{string(DisposalProposed), string(DisposalApproved), string(DisposalRefused), string(DisposalExecuted)}
}

// DisposalKind is the kind of the entities that are disposals.
const DisposalKind = ownKinds + "disposal"

// MaxDisposal is how many records one disposal takes.
const MaxDisposal = 10_000

// Ref names the disposal.
func (d Disposal) Ref() Ref { return Ref{Kind: DisposalKind, ID: string(d.ID)} }

// Validate reports every fault of the disposal at once.
func (d Disposal) Validate() error {
	var f Faults
	f.Require("id", string(d.ID))
	f.Require("class", d.Class)
	f.Require("reason", d.Reason)
	f.Enum("state", d.State)
	if n := len(d.Records); n == 0 || n > MaxDisposal {
		f.Add("records", "are %d: a disposal is of 1 to %d", n, MaxDisposal)
	}
	seen := make(map[string]bool, len(d.Records))
	for i, id := range d.Records {
		if id == "" || seen[id] {
			f.Add(fmt.Sprintf("records[%d]", i), "%s is named before, or is no id", quote(id))
		}
		seen[id] = true
	}
	return f.Err()
}

// ErrAuthority is returned to who decides on a disposal without the role that the class of
// retention names. A disposal is refused too as [ErrHeld], [ErrRetained], [ErrOwnWork] (to who
// has proposed it) and [ErrState] (where it has not come so far, or has come further).
var ErrAuthority = errors.New("records: the class of retention gives the decision to another role")

// ProposeDisposal proposes that records of a class are disposed of: all of them over their
// retention, not held, and such that by may read and propose it. Of what they may not know of
// the error is [ErrNotFound]. Nothing is gone by it.
func (a *Archive) ProposeDisposal(ctx context.Context, by Principal, id ID[Disposal], class, reason string, records ...string) (Receipt, error) {
	now := a.options.Now().UTC()
	d := Disposal{ID: id, Class: class, Records: slices.Clone(records), State: DisposalProposed, Reason: reason, ProposedBy: by.ID, ProposedAt: now}
	if err := d.Validate(); err != nil {
		return Receipt{}, fmt.Errorf("%w: %s: %w", ErrInvalid, d.Ref(), err)
	}
	if err := a.visible(ctx, by, &d); err != nil {
		return Receipt{}, err
	}
	return a.step(ctx, by, ProposeDisposal, d, 0, now, nil)
}

// visible reports, as [ErrNotFound], records of a disposal that by may not read.
func (a *Archive) visible(ctx context.Context, by Principal, d *Disposal) error {
	for _, id := range d.Records {
		var h Header
		err := a.read(ctx, func(s Snapshot, _ [2]Head) error {
			e, err := s.Entry(ctx, id)
			if err != nil {
				return err
			}
			if h, err = headerOf(e); err != nil {
				return err
			}
			return a.permit(ctx, by, ListRecord, h)
		})
		if err := a.hidden(ctx, by, id, err); err != nil {
			return fmt.Errorf("%w: %s", err, quote(id))
		}
	}
	return nil
}

// ApproveDisposal approves a disposal. Who approves is not who proposed it ([ErrOwnWork]), and
// has the role that its class names ([ErrAuthority]). Nothing is gone by it.
func (a *Archive) ApproveDisposal(ctx context.Context, by Principal, id ID[Disposal], reason string) (Receipt, error) {
	return a.decide(ctx, by, id, DisposalApproved, reason)
}

// RefuseDisposal refuses a disposal that was proposed, as somebody who could approve it.
func (a *Archive) RefuseDisposal(ctx context.Context, by Principal, id ID[Disposal], reason string) (Receipt, error) {
	return a.decide(ctx, by, id, DisposalRefused, reason)
}

func (a *Archive) decide(ctx context.Context, by Principal, id ID[Disposal], state DisposalState, reason string) (Receipt, error) {
	d, version, err := a.Disposal(ctx, by, id)
	if err != nil {
		return Receipt{}, err
	}
	if d.State != DisposalProposed {
		return Receipt{}, fmt.Errorf("%w: %s is %s, and what is %s is decided", ErrState, d.Ref(), d.State, DisposalProposed)
	}
	now := a.options.Now().UTC()
	d.State, d.Reason, d.DecidedBy, d.DecidedAt = state, reason, by.ID, now
	return a.step(ctx, by, ApproveDisposal, d, version, now, func(class *RetentionClass) error {
		switch {
		case d.ProposedBy == by.ID:
			return fmt.Errorf("%w: %s has proposed %s", ErrOwnWork, quote(by.ID), d.Ref())
		case !slices.Contains(by.Roles, class.Authority):
			return fmt.Errorf("%w: of %s, %s", ErrAuthority, quote(string(class.ID)), quote(class.Authority))
		}
		return nil
	})
}

// Disposal returns a disposal, and its version.
func (a *Archive) Disposal(ctx context.Context, by Principal, id ID[Disposal]) (Disposal, int64, error) {
	disposals := In[Disposal](a)
	return disposals.Load(ctx, by, id)
}

// step writes the next revision of a disposal, if the state of the log that it is added to
// lets it, and who takes the step may take it with each of the records.
func (a *Archive) step(ctx context.Context, by Principal, action Action, d Disposal, base int64, at time.Time, also func(*RetentionClass) error) (Receipt, error) {
	r, _, err := a.stepRequest(ctx, by, action, &d, base, at, also)
	if err != nil {
		return Receipt{}, err
	}
	r.check = func(ctx context.Context, s Snapshot) error {
		_, _, err := a.disposed(ctx, s, &d, at)
		return err
	}
	return first(a.write(ctx, by, r, func(*prepared) Action { return action }))
}

// stepRequest makes the next revision of a disposal, which is marked as the records are.
func (a *Archive) stepRequest(ctx context.Context, by Principal, action Action, d *Disposal, base int64, at time.Time, also func(*RetentionClass) error) (*request, []Header, error) {
	var class *RetentionClass
	var list []Header
	err := a.read(ctx, func(s Snapshot, _ [2]Head) (err error) {
		class, list, err = a.disposed(ctx, s, d, at)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	refused := access{action: action, outcome: Refused, asked: askedFor(d.Ref())}
	if also != nil {
		if err := also(class); err != nil {
			if failed := a.note(ctx, by, refused); failed != nil {
				return nil, nil, failed
			}
			return nil, nil, err
		}
	}
	var marking Marking
	for _, h := range list {
		if err := a.allow(ctx, by, action, h); err != nil {
			refused.records = []spot{{h.Log, h.Seq}}
			if failed := a.note(ctx, by, refused); failed != nil {
				return nil, nil, failed
			}
			return nil, nil, err
		}
		marking.Level = max(marking.Level, h.Level)
		marking.Compartments = append(marking.Compartments, h.Compartments...)
	}
	slices.Sort(marking.Compartments)
	marking.Compartments = slices.Compact(marking.Compartments)
	revision, err := RecordOf(*d, base)
	if err != nil {
		return nil, nil, err
	}
	revision.Marking = marking
	revision.Index = []Column{{Name: "state", Text: string(d.State)}, {Name: "class", Text: d.Class}}
	drafts := []NewRecord{revision}
	if d.State == DisposalExecuted {
		drafts = append(drafts, tombstones(d, list, marking)...)
	}
	r, err := a.compose(ctx, RecordLog, by, drafts)
	if err != nil {
		return nil, nil, err
	}
	return r, list, a.authorize(ctx, by, r, func(*prepared) Action { return action })
}

// tombstoneRecords is how many records one tombstone names.
const tombstoneRecords = MaxColumns - 8

// tombstones makes the records which say that content is erased.
func tombstones(d *Disposal, list []Header, marking Marking) []NewRecord {
	var drafts []NewRecord
	for part := range slices.Chunk(list, tombstoneRecords) {
		t := NewRecord{Kind: TombstoneKind, Marking: marking, Index: []Column{
			{Name: "disposal", Text: fitting(string(d.ID), MaxText)}, {Name: "class", Text: d.Class},
		}}
		for _, h := range part {
			t.Index = append(t.Index, Erases(h.Log, h.Seq))
		}
		drafts = append(drafts, t)
	}
	return drafts
}

// ExecuteDisposal carries out a disposal that was approved: tombstones are written and content,
// salts and keys erased in one commit, if at that moment each record still may go. It returns
// the certificate. Where the answer is lost, [Archive.Certificate] has it once it is done.
//
// Backups that were made before hold the content still, sealed, until its key is destroyed:
// see [Archive.DestroyKey]. Where nothing is sealed they hold it as it is.
func (a *Archive) ExecuteDisposal(ctx context.Context, by Principal, id ID[Disposal], reason string) (*Certificate, error) {
	d, version, err := a.Disposal(ctx, by, id)
	if err != nil {
		return nil, err
	}
	if d.State != DisposalApproved {
		return nil, fmt.Errorf("%w: %s is %s, and what is %s is carried out", ErrState, d.Ref(), d.State, DisposalApproved)
	}
	now := a.options.Now().UTC()
	d.State, d.Reason, d.ExecutedBy, d.ExecutedAt = DisposalExecuted, reason, by.ID, now
	r, list, err := a.stepRequest(ctx, by, DisposeRecord, &d, version, now, nil)
	if err != nil {
		return nil, err
	}
	for i, h := range list {
		r.erase = append(r.erase, Erasure{Log: h.Log, Seq: h.Seq, Tombstone: int64(1 + i/tombstoneRecords)})
	}
	r.check = func(ctx context.Context, s Snapshot) error {
		_, _, err := a.disposed(ctx, s, &d, now)
		return err
	}
	if _, err := a.write(ctx, by, r, func(*prepared) Action { return DisposeRecord }); err != nil {
		return nil, err
	}
	return a.Certificate(ctx, by, id)
}
