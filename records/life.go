package records

// A State is how far something that has to be approved has come: a policy, a scope, the
// revision of a document.
type State string

// The states, in the order in which they come.
const (
	Draft      State = "draft"      // not approved
	Approved   State = "approved"   // not yet in effect
	InForce    State = "in force"   // approved, in effect and not withdrawn
	Superseded State = "superseded" // a later revision took its place; for one of several only
	Withdrawn  State = "withdrawn"
)

// Values lists the states there are.
func (State) Values() []string {
	return []string{string(Draft), string(Approved), string(InForce), string(Superseded), string(Withdrawn)}
}

// A Life is the days on which something was approved, took effect and was withdrawn, each
// zero while there is none. That it is due for review does not put it out of force.
type Life struct {
	ApprovedOn    Date
	EffectiveFrom Date
	WithdrawnOn   Date // from the beginning of this day it is out of force
}

// State says how far it has come, looked at by itself.
func (l Life) State(c Clock) State {
	switch {
	case c.Happened(l.WithdrawnOn):
		return Withdrawn
	case !c.Happened(l.ApprovedOn):
		return Draft
	case !c.Happened(l.EffectiveFrom):
		return Approved
	}
	return InForce
}

// TookEffect reports whether it is in force, or was until it was withdrawn or superseded.
func (l Life) TookEffect(c Clock) bool {
	if !l.WithdrawnOn.IsZero() && (!l.WithdrawnOn.After(l.ApprovedOn) || !l.WithdrawnOn.After(l.EffectiveFrom)) {
		return false // withdrawn before it was in force
	}
	return c.Happened(l.ApprovedOn) && c.Happened(l.EffectiveFrom)
}

// Current returns the place, from 0 to n-1, of the revision in force among n of them, or -1.
// That is the one with the latest effective date of those that took effect, of several on
// that day the last. If it is withdrawn none is in force: what it took the place of does not
// come back by itself.
func Current(c Clock, n int, life func(i int) Life) int {
	latest := latestEffective(c, n, life)
	if latest >= 0 && c.Happened(life(latest).WithdrawnOn) {
		return -1
	}
	return latest
}

func latestEffective(c Clock, n int, life func(int) Life) int {
	latest := -1
	for i := range n {
		if life(i).TookEffect(c) && (latest < 0 || !life(i).EffectiveFrom.Before(life(latest).EffectiveFrom)) {
			latest = i
		}
	}
	return latest
}

// StateAmong says how far the revision at place i of n has come: as [Life.State], but
// superseded where a later one took effect.
func StateAmong(c Clock, n, i int, life func(i int) Life) State {
	state := life(i).State(c)
	if state == InForce && latestEffective(c, n, life) != i {
		return Superseded
	}
	return state
}

// Standing says how far something with n revisions has come, and by which of them: by the
// one in force or, where none is, by the one nearest to it: the last that is approved, else
// the last draft, else the last withdrawn. Without revisions it is a draft, by -1.
func Standing(c Clock, n int, life func(i int) Life) (State, int) {
	if i := Current(c, n, life); i >= 0 {
		return InForce, i
	}
	for _, state := range []State{Approved, Draft, Withdrawn} {
		for i := n - 1; i >= 0; i-- {
			if StateAmong(c, n, i, life) == state {
				return state, i
			}
		}
	}
	return Draft, -1
}
