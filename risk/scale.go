package risk

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/csv"
)

// maxSteps bounds scales and levels, and with them every table that is made of two scales.
const maxSteps = 128

// A Scale is what likelihoods, consequences, threats or vulnerabilities are rated by: steps from
// the lowest to the highest, of any number. A rating names a step by its place, from 1.
type Scale struct {
	Steps []Step `json:"steps,omitempty"`
}

// A Step is one step of a scale.
type Step struct {
	Label       string           `json:"label"`
	Description string           `json:"description,omitzero"` // by which one knows it
	Value       *decimal.Decimal `json:"value,omitempty"`      // what it counts in products and sums. Defaults to its place in the scale.
	Range       Range            `json:"range,omitzero"`       // the numbers it stands for where something is measured, such as 5% to below 25%
}

// Labels returns the scale with those steps, the lowest first.
func Labels(labels ...string) Scale {
	steps := make([]Step, len(labels))
	for i, label := range labels {
		steps[i].Label = label
	}
	return Scale{Steps: steps}
}

// IsZero reports whether the scale has no steps.
func (s Scale) IsZero() bool { return len(s.Steps) == 0 }

// Label returns the label of a step, or nothing where there is no such step.
func (s Scale) Label(step int) string {
	if step < 1 || step > len(s.Steps) {
		return ""
	}
	return s.Steps[step-1].Label
}

// Named returns the step with the label, or 0. Case, and spaces around and between the words, do
// not count.
func (s Scale) Named(label string) int {
	for i := range s.Steps {
		if s.Steps[i].Label == label {
			return i + 1
		}
	}
	label = csv.Fold(label)
	for i := range s.Steps {
		if csv.Fold(s.Steps[i].Label) == label {
			return i + 1
		}
	}
	return 0
}

// Measured returns the step the range of which contains the number, or 0.
func (s Scale) Measured(n decimal.Decimal) int {
	for i := range s.Steps {
		if s.Steps[i].Range.Contains(n) {
			return i + 1
		}
	}
	return 0
}

// Value returns what a step counts in products and sums: its value, or its place where the scale
// gives none. It is 0 where there is no such step.
func (s Scale) Value(step int) decimal.Decimal {
	switch {
	case step < 1 || step > len(s.Steps):
		return decimal.Decimal{}
	case s.Steps[step-1].Value != nil:
		return *s.Steps[step-1].Value
	}
	return decimal.NewFromInt(int64(step))
}

func (s Scale) labels() []string {
	labels := make([]string, len(s.Steps))
	for i := range s.Steps {
		labels[i] = s.Steps[i].Label
	}
	return labels
}

// bounded reports whether tables can be made of the scale: it has not too many steps, and its
// values are not too long.
func (s Scale) bounded() bool {
	for i := range s.Steps {
		if value := s.Steps[i].Value; i >= maxSteps || value != nil && !isExact(*value) {
			return false
		}
	}
	return true
}

// Validate reports every fault of the scale at once.
func (s Scale) Validate() error {
	var f records.Faults
	if len(s.Steps) > maxSteps {
		f.Add("steps", "has %d steps: a scale may have %d", len(s.Steps), maxSteps)
		return f.Err()
	}
	validateLabels(&f, "steps", s.labels())
	valued := 0
	for i := range s.Steps {
		step := &s.Steps[i]
		if step.Value != nil {
			valued++
			if !isExact(*step.Value) {
				f.Add(fmt.Sprintf("steps[%d].value", i), "has more than %d digits before or after the point", maxDigits)
			}
		}
		if step.Range.IsZero() {
			continue
		}
		for j := range i {
			if earlier := s.Steps[j].Range; !earlier.IsZero() && !earlier.before(step.Range) {
				f.Add(fmt.Sprintf("steps[%d].range", i), "%s does not lie above %s, the range of %s: ranges ascend and do not overlap",
					step.Range, earlier, quote(s.Steps[j].Label))
				break
			}
		}
	}
	if valued > 0 && valued < len(s.Steps) {
		for i := range s.Steps {
			if s.Steps[i].Value == nil {
				f.Add(fmt.Sprintf("steps[%d].value", i), "is missing: give each step a value, or none")
			}
		}
	}
	return f.Err()
}

// validateLabels notes labels that are missing, or that name two things. Registers do not keep to
// case and spaces, so labels that differ in nothing else are the same.
func validateLabels(f *records.Faults, path string, labels []string) {
	first := map[string]int{}
	for i, label := range labels {
		at := fmt.Sprintf("%s[%d].label", path, i)
		folded := csv.Fold(label)
		earlier, twice := first[folded]
		switch {
		case strings.TrimSpace(label) == "":
			f.Add(at, "is missing")
		case twice:
			f.Add(at, "%s stands for %s[%d] already: labels differ in more than case and spaces", quote(label), path, earlier)
		default:
			first[folded] = i
		}
	}
}
