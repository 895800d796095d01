package legal

import "slices"

// A Kind is the sort of requirement.
type Kind string

// The kinds of requirement. The first three bind whether one likes it or not; the others the
// organization has taken on of its own will.
const (
	Law        Kind = "law"        // an act of parliament, a treaty
	Regulation Kind = "regulation" // what an authority has laid down on account of a law
	Permit     Kind = "permit"     // a licence or authorization, with the conditions that hang on it

	Undertaking  Kind = "undertaking"   // a contract, or a scheme that the organization has joined
	Standard     Kind = "standard"      // national, regional or international
	BestPractice Kind = "best practice" // a code or guideline of the industry
	InternalRule Kind = "internal"      // of the organization's own, or of the group it belongs to
	Demand       Kind = "stakeholder"   // what a stakeholder wants and the organization has agreed to
)

// kinds are all of them, the legal ones first.
var kinds = [...]Kind{Law, Regulation, Permit, Undertaking, Standard, BestPractice, InternalRule, Demand}

// Values lists the kinds there are.
func (Kind) Values() []string {
	values := make([]string, len(kinds))
	for i, k := range kinds {
		values[i] = string(k)
	}
	return values
}

// Legal reports whether requirements of the kind bind by law.
func (k Kind) Legal() bool { return k == Law || k == Regulation || k == Permit }

// Voluntary reports whether requirements of the kind bind because the organization accepted
// them. What is of no known kind is neither legal nor voluntary.
func (k Kind) Voluntary() bool { return !k.Legal() && slices.Contains(kinds[:], k) }
