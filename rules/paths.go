package rules

// A Path is how a rule is run. The answer is the same whichever it is; the time is not.
type Path string

// The paths, fastest first.
const (
	// PathTable: the decision stands in one table for every combination of what the facts may be.
	// It is the path of all rules of a set, or of none.
	PathTable Path = "table"
	// PathRanges: the rule compares facts with constants, and is decided by one look-up for each
	// fact together with all other such rules.
	PathRanges Path = "ranges"
	// PathClosures: the rule is Go code that was put together when it was compiled. It is run
	// where the facts that it compares with constants do not rule it out at once.
	PathClosures Path = "closures"
	// PathMachine: the rule is run by the machine of expr.
	PathMachine Path = "machine"
)

// Values lists the paths there are.
func (Path) Values() []string {
	return []string{string(PathTable), string(PathRanges), string(PathClosures), string(PathMachine)}
}

// Paths says of each rule how it is run. Whatever the path, a question that has no answer is
// asked again of the machine, which says why; so [PathMachine] is the slow path of all.
func (s *Set[Facts, Outcome]) Paths() []Path { return s.runner.paths() }

// Paths says of each rule how it is run.
func (a *All[Facts, Outcome]) Paths() []Path { return a.runner.paths() }

// Path says how the condition is run.
func (c *Condition[Facts]) Path() Path { return c.runner.paths()[0] }

// Path says how the condition is run.
func (c *RecordCondition) Path() Path { return c.runner.paths()[0] }

func (r *runner) paths() []Path {
	paths := make([]Path, len(r.closures))
	for i, closure := range r.closures {
		switch {
		case r.table != nil && r.table.direct != nil:
			paths[i] = PathTable
		case r.table != nil && r.table.saysAll(i):
			paths[i] = PathRanges
		case closure != nil:
			paths[i] = PathClosures
		default:
			paths[i] = PathMachine
		}
	}
	return paths
}

// saysAll reports whether the rows of a rule say all about it.
func (t *tables) saysAll(rule int) bool {
	for row := t.own[rule][0]; row < t.own[rule][1]; row++ {
		if !t.exact[row] {
			return false
		}
	}
	return true // also where it has no rows, since nothing makes it hold
}
