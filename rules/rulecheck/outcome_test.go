package rulecheck_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/rules/rulecheck"
)

const cases = `[{"check": "acme.sealing", "for": "containers", "with": {"keeper": "guard"},
"where": "state == 'sealed'", "known": "sealed_on != nil", "require": "within(sealed_on, '2 weeks') && (keeper?.name ?? '') != ''",
"message": "{subject} was sealed on {sealed_on} by {keeper.name}", "cases": [
%s]}]`

func tried(t *testing.T, text string) []rulecheck.Outcome {
	t.Helper()
	set, err := load(cases[:len(cases)-len("%s]}]")] + text + "]}]")
	require.NoError(t, err)
	return set.Test()
}

func TestCases(t *testing.T) {
	const ana = `"beside": {"guards": [{"id": "G", "name": "Ana"}]}`
	outcomes := tried(t, `
{"case": "new", "given": {"state": "sealed", "sealed_on": "2026-06-01", "guard": "G"}, `+ana+`, "at": "2026-06-13", "expect": "met", "lapses": "2026-06-16"},
{"given": {"id": "A", "state": "sealed", "sealed_on": "2026-05-01", "guard": "G"}, `+ana+`, "at": "2026-06-13", "expect": "unmet", "says": "container A was sealed on 2026-05-01 by Ana"},
{"given": {"state": "sealed"}, "at": "2026-06-13", "expect": "undetermined"},
{"given": {"state": "open"}, "at": "2026-06-13", "expect": "out of range"},
{"given": {"state": "sealed", "sealed_on": "2026-06-01", "guard": "G"}, "at": "2026-06-13", "expect": "unmet"},
{"at": "2026-06-13", "expect": "undetermined"},
{"beside": {"containers": [{"id": "A", "state": "sealed", "sealed_on": "2026-05-01"}, {"id": "B"}]}, "at": "2026-06-13", "expect": "unmet"}`)
	for _, o := range outcomes {
		assert.True(t, o.OK(), o.String())
		assert.Empty(t, o.Explanation)
	}
	assert.Equal(t, "acme.sealing: new: met", outcomes[0].String())
	assert.Equal(t, "checks.json:6:1", outcomes[1].Place)
	var by []string
	for _, o := range outcomes {
		by = append(by, o.By)
	}
	assert.Equal(t, []string{"require", "", "known", "where", "", "", ""}, by)
}

// A case that does not come out as expected says how it came out, down to each part of the rules.
func TestFailingCases(t *testing.T) {
	outcomes := tried(t, `
{"given": {"state": "sealed", "sealed_on": "2026-06-01"}, "at": "2026-06-13", "expect": "met", "lapses": "2026-06-16", "says": "yes"},
{"given": {"state": "sealed", "sealed_on": "2026-06-01", "guard": "G"}, "beside": {"guards": [{"id": "G", "name": "Ana"}]}, "at": "2026-06-13", "expect": "met", "lapses": "2026-06-17"},
{"given": {"state": "open"}, "at": "2026-06-13", "expect": "met"}`)
	assert.Equal(t, `checks.json:5:1: acme.sealing: case 1: is unmet, where met is expected; does not say "yes"; never lapses, where that is expected on 2026-06-16
  it says: container this was sealed on 2026-06-01 by nothing
  where: matched
     state == 'sealed'                                          true
        state                                                   "sealed"
  known: matched
     sealed_on != nil                                           true
        sealed_on                                               2026-06-01
  require: did not match
     within(sealed_on, '2 weeks') && (keeper?.name ?? '') != ''  false
        within(sealed_on, '2 weeks')                            true
           sealed_on                                            2026-06-01
        (keeper?.name ?? '') != ''                              false
           keeper?.name ?? ''                                   ""
              keeper?.name                                      nil
                 keeper                                         nil`, outcomes[0].String())
	assert.Equal(t, []string{"lapses on 2026-06-16, where that is expected on 2026-06-17"}, outcomes[1].Wrong)
	assert.Equal(t, []string{"is out of range, where met is expected"}, outcomes[2].Wrong)
}
