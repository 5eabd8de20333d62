package instrument

import (
	"go/ast"
	"go/types"
	"strings"

	"sharedmap-workshop/checker/explore/rt"
)

// isTest says whether n is a test function.
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

// testFunc makes a test explore its body, which becomes a function of its own.
func (w *rewriter) testFunc(n *ast.FuncDecl) string {
	w.used[exploreName] = true
	name := n.Name.Name
	real := w.raw(n.Type.Params.List[0].Type)
	if i := strings.LastIndexByte(real, '*'); i >= 0 {
		real = real[i:]
	}
	return "func " + name + "(t " + real + ") { " + exploreName + ".Test(t, " + rt.Body + name + ") }; func " + rt.Body + name +
		w.span(n, n.Name.End(), n.End())
}

// wantsRealT says whether a function elsewhere takes a *testing.T that is the explorer's here.
func (w *rewriter) wantsRealT(e *ast.CallExpr) bool {
	for i := range e.Args {
		if w.realArg(e, i) || w.realFunc(e, i) {
			return true
		}
	}
	return false
}

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

// realFunc says whether a function elsewhere wants a function of a *testing.T.
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

// withRealT is the call with the T of the schedule's bubble.
func (w *rewriter) withRealT(e *ast.CallExpr) string {
	var args []string
	for i, a := range e.Args {
		outer := w.inFuzz
		w.inFuzz = outer || w.realFunc(e, i)
		s := w.emit(a)
		w.inFuzz = outer
		if w.realArg(e, i) {
			s = "(" + s + ").T"
		}
		args = append(args, s)
	}
	return w.emit(e.Fun) + "(" + strings.Join(args, ", ") + ")"
}
