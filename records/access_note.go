package records

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// AccessKind is the kind of the records in [AccessLog] which say who was given or refused
// what. They have no content, and are found by their columns:
//
//	action    what was asked for, an [Action]
//	outcome   an [Outcome]
//	record    log/seq of each record that it was about: records/4711
//	asked     what was asked for by name: kind/entity, or the id of a record
//	withheld  how many records a list left out
//
// They are marked with the compartment [AccessCompartment]: who is not admitted to it learns
// nothing from them, not even whether what they asked for is there.
const AccessKind = "records/access"

// AccessCompartment is the one that the records of the access log are in.
const AccessCompartment = "access log"

// An Outcome is what became of an access.
type Outcome string

// The outcomes.
const (
	Allowed Outcome = "allowed"
	Refused Outcome = "refused"
	Absent  Outcome = "absent" // there was nothing of that name: to who asked, the same as refused
)

// Accesses returns the column by which a record of the access log names a record that it is about.
func Accesses(log LogID, seq int64) Column {
	return Column{Name: "record", Text: spot{log, seq}.String()}
}

// ownKinds is how the kinds begin that the archive writes itself, and nobody through it.
const ownKinds = "records/"

func ownKind(kind string) bool { return strings.HasPrefix(kind, ownKinds) }

// A spot is the place of a record.
type spot struct {
	log LogID
	seq int64
}

func (p spot) String() string { return p.log.String() + "/" + strconv.FormatInt(p.seq, 10) }

// An access is one line of the access log.
type access struct {
	action   Action
	outcome  Outcome
	records  []spot // at most noteRecords
	asked    string
	withheld int64
}

// noteRecords is how many records one line names: a header has room for no more columns.
const noteRecords = MaxColumns - 8

// record makes what is written of an access. Nothing of it is content, and whatever somebody
// has asked for fits.
func (n access) record() NewRecord {
	r := NewRecord{Kind: AccessKind, Marking: Marking{Compartments: []string{AccessCompartment}}}
	r.Index = []Column{{Name: "action", Text: string(n.action)}, {Name: "outcome", Text: string(n.outcome)}}
	for _, p := range n.records {
		r.Index = append(r.Index, Accesses(p.log, p.seq))
	}
	if n.asked != "" {
		r.Index = append(r.Index, Column{Name: "asked", Text: fitting(n.asked, MaxText)})
	}
	if n.withheld > 0 {
		r.Index = append(r.Index, Column{Name: "withheld", Number: true, Int: n.withheld})
	}
	return r
}

// fitting makes a text that every store can hold of any.
func fitting(text string, most int) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\x00", "\ufffd")
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "")
	}
	return text
}

// note writes to the access log, and returns when it is durable.
func (a *Archive) note(ctx context.Context, by Principal, list ...access) error {
	r, err := a.noting(ctx, by, list)
	if err != nil {
		return err
	}
	if _, err := a.submit(ctx, r); err != nil {
		return fmt.Errorf("nothing is given away that the access log does not hold: %w", err)
	}
	return nil
}

// noteLater writes to the access log without waiting until it is durable: where something was
// left out, and waiting would tell.
func (a *Archive) noteLater(ctx context.Context, by Principal, list ...access) error {
	r, err := a.noting(ctx, by, list)
	if err != nil {
		return err
	}
	return a.enqueue(ctx, r)
}

func (a *Archive) noting(ctx context.Context, by Principal, list []access) (*request, error) {
	by.ID = fitting(by.ID, MaxName)
	drafts := make([]NewRecord, len(list))
	for i, n := range list {
		drafts[i] = n.record()
	}
	return a.compose(ctx, AccessLog, by, drafts)
}

// askedFor names what was asked for.
func askedFor(entity Ref) string { return entity.Kind + "/" + entity.ID }
