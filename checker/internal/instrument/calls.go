package instrument

import (
	"go/ast"
	"go/types"
	"strings"
)

// call rewrites calls of built-in functions on channels and maps. Of other calls it rewrites only the parts.
func (w *rewriter) call(e *ast.CallExpr) (string, bool) {
	id, ok := unparen(e.Fun).(*ast.Ident)
	if ok && w.info.Types[e.Fun].IsBuiltin() {
		return w.builtin(id.Name, e)
	}
	w.wrapLibraryArgs(e)
	if w.tests && w.wantsRealT(e) {
		return w.withRealT(e), true
	}
	return "", false
}

func (w *rewriter) builtin(name string, e *ast.CallExpr) (string, bool) {
	switch {
	case name == "close" && w.chanOf(e.Args[0]):
		return rtName + ".Close(" + w.emit(e.Args[0]) + ")", true
	case name == "delete" && w.mapOf(e.Args[0]):
		return rtName + ".Map(" + w.emit(e.Args[0]) + ", " + w.siteOf(e.Args[0]) + ").Delete(" + w.emit(e.Args[1]) + ")", true
	case name == "len" && w.mapOf(e.Args[0]):
		return rtName + ".Map(" + w.emit(e.Args[0]) + ", " + w.siteOf(e.Args[0]) + ").Len()", true
	case name == "len" && w.chanOf(e.Args[0]):
		return rtName + ".Len(" + w.emit(e.Args[0]) + ")", true
	case name == "clear" && w.mapOf(e.Args[0]):
		return rtName + ".Map(" + w.emit(e.Args[0]) + ", " + w.siteOf(e.Args[0]) + ").Clear()", true
	case name == "append" || name == "copy":
		w.appends(name, e)
	}
	return "", false
}

// shim replaces a name of sync, time and similar packages by the name in the shim.
func (w *rewriter) shim(e *ast.SelectorExpr) (string, bool) {
	id, ok := e.X.(*ast.Ident)
	if !ok {
		return "", false
	}
	pkg, ok := w.info.Uses[id].(*types.PkgName)
	if !ok {
		return "", false
	}
	path := pkg.Imported().Path()
	if path == "testing" && w.tests && e.Sel.Name == "T" && !w.inFuzz {
		w.keep[id.Name] = "Short"
		w.used[exploreName] = true
		return exploreName + ".T", true
	}
	s, ok := shims[path]
	if path == "testing/synctest" && !w.tests {
		return "", false
	}
	if !ok || !s.replaces(e.Sel.Name) {
		return "", false
	}
	w.keep[id.Name] = s.keep
	w.used[s.name] = true
	return s.name + "." + e.Sel.Name, true
}

// shimPackage describes the shim of a package: which of its names the shim replaces.
type shimPackage struct {
	name, keep string
	names      string
}

func (s shimPackage) replaces(name string) bool {
	return strings.Contains(" "+s.names+" ", " "+name+" ") ||
		s.names == "*"
}

// shims are the packages with shims: the local name of the shim's import, a name that keeps the original import used, and the names that
// the shim replaces.
var shims = map[string]shimPackage{
	"sync":             {"explore_sync_", "NewCond", "Mutex RWMutex WaitGroup Once OnceFunc OnceValue OnceValues Cond NewCond Pool Map"},
	"sync/atomic":      {"explore_atomic_", "AddInt32", "*"},
	"time":             {"explore_time_", "ParseDuration", "Sleep Now Since Until After Tick Timer NewTimer AfterFunc Ticker NewTicker"},
	"runtime":          {"explore_runtime_", "GC", "Gosched"},
	"math/rand":        {"explore_rand_", "NewSource", "Seed Int Intn Int31 Int31n Int63 Int63n Uint32 Float64 Perm Shuffle"},
	"math/rand/v2":     {"explore_rand_", "NewPCG", "Int Int32 Int32N Int64 Int64N IntN N Uint Uint32 Uint32N Uint64 Uint64N UintN Float64 Perm Shuffle"},
	"hash/maphash":     {"explore_maphash_", "MakeSeed", "MakeSeed String Bytes Comparable"},
	"testing/synctest": {"explore_synctest_", "Wait", "Test Wait"},
	"context": {"explore_context_", "Background", "WithCancel WithCancelCause WithTimeout WithTimeoutCause WithDeadline WithDeadlineCause " +
		"Cause WithoutCancel AfterFunc"},
}

// holdsShim reports whether values of t contain a type that has a shim. Such a value must not be copied only to call a method.
func holdsShim(t types.Type) bool {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		if p := t.Obj().Pkg(); p != nil {
			if s, ok := shims[p.Path()]; ok && s.replaces(t.Obj().Name()) {
				return true
			}
		}
		return holdsShim(t.Underlying())
	case *types.Struct:
		for f := range t.Fields() {
			if holdsShim(f.Type()) {
				return true
			}
		}
	case *types.Array:
		return holdsShim(t.Elem())
	}
	return false
}
