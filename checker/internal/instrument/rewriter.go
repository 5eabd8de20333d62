package instrument

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"sort"
	"strconv"
	"strings"
)

// The local names of package rt and package explore in a rewritten file.
const (
	rtName      = "explore_rt_"
	exploreName = "explore_"
)

// rewriter inserts scheduling points into the source of one file. It edits the text, so that line numbers do not change.
type rewriter struct {
	fset           *token.FileSet
	file           *ast.File
	src            []byte
	info           *types.Info
	pkg            *types.Package
	vars           *sharing
	plan           *initPlan
	sites          *int // the number of memory accesses so far, over all files of a build
	temps          int
	names          []string        // the names of the accessed variables, by access number
	used           map[string]bool // the shims to import
	keep           map[string]string
	tests          bool // testing.T becomes explore.T, and each test is explored
	sharedLoopVars bool // the iterations of a loop share its variables
	inline         map[ast.Stmt]bool
	branchExits    map[ast.Stmt]bool
	instrumented   map[string]bool // the packages that get scheduling points
	inFuzz         bool
	funcName       string       // the name of the enclosing function
	results        *types.Tuple // the results of the enclosing function or literal
	wrappings      map[ast.Expr]wrapping
}

// site returns the number of the next access.
func (w *rewriter) site() string {
	*w.sites++
	return fmt.Sprint(*w.sites)
}

// siteOf returns the number of the next access, which accesses e. It records the source text of e, so that a finding can name the variable.
func (w *rewriter) siteOf(e ast.Expr) string {
	n := w.site()
	if name := w.raw(unparen(e)); len(name) <= maxNameLength && !strings.ContainsAny(name, "\n\t") {
		w.names = append(w.names, n+": "+strconv.Quote(name))
	}
	return n
}

// maxNameLength is the maximum length of a variable's name in a finding.
const maxNameLength = 40

// siteNames returns code that registers the names of the accessed variables.
func (w *rewriter) siteNames() string {
	if len(w.names) == 0 {
		return ""
	}
	return "func init() { " + rtName + ".Names(map[uint32]string{" + strings.Join(w.names, ", ") + "}) }\n"
}

// temp returns a new name for a temporary variable.
func (w *rewriter) temp() string {
	w.temps++
	return fmt.Sprintf("explore_%d_", w.temps)
}

func (w *rewriter) offset(p token.Pos) int { return w.fset.Position(p).Offset }

// text returns the source of a node with everything below it rewritten. The node itself is not rewritten.
func (w *rewriter) text(n ast.Node) string {
	return w.span(n, n.Pos(), n.End())
}

// edit replaces a range of the source by text.
type edit struct {
	from, to int
	text     string
}

// span returns the source from one position to another below n, rewritten.
func (w *rewriter) span(n ast.Node, from, to token.Pos) string {
	var edits []edit
	ast.Inspect(n, func(c ast.Node) bool {
		if c == nil || c == n {
			return true
		}
		if c.End() <= from || c.Pos() >= to {
			return false
		}
		if s, ok := w.rewrite(c); ok {
			edits = append(edits, edit{w.offset(c.Pos()), w.offset(c.End()), s})
			return false
		}
		return true
	})
	return w.splice(w.offset(from), w.offset(to), edits)
}

// splice returns the source between two offsets with the edits applied.
func (w *rewriter) splice(from, to int, edits []edit) string {
	sort.SliceStable(edits, func(i, j int) bool { return edits[i].from < edits[j].from })
	var b strings.Builder
	for _, e := range edits {
		b.Write(w.src[from:e.from])
		b.WriteString(e.text)
		from = e.to
	}
	b.Write(w.src[from:to])
	return b.String()
}

// emit returns the rewritten node.
func (w *rewriter) emit(n ast.Node) string {
	if s, ok := w.rewrite(n); ok {
		return s
	}
	return w.text(n)
}

// raw returns the source of a node, unchanged.
func (w *rewriter) raw(n ast.Node) string {
	return string(w.src[w.offset(n.Pos()):w.offset(n.End())])
}

// rewrite returns the replacement of n, or false if n stays and only its parts are rewritten.
func (w *rewriter) rewrite(n ast.Node) (string, bool) {
	if s, ok := w.rewriteWrapped(n); ok {
		return s, true
	}
	switch n := n.(type) {
	case *ast.FuncDecl:
		return w.funcDecl(n)
	case ast.Stmt:
		return w.stmt(n)
	case *ast.ValueSpec:
		return w.valueSpec(n)
	case *ast.KeyValueExpr:
		return w.keyValue(n)
	case ast.Expr:
		return w.expr(n)
	}
	return "", false
}

// keyValue keeps the field names of a struct literal.
func (w *rewriter) keyValue(n *ast.KeyValueExpr) (string, bool) {
	id, ok := n.Key.(*ast.Ident)
	if !ok {
		return "", false
	}
	if v, ok := w.info.Uses[id].(*types.Var); ok && v.IsField() {
		return w.raw(id) + w.between(id, n.Value) + w.emit(n.Value), true
	}
	return "", false
}

// between returns the source between two nodes, unchanged.
func (w *rewriter) between(a, b ast.Node) string {
	return string(w.src[w.offset(a.End()):w.offset(b.Pos())])
}

func (w *rewriter) funcDecl(n *ast.FuncDecl) (string, bool) {
	outer := w.funcName
	defer func() { w.funcName, w.inFuzz, w.results = outer, false, nil }()
	w.funcName, w.results = n.Name.Name, resultsOf(w.info.TypeOf(n.Name))
	w.inFuzz = strings.HasPrefix(n.Name.Name, "Fuzz")
	if w.tests && w.isTest(n) {
		return w.testFunc(n), true
	}
	if s, ok := w.initFunc(n); ok {
		return s, true
	}
	return w.text(n), true
}

// funcLit rewrites a function literal, which has results of its own.
func (w *rewriter) funcLit(n *ast.FuncLit) string {
	outer := w.results
	defer func() { w.results = outer }()
	w.results = resultsOf(w.info.TypeOf(n))
	if t := w.realParam(n); t != nil {
		return w.rebindT(n, t)
	}
	return w.text(n)
}

func resultsOf(t types.Type) *types.Tuple {
	if sig, ok := t.(*types.Signature); ok {
		return sig.Results()
	}
	return nil
}

// typeOf returns the type of an expression, or the invalid type.
func (w *rewriter) typeOf(e ast.Expr) types.Type {
	if t := w.info.TypeOf(e); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}

// isValue reports whether e is a value that is not a constant and not nil.
func (w *rewriter) isValue(e ast.Expr) bool {
	tv, ok := w.info.Types[e]
	return ok && tv.IsValue() && tv.Value == nil && !tv.IsNil() && !tv.IsBuiltin()
}

func unparen(e ast.Expr) ast.Expr { return ast.Unparen(e) }

// mapOf reports whether e is a map. It is false for a type parameter.
func (w *rewriter) mapOf(e ast.Expr) bool {
	_, ok := w.typeOf(e).Underlying().(*types.Map)
	return ok && !isTypeParam(w.typeOf(e))
}

// chanOf reports whether e is a channel. It is false for a type parameter.
func (w *rewriter) chanOf(e ast.Expr) bool {
	_, ok := w.typeOf(e).Underlying().(*types.Chan)
	return ok && !isTypeParam(w.typeOf(e))
}

func isTypeParam(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.TypeParam)
	return ok
}
