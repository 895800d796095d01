package records

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// An Action is what somebody wants to do with a record.
type Action string

// The actions.
const (
	ReadRecord   Action = "read"
	ListRecord   Action = "list"   // see that it is there, and by which columns it is found
	WriteRecord  Action = "write"  // a record, or a revision of an entity
	DeleteRecord Action = "delete" // a revision that says that the entity is there no more
	HoldRecord   Action = "hold"   // place or release a hold that keeps it from being disposed of

	ProposeDisposal Action = "propose disposal"
	ApproveDisposal Action = "approve disposal" // or refuse it; the class of retention says in which role
	DisposeRecord   Action = "dispose"          // carry out a disposal that was approved
	ManageKeys      Action = "manage keys"      // wrap keys anew, or destroy one
)

// Values lists the actions there are.
func (Action) Values() []string {
	list := actions()
	values := make([]string, len(list))
	for i, a := range list {
		values[i] = string(a)
	}
	return values
}

func actions() []Action {
	return []Action{ReadRecord, ListRecord, WriteRecord, DeleteRecord, HoldRecord, ProposeDisposal, ApproveDisposal, DisposeRecord, ManageKeys}
}

// An Authorizer decides whether somebody may do something with a record, of which it is told
// the header; when a record is written, what depends on its place (Seq, At) is still empty.
// nil allows; an error or a panic denies. It is asked of the revision that is stored as well
// as of the one that takes its place, so that nobody overwrites what they may not write.
// What is refused to read looks as if it were not there. It is safe for concurrent use.
type Authorizer interface {
	Authorize(ctx context.Context, by Principal, action Action, h Header) error
}

// Dominance is the Authorizer that looks at markings alone: each may do with a record what
// there is to do where their clearance covers how it is marked, level and compartments (need
// to know). An action that it does not know is denied.
type Dominance struct{}

// Authorize implements [Authorizer]. It is a pure function of what it is given.
func (Dominance) Authorize(_ context.Context, by Principal, action Action, h Header) error {
	if !slices.Contains(actions(), action) {
		return fmt.Errorf("%s is no action that is known", quote(string(action)))
	}
	if !by.Clearance.Covers(h.Marking()) {
		return fmt.Errorf("%s is not cleared to %s what is marked so", quote(by.ID), action)
	}
	return nil
}

// A Grant says what somebody may do, beyond being cleared for it.
type Grant struct {
	Role      string   // who has that role; empty: the Principal
	Principal string   // by id; empty: everybody with the Role. One of the two is given
	Actions   []Action // none: nothing
	Kinds     []string // of records and entities; none: all but those of the archive itself, which begin with records/
}

// Grants is the Authorizer for which clearance is not enough: whatever no grant covers is
// denied. The zero value denies everything.
type Grants []Grant

// Authorize implements [Authorizer]. It is a pure function of what it is given.
func (g Grants) Authorize(ctx context.Context, by Principal, action Action, h Header) error {
	if err := (Dominance{}).Authorize(ctx, by, action, h); err != nil {
		return err
	}
	for i := range g {
		if g[i].covers(by, action, h.Kind) {
			return nil
		}
	}
	return fmt.Errorf("no grant lets %s %s a record of the kind %s", quote(by.ID), action, quote(h.Kind))
}

func (g *Grant) covers(by Principal, action Action, kind string) bool {
	if g.Role == "" && g.Principal == "" || !slices.Contains(g.Actions, action) {
		return false
	}
	if g.Principal != "" && g.Principal != by.ID || g.Role != "" && !slices.Contains(by.Roles, g.Role) {
		return false
	}
	if len(g.Kinds) == 0 {
		return !ownKind(kind)
	}
	return slices.Contains(g.Kinds, kind)
}

// allow asks the Authorizer, whose panic denies. What it panics with may be anything, and is
// not repeated.
func (a *Archive) allow(ctx context.Context, by Principal, action Action, h Header) (err error) {
	defer func() {
		if recover() != nil {
			err = fmt.Errorf("%w: the authorizer panicked", ErrDenied)
		}
	}()
	if by.ID == "" {
		return errNobody
	}
	if err := a.options.Authorizer.Authorize(ctx, by, action, h); err != nil {
		return fmt.Errorf("%w: %w", ErrDenied, err)
	}
	return nil
}

var errNobody = fmt.Errorf("%w: nobody asks: give the principal an id", ErrDenied)

// A refusal is what a read finds that by may not see. It reaches no caller: they get
// [ErrNotFound], as they do of what is not there.
type refusal struct{ header Header }

func (r *refusal) Error() string { return ErrNotFound.Error() }

func (r *refusal) Is(target error) bool { return target == ErrNotFound }

// permit asks whether by may read or list the record of a header, and returns a refusal if not.
func (a *Archive) permit(ctx context.Context, by Principal, action Action, h Header) error {
	if a.allow(ctx, by, action, h) != nil {
		return &refusal{h}
	}
	return nil
}

// sensitive reports whether a read of the record is noted in the access log.
func (a *Archive) sensitive(h Header) bool {
	return h.Level >= a.options.Sensitive || len(h.Compartments) > 0
}

// answer ends a read of one record that was asked for by name: it notes what has to be noted,
// and only then gives the record away. What is refused and what is not there take the same
// way, and the same time: both are noted, and both are [ErrNotFound].
func (a *Archive) answer(ctx context.Context, by Principal, action Action, asked string, h *Header, err error) error {
	n := access{action: action, asked: asked}
	var refused *refusal
	switch {
	case errors.As(err, &refused):
		n.outcome, n.records = Refused, []spot{{refused.header.Log, refused.header.Seq}}
	case errors.Is(err, ErrNotFound):
		n.outcome = Absent
	case err != nil:
		return err
	case !a.sensitive(*h):
		return nil
	default:
		n.outcome, n.records = Allowed, []spot{{h.Log, h.Seq}}
	}
	if failed := a.note(ctx, by, n); failed != nil {
		return failed
	}
	if err != nil {
		return ErrNotFound
	}
	return nil
}

// hidden ends a question about where something stands, which gives no content away: a refusal
// is noted without waiting for it, so that it takes no longer than what is not there.
func (a *Archive) hidden(ctx context.Context, by Principal, asked string, err error) error {
	var refused *refusal
	if errors.As(err, &refused) {
		h := refused.header
		if failed := a.noteLater(ctx, by, access{action: ReadRecord, outcome: Refused, records: []spot{{h.Log, h.Seq}}, asked: asked}); failed != nil {
			return failed
		}
		return ErrNotFound
	}
	return err
}
