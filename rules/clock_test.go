package rules_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Days begin and end in UTC; what is due on a day is late when the day is over.
func TestTimeFunctions(t *testing.T) {
	type dated struct {
		On records.Date `json:"on"`
	}
	for _, tt := range []struct {
		rule, on, at string
		want         bool
	}{
		{`happened(on)`, "2026-05-04", "2026-05-03T23:59:59Z", false},
		{`happened(on)`, "2026-05-04", "2026-05-04T00:00:00Z", true},
		{`reached(on)`, "2026-05-04", "2026-05-03T23:59:59Z", false},
		{`reached(on)`, "2026-05-04", "2026-05-04T00:00:00Z", true},
		{`reached(on)`, "2026-05-04", "2026-05-04T01:00:00+02:00", false}, // it is the 3rd in UTC
		{`over(on)`, "2026-05-04", "2026-05-04T23:59:59Z", false},
		{`over(on)`, "2026-05-04", "2026-05-05T00:00:00Z", true},
		{`within(on, "1y")`, "2026-05-04", "2026-05-03T23:59:59Z", false}, // it has not happened yet
		{`within(on, "1y")`, "2026-05-04", "2026-05-04T00:00:00Z", true},
		{`within(on, "1y")`, "2026-05-04", "2027-05-04T23:59:59Z", true},
		{`within(on, "1y")`, "2026-05-04", "2027-05-05T00:00:00Z", false},
		{`within(on, "1 month")`, "2026-01-31", "2026-02-28T23:59:59Z", true},
		{`within(on, "1 month")`, "2026-01-31", "2026-03-01T00:00:00Z", false},
		{`within(on, "30 days")`, "2026-05-04", "2026-06-03T23:59:59Z", true},
		{`within(on, "30 days")`, "2026-05-04", "2026-06-04T00:00:00Z", false},
		{`reached(add_days(on, -30))`, "2026-05-04", "2026-04-04T00:00:00Z", true},
		{`reached(add_days(on, -30))`, "2026-05-04", "2026-04-03T23:59:59Z", false},
		{`happened(on) || reached(on) || over(on) || within(on, "1y") || reached(add_days(on, 1))`, "", "2026-05-04T00:00:00Z", false},
	} {
		t.Run(tt.rule+" "+tt.on+" at "+tt.at, func(t *testing.T) {
			c, err := rules.CompileCondition[dated](tt.rule, rules.Limits{})
			require.NoError(t, err)
			var facts dated
			if tt.on != "" {
				facts.On = day(tt.on)
			}
			for _, clock := range []records.Clock{records.At(instant(tt.at)), rules.WatchAt(instant(tt.at))} {
				got, err := c.Holds(&facts, clock)
				require.NoError(t, err)
				assert.Equal(t, tt.want, got)
			}
		})
	}
}

func TestWatchKnowsWhenToAskAgain(t *testing.T) {
	c := compiled(t, `level > 5 && over(due_on) || within(checked_on, "12 months")`)
	watch := rules.WatchAt(instant("2026-05-04T12:00:00Z"))
	holds, err := c.Holds(sample(), watch)
	require.NoError(t, err)
	assert.True(t, holds)
	next, turns := watch.Next()
	assert.True(t, turns)
	assert.Equal(t, instant("2026-12-01T00:00:00Z"), next) // due_on was not asked about: its part was skipped

	watch = rules.WatchAt(next)
	holds, err = c.Holds(sample(), watch)
	require.NoError(t, err)
	assert.False(t, holds)
	_, turns = watch.Next()
	assert.False(t, turns)
}

// Until the next instant that the watch names, a decision stays what it was: at any instant
// in between, and one nanosecond before it.
func TestDecisionsStayUntilTheWatchSaysSo(t *testing.T) {
	var changes int
	r := rand.New(rand.NewPCG(3, 4))
	for seed := range uint64(400) {
		g := newGenerator(seed, 21)
		d := rules.Definition{Default: "intolerable"}
		for i := range 3 {
			d.Rules = append(d.Rules, rules.Rule{Name: fmt.Sprint(i), When: g.one("over", "reached", "within(checked_on, interval) && happened") + "(" + g.day(1) + ") && " + g.bool(1), Then: g.one("tolerable", "review")})
		}
		set, err := rules.Compile[shipment, tolerability](d, rules.Limits{})
		if err != nil {
			continue
		}
		facts := g.shipment()
		at := instant("2024-01-01T00:00:00Z").Add(time.Duration(r.Int64N(int64(3 * 365 * 24 * time.Hour))))
		for range 10 {
			watch := rules.WatchAt(at)
			before, failed := set.Decide(facts, watch)
			next, turns := watch.Next()
			until := next
			if !turns {
				until = at.AddDate(5000, 0, 0)
			}
			span := min(until.Sub(at), 1<<62)
			for _, between := range []time.Time{until.Add(-1), at.Add(time.Duration(r.Int64N(int64(span))))} {
				got, err := set.Decide(facts, records.At(between))
				require.Equal(t, before, got, "%v at %v, asked at %v", d, at, between)
				require.Equal(t, failed, err)
			}
			if !turns {
				break
			}
			if after, _ := set.Decide(facts, records.At(next)); after != before {
				changes++
			}
			at = next
		}
	}
	assert.Greater(t, changes, 20, "the test saw too few decisions change to mean anything")
}

// A host's own clock is asked only what the decision needs.
type asked struct{ questions []string }

func (a *asked) Happened(d records.Date) bool {
	a.questions = append(a.questions, "happened "+d.String())
	return true
}

func (a *asked) Over(d records.Date) bool {
	a.questions = append(a.questions, "over "+d.String())
	return false
}

func (a *asked) Within(d records.Date, p records.Period) bool {
	a.questions = append(a.questions, fmt.Sprintf("within %s of %s", p, d))
	return false
}

func TestTheClockIsAskedOnlyWhatIsNeeded(t *testing.T) {
	clock := &asked{}
	holds, err := compiled(t, `sealed && (reached(due_on) || over(checked_on)) && !within(checked_on, "2w")`).Holds(sample(), clock)
	require.NoError(t, err)
	assert.True(t, holds)
	assert.Equal(t, []string{"happened 2026-05-04", "within 14 days of 2025-11-30"}, clock.questions)
}

type brokenClock struct{ records.Clock }

// A clock that fails makes the rules that ask it fail, and nothing else.
func TestAClockThatPanics(t *testing.T) {
	_, err := compiled(t, `sealed && over(due_on)`).Holds(sample(), brokenClock{})
	fault := new(rules.RunError)
	require.ErrorAs(t, err, &fault)
	assert.Equal(t, "over(due_on)", fault.Text)
	assert.Contains(t, fault.Message, "asks the clock, which fails")
	holds, err := compiled(t, `sealed || over(due_on)`).Holds(sample(), brokenClock{})
	require.NoError(t, err)
	assert.True(t, holds)
}
