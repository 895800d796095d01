package rules_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"cel.dev/cel-go/cel"
	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
)

// merged is the rules as one expression, which is how plain expr is fastest.
func merged() string {
	text := ""
	for _, rule := range twelve() {
		text += fmt.Sprintf("(%s) ? %q : ", rule.When, rule.Then)
	}
	return text + fmt.Sprintf("%q", otherwise)
}

func exprProgram(t testing.TB) *vm.Program {
	program, err := expr.Compile(merged(), expr.Env(&facts{}))
	if err != nil {
		t.Fatal(err)
	}
	return program
}

// celPrograms are the rules one by one, which is how cel-go is used for a first match.
func celPrograms(t testing.TB) []cel.Program {
	env, err := cel.NewEnv(
		cel.Variable("level", cel.IntType), cel.Variable("likelihood", cel.IntType), cel.Variable("consequence", cel.IntType),
		cel.Variable("controls", cel.IntType), cel.Variable("age", cel.IntType), cel.Variable("exposure", cel.IntType),
		cel.Variable("category", cel.StringType), cel.Variable("stage", cel.StringType),
	)
	if err != nil {
		t.Fatal(err)
	}
	var programs []cel.Program
	for _, rule := range twelve() {
		checked, issues := env.Compile(rule.When)
		if issues.Err() != nil {
			t.Fatal(issues.Err())
		}
		program, err := env.Program(checked, cel.EvalOptions(cel.OptOptimize))
		if err != nil {
			t.Fatal(err)
		}
		programs = append(programs, program)
	}
	return programs
}

// activation hands cel-go the facts without a map.
type activation struct{ f *facts }

func (a *activation) ResolveName(name string) (any, bool) {
	switch name {
	case "level":
		return a.f.Level, true
	case "likelihood":
		return a.f.Likelihood, true
	case "consequence":
		return a.f.Consequence, true
	case "controls":
		return a.f.Controls, true
	case "age":
		return a.f.Age, true
	case "exposure":
		return a.f.Exposure, true
	case "category":
		return a.f.Category, true
	case "stage":
		return a.f.Stage, true
	}
	return nil, false
}

func (a *activation) Parent() cel.Activation { return nil }

func byCel(programs []cel.Program, in *activation) (string, error) {
	for i, program := range programs {
		out, _, err := program.Eval(in)
		if err != nil {
			return "", err
		}
		if out.Value().(bool) {
			return outcomes[i], nil
		}
	}
	return otherwise, nil
}

var outcomes = func() []string {
	var list []string
	for _, rule := range twelve() {
		list = append(list, rule.Then)
	}
	return list
}()

// regoQuery is the rules as one chain of else, prepared.
func regoQuery(t testing.TB) rego.PreparedEvalQuery {
	var b strings.Builder
	b.WriteString("package risk\n\n")
	for i, rule := range twelve() {
		if i == 0 {
			b.WriteString("decision := ")
		} else {
			b.WriteString(" else := ")
		}
		fmt.Fprintf(&b, "%q if {\n", rule.Then)
		for _, part := range strings.Split(rule.When, " && ") {
			if strings.HasPrefix(part, "(") { // the one disjunction
				part = `category in {"information", "equipment"}`
			}
			fmt.Fprintf(&b, "\tinput.%s\n", part)
		}
		b.WriteString("}")
	}
	fmt.Fprintf(&b, " else := %q\n", otherwise)
	query, err := rego.New(rego.Query("data.risk.decision"), rego.Module("risk.rego", b.String())).PrepareForEval(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return query
}

// regoInput is the facts as OPA takes them fastest, made before.
func regoInput(f *facts) ast.Value {
	return ast.NewObject(
		[2]*ast.Term{ast.StringTerm("level"), ast.IntNumberTerm(f.Level)},
		[2]*ast.Term{ast.StringTerm("likelihood"), ast.IntNumberTerm(f.Likelihood)},
		[2]*ast.Term{ast.StringTerm("consequence"), ast.IntNumberTerm(f.Consequence)},
		[2]*ast.Term{ast.StringTerm("controls"), ast.IntNumberTerm(f.Controls)},
		[2]*ast.Term{ast.StringTerm("age"), ast.IntNumberTerm(f.Age)},
		[2]*ast.Term{ast.StringTerm("exposure"), ast.IntNumberTerm(f.Exposure)},
		[2]*ast.Term{ast.StringTerm("category"), ast.StringTerm(f.Category)},
		[2]*ast.Term{ast.StringTerm("stage"), ast.StringTerm(f.Stage)},
	)
}

func byRego(query *rego.PreparedEvalQuery, input ast.Value) (string, error) {
	results, err := query.Eval(context.Background(), rego.EvalParsedInput(input))
	if err != nil {
		return "", err
	}
	return results[0].Expressions[0].Value.(string), nil
}

// All ways come to the same for every row, and each rule decides some. (Of the million rows
// OPA is asked about the first 20,000, which takes it as long as the others all of them.)
func TestEnginesAgree(t *testing.T) {
	list := rows(1_000_000)
	set, program, programs, query := ours(t), exprProgram(t), celPrograms(t), regoQuery(t)
	decided := map[int]int{}
	var machine vm.VM
	in, at := &activation{}, clock()
	for i := range list {
		f := &list[i]
		want, rule := byHand(f)
		decided[rule]++
		decision, err := set.Decide(f, at)
		if err != nil || decision.Outcome != want || decision.Index != rule {
			t.Fatalf("%+v: %v %v, by hand %v %v", f, decision, err, want, rule)
		}
		if got, err := machine.Run(program, f); err != nil || got != string(want) {
			t.Fatalf("%+v: %v %v by expr, by hand %v", f, got, err, want)
		}
		in.f = f
		if got, err := byCel(programs, in); err != nil || got != string(want) {
			t.Fatalf("%+v: %v %v by cel-go, by hand %v", f, got, err, want)
		}
		if i >= 20_000 {
			continue
		}
		if got, err := byRego(&query, regoInput(f)); err != nil || got != string(want) {
			t.Fatalf("%+v: %v %v by OPA, by hand %v", f, got, err, want)
		}
	}
	for rule := -1; rule < 12; rule++ {
		if decided[rule] == 0 {
			t.Errorf("rule %d decides nowhere", rule)
		}
	}
}
