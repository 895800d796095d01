package risk

import "slices"

// A Category is one of the eight kinds of threat and event, letters a) to h) of 4.3.1,
// that each risk is rated in or ruled out of.
type Category string

// The eight categories, in the order of the standard.
const (
	Physical    Category = "physical"    // a) physical failure and damage, malicious and criminal acts
	Operational Category = "operational" // b) operations, the control of security, human factors
	Natural     Category = "natural"     // c) weather and other natural events
	External    Category = "external"    // d) what lies outside the organization's control
	Stakeholder Category = "stakeholder" // e) stakeholders, regulation, reputation
	Equipment   Category = "equipment"   // f) design, installation and upkeep of security equipment
	Information Category = "information" // g) information, data and communications
	Continuity  Category = "continuity"  // h) whatever could bring operations to a stop
)

var categories = [...]Category{Physical, Operational, Natural, External, Stakeholder, Equipment, Information, Continuity}

// Categories returns the eight categories in the order of the standard.
func Categories() []Category { return slices.Clone(categories[:]) }

// Values lists the categories there are.
func (Category) Values() []string {
	values := make([]string, len(categories))
	for i, c := range categories {
		values[i] = string(c)
	}
	return values
}

// Meaning says in a few words what the category is about, for messages and reports.
func (c Category) Meaning() string {
	switch c {
	case Physical:
		return "physical failure and damage, malicious and criminal acts"
	case Operational:
		return "operations, the control of security, human factors"
	case Natural:
		return "weather and other natural events"
	case External:
		return "what lies outside the organization's control"
	case Stakeholder:
		return "stakeholders, regulation, reputation"
	case Equipment:
		return "design, installation and upkeep of security equipment"
	case Information:
		return "information, data and communications"
	case Continuity:
		return "whatever could bring operations to a stop"
	}
	return ""
}

// Letter returns the letter of 4.3.1 that the category stands for, "a" to "h", or nothing.
func (c Category) Letter() string {
	if i := slices.Index(categories[:], c); i >= 0 {
		return string(rune('a' + i))
	}
	return ""
}

// noCategory is the place of what is none of the eight.
const noCategory = -1

// place returns the place of the category among the eight, from 0, or noCategory.
func (c Category) place() int {
	if c == "" {
		return noCategory
	}
	place := firstLetters[c[0]&31]
	if len(c) == len(Equipment) { // only this one is so long, and External begins as it does
		place = 5
	}
	if categories[place] != c {
		return noCategory
	}
	return int(place)
}

// firstLetters have the place of the category that begins with a letter, by its lowest bits;
// 0 for letters that none begins with.
var firstLetters = [32]uint8{'p' & 31: 0, 'o' & 31: 1, 'n' & 31: 2, 'e' & 31: 3, 's' & 31: 4, 'i' & 31: 6, 'c' & 31: 7}
