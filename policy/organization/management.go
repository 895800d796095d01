package organization

import (
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// rolesByHolder finds the roles that a person holds or ever held.
var rolesByHolder = conformity.NewIndexAll(func(role *Role) []records.ID[records.Person] {
	persons := make([]records.ID[records.Person], len(role.Holders))
	for i, h := range role.Holders {
		persons[i] = h.Person
	}
	return persons
})

// RolesOf returns the roles that a person holds or ever held.
func RolesOf(r *conformity.Reader, person records.ID[records.Person]) conformity.Rows[Role] {
	return rolesByHolder.Of(r, person)
}

// HeldTopManagement returns a top-management role that the person held on that day, or nil:
// what happened is judged by who directed the organization then. The role becomes evidence.
// Whether the day has come is for the caller to ask.
func HeldTopManagement(r *conformity.Reader, person records.ID[records.Person], day records.Date) *Role {
	return rolesByHolder.Of(r, person).First(func(role *Role) bool {
		return role.TopManagement && role.HeldBy(person, day)
	})
}

// HoldsTopManagement returns a top-management role that the person holds now, or nil. The
// role becomes evidence.
func HoldsTopManagement(r *conformity.Reader, person records.ID[records.Person]) *Role {
	return rolesByHolder.Of(r, person).First(func(role *Role) bool {
		return role.TopManagement && Holds(r, role, person)
	})
}

// manyHolders is how many holders of a role a table of them is worth.
const manyHolders = 64

var holders = conformity.NewMemo(func(role *Role) map[records.ID[records.Person]][]Holder {
	table := make(map[records.ID[records.Person]][]Holder, len(role.Holders))
	for _, h := range role.Holders {
		table[h.Person] = append(table[h.Person], h)
	}
	return table
})

// Holds is [Role.HasHolder] for checks that ask it for each person: of a role with many
// holders they are looked up, so that asking for all takes no longer than there are. Such a
// role becomes evidence, whatever the answer.
func Holds(r *conformity.Reader, role *Role, person records.ID[records.Person]) bool {
	if len(role.Holders) <= manyHolders {
		return role.HasHolder(r, person)
	}
	table, found := holders.Of(r, role.ID)
	if !found {
		return role.HasHolder(r, person)
	}
	return person != "" && slices.ContainsFunc(table[person], func(h Holder) bool { return h.Holds(r) })
}

// ScopeInForce returns the scope in force, or nil: the one with the latest effective date of
// those that took effect, unless it was withdrawn since. It becomes evidence.
func ScopeInForce(r *conformity.Reader) *Scope {
	latest := latestScope.Of(r)
	if latest == nil || r.Happened(latest.WithdrawnOn) {
		return nil
	}
	return latest
}

var latestScope = conformity.NewView(func(r *conformity.Reader) *Scope {
	return conformity.All[Scope](r).Latest(func(s *Scope) records.Date {
		if !s.life().TookEffect(r) {
			return records.Date{}
		}
		return s.EffectiveFrom
	})
})

// EstablishmentInForce returns the establishment with the latest day in force that has begun,
// or nil. It becomes evidence.
func EstablishmentInForce(r *conformity.Reader) *Establishment { return establishment.Of(r) }

var establishment = conformity.NewView(func(r *conformity.Reader) *Establishment {
	return conformity.All[Establishment](r).Latest(func(e *Establishment) records.Date { return e.InForceFrom })
})
