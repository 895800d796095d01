package rules

import (
	"slices"
	"strings"

	"github.com/expr-lang/expr/builtin"
)

// functionUsage says how each function of the language is written.
func functionUsage() [][2]string {
	return [][2]string{
		{"any", "any(list, condition)"},
		{"all", "all(list, condition)"},
		{"none", "none(list, condition)"},
		{"one", "one(list, condition)"},
		{"count", "count(list, condition)"},
		{"filter", "filter(list, condition)"},
		{"find", "find(list, condition)"},
		{"map", "map(list, value)"},
		{"sum", "sum(list) or sum(list, value)"},
		{"len", "len(list) or len(text)"},
		{"min", "min(a, b) or min(list)"},
		{"max", "max(a, b) or max(list)"},
		{"abs", "abs(number)"},
		{"first", "first(list)"},
		{"last", "last(list)"},
		{"upper", "upper(text)"},
		{"lower", "lower(text)"},
		{"trim", "trim(text)"},
		{"date", `date("2026-01-31")`},
		{"period", `period("12 months")`},
		{"happened", "happened(day)"},
		{"reached", "reached(day)"},
		{"over", "over(day)"},
		{"within", `within(day, "12 months")`},
		{"add_days", "add_days(day, 30)"},
		{"add_months", "add_months(day, 6)"},
		{"days_between", "days_between(from, to)"},
	}
}

func isFunction(name string) bool { return usage(name) != "" }

func usage(name string) string {
	for _, f := range functionUsage() {
		if f[0] == name {
			return f[1]
		}
	}
	return ""
}

func functionNames() []string {
	var names []string
	for _, f := range functionUsage() {
		names = append(names, f[0])
	}
	return names
}

// instead says what takes the place of a function that other languages, and expr, have.
func instead(name string) string {
	switch strings.ToLower(name) {
	case "now", "today", "time", "year":
		return `the time is given with the question: write reached(due_on), over(due_on) or within(reviewed_on, "12 months")`
	case "duration", "timezone":
		return `write a period where one is needed, as in within(reviewed_on, "12 months")`
	case "reduce":
		return "write sum, count, min or max"
	case "float", "int", "string", "tojson", "fromjson":
		return "values keep the kind that they have: whole and decimal numbers mix freely, and a text compares with a text"
	case "mean", "median", "avg", "average":
		return "write sum(list) / len(list)"
	case "round", "floor", "ceil":
		return "numbers are exact: compare them as they are"
	case "haskey", "get", "keys", "values":
		return "write key in map, or map?.key ?? and what to take in its place"
	case "hasprefix", "hassuffix":
		return "write startsWith or endsWith between the two texts"
	case "indexof", "lastindexof", "findindex", "findlastindex":
		return "write x in list, or text contains part"
	case "findlast":
		return "write last(filter(list, condition))"
	case "exists", "some", "every":
		return "write any(list, condition) or all(list, condition)"
	case "length", "size":
		return "write len(list)"
	case "before":
		return "write a < b"
	case "after":
		return "write a > b"
	}
	return ""
}

// isForeign reports whether expr has a function of that name, which rules do not.
func isForeign(name string) bool { return slices.Contains(builtin.Names, name) }
