package documents

import (
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// A Register lists the documents of the security management system: the master list by which
// one knows what there is. It has revisions, as a document has.
type Register struct {
	ID           records.ID[Register] `json:"id"`
	Title        string               `json:"title"`
	Entries      []Entry              `json:"entries,omitempty"`
	Revisions    []Revision           `json:"revisions,omitempty"`
	NextReviewOn records.Date         `json:"next_review_on,omitzero"`
}

// An Entry is a document that a register lists.
type Entry struct {
	Document records.ID[Document] `json:"document"`
}

// Ref names the register.
func (g Register) Ref() records.Ref { return records.Ref{Kind: "register", ID: string(g.ID)} }

// InForce reports whether a revision of the register is in force at the time of the clock.
func (g Register) InForce(clock records.Clock) bool {
	return revisions(g.Revisions).current(clock) != nil
}

// Validate reports every fault of the register at once.
func (g Register) Validate() error {
	var f records.Faults
	f.Require("id", string(g.ID))
	f.Require("title", g.Title)
	seen := make(map[records.ID[Document]]int, len(g.Entries))
	for i, e := range g.Entries {
		at := fmt.Sprintf("entries[%d].document", i)
		f.Require(at, string(e.Document))
		if first, twice := seen[e.Document]; twice && e.Document != "" {
			f.Add(at, "%s is listed by entries[%d] already: keep one", e.Document, first)
			continue
		}
		seen[e.Document] = i
	}
	revisions(g.Revisions).validate(&f)
	return f.Err()
}
