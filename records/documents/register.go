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

// An Entry is what a register lists: a document, a procedure or a series of records. A
// procedure that is written down in a document is listed with the document.
type Entry struct {
	Document  records.ID[Document]  `json:"document,omitzero"`
	Procedure records.ID[Procedure] `json:"procedure,omitzero"`
	Series    records.ID[Series]    `json:"series,omitzero"`
}

// refs returns what the entry names: one reference, unless it is at fault.
func (e Entry) refs() []records.Ref {
	var refs []records.Ref
	if e.Document != "" {
		refs = append(refs, e.Document.Ref())
	}
	if e.Procedure != "" {
		refs = append(refs, e.Procedure.Ref())
	}
	if e.Series != "" {
		refs = append(refs, e.Series.Ref())
	}
	return refs
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
	seen := make(map[records.Ref]int, len(g.Entries))
	for i, e := range g.Entries {
		at := fmt.Sprintf("entries[%d]", i)
		refs := e.refs()
		switch {
		case len(refs) == 0:
			f.Add(at, "names nothing: name a document, a procedure or a series of records")
		case len(refs) > 1:
			f.Add(at, "names more than one thing: make an entry of each")
		default:
			if first, twice := seen[refs[0]]; twice {
				f.Add(at, "%s is listed by entries[%d] already: keep one", refs[0], first)
				continue
			}
			seen[refs[0]] = i
		}
	}
	revisions(g.Revisions).validate(&f)
	return f.Err()
}
