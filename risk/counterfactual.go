package risk

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
)

// Possible is what may be done about a risk, when it is asked what would make it tolerable. Of
// ways that need as much, that is preferred which stands further up here.
type Possible struct {
	Likelihood   bool                  // it may be lowered by controls, or the threat and the vulnerability that it is made of
	Consequences []Category            // in which the consequence may be lowered by controls
	Treatment    bool                  // a treatment may be put in hand
	Controls     []records.ID[Control] // that may be put in place. What they lower is not known here: the rules see that they are there.
	Decisions    []Decision            // that may be taken about the risk
}

// Anything allows to lower the likelihood and the consequence in every category, and to put a
// treatment in hand.
func Anything() Possible {
	return Possible{Likelihood: true, Consequences: Categories(), Treatment: true}
}

// Remedies are the smallest changes that make a risk tolerable.
type Remedies struct {
	Risk     records.ID[Risk] `json:"risk"`
	Ruling   Ruling           `json:"ruling"` // on the risk as it is; acceptances do not count
	Remedies []Remedy         `json:"remedies,omitempty"`
	Tried    int              `json:"tried"`    // combinations of changes that were decided on
	Complete bool             `json:"complete"` // no remedy is missing: where there is none, none of the changes makes the risk tolerable
}

// A Remedy is changes that together make a risk tolerable; without one of them, or with a step
// less of one, it stays intolerable.
type Remedy struct {
	Measures []Measure `json:"measures"`
	Steps    int       `json:"steps"`  // of all measures
	Ruling   Ruling    `json:"ruling"` // on the risk as it then is
	Rated    Rated     `json:"rated"`  // as it then is
}

// A Measure is one change of a remedy.
type Measure struct {
	Kind      MeasureKind         `json:"kind"`
	Category  Category            `json:"category,omitzero"` // of a consequence
	From      int                 `json:"from,omitzero"`     // the step with the controls there are
	To        int                 `json:"to,omitzero"`
	FromLabel string              `json:"from_label,omitzero"`
	ToLabel   string              `json:"to_label,omitzero"`
	Control   records.ID[Control] `json:"control,omitzero"`
	Decision  Decision            `json:"decision,omitzero"`
}

// A MeasureKind says what a measure changes.
type MeasureKind string

// The kinds of measure.
const (
	LowerLikelihood    MeasureKind = "likelihood"
	LowerThreat        MeasureKind = "threat"
	LowerVulnerability MeasureKind = "vulnerability"
	LowerConsequence   MeasureKind = "consequence"
	PutTreatment       MeasureKind = "treatment"
	PutControl         MeasureKind = "control"
	TakeDecision       MeasureKind = "decision"
)

// Values lists the kinds there are.
func (MeasureKind) Values() []string {
	return []string{string(LowerLikelihood), string(LowerThreat), string(LowerVulnerability), string(LowerConsequence), string(PutTreatment), string(PutControl), string(TakeDecision)}
}

// String says what to do.
func (m Measure) String() string {
	switch m.Kind {
	case PutTreatment:
		return "put a treatment in hand"
	case PutControl:
		return "put the control " + shorten(string(m.Control)) + " in place"
	case TakeDecision:
		return "decide to " + shorten(string(m.Decision)) + " it"
	}
	what := string(m.Kind)
	if m.Kind == LowerConsequence {
		what += " in the category " + shorten(string(m.Category))
	}
	return fmt.Sprintf("lower the %s with controls from %d (%s) to %d (%s)", what, m.From, shorten(m.FromLabel), m.To, shorten(m.ToLabel))
}

// String says what to do, and by what the risk is then tolerable.
func (r Remedy) String() string {
	texts := make([]string, len(r.Measures))
	for i, m := range r.Measures {
		texts[i] = m.String()
	}
	return strings.Join(texts, ", and ") + ": tolerable, " + r.Ruling.Reason()
}

// String writes the remedies for people, a line for each.
func (r Remedies) String() string {
	var b strings.Builder
	fmt.Fprintln(&b, r.Ruling)
	switch {
	case r.Ruling.Outcome == Tolerable:
	case len(r.Remedies) == 0 && r.Complete:
		b.WriteString("none of these changes makes it tolerable\n")
	case len(r.Remedies) == 0:
		fmt.Fprintf(&b, "none of the %d combinations of changes that were tried makes it tolerable; others may\n", r.Tried)
	default:
		b.WriteString("to make it tolerable\n")
	}
	for _, remedy := range r.Remedies {
		fmt.Fprintln(&b, "- "+remedy.String())
	}
	if len(r.Remedies) > 0 && !r.Complete {
		b.WriteString("there may be other ways\n")
	}
	return b.String()
}

// ErrNotRated is returned by Remedies of a risk that is not completely rated: what is not known
// cannot be lowered. Rate it first.
var ErrNotRated = errors.New("the risk is not completely rated")

// Remedies finds the smallest changes, among those that are possible, which make a risk tolerable
// at an instant: in the order of the number of changes, then of the steps by which ratings go
// down. Each has been proven by rating the changed risk and deciding on it. Ratings are changed
// with controls; where the risk has none, they start from those before controls. Acceptances do
// not count.
//
// The error is ErrNotRated, or says what is wrong with what is possible; a rule that cannot be
// worked out for the risk as it is, is the error of [Rater.Decide].
func (r *Rater) Remedies(rated Rated, possible Possible, at time.Time, limits rules.SearchLimits) (Remedies, error) {
	found := Remedies{Risk: rated.Risk.ID}
	var err error
	if found.Ruling, err = r.Decide(rated, nil, at); err != nil {
		return found, err
	}
	if !rated.Complete() {
		return found, fmt.Errorf("risk %s: %w: %s", rated.Risk.ID, ErrNotRated, rated.Gaps())
	}
	levers, err := r.levers(&rated, possible)
	if err != nil {
		return found, err
	}
	steps := make([]int, len(levers))
	for i := range levers {
		steps[i] = levers[i].steps
	}
	clock := records.At(at)
	try := func(combination []int) (Rated, Ruling, bool) {
		changed, err := r.Rate(pull(&rated.Risk, levers, combination))
		if err != nil {
			return changed, Ruling{}, false
		}
		changed.Treated = rated.Treated || treats(levers, combination)
		ruling, err := r.DecideBy(changed, nil, clock)
		return changed, ruling, err == nil && ruling.Outcome == Tolerable
	}
	search := rules.Smallest(steps, limits, func(combination []int) bool {
		if !slices.ContainsFunc(combination, func(n int) bool { return n > 0 }) {
			return found.Ruling.Outcome == Tolerable
		}
		_, _, tolerable := try(combination)
		return tolerable
	})
	found.Tried, found.Complete = search.Tried, search.Complete
	if found.Ruling.Outcome == Tolerable {
		return found, nil
	}
	for _, combination := range search.Found {
		remedy := Remedy{}
		remedy.Rated, remedy.Ruling, _ = try(combination)
		for i, n := range combination {
			if n > 0 {
				remedy.Steps += n
				remedy.Measures = append(remedy.Measures, levers[i].measure(n))
			}
		}
		found.Remedies = append(found.Remedies, remedy)
	}
	return found, nil
}
