package equipment

import (
	"strings"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records/documents"
)

// Input is what the checks of this package look at. Lists that the application does not keep
// may stay empty: what depends on them is undetermined.
type Input struct {
	Equipment  []Item
	Procedures []documents.Procedure
	Statements []conformity.Statement
}

func items(in Input) []Item { return in.Equipment }

// Checks returns the checks of clause 4.4.6 that are about equipment. Whether what is used for
// monitoring is calibrated and maintained is for 4.5.1.
func Checks() []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.Whole[Input]("4.4.6.equipment", itemsAwaited),
		conformity.EachMany("4.4.6.equipment", items, controlledThroughLife),
	}
}

const (
	noItems       conformity.Message = "equipment.none: no security equipment is used or planned, as far as is on record: enter what is; where there is none, state that, with who says so and until when"
	itemRetired   conformity.Message = "equipment.retired: {0} was retired on {1}"
	stageHeld     conformity.Message = "equipment.stage.held: {2} says how {subject}, {0}, is kept under control in {1}"
	stageExcused  conformity.Message = "equipment.stage.excused: it was decided that there is nothing to control in {1} of {subject}, {0}"
	stageOpen     conformity.Message = "equipment.stage.open: nothing says how {subject}, {0}, is kept under control in {1}: say how, and in which procedure that stands, or why there is nothing to control"
	stageSpoken   conformity.Message = "equipment.stage.spoken: how {subject}, {0}, is kept under control in {1} stands in no procedure: name the one that it belongs in"
	stageUnsaid   conformity.Message = "equipment.stage.unsaid: {2} is named for {1} of {subject}, {0}, and not what it does to keep that under control: say what"
	stageLost     conformity.Message = "equipment.stage.lost: {2} is to say how {subject}, {0}, is kept under control in {1}, and there is no entry of it: enter it, or name the right one"
	stageNotInUse conformity.Message = "equipment.stage.notinforce: {2} is to say how {subject}, {0}, is kept under control in {1}, and no revision of it is in force: have one approved"
)

// itemsAwaited says why 4.4.6.equipment is undetermined where there is no equipment on record.
func itemsAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(noItems) }

// controlledThroughLife decides 4.4.6.equipment for each stage of the life of an item that is
// planned, in use, or out of use for a time: a procedure in force holds a control of it, or a
// reason says why none applies. A contractor's item is judged as our own is.
func controlledThroughLife(r *conformity.Reader, x *Item, say conformity.Say) {
	if r.Happened(x.RetiredOn) {
		say("", conformity.Nothing(itemRetired, *x, x.RetiredOn))
		return
	}
	for _, stage := range stages {
		say(string(stage), x.controlled(r, stage).At("stages"))
	}
}

func (x *Item) controlled(r *conformity.Reader, stage Stage) conformity.Verdict {
	c := x.InStage(stage)
	switch {
	case c == nil:
		return conformity.Unmet(stageOpen, x.Title, string(stage))
	case c.Procedure == "" && strings.TrimSpace(c.NotApplicable) != "":
		return conformity.Met(stageExcused, x.Title, string(stage))
	case c.Procedure == "" && strings.TrimSpace(c.Control) == "":
		return conformity.Unmet(stageOpen, x.Title, string(stage))
	case c.Procedure == "":
		return conformity.Unmet(stageSpoken, x.Title, string(stage))
	}
	switch p := conformity.Look(r, c.Procedure); {
	case strings.TrimSpace(c.Control) == "":
		return conformity.Unmet(stageUnsaid, x.Title, string(stage), c.Procedure.Ref())
	case p == nil:
		return conformity.Unmet(stageLost, x.Title, string(stage), c.Procedure.Ref())
	case !p.InForce(r):
		return conformity.Unmet(stageNotInUse, x.Title, string(stage), *p)
	default:
		return conformity.Met(stageHeld, x.Title, string(stage), *p)
	}
}
