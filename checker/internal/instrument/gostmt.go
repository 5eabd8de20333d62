package instrument

import (
	"fmt"
	"go/ast"
	"go/types"
	"path/filepath"
	"strconv"
	"strings"
)

// goStmt starts a goroutine through the scheduler. The function and the arguments are still evaluated in the go statement.
func (w *rewriter) goStmt(n *ast.GoStmt) string {
	call := n.Call
	name := strconv.Quote(w.goName(call))
	if lit, ok := unparen(call.Fun).(*ast.FuncLit); ok && len(call.Args) == 0 && lit.Type.Results.NumFields() == 0 {
		return rtName + ".Go(" + name + ", " + w.emit(call.Fun) + ")"
	}
	if w.info.Types[call.Fun].IsBuiltin() {
		return rtName + ".Go(" + name + ", func() { " + w.emit(call) + " })"
	}
	temps, fun := w.goFun(call)
	var args []string
	for _, a := range call.Args {
		args = append(args, w.goArg(a, &temps)...)
	}
	dots := ""
	if call.Ellipsis.IsValid() {
		dots = "..."
	}
	body := fun + "(" + strings.Join(args, ", ") + dots + ")"
	return "{ " + temps + rtName + ".Go(" + name + ", func() { " + body + " }) }"
}

// goFun returns the function to start. Unless it is a declared function or a literal, its value is stored in a temporary variable first.
func (w *rewriter) goFun(call *ast.CallExpr) (temps, fun string) {
	switch f := unparen(call.Fun).(type) {
	case *ast.FuncLit:
		return "", w.emit(f)
	case *ast.Ident:
		if _, plain := w.info.Uses[f].(*types.Func); plain {
			return "", w.emit(f)
		}
	case *ast.IndexExpr, *ast.IndexListExpr:
		return "", w.emit(f)
	case *ast.SelectorExpr:
		if w.info.Selections[f] == nil {
			return "", w.emit(f)
		}
	}
	if w.info.Types[call.Fun].IsType() {
		return "", w.emit(call.Fun)
	}
	t := w.temp()
	return t + " := " + w.emit(call.Fun) + "; ", t
}

// goArg returns an argument. Its value is stored in a temporary variable first. Constants and nil are not, so that they keep their type.
func (w *rewriter) goArg(a ast.Expr, temps *string) []string {
	tv := w.info.Types[a]
	if tv.Value != nil || tv.IsNil() || tv.IsType() {
		return []string{w.emit(a)}
	}
	n := 1
	if tuple, ok := tv.Type.(*types.Tuple); ok {
		n = tuple.Len()
	}
	var names []string
	for range n {
		names = append(names, w.temp())
	}
	*temps += strings.Join(names, ", ") + " := " + w.emit(a) + "; "
	return names
}

// goName returns a name for the goroutine, which is the name of the function that it runs.
func (w *rewriter) goName(call *ast.CallExpr) string {
	switch f := unparen(call.Fun).(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	case *ast.FuncLit:
		if name := w.soleCallee(f.Body); name != "" {
			return name
		}
	}
	if w.funcName == "" {
		return fmt.Sprintf("%s:%d", filepath.Base(w.fset.Position(call.Pos()).Filename), w.fset.Position(call.Pos()).Line)
	}
	return w.funcName
}

// soleCallee returns the name of the function of the package that a body calls, if the body does nothing else except defer. Otherwise it
// returns "".
func (w *rewriter) soleCallee(body *ast.BlockStmt) string {
	name := ""
	for _, s := range body.List {
		if _, deferred := s.(*ast.DeferStmt); deferred {
			continue
		}
		e, ok := s.(*ast.ExprStmt)
		if !ok || name != "" {
			return ""
		}
		call, ok := e.X.(*ast.CallExpr)
		if !ok {
			return ""
		}
		var id *ast.Ident
		switch f := call.Fun.(type) {
		case *ast.Ident:
			id = f
		case *ast.SelectorExpr:
			id = f.Sel
		default:
			return ""
		}
		if f := w.info.Uses[id]; f == nil || f.Pkg() == nil || !w.instrumented[f.Pkg().Path()] && f.Pkg() != w.pkg {
			return ""
		}
		name = id.Name
	}
	return name
}
