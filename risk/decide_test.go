package risk_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/rules"
)

// tolerant are criteria with rules: low risks may stay, medium ones if somebody answers for them.
func tolerant() risk.Criteria {
	c := fiveByFive()
	c.Tolerability = rules.Definition{Default: "intolerable", Rules: []rules.Rule{
		{Name: "nothing that stops operations", When: `any(categories, .category == "continuity" && .level >= 3)`, Then: "intolerable"},
		{Name: "low", When: "level == 1", Then: "tolerable"},
		{Name: "medium with an owner", When: `level <= 2 && owner != ""`, Then: "tolerable"},
	}}
	return c
}

var now = instant("2026-05-04T12:00:00Z")

func decide(t *testing.T, rater *risk.Rater, r risk.Risk, acceptances ...risk.Acceptance) risk.Ruling {
	t.Helper()
	ruling, err := rater.Decide(rate(t, rater, r), acceptances, now)
	require.NoError(t, err)
	return ruling
}

func TestDecideByRules(t *testing.T) {
	rater := compile(t, tolerant())
	owned := rateOne(2, 3)
	owned.Owner = "P-1"
	residual := rateOne(5, 5)
	residual.Residual = rating(1, map[risk.Category]int{risk.Physical: 1})
	stops := rateOne(1, 1)
	stops.Inherent = rating(2, map[risk.Category]int{risk.Physical: 1, risk.Continuity: 5})
	for _, tt := range []struct {
		name string
		risk risk.Risk
		want risk.Ruling
	}{
		{"low", rateOne(1, 4), risk.Ruling{Outcome: risk.Tolerable, Basis: risk.OnRule, Rule: "low", Path: "tolerability.rules[1]"}},
		{"medium, nobody answers", rateOne(2, 3), risk.Ruling{Outcome: risk.Intolerable, Basis: risk.OnDefault, Path: "tolerability.default"}},
		{"medium, owned", owned, risk.Ruling{Outcome: risk.Tolerable, Basis: risk.OnRule, Rule: "medium with an owner", Path: "tolerability.rules[2]"}},
		{"critical before controls, low with them", residual, risk.Ruling{Outcome: risk.Tolerable, Basis: risk.OnRule, Rule: "low", Path: "tolerability.rules[1]"}},
		{"a category decides", stops, risk.Ruling{Outcome: risk.Intolerable, Basis: risk.OnRule, Rule: "nothing that stops operations", Path: "tolerability.rules[0]"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.want.Risk = "R-1"
			assert.Equal(t, tt.want, decide(t, rater, tt.risk))
		})
	}
}

// The trap of comparing an unknown level with a limit: -1 or 0 is lower than any.
func TestUnknownIsNeverTolerable(t *testing.T) {
	c := fiveByFive()
	c.Appetite = []risk.Appetite{{Highest: "Critical"}}
	c.Tolerability = rules.Definition{Default: "tolerable", Rules: []rules.Rule{{Name: "all", When: "level <= 4", Then: "tolerable"}}}
	rater := compile(t, c)
	acceptance := risk.Acceptance{ID: "A-1", Risk: "R-1", Level: "Critical", By: "P-1", Justification: "j", AcceptedOn: day("2026-01-01"), ExpiresOn: day("2026-12-31")}
	whole := rateOne(1, 1)
	require.True(t, decide(t, rater, whole).Tolerated())
	for name, spoil := range map[string]func(*risk.Risk){
		"nothing rated":             func(r *risk.Risk) { r.Inherent = risk.Rating{} },
		"no likelihood":             func(r *risk.Risk) { r.Inherent.Likelihood = 0 },
		"no consequence":            func(r *risk.Risk) { r.Inherent.Consequences = nil },
		"a category is missing":     func(r *risk.Risk) { r.Inherent.Consequences = r.Inherent.Consequences[1:] },
		"a category without reason": func(r *risk.Risk) { r.Inherent.Consequences[4].NotApplicable = "" },
		"everything is ruled out": func(r *risk.Risk) {
			r.Inherent.Consequences[0] = risk.Consequence{Category: risk.Physical, NotApplicable: "none"}
		},
		"only the residual is rated": func(r *risk.Risk) { r.Residual, r.Inherent = r.Inherent, risk.Rating{} },
		"the residual is begun":      func(r *risk.Risk) { r.Residual = risk.Rating{Likelihood: 1} },
	} {
		r := rateOne(1, 1)
		spoil(&r)
		ruling := decide(t, rater, r, acceptance)
		assert.Equal(t, risk.Ruling{Risk: "R-1", Outcome: risk.Intolerable, Basis: risk.OnGaps}, ruling, name)
		assert.False(t, ruling.Tolerated(), name)
	}
	ruling, err := rater.Decide(risk.Rated{}, nil, now)
	require.NoError(t, err)
	assert.False(t, ruling.Tolerated(), "a risk that was never rated")
	ruling, err = rater.Decide(rate(t, compile(t, c), whole), nil, now)
	assert.ErrorContains(t, err, "risk R-1 was rated by other criteria")
	assert.False(t, ruling.Tolerated())
}

func TestAppetite(t *testing.T) {
	c := fiveByFive()
	c.Appetite = []risk.Appetite{
		{Highest: "Medium"},
		{Highest: "High", Site: "bonded warehouse"},
		{Highest: "Low", Site: "bonded warehouse", Stage: "storage"},
		{Highest: "Critical", Class: "pilot"},
		{Highest: "Low", Category: risk.Information},
	}
	rater := compile(t, c)
	at := func(likelihood, consequence int, site, stage, class string) risk.Risk {
		r := rateOne(likelihood, consequence)
		r.Site, r.Stage, r.Class = site, stage, class
		return r
	}
	data := rateOne(1, 1)
	data.Inherent = rating(1, map[risk.Category]int{risk.Physical: 5, risk.Information: 5})
	for _, tt := range []struct {
		name    string
		risk    risk.Risk
		outcome risk.Tolerability
		path    string
		rule    string
	}{
		{"at the limit", at(3, 3, "", "", ""), risk.Tolerable, "appetite[0]", `at most "Medium"`},
		{"above it", at(3, 4, "", "", ""), risk.Intolerable, "appetite[0]", `at most "Medium"`},
		{"where more is borne", at(3, 4, "bonded warehouse", "", ""), risk.Tolerable, "appetite[1]", `at most "High", site "bonded warehouse"`},
		{"where less is borne", at(2, 3, "bonded warehouse", "storage", ""), risk.Intolerable, "appetite[2]", `at most "Low", site "bonded warehouse", stage "storage"`},
		{"two that name as much: the lower counts", at(4, 4, "bonded warehouse", "", "pilot"), risk.Intolerable, "appetite[1]", `at most "High", site "bonded warehouse"`},
		{"a category of its own", data, risk.Intolerable, "appetite[4]", `at most "Low" in the category information`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, risk.Ruling{Risk: "R-1", Outcome: tt.outcome, Basis: risk.OnAppetite, Rule: tt.rule, Path: tt.path}, decide(t, rater, tt.risk))
		})
	}

	c.Tolerability = rules.Definition{Default: "tolerable"}
	assert.False(t, decide(t, compile(t, c), at(5, 5, "", "", "")).Tolerated(), "no rule lifts the appetite")
	assert.True(t, decide(t, compile(t, c), at(1, 1, "", "", "")).Tolerated())
	assert.Equal(t, risk.Ruling{Risk: "R-1", Outcome: risk.Intolerable, Basis: risk.OnNothing}, decide(t, compile(t, fiveByFive()), rateOne(1, 1)), "criteria that tolerate nothing")
	only := fiveByFive()
	only.Appetite = []risk.Appetite{{Highest: "Critical", Category: risk.Physical}}
	assert.Equal(t, risk.OnNothing, decide(t, compile(t, only), rateOne(1, 1)).Basis, "an appetite for one category tolerates no risk as a whole")
}

func TestDecideBy(t *testing.T) {
	rater := compile(t, tolerant())
	ruling, err := rater.DecideBy(rate(t, rater, rateOne(1, 1)), nil, records.At(now))
	require.NoError(t, err)
	assert.Equal(t, risk.Ruling{Risk: "R-1", Outcome: risk.Tolerable, Basis: risk.OnRule, Rule: "low", Path: "tolerability.rules[1]"}, ruling)
}

func TestDecideConcurrently(t *testing.T) {
	rater := compile(t, tolerant())
	rated := []risk.Rated{rate(t, rater, rateOne(1, 1)), rate(t, rater, rateOne(5, 5))}
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			for range 500 {
				ruling, err := rater.Decide(rated[i%2], nil, now)
				if err != nil || ruling.Tolerated() != (i%2 == 0) {
					t.Errorf("%v, %v", ruling, err)
					return
				}
			}
		})
	}
	wait.Wait()
}
