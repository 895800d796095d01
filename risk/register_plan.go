package risk

import (
	"fmt"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/csv"
)

// A registerPlan is a mapping made ready for one register and one set of criteria.
type registerPlan struct {
	mapping Mapping
	rater   *Rater
	last    int // the last column that is read, from 0

	id, title, description, site, stage, activity, class *cellReader
	condition, owner, decision, decidedBy                *cellReader
	decidedOn, addedOn, revisedOn                        *dateReader
	standsFor                                            *cellReader // nil where it is the same for each risk

	inherent, residual ratingPlan
}

type ratingPlan struct {
	likelihood, threat, vulnerability, consequence *stepReader
	categories                                     [len(categories)]*categoryReader
	score, level                                   *cellReader
}

type categoryReader struct {
	stepReader
	ruledOut map[string]string // reasons, by folded word
}

type dateReader struct {
	cellReader
	layout layout
}

// A planner makes a plan, and notes where the mapping does not fit.
type registerPlanner struct {
	faults records.Faults
	file   string
	header csv.Header
	plan   *registerPlan
}

func planRegister(file string, header csv.Header, m *Mapping, rater *Rater) (*registerPlan, error) {
	p := registerPlanner{file: file, header: header, plan: &registerPlan{mapping: *m, rater: rater}}
	plan, m := p.plan, &p.plan.mapping
	for _, text := range []struct {
		path   string
		column *Column
		reader **cellReader
	}{
		{"columns.id", &m.Columns.ID, &plan.id}, {"columns.title", &m.Columns.Title, &plan.title},
		{"columns.description", &m.Columns.Description, &plan.description}, {"columns.site", &m.Columns.Site, &plan.site},
		{"columns.stage", &m.Columns.Stage, &plan.stage}, {"columns.activity", &m.Columns.Activity, &plan.activity},
		{"columns.class", &m.Columns.Class, &plan.class}, {"columns.owner", &m.Columns.Owner, &plan.owner},
		{"columns.decided_by", &m.Columns.DecidedBy, &plan.decidedBy},
		{"columns.condition", &m.Columns.Condition, &plan.condition}, {"columns.decision", &m.Columns.Decision, &plan.decision},
		{"stands_for.from", &m.StandsFor.From, &plan.standsFor},
	} {
		*text.reader = p.cell(text.path, text.column)
	}
	p.words("columns.condition", plan.condition, "condition", Condition("").Values())
	p.words("columns.decision", plan.decision, "decision", Decision("").Values())
	p.words("stands_for.from", plan.standsFor, "category", Category("").Values())
	plan.decidedOn = p.date("columns.decided_on", &m.Columns.DecidedOn)
	plan.addedOn = p.date("columns.added_on", &m.Columns.AddedOn)
	plan.revisedOn = p.date("columns.revised_on", &m.Columns.RevisedOn)
	p.rating("inherent", &m.Inherent, &plan.inherent)
	p.rating("residual", &m.Residual, &plan.residual)
	if err := p.faults.Err(); err != nil {
		return nil, fmt.Errorf("the mapping does not fit %s: %w", file, err)
	}
	return plan, nil
}

// cell makes the reader of a column, or nil where none is given or it is not found.
func (p *registerPlanner) cell(path string, c *Column) *cellReader {
	if c.IsZero() {
		return nil
	}
	reader := &cellReader{Column: c, index: -1, name: c.Column, comma: p.plan.mapping.DecimalComma, blank: map[string]bool{}}
	reader.words, _ = foldWords(c.Words)
	for _, text := range c.Blank {
		reader.blank[csv.Fold(text)] = true
	}
	if c.Constant != "" {
		return reader
	}
	reader.index = p.find(path, c)
	if reader.index < 0 {
		return nil
	}
	p.plan.last = max(p.plan.last, reader.index)
	if c.Number > 0 { // its name, if it has one, may stand twice
		reader.name = trim(fmt.Sprintf("%s (%d)", trim(p.header[reader.index]), c.Number))
	}
	return reader
}

// find returns the place of a column, or -1 and a fault.
func (p *registerPlanner) find(path string, c *Column) int {
	found := p.header.Find(c.Column)
	switch {
	case c.Number > len(p.header):
		p.faults.Add(path+".number", "%d is no column: %s has %d", c.Number, p.file, len(p.header))
	case c.Number > 0 && c.Column != "" && csv.Fold(p.header[c.Number-1]) != csv.Fold(c.Column):
		p.faults.Add(path+".number", "%d is column %s, not %s", c.Number, quote(p.header[c.Number-1]), quote(c.Column))
	case c.Number > 0:
		return c.Number - 1
	case len(found) == 0:
		names := p.header.Names()
		hint := records.DidYouMean(c.Column, names)
		if hint == "" {
			hint = ": there are " + listed(names)
		}
		p.faults.Add(path, "%s is no column%s", quote(c.Column), hint)
	case len(found) > 1:
		p.faults.Add(path, "%s names columns %d and %d: say in number which is meant", quote(c.Column), found[0]+1, found[1]+1)
	default:
		return found[0]
	}
	return -1
}

// words holds the words of a column to what they may stand for.
func (p *registerPlanner) words(path string, c *cellReader, what string, values []string) {
	if c == nil {
		return
	}
	for _, word := range sortedKeys(c.Words) {
		if meaning := trim(c.Words[word]); !isOneOf(meaning, values) {
			p.faults.Add(path+".words", "do not say what %s is: %s", quote(word), enumFault(meaning, what, values).message)
		}
	}
	if !isOneOf(c.Constant, values) {
		p.faults.Add(path+".constant", "%s", enumFault(c.Constant, what, values).message)
	}
}

func isOneOf(text string, values []string) bool {
	_, ok := enumOf(text, values)
	return ok
}

func (p *registerPlanner) date(path string, c *Column) *dateReader {
	cell := p.cell(path, c)
	if cell == nil {
		return nil
	}
	l, err := dateLayout(c.Dates)
	if err != nil {
		p.faults.Add(path+".dates", "%s", err)
	}
	return &dateReader{cellReader: *cell, layout: l}
}

func (p *registerPlanner) step(path string, c *Column, name string, scale *Scale) *stepReader {
	if c.IsZero() {
		return nil
	}
	if scale.IsZero() {
		p.faults.Add(path, "is mapped, and the criteria have no %s scale: leave it out", name)
		return nil
	}
	cell := p.cell(path, c)
	if cell == nil {
		return nil
	}
	reader := &stepReader{cellReader: *cell, scaleName: name, scale: scale, labels: map[string]int{}, known: map[string]int{}}
	for i := range scale.Steps {
		reader.labels[csv.Fold(scale.Steps[i].Label)] = i + 1
	}
	for _, word := range sortedKeys(c.Words) {
		if meaning := trim(c.Words[word]); meaning != "" && reader.read(meaning) == 0 {
			p.faults.Add(path+".words", "do not say what %s is: %s", quote(word), reader.fault(meaning).message)
		}
	}
	return reader
}

func (p *registerPlanner) rating(path string, r *RatingColumns, plan *ratingPlan) {
	c := &p.plan.rater.criteria
	if p.plan.rater.fromThreat() && !r.Likelihood.IsZero() {
		p.faults.Add(path+".likelihood", "is mapped, but these criteria make it from threat and vulnerability: map those")
	} else {
		plan.likelihood = p.step(path+".likelihood", &r.Likelihood, "likelihood", &c.Likelihood)
	}
	plan.threat = p.step(path+".threat", &r.Threat, "threat", &c.Threat)
	plan.vulnerability = p.step(path+".vulnerability", &r.Vulnerability, "vulnerability", &c.Vulnerability)
	plan.consequence = p.step(path+".consequence", &r.Consequence, "consequence", &c.Consequence)
	for i := range r.Consequences {
		column := &r.Consequences[i]
		steps := p.step(fmt.Sprintf("%s.consequences[%d].from", path, i), &column.From, "consequence", &c.Consequence)
		if steps == nil {
			continue
		}
		reader := &categoryReader{stepReader: *steps}
		reader.ruledOut, _ = foldWords(column.RuledOut)
		plan.categories[column.Category.place()] = reader
	}
	if !r.Score.IsZero() && !p.plan.rater.HasScores() {
		p.faults.Add(path+".score", "is mapped, but these criteria make no scores: leave it out, or let the criteria say how a score is made")
	}
	plan.score, plan.level = p.cell(path+".score", &r.Score), p.cell(path+".level", &r.Level)
	if plan.level != nil {
		p.words(path+".level", plan.level, "level of these criteria", c.levelLabels())
	}
}
