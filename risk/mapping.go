package risk

import (
	"errors"

	"github.com/iso28000/iso28000/records"
)

// A Mapping says what the columns of somebody else's register mean, so that it can be rated as it
// is. A register is delimited text with a row that names the columns, or JSON with a list of flat
// objects, whose names are then the columns.
type Mapping struct {
	Title        string `json:"title,omitzero"`         // of the register, for people
	Delimiter    string `json:"delimiter,omitzero"`     // between cells: a character, or tab. Defaults to what the register uses.
	HeaderRow    int    `json:"header_row,omitzero"`    // the row that names the columns, from 1. Defaults to the first that is not empty.
	List         string `json:"list,omitzero"`          // in JSON, the field that holds the list. Defaults to the document itself.
	DecimalComma bool   `json:"decimal_comma,omitzero"` // numbers are written 0,5

	Columns  DataColumns   `json:"columns,omitzero"`
	Inherent RatingColumns `json:"inherent,omitzero"` // before the controls in place
	Residual RatingColumns `json:"residual,omitzero"` // with them

	// StandsFor names the category that a single consequence stands for.
	StandsFor StandsFor `json:"stands_for,omitzero"`
	// Others is the reason why the categories that have no column, and for which the single
	// consequence does not stand, are ruled out. Without it they are not rated, and so no risk of
	// the register can be tolerable.
	Others string `json:"others,omitzero"`
}

// DataColumns name the columns of what a risk holds beside its ratings. Those left empty are not read.
type DataColumns struct {
	ID          Column `json:"id,omitzero"` // defaults to the row: row-12
	Title       Column `json:"title,omitzero"`
	Description Column `json:"description,omitzero"`
	Site        Column `json:"site,omitzero"`
	Stage       Column `json:"stage,omitzero"`
	Activity    Column `json:"activity,omitzero"`
	Class       Column `json:"class,omitzero"`
	Condition   Column `json:"condition,omitzero"`
	Owner       Column `json:"owner,omitzero"`
	Decision    Column `json:"decision,omitzero"`
	DecidedBy   Column `json:"decided_by,omitzero"`
	DecidedOn   Column `json:"decided_on,omitzero"`
	AddedOn     Column `json:"added_on,omitzero"`
	RevisedOn   Column `json:"revised_on,omitzero"`
}

// RatingColumns name the columns of one rating, and of what the register itself makes of it.
type RatingColumns struct {
	Likelihood    Column           `json:"likelihood,omitzero"`
	Threat        Column           `json:"threat,omitzero"`        // where likelihood is made from threat
	Vulnerability Column           `json:"vulnerability,omitzero"` // and vulnerability
	Consequence   Column           `json:"consequence,omitzero"`   // the only one, which StandsFor gives a category
	Consequences  []CategoryColumn `json:"consequences,omitempty"` // one a category

	Score Column `json:"score,omitzero"` // as the register states it
	Level Column `json:"level,omitzero"` // as the register states it
}

// A CategoryColumn names the column that rates one category.
type CategoryColumn struct {
	Category Category          `json:"category"`
	From     Column            `json:"from"`
	RuledOut map[string]string `json:"ruled_out,omitempty"` // what in the column rules the category out, with the reason: "n/a": no cargo is stored
}

// StandsFor gives the category for which a single consequence stands: the same for each risk, or
// one that a column tells.
type StandsFor struct {
	Category Category `json:"category,omitzero"`
	From     Column   `json:"from,omitzero"`
}

// A Column says where a value of each risk comes from and how it is written. In files, the name of
// the column by itself will do where nothing else is to be said.
//
// Cells are read without the spaces around them; an empty one is no value. A rating is the label of
// a step, or what the step counts (its number, if the scale gives no values). Case, and spaces
// between words, do not count in labels and words.
type Column struct {
	Column   string            `json:"column,omitzero"`   // its name in the register
	Number   int               `json:"number,omitzero"`   // its place, from 1: where it has no name, or one that stands twice
	Constant string            `json:"constant,omitzero"` // instead of a column: the same value for each risk
	Words    map[string]string `json:"words,omitempty"`   // what the register's words stand for: "Mitigate": control
	Blank    []string          `json:"blank,omitempty"`   // texts that say no more than an empty cell: "-", "tbd"
	Measured bool              `json:"measured,omitzero"` // numbers are measured, and lead to the step with their range; those with % always do
	Rounded  bool              `json:"rounded,omitzero"`  // of a stated score: it is rounded to the places that it shows
	Dates    string            `json:"dates,omitzero"`    // how days are written, such as day/month/year. Defaults to year-month-day.
}

// IsZero reports whether the value comes from nowhere.
func (c Column) IsZero() bool {
	return c.Column == "" && c.Number == 0 && c.Constant == "" && c.isPlain()
}

// isPlain reports whether nothing is said but where the value comes from.
func (c Column) isPlain() bool {
	return len(c.Words) == 0 && len(c.Blank) == 0 && !c.Measured && !c.Rounded && c.Dates == ""
}

// UnmarshalNode reads the column from its name alone, or from a map of its fields.
func (c *Column) UnmarshalNode(n *records.Node) error {
	if n.Kind == records.StringNode {
		*c = Column{Column: n.Text}
		return nil
	}
	type fields Column // without this method
	d := records.NewDecoder()
	d.Decode("", n, (*fields)(c))
	var all records.FileErrors
	errors.As(d.Err(), &all)
	var f records.Faults
	for _, fault := range all {
		f.Add(fault.Path, "%s", fault.Message)
	}
	return f.Err()
}

// MarshalNode writes what UnmarshalNode reads.
func (c Column) MarshalNode() (*records.Node, error) {
	if c.Number == 0 && c.Constant == "" && c.isPlain() {
		return &records.Node{Kind: records.StringNode, Text: c.Column}, nil
	}
	type fields Column
	return records.Encode(fields(c))
}
