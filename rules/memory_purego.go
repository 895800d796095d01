//go:build purego

package rules

import (
	"math"
	"reflect"

	"github.com/iso28000/iso28000/records"
)

// What memory.go does with package unsafe is done here by reflection, for those who may not
// use it: the same answers, slower, and with allocations.

const byReflection = true

type spot struct{ v reflect.Value }

func spotOf[T any](v *T) spot { return spot{reflect.ValueOf(v).Elem()} }

func spotAt(v reflect.Value) spot { return spot{v} }

func (at spot) none() bool { return !at.v.IsValid() }

type way []int

func wayTo(_ reflect.Type, path []int) way { return path }

func (at spot) follow(w way) spot {
	v, there := follow(at.v, w)
	if !there {
		return spot{}
	}
	return spot{v}
}

func (at spot) deref() spot { return spot{at.v.Elem()} }

func load[T any](at spot) T { return at.v.Interface().(T) }

func loadBool(at spot) bool { return at.v.Bool() }

func loadText(at spot) string { return at.v.String() }

func loadInt(t reflect.Type) func(spot) (int, bool) {
	if t.Kind() >= reflect.Uint {
		return func(at spot) (int, bool) { return int(at.v.Uint()), at.v.Uint() <= math.MaxInt }
	}
	return func(at spot) (int, bool) { return int(at.v.Int()), int64(int(at.v.Int())) == at.v.Int() }
}

func factInt(way, reflect.Type) func(*frame) int { return nil }

func itemInt(int, way, reflect.Type) func(*frame) int { return nil }

type list struct {
	first  spot
	n      int
	picked []spot
}

func (l *list) at(i int) spot {
	if l.picked != nil {
		return l.picked[i]
	}
	return spot{l.first.v.Index(i)}
}

func loadList(reflect.Type) func(spot) list {
	return func(at spot) list { return list{first: at, n: at.v.Len()} }
}

func listOf[T any](s []T) list { return list{first: spot{reflect.ValueOf(s)}, n: len(s)} }

func loadRef(at spot) records.Ref { return at.v.Interface().(records.Ref) }

type address []int

func addressOf(_ reflect.Type, path []int) address { return path }

func (at spot) field(a address) spot { return spot{at.v.FieldByIndex(a)} }

func (at spot) intAt(a address) int { return int(at.v.FieldByIndex(a).Int()) }

func (at spot) textAt(a address) string { return at.v.FieldByIndex(a).String() }

type firstOf []uint64

func firstElement(s []uint64) firstOf { return s }

func (f firstOf) at(i int) uint64 { return f[i] }

type textSlot struct {
	text   string
	n      int
	toggle uint64
}

func newTextSlot(text string, toggle uint64) textSlot { return textSlot{text, len(text), toggle} }

func noTextSlot() textSlot { return textSlot{n: -1} }

type textWords string

func (slot *textSlot) pick(s string) (found textWords, same uint64) {
	if len(s) == slot.n {
		same = 1
	}
	return textWords(s), same
}

func (slot *textSlot) is(found textWords, same uint64) uint64 {
	if same == 1 && string(found) == slot.text {
		return math.MaxUint64
	}
	return 0
}

type firstSlot []textSlot

func firstTextSlot(s []textSlot) firstSlot { return s }

func (f firstSlot) at(i int) *textSlot { return &f[i] }

func unescaped(f *frame) *frame { return f }
