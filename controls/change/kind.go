package change

// A Kind says what a change changes.
type Kind string

// The kinds of change. Those up to personnel are the five letters of the list in 4.4.6.
const (
	OfOrganization   Kind = "organization"
	OfRole           Kind = "role or responsibility"
	OfPolicy         Kind = "policy"
	OfObjective      Kind = "objective"
	OfTarget         Kind = "target"
	OfProgramme      Kind = "programme"
	OfProcess        Kind = "process"
	OfProcedure      Kind = "procedure"
	OfInfrastructure Kind = "infrastructure"
	OfEquipment      Kind = "security equipment"
	OfTechnology     Kind = "technology" // software among it
	OfContractor     Kind = "contractor"
	OfSupplier       Kind = "supplier"
	OfPersonnel      Kind = "personnel"
	OfThreat         Kind = "threat"
	OfLaw            Kind = "law"
	Merger           Kind = "merger"
	Acquisition      Kind = "acquisition"
	OfBusinessScope  Kind = "business scope"
)

// kinds has each kind with the letter of the list in 4.4.6 that it falls under.
var kinds = [...]struct {
	kind   Kind
	letter string
}{
	{OfOrganization, "a"}, {OfRole, "a"},
	{OfPolicy, "b"}, {OfObjective, "b"}, {OfTarget, "b"}, {OfProgramme, "b"},
	{OfProcess, "c"}, {OfProcedure, "c"},
	{OfInfrastructure, "d"}, {OfEquipment, "d"}, {OfTechnology, "d"},
	{OfContractor, "e"}, {OfSupplier, "e"}, {OfPersonnel, "e"},
	{OfThreat, ""}, {OfLaw, ""}, {Merger, ""}, {Acquisition, ""}, {OfBusinessScope, ""},
}

// Values lists the kinds there are.
func (Kind) Values() []string {
	values := make([]string, len(kinds))
	for i, k := range kinds {
		values[i] = string(k.kind)
	}
	return values
}

// Letter returns the letter of the list in 4.4.6 that the kind falls under, and nothing where
// the list does not name it.
func (k Kind) Letter() string {
	for _, known := range kinds {
		if known.kind == k {
			return known.letter
		}
	}
	return ""
}

// Arrangement reports whether the kind is an arrangement of the organization or of its
// business. What others do, the law and the threats, is none.
func (k Kind) Arrangement() bool { return k != OfThreat && k != OfLaw }

// Business reports whether the kind could unsettle the system as a whole, so that the policy
// has to foresee it: a merger, an acquisition, another scope of the business.
func (k Kind) Business() bool { return k == Merger || k == Acquisition || k == OfBusinessScope }
