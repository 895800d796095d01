package risk_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/rules"
)

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
	assert.Equal(t, risk.Ruling{Risk: "R-1", Outcome: risk.Intolerable, Basis: risk.OnRule, Rule: "by halves", Path: "tolerability.rules[0]"}, ruling)
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
