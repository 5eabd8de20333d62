package course

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strings"
)

// Refusal is one construct in a student's file that grading does not accept. Its text is in package msg under "file.<why>".
type Refusal struct {
	Why   string
	Line  int
	What  string // the import, the comment or the name
	Voids bool   // the file could change the verdict, so no verdict on it is valid
}

// The reasons for refusals. Package msg has the texts.
const (
	WhyImport    = "import"     // a package that is not in allowedImports
	WhyReach     = "reach"      // a package, or a name of one, that gives access to the test's process or its memory
	WhyDotImport = "dot-import" // a dot import, which hides the package of a name
	WhyDirective = "directive"  // a directive that changes how the compiler or the go command treats the file
	WhyNoBody    = "no-body"    // a function without a body, which is defined in assembly or by linkname
	WhyRaceOff   = "race-off"   // switches the race detector off or on
	WhyWatches   = "watches"    // shows the callers, and so whether a test is running
	WhyTestName  = "test-name"  // declares or uses a name that belongs to the tests
	WhyGoName    = "go-name"    // redeclares a predeclared name for the whole package, and so for the tests: const true = false
)

// allowedImports are the packages that a student's file may import. They are enough for every answer, and give no access to files,
// processes, the network, or unsafe memory. Of the packages in allowedNames a file may use only the names listed there.
var allowedImports = []string{
	"bytes", "cmp", "container/heap", "container/list", "container/ring", "context", "errors", "fmt",
	"hash", "hash/adler32", "hash/crc32", "hash/crc64", "hash/fnv", "hash/maphash", "io", "iter", "log", "maps", "math", "math/bits",
	"math/rand", "math/rand/v2", "reflect", "regexp", "runtime", "slices", "sort", "strconv", "strings", "sync", "sync/atomic", "time",
	"unicode", "unicode/utf8", "unique",
	"golang.org/x/sync/errgroup", "golang.org/x/sync/semaphore", "golang.org/x/sync/singleflight",
}

// voidingImports are the packages that give access to the process, its memory, or the packages that judge. A path that ends with a slash
// stands for all packages below it. Every other package outside the standard library also counts, unless it is allowed.
var voidingImports = []string{
	"C", "debug/", "expvar", "flag", "internal/", "net", "net/", "os/", "plugin", "runtime/", "sharedmap-workshop/", "syscall", "syscall/",
	"testing", "testing/", "unsafe",
}

// isVoidingImport reports whether the import of a package that is not allowed voids the verdict.
func isVoidingImport(pkg string) bool {
	first, _, _ := strings.Cut(pkg, "/")
	return strings.Contains(first, ".") || slices.ContainsFunc(voidingImports, func(v string) bool {
		return pkg == v || strings.HasSuffix(v, "/") && strings.HasPrefix(pkg, v)
	})
}

// Refusals returns what grading does not accept in src, in the order of the lines. If src does not parse, Refusals checks the part before
// the syntax error. The compiler reports the error itself.
func Refusals(src []byte) []Refusal { return refusalsOf(src, allowedImports) }

// Refusals returns what grading does not accept in src as the file of this lesson. The lesson may allow fewer imports than others do.
func (l Lesson) Refusals(src []byte) []Refusal {
	if l.Imports == nil {
		return Refusals(src)
	}
	return refusalsOf(src, l.Imports)
}

func refusalsOf(src []byte, imports []string) []Refusal {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", src, parser.ParseComments)
	if err != nil { // the parser gives up on a thousand blocks within each other, and then returns nothing; the compiler does not
		if whole, unresolved := parser.ParseFile(fset, "", src, parser.ParseComments|parser.SkipObjectResolution); unresolved == nil {
			f, err = whole, nil
		}
	}
	if f == nil {
		return nil
	}
	r := refuser{fset: fset, imports: imports, names: map[string]string{}, packages: map[string]bool{}, questions: map[ast.Expr]bool{}, complete: err == nil}
	r.checkFile(f)
	slices.SortStableFunc(r.refusals, func(a, b Refusal) int { return a.Line - b.Line })
	return r.refusals
}

// FirstVoiding returns the first refusal that voids every verdict on the file, or nil.
func FirstVoiding(all []Refusal) *Refusal {
	i := slices.IndexFunc(all, func(r Refusal) bool { return r.Voids })
	if i < 0 {
		return nil
	}
	return &all[i]
}

// defaultImportName returns the name of an imported package when the import gives no name. "v2" is a version, not a name.
func defaultImportName(pkg string) string {
	if dir, last := path.Split(pkg); last == "v2" {
		return path.Base(dir)
	}
	return path.Base(pkg)
}
