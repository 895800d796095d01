package objectives

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/records"
)

// A Comparison sets the ways in which a programme could be carried out side by side, and says
// which was chosen, and why: what makes the programme give the best result for the effort.
// That one leaves things as they are may be one of the ways.
type Comparison struct {
	On      records.Date               `json:"on"`
	By      records.ID[records.Person] `json:"by,omitzero"`
	Options []Option                   `json:"options"`
	Chosen  string                     `json:"chosen"` // the name of one of them
	Reason  string                     `json:"reason"`
}

// An Option is one way in which a programme could be carried out.
type Option struct {
	Name   string           `json:"name"`
	Effect string           `json:"effect"`          // what it would bring
	Cost   *decimal.Decimal `json:"cost,omitempty"`  // in the currency of the programme; nothing is an amount too
	Effort string           `json:"effort,omitzero"` // what it would take beside or instead of money
	Source string           `json:"source,omitzero"` // whose experience or offer it is
}

// A Priority is the place of a programme among the others, from a day on, and why.
type Priority struct {
	Rank   int                        `json:"rank"` // 1 comes first
	On     records.Date               `json:"on"`
	By     records.ID[records.Person] `json:"by,omitzero"`
	Reason string                     `json:"reason"`
}

// Weighed reports whether the comparison is one: at least two ways, each with its effect and
// with what it would take, and one of them chosen.
func (c Comparison) Weighed() bool {
	if len(c.Options) < 2 {
		return false
	}
	chosen := false
	for _, o := range c.Options {
		if blank(o.Name) || blank(o.Effect) || o.Cost == nil && blank(o.Effort) {
			return false
		}
		chosen = chosen || o.Name == c.Chosen
	}
	return chosen
}

// Compared returns the latest comparison that weighs options by the time of the clock and no
// later than the given day, or nil; of no day, whenever it was made.
func (p Programme) Compared(clock records.Clock, by records.Date) *Comparison {
	var latest *Comparison
	for i := range p.Comparisons {
		c := &p.Comparisons[i]
		if clock.Happened(c.On) && (by.IsZero() || !c.On.After(by)) && c.Weighed() && (latest == nil || !c.On.Before(latest.On)) {
			latest = c
		}
	}
	return latest
}

// Priority returns the priority that was set last by the time of the clock, or nil.
func (p Programme) Priority(clock records.Clock) *Priority {
	var latest *Priority
	for i := range p.Priorities {
		x := &p.Priorities[i]
		if clock.Happened(x.On) && x.Rank > 0 && (latest == nil || !x.On.Before(latest.On)) {
			latest = x
		}
	}
	return latest
}

// Ranked returns the programmes of this system in force at the time of the clock in the order
// of their priorities, those of one rank by their ids, and last those without one.
func Ranked(programmes []Programme, clock records.Clock) []*Programme {
	type ranked struct {
		*Programme
		rank int
	}
	var list []ranked
	for i := range programmes {
		p := &programmes[i]
		if p.ours(clock) == nil {
			continue
		}
		rank := int(^uint(0) >> 1)
		if x := p.Priority(clock); x != nil {
			rank = x.Rank
		}
		list = append(list, ranked{p, rank})
	}
	slices.SortStableFunc(list, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), strings.Compare(string(a.ID), string(b.ID)))
	})
	programmesInOrder := make([]*Programme, len(list))
	for i, one := range list {
		programmesInOrder[i] = one.Programme
	}
	return programmesInOrder
}

// Spent returns what was spent on the programme by the time of the clock. It is not ok where an
// amount has more digits than can be reckoned with.
func (p Programme) Spent(clock records.Clock) (sum decimal.Decimal, ok bool) {
	for i := range p.Expenditures {
		e := &p.Expenditures[i]
		switch {
		case !clock.Happened(e.On):
		case !exact(e.Amount):
			return decimal.Decimal{}, false
		default:
			sum = sum.Add(e.Amount)
		}
	}
	return sum, true
}

// overrun returns the latest decision, by somebody and with a reason, on how far the programme
// may go beyond its budget, or nil.
func (p *Programme) overrun(clock records.Clock) *Overrun {
	var latest *Overrun
	for i := range p.Overruns {
		o := &p.Overruns[i]
		if clock.Happened(o.On) && o.By != "" && !blank(o.Reason) && exact(o.Limit) && (latest == nil || !o.On.Before(latest.On)) {
			latest = o
		}
	}
	return latest
}

func validateComparisons(f *records.Faults, list []Comparison) {
	for i, c := range list {
		at := fmt.Sprintf("comparisons[%d]", i)
		f.RequireDate(at+".on", c.On)
		f.Require(at+".reason", c.Reason)
		var names []string
		seen := make(map[string]bool, len(c.Options))
		for j, o := range c.Options {
			path := fmt.Sprintf("%s.options[%d]", at, j)
			f.Require(path+".name", o.Name)
			f.Require(path+".effect", o.Effect)
			if o.Cost != nil {
				figure(f, path+".cost", *o.Cost)
			}
			if o.Name != "" && seen[o.Name] {
				f.Add(path+".name", "%q is an option already: give each its own name", o.Name)
			}
			seen[o.Name] = true
			names = append(names, o.Name)
		}
		switch {
		case c.Chosen == "":
			f.Add(at+".chosen", "is missing: name the option that was chosen")
		case !seen[c.Chosen]:
			f.Add(at+".chosen", "%q is none of the options%s", c.Chosen, records.DidYouMean(c.Chosen, names))
		}
	}
}

func validatePriorities(f *records.Faults, list []Priority) {
	for i, x := range list {
		at := fmt.Sprintf("priorities[%d]", i)
		if x.Rank < 1 {
			f.Add(at+".rank", "%d is no rank: they count from 1, which comes first", x.Rank)
		}
		f.RequireDate(at+".on", x.On)
		f.Require(at+".reason", x.Reason)
	}
}
