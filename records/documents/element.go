package documents

import (
	"fmt"
	"strings"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// An ElementDescription is what a description of the system says of one of its parts: how it
// works together with the others, and where more is written about it.
type ElementDescription struct {
	Element     organization.Element    `json:"element"` // a sub-clause of 4.2 to 4.6
	Interaction string                  `json:"interaction,omitzero"`
	Documents   []records.ID[Document]  `json:"documents,omitempty"`
	Procedures  []records.ID[Procedure] `json:"procedures,omitempty"`
}

func (e *ElementDescription) interacts() bool { return strings.TrimSpace(e.Interaction) != "" }

// elementsOf notes the faults of the parts that a description describes.
func elementsOf(f *records.Faults, elements []ElementDescription) {
	seen := make(map[organization.Element]int, len(elements))
	for i, e := range elements {
		at := fmt.Sprintf("elements[%d].element", i)
		f.Enum(at, e.Element)
		if first, twice := seen[e.Element]; twice && e.Element != "" {
			f.Add(at, "%s is described by elements[%d] already: describe it once", e.Element, first)
			continue
		}
		seen[e.Element] = i
	}
}
