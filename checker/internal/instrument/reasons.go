package instrument

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"
)

// Reason is something in the code that the explorer cannot control.
type Reason struct {
	Kind string // io, process, network, signal, cgo, assembly, dot import; or rewriting or outlives, which have no position
	What string // the package, the function, or the file; or the message of the compiler or the runtime
	File string
	Line int
}

// externalPackages are the packages whose functions depend on something outside the process, by the kind of the Reason.
var externalPackages = map[string]string{
	"os/exec": "process", "net": "network", "net/http": "network", "net/http/httptest": "network", "net/rpc": "network",
	"net/smtp": "network", "crypto/tls": "network", "os/signal": "signal", "syscall": "io", "C": "cgo", "plugin": "cgo",
}

// inMemory are functions and types of these packages that only work in memory.
var inMemory = words(`net.ParseIP net.ParseCIDR net.ParseMAC net.IPv4 net.CIDRMask net.IPv4Mask net.JoinHostPort net.SplitHostPort net.Pipe net.IP
	net.IPNet net.IPMask net.HardwareAddr net.Addr net.Error net.OpError net/http.StatusText net/http.Header net/http.NewRequest
	net/http.NewRequestWithContext net/http.HandlerFunc net/http.NewServeMux net/http.Error net/http/httptest.NewRecorder
	net/http/httptest.NewRequest net/http/httptest.ResponseRecorder os/exec.Error syscall.Errno syscall.Signal`)

// onDisk are the functions of os and similar packages that use the file system or other processes.
var onDisk = words(`os.Open os.Create os.OpenFile os.OpenRoot os.OpenInRoot os.ReadFile os.WriteFile os.ReadDir os.Mkdir os.MkdirAll os.MkdirTemp
	os.CreateTemp os.Remove os.RemoveAll os.Rename os.Stat os.Lstat os.Truncate os.Chmod os.Chtimes os.Link os.Symlink os.Readlink os.CopyFS os.Stdin
	os.Pipe os.StartProcess os.FindProcess io/ioutil.ReadFile io/ioutil.WriteFile io/ioutil.ReadDir io/ioutil.TempDir io/ioutil.TempFile
	path/filepath.Walk path/filepath.WalkDir path/filepath.Glob`)

// words returns the set of the words in s.
func words(s string) map[string]bool {
	out := map[string]bool{}
	for _, word := range strings.Fields(s) {
		out[word] = true
	}
	return out
}

// packageReasons returns why none of a package's tests can be explored.
func packageReasons(p *packages.Package) []Reason {
	var out []Reason
	for _, file := range p.OtherFiles {
		out = append(out, Reason{Kind: "assembly", What: file, File: file})
	}
	for _, f := range p.Syntax {
		for _, im := range f.Imports {
			path, _ := strconv.Unquote(im.Path.Value)
			at := p.Fset.Position(im.Pos())
			if path == "C" {
				out = append(out, Reason{externalPackages[path], path, at.Filename, at.Line})
			}
			if _, ok := shims[path]; ok && im.Name != nil && im.Name.Name == "." {
				out = append(out, Reason{"dot import", path, at.Filename, at.Line})
			}
		}
	}
	return out
}

// externalUse reports whether an identifier refers to something outside the scheduler's control, and returns the Reason.
func externalUse(p *packages.Package, id *ast.Ident) (Reason, bool) {
	obj := p.TypesInfo.Uses[id]
	if obj == nil || obj.Pkg() == nil {
		return Reason{}, false
	}
	path, at := obj.Pkg().Path(), p.Fset.Position(id.Pos())
	name := path + "." + obj.Name()
	if onDisk[name] && obj.Parent() == obj.Pkg().Scope() {
		return Reason{"io", name, at.Filename, at.Line}, true
	}
	f, isFunc := obj.(*types.Func)
	kind, out := externalPackages[path]
	if !out || !isFunc || inMemory[name] {
		return Reason{}, false
	}
	if recv := f.Signature().Recv(); recv != nil && inMemory[typeName(recv.Type())] {
		return Reason{}, false
	}
	return Reason{kind, path, at.Filename, at.Line}, true
}

// typeName returns the name of a type with the path of its package. For a pointer it returns the name of the type that it points to.
func typeName(t types.Type) string {
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != nil {
		return n.Obj().Pkg().Path() + "." + n.Obj().Name()
	}
	return ""
}

// compareReasons orders reasons by their positions.
func compareReasons(a, b Reason) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.What, b.What))
}

// dedupReasons keeps the first of the reasons that name the same thing.
func dedupReasons(list []Reason) []Reason {
	var out []Reason
	for _, r := range list {
		if !slices.ContainsFunc(out, func(o Reason) bool { return o.What == r.What }) {
			out = append(out, r)
		}
	}
	return out
}
