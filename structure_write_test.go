package iso28000_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// changers are functions that write through their first argument.
var changers = []string{
	"append", "clear", "copy", "delete",
	"slices.AppendSeq", "slices.Compact", "slices.CompactFunc", "slices.Delete", "slices.DeleteFunc", "slices.Insert",
	"slices.Replace", "slices.Reverse", "slices.Sort", "slices.SortFunc", "slices.SortStableFunc",
	"maps.Copy", "maps.DeleteFunc", "maps.Insert",
	"sort.Ints", "sort.Slice", "sort.SliceStable", "sort.Sort", "sort.Stable", "sort.Strings",
}

// writeFaults finds what the functions of a package do to package variables, their own and
// those of others, that can change them.
func writeFaults(c code) []fault {
	var faults []fault
	for _, f := range c.files {
		for _, declaration := range f.Decls {
			d, _ := declaration.(*ast.FuncDecl) // nil for a declaration of variables, whose values may hold functions
			var above []ast.Node                // from the declaration down to the node at hand
			ast.Inspect(declaration, func(n ast.Node) bool {
				if n == nil {
					above = above[:len(above)-1]
					return true
				}
				above = append(above, n)
				if id, found := n.(*ast.Ident); found {
					if v, found := c.variable(id); found && v.Parent() == v.Pkg().Scope() {
						if why := c.written(d, above); why != "" {
							faults = append(faults, fault{c.at(id.Pos()), fmt.Sprintf("%s is a package variable, and %s", v.Name(), why)})
						}
					}
				}
				return true
			})
		}
	}
	return faults
}

// written says how the use of a variable, last in the path, can change it, or nothing.
func (c code) written(d *ast.FuncDecl, above []ast.Node) string {
	// what is reached through the variable: v, v.f, v[i], v[:], *v
	use := above[len(above)-1].(ast.Expr)
	var around ast.Node
	for i := len(above) - 2; i >= 0; i-- {
		around = above[i]
		switch x := around.(type) {
		case *ast.ParenExpr:
			use = x
			continue
		case *ast.StarExpr:
			use = x
			continue
		case *ast.SelectorExpr:
			if x.X == use {
				if s := c.info.Selections[x]; s != nil && s.Kind() != types.FieldVal {
					return c.called(s, x)
				}
			}
			use = x // or its package stood before it
			continue
		case *ast.IndexExpr:
			if x.X == use {
				use = x
				continue
			}
		case *ast.SliceExpr:
			if x.X == use {
				use = x
				continue
			}
		}
		break
	}
	switch x := around.(type) {
	case *ast.AssignStmt:
		if slices.Contains(x.Lhs, use) {
			return "is written here: hold what changes in a value that somebody makes"
		}
	case *ast.IncDecStmt:
		return "is written here: hold what changes in a value that somebody makes"
	case *ast.RangeStmt:
		if x.Key == use || x.Value == use {
			return "is written here: hold what changes in a value that somebody makes"
		}
	case *ast.UnaryExpr:
		if x.Op == token.AND {
			return "its address is taken here, through which it can be written: take a copy"
		}
	case *ast.CallExpr:
		if len(x.Args) > 0 && x.Args[0] == use && slices.Contains(changers, c.callee(x)) {
			return fmt.Sprintf("%s writes to it here: work on a copy (slices.Clone, maps.Clone)", c.callee(x))
		}
	case *ast.ReturnStmt:
		public := d != nil && d.Name.IsExported() && (d.Recv == nil || ast.IsExported(receiver(d)))
		if public && c.aliased(use) {
			return "is handed out here, so that callers can write to it: return a copy (slices.Clone, maps.Clone)"
		}
	}
	return ""
}

// called says how a method of the variable can change it.
func (c code) called(s *types.Selection, x *ast.SelectorExpr) string {
	method, found := s.Obj().(*types.Func)
	if !found {
		return ""
	}
	_, pointer := method.Signature().Recv().Type().(*types.Pointer)
	_, already := c.info.Types[x.X].Type.Underlying().(*types.Pointer)
	if pointer && !already {
		return fmt.Sprintf("its method %s can write to it here: hold what changes in a value that somebody makes", method.Name())
	}
	return ""
}

// aliased reports whether who gets the value can write to what it was taken from.
func (c code) aliased(e ast.Expr) bool {
	switch c.info.Types[e].Type.Underlying().(type) {
	case *types.Slice, *types.Map:
		return true
	}
	return false
}
