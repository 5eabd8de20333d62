package rt

import (
	"cmp"
	"slices"
	"sync"
)

// starts are what instrumented packages do before main: they give their variables the values that these begin with, and
// call their init functions. Each schedule does it again, so that it begins like the first. Packages register while they are
// initialised, so those that others need come first.
var starts struct {
	mu   sync.Mutex
	list []*start
	kept []func(*snapshot) // variables whose beginning cannot be made again: their memory is put back
	at   *snapshot
}

type start struct {
	pkg   string
	parts []startPart
}

type startPart struct {
	order int
	f     func()
}

// OnReset registers a part of a package's beginning; within a package, lower orders come first.
func OnReset(pkg string, order int, f func()) {
	starts.mu.Lock()
	defer starts.mu.Unlock()
	s := startOf(pkg)
	s.parts = append(s.parts, startPart{order, f})
	slices.SortStableFunc(s.parts, func(a, b startPart) int { return cmp.Compare(a.order, b.order) })
}

// startOf finds what a package has registered.
func startOf(pkg string) *start {
	for _, s := range starts.list {
		if s.pkg == pkg {
			return s
		}
	}
	s := &start{pkg: pkg}
	starts.list = append(starts.list, s)
	return s
}

// Keep registers a variable whose beginning cannot be made again, since it depends on code without points. What
// is reachable from it is put back instead.
func Keep[T any](pkg string, v *T) {
	starts.mu.Lock()
	defer starts.mu.Unlock()
	startOf(pkg)
	starts.kept = append(starts.kept, func(m *snapshot) { variable(m, v) })
}

// Reset makes the state that all instrumented packages begin with, as the goroutine that a schedule begins with.
func (g *G) Reset() {
	g.s.setup = true
	for _, f := range starts.list {
		for _, p := range f.parts {
			p.f()
		}
	}
	g.s.setup = false
}

// restore puts back what cannot be made again; the first time it only takes note.
func restore() {
	if starts.at != nil {
		starts.at.putBack()
		return
	}
	starts.at = newSnapshot(starts.list)
	for _, note := range starts.kept {
		note(starts.at)
	}
}
