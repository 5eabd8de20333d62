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

// names of the runtime's packages in a rewritten file.
const (
	rtName      = "explore_rt_"
	exploreName = "explore_"
)

// rewriter turns one file's source into text with points. It works on the text, so that lines stay.
type rewriter struct {
	fset         *token.FileSet
	file         *ast.File
	src          []byte
	info         *types.Info
	pkg          *types.Package
	vars         *sharing
	begin        *beginning
	sites        *int // numbers the accesses to memory, over all files of a build
	temps        int
	names        []string        // of the accesses
	used         map[string]bool // stand-in packages needed
	keep         map[string]string
	tests        bool // testing.T becomes explore.T, and each test a scenario
	old          bool // loop variables are one for all rounds
	inline       map[ast.Stmt]bool
	leaves       map[ast.Stmt]bool
	instrumented map[string]bool // the packages that are rewritten
	inFuzz       bool
	fn           string       // the function around
	result       *types.Tuple // of the function or literal around
	arounds      map[ast.Expr]around
}

// site is the number of the next access.
func (w *rewriter) site() string {
	*w.sites++
	return fmt.Sprint(*w.sites)
}

// siteOf is the number of the next access, which is to e: a finding calls the variable as the source does.
func (w *rewriter) siteOf(e ast.Expr) string {
	n := w.site()
	if name := w.raw(unparen(e)); len(name) <= longestName && !strings.ContainsAny(name, "\n\t") {
		w.names = append(w.names, n+": "+strconv.Quote(name))
	}
	return n
}

// longestName is how long a variable's name in a finding may be.
const longestName = 40

// siteNames is code that tells the runtime what the accesses are to.
func (w *rewriter) siteNames() string {
	if len(w.names) == 0 {
		return ""
	}
	return "func init() { " + rtName + ".Names(map[uint32]string{" + strings.Join(w.names, ", ") + "}) }\n"
}

func (w *rewriter) temp() string {
	w.temps++
	return fmt.Sprintf("explore_%d_", w.temps)
}

func (w *rewriter) offset(p token.Pos) int { return w.fset.Position(p).Offset }

// text is the node's source with everything below it rewritten, itself not.
func (w *rewriter) text(n ast.Node) string {
	return w.span(n, n.Pos(), n.End())
}

// edit is a piece of source and what takes its place.
type edit struct {
	from, to int
	text     string
}

// span is the source from one position to another below n, rewritten.
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

// emit is the node rewritten, itself included.
func (w *rewriter) emit(n ast.Node) string {
	if s, ok := w.rewrite(n); ok {
		return s
	}
	return w.text(n)
}

func (w *rewriter) raw(n ast.Node) string {
	return string(w.src[w.offset(n.Pos()):w.offset(n.End())])
}

// rewrite returns what takes the place of n, or false where n stays and only its parts may change.
func (w *rewriter) rewrite(n ast.Node) (string, bool) {
	if s, ok := w.rewriteAround(n); ok {
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

// keyValue leaves a struct's field names alone.
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

// between is the source between two nodes as it stands.
func (w *rewriter) between(a, b ast.Node) string {
	return string(w.src[w.offset(a.End()):w.offset(b.Pos())])
}

func (w *rewriter) funcDecl(n *ast.FuncDecl) (string, bool) {
	outer := w.fn
	defer func() { w.fn, w.inFuzz, w.result = outer, false, nil }()
	w.fn, w.result = n.Name.Name, resultsOf(w.info.TypeOf(n.Name))
	w.inFuzz = strings.HasPrefix(n.Name.Name, "Fuzz")
	if w.tests && w.isTest(n) {
		return w.testFunc(n), true
	}
	if s, ok := w.initFunc(n); ok {
		return s, true
	}
	return w.text(n), true
}

// funcLit is a function within a function, with results of its own.
func (w *rewriter) funcLit(n *ast.FuncLit) string {
	outer := w.result
	defer func() { w.result = outer }()
	w.result = resultsOf(w.info.TypeOf(n))
	if t := w.realParam(n); t != nil {
		return w.rebound(n, t)
	}
	return w.text(n)
}

func resultsOf(t types.Type) *types.Tuple {
	if sig, ok := t.(*types.Signature); ok {
		return sig.Results()
	}
	return nil
}

// typeOf is the type of an expression.
func (w *rewriter) typeOf(e ast.Expr) types.Type {
	if t := w.info.TypeOf(e); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}

// isValue says whether e is an ordinary value: no type, no constant, no nil.
func (w *rewriter) isValue(e ast.Expr) bool {
	tv, ok := w.info.Types[e]
	return ok && tv.IsValue() && tv.Value == nil && !tv.IsNil() && !tv.IsBuiltin()
}

func unparen(e ast.Expr) ast.Expr { return ast.Unparen(e) }

// mapOf says whether e is a map, type parameters left out.
func (w *rewriter) mapOf(e ast.Expr) bool {
	_, ok := w.typeOf(e).Underlying().(*types.Map)
	return ok && !isTypeParam(w.typeOf(e))
}

func (w *rewriter) chanOf(e ast.Expr) bool {
	_, ok := w.typeOf(e).Underlying().(*types.Chan)
	return ok && !isTypeParam(w.typeOf(e))
}

func isTypeParam(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.TypeParam)
	return ok
}
