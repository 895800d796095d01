package ruletest

import "testing"

// Run tests the suites of a source: each case in a subtest, which shows the explanation where
// it fails, and one subtest each for coverage and mutation where the options ask for them.
func Run(t *testing.T, source Source, options Options) {
	t.Helper()
	suites, err := source()
	if err != nil {
		t.Fatal(err)
	}
	if len(suites) == 0 {
		t.Fatal("there are no suites to test")
	}
	for _, suite := range suites {
		t.Run(suite.Name, func(t *testing.T) { suite.run(t, options) })
	}
}

func (s *Suite) run(t *testing.T, options Options) {
	report, err := s.Test(options)
	if err != nil {
		t.Fatal(err)
	}
	for _, result := range report.Results {
		t.Run(result.Case, func(t *testing.T) {
			if !result.Passed {
				t.Error(result)
			}
		})
	}
	if len(report.Results) == 0 {
		t.Error(report.Err())
	}
	if options.Coverage > 0 {
		t.Run("coverage", func(t *testing.T) {
			t.Logf("%d %%", report.Coverage.Percent())
			if report.Coverage.Percent() < options.Coverage {
				t.Errorf("%d %% are covered, and %d %% are asked for\n%s", report.Coverage.Percent(), options.Coverage, report.Coverage)
			}
		})
	}
	if options.Mutation > 0 {
		t.Run("mutation", func(t *testing.T) {
			m := report.Mutation
			switch {
			case m == nil:
				t.Skip("not tried: the cases have to come out as expected first")
			case m.Percent() < options.Mutation:
				t.Errorf("%d %% of the changes are noticed, and %d %% are asked for\n%s", m.Percent(), options.Mutation, m)
			case m.Untried > 0:
				t.Errorf("%s were not tried: raise Options.Changes", counted(m.Untried, "change"))
			}
		})
	}
}
