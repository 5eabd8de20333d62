package instrument

import (
	"go/ast"
	"go/types"
	"strings"

	"sharedmap-workshop/checker/explore/rt"
)

// isTest reports whether n is a test function.
func (w *rewriter) isTest(n *ast.FuncDecl) bool {
	if n.Recv != nil || n.Body == nil || !strings.HasPrefix(n.Name.Name, "Test") || n.Type.Params.NumFields() != 1 {
		return false
	}
	return isTestingT(w.typeOf(n.Type.Params.List[0].Type)) && strings.HasSuffix(w.fset.Position(n.Pos()).Filename, "_test.go")
}

func isTestingT(t types.Type) bool {
	p, ok := t.(*types.Pointer)
	if !ok {
		return false
	}
	n, ok := types.Unalias(p.Elem()).(*types.Named)
	return ok && n.Obj().Name() == "T" && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "testing"
}

// testFunc rewrites a test so that it explores its body, which becomes a function of its own.
func (w *rewriter) testFunc(n *ast.FuncDecl) string {
	w.used[exploreName] = true
	name := n.Name.Name
	real := w.raw(n.Type.Params.List[0].Type)
	if i := strings.LastIndexByte(real, '*'); i >= 0 {
		real = real[i:]
	}
	return "func " + name + "(t " + real + ") { " + exploreName + ".Test(t, " + rt.BodyPrefix + name + ") }; func " + rt.BodyPrefix + name +
		w.span(n, n.Name.End(), n.End())
}

// wantsRealT reports whether a call passes a *testing.T, which is the explorer's T here, to a function of an uninstrumented package.
func (w *rewriter) wantsRealT(e *ast.CallExpr) bool {
	for i := range e.Args {
		if w.realArg(e, i) || w.realFunc(e, i) {
			return true
		}
	}
	return false
}

// realArg reports whether the i-th argument of a call is a *testing.T for a function of an uninstrumented package.
func (w *rewriter) realArg(e *ast.CallExpr, i int) bool {
	sig, ok := w.typeOf(e.Fun).Underlying().(*types.Signature)
	if !ok || i >= sig.Params().Len() || !isTestingT(w.typeOf(e.Args[i])) {
		return false
	}
	sel, ok := unparen(e.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	obj := w.info.Uses[sel.Sel]
	return obj != nil && obj.Pkg() != nil && !w.instrumented[obj.Pkg().Path()] && obj.Pkg().Path() != "testing/synctest" && isTestingT(sig.Params().At(i).Type())
}

// realFunc reports whether the i-th argument of a call of an uninstrumented package is a function with a *testing.T parameter.
func (w *rewriter) realFunc(e *ast.CallExpr, i int) bool {
	sig, ok := w.typeOf(e.Fun).Underlying().(*types.Signature)
	sel, is := unparen(e.Fun).(*ast.SelectorExpr)
	if !ok || !is || i >= sig.Params().Len() {
		return false
	}
	obj := w.info.Uses[sel.Sel]
	if obj == nil || obj.Pkg() == nil || w.instrumented[obj.Pkg().Path()] || strings.HasPrefix(obj.Pkg().Path(), "testing") {
		return false
	}
	f, ok := sig.Params().At(i).Type().Underlying().(*types.Signature)
	return ok && f.Params().Len() > 0 && isTestingT(f.Params().At(0).Type())
}

// realParam returns the parameter of the literal n for which uninstrumented code passes a *testing.T, or nil.
func (w *rewriter) realParam(n *ast.FuncLit) *ast.Ident {
	if !w.tests || !w.inFuzz || n.Type.Params == nil {
		return nil
	}
	for _, field := range n.Type.Params.List {
		if isTestingT(w.typeOf(field.Type)) && len(field.Names) == 1 && field.Names[0].Name != "_" {
			return field.Names[0]
		}
	}
	return nil
}

// rebindT returns the literal n with a real *testing.T parameter. In its body the parameter's name denotes the explorer's T.
func (w *rewriter) rebindT(n *ast.FuncLit, t *ast.Ident) string {
	real := w.temp()
	w.replace(t, real)
	head := w.span(n, n.Pos(), n.Body.Lbrace+1)
	defer func() { w.inFuzz = true }()
	w.inFuzz = false
	w.used[exploreName] = true
	return head + " " + t.Name + " := " + exploreName + ".Of(" + real + "); _ = " + t.Name + "; " + w.span(n, n.Body.Lbrace+1, n.End())
}

// takesOnlyT reports whether e is a function with a *testing.T as its only parameter, and not a literal.
func (w *rewriter) takesOnlyT(e ast.Expr) bool {
	_, literal := unparen(e).(*ast.FuncLit)
	sig, ok := w.typeOf(e).Underlying().(*types.Signature)
	return ok && !literal && sig.Params().Len() == 1 && sig.Results().Len() == 0 && isTestingT(sig.Params().At(0).Type())
}

// withRealT returns the call with the *testing.T of the schedule's bubble.
func (w *rewriter) withRealT(e *ast.CallExpr) string {
	var args []string
	for i, a := range e.Args {
		outer := w.inFuzz
		w.inFuzz = outer || w.realFunc(e, i)
		s := w.emit(a)
		w.inFuzz = outer
		switch {
		case w.realArg(e, i):
			s = "(" + s + ").T"
		case w.realFunc(e, i) && w.takesOnlyT(a):
			w.used[exploreName] = true
			s = exploreName + ".Real(" + s + ")"
		}
		args = append(args, s)
	}
	return w.emit(e.Fun) + "(" + strings.Join(args, ", ") + ")"
}
