package organization

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/records"
)

// A Resource is something that the system needs a certain amount of: guards, scanners, hours
// of an expert, money. What is needed and what is provided are given in one unit.
type Resource struct {
	ID       records.ID[Resource] `json:"id"`
	Title    string               `json:"title"`
	Kind     ResourceKind         `json:"kind"`
	Unit     string               `json:"unit"`
	Needs    []Need               `json:"needs,omitempty"`    // each takes the place of the one before
	Provided []Provision          `json:"provided,omitempty"` // what runs at the same time adds up
}

// A Need is how much of a resource is necessary from a day on.
type Need struct {
	Amount    decimal.Decimal `json:"amount"` // zero where none is needed any more
	From      records.Date    `json:"from"`
	EnteredOn records.Date    `json:"entered_on"` // when the need was found and entered
	Reason    string          `json:"reason,omitzero"`
}

// A Provision is how much of a resource is there for a time.
type Provision struct {
	Amount decimal.Decimal `json:"amount"`
	From   records.Date    `json:"from"`           // first day
	Until  records.Date    `json:"until,omitzero"` // last day; zero while there is none
}

// A ResourceKind is the sort of resource.
type ResourceKind string

// The kinds of resource.
const (
	People     ResourceKind = "people"
	Expertise  ResourceKind = "expertise"
	Training   ResourceKind = "training"
	Equipment  ResourceKind = "equipment"
	Facilities ResourceKind = "facilities"
	Technology ResourceKind = "technology"
	Finance    ResourceKind = "finance"
)

// Values lists the kinds there are.
func (ResourceKind) Values() []string {
	return []string{string(People), string(Expertise), string(Training), string(Equipment), string(Facilities), string(Technology), string(Finance)}
}

// Ref names the resource.
func (r Resource) Ref() records.Ref { return records.Ref{Kind: "resource", ID: string(r.ID)} }

// Validate reports every fault of the resource at once.
func (r Resource) Validate() error {
	var f records.Faults
	f.Require("id", string(r.ID))
	f.Require("title", r.Title)
	f.Enum("kind", r.Kind)
	f.Require("unit", r.Unit)
	begins := make(map[records.Date]int, len(r.Needs))
	for i, need := range r.Needs {
		at := fmt.Sprintf("needs[%d]", i)
		notNegative(&f, at+".amount", need.Amount)
		f.RequireDate(at+".from", need.From)
		f.RequireDate(at+".entered_on", need.EnteredOn)
		if first, taken := begins[need.From]; taken && !need.From.IsZero() {
			f.Add(at+".from", "%s is the first day of needs[%d] as well: keep the one that counts", need.From, first)
			continue
		}
		begins[need.From] = i
	}
	for i, provision := range r.Provided {
		at := fmt.Sprintf("provided[%d]", i)
		notNegative(&f, at+".amount", provision.Amount)
		f.RequireDate(at+".from", provision.From)
		f.Order(at+".from", provision.From, at+".until", provision.Until)
	}
	return f.Err()
}

func notNegative(f *records.Faults, path string, amount decimal.Decimal) {
	if amount.IsNegative() {
		f.Add(path, "%s is less than nothing", amount)
	}
}

// Need returns how much is needed at the time of the clock, or nil where nothing was entered:
// the need that applies from the latest day, of those that are known.
func (r Resource) Need(clock records.Clock) *Need {
	var now *Need
	for i := range r.Needs {
		n := &r.Needs[i]
		if clock.Happened(n.From) && n.known(clock) && (now == nil || !n.From.Before(now.From)) {
			now = n
		}
	}
	return now
}

// known reports whether the need has been entered. One without that day has been.
func (n *Need) known(clock records.Clock) bool {
	return n.EnteredOn.IsZero() || clock.Happened(n.EnteredOn)
}

// Amount returns how much is provided at the time of the clock.
func (r Resource) Amount(clock records.Clock) decimal.Decimal {
	var sum decimal.Decimal
	for _, p := range r.Provided {
		if clock.Happened(p.From) && !clock.Over(p.Until) {
			sum = sum.Add(p.Amount)
		}
	}
	return sum
}

// enteredOn returns the latest day, of those that have begun, on which a need was entered:
// of a need without that day, the day from which it applies.
func (r *Resource) enteredOn(clock records.Clock) records.Date {
	var latest records.Date
	for i := range r.Needs {
		day := r.Needs[i].EnteredOn
		if day.IsZero() {
			day = r.Needs[i].From
		}
		if clock.Happened(day) && day.After(latest) {
			latest = day
		}
	}
	return latest
}
