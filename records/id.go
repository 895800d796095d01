package records

import (
	"fmt"
	"strings"

	"github.com/google/uuid"
)

// An Entity is a record with an identity of its own: a risk, a role, a document.
// Every entity of this module has Ref as a value method, so that its kind is known
// without an instance at hand.
type Entity interface {
	// Ref says which record this is. Its kind is a stable word of the standard,
	// such as "risk", and is the same for every value of the type.
	Ref() Ref
}

// An ID names one entity of type T. A host keeps the keys it has (R-012, 4711); a key
// made here is a UUIDv7. IDs of different types do not compile in each other's place.
type ID[T Entity] string

// NewID makes a new key, a UUIDv7: keys made later sort later. It reads the clock and
// the system's randomness, so nothing that assesses calls it.
func NewID[T Entity]() ID[T] {
	return ID[T](uuid.Must(uuid.NewV7()).String())
}

// Ref returns the untyped reference to the entity that the ID names.
func (id ID[T]) Ref() Ref {
	var entity T
	return Ref{Kind: entity.Ref().Kind, ID: string(id)}
}

// A Ref names an entity of any kind. In files and messages it is written kind/id,
// "risk/R-012"; its zero value names nothing, and stands for the system as a whole
// where something is said about it.
type Ref struct {
	Kind string
	ID   string
}

// IsZero reports whether the reference names nothing.
func (r Ref) IsZero() bool { return r == Ref{} }

// String returns kind and id for a reader: "risk R-012".
func (r Ref) String() string {
	switch {
	case r.IsZero():
		return "the system"
	case r.ID == "":
		return r.Kind
	}
	return r.Kind + " " + r.ID
}

// Compare orders references by kind, then by id.
func (r Ref) Compare(other Ref) int {
	if c := strings.Compare(r.Kind, other.Kind); c != 0 {
		return c
	}
	return strings.Compare(r.ID, other.ID)
}

// MarshalText writes kind/id, and nothing for the zero value.
func (r Ref) MarshalText() ([]byte, error) {
	if r.IsZero() {
		return nil, nil
	}
	return []byte(r.Kind + "/" + r.ID), nil
}

// UnmarshalText reads kind/id. Kinds hold no slash; ids may.
func (r *Ref) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*r = Ref{}
		return nil
	}
	kind, id, found := strings.Cut(string(text), "/")
	if !found || kind == "" || id == "" {
		return fmt.Errorf("%q is not a reference: write kind/id, as in risk/R-012", text)
	}
	*r = Ref{Kind: kind, ID: id}
	return nil
}
