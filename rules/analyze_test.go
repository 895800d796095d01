package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A verdict is an outcome with three values, the best first.
type verdict string

func (verdict) Values() []string { return []string{"accept", "review", "refuse"} }

// r writes a rule as "condition => outcome"; its name is its number.
func set(t testing.TB, fallback string, lines ...string) *rules.Set[shipment, verdict] {
	t.Helper()
	d := rules.Definition{Default: fallback}
	for i, line := range lines {
		when, then, _ := strings.Cut(line, " => ")
		d.Rules = append(d.Rules, rules.Rule{Name: fmt.Sprint("r", i+1), When: when, Then: then})
	}
	s, err := rules.Compile[shipment, verdict](d, rules.Limits{})
	require.NoError(t, err)
	return s
}

func levels(from, to int) rules.Domain[shipment] {
	return rules.Domain[shipment]{Facts: []string{"level"}, From: from, To: to}
}

// told lists the findings, and what is open.
func told(a rules.Analysis[shipment]) (texts []string) {
	for _, f := range a.Findings {
		texts = append(texts, string(f.Kind)+": "+f.String())
	}
	for _, o := range a.Open {
		texts = append(texts, "open: "+o.String())
	}
	return texts
}

func TestAnalyze(t *testing.T) {
	worse := []rules.Order{{Fact: "level", Worse: rules.Higher}}
	for _, tt := range []struct {
		name     string
		fallback string
		rules    []string
		env      rules.Environment[shipment]
		want     []string
	}{
		{"a clean set", "refuse", []string{"level <= 2 => accept", `level == 3 && owner != "" => review`, "level <= 5 => refuse"},
			rules.Environment[shipment]{Domains: []rules.Domain[shipment]{levels(1, 5)}, Worse: worse}, nil},
		{"a condition that holds for no level there is", "refuse", []string{"sealed && level > 5 => accept"},
			rules.Environment[shipment]{Domains: []rules.Domain[shipment]{levels(1, 5)}}, []string{
				`never holds: rules[0].when:1:11: level > 5 is true of no facts that are possible, so that the rule never decides`,
				`left to the default: default: in 2 of 2 combinations of facts no rule holds and the default decides, as where sealed false, level 1`,
			}},
		{"a condition that contradicts itself", "refuse", []string{"level > 3 && level < 2 => accept", "true => refuse"}, rules.Environment[shipment]{}, []string{
			`never holds: rules[0].when:1:1: level > 3 && level < 2 is true of no facts that are possible, so that the rule never decides`,
		}},
		{"hidden by one rule", "refuse", []string{"level > 1 => review", "level > 2 && sealed => accept", "true => refuse"}, rules.Environment[shipment]{}, []string{
			`never decides: rules[1].when:1:1: never decides: wherever it holds, rule 1 ("r1") decides before it`,
		}},
		{"hidden by two rules together", "refuse", []string{"level <= 3 => review", "level > 3 && sealed => review", "sealed => accept"}, rules.Environment[shipment]{}, []string{
			`never decides: rules[2].when:1:1: never decides: wherever it holds, rule 1 ("r1") or rule 2 ("r2") decides before it`,
			`left to the default: default: in 1 of 4 combinations of facts no rule holds and the default decides, as where level 4, sealed false`,
		}},
		{"worse and better off", "refuse", []string{"level == 2 => refuse", "level <= 4 => accept"},
			rules.Environment[shipment]{Domains: []rules.Domain[shipment]{levels(1, 4)}, Worse: worse}, []string{
				`not monotone: rules[1].when:1:1: decides "accept" where level 3, but rule 1 ("r1") decides "refuse" where level 2, which is milder`,
			}},
		{"not to be worked out for some facts", "refuse", []string{"10 / level > 3 => accept", "true => refuse"},
			rules.Environment[shipment]{Domains: []rules.Domain[shipment]{levels(0, 5)}}, []string{
				`cannot be worked out: rules[0].when:1:1: cannot be worked out for some facts, so that nothing is decided: 10 / level: divides by zero: ask whether it is zero before; for example where level 0`,
			}},
		{"what follows on a part that cannot be worked out does not hold", "refuse", []string{"10 / level > 3 || sealed => accept"},
			rules.Environment[shipment]{Domains: []rules.Domain[shipment]{levels(0, 0)}}, []string{
				`never holds: rules[0].when:1:1: 10 / level > 3 || sealed is true of no facts that are possible, so that the rule never decides`,
				`cannot be worked out: rules[0].when:1:1: cannot be worked out for some facts, so that nothing is decided: 10 / level: divides by zero: ask whether it is zero before; for example where level 0, sealed false`,
			}},
		{"what a text holds cannot be listed", "refuse", []string{`owner contains "port" => accept`, `owner matches "^[0-9]{9}$" => review`}, rules.Environment[shipment]{}, []string{
			`left to the default: default: in 1 of 4 combinations of facts no rule holds and the default decides, as where owner ""`,
			`open: rules[1]: whether it ever decides was not found out: not all values can be listed that matter to owner contains "port", owner matches "^[0-9]{9}$", and those that were tried do not show it`,
			`open: rules[1]: whether rules before it ever decide otherwise where it holds was not found out: not all values can be listed that matter to owner contains "port", owner matches "^[0-9]{9}$", and those that were tried do not show it`,
		}},
		{"the same question about a text hides what it hides", "refuse", []string{`owner contains "port" => accept`, `sealed && owner contains "port" => review`, "true => refuse"}, rules.Environment[shipment]{}, []string{
			`never decides: rules[1].when:1:1: never decides: wherever it holds, rule 1 ("r1") decides before it`,
		}},
		{"steps that may find nothing are not those that must find something", "refuse", []string{`carrier?.parent.parent == nil => review`, `carrier?.parent?.parent == nil => accept`}, rules.Environment[shipment]{}, []string{
			`partly shadowed: rules[1].when:1:1: holds for some facts for which rule 1 ("r1") decides otherwise before it, such as carrier nil`,
			`open: rules[1]: whether it ever decides was not found out: not all values can be listed that matter to carrier?.parent.parent == nil, carrier?.parent?.parent == nil, and those that were tried do not show it`,
			`open: rules: whether anything is left to the default was not found out: not all values can be listed that matter to carrier?.parent.parent == nil, carrier?.parent?.parent == nil, and those that were tried do not show it`,
		}},
		{"rules that ask for the time", "refuse", []string{"over(due_on) => refuse", "!over(due_on) => accept", "true => review"}, rules.Environment[shipment]{}, []string{
			`never decides: rules[2].when:1:1: never decides: wherever it holds, rule 1 ("r1") or rule 2 ("r2") decides before it`,
		}},
		{"what is asked of a list, with an example that shows it", "refuse", []string{`any(stops, .hours > 24 && .secure) => accept`}, rules.Environment[shipment]{
			Domains: []rules.Domain[shipment]{{Facts: []string{"stops"}, Examples: true, Rows: func(yield func(*shipment) bool) {
				_ = yield(&shipment{}) && yield(&shipment{Stops: []stop{{Hours: 30, Secure: true}}})
			}}},
		}, []string{`left to the default: default: in 1 of 2 combinations of facts no rule holds and the default decides, as where stops []`}},
		{"what is asked of a list of which nothing is known", "refuse", []string{`any(stops, .hours > 24 && .secure) => accept`}, rules.Environment[shipment]{
			Domains: []rules.Domain[shipment]{{Facts: []string{"stops"}, Rows: func(func(*shipment) bool) {}, Examples: true}},
		}, []string{
			`open: rules[0]: whether it ever decides was not found out: not all values can be listed that matter to any(stops, .hours > 24 && .secure), and those that were tried do not show it`,
			`open: rules: whether anything is left to the default was not found out: not all values can be listed that matter to any(stops, .hours > 24 && .secure), and those that were tried do not show it`,
		}},
		{"two facts that are compared with each other", "refuse", []string{"level > 3 => accept", "level > pieces => review", "level <= pieces => refuse"},
			rules.Environment[shipment]{Domains: []rules.Domain[shipment]{levels(1, 5), {Facts: []string{"pieces"}, From: 1, To: 2}}}, []string{
				`partly shadowed: rules[1].when:1:1: holds for some facts for which rule 1 ("r1") decides otherwise before it, such as level 4, pieces 1`,
			}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, err := rules.Analyze(set(t, tt.fallback, tt.rules...), tt.env)
			require.NoError(t, err)
			assert.Equal(t, tt.want, told(a))
		})
	}
}

func TestAnalyzeAll(t *testing.T) {
	all, err := rules.CompileAll[shipment, verdict]([]rules.Rule{
		{Name: "fuel", When: `goods == "fuel"`, Then: "review"},
		{Name: "sealed", When: `sealed && goods in ["fuel", "food"]`, Then: "accept"},
		{Name: "arms", When: `goods == "arms"`, Then: "refuse"},
		{Name: "heavy", When: `goods == "arms" && goods == "food"`, Then: "refuse"},
		{Name: "unsealed", When: `!sealed && goods == "other"`, Then: "refuse"},
	}, rules.Limits{})
	require.NoError(t, err)
	a, err := rules.AnalyzeAll(all, rules.Environment[shipment]{})
	require.NoError(t, err)
	assert.Equal(t, []string{
		`never holds: rules[3].when:1:1: goods == "arms" && goods == "food" is true of no facts that are possible, so that the rule never decides`,
		`contradictory: rules[1].when:1:1: says "accept" where rule 1 ("fuel") says "review", as where goods "fuel", sealed true: let the conditions exclude each other, or the outcomes agree`,
	}, told(a))
	assert.Equal(t, &shipment{Goods: "fuel", Sealed: true}, a.Findings[1].Facts)
	assert.Equal(t, []int{0}, a.Findings[1].By)
	assert.Len(t, a.Faults(), 2)
}

// What does not fit is said with its size, and what can be said all the same still is.
func TestAnalyzeSaysWhatIsTooLarge(t *testing.T) {
	env := rules.Environment[shipment]{Worse: []rules.Order{{Fact: "level", Worse: rules.Higher}}, Limits: rules.AnalysisLimits{Cells: 8}}
	a, err := rules.Analyze(set(t, "refuse", "level <= 1 => accept", "level == 5 && sealed => review", `goods == "fuel" && sealed => refuse`, "level < 1 => review"), env)
	require.NoError(t, err)
	assert.Zero(t, a.Cells)
	assert.Equal(t, []string{
		`never decides: rules[3].when:1:1: never decides: wherever it holds, rule 1 ("r1") decides before it`,
		`open: rules[2]: whether it ever decides was not found out: more combinations of facts would have to be tried than the limit allows (16, the limit is 8)`,
		`open: rules: whether anything is left to the default was not found out: more combinations of facts would have to be tried than the limit allows (16, the limit is 8)`,
		`open: rules: whether a worse case ever has a better outcome was not found out: more combinations of facts would have to be tried than the limit allows (16, the limit is 8)`,
	}, told(a))

	env = rules.Environment[shipment]{Domains: []rules.Domain[shipment]{levels(1, 1000), {Facts: []string{"total"}, From: 1, To: 1000}}}
	a, err = rules.Analyze(set(t, "refuse", "level * total > 1000000 => accept"), env)
	require.NoError(t, err)
	assert.Equal(t, "rules[0]: whether it ever decides was not found out: not all values can be listed that matter to level * total > 1000000, and those that were tried do not show it (1000000, the limit is 200000)", a.Open[0].String())
}

func TestAnalyzeRefusesAnEnvironment(t *testing.T) {
	_, err := rules.Analyze(set(t, "refuse", "sealed => accept"), rules.Environment[shipment]{
		Domains: []rules.Domain[shipment]{
			{Facts: []string{"levl"}}, {}, levels(5, 1), {Facts: []string{"route", "owner"}}, {Facts: []string{"route.legs"}, To: 1}, {Facts: []string{"carrier.name"}, To: 1},
		},
		Worse:    []rules.Order{{Fact: "owner", Worse: rules.Higher}, {Fact: "nothing", Worse: "up"}, {Fact: "level", Worse: rules.Higher}, {Fact: "level", Worse: rules.Lower}},
		Outcomes: []string{"accept", "accept"},
	})
	var got []string
	for _, fault := range records.FaultsOf(err) {
		got = append(got, fault.Error())
	}
	assert.Equal(t, []string{
		`domains[0].facts[0] "levl" is no fact, did you mean level?`,
		`domains[1].facts is missing: name the facts that the domain speaks of`,
		`domains[2].facts[0] goes from 5 to 1, which holds nothing`,
		`domains[3].facts[0] "route" is a record (route): from and to bound whole numbers, so give rows`,
		`domains[3].facts[1] "owner" is a text: from and to bound whole numbers, so give rows`,
		`domains[4].facts[0] "route.legs" is spoken of by domains[3].facts[0] already: keep one`,
		`domains[5].facts[0] "carrier.name" is no fact: only the fields of structs are named after a point`,
		`worse[0].fact "owner" is a text, which has no order: name numbers, days, lists of values, what is true or false`,
		`worse[1].worse "up" is none of higher, lower, either`,
		`worse[1].fact "nothing" is no fact`,
		`worse[3].fact "level" stands in worse[2] already: keep one`,
		`outcomes[1] "accept" stands twice: keep one`,
		`outcomes lack "refuse": list every outcome, the best first`,
	}, got)
}

// No condition that compiles makes an analysis panic, or go on for long.
func TestAnalyzeOfAnyConditions(t *testing.T) {
	g := newGenerator(7, 7)
	for range amount(80, 10) {
		d := rules.Definition{Default: "refuse"}
		for i := range 3 {
			d.Rules = append(d.Rules, rules.Rule{Name: fmt.Sprint("r", i), When: g.bool(3), Then: "accept"})
		}
		s, err := rules.Compile[shipment, verdict](d, rules.Limits{})
		if err != nil {
			continue
		}
		a, err := rules.Analyze(s, rules.Environment[shipment]{Limits: rules.AnalysisLimits{Rows: 2000, Cells: 1 << 14}})
		require.NoError(t, err)
		for _, f := range a.Findings {
			if f.Facts == nil {
				continue
			}
			decision, err := s.Decide(f.Facts, records.At(f.At))
			if f.Kind == rules.Unworkable {
				require.Error(t, err)
			} else {
				require.NoError(t, err)
				require.True(t, decision.Index == f.Index || f.Kind == rules.PartlyShadowed)
			}
		}
	}
}
