package risk

import (
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// An Appetite is the highest level that may be tolerable, for every risk or for those of one site,
// stage, activity, class; for the risk as a whole, or for its level in one category.
//
// Where several bear on the same level, the one that names the most counts; of equals the lowest.
// So "High at the bonded warehouse" makes an exception from "Medium" in both directions.
type Appetite struct {
	Highest  string   `json:"highest"`           // the label of a level
	Category Category `json:"category,omitzero"` // whose level is meant; empty for the level of the risk as a whole
	Site     string   `json:"site,omitzero"`     // exactly as the risk names it, as the three below
	Stage    string   `json:"stage,omitzero"`
	Activity string   `json:"activity,omitzero"`
	Class    string   `json:"class,omitzero"`
}

// maxAppetites bounds the work of each decision.
const maxAppetites = 1000

// names counts what the appetite names of where a risk lies.
func (a *Appetite) names() int {
	n := 0
	for _, name := range []string{a.Site, a.Stage, a.Activity, a.Class} {
		if name != "" {
			n++
		}
	}
	return n
}

// words says what the appetite demands, and of which risks.
func (a *Appetite) words() string {
	text := "at most " + quote(a.Highest)
	if a.Category != "" {
		text += " in the category " + shorten(string(a.Category))
	}
	for _, part := range []struct{ name, value string }{{"site", a.Site}, {"stage", a.Stage}, {"activity", a.Activity}, {"class", a.Class}} {
		if part.value != "" {
			text += ", " + part.name + " " + quote(part.value)
		}
	}
	return text
}

// bears reports whether the appetite bears on the risk.
func (a *Appetite) bears(r *Risk) bool {
	return (a.Site == "" || a.Site == r.Site) && (a.Stage == "" || a.Stage == r.Stage) &&
		(a.Activity == "" || a.Activity == r.Activity) && (a.Class == "" || a.Class == r.Class)
}

// An appetite that is compiled knows its level and its weight.
type appetite struct {
	Appetite
	place   int    // in the criteria
	path    string // appetite[2]
	words   string // at most "Medium", site "Hull"
	highest int
	weight  int // how much it names
	measure int // the place of its category, or noCategory for the risk as a whole
}

func (c *Criteria) compileAppetite(f *records.Faults, levels part) []appetite {
	if len(c.Appetite) > maxAppetites {
		f.Add("appetite", "has %d entries: there may be %d", len(c.Appetite), maxAppetites)
		return nil
	}
	type scope struct{ category, site, stage, activity, class string }
	seen := map[scope]int{}
	compiled := make([]appetite, 0, len(c.Appetite))
	for i, a := range c.Appetite {
		at := fmt.Sprintf("appetite[%d]", i)
		highest := 0
		if a.Highest == "" {
			f.Add(at+".highest", "is missing: name the highest level that may be tolerable")
		} else {
			highest = levels.named(f, at+".highest", a.Highest)
		}
		f.OptionalEnum(at+".category", a.Category)
		key := scope{string(a.Category), a.Site, a.Stage, a.Activity, a.Class}
		if earlier, twice := seen[key]; twice {
			f.Add(at, "speaks of the same risks as appetite[%d]: keep one", earlier)
		}
		seen[key] = i
		compiled = append(compiled, appetite{Appetite: a, place: i, path: at, words: a.words(), highest: highest, weight: a.names(), measure: a.Category.place()})
	}
	return compiled
}

// counting returns, of the appetites that bear on the risk, the one that counts for each measure:
// for the risk as a whole, and then for each category.
func counting(all []appetite, r *Risk) (counts [1 + len(categories)]*appetite) {
	for i := range all {
		a := &all[i]
		if !a.bears(r) {
			continue
		}
		c := counts[1+a.measure]
		if c == nil || a.weight > c.weight || a.weight == c.weight && a.highest < c.highest {
			counts[1+a.measure] = a
		}
	}
	return counts
}

// beyond returns the appetite that the grade exceeds, of several the first in the order of the
// criteria, or nil.
func beyond(counts *[1 + len(categories)]*appetite, g *Grade) *appetite {
	var first *appetite
	for i, a := range counts {
		if a == nil {
			continue
		}
		level := int(g.level)
		if i > 0 {
			level = g.levelIn(i - 1)
		}
		if level > a.highest && (first == nil || a.place < first.place) {
			first = a
		}
	}
	return first
}
