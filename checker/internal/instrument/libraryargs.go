package instrument

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strings"

	"sharedmap-workshop/checker/explore/rt"
)

// wrapping is text to put before and after an expression, or in place of it.
type wrapping struct{ before, after, instead string }

// deepReaders are functions of the standard library that read everything that their arguments refer to. (fmt's functions do not follow all
// pointers.)
var deepReaders = map[string]bool{"reflect.DeepEqual": true, "encoding/json.Marshal": true, "encoding/json.MarshalIndent": true}

// wrapLibraryArgs marks the arguments of a call of the standard library that the called function reads or changes without scheduling
// points.
func (w *rewriter) wrapLibraryArgs(e *ast.CallExpr) {
	f := w.libraryFunc(e)
	if f == nil || e.Ellipsis.IsValid() || retainsArguments(f.Name()) {
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
		case prints && !w.pointersOnly(e) && hasReferences(t), deepReaders[name] && hasReferences(t):
			w.wrap(a, rtName+".ReadDeep(", ", "+w.siteOf(a)+", "+boolText(deepReaders[name])+", false)")
		case sorts && i == 0 && hasReferences(t):
			w.wrap(a, rtName+".ReadDeep(", ", "+w.siteOf(a)+", false, true)")
		}
	}
}

// wrap marks e to be written with text before and after it.
func (w *rewriter) wrap(e ast.Expr, before, after string) {
	w.wrappings[e] = wrapping{before: before, after: after}
}

// replace marks e to be written as text.
func (w *rewriter) replace(e ast.Expr, text string) { w.wrappings[e] = wrapping{instead: text} }

// rewriteWrapped rewrites an expression that was marked with wrap or replace.
func (w *rewriter) rewriteWrapped(n ast.Node) (string, bool) {
	e, ok := n.(ast.Expr)
	if !ok {
		return "", false
	}
	a, ok := w.wrappings[e]
	if !ok {
		return "", false
	}
	delete(w.wrappings, e)
	if a.instead != "" {
		return a.instead, true
	}
	return a.before + w.emit(e) + a.after, true
}

// libraryFunc returns the function or method of the standard library that e calls, or nil.
func (w *rewriter) libraryFunc(e *ast.CallExpr) *types.Func {
	sel, ok := unparen(e.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	f, ok := w.info.Uses[sel.Sel].(*types.Func)
	if !ok || f.Pkg() == nil || !argumentReaders[f.Pkg().Path()] {
		return nil
	}
	return f
}

// argumentReaders are the packages of the standard library whose functions use their arguments before they return.
var argumentReaders = words(`fmt log testing io io/ioutil bufio bytes strings reflect sort slices encoding/json encoding/binary encoding/gob
	encoding/csv encoding/xml text/template text/tabwriter`)

// retainsArguments reports whether a function only stores its arguments for later.
func retainsArguments(name string) bool {
	switch name {
	case "MultiReader", "MultiWriter", "TeeReader", "LimitReader", "Reset":
		return true
	}
	return strings.HasPrefix(name, "New") || strings.HasPrefix(name, "Set")
}

// constant reports whether a needs no wrapping: it is a constant, nil, a type, a tuple, or of a type parameter.
func (w *rewriter) constant(a ast.Expr) bool {
	tv := w.info.Types[a]
	_, tuple := tv.Type.(*types.Tuple)
	return tv.Value != nil || tv.IsNil() || tv.IsType() || tuple || isTypeParam(w.typeOf(a))
}

// pointersOnly reports whether a format asks for addresses or types, and not for the values behind pointers.
func (w *rewriter) pointersOnly(e *ast.CallExpr) bool {
	for _, a := range e.Args {
		if v := w.info.Types[a].Value; v != nil && v.Kind() == constant.String {
			s := constant.StringVal(v)
			return strings.Contains(s, "%p") || strings.Contains(s, "%T")
		}
	}
	return false
}

// hasReferences reports whether values of t may refer to other memory.
func hasReferences(t types.Type) bool {
	switch t.(type) {
	case *types.Pointer, *types.Map, *types.Slice, *types.Struct, *types.Interface:
		return true
	}
	return false
}

// unsafePointer reports whether a is a pointer to a type of the standard library that is not safe for concurrent use.
func (w *rewriter) unsafePointer(a ast.Expr) bool {
	p, ok := w.typeOf(a).Underlying().(*types.Pointer)
	return ok && unsafeType(p.Elem())
}

// unsafeType reports whether t is a type of the standard library that is not safe for concurrent use.
func unsafeType(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && rt.Unsafe(n.Obj().Pkg().Path(), n.Obj().Name())
}

// libraryInterface reports whether the type of a is an interface of the standard library for readers, writers or random sources.
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

// unsafeReceiver returns the operand of a method call on such a type or interface. The call counts as an access to the whole value.
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
