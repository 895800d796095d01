package rules_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
)

type consignment struct {
	ID       string         `json:"id"`
	LoadedAt time.Time      `json:"loaded_at"`
	Stamps   []time.Time    `json:"stamps"`
	Weights  map[string]int `json:"weights"`
	SealedOn records.Date   `json:"sealed_on"`
	Legs     []stretch      `json:"legs"`
	If       string         `json:"if"`
}

type stretch struct {
	Carrier string    `json:"carrier"`
	LeftAt  time.Time `json:"left_at"`
}

func recordCondition(text string) (*rules.RecordCondition, error) {
	return rules.CompileRecordCondition(reflect.TypeFor[consignment](), text, rules.Limits{})
}

// A type that was not made for rules can be asked all the same, but for what rules do not know.
func TestRecordConditionLeavesOutWhatRulesCannotHandle(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{`loaded_at != nil`, "1:1: loaded_at is left out of rules: it is a time.Time, and rules know days"},
		{`id == "S" && len(stamps) > 0`, "1:18: stamps is left out of rules: it is a time.Time, and rules know days"},
		{`weights?.x == 2`, "1:1: weights is left out of rules: it is a map by string"},
		{`any(legs, .left_at != nil)`, "1:12: left_at of stretch is left out of rules: it is a time.Time, and rules know days"},
		{`arrived != nil`, "1:1: unknown name arrived: there are id, sealed_on, legs"},
		{`any(legs, .left_on != nil)`, "1:12: unknown field left_on of stretch: there are carrier"},
	} {
		_, err := recordCondition(tt.text)
		assert.EqualError(t, err, tt.want)
	}
	_, err := rules.CompileCondition[consignment](`id == ""`, rules.Limits{})
	assert.Error(t, err, "facts are made for rules")
}

func TestRecordConditionHolds(t *testing.T) {
	c, err := recordCondition(`within(sealed_on, "2 days") && any(legs, .carrier == "K")`)
	require.NoError(t, err)
	s := &consignment{SealedOn: records.Day(2026, 3, 1), Legs: []stretch{{Carrier: "K"}}}
	at := rules.WatchAt(records.Day(2026, 3, 2).Start())
	holds, err := c.Holds(s, at)
	assert.True(t, holds)
	require.NoError(t, err)
	next, _ := at.Next()
	assert.Equal(t, records.Day(2026, 3, 4).Start(), next)
	reason, err := c.Explain(s, at)
	require.NoError(t, err)
	assert.True(t, reason.Holds)
	assert.Equal(t, c.String(), reason.Part.Text)

	var seen []string
	holds, err = c.Observe(s, at, func(term int, holds bool) { seen = append(seen, fmt.Sprint(c.Terms()[term].Text, " ", holds)) })
	assert.True(t, holds)
	require.NoError(t, err)
	assert.Equal(t, []string{`within(sealed_on, "2 days") true`, `.carrier == "K" true`, `any(legs, .carrier == "K") true`, c.String() + " true"}, seen)
}

// What is handed to a condition by mistake is an error, as anything that cannot be worked out.
func TestRecordConditionOfSomethingElse(t *testing.T) {
	c, err := recordCondition(`id == ""`)
	require.NoError(t, err)
	at := records.At(records.Day(2026, 3, 2).Start())
	for _, tt := range []struct {
		record any
		want   string
	}{
		{nil, "there are no facts: hand a pointer to them"},
		{(*consignment)(nil), "there are no facts: hand a pointer to them"},
		{consignment{}, "the condition is about *rules_test.consignment, not rules_test.consignment"},
		{&stretch{}, "the condition is about *rules_test.consignment, not *rules_test.stretch"},
	} {
		_, err := c.Holds(tt.record, at)
		assert.EqualError(t, err, tt.want)
		_, err = c.Observe(tt.record, at, nil)
		assert.EqualError(t, err, tt.want)
		_, err = c.Explain(tt.record, at)
		assert.EqualError(t, err, tt.want)
	}
	_, err = c.Holds(&consignment{}, nil)
	assert.EqualError(t, err, "there is no clock: records.At makes one for an instant")
	_, err = rules.CompileRecordCondition(reflect.TypeFor[int](), `true`, rules.Limits{})
	assert.EqualError(t, err, "int is no struct: the facts of a rule are the fields of a struct")
}

// Further facts stand beside those of a record, in a struct that is made when the program runs.
func TestRecordConditionWithFactsBeside(t *testing.T) {
	facts := reflect.StructOf([]reflect.StructField{
		{Name: "Record", Type: reflect.TypeFor[consignment](), Tag: `json:",inline"`},
		{Name: "First", Type: reflect.TypeFor[*stretch](), Tag: `json:"first_leg"`},
	})
	c, err := rules.CompileRecordCondition(facts, `sealed_on != nil && first_leg != nil && first_leg.carrier == "K"`, rules.Limits{})
	require.NoError(t, err)
	v := reflect.New(facts)
	v.Elem().Field(0).Set(reflect.ValueOf(consignment{SealedOn: records.Day(2026, 3, 1)}))
	at := records.At(records.Day(2026, 3, 2).Start())
	holds, err := c.Holds(v.Interface(), at)
	assert.False(t, holds)
	require.NoError(t, err)
	v.Elem().Field(1).Set(reflect.ValueOf(&stretch{Carrier: "K"}))
	holds, err = c.Holds(v.Interface(), at)
	assert.True(t, holds)
	require.NoError(t, err)
}
