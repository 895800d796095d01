package rules

import "strconv"

// absent stands inside a chain for what an optional step did not find.
type absent struct{}

// reach handles the base of a step: nil is a fault, or where the step is optional the end of the chain.
func reach(base any, text string, optional bool) (value any, done bool, err error) {
	switch {
	case base == absent{}:
		return base, true, nil
	case base != nil:
		return base, false, nil
	case optional:
		return absent{}, true, nil
	}
	switch text {
	case ".", "#":
		return nil, true, faultf("the element of the list is nil: ask # != nil before")
	}
	return nil, true, faultf("%s is nil: ask %s != nil before, or write %s?. and ?? with what to take in its place", text, text, text)
}

// readField makes the implementation of a.name, or of a?.name.
func readField(f *field, text string, optional bool) impl {
	return func(m *machine, args []any) (any, error) {
		base, done, err := reach(args[0], text, optional)
		if done {
			return base, err
		}
		return m.field(base, f)
	}
}

// readKey makes the implementation of a[key], or of a?.[key].
func readKey(read reader, text string, optional bool) impl {
	return func(m *machine, args []any) (any, error) {
		base, done, err := reach(args[0], text, optional)
		if done {
			return base, err
		}
		key := args[1].(string)
		v, found := entry(base, key)
		switch {
		case found:
			return read(m, v)
		case optional:
			return absent{}, nil
		}
		return nil, faultf("%s holds nothing for %s: write %s?. and ?? with what to take in its place", text, quote(key), text)
	}
}

// readIndex makes the implementation of a[1], or of a?.[1]. Below 0 it counts from the end.
func readIndex(text string, optional bool) impl {
	return func(_ *machine, args []any) (any, error) {
		base, done, err := reach(args[0], text, optional)
		if done {
			return base, err
		}
		list, i := base.([]any), args[1].(int)
		if i < 0 {
			i += len(list)
		}
		if i < 0 || i >= len(list) {
			return nil, faultf("%s has %s, and none at %d: ask for len(%s) before", text, counted(len(list), "element"), args[1], text)
		}
		return list[i], nil
	}
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
