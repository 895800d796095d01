package conformity

import (
	"reflect"
	"slices"
)

// A tracker notes what each judgement has read, so that a change of a record tells which
// judgements have to be made again. What can be read is numbered: a record by its id, whether
// it is there or not; all records of a list; those under a key of an index; the answer of a
// view, which in turn rests on what it has read. It serves one goroutine.
type tracker struct {
	records map[recordKey]int32
	lists   map[reflect.Type]int32
	buckets map[bucketKey]int32
	views   map[any]int32 // *View
	sources []*read       // by number

	reading []*reader // the judgement, and the views within views that it asks
	stamp   int32
}

type recordKey struct {
	list reflect.Type
	id   string
}

type bucketKey struct{ index, key any }

// A read is something that can be read, and what rests on it.
type read struct {
	by     []*judgement
	views  []*viewed
	kept   []any // under which keys a source keeps what memos made of the record
	answer *viewed
	stamp  int32
}

// A viewed answer is that of a view, as of any number of instants.
type viewed struct {
	number int32
	rests  []int32
	keys   []any // under which a source keeps it
}

// A reader gathers what is read on behalf of one judgement or view.
type reader struct {
	rests []int32
	stamp int32
}

func newTracker() *tracker {
	return &tracker{
		records: map[recordKey]int32{}, lists: map[reflect.Type]int32{}, buckets: map[bucketKey]int32{}, views: map[any]int32{},
	}
}

func numbered[K comparable](t *tracker, of map[K]int32, key K) int32 {
	n, known := of[key]
	if !known {
		n = int32(len(t.sources))
		of[key] = n
		t.sources = append(t.sources, &read{stamp: -1})
	}
	return n
}

func (t *tracker) record(list reflect.Type, id string) {
	t.note(numbered(t, t.records, recordKey{list, id}))
}
func (t *tracker) list(list reflect.Type) { t.note(numbered(t, t.lists, list)) }
func (t *tracker) bucket(index, key any)  { t.note(numbered(t, t.buckets, bucketKey{index, key})) }
func (t *tracker) view(view any)          { t.note(numbered(t, t.views, view)) }

// note adds to what the judgement or view at hand rests on.
func (t *tracker) note(n int32) {
	in := t.reading[len(t.reading)-1]
	if source := t.sources[n]; source.stamp != in.stamp { // a view in between stamps anew: then twice does no harm
		source.stamp = in.stamp
		in.rests = append(in.rests, n)
	}
}

func (t *tracker) push() *reader {
	t.stamp++
	in := &reader{stamp: t.stamp}
	t.reading = append(t.reading, in)
	return in
}

// begin starts to note what a judgement reads, and end returns it.
func (t *tracker) begin() {
	t.reading = t.reading[:0]
	t.push()
}

func (t *tracker) end() []int32 {
	rests := t.reading[0].rests
	slices.Sort(rests)
	return slices.Clip(slices.Compact(rests))
}

// within notes what a view reads to find an answer, until the returned function is called:
// deferred, so that a view that fails rests on what it had read by then.
func (t *tracker) within(view, key any) func() {
	n := t.views[view]
	source := t.sources[n]
	if source.answer == nil {
		source.answer = &viewed{number: n}
	}
	in := t.push()
	return func() {
		t.reading = t.reading[:len(t.reading)-1]
		source.answer.keys = append(source.answer.keys, key)
		for _, n := range in.rests {
			if !slices.Contains(source.answer.rests, n) {
				source.answer.rests = append(source.answer.rests, n)
				t.sources[n].views = append(t.sources[n].views, source.answer)
			}
		}
	}
}

// made notes under which key a source keeps what a memo made of a record.
func (t *tracker) made(list reflect.Type, id string, key any) {
	source := t.sources[numbered(t, t.records, recordKey{list, id})]
	source.kept = append(source.kept, key)
}

// restOn notes what a judgement rests on now, instead of before.
func (t *tracker) restOn(j *judgement, rests []int32) {
	if slices.Equal(j.rests, rests) {
		return
	}
	for _, n := range j.rests {
		if _, still := slices.BinarySearch(rests, n); !still {
			source := t.sources[n]
			if at := slices.Index(source.by, j); at >= 0 {
				last := len(source.by) - 1
				source.by[at], source.by[last] = source.by[last], nil
				source.by = source.by[:last]
			}
		}
	}
	for _, n := range rests {
		if _, before := slices.BinarySearch(j.rests, n); !before {
			t.sources[n].by = append(t.sources[n].by, j)
		}
	}
	j.rests = rests
}

// A stale set gathers what a change reaches.
type stale struct {
	tracker *tracker
	source  *source
	reached map[*judgement]bool
}

func (s *stale) record(list reflect.Type, id string) {
	if n, read := s.tracker.records[recordKey{list, id}]; read {
		s.reach(n)
	}
}

func (s *stale) list(list reflect.Type) {
	if n, read := s.tracker.lists[list]; read {
		s.reach(n)
	}
}

func (s *stale) bucket(index, key any) {
	if n, read := s.tracker.buckets[bucketKey{index, key}]; read {
		s.reach(n)
	}
}

// reach marks what rests on a thing, and forgets what was worked out from it.
func (s *stale) reach(n int32) {
	source := s.tracker.sources[n]
	for _, j := range source.by {
		s.reached[j] = true
	}
	for _, key := range source.kept {
		delete(s.source.indexes, key)
	}
	source.kept = nil
	views := source.views
	source.views = nil
	for _, view := range views {
		s.forget(view)
	}
}

func (s *stale) forget(view *viewed) {
	for _, key := range view.keys {
		delete(s.source.indexes, key)
	}
	for _, n := range view.rests {
		if at := slices.Index(s.tracker.sources[n].views, view); at >= 0 {
			s.tracker.sources[n].views = slices.Delete(s.tracker.sources[n].views, at, at+1)
		}
	}
	view.keys, view.rests = nil, nil
	s.reach(view.number)
}
