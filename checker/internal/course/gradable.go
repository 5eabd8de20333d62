package course

import (
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strings"
)

// Refusal is one thing in a student's file that grading does not take. Why is the key of its words: "file.<why>".
type Refusal struct {
	Why   string
	Line  int
	What  string // the import, the comment, the name
	Voids bool   // it reaches what judges: no verdict on such a file means anything
}

// What a file is refused for; msg has its words.
const (
	WhyImport    = "import"     // a package outside the list
	WhyReach     = "reach"      // a package, or a part of one, that reaches the process in which the test runs, or its memory
	WhyDotImport = "dot-import" // hides which package a name is of
	WhyDirective = "directive"  // tells the compiler something that the reader of a report does not see
	WhyNoBody    = "no-body"    // written elsewhere, in assembly or by linkname
	WhyRaceOff   = "race-off"   // switches the race detector
	WhyWatches   = "watches"    // tells whether a test is running: an answer behaves the same outside of one
	WhyTestName  = "test-name"  // declares or uses a name of the tests
	WhyGoName    = "go-name"    // declares a name of Go's own for the whole package, and so for the tests: const true = false
)

// allowed are the packages that a student's file may import: all that an answer can need, nothing that reaches files, processes, the
// network, or past the type system. Of those in allowedParts it may use the parts named there.
var allowed = []string{
	"bytes", "cmp", "container/heap", "container/list", "container/ring", "context", "errors", "fmt",
	"hash", "hash/adler32", "hash/crc32", "hash/crc64", "hash/fnv", "hash/maphash", "io", "iter", "log", "maps", "math", "math/bits",
	"math/rand", "math/rand/v2", "reflect", "regexp", "runtime", "slices", "sort", "strconv", "strings", "sync", "sync/atomic", "time",
	"unicode", "unicode/utf8", "unique",
	"golang.org/x/sync/errgroup", "golang.org/x/sync/semaphore", "golang.org/x/sync/singleflight",
}

// voids are the packages, and the trees of packages with a slash at the end, that reach the process, its memory, or what judges it.
// Everything from outside of the standard library is one, unless it is allowed.
var voids = []string{
	"C", "debug/", "expvar", "flag", "internal/", "net", "net/", "os/", "plugin", "runtime/", "sharedmap-workshop/", "syscall", "syscall/",
	"testing", "testing/", "unsafe",
}

// voidsVerdict reports whether an import that is not allowed reaches what judges.
func voidsVerdict(pkg string) bool {
	first, _, _ := strings.Cut(pkg, "/")
	return strings.Contains(first, ".") || slices.ContainsFunc(voids, func(v string) bool {
		return pkg == v || strings.HasSuffix(v, "/") && strings.HasPrefix(pkg, v)
	})
}

// Refusals lists what in src grading does not take, in the order of its lines. A file that cannot be parsed gives what the part before the
// fault holds: the compiler tells of the fault itself.
func Refusals(src []byte) []Refusal {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", src, parser.ParseComments)
	if f == nil {
		return nil
	}
	r := refuser{fset: fset, names: map[string]string{}, whole: err == nil}
	r.file(f)
	slices.SortStableFunc(r.out, func(a, b Refusal) int { return a.Line - b.Line })
	return r.out
}

// Void returns the first of the refusals that voids every verdict on the file, or nil.
func Void(all []Refusal) *Refusal {
	i := slices.IndexFunc(all, func(r Refusal) bool { return r.Voids })
	if i < 0 {
		return nil
	}
	return &all[i]
}

// lastElement is the name under which a package is imported that is given no other; "v2" is a version, no name.
func lastElement(pkg string) string {
	if dir, last := path.Split(pkg); last == "v2" {
		return path.Base(dir)
	}
	return path.Base(pkg)
}
