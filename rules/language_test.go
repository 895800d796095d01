package rules_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What conditions come to, of the sample shipment at noon of its due day.
func TestTrueConditions(t *testing.T) {
	for topic, conditions := range map[string][]string{
		"whole numbers": {
			`level == 3`, `level + 4 * 2 == 11`, `(level + 4) * 2 == 14`, `7 % 3 == 1`, `-7 % 3 == -1`, `-level == -3`, `abs(-level) == 3`, `+level == 3`,
			`pieces == 12`, `total == 9007199254740993`, `total + 1 == 9007199254740994`, `0x10 == 16`, `1_000 == 1000`, `level - -1 == 4`,
			`-9223372036854775807 - 1 < 0`, `(1 - level) * 4611686018427387904 < 0`, `min(level, 2, 9) == 2`, `max(weights) == 40`, `sum(weights) == 50`, `sum([]) == 0`,
		},
		"chains of comparisons": {`1 < level < 4`, `not (1 < level < 3)`, `1 <= level <= 3 < pieces`},
		"decimals are exact": {
			`0.1 + 0.2 == 0.3`, `rate == 0.1 + 0.2`, `rate == 0.30`, `rate * 10 == level`, `level * 0.1 == rate`, `level + 0.5 == 3.5`, `rate < level`, `1.50 == 1.5`,
			`1e2 == 100`, `2.5e-1 == 0.25`, `.5 == 0.5`, `total + 0.5 > total`, `sum(Prices) == 3.5`, `sum(stops, .cost) == 31`, `max(rate, 0.29) == rate`, `abs(-rate) == 0.3`, `-rate < 0`,
			`rate in [0.3, 1]`, `level in [3.0]`, `9007199254740993 == 9007199254740993.0`, `9007199254740992 != 9007199254740993.0`, `9223372036854775807.5 > 9223372036854775807`,
		},
		"division is decimal": {`7 / 2 == 3.5`, `level / 2 == 1.5`, `1 / 3 == 0.33333333333333333333`, `2 / 3 == 0.66666666666666666667`, `-2 / 3 == -0.66666666666666666667`, `6 / 3 == 2`, `10 / 4 * 4 == 10`, `let h = level / 6; h * h * h * h * h * h * h * h * h * h * h * 2048 == 1`, `rate / 3 == 0.1`},
		"texts": {
			`owner == "harbour master"`, `owner != ''`, `"ab" + "cd" == "abcd"`, `owner contains "master"`, `owner startsWith "harb"`, `owner endsWith "ter"`, `not (owner contains "x")`, `owner not contains "x"`,
			`upper(owner) == "HARBOUR MASTER"`, `lower("ÄB") == "äb"`, `trim("  a ") == "a"`, `len("Ünï") == 3`, `owner matches "^h.*r$"`, `not (owner matches "^x")`, `owner < "z"`, "owner == `harbour master`", `"a\tb" == "a	b"`,
			`subject == "site/S-1"`, `by == "clerk"`, `Voucher == "A-9"`,
		},
		"values of lists and ids": {
			`goods == "fuel"`, `goods != "food"`, `goods in ["fuel", "arms"]`, `goods not in ["food"]`, `goods in kinds`, `"fuel" in kinds`, `goods != ""`, `goods != owner`, `goods startsWith "fu"`, `(sealed ? goods : mode) != "sea"`,
			`guard == "P-1"`, `guard startsWith "P-"`, `guard in guards`, `"P-2" in guards`, `any(guards, # == guard)`,
		},
		"lists": {
			`any(stops, .secure)`, `all(stops, .hours > 1)`, `none(stops, .hours > 100)`, `one(stops, .port == "DEHAM")`, `count(stops, .secure) == 2`, `len(stops) == 3`, `len(filter(stops, .secure)) == 2`,
			`filter(stops, .secure)[1].port == "CHBSL"`, `find(stops, .hours > 9)?.port == "DEHAM"`, `find(stops, .hours > 99) == nil`, `first(stops).port == "NLRTM"`, `last(tags) == "high value"`, `first(filter(tags, # == "x")) == nil`,
			`"cold" in tags`, `"x" not in tags`, `tags[0] == "cold"`, `tags[-1] == "high value"`, `any([], true) == false`, `all([], false)`, `none([], true)`, `7 in weights`, `level in [level, 9]`, `len([1, 2] | filter(# > 1)) == 1`,
			`any(stops, any(.checks, # == 2))`, `all(grid, len(#) > 0)`, `sum(map(grid, sum(#))) == 6`, `max(map(stops, .hours)) == 30`, `any(stops, .port == "DEHAM" && .hours > level)`, `any(stops, {let h = .hours; h > 29})`,
			`count([true, false, true]) == 2`, `len(1..4) == 4`, `len(3..2) == 0`, `len(2..2) == 1`, `sum(1..4) == 10`, `level in 1..3`, `level not in 4..9`, `2 in 1..level`,
		},
		"records": {
			`carrier.name == "Northline"`, `carrier.parent.score == 9`, `route.first.hours == 1`, `carrier != nil`, `carrier?.parent?.parent == nil`,
			`(carrier?.parent?.parent?.name ?? "none") == "none"`, `carrier.parent.parent?.name == nil`, `carrier.parent.parent?.name != "x"`, `any(partners, #?.trusted ?? false)`, `count(partners, # != nil && .score > 1) == 1`,
			`let c = carrier; c.score == 4`, `stops[0].cost == 10.1`,
		},
		"what may be nil": {
			`limit != nil && limit > 3`, `limit == nil || limit > 3`, `!(limit == nil) && limit == 5`, `limit == 5`, `(limit ?? 0) > 3`, `urgent == nil`, `!(urgent ?? false)`, `remark != nil && remark contains "fra"`,
			`limit == nil ? false : limit == 5`, `closed == nil`, `closed != due_on`, `(closed ?? due_on) == due_on`, `let l = limit; l != nil && l == 5`, `carrier?.bonus == nil`, `(nil ?? 3) == 3`, `remark == "fragile"`,
			`carrier != nil && carrier != nil && (carrier?.score ?? 0) == 4`,
		},
		"maps by the values of a list": {
			`ratings.fuel == 4`, `ratings["food"] == 0`, `ratings[goods] == 4`, `(ratings?.arms ?? 7) == 7`, `ratings?.arms == nil`, `ratings?.["fuel"] == 4`, `"fuel" in ratings`, `"arms" not in ratings`, `goods in ratings`,
			`len(ratings) == 2`, `carriers.sea.score == 7`, `carriers[mode].name == "Oceanic"`, `carriers?.rail?.name == nil`, `carriers?.rail.parent.parent.name == nil`, `any(stops, (ratings?.arms ?? 0) < .hours)`,
		},
		"days": {
			`due_on == date("2026-05-04")`, `due_on > checked_on`, `due_on >= date("2026-05-04")`, `due_on != checked_on`, `due_on in days`, `max(days) == due_on`, `min(due_on, checked_on) == checked_on`,
			`add_days(due_on, 27) == date("2026-05-31")`, `add_months(date("2026-01-31"), 1) == date("2026-02-28")`, `add_days(due_on, -4) == date("2026-04-30")`, `days_between(checked_on, due_on) == 155`, `days_between(due_on, checked_on) == -155`,
			`due_on != nil`, `stops[1].visited == nil`, `stops[1].visited == stops[2].visited`, `add_days(stops[1].visited, 1) == nil`, `interval == period("1 year")`, `interval != nil`, `interval == period("12 months")`,
		},
		"time": {
			`happened(due_on)`, `reached(due_on)`, `not over(due_on)`, `over(checked_on)`, `within(checked_on, "12 months")`, `within(checked_on, interval)`, `not within(checked_on, "30 days")`, `not within(date("2026-05-05"), "1y")`,
			`not happened(date("2026-05-05"))`, `not happened(stops[1].visited)`, `not over(stops[1].visited)`, `not within(stops[1].visited, "1y")`,
		},
		"short-circuit":     {`sealed || 1 / (level - 3) > 1`, `not (!sealed && 1 / (level - 3) > 1)`, `sealed ? true : 1 % (level - 3) == 1`, `(limit ?? (1 % (level - 3))) == 5`, `any(stops, .secure || .hours / (level - 3) > 1)`},
		"let, if, comments": {`let x = level * 2; let y = x + 1; y == 7`, `if sealed {true} else {false}`, `if !sealed {false} else if level > 2 {true} else {false}`, "level == 3 // three\n", `level /* steps */ == 3`, "level\n>\n2", `(level > 2 ? "a" : "b") == "a"`, `level > 2 ? true : false`},
	} {
		t.Run(topic, func(t *testing.T) {
			for _, text := range conditions {
				holds, err := compiled(t, text).Holds(sample(), noon())
				require.NoError(t, err, text)
				assert.True(t, holds, text)
			}
		})
	}
}

// What cannot be worked out is a fault that names the part, never a false.
func TestFaults(t *testing.T) {
	for _, tt := range []struct{ rule, part, reason string }{
		{`level + 9223372036854775807 > 0`, `level + 9223372036854775807`, "beyond the whole numbers"},
		{`-9223372036854775807 - level < 0`, `-9223372036854775807 - level`, "beyond the whole numbers"},
		{`total * total > 0`, `total * total`, "beyond the whole numbers"},
		{`(level - 1) * 4611686018427387904 > 0`, `(level - 1) * 4611686018427387904`, "beyond the whole numbers"},
		{`-(-9223372036854775807 - (level - 2)) > 0`, `-(-9223372036854775807 - (level - 2))`, "beyond the whole numbers"},
		{`abs(-9223372036854775807 - (level - 2)) > 0`, `abs(-9223372036854775807 - (level - 2))`, "beyond the whole numbers"},
		{`sum([9223372036854775807, level]) > 0`, `sum([9223372036854775807, level])`, "beyond the whole numbers"},
		{`sum(stops, .hours * 9223372036854775807) > 0`, `.hours * 9223372036854775807`, "beyond the whole numbers"},
		{`level / (level - 3) > 1`, `level / (level - 3)`, "divides by zero"},
		{`rate / 0.0 > 1`, `rate / 0.0`, "divides by zero"},
		{`level % (level - 3) == 0`, `level % (level - 3)`, "divides by zero"},
		{`ratings.arms > 0`, `ratings.arms`, `ratings holds nothing for "arms"`},
		{`ratings[mode == "sea" ? stops[0].port == "" ? goods : goods : goods] == 4 && ratings.other > 1`, `ratings.other`, "holds nothing"},
		{`weights[3] == 1`, `weights[3]`, "weights has 3 elements, and none at 3"},
		{`weights[-4] == 1`, `weights[-4]`, "none at -4"},
		{`filter(stops, .hours > 99)[0].secure`, `filter(stops, .hours > 99)[0]`, "0 elements"},
		{`find(stops, .hours > 99).secure`, `find(stops, .hours > 99).secure`, "find(stops, .hours > 99) is nil"},
		{`any(partners, .score > 9)`, `.score`, "the element of the list is nil"},
		{`carrier.parent.parent.trusted`, `carrier.parent.parent.trusted`, "carrier.parent.parent is nil"},
		{`note == ""`, `note`, "is not there"},
		{`stops[1].visited < due_on`, `stops[1].visited < due_on`, "compares with no day"},
		{`max(map(stops, .visited)) == due_on`, `max(map(stops, .visited))`, "compares with no day"},
		{`min(filter(weights, # > 99)) > 1`, `min(filter(weights, # > 99))`, "empty list"},
		{`days_between(stops[1].visited, due_on) > 3`, `days_between(stops[1].visited, due_on)`, "no day"},
		{`add_days(due_on, total) > due_on`, `add_days(due_on, total)`, "leaves the years 1 to 9999"},
		{`add_months(due_on, 100000) > due_on`, `add_months(due_on, 100000)`, "leaves the years 1 to 9999"},
	} {
		t.Run(tt.rule, func(t *testing.T) {
			c := compiled(t, tt.rule)
			for _, ask := range []func(*shipment, records.Clock) (bool, error){c.Holds, c.HoldsWithoutVM} {
				_, err := ask(sample(), noon())
				fault := new(rules.RunError)
				require.True(t, errors.As(err, &fault), "%v", err)
				assert.Equal(t, tt.part, fault.Text)
				assert.Contains(t, fault.Message, tt.reason)
				assert.Equal(t, strings.Index(tt.rule, tt.part), fault.Offset)
			}
		})
	}
}

// Facts that do not fit are a fault where a rule asks for them, and only there.
func TestFactsThatDoNotFit(t *testing.T) {
	type wide struct {
		Big    uint64          `json:"big"`
		Exact  decimal.Decimal `json:"exact"`
		Text   string          `json:"text"`
		Texts  []string        `json:"texts"`
		Sealed bool            `json:"sealed"`
	}
	facts := &wide{Big: math.MaxUint64, Exact: decimal.New(1, 1_000_000_000), Text: strings.Repeat("x", 70_000), Texts: []string{"a", strings.Repeat("x", 70_000)}}
	for text, reason := range map[string]string{
		`big > 0`:             "is 18446744073709551615, more than the largest whole number",
		`exact + 1 > 0`:       "Limits.Digits",
		`text == ""`:          "is a text of 70000 bytes",
		`any(texts, # == "")`: "[1] is a text of 70000 bytes",
	} {
		c, err := rules.CompileCondition[wide](text+" || sealed", rules.Limits{})
		require.NoError(t, err)
		_, err = c.Holds(facts, noon())
		require.ErrorContains(t, err, reason)

		guarded, err := rules.CompileCondition[wide]("!sealed || "+text, rules.Limits{})
		require.NoError(t, err)
		holds, err := guarded.Holds(facts, noon())
		require.NoError(t, err, "what is not asked for does not matter: %s", text)
		assert.True(t, holds)
	}
}
