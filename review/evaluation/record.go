package evaluation

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// kept says in words what is the matter with the record that a reference names, as the end of a
// sentence, or nothing. A document has to have an entry; of other kinds of record the name
// is enough here.
func kept(r *conformity.Reader, ref records.Ref) string {
	if ref.Kind == (documents.Document{}).Ref().Kind {
		if conformity.Look(r, records.ID[documents.Document](ref.ID)) == nil {
			return "of which there is no entry"
		}
	}
	return ""
}
