package rules_test

import (
	"testing"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const ruleFile = `{
  "default": "intolerable",
  "rules": [
    {
      "rule": "low risks may stay if someone answers for them",
      "when": "level <= 2 && owner != \"\"",
      "then": "tolerable",
      "cases": [
        {
          "given": {"level": 2, "owner": "harbour master"}
        },
        {
          "given": {"level": 2},
          "expect": "intolerable"
        }
      ]
    }
  ]
}
`

// A file with cases is read and written back as it was.
func TestRuleFilesKeepTheirCases(t *testing.T) {
	var d rules.Definition
	require.NoError(t, records.ReadFile("tolerability.json", []byte(ruleFile), &d, records.JSON))
	require.Len(t, d.Rules[0].Cases, 2)
	assert.Equal(t, 9, d.Rules[0].Cases[0].Line)
	assert.Equal(t, "harbour master", d.Rules[0].Cases[0].Fields[0].Value.Fields[1].Value.Text)

	node, err := records.Encode(d)
	require.NoError(t, err)
	written, err := records.JSON.Format(node)
	require.NoError(t, err)
	assert.Equal(t, ruleFile, string(written))
}

// The faults of a definition are found where they stand in the file.
func TestFaultsOfRuleFilesHaveTheirPlace(t *testing.T) {
	var d rules.Definition
	err := records.ReadFile("tolerability.json", []byte(`{
  "default": "",
  "rules": [{"rule": "a", "when": "", "then": "x"}, {"rule": "a", "when": "true", "then": ""}]
}`), &d, records.JSON)
	assert.EqualError(t, err, `tolerability.json:2:14: default: is missing
tolerability.json:3:35: rules[0].when: is missing: write the condition under which the rule decides, as in level <= 2
tolerability.json:3:62: rules[1].rule: "a" is the name of rules[0] too: give each rule a name of its own
tolerability.json:3:91: rules[1].then: is missing: write what the rule decides where its condition holds`)
}
