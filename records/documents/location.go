package documents

import (
	"strings"

	"github.com/iso28000/iso28000/records"
)

// A Location is where a document is kept: in a repository, at a place in it or elsewhere.
type Location struct {
	Repository records.ID[Repository] `json:"repository,omitzero"`
	Place      string                 `json:"place,omitzero"` // the shelf, the folder, the address of the page
}

// names reports whether the location says where the document is.
func (l Location) names() bool { return l.Repository != "" || strings.TrimSpace(l.Place) != "" }

func (l Location) validate(f *records.Faults, at string) {
	if !l.names() {
		f.Add(at, "says nothing: name a repository, a place or both")
	}
}

// An Archive is that a document is kept beyond its use.
type Archive struct {
	Purposes []ArchivePurpose `json:"purposes,omitempty"`
	Marking  string           `json:"marking,omitzero"` // how it is marked, so that nobody takes it for one in use
	From     records.Date     `json:"from,omitzero"`    // since when it is archived
}

// IsZero reports whether the document is not archived.
func (a Archive) IsZero() bool { return len(a.Purposes) == 0 && a.Marking == "" && a.From.IsZero() }

// An ArchivePurpose is what something is archived for.
type ArchivePurpose string

// The purposes that the standard knows.
const (
	ForLaw       ArchivePurpose = "legal"
	ForKnowledge ArchivePurpose = "knowledge"
)

// Values lists the purposes there are.
func (ArchivePurpose) Values() []string { return []string{string(ForLaw), string(ForKnowledge)} }

func (a Archive) validate(f *records.Faults, at string) {
	if a.IsZero() {
		return
	}
	for _, purpose := range a.Purposes {
		f.Enum(at+".purposes", purpose)
	}
	f.RequireDate(at+".from", a.From)
}
