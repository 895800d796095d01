package iso28000_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// A package variable may hold what never changes: an error to compare with, an embedded file,
// a value that is computed once, a table of constants. stateFaults finds those that can change,
// by how they are declared and by what any package of the tree does to them. It does not
// follow a table through a second name; a review has to.
func stateFaults(all []code) []fault {
	var faults []fault
	for _, c := range all {
		faults = append(faults, declarationFaults(c)...)
		faults = append(faults, writeFaults(c)...)
	}
	return faults
}

// lasting are functions whose result does not change, or only as it is computed on first use.
var lasting = []string{
	"errors.New", "fmt.Errorf", "sync.OnceValue", "sync.OnceValues", "regexp.MustCompile", "reflect.TypeFor",
	"strings.NewReplacer", "time.Date",
	"github.com/shopspring/decimal.New", "github.com/shopspring/decimal.NewFromInt", "github.com/shopspring/decimal.RequireFromString",
	core + "/conformity.NewIndex", core + "/conformity.NewIndexAll", core + "/conformity.NewMemo", core + "/conformity.NewView", core + "/conformity.NewOrder", core + "/records.Day",
}

// declarationFaults finds package variables whose declaration alone shows that they can change.
func declarationFaults(c code) []fault {
	var faults []fault
	for _, f := range c.files {
		for _, declaration := range f.Decls {
			d, found := declaration.(*ast.GenDecl)
			if !found || d.Tok != token.VAR {
				continue
			}
			for _, s := range d.Specs {
				spec := s.(*ast.ValueSpec)
				for i, name := range spec.Names {
					if why := c.changeable(d, spec, i); why != "" {
						faults = append(faults, fault{c.at(name.Pos()), fmt.Sprintf("%s is state of the package: %s", name.Name, why)})
					}
				}
			}
		}
	}
	return faults
}

// changeable says why the i-th variable of a declaration can change, or nothing.
func (c code) changeable(d *ast.GenDecl, spec *ast.ValueSpec, i int) string {
	if spec.Names[i].Name == "_" || embedded(d.Doc) || embedded(spec.Doc) {
		return ""
	}
	t := c.info.Defs[spec.Names[i]].Type()
	switch u := t.Underlying().(type) {
	case *types.Struct:
		if u.NumFields() == 0 {
			return "" // it has but one value
		}
	case *types.Signature:
		if len(spec.Values) <= i || !c.computedOnce(spec.Values[i]) {
			return "declare a function; what tests replace is an argument or a field"
		}
	case *types.Chan:
		return "make the channel where it is used"
	}
	if len(spec.Values) <= i {
		return "it waits for a value from elsewhere: pass it as an argument, or compute it with sync.OnceValue"
	}
	if spec.Names[i].IsExported() && !types.Identical(t, types.Universe.Lookup("error").Type()) {
		return "whoever imports the package can write to it: make it a constant or a function"
	}
	if part := c.unfixed(spec.Values[i]); part != nil {
		return fmt.Sprintf("its value is made by %s: make it a table of constants, compute it with sync.OnceValue, or make it where it is needed", brief(part))
	}
	return ""
}

func embedded(doc *ast.CommentGroup) bool {
	return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed ") })
}

// computedOnce reports whether the expression is a call of sync.OnceValue or its like.
func (c code) computedOnce(e ast.Expr) bool {
	call, found := ast.Unparen(e).(*ast.CallExpr)
	return found && strings.HasPrefix(c.callee(call), "sync.OnceValue")
}

// callee names the function that is called, or gives "" for a computed one.
func (c code) callee(call *ast.CallExpr) string {
	fun := ast.Unparen(call.Fun)
	for {
		switch f := fun.(type) {
		case *ast.IndexExpr: // an instance of a generic function
			fun = f.X
			continue
		case *ast.IndexListExpr:
			fun = f.X
			continue
		case *ast.SelectorExpr:
			fun = f.Sel
			continue
		case *ast.Ident:
			switch o := c.info.Uses[f].(type) {
			case *types.Builtin:
				return o.Name()
			case *types.Func:
				return qualified(o)
			}
		}
		return ""
	}
}

// unfixed returns the first part of an initial value that is no constant, no function and
// nothing made of those, or nil.
func (c code) unfixed(e ast.Expr) ast.Expr {
	tv := c.info.Types[e]
	if tv.Value != nil || tv.IsNil() || tv.IsType() {
		return nil
	}
	if _, pointer := tv.Type.(*types.Pointer); pointer {
		if call, found := ast.Unparen(e).(*ast.CallExpr); !found || !slices.Contains(lasting, c.callee(call)) {
			return e
		}
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return c.unfixed(e.X)
	case *ast.FuncLit:
		return nil
	case *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr, *ast.IndexListExpr:
		if _, function := tv.Type.Underlying().(*types.Signature); function {
			return nil
		}
		if v, found := c.variable(e); found && v.Parent() == v.Pkg().Scope() {
			return nil // the other variable is judged for itself
		}
	case *ast.UnaryExpr:
		if e.Op != token.AND && e.Op != token.ARROW {
			return c.unfixed(e.X)
		}
	case *ast.BinaryExpr:
		if part := c.unfixed(e.X); part != nil {
			return part
		}
		return c.unfixed(e.Y)
	case *ast.KeyValueExpr:
		if part := c.unfixed(e.Key); part != nil {
			return part
		}
		return c.unfixed(e.Value)
	case *ast.CompositeLit:
		_, fields := tv.Type.Underlying().(*types.Struct)
		for _, element := range e.Elts {
			if pair, found := element.(*ast.KeyValueExpr); found && fields {
				element = pair.Value // the key is the name of a field
			}
			if part := c.unfixed(element); part != nil {
				return part
			}
		}
		return nil
	case *ast.CallExpr:
		switch {
		case c.info.Types[e.Fun].IsType(): // a conversion
			return c.unfixed(e.Args[0])
		case slices.Contains(lasting, c.callee(e)):
			return nil
		}
	}
	return e
}

// variable returns the variable that a name, alone or behind that of a package, stands for.
func (c code) variable(e ast.Expr) (*types.Var, bool) {
	switch x := e.(type) {
	case *ast.SelectorExpr:
		if base, found := x.X.(*ast.Ident); found {
			if _, found := c.info.Uses[base].(*types.PkgName); found {
				return c.variable(x.Sel)
			}
		}
	case *ast.Ident:
		v, found := c.info.Uses[x].(*types.Var)
		return v, found && v.Pkg() != nil && !v.IsField()
	}
	return nil, false
}

// brief names an expression in a message.
func brief(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.CallExpr:
		return "calling " + types.ExprString(e.Fun)
	case *ast.CompositeLit:
		return "a pointer to a value"
	}
	return types.ExprString(e)
}
