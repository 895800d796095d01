package conformity

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/iso28000/iso28000/records"
)

// A source holds the records that checks may reach: every list of entities that stands in
// the fields of the input. It is built once for an assessment and safe for concurrent use;
// its look-up tables are made when first asked for.
type source struct {
	lists   map[reflect.Type]*listed
	mu      sync.Mutex
	indexes map[any]any // *Index → its table, memoKey → what is made of a record, viewKey → what was found
	track   *tracker    // what rests on what, where that is kept; nil for an assessment that is made once
}

type listed struct {
	rows   any           // []T
	field  reflect.Value // that holds them
	once   sync.Once
	byID   map[string]int32
	order  []int32      // positions in the order of ids, so that the order of a file changes nothing
	tables []indexTable // of the indexes of these records that were asked for
}

// An indexTable is what an index knows, for whoever keeps it up to date.
type indexTable interface {
	// put notes the record at a position, and drop forgets it, under each of its keys.
	put(at int32, under func(index, key any))
	drop(at int32, under func(index, key any))
}

// tabulate makes the look-up tables, the first time that they are needed.
func (l *listed) tabulate() {
	l.once.Do(func() {
		n := l.field.Len()
		l.byID = make(map[string]int32, n)
		l.order = make([]int32, n)
		ids := make([]string, n)
		for i := n - 1; i >= 0; i-- { // of two with one id the first counts
			ids[i] = l.ref(i).ID
			l.byID[ids[i]] = int32(i)
			l.order[i] = int32(i)
		}
		slices.SortStableFunc(l.order, func(a, b int32) int { return strings.Compare(ids[a], ids[b]) })
	})
}

var entityType = reflect.TypeFor[records.Entity]()

// newSource gathers the lists of entities in the exported fields of a struct, or of a
// pointer to one, those of embedded structs too. Two lists of one type cannot be told apart:
// that is a mistake in the input's type, and said as such.
func newSource(inputs ...any) (*source, error) {
	s := &source{lists: map[reflect.Type]*listed{}, indexes: map[any]any{}}
	for _, input := range inputs {
		v := reflect.ValueOf(input)
		for v.Kind() == reflect.Pointer && !v.IsNil() {
			v = v.Elem()
		}
		if v.Kind() != reflect.Struct {
			return s, fmt.Errorf("an assessment needs a struct of lists of records, not %T", input)
		}
		if err := s.gather(v); err != nil {
			return s, err
		}
	}
	return s, nil
}

func (s *source) gather(v reflect.Value) error {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		switch {
		case !field.IsExported():
		case field.Anonymous && field.Type.Kind() == reflect.Struct:
			if err := s.gather(v.Field(i)); err != nil {
				return err
			}
		case field.Type.Kind() == reflect.Slice && field.Type.Elem().Implements(entityType):
			elem := field.Type.Elem()
			if s.lists[elem] != nil {
				return fmt.Errorf("%s holds two lists of %s: a check could not tell them apart", v.Type(), elem)
			}
			s.lists[elem] = &listed{rows: v.Field(i).Interface(), field: v.Field(i)}
		}
	}
	return nil
}

// rowsOf returns the list of T with its look-up tables, and whether the input has one at all.
func rowsOf[T records.Entity](s *source) ([]T, *listed, bool) {
	l, found := s.lists[reflect.TypeFor[T]()]
	if !found {
		return nil, nil, false
	}
	rows, _ := l.rows.([]T)
	l.tabulate()
	return rows, l, true
}

// find returns the record of type T with that id, or nil, and whether the input lists such records.
func find[T records.Entity](s *source, id records.ID[T]) (*T, bool) {
	rows, l, found := rowsOf[T](s)
	if !found {
		return nil, false
	}
	if i, found := l.byID[string(id)]; found {
		return &rows[i], true
	}
	return nil, true
}

// An Index finds records of type T by a key, most often the ID of what they refer to: links
// are stored on the later record, and an index is the way back. Declare it once, as a
// package variable: it holds no records, only how to find them.
type Index[K comparable, T records.Entity] struct {
	keys func(*T) []K
}

// NewIndex makes an index of the records of type T by one key each.
func NewIndex[K comparable, T records.Entity](key func(*T) K) *Index[K, T] {
	return &Index[K, T]{keys: func(t *T) []K { return []K{key(t)} }}
}

// NewIndexAll makes an index of the records of type T by any number of keys each.
func NewIndexAll[K comparable, T records.Entity](keys func(*T) []K) *Index[K, T] {
	return &Index[K, T]{keys: keys}
}

// under returns the positions of the records under each key, in the order of their ids.
func (x *Index[K, T]) under(s *source) map[K][]int32 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if made, found := s.indexes[x]; found {
		return made.(*indexed[K, T]).under
	}
	rows, l, _ := rowsOf[T](s)
	made := &indexed[K, T]{index: x, list: l, under: make(map[K][]int32, len(rows))}
	for _, i := range l.order {
		for _, key := range x.keys(&rows[i]) {
			at := made.under[key]
			if n := len(at); n == 0 || at[n-1] != i { // a record that names a key twice counts once
				made.under[key] = append(at, i)
			}
		}
	}
	s.indexes[x] = made
	l.tables = append(l.tables, made)
	return made.under
}

// An indexed list is one with the table of an index.
type indexed[K comparable, T records.Entity] struct {
	index *Index[K, T]
	list  *listed
	under map[K][]int32
}

func (x *indexed[K, T]) put(i int32, under func(index, key any)) {
	rows := x.list.rows.([]T)
	id := rows[i].Ref().ID
	for _, key := range x.index.keys(&rows[i]) {
		at, found := slices.BinarySearchFunc(x.under[key], id, func(j int32, id string) int { return strings.Compare(rows[j].Ref().ID, id) })
		if !found {
			x.under[key] = slices.Insert(x.under[key], at, i)
		}
		under(x.index, key)
	}
}

func (x *indexed[K, T]) drop(i int32, under func(index, key any)) {
	rows := x.list.rows.([]T)
	for _, key := range x.index.keys(&rows[i]) {
		if at := slices.Index(x.under[key], i); at >= 0 {
			x.under[key] = slices.Delete(x.under[key], at, at+1)
		}
		under(x.index, key)
	}
}
