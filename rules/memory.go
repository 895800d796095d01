//go:build !purego

package rules

import (
	"math/bits"
	"reflect"
	"unsafe"

	"github.com/iso28000/iso28000/records"
)

// This file alone uses package unsafe, so that a fact is read by one load: the type of the
// facts is known when rules are compiled, and with it where each field lies. Without it the
// build tag purego reads by reflection (memory_purego.go), and takes some 5 times as long for a decision by
// twelve rules (bench/rules/README.md). Addresses are only ever those of fields and
// elements that reflection has found: an offset is that of a reflect.StructField, an element
// lies below the length of its slice, and the types of what is loaded are those of the field.

// byReflection says which of the two files was chosen.
const byReflection = false

// A spot is where a value stands in memory; the zero value is that of nothing.
type spot struct{ p unsafe.Pointer }

func spotOf[T any](v *T) spot { return spot{unsafe.Pointer(v)} }

// spotAt is spotOf for what a pointer was found to point at.
func spotAt(v reflect.Value) spot { return spot{v.Addr().UnsafePointer()} }

func (at spot) none() bool { return at.p == nil }

// A way leads to a field of a struct: an offset, and one more after each embedded pointer.
type way []uintptr

func wayTo(t reflect.Type, path []int) way {
	w := way{0}
	for i, step := range path {
		if i > 0 && t.Kind() == reflect.Pointer {
			t = t.Elem()
			w = append(w, 0)
		}
		f := t.Field(step)
		w[len(w)-1] += f.Offset
		t = f.Type
	}
	return w
}

// follow returns the field at the end of a way, or nothing where an embedded pointer is nil.
func (at spot) follow(w way) spot {
	p := unsafe.Add(at.p, w[0])
	for _, offset := range w[1:] {
		if p = *(*unsafe.Pointer)(p); p == nil {
			return spot{}
		}
		p = unsafe.Add(p, offset)
	}
	return spot{p}
}

// deref returns what the pointer at the spot points to.
func (at spot) deref() spot { return spot{*(*unsafe.Pointer)(at.p)} }

// load reads a value whose type is exactly T.
func load[T any](at spot) T { return *(*T)(at.p) }

func loadBool(at spot) bool { return *(*bool)(at.p) }

func loadText(at spot) string { return *(*string)(at.p) }

// loadInt returns how a whole number of a type is read. It is false where the number is
// beyond those of int.
func loadInt(t reflect.Type) func(spot) (int, bool) {
	switch t.Kind() {
	case reflect.Int:
		return func(at spot) (int, bool) { return *(*int)(at.p), true }
	case reflect.Int8:
		return loadNumber[int8]
	case reflect.Int16:
		return loadNumber[int16]
	case reflect.Int32:
		return loadNumber[int32]
	case reflect.Int64:
		return loadNumber[int64]
	case reflect.Uint:
		return loadNumber[uint]
	case reflect.Uint8:
		return loadNumber[uint8]
	case reflect.Uint16:
		return loadNumber[uint16]
	case reflect.Uint32:
		return loadNumber[uint32]
	}
	return loadNumber[uint64]
}

func loadNumber[T int8 | int16 | int32 | int64 | uint | uint8 | uint16 | uint32 | uint64](at spot) (int, bool) {
	v := *(*T)(at.p)
	n := int(v)
	return n, T(n) == v && (n < 0) == (v < 0)
}

// plainInt is the way to a field of type int that no embedded pointer leads to.
func plainInt(w way, t reflect.Type) (offset uintptr, plain bool) {
	return w[0], len(w) == 1 && t.Kind() == reflect.Int
}

// factInt returns how the whole number at the end of a way from the facts is read, where that
// is a single load.
func factInt(w way, t reflect.Type) func(*frame) int {
	if offset, plain := plainInt(w, t); plain {
		return func(f *frame) int { return *(*int)(unsafe.Add(f.facts.p, offset)) }
	}
	return nil
}

// itemInt is factInt for a field of the element that the loop of a depth is at.
func itemInt(depth int, w way, t reflect.Type) func(*frame) int {
	if offset, plain := plainInt(w, t); plain {
		return func(f *frame) int { return *(*int)(unsafe.Add(f.items[depth].p, offset)) }
	}
	return nil
}

// A list is a list of values: those of a slice or an array, or of places that were picked.
type list struct {
	first  spot
	n      int // listAbsent and listNull stand for no list
	size   uintptr
	picked []spot
}

func (l *list) at(i int) spot {
	if l.picked != nil {
		return l.picked[i]
	}
	return spot{unsafe.Add(l.first.p, uintptr(i)*l.size)}
}

// loadList returns how a slice or an array is read.
func loadList(t reflect.Type) func(spot) list {
	size := t.Elem().Size()
	if t.Kind() == reflect.Array {
		n := t.Len()
		return func(at spot) list { return list{first: at, n: n, size: size} }
	}
	return func(at spot) list {
		s := (*[]struct{})(at.p) // the header of every slice is the same
		return list{first: spot{unsafe.Pointer(unsafe.SliceData(*s))}, n: len(*s), size: size}
	}
}

func listOf[T any](s []T) list {
	return list{first: spot{unsafe.Pointer(unsafe.SliceData(s))}, n: len(s), size: unsafe.Sizeof(*new(T))}
}

func loadRef(at spot) records.Ref { return *(*records.Ref)(at.p) }

// An address leads to a field of a struct where no pointer lies in between.
type address uintptr

func addressOf(t reflect.Type, path []int) address { return address(wayTo(t, path)[0]) }

func (at spot) field(a address) spot { return spot{unsafe.Add(at.p, a)} }

func (at spot) intAt(a address) int { return *(*int)(unsafe.Add(at.p, a)) }

func (at spot) textAt(a address) string { return *(*string)(unsafe.Add(at.p, a)) }

// A firstOf is the first element of a slice whose length the user knows.
type firstOf struct{ p *uint64 }

func firstElement(s []uint64) firstOf { return firstOf{&s[0]} }

func (f firstOf) at(i int) uint64 { return *(*uint64)(unsafe.Add(unsafe.Pointer(f.p), uintptr(i)*8)) }

// A textSlot holds one of the constants that a text is compared with, or none.
type textSlot struct {
	text   string
	n      int    // bytes, or less than any text has where the slot is empty
	toggle uint64 // what differs between what the constant leads to, and all other texts

	words [4]uint32      // those of the constant at 0 and the three places below: all of up to 16 bytes
	from  [3]uint32      // where they begin
	reads uint64         // 1 where they are compared at all: the constant has four bytes or more
	own   unsafe.Pointer // the words, to be compared with themselves where they are not
}

func newTextSlot(text string, toggle uint64) textSlot {
	slot := textSlot{text: text, n: len(text), toggle: toggle}
	words := text + "...."[min(len(text), 4):]
	slot.own = unsafe.Pointer(unsafe.StringData(words))
	if n := len(text); n >= 4 {
		slot.reads = 1
		slot.from = [3]uint32{uint32(min(4, n-4)), uint32(max(n-8, 0)), uint32(n - 4)}
	}
	slot.words[0] = *(*uint32)(slot.own)
	for i, from := range slot.from {
		slot.words[i+1] = *(*uint32)(unsafe.Add(slot.own, from))
	}
	return slot
}

func noTextSlot() textSlot {
	slot := newTextSlot("", 0)
	slot.n = -1
	return slot
}

// TextWords are where four words of a text stand.
type textWords struct{ p unsafe.Pointer }

// pick returns the words of a text, and 1, if it is as long as the constant; else those of the
// constant itself, and 0. So a text of another length needs no branch, which random texts would
// mispredict.
func (slot *textSlot) pick(s string) (found textWords, same uint64) {
	_, same = bits.Sub64(uint64(len(s)^slot.n), 1, 0)
	return textWords{[2]unsafe.Pointer{slot.own, unsafe.Pointer(unsafe.StringData(s))}[same&slot.reads&1]}, same
}

// is returns all bits where the words are those of the constant, and else none.
func (slot *textSlot) is(found textWords, same uint64) uint64 {
	p, w := found.p, &slot.words
	differ := (*(*uint32)(p) ^ w[0]) | (*(*uint32)(unsafe.Add(p, slot.from[0])) ^ w[1]) |
		(*(*uint32)(unsafe.Add(p, slot.from[1])) ^ w[2]) | (*(*uint32)(unsafe.Add(p, slot.from[2])) ^ w[3])
	_, equal := bits.Sub64(uint64(differ), same, 0)
	return -equal
}

// A firstSlot is the first of some slots, the number of which the user knows.
type firstSlot struct{ p *textSlot }

func firstTextSlot(s []textSlot) firstSlot { return firstSlot{&s[0]} }

func (f firstSlot) at(i int) *textSlot {
	return (*textSlot)(unsafe.Add(unsafe.Pointer(f.p), uintptr(i)*unsafe.Sizeof(textSlot{})))
}

// unescaped hides from the compiler that a frame goes to closures, so that it may stand on the
// stack: no closure keeps the frame beyond its call, which the compiler cannot know.
//
//go:nosplit
func unescaped(f *frame) *frame {
	p := uintptr(unsafe.Pointer(f))
	return *(**frame)(unsafe.Pointer(&p))
}
