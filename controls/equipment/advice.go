package equipment

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

const (
	adviceMark        conformity.Message = "equipment.advice.mark: nothing says by which mark {subject} is known: the guide suggests that each item can be told from the others"
	adviceAccuracy    conformity.Message = "equipment.advice.accuracy: it is not said how exact {subject} is: the guide suggests to know that of what monitors and measures"
	adviceShown       conformity.Message = "equipment.advice.shown: whoever uses {subject} cannot see whether its calibration holds: the guide suggests to show it on the item"
	adviceTagged      conformity.Message = "equipment.advice.tagged: {subject} is out of use and is not marked so: the guide suggests to mark it, so that nobody relies on it"
	adviceSameMark    conformity.Message = "equipment.advice.same: {subject} bears the mark {0}, as {1} does: the guide suggests an inventory in which no mark stands twice"
	adviceResponsible conformity.Message = "equipment.advice.responsible: {subject} is a contractor's, and nobody here answers for it: the guide suggests to keep it under the same controls as one's own"
)

// Advice returns the checks of what the guide suggests for security equipment in 4.5.1.
func Advice() []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.Suggest("4.5.1.process.equipment.1", items, conformity.Having(used, "mark", func(x *Item) bool { return x.Mark != "" }, adviceMark)),
		conformity.Suggest("4.5.1.process.equipment.2", items, conformity.Having(monitors, "accuracy", func(x *Item) bool { return x.Accuracy != "" }, adviceAccuracy)),
		conformity.Suggest("4.5.1.process.equipment.14", items, conformity.Having(calibrated, "status_shown", func(x *Item) bool { return x.StatusShown == records.Yes }, adviceShown)),
		conformity.Suggest("4.5.1.process.equipment.15", items, taggedWhileOut),
		conformity.Suggest("4.5.1.process.inspections.1", items, markedOnce),
		conformity.Suggest("4.5.1.process.suppliers.1", items, conformity.Having(contractors, "responsible", func(x *Item) bool { return x.Responsible != "" }, adviceResponsible)),
	}
}

func used(r *conformity.Reader, x *Item) bool { return x.State(r) == InUse }

func monitors(r *conformity.Reader, x *Item) bool { return used(r, x) && x.Monitoring == records.Yes }

func calibrated(r *conformity.Reader, x *Item) bool {
	return monitors(r, x) && x.NoCalibrationBecause == ""
}

func contractors(r *conformity.Reader, x *Item) bool { return used(r, x) && x.Contractor != "" }

func taggedWhileOut(r *conformity.Reader, x *Item) conformity.Verdict {
	i := x.outage(r)
	if x.State(r) != OutOfUse || i < 0 {
		return conformity.NotConcerned()
	}
	return conformity.FollowedIf(x.Outages[i].Tagged == records.Yes, fmt.Sprintf("outages[%d].tagged", i), adviceTagged)
}

var itemsByMark = conformity.NewIndex(func(x *Item) string { return x.Mark })

func markedOnce(r *conformity.Reader, x *Item) conformity.Verdict {
	if x.Mark == "" || !used(r, x) {
		return conformity.NotConcerned()
	}
	if other := itemsByMark.Of(r, x.Mark).First(func(y *Item) bool { return y.ID != x.ID && used(r, y) }); other != nil {
		return conformity.NotFollowed(adviceSameMark, x.Mark, other.ID).At("mark")
	}
	return conformity.Followed()
}
