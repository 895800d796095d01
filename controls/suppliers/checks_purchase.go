package suppliers

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

const (
	purchaseNone      conformity.Message = "suppliers.purchase.none: no good or service is on record as bought now: enter those that may bear on security, and of each whether it does; where none does, state that, with who says so and until when"
	purchaseOver      conformity.Message = "suppliers.purchase.over: {0} is not bought now"
	purchaseMinor     conformity.Message = "suppliers.purchase.minor: it was decided that {subject}, {0}, does not bear on security"
	purchaseOpen      conformity.Message = "suppliers.purchase.open: it is not decided whether {subject}, {0}, bears on security: enter yes or no"
	purchaseHeld      conformity.Message = "suppliers.purchase.held: {1} lays down what is required, as to security, of {subject}, {0}; revision {2} is in force since {3}"
	purchaseBare      conformity.Message = "suppliers.purchase.bare: {subject}, {0}, bears on security, and nothing lays down what is required of it: write a specification, and have it approved"
	purchaseDraft     conformity.Message = "suppliers.purchase.draft: {subject}, {0}, bears on security, and no revision of {1} is in force, which is to lay down what is required of it: have one approved, and record by whom and from when"
	purchaseConcerned conformity.Message = "suppliers.purchase.concerned: whether those who supply {0} were told what is required is asked of its specification"
)

// purchasesAwaited says why what is asked of goods and services is undetermined where none is on
// record.
func purchasesAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(purchaseNone) }

var specificationsByPurchase = conformity.NewIndexAll(func(x *Specification) []records.ID[Purchase] { return x.Purchases })

// purchaseSpecified decides 4.4.6.condition.c for a good or service that is bought and bears on
// security: a specification for it is in force.
func purchaseSpecified(r *conformity.Reader, x *Purchase) conformity.Verdict {
	switch {
	case !x.Made(r):
		return conformity.Nothing(purchaseOver, *x)
	case x.SecurityRelevant == records.No:
		return conformity.Exempt(purchaseMinor, x.Title).At("security_relevant")
	case x.SecurityRelevant != records.Yes:
		return conformity.Undetermined(purchaseOpen, x.Title).At("security_relevant")
	}
	rows := specificationsByPurchase.Of(r, x.ID)
	if s := rows.First(func(s *Specification) bool { return s.Current(r) != nil }); s != nil {
		current := s.Current(r)
		return conformity.Met(purchaseHeld, x.Title, *s, current.Number, current.EffectiveFrom)
	}
	if s := rows.First(func(*Specification) bool { return true }); s != nil {
		return conformity.Unmet(purchaseDraft, x.Title, *s)
	}
	return conformity.Unmet(purchaseBare, x.Title)
}

// purchaseUnconcerned decides 4.4.6.condition.c.communicate for a good or service that was decided
// not to bear on security: nobody has to be told anything. The others are for suppliersTold.
func purchaseUnconcerned(r *conformity.Reader, x *Purchase) conformity.Verdict {
	switch {
	case !x.Made(r):
		return conformity.Nothing(purchaseOver, *x)
	case x.SecurityRelevant == records.No:
		return conformity.Exempt(purchaseMinor, x.Title).At("security_relevant")
	}
	return conformity.Nothing(purchaseConcerned, *x)
}

const (
	specificationIdle  conformity.Message = "suppliers.specification.idle: no revision of {0} is in force"
	specificationFree  conformity.Message = "suppliers.specification.free: nothing that {0} is for bears on security and is bought now"
	specificationAlone conformity.Message = "suppliers.specification.alone: it is not on record from whom {1} is bought, so that it cannot be told who has to be told of {subject}, {0}: enter the suppliers of it"
	supplierGone       conformity.Message = "suppliers.supplier.gone: {0} is not used now"
	supplierLost       conformity.Message = "suppliers.supplier.lost: {1} is bought from {2}, of which there is no entry: enter it, or name the right one"
	supplierTold       conformity.Message = "suppliers.told: {1} was told of revision {2} of {subject}, {0}, on {3}"
	supplierUntold     conformity.Message = "suppliers.told.not: {1}, from whom {3} is bought, has not been told of revision {2} of {subject}, {0}, which is in force: tell it, and record when and how"
)

// suppliersTold decides 4.4.6.condition.c.communicate for each supplier in use of what a
// specification in force is for: it was told of the revision in force. Where it is not decided
// whether a good or service bears on security, that is for 4.4.6.condition.c.
func suppliersTold(r *conformity.Reader, x *Specification, say conformity.Say) {
	current := x.Current(r)
	if current == nil {
		say("", conformity.Nothing(specificationIdle, *x))
		return
	}
	asked := false
	told := map[records.ID[Supplier]]bool{}
	for _, id := range x.Purchases {
		p := conformity.Look(r, id)
		if p == nil || !p.Made(r) || p.SecurityRelevant != records.Yes {
			continue
		}
		asked = true
		if len(p.Suppliers) == 0 {
			say("purchase "+string(id), conformity.Undetermined(specificationAlone, x.Title, *p).At("purchases"))
		}
		for _, supplier := range p.Suppliers {
			if told[supplier] {
				continue
			}
			told[supplier] = true
			say("supplier "+string(supplier), x.told(r, current.Number, p, supplier).At("communications"))
		}
	}
	if !asked {
		say("", conformity.Nothing(specificationFree, *x))
	}
}

func (x *Specification) told(r *conformity.Reader, number string, p *Purchase, id records.ID[Supplier]) conformity.Verdict {
	s := conformity.Look(r, id)
	switch {
	case s == nil:
		return conformity.Undetermined(supplierLost, x.Title, *p, id.Ref())
	case !s.InUse(r):
		return conformity.Nothing(supplierGone, *s)
	}
	if on := x.ToldOn(r, id, number); !on.IsZero() {
		return conformity.Met(supplierTold, x.Title, *s, number, on)
	}
	return conformity.Unmet(supplierUntold, x.Title, *s, number, *p)
}
