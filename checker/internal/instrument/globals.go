package instrument

import (
	"go/ast"
	"go/types"
	"strconv"
)

// resetters is code that gives the file's package variables the values they begin with, so that what one schedule
// leaves in them is not there in the next. Values that come from calls are left alone, unless all that these do is make
// something.
func (w *rewriter) resetters() string {
	out := ""
	for _, d := range w.file.Decls {
		gen, ok := d.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, s := range gen.Specs {
			if v, ok := s.(*ast.ValueSpec); ok {
				out += w.resetter(v)
			}
		}
	}
	return out
}

func (w *rewriter) resetter(s *ast.ValueSpec) string {
	out := ""
	for i, id := range s.Names {
		v, ok := w.info.Defs[id].(*types.Var)
		if !ok || id.Name == "_" || !w.mutable(v) {
			continue
		}
		value := ""
		switch {
		case len(s.Values) == 0:
			value = "*new(" + w.emit(s.Type) + ")"
		case len(s.Values) == len(s.Names) && w.vars.again(s.Values[i]):
			value = w.emit(s.Values[i])
		default:
			continue
		}
		out += "func init() { " + rtName + ".OnReset(" + strconv.Quote(w.pkg.Path()) + ", " + strconv.Itoa(w.initOrder(v)) +
			", func() { " + id.Name + " = " + value + " }) }\n"
	}
	return out
}

// mutable says whether something can be different in v after a schedule.
func (w *rewriter) mutable(v *types.Var) bool {
	if w.vars.changed[v] || w.vars.taken[v] {
		return true
	}
	switch v.Type().Underlying().(type) {
	case *types.Basic, *types.Interface, *types.Signature:
		return false
	}
	return true
}

// known are functions of the standard library that only make something.
func known(info *types.Info, f ast.Expr) bool {
	sel, ok := ast.Unparen(f).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	obj := info.Uses[sel.Sel]
	if obj == nil || obj.Pkg() == nil || obj.Parent() != obj.Pkg().Scope() {
		return false
	}
	switch obj.Pkg().Path() + "." + obj.Name() {
	case "sync.NewCond", "context.Background", "context.TODO", "container/list.New", "errors.New", "fmt.Errorf", "fmt.Sprintf", "bytes.NewBufferString",
		"math/rand.New", "math/rand.NewSource":
		return true
	}
	return false
}

// initOrder is v's place in the order in which the package's variables are initialised; zero values come first.
func (w *rewriter) initOrder(v *types.Var) int {
	for i, in := range w.info.InitOrder {
		for _, l := range in.Lhs {
			if l == v {
				return i + 1
			}
		}
	}
	return 0
}
