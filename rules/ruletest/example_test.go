package ruletest_test

import (
	"fmt"
	"testing/fstest"

	"github.com/iso28000/iso28000/rules/ruletest"
)

// Lane is what the rules of the example know of a lane on which trailers wait.
type Lane struct {
	Level   int  `json:"level"`
	Guarded bool `json:"guarded"`
}

// Verdict is what they decide.
type Verdict string

func (Verdict) Values() []string { return []string{"tolerable", "intolerable"} }

// Without go test the same is a report. In a test, ruletest.Run makes a subtest of each case.
func ExampleSuite_Test() {
	files := fstest.MapFS{"lanes.json": {Data: []byte(`{
  "default": "intolerable",
  "rules": [{
    "rule": "guarded lanes, up to level 3", "when": "level <= 3 && guarded", "then": "tolerable",
    "cases": [
      {"given": {"level": 2, "guarded": true}},
      {"case": "nobody guards it", "given": {"level": 2}, "expect": "intolerable"}
    ]
  }]
}`)}}
	suites, err := ruletest.Folder[Lane, Verdict](files)()
	if err != nil {
		fmt.Println(err) // every fault of every file, with its place
		return
	}
	report, err := suites[0].Test(ruletest.Options{Mutate: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(report)
	// Output:
	// lanes.json
	//   2 cases, all as expected; 87 % covered; 62 % of the changes noticed
	//
	//   covered: 7 of 8, 87 %
	//     1.  guarded lanes, up to level 3  decided 1 case
	//         default                       decided 1 case
	//   not seen:
	//     lanes.json:4:54  level <= 3  never false
	//
	//   changes to the rules: 8 tried, 5 noticed, 62 %
	//   no case notices:
	//     lanes.json:4:54  level <= 3 left out
	//     lanes.json:4:60  <= becomes < in level <= 3
	//     lanes.json:4:63  3 becomes 4 in level <= 3
}
