// Package rules compiles rules that people write in files, and decides by them: which risks
// are tolerable, which records fail a check of one's own. A rule is an expression in the
// language of github.com/expr-lang/expr over a struct of facts, more strictly checked:
// whatever could mean something else than its writer thinks is refused when it is compiled,
// with its place, and what cannot be worked out is an error, never a silent false.
//
// [Compile] makes a [Set] in which the first rule that holds decides and a default where none
// does. [CompileAll] makes a set in which every rule is asked for itself, [CompileCondition] a
// single condition; [CompileRecordCondition] does that for a type that is known only when the
// program runs. All of them answer for a pointer to the facts and a [records.Clock], and
// can explain their answer down to the value of each part ([Set.Explain]). Package ruletest
// tests rules by the cases that stand with them.
//
// # Facts
//
// The facts are a struct. Its json tags are the names in rules, of fields inside fields too:
//
//	type Facts struct {
//		Level    int              `json:"level"`
//		Category Category         `json:"category"` // a type of text with a method Values
//		Owner    records.ID[...]  `json:"owner"`
//		DueOn    records.Date     `json:"due_on"`
//		Carrier  *Carrier         `json:"carrier"`  // may be nil
//		Stops    []Stop           `json:"stops"`
//		Ratings  map[Category]int `json:"ratings"`
//		Score    decimal.Decimal  `json:"score"`
//	}
//
// A field is a text, a whole number of any size, a bool, [decimal.Decimal], [records.Date],
// [records.Period], [records.Ref] (a text such as "site/S-1"), a struct, a list of these, a
// map of these by a type of text with values, or a pointer to a struct or a single value.
// Embedded structs are part of theirs, fields with the tag "-" are hidden. Floats,
// interfaces, functions, instants and maps with open keys are refused, with the path of each
// field: hand rules exact values of known names.
//
// # The language
//
//	level >= 4 && owner != ""                 and, or, not are words for &&, ||, !
//	1 <= level < 4                            comparisons chain
//	category in ["natural", "external"]       not in, too; level in 1..3
//	score * 0.4 + level / 3 > 2.5             numbers are exact
//	title contains "seal"                     startsWith, endsWith, matches "^S-[0-9]+$"
//	any(stops, .hours > 24 && !.secure)       all, none, one, count, filter, find, map, sum
//	count(stops, .secure) == len(stops)       .field is that of the element, # the element
//	max(map(stops, .hours)) <= 48             min, max, sum, abs, first, last, upper, lower, trim
//	carrier != nil && carrier.score > 3       once it was asked whether it is nil
//	(carrier?.score ?? 0) > 3                 ?. ends in nil where there is no carrier
//	(ratings?.natural ?? 0) > 2               and where a map holds nothing for the key
//	let due = add_days(due_on, 30); over(due)
//	level > 3 ? sealed : true                 if level > 3 {sealed} else {true}, too
//
// Types do not mix. A text that is compared with a field of a type with values has to be one
// of them, ids of different records do not compare, a text is no number. What may be nil is
// compared with nil first or gets a value by ??. Text in quotes is what it says, and a
// pattern is known when it is compiled.
//
// # Numbers
//
// 0.1 is a tenth. Whole numbers and decimals mix freely; a sum, difference or product of
// whole numbers that leaves the 64 bits of int is an error. Division always is that of
// decimals: 7 / 2 is 3.5, 1 / 3 is worked out to 20 places behind the point, the last one
// rounded half away from zero. Dividing by zero is an error. There are no floats.
//
// # Time
//
// Rules do not read the time, they ask questions that the clock of the caller answers:
//
//	happened(day)                 the day has begun, in UTC: what is dated on it is a fact
//	reached(day)                  the same, for a day that something is due on
//	over(day)                     the day has ended: what was due on it is late
//	within(day, "12 months")      the day has begun and the period from it is not over
//
// All of them are false for no day. Days compare with <, == and so on, with each other and
// with date("2026-01-31"); == nil asks whether there is one, and ordering by no day is an
// error. add_days(day, 30), add_months(day, 6) and days_between(from, to) count. Because the
// clock is asked, it can tell when to ask again: see [Watch].
//
// # How a rule is run
//
// There is one meaning, that of the machine of expr, and three faster ways to it. Comparisons
// of facts with constants become look-ups that rule out most rules of a set at once; what is
// left of a rule, a loop or a question about time, becomes functions of Go that allocate
// nothing. Both stop where anything is out of the ordinary, and the machine then gives the
// answer or the error. [Set.Paths] says which way each rule takes: a rule that compares facts
// with constants only is the fastest, one that looks into a map is left to the machine. The
// build tag purego does without package unsafe, more slowly.
//
// # Analysis
//
// The facts of a rule have types, and rules compare them with constants. So it can be said of
// a set, without asking it about every case one by one, which rules never decide, which hide
// others, where a worse case has a better outcome ([Analyze], [AnalyzeAll]), for which facts a
// new set decides otherwise than the old one ([Diff]), and what would have to change for a case
// to come out as one wants ([Counterfactuals]). What is found comes with facts that show it;
// what cannot be gone through is said to be open.
//
// # What goes wrong
//
// Compiling reports everything at once: for each fault in a text a [SourceError] with line
// and column, and all of them as [records.Faults] with the path in the definition. Running
// ends in a [RunError] that names rule, place and reason: a record that is nil, a key that a
// map does not hold, a list that is too short, an overflow, a division by zero, a limit.
// [Limits] bound both, since the writer of a rule decides what it costs.
package rules
