package suppliers

import (
	"slices"

	"github.com/iso28000/iso28000/conformity"
)

const (
	adviceNeverScreened conformity.Message = "suppliers.advice.screened: nobody has looked yet whether {subject} is up to what security asks: the guide suggests to evaluate contractors, and to do so again at intervals"
	adviceScreenAgain   conformity.Message = "suppliers.advice.again: no day is set for {subject} to be evaluated again, or it has passed: the guide suggests to evaluate contractors at intervals"
	adviceAssured       conformity.Message = "suppliers.advice.assured: {subject} has given no assurance that holds today: the guide suggests to have contractors confirm that their security equipment conforms"
	adviceBefore        conformity.Message = "suppliers.advice.before: {subject} gave nothing in writing before it began on {0}: the guide suggests to have the records of critical equipment handed over before the work starts"
)

// Advice returns the checks of what the guide suggests on contractors, for 4.4.6 and 4.5.1.
func Advice() []conformity.Check[Input] {
	suppliers := func(in Input) []Supplier { return in.Suppliers }
	return []conformity.Check[Input]{
		conformity.Suggest("4.4.6.process.purchase.1", suppliers, screenedAgain),
		conformity.Suggest("4.5.1.process.suppliers.2", suppliers, assured),
		conformity.Suggest("4.5.1.process.suppliers.3", suppliers, assuredBefore),
	}
}

// contracted reports whether the supplier works for us, on the spot or on the road.
func contracted(r *conformity.Reader, x *Supplier) bool {
	return x.InUse(r) && (x.Kind == Contractor || x.Kind == Carrier)
}

func screenedAgain(r *conformity.Reader, x *Supplier) conformity.Verdict {
	switch {
	case !contracted(r, x):
		return conformity.NotConcerned()
	case x.Screened(r) == nil:
		return conformity.NotFollowed(adviceNeverScreened).At("screenings")
	}
	return conformity.FollowedIf(!x.NextScreeningOn.IsZero() && !r.Over(x.NextScreeningOn), "next_screening_on", adviceScreenAgain)
}

func assured(r *conformity.Reader, x *Supplier) conformity.Verdict {
	if !contracted(r, x) {
		return conformity.NotConcerned()
	}
	return conformity.FollowedIf(len(x.Assured(r)) > 0, "assurances", adviceAssured)
}

// assuredBefore leaves out suppliers of whom it is not known when they began.
func assuredBefore(r *conformity.Reader, x *Supplier) conformity.Verdict {
	if !contracted(r, x) || x.From.IsZero() {
		return conformity.NotConcerned()
	}
	before := slices.ContainsFunc(x.Assurances, func(a Assurance) bool { return !a.On.IsZero() && !a.On.After(x.From) })
	return conformity.FollowedIf(before, "assurances", adviceBefore, x.From)
}
