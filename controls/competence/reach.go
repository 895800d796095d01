package competence

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

var (
	awarenessByPerson    = conformity.NewIndexAll((*Awareness).told)
	personsByID          = conformity.NewIndex(func(p *records.Person) records.ID[records.Person] { return p.ID })
	programmesByAudience = conformity.NewIndexAll(func(p *Programme) []Audience { return p.Audience })
	proceduresByID       = conformity.NewIndex(func(p *documents.Procedure) records.ID[documents.Procedure] { return p.ID })
)

// Works says whether a person works for the organization or in its name at the time of the
// reader: its own people do while they are with it, and those of another organization where
// that is decided or they hold a role. Empty is not decided. The input has to list roles.
func Works(r *conformity.Reader, p *records.Person) records.Answer {
	switch {
	case !(span{p.From, p.Until}).holds(r):
		return records.No
	case blank(p.Organization) || p.OnBehalf == records.Yes:
		return records.Yes
	case organization.RolesOf(r, p.ID).Any(func(role *organization.Role) bool { return role.Exists(r) && organization.Holds(r, role, p.ID) }):
		return records.Yes
	}
	return p.OnBehalf
}

// AwareOf returns the latest awareness entry of a person on a topic that holds now, or nil.
// It becomes evidence. The input has to list awareness.
func AwareOf(r *conformity.Reader, person records.ID[records.Person], topic Topic) *Awareness {
	return awarenessByPerson.Of(r, told{person, topic}).Latest(func(a *Awareness) records.Date {
		if !a.Holds(r) {
			return records.Date{}
		}
		return a.On
	})
}

// inForce reports whether the programme runs, and the procedure that sets it up is one for
// awareness and in force.
func inForce(r *conformity.Reader, p *Programme) bool {
	if !p.Runs(r) {
		return false
	}
	for _, procedure := range listed(proceduresByID.Of(r, p.Procedure)) {
		return procedure.Serves(documents.Awareness) && procedure.InForce(r)
	}
	return false
}

// reaching returns a programme in force that reaches the audience and satisfies the
// condition, or nil. It becomes evidence, with its procedure.
func reaching(r *conformity.Reader, audience Audience, holds func(*Programme) bool) *Programme {
	p := programmesByAudience.Of(r, audience).First(func(p *Programme) bool { return holds(p) && inForce(r, p) })
	if p != nil {
		conformity.Look(r, p.Procedure)
	}
	return p
}

// LeftOut returns the audiences, of the organization's own people and those who work in its
// name, that the programmes in force reach without making them aware of a topic. It is
// decided only where a programme in force reaches one of them. What decides becomes evidence;
// the input has to list programmes and procedures.
func LeftOut(r *conformity.Reader, topic Topic) (left []Audience, decided bool) {
	for _, audience := range [...]Audience{OwnPersonnel, OnBehalf} {
		if reaching(r, audience, func(p *Programme) bool { return p.Covers(topic) }) != nil {
			decided = true
		} else if reaching(r, audience, func(*Programme) bool { return true }) != nil {
			left, decided = append(left, audience), true
		}
	}
	return left, decided
}
