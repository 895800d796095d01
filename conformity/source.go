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
}

type listed struct {
	rows  any // []T
	once  sync.Once
	byID  map[string]int32
	order []int32 // positions in the order of ids, so that the order of a file changes nothing
}

func prepare[T records.Entity](l *listed, rows []T) {
	l.once.Do(func() {
		l.byID = make(map[string]int32, len(rows))
		l.order = make([]int32, len(rows))
		ids := make([]string, len(rows))
		for i := len(rows) - 1; i >= 0; i-- { // of two with one id the first counts
			ids[i] = rows[i].Ref().ID
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
			s.lists[elem] = &listed{rows: v.Field(i).Interface()}
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
	prepare(l, rows)
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

// table returns the positions of the records under each key, in the order of their ids.
func (x *Index[K, T]) table(s *source) map[K][]int32 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if made, found := s.indexes[x]; found {
		return made.(map[K][]int32)
	}
	rows, l, _ := rowsOf[T](s)
	table := make(map[K][]int32, len(rows))
	for _, i := range l.order {
		for _, key := range x.keys(&rows[i]) {
			at := table[key]
			if n := len(at); n == 0 || at[n-1] != i { // a record that names a key twice counts once
				table[key] = append(at, i)
			}
		}
	}
	s.indexes[x] = table
	return table
}
