package suppliers

import (
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// A Purchase is a good or a service that the organization buys: not one order, but the thing
// that is ordered again and again.
type Purchase struct {
	ID               records.ID[Purchase]   `json:"id"`
	Title            string                 `json:"title"`
	Kind             PurchaseKind           `json:"kind"`
	SecurityRelevant records.Answer         `json:"security_relevant,omitzero"` // whether it bears on security; empty while not decided
	Suppliers        []records.ID[Supplier] `json:"suppliers,omitempty"`        // from whom it is bought
	From             records.Date           `json:"from,omitzero"`              // first day; zero: since before anybody kept count
	Until            records.Date           `json:"until,omitzero"`             // last day; zero while there is none
}

// A PurchaseKind says whether a good or a service is bought.
type PurchaseKind string

// The kinds of purchase.
const (
	Good    PurchaseKind = "good"
	Service PurchaseKind = "service"
)

// Values lists the kinds there are.
func (PurchaseKind) Values() []string { return []string{string(Good), string(Service)} }

// Ref names the record.
func (x Purchase) Ref() records.Ref { return records.Ref{Kind: "purchase", ID: string(x.ID)} }

// Made reports whether it is bought at the time of the clock.
func (x Purchase) Made(clock records.Clock) bool { return lasts(clock, x.From, x.Until) }

// Validate reports every fault of the purchase at once.
func (x Purchase) Validate() error {
	var f records.Faults
	f.Require("id", string(x.ID))
	f.Require("title", x.Title)
	f.Enum("kind", x.Kind)
	f.OptionalEnum("security_relevant", x.SecurityRelevant)
	f.Order("from", x.From, "until", x.Until)
	seen := map[records.ID[Supplier]]int{}
	for i, s := range x.Suppliers {
		at := fmt.Sprintf("suppliers[%d]", i)
		f.Require(at, string(s))
		if first, twice := seen[s]; twice && s != "" {
			f.Add(at, "%s is suppliers[%d] already: name it once", s, first)
			continue
		}
		seen[s] = i
	}
	return f.Err()
}
