package risk

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
)

// Facts are what tolerability rules may look at: the json tags are the names in rules. Rules are
// asked about completely rated risks only, so that a number which is not known never stands
// there as a low one.
//
// Steps and levels are places, 1 the lowest or best: level <= 2, likelihood >= 4. The names of the
// first block speak of the grade that counts: the residual one where the risk has it, else the
// inherent. Where there is no residual rating, residual.level and the like are those of inherent.
type Facts struct {
	Level       int             `json:"level"`       // of the risk as a whole
	LevelLabel  string          `json:"level_label"` // what the criteria call it
	Likelihood  int             `json:"likelihood"`  // as rated, or as made from threat and vulnerability
	Consequence int             `json:"consequence"` // in the category that gives the level
	Score       decimal.Decimal `json:"score"`       // exact, of that category; rules may ask for it only where the criteria make scores
	Worst       Category        `json:"worst"`       // that category
	Categories  []CategoryFacts `json:"categories"`  // all eight, in the order of the standard

	Inherent    GradeFacts `json:"inherent"`     // before the controls in place
	Residual    GradeFacts `json:"residual"`     // with them
	HasResidual bool       `json:"has_residual"` // the risk is rated with its controls

	ID        records.ID[Risk]           `json:"id"`
	Site      string                     `json:"site"`
	Stage     string                     `json:"stage"`
	Activity  string                     `json:"activity"`
	Class     string                     `json:"class"`
	Condition Condition                  `json:"condition"`
	Threats   []records.ID[Threat]       `json:"threats"`
	Controls  []records.ID[Control]      `json:"controls"` // in place
	Owner     records.ID[records.Person] `json:"owner"`
	Decision  Decision                   `json:"decision"` // avoid, eliminate, control, tolerate
	DecidedBy records.ID[records.Person] `json:"decided_by"`
	DecidedOn records.Date               `json:"decided_on"`
	AddedOn   records.Date               `json:"added_on"`
	RevisedOn records.Date               `json:"revised_on"`
	Treated   bool                       `json:"treated"` // a treatment is in hand or done, as far as the asker knows
}

// GradeFacts are what rules may look at of one grade.
type GradeFacts struct {
	Level       int             `json:"level"`
	LevelLabel  string          `json:"level_label"`
	Likelihood  int             `json:"likelihood"`
	Consequence int             `json:"consequence"`
	Score       decimal.Decimal `json:"score"`
	Worst       Category        `json:"worst"`
	Categories  []CategoryFacts `json:"categories"`
}

// CategoryFacts are what rules may look at of one category. Of one that is ruled out, step and
// level are 0: no consequence is expected there.
type CategoryFacts struct {
	Category      Category        `json:"category"`
	Step          int             `json:"step"`
	Level         int             `json:"level"`
	LevelLabel    string          `json:"level_label"`
	Score         decimal.Decimal `json:"score"`
	NotApplicable string          `json:"not_applicable"` // the reason; empty where the category is rated
}

// A factSheet is the memory that one decision needs. It is used again.
type factSheet struct {
	facts      Facts
	categories [2][len(categories)]CategoryFacts // inherent, residual
	watch      rules.Watch
}

// needs say which facts are asked for: a register is decided in half the time without the rest.
type needs struct {
	own      bool // those of the risk itself
	current  bool // the first block, without lists
	inherent bool
	residual bool
	lists    bool // the categories, of any grade
}

// needsOf returns the needs of rules that read facts of those names.
func needsOf(names []string) needs {
	var n needs
	for _, name := range names {
		block, field, within := strings.Cut(name, ".")
		n.lists = n.lists || name == "categories" || (block == "inherent" || block == "residual") && (!within || field == "categories")
		switch name {
		case "level", "level_label", "likelihood", "consequence", "score", "worst", "categories":
			n.current = true
		case "has_residual": // is always told
		default:
			switch block {
			case "inherent":
				n.inherent = true
			case "residual":
				n.residual = true
			default:
				n.own = true
			}
		}
	}
	return n
}

// fillAll writes all facts, as explanations ask for them.
func (s *factSheet) fillAll(rated *Rated) {
	of := rated.subject()
	s.fill(&of, needs{true, true, true, true, true})
}

// fill writes the facts of a risk that is completely rated, or those of them that are needed.
func (s *factSheet) fill(of *subject, n needs) {
	r := of.risk
	f := &s.facts
	if f.HasResidual = of.residual.rater != nil; n.own {
		f.ID, f.Site, f.Stage, f.Activity, f.Class, f.Condition = r.ID, r.Site, r.Stage, r.Activity, r.Class, r.Condition
		f.Threats, f.Controls, f.Owner, f.Treated = r.Threats, r.Controls, r.Owner, of.treated
		f.Decision, f.DecidedBy, f.DecidedOn, f.AddedOn, f.RevisedOn = r.Decision, r.DecidedBy, r.DecidedOn, r.AddedOn, r.RevisedOn
	}
	if n.inherent {
		s.grade(&f.Inherent, &s.categories[0], &of.inherent, &r.Inherent, n.lists)
	}
	if !n.residual && !n.current {
		return
	}
	counts, rating := &of.inherent, &r.Inherent
	if f.HasResidual {
		counts, rating = &of.residual, &r.Residual
	}
	current := &f.Residual
	s.grade(current, &s.categories[1], counts, rating, n.lists)
	f.Level, f.LevelLabel, f.Likelihood, f.Consequence = current.Level, current.LevelLabel, current.Likelihood, current.Consequence
	f.Score, f.Worst, f.Categories = current.Score, current.Worst, current.Categories
}

func (s *factSheet) grade(f *GradeFacts, list *[len(categories)]CategoryFacts, g *Grade, rating *Rating, lists bool) {
	f.Level, f.LevelLabel = int(g.level), g.rater.label(int(g.level))
	f.Likelihood, f.Consequence, f.Worst = int(g.likelihood), 0, ""
	if f.Score = (decimal.Decimal{}); g.level > 0 {
		f.Consequence, f.Worst = int(g.steps[g.worst]), categories[g.worst]
		f.Score = g.rater.levels.score(int(g.likelihood), f.Consequence)
	}
	if f.Categories = nil; !lists {
		return
	}
	for i := range list {
		c := g.in(i)
		list[i] = CategoryFacts{Category: c.Category, Step: c.Step, Level: c.Level, LevelLabel: c.Label, Score: c.Score}
	}
	for i := range rating.Consequences {
		c := &rating.Consequences[i]
		list[c.Category.place()].NotApplicable = c.NotApplicable
	}
	f.Categories = list[:]
}
