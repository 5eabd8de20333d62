package rt

import (
	"cmp"
	"slices"
	"sync"
)

// packages are the initialisations of the instrumented packages: values for their variables, and calls of their init functions. Each
// schedule initialises the packages again, so that it begins like the first. Packages register while they are initialised, so a package
// comes after those that it imports.
var packages struct {
	mu   sync.Mutex
	list []*packageStart
	kept []func(*snapshot) // note the variables that cannot be initialised again, so that their memory is put back
	at   *snapshot
}

type packageStart struct {
	pkg   string
	parts []startPart
}

type startPart struct {
	order int
	f     func()
}

// OnReset registers a part of a package's initialisation. Within a package, lower orders come first.
func OnReset(pkg string, order int, f func()) {
	packages.mu.Lock()
	defer packages.mu.Unlock()
	s := packageOf(pkg)
	s.parts = append(s.parts, startPart{order, f})
	slices.SortStableFunc(s.parts, func(a, b startPart) int { return cmp.Compare(a.order, b.order) })
}

// packageOf returns what a package has registered.
func packageOf(pkg string) *packageStart {
	for _, s := range packages.list {
		if s.pkg == pkg {
			return s
		}
	}
	s := &packageStart{pkg: pkg}
	packages.list = append(packages.list, s)
	return s
}

// Keep registers a variable that cannot be initialised again, because its value comes from code that is not instrumented. What is reachable
// from it is put back instead.
func Keep[T any](pkg string, v *T) {
	packages.mu.Lock()
	defer packages.mu.Unlock()
	packageOf(pkg)
	packages.kept = append(packages.kept, func(m *snapshot) { noteVariable(m, v) })
}

// Reset initialises all instrumented packages again. g is the goroutine that a schedule begins with.
func (g *G) Reset() {
	g.s.setup = true
	for _, f := range packages.list {
		for _, p := range f.parts {
			p.f()
		}
	}
	g.s.setup = false
}

// restore puts the variables back that cannot be initialised again. The first call only notes their values.
func restore() {
	if packages.at != nil {
		packages.at.putBack()
		return
	}
	packages.at = newSnapshot(packages.list)
	for _, note := range packages.kept {
		note(packages.at)
	}
}
