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

// resetters is code that registers how the file's package variables are given again the values that they begin with, so
// that what one schedule leaves in them is not there in the next.
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

// embedded reports whether the go command gives a variable its value.
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

func (w *rewriter) resetter(s *ast.ValueSpec) string {
	if w.begin.kept[varsKey(w.pkg.Path(), w.fset.Position(s.Pos()).String())] {
		return w.keepMemory(s)
	}
	switch {
	case len(s.Values) == 0:
		out := ""
		for _, id := range s.Names {
			if v := w.defined(id); v != nil && w.mutable(v, nil) {
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

// resetOne gives one variable its value again.
func (w *rewriter) resetOne(s *ast.ValueSpec, id *ast.Ident, value ast.Expr) string {
	v, ok := w.info.Defs[id].(*types.Var)
	if !ok || (id.Name == "_" || !w.mutable(v, value)) && !w.callsOwn(value) {
		return ""
	}
	to := id.Name
	if to == "_" && s.Type != nil {
		to = "var _ " + w.emit(s.Type)
	}
	return w.onReset(w.initOrder(v), to+" =\n"+w.lineOf(value)+w.emit(value))
}

// resetMany gives several variables the results of one call again.
func (w *rewriter) resetMany(s *ast.ValueSpec) string {
	var names []string
	needed := w.callsOwn(s.Values[0])
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
	return w.onReset(order, strings.Join(names, ", ")+" =\n"+w.lineOf(s.Values[0])+w.emit(s.Values[0]))
}

func (w *rewriter) onReset(order int, code string) string {
	return "func init() { " + rtName + ".OnReset(" + strconv.Quote(w.pkg.Path()) + ", " + strconv.Itoa(order) + ", func() { " + code + " }) }\n"
}

// keepMemory puts the memory of variables back.
func (w *rewriter) keepMemory(s *ast.ValueSpec) string {
	out := ""
	for _, id := range s.Names {
		if v := w.defined(id); v != nil {
			out += "func init() { " + rtName + ".Keep(" + strconv.Quote(w.pkg.Path()) + ", &" + id.Name + ") }\n"
		}
	}
	return out
}

// lineOf makes what follows count as the lines that it was copied from.
func (w *rewriter) lineOf(n ast.Node) string {
	p := w.fset.Position(n.Pos())
	return fmt.Sprintf("//line %s:%d\n", p.Filename, p.Line)
}

// defined is the variable that id declares; nil for the blank one.
func (w *rewriter) defined(id *ast.Ident) *types.Var {
	if id.Name == "_" {
		return nil
	}
	v, _ := w.info.Defs[id].(*types.Var)
	return v
}

// callsOwn reports whether evaluating e may call functions of the build's packages, which may change something.
func (w *rewriter) callsOwn(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && !w.info.Types[call.Fun].IsType() && !w.info.Types[call.Fun].IsBuiltin() {
			f := calledFunc(w.info, call)
			found = found || f == nil || f.Pkg() == nil || w.begin.own[f.Pkg().Path()] && !w.vars.maker(f)
		}
		return !found
	})
	return found
}

// mutable reports whether something can be different in v, which begins with value, after a schedule.
func (w *rewriter) mutable(v *types.Var, value ast.Expr) bool {
	if w.vars.changed[v] || w.vars.taken[v] || w.begin.changed[v.Pkg().Path()+"."+v.Name()] {
		return true
	}
	switch t := v.Type().Underlying().(type) {
	case *types.Basic:
		return false
	case *types.Signature:
		_, made := value.(*ast.CallExpr) // a function that something has made may remember
		return made
	case *types.Interface:
		return value != nil && !types.Implements(v.Type(), types.Universe.Lookup("error").Type().Underlying().(*types.Interface)) && !immutable[typeName(v.Type())]
	case *types.Pointer:
		return !immutable[typeName(t)]
	}
	return !immutable[typeName(v.Type())]
}

// immutable are types of the library whose values do not change.
var immutable = words(`regexp.Regexp text/template.Template html/template.Template time.Location time.Time strings.Replacer reflect.Type reflect.Value
	encoding/base64.Encoding encoding/base32.Encoding hash/crc32.Table unicode.RangeTable net/url.URL net/netip.Addr net/netip.Prefix`)

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

// lastOrder is the place of a package's init functions: after all variables, in the order in which they register.
const lastOrder = 1 << 30

// initFunc is an init function that registers itself, so that it is called again before each schedule.
func (w *rewriter) initFunc(n *ast.FuncDecl) (string, bool) {
	fn, ok := w.info.Defs[n.Name].(*types.Func)
	if !ok || n.Recv != nil || n.Name.Name != "init" || n.Body == nil || w.begin.kept[funcKey(w.fset.Position(n.Pos()).String(), fn, n)] {
		return "", false
	}
	name := rt.BodyPrefix + "init_" + w.site()
	return "func init() { " + rtName + ".OnReset(" + strconv.Quote(w.pkg.Path()) + ", " + strconv.Itoa(lastOrder) + ", " + name + "); " + name + "() }; func " +
		name + w.span(n, n.Name.End(), n.End()), true
}
