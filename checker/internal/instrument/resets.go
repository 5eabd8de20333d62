package instrument

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"sharedmap-workshop/checker/explore/rt"
)

// resetters returns code that registers functions which set the file's package variables to their initial values. So one schedule does not
// see what an earlier one has left in them.
func (w *rewriter) resetters() string {
	out := ""
	for _, d := range w.file.Decls {
		gen, ok := d.(*ast.GenDecl)
		if !ok || gen.Tok != token.VAR {
			continue
		}
		for _, s := range gen.Specs {
			if v := s.(*ast.ValueSpec); !embedded(gen.Doc) && !embedded(v.Doc) {
				out += w.resetter(v)
			}
		}
	}
	return out
}

// embedded reports whether the go command sets the variable (//go:embed).
func embedded(doc *ast.CommentGroup) bool {
	if doc == nil {
		return false
	}
	for _, c := range doc.List {
		if strings.HasPrefix(c.Text, "//go:embed ") {
			return true
		}
	}
	return false
}

// resetter returns the code for the variables of one declaration.
func (w *rewriter) resetter(s *ast.ValueSpec) string {
	if w.plan.restored[varsKey(w.pkg.Path(), w.fset.Position(s.Pos()).String())] {
		return w.restoreMemory(s)
	}
	switch {
	case len(s.Values) == 0:
		out := ""
		for _, id := range s.Names {
			if v := w.declaredVar(id); v != nil && w.mutable(v, nil) {
				out += w.onReset(0, id.Name+" = *new("+w.emit(s.Type)+")")
			}
		}
		return out
	case len(s.Values) == len(s.Names):
		out := ""
		for i, id := range s.Names {
			out += w.resetOne(s, id, s.Values[i])
		}
		return out
	}
	return w.resetMany(s)
}

// resetOne returns code that sets one variable to its initial value.
func (w *rewriter) resetOne(s *ast.ValueSpec, id *ast.Ident, value ast.Expr) string {
	v, ok := w.info.Defs[id].(*types.Var)
	if !ok || (id.Name == "_" || !w.mutable(v, value)) && !w.callsInstrumented(value) {
		return ""
	}
	to := id.Name
	if to == "_" && s.Type != nil {
		to = "var _ " + w.emit(s.Type)
	}
	return w.onReset(w.initOrder(v), to+" =\n"+w.lineDirective(value)+w.emit(value))
}

// resetMany returns code that sets several variables to the results of one call.
func (w *rewriter) resetMany(s *ast.ValueSpec) string {
	var names []string
	needed := w.callsInstrumented(s.Values[0])
	order := 0
	for _, id := range s.Names {
		names = append(names, id.Name)
		if v, ok := w.info.Defs[id].(*types.Var); ok {
			needed = needed || id.Name != "_" && w.mutable(v, s.Values[0])
			order = max(order, w.initOrder(v))
		}
	}
	if !needed {
		return ""
	}
	return w.onReset(order, strings.Join(names, ", ")+" =\n"+w.lineDirective(s.Values[0])+w.emit(s.Values[0]))
}

// onReset returns code that registers a function to call before each schedule.
func (w *rewriter) onReset(order int, code string) string {
	return "func init() { " + rtName + ".OnReset(" + strconv.Quote(w.pkg.Path()) + ", " + strconv.Itoa(order) + ", func() { " + code + " }) }\n"
}

// restoreMemory returns code that saves and restores the memory of variables.
func (w *rewriter) restoreMemory(s *ast.ValueSpec) string {
	out := ""
	for _, id := range s.Names {
		if v := w.declaredVar(id); v != nil {
			out += "func init() { " + rtName + ".Keep(" + strconv.Quote(w.pkg.Path()) + ", &" + id.Name + ") }\n"
		}
	}
	return out
}

// lineDirective returns a //line directive, so that the code after it has the position of n.
func (w *rewriter) lineDirective(n ast.Node) string {
	p := w.fset.Position(n.Pos())
	return fmt.Sprintf("//line %s:%d\n", p.Filename, p.Line)
}

// declaredVar returns the variable that id declares, or nil for the blank identifier.
func (w *rewriter) declaredVar(id *ast.Ident) *types.Var {
	if id.Name == "_" {
		return nil
	}
	v, _ := w.info.Defs[id].(*types.Var)
	return v
}

// callsInstrumented reports whether the evaluation of e may call functions of the build's packages, which may change something.
func (w *rewriter) callsInstrumented(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && !w.info.Types[call.Fun].IsType() && !w.info.Types[call.Fun].IsBuiltin() {
			f := calledFunc(w.info, call)
			found = found || f == nil || f.Pkg() == nil || w.plan.packages[f.Pkg().Path()] && !w.vars.isPureConstructor(f)
		}
		return !found
	})
	return found
}

// mutable reports whether a schedule can change v, or something that v refers to. value is the expression with which v is initialised.
func (w *rewriter) mutable(v *types.Var, value ast.Expr) bool {
	if w.vars.changed[v] || w.vars.addressed[v] || w.plan.changed[v.Pkg().Path()+"."+v.Name()] {
		return true
	}
	switch t := v.Type().Underlying().(type) {
	case *types.Basic:
		return false
	case *types.Signature:
		_, made := value.(*ast.CallExpr) // a closure that a function returned may have state
		return made
	case *types.Interface:
		return value != nil && !types.Implements(v.Type(), types.Universe.Lookup("error").Type().Underlying().(*types.Interface)) && !immutable[typeName(v.Type())]
	case *types.Pointer:
		return !immutable[typeName(t)]
	}
	return !immutable[typeName(v.Type())]
}

// immutable are types of the standard library whose values do not change.
var immutable = words(`regexp.Regexp text/template.Template html/template.Template time.Location time.Time strings.Replacer reflect.Type reflect.Value
	encoding/base64.Encoding encoding/base32.Encoding hash/crc32.Table unicode.RangeTable net/url.URL net/netip.Addr net/netip.Prefix`)

// isKnownConstructor reports whether f is one of the standard library's functions that only create a value.
func isKnownConstructor(info *types.Info, f ast.Expr) bool {
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

// initOrder returns the position of v in the order in which the package's variables are initialised. A variable with the zero value has
// position 0.
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

// initFuncOrder is the position of a package's init functions. It is after all variables. Init functions keep the order in which they
// register.
const initFuncOrder = 1 << 30

// initFunc returns an init function that registers itself, so that it is called again before each schedule.
func (w *rewriter) initFunc(n *ast.FuncDecl) (string, bool) {
	fn, ok := w.info.Defs[n.Name].(*types.Func)
	if !ok || n.Recv != nil || n.Name.Name != "init" || n.Body == nil || w.plan.restored[funcKey(w.fset.Position(n.Pos()).String(), fn, n)] {
		return "", false
	}
	name := rt.BodyPrefix + "init_" + w.site()
	return "func init() { " + rtName + ".OnReset(" + strconv.Quote(w.pkg.Path()) + ", " + strconv.Itoa(initFuncOrder) + ", " + name + "); " + name + "() }; func " +
		name + w.span(n, n.Name.End(), n.End()), true
}
