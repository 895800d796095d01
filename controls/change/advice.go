package change

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

const adviceMeasures conformity.Message = "change.advice.measures: {subject} took effect on {0}, and {1} against {2} was not in place then: the guide suggests to have what is found necessary in place before the change"

// AdviceInput is what advice looks at.
type AdviceInput struct {
	Changes    []Change
	Treatments []risk.Treatment
}

// Advice returns the checks of what the guide suggests on changes, for 4.3.1.
func Advice() []conformity.Check[AdviceInput] {
	return []conformity.Check[AdviceInput]{
		conformity.SuggestMany("4.3.1.process.general.6", func(in AdviceInput) []Change { return in.Changes }, measuresInPlace),
	}
}

var treatmentsByRisk = conformity.NewIndexAll(func(t *risk.Treatment) []records.ID[risk.Risk] { return t.Risks })

// measuresInPlace looks at the treatments of the risks that a change bears on, chosen by the
// day on which it took effect. One chosen later was not known to be necessary.
func measuresInPlace(r *conformity.Reader, x *Change, say conformity.Say) {
	if !x.InEffect(r) || x.Imposed {
		return
	}
	for _, v := range x.Risks {
		late := treatmentsByRisk.Of(r, v.Risk).First(func(t *risk.Treatment) bool {
			chosen := !t.ChosenOn.IsZero() && !t.ChosenOn.After(x.EffectiveOn)
			inPlace := !t.ImplementedOn.IsZero() && !t.ImplementedOn.After(x.EffectiveOn)
			return chosen && !inPlace && t.State(r) != risk.Dropped
		})
		if late == nil {
			say(string(v.Risk), conformity.Followed())
			continue
		}
		say(string(v.Risk), conformity.NotFollowed(adviceMeasures, x.EffectiveOn, late.ID, v.Risk).At("effective_on"))
	}
}
