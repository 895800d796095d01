package rules_test

import (
	"testing"

	"github.com/iso28000/iso28000/rules"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A text that is none of a list of values is noticed as well where it stands in a list that a
// loop goes through, or that something is taken from.
func TestMisspeltValuesInListsThatAreWalked(t *testing.T) {
	for rule, word := range map[string]string{
		`any(["fuell"], # == goods)`:                                                        "fuell",
		`any(["fuel", "arm"], goods == #)`:                                                  "arm",
		`all(filter(["fuell"], len(#) > 1), # != goods)`:                                    "fuell",
		`any(map(stops, .secure ? "fuell" : "arms"), # == goods)`:                           "fuell",
		`any(sealed ? ["fuel"] : ["fod"], # == goods)`:                                      "fod",
		`first(["fuell"]) == goods`:                                                         "fuell",
		`["fuel", "fuell"][1] == goods`:                                                     "fuell",
		`find(["fuell"], true) == goods`:                                                    "fuell",
		`goods in filter(["fuell"], true)`:                                                  "fuell",
		`any(let x = ["fuell"]; filter(x, true), # == goods) || any(["fuell"], # == goods)`: "fuell",
		`any([["fuell"]], any(#, # == goods))`:                                              "",
	} {
		_, err := rules.CompileCondition[shipment](rule, rules.Limits{})
		if word == "" { // a list of lists is not followed
			require.NoError(t, err, rule)
			continue
		}
		require.Error(t, err, rule)
		place := rules.SourceErrors(err)[0]
		assert.Contains(t, place.Message, `"`+word+`" is none of food, fuel, arms, other`, rule)
	}
	for _, rule := range []string{`any(["fuel", ""], # == goods)`, `any(["fuell"], # == owner)`, `goods in filter(["fuel"], true)`, `any(tags, # == goods)`} {
		_, err := rules.CompileCondition[shipment](rule, rules.Limits{})
		assert.NoError(t, err, rule)
	}
}
