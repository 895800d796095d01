package rules_test

import (
	"flag"

	"github.com/open-policy-agent/opa/v1/ast"
)

func benchtime() string { return flag.Lookup("test.benchtime").Value.String() }

func regoInputs(list []facts) []ast.Value {
	inputs := make([]ast.Value, len(list))
	for i := range list {
		inputs[i] = regoInput(&list[i])
	}
	return inputs
}
