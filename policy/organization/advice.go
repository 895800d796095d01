package organization

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

const (
	adviceConflict  conformity.Message = "organization.advice.conflict: {0} holds {subject} and {1} as well, which do not go together: the guide suggests that other duties do not get in the way of those for security"
	adviceResources conformity.Message = "organization.advice.resources: no entry says what there is of {0}: the guide suggests to provide equipment, people, expertise and training"
)

// Advice returns the checks of what the guide suggests for 4.4.1.
func Advice() []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.SuggestMany("4.4.1.process.representative.4", roles, rolesCompatible),
		conformity.SuggestWhole[Input]("4.4.1.process.resources.1", conformity.Covering(nil, func(x *Resource) []ResourceKind { return []ResourceKind{x.Kind} },
			adviceResources, Equipment, People, Expertise, Training)),
	}
}

// rolesCompatible looks for people who hold a role that goes badly with another of theirs. A
// role that names none such is taken to go with all.
func rolesCompatible(r *conformity.Reader, role *Role, say conformity.Say) {
	if !role.Exists(r) || len(role.IncompatibleWith) == 0 {
		return
	}
	for _, holder := range role.Holders {
		if holder.Holds(r) {
			other := role.conflict(r, holder.Person)
			say(string(holder.Person), conformity.FollowedIf(other == "", "incompatible_with", adviceConflict, holder.Person, other))
		}
	}
}

// conflict returns the role that the person holds though it does not go with this one, or none.
func (r *Role) conflict(reader *conformity.Reader, person records.ID[records.Person]) records.ID[Role] {
	for _, id := range r.IncompatibleWith {
		if other := conformity.Look(reader, id); other != nil && other.Exists(reader) && other.HasHolder(reader, person) {
			return id
		}
	}
	return ""
}
