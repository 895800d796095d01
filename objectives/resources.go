package objectives

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// A Shortfall is a resource of which programmes need more than there is.
type Shortfall struct {
	Resource   records.ID[organization.Resource]
	Needed     decimal.Decimal // by all of them together, in the unit of the resource
	Provided   decimal.Decimal
	Programmes []records.ID[Programme] // that need it, in the order of their ids
}

// Shortfalls returns the resources of which the programmes of this system in force, with their
// tasks still to be done, need more at the time of the clock than is provided, in the order of
// their ids. Needs without an amount are left out, and so are amounts of more digits than can
// be reckoned with.
func Shortfalls(programmes []Programme, resources []organization.Resource, clock records.Clock) []Shortfall {
	needs := map[records.ID[organization.Resource]]*Shortfall{}
	for i := range programmes {
		p := &programmes[i]
		v := p.ours(clock)
		if v == nil {
			continue
		}
		list := slices.Clone(v.Resources)
		for _, task := range p.Open(clock) {
			list = append(list, task.Resources...)
		}
		for _, need := range list {
			if need.Amount == nil || need.Resource == "" || !exact(*need.Amount) {
				continue
			}
			s := needs[need.Resource]
			if s == nil {
				s = &Shortfall{Resource: need.Resource}
				needs[need.Resource] = s
			}
			s.Needed = s.Needed.Add(*need.Amount)
			if !slices.Contains(s.Programmes, p.ID) {
				s.Programmes = append(s.Programmes, p.ID)
			}
		}
	}
	for i := range resources {
		if s := needs[resources[i].ID]; s != nil {
			s.Provided = resources[i].Amount(clock)
		}
	}
	var short []Shortfall
	for _, s := range needs {
		if s.Needed.GreaterThan(s.Provided) {
			slices.Sort(s.Programmes)
			short = append(short, *s)
		}
	}
	slices.SortFunc(short, func(a, b Shortfall) int { return strings.Compare(string(a.Resource), string(b.Resource)) })
	return short
}
