package risk

import (
	"fmt"
	"strconv"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/csv"
)

// A registerReading makes risks of rows.
type registerReading struct {
	plan     *registerPlan
	problems *RegisterError
	ids      map[string]int // the row in which each stands
	spare    []Consequence  // memory for the consequences of several risks
}

// refuse notes what is wrong with a cell. What is said of it is made only if it is kept.
func (g *registerReading) refuse(row *registerCells, c *cellReader, say func() *cellFault) {
	g.problems.add(func() CellError {
		fault := say()
		line, column := row.place(max(c.index, 0))
		value := c.raw(row)
		if c.index < 0 {
			value = c.Constant
		}
		return CellError{Row: row.row, Line: line, Column: column, Name: c.name, Value: shorten(value), Nearest: fault.nearest, Message: fault.message}
	})
}

func (g *registerReading) row(row registerCells) RegisterRow {
	p := g.plan
	g.ends(&row)
	line, _ := row.place(0)
	risk := Risk{
		ID: g.id(&row), Title: p.title.text(&row), Description: p.description.text(&row), Site: p.site.text(&row),
		Stage: p.stage.text(&row), Activity: p.activity.text(&row), Class: p.class.text(&row),
		Owner: records.ID[records.Person](p.owner.text(&row)), DecidedBy: records.ID[records.Person](p.decidedBy.text(&row)),
		Condition: Condition(g.enum(&row, p.condition, "condition", Condition("").Values)),
		Decision:  Decision(g.enum(&row, p.decision, "decision", Decision("").Values)),
		DecidedOn: g.date(&row, p.decidedOn), AddedOn: g.date(&row, p.addedOn), RevisedOn: g.date(&row, p.revisedOn),
	}
	standsFor := p.mapping.StandsFor.Category
	if p.standsFor != nil {
		standsFor = Category(g.enum(&row, p.standsFor, "category", Category("").Values))
	}
	risk.Inherent = g.rating(&row, &p.inherent, standsFor)
	risk.Residual = g.rating(&row, &p.residual, standsFor)
	rated, err := p.rater.Rate(risk)
	if err != nil { // steps were held to the scales already
		g.problems.add(func() CellError {
			return CellError{Row: row.row, Line: line, Column: 1, Message: err.Error()}
		})
	}
	return RegisterRow{Row: row.row, Line: line, Rated: rated, Stated: Stated{
		InherentScore: p.inherent.score.raw(&row), InherentLevel: p.inherent.level.raw(&row),
		ResidualScore: p.residual.score.raw(&row), ResidualLevel: p.residual.level.raw(&row),
	}}
}

// ends notes a row that ends before a column which the mapping reads: it may lack a delimiter
// further in front, and its cells then stand in the wrong columns.
func (g *registerReading) ends(row *registerCells) {
	if last := g.plan.last; len(row.cells) <= last {
		g.problems.add(func() CellError {
			line, column := row.place(len(row.cells))
			return CellError{Row: row.row, Line: line, Column: column,
				Message: fmt.Sprintf("ends after %d cells, before column %d, which the mapping reads", len(row.cells), last+1)}
		})
	}
}

func (g *registerReading) id(row *registerCells) records.ID[Risk] {
	if g.plan.id == nil {
		return records.ID[Risk]("row-" + strconv.Itoa(row.row))
	}
	id := g.plan.id.text(row)
	if id == "" {
		g.refuse(row, g.plan.id, func() *cellFault { return wrongCell("is empty: each risk needs an id") })
		return ""
	}
	if earlier, twice := g.ids[id]; twice {
		g.refuse(row, g.plan.id, func() *cellFault {
			return wrongCell("%s is the id of row %d already: give each risk its own", quote(id), earlier)
		})
	} else {
		g.ids[id] = row.row
	}
	return records.ID[Risk](id)
}

func (g *registerReading) enum(row *registerCells, c *cellReader, what string, values func() []string) string {
	text := c.text(row)
	if text == "" {
		return ""
	}
	value, ok := enumOf(text, values())
	if !ok {
		g.refuse(row, c, func() *cellFault {
			fault := enumFault(text, what, values())
			fault.message += "; say in words of the mapping what it stands for"
			return fault
		})
	}
	return value
}

func (g *registerReading) date(row *registerCells, c *dateReader) records.Date {
	if c == nil {
		return records.Date{}
	}
	text := c.text(row)
	if text == "" {
		return records.Date{}
	}
	d, ok := c.layout.read(text)
	if !ok {
		g.refuse(row, &c.cellReader, func() *cellFault { return wrongCell("%s is no day written %s", quote(text), c.layout) })
	}
	return d
}

func (g *registerReading) step(row *registerCells, c *stepReader) int {
	step, ok := c.step(row)
	if !ok {
		g.refuse(row, &c.cellReader, func() *cellFault { return c.fault(c.text(row)) })
	}
	return step
}

// rating reads one rating. Where the row rates nothing it is zero: that the other categories are
// ruled out says nothing by itself.
func (g *registerReading) rating(row *registerCells, p *ratingPlan, standsFor Category) Rating {
	rating := Rating{Likelihood: g.step(row, p.likelihood), Threat: g.step(row, p.threat), Vulnerability: g.step(row, p.vulnerability)}
	list := g.memory()
	for i, category := range categories {
		c := Consequence{Category: category}
		switch reader := p.categories[i]; {
		case reader != nil:
			if c.NotApplicable = reader.reason(row); c.NotApplicable == "" {
				c.Step = g.step(row, &reader.stepReader)
			}
		case p.consequence != nil && category == standsFor:
			c.Step = g.step(row, p.consequence)
		default:
			c.NotApplicable = g.plan.mapping.Others
		}
		if c.Step != 0 || c.NotApplicable != "" {
			list = append(list, c)
		}
	}
	if !rates(&rating, list) {
		return Rating{}
	}
	rating.Consequences = list[:len(list):len(list)]
	g.spare = g.spare[len(list):]
	return rating
}

func rates(rating *Rating, list []Consequence) bool {
	if !rating.IsZero() {
		return true
	}
	for i := range list {
		if list[i].Step > 0 {
			return true
		}
	}
	return false
}

// memory returns an empty list with room for the eight categories.
func (g *registerReading) memory() []Consequence {
	if len(g.spare) < len(categories) {
		g.spare = make([]Consequence, 64*len(categories))
	}
	return g.spare[:0:len(categories)]
}

// reason returns why the cell rules its category out, or nothing where it does not.
func (c *categoryReader) reason(row *registerCells) string {
	if len(c.ruledOut) == 0 {
		return ""
	}
	return c.ruledOut[csv.Fold(c.raw(row))]
}
