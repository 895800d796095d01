package risk

import (
	"fmt"
	"time"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
)

// Tolerability is whether a risk may stay as it is.
type Tolerability string

// The two outcomes of tolerability rules.
const (
	Tolerable   Tolerability = "tolerable"
	Intolerable Tolerability = "intolerable"
)

// Values lists the outcomes there are.
func (Tolerability) Values() []string { return []string{string(Tolerable), string(Intolerable)} }

// A Basis is what a ruling rests on.
type Basis string

// The bases, in the order in which they are looked at.
const (
	OnGaps     Basis = "gaps"     // the risk is not, or only partly, rated: never tolerable
	OnAppetite Basis = "appetite" // its level is above, or without rules within, the appetite
	OnRule     Basis = "rule"     // a tolerability rule decided
	OnDefault  Basis = "default"  // no rule matched
	OnNothing  Basis = "nothing"  // the criteria have neither rules nor appetite, so nothing tolerates the risk
)

// Values lists the bases there are.
func (Basis) Values() []string {
	return []string{string(OnGaps), string(OnAppetite), string(OnRule), string(OnDefault), string(OnNothing)}
}

// A Ruling is what the criteria decide about one risk, and until when.
type Ruling struct {
	Risk    records.ID[Risk] `json:"risk"`
	Outcome Tolerability     `json:"outcome"` // by the criteria alone
	Basis   Basis            `json:"basis"`
	Rule    string           `json:"rule,omitzero"` // the name of the rule that decided, or the appetite in words
	Path    string           `json:"path,omitzero"` // of it in the criteria, such as tolerability.rules[2]

	// Acceptance is the one under which an intolerable risk is borne for now; empty where there is
	// none. Of several that hold it is the one that lasts longest.
	Acceptance records.ID[Acceptance] `json:"acceptance,omitzero"`

	// Until is the instant from which on, with the same data, the risk is not tolerated any more, or
	// is tolerated again; zero where time alone changes nothing.
	Until time.Time `json:"until,omitzero"`
}

// Tolerated reports whether the risk may stay as it is for now: the criteria tolerate it, or an
// acceptance holds.
func (r Ruling) Tolerated() bool { return r.Outcome == Tolerable || r.Acceptance != "" }

// maxTurns bounds how many instants are tried in search of the one at which a ruling turns.
const maxTurns = 1000

// Decide says whether a risk is tolerable at an instant, by which rule, and until when.
//
// A risk that is not or only partly rated is intolerable, and no acceptance changes that: what
// is not known cannot be accepted. One above the appetite is intolerable whatever the rules say.
// Acceptances of other risks are passed over.
//
// The error is that of a rule that could not be worked out; the ruling is then intolerable.
func (r *Rater) Decide(rated Rated, acceptances []Acceptance, at time.Time) (ruling Ruling, err error) {
	of := rated.subject()
	err = r.decideUntil(&of, acceptances, at, &ruling)
	return ruling, err
}

// Judge is [Rater.Rate] and then [Rater.Decide], for a register that is gone through from end to
// end: the risk is not copied, and nothing is kept of what it was rated. Errors are those of the two.
func (r *Rater) Judge(risk *Risk, acceptances []Acceptance, at time.Time) (ruling Ruling, err error) {
	of := subject{risk: risk}
	if !r.rate(risk, &of.inherent, &of.residual) {
		_, err := r.Rate(*risk)
		return Ruling{Risk: risk.ID, Outcome: Intolerable, Basis: OnGaps}, err
	}
	err = r.decideUntil(&of, acceptances, at, &ruling)
	return ruling, err
}

// decideUntil decides at an instant, and finds the one at which that turns.
func (r *Rater) decideUntil(of *subject, acceptances []Acceptance, at time.Time, ruling *Ruling) error {
	sheet := r.sheet()
	defer r.sheets.Put(sheet)
	sheet.watch = *rules.WatchAt(at)
	if err := r.decide(sheet, of, acceptances, &sheet.watch, ruling); err != nil {
		return err
	}
	for range maxTurns {
		next, turns := sheet.watch.Next()
		if !turns {
			break
		}
		sheet.watch = *rules.WatchAt(next)
		var later Ruling
		err := r.decide(sheet, of, acceptances, &sheet.watch, &later)
		if err != nil || later.Tolerated() != ruling.Tolerated() {
			ruling.Until = next
			break
		}
	}
	return nil
}

// DecideBy is Decide for a clock that notes for itself when its answers turn, as the Reader of
// package conformity does. Until stays zero.
func (r *Rater) DecideBy(rated Rated, acceptances []Acceptance, clock records.Clock) (ruling Ruling, err error) {
	sheet := r.sheet()
	defer r.sheets.Put(sheet)
	of := rated.subject()
	err = r.decide(sheet, &of, acceptances, clock, &ruling)
	return ruling, err
}

func (r *Rater) sheet() *factSheet {
	if sheet, ok := r.sheets.Get().(*factSheet); ok {
		return sheet
	}
	return new(factSheet)
}

func (r *Rater) decide(sheet *factSheet, of *subject, acceptances []Acceptance, clock records.Clock, ruling *Ruling) error {
	ruling.Risk, ruling.Outcome, ruling.Basis = of.risk.ID, Intolerable, OnGaps
	if !of.complete() {
		return nil
	}
	ruling.Basis = OnNothing
	if of.inherent.rater != r {
		return fmt.Errorf("risk %s was rated by other criteria: rate it by these before they decide on it", of.risk.ID)
	}
	if err := r.byCriteria(sheet, of, clock, ruling); err != nil || ruling.Outcome == Tolerable || len(acceptances) == 0 {
		return err
	}
	level := int(of.current().level)
	var longest *Acceptance
	for i := range acceptances {
		a := &acceptances[i]
		if a.Risk == of.risk.ID && a.holds(r, level, clock) && (longest == nil || a.ExpiresOn.After(longest.ExpiresOn)) {
			longest = a
		}
	}
	if longest != nil {
		ruling.Acceptance = longest.ID
	}
	return nil
}

// byCriteria decides by appetite and rules.
func (r *Rater) byCriteria(sheet *factSheet, of *subject, clock records.Clock, ruling *Ruling) error {
	var counts [1 + len(categories)]*appetite
	if len(r.appetite) > 0 {
		counts = counting(r.appetite, of.risk)
		if a := beyond(&counts, of.current()); a != nil {
			ruling.Basis, ruling.Rule, ruling.Path = OnAppetite, a.words, a.path
			return nil
		}
	}
	if r.rules != nil {
		return r.byRules(sheet, of, clock, ruling)
	}
	if a := counts[0]; a != nil { // it speaks of the risk as a whole, and is kept
		ruling.Outcome, ruling.Basis, ruling.Rule, ruling.Path = Tolerable, OnAppetite, a.words, a.path
	}
	return nil
}
