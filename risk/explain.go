package risk

import (
	"fmt"
	"strings"
	"time"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
)

// An Explanation is how a ruling came about: from the ratings to the level, from the level to the
// outcome, and whether somebody has accepted the risk.
type Explanation struct {
	Ruling      Ruling                           `json:"ruling"`
	Level       string                           `json:"level"`                // how the level that counts came about, or what is missing
	Appetite    string                           `json:"appetite,omitzero"`    // what the appetite says of it, where one bears on the risk
	Rules       *rules.Explanation[Tolerability] `json:"rules,omitempty"`      // how the rules decided, where they were asked
	Acceptances []string                         `json:"acceptances,omitzero"` // what becomes of each acceptance of the risk, where it is intolerable
}

// Explain decides as [Rater.Decide] does, and says how. It takes many times as long.
func (r *Rater) Explain(rated Rated, acceptances []Acceptance, at time.Time) (Explanation, error) {
	ruling, err := r.Decide(rated, acceptances, at)
	e := Explanation{Ruling: ruling}
	switch {
	case err != nil && ruling.Basis == OnNothing: // rated by other criteria
		return e, err
	case ruling.Basis == OnGaps:
		e.Level = rated.Gaps()
		e.explainAcceptances(r, &rated, acceptances, nil)
		return e, nil
	}
	current := rated.Current()
	e.Level = current.describe(!rated.Residual.IsZero())
	e.Appetite = r.explainAppetite(&rated, &current)
	if r.rules != nil && ruling.Basis != OnAppetite {
		sheet := r.sheet()
		defer r.sheets.Put(sheet)
		sheet.fillAll(&rated)
		explained, ruleErr := r.rules.Explain(&sheet.facts, records.At(at))
		e.Rules = &explained
		if ruleErr != nil {
			return e, ruleErr
		}
	}
	if ruling.Outcome == Intolerable {
		e.explainAcceptances(r, &rated, acceptances, records.At(at))
	}
	return e, err
}

// describe says how the overall level came about.
func (g *Grade) describe(withControls bool) string {
	when := "before controls"
	if withControls {
		when = "with controls"
	}
	return fmt.Sprintf("%s %s, by the category %s: %s", quote(g.Label()), when, g.Worst(), g.reason())
}

func (r *Rater) explainAppetite(rated *Rated, current *Grade) string {
	counts := counting(r.appetite, &rated.Risk)
	if a := beyond(&counts, current); a != nil {
		return "exceeded: " + a.words + " (" + a.path + ")"
	}
	for _, a := range counts {
		if a != nil {
			return "kept: " + a.words + " (" + a.path + ")"
		}
	}
	return ""
}

// explainAcceptances says of each acceptance of the risk whether it holds. Without a clock none
// does, as the risk is not completely rated.
func (e *Explanation) explainAcceptances(r *Rater, rated *Rated, acceptances []Acceptance, clock records.Clock) {
	for i := range acceptances {
		a := &acceptances[i]
		if a.Risk != rated.Risk.ID {
			continue
		}
		state := "does not count: what is not completely rated cannot be accepted"
		if clock != nil {
			current := rated.Current()
			state = a.state(r, int(current.level), clock)
		}
		e.Acceptances = append(e.Acceptances, "acceptance "+shorten(string(a.ID))+" "+state)
	}
}

// String writes the explanation for people.
func (e Explanation) String() string {
	var b strings.Builder
	fmt.Fprintln(&b, e.Ruling)
	fmt.Fprintln(&b, "level: "+e.Level)
	if e.Appetite != "" {
		fmt.Fprintln(&b, "appetite: "+e.Appetite)
	}
	if e.Rules != nil {
		b.WriteString("rules: " + e.Rules.String())
	}
	for _, acceptance := range e.Acceptances {
		fmt.Fprintln(&b, acceptance)
	}
	return b.String()
}

// String says in one line what was decided, by what, and until when.
func (r Ruling) String() string {
	text := "risk " + shorten(string(r.Risk)) + " is " + string(r.Outcome) + ", " + r.Reason()
	if r.Acceptance != "" {
		text += ", and accepted for now by " + shorten(string(r.Acceptance))
	}
	if !r.Until.IsZero() {
		text += ", until " + r.Until.Format(time.RFC3339)
	}
	return text
}

// Reason says in a few words what the outcome rests on.
func (r Ruling) Reason() string {
	switch r.Basis {
	case OnGaps:
		return "as it is not completely rated"
	case OnAppetite:
		if r.Outcome == Tolerable {
			return "within the appetite, " + r.Rule
		}
		return "above the appetite, " + r.Rule
	case OnRule:
		return "by the rule " + quote(r.Rule)
	case OnDefault:
		return "as no rule says otherwise"
	}
	return "as the criteria have neither rules nor appetite for it"
}
