package risk

import (
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// Rated is a risk with what criteria make of its ratings.
type Rated struct {
	Risk     Risk  `json:"risk"`
	Inherent Grade `json:"inherent"`          // before the controls in place
	Residual Grade `json:"residual,omitzero"` // with them; zero where the risk has no such rating

	// Treated says that a treatment of the risk is in hand or done. Rate does not know and says no;
	// who does may set it before a decision is asked for, the rules of which may look at it.
	Treated bool `json:"treated,omitzero"`
}

// Current returns the grade that counts today: the residual one where it is given, else the inherent.
func (r *Rated) Current() Grade {
	if r.Residual.IsZero() {
		return r.Inherent
	}
	return r.Residual
}

// Complete reports whether every rating that the risk needs is complete: the one before
// controls and, where it is given, the one with them.
func (r *Rated) Complete() bool {
	return r.Inherent.Complete() && (r.Residual.IsZero() || r.Residual.Complete())
}

// Gaps says in words what keeps the risk from being completely rated, or nothing.
func (r *Rated) Gaps() string {
	text := ""
	if !r.Inherent.Complete() {
		text = "before controls: " + r.Inherent.Gaps()
	}
	if !r.Residual.IsZero() && !r.Residual.Complete() {
		if text != "" {
			text += "; "
		}
		text += "with controls: " + r.Residual.Gaps()
	}
	return text
}

// Rate gives a risk its level and score, per category and overall, before and after controls.
// What is not rated is no fault: the grade is then not complete, and says what is missing.
// Faults, as [records.Faults] with their field paths, are steps off the scale, categories rated
// twice or both rated and ruled out, and a likelihood that is rated where these criteria make it
// from threat and vulnerability, or the other way round.
func (r *Rater) Rate(risk Risk) (Rated, error) {
	rated := Rated{Risk: risk}
	if r.rate(&rated.Risk, &rated.Inherent, &rated.Residual) {
		return rated, nil
	}
	var f records.Faults
	f.Within("inherent", r.faults(risk.Inherent))
	f.Within("residual", r.faults(risk.Residual))
	return Rated{Risk: risk}, f.Err()
}

// A subject is a rated risk as decisions look at it: not copied.
type subject struct {
	risk               *Risk
	inherent, residual Grade
	treated            bool
}

func (r *Rated) subject() subject { return subject{&r.Risk, r.Inherent, r.Residual, r.Treated} }

func (s *subject) current() *Grade {
	if s.residual.rater == nil {
		return &s.inherent
	}
	return &s.residual
}

func (s *subject) complete() bool {
	return s.inherent.rater != nil && s.inherent.gaps|s.residual.gaps == 0
}

// rate works the grades of a risk out, and reports whether its ratings have no fault.
func (r *Rater) rate(risk *Risk, inherent, residual *Grade) bool {
	ok := r.grade(&risk.Inherent, inherent)
	if !risk.Residual.IsZero() {
		ok = r.grade(&risk.Residual, residual) && ok
	}
	return ok
}

// grade works the grade out, and reports whether the rating has no fault.
func (r *Rater) grade(rating *Rating, g *Grade) bool {
	g.rater = r
	if !r.gradeLikelihood(rating, g) {
		return false
	}
	seen := 0
	for i := range rating.Consequences {
		c := &rating.Consequences[i]
		place := c.Category.place()
		if place == noCategory || seen&(1<<place) != 0 || c.Step < 0 || c.Step > r.levels.columns {
			return false
		}
		seen |= 1 << place
		switch {
		case c.Step > 0 && c.NotApplicable != "":
			return false
		case c.Step > 0:
			g.steps[place] = int16(c.Step)
		case c.NotApplicable != "":
			g.steps[place] = ruledOut
		}
	}
	r.rollUp(g)
	return true
}

func (r *Rater) gradeLikelihood(rating *Rating, g *Grade) bool {
	if !r.fromThreat() {
		g.likelihood = int16(rating.Likelihood)
		if rating.Likelihood == 0 {
			g.gaps |= noLikelihood
		}
		return rating.Threat == 0 && rating.Vulnerability == 0 && 0 <= rating.Likelihood && rating.Likelihood <= r.levels.rows
	}
	if rating.Likelihood != 0 ||
		rating.Threat < 0 || rating.Threat > r.made.rows || rating.Vulnerability < 0 || rating.Vulnerability > r.made.columns {
		return false
	}
	if rating.Threat == 0 {
		g.gaps |= noThreat
	}
	if rating.Vulnerability == 0 {
		g.gaps |= noVulnerability
	}
	if g.gaps == 0 {
		g.likelihood = int16(r.made.step(rating.Threat, rating.Vulnerability))
		if g.likelihood == 0 {
			g.gaps |= noLevel
		}
	}
	return true
}

// rollUp finds the gaps and, of what is rated, the worst category and the overall level.
func (r *Rater) rollUp(g *Grade) {
	rated := false
	atWorst := 0 // categories at the highest level
	for i, step := range g.steps {
		switch step {
		case 0:
			g.gaps |= 1 << i
			continue
		case ruledOut:
			continue
		}
		rated = true
		level := int16(g.levelIn(i))
		switch {
		case level == 0:
			if g.likelihood > 0 {
				g.gaps |= noLevel
			}
		case level > g.level:
			g.level, g.worst, atWorst = level, int8(i), 1
		case level == g.level:
			atWorst++
			if r.worse(g, i) {
				g.worst = int8(i)
			}
		}
	}
	if !rated && g.gaps&(1<<len(categories)-1) == 0 {
		g.gaps |= noConsequence
	}
	if enough := r.raise[g.level]; enough > 0 && atWorst >= enough {
		g.level++
	}
}

// worse reports whether the category has a higher score than the worst so far.
func (r *Rater) worse(g *Grade, place int) bool {
	likelihood := int(g.likelihood)
	return r.HasScores() && r.levels.ranks[r.levels.at(likelihood, int(g.steps[place]))] > r.levels.ranks[r.levels.at(likelihood, int(g.steps[g.worst]))]
}

// faults says everything that is wrong with a rating.
func (r *Rater) faults(rating Rating) error {
	var f records.Faults
	f.Within("", rating.Validate())
	scale := func(path string, step int, s *Scale) {
		if step > len(s.Steps) {
			f.Add(path, "%d is outside the scale 1 to %d", step, len(s.Steps))
		}
	}
	criteria := &r.criteria
	if r.fromThreat() {
		if rating.Likelihood != 0 && rating.Threat == 0 && rating.Vulnerability == 0 {
			f.Add("likelihood", "is rated, but these criteria make it from threat and vulnerability: rate those")
		}
		scale("threat", rating.Threat, &criteria.Threat)
		scale("vulnerability", rating.Vulnerability, &criteria.Vulnerability)
	} else {
		scale("likelihood", rating.Likelihood, &criteria.Likelihood)
		for _, part := range []struct {
			path string
			step int
		}{{"threat", rating.Threat}, {"vulnerability", rating.Vulnerability}} {
			if part.step != 0 {
				f.Add(part.path, "is rated, but these criteria rate likelihood itself: rate that")
			}
		}
	}
	for i, c := range rating.Consequences {
		scale(fmt.Sprintf("consequences[%d].step", i), c.Step, &criteria.Consequence)
	}
	return f.Err()
}
