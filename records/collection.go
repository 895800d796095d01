package records

import (
	"context"
	"errors"
	"fmt"
	"iter"
)

// A Kind says how the entities of one type are kept. The zero value keeps them without index
// columns, for anybody to read.
type Kind[T Entity] struct {
	Index   func(T) []Column // columns to find them by. They stay when content is erased
	Marking func(T) Marking  // how far they may travel
	Class   string           // of retention
	// Upgrade brings content that an earlier version of the program has written into the form of
	// today. Defaults to none: content with a field that is gone is refused.
	Upgrade func(*Node) (*Node, error)
}

// A Collection is the entities of one type in an archive. Their kind is that of their Ref: a
// stable word, whatever the type is called. It is safe for concurrent use.
type Collection[T Entity] struct {
	archive  *Archive
	kind     string
	how      Kind[T]
	recorder *Recorder
}

// In returns the entities of a type. A host's own types are kept as those of this module.
func In[T Entity](a *Archive) *Collection[T] { return InKind(a, Kind[T]{}) }

// InKind is [In] with how they are kept.
func InKind[T Entity](a *Archive, how Kind[T]) *Collection[T] {
	var entity T
	return &Collection[T]{a, entity.Ref().Kind, how, &Recorder{}}
}

// A Loaded is one revision of an entity.
type Loaded[T Entity] struct {
	Value  T // the zero value where the revision is a deletion, or was erased
	Record *Record
}

// Load returns the newest revision of an entity and its version, from which a change starts.
// The error is [ErrNotFound] where it is not there, or may not be known of.
func (c *Collection[T]) Load(ctx context.Context, by Principal, id ID[T]) (T, int64, error) {
	return c.LoadAt(ctx, by, id, AsOf{})
}

// LoadAt is [Collection.Load] in an earlier state.
func (c *Collection[T]) LoadAt(ctx context.Context, by Principal, id ID[T], at AsOf) (entity T, version int64, err error) {
	r, err := c.archive.Load(ctx, by, Ref{c.kind, string(id)}, at)
	if err != nil {
		return entity, 0, err
	}
	l, err := c.loaded(r)
	return l.Value, r.Version, err
}

// ErrErasedContent is returned where an entity is there, and its content was disposed of.
var ErrErasedContent = errors.New("records: the content was disposed of")

// loaded reads the content of a record.
func (c *Collection[T]) loaded(r *Record) (l Loaded[T], err error) {
	l.Record = r
	if r.Deleted {
		return l, nil
	}
	if r.Erased {
		return l, fmt.Errorf("%w: %s version %d", ErrErasedContent, Ref{r.Kind, r.Entity}, r.Version)
	}
	if err = c.decode(r, &l.Value); err != nil {
		err = fmt.Errorf("%s version %d: %w", Ref{r.Kind, r.Entity}, r.Version, err)
	}
	return l, err
}

func (c *Collection[T]) decode(r *Record, into *T) error {
	node, err := JSON.Parse("", r.Content, FileLimits{Bytes: MaxContent, Scalar: MaxContent})
	if err != nil {
		return err
	}
	if c.how.Upgrade != nil {
		if node, err = c.how.Upgrade(node); err != nil {
			return err
		}
	}
	return node.Decode(into)
}

// Save writes a revision that follows the given version, 0 if the entity is not there yet. See
// [Archive.Save]. What Validate finds wrong with the entity is refused, as [ErrInvalid].
func (c *Collection[T]) Save(ctx context.Context, by Principal, entity T, version int64) (Receipt, error) {
	r, err := c.Record(entity, version)
	if err != nil {
		return Receipt{}, err
	}
	return c.archive.Save(ctx, by, r)
}

// Record returns what is written of an entity, for [Archive.SaveAll].
func (c *Collection[T]) Record(entity T, version int64) (NewRecord, error) {
	r, err := c.recorder.RecordOf(entity, version)
	if err != nil {
		return r, err
	}
	if c.how.Index != nil {
		r.Index = c.how.Index(entity)
	}
	if c.how.Marking != nil {
		r.Marking = c.how.Marking(entity)
	}
	r.Class = c.how.Class
	return r, nil
}

// Delete writes a revision that says that the entity is there no more, and why. Its history
// stays.
func (c *Collection[T]) Delete(ctx context.Context, by Principal, id ID[T], version int64, reason string) (Receipt, error) {
	r := NewRecord{Kind: c.kind, Entity: string(id), Base: version, Delete: true, Class: c.how.Class}
	if reason != "" {
		r.Type, r.Content = "text/plain; charset=utf-8", []byte(reason)
	}
	return c.archive.Save(ctx, by, r)
}

// History yields the revisions of an entity from the first on. Of a deletion, and of one whose
// content was disposed of, the value is zero.
func (c *Collection[T]) History(ctx context.Context, by Principal, id ID[T]) iter.Seq2[Loaded[T], error] {
	return c.each(c.archive.History(ctx, by, Ref{c.kind, string(id)}), true)
}

// All yields the entities that are there in a state, by id. Those whose content was disposed
// of are left out.
func (c *Collection[T]) All(ctx context.Context, by Principal, at AsOf) iter.Seq2[Loaded[T], error] {
	return c.each(c.archive.State(ctx, by, c.kind, at), false)
}

// Find yields the entities whose index columns meet all conditions, by id.
func (c *Collection[T]) Find(ctx context.Context, by Principal, where ...Condition) iter.Seq2[Loaded[T], error] {
	return c.each(c.archive.Find(ctx, by, Query{Kind: c.kind, Where: where, Content: true}), false)
}

// Count returns how many entities meet all conditions, of those that by may know of.
func (c *Collection[T]) Count(ctx context.Context, by Principal, where ...Condition) (int64, error) {
	return c.archive.Count(ctx, by, Query{Kind: c.kind, Where: where})
}

// each reads the content of records, with those that were disposed of or without.
func (c *Collection[T]) each(list iter.Seq2[*Record, error], erased bool) iter.Seq2[Loaded[T], error] {
	return func(yield func(Loaded[T], error) bool) {
		for r, err := range list {
			var l Loaded[T]
			if err == nil {
				if l, err = c.loaded(r); errors.Is(err, ErrErasedContent) {
					if err = nil; !erased {
						continue
					}
				}
			}
			if !yield(l, err) || err != nil {
				return
			}
		}
	}
}

// compactJSON writes a tree without white space.
func compactJSON(node *Node) ([]byte, error) {
	if err := node.Validate(); err != nil {
		return nil, err
	}
	w := &jsonWriter{}
	w.compact(node)
	if err := w.faults.Err(); err != nil {
		return nil, err
	}
	return w.out, nil
}

func (w *jsonWriter) compact(n *Node) {
	switch n.Kind {
	case ListNode:
		w.out = append(w.out, '[')
		for i, item := range n.Items {
			if i > 0 {
				w.out = append(w.out, ',')
			}
			w.compact(item)
		}
		w.out = append(w.out, ']')
	case MapNode:
		w.out = append(w.out, '{')
		for i := range n.Fields {
			if i > 0 {
				w.out = append(w.out, ',')
			}
			w.text(n.Fields[i].Name)
			w.out = append(w.out, ':')
			w.compact(n.Fields[i].Value)
		}
		w.out = append(w.out, '}')
	default:
		w.scalar(n)
	}
}
