package records

import "fmt"

// A Recorder makes what is written of entities, and remembers what depends on their types
// alone: use one for many. The zero value is ready. It is safe for concurrent use.
type Recorder struct{ notations notations }

// RecordOf returns what is written of an entity that follows the given version: valid, and in
// the form in which equal entities have equal bytes.
func (o *Recorder) RecordOf(entity Entity, version int64) (NewRecord, error) {
	ref := entity.Ref()
	r := NewRecord{Kind: ref.Kind, Entity: ref.ID, Base: version, Type: JSONType}
	if ref.Kind == "" || ref.ID == "" {
		return r, invalid(r, "it has no id")
	}
	if v, validates := entity.(interface{ Validate() error }); validates {
		if err := v.Validate(); err != nil {
			return r, fmt.Errorf("%w: %s: %w", ErrInvalid, ref, err)
		}
	}
	node, err := o.notations.encode(entity)
	if err == nil {
		r.Content, err = compactJSON(node)
	}
	if err != nil {
		return r, fmt.Errorf("%w: %s: %w", ErrInvalid, ref, err)
	}
	return r, nil
}

// RecordOf is [Recorder.RecordOf] for one entity.
func RecordOf(entity Entity, version int64) (NewRecord, error) {
	return new(Recorder).RecordOf(entity, version)
}
