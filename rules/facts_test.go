package rules_test

import (
	"testing"
	"time"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type noValues string

func (noValues) Values() []string { return nil }

type loud struct {
	Volume float32 `json:"volume"`
}

type odd struct {
	Ratio    float64                    `json:"ratio"`
	Anything any                        `json:"anything"`
	Open     map[string]int             `json:"open"`
	Ints     map[int]bool               `json:"ints"`
	Seen     time.Time                  `json:"seen"`
	Lasts    time.Duration              `json:"lasts"`
	Call     func() bool                `json:"call"`
	Raw      []byte                     `json:"raw"`
	Deep     []loud                     `json:"deep"`
	Twice    **int                      `json:"twice"`
	Lists    *[]int                     `json:"lists"`
	Complex  complex128                 `json:"complex"`
	Empty    noValues                   `json:"empty"`
	In       int                        `json:"in"`
	Dashed   int                        `json:"due-on"`
	Null     decimal.NullDecimal        `json:"null"`
	Fine     records.ID[records.Person] `json:"fine"`
}

func TestFactsThatRulesCannotHandle(t *testing.T) {
	_, err := rules.CompileCondition[odd]("true", rules.Limits{})
	var got []string
	for _, fault := range records.FaultsOf(err) {
		got = append(got, fault.Error())
	}
	assert.Equal(t, []string{
		"odd.ratio is a float64, which is not exact: use decimal.Decimal or a whole number",
		"odd.anything is interface {}, which rules cannot handle: they take texts, whole numbers, decimal.Decimal, bool, records.Date, records.Period, structs, and lists of these; hide it with `json:\"-\"`",
		"odd.open is a map by string: rules take maps only by a type of text with a method Values, so that a misspelt key is noticed; use a struct or a list",
		"odd.ints is a map by int: rules take maps only by a type of text with a method Values, so that a misspelt key is noticed; use a struct or a list",
		"odd.seen is a time.Time: rules know days, so use records.Date",
		"odd.lasts is a time.Duration: use records.Period, or a whole number with its unit in the name",
		"odd.call is func() bool, which rules cannot handle: they take texts, whole numbers, decimal.Decimal, bool, records.Date, records.Period, structs, and lists of these; hide it with `json:\"-\"`",
		"odd.raw is raw bytes, which rules cannot look into: use a text, or hide it with `json:\"-\"`",
		"odd.deep[].volume is a float32, which is not exact: use decimal.Decimal or a whole number",
		"odd.twice is **int: rules take pointers to structs and to single values only",
		"odd.lists is *[]int: rules take pointers to structs and to single values only",
		"odd.complex is complex128, which rules cannot handle: they take texts, whole numbers, decimal.Decimal, bool, records.Date, records.Period, structs, and lists of these; hide it with `json:\"-\"`",
		"odd.empty is of the type rules_test.noValues, whose method Values lists none",
		"odd.in cannot be named in a rule: give the field a json name of letters, digits and _ that is no word of the language",
		"odd.due-on cannot be named in a rule: give the field a json name of letters, digits and _ that is no word of the language",
	}, got)
}

func TestFactsAreAStruct(t *testing.T) {
	_, err := rules.CompileCondition[int]("true", rules.Limits{})
	assert.EqualError(t, err, "int is no struct: the facts of a rule are the fields of a struct")
	_, err = rules.CompileCondition[records.Date]("true", rules.Limits{})
	assert.ErrorContains(t, err, "is no struct")
	_, err = rules.CompileCondition[*shipment]("true", rules.Limits{})
	assert.ErrorContains(t, err, "is no struct")
}

// Embedding works as in encoding/json: names further out hide those further in. A name that
// stands twice at one depth is refused.
func TestEmbeddedFacts(t *testing.T) {
	type deep struct {
		Name  string `json:"name"`
		Depth int    `json:"depth"`
	}
	type middle struct {
		deep
		Name string `json:"name"`
	}
	type outer struct {
		middle
		Named deep `json:"named"`
	}
	facts := &outer{middle: middle{deep: deep{Name: "inner", Depth: 2}, Name: "outer"}, Named: deep{Name: "named"}}
	c, err := rules.CompileCondition[outer](`name == "outer" && depth == 2 && named.name == "named"`, rules.Limits{})
	require.NoError(t, err)
	holds, err := c.Holds(facts, noon())
	require.NoError(t, err)
	assert.True(t, holds)

	type left struct {
		Same int
	}
	type right struct {
		Other int `json:"Same"`
	}
	type both struct {
		left
		right
	}
	_, err = rules.CompileCondition[both]("true", rules.Limits{})
	assert.EqualError(t, err, "both.Same is the name of two fields: rename one")
}

// A type may lead back to itself; rules go as deep as they say.
func TestFactsOfRecursiveTypes(t *testing.T) {
	type unit struct {
		Name  string  `json:"name"`
		Above *unit   `json:"above"`
		Below []*unit `json:"below"`
	}
	top := &unit{Name: "top"}
	top.Below = []*unit{{Name: "port", Above: top}}
	c, err := rules.CompileCondition[unit](`any(below, .above.name == "top" && .above.below[0].name == "port")`, rules.Limits{})
	require.NoError(t, err)
	holds, err := c.Holds(top, noon())
	require.NoError(t, err)
	assert.True(t, holds)
}

// What was asked before does not show in the next answer, also where a machine is used again.
func TestQuestionsDoNotMix(t *testing.T) {
	c := compiled(t, `level > 2 && any(stops, .secure) && (limit ?? 0) > 1 && (remark ?? "") != ""`)
	for i := range 50 {
		facts := sample()
		facts.Sealed = false
		switch i % 5 {
		case 1:
			facts.Level = 1
		case 2:
			facts.Stops = nil
		case 3:
			facts.Limit = nil
		case 4:
			facts.Remark = ptr("")
		}
		holds, err := c.Holds(facts, noon())
		require.NoError(t, err)
		assert.Equal(t, i%5 == 0, holds)
	}
}
