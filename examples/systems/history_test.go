package systems_test

import (
	"context"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/examples/systems"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/sqlite"
)

// Two years of an operator, day by day: records appear, are changed and corrected, are taken
// away and come back, and each evening what differs is saved. Loaded as of each quarter, the
// system is the one that was there, and its report the one that was made then, to the byte.
func TestHistoryIsAsItWas(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		store records.Store
		every int // so many days it is saved
		lines int64
	}{
		{"memory", records.Memory(), 1, 2000},
		{"sqlite", sqlite.File(filepath.Join(t.TempDir(), "system.db")), 7, 1500}, // what changed twice in a week is one line
	} {
		t.Run(tt.name, func(t *testing.T) {
			quarters := 8
			if underRace {
				tt.every, tt.lines, quarters = 13, 500, 2
			}
			h := live(t, tt.store, quarters, tt.every)
			assert.GreaterOrEqual(t, h.archive.Heads()[0].Size, tt.lines, "lines of history")
			require.Len(t, h.quarters, quarters)
			different := map[string]bool{}
			for _, q := range h.quarters {
				then, err := iso28000.LoadAt(t.Context(), h.archive, h.by, records.AsOfTime(q.saved))
				require.NoError(t, err)
				require.Equal(t, q.records, encode(t, then), "the records of %s", q.day)
				require.Equal(t, q.report, text(t, iso28000.Assess(then, q.day.Start())), "the report of %s", q.day)
				different[q.report] = true
			}
			assert.Len(t, different, len(h.quarters), "each quarter has a report of its own")

			report, err := records.Auditor{}.Full(t.Context(), tt.store)
			require.NoError(t, err)
			assert.Empty(t, report.Findings)
		})
	}
}

// A quarter is what there was at its end.
type quarter struct {
	day     records.Date
	saved   time.Time
	records string
	report  string
}

// A history is an operator whose days go by.
type history struct {
	archive  *records.Archive
	by       records.Principal
	now      time.Time
	system   *iso28000.System
	position records.Position
	random   *rand.Rand
	values   map[reflect.Type][]reflect.Value

	present map[records.Ref]records.Entity
	right   map[records.Ref]records.Entity // of those that are wrong for a time
	coming  []records.Entity               // in the order in which they appear
	away    []records.Entity               // taken away, to come back

	quarters []quarter
}

// live lets so many quarters go by.
func live(t *testing.T, store records.Store, quarters, every int) *history {
	t.Helper()
	h := &history{
		by: records.Principal{ID: "P-VERMEER"}, now: time.Date(2024, 4, 1, 18, 0, 0, 0, time.UTC), random: rand.New(rand.NewPCG(28000, 2007)),
		present: map[records.Ref]records.Entity{}, right: map[records.Ref]records.Entity{},
	}
	ids := 0
	var err error
	h.archive, err = records.Open(t.Context(), store, records.Options{
		Now: func() time.Time { return h.now }, Random: repeating{h.random},
		NewID: func() string { ids++; return fmt.Sprintf("record-%d", ids) },
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, h.archive.Close()) })
	h.begin(load(t, systems.Operator()))
	for day := range 91*quarters + quarters/4 { // a year has a day more than its quarters
		h.day()
		if day%every == 0 || day%91 == 90 {
			h.save(t)
		}
		if day%91 == 90 {
			h.quarters = append(h.quarters, quarter{records.DateOf(h.now), h.now, encode(t, h.sorted()), text(t, iso28000.Assess(h.system, records.DateOf(h.now).Start()))})
		}
		h.now = h.now.AddDate(0, 0, 1)
	}
	return h
}

// repeating is randomness that is the same each time.
type repeating struct{ random *rand.Rand }

func (r repeating) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(r.random.Uint32())
	}
	return len(b), nil
}

var _ io.Reader = repeating{}

// begin takes away what nothing else names, one after the other: turned round, that is an order
// in which records can appear. What names each other is there on the first day.
func (h *history) begin(system *iso28000.System) {
	h.system = system
	entities := entitiesOf(system)
	h.values = valuesOf(entities)
	named := map[records.Ref]int{}
	for _, e := range entities {
		h.present[e.Ref()] = e
		for ref := range refsOf(e) {
			named[ref]++
		}
	}
	for {
		var free []records.Entity
		for _, e := range entities {
			if h.present[e.Ref()] != nil && named[e.Ref()] == 0 {
				free = append(free, e)
			}
		}
		if len(free) == 0 {
			break
		}
		e := free[h.random.IntN(len(free))]
		delete(h.present, e.Ref())
		for ref := range refsOf(e) {
			named[ref]--
		}
		h.coming = append(h.coming, e)
	}
	slices.Reverse(h.coming)
}

// day is what happens on one day.
func (h *history) day() {
	if h.random.IntN(7) < 4 && len(h.coming) > 0 && h.complete(h.coming[0]) { // what it names may be away
		h.present[h.coming[0].Ref()] = h.coming[0]
		h.coming = h.coming[1:]
	}
	refs := sortedRefs(h.present)
	for range 2 {
		h.change(refs[h.random.IntN(len(refs))])
	}
	for _, ref := range sortedRefs(h.right) {
		if e := h.right[ref]; (len(ref.ID)*7+h.now.YearDay())%23 == 0 && h.complete(e) {
			h.present[ref] = e
			delete(h.right, ref)
		}
	}
	switch {
	case h.random.IntN(10) == 0:
		h.takeAway(refs[h.random.IntN(len(refs))])
	case h.random.IntN(10) == 0 && len(h.away) > 0:
		e := h.away[0]
		h.away = h.away[1:]
		if h.complete(e) {
			h.present[e.Ref()] = e
		} else {
			h.away = append(h.away, e)
		}
	}
}

func sortedRefs(of map[records.Ref]records.Entity) []records.Ref {
	return slices.SortedFunc(maps.Keys(of), records.Ref.Compare)
}

// change spoils a field of a record, so that it can still be read, until it is corrected.
func (h *history) change(ref records.Ref) {
	e := h.present[ref]
	for range 20 {
		changed := reflect.New(reflect.TypeOf(e)).Elem()
		changed.Set(deepCopy(reflect.ValueOf(e)))
		spoil(h.random, h.values, changed, ref.String())
		changed.FieldByName("ID").SetString(ref.ID)
		next := changed.Interface().(records.Entity)
		if v, validates := next.(interface{ Validate() error }); validates && v.Validate() != nil || reflect.DeepEqual(e, next) || !h.complete(next) {
			continue
		}
		if h.right[ref] == nil {
			h.right[ref] = e
		}
		h.present[ref] = next
		return
	}
}

// complete reports whether all that a record names is there.
func (h *history) complete(e records.Entity) bool {
	for ref := range refsOf(e) {
		if h.present[ref] == nil && ref != e.Ref() {
			return false
		}
	}
	return true
}

// takeAway takes a record away that nothing names.
func (h *history) takeAway(ref records.Ref) {
	for other, e := range h.present {
		if other != ref && refsOf(e)[ref] {
			return
		}
	}
	h.away = append(h.away, h.present[ref])
	delete(h.present, ref)
	delete(h.right, ref)
}

func (h *history) sorted() *iso28000.System {
	list := make([]records.Entity, 0, len(h.present))
	for _, e := range h.present {
		list = append(list, e)
	}
	slices.SortFunc(list, func(a, b records.Entity) int { return a.Ref().Compare(b.Ref()) })
	return systemOf(h.system, list)
}

func (h *history) save(t *testing.T) {
	t.Helper()
	h.system.AsOf = records.DateOf(h.now)
	h.system = h.sorted()
	saved, err := iso28000.SaveTo(context.Background(), h.archive, h.by, h.system, h.position)
	require.NoError(t, err)
	h.position = saved.Position
}

// refsOf returns what a record names.
func refsOf(e records.Entity) map[records.Ref]bool {
	named := map[records.Ref]bool{}
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		if ref, is := v.Interface().(records.Ref); is {
			if !ref.IsZero() && (ref.ID == "" || ref.Kind == "") {
				ref = records.Ref{Kind: "half a name", ID: "of nothing"} // spoiled so that no file can hold it
			}
			named[ref] = true
			return
		}
		switch v.Kind() {
		case reflect.String:
			if id, is := v.Interface().(records.Entity); is {
				named[id.Ref()] = true
			}
		case reflect.Struct:
			for i := range v.NumField() {
				if v.Type().Field(i).IsExported() {
					walk(v.Field(i))
				}
			}
		case reflect.Slice, reflect.Array:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Map:
			for _, key := range v.MapKeys() {
				walk(key)
				walk(v.MapIndex(key))
			}
		case reflect.Pointer:
			if !v.IsNil() {
				walk(v.Elem())
			}
		}
	}
	walk(reflect.ValueOf(e))
	for ref := range named {
		if ref.ID == "" || ref == e.Ref() {
			delete(named, ref)
		}
	}
	return named
}

// encode returns all that a system holds.
func encode(t *testing.T, system *iso28000.System) string {
	t.Helper()
	node, err := records.Encode(system)
	require.NoError(t, err)
	data, err := records.JSON.Format(node)
	require.NoError(t, err)
	return string(data)
}
