package instrument

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// sliceOf returns the slice type of e, or nil if e is not a slice.
func (w *rewriter) sliceOf(e ast.Expr) *types.Slice {
	if tv := w.info.Types[e]; tv.IsNil() || tv.Value != nil || isTypeParam(w.typeOf(e)) {
		return nil
	}
	s, _ := w.typeOf(e).Underlying().(*types.Slice)
	return s
}

// appends marks the arguments of append and copy, because these functions write elements that other goroutines may access.
func (w *rewriter) appends(name string, e *ast.CallExpr) {
	if len(e.Args) < 2 || w.sliceOf(e.Args[0]) == nil {
		return
	}
	from := w.sliceOf(e.Args[1])
	switch {
	case name == "copy" && from != nil:
		w.replace(e.Fun, rtName+".Copy")
		w.wrap(e.Args[1], "", ", "+w.site())
	case name == "append" && e.Ellipsis.IsValid() && from != nil:
		w.replace(e.Fun, rtName+".Append")
		w.wrap(e.Args[0], "", ", "+w.site())
	case name == "append" && !e.Ellipsis.IsValid():
		w.wrap(e.Args[0], rtName+".Grow(", ", "+w.site()+", "+strconv.Itoa(len(e.Args)-1)+")")
	}
}

// rangeSlice rewrites a loop over a slice, so that each iteration reads one element.
func (w *rewriter) rangeSlice(n *ast.RangeStmt) string {
	s, i := w.temp(), w.temp()
	var names, values []string
	if !isBlank(n.Key) {
		names, values = append(names, w.target(n.Key)), append(values, i)
	}
	names = append(names, w.target(n.Value))
	values = append(values, rtName+".Read(&"+s+"["+i+"], "+w.site()+")")
	return "for " + s + ", " + i + " := " + w.emit(n.X) + ", 0; " + i + " < " + rtName + ".Size(" + s + "); " + i + "++ { " +
		strings.Join(names, ", ") + " " + n.Tok.String() + " " + strings.Join(values, ", ") + "; " + w.body(n.Body, w.loopWrites(n)) + " }"
}

// readsElements reports whether each iteration of a loop reads an element of a slice.
func (w *rewriter) readsElements(n *ast.RangeStmt) bool {
	return n.Value != nil && !isBlank(n.Value) && w.sliceOf(n.X) != nil && (!w.sharedLoopVars || n.Tok == token.ASSIGN || !w.capturedIn(n))
}

// wrapNamedResults marks the values of a return statement that are assigned to named results which goroutines may share.
func (w *rewriter) wrapNamedResults(n *ast.ReturnStmt) {
	if w.results == nil || w.results.Len() != len(n.Results) {
		return
	}
	for i, r := range n.Results {
		v := w.results.At(i)
		scope := w.pkg.Scope().Innermost(n.Pos())
		if v.Name() == "" || v.Name() == "_" || scope == nil || !w.vars.mayBeShared(v) {
			continue
		}
		if _, seen := scope.LookupParent(v.Name(), n.Pos()); seen == v {
			w.wrap(r, rtName+".Write(&"+v.Name()+", "+w.site()+").Result(", ")")
		}
	}
}
