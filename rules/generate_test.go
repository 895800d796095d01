package rules_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/iso28000/iso28000/records"
	"github.com/shopspring/decimal"
)

// A generator writes random conditions about shipments, nearly all of which compile, and
// random shipments that make many of them fail: large numbers, missing records and keys,
// empty lists, odd texts, no days.
type generator struct {
	r     *rand.Rand
	elems []string // what # is in the loops around: "stop", "carrier", "int", "text"
	lets  []string // names of whole numbers that are set around
	named int
}

func (g *generator) one(choices ...string) string { return choices[g.r.IntN(len(choices))] }

func (g *generator) pick(choices ...func() string) string { return choices[g.r.IntN(len(choices))]() }

func (g *generator) bool(depth int) string {
	if depth <= 0 {
		return g.one("true", "sealed", "level > 2", `owner != ""`, "carrier != nil", `goods == "fuel"`, "urgent ?? false", "due_on != nil")
	}
	d := depth - 1
	return g.pick(
		func() string { return "(" + g.bool(d) + g.one(" && ", " || ", " and ", " or ") + g.bool(d) + ")" },
		func() string { return "(" + g.bool(d) + g.one(" && ", " || ") + g.bool(d) + ")" },
		func() string { return g.one("!", "not ") + "(" + g.bool(d) + ")" },
		func() string { return g.int(d) + g.one(" < ", " <= ", " == ", " != ", " >= ", " > ") + g.int(d) },
		func() string { return g.int(d) + " < " + g.int(d) + " <= " + g.int(d) },
		func() string {
			return g.decimal(d) + g.one(" < ", " <= ", " == ", " != ", " >= ", " > ") + g.decimal(d)
		},
		func() string {
			return g.text(d) + g.one(" == ", " != ", " < ", " contains ", " startsWith ", " endsWith ") + g.text(d)
		},
		func() string { return g.day(d) + g.one(" < ", " == ", " != ", " >= ") + g.day(d) },
		func() string { return g.one("happened", "reached", "over") + "(" + g.day(d) + ")" },
		func() string {
			return fmt.Sprintf("within(%s, %s)", g.day(d), g.one(`"12 months"`, "interval", `"30 days"`, `"48 hours"`))
		},
		func() string {
			return g.text(d) + g.one(" in ", " not in ") + g.one("tags", `["a", "high value"]`, "map(stops, .port)", "[]")
		},
		func() string {
			return g.int(d) + g.one(" in ", " not in ") + g.one("weights", "[1, 2, 3]", "1..4", "map(stops, .hours)", "[level, pieces]")
		},
		func() string {
			return g.one("guard in guards", `goods in kinds`, `goods in ratings`, `"fuel" in ratings`, `mode in ["sea", "rail"]`)
		},
		func() string { return g.text(d) + " matches " + g.one(`"^[a-m]"`, `"(a|b)*c"`, `"\\d{2,}"`) },
		func() string { return g.loop(d, g.one("any", "all", "none", "one")) },
		func() string {
			return g.one("carrier.name", "carrier.parent.name", "carrier?.parent?.name", "carriers.sea.name", "carriers?.rail?.name", "by", "note", "find(stops, .hours > 9)?.port", "first(tags)", "remark") + g.one(" == ", " != ") + `"Northline"`
		},
		func() string {
			return g.one("limit", "remark", "closed", "carrier", "carrier?.parent", "find(partners, #?.score == 2)", "first(stops)", "checked_on", "fee") + g.one(" == ", " != ") + "nil"
		},
		func() string { return "(" + g.bool(d) + " ? " + g.bool(d) + " : " + g.bool(d) + ")" },
		func() string { return "(limit != nil && limit > " + g.int(d) + ")" },
		func() string { return g.let(d, g.bool) },
	)
}

func (g *generator) int(depth int) string {
	if depth <= 0 {
		choices := []string{"0", "1", "3", "-2", "9223372036854775807", "level", "pieces", "total", "route.legs", "route.first.hours", "len(tags)"}
		return g.one(append(choices, g.lets...)...)
	}
	d := depth - 1
	return g.pick(
		func() string { return g.int(0) },
		func() string { return "(" + g.int(d) + g.one(" + ", " - ", " * ", " % ") + g.int(d) + ")" },
		func() string { return "-(" + g.int(d) + ")" },
		func() string { return "abs(" + g.int(d) + ")" },
		func() string {
			return g.one("sum(weights)", "sum(stops, .hours)", "max(weights)", "min(weights)", "len(stops)", "weights[0]", "weights[-1]", "grid[1][0]", "sum(grid[0])")
		},
		func() string {
			return g.one("ratings.fuel", "ratings.arms", "ratings[goods]", "(ratings?.arms ?? 2)", "carrier.score", "(carrier?.parent?.score ?? 1)", "carriers.rail.score", "(limit ?? 3)", "(carrier?.bonus ?? -1)")
		},
		func() string { return g.loop(d, "count") },
		func() string { return "sum(" + g.list(d) + ")" },
		func() string { return "(" + g.bool(d) + " ? " + g.int(d) + " : " + g.int(d) + ")" },
		func() string { return "len(" + g.text(d) + ")" },
		func() string { return "days_between(" + g.day(d) + ", " + g.day(d) + ")" },
		func() string { return g.one("min(", "max(") + g.int(d) + ", " + g.int(d) + ")" },
		func() string { return g.element("int") },
		func() string { return g.let(d, g.int) },
		func() string { return g.list(d) + fmt.Sprintf("[%d]", g.r.IntN(3)) },
	)
}

func (g *generator) decimal(depth int) string {
	if depth <= 0 {
		return g.one("0.1", "rate", "1.50", "route.first.cost", "(fee ?? 0.5)", "Prices[0]", "1e20")
	}
	d := depth - 1
	return g.pick(
		func() string { return "(" + g.decimal(d) + g.one(" + ", " - ", " * ", " / ") + g.decimal(d) + ")" },
		func() string { return "(" + g.int(d) + " / " + g.int(d) + ")" },
		func() string { return "(" + g.int(d) + g.one(" * ", " + ") + g.decimal(d) + ")" },
		func() string {
			return g.one("sum(Prices)", "sum(stops, .cost)", "max(Prices)", "min(rate, level, 0.2)", "abs(rate)", "-rate", "carrier.share ?? rate")
		},
		func() string { return g.decimal(0) },
	)
}

func (g *generator) text(depth int) string {
	if depth <= 0 {
		return g.one(`"cold"`, `""`, "owner", "route.from", `"Ünï"`, "by", "subject", `(remark ?? "none")`)
	}
	d := depth - 1
	return g.pick(
		func() string { return g.text(0) },
		func() string { return "(" + g.text(d) + " + " + g.text(d) + ")" },
		func() string { return g.one("upper(", "lower(", "trim(") + g.text(d) + ")" },
		func() string { return g.one("tags[0]", "tags[1]", `(first(tags) ?? "x")`, "stops[0].port", "note") },
		func() string { return "(" + g.bool(d) + " ? " + g.text(d) + " : " + g.text(d) + ")" },
		func() string { return g.element("text") },
	)
}

func (g *generator) day(depth int) string {
	if depth <= 0 {
		return g.one("due_on", "checked_on", `date("2026-01-31")`, `(closed ?? due_on)`)
	}
	d := depth - 1
	return g.pick(
		func() string { return g.day(0) },
		func() string { return fmt.Sprintf("add_days(%s, %s)", g.day(d), g.int(d)) },
		func() string { return fmt.Sprintf("add_months(%s, %s)", g.day(d), g.one("1", "-13", "level", "total")) },
		func() string {
			return g.one("days[0]", "max(days)", "min(due_on, checked_on)", "stops[0].visited", "carrier.since")
		},
	)
}

// list is one of whole numbers.
func (g *generator) list(depth int) string {
	if depth <= 0 {
		return g.one("weights", "[1, 2]", "map(stops, .hours)", "1..3", "grid[0]", "filter(weights, # > 5)")
	}
	d := depth - 1
	return g.pick(
		func() string { return g.list(0) },
		func() string { return "[" + g.int(d) + ", " + g.int(d) + "]" },
		func() string {
			return fmt.Sprintf("map(%s, %s)", g.list(d), g.inside("int", func() string { return g.int(d) }))
		},
		func() string {
			return fmt.Sprintf("filter(%s, %s)", g.list(d), g.inside("int", func() string { return g.bool(d) }))
		},
		func() string { return fmt.Sprintf("%s..%s", g.int(0), g.int(0)) },
	)
}

func (g *generator) loop(depth int, name string) string {
	lists := map[string][]string{
		"stop": {"stops", "carrier.sites", "filter(stops, .secure)", "(carrier?.sites ?? [])"}, "carrier": {"partners"},
		"int": {g.list(depth - 1)}, "text": {"tags", "map(stops, .port)"},
	}
	elem := g.one("stop", "stop", "carrier", "int", "text")
	list := g.one(lists[elem]...)
	return fmt.Sprintf("%s(%s, %s)", name, list, g.inside(elem, func() string {
		return g.one(g.element("bool"), g.bool(depth-1), g.element("bool")+" && "+g.bool(depth-1))
	}))
}

func (g *generator) inside(elem string, body func() string) string {
	g.elems = append(g.elems, elem)
	text := body()
	g.elems = g.elems[:len(g.elems)-1]
	return text
}

// element is something about the element of the innermost loop.
func (g *generator) element(kind string) string {
	if len(g.elems) == 0 {
		return map[string]string{"bool": "sealed", "int": "level", "text": "owner"}[kind]
	}
	switch g.elems[len(g.elems)-1] + " " + kind {
	case "stop bool":
		return g.one(".secure", ".hours > 6", `.port == "DEHAM"`, ".cost > 1.5", "over(.visited)", "any(.checks, # > 1)", `.mode == "sea"`, ".port in tags")
	case "stop int":
		return g.one(".hours", "len(.checks)", ".checks[0]")
	case "stop text":
		return ".port"
	case "carrier bool":
		return g.one(".trusted", "#?.trusted ?? false", "# != nil && .score > 1", ".parent.trusted", "#.name == owner", "(#?.bonus ?? 0) > 1")
	case "carrier int":
		return g.one(".score", "(#?.score ?? 0)", "(.bonus ?? 4)")
	case "carrier text":
		return ".name"
	case "int bool":
		return g.one("# > 2", "# in weights", "# == level")
	case "int int":
		return "#"
	case "text bool":
		return g.one(`# == "cold"`, "# contains owner", "len(#) > 4")
	case "text text":
		return "#"
	}
	return map[string]string{"bool": "sealed", "int": "level", "text": "owner"}[kind]
}

func (g *generator) let(depth int, body func(int) string) string {
	g.named++
	name := fmt.Sprintf("v%d", g.named)
	value := g.int(depth)
	g.lets = append(g.lets, name)
	text := fmt.Sprintf("(let %s = %s; %s)", name, value, body(depth))
	g.lets = g.lets[:len(g.lets)-1]
	return text
}

// shipment makes facts.
func (g *generator) shipment() *shipment {
	ints := []int{0, 1, 2, 3, 5, -4, 40, math.MaxInt, math.MinInt, math.MaxInt - 1}
	n := func() int { return ints[g.r.IntN(len(ints))] }
	texts := []string{"", "cold", "a", "Northline", "high value", "Ünï\x00cøde", "\xff\xfe", strings.Repeat("ab", 500)}
	s := func() string { return texts[g.r.IntN(len(texts))] }
	numbers := []string{"0", "0.1", "-2.50", "1e20", "1e-20", "9223372036854775807", "0.30"}
	dec := func() decimal.Decimal { return number(numbers[g.r.IntN(len(numbers))]) }
	days := []records.Date{{}, day("2026-05-04"), day("2025-01-31"), day("0001-01-01"), day("9999-12-31"), day("2026-05-05")}
	d := func() records.Date { return days[g.r.IntN(len(days))] }
	yes := func() bool { return g.r.IntN(2) == 0 }
	stops := func() []stop {
		var list []stop
		for range g.r.IntN(4) {
			st := stop{Port: s(), Hours: n(), Secure: yes(), Cost: dec(), Visited: d(), Mode: mode(g.one("road", "rail", "sea"))}
			for range g.r.IntN(3) {
				st.Checks = append(st.Checks, n())
			}
			list = append(list, st)
		}
		return list
	}
	var carry func(depth int) *carrier
	carry = func(depth int) *carrier {
		if depth == 0 || g.r.IntN(3) == 0 {
			return nil
		}
		c := &carrier{Name: s(), Score: n(), Trusted: yes(), Since: d(), Parent: carry(depth - 1), Sites: stops()}
		if yes() {
			c.Bonus, c.Share = ptr(n()), ptr(dec())
		}
		return c
	}
	f := &shipment{
		Level: n(), Pieces: uint16(g.r.IntN(70000)), Total: int64(n()), Rate: dec(), Owner: s(), Goods: goods(g.one("food", "fuel", "arms", "other", "")),
		Mode: mode(g.one("road", "rail", "sea")), Sealed: yes(), DueOn: d(), CheckedOn: d(), Interval: records.Days(g.r.IntN(400)),
		Guard: records.ID[records.Person](g.one("P-1", "P-2", "")), Carrier: carry(3), Stops: stops(),
		Route: route{From: s(), Legs: n(), First: stop{Hours: n(), Cost: dec()}}, stamp: stamp{By: s()},
	}
	if yes() {
		f.Limit, f.Remark, f.Closed, f.Fee, f.Urgent = ptr(n()), ptr(s()), ptr(d()), ptr(dec()), ptr(yes())
	}
	if yes() {
		f.Subject = records.Ref{Kind: "site", ID: "S-1"}
		f.Ratings = map[goods]int{"fuel": n()}
		f.Carriers = map[mode]carrier{"sea": {Name: s(), Score: n()}}
		f.Extra = &Extra{Note: s()}
		f.Grid = [][]int{{n(), n()}, {n()}}
	}
	for range g.r.IntN(3) {
		f.Partners = append(f.Partners, carry(2))
		f.Tags, f.Weights = append(f.Tags, s()), append(f.Weights, n())
		f.Prices, f.Days = append(f.Prices, dec()), append(f.Days, d())
		f.Guards, f.Kinds = append(f.Guards, "P-1"), append(f.Kinds, goods(g.one("food", "arms")))
	}
	return f
}

// at is an instant near the days of the shipments.
func (g *generator) at() records.Clock { return records.At(g.instant()) }

func (g *generator) instant() time.Time {
	return instant(g.one("2026-05-03T23:59:59Z", "2026-05-04T00:00:00Z", "2026-05-05T00:00:00Z", "2025-01-30T12:00:00Z", "2027-01-01T00:00:00Z"))
}

func newGenerator(seed1, seed2 uint64) *generator {
	return &generator{r: rand.New(rand.NewPCG(seed1, seed2))}
}
