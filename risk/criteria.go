package risk

import (
	"fmt"
	"strings"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/csv"
	"github.com/iso28000/iso28000/rules"
)

// Criteria are an organization's policy on risk, as data: by which scales it rates, how a level
// comes of likelihood and consequence, and which risks it tolerates. They decide nothing until
// [Criteria.Compile] makes a [Rater] of them.
type Criteria struct {
	ID          records.ID[Criteria] `json:"id"`
	Title       string               `json:"title"`
	Description string               `json:"description,omitzero"`
	Source      string               `json:"source,omitzero"` // where they were published, if not made by the organization

	// Likelihood is rated directly, or made from threat and vulnerability, which then have scales
	// of their own; LikelihoodFrom gives a label of the likelihood scale for each pair of them.
	Likelihood     Scale       `json:"likelihood"`
	Threat         Scale       `json:"threat,omitzero"`
	Vulnerability  Scale       `json:"vulnerability,omitzero"`
	LikelihoodFrom Combination `json:"likelihood_from,omitzero"`

	Consequence Scale       `json:"consequence"`
	Levels      []Level     `json:"levels"`           // the best first, the worst last
	Combination Combination `json:"combination"`      // of likelihood and consequence to a level
	RollUp      RollUp      `json:"roll_up,omitzero"` // of the levels of the categories to that of the risk. Defaults to their maximum.

	// Appetite is the highest level that may be tolerable at all. What lies above it is
	// intolerable whatever the rules say. Defaults to none, that is, to what the rules say.
	Appetite []Appetite `json:"appetite,omitempty"`

	// Tolerability decides, over [Facts], which risks are tolerable. Without rules those within the
	// appetite are; with neither, none is.
	Tolerability rules.Definition `json:"tolerability,omitzero"`

	ApprovedBy  records.ID[records.Person] `json:"approved_by,omitzero"`
	ApprovedOn  records.Date               `json:"approved_on,omitzero"`
	EffectiveOn records.Date               `json:"effective_on,omitzero"`
}

// A Level is a class of risks: what ratings come to.
type Level struct {
	Label       string `json:"label"`
	Description string `json:"description,omitzero"` // what it demands
	Colour      string `json:"colour,omitzero"`      // #RRGGBB
}

// A RollUp makes the level of a risk from the levels of its categories. It is their maximum,
// raised where many categories are as bad as that.
type RollUp struct {
	Raise []Raise `json:"raise,omitempty"` // at most one a level
}

// A Raise puts a risk one level above the worst of its categories if that is the Level and so
// many Categories, or more, are at it.
type Raise struct {
	Level      string `json:"level"`
	Categories int    `json:"categories"` // 2 to 8
}

// Ref names the criteria.
func (c Criteria) Ref() records.Ref { return records.Ref{Kind: "criteria", ID: string(c.ID)} }

// Validate reports every fault of the criteria at once, those of the rules among them. What is
// consistent but unwise is for [Rater.Lint].
func (c Criteria) Validate() error {
	_, err := c.Compile()
	return err
}

// Level returns the place of the level with the label among the levels, from 1, or 0. Case, and
// spaces around and between the words, do not count.
func (c Criteria) Level(label string) int {
	for i := range c.Levels {
		if c.Levels[i].Label == label {
			return i + 1
		}
	}
	label = csv.Fold(label)
	for i := range c.Levels {
		if csv.Fold(c.Levels[i].Label) == label {
			return i + 1
		}
	}
	return 0
}

func (c *Criteria) levelLabels() []string {
	labels := make([]string, len(c.Levels))
	for i := range c.Levels {
		labels[i] = c.Levels[i].Label
	}
	return labels
}

// validateParts notes what is wrong with each part by itself, and reports whether the parts are
// sound enough to be held to each other.
func (c *Criteria) validateParts(f *records.Faults) (sound bool) {
	f.Require("id", string(c.ID))
	f.Require("title", c.Title)
	if c.ApprovedBy != "" {
		f.RequireDate("approved_on", c.ApprovedOn)
	} else if !c.ApprovedOn.IsZero() {
		f.Add("approved_by", "is missing: say who approved them on %s", c.ApprovedOn)
	}
	sound = c.validateScales(f)
	switch {
	case len(c.Levels) == 0:
		f.Add("levels", "is missing: list the levels, the best first")
		sound = false
	case len(c.Levels) > maxSteps:
		f.Add("levels", "has %d levels: there may be %d", len(c.Levels), maxSteps)
		sound = false
	default:
		validateLabels(f, "levels", c.levelLabels())
	}
	for i := range c.Levels {
		if colour := c.Levels[i].Colour; colour != "" && !isColour(colour) {
			f.Add(fmt.Sprintf("levels[%d].colour", i), "%s is no colour: write it as #RRGGBB", quote(colour))
		}
	}
	return sound
}

func (c *Criteria) validateScales(f *records.Faults) (sound bool) {
	sound = true
	for _, scale := range []struct {
		path   string
		scale  Scale
		needed bool
	}{
		{"likelihood", c.Likelihood, true},
		{"threat", c.Threat, c.fromThreat()},
		{"vulnerability", c.Vulnerability, c.fromThreat()},
		{"consequence", c.Consequence, true},
	} {
		if scale.needed && scale.scale.IsZero() {
			f.Add(scale.path, "is missing: list its steps, the lowest first")
			sound = false
		}
		f.Within(scale.path, scale.scale.Validate())
		sound = sound && scale.scale.bounded()
	}
	if c.fromThreat() && c.LikelihoodFrom.IsZero() {
		f.Add("likelihood_from", "is missing: say which likelihood comes of each threat and vulnerability, or leave out their scales")
		sound = false
	}
	return sound
}

// fromThreat reports whether likelihood is made from threat and vulnerability.
func (c *Criteria) fromThreat() bool {
	return !c.Threat.IsZero() || !c.Vulnerability.IsZero() || !c.LikelihoodFrom.IsZero()
}

func isColour(text string) bool {
	digits, found := strings.CutPrefix(text, "#")
	return found && len(digits) == 6 && strings.Trim(digits, "0123456789abcdefABCDEF") == ""
}
