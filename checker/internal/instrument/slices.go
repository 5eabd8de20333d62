package instrument

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// sliceOf is the slice type of e, nil where it is none.
func (w *rewriter) sliceOf(e ast.Expr) *types.Slice {
	if tv := w.info.Types[e]; tv.IsNil() || tv.Value != nil || isTypeParam(w.typeOf(e)) {
		return nil
	}
	s, _ := w.typeOf(e).Underlying().(*types.Slice)
	return s
}

// appends marks what changes in append and copy of slices: they write elements that others may see.
func (w *rewriter) appends(name string, e *ast.CallExpr) {
	if len(e.Args) < 2 || w.sliceOf(e.Args[0]) == nil {
		return
	}
	from := w.sliceOf(e.Args[1])
	switch {
	case name == "copy" && from != nil:
		w.instead(e.Fun, rtName+".Copy")
		w.wrap(e.Args[1], "", ", "+w.site())
	case name == "append" && e.Ellipsis.IsValid() && from != nil:
		w.instead(e.Fun, rtName+".Append")
		w.wrap(e.Args[0], "", ", "+w.site())
	case name == "append" && !e.Ellipsis.IsValid():
		w.wrap(e.Args[0], rtName+".Grow(", ", "+w.site()+", "+strconv.Itoa(len(e.Args)-1)+")")
	}
}

// rangeSlice reads one element a round.
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

// readsElements says whether a loop's rounds read the elements of a slice, one each.
func (w *rewriter) readsElements(n *ast.RangeStmt) bool {
	return n.Value != nil && !isBlank(n.Value) && w.sliceOf(n.X) != nil && (!w.old || n.Tok == token.ASSIGN || !w.capturedIn(n))
}

// results marks what return gives to results that have names and that others may see.
func (w *rewriter) results(n *ast.ReturnStmt) {
	if w.result == nil || w.result.Len() != len(n.Results) {
		return
	}
	for i, r := range n.Results {
		v := w.result.At(i)
		scope := w.pkg.Scope().Innermost(n.Pos())
		if v.Name() == "" || v.Name() == "_" || scope == nil || !w.vars.may(v) {
			continue
		}
		if _, seen := scope.LookupParent(v.Name(), n.Pos()); seen == v {
			w.wrap(r, rtName+".Write(&"+v.Name()+", "+w.site()+").Result(", ")")
		}
	}
}
