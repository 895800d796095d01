package rules_test

import (
	"errors"
	"testing"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The messages as the writer of a rule sees them: place, what is wrong, what would be right.
// The wording is asserted here and nowhere else.
func TestMessages(t *testing.T) {
	for _, tt := range []struct{ rule, message string }{
		{`levl > 2`, `1:1: unknown name levl, did you mean level?`},
		{`carrier.nam == "x"`, `1:9: unknown field nam of carrier, did you mean name?`},
		{`route.zzz == 1`, `1:7: unknown field zzz of route: there are from, legs, first`},
		{`any(stops, hours > 2)`, `1:12: unknown name hours: to mean the field of the element, write .hours`},
		{`any(stops, .houers > 2)`, `1:13: unknown field houers of stop, did you mean hours?`},
		{`goods == fuel`, `1:10: unknown name fuel: to mean the text, write "fuel"`},
		{`len > 3`, `1:1: len is a function: write len(list) or len(text)`},
		{`lenn(tags) == 1`, `1:1: lenn is no function of the language, did you mean len?`},
		{`level() > 1`, `1:1: level is a fact, not a function: write it without brackets`},
		{`carrier.name() == "x"`, `1:9: only functions are called, and there are none on records`},
		{`$env.level > 1`, `1:1: unknown name $env: there are level, pieces, total, rate, owner, goods, mode, sealed, due_on, checked_on, interval, guard …`},
		{`level`, `1:1: level is a whole number: a condition is true or false, so compare it with something`},
		{`stops`, `1:1: stops is a list of records (stop): a condition is true or false, so ask any(stops, …) or len(stops) > 0`},
		{`urgent`, `1:1: urgent may be nil: ask urgent != nil before, or write what is to be in its place, as in (urgent ?? false)`},
		{`level == "3"`, `1:7: level is a whole number, "3" a text: they do not compare; write the number without quotes`},
		{`sealed == "true"`, `1:8: sealed is true or false, "true" a text: they do not compare; write true without quotes`},
		{`due_on == "2026-01-31"`, `1:8: due_on is a day, "2026-01-31" a text: they do not compare; write date("2026-01-31")`},
		{`due_on < "2026-01-31"`, `1:8: due_on is a day, "2026-01-31" a text: they do not compare; write date("2026-01-31")`},
		{`interval == "12 months"`, `1:10: interval is a period, "12 months" a text: they do not compare; write period("12 months")`},
		{`tags == "cold"`, `1:6: tags is a list, "cold" a text: they do not compare; write "cold" in tags`},
		{`owner > 3`, `1:7: owner is a text, 3 a whole number: they do not compare`},
		{`owner && sealed`, `1:1: owner is a text: && joins what is true or false, so compare it with something`},
		{`sealed and urgent`, `1:12: urgent may be nil: ask urgent != nil before, or write what is to be in its place, as in (urgent ?? false)`},
		{`!owner`, `1:2: owner is a text: ! turns true into false, so compare it with something`},
		{`owner + 1 == "x"`, `1:7: owner is a text and 1 a whole number: + adds two numbers or joins two texts`},
		{`owner * 2 > 1`, `1:1: owner is a text: * takes numbers`},
		{`due_on - 30 > checked_on`, `1:1: due_on is a day: - takes numbers; for days write days_between(from, to) or add_days(day, -30)`},
		{`due_on + 30 > checked_on`, `1:1: due_on is a day: + takes numbers; for days write add_days(day, 30) or add_months(day, 6)`},
		{`level % 0.5 == 1`, `1:7: % takes two whole numbers`},
		{`level > nil`, `1:9: nil is neither more nor less than anything: compare it by == or !=`},
		{`level == nil`, `1:1: level is a whole number, which is never nil`},
		{`owner != nil`, `1:1: owner is a text, which is never nil: write owner != ""`},
		{`tags == nil`, `1:1: tags is a list, which is never nil: write len(tags) == 0`},
		{`nil == nil`, `1:8: nil is always nil: compare something with it`},
		{`stops == stops`, `1:7: stops and stops are lists: ask any, all or in`},
		{`carrier == carrier`, `1:9: carrier and carrier are records: compare a field of theirs, such as .id`},
		{`ratings == ratings`, `1:9: ratings and ratings are maps: compare what is in them`},
		{`interval > interval`, `1:10: a period is not longer or shorter than another, since months differ in length: add them to a day and compare the days`},
		{`sealed > true`, `1:8: sealed is true or false: > compares numbers, texts or days`},
		{`owner contains 3`, `1:16: 3 is a whole number: contains takes two texts`},
		{`tags contains "cold"`, `1:1: tags is a list: write "cold" in tags`},
		{`owner in "abc"`, `1:10: "abc" is a text: write "abc" contains owner`},
		{`level in level`, `1:10: level is a whole number: in takes a list, as in x in [1, 2] or x in 1..5`},
		{`level in ["a"]`, `1:11: level is a whole number, "a" a text: they do not compare; write the number without quotes`},
		{`level in tags`, `1:10: level is a whole number, and what is in tags is a text: it is never in there`},
		{`level in 1.5..2`, `1:10: 1.5 is a decimal number: in with .. takes whole numbers; write 1.5 <= x && x <= 2.5 for others`},
		{`level in [1, "a"]`, `1:14: "a" is a text, and what stands before it a whole number: the elements of a list are of one kind`},
		{`level in remark`, `1:10: remark may be nil: ask remark != nil before, or write what is to be in its place, as in (remark ?? [])`},
		{`goods == "fule"`, `1:10: "fule" is none of food, fuel, arms, other, did you mean fuel?`},
		{`goods == "zzzzzzz"`, `1:10: "zzzzzzz" is none of food, fuel, arms, other`},
		{`goods in ["fuel", "foood"]`, `1:19: "foood" is none of food, fuel, arms, other, did you mean food?`},
		{`"fule" in kinds`, `1:1: "fule" is none of food, fuel, arms, other, did you mean fuel?`},
		{`goods == mode`, `1:7: goods is one of the list goods, mode one of the list mode: they are never the same`},
		{`goods < "fuel"`, `1:1: goods is one of the list goods, which has no order: name the values that are meant, as in goods in ["food"]`},
		{`ratings.fule > 1`, `1:9: "fule" is none of food, fuel, arms, other, did you mean fuel?`},
		{`ratings["fule"] > 1`, `1:9: "fule" is none of food, fuel, arms, other, did you mean fuel?`},
		{`ratings[owner] > 1`, `1:9: owner is a text: the keys of ratings are of the list goods`},
		{`"fule" in ratings`, `1:1: "fule" is none of food, fuel, arms, other, did you mean fuel?`},
		{`mode in ratings`, `1:1: mode is one of the list mode: the keys of ratings are of the list goods`},
		{`goods == (sealed ? "fuel" : "fod")`, `1:29: "fod" is none of food, fuel, arms, other, did you mean food?`},
		{`let g = "fule"; goods == g`, `1:26: "fule" is none of food, fuel, arms, other, did you mean fuel?`},
		{`guard == Voucher`, `1:7: guard is the id of a person, Voucher the id of an attestation: they are never the same`},
		{`guard == goods`, `1:7: guard is the id of a person, goods one of the list goods: they are never the same`},
		{`guard < "P-2"`, `1:1: guard is the id of a person, which has no order`},
		{`Voucher in guards`, `1:12: Voucher is the id of an attestation, and what is in guards is the id of a person: it is never in there`},
		{`limit > 3`, `1:1: limit may be nil: ask limit != nil before, or write what is to be in its place, as in (limit ?? 0)`},
		{`(limit != nil || sealed) && limit > 3`, `1:29: limit may be nil: ask limit != nil before, or write what is to be in its place, as in (limit ?? 0)`},
		{`!(limit == nil && sealed) && limit > 3`, `1:30: limit may be nil: ask limit != nil before, or write what is to be in its place, as in (limit ?? 0)`},
		{`limit != nil ? sealed : limit > 3`, `1:25: limit may be nil: ask limit != nil before, or write what is to be in its place, as in (limit ?? 0)`},
		{`(limit != nil && sealed) || limit > 3`, `1:29: limit may be nil: ask limit != nil before, or write what is to be in its place, as in (limit ?? 0)`},
		{`owner && levl > 3`, "1:1: owner is a text: && joins what is true or false, so compare it with something\n1:10: unknown name levl, did you mean level?"},
		{`remark contains "x"`, `1:1: remark may be nil: ask remark != nil before, or write what is to be in its place, as in (remark ?? "")`},
		{`carrier?.score > 3`, `1:1: carrier?.score may be nil: ask carrier?.score != nil before, or write what is to be in its place, as in (carrier?.score ?? 0)`},
		{`carrier?.trusted`, `1:1: carrier?.trusted may be nil: ask carrier?.trusted != nil before, or write what is to be in its place, as in (carrier?.trusted ?? false)`},
		{`last(tags) startsWith "x"`, `1:1: last(tags) may be nil: write what is to be in its place, as in (last(tags) ?? "")`},
		{`level ?? 3`, `1:1: level is never nil, so that what stands after ?? is never taken: remove it`},
		{`(carrier.name ?? "x") == "y"`, `1:2: carrier.name is never nil, so that what stands after ?? is never taken: remove it, or write ?. where a record or a key may be missing`},
		{`(ratings.fuel ?? 3) > 2`, `1:2: ratings.fuel is never nil, so that what stands after ?? is never taken: remove it, or write ?. where a record or a key may be missing`},
		{`(carrier?.score ?? "x") == 1`, `1:20: "x" is a text, and carrier?.score a whole number or nil: what stands in place of nil has to be of the same kind`},
		{`any(carrier?.sites, .secure)`, `1:5: carrier?.sites may be nil: ask carrier?.sites != nil before, or write what is to be in its place, as in (carrier?.sites ?? [])`},
		{`within(closed, "1y")`, `1:8: closed may be nil: ask closed != nil before, or write what is to be in its place, as in (closed ?? date("2026-01-31"))`},
		{`max(limit, 3) > 1`, `1:5: limit may be nil: ask limit != nil before, or write what is to be in its place, as in (limit ?? 0)`},
		{`weights[limit] > 3`, `1:9: limit may be nil: ask limit != nil before, or write what is to be in its place, as in (limit ?? 0)`},
		{`ratings.fuel ?? 3 > 2`, `1:19: ?? and > stand side by side: put the ?? and its two sides in brackets`},
		{`1 / 0 > 1`, `1:1: 1 / 0: divides by zero: ask whether it is zero before`},
		{`level > 5 % 0`, `1:9: 5 % 0: divides by zero: ask whether it is zero before`},
		{`9223372036854775807 + 1 > level`, `1:1: 9223372036854775807 + 1: is beyond the whole numbers, which end at 9223372036854775807: use decimal numbers`},
		{`2 ^ 3 == 8`, `1:3: ^ is not part of the language: write the product out, as in x * x`},
		{`9223372036854775808 > level`, `1:1: 9223372036854775808 is no whole number that rules can hold: the largest is 9223372036854775807`},
		{`1e400 > level`, `1:1: 1e400 is no number that rules can hold`},
		{`1e300 > level`, `1:1: 1e300: is a number of too many digits: Limits.Digits allows 200, so round it before or raise the limit`},
		{`abs(owner) == 1`, `1:5: owner is a text: abs takes numbers`},
		{`now() > due_on`, `1:1: now is no function of the language: the time is given with the question: write reached(due_on), over(due_on) or within(reviewed_on, "12 months")`},
		{`duration("1h") > 3`, `1:1: duration is no function of the language: write a period where one is needed, as in within(reviewed_on, "12 months")`},
		{`reduce(weights, #acc + #) > 1`, `1:1: reduce is no function of the language: write sum, count, min or max`},
		{`mean(weights) > 1`, `1:1: mean is no function of the language: write sum(list) / len(list)`},
		{`toJSON(level) == "3"`, `1:1: toJSON is no function of the language: values keep the kind that they have: whole and decimal numbers mix freely, and a text compares with a text`},
		{`sortBy(stops, .hours)[0].secure`, `1:1: sortBy is no function of the language`},
		{`foo(1) == 1`, `1:1: foo is no function of the language`},
		{`len() > 1`, `1:1: len is written len(list) or len(text)`},
		{`len(level) > 1`, `1:5: level is a whole number: len takes a list, a text or a map`},
		{`count(stops) > 1`, `1:7: count takes a condition: write count(stops, condition), or len(stops) for all of them`},
		{`sum(tags) > 1`, `1:5: tags is a list: sum takes a list of numbers`},
		{`sum(stops, .port) > 1`, `1:12: .port is a text: sum takes numbers`},
		{`any(level, true)`, `1:5: level is a whole number: any takes a list`},
		{`any(stops)`, `1:10: a condition is missing before this ): a loop takes a list and a condition, as in any(list, .field > 1)`},
		{`any(stops, .hours)`, `1:12: .hours is a whole number: the condition of any is true or false, so compare it with something`},
		{`map(stops, .hours)`, `1:1: map(stops, .hours) is a list: a condition is true or false, so ask any(map(stops, .hours), …) or len(map(stops, .hours)) > 0`},
		{`min(owner) > 1`, `1:1: min is written min(a, b) or min(list)`},
		{`max("a", "b") == "a"`, `1:5: "a" is a text: max takes numbers, or days, or one list of either`},
		{`upper(level) == "A"`, `1:7: level is a whole number: upper takes a text`},
		{`reached("2026-01-31")`, `1:9: "2026-01-31" is a text: reached takes a day, write date("2026-01-31")`},
		{`reached(level)`, `1:9: level is a whole number: reached takes a day`},
		{`within(due_on)`, `1:1: within is written within(day, "12 months")`},
		{`within(due_on, "1 fortnight")`, `1:16: "1 fortnight" is not a period: write a whole number and hours, days, weeks, months or years, as in 12 months`},
		{`within(due_on, level)`, `1:16: level is a whole number: a period is needed, as in "12 months" or "30 days"`},
		{`date("2026-13-01") < due_on`, `1:6: "2026-13-01" is not a day: write year-month-day of the years 0001 to 9999, as in 2006-01-02`},
		{`date(owner) < due_on`, `1:6: owner is no day in quotes: date takes one, as in date("2026-01-31")`},
		{`period("x") == interval`, `1:8: "x" is not a period: write a whole number and hours, days, weeks, months or years, as in 12 months`},
		{`add_days(due_on, "3") < due_on`, `1:18: "3" is a text: add_days takes a whole number`},
		{`add_days(date("9999-12-31"), 1) > due_on`, `1:1: add_days(date("9999-12-31"), 1): leaves the years 1 to 9999`},
		{`owner matches "(a"`, `1:15: "(a" is no pattern: missing closing )`},
		{`owner matches owner`, `1:15: owner is not known before the rule runs: matches takes a pattern in quotes, so that a mistake in it shows at once`},
		{`level matches "a"`, `1:1: level is a whole number: matches takes a text and a pattern`},
		{`owner matches "(x{100}){10}"`, `1:15: "(x{100}){10}" is a pattern of more than 1000 states: shorten it or its repetitions`},
		{`stops.hours > 1`, `1:7: stops is a list: write any(stops, .hours …), all, count or filter`},
		{`stops[owner] == 1`, `1:7: owner is a text: the elements of a list are counted by whole numbers from 0`},
		{`owner[0] == "a"`, `1:1: owner is a text, of which single characters cannot be taken: ask startsWith, endsWith, contains or matches`},
		{`owner[0:1] == "a"`, `1:6: parts of a list or a text cannot be cut out: ask any, filter, first or last of a list, startsWith or contains of a text`},
		{`level.x == 1`, `1:7: level is a whole number, which has no fields`},
		{`carrier[level] == 1`, `1:8: carrier is a record (carrier), whose fields are named in the rule: write carrier.name`},
		{`#.secure`, `1:1: # stands for the element of a list, and there is none here: use it inside any, all, count and the like`},
		{`.secure`, `1:1: a name that begins with . is a field of the element of a list, and there is none here`},
		{`any(stops, #index > 1)`, `1:12: #index is not part of the language: # is the element of the list`},
		{`sealed; level`, `1:9: a rule is one expression: join conditions with && or ||; only let ends with ;`},
		{`{"a": 1}.a == 1`, `1:1: maps cannot be made in a rule: compare the fields one by one`},
		{`b"x" == owner`, `1:1: raw bytes are not part of the language: write a text without the b before it`},
		{`let level = 3; level > 1`, `1:5: level is a fact already: give the let another name`},
		{`let x = 1; let x = 2; x == 2`, `1:16: x is set by a let already: give this one another name`},
		{`let len = 1; len > 1`, `1:5: len is a function already: give the let another name`},
		{`sealed ? 1 : "a"`, `1:14: "a" is a text, and 1 a whole number: both ways have to come to the same kind of value`},
		{`level ? true : false`, `1:1: level is a whole number: a choice is made by what is true or false, so compare it with something`},
		{``, `1:1: is empty: write a condition`},
		{`level >`, `1:8: ends too early: something is missing after >`},
		{`level = 3`, `1:7: = is not part of the language: write == to compare`},
		{`level => 3`, `1:7: => is not part of the language: write >=`},
		{`level =< 3`, `1:7: =< is not part of the language: write <=`},
		{`level <> 3`, `1:8: <> is not part of the language: write !=`},
		{`level > = 3`, `1:9: the two signs of >= belong together`},
		{`level & sealed`, `1:7: & is not part of the language: write && or and`},
		{`level | sealed`, `1:7: | hands a list to a function, as in list | any(.field > 1): to join conditions write || or or`},
		{`level > 3 AND sealed`, `1:11: AND is written and`},
		{`level IS 3`, `1:7: IS is not part of the language: write == to compare`},
		{`(level > 3`, `1:1: ( is never closed: add )`},
		{`level > 3)`, `1:10: ) closes nothing: remove it, or add what opens it`},
		{`[level > 3)`, `1:11: ) closes the [ of 1:1: write ]`},
		{`level ≥ 3`, `1:7: ≥ is not part of the language: write >=`},
		{`owner == “x”`, `1:10: “ is not part of the language: write "`},
		{`owner == "x`, `1:10: a text begins here and never ends: add the closing quote`},
		{`owner == "a\qb"`, `1:10: a text here holds a \ that stands for nothing: write \\ for the character itself`},
		{`3x > 1`, `1:1: this is no number, and a name cannot begin with a digit`},
		{`level > 3 /* c`, `1:11: a comment begins here and never ends: add */`},
		{`level @ 3`, `1:7: '@' is not part of the language`},
		{`level > 3 sealed`, `1:11: did not expect sealed after 3: an operator, a comma or a bracket is missing or too much`},
		{`level between 1 and 3`, `1:7: between is not part of the language: write 1 <= x && x <= 5, or x in 1..5`},
		{`any(stops, )`, `1:12: did not expect ) after ,: an operator, a comma or a bracket is missing or too much`},
		{`any(stops, .secure; .hours > 1)`, `1:19: put a condition that holds a ; into { and }`},
		{`sealed ?? true && sealed`, `1:16: ?? and && stand side by side: put the ?? and its two sides in brackets`},
		{`&& sealed`, `1:1: && cannot stand at the beginning`},
		{`if sealed {true}`, `1:17: ends too early: something is missing after }`},
		{`0x`, `1:1: 0x is no whole number that rules can hold: the largest is 9223372036854775807`},
		{"level\n  > 3 &&\n  ownr == 3", `3:3: unknown name ownr, did you mean owner?`},
		{"\xff", `1:1: is not UTF-8 here`},
	} {
		t.Run(tt.rule, func(t *testing.T) {
			_, err := rules.CompileCondition[shipment](tt.rule, rules.Limits{})
			require.Error(t, err)
			assert.Equal(t, tt.message, err.Error())
		})
	}
}

// broken has faults of every kind, two of them in one rule.
func broken() rules.Definition {
	return rules.Definition{Default: "tolerabel", Rules: []rules.Rule{
		{Name: "first", When: "level <= 2 && ownr != \"\"\n  || levl > 3", Then: "tolerable"},
		{Name: "", When: "sealed", Then: "tolerable"},
		{Name: "first", When: "", Then: "tolerble"},
		{Name: "fourth", When: "sealed &&", Then: ""},
	}}
}

func TestCompileReportsEverythingAtOnce(t *testing.T) {
	_, err := rules.Compile[shipment, tolerability](broken(), rules.Limits{})
	var got [][2]any
	for _, fault := range records.FaultsOf(err) {
		got = append(got, [2]any{fault.Path, fault.Offset})
	}
	assert.Equal(t, [][2]any{
		{"default", 0},
		{"rules[0].when", 14}, {"rules[0].when", 30},
		{"rules[1].rule", 0},
		{"rules[2].rule", 0}, {"rules[2].when", 0}, {"rules[2].then", 0},
		{"rules[3].then", 0}, {"rules[3].when", 9},
	}, got)
	assert.Equal(t, `default "tolerabel" is none of tolerable, intolerable, review, did you mean tolerable?
rules[0].when:1:15: unknown name ownr, did you mean owner?
rules[0].when:2:6: unknown name levl, did you mean level?
rules[1].rule is missing: give the rule a name that says what it decides, as people would
rules[2].rule "first" is the name of rules[0] too: give each rule a name of its own
rules[2].when is missing: write the condition under which the rule decides, as in level <= 2
rules[2].then "tolerble" is none of tolerable, intolerable, review, did you mean tolerable?
rules[3].then is missing: write what the rule decides where its condition holds
rules[3].when:1:10: ends too early: something is missing after &&`, err.Error())
}

func TestFaultsOfADefinitionAreReportedBelowThePathOfWhatHoldsIt(t *testing.T) {
	_, err := rules.Compile[shipment, tolerability](broken(), rules.Limits{})
	var f records.Faults
	f.Within("criteria.tolerability", err)
	fault := records.FaultsOf(f.Err())[2]
	assert.Equal(t, "criteria.tolerability.rules[0].when", fault.Path)
	assert.Equal(t, 30, fault.Offset)
}

func TestSourceErrorCarriesItsPlace(t *testing.T) {
	_, err := rules.Compile[shipment, tolerability](broken(), rules.Limits{})
	first := new(rules.SourceError)
	require.True(t, errors.As(err, &first))
	assert.Equal(t, "rules[0].when", first.Path)
	assert.Equal(t, "first", first.Rule)
	assert.Equal(t, []int{14, 1, 15}, []int{first.Offset, first.Line, first.Column})
	assert.Equal(t, "owner", first.Near)

	all := rules.SourceErrors(err)
	require.Len(t, all, 3)
	assert.Equal(t, `rules[0].when:2:6: unknown name levl, did you mean level?
    || levl > 3
       ^`, all[1].Detail())
}

func TestColumnsCountCharactersAndOffsetsBytes(t *testing.T) {
	_, err := rules.CompileCondition[shipment]("owner == \"Müller\" && \tlevl > 3", rules.Limits{})
	place := rules.SourceErrors(err)[0]
	assert.Equal(t, 23, place.Offset)
	assert.Equal(t, 23, place.Column)
	assert.Equal(t, "1:23: unknown name levl, did you mean level?\n  owner == \"Müller\" &&  levl > 3\n                        ^", place.Detail())
}

func TestManyFaultsAreCounted(t *testing.T) {
	d := rules.Definition{Default: "tolerable"}
	for range 200 {
		d.Rules = append(d.Rules, rules.Rule{When: "x == y", Then: "review"})
	}
	_, err := rules.Compile[shipment, tolerability](d, rules.Limits{})
	faults := records.FaultsOf(err)
	require.Len(t, faults, 101)
	assert.Equal(t, "rules hold 500 more faults", faults[100].Error())
}

func TestRunErrorSaysRulePlaceAndReason(t *testing.T) {
	set, err := rules.Compile[shipment, tolerability](rules.Definition{Default: "tolerable", Rules: []rules.Rule{
		{Name: "sealed", When: "!sealed", Then: "intolerable"},
		{Name: "known carrier", When: "sealed &&\n carrier.parent.name != \"\"", Then: "tolerable"},
	}}, rules.Limits{})
	require.NoError(t, err)
	facts := sample()
	facts.Carrier.Parent = nil
	_, err = set.Decide(facts, noon())
	fault := new(rules.RunError)
	require.True(t, errors.As(err, &fault))
	assert.Equal(t, rules.RunError{
		Path: "rules[1].when", Rule: "known carrier", Text: "carrier.parent.name", Offset: 11, Line: 2, Column: 2,
		Message: "carrier.parent is nil: ask carrier.parent != nil before, or write carrier.parent?. and ?? with what to take in its place",
	}, *fault)
	assert.Equal(t, `rule "known carrier", 2:2: carrier.parent.name: `+fault.Message, err.Error())
}
