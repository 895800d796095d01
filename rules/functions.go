package rules

import (
	"math"
	"reflect"
	"regexp"
	"unicode/utf8"

	"github.com/iso28000/iso28000/records"
)

// isNil reports whether there is nothing: no record, no day, no period.
func isNil(_ *machine, args []any) (any, error) {
	switch v := args[0].(type) {
	case records.Date:
		return v.IsZero(), nil
	case records.Period:
		return v.IsZero(), nil
	}
	return args[0] == nil, nil
}

func isNotNil(m *machine, args []any) (any, error) {
	none, _ := isNil(m, args)
	return !none.(bool), nil
}

func length(m *machine, args []any) (any, error) {
	switch v := args[0].(type) {
	case []any:
		return len(v), nil
	case string:
		return utf8.RuneCountInString(v), m.look(len(v))
	}
	return reflect.ValueOf(args[0]).Len(), nil
}

func first(_ *machine, args []any) (any, error) {
	if list := args[0].([]any); len(list) > 0 {
		return list[0], nil
	}
	return nil, nil
}

func last(_ *machine, args []any) (any, error) {
	if list := args[0].([]any); len(list) > 0 {
		return list[len(list)-1], nil
	}
	return nil, nil
}

// inList looks for a value among others.
func inList(m *machine, args []any) (any, error) {
	list := args[1].([]any)
	if err := m.pay(len(list)); err != nil {
		return nil, err
	}
	for _, v := range list {
		if equal(v, args[0]) {
			return true, nil
		}
	}
	return false, nil
}

// inSet looks for a text or a whole number among constants.
func inSet(values []any) impl {
	set := make(map[any]struct{}, len(values))
	for _, v := range values {
		set[v] = struct{}{}
	}
	return func(_ *machine, args []any) (any, error) {
		_, found := set[args[0]]
		return found, nil
	}
}

// inMap looks for a key.
func inMap(_ *machine, args []any) (any, error) {
	_, found := entry(args[1], args[0].(string))
	return found, nil
}

// inRange reports whether a whole number lies between two others, both of them included.
func inRange(_ *machine, args []any) (any, error) {
	n := args[0].(int)
	return args[1].(int) <= n && n <= args[2].(int), nil
}

// numbers makes the list of the whole numbers from one to another.
func numbers(m *machine, args []any) (any, error) {
	from, to := args[0].(int), args[1].(int)
	if from > to {
		return []any{}, nil
	}
	size := uint(to) - uint(from)
	if size >= uint(m.limits.Memory) {
		return nil, m.refuse("is a list of more numbers than a question may build", "Memory", "build less")
	}
	if err := m.pay(int(size) + 1); err != nil {
		return nil, err
	}
	list := make([]any, int(size)+1)
	for i := range list {
		list[i] = from + i
	}
	return list, nil
}

// startLoop pays for a loop, and hands its list on.
func startLoop(m *machine, args []any) (any, error) {
	list := args[0].([]any)
	return list, m.payLoop(len(list), args[1].(int))
}

func concatenate(m *machine, args []any) (any, error) {
	a, b := args[0].(string), args[1].(string)
	if len(a) > math.MaxInt-len(b) {
		return nil, m.text(math.MaxInt)
	}
	if err := m.text(len(a) + len(b)); err != nil {
		return nil, err
	}
	return a + b, m.look(len(a) + len(b))
}

// onTexts makes the implementation of a question about two texts.
func onTexts(holds func(s, part string) bool) impl {
	return func(m *machine, args []any) (any, error) {
		s, part := args[0].(string), args[1].(string)
		return holds(s, part), m.look(len(s) + len(part))
	}
}

// changed makes the implementation of a change to a text.
func changed(change func(string) string) impl {
	return func(m *machine, args []any) (any, error) {
		s := args[0].(string)
		if err := m.look(len(s)); err != nil {
			return nil, err
		}
		s = change(s) // upper and lower may make it longer, threefold at most
		return s, m.text(len(s))
	}
}

// matching makes the implementation of a pattern, the larger of which cost more.
func matching(pattern *regexp.Regexp, size int) impl {
	cost := 2 + size/8
	return func(m *machine, args []any) (any, error) {
		s := args[0].(string)
		if err := m.payLoop(1+len(s), cost); err != nil {
			return nil, err
		}
		return pattern.MatchString(s), nil
	}
}

// ask asks the caller's clock, which may panic.
func ask(question func() bool) (answer any, err error) {
	defer func() {
		if r := recover(); r != nil {
			answer, err = nil, faultf("asks the clock, which fails: %v", r)
		}
	}()
	return question(), nil
}

func happened(m *machine, args []any) (any, error) {
	return ask(func() bool { return m.clock.Happened(args[0].(records.Date)) })
}

func over(m *machine, args []any) (any, error) {
	return ask(func() bool { return m.clock.Over(args[0].(records.Date)) })
}

func within(m *machine, args []any) (any, error) {
	return ask(func() bool { return m.clock.Within(args[0].(records.Date), args[1].(records.Period)) })
}

// addDays and addMonths leave no day as it is, and refuse to leave the calendar.
func addDays(_ *machine, args []any) (any, error) {
	return calendar(args[0].(records.Date), args[0].(records.Date).AddDays(args[1].(int)))
}

func addMonths(_ *machine, args []any) (any, error) {
	return calendar(args[0].(records.Date), args[0].(records.Date).AddMonths(args[1].(int)))
}

func calendar(from, to records.Date) (any, error) {
	if to.IsZero() && !from.IsZero() {
		return nil, faultf("leaves the years 1 to 9999")
	}
	return to, nil
}

func daysBetween(_ *machine, args []any) (any, error) {
	from, to := args[0].(records.Date), args[1].(records.Date)
	if from.IsZero() || to.IsZero() {
		return nil, faultf("counts from or to no day: ask whether the day is nil before")
	}
	return int((to.Start().Unix() - from.Start().Unix()) / (24 * 60 * 60)), nil
}
