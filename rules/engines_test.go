package rules_test

import (
	"fmt"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// plain writes conditions as most rules are: comparisons of facts with constants, and now and
// then something else among them.
func (g *generator) plain(depth int) string {
	if depth <= 0 {
		return g.pick(
			func() string {
				return g.one("level", "pieces", "total", "route.legs", "route.first.hours") + g.one(" < ", " <= ", " == ", " != ", " >= ", " > ") + g.one("0", "1", "2", "3", "5", "40", "-4", "65536", "9223372036854775807", "(-9223372036854775807 - 1)")
			},
			func() string { return g.one("3 < ", "2 == ", "5 >= ") + g.one("level", "total") },
			func() string {
				return g.one("owner", "route.from", "by") + g.one(" == ", " != ") + g.one(`"cold"`, `""`, `"a"`, `"Northline"`, `"high value"`, "\"\u00dcn\u00ef\"")
			},
			func() string { return "goods" + g.one(" == ", " != ") + g.one(`"fuel"`, `"arms"`, `""`) },
			func() string { return g.one("mode", "goods") + g.one(" in ", " not in ") + g.one(`["fuel"]`, `[]`) },
			func() string { return g.one(`mode in ["sea", "rail"]`, `goods not in ["food", "arms", ""]`) },
			func() string {
				return g.one("level", "total", "pieces") + g.one(" in ", " not in ") + g.one("1..3", "[0, 2, 5]", "3..1", "[9223372036854775807]")
			},
			func() string { return g.one("sealed", "!sealed", "sealed == true", "true", "false") },
			func() string { return g.one("over(due_on)", "reached(checked_on)", "within(checked_on, interval)") },
			func() string { return g.bool(1) },
		)
	}
	return g.pick(
		func() string { return "(" + g.plain(depth-1) + g.one(" && ", " || ") + g.plain(depth-1) + ")" },
		func() string { return "(" + g.plain(depth-1) + " && " + g.plain(depth-1) + ")" },
		func() string { return "!(" + g.plain(depth-1) + ")" },
		func() string { return g.plain(0) },
		func() string {
			return "(" + g.plain(depth-1) + " ? " + g.plain(depth-1) + " : " + g.plain(depth-1) + ")"
		},
	)
}

// set writes a rule set, the larger ones of more rules than a word has bits.
func (g *generator) set() rules.Definition {
	d := rules.Definition{Default: "intolerable"}
	n := 1 + g.r.IntN(8)
	if g.r.IntN(10) == 0 {
		n = 60 + g.r.IntN(80)
	}
	for i := range n {
		d.Rules = append(d.Rules, rules.Rule{Name: strconv.Itoa(i), When: g.plain(g.r.IntN(3)), Then: g.one("tolerable", "review")})
	}
	return d
}

// sameDecision holds the fast engine to the VM: the answer, or the kind and place of the
// error, and the instants on which the answer turns.
func sameDecision(t testing.TB, set *rules.Set[shipment, tolerability], facts *shipment, at time.Time) (failed bool) {
	fast, slow := rules.WatchAt(at), rules.WatchAt(at)
	got, err := set.Decide(facts, fast)
	want, wrong := set.DecideByVM(facts, slow)
	require.Equal(t, wrong, err)
	require.Equal(t, want, got)
	require.Equal(t, *slow, *fast, "the instants on which the answer turns")
	return err != nil
}

// sameAnswer is sameDecision for a condition.
func sameAnswer(t testing.TB, c *rules.Condition[shipment], facts *shipment, at time.Time) (failed bool) {
	fast, slow := rules.WatchAt(at), rules.WatchAt(at)
	got, err := c.Holds(facts, fast)
	want, wrong := c.HoldsByVM(facts, slow)
	require.Equal(t, wrong, err, c)
	require.Equal(t, want, got, c)
	require.Equal(t, *slow, *fast, "the instants on which the answer turns: %s", c)
	return err != nil
}

func FuzzEnginesAgree(f *testing.F) {
	for seed := range uint64(16) {
		f.Add(seed, seed*11)
	}
	f.Fuzz(func(t *testing.T, a, b uint64) {
		g := newGenerator(a, b)
		pairs(t, g, 8, new(tally))
	})
}

type tally struct{ pairs, failed, refused int }

// pairs tries a generated condition and a generated set on some generated facts each.
func pairs(t testing.TB, g *generator, each int, sum *tally) {
	limits := lowLimits()
	if g.r.IntN(2) == 0 {
		limits = rules.Limits{}
	}
	note := func(failed bool) {
		if sum.pairs++; failed {
			sum.failed++
		}
	}
	if c, err := rules.CompileCondition[shipment](g.bool(1+g.r.IntN(4)), limits); err == nil {
		for range each {
			note(sameAnswer(t, c, g.shipment(), g.instant()))
		}
	} else {
		sum.refused++
	}
	set, err := rules.Compile[shipment, tolerability](g.set(), limits)
	if err != nil {
		sum.refused++
		return
	}
	for range each {
		note(sameDecision(t, set, g.shipment(), g.instant()))
	}
}

// TestEnginesAgree tries some thousand pairs, or as many millions as the environment asks for:
//
//	RULES_PAIRS=10 go test -run TestEnginesAgree -timeout 1h ./rules
func TestEnginesAgree(t *testing.T) {
	want, each := amount(20_000, 4_000), 24
	if millions, err := strconv.Atoi(os.Getenv("RULES_PAIRS")); err == nil {
		want, each = millions*1_000_000, 200
	}
	const workers = 2
	var group sync.WaitGroup
	var sums [workers]tally
	for w := range workers {
		group.Go(func() {
			for seed := uint64(w); sums[w].pairs < want/workers && !t.Failed(); seed += workers {
				pairs(t, newGenerator(seed, 77), each, &sums[w])
			}
		})
	}
	group.Wait()
	pairs, failed, refused := 0, 0, 0
	for _, s := range sums {
		pairs, failed, refused = pairs+s.pairs, failed+s.failed, refused+s.refused
	}
	t.Logf("%d pairs agree, %d of them in a fault; %d expressions were refused", pairs, failed, refused)
	assert.Greater(t, failed, pairs/20, "too few pairs fail to say much")
	assert.Less(t, failed, pairs*3/4)
}

// Each rule says how it is run, and the way that is meant for it is taken.
func TestPaths(t *testing.T) {
	paths := func(conditions ...string) []rules.Path {
		d := rules.Definition{Default: "review"}
		for i, when := range conditions {
			d.Rules = append(d.Rules, rules.Rule{Name: fmt.Sprint(i), When: when, Then: "tolerable"})
		}
		set, err := rules.Compile[shipment, tolerability](d, rules.Limits{})
		require.NoError(t, err)
		for seed := range uint64(200) {
			g := newGenerator(seed, 5)
			sameDecision(t, set, g.shipment(), g.instant())
		}
		return set.Paths()
	}
	table, ranges, closures, machine := rules.PathTable, rules.PathRanges, rules.PathClosures, rules.PathMachine
	assert.Equal(t, []rules.Path{table, table}, paths(`level > 3 && goods == "fuel"`, `sealed || total in 1..3`))
	assert.Equal(t, []rules.Path{ranges, closures}, paths(`level > 3 && goods == "fuel"`, `over(due_on)`))
	assert.Equal(t, []rules.Path{closures, ranges}, paths(`level > 3 && any(stops, .secure)`, `owner == "a"`))
	assert.Equal(t, []rules.Path{closures}, paths(`level > pieces`))
	assert.Equal(t, []rules.Path{machine, ranges}, paths(`carriers.sea.score > 2`, `level == 1`))
	assert.Equal(t, []rules.Path{closures}, paths(`false && level > 3`))
	var many []string
	for i := range 100 {
		many = append(many, fmt.Sprintf("level == %d && pieces > %d && total > %d", 3*i, 2*i, 5*i))
	}
	for _, path := range paths(many...) {
		assert.Equal(t, ranges, path)
	}
	for _, path := range rules.PathTable.Values() {
		assert.NotEmpty(t, path)
	}
	c := compiled(t, "level > 3")
	assert.Equal(t, rules.PathClosures, c.Path())
}

// What the VM would not have asked the clock, tables do not keep it from asking, nor add.
func TestTheClockIsAskedAsTheVMAsksIt(t *testing.T) {
	d := rules.Definition{Default: "review", Rules: []rules.Rule{
		{Name: "a", When: `level == 1 && over(due_on)`, Then: "tolerable"},
		{Name: "b", When: `over(checked_on) && level == 2`, Then: "tolerable"},
		{Name: "c", When: `level == 3 || 1 / (level - 4) > 1 || reached(due_on)`, Then: "tolerable"},
	}}
	set, err := rules.Compile[shipment, tolerability](d, rules.Limits{})
	require.NoError(t, err)
	for level := range 6 {
		facts := sample()
		facts.Level, facts.CheckedOn = level, day("2026-06-01")
		failed := sameDecision(t, set, facts, instant("2026-05-01T00:00:00Z"))
		assert.Equal(t, level == 4, failed)
		watch := rules.WatchAt(instant("2026-05-01T00:00:00Z"))
		_, _ = set.Decide(facts, watch)
		next, turns := watch.Next()
		assert.True(t, turns, "rule b asks the clock before it looks at the level")
		want := "2026-06-02T00:00:00Z"
		if level != 3 && level != 4 {
			want = "2026-05-04T00:00:00Z" // the last part of rule c is asked
		}
		assert.Equal(t, instant(want), next, "level %d", level)
	}
}

// A clock that panics is a fault on all engines.
func TestAClockThatPanicsIsAFaultOnBothEngines(t *testing.T) {
	c := compiled(t, "over(due_on)")
	_, err := c.Holds(sample(), panicking{})
	_, wrong := c.HoldsByVM(sample(), panicking{})
	require.ErrorContains(t, err, "asks the clock, which fails: broken")
	assert.Equal(t, wrong, err)
}

type panicking struct{ records.Clock }

func (panicking) Over(records.Date) bool { panic("broken") }

// Nothing is allocated where no text and no decimal number is made.
func TestDecidingAllocatesNothing(t *testing.T) {
	if rules.ByReflection {
		t.Skip("without package unsafe it does")
	}
	set, err := rules.Compile[shipment, tolerability](rules.Definition{Default: "review", Rules: []rules.Rule{
		{Name: "a", When: `level == 1 && goods == "fuel"`, Then: "tolerable"},
		{Name: "b", When: `any(stops, .hours > 99) || len(filter(stops, .secure)) == 9 || sum(map(stops, .hours)) == 1`, Then: "tolerable"},
		{Name: "c", When: `owner contains "nobody" || carrier?.parent?.name == "x" || (limit ?? 0) > 9 || level in [pieces, 77]`, Then: "tolerable"},
		{Name: "d", When: `rate > 5.5 || over(due_on) || (let x = level * 2; x > 100)`, Then: "tolerable"},
	}}, rules.Limits{})
	require.NoError(t, err)
	facts, at := sample(), noon()
	allocates := testing.AllocsPerRun(100, func() {
		decision, err := set.Decide(facts, at)
		if err != nil || !decision.ByDefault() {
			t.Fatal(decision, err)
		}
	})
	assert.True(t, allocates == 0 || poolsForget, "%v", allocates)
}
