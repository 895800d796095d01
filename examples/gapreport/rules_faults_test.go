package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/yaml"
	"github.com/iso28000/iso28000/risk/risktest"
)

// criteriaHead is what stands before the rules of each fault: criteria that are sound.
const criteriaHead = `criteria:
  - id: C-1
    title: Three by three
    likelihood: {steps: [{label: rare}, {label: possible}, {label: frequent}]}
    consequence: {steps: [{label: slight}, {label: serious}, {label: disastrous}]}
    levels: [{label: low}, {label: medium}, {label: high}]
    combination: {by: matrix, cells: [[low, low, medium], [low, medium, high], [medium, high, high]]}
`

// A ruleFault is one kind of mistake in a file with rules.
type ruleFault struct{ kind, text string }

// when is a fault in a condition.
func when(kind, condition string) ruleFault {
	return ruleFault{kind, "    tolerability:\n      default: intolerable\n      rules:\n        - rule: low\n          when: " + condition + "\n          then: tolerable\n"}
}

// written is a fault in how the rules are written down.
func written(kind, tolerability string) ruleFault { return ruleFault{kind, tolerability} }

// example is a fault in a case.
func example(kind, text string) ruleFault {
	return ruleFault{kind, "    tolerability:\n      default: intolerable\n      rules:\n        - rule: low\n          when: level <= 2 && owner != \"\"\n          then: tolerable\n          cases:\n            - " + text + "\n"}
}

func ruleFaults() []ruleFault {
	return []ruleFault{
		when("a misspelt name", `levl <= 2`),
		when("a name that there is not", `price <= 2`),
		when("a misspelt field of an element", `any(categories, .stpe == 3)`),
		when("a field of the element without its point", `any(categories, step == 3)`),
		when("a misspelt field inside a field", `residual.levl <= 2`),
		when("a text without quotes", `worst == physical`),
		when("a value that there is not", `worst == "phisical"`),
		when("a value that there is not, in a list", `worst in ["natural", "phisical"]`),
		when("a number in quotes", `level <= "2"`),
		when("a day in quotes", `revised_on > "2026-01-31"`),
		when("a day that there is not", `revised_on > date("2026-02-30")`),
		when("a period that there is not", `within(revised_on, "1 fortnight")`),
		when("the time of the day", `revised_on < now()`),
		when("a function of another language", `length(controls) > 0`),
		when("a misspelt function", `lenn(controls) > 0`),
		when("a function without its condition", `count(categories) > 2`),
		when("a single =", `level = 2`),
		when("=< for <=", `level =< 2`),
		when("a sign from a word processor", `level ≤ 2`),
		when("quotes from a word processor", `worst == “physical”`),
		when("a single &", `level <= 2 & owner != ""`),
		when("AND in capitals", `level <= 2 AND owner != ""`),
		when("between", `level between 1 and 2`),
		when("a bracket that is never closed", `(level <= 2 && owner != ""`),
		when("a bracket that closes nothing", `level <= 2) && owner != ""`),
		when("a condition that ends too early", `level <= 2 &&`),
		when("a text that never ends", `owner != "`),
		when("a list where a condition is needed", `controls`),
		when("a number where a condition is needed", `level`),
		when("a text where a condition is needed", `level <= 2 && owner`),
		when("ids of different records", `owner in controls`),
		when("a list compared as if it were one value", `controls == "CT-1"`),
		when("a field of a list", `categories.step == 3`),
		when("asking for nil what is never nil", `owner != nil`),
		when("a division by zero", `level > 1 / 0`),
		when("a pattern that is none", `site matches "(a"`),
		when("an order where there is none", `worst < "natural"`),
		when("a score where the criteria make none", `score <= 4`),
		when("two mistakes in one condition", `levl <= 2 && ownr != ""`),
		when("a mistake in the second line", "|\n            level <= 2 &&\n            ownr != \"\""),
		written("no default", "    tolerability:\n      rules:\n        - {rule: low, when: level <= 2, then: tolerable}\n"),
		written("a default that there is not", "    tolerability:\n      default: intolerabel\n      rules:\n        - {rule: low, when: level <= 2, then: tolerable}\n"),
		written("an outcome that there is not", "    tolerability:\n      default: intolerable\n      rules:\n        - {rule: low, when: level <= 2, then: acceptable}\n"),
		written("a misspelt key", "    tolerability:\n      default: intolerable\n      rules:\n        - {rule: low, whne: level <= 2, then: tolerable}\n"),
		written("a rule without a name", "    tolerability:\n      default: intolerable\n      rules:\n        - {when: level <= 2, then: tolerable}\n"),
		written("a rule without a condition", "    tolerability:\n      default: intolerable\n      rules:\n        - {rule: low, then: tolerable}\n"),
		written("a rule without an outcome", "    tolerability:\n      default: intolerable\n      rules:\n        - {rule: low, when: level <= 2}\n"),
		written("a name given twice", "    tolerability:\n      default: intolerable\n      rules:\n        - {rule: low, when: level <= 1, then: tolerable}\n        - {rule: low, when: level <= 2, then: tolerable}\n"),
		written("a condition that is no text", "    tolerability:\n      default: intolerable\n      rules:\n        - {rule: all, when: true, then: tolerable}\n"),
		written("rules that are no list", "    tolerability:\n      default: intolerable\n      rules: {rule: low, when: level <= 2, then: tolerable}\n"),
		written("a key given twice", "    tolerability:\n      default: intolerable\n      default: tolerable\n"),
		written("a condition that YAML takes for something else", "    tolerability:\n      default: intolerable\n      rules:\n        - rule: low\n          when: !treated\n          then: tolerable\n"),
		written("a condition with a colon and a blank", "    tolerability:\n      default: intolerable\n      rules:\n        - rule: low\n          when: site == \"gate: north\"\n          then: tolerable\n"),
		written("a tab before a key", "    tolerability:\n      default: intolerable\n\trules: []\n"),
		written("everything at once", "    tolerability:\n      default: intolerabel\n      rules:\n        - {rule: low, when: levl <= 2, then: tolerable}\n        - {rule: low, when: level =< 3 , then: tolerbale}\n        - {when: 'any(categories, step == 3)', them: tolerable}\n"),
		example("a misspelt fact in a case", `given: {levl: 2}`),
		example("facts without given", `{level: 2, owner: P-1}`),
		example("a value that there is not in a case", `given: {level: 2, worst: phisical}`),
		example("a level that the criteria do not have", `given: {level_label: medum}`),
		example("a level that the steps do not come to", `given: {level: 1, likelihood: 3, consequence: 3}`),
		example("no level", `given: {owner: P-1}`),
		example("an outcome that no rule has", `{given: {level: 2}, expect: intolerabel}`),
		example("a rule that there is not", `{given: {level: 2}, by: lwo}`),
		example("a rule that decides otherwise", `{given: {level: 2}, by: low, expect: intolerable}`),
		example("a day that is none in a case", `{given: {level: 2}, at: 2026-02-30}`),
	}
}

// For each kind of fault the message as the user sees it: place, what is wrong, what would be
// right. Whoever loads the system and whoever tests its rules reads the same words.
func TestFaultsOfRules(t *testing.T) {
	var b strings.Builder
	b.WriteString("# What rule files can have wrong, and what is said of it\n\nEach fault stands in criteria.yaml below criteria that are sound.\n")
	for _, fault := range ruleFaults() {
		fsys := fstest.MapFS{
			"system.yaml":   {Data: []byte("format: 1\norganization: Acme\nas_of: 2026-05-04\n")},
			"criteria.yaml": {Data: []byte(criteriaHead + fault.text)},
		}
		_, tested := risktest.Folder(fsys, yaml.Format, records.JSON)()
		require.Error(t, tested, fault.kind)
		if _, loaded := iso28000.Load(fsys, yaml.Format); loaded != nil {
			assert.Equal(t, loaded.Error(), tested.Error(), fault.kind)
		} else {
			assert.Contains(t, fault.text, "cases:", "%s: only in a case may something be wrong that loading does not see", fault.kind)
		}
		fmt.Fprintf(&b, "\n## %s\n\n```text\n%s\n```\n", fault.kind, pointed(fsys, tested))
	}
	file := filepath.Join("testdata", "faults.md")
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(b.String()), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), b.String())
	assert.GreaterOrEqual(t, len(ruleFaults()), 30)
}
