package course

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
)

// Refusal is one thing in a student's file that grading does not take. Why is the key of its words: "file.<why>".
type Refusal struct {
	Why  string
	Line int
	What string // the import, the comment or the function
}

// What a file is refused for; msg has its words.
const (
	WhyImport    = "import"     // a package outside the list
	WhyDotImport = "dot-import" // hides which package a name is of
	WhyDirective = "directive"  // tells the compiler something that the reader of a report does not see
	WhyNoBody    = "no-body"    // written elsewhere, in assembly or by linkname
	WhyRaceOff   = "race-off"   // switches the race detector
)

// allowed are the packages that a student's file may import: all that an answer can need, nothing that reaches files, processes, the
// network, or past the type system.
var allowed = []string{
	"bytes", "cmp", "container/heap", "container/list", "container/ring", "context", "errors", "fmt",
	"hash", "hash/adler32", "hash/crc32", "hash/crc64", "hash/fnv", "hash/maphash", "io", "iter", "log", "maps", "math", "math/bits",
	"math/rand", "math/rand/v2", "reflect", "regexp", "runtime", "slices", "sort", "strconv", "strings", "sync", "sync/atomic", "time",
	"unicode", "unicode/utf8", "unique",
	"golang.org/x/sync/errgroup", "golang.org/x/sync/semaphore", "golang.org/x/sync/singleflight",
}

// Refusals lists what in src grading does not take, in the order of its lines. A file that cannot be parsed gives what the part before the
// fault holds: the compiler tells of the fault itself.
func Refusals(src []byte) []Refusal {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", src, parser.ParseComments|parser.SkipObjectResolution)
	if f == nil {
		return nil
	}
	r := refuser{fset: fset, runtime: map[string]bool{}, whole: err == nil}
	for _, im := range f.Imports {
		r.imported(im)
	}
	for _, group := range f.Comments {
		for _, c := range group.List {
			r.comment(c)
		}
	}
	ast.Inspect(f, r.node)
	slices.SortStableFunc(r.out, func(a, b Refusal) int { return a.Line - b.Line })
	return r.out
}

// refuser collects refusals.
type refuser struct {
	fset    *token.FileSet
	runtime map[string]bool // the names under which the file imports runtime
	whole   bool            // the file could be parsed to its end
	out     []Refusal
}

// add notes a refusal at the file's own line, whatever a //line comment says.
func (r *refuser) add(why string, at token.Pos, what string) {
	r.out = append(r.out, Refusal{why, r.fset.PositionFor(at, false).Line, what})
}

func (r *refuser) imported(im *ast.ImportSpec) {
	name, err := strconv.Unquote(im.Path.Value)
	if err != nil || !slices.Contains(allowed, name) {
		r.add(WhyImport, im.Pos(), im.Path.Value)
		return
	}
	switch {
	case im.Name != nil && im.Name.Name == ".":
		r.add(WhyDotImport, im.Pos(), im.Path.Value)
	case name == "runtime" && im.Name != nil:
		r.runtime[im.Name.Name] = true
	case name == "runtime":
		r.runtime[name] = true
	}
}

func (r *refuser) comment(c *ast.Comment) {
	for _, sign := range []string{"//go:", "// +build", "//+build", "//line ", "/*line ", "//export "} {
		if strings.HasPrefix(c.Text, sign) {
			line, _, _ := strings.Cut(c.Text, "\n")
			r.add(WhyDirective, c.Pos(), strings.TrimSpace(line))
			return
		}
	}
}

func (r *refuser) node(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncDecl:
		if n.Body == nil && r.whole {
			r.add(WhyNoBody, n.Pos(), n.Name.Name)
		}
	case *ast.SelectorExpr:
		if x, ok := n.X.(*ast.Ident); ok && r.runtime[x.Name] && strings.HasPrefix(n.Sel.Name, "Race") {
			r.add(WhyRaceOff, n.Pos(), x.Name+"."+n.Sel.Name)
		}
	}
	return true
}
