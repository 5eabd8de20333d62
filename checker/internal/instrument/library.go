package instrument

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strings"

	"sharedmap-workshop/checker/explore/rt"
)

// around is what is put before and after an expression, or in its place.
type around struct{ before, after, instead string }

// lookers are functions of the library that look into what they are given, deeply or as fmt does.
var lookers = map[string]bool{"reflect.DeepEqual": true, "encoding/json.Marshal": true, "encoding/json.MarshalIndent": true}

// intoArgs marks the arguments of a call into the library that it reads or changes behind the scheduler's back.
func (w *rewriter) intoArgs(e *ast.CallExpr) {
	f := w.libraryFunc(e)
	if f == nil || e.Ellipsis.IsValid() || keeping(f.Name()) {
		return
	}
	name := f.Pkg().Path() + "." + f.Name()
	prints := f.Pkg().Path() == "fmt" || f.Pkg().Path() == "log" || f.Pkg().Path() == "testing"
	sorts := f.Pkg().Path() == "sort" || strings.HasPrefix(name, "slices.Sort")
	for i, a := range e.Args {
		switch t := w.typeOf(a).Underlying(); {
		case w.constant(a):
		case w.unsafePointer(a), w.libraryInterface(a):
			w.wrap(a, rtName+".AccessInterface(", ", "+w.siteOf(a)+`, "")`)
		case prints && !w.pointersOnly(e) && looksInto(t), lookers[name] && looksInto(t):
			w.wrap(a, rtName+".ReadDeep(", ", "+w.siteOf(a)+", "+boolText(lookers[name])+", false)")
		case sorts && i == 0 && looksInto(t):
			w.wrap(a, rtName+".ReadDeep(", ", "+w.siteOf(a)+", false, true)")
		}
	}
}

func (w *rewriter) wrap(e ast.Expr, before, after string) {
	w.arounds[e] = around{before: before, after: after}
}

func (w *rewriter) instead(e ast.Expr, text string) { w.arounds[e] = around{instead: text} }

// rewriteAround rewrites an expression that was marked.
func (w *rewriter) rewriteAround(n ast.Node) (string, bool) {
	e, ok := n.(ast.Expr)
	if !ok {
		return "", false
	}
	a, ok := w.arounds[e]
	if !ok {
		return "", false
	}
	delete(w.arounds, e)
	if a.instead != "" {
		return a.instead, true
	}
	return a.before + w.emit(e) + a.after, true
}

// libraryFunc is the function or method of the standard library that e calls.
func (w *rewriter) libraryFunc(e *ast.CallExpr) *types.Func {
	sel, ok := unparen(e.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	f, ok := w.info.Uses[sel.Sel].(*types.Func)
	if !ok || f.Pkg() == nil || !touching[f.Pkg().Path()] {
		return nil
	}
	return f
}

// touching are the packages of the library whose functions use at once what they are given.
var touching = words(`fmt log testing io io/ioutil bufio bytes strings reflect sort slices encoding/json encoding/binary encoding/gob
	encoding/csv encoding/xml text/template text/tabwriter`)

// keeping says whether a function only keeps what it is given, for later.
func keeping(name string) bool {
	switch name {
	case "MultiReader", "MultiWriter", "TeeReader", "LimitReader", "Reset":
		return true
	}
	return strings.HasPrefix(name, "New") || strings.HasPrefix(name, "Set")
}

func (w *rewriter) constant(a ast.Expr) bool {
	tv := w.info.Types[a]
	_, tuple := tv.Type.(*types.Tuple)
	return tv.Value != nil || tv.IsNil() || tv.IsType() || tuple || isTypeParam(w.typeOf(a))
}

// pointersOnly says whether a format asks for addresses or types and not for what is behind them.
func (w *rewriter) pointersOnly(e *ast.CallExpr) bool {
	for _, a := range e.Args {
		if v := w.info.Types[a].Value; v != nil && v.Kind() == constant.String {
			s := constant.StringVal(v)
			return strings.Contains(s, "%p") || strings.Contains(s, "%T")
		}
	}
	return false
}

// looksInto says whether values of t lead to more.
func looksInto(t types.Type) bool {
	switch t.(type) {
	case *types.Pointer, *types.Map, *types.Slice, *types.Struct, *types.Interface:
		return true
	}
	return false
}

// unsafePointer says whether a is a pointer to a library type that is not safe for several goroutines.
func (w *rewriter) unsafePointer(a ast.Expr) bool {
	p, ok := w.typeOf(a).Underlying().(*types.Pointer)
	return ok && unsafeType(p.Elem())
}

func unsafeType(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && rt.Unsafe(n.Obj().Pkg().Path(), n.Obj().Name())
}

// libraryInterface says whether a is of an interface that the library declares for readers, writers and the like.
func (w *rewriter) libraryInterface(a ast.Expr) bool {
	n, ok := types.Unalias(w.typeOf(a)).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || !types.IsInterface(n) {
		return false
	}
	switch n.Obj().Pkg().Path() {
	case "io", "math/rand", "math/rand/v2":
		return true
	}
	return false
}

// unsafeReceiver is what a method of such a type or interface is called on, as an access to all of it.
func (w *rewriter) unsafeReceiver(e *ast.SelectorExpr) (string, bool) {
	t := w.typeOf(e.X)
	site := func() string { return ", " + w.siteOf(e.X) }
	switch {
	case w.unsafePointer(e.X):
		return rtName + ".Access(" + w.emit(e.X) + site() + ", " + boolText(!rt.Reads(e.Sel.Name)) + ")", true
	case unsafeType(t) && w.info.Types[e.X].Addressable():
		return rtName + ".Access(&" + w.place(e.X) + site() + ", " + boolText(!rt.Reads(e.Sel.Name)) + ")", true
	case w.libraryInterface(e.X):
		return rtName + ".AccessInterface(" + w.emit(e.X) + site() + `, "` + e.Sel.Name + `")`, true
	}
	return "", false
}

func boolText(b bool) string {
	if b {
		return "true"
	}
	return "false"
}
