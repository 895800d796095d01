package risk_test

import (
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

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
		{"low", rateOne(1, 4), risk.Ruling{Outcome: risk.Tolerable, Basis: risk.OnRule, Rule: "low"}},
		{"medium, nobody answers", rateOne(2, 3), risk.Ruling{Outcome: risk.Intolerable, Basis: risk.OnDefault}},
		{"medium, owned", owned, risk.Ruling{Outcome: risk.Tolerable, Basis: risk.OnRule, Rule: "medium with an owner"}},
		{"critical before controls, low with them", residual, risk.Ruling{Outcome: risk.Tolerable, Basis: risk.OnRule, Rule: "low"}},
		{"a category decides", stops, risk.Ruling{Outcome: risk.Intolerable, Basis: risk.OnRule, Rule: "nothing that stops operations"}},
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
		rule    string
	}{
		{"at the limit", at(3, 3, "", "", ""), risk.Tolerable, "appetite[0]"},
		{"above it", at(3, 4, "", "", ""), risk.Intolerable, "appetite[0]"},
		{"where more is borne", at(3, 4, "bonded warehouse", "", ""), risk.Tolerable, "appetite[1]"},
		{"where less is borne", at(2, 3, "bonded warehouse", "storage", ""), risk.Intolerable, "appetite[2]"},
		{"two that name as much: the lower counts", at(4, 4, "bonded warehouse", "", "pilot"), risk.Intolerable, "appetite[1]"},
		{"a category of its own", data, risk.Intolerable, "appetite[4]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, risk.Ruling{Risk: "R-1", Outcome: tt.outcome, Basis: risk.OnAppetite, Rule: tt.rule}, decide(t, rater, tt.risk))
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

func TestAcceptance(t *testing.T) {
	rater := compile(t, tolerant())
	whole := risk.Acceptance{ID: "A-1", Risk: "R-1", Level: "High", By: "P-1", Justification: "a second lock is ordered", AcceptedOn: day("2026-05-01"), ExpiresOn: day("2026-05-31")}
	for _, tt := range []struct {
		name  string
		spoil func(*risk.Acceptance)
		holds bool
		until string
		why   string
	}{
		{"to the end of its last day", func(a *risk.Acceptance) {}, true, "2026-06-01T00:00:00Z", "holds until the end of 2026-05-31: a second lock is ordered"},
		{"of a risk that was worse", func(a *risk.Acceptance) { a.Level = "critical " }, true, "2026-06-01T00:00:00Z", "holds until"},
		{"of a risk that has risen since", func(a *risk.Acceptance) { a.Level = "Medium" }, false, "", `does not cover it: the risk was accepted at "Medium" and is at "High" now`},
		{"at a level there is none of", func(a *risk.Acceptance) { a.Level = "Hihg" }, false, "", `does not count: it names the level "Hihg", which these criteria do not have, did you mean High?`},
		{"expired", func(a *risk.Acceptance) { a.ExpiresOn = day("2026-05-03") }, false, "", "ended with 2026-05-03"},
		{"on its last day", func(a *risk.Acceptance) { a.ExpiresOn = day("2026-05-04") }, true, "2026-05-05T00:00:00Z", "holds until"},
		{"not begun", func(a *risk.Acceptance) { a.AcceptedOn = day("2026-05-05") }, false, "2026-05-05T00:00:00Z", "begins only on 2026-05-05"},
		{"without an approver", func(a *risk.Acceptance) { a.By = "" }, false, "", "does not count: by is missing"},
		{"without a justification", func(a *risk.Acceptance) { a.Justification = " " }, false, "", "does not count: justification is missing"},
		{"without an expiry", func(a *risk.Acceptance) { a.ExpiresOn = records.Date{} }, false, "", "does not count: expires_on is missing: write a day, as in 2006-01-02"},
		{"without a day", func(a *risk.Acceptance) { a.AcceptedOn = records.Date{} }, false, "", "does not count: accepted_on is missing: write a day, as in 2006-01-02"},
		{"without an id", func(a *risk.Acceptance) { a.ID = "" }, false, "", "does not count: id is missing"},
		{"that ends before it begins", func(a *risk.Acceptance) { a.AcceptedOn = day("2026-06-01") }, false, "", "does not count: expires_on 2026-05-31 is before accepted_on 2026-06-01"},
		{"of another risk", func(a *risk.Acceptance) { a.Risk = "R-2" }, false, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := whole
			tt.spoil(&a)
			ruling := decide(t, rater, rateOne(3, 4), a)
			assert.Equal(t, risk.Intolerable, ruling.Outcome, "the criteria do not change their mind")
			assert.Equal(t, tt.holds, ruling.Tolerated())
			assert.Equal(t, instant(tt.until), ruling.Until)
			if tt.holds {
				assert.Equal(t, a.ID, ruling.Acceptance)
			}
			explained, err := rater.Explain(rate(t, rater, rateOne(3, 4)), []risk.Acceptance{a}, now)
			require.NoError(t, err)
			if tt.why == "" {
				assert.Empty(t, explained.Acceptances)
			} else {
				assert.Contains(t, explained.Acceptances[0], tt.why)
			}
		})
	}
	ruling := decide(t, rater, rateOne(1, 1), whole)
	assert.Empty(t, ruling.Acceptance, "what the criteria tolerate needs none")
}

// Of acceptances that follow each other the risk is borne without a break, and that is when it ends.
func TestAcceptancesInARow(t *testing.T) {
	rater := compile(t, tolerant())
	accept := func(id, from, to string) risk.Acceptance {
		return risk.Acceptance{ID: records.ID[risk.Acceptance](id), Risk: "R-1", Level: "High", By: "P-1", Justification: "j", AcceptedOn: day(from), ExpiresOn: day(to)}
	}
	first, second, third := accept("A-1", "2026-05-01", "2026-05-10"), accept("A-2", "2026-05-05", "2026-06-30"), accept("A-3", "2026-07-02", "2026-07-03")
	ruling := decide(t, rater, rateOne(3, 4), first, second, third)
	assert.Equal(t, records.ID[risk.Acceptance]("A-1"), ruling.Acceptance)
	assert.Equal(t, instant("2026-07-01T00:00:00Z"), ruling.Until)
	ruling = decide(t, rater, rateOne(3, 4), accept("A-4", "2026-05-01", "2026-05-09"), first, third)
	assert.Equal(t, records.ID[risk.Acceptance]("A-1"), ruling.Acceptance, "the one that lasts longest")
	assert.Equal(t, instant("2026-05-11T00:00:00Z"), ruling.Until)
}

// Until is right: from one instant to the next, whenever asked, the answer is the old one before
// it and the other one at it, with rules that ask for the time and acceptances that come and go.
func TestUntilIsRight(t *testing.T) {
	c := fiveByFive()
	c.Tolerability = rules.Definition{Default: "intolerable", Rules: []rules.Rule{
		{Name: "fresh decisions", When: `level <= 2 && within(decided_on, "30 days") && !over(revised_on)`, Then: "tolerable"},
	}}
	rater := compile(t, c)
	r := rateOne(2, 3)
	r.DecidedOn, r.RevisedOn = day("2026-05-10"), day("2026-05-20")
	acceptances := []risk.Acceptance{
		{ID: "A-1", Risk: "R-1", Level: "Medium", By: "P-1", Justification: "j", AcceptedOn: day("2026-05-18"), ExpiresOn: day("2026-05-25")},
		{ID: "A-2", Risk: "R-1", Level: "Medium", By: "P-1", Justification: "j", AcceptedOn: day("2026-06-18"), ExpiresOn: day("2026-06-18")},
	}
	rated := rate(t, rater, r)
	ask := func(at time.Time) risk.Ruling {
		ruling, err := rater.Decide(rated, acceptances, at)
		require.NoError(t, err)
		return ruling
	}
	var turns []string
	for at := instant("2026-05-01T00:00:00Z"); at.Before(instant("2026-07-01T00:00:00Z")); at = at.Add(6 * time.Hour) {
		ruling := ask(at)
		if next := ask(at.Add(6 * time.Hour)); next.Tolerated() != ruling.Tolerated() {
			require.Equal(t, at.Add(6*time.Hour), ruling.Until, "a turn that was not announced")
			turns = append(turns, ruling.Until.Format("01-02"))
		}
		if !ruling.Until.IsZero() {
			require.Equal(t, ruling.Tolerated(), ask(ruling.Until.Add(-time.Nanosecond)).Tolerated())
			require.NotEqual(t, ruling.Tolerated(), ask(ruling.Until).Tolerated())
		}
	}
	assert.Equal(t, []string{"05-10", "05-26", "06-18", "06-19"}, turns)
}

func TestDecideBy(t *testing.T) {
	rater := compile(t, tolerant())
	ruling, err := rater.DecideBy(rate(t, rater, rateOne(1, 1)), nil, records.At(now))
	require.NoError(t, err)
	assert.Equal(t, risk.Ruling{Risk: "R-1", Outcome: risk.Tolerable, Basis: risk.OnRule, Rule: "low"}, ruling)
}

func TestRulesAreCheckedWithTheCriteria(t *testing.T) {
	for _, tt := range []struct {
		name     string
		criteria risk.Criteria
		when     string
		fault    string
	}{
		{"a misspelt name", fiveByFive(), "levl <= 2", "levl"},
		{"a decision there is none of", fiveByFive(), `decision == "accept"`, "accept"},
		{"ids of two kinds", fiveByFive(), "owner == id", "owner"},
		{"a score, where there is none", threeByThree(), "score <= 4", "names a score, and these criteria make none: use level, or let combination.score say how a score is made"},
		{"a score in a category, where there is none", threeByThree(), "all(categories, .score <= 4)", "names a score"},
		{"a score before controls, where there is none", threeByThree(), "inherent.score <= 4", "names a score"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.criteria.Tolerability = rules.Definition{Default: "intolerable", Rules: []rules.Rule{{Name: "r", When: tt.when, Then: "tolerable"}}}
			_, err := tt.criteria.Compile()
			require.Error(t, err)
			assert.Equal(t, []string{"tolerability.rules[0].when"}, paths(err))
			assert.Contains(t, err.Error(), tt.fault)
		})
	}
	c := threeByThree()
	c.Combination.Score = risk.ByProduct
	c.Tolerability = rules.Definition{Default: "intolerable", Rules: []rules.Rule{{Name: "r", When: "score <= 4 && all(residual.categories, .score <= 4)", Then: "tolerable"}}}
	assert.True(t, decide(t, compile(t, c), rateOne(2, 2)).Tolerated())
}

// A rule that cannot be worked out decides nothing, and its risk is intolerable.
func TestRuleThatFails(t *testing.T) {
	c := fiveByFive()
	c.Tolerability = rules.Definition{Default: "tolerable", Rules: []rules.Rule{{Name: "by halves", When: "likelihood / (level - 1) > 0", Then: "tolerable"}}}
	rater := compile(t, c)
	ruling, err := rater.Decide(rate(t, rater, rateOne(1, 1)), nil, now)
	require.ErrorContains(t, err, "risk R-1: ")
	assert.ErrorContains(t, err, "by halves")
	assert.Equal(t, risk.Ruling{Risk: "R-1", Outcome: risk.Intolerable, Basis: risk.OnRule, Rule: "by halves"}, ruling)
	_, err = rater.Explain(rate(t, rater, rateOne(1, 1)), nil, now)
	assert.ErrorContains(t, err, "by halves")
}

// Every name in Facts can be used in a rule, and says what the risk says.
func TestFacts(t *testing.T) {
	c := fiveByFive()
	when := strings.Join([]string{
		`level == 2 && level_label == "Medium" && likelihood == 2 && consequence == 3 && score == 6.0 && worst == "physical"`,
		`len(categories) == 8 && all(categories, .category == "physical" ? .step == 3 && .level == 2 && .level_label == "Medium" && .score == 6.0 && .not_applicable == "" : .level == 0 && .step == 0 && .not_applicable != "")`,
		`inherent.level == 4 && inherent.level_label == "Critical" && inherent.likelihood == 5 && inherent.consequence == 4 && inherent.score == 20.0 && inherent.worst == "physical" && len(inherent.categories) == 8`,
		`residual.level == 2 && residual.level_label == "Medium" && residual.likelihood == 2 && residual.consequence == 3 && residual.score == 6.0 && residual.worst == "physical" && len(residual.categories) == 8`,
		`has_residual && id == "R-1" && site == "Hull" && stage == "storage" && activity == "stuffing" && class == "cargo" && condition == "abnormal"`,
		`"T-1" in threats && len(controls) == 2 && owner == "P-1" && decision == "control" && decided_by == "P-2" && treated`,
		`happened(decided_on) && over(added_on) && within(revised_on, "1 year")`,
	}, " && ")
	c.Tolerability = rules.Definition{Default: "intolerable", Rules: []rules.Rule{{Name: "all of it", When: when, Then: "tolerable"}}}
	rater := compile(t, c)
	r := rateOne(5, 4)
	r.Residual = rating(2, map[risk.Category]int{risk.Physical: 3})
	r.Site, r.Stage, r.Activity, r.Class, r.Condition = "Hull", "storage", "stuffing", "cargo", risk.Abnormal
	r.Threats, r.Controls = []records.ID[risk.Threat]{"T-1"}, []records.ID[risk.Control]{"K-1", "K-2"}
	r.Owner, r.Decision, r.DecidedBy = "P-1", risk.ToControl, "P-2"
	r.DecidedOn, r.AddedOn, r.RevisedOn = day("2026-05-04"), day("2026-05-03"), day("2026-01-01")
	rated := rate(t, rater, r)
	rated.Treated = true
	explained, err := rater.Explain(rated, nil, now)
	require.NoError(t, err)
	assert.True(t, explained.Ruling.Tolerated(), explained.String())

	named := 0
	for _, facts := range []reflect.Type{reflect.TypeFor[risk.Facts](), reflect.TypeFor[risk.GradeFacts](), reflect.TypeFor[risk.CategoryFacts]()} {
		for i := range facts.NumField() {
			name := facts.Field(i).Tag.Get("json")
			assert.Contains(t, when, name, "%v.%s is tried here", facts, facts.Field(i).Name)
			named++
		}
	}
	assert.Equal(t, 25+7+6, named)
}

// Where no residual rating is given, residual.level is that before controls, not 0: a rule about it
// does not take what was never judged for low.
func TestResidualIsNeverZero(t *testing.T) {
	c := fiveByFive()
	c.Tolerability = rules.Definition{Default: "intolerable", Rules: []rules.Rule{{Name: "low with controls", When: "residual.level <= 1", Then: "tolerable"}}}
	assert.False(t, decide(t, compile(t, c), rateOne(5, 5)).Tolerated())
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
