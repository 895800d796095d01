package main

import (
	"cmp"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// A report is a register that was rated, as the program prints it.
type report struct {
	Version       int                 `json:"version"` // of this shape
	File          string              `json:"file"`
	Title         string              `json:"title,omitzero"`
	Criteria      criteriaName        `json:"criteria"`
	Totals        totals              `json:"totals"`
	Risks         []entry             `json:"risks"`    // in the order of the register
	HeatMap       []cell              `json:"heat_map"` // a cell for each likelihood and consequence, the lowest first
	Disagreements []risk.Disagreement `json:"disagreements"`
	Flaws         []flaw              `json:"flaws"` // of the criteria

	rater  *risk.Rater
	sample bool
}

type criteriaName struct {
	ID    records.ID[risk.Criteria] `json:"id"`
	Title string                    `json:"title"`
}

type totals struct {
	Risks       int `json:"risks"`
	Tolerable   int `json:"tolerable"`
	Intolerable int `json:"intolerable"`
	Unrated     int `json:"unrated"` // of those intolerable: not, or only partly rated
}

// An entry is one risk. It is intolerable where it is not completely rated.
type entry struct {
	Row     int                   `json:"row"`
	ID      records.ID[risk.Risk] `json:"id"`
	Title   string                `json:"title,omitzero"`
	Before  grade                 `json:"before"`                  // the controls in place
	With    *grade                `json:"with_controls,omitempty"` // where the register rates that
	Gaps    string                `json:"gaps,omitzero"`           // what is not rated
	Outcome risk.Tolerability     `json:"outcome"`
	Basis   risk.Basis            `json:"basis"`
	Rule    string                `json:"rule,omitzero"`
	Until   time.Time             `json:"until,omitzero"`
	reason  string
}

type grade struct {
	Level       int              `json:"level"` // from 1, the best; 0 where it is not known
	Label       string           `json:"label"`
	Score       *decimal.Decimal `json:"score,omitempty"`
	Likelihood  int              `json:"likelihood,omitzero"`
	Consequence int              `json:"consequence,omitzero"`
	Category    risk.Category    `json:"category,omitzero"` // that gives the level
}

// A cell counts the risks at one likelihood and consequence, by the rating that counts today.
type cell struct {
	Likelihood  int    `json:"likelihood"`
	Consequence int    `json:"consequence"`
	Level       string `json:"level"`
	Risks       int    `json:"risks"`
}

type flaw struct {
	Kind    risk.FlawKind `json:"kind"`
	Path    string        `json:"path"`
	Message string        `json:"message"`
}

func newReport(register *risk.Register, title string, rater *risk.Rater, at time.Time) (*report, error) {
	criteria := rater.Criteria()
	r := &report{
		Version: 1, File: register.File, Title: title, Criteria: criteriaName{criteria.ID, criteria.Title}, rater: rater,
		Risks: []entry{}, Disagreements: slices.AppendSeq([]risk.Disagreement{}, register.Disagreements()), Flaws: []flaw{},
	}
	for likelihood := range criteria.Likelihood.Steps {
		for consequence := range criteria.Consequence.Steps {
			c := rater.Cell(likelihood+1, consequence+1)
			r.HeatMap = append(r.HeatMap, cell{c.Likelihood, c.Consequence, c.Label, 0})
		}
	}
	for _, row := range register.Rows {
		ruling, err := rater.Decide(row.Rated, nil, at)
		if err != nil {
			return nil, err
		}
		r.add(&row, ruling)
	}
	for _, f := range rater.Lint() {
		r.Flaws = append(r.Flaws, flaw{f.Kind, f.Path, f.Message})
	}
	return r, nil
}

func (r *report) add(row *risk.RegisterRow, ruling risk.Ruling) {
	rated := &row.Rated
	e := entry{
		Row: row.Row, ID: rated.Risk.ID, Title: rated.Risk.Title, Before: gradeOf(rated.Inherent), Gaps: rated.Gaps(),
		Outcome: ruling.Outcome, Basis: ruling.Basis, Rule: ruling.Rule, Until: ruling.Until, reason: ruling.Reason(),
	}
	if !rated.Residual.IsZero() {
		with := gradeOf(rated.Residual)
		e.With = &with
	}
	r.Risks = append(r.Risks, e)
	r.Totals.Risks++
	switch {
	case ruling.Tolerated():
		r.Totals.Tolerable++
	default:
		r.Totals.Intolerable++
		if !rated.Complete() {
			r.Totals.Unrated++
		}
	}
	if rated.Complete() {
		current := rated.Current()
		columns := len(r.rater.Criteria().Consequence.Steps)
		r.HeatMap[(current.Likelihood()-1)*columns+current.Consequence()-1].Risks++
	}
}

func gradeOf(g risk.Grade) grade {
	level, _ := g.Level()
	out := grade{Level: level, Label: g.Label(), Likelihood: g.Likelihood(), Consequence: g.Consequence(), Category: g.Worst()}
	if score, made := g.Score(); made && level > 0 {
		out.Score = &score
	}
	return out
}

// current is the grade that counts today.
func (e *entry) current() *grade {
	if e.With != nil {
		return e.With
	}
	return &e.Before
}

// worstFirst returns the risks of one outcome, those that are not completely rated apart.
func (r *report) worstFirst(outcome risk.Tolerability, rated bool) []entry {
	var list []entry
	for _, e := range r.Risks {
		if e.Outcome == outcome && (e.Basis != risk.OnGaps) == rated {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(a, b entry) int {
		return cmp.Or(cmp.Compare(b.current().Level, a.current().Level), b.current().score().Cmp(a.current().score()))
	})
	return list
}

func (g *grade) score() decimal.Decimal {
	if g.Score == nil {
		return decimal.Decimal{}
	}
	return *g.Score
}
