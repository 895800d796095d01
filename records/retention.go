package records

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// A RetentionClass says how long records are kept, what becomes of them then, and who decides
// that: clause 4.5.4. It is an entity of the archive like any other, so that it is known which
// rule held when; the newest revision holds for what is disposed of.
type RetentionClass struct {
	ID          ID[RetentionClass] `json:"id"` // what [NewRecord.Class] names
	Title       string             `json:"title"`
	Period      Period             `json:"period,omitzero"` // none: only where Permanently
	Permanently bool               `json:"permanently,omitzero"`
	Trigger     Trigger            `json:"trigger"` // what the period begins with
	Disposition Disposition        `json:"disposition"`
	Authority   string             `json:"authority,omitzero"` // role of those who approve that it is disposed of
	LegalBasis  string             `json:"legal_basis,omitzero"`
	Kinds       []string           `json:"kinds,omitempty"` // of records that belong to it where they do not say otherwise
}

// A Trigger is what a period of retention begins with.
type Trigger string

// The triggers.
const (
	WhenRecorded   Trigger = "recorded"   // the record itself
	WhenSuperseded Trigger = "superseded" // a later revision, or the deletion, of the entity
	WhenDeleted    Trigger = "deleted"    // the deletion of the entity
)

// Values lists the triggers there are.
func (Trigger) Values() []string {
	return []string{string(WhenRecorded), string(WhenSuperseded), string(WhenDeleted)}
}

// A Disposition is what becomes of records whose retention is over.
type Disposition string

// The dispositions.
const (
	EraseContent Disposition = "erase" // content, salt and key, for good
	KeepContent  Disposition = "keep"  // they stay, and may not be erased
)

// Values lists the dispositions there are.
func (Disposition) Values() []string { return []string{string(EraseContent), string(KeepContent)} }

// Ref names the class.
func (c RetentionClass) Ref() Ref { return Ref{Kind: "retention class", ID: string(c.ID)} }

// Validate reports every fault of the class at once.
func (c RetentionClass) Validate() error {
	var f Faults
	f.Require("id", string(c.ID))
	f.Require("title", c.Title)
	f.Enum("trigger", c.Trigger)
	f.Enum("disposition", c.Disposition)
	switch {
	case c.Permanently && !c.Period.IsZero():
		f.Add("period", "is %s, and the records are kept permanently: say one of the two", c.Period)
	case !c.Permanently && c.Period.IsZero():
		f.Add("period", "is missing: say how long the records are kept, or that they are permanently")
	case c.Permanently && c.Disposition == EraseContent:
		f.Add("disposition", "is %s, and the records are kept permanently: it is %s", c.Disposition, KeepContent)
	}
	if c.Disposition == EraseContent {
		f.Require("authority", c.Authority)
	}
	for i, kind := range c.Kinds {
		f.Require(fmt.Sprintf("kinds[%d]", i), kind)
	}
	return f.Err()
}

// A Schedule is a Retainer that goes by classes: the one that a record names, or else the
// first that has its kind among its own.
type Schedule []RetentionClass

// Retain implements [Retainer].
func (s Schedule) Retain(_ context.Context, h Header, at time.Time) (string, time.Time, error) {
	for i := range s {
		if h.Class == string(s[i].ID) || h.Class == "" && slices.Contains(s[i].Kinds, h.Kind) {
			return string(s[i].ID), s[i].due(at, Header{}), nil
		}
	}
	return h.Class, time.Time{}, nil
}

// due returns when the retention of a record is over that was committed at an instant, and
// whose entity was changed by next, the zero header where it was not. It is the zero time
// where that is not known yet, or never comes.
func (c *RetentionClass) due(at time.Time, next Header) time.Time {
	switch {
	case c.Permanently:
		return time.Time{}
	case c.Trigger == WhenRecorded:
		return c.Period.AfterInstant(at)
	case next.ID == "" || c.Trigger == WhenDeleted && !next.Deleted:
		return time.Time{}
	}
	return c.Period.AfterInstant(instantOf(next.At))
}

// ErrRetained is returned for a record that is not to be disposed of, or not yet.
var ErrRetained = errors.New("records: the record is to be kept")

// ErrHeld is returned for a record that is held: it is not disposed of, whatever its class says.
var ErrHeld = errors.New("records: the record is held")

// A Hold keeps records from being disposed of: for a dispute, an investigation, an audit. It
// covers everything that it names, now and later, until it is released.
type Hold struct {
	ID       ID[Hold] `json:"id"`
	Reason   string   `json:"reason"`
	Records  []string `json:"records,omitempty"` // by record id
	Entities []Ref    `json:"entities,omitempty"`
	Kinds    []string `json:"kinds,omitempty"`
	Classes  []string `json:"classes,omitempty"` // of retention
}

// HoldKind is the kind of the entities that are holds: placed by [Archive.PlaceHold], and
// there until they are released.
const HoldKind = ownKinds + "hold"

// Ref names the hold.
func (h Hold) Ref() Ref { return Ref{Kind: HoldKind, ID: string(h.ID)} }

// Validate reports every fault of the hold at once.
func (h Hold) Validate() error {
	var f Faults
	f.Require("id", string(h.ID))
	f.Require("reason", h.Reason)
	if len(h.Records)+len(h.Entities)+len(h.Kinds)+len(h.Classes) == 0 {
		f.Add("records", "is missing, and so are entities, kinds and classes: say what is held")
	}
	return f.Err()
}

// Covers reports whether the hold keeps a record.
func (h Hold) Covers(record Header) bool {
	return slices.Contains(h.Records, record.ID) || record.Entity != "" && slices.Contains(h.Entities, Ref{record.Kind, record.Entity}) ||
		slices.Contains(h.Kinds, record.Kind) || record.Class != "" && slices.Contains(h.Classes, record.Class)
}

// PlaceHold places a hold, or has one that is placed cover something else (base is then its
// version). From then on nothing that it covers is disposed of. Its keys are wrapped anew
// under one of the hold, so that none is destroyed with the key of a period: if that is cut
// off, [Archive.SecureHolds] goes on with it.
func (a *Archive) PlaceHold(ctx context.Context, by Principal, h Hold, base int64) (Receipt, error) {
	r, err := RecordOf(h, base)
	if err != nil {
		return Receipt{}, err
	}
	r.Index = []Column{{Name: "hold", Text: fitting(string(h.ID), MaxText)}}
	receipt, err := first(a.own(ctx, by, HoldRecord, []NewRecord{r}, nil))
	if err != nil || a.rewrapper() == nil {
		return receipt, err
	}
	_, err = a.SecureHolds(ctx, by)
	return receipt, err
}

// ReleaseHold releases a hold, and says why. What it covered is disposed of as its class says.
func (a *Archive) ReleaseHold(ctx context.Context, by Principal, id ID[Hold], base int64, reason string) (Receipt, error) {
	r := NewRecord{Kind: HoldKind, Entity: string(id), Base: base, Delete: true}
	if reason == "" {
		return Receipt{}, invalid(r, "it is released for no reason: say which")
	}
	r.Type, r.Content = "text/plain; charset=utf-8", []byte(reason)
	return first(a.own(ctx, by, HoldRecord, []NewRecord{r}, nil))
}

// own writes records of a kind that only the archive writes, for somebody who may do that.
func (a *Archive) own(ctx context.Context, by Principal, action Action, list []NewRecord, check func(context.Context, Snapshot) error) ([]Receipt, error) {
	r, err := a.compose(ctx, RecordLog, by, list)
	if err != nil {
		return nil, err
	}
	r.check = check
	of := func(*prepared) Action { return action }
	if err := a.authorize(ctx, by, r, of); err != nil {
		return nil, err
	}
	return a.write(ctx, by, r, of)
}

// holds returns the holds that are placed. Everybody's are: a hold keeps a record from who may
// not read why.
func (a *Archive) holds(ctx context.Context, s Snapshot) ([]Hold, error) {
	var list []Hold
	heads, err := headsOf(ctx, s)
	if err != nil {
		return nil, err
	}
	for e, err := range s.State(ctx, StateQuery{Kind: HoldKind, Before: heads[0].Size, Content: true}) {
		if err != nil {
			return nil, err
		}
		hold, err := entityOf[Hold](ctx, a, e)
		if err != nil {
			return nil, err
		}
		list = append(list, hold)
	}
	return list, nil
}

// entityOf reads an entity that the archive keeps for itself.
func entityOf[T Entity](ctx context.Context, a *Archive, e *Entry) (entity T, err error) {
	h, err := headerOf(e)
	if err != nil {
		return entity, err
	}
	content, err := openContent(ctx, e, h, a.options.Sealer)
	if err != nil {
		return entity, err
	}
	node, err := JSON.Parse("", content, FileLimits{Bytes: MaxContent, Scalar: MaxContent})
	if err == nil {
		err = node.Decode(&entity)
	}
	if err != nil {
		err = fmt.Errorf("%s version %d: %w", Ref{h.Kind, h.Entity}, h.Version, err)
	}
	return entity, err
}

// heldBy returns the first hold that covers a record.
func heldBy(holds []Hold, record Header) (Hold, bool) {
	for _, h := range holds {
		if h.Covers(record) {
			return h, true
		}
	}
	return Hold{}, false
}

// classOf returns the newest revision of a class of retention, or [ErrNotFound].
func (a *Archive) classOf(ctx context.Context, s Snapshot, id string, before int64) (RetentionClass, error) {
	e, err := s.Revision(ctx, ID[RetentionClass](id).Ref(), before)
	if err != nil {
		return RetentionClass{}, err
	}
	if e.Deleted {
		return RetentionClass{}, ErrNotFound
	}
	return entityOf[RetentionClass](ctx, a, e)
}
