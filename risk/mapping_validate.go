package risk

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/iso28000/iso28000/records"
)

// Validate reports every fault of the mapping at once, as far as it shows without a register and criteria.
func (m Mapping) Validate() error {
	var f records.Faults
	if m.Delimiter != "" && m.delimiter() == 0 {
		f.Add("delimiter", "%s is no delimiter: write one character, or tab", quote(m.Delimiter))
	}
	if m.HeaderRow < 0 {
		f.Add("header_row", "%d is no row: rows count from 1", m.HeaderRow)
	}
	for _, c := range m.columns() {
		c.column.validate(&f, c.path)
	}
	if m.Inherent.isZero() {
		f.Add("inherent", "is missing: name the columns of likelihood and consequence before controls, or the only ones there are")
	}
	m.Inherent.validate(&f, "inherent", &m.StandsFor)
	m.Residual.validate(&f, "residual", &m.StandsFor)
	single := !m.Inherent.Consequence.IsZero() || !m.Residual.Consequence.IsZero()
	f.OptionalEnum("stands_for.category", m.StandsFor.Category)
	switch {
	case m.StandsFor.Category != "" && !m.StandsFor.From.IsZero():
		f.Add("stands_for.from", "is given beside a category: keep one of the two")
	case !m.StandsFor.isZero() && !single:
		f.Add("stands_for", "is given, but no single consequence: name its column, or leave this out")
	case m.StandsFor.isZero() && single:
		f.Add("stands_for", "is missing: say for which category the single consequence stands")
	}
	return f.Err()
}

func (s *StandsFor) isZero() bool { return s.Category == "" && s.From.IsZero() }

func (r *RatingColumns) isZero() bool {
	return r.Likelihood.IsZero() && r.Threat.IsZero() && r.Vulnerability.IsZero() && r.Consequence.IsZero() && len(r.Consequences) == 0
}

func (r *RatingColumns) validate(f *records.Faults, path string, standsFor *StandsFor) {
	if !r.Consequence.IsZero() && len(r.Consequences) > 0 {
		f.Add(path+".consequence", "is given beside consequences: keep one of the two")
	}
	seen := map[Category]bool{}
	for i, c := range r.Consequences {
		at := fmt.Sprintf("%s.consequences[%d]", path, i)
		f.Enum(at+".category", c.Category)
		if seen[c.Category] {
			f.Add(at+".category", "%s has a column already: keep one", c.Category)
		}
		seen[c.Category] = true
		if c.From.IsZero() {
			f.Add(at+".from", "is missing: name the column")
		}
		for _, word := range sortedKeys(c.RuledOut) {
			if strings.TrimSpace(c.RuledOut[word]) == "" {
				f.Add(at+".ruled_out", "gives no reason for %s: say why the category does not bear on the risk", quote(word))
			}
		}
	}
}

func (c *Column) validate(f *records.Faults, path string) {
	from := 0
	for _, given := range []bool{c.Column != "" || c.Number != 0, c.Constant != ""} {
		if given {
			from++
		}
	}
	switch {
	case from == 0:
		f.Add(path, "says how the value is written, but not where it stands: name its column")
	case from == 2:
		f.Add(path+".constant", "is given beside a column: keep one of the two")
	}
	if c.Number < 0 {
		f.Add(path+".number", "%d is no column: columns count from 1", c.Number)
	}
	if _, err := dateLayout(c.Dates); err != nil {
		f.Add(path+".dates", "%s", err)
	}
	if _, twice := foldWords(c.Words); twice != "" {
		f.Add(path+".words", "gives %s twice, but for case and spaces: keep one", quote(twice))
	}
}

// delimiter returns the delimiter that the mapping states, or 0.
func (m *Mapping) delimiter() rune {
	if strings.EqualFold(m.Delimiter, "tab") {
		return '\t'
	}
	delimiter, size := utf8.DecodeRuneInString(m.Delimiter)
	if size == 0 || size != len(m.Delimiter) || delimiter == utf8.RuneError || strings.ContainsRune("\"\r\n", delimiter) {
		return 0
	}
	return delimiter
}

// A mappedColumn is a column of a mapping, with its path there.
type mappedColumn struct {
	path   string
	column *Column
}

// columns returns every column that is given, in the order of the mapping.
func (m *Mapping) columns() []mappedColumn {
	d := &m.Columns
	all := []mappedColumn{
		{"columns.id", &d.ID}, {"columns.title", &d.Title}, {"columns.description", &d.Description},
		{"columns.site", &d.Site}, {"columns.stage", &d.Stage}, {"columns.activity", &d.Activity}, {"columns.class", &d.Class},
		{"columns.condition", &d.Condition}, {"columns.owner", &d.Owner}, {"columns.decision", &d.Decision},
		{"columns.decided_by", &d.DecidedBy}, {"columns.decided_on", &d.DecidedOn},
		{"columns.added_on", &d.AddedOn}, {"columns.revised_on", &d.RevisedOn},
	}
	for _, rating := range []struct {
		path string
		r    *RatingColumns
	}{{"inherent", &m.Inherent}, {"residual", &m.Residual}} {
		r := rating.r
		all = append(all, mappedColumn{rating.path + ".likelihood", &r.Likelihood}, mappedColumn{rating.path + ".threat", &r.Threat},
			mappedColumn{rating.path + ".vulnerability", &r.Vulnerability}, mappedColumn{rating.path + ".consequence", &r.Consequence})
		for i := range r.Consequences {
			all = append(all, mappedColumn{fmt.Sprintf("%s.consequences[%d].from", rating.path, i), &r.Consequences[i].From})
		}
		all = append(all, mappedColumn{rating.path + ".score", &r.Score}, mappedColumn{rating.path + ".level", &r.Level})
	}
	all = append(all, mappedColumn{"stands_for.from", &m.StandsFor.From})
	given := all[:0]
	for _, c := range all {
		if !c.column.IsZero() {
			given = append(given, c)
		}
	}
	return given
}
